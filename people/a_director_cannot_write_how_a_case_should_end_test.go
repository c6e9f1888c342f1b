package people

import (
	"strings"
	"testing"

	"hengjian/people/stage"
)

// Zhao Heng, director, is pressed by an acquaintance and tries to write 请改判:
// in his note to the file, in what leaves, in the letter. None takes it; the
// hint stands at the field. What the sender demands may be quoted as hers.
func TestADirectorCannotWriteHowACaseShouldEnd(t *testing.T) {
	c := sharedCity(t)
	sister := c.reports(t, "姐姐", story{asked: "法院", text: "我弟弟的执行案子，法官违法冻结了他的工资卡，几次去都不解释。", where: "市中级人民法院"})
	id := c.numbered(sister.number)
	c.registered(id, "反映执行中冻结工资没有说明", "来信人称，执行中冻结工资卡没有说明；来信人要求改判。", "strict.execution_wrong", M{"organs": []string{c.named("organ", "明州市中级人民法院")}})

	director := c.at("zhaoheng")
	director.Goto("/clues/" + id + "/note")
	writes(director, "工作记录", "请法院改判，给我弟弟的朋友一个说法。", "工作记录")

	// The clerk, told to put it into what leaves, fails as well.
	clerk := c.at("linwan")
	clerk.Goto("/clues/" + id + "/propose")
	clerk.Pick("处理意见", "refer")
	clerk.Pick("法定程序", "trial_staff")
	clerk.Choose("明州市人民检察院")
	clerk.Choose("不能")
	writes(clerk, "外送摘要", "现有材料反映执行中冻结工资，建议撤销原判并重新审理。", "拟办")
	writes(clerk, "理由", "应当依法改判。", "拟办")
	clerk.Fill("理由", "属于执行活动监督。")
	clerk.Fill("外送摘要", "现有材料反映，执行中冻结工资卡没有说明理由。来信人要求改判。")
	clerk.Press("拟办")
	clerk.See("已拟办")

	director.Goto("/clues/" + id + "/return")
	writes(director, "理由", "此案必须改判，退回重写。", "退回")
	director.Goto("/clues/" + id + "/accept")
	writes(director, "批注", "请法院依法改判。", "批办：受理")
	director.Fill("批注", "同意转送。")
	director.Press("批办：受理")
	director.See("已受理")

	leg := c.legsOf(id)[0]
	theLetterTakesNoWords(t, c, director, leg)
	c.holds("clue", id, "receive", "open", "summarise", "propose", "accept")
	c.holds("leg", leg, "draft", "sign")
	var n int
	c.rows("SELECT count(*) FROM clue WHERE id = ? AND (notes LIKE '%请法院%' OR notes LIKE '%必须改判%' OR routes LIKE '%撤销原判%')", []any{id}, func(r rower) error { return r.Scan(&n) })
	if n > 0 {
		t.Error("a refused sentence was kept")
	}
	verifies(t, c.Data)
}

// writes fails unless the sentence is refused, the reason stands at its field
// and what was typed is still there.
func writes(p *stage.Person, field, sentence, button string) {
	p.Fill(field, sentence)
	p.Press(button)
	p.See("人大不对个案提出处理意见")
	if p.Value(field) != sentence {
		p.DontSee(p.Value(field) + " (instead of what was typed)")
	}
	p.SeeIn(field, "人大不对个案提出处理意见")
}

// theLetterTakesNoWords: its page has no place to write, and what is sent along
// all the same changes nothing or is refused.
func theLetterTakesNoWords(t *testing.T, c *town, director *stage.Person, leg string) {
	t.Helper()
	director.Goto("/legs/" + leg + "/sign")
	director.See("不对案件事实、证据、法律适用和处理结果提出任何意见")
	if n := stage.Eval[int](director, `document.querySelectorAll('main textarea, main input[type=text], main input:not([type]), main [contenteditable]').length`); n > 0 {
		t.Errorf("the page that signs the letter has %d places to write", n)
	}
	for _, name := range []string{"body", "text", "note", "outgoing", "letter"} {
		ans := c.as("zhaoheng").Act("leg.sign", M{"id": leg, name: "请改判"})
		if ans.Status < 400 || !strings.Contains(string(ans.Raw), name) {
			t.Errorf("leg.sign with %s: %d %s", name, ans.Status, ans.Raw)
		}
	}
	director.Choose("我已通读函件和外送摘要")
	director.Press("签发")
	director.See("已签发")
	director.DontSee("请改判")
}
