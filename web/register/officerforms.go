package register

import (
	"strconv"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type officerDoing = matter.Doing[organ.Officer]

var officerForms = map[string]func(*officerDoing) (matter.Form, error){
	"appoint": appointForm,
	"assign": func(d *officerDoing) (matter.Form, error) {
		us, err := unitOptions(d.Page, d.S.Organ, "")
		return matter.Form{Fields: append([]matter.Field{
			{Field: kit.Field{Name: "title", Label: d.L("新职务", "New title"), Max: 60}},
			{As: matter.Select, Field: kit.Field{Name: "unit", Label: d.L("单位", "Unit"), Value: d.S.Unit, Optional: true, Options: append([]kit.Option{{Label: d.L("机关领导班子", "the organ's leadership")}}, us...)}},
			{As: matter.Date, Field: kit.Field{Name: "since", Label: d.L("任职日期", "From"), Value: act.DayOf(d.Now)}},
			{As: matter.Radios, Field: kit.Field{Name: "by", Label: d.L("由谁任命", "Appointed by"), Value: "organ", Options: ofWords(d.Page, organ.Bodies, "committee")}},
			{Field: kit.Field{Name: "doc", Label: d.L("依据文件", "Document"), Max: 120}},
			{As: matter.Tick, Field: kit.Field{Name: "keep", Label: d.L("原职务继续担任", "The posts held so far go on")}}}, succession(d)...)}, err
	},
	"leave": func(d *officerDoing) (matter.Form, error) {
		return matter.Form{Fields: append([]matter.Field{
			{As: matter.Date, Field: kit.Field{Name: "day", Label: d.L("离任日期", "Left on"), Value: act.DayOf(d.Now)}},
			{As: matter.Radios, Field: kit.Field{Name: "why", Label: d.L("情形", "How"), Options: ofWords(d.Page, organ.LeaveKinds)}}}, succession(d)...)}, nil
	},
	"amend": func(d *officerDoing) (matter.Form, error) {
		f := kit.Field{Name: "what", Label: d.L("更正哪一项", "What is corrected")}
		for _, w := range organ.Amendable {
			says, _ := d.S.Fact(w.Code, 0, act.DayOf(d.Now))
			f.Options = append(f.Options, kit.Option{Value: w.Code, Label: d.L(w.Zh, w.En), Hint: says})
		}
		return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: f}, whichPost(d), {Field: kit.Field{Name: "to", Label: d.L("更正为", "Correct to"), Max: 60}}, matter.Reason(d.Page)}}, nil
	},
	"merge": func(d *officerDoing) (matter.Form, error) { return alikeForm(d, "into") },
	"apart": func(d *officerDoing) (matter.Form, error) { return alikeForm(d, "other") },
	"unmerge": func(d *officerDoing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
	},
}

// whichPost asks to which of the posts a fact of a post belongs.
func whichPost(d *officerDoing) matter.Field {
	f := kit.Field{Name: "post", Label: d.L("是职务的，更正哪一项任职", "If it is of a post, which one"), Optional: true, Options: []kit.Option{{Value: "0", Label: d.L("现任职务，或者不是职务", "the present post, or not of a post")}}}
	for i, x := range d.S.Posts {
		f.Options = append(f.Options, kit.Option{Value: strconv.Itoa(i + 1), Label: matter.Join(" ", x.Title, span(d.Page.Page, x.Since, x.Until))})
	}
	return matter.Field{As: matter.Select, Field: f}
}

// alikeForm offers the entries that may be the same person, with the reasons.
func alikeForm(d *officerDoing, name string) (matter.Form, error) {
	alike, err := d.O.AlikeOfficers(d.Ctx(), d.Me, d.S)
	f := kit.Field{Name: name, Label: d.L("另一条登记", "The other entry")}
	for _, a := range alike {
		f.Options = append(f.Options, kit.Option{Value: a.Officer.ID, Label: matter.Join(" · ", a.Officer.Name, a.Officer.Code, a.Officer.Title), Hint: reasons(d.Page, a.Why)})
	}
	if len(alike) == 0 {
		f.Hint = d.L("没有姓名或者证件编号相同的登记。", "There is no entry of the same name or certificate.")
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: f}, matter.Reason(d.Page)}}, err
}

// succession asks who follows in a post that one person alone holds.
func succession(d *officerDoing) []matter.Field {
	return []matter.Field{
		{Field: kit.Field{Name: "next", Label: d.L("谁接任", "Who follows"), Optional: true, Max: 40, Width: "m", Hint: d.L("只有一人担任的职务须填：接任人的证件编号；没有接任人的写“空缺”或者“由他人代理”。", "For a post that one person alone holds: the successor's certificate number, or write vacant or acting.")}},
		{Field: kit.Field{Name: "next_note", Label: d.L("代理人姓名", "Name of who acts"), Optional: true, Max: 40, Width: "m"}},
	}
}

func appointForm(d *officerDoing) (matter.Form, error) {
	us, err := unitOptions(d.Page, d.S.Organ, "")
	post := kit.Field{Name: "post", Label: d.L("免去、撤去哪个职务", "Which post is ended"), Optional: true, Options: []kit.Option{{Value: "0", Label: d.L("（任命的不选）", "(not for an appointment)")}}}
	for i, x := range d.S.Posts {
		if x.Holds(act.DayOf(d.Now)) {
			post.Options = append(post.Options, kit.Option{Value: strconv.Itoa(i + 1), Label: x.Title})
		}
	}
	num := func(name, zh, en string) matter.Field {
		return matter.Field{Field: kit.Field{Name: name, Label: d.L(zh, en), Type: "number", Width: "s"}}
	}
	return matter.Form{Fields: append([]matter.Field{
		{Field: kit.Field{Name: "session", Label: d.L("会议届次", "Session"), Max: 80, Hint: d.L("例如：第八届人大常委会第五次会议", "e.g. 第八届人大常委会第五次会议")}},
		{As: matter.Radios, Field: kit.Field{Name: "kind", Label: d.L("决定", "Decision"), Options: ofWords(d.Page, organ.AppointKinds)}},
		{Field: kit.Field{Name: "title", Label: d.L("任命的职务", "Title appointed to"), Optional: true, Max: 60}},
		{As: matter.Select, Field: kit.Field{Name: "unit", Label: d.L("任命到的单位", "Unit appointed to"), Value: d.S.Unit, Optional: true, Options: append([]kit.Option{{Label: d.L("机关领导班子", "the organ's leadership")}}, us...)}},
		{As: matter.Select, Field: post},
		{Field: kit.Field{Name: "base", Label: d.L("常委会全体组成人员", "All members"), Type: "number", Width: "s", Optional: true, Hint: d.L("不填按会议当日登记在册的人数。", "Leave empty to take the number in the register on that day.")}}, num("for", "赞成", "For"), num("against", "反对", "Against"), num("abstain", "弃权", "Abstained")}, succession(d)...)}, err
}

// NewOfficer (登记人员) enters one officer by hand.
func NewOfficer(p *frame.Page) error {
	b := matter.Birth{Life: &organ.OfficerLife, Do: "officer.enter", List: crumb(p.Page), Cancel: "/register/officers"}
	if !b.May(p) {
		return b.Refuse()
	}
	os, err := p.O.OrgansAt(p.Ctx(), p.Me.Place)
	if err != nil {
		return err
	}
	org := p.R.URL.Query().Get("organ")
	pick := kit.Field{Name: "organ", Label: p.L("所在机关", "Organ"), Value: org}
	for _, o := range os {
		pick.Options = append(pick.Options, kit.Option{Value: o.ID, Label: o.Name})
	}
	unit := kit.Field{Name: "unit", Label: p.L("所在单位", "Unit"), Optional: true, Value: p.R.URL.Query().Get("unit"), Options: []kit.Option{{Label: p.L("机关领导班子", "the organ's leadership")}}}
	if g, err := office.Item(p.Ctx(), p.O, p.Me, office.Organs, org); err == nil {
		us, err := unitOptions(p, g.ID, "")
		if err != nil {
			return err
		}
		unit.Options = append(unit.Options, us...)
	}
	line := func(name, zh, en string, max int, optional bool) matter.Field {
		return line(p, name, zh, en, max, optional)
	}
	b.Form.Fields = []matter.Field{line("person", "姓名", "Name", 40, false), line("code", "证件编号（警号、执业证号）", "Certificate or badge number", 40, false), {As: matter.Select, Field: pick}, {As: matter.Select, Field: unit},
		line("title", "职务", "Title", 60, false), line("category", "类别", "Category", 30, true), line("grade", "等级", "Grade", 30, true), {As: matter.Tick, Field: kit.Field{Name: "quota", Label: p.L("员额内", "In the quota")}},
		{As: matter.Radios, Field: kit.Field{Name: "sex", Label: p.L("性别", "Sex"), Inline: true, Optional: true, Options: []kit.Option{{Value: "男", Label: p.L("男", "male")}, {Value: "女", Label: p.L("女", "female")}}}},
		line("born", "出生年", "Year of birth", 4, true), {As: matter.Date, Field: kit.Field{Name: "since", Label: p.L("任职日期", "From"), Optional: true}}}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a organ.Enter
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(officerKind.Path(ans.Subject), "已登记。", "Entered.")
}
