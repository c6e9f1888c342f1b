package problem

import (
	"net/url"

	"github.com/a-h/templ"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/problem"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// forms describes the acts' pages. An act without a line here has no fields:
// its page shows the consequence and a button.
var forms = map[string]func(*doing) (matter.Form, error){
	"rewrite": rewrite, "add_evidence": addEvidence, "remove_evidence": removeEvidence, "check_source": checkSource, "invite_reply": inviteReply,
	"reply": reply, "redraft": reasonOnly, "propose_confirm": proposeConfirm, "send_back": reasonOnly, "drop": dropping, "revoke": dropping,
	"hand_over": handOver, "plan": plan, "comment_plan": commentPlan, "progress": progress, "extend": extend, "claim": claim, "reject_claim": reasonOnly,
	"assign_verifiers": assignVerifiers, "replace_verifier": replaceVerifier, "assign_look_back": assignLookBack, "verify": verify, "pass": outcome, "return": outcome,
	"close": closing, "look_back_ok": lookBack, "propose_recur": proposeRecur, "keep_closed": reasonOnly, "long_term": longTerm, "escalate": escalate, "escalate_council": escalateCouncil,
}

func aside(d *doing) templ.Component { return besides(d.Page, d.S) }

func reasonOnly(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
}

func dropping(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}, Danger: true, Told: []string{d.L("所有知情方：看到理由", "All who knew: they read the reason")}}, nil
}

func titleField(d *kit.Page, v string) matter.Field {
	return matter.Field{Field: kit.Field{Name: "title", Label: d.L("问题（一句话）", "The problem in one line"), Value: v, Max: 60, Hint: d.L("写单位或者制度上的问题，不写个案。", "Of a unit or a system, never of a case.")}}
}

func statementField(d *kit.Page, v string) matter.Field {
	return matter.Field{As: matter.Text, Field: kit.Field{Name: "statement", Label: d.L("具体情形", "What was found"), Value: v, Rows: 8, Max: 3000,
		Hint: d.L("写事实和制度要求；不写案号，不提对个案的处理意见；不能由文字推知反映人。", "Facts and what the rules require; no case number, no view on a case, nothing that points to a sender.")}}
}

func rewrite(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{titleField(d.Page.Page, d.S.Title), statementField(d.Page.Page, d.S.Statement)},
		Final: []string{d.L("改写前的文字保留在记录中；来源须重新确认", "The earlier text stays in the record; the source is checked again")}}, nil
}

// file is an upload whose address and name go into two fields.
func file(d *kit.Page, name, named, label, hint string, optional bool) matter.Field {
	if hint == "" {
		hint = d.L("PDF、图片、Office 文件；上传时去除元数据，加密保存。", "PDF, pictures, office files; metadata is removed and the file is stored encrypted.")
	}
	return matter.Field{As: matter.File, Named: named, Field: kit.Field{Name: name, Label: label, Hint: hint, Optional: optional}}
}

func addEvidence(d *doing) (matter.Form, error) {
	q := d.Page.Page
	fs := []matter.Field{
		{Field: kit.Field{Name: "title", Label: d.L("证据名称", "Name of the evidence"), Max: 100}},
		{As: matter.Radios, Field: kit.Field{Name: "kind", Label: d.L("种类", "Kind"), Options: q.Words(problem.EvidenceKinds), Inline: true}},
		{As: matter.Radios, Field: kit.Field{Name: "grade", Label: d.L("等级", "Grade"), Options: q.Words(problem.Grades), Inline: true, Hint: d.L("书证须上传文件。", "Documentary evidence needs its file.")}},
		{As: matter.Date, Field: kit.Field{Name: "effective", Label: d.L("事实或文件的日期", "Day of the fact or document"), Hint: d.L("不是上传的日期；上传日期自动记录。", "Not the day of upload, which is recorded by itself."), Optional: true}},
		file(q, "hash", "file_name", d.L("文件", "File"), "", true)}
	if clues := clueOrigins(d); len(clues) > 0 {
		fs = append(fs, matter.Field{As: matter.Select, Field: kit.Field{Name: "source", Label: d.L("作为来源的群众反映", "Message it comes from"), Hint: d.L("只有种类是“群众反映”才选；机关一方看不到。", "Only for the kind “message of the public”; the organ's side never sees it."), Options: append([]kit.Option{{Label: "—"}}, clues...), Optional: true, Width: "m"}})
	}
	return matter.Form{Fields: append(fs, matter.Field{Field: kit.Field{Name: "case_no", Label: d.L("案号（种类是“已办结案件”时）", "Case number (for a concluded case)"), Optional: true, Max: 60, Width: "m"}})}, nil
}

// clueOrigins are the messages behind the problem that this person may see.
func clueOrigins(d *doing) (out []kit.Option) {
	for _, o := range d.Raw.Origins {
		if o.Kind != "clue" {
			continue
		}
		rows, err := d.O.Titles(d.Ctx(), d.Me, "clue", []string{o.ID})
		if r, ok := rows[o.ID]; err == nil && ok {
			out = append(out, kit.Option{Value: o.ID, Label: matter.Join(" ", r.Number, d.TitleOf(r))})
		}
	}
	return out
}

func removeEvidence(d *doing) (matter.Form, error) {
	var os []kit.Option
	for _, e := range d.Raw.Evidence {
		if e.Removed == "" && !e.ByOrgan {
			os = append(os, kit.Option{Value: e.ID, Label: e.Title})
		}
	}
	return matter.Form{Danger: true, Fields: []matter.Field{{As: matter.Radios, Field: kit.Field{Name: "evidence", Label: d.L("哪一件", "Which"), Options: os}}, matter.Reason(d.Page)}}, nil
}

func checkSource(d *doing) (matter.Form, error) {
	return matter.Form{Wide: statementCard(d.Page, d.S), Fields: []matter.Field{{As: matter.Tick, Field: kit.Field{Name: "nothing", Label: d.L("文字和证据里的时间、地点、关系都不能推知反映人", "Neither time, place nor relation in text or evidence points to the sender")}}}}, nil
}

func inviteReply(d *doing) (matter.Form, error) {
	told := []string{d.L(matter.Name(d.Page, "organ", d.Raw.Organ)+"：看到问题和证据，看不到来源", matter.Name(d.Page, "organ", d.Raw.Organ)+": sees text and evidence, not the origin")}
	if len(d.Raw.Officers) > 0 {
		told = append(told, d.L("涉及的人员本人（由联络员转达）", "The officers concerned (through the liaison)"))
	}
	return matter.Form{Wide: statementCard(d.Page, d.S), Told: told}, nil
}

func reply(d *doing) (matter.Form, error) {
	q := d.Page.Page
	var who []kit.Option
	for _, id := range d.Raw.Invited {
		if id == "" {
			who = append(who, kit.Option{Value: "", Label: d.L("单位", "The organ")})
			continue
		}
		n := d.L("涉及的人员", "An officer concerned")
		if names, err := d.O.OfficerNames(d.Ctx(), d.Me, d.Raw.Organ, []string{id}); err == nil && names[id] != "" {
			n = names[id]
		}
		who = append(who, kit.Option{Value: id, Label: n + d.L("（本人）", " (in person)")})
	}
	scan := file(q, "scan", "", d.L("签字的回复（扫描件）", "Signed reply (scan)"), "", true)
	if d.Ch.Role == access.Liaison {
		scan.Hint = d.L("联络员代报的，须上传负责人或者本人签字的扫描件。", "When the liaison files it: the scan signed by the head or the officer.")
	}
	fs := []matter.Field{{As: matter.Radios, Field: kit.Field{Name: "for", Label: d.L("谁的意见", "Whose reply"), Options: who}},
		{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("意见", "Reply"), Rows: 8, Max: 5000, Optional: true, Hint: d.L("可以不同意；请写明理由并附证据。", "You may disagree; give reasons and evidence.")}}, scan}
	for i := range 3 {
		n := "files." + matter.Itoa(i) + "."
		fs = append(fs, matter.Field{Field: kit.Field{Name: n + "title", Label: d.L("附件名称 ", "Evidence ") + matter.Itoa(i+1), Optional: true, Max: 100}}, file(q, n+"hash", n+"name", d.L("文件", "File"), " ", true))
	}
	return matter.Form{Fields: fs}, nil
}

func proposeConfirm(d *doing) (matter.Form, error) {
	return matter.Form{Wide: repliesCard(d.Page, d.S), Fields: []matter.Field{{Field: kit.Field{Name: "batch", Label: d.L("批次名称", "Name of the list"), Hint: d.L("与主任会议议题一致，例如：一季度问题清单", "As on the council's agenda"), Optional: true, Max: 60, Width: "m"}}}}, nil
}

func handOver(d *doing) (matter.Form, error) {
	units, err := unitTree(d.Page, d.Raw.Organ, "lead", d.L("牵头单位", "Lead unit"), false, d.Raw.Units)
	return matter.Form{Fields: []matter.Field{termField(d.Page.Page, "term", d.L("整改期限", "Term to rectify"), "90d"), {As: matter.Tree, Organs: &units},
		{Field: kit.Field{Name: "opinion", Label: d.L("所落实的审议意见文号", "Deliberation opinion carried out"), Optional: true, Max: 120}}},
		Told: []string{d.L(matter.Name(d.Page, "organ", d.Raw.Organ)+"的联络员和负责人", "Liaison and head of "+matter.Name(d.Page, "organ", d.Raw.Organ))}}, err
}

func termField(p *kit.Page, name, label, v string) matter.Field {
	return matter.Field{Field: kit.Field{Name: name, Label: label, Value: v, Width: "s", Max: 6, Hint: p.L("90d 是 90 日，60wd 是 60 个工作日，3m 是 3 个月", "90d is 90 days, 60wd 60 working days, 3m three months")}}
}

func plan(d *doing) (matter.Form, error) {
	var fs []matter.Field
	have := len(d.Raw.Measures)
	for i := range max(have+1, 4) {
		n, old := "measures."+matter.Itoa(i)+".", problem.Measure{}
		if i < have {
			old = d.Raw.Measures[i]
		}
		fs = append(fs, matter.Field{As: matter.Title, Field: kit.Field{Label: d.L("措施 ", "Measure ") + matter.Itoa(i+1), Hint: map[bool]string{true: d.L("不需要的留空。", "Leave empty if not needed.")}[i > 0]}},
			matter.Field{As: matter.Text, Field: kit.Field{Name: n + "text", Label: d.L("做什么", "What is done"), Value: old.Text, Rows: 2, Max: 500, Optional: i > 0}},
			matter.Field{Field: kit.Field{Name: n + "person", Label: d.L("责任人", "Who answers for it"), Value: old.Person, Max: 60, Width: "m", Optional: i > 0}},
			matter.Field{As: matter.Date, Field: kit.Field{Name: n + "milestone", Label: d.L("完成日期", "Milestone"), Value: old.Milestone, Optional: i > 0}},
			matter.Field{As: matter.Text, Field: kit.Field{Name: n + "success", Label: d.L("怎样算整改到位", "How success is seen"), Value: old.Success, Rows: 2, Max: 300, Optional: i > 0}})
	}
	return matter.Form{Wide: commentsCard(d.Page, d.S), Fields: append(fs, scanField(d))}, nil
}

func scanField(d *doing) matter.Field {
	f := file(d.Page.Page, "scan", "", d.L("负责人签字的扫描件", "Scan signed by the head"), "", true)
	if d.Ch.Role == access.Liaison {
		f.Optional, f.Hint = false, d.L("联络员代报的，须上传负责人签字的扫描件。", "When the liaison files it, upload the scan signed by the head.")
	}
	return f
}

func commentPlan(d *doing) (matter.Form, error) {
	return matter.Form{Wide: measuresCard(d.Page, d.S), Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("意见", "Comment"), Max: 1000}}}, Told: []string{d.L("机关：据此修改方案", "The organ: it revises its plan")}}, nil
}

func progress(d *doing) (matter.Form, error) {
	var os []kit.Option
	for i, m := range d.Raw.Measures {
		os = append(os, kit.Option{Value: matter.Itoa(i + 1), Label: short(m.Text, 60), Hint: m.Person + " · " + matter.Day(d.Page.Page, m.Milestone)})
	}
	fs := file(d.Page.Page, "files", "", d.L("附件", "Files"), d.L("可选多个；不得上传在押人员照片和未结卷宗。", "Several may be chosen; no photographs of detainees, no open files."), true)
	fs.Many = true
	return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: kit.Field{Name: "measure", Label: d.L("哪一项措施", "Which measure"), Options: os}},
		{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("进展", "Progress"), Max: 2000}}, fs}}, nil
}

func extend(d *doing) (matter.Form, error) {
	r := matter.Reason(d.Page)
	r.Hint = d.L("理由随期限显示。", "Shown with the term.")
	return matter.Form{Fields: []matter.Field{termField(d.Page.Page, "term", d.L("延长", "Extended by"), "30d"), r}}, nil
}

func claim(d *doing) (matter.Form, error) {
	return matter.Form{Wide: measuresCard(d.Page, d.S), Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("整改情况", "What was done"), Rows: 8, Max: 3000}}, scanField(d)},
		Told: []string{d.L("人大常委会：安排代表到现场核验", "The committee: deputies will verify on the spot")}}, nil
}

// people offers who may be sent to see; conflicts are struck out with the
// reason the door would give.
func people(d *doing, name, label string, look bool) (matter.Field, error) {
	fits, err := d.O.VerifiersFor(d.Ctx(), d.Me, d.Raw, func(n problem.VerifierNeeds, id string) *act.Refusal { return unfit(d, n, id, look) })
	f := matter.Field{As: matter.Checks, Field: kit.Field{Name: name, Label: label}}
	for _, x := range fits {
		o := kit.Option{Value: x.ID, Label: x.Name}
		t := access.Text(x.Roles[0])
		o.Hint = d.L(t.Zh, t.En)
		if x.Why != nil {
			o.Off = x.Why.Text(d.Lang)
		}
		f.Options = append(f.Options, o)
	}
	return f, err
}

// unfit asks the act itself about one person: the others it wants do not count.
func unfit(d *doing, n problem.VerifierNeeds, id string, look bool) *act.Refusal {
	roll, err := d.O.View(d.Ctx()).Roll("problem", d.Raw.ID)
	if err != nil {
		return nil
	}
	m := act.Moment{At: d.Now, By: d.Me.ID, Roll: roll, Rules: nil}
	if look {
		_, err = problem.AssignLookBack{ID: d.Raw.ID, People: []string{id}, Needs: n}.Do(d.Raw, m)
	} else {
		n.Least = 0
		_, err = problem.AssignVerifiers{ID: d.Raw.ID, People: []string{id}, Needs: n}.Do(d.Raw, m)
	}
	for _, r := range kit.Refusals(err) {
		if r.Zh != "核验人至少两名。" && r.Zh != "核验人中至少一名代表。" {
			return r
		}
	}
	return nil
}

func assignVerifiers(d *doing) (matter.Form, error) {
	f, err := people(d, "people", d.L("核验人（至少两人，至少一名代表）", "Verifiers (at least two, one a deputy)"), false)
	return matter.Form{Fields: []matter.Field{f}, Told: []string{d.L("核验人：收到通知，可在手机上填写", "The verifiers: they are notified and can report by phone")}}, err
}

func assignLookBack(d *doing) (matter.Form, error) {
	f, err := people(d, "people", d.L("回头看人员（核验过的须另派他人）", "Who looks back (not those who verified)"), true)
	return matter.Form{Fields: []matter.Field{f}}, err
}

func replaceVerifier(d *doing) (matter.Form, error) {
	var now []string
	for _, v := range d.Raw.Panel() {
		now = append(now, v.Person)
	}
	names, err := matter.People(d.Page, now...)
	if err != nil {
		return matter.Form{}, err
	}
	out := matter.Field{As: matter.Radios, Field: kit.Field{Name: "person", Label: d.L("换下", "Replace")}}
	for _, id := range now {
		o := kit.Option{Value: id, Label: names[id]}
		for _, r := range reportsOf(d.Raw, d.Raw.Round) {
			if r.Person == id {
				o.Off = d.L("已提交核验意见。", "has reported.")
			}
		}
		out.Options = append(out.Options, o)
	}
	with, err := people(d, "with", d.L("换上", "With"), false)
	with.As = matter.Radios
	return matter.Form{Fields: []matter.Field{out, with, matter.Reason(d.Page)}}, err
}

// verify is a verifier's form for a phone: large buttons, one measure after the
// other, and what counts as done right above them.
func verify(d *doing) (matter.Form, error) {
	q := d.Page.Page
	fs := []matter.Field{{As: matter.Date, Field: kit.Field{Name: "visited", Label: d.L("哪天去的", "Day of the visit"), Value: act.DayOf(d.Now)}},
		{Field: kit.Field{Name: "place", Label: d.L("在哪里看的", "Where"), Max: 100}},
		{As: matter.Tick, Field: kit.Field{Name: "on_spot", Label: d.L("我到了现场", "I was on the spot")}}}
	for i, m := range d.Raw.Measures {
		fs = append(fs, matter.Field{As: matter.Title, Field: kit.Field{Label: d.L("措施 ", "Measure ") + matter.Itoa(i+1), Hint: m.Text}},
			matter.Field{As: matter.Big, Field: kit.Field{Name: "per_measure." + matter.Itoa(i), Label: d.L("到位了吗？", "Is it done?"), Hint: d.L("算到位的标志：", "Success is seen by: ") + m.Success, Options: q.Words(answers)}})
	}
	fs = append(fs, matter.Field{As: matter.Text, Field: kit.Field{Name: "note", Label: d.L("看到的情况", "What was seen"), Max: 1000, Optional: true}},
		matter.Field{As: matter.Text, Field: kit.Field{Name: "dissent", Label: d.L("不同意见", "A view of your own"), Max: 1000, Optional: true, Hint: d.L("与同行核验人看法不同的，写在这里，与结果一并显示。", "If you differ from the others; shown with the result.")}})
	n := len(d.Raw.Measures)
	before := func(v url.Values) {
		v.Del("per_measure")
		for i := range n {
			v.Add("per_measure", either(v.Get("per_measure."+matter.Itoa(i)), "-")) // "-" is refused at its own measure
		}
	}
	return matter.Form{Fields: fs, Before: before}, nil
}

func outcome(d *doing) (matter.Form, error) {
	r := matter.Reason(d.Page)
	r.Optional = d.Raw.Verdict() != problem.Mixed && d.Verb == "pass"
	return matter.Form{Wide: reportsCard(d.Page, view{x: d.S, who: namesHere(d)}), Fields: []matter.Field{r}, Danger: d.Verb == "return"}, nil
}

func namesHere(d *doing) map[string]string {
	who, err := matter.People(d.Page, ids(d.S)...)
	if err != nil {
		return map[string]string{}
	}
	return who
}

func closing(d *doing) (matter.Form, error) {
	return matter.Form{Wide: measuresCard(d.Page, d.S), Told: []string{d.L("机关", "The organ"), d.L("有关反映人：凭回执被问是否真的解决", "Those who complained: asked by receipt whether it is really solved")}}, nil
}

func lookBack(d *doing) (matter.Form, error) {
	return matter.Form{Wide: measuresCard(d.Page, d.S), Fields: []matter.Field{{As: matter.Date, Field: kit.Field{Name: "visited", Label: d.L("哪天去的", "Day of the visit"), Value: act.DayOf(d.Now)}},
		{Field: kit.Field{Name: "place", Label: d.L("在哪里看的", "Where"), Max: 100}}, {As: matter.Text, Field: kit.Field{Name: "note", Label: d.L("看到的情况", "What was seen"), Max: 1000}}}}, nil
}

func proposeRecur(d *doing) (matter.Form, error) {
	q := d.Page.Page
	kinds := []kit.Option{}
	for _, o := range q.Words(problem.EvidenceKinds) {
		if o.Value != "clue" {
			kinds = append(kinds, o)
		}
	}
	const n = "evidence.0."
	return matter.Form{Fields: []matter.Field{matter.Reason(d.Page), {As: matter.Title, Field: kit.Field{Label: d.L("新的证据", "New evidence"), Hint: d.L("须可以向机关出示，不能只是群众反映。", "Such that the organ can see it, not a message.")}},
		{Field: kit.Field{Name: n + "title", Label: d.L("证据名称", "Name of the evidence"), Max: 100}},
		{As: matter.Radios, Field: kit.Field{Name: n + "kind", Label: d.L("种类", "Kind"), Options: kinds, Inline: true}},
		{As: matter.Radios, Field: kit.Field{Name: n + "grade", Label: d.L("等级", "Grade"), Options: q.Words(problem.Grades), Inline: true}},
		{As: matter.Date, Field: kit.Field{Name: n + "effective", Label: d.L("事实或文件的日期", "Day of the fact or document"), Optional: true}},
		file(q, n+"hash", n+"file_name", d.L("文件", "File"), "", true)}}, nil
}

func longTerm(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{{As: matter.Date, Field: kit.Field{Name: "review", Label: d.L("复查日期", "Day of review"), Hint: d.L("今后 24 个月之内", "within 24 months")}},
		termField(d.Page.Page, "term", d.L("复查后的整改期限", "Term that runs from the review"), "90d"), matter.Reason(d.Page)}}, nil
}

func escalate(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: kit.Field{Name: "rung", Label: d.L("采用", "Take"), Hint: d.L("逐级采用；交办以前只能发商请函。", "One rung at a time; before the hand-over only a work request."), Options: d.Page.Page.Words(problem.Rungs[:3])}},
		{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("内容", "Text"), Max: 1000, Hint: d.L("商请函、提醒都不设期限，不提个案。", "It sets no term and mentions no case.")}}}, Told: []string{d.L("机关", "The organ")}}, nil
}

func escalateCouncil(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("研究意见", "Decision"), Max: 1000}},
		{As: matter.Select, Field: kit.Field{Name: "instrument", Label: d.L("建议采用的监督方式", "Instrument proposed"), Optional: true, Width: "m", Options: append([]kit.Option{{Label: d.L("不建议", "none")}}, d.Page.Page.Words(problem.Instruments)...)}}}}, nil
}
