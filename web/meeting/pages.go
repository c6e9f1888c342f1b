package meeting

import (
	"cmp"
	"slices"
	"time"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/meeting"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// List (会议活动) lists what is coming, or what was; a deputy sees what she is
// asked to.
func List(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	past := p.R.URL.Query().Get("past") != ""
	ms, err := all(p, past)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("会议活动", "Meetings"), Print: true}
	if (matter.Birth{Life: &meeting.Life, Do: "meeting.plan"}).May(p) {
		h.Actions = []kit.Link{{Text: p.L("安排会议活动", "Plan a meeting"), URL: "/meetings/new"}}
	}
	tabs := []kit.Link{{Text: p.L("将要举行", "Coming"), URL: "/meetings", On: !past}, {Text: p.L("以往", "Past"), URL: "/meetings?past=1", On: past}}
	return p.Render(listPage(p, h, tabs, table(p, ms)))
}

// all reads the meetings within reach: one's committee's, and those one is asked to.
func all(p *frame.Page, past bool) ([]meeting.Meeting, error) {
	today := act.DayOf(p.Now)
	from, until := today, "9999-12-31"
	if past {
		from, until = "0000", today
	}
	ms, err := p.O.MeetingsBetween(p.Ctx(), p.Me, from, until, "")
	if err != nil {
		return nil, err
	}
	asked, err := p.O.MeetingsAsked(p.Ctx(), p.Me)
	if err != nil {
		return nil, err
	}
	undated, err := undated(p)
	for _, m := range append(asked, undated...) {
		if (m.Day != "" && m.Day < today) == past && !slices.ContainsFunc(ms, func(x meeting.Meeting) bool { return x.ID == m.ID }) {
			ms = append(ms, m)
		}
	}
	if past {
		ms = slices.DeleteFunc(ms, func(m meeting.Meeting) bool { return m.Day >= today })
	}
	slices.SortStableFunc(ms, func(a, b meeting.Meeting) int {
		if past {
			a, b = b, a
		}
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Begins, b.Begins))
	})
	return ms, err
}

// undated are the postponed ones without a new day: they are still to come.
func undated(p *frame.Page) ([]meeting.Meeting, error) {
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"meeting"}, States: []string{"postponed"}}, office.Cursor{}, 200)
	var out []meeting.Meeting
	for _, r := range m.Rows {
		x, err := office.Item(p.Ctx(), p.O, p.Me, office.Meetings, r.Subject)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, err
}

func table(p *frame.Page, ms []meeting.Meeting) kit.Table {
	t := kit.Table{ID: "meetings", Caption: p.L("会议活动", "Meetings"), Count: matter.Itoa(len(ms)),
		Cols:  []kit.Col{{Label: p.L("时间", "When")}, {Label: p.L("会议活动", "Meeting")}, {Label: p.L("地点", "Place")}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("没有会议活动", "No meetings"), Text: p.L("动员部署、座谈、实地走访都在这里安排：议程、邀请、到会、记录、议定事项。", "Mobilisations, symposia and visits are planned here: agenda, invitations, attendance, minutes.")}}
	for _, m := range ms {
		st := matter.Pill(p.Page, &meeting.Life, m.State)
		title := kit.Cell{Text: m.Title, Sub: sortWord(p.Page, m.Sort), URL: kind.Path(m.ID)}
		if m.Waits(p.Me.ID, act.DayOf(p.Now)) {
			title.Sub += p.L(" · 等您答复", " · your answer is wanted")
		}
		t.Rows = append(t.Rows, kit.Row{ID: m.ID, URL: kind.Path(m.ID), Cells: []kit.Cell{{Text: when(p, m)}, title, {Text: m.Venue}, {State: &st}}})
	}
	return t
}

// New (安排会议活动) plans one.
func New(p *frame.Page) error {
	b := matter.Birth{Life: &meeting.Life, Do: "meeting.plan", List: kind.List(p.Page), Cancel: "/meetings"}
	if !b.May(p) {
		return b.Refuse()
	}
	fs, err := fields(p, meeting.Meeting{Campaign: p.R.URL.Query().Get("campaign")})
	if err != nil {
		return err
	}
	b.Form = matter.Form{Fields: fs}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a meeting.Plan
	err = matter.ReadForm(p, fs)
	if err == nil {
		splitAgenda(p.R.PostForm)
		err = kit.Decode(p.R, &a)
	}
	if err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(kind.Path(ans.Subject), "已安排，下一步通知和邀请。", "Planned; call and invite next.")
}

// Show (会议活动) is one meeting.
func Show(p *frame.Page) error {
	raw, m, err := kind.Get(p)
	if err != nil {
		return err
	}
	next, err := kind.NextOf(p, raw)
	if err != nil {
		return err
	}
	v := view{p: p, m: m, next: next, inside: inside(p)}
	if v.inside {
		if v.events, err = matter.Events(p, &meeting.Life, &m.Head, nil); err != nil {
			return err
		}
	}
	h := kit.Head{Title: m.Title, Sub: sortWord(p.Page, m.Sort), Crumbs: []kit.Link{kind.List(p.Page)}, States: []kit.State{matter.Pill(p.Page, &meeting.Life, m.State)}, Print: true}
	if m.Day != "" && m.State != "cancelled" {
		h.Actions = []kit.Link{{Text: p.L("加入日历（ics）", "Calendar (ics)"), URL: kind.Path(m.ID, "calendar.ics")}}
	}
	return p.Render(showPage(v, h))
}

type view struct {
	p      *frame.Page
	m      meeting.Meeting
	next   matter.Next
	events []kit.Event
	inside bool
}

func (v view) facts() []kit.Fact {
	p, m := v.p, v.m
	fs := []kit.Fact{{Term: p.L("时间", "When"), Text: when(p, m)}, {Term: p.L("地点", "Place"), Text: m.Venue}}
	add := func(zh, en, text string) {
		if text != "" {
			fs = append(fs, kit.Fact{Term: p.L(zh, en), Text: text})
		}
	}
	add("主持人", "Host", m.Host)
	add("目的", "Purpose", m.Purpose)
	if m.Organ != "" {
		add("走访或者座谈的机关", "Organ visited", matter.Name(p, "organ", m.Organ))
	}
	if m.Quiet && v.inside {
		add("方式", "Manner", p.L("不预先通知", "unannounced"))
	}
	if m.Campaign != "" && v.inside {
		fs = append(fs, kit.Fact{Term: p.L("专项监督", "Campaign"), Text: matter.Name(p, "campaign", m.Campaign), URL: "/campaigns/" + m.Campaign})
	}
	if m.ReplyBy != "" {
		add("答复截止", "Answers due", matter.Day(p.Page, m.ReplyBy))
	}
	add("取消的理由", "Why it is off", m.Ended)
	return fs
}

func (v view) answer(g meeting.Guest) string {
	switch {
	case g.Came != "":
		w := act.WordOf(meeting.Comings, g.Came)
		return v.p.L(w.Zh, w.En)
	case g.Answer != "":
		w := act.WordOf(meeting.Answers, g.Answer)
		return v.p.L(w.Zh, w.En)
	}
	return v.p.L("未答复", "no answer yet")
}

func (v view) guestSort(g meeting.Guest) string {
	w := act.WordOf(meeting.GuestSorts, g.Sort)
	s := v.p.L(w.Zh, w.En)
	if g.Post != "" {
		s += " · " + g.Post
	}
	return s
}

// Life (流程图) draws where it stands.
func Life(p *frame.Page) error {
	m, _, err := kind.Get(p)
	if err != nil {
		return err
	}
	if !inside(p) {
		return act.None()
	}
	d, err := matter.Drawing(p, &meeting.Life, &m.Head, "planned", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{kind.List(p.Page), {Text: m.Title, URL: kind.Path(m.ID)}}, Print: true}, d))
}

// Calendar (日历文件) is the meeting for one's own calendar. It is a download, no
// feed: a feed would need a secret in its address.
func Calendar(p *frame.Page) error {
	_, m, err := kind.Get(p)
	if err != nil {
		return err
	}
	start, err := time.ParseInLocation("2006-01-02 15:04", m.Day+" "+m.Begins, act.Shanghai)
	if err != nil {
		return act.Refuse(act.NotNow, "日期还没有定。", "There is no day yet.")
	}
	end := start.Add(2 * time.Hour)
	if e, err := time.ParseInLocation("2006-01-02 15:04", m.Day+" "+m.Ends, act.Shanghai); err == nil && e.After(start) {
		end = e
	}
	g, asked := m.GuestOf(p.Me.ID)
	b := gongwen.Calendar(p.L("会议活动", "Meetings"), []gongwen.Event{{UID: m.ID + "@hengjian", Sequence: m.Version, Title: m.Title, Place: m.Venue, Text: m.Purpose, Start: start, End: end, Changed: p.Now,
		Cancelled: m.State == "cancelled", Provisional: asked && g.Answer == ""}})
	matter.Download(p, "meeting-"+m.Day+".ics", "text/calendar; charset=utf-8")
	_, err = p.W.Write(b)
	return err
}

// File (材料) hands out a working file to whoever sees the meeting.
func File(p *frame.Page) error {
	_, m, err := kind.Get(p)
	if err != nil {
		return err
	}
	hash := p.R.PathValue("hash")
	i := slices.IndexFunc(m.Files, func(f meeting.File) bool { return f.Hash == hash })
	if i < 0 || p.Me.Organ != "" { // material is for those who come, not for the organ visited
		return act.None()
	}
	return matter.SendFile(p, hash)
}

// Waiting counts the meetings that want the person's answer.
func Waiting(p *frame.Page) int {
	if !p.Me.Has(access.Deputy) && !p.Me.Has(access.Member) {
		return 0
	}
	ms, err := p.O.MeetingsAsked(p.Ctx(), p.Me)
	if err != nil {
		return 0
	}
	n := 0
	for _, m := range ms {
		if m.Waits(p.Me.ID, act.DayOf(p.Now)) {
			n++
		}
	}
	return n
}
