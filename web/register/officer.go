package register

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

var officerKind = &matter.Kind[organ.Officer]{
	Life: &organ.OfficerLife,
	Base: "/register/officers",
	Load: func(p *frame.Page, id string) (organ.Officer, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Officers, id)
	},
	Head:  func(o *organ.Officer) *act.Head { return &o.Head },
	Name:  func(p *kit.Page, o organ.Officer) string { return o.Name },
	List:  crumb,
	Forms: officerForms,
}

// OfficerAct (人员变动) shows and does an act on an officer's entry.
func OfficerAct(p *frame.Page) error { return officerKind.Do(p) }

// proven are the states of a problem that the council has confirmed: what is
// still being looked into is not shown with an officer's name.
var proven = []string{"confirmed", "handed", "signed", "planned", "rectifying", "claimed", "verifying", "verified", "long_term", "closed", "settled"}

// Officer (司法人员) is one officer with the posts held and the appointments.
// Messages that name an officer are not here, nor problems nobody has confirmed:
// what is unproven never enters a service record (FG19 56; JC19 57).
func Officer(p *frame.Page) error {
	o, err := office.Item(p.Ctx(), p.O, p.Me, office.Officers, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	org := matter.Name(p, "organ", o.Organ)
	var main []templ.Component
	if o.State == "merged" {
		n := kit.Notice{Title: p.L("重复登记，已并入", "Entered twice, merged"), Text: p.L("两条登记经人工确认是同一人。", "A person found both entries to be the same officer.")}
		if x, err := office.Item(p.Ctx(), p.O, p.Me, office.Officers, o.Into); err == nil {
			n.Link = kit.Link{Text: x.Name + " " + x.Code, URL: officerKind.Path(x.ID)}
		}
		main = append(main, kit.NoticeBox(n))
	}
	if p.O.StateOf(&o) == "ended" && o.Until != "" {
		main = append(main, kit.NoticeBox(leftBox(p, o)))
	}
	main = append(main, card(kit.CardView{Title: p.L("基本情况", "Facts")}, kit.Facts(officerFacts(p, o, org))),
		card(kit.CardView{Title: p.L("任职", "Posts"), ID: "posts"}, kit.Timeline(postEvents(p, o))))
	if ev := appointEvents(p, o); len(ev) > 0 {
		main = append(main, card(kit.CardView{Title: p.L("任免", "Appointments"), ID: "appointments"}, kit.Timeline(ev)))
	}
	asked, err := correctionEvents(p, o)
	if err != nil {
		return err
	}
	if len(asked) > 0 {
		main = append(main, card(kit.CardView{Title: p.L("更正申请", "Requests for correction"), ID: "corrections"}, kit.Timeline(asked)))
	}
	read, err := reviewCard(p, o)
	if err != nil {
		return err
	}
	if read != nil {
		main = append(main, read)
	}
	concern, err := concernsIn(p, office.Filter{Kinds: []string{"problem"}, Named: o.ID, States: proven, NotVia: selfFound})
	if err != nil {
		return err
	}
	main = append(main, concern)
	own, err := rowsIn(p, office.Filter{Kinds: []string{"problem"}, Named: o.ID, States: proven, Via: selfFound})
	if err != nil {
		return err
	}
	if len(own) > 0 {
		main = append(main, card(kit.CardView{Title: p.L("自查主动发现的", "Found by the organ itself"), Sub: p.L("单独列示，不计入上项", "shown apart, not counted above"), ID: "self"}, kit.DataTable(concernTable(p, "own", p.L("自查主动发现的", "Found by the organ itself"), own))))
	}
	main = append(main, tag("p", "muted small", p.L("未经查实的群众反映和未经确认的问题不进入履职记录，也不在本页显示。", "Unproven messages and problems nobody has confirmed never enter a service record and are not shown here.")))
	side, err := officerSide(p, o)
	if err != nil {
		return err
	}
	h := kit.Head{Title: o.Name, Crumbs: []kit.Link{crumb(p.Page), {Text: org, URL: "/register/organs/" + o.Organ}}, States: []kit.State{matter.Pill(p.Page, &organ.OfficerLife, p.O.StateOf(&o))}, Print: true}
	if o.State != "merged" {
		h.Actions = append(h.Actions, kit.Link{Text: p.L("下载履职档案", "Download the service record"), URL: officerKind.Path(o.ID, "record.docx")})
		if submitting(p).May(p) {
			h.Actions = append(h.Actions, kit.Link{Text: p.L("代为提出更正申请", "Enter a request for correction"), URL: "/corrections/new?" + url.Values{"code": {o.Code}, "person": {o.Name}}.Encode()})
		}
	}
	return p.Render(kit.Inside(kit.Shell(p.Page, h), besides(main, side)))
}

// leftBox says at the top of the page of an officer who is no longer there
// since when, and that what follows is of the time before.
func leftBox(p *frame.Page, o organ.Officer) kit.Notice {
	day := matter.Day(p.Page, o.Until)
	n := kit.Notice{Title: p.L("已于"+day+"离任", "Left on "+day), Text: p.L("下面的职务和单位是离任前的，登记保留在册。", "Title and unit below are those held until then; the entry stays on record.")}
	if o.State == "listed" {
		n.Text = p.L("这个日期是事先登记的，到日自动生效。", "The day was entered beforehand and has come. ") + n.Text
	}
	return n
}

// asHeld is the officer as shown today: with the title and unit of today, or,
// of one who has left, those held last.
func asHeld(p *frame.Page, o organ.Officer) (_ organ.Officer, left bool) {
	if p.O.StateOf(&o) != "ended" {
		return o.As(act.DayOf(p.Now)), false
	}
	if n := len(o.Posts); n > 0 && o.Title == "" {
		o.Title, o.Unit = o.Posts[n-1].Title, o.Posts[n-1].Unit
	}
	return o, true
}

// listedTitle is what a list says of an officer's post: the one held today, or
// that it is a former one, where the post or the officer has passed its last day.
func listedTitle(p *frame.Page, r office.Row) (string, error) {
	if r.Kind != "officer" || r.Via == "" {
		return r.Via, nil
	}
	o, err := office.Item(p.Ctx(), p.O, p.Me, office.Officers, r.Subject)
	if err != nil {
		return "", err
	}
	x, left := asHeld(p, o)
	if !left && x.Title != "" {
		return x.Title, nil
	}
	return p.L("原任", "formerly ") + cmp.Or(x.Title, r.Via), nil
}

func officerFacts(p *frame.Page, o organ.Officer, org string) []kit.Fact {
	unit, appointee, quota, gone := "", "", "", ""
	atUnit, asTitle := p.L("所在单位", "Unit"), p.L("职务", "Title")
	o, left := asHeld(p, o)
	if left {
		atUnit, asTitle = p.L("离任前单位", "Unit until then"), p.L("离任前职务", "Title until then")
		gone = matter.Join(" · ", matter.Day(p.Page, o.Until), p.Word(organ.LeaveKinds, o.LeftWhy))
	}
	if o.Unit != "" {
		unit = matter.Name(p, "unit", o.Unit)
	}
	if o.Appointee {
		appointee = p.L("由本级人大及其常委会选举或者任命", "Elected or appointed by this congress or its committee")
	}
	if o.Quota {
		quota = p.L("员额内", "in the quota")
	}
	return nonEmpty([]kit.Fact{{Term: p.L("所在机关", "Organ"), Text: org, URL: link("/register/organs/", o.Organ)}, {Term: atUnit, Text: unit, URL: link("/register/units/", o.Unit)},
		{Term: asTitle, Text: o.Title}, {Term: p.L("类别", "Category"), Text: o.Category}, {Term: p.L("等级", "Grade"), Text: o.Grade}, {Term: p.L("员额", "Quota"), Text: quota},
		{Term: p.L("证件编号", "Certificate"), Text: o.Code}, {Term: p.L("性别", "Sex"), Text: o.Sex}, {Term: p.L("出生年", "Born"), Text: o.Born},
		{Term: p.L("任命", "Appointment"), Text: appointee}, {Term: p.L("管理权限所在地", "Managed by"), Text: placeName(p, o.ManagedBy)}, {Term: p.L("离任", "Left"), Text: gone}})
}

func postEvents(p *frame.Page, o organ.Officer) (out []kit.Event) {
	for _, x := range slices.Backward(o.Posts) {
		e := kit.Event{At: span(p.Page, x.Since, x.Until), What: x.Title, Note: x.Appointed}
		if x.Unit != "" {
			e.Who, e.URL = matter.Name(p, "unit", x.Unit), "/register/units/"+x.Unit
		}
		switch {
		case act.Has(organ.NextKinds, x.Next):
			e.Note = matter.Join(" · ", e.Note, p.L("接任：", "followed by: ")+matter.Join(" ", p.Word(organ.NextKinds, x.Next), x.NextName))
		case x.Next != "":
			e.Note = matter.Join(" · ", e.Note, p.L("接任：", "followed by: ")+x.NextName)
		}
		out = append(out, e)
	}
	return out
}

// appointEvents are the decisions on posts with their votes.
func appointEvents(p *frame.Page, o organ.Officer) (out []kit.Event) {
	for _, x := range slices.Backward(o.Appointments) {
		e := kit.Event{At: matter.Day(p.Page, x.Day), What: p.Word(organ.AppointKinds, x.Kind) + p.L("：", ": ") + x.Title, Who: matter.Join(" · ", p.Word(organ.Bodies, x.Body), x.Session), Tone: kit.OK}
		if x.Unit != "" {
			e.Who = matter.Join(" · ", e.Who, matter.Name(p, "unit", x.Unit))
		}
		if x.Base > 0 {
			n := func(v int64) string { return strconv.FormatInt(v, 10) }
			e.Note = p.L("全体组成人员 "+n(x.Base)+"：赞成 "+n(x.For)+"，反对 "+n(x.Against)+"，弃权 "+n(x.Abstain)+"；"+x.Minute,
				"all members "+n(x.Base)+": for "+n(x.For)+", against "+n(x.Against)+", abstained "+n(x.Abstain)+"; "+x.Minute)
		}
		if !x.Passed {
			e.What, e.Tone = e.What+p.L("（未获通过）", " (not passed)"), kit.Plain
		}
		out = append(out, e)
	}
	return out
}

// officerSide is what may be done, who may be the same person, and the record.
func officerSide(p *frame.Page, o organ.Officer) ([]templ.Component, error) {
	var side []templ.Component
	next, err := officerKind.NextOf(p, o)
	if err != nil {
		return nil, err
	}
	if len(next.Can)+len(next.Stopped) > 0 {
		next.Title, next.NotYet, next.Note = p.L("办理", "What may be done"), nil, ""
		side = append(side, matter.NextCard(p, next))
	}
	alike, err := p.O.AlikeOfficers(p.Ctx(), p.Me, o)
	if err != nil {
		return nil, err
	}
	if len(alike) > 0 && o.State != "merged" {
		var fs []kit.Fact
		for _, a := range alike {
			fs = append(fs, kit.Fact{Term: p.L("可能是同一人", "Perhaps the same"), Text: matter.Join(" ", a.Officer.Name, a.Officer.Code), Sub: reasons(p, a.Why), URL: officerKind.Path(a.Officer.ID)})
		}
		side = append(side, card(kit.CardView{Title: p.L("可能重复的登记", "Perhaps entered twice"), ID: "alike"}, kit.Facts(fs), tag("p", "muted small", p.L("由人决定，不自动合并。", "A person decides; nothing is merged by itself."))))
	}
	ev, err := matter.Events(p, &organ.OfficerLife, &o.Head, nil)
	if err != nil {
		return nil, err
	}
	if len(ev) > 0 {
		side = append(side, matter.RecordCard(p, ev, officerKind.Path(o.ID, "life")))
	}
	return side, nil
}

func reasons(p *frame.Page, why []act.Word) string {
	var out []string
	for _, w := range why {
		out = append(out, p.L(w.Zh, w.En))
	}
	return matter.Join(p.L("、", ", "), out...)
}

// OfficerLife (流程图) draws the life of an officer's entry.
func OfficerLife(p *frame.Page) error {
	o, _, err := officerKind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &organ.OfficerLife, &o.Head, "listed", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{crumb(p.Page), {Text: o.Name, URL: officerKind.Path(o.ID)}}, Print: true}, d))
}

func ofWords(p *frame.Page, list []act.Word, but ...string) (out []kit.Option) {
	for _, w := range list {
		if !slices.Contains(but, w.Code) {
			out = append(out, kit.Option{Value: w.Code, Label: p.L(w.Zh, w.En)})
		}
	}
	return out
}
