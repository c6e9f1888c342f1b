package people

import "testing"

// After her report was referred, a worker loses her job for it. She tells by
// receipt; the matter is urgent again and the accused's organ hears nothing.
func TestAWorkerReportsRetaliation(t *testing.T) {
	c := sharedCity(t)
	worker := c.reports(t, "女工", story{asked: "公安机关", name: "苏梅", text: "车辆管理所的人收了中介的钱才给过检，我在窗口旁边看见过很多次。", where: "车辆管理所"})
	id := c.numbered(worker.number)
	c.registered(id, "反映车辆管理所收取中介好处", "来信人称，车辆管理所人员收取中介好处后予以通过检验。", "clean.money",
		M{"organs": []string{c.named("organ", "明州市公安局")}, "units": []string{c.named("unit", "明州市公安局车辆管理所")}})
	c.referred(id, "duty_crime", "明州市监察委员会", "现有材料反映，车辆管理所人员收取中介好处。")

	worker.looks()
	const words = "昨天所里的人到我单位找经理，今天我就被辞退了。"
	worker.Fill("谁，做了什么", words)
	worker.Press("报告")
	worker.See("已标记为紧急")
	worker.See(words)
	c.nowhere("找经理")

	for _, login := range []string{"luzhiwei", "zhaoheng"} {
		p := c.plain(login)
		p.Goto("/clues/" + id)
		p.See("打击报复")
		p.See("紧急")
	}
	c.unseen(t, "fangzhou", worker.number, "车辆管理所人员收取")
	reads(t, c, "luzhiwei", id, "车辆管理所的人收了中介的钱")

	c.act("zhaoheng", "clue.refer_urgent", M{"id": id, "route": "duty_crime", "to": c.named("organ", "明州市监察委员会"), "called": Today + "T09:00", "spoke": "市监委信访室值班人员",
		"outgoing": "现有材料反映，反映人因反映车辆管理所问题受到打击报复。", "reveals": "softened"})
	c.asMissing(t, "fangzhou", c.legsOf(id)[1], "/legs/{id}")
	c.holds("clue", id, "receive", "open", "summarise", "propose", "accept", "report_retaliation", "open", "refer_urgent")
	verifies(t, c.Data)
}

// An old man is made to take his message back. He is believed: it is withdrawn
// as he asks, and those who handle it see at once that he was pressed.
func TestAnOldManWithdrawsUnderPressure(t *testing.T) {
	c := sharedCity(t)
	man := c.reports(t, "老人", story{asked: "法院", text: "市中院执行的人拿走了我的拆迁款，说是保管，两年没有给我凭据。", where: "市中级人民法院"})
	id := c.numbered(man.number)
	c.registered(id, "反映执行款没有凭据", "来信人称，执行人员收取款项两年没有给凭据。", "strict.execution_wrong", M{"organs": []string{c.named("organ", "明州市中级人民法院")}})
	man.looks()
	man.See("已经转送的程序不因撤回而停止")
	man.Choose("是，受到压力")
	man.Press("撤回这件反映")
	man.See("已按您的要求撤回")
	man.DontSee("撤回这件反映")
	man.See("受到打击报复") // he may still tell

	director := c.plain("zhaoheng")
	director.Goto("/clues/" + id)
	director.See("撤回时表示受到压力")
	director.See("打击报复")
	director.Goto("/clues/" + id + "/attend")
	director.Choose("已与反映人联系")
	director.Fill("已采取的措施", "已电话联系其所在街道，并告知报警和求助方式。")
	director.Press("紧急情况已处置")
	director.See("紧急情况已处置")
	c.holds("clue", id, "receive", "open", "summarise", "withdraw", "attend")
	verifies(t, c.Data)
}
