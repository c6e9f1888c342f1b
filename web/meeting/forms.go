package meeting

import (
	"net/url"
	"strconv"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/meeting"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

var forms = map[string]func(*doing) (matter.Form, error){
	"amend": func(d *doing) (matter.Form, error) {
		fs, err := fields(d.Page, d.S)
		return matter.Form{Fields: fs, Before: splitAgenda}, err
	},
	"add_material": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{{As: matter.File, Named: "file_name", Field: kit.Field{Name: "hash", Label: d.L("材料", "File")}}}}, nil
	},
	"invite": invite,
	"notify_organ": func(d *doing) (matter.Form, error) {
		return matter.Form{Told: []string{matter.Name(d.Page, "organ", d.S.Organ)}}, nil
	},
	"answer": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: answerFields(d.Page, "")}, nil
	},
	"enter_answer": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: append([]matter.Field{guestField(d, d.L("谁的答复", "Whose answer"))}, answerFields(d.Page, "")...)}, nil
	},
	"postpone": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{
			{As: matter.Date, Field: kit.Field{Name: "day", Label: d.L("新的日期", "New day"), Optional: d.S.State != "postponed", Hint: d.L("日期未定可以留空。", "Leave empty if it is not known yet.")}},
			{Field: kit.Field{Name: "begins", Label: d.L("开始时间", "Begins"), Value: d.S.Begins, Width: "s", Optional: true}}, matter.Reason(d.Page)}, Told: []string{d.L("受邀人", "Those asked")}}, nil
	},
	"cancel": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}, Danger: true, Told: []string{d.L("受邀人", "Those asked")}}, nil
	},
	"hold": hold,
	"correct": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{guestField(d, d.L("谁的到会情况", "Whose attendance")),
			{As: matter.Radios, Field: kit.Field{Name: "came", Label: d.L("更正为", "Correct to"), Options: d.Page.Page.Words(meeting.Comings)}}, matter.Reason(d.Page)}}, nil
	},
	"minute": minute,
	"link":   link,
}

// fields ask for what planning and amending need.
func fields(p *frame.Page, m meeting.Meeting) ([]matter.Field, error) {
	cs, err := p.O.CampaignsFor(p.Ctx(), p.Me)
	if err != nil {
		return nil, err
	}
	camps, stages := []kit.Option{{Label: p.L("不属于专项", "none")}}, []kit.Option{{Label: p.L("不指定", "none")}}
	for _, c := range cs {
		if c.Place != p.Me.Place {
			continue
		}
		camps = append(camps, kit.Option{Value: c.ID, Label: c.Name})
		if c.ID == m.Campaign {
			for _, s := range c.Plan.Stages {
				stages = append(stages, kit.Option{Value: s.Key, Label: s.Name})
			}
		}
	}
	organs, err := organOptions(p)
	if err != nil {
		return nil, err
	}
	day := m.Day
	if day == "" && m.ID == "" {
		day = act.DayOf(p.Now)
	}
	return []matter.Field{
		{As: matter.Radios, Field: kit.Field{Name: "sort", Label: p.L("种类", "Sort"), Value: m.Sort, Options: p.Page.Words(meeting.Sorts)}},
		{Field: kit.Field{Name: "title", Label: p.L("名称", "Title"), Value: m.Title, Max: 60}},
		{As: matter.Text, Field: kit.Field{Name: "purpose", Label: p.L("目的", "Purpose"), Value: m.Purpose, Max: 1000, Optional: true, Hint: p.L("写单位和制度，不写个案。", "Units and systems; never a case.")}},
		{As: matter.Select, Field: kit.Field{Name: "campaign", Label: p.L("专项监督", "Campaign"), Value: m.Campaign, Options: camps, Optional: true}},
		{As: matter.Select, Field: kit.Field{Name: "stage", Label: p.L("所在阶段", "Stage"), Value: m.Stage, Options: stages, Optional: true}},
		{As: matter.Select, Field: kit.Field{Name: "organ", Label: p.L("走访或者座谈的机关", "Organ visited"), Value: m.Organ, Options: organs, Optional: true, Hint: p.L("走访须选择机关；与该机关有利害关系的代表不会被邀请。", "A visit needs one; deputies tied to it are not asked.")}},
		{As: matter.Tick, Field: kit.Field{Name: "quiet", Label: p.L("不预先通知的走访", "An unannounced visit"), Values: ticked(m.Quiet)}},
		{As: matter.Date, Field: kit.Field{Name: "day", Label: p.L("日期", "Day"), Value: day}},
		{Field: kit.Field{Name: "begins", Label: p.L("开始时间", "Begins"), Value: m.Begins, Width: "s", Hint: p.L("例如 14:30", "e.g. 14:30")}},
		{Field: kit.Field{Name: "ends", Label: p.L("结束时间", "Ends"), Value: m.Ends, Width: "s", Optional: true}},
		{Field: kit.Field{Name: "venue", Label: p.L("地点", "Place"), Value: m.Venue, Max: 100}},
		{Field: kit.Field{Name: "host", Label: p.L("主持人", "Host"), Value: m.Host, Max: 40, Optional: true, Width: "m"}},
		{As: matter.Text, Field: kit.Field{Name: "agenda_text", Label: p.L("议程", "Agenda"), Value: agendaLines(m.Agenda), Optional: true, Hint: p.L("一行一项，可写成“内容｜谁｜分钟”。", "One in a line; may be “what｜who｜minutes”.")}},
	}, nil
}

func ticked(b bool) []string {
	if b {
		return []string{"1"}
	}
	return nil
}

func organOptions(p *frame.Page) ([]kit.Option, error) {
	os, err := p.O.OrgansAt(p.Ctx(), p.Me.Place)
	out := []kit.Option{{Label: p.L("不涉及", "none")}}
	for _, o := range os {
		out = append(out, kit.Option{Value: o.ID, Label: o.Name})
	}
	return out, err
}

// splitAgenda puts each line into a group of its own.
func splitAgenda(v url.Values) {
	i := 0
	for _, l := range strings.Split(v.Get("agenda_text"), "\n") {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		part := strings.Split(strings.ReplaceAll(l, "|", "｜"), "｜")
		at := "agenda." + strconv.Itoa(i) + "."
		v.Set(at+"text", strings.TrimSpace(part[0]))
		if len(part) > 1 {
			v.Set(at+"who", strings.TrimSpace(part[1]))
		}
		if len(part) > 2 {
			v.Set(at+"minutes", strings.TrimSpace(strings.TrimSuffix(part[2], "分钟")))
		}
		i++
	}
}

// invite offers deputies, those tied to the organ shown with the reason.
func invite(d *doing) (matter.Form, error) {
	ds, err := d.O.DeputyOffers(d.Ctx(), d.Me, d.S.Organ)
	if err != nil {
		return matter.Form{}, err
	}
	deps := kit.Field{Name: "deputies", Label: d.L("代表", "Deputies"), Optional: true}
	for _, x := range ds {
		o := kit.Option{Value: x.Row, Label: x.Name, Hint: strings.TrimSpace(x.Work + " " + x.Station)}
		if x.Account == "" {
			o.Hint += d.L("（没有账号，答复由工作人员代录）", " (no account: staff enter the answer)")
		}
		if x.Conflict.Code != "" {
			o.Off = d.L(x.Conflict.Zh+"，须回避", x.Conflict.En)
		}
		deps.Options = append(deps.Options, o)
	}
	staff, err := d.O.TaskStaff(d.Ctx(), d.Me)
	if err != nil {
		return matter.Form{}, err
	}
	col := kit.Field{Name: "colleagues", Label: d.L("组成人员和本机关人员", "Members and staff"), Optional: true}
	for _, x := range staff {
		col.Options = append(col.Options, kit.Option{Value: x.ID, Label: x.Name})
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Checks, Field: deps}, {As: matter.Checks, Field: col},
		{As: matter.Text, Field: kit.Field{Name: "people_text", Label: d.L("其他人员", "Others"), Optional: true, Hint: d.L("一行一人：姓名，职务", "One in a line: name, post")}},
		{Field: kit.Field{Name: "seats", Label: d.L("开放报名的名额", "Places open to deputies"), Type: "number", Width: "s", Optional: true, Hint: d.L("没有利害关系的代表先报先得。", "First come, for deputies whom nothing ties to the organ.")}},
		{As: matter.Date, Field: kit.Field{Name: "reply_by", Label: d.L("答复截止", "Answers due"), Value: d.S.ReplyBy, Optional: true}}}, Before: splitPeople("people")}, nil
}

// splitPeople reads "name, post" lines into groups.
func splitPeople(list string) func(url.Values) {
	return func(v url.Values) {
		i := 0
		for _, l := range strings.Split(v.Get(list+"_text"), "\n") {
			if l = strings.TrimSpace(strings.ReplaceAll(l, ",", "，")); l == "" {
				continue
			}
			name, post, _ := strings.Cut(l, "，")
			v.Set(list+"."+strconv.Itoa(i)+".name", strings.TrimSpace(name))
			v.Set(list+"."+strconv.Itoa(i)+".post", strings.TrimSpace(post))
			i++
		}
	}
}

func answerFields(p *frame.Page, value string) []matter.Field {
	return []matter.Field{{As: matter.Big, Field: kit.Field{Name: "answer", Label: p.L("能否参加", "Will you come?"), Value: value, Options: p.Page.Words(meeting.Answers)}},
		{Field: kit.Field{Name: "why", Label: p.L("说明", "Note"), Max: 200, Optional: true}}}
}

func guestField(d *doing, label string) matter.Field {
	f := kit.Field{Name: "guest", Label: label}
	for _, g := range d.S.Guests {
		f.Options = append(f.Options, kit.Option{Value: g.Key, Label: g.Name, Hint: g.Post})
	}
	return matter.Field{As: matter.Radios, Field: f}
}

// hold asks of each guest whether she came.
func hold(d *doing) (matter.Form, error) {
	fs := []matter.Field{{As: matter.Date, Field: kit.Field{Name: "day", Label: d.L("实际举行日期", "Day it was held"), Value: min(d.S.Day, act.DayOf(d.Now))}}}
	for i, g := range d.S.Guests {
		v := "came"
		if g.Answer == "no" {
			v = "excused"
		}
		at := "attendance." + strconv.Itoa(i) + "."
		fs = append(fs, matter.Field{As: matter.Hidden, Field: kit.Field{Name: at + "guest", Value: g.Key}},
			matter.Field{As: matter.Radios, Field: kit.Field{Name: at + "came", Label: g.Name, Value: v, Inline: true, Options: d.Page.Page.Words(meeting.Comings)}})
	}
	fs = append(fs, matter.Field{As: matter.Text, Field: kit.Field{Name: "others_text", Label: d.L("名单以外到会的人", "Who came without being asked"), Optional: true, Hint: d.L("一行一人：姓名，职务", "One in a line: name, post")}})
	return matter.Form{Fields: fs, Before: splitPeople("others")}, nil
}

func minute(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{
		{As: matter.Text, Field: kit.Field{Name: "minutes", Label: d.L("记录", "Minutes"), Max: 20000, Rows: 12, Hint: d.L("写谁讲了哪些情况和建议；不议个案。", "Who said what of units and systems; no case.")}},
		{As: matter.Text, Field: kit.Field{Name: "decided_text", Label: d.L("议定事项", "Resolved"), Optional: true, Hint: d.L("一行一项；布置成任务以后可以在本页关联。", "One in a line; link it once it has become a task.")}},
	}, Before: func(v url.Values) {
		i := 0
		for _, l := range strings.Split(v.Get("decided_text"), "\n") {
			if l = strings.TrimSpace(l); l != "" {
				v.Set("decided."+strconv.Itoa(i)+".text", l)
				i++
			}
		}
	}}, nil
}

// link chooses among the tasks of the campaign.
func link(d *doing) (matter.Form, error) {
	items, to := kit.Field{Name: "item", Label: d.L("议定事项", "What was resolved")}, kit.Field{Name: "to", Label: d.L("已布置成的任务", "The task it became")}
	for i, r := range d.S.Decided {
		items.Options = append(items.Options, kit.Option{Value: strconv.Itoa(i + 1), Label: r.Text})
	}
	ts, err := d.O.TasksIn(d.Ctx(), d.Me, d.S.Campaign)
	for _, t := range ts {
		to.Options = append(to.Options, kit.Option{Value: t.ID, Label: t.Number + " " + t.Title})
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: items}, {As: matter.Select, Field: to}, {As: matter.Hidden, Field: kit.Field{Name: "kind", Value: "task"}}}}, err
}
