package campaign

import (
	"slices"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// related are the kinds of matters under a campaign that have no card of their
// own, in the order of the work. Leads carry no campaign: theirs is their run's.
var related = []string{"meeting", "coordination", "selfcheck", "measure", "clausecheck", "screening", "lead", "draw", "review", "summary", "experience"}

// underIt is one kind with the filters whose matters belong to the campaign.
type underIt struct {
	kind    string
	filters []office.Filter
	n       int
}

// kindsUnder counts what the reader reaches of each kind under a campaign.
func kindsUnder(p *frame.Page, c campaign.Campaign) (out []underIt, err error) {
	var runs []string
	for _, k := range related {
		if !slices.ContainsFunc(access.Reaches, func(l access.Line) bool { return l.Kind == k && p.Me.Has(l.Role) }) {
			continue
		}
		u := underIt{kind: k, filters: []office.Filter{{Kinds: []string{k}, Campaign: c.ID}}}
		if k == "lead" {
			u.filters = nil
			for _, r := range runs {
				u.filters = append(u.filters, office.Filter{Kinds: []string{k}, Parent: r})
			}
		}
		for _, f := range u.filters {
			n, err := p.O.Count(p.Ctx(), p.Me, f, 1001)
			if err != nil {
				return nil, err
			}
			u.n += n
		}
		if k == "screening" && u.n > 0 {
			m, err := p.O.List(p.Ctx(), p.Me, u.filters[0], office.Cursor{}, 50)
			if err != nil {
				return nil, err
			}
			for _, r := range m.Rows {
				runs = append(runs, r.Subject)
			}
		}
		if u.n > 0 {
			out = append(out, u)
		}
	}
	return out, nil
}

// relatedCard leads to the meetings, reviews, leads and whatever else there is
// under the campaign, for its own committee.
func relatedCard(p *frame.Page, c campaign.Campaign) (templ.Component, error) {
	if !inside(p, c) {
		return nil, nil
	}
	us, err := kindsUnder(p, c)
	if err != nil {
		return nil, err
	}
	var stats []kit.Stat
	for _, u := range us {
		stats = append(stats, kit.Stat{Label: p.KindName(u.kind), Number: matter.Count(u.n), URL: Kind.Path(c.ID, "related") + "?kind=" + u.kind})
	}
	if c.Runs() && access.ScopeOf(p.Me).Counted("warning") != nil {
		n, err := p.O.Count(p.Ctx(), p.Me, office.Filter{Kinds: []string{"warning"}, States: office.LifeOf("warning").OpenStates()}, 1001)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			stats = append(stats, kit.Stat{Label: p.KindName("warning"), Number: matter.Count(n), Sub: p.L("本级全部未了结的", "all open ones of this level"), URL: "/casebook/warnings"})
		}
	}
	if len(stats) == 0 {
		return nil, nil
	}
	return kit.Inside(kit.Card(kit.CardView{Title: p.L("会议、自查、评查和线索", "Meetings, self-inspections, reviews, leads"), ID: "related"}), kit.StatTiles(stats)), nil
}

// Related (相关工作) lists the matters of one kind under a campaign.
func Related(p *frame.Page) error {
	c, _, err := Kind.Get(p)
	if err != nil {
		return err
	}
	if !inside(p, c) {
		return act.None()
	}
	us, err := kindsUnder(p, c)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(us, func(u underIt) bool { return u.kind == p.R.URL.Query().Get("kind") })
	if i < 0 {
		return act.None()
	}
	u := us[i]
	t := kit.Table{ID: "related", Caption: p.KindName(u.kind), Count: matter.Count(u.n), Cols: []kit.Col{{Label: p.KindName(u.kind)}, {Label: p.L("机关", "Organ"), Narrow: true}, {Label: p.L("状态", "State")}, {Label: p.L("登记日期", "Entered"), Day: true}}}
	size := matter.PageSize
	if len(u.filters) > 1 {
		size = 200 // of several runs together: one page
	}
	for _, f := range u.filters {
		m, err := p.O.List(p.Ctx(), p.Me, f, matter.Cursor(p), size)
		if err != nil {
			return err
		}
		for _, r := range m.Rows {
			st, url := p.StateOf(r.Kind, r.State), frame.URLOf(r.Kind, r.Subject)
			t.Rows = append(t.Rows, kit.Row{ID: r.Subject, URL: url, Cells: []kit.Cell{{Text: p.TitleOf(r), Sub: r.Number, URL: url}, {Text: organName(p, r.Organ)}, {State: &st}, {Text: matter.Day(p.Page, r.Opened)}}})
		}
		if len(u.filters) == 1 {
			if m.Prev != "" {
				t.Prev = p.Keep("before", m.Prev)
			}
			if m.Next != "" {
				t.Next = p.Keep("after", m.Next)
			}
		}
	}
	var tabs []kit.Link
	for _, x := range us {
		tabs = append(tabs, kit.Link{Text: p.KindName(x.kind), URL: Kind.Path(c.ID, "related") + "?kind=" + x.kind, Count: x.n, On: x.kind == u.kind})
	}
	h := kit.Head{Title: p.KindName(u.kind), Sub: c.Name, Crumbs: []kit.Link{Kind.List(p.Page), {Text: c.Name, URL: Kind.Path(c.ID)}}, Print: true}
	return p.Render(relatedPage(p, h, tabs, t))
}

func organName(p *frame.Page, id string) string {
	if id == "" {
		return "—"
	}
	return matter.Name(p, "organ", id)
}
