package people

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

// The accused suspects that somebody wrote about him and sends nearly the same
// text, to see what becomes of it. The officer merges it with the real message.
// His receipt's page stays, byte for byte, that of a message nobody else wrote.
func TestADecoyMergedWithARealMessageLearnsNothing(t *testing.T) {
	c := sharedCity(t)
	const text = "治安支队的人在行动中把扣下的手机自己留着用，已经有三四台了，没有登记。"
	real := c.reports(t, "知情人", story{asked: "公安机关", text: text, where: "治安支队"})
	decoy := c.reports(t, "被反映的人", story{asked: "公安机关", text: text, where: "治安支队"})
	alone := c.reports(t, "无关的人", story{asked: "公安机关", text: "交警支队的窗口办事很慢，叫号机坏了一个月没有人修。", where: "交警支队"})
	page := func(s *sender) string {
		// Seconds after it came, whatever becomes of it, a message can be proved.
		for range 100 {
			if s.looks(); strings.Contains(s.Text(), "下载收录证明") {
				break
			}
			time.Sleep(200 * time.Millisecond)
		}
		return plainBytes(s.NoJS, s.receipt, strings.ReplaceAll(s.receipt, "-", ""), s.number, recordOf(t, s))
	}
	before := page(decoy)
	if before != page(alone) {
		t.Fatal("two fresh receipts differ by more than number and code: nothing can be compared")
	}

	id, false_ := c.numbered(real.number), c.numbered(decoy.number)
	class := M{"organs": []string{c.named("organ", "明州市公安局")}, "units": []string{c.named("unit", "明州市公安局治安支队")}}
	const summary = "来信人称，治安支队行动中扣押的手机未登记，被个人留用。"
	c.registered(id, "反映治安支队扣押手机未登记", summary, "norm.seizure", class)
	c.registered(false_, "反映治安支队留用手机", summary, "norm.seizure", class)
	officer := c.at("luzhiwei")
	officer.Goto("/clues/" + false_ + "/merge")
	officer.Choose(real.number)
	officer.Press("合并办理")
	officer.See("已办：“合并办理”")
	if after := page(decoy); after != before {
		t.Errorf("the merger shows on the decoy's page:\n%s", differing(before, after))
	}

	// The real sender is asked, answers, adds and is threatened: none of it is his.
	c.act("luzhiwei", "clue.ask", M{"id": id, "text": "您说的三四台手机，是什么时候扣下的？"})
	real.looks()
	real.See("什么时候扣下的")
	real.Fill("补充什么", "去年十一月的那次行动。")
	real.Press("补充")
	real.See("去年十一月")
	if after := page(decoy); after != before {
		t.Errorf("the real sender's conversation shows on the decoy's page:\n%s", differing(before, after))
	}

	leg := c.referred(id, "seizure", "明州市人民检察院", "现有材料反映，治安支队行动中扣押的手机未登记并被个人留用。")
	c.act("zhaoheng", "leg.sign", M{"id": leg})
	c.act("linwan", "leg.send", M{"id": leg})
	real.looks()
	decoy.looks()
	for _, s := range []*sender{real, decoy} {
		s.See("已受理，依法定程序转送有权机关处理")
	}
	// Told alike: without her conversation and his own number the two are one page.
	for _, w := range []string{real.number, "什么时候扣下的", "去年十一月", "合并", "检察院接", id, false_, leg} {
		if strings.Contains(string(decoy.Raw), w) {
			t.Errorf("the decoy's page holds %q", w)
		}
	}
	// A message of nobody's that is decided alone reads the same as the merged one.
	own := c.numbered(alone.number)
	c.registered(own, "反映交警支队窗口效率", "来信人称，交警支队窗口办事慢。", "norm.manner", M{"organs": []string{c.named("organ", "明州市公安局")}})
	c.referred(own, "filing", "明州市人民检察院", "现有材料反映窗口工作效率问题。")
	if a, b := page(decoy), page(alone); a != b {
		t.Errorf("merged and alone read differently:\n%s", differing(a, b))
	}
	c.holds("clue", false_, "receive", "open", "summarise", "merge", "tell_common")
	c.holds("clue", id, "receive", "open", "summarise", "ask", "supplement", "propose", "accept")
	verifies(t, c.Data)
}

// recordOf is the record number on the page before the sender.
func recordOf(t *testing.T, s *sender) string {
	t.Helper()
	m := recordText.FindStringSubmatch(s.Text())
	if m == nil {
		t.Fatalf("no record number:\n%s", s.Text())
	}
	return m[0]
}

var recordText = regexp.MustCompile(`记录号 \d+`)

// differing is where two texts first part.
func differing(a, b string) string {
	x, y := []rune(a), []rune(b)
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	from := max(0, i-120)
	return string(x[from:min(len(x), i+200)]) + "\n---\n" + string(y[from:min(len(y), i+200)])
}
