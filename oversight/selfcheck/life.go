package selfcheck

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Life of a self-inspection. Who checks does not accept (≠).
var Life = act.Life{
	Kind: "selfcheck", Zh: "自查", En: "Self-inspection",
	States: []act.State{
		{Code: "requested", Zh: "待填报", En: "Requested", Tone: "act", Open: true},
		{Code: "filling", Zh: "填报中", En: "Filling in", Tone: "act", Open: true},
		{Code: "signed", Zh: "已签字", En: "Signed", Tone: "act", Open: true},
		{Code: "submitted", Zh: "已报送", En: "Submitted", Tone: "warn", Open: true},
		{Code: "checked", Zh: "已审核", En: "Checked", Tone: "act", Open: true},
		{Code: "returned", Zh: "退回补充", En: "Returned", Tone: "bad", Open: true},
		{Code: "accepted", Zh: "已接收", En: "Accepted", Tone: "ok"},
		{Code: "withdrawn", Zh: "已撤回", En: "Withdrawn"},
	},
	Verbs: verbs,
	Steps: steps,
}

var (
	staff = []act.Role{access.Clerk, access.Director}
	organ = []act.Role{access.Liaison, access.Chief}
	head  = []act.Role{access.Chief}
	write = []string{"requested", "filling", "returned"}
)

var steps = []act.Step{
	{From: act.In(act.Birth), Do: "selfcheck.request", To: []string{"requested"}, Who: staff, Basis: "local", Clock: "selfcheck.report"},
	{From: act.In("requested", "filling", "signed", "returned"), Do: "selfcheck.set_due", To: []string{act.Same}, Who: staff, Basis: "local", Clock: "selfcheck.report"},
	{From: act.In("requested", "filling", "returned"), Do: "selfcheck.withdraw", To: []string{"withdrawn"}, Who: staff, Basis: "local"},
	{From: write, Do: "selfcheck.fill", To: []string{"filling"}, Who: organ, Basis: "local", Main: true},
	{From: write, Do: "selfcheck.whole", To: []string{"filling"}, Who: organ, Basis: "local"},
	{From: write, Do: "selfcheck.attach", To: []string{"filling"}, Who: organ, Basis: "local"},
	{From: act.In("filling", "returned"), Do: "selfcheck.detach", To: []string{"filling"}, Who: organ, Basis: "local"},
	{From: act.In("filling"), Do: "selfcheck.sign", To: []string{"signed"}, Who: head, Basis: "local", Main: true},
	{From: act.In("signed"), Do: "selfcheck.unsign", To: []string{"filling"}, Who: head, Basis: "local"},
	{From: act.In("signed"), Do: "selfcheck.submit", To: []string{"submitted"}, Who: organ, Basis: "local", Clock: "selfcheck.check", Main: true},
	{From: act.In("submitted", "checked"), Do: "selfcheck.check", To: []string{"checked"}, Who: staff, Basis: "local", Main: true},
	{From: act.In("checked"), Do: "selfcheck.accept", To: []string{"accepted"}, Who: staff, Not: []act.Name{"selfcheck.check"}, Basis: "local", Main: true},
	{From: act.In("checked"), Do: "selfcheck.return", To: []string{"returned"}, Who: staff, Basis: "local", Clock: "selfcheck.again", Main: true},
	{From: act.In("accepted"), Do: "selfcheck.look_again", To: []string{"returned"}, Who: []act.Role{access.Director}, Basis: "local", Clock: "selfcheck.again"},
	{From: act.In("submitted", "checked", "accepted"), Do: "selfcheck.link", To: []string{act.Same}, Who: []act.Role{access.Follow}, Basis: "local", Off: true},
}

var verbs = []act.Verb{
	{Do: "selfcheck.request", Zh: "请机关自查", En: "Ask for a self-inspection", SayZh: "机关的联络员和负责人会看到要求和报送日期；表格按方案的这一版生成，以后方案调整不改变它。", SayEn: "The organ's liaison and head see what is asked and by when; the form is made from this edition of the plan and later editions do not change it."},
	{Do: "selfcheck.set_due", Zh: "调整报送日期", En: "Move the day", SayZh: "原来的日期和理由保留在记录中，机关能看到。", SayEn: "The former day and the reason stay in the record; the organ reads them."},
	{Do: "selfcheck.withdraw", Zh: "撤回要求", En: "Withdraw the request", SayZh: "机关不再需要报送；已经填写的内容保留，不能恢复办理。", SayEn: "The organ need not report any more; what was filled in stays; it cannot be taken up again."},
	{Do: "selfcheck.fill", Zh: "填报", En: "Fill in", SayZh: "随时保存；单位负责人签字并报送以前，可以反复修改。", SayEn: "Saved at any time; may be changed until the head has signed and it is submitted."},
	{Do: "selfcheck.whole", Zh: "填写总体情况", En: "Say what holds for the whole", SayZh: "写总体情况、附材料；可以与其他要求一并答复。各项仍须逐项填写，由单位负责人签字后报送。", SayEn: "A text and files for the whole; it may be the same answer as to other requests. Each item is still to be filled in, and your head signs."},
	{Do: "selfcheck.attach", Zh: "上传佐证材料", En: "Attach evidence"},
	{Do: "selfcheck.detach", Zh: "撤下佐证材料", En: "Take a file off"},
	{Do: "selfcheck.sign", Zh: "单位负责人签字", En: "Sign as head", SayZh: "您对所填内容负责；报送前可以撤回签字再改。自查主动发现的问题单独列示，不计入贵单位的问题。", SayEn: "You answer for what it says; before it is submitted you may take your signature back. What you found yourselves is shown apart and never counted against your organ."},
	{Do: "selfcheck.unsign", Zh: "撤回签字", En: "Take the signature back"},
	{Do: "selfcheck.submit", Zh: "报送", En: "Submit", SayZh: "报送后由人大工作人员审核，不能再改；退回的可以补充。", SayEn: "The committee's staff check it; it cannot be changed unless it is returned."},
	{Do: "selfcheck.check", Zh: "审核", En: "Check", SayZh: "逐项写明可以还是需要再查；机关在退回前看不到。由另一人决定接收或者退回。", SayEn: "Each item is fine or to be looked at again; the organ sees nothing before a return. Somebody else accepts or returns it."},
	{Do: "selfcheck.accept", Zh: "接收", En: "Accept", SayZh: "勾选的发现拟定为“自查主动发现”的问题，单独列示，不计入该机关的问题。", SayEn: "The findings ticked become drafted problems found by the organ itself: shown apart, never counted against it."},
	{Do: "selfcheck.return", Zh: "退回补充", En: "Return", SayZh: "机关会看到逐项的理由并补充，补充期限开始计算。理由不写群众反映的任何情况。", SayEn: "The organ reads the reason for each item and adds to it; its term begins. Nothing of any message of the public stands in a reason."},
	{Do: "selfcheck.look_again", Zh: "请再查一次", En: "Ask to look again", SayZh: "已经接收的报告重新退回补充；理由不写群众反映的任何情况。", SayEn: "An accepted report goes back; nothing of any message of the public stands in a reason."},
	{Do: "selfcheck.link", Zh: "关联发现的问题", En: "Link what a finding became"},
}
