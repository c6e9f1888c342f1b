package task

import (
	"net/url"

	"github.com/a-h/templ"

	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/law"
	"hengjian/oversight/task"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// forms describes the acts' pages. An act without a line here has no fields.
var forms = map[string]func(*doing) (matter.Form, error){
	"amend": amend, "set_due": setDue, "progress": progress, "block": block, "unblock": unblock, "report": report, "confirm": confirm, "return": reasonOnly,
	"depend": depend, "hand_over": handOver, "cancel": cancel, "remind": rung("remind"), "request": rung("request"), "hear": rung("hear"), "council": rung("council"),
}

func aside(d *doing) templ.Component { return besides(d.Page, d.S) }

func reasonOnly(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
}

func cancel(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}, Danger: true, Told: []string{d.L("责任人：看到理由", "The owner reads the reason")}}, nil
}

// workFields ask what is to be done, and for which requirement.
func workFields(p *frame.Page, t task.Task) ([]matter.Field, error) {
	fs := []matter.Field{
		{Field: kit.Field{Name: "title", Label: p.L("任务（一句话）", "The task in one line"), Value: t.Title, Max: 60, Hint: p.L("写做什么，不写个案。例如：走访十个基层派出所。", "What is to be done; never a case.")}},
		{As: matter.Text, Field: kit.Field{Name: "content", Label: p.L("具体内容", "Details"), Value: t.Content, Max: 2000, Rows: 5, Optional: true, Hint: p.L("怎样算完成、交什么材料。", "When it counts as done, and what is to be shown.")}},
		{As: matter.Hidden, Field: kit.Field{Name: "campaign", Value: t.Campaign}},
	}
	if t.Campaign == "" {
		return fs, nil
	}
	c, err := campaignOf(p, t.Campaign)
	if err != nil {
		return nil, err
	}
	os, err := demandOptions(p, c)
	if err != nil {
		return nil, err
	}
	if len(os) > 1 {
		fs = append(fs, matter.Field{As: matter.Select, Field: kit.Field{Name: "requirement", Label: p.L("落实哪条工作要求", "Which requirement it answers"), Value: task.Via(t.Requirement, t.Shared), Options: os, Optional: true}})
	}
	return fs, nil
}

func demandOptions(p *frame.Page, c campaign.Campaign) ([]kit.Option, error) {
	ds, err := p.O.Demands(p.Ctx(), c)
	os := []kit.Option{{Label: p.L("不对应某一条", "none of them")}}
	for _, d := range ds {
		label := clip(d.Text, 50)
		if d.From != "" {
			label = p.L("【上级方案】", "[shared plan] ") + label
		}
		os = append(os, kit.Option{Value: d.Via, Label: label})
	}
	return os, err
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

func ownerFields(p *frame.Page, t task.Task) ([]matter.Field, error) {
	os, err := ownerOptions(p, p.L("暂不指定（以后再分派）", "nobody yet (assigned later)"))
	return []matter.Field{
		{As: matter.Select, Field: kit.Field{Name: "owner", Label: p.L("谁负责", "Who answers for it"), Value: ownerValue(t), Options: os, Optional: true, Width: "m",
			Hint: p.L("本机关人员由本人接收；交机关的，由机关的联络员或者负责人接收。", "Own staff accept it themselves; an organ's liaison or head accepts what is given to the organ.")}},
		{Field: kit.Field{Name: "body_name", Label: p.L("承办单位", "Body that does it"), Value: t.Body, Optional: true, Max: 60, Width: "m", Hint: p.L("例如：监察司法工委", "e.g. 监察司法工委")}},
		{Field: kit.Field{Name: "contact", Label: p.L("机关联系人", "The organ's contact"), Value: t.Contact, Optional: true, Max: 40, Width: "m"}},
		dueField(p, t.Due, true),
	}, err
}

func dueField(p *frame.Page, value string, optional bool) matter.Field {
	return matter.Field{As: matter.Date, Field: kit.Field{Name: "due", Label: p.L("完成日期", "To be done by"), Value: value, Optional: optional, Hint: p.L("没有责任人或者没有期限的任务会标为“不具体”。", "A task without owner or day is marked as thin.")}}
}

// assign asks for owner and day. The one choice of owner becomes two fields.
func assign(d *doing) error {
	fs, err := ownerFields(d.Page, d.S)
	if err != nil {
		return err
	}
	fs[0].Optional, fs[0].Options[0].Label = false, d.L("请选择", "Choose")
	d.Form = matter.Form{Fields: fs, Before: readOwnerForm}
	if !d.Post() {
		return d.Show(nil)
	}
	var a task.Assign
	if err := d.Read(&a); err != nil {
		return d.Show(atOwner(err))
	}
	if _, err := d.Page.Do(&a); err != nil {
		return d.Show(atOwner(err))
	}
	return d.GoSaying(kind.Path(d.S.ID), "已分派，责任人会收到通知。", "Assigned; the owner is told.")
}

func readOwnerForm(v url.Values) {
	o := readOwner(v.Get("owner"))
	v.Set("person", o.Person)
	v.Set("organ", o.Organ)
}

func amend(d *doing) (matter.Form, error) {
	fs, err := workFields(d.Page, d.S)
	return matter.Form{Fields: fs}, err
}

func setDue(d *doing) (matter.Form, error) {
	f := matter.Form{Fields: []matter.Field{dueField(d.Page, d.S.Due, false)}}
	r := matter.Reason(d.Page)
	r.Optional = d.S.Due == ""
	f.Fields = append(f.Fields, r)
	return f, nil
}

func evidence(p *frame.Page) matter.Field {
	return matter.Field{As: matter.File, Field: kit.Field{Name: "files", Label: p.L("佐证材料", "Evidence"), Many: true, Optional: true, Hint: p.L("PDF、图片、Office 文件；上传时去除元数据，加密保存。", "PDF, pictures, office files; metadata is removed and the file is stored encrypted.")}}
}

func progress(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{
		{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("做了什么", "What was done"), Max: 2000, Rows: 5, Hint: d.L("写事实；不写案号和对案件的看法。", "Facts; no case number and no view on a case.")}}, evidence(d.Page)}}, nil
}

func block(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{
		{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("什么挡住了", "What is in the way"), Max: 500}},
		{Field: kit.Field{Name: "help", Label: d.L("需要谁支持什么", "What would help, from whom"), Max: 200, Optional: true}}}}, nil
}

func unblock(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("怎样解决的", "How it was solved"), Max: 500}}}}, nil
}

func report(d *doing) (matter.Form, error) {
	f := matter.Form{Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("完成情况", "What was done"), Max: 3000, Rows: 6}}}}
	if d.S.Late(act.DayOf(d.Now)) {
		f.Fields = append(f.Fields, matter.Field{As: matter.Text, Field: kit.Field{Name: "late", Label: d.L("为什么晚了", "Why it is late"), Max: 500,
			Hint: d.L("完成日期是 "+matter.Day(d.Page.Page, d.S.Due)+"。如实写明原因即可。", "It was to be done by "+matter.Day(d.Page.Page, d.S.Due)+". Simply say why.")}})
	}
	f.Fields = append(f.Fields, evidence(d.Page))
	f.Told = []string{d.L("布置任务的经办和负责人", "The clerks and directors who set tasks")}
	return f, nil
}

func confirm(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "note", Label: d.L("意见", "Note"), Max: 500, Optional: true}}}, Told: []string{d.L("责任人", "The owner")}}, nil
}

func depend(d *doing) (matter.Form, error) {
	var os []kit.Option
	ts, err := d.O.TasksIn(d.Ctx(), d.Me, d.S.Campaign)
	if err != nil {
		return matter.Form{}, err
	}
	for _, t := range ts {
		if t.ID != d.S.ID && t.State != "cancelled" {
			os = append(os, kit.Option{Value: t.ID, Label: t.Title, Hint: t.Number})
		}
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Checks, Field: kit.Field{Name: "depends", Label: d.L("哪些任务要先完成", "Which tasks must be finished first"), Options: os, Values: d.S.Depends, Optional: true,
		Hint: d.L("只列同一专项的任务；不勾选就是没有前置任务。", "Tasks of the same campaign; tick none for none.")}}}}, nil
}

func handOver(d *doing) (matter.Form, error) {
	cs, err := d.O.TaskStaff(d.Ctx(), d.Me)
	os := []kit.Option{{Label: d.L("请选择", "Choose")}}
	for _, c := range cs {
		if c.ID != d.S.Person {
			os = append(os, kit.Option{Value: c.ID, Label: c.Name})
		}
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Select, Field: kit.Field{Name: "to", Label: d.L("移交给谁", "To whom"), Options: os, Width: "m"}}, matter.Reason(d.Page)}, Told: []string{d.L("新的责任人", "The new owner")}}, err
}

// rung asks for the text of one rung, with a neutral draft that can be edited.
func rung(code string) func(*doing) (matter.Form, error) {
	return func(d *doing) (matter.Form, error) {
		days, _ := d.S.Left(act.DayOf(d.Now))
		draft := map[string]string{
			"remind":  "任务“" + d.S.Title + "”的完成日期是 " + d.S.Due + "，已过 " + matter.Itoa(-days) + " 天。请告知目前进度和预计完成日期；有困难的请一并说明。",
			"request": "工作中安排了“" + d.S.Title + "”，完成日期为 " + d.S.Due + "。现商请告知进度、存在的困难以及预计完成日期。",
			"hear":    "就“" + d.S.Title + "”的进度听取情况说明：",
			"council": "主任会议听取了“" + d.S.Title + "”进度的汇报，研究意见：",
		}[code]
		zh, en := law.Cite("local")
		label := d.L("提醒内容", "Text of the reminder")
		switch code {
		case "request":
			label = d.L("商请函正文", "Body of the letter")
		case "hear":
			label = d.L("说明情况（时间、参加人、要点）", "The account: when, who, main points")
		case "council":
			label = d.L("主任会议的意见", "What the council concluded")
		}
		f := matter.Form{Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "text", Label: label, Value: draft, Rows: 6, Max: 1000, Basis: d.L(zh, en), Hint: d.L("只写时间、进度和困难，不评价人，不提个案。", "Day, progress and difficulties only; no judgement of people, no case.")}}}}
		if code == "remind" || code == "request" {
			f.Told = []string{d.L("责任人（交机关的，机关的联络员和负责人）", "The owner (of an organ: liaison and head)")}
		}
		return f, nil
	}
}
