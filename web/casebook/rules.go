package casebook

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"hengjian/gongwen"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// choose finds the register a page is about: the one asked for, else the first.
func choose(p *frame.Page) (id string, field kit.Field, err error) {
	rs, err := p.O.RegistersOf(p.Ctx(), p.Me, "")
	if err != nil {
		return "", field, err
	}
	field = kit.Field{Name: "register", Label: p.L("登记簿", "Register"), Small: true}
	asked := p.R.URL.Query().Get("register")
	for _, r := range rs {
		field.Options = append(field.Options, kit.Option{Value: r.ID, Label: matter.Name(p, "organ", r.Organ) + " · " + r.Title})
		if r.ID == asked || id == "" && asked == "" {
			id = r.ID
		}
	}
	if asked != "" && id == "" {
		return "", field, act.None()
	}
	field.Value = id
	return id, field, nil
}

// Rules (审限与规则) says how often each rule of law was not kept, by unit.
func Rules(p *frame.Page) error {
	if err := staffOnly(p); err != nil {
		return err
	}
	id, field, err := choose(p)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("审限与规则", "Time limits and rules"), Sub: p.L("缺了事实就“无法判断”，不算超期。", "Where a fact is missing nothing is concluded; it never counts as overdue."), Crumbs: []kit.Link{crumb(p.Page)}, Print: true}
	v := rulesView{p: p, filters: kit.Filters{Fields: []kit.Field{field}}}
	if id == "" {
		return p.Render(rulesPage(v, h))
	}
	r, ts, err := p.O.RuleCounts(p.Ctx(), p.Me, id)
	if err != nil {
		return err
	}
	v.r, v.tallies = r, ts
	v.rule = p.R.URL.Query().Get("rule")
	if i := slices.IndexFunc(ts, func(t *casebook.Tally) bool { return t.Rule.ID == v.rule }); v.rule != "" {
		if i < 0 {
			return act.None()
		}
		v.one = ts[i]
	}
	if p.R.URL.Query().Get("as") == "xlsx" {
		return v.xlsx()
	}
	h.Actions = []kit.Link{{Text: p.L("导出 xlsx", "Export xlsx"), URL: p.Keep("as", "xlsx")}}
	return p.Render(rulesPage(v, h))
}

type rulesView struct {
	p       *frame.Page
	r       casebook.Register
	filters kit.Filters
	tallies []*casebook.Tally
	rule    string
	one     *casebook.Tally
}

// spanText writes 12.0%（9.1%–15.6%）.
func spanText(p *kit.Page, k, n int) (text, sub string) {
	if n == 0 {
		return "—", p.L("没有可判断的", "none could be judged")
	}
	iv, exact := casebook.IntervalOf(k, n)
	how := "Wilson"
	if exact {
		how = p.L("精确", "exact")
	}
	return one(float64(k) / float64(n)), one(iv.Lo) + "–" + one(iv.Hi) + " · " + how
}

func one(x float64) string { return fmt.Sprintf("%.1f%%", 100*x) }

func basisText(p *kit.Page, r casebook.Rule) string {
	zh, en := law.Cite(r.Basis)
	s := p.L(zh, en)
	if r.From != "" {
		s += p.L("，适用于 ", ", from ") + r.From + p.L(" 起", "")
	}
	if !r.Confirmed {
		s += p.L("（待本级确认）", " (to be confirmed)")
	}
	return s
}

func (v rulesView) table() kit.Table {
	p := v.p
	t := kit.Table{ID: "rules", Caption: p.L("规则", "Rules"), Cols: []kit.Col{{Label: p.L("没有做到的", "What was not kept")}, {Label: p.L("比例（95% 区间）", "Share (95% interval)")}, {Label: p.L("件", "Cases"), Num: true}, {Label: p.L("能判断", "Judged"), Num: true}, {Label: p.L("无法判断", "Cannot be judged"), Num: true}}}
	for _, x := range v.tallies {
		text, sub := spanText(p.Page, x.Count.Hits, x.Count.Judged)
		u := p.Keep("rule", x.Rule.ID)
		t.Rows = append(t.Rows, kit.Row{ID: x.Rule.ID, Label: x.Rule.Zh, URL: u, Cells: []kit.Cell{{Text: p.L(x.Rule.Zh, x.Rule.En), Sub: basisText(p.Page, x.Rule), URL: u}, {Text: text, Sub: sub}, {Text: itoa(x.Count.Hits)}, {Text: itoa(x.Count.Judged)}, {Text: itoa(x.Count.Unknown)}}})
	}
	return t
}

// units is one rule by unit, in the order of the register.
func (v rulesView) units() kit.Table {
	p, x := v.p, v.one
	t := kit.Table{ID: "units", Caption: p.L("按单位", "By unit"), Cols: []kit.Col{{Label: p.L("单位", "Unit")}, {Label: p.L("比例（95% 区间）", "Share (95% interval)")}, {Label: p.L("件", "Cases"), Num: true}, {Label: p.L("能判断", "Judged"), Num: true}, {Label: p.L("无法判断", "Cannot be judged"), Num: true}, {Label: p.L("与全部相比", "Against the whole")}}}
	centre := 0.0
	if x.Count.Judged > 0 {
		centre = float64(x.Count.Hits) / float64(x.Count.Judged)
	}
	for i, u := range x.Units {
		text, sub := spanText(p.Page, u.Hits, u.Judged)
		t.Rows = append(t.Rows, kit.Row{ID: fmt.Sprint(i), Label: u.Unit, Cells: []kit.Cell{{Text: cmp.Or(u.Unit, p.L("没有写单位", "no unit given"))}, {Text: text, Sub: sub}, {Text: itoa(u.Hits)}, {Text: itoa(u.Judged)}, {Text: itoa(u.Unknown)}, {Text: funnelText(p.Page, u.Hits, u.Judged, centre)}}})
	}
	return t
}

// funnelText says whether a share lies beyond what chance lets such a number
// of cases differ.
func funnelText(p *kit.Page, k, n int, centre float64) string {
	if n == 0 {
		return "—"
	}
	l := casebook.FunnelLimits(centre, n)
	x := float64(k) / float64(n)
	lim := one(l.Lo) + "–" + one(l.Hi)
	switch {
	case x > l.Hi:
		return p.L("高于控制线 ", "above the limits ") + lim
	case x < l.Lo:
		return p.L("低于控制线 ", "below the limits ") + lim
	}
	return p.L("在控制线内 ", "within the limits ") + lim
}

func (v rulesView) months() kit.Chart {
	p, x := v.p, v.one
	c := kit.Chart{Title: p.L("按月", "By month"), Unit: p.L("件", "cases")}
	var ms []string
	for m := range x.Months {
		ms = append(ms, m)
	}
	slices.Sort(ms)
	if len(ms) > 24 {
		ms = ms[len(ms)-24:]
	}
	for _, m := range ms {
		n := x.Months[m]
		c.Points = append(c.Points, kit.Point{Label: m, Value: float64(n.Hits), Text: fmt.Sprintf("%d / %d", n.Hits, n.Judged)})
	}
	return c
}

func (v rulesView) why() (out []kit.Fact) {
	for w, n := range v.one.Why {
		out = append(out, kit.Fact{Term: cmp.Or(v.p.L(w[0], w[1]), "—"), Text: itoa(n)})
	}
	slices.SortFunc(out, func(a, b kit.Fact) int { return strings.Compare(a.Term, b.Term) })
	return out
}

func (v rulesView) openText() string {
	return v.p.L(fmt.Sprintf("另有 %d 件尚未办结：只计数，不列号。", v.one.Open), fmt.Sprintf("%d more are not concluded: counted, never listed.", v.one.Open))
}

// toLead is the way from a rule to the queue of leads: a plan in the ledger,
// opened by somebody else, whose units two people look at.
func (v rulesView) toLead() []kit.Link {
	if !v.p.Me.Has(access.Clerk) || v.one.Count.Hits == v.one.Open {
		return nil
	}
	return []kit.Link{{Text: v.p.L("登记为筛查计划，形成线索", "Declare as a screening, for leads"), URL: "/screenings/new?" + url.Values{"register": {v.r.ID}, "rule": {v.one.Rule.ID}}.Encode()}}
}

func (v rulesView) back() string { return "/casebook/rules?register=" + url.QueryEscape(v.r.ID) }

func (v rulesView) xlsx() error {
	p := v.p
	matter.Download(p, "rules-"+v.r.Until+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	front := gongwen.Front{Title: p.L("审限与规则", "Time limits and rules"), Lines: [][2]string{{p.L("登记簿", "Register"), v.r.Title}, {p.L("机关", "Organ"), matter.Name(p, "organ", v.r.Organ)}, {p.L("期间", "Period"), v.r.Since + " — " + v.r.Until}}}
	return gongwen.WriteBook(p.W, front, gongwen.Leaf{Name: p.L("规则", "Rules"), Cols: heads(p.L("没有做到的", "What was not kept"), p.L("单位", "Unit"), p.L("件", "Cases"), p.L("能判断", "Judged"), p.L("无法判断", "Cannot be judged"), p.L("区间", "Interval"), p.L("依据", "Basis")),
		Each: func(row func(...any) error) error {
			for _, x := range v.tallies {
				if v.one != nil && x != v.one {
					continue
				}
				for _, u := range append([]casebook.UnitCount{{Unit: p.L("全部", "all"), Counts: x.Count}}, x.Units...) {
					_, sub := spanText(p.Page, u.Hits, u.Judged)
					if err := row(p.L(x.Rule.Zh, x.Rule.En), u.Unit, u.Hits, u.Judged, u.Unknown, sub, basisText(p.Page, x.Rule)); err != nil {
						return err
					}
				}
			}
			return nil
		}})
}
