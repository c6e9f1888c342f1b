package cockpit

import (
	"slices"
	"strconv"
	"strings"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/meeting"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// filter of a list behind a number; the same matters that the number counts.
func (a ask) filter(p *frame.Page, k *office.Cockpit) office.Filter {
	f := office.Filter{Kinds: []string{a.Kind}, States: a.States, Class: a.Class, Via: a.Via, NotVia: a.Not, Campaign: k.C.ID}
	if a.Kind == "" {
		f.Kinds = office.CockpitKinds
	}
	if a.Class == "none" {
		f.Class, f.Classes = "", []string{""}
	}
	if a.Sort != "" {
		f.Organs = k.OrgansOf(strings.TrimSuffix(a.Sort, "none"))
	}
	if a.Late != "" {
		f.Late = p.Now.UnixMicro()
	}
	return f
}

// List (名单) is the matters behind one number, today's or an earlier day's.
func List(p *frame.Page) error {
	a, err := frame.Form[ask](p)
	if err != nil {
		return err
	}
	if a.Kind != "" && !slices.Contains(office.CockpitKinds, a.Kind) {
		return act.None()
	}
	if a.On = matter.ReadDay(a.On); a.On != "" && a.On < act.DayOf(p.Now) {
		return stoodList(p, a)
	}
	k, err := p.O.Cockpit(p.Ctx(), p.Me, p.R.PathValue("id"), "")
	if err != nil {
		return err
	}
	m, n, err := p.O.CockpitList(p.Ctx(), p.Me, a.filter(p, k), matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "behind", Caption: a.words(p), Count: matter.Itoa(n), Cols: cols(p, false), Empty: emptyList(p, k.C.ID)}
	if t.Rows, err = rows(p, m.Rows, nil); err != nil {
		return err
	}
	pager(p, &t, m)
	return p.Render(listPage(p, kitHead(headOf(p, k.C, p.L("名单", "List"), a.words(p))).crumb(p, k.C), t, ""))
}

func (h kitHead) crumb(p *frame.Page, c campaign.Campaign) kit.Head {
	h.Crumbs = append(h.Crumbs, kit.Link{Text: p.L("专项态势", "Cockpit"), URL: "/campaigns/" + c.ID + "/cockpit"})
	h.Wide = false
	return kit.Head(h)
}

type kitHead kit.Head

func pager(p *frame.Page, t *kit.Table, m office.Matters) {
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
}

func emptyList(p *frame.Page, id string) kit.Empty {
	return kit.Empty{Title: p.L("这里现在没有事项", "Nothing stands here now"), Text: p.L("数字变化以后，名单跟着变化。", "The list follows its number."), Link: kit.Link{Text: p.L("回到专项态势", "Back to the cockpit"), URL: "/campaigns/" + id + "/cockpit"}}
}

// words say what a list holds.
func (a ask) words(p *frame.Page) string {
	var out []string
	if a.Kind != "" {
		out = append(out, p.KindName(a.Kind))
	}
	var ss []string
	for _, s := range a.States {
		ss = append(ss, p.StateOf(a.Kind, s).Word)
	}
	if len(ss) > 4 {
		ss = append(ss[:3], p.L("等 "+strconv.Itoa(len(a.States))+" 种状态", strconv.Itoa(len(a.States))+" states in all"))
	}
	out = append(out, strings.Join(ss, p.L("、", ", ")))
	switch a.Class {
	case "":
	case "none":
		out = append(out, p.L("尚未分类", "not yet classed"))
	default:
		out = append(out, matter.Class(p, strings.TrimSuffix(a.Class, ".")))
	}
	for _, s := range sorts {
		if a.Sort == s.code {
			out = append(out, p.L(s.zh, s.en))
		}
	}
	if a.Not == self {
		out = append(out, p.L("不含自查主动发现", "without those found by the organs themselves"))
	}
	if a.Via == self {
		out = append(out, p.L("自查主动发现", "found by the organs themselves"))
	}
	if a.Late != "" {
		out = append(out, p.L("期限已过、还没有了结", "term passed, still running"))
	}
	return matter.Join(" · ", out...)
}

func cols(p *frame.Page, past bool) []kit.Col {
	out := []kit.Col{{Label: p.L("事项", "Matter")}, {Label: p.L("种类", "Kind"), Narrow: true}}
	if past {
		out = append(out, kit.Col{Label: p.L("当日状态", "State that day")}, kit.Col{Label: p.L("自哪一天起", "Since"), Day: true}, kit.Col{Label: p.L("现在", "Now")})
	} else {
		out = append(out, kit.Col{Label: p.L("状态", "State")}, kit.Col{Label: p.L("期限", "Term")})
	}
	return append(out, kit.Col{Label: p.L("单位", "Unit"), Narrow: true}, kit.Col{Label: p.L("建立", "Opened"), Day: true, Narrow: true})
}

// rows lays matters out; on gives the state and day of an earlier day.
func rows(p *frame.Page, ms []office.Row, on []office.Stood) ([]kit.Row, error) {
	var organs, units []string
	for _, m := range ms {
		organs, units = append(organs, m.Organ), append(units, m.Unit)
	}
	oname, err := p.O.Titles(p.Ctx(), p.Me, "organ", organs)
	if err != nil {
		return nil, err
	}
	uname, err := p.O.Titles(p.Ctx(), p.Me, "unit", units)
	if err != nil {
		return nil, err
	}
	var out []kit.Row
	for i, m := range ms {
		to, now := frame.URLOf(m.Kind, m.Subject), p.StateOf(m.Kind, m.State)
		r := kit.Row{ID: m.Subject, URL: to, Cells: []kit.Cell{{Text: p.TitleOf(m), Sub: m.Number, URL: to}, {Text: p.KindName(m.Kind)}}}
		if on != nil {
			then := p.StateOf(m.Kind, on[i].On)
			r.Cells = append(r.Cells, kit.Cell{State: &then}, kit.Cell{Text: matter.Day(p.Page, office.DayOfNo(on[i].Since))}, kit.Cell{State: &now})
		} else {
			r.Cells = append(r.Cells, kit.Cell{State: &now}, matter.DueCell(p, m))
		}
		about := kit.Cell{Text: uname[m.Unit].Title, Sub: oname[m.Organ].Title}
		if about.Text == "" {
			about = kit.Cell{Text: matter.Join("", oname[m.Organ].Title)}
		}
		out = append(out, kit.Row{ID: r.ID, URL: r.URL, Cells: append(r.Cells, about, kit.Cell{Text: matter.Day(p.Page, m.Opened)})})
	}
	return out, nil
}

// stoodList is the list of an earlier day, with how each stands now.
func stoodList(p *frame.Page, a ask) error {
	if len(a.States) != 1 || a.Kind == "" {
		return act.None()
	}
	id := p.R.PathValue("id")
	at := office.StoodAt{}
	if since, subject, ok := strings.Cut(p.R.URL.Query().Get("after"), "."); ok {
		at.Since, _ = strconv.ParseInt(since, 10, 64)
		at.Subject = subject
	}
	ss, next, n, err := p.O.StoodOn(p.Ctx(), p.Me, id, a.Kind, a.States[0], a.On, at, matter.PageSize)
	if err != nil {
		return err
	}
	c, err := office.Item(p.Ctx(), p.O, p.Me, office.Campaigns, id)
	if err != nil {
		return err
	}
	ms := make([]office.Row, len(ss))
	for i, s := range ss {
		ms[i] = s.MatterRow
	}
	t := kit.Table{ID: "behind", Caption: a.words(p), Count: matter.Itoa(n), Cols: cols(p, true), Empty: emptyList(p, id)}
	if ss == nil {
		ss = []office.Stood{}
	}
	if t.Rows, err = rows(p, ms, ss); err != nil {
		return err
	}
	if next != (office.StoodAt{}) {
		t.Next = p.Keep("after", strconv.FormatInt(next.Since, 10)+"."+next.Subject)
	}
	note := p.L("这是"+matter.Day(p.Page, a.On)+"终了时的名单，由记录推出；“现在”是今天的状态。", "The list as it stood at the end of "+matter.Day(p.Page, a.On)+", from the record; “now” is today's state.")
	h := kitHead(headOf(p, c, matter.Day(p.Page, a.On)+p.L("的名单", ": list"), a.words(p))).crumb(p, c)
	return p.Render(listPage(p, h, t, note))
}

// Units (覆盖名单) lists the units of a focus group with what reached each.
func Units(p *frame.Page) error {
	q := p.R.URL.Query()
	c, f, _, err := p.O.FocusOf(p.Ctx(), p.Me, p.R.PathValue("id"), q.Get("focus"))
	if err != nil {
		return err
	}
	var organs []string
	for _, u := range f.Units {
		organs = append(organs, u.Organ)
	}
	oname, err := p.O.Titles(p.Ctx(), p.Me, "organ", organs)
	if err != nil {
		return err
	}
	only := q.Get("reached")
	t := kit.Table{ID: "units", Caption: focusWord(p.Page, f.Code), Cols: []kit.Col{{Label: p.L("单位", "Unit")}, {Label: p.L("机关", "Organ")}, {Label: p.L("覆盖情况", "Reached")}, {Label: p.L("由什么覆盖", "By what")}},
		Empty: kit.Empty{Title: p.L("没有这样的单位", "No such unit"), Text: p.L("单位属于哪一类，在监督对象里登记。", "To which group a unit belongs is entered in the register.")}}
	for _, u := range f.Units {
		if yes := len(u.By) > 0; only == "yes" && !yes || only == "no" && yes {
			continue
		}
		st := kit.State{Word: p.L("已覆盖", "reached"), Tone: kit.OK}
		var by []string
		for _, k := range u.By {
			by = append(by, p.KindName(k))
		}
		if len(by) == 0 {
			st = kit.State{Word: p.L("尚未覆盖", "not yet"), Tone: kit.Plain}
		}
		t.Rows = append(t.Rows, kit.Row{ID: u.ID, URL: frame.URLOf("unit", u.ID), Cells: []kit.Cell{{Text: u.Name, URL: frame.URLOf("unit", u.ID)}, {Text: oname[u.Organ].Title}, {State: &st}, {Text: strings.Join(by, p.L("、", ", "))}}})
	}
	t.Count = matter.Itoa(len(t.Rows))
	base := "/campaigns/" + c.ID + "/cockpit/units?focus=" + f.Code
	tabs := []kit.Link{{Text: p.L("全部", "All"), URL: base, Count: len(f.Units), On: only == ""}, {Text: p.L("已覆盖", "Reached"), URL: base + "&reached=yes", Count: f.Reached(), On: only == "yes"}, {Text: p.L("尚未覆盖", "Not yet"), URL: base + "&reached=no", Count: len(f.Units) - f.Reached(), On: only == "no"}}
	h := kitHead(headOf(p, c, focusWord(p.Page, f.Code), p.L("按登记的顺序排列，不作排名", "in the register's order, no ranking"))).crumb(p, c)
	return p.Render(unitsPage(p, h, tabs, t, view{p: p}.reachText()))
}

// Terms (期限名单) lists the terms that ended in time, or after it.
func Terms(p *frame.Page) error {
	how := p.R.URL.Query().Get("how")
	ts, m, n, err := p.O.EndedTerms(p.Ctx(), p.Me, p.R.PathValue("id"), how, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	c, err := office.Item(p.Ctx(), p.O, p.Me, office.Campaigns, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	title := p.L("按期了结的期限", "Terms kept")
	if how == "late" {
		title = p.L("逾期了结的期限", "Terms kept late")
	}
	t := kit.Table{ID: "terms", Caption: title, Count: matter.Itoa(n), Cols: []kit.Col{{Label: p.L("事项", "Matter")}, {Label: p.L("期限", "Term")}, {Label: p.L("到期", "Due"), Day: true}, {Label: p.L("了结", "Ended"), Day: true}, {Label: p.L("种类", "Kind"), Narrow: true}}, Empty: emptyList(p, c.ID)}
	for _, x := range ts {
		to := frame.URLOf(x.Kind, x.Subject)
		t.Rows = append(t.Rows, kit.Row{ID: x.Subject, URL: to, Cells: []kit.Cell{{Text: p.TitleOf(x.Row), Sub: x.Number, URL: to}, {Text: p.L(x.Law.Zh, x.Law.En)}, {Text: matter.Day(p.Page, x.Clock.Due)}, {Text: matter.Day(p.Page, x.Clock.Met)}, {Text: p.KindName(x.Kind)}}})
	}
	pager(p, &t, m)
	h := kitHead(headOf(p, c, title, "")).crumb(p, c)
	return p.Render(listPage(p, h, t, p.L("一个事项可以有几个期限，每个期限一行；撤销、办结使期限不再需要的，按当天算了结。", "A matter may have several terms, each is a line; a term that ceased to matter counts as ended on that day.")))
}

// Deputies (代表参与) lists which deputies were asked to what, and came.
func Deputies(p *frame.Page) error {
	c, part, err := p.O.ParticipationIn(p.Ctx(), p.Me, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	only := p.R.URL.Query().Get("how")
	t := kit.Table{ID: "deputies", Caption: p.L("代表参与", "Deputies"), Cols: []kit.Col{{Label: p.L("会议活动", "Meeting")}, {Label: p.L("日期", "Day"), Day: true}, {Label: p.L("代表", "Deputy")}, {Label: p.L("到会", "Came")}},
		Empty: kit.Empty{Title: p.L("还没有代表参加", "No deputy yet"), Text: p.L("在会议活动里邀请代表，记录到会以后出现在这里。", "Invite deputies to meetings; attendance appears here.")}}
	for _, l := range part.Lines {
		if only == "came" && l.Came != "came" {
			continue
		}
		w := act.WordOf(meeting.Comings, l.Came)
		came := p.L(w.Zh, w.En)
		if l.Came == "" {
			came = p.L("未记", "not noted")
		}
		t.Rows = append(t.Rows, kit.Row{ID: l.Meeting, URL: "/meetings/" + l.Meeting, Cells: []kit.Cell{{Text: l.Title, URL: "/meetings/" + l.Meeting}, {Text: matter.Day(p.Page, l.Day)}, {Text: l.Name}, {Text: came}}})
	}
	t.Count = matter.Itoa(len(t.Rows))
	base := "/campaigns/" + c.ID + "/cockpit/deputies"
	tabs := []kit.Link{{Text: p.L("邀请", "Asked"), URL: base, Count: part.Asked(), On: only != "came"}, {Text: p.L("到会", "Came"), URL: base + "?how=came", Count: part.Came(), On: only == "came"}}
	h := kitHead(headOf(p, c, p.L("代表参与", "Deputies"), p.L("按会期排列，一次一行", "by day, a line each time"))).crumb(p, c)
	return p.Render(unitsPage(p, h, tabs, t, ""))
}
