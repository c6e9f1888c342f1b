package people

import (
	"strings"
	"testing"

	"hengjian/people/stage"
)

// A mother writes, without her name and without scripts, that her son was made
// to confess. She follows it by receipt until the procuratorate has taken it up,
// rates the answer and asks that somebody else look again.
func TestAMotherReportsAForcedConfession(t *testing.T) {
	c := sharedCity(t)
	const words = "我儿子在火车站派出所被连续审讯三十个小时，不让睡觉，被逼着在笔录上签字。我是听同监室的人出来后说的。"
	mother := c.reports(t, "母亲", story{asked: "公安机关", text: words, where: "火车站派出所", caseNo: "（2026）明9902刑初31号", rel: "亲属"})
	id := c.numbered(mother.number)
	mother.See("没有法定的告知期限")
	mother.looks()
	mother.See("已收到")
	c.nowhere("不让睡觉")

	reads(t, c, "luzhiwei", id, words)
	summarises(t, c, id)
	proposes(t, c, id)

	director := c.at("zhaoheng")
	director.Goto("/clues/" + id + "/accept")
	director.See("明州市人民检察院")
	director.Press("批办：受理")
	director.See("已受理")
	mother.looks()
	mother.See("有权机关")
	mother.DontSee("检察院控告申诉") // nothing that would show where the matter stands inside

	leg := c.legsOf(id)[0]
	signs(t, c, leg, "zhaoheng", "shenlan")
	clerk := c.at("linwan")
	clerk.Goto("/legs/" + leg)
	clerk.See("处理结果提出任何意见")
	clerk.See("依照法定程序处理")
	clerk.Press("密封发送")
	clerk.Press("密封发送")
	clerk.See("已转送")
	theDeskWorks(t, c, leg)

	clerk.Goto("/legs/" + leg + "/accept_report")
	clerk.Press("收到反馈并办结")
	mother.looks()
	mother.See("已立案")
	answered(t, c, id, mother)

	c.holds("clue", id, "receive", "open", "summarise", "propose", "accept", "tell_leg", "answer", "rate", "ask_relook")
	c.holds("leg", leg, "draft", "sign", "cosign", "send", "receipt", "report_procedure", "accept_report")
	for _, l := range append(c.journal("clue", id), c.journal("leg", leg)...) {
		if l.Basis == "" {
			t.Errorf("%s has no basis", l.Act)
		}
	}
	c.nowhere("不让睡觉")
	verifies(t, c.Data)
}

// reads: the intake officer opens the original; only her own browser, with her
// key file and passphrase, makes it readable.
func reads(t *testing.T, c *town, login, id, words string) {
	t.Helper()
	me := c.who(login)
	officer := c.at(login)
	officer.Goto("/clues/" + id)
	officer.DontSee(words)
	officer.Goto("/clues/" + id + "/open")
	officer.See("留下记录")
	officer.Press("开启原文")
	if strings.Contains(officer.HTML(), words) {
		t.Error("the server sent the original in clear")
	}
	opens(officer, "打开原文", me)
	officer.See(words)
}

// opens uses somebody's key in her browser.
func opens(p *stage.Person, button string, me stage.Account) {
	p.Press(button)
	p.Upload("钥匙文件", me.KeyFile)
	p.Fill("口令", me.Passphrase)
	p.Press("打开")
}

func summarises(t *testing.T, c *town, id string) {
	t.Helper()
	p := c.at("luzhiwei")
	p.Goto("/clues/" + id + "/summarise")
	p.Fill("标题", "反映火车站派出所讯问中疲劳审讯")
	p.Fill("内部摘要", "来信人称，市公安局火车站派出所在讯问中连续三十小时不让休息，要求在笔录上签字。涉及（2026）明9902刑初31号。")
	p.Pick("类别", "strict.torture")
	for _, q := range [][3]string{{"organ_q", "明州市公安局", "明州市公安局"}, {"unit_q", "火车站派出所", "明州市公安局火车站派出所"}, {"officer_q", "周国", "周国 局长"}} {
		p.Fill(q[0], q[1])
		p.PressIn(map[string]string{"organ_q": "机关", "unit_q": "单位（庭科队所）", "officer_q": "人员"}[q[0]], "查找")
		p.Choose(q[2])
	}
	p.Press("登记摘要")
	p.See("摘要已登记")
}

func proposes(t *testing.T, c *town, id string) {
	t.Helper()
	p := c.at("linwan")
	p.Goto("/clues/" + id + "/propose")
	p.See("明州市公安局 被反映人员所在的机关。") // struck out, with the reason
	p.Pick("处理意见", "转送")
	p.Pick("法定程序", "torture")
	p.Choose("明州市人民检察院")
	p.Fill("外送摘要", "现有材料反映，火车站派出所在讯问中存在疲劳审讯、迫使签字的情况。")
	p.Choose("能，已改写")
	p.Press("拟办")
	p.See("已拟办")
}

func signs(t *testing.T, c *town, leg, first, second string) {
	t.Helper()
	p := c.at(first)
	p.Goto("/legs/" + leg + "/sign")
	p.Choose("我已通读函件和外送摘要")
	p.Press("签发")
	p.See("待会签")
	q := c.at(second)
	q.Goto("/legs/" + leg + "/cosign")
	q.Choose("我已通读函件和外送摘要")
	q.Press("会签")
	q.See("已签发")
}

func theDeskWorks(t *testing.T, c *town, leg string) {
	t.Helper()
	me := c.who("xuqingyuan")
	desk := c.at("xuqingyuan")
	desk.Goto("/legs/" + leg)
	opens(desk, "打开材料", me)
	desk.See("疲劳审讯")
	desk.Goto("/legs/" + leg + "/receipt")
	desk.Press("签收")
	desk.Goto("/legs/" + leg + "/report_procedure")
	desk.Choose("已立案")
	desk.Fill("该步骤的日期", Today)
	desk.Press("反馈程序进展")
	desk.See("已立案")
}

func answered(t *testing.T, c *town, id string, mother *sender) {
	t.Helper()
	p := c.at("linwan")
	p.Goto("/clues/" + id + "/answer")
	p.Fill("答复", "您反映的情况已依照法定程序转送有权机关，有权机关已立案。")
	p.Fill("还可以行使的权利", "您可以依法向有权机关申诉。")
	p.Press("答复")
	p.See("已答复")
	mother.looks()
	mother.See("有权机关已立案")
	mother.Choose("不满意")
	mother.Press("提交评价")
	mother.See("谢谢您的评价")
	mother.Choose("认为程序没有走完")
	mother.Fill("relook.text", "请说明审讯录像有没有调取。")
	mother.Press("请求再看")
	mother.DontSee("提交评价")
}
