package office

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/oversight/law"
	"hengjian/store"
)

// tallies remembers what the rules counted over a register's last delivery: it
// is the same until the next one.
type tallies struct {
	mu  sync.Mutex
	m   map[string][]*casebook.Tally
	own map[string][]casebook.Cell // of one definition each: the whole, then the units
}

// talliesKept bounds the memory.
const talliesKept = 64

// RuleCounts counts the rules of its sort over a register within reach.
func (o *Office) RuleCounts(ctx context.Context, who access.Person, id string) (casebook.Register, []*casebook.Tally, error) {
	r, err := Item(ctx, o, who, store.Registers, id)
	if err != nil {
		return r, nil, err
	}
	if who.Organ != "" {
		return r, nil, act.None()
	}
	ts, err := o.tally(ctx, r)
	return r, ts, err
}

// Unjudged says which rules cannot be applied to how many rows of a register
// within reach, and what is missing. The organ asks it too: it is about the
// data it supplied; what the rules found is not.
func (o *Office) Unjudged(ctx context.Context, who access.Person, id string) ([]casebook.Unjudged, error) {
	r, err := Item(ctx, o, who, store.Registers, id)
	if err != nil {
		return nil, err
	}
	ts, err := o.tally(ctx, r)
	return casebook.UnjudgedOf(ts), err
}

func (o *Office) tally(ctx context.Context, r casebook.Register) ([]*casebook.Tally, error) {
	key := fmt.Sprintf("%s/%d", r.ID, len(r.Supplies))
	o.counts.mu.Lock()
	ts, ok := o.counts.m[key]
	o.counts.mu.Unlock()
	if ok {
		return ts, nil
	}
	s, known := casebook.SortOf(r.Sort)
	if !known {
		return nil, act.None()
	}
	c := casebook.NewCount(s, casebook.BenchOf(o.Cal, r))
	for _, p := range r.Last().Parts {
		if err := o.eachPart(s, p, nil, func(row casebook.Row) error { c.Add(row); return ctx.Err() }); err != nil {
			return nil, err
		}
	}
	o.counts.mu.Lock()
	defer o.counts.mu.Unlock()
	if o.counts.m == nil || len(o.counts.m) >= talliesKept {
		o.counts.m = map[string][]*casebook.Tally{}
	}
	o.counts.m[key] = c.Tallies()
	return c.Tallies(), nil
}

// Figure is an indicator over a register: the whole, its own history, and the
// parts in the order in which the register has them.
type Figure struct {
	Indicator casebook.Indicator
	Own       *casebook.Definition // where it is the committee's own
	Whole     casebook.Value
	Days      int // of the period
	History   []casebook.Cell
	Parts     []casebook.Cell
}

// Figures computes the indicators of a register's sort, the committee's own
// among them. by is a field of the sort, or "" for the whole alone; one limits
// it to a single indicator.
func (o *Office) Figures(ctx context.Context, who access.Person, id, from, until, by, one string) (casebook.Register, []Figure, error) {
	r, err := Item(ctx, o, who, store.Registers, id)
	if err != nil {
		return r, nil, err
	}
	s, ok := casebook.SortOf(r.Sort)
	if !ok || who.Organ != "" {
		return r, nil, act.None()
	}
	p := casebook.Period{From: cmp.Or(from, r.Since), Until: cmp.Or(until, r.Until)}
	inds, err := o.indicators(ctx, who, r.Sort, p)
	if err != nil {
		return r, nil, err
	}
	inds = slices.DeleteFunc(inds, func(i Figure) bool { return one != "" && i.Indicator.ID != one })
	return o.figures(ctx, r, s, inds, p, by)
}

// TryDefinition computes an indicator that is not defined yet over a register
// and a period: the preview of its form.
func (o *Office) TryDefinition(ctx context.Context, who access.Person, d casebook.Definition, id, from, until string) (casebook.Register, Figure, error) {
	r, err := Item(ctx, o, who, store.Registers, id)
	if err != nil {
		return r, Figure{}, err
	}
	s, ok := casebook.SortOf(r.Sort)
	if !ok || who.Organ != "" || r.Sort != d.Sort {
		return r, Figure{}, act.None()
	}
	i, err := d.Indicator()
	if err != nil {
		return r, Figure{}, err
	}
	_, out, err := o.figures(ctx, r, s, []Figure{{Indicator: i, Own: &d}}, casebook.Period{From: cmp.Or(from, r.Since), Until: cmp.Or(until, r.Until)}, "")
	if err != nil {
		return r, Figure{}, err
	}
	return r, out[0], nil
}

func (o *Office) figures(ctx context.Context, r casebook.Register, s *casebook.Sort, inds []Figure, p casebook.Period, by string) (casebook.Register, []Figure, error) {
	b := casebook.BenchOf(o.Cal, r)
	quarters := quartersOf(p)
	whole := make([]*casebook.Measure, len(inds))
	hist := make([][]*casebook.Measure, len(inds))
	for i, f := range inds {
		whole[i] = casebook.NewMeasure(f.Indicator, p, b)
		for _, q := range quarters {
			hist[i] = append(hist[i], casebook.NewMeasure(f.Indicator, q.Period, b))
		}
	}
	for _, part := range r.Last().Parts {
		err := o.eachPart(s, part, nil, func(row casebook.Row) error {
			name := ""
			if by != "" {
				name = cmp.Or(row.Get(by), "—")
			}
			for i := range inds {
				whole[i].Add(row, name)
				for _, h := range hist[i] {
					h.Add(row, "")
				}
			}
			return ctx.Err()
		})
		if err != nil {
			return r, nil, err
		}
	}
	out := make([]Figure, len(inds))
	for i, f := range inds {
		out[i] = Figure{Indicator: f.Indicator, Own: f.Own, Whole: whole[i].Whole, Days: daysOf(p), Parts: whole[i].Cells}
		for k, q := range quarters {
			out[i].History = append(out[i].History, casebook.Cell{Name: q.name, Value: hist[i][k].Whole})
		}
	}
	return r, out, nil
}

// indicators of a sort: those built in, and the committee's own that are used
// in the period.
func (o *Office) indicators(ctx context.Context, who access.Person, sort string, p casebook.Period) ([]Figure, error) {
	var out []Figure
	for _, i := range casebook.Indicators {
		if i.Sort == sort {
			out = append(out, Figure{Indicator: i})
		}
	}
	ds, err := store.Indicators.Where(o.View(ctx), "place=? AND sort=? AND state='force' ORDER BY opened, id", who.Place, sort)
	for _, d := range ds {
		if i, derr := d.Indicator(); derr == nil && d.InForce(p) {
			out = append(out, Figure{Indicator: i, Own: &d})
		}
	}
	return out, err
}

type quarter struct {
	name string
	casebook.Period
}

// maxQuarters bounds a history.
const maxQuarters = 8

// quartersOf are the last quarters of a period, oldest first.
func quartersOf(p casebook.Period) (out []quarter) {
	y, q := yearOf(p.Until), 0
	if len(p.Until) >= 7 {
		m := int(p.Until[5]-'0')*10 + int(p.Until[6]-'0')
		q = (m - 1) / 3
	}
	for range maxQuarters {
		from := fmt.Sprintf("%04d-%02d-01", y, q*3+1)
		last := [...]string{"03-31", "06-30", "09-30", "12-31"}[q]
		until := fmt.Sprintf("%04d-%s", y, last)
		if until < p.From {
			break
		}
		out = append(out, quarter{fmt.Sprintf("%d年%d季度", y, q+1), casebook.Period{From: max(from, p.From), Until: min(until, p.Until)}})
		if q--; q < 0 {
			y, q = y-1, 3
		}
	}
	slices.Reverse(out)
	return out
}

func daysOf(p casebook.Period) int {
	n := 0
	for d := law.Day(p.From); d <= law.Day(p.Until) && n < 40000; d = d.Add(1) {
		n++
	}
	return n
}

// Alarm is one rule over one unit, as it would be raised now.
type Alarm struct {
	Rule     casebook.WarnRule
	Of       casebook.Rule
	Register string
	Organ    string
	Unit     string
	Seen     casebook.Seen
	Open     string // id of the open warning for the same, "" none
	Had      string // its colour
}

// Alarms are the figures of all registers over a line, and those whose open
// warning would change colour.
func (o *Office) Alarms(ctx context.Context, who access.Person) ([]Alarm, error) {
	rs, err := o.RegistersOf(ctx, who, "")
	if err != nil || who.Organ != "" {
		return nil, err
	}
	open, err := o.openWarnings(o.View(ctx), who.Place)
	if err != nil {
		return nil, err
	}
	ds, err := store.Indicators.Where(o.View(ctx), "place=? ORDER BY opened, id", who.Place)
	if err != nil {
		return nil, err
	}
	var out []Alarm
	for _, r := range rs {
		as, err := o.alarmsOf(ctx, r, open, ds)
		if err != nil {
			return nil, err
		}
		out = append(out, as...)
	}
	return out, nil
}

func (o *Office) openWarnings(v *store.View, place string) (map[string]casebook.Warning, error) {
	ws, err := store.Warnings.Where(v, "place=? AND state NOT IN ('decided','closed') ORDER BY id", place)
	out := map[string]casebook.Warning{}
	for _, w := range ws {
		out[w.Rule+"|"+w.Organ+"|"+w.Unit] = w
	}
	return out, err
}

func (o *Office) alarmsOf(ctx context.Context, r casebook.Register, open map[string]casebook.Warning, ds []casebook.Definition) ([]Alarm, error) {
	ts, err := o.tally(ctx, r)
	if err != nil {
		return nil, err
	}
	var out []Alarm
	for _, t := range ts {
		for _, wr := range casebook.WarnRules {
			if wr.Rule == t.Rule.ID {
				out = append(out, alarmsBy(wr, r, append([]casebook.UnitCount{{Counts: t.Count}}, t.Units...), open)...)
			}
		}
	}
	own, err := o.ownAlarms(ctx, r, open, ds)
	return append(out, own...), err
}

// alarmsBy are those of one rule over the whole of a register and its units.
func alarmsBy(wr casebook.WarnRule, r casebook.Register, units []casebook.UnitCount, open map[string]casebook.Warning) (out []Alarm) {
	for i, u := range units {
		w, has := open[wr.ID+"|"+r.Organ+"|"+u.Unit]
		c := wr.Colour(u.Hits, u.Judged, w.Colour)
		if c == "" && !has || i > 0 && (len(units) == 2 || u.Unit == "") { // one unit is the whole; rows without one are in no unit
			continue
		}
		out = append(out, Alarm{Rule: wr, Of: wr.Of(), Register: r.ID, Organ: r.Organ, Unit: u.Unit, Open: w.ID, Had: w.Colour,
			Seen: casebook.Seen{Register: r.ID, Delivery: len(r.Supplies), Hits: u.Hits, Judged: u.Judged, Unknown: u.Unknown, Colour: c}})
	}
	return out
}

// ownAlarms are those of the committee's own indicators with lines. One that is
// no longer used raises nothing new; a warning that is open by it is still
// computed anew.
func (o *Office) ownAlarms(ctx context.Context, r casebook.Register, open map[string]casebook.Warning, ds []casebook.Definition) (out []Alarm, err error) {
	p := casebook.Period{From: r.Since, Until: r.Until}
	for _, d := range ds {
		wr, on := d.Warns()
		if !on || d.Sort != r.Sort || !d.InForce(p) {
			continue
		}
		cells, err := o.ownCells(ctx, r, d, p)
		if err != nil {
			return nil, err
		}
		var units []casebook.UnitCount
		for _, c := range cells {
			units = append(units, casebook.UnitCount{Unit: c.Name, Counts: casebook.Counts{Hits: int(c.Num), Judged: int(c.Den)}})
		}
		for _, a := range alarmsBy(wr, r, units, open) {
			if d.State == "force" || a.Open != "" {
				out = append(out, a)
			}
		}
	}
	return out, nil
}

// ownCells counts a definition over a register's last delivery: the whole, then
// its units, as the indicators' page has them.
func (o *Office) ownCells(ctx context.Context, r casebook.Register, d casebook.Definition, p casebook.Period) ([]casebook.Cell, error) {
	key := fmt.Sprintf("%s/%d/%s", r.ID, len(r.Supplies), d.ID)
	o.counts.mu.Lock()
	cells, ok := o.counts.own[key]
	o.counts.mu.Unlock()
	if ok {
		return cells, nil
	}
	s, known := casebook.SortOf(r.Sort)
	i, err := d.Indicator()
	if err != nil || !known {
		return nil, err
	}
	m := casebook.NewMeasure(i, p, casebook.BenchOf(o.Cal, r))
	for _, part := range r.Last().Parts {
		if err := o.eachPart(s, part, nil, func(row casebook.Row) error { m.Add(row, row.Get(s.Unit)); return ctx.Err() }); err != nil {
			return nil, err
		}
	}
	cells = append([]casebook.Cell{{Value: m.Whole}}, m.Cells...)
	o.counts.mu.Lock()
	defer o.counts.mu.Unlock()
	if o.counts.own == nil || len(o.counts.own) >= talliesKept {
		o.counts.own = map[string][]casebook.Cell{}
	}
	o.counts.own[key] = cells
	return cells, nil
}

func init() {
	needs["warning.raise"] = func(f *fact) (err error) {
		a := f.a.(*casebook.Raise)
		a.Needs, err = f.alarm(a.Rule, a.Register, a.Unit, "")
		return err
	}
	needs["warning.recompute"] = func(f *fact) (err error) {
		a, w := f.a.(*casebook.Recompute), f.was.(*casebook.Warning)
		a.Needs, err = f.alarm(w.Rule, a.Register, w.Unit, w.ID)
		return err
	}
}

// alarm counts anew for one warning: the form cannot say the figures.
func (f *fact) alarm(rule, register, unit, own string) (n casebook.WarningNeeds, err error) {
	r, err := store.Registers.Load(f.view(), register)
	if err != nil || r.Place != f.who.Place || r.State == "withdrawn" {
		return n, noneIsNot(err)
	}
	open, err := f.o.openWarnings(f.view(), f.who.Place)
	if err != nil {
		return n, err
	}
	ds, err := store.Indicators.Where(f.view(), "place=? ORDER BY opened, id", f.who.Place)
	if err != nil {
		return n, err
	}
	as, err := f.o.alarmsOf(f.tx.Ctx(), r, open, ds)
	for _, a := range as {
		if a.Rule.ID == rule && a.Unit == unit {
			n = casebook.WarningNeeds{Found: true, Organ: r.Organ, Seen: a.Seen, Own: a.Rule.Own, Exists: a.Open != "" && a.Open != own}
		}
	}
	return n, err
}

// DefinitionsOf are the committee's own indicators.
func (o *Office) DefinitionsOf(ctx context.Context, who access.Person) ([]casebook.Definition, error) {
	ds, err := store.Indicators.Where(o.View(ctx), "place=? ORDER BY opened, id", who.Place)
	sc := access.ScopeOf(who)
	return slices.DeleteFunc(ds, func(d casebook.Definition) bool { return !sc.Sees("indicator", &d.Head) }), err
}
