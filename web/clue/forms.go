package clue

import (
	"slices"
	"strings"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/web/kit"
)

// forms describes the acts' pages. An act without a line here has no fields:
// its page shows the consequence and a button.
var forms = map[string]func(*doing) (form, error){
	"open_emergency": openEmergency, "quarantine_secret": quarantine, "raise_urgent": reasonOnly, "refer_urgent": referUrgent, "attend": attend,
	"unmerge": reasonOnly, "unlink_repeat": reasonOnly, "return": decision, "triage_again": reasonOnly, "reopen": reasonOnly, "ask": ask, "assign": assign,
	"recuse": recuse, "hand_over": handOver, "note": note, "submit_up": submitUp, "direct": direct, "forward_lower": forwardLower,
	"accept": decision, "redirect": decision, "keep": decision, "tell_leg": tellLeg, "extend": extend, "answer": reply, "uphold": reply, "conclude_own": reply,
	"close": closing,
}

func (d *doing) reason() field {
	return field{"text", kit.Field{Name: "reason", Label: d.L("理由", "Reason"), Hint: d.L("写事实和程序，不写对案件的看法。", "Facts and procedure; no view on the case."), Max: 500}, nil}
}

func reasonOnly(d *doing) (form, error) {
	return form{fields: []field{d.reason()}, danger: d.verb == "raise_urgent"}, nil
}

// peopleIn offers colleagues in some functions who are not recused here.
func (d *doing) peopleIn(not string, roles ...act.Role) ([]kit.Option, error) {
	cs, err := d.O.Colleagues(d.Ctx(), d.Me)
	out := []kit.Option{{Value: "", Label: d.L("请选择", "Choose")}}
	for _, c := range cs {
		if !c.Has(roles...) || c.ID == not {
			continue
		}
		o := kit.Option{Value: c.ID, Label: c.Name + " · " + roleText(d.Page, string(c.Roles[0]))}
		if d.c.Has(c.ID, "recused") {
			o.Off, o.Label = d.L("已回避", "recused"), o.Label+d.L("（已回避）", "(recused)")
		}
		out = append(out, o)
	}
	return out, err
}

func openEmergency(d *doing) (form, error) {
	who, err := d.peopleIn(d.Me.ID, access.Intake, access.Director)
	return form{danger: true, fields: []field{
		{"tick", kit.Field{Name: "danger", Label: d.L("有人的生命正处于危险中", "Somebody's life is in danger")}, nil},
		{"select", kit.Field{Name: "second", Label: d.L("电话中同意的第二人", "Second person who agreed by telephone"), Hint: d.L("须在 24 小时内补签。", "Must countersign within 24 hours."), Options: who, Width: "m"}, nil},
		d.reason()}}, err
}

func quarantine(d *doing) (form, error) {
	who, err := d.peopleIn("", access.Secrecy)
	return form{danger: true, final: []string{d.L("工作摘要、记录和检索内容立即清除，不能恢复。", "Summary, notes and search words are cleared at once and do not come back.")}, fields: []field{
		{"radios", kit.Field{Name: "ground", Label: d.L("理由", "Ground"), Hint: d.L("只选代码，不写内容。", "A code only; write nothing of the content."), Options: d.Page.Page.Words(clue.SecretGrounds)}, nil},
		{"select", kit.Field{Name: "to", Label: d.L("转给保密员", "Secrecy officer"), Options: who, Width: "m"}, nil}}}, err
}

// outgoing is asked wherever a text leaves the office.
func (d *doing) outgoing() []field {
	return []field{
		{"text", kit.Field{Name: "outgoing", Label: d.L("外送摘要", "Outgoing summary"), Hint: d.L("为接收方另写，8 到 1200 字：只写事实要点，不写反映人是谁、怎么知道的。", "Written anew for the recipient: the facts only, not who wrote or how it is known."), Max: 1200, Rows: 6}, nil},
		{"radios", kit.Field{Name: "reveals", Label: d.L("由时间、地点、关系能否推知反映人？", "Could time, place or relation give the sender away?"), Options: revealsOptions(d.Page.Page)}, nil},
	}
}

func revealsOptions(p *kit.Page) []kit.Option {
	return []kit.Option{{Value: "no", Label: p.L("不能", "No")}, {Value: "softened", Label: p.L("能，已改写得不能推知", "Yes; rewritten so that it cannot")}}
}

func referUrgent(d *doing) (form, error) {
	tree, err := recipientTree(d, "to")
	if err != nil {
		return form{}, err
	}
	f := form{danger: true, final: []string{d.L("转送即定，不再经拟办、批办。", "The referral is settled without a proposal.")}, fields: []field{
		{"select", kit.Field{Name: "route", Label: d.L("走哪条程序", "Procedure"), Options: routeOptions(d, d.c.Class), Width: "m"}, nil},
		{"organs", kit.Field{}, &tree},
		{"line", kit.Field{Name: "called", Label: d.L("通话时间", "Time of the call"), Type: "datetime-local", Value: d.Now.In(act.Shanghai).Format("2006-01-02T15:04"), Width: "m"}, nil},
		{"line", kit.Field{Name: "spoke", Label: d.L("接电话的部门或人员", "Desk or officer who took the call"), Max: 60, Width: "m"}, nil}}}
	f.fields = append(f.fields, d.outgoing()...)
	return f, nil
}

func attend(d *doing) (form, error) {
	return form{fields: []field{
		{"radios", kit.Field{Name: "how", Label: d.L("怎样处置的", "What was done"), Options: d.Page.Page.Words(clue.AttendHows)}, nil},
		{"text", kit.Field{Name: "note", Label: d.L("已采取的措施", "Measures taken"), Max: 500}, nil}}}, nil
}

func ask(d *doing) (form, error) {
	return form{told: []string{d.L("反映人：凭回执码看到问题", "the sender, by receipt")}, fields: []field{
		{"text", kit.Field{Name: "text", Label: d.L("问题", "Question"), Hint: d.L("一次问清；不要问反映人是谁。内容密封给反映人和受理员。", "Ask once and clearly; do not ask who the sender is. It is sealed to the sender and the intake officers."), Max: 2000}, nil}}}, nil
}

func assign(d *doing) (form, error) {
	who, err := d.peopleIn("", access.Clerk, access.Intake)
	return form{fields: []field{{"select", kit.Field{Name: "person", Label: d.L("经办人", "Handler"), Options: who, Width: "m"}, nil}}}, err
}

func recuse(d *doing) (form, error) {
	return form{fields: []field{{"radios", kit.Field{Name: "why", Label: d.L("理由", "Reason"), Options: d.Page.Page.Words(clue.RecuseWhys)}, nil}}}, nil
}

func handOver(d *doing) (form, error) {
	who, err := d.peopleIn("", access.Clerk, access.Intake)
	if err != nil {
		return form{}, err
	}
	var f form
	if d.Me.Has(access.Director) {
		from := []kit.Option{{Value: "", Label: d.L("我自己", "myself")}}
		for _, o := range who[1:] {
			if d.c.Has(o.Value, "handler") {
				from = append(from, o)
			}
		}
		f.fields = append(f.fields, field{"select", kit.Field{Name: "from", Label: d.L("移交人", "From"), Options: from, Width: "m"}, nil})
	}
	f.fields = append(f.fields, field{"select", kit.Field{Name: "to", Label: d.L("接办人", "To"), Options: who, Width: "m"}, nil}, d.reason())
	return f, nil
}

func note(d *doing) (form, error) {
	return form{fields: []field{{"text", kit.Field{Name: "text", Label: d.L("工作记录", "Note"), Hint: d.L("只给办理人员看，反映人和机关看不到；同样不写对案件的看法。", "For handlers only; still no view on the case."), Max: 2000}, nil}}}, nil
}

func submitUp(d *doing) (form, error) {
	return form{fields: []field{d.reason(), {"line", kit.Field{Name: "party", Label: d.L("党组文件编号", "Party group document"), Hint: d.L("只记编号，不记内容。", "Its number only."), Optional: true, Max: 120, Width: "m"}, nil}}}, nil
}

func direct(d *doing) (form, error) {
	return form{fields: []field{
		{"radios", kit.Field{Name: "to", Label: d.L("交下去", "Send on"), Options: []kit.Option{{Value: "registered", Label: d.L("交拟办", "to be proposed")}, {Value: "proposed", Label: d.L("交批办（已有拟办意见）", "to be decided (a proposal stands)")}}}, nil},
		{"text", kit.Field{Name: "note", Label: d.L("批示", "Direction"), Max: 500}, nil}}}, nil
}

func forwardLower(d *doing) (form, error) {
	below, err := d.O.Below(d.Ctx(), d.c.Place)
	if err != nil {
		return form{}, err
	}
	os := []kit.Option{{Value: "", Label: d.L("请选择", "Choose")}}
	for _, c := range below {
		os = append(os, kit.Option{Value: c.Place, Label: c.Short})
	}
	f := form{told: []string{d.L("反映人：已转交有权处理的人大常委会信访机构", "the sender: forwarded to the competent committee's letters office")}, fields: []field{
		{"select", kit.Field{Name: "to", Label: d.L("转给哪个常委会", "Which committee"), Hint: d.L("只能是直接下一级、已在本平台设立的。", "Directly below and working on this platform."), Options: os, Width: "m"}, nil}}}
	f.fields = append(f.fields, d.outgoing()...)
	return f, nil
}

// decision is the director's page: the proposal stands above the button.
func decision(d *doing) (form, error) {
	routes, err := proposed(d.Page, d.c)
	if err != nil {
		return form{}, err
	}
	f := form{wide: proposalCard(d.Page.Page, routes)}
	if d.verb == "return" {
		f.fields = []field{d.reason()}
		return f, nil
	}
	f.fields = []field{{"text", kit.Field{Name: "note", Label: d.L("批注", "Note"), Optional: true, Max: 500}, nil}}
	switch d.verb {
	case "accept":
		f.fields = append(f.fields, field{"tick", kit.Field{Name: "ours", Label: d.L("应由本机关办理（信访工作条例第三十一条第六项）：60 日内办结", "A matter of our own (Regulations on Petitions 31(6)): to be finished in 60 days")}, nil})
		f.told = []string{d.L("反映人：凭回执看到“已受理，依法定程序转送有权机关处理”", "the sender, by receipt: accepted and referred by procedure")}
		f.final = []string{d.L("每条转送生成待签发的函，由另一位负责人或您签发后发出。", "Each referral becomes a letter that waits for signature.")}
	case "redirect":
		zh, en := law.NoticeText("terms_run")
		f.told = []string{d.L("反映人：正确的程序、机关和一般期限；“"+zh+"”", "the sender: the right procedure, organ and usual term; “"+en+"”")}
	case "keep":
		f.told = []string{d.L("反映人：已作为监督工作的参考意见留存", "the sender: kept as an opinion for supervision")}
	}
	return f, nil
}

func tellLeg(d *doing) (form, error) {
	os := []kit.Option{{Value: "", Label: d.L("请选择", "Choose")}}
	m, err := d.O.List(d.Ctx(), d.Me, office.Filter{Kinds: []string{"leg"}, Parent: d.c.ID}, office.Cursor{}, 30)
	for _, r := range m.Rows {
		os = append(os, kit.Option{Value: r.Subject, Label: strings.TrimSpace(r.Number + " " + d.TitleOf(r))})
	}
	return form{told: []string{d.L("反映人：这条转送的程序结果（只有代码语句，没有实体内容）", "the sender: the leg's procedural result, in coded words")}, fields: []field{
		{"select", kit.Field{Name: "leg", Label: d.L("哪条转送", "Which referral"), Options: os, Width: "m"}, nil}}}, err
}

func extend(d *doing) (form, error) {
	return form{told: []string{d.L("反映人：期限已延长", "the sender: the term was extended")}, fields: []field{
		{"line", kit.Field{Name: "days", Label: d.L("延长", "Extend by"), Unit: d.L("日（1 到 30）", "days (1 to 30)"), Type: "number", Width: "s"}, nil}, d.reason()}}, nil
}

// reply is what the sender reads; the remedies are named apart.
func reply(d *doing) (form, error) {
	zh, en := law.NoticeText("terms_run")
	f := form{told: []string{d.L("反映人：凭回执看到答复", "the sender, by receipt")}, fields: []field{
		{"text", kit.Field{Name: "text", Label: d.L("答复", "Answer"), Hint: d.L("写已经履行的程序和结果；不写对案件对错的看法。", "What was done in procedure; no view on who is right."), Max: 5000, Rows: 8}, nil},
		{"text", kit.Field{Name: "remedies", Label: d.L("还可以行使的权利和期限", "Remedies left and their terms"), Hint: d.L("没有的写“无”。将一并写明："+zh, "Write 无 if there are none. It is added: "+en), Max: 2000}, nil}}}
	if d.verb == "answer" {
		f.fields = append(f.fields, field{"tick", kit.Field{Name: "legs_open", Label: d.L("还有转送没有反馈，答复里已经说明", "Some referrals have still to report, and the answer says so")}, nil})
	}
	return f, nil
}

func closing(d *doing) (form, error) {
	return form{final: []string{d.L("办结后不再有期限；反映人仍可凭回执报告打击报复。", "No terms run afterwards; retaliation may still be reported by receipt.")}}, nil
}

// routeOptions lists the procedures, those that the class suggests first.
func routeOptions(d *doing, class string) []kit.Option {
	out := []kit.Option{{Value: "", Label: d.L("请选择", "Choose")}}
	var first []string
	for _, r := range law.RoutesFor(class) {
		first = append(first, r.ID)
		out = append(out, kit.Option{Value: r.ID, Label: d.L("★ "+r.Zh, "★ "+r.En)})
	}
	for _, r := range law.Routes {
		if !slices.Contains(first, r.ID) {
			out = append(out, kit.Option{Value: r.ID, Label: d.L(r.Zh, r.En)})
		}
	}
	return out
}
