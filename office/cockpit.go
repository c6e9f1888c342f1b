package office

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/law"
	"hengjian/store"
)

// Cockpit (专项态势) is how a campaign stands, in numbers that each open their
// list. Of committees below it holds numbers alone (same-level power).
type Cockpit struct {
	C       campaign.Campaign
	Day     string // the day it shows, today or earlier
	Past    bool
	Tally   []store.Tally    // as it stands now
	Stood   []store.Standing // as it stood on a day that is past
	Overdue map[string]int   // by kind: terms passed that still run
	Sorts   map[string]string
	Focus   []Focus
	Levels  []Level
	Part    Participation
}

// What pages read of it.
type (
	Tally    = store.Tally
	Standing = store.Standing
	Stood    = store.Stood
	StoodAt  = store.StoodAt
)

// CockpitKinds are the kinds of matters a cockpit counts, in its order.
var CockpitKinds = []string{"clue", "problem", "task", "selfcheck", "meeting", "coordination"}

func cockpitKinds() []string {
	return slices.DeleteFunc(slices.Clone(CockpitKinds), func(k string) bool { return store.TableOf(k) == nil })
}

// cockpitCampaign loads the campaign for those who may see its cockpit: people
// of its own committee who reach its tasks. Anybody else finds nothing there.
func (o *Office) cockpitCampaign(ctx context.Context, who access.Person, id string) (campaign.Campaign, error) {
	c, err := Item(ctx, o, who, store.Campaigns, id)
	if err != nil {
		return c, err
	}
	if c.Place != who.Place || len(access.ScopeOf(who).Counted("task")) == 0 {
		return campaign.Campaign{}, act.None()
	}
	return c, nil
}

// MayCockpit reports whether the person may see the cockpit of a campaign that
// she sees.
func MayCockpit(who access.Person, c campaign.Campaign) bool {
	return c.Place == who.Place && len(access.ScopeOf(who).Counted("task")) > 0
}

// Cockpit reads how a campaign stands today, or how it stood at the end of an
// earlier day ("" today). Days before the campaign and after today are today.
func (o *Office) Cockpit(ctx context.Context, who access.Person, id, day string) (*Cockpit, error) {
	c, err := o.cockpitCampaign(ctx, who, id)
	if err != nil {
		return nil, err
	}
	today := act.DayOf(o.Now())
	k := &Cockpit{C: c, Day: today}
	v, sc := o.View(ctx), access.ScopeOf(who)
	if k.Tally, err = v.Tally(sc, id, cockpitKinds()...); err != nil {
		return nil, err
	}
	if n, ok := store.DayNo(day); ok && day < today {
		k.Day, k.Past = day, true
		k.Stood, err = v.StoodOn(sc, id, n, cockpitKinds()...)
		if err != nil {
			return nil, err
		}
		k.Levels, err = o.levels(v, c, k.Day)
		return k, err
	}
	if k.Overdue, err = v.Overdue(sc, id, o.Now().UnixMicro(), cockpitKinds()...); err != nil {
		return nil, err
	}
	if k.Sorts, err = v.OrganSorts(); err != nil {
		return nil, err
	}
	if k.Focus, err = o.focus(v, sc, c, k.Sorts); err != nil {
		return nil, err
	}
	if k.Levels, err = o.levels(v, c, k.Day); err != nil {
		return nil, err
	}
	k.Part, err = o.participation(v, sc, c)
	return k, err
}

// Of lists the rows of one kind.
func (k *Cockpit) Of(kind string) (out []store.Tally) {
	for _, t := range k.Tally {
		if t.Kind == kind {
			out = append(out, t)
		}
	}
	return out
}

// Sum adds up the rows that a test holds of.
func (k *Cockpit) Sum(is func(store.Tally) bool) int {
	n := 0
	for _, t := range k.Tally {
		if is(t) {
			n += t.N
		}
	}
	return n
}

// Terms adds up the terms that ended in time and after it.
func (k *Cockpit) Terms() (kept, late int) {
	for _, t := range k.Tally {
		kept, late = kept+t.Kept, late+t.Late
	}
	return kept, late
}

// SortOf is the sort of organ that a matter concerns, "" where none is named or
// it is not in the register.
func (k *Cockpit) SortOf(organ string) string { return k.Sorts[organ] }

// OrgansOf lists the organs of a sort, for a filter; for "" those of the rows
// that belong to no sort.
func (k *Cockpit) OrgansOf(sort string) (out []string) {
	if sort == "" {
		out = append(out, "")
		for _, t := range k.Tally {
			if t.Organ != "" && k.Sorts[t.Organ] == "" && !slices.Contains(out, t.Organ) {
				out = append(out, t.Organ)
			}
		}
		return out
	}
	for _, t := range k.Tally { // those that occur: a filter over a whole province's organs would be long
		if k.Sorts[t.Organ] == sort && !slices.Contains(out, t.Organ) {
			out = append(out, t.Organ)
		}
	}
	slices.Sort(out)
	return out
}

// Focus is one of the two focus groups (基层庭科队所、业务部门): the listed units in
// the plan's scope, and by what each was reached.
type Focus struct {
	Code  string // grassroots | business
	Units []FocusUnit
}

// FocusUnit is a unit with the kinds of matters that reached it.
type FocusUnit struct {
	store.FocusUnit
	By []string
}

// Reached counts the units that something reached.
func (f Focus) Reached() int {
	n := 0
	for _, u := range f.Units {
		if len(u.By) > 0 {
			n++
		}
	}
	return n
}

// ReachKinds say what reaches a unit: kinds of matters and the states in which
// they have. A message that names a unit does not reach it, nor does a check by
// another body.
var ReachKinds = []struct {
	Kind   string
	States []string
}{
	{"meeting", []string{"held", "minuted"}},
	{"task", []string{"accepted", "doing", "blocked", "reported", "returned", "confirmed"}},
	{"selfcheck", []string{"submitted", "checked", "accepted"}},
	{"problem", []string{"confirmed", "handed", "signed", "planned", "rectifying", "claimed", "verifying", "verified", "closed", "settled", "long_term"}},
}

// focus finds out which units of the two groups were reached. Where the plan
// names sorts of organs, units of others do not count.
func (o *Office) focus(v *store.View, sc access.Scope, c campaign.Campaign, sorts map[string]string) ([]Focus, error) {
	units, err := v.FocusUnits(c.Place, act.DayOf(o.Now()))
	if err != nil {
		return nil, err
	}
	by := map[string][]string{}
	for _, r := range ReachKinds {
		if store.TableOf(r.Kind) == nil {
			continue
		}
		ids, err := v.Reached(sc, c.ID, r.Kind, r.States)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			by[id] = append(by[id], r.Kind)
		}
	}
	out := []Focus{{Code: "grassroots"}, {Code: "business"}}
	for _, u := range units {
		if len(c.Plan.Scope.Sorts) > 0 && !slices.Contains(c.Plan.Scope.Sorts, sorts[u.Organ]) {
			continue
		}
		f := &out[0]
		if u.Focus == "business" {
			f = &out[1]
		}
		f.Units = append(f.Units, FocusUnit{u, by[u.ID]})
	}
	return out, nil
}

// FocusOf lists the units of a focus group with what reached each.
func (o *Office) FocusOf(ctx context.Context, who access.Person, id, code string) (campaign.Campaign, Focus, map[string]string, error) {
	c, err := o.cockpitCampaign(ctx, who, id)
	if err != nil {
		return c, Focus{}, nil, err
	}
	v := o.View(ctx)
	sorts, err := v.OrganSorts()
	if err != nil {
		return c, Focus{}, nil, err
	}
	fs, err := o.focus(v, access.ScopeOf(who), c, sorts)
	for _, f := range fs {
		if f.Code == code {
			return c, f, sorts, err
		}
	}
	return c, Focus{}, nil, act.None()
}

// Participation (代表参与): what deputies were asked to under the campaign and
// came to.
type Participation struct {
	Shown bool // the reader reaches meetings
	Lines []Part
}

// Part is one deputy asked to one meeting.
type Part struct {
	Meeting, Title, Day string
	Name                string
	Came                string // a code of meeting.Comings, "" not yet known
}

// Asked counts the times that deputies were asked.
func (p Participation) Asked() int { return len(p.Lines) }

// Came counts the times that they came.
func (p Participation) Came() int {
	n := 0
	for _, l := range p.Lines {
		if l.Came == "came" {
			n++
		}
	}
	return n
}

func (o *Office) participation(v *store.View, sc access.Scope, c campaign.Campaign) (Participation, error) {
	if len(sc.Counted("meeting")) == 0 {
		return Participation{}, nil
	}
	ms, err := store.Meetings.Where(v, "id IN (SELECT subject FROM matter WHERE campaign=? AND kind='meeting') ORDER BY day, begins, id", c.ID)
	p := Participation{Shown: true}
	for _, m := range ms {
		if m.State == "cancelled" || !sc.Sees("meeting", &m.Head) {
			continue
		}
		for _, g := range m.Guests {
			if g.Sort == "deputy" {
				p.Lines = append(p.Lines, Part{m.ID, m.Title, m.Day, g.Name, g.Came})
			}
		}
	}
	return p, err
}

// ParticipationIn lists them for the page behind the number.
func (o *Office) ParticipationIn(ctx context.Context, who access.Person, id string) (campaign.Campaign, Participation, error) {
	c, err := o.cockpitCampaign(ctx, who, id)
	if err != nil {
		return c, Participation{}, err
	}
	p, err := o.participation(o.View(ctx), access.ScopeOf(who), c)
	if err == nil && !p.Shown {
		err = act.None()
	}
	return c, p, err
}

// Level is one committee's line in the strip of levels and stages.
type Level struct {
	Place, Name, Level string
	State              string // of its campaign, "" where it has no plan made from this one
	Own                bool   // the committee whose cockpit it is
	Stages             []LevelStage
	Asked, Answered    int // requirements of the shared plan and those that tasks or a reason answer
	Tasks, Done        int
}

// LevelStage is one stage of one committee's plan, as of the cockpit's day.
type LevelStage struct {
	Name, Since, Until string
	Now                string // done | here | ahead
}

// plans keeps plans of committees below by the version of their campaign:
// a cockpit of a province reads a hundred of them.
type plans struct {
	mu sync.Mutex
	m  map[string]campaign.Campaign
}

const plansKept = 2000

// all gives the campaigns in order. Those whose version in force is not at hand
// are loaded side by side: taking a plan of hundreds of requirements apart costs
// more than reading it.
func (ps *plans) all(v *store.View, made []store.CampaignVersion) ([]campaign.Campaign, error) {
	out := make([]campaign.Campaign, len(made))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, x := range made {
		if c, ok := ps.kept(x); ok {
			out[i] = c
			continue
		}
		g.Go(func() (err error) {
			if out[i], err = store.Campaigns.Load(v, x.ID); err == nil {
				ps.keep(out[i])
			}
			return err
		})
	}
	return out, g.Wait()
}

func (ps *plans) kept(x store.CampaignVersion) (campaign.Campaign, bool) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	c, ok := ps.m[x.ID]
	return c, ok && c.Version == x.Version
}

func (ps *plans) keep(c campaign.Campaign) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if ps.m == nil || len(ps.m) >= plansKept {
		ps.m = map[string]campaign.Campaign{}
	}
	ps.m[c.ID] = c
}

// madeFrom reads the adopted plans made from campaigns by committees below.
// Drafts are not yet their plans (a plan is what its own council has adopted).
func (o *Office) madeFrom(v *store.View, from ...campaign.Campaign) ([]campaign.Campaign, error) {
	ids, place := make([]string, len(from)), map[string]string{}
	for i, c := range from {
		ids[i], place[c.ID] = c.ID, c.Place
	}
	made, err := v.MadeFrom(ids)
	if err != nil {
		return nil, err
	}
	all, err := o.plans.all(v, made)
	var out []campaign.Campaign
	for i, l := range all {
		if adopted(l) && beneath(l.Place, place[made[i].Parent]) {
			out = append(out, l)
		}
	}
	return out, err
}

func adopted(c campaign.Campaign) bool {
	return !slices.Contains(unadopted, c.State) && c.Adopted != ""
}

// unadopted are the states before a council has adopted a plan.
var unadopted = []string{"argued", "rejected", "drafting"}

// levels is the strip: this committee, then those below by level and place.
// Of them it says which plan they have and how many tasks, never which.
func (o *Office) levels(v *store.View, c campaign.Campaign, day string) ([]Level, error) {
	below, err := o.madeFrom(v, c)
	if err != nil {
		return nil, err
	}
	more, err := o.madeFrom(v, below...) // a county's own plan may be made from its city's
	if err != nil {
		return nil, err
	}
	below = append(below, more...)
	all := append([]campaign.Campaign{c}, below...)
	ids := make([]string, len(all))
	for i, l := range all {
		ids[i] = l.ID
	}
	list, err := v.TaskCounts(ids)
	if err != nil {
		return nil, err
	}
	counts := map[string][]store.TaskCount{}
	for _, n := range list {
		counts[n.Campaign] = append(counts[n.Campaign], n)
	}
	cs, err := store.Congresses.Where(v, "1=1 ORDER BY place")
	if err != nil {
		return nil, err
	}
	plan := map[string]campaign.Campaign{}
	for _, l := range below {
		if _, twice := plan[l.Place]; !twice {
			plan[l.Place] = l
		}
	}
	var out []Level
	for _, level := range []string{"province", "city", "county"} {
		for _, g := range cs {
			if campaign.LevelOf(g.Place) != level || g.Place != c.Place && !beneath(g.Place, c.Place) {
				continue
			}
			l := Level{Place: g.Place, Name: g.Short, Level: level, Own: g.Place == c.Place}
			if p, ok := plan[g.Place]; ok {
				l.fill(p, c, counts[p.ID], day)
			} else if l.Own {
				l.fill(c, c, counts[c.ID], day)
			}
			out = append(out, l)
		}
	}
	return out, nil
}

// fill takes the stages of a plan and the counts of its own tasks.
func (l *Level) fill(p, shared campaign.Campaign, counts []store.TaskCount, day string) {
	l.State = p.State
	for _, s := range p.Plan.Stages {
		x := LevelStage{Name: s.Name, Since: s.Since, Until: s.Until, Now: "here"}
		if s.Until < day {
			x.Now = "done"
		} else if s.Since > day {
			x.Now = "ahead"
		}
		l.Stages = append(l.Stages, x)
	}
	prefix := "u:"
	if p.ID == shared.ID {
		prefix = ""
	}
	answered := map[string]bool{}
	for _, n := range counts {
		if n.State == "cancelled" {
			continue
		}
		l.Tasks += n.N
		if n.State == "confirmed" {
			l.Done += n.N
		}
		if key, ok := strings.CutPrefix(n.Via, prefix); ok && n.N > 0 {
			answered[key] = true
		}
	}
	if p.Upper != shared.ID && p.ID != shared.ID {
		return // made from a plan in between: its requirements are that plan's
	}
	for _, r := range shared.Plan.Requirements {
		if r.Who == "organs" && p.ID != shared.ID {
			continue
		}
		l.Asked++
		_, not := p.NotApplicable(r.Key)
		if answered[r.Key] || not && p.ID != shared.ID {
			l.Answered++
		}
	}
}

// CockpitList is a list behind one of a cockpit's numbers: the matters that are
// counted, and how many there are.
func (o *Office) CockpitList(ctx context.Context, who access.Person, f Filter, c Cursor, size int) (Matters, int, error) {
	if _, err := o.cockpitCampaign(ctx, who, f.Campaign); err != nil {
		return Matters{}, 0, err
	}
	m, err := o.List(ctx, who, f, c, size)
	if err != nil {
		return m, 0, err
	}
	n, err := o.Count(ctx, who, f, 1<<30)
	return m, n, err
}

// StoodOn lists the matters of a kind that stood in a state at the end of a
// day, with how they stand now, and how many there were.
func (o *Office) StoodOn(ctx context.Context, who access.Person, id, kind, state, day string, after store.StoodAt, size int) (rows []store.Stood, next store.StoodAt, n int, err error) {
	if _, err = o.cockpitCampaign(ctx, who, id); err != nil {
		return nil, next, 0, err
	}
	no, ok := store.DayNo(day)
	if !ok || !slices.Contains(cockpitKinds(), kind) {
		return nil, next, 0, act.None()
	}
	v, sc := o.View(ctx), access.ScopeOf(who)
	all, err := v.StoodOn(sc, id, no, kind)
	if err != nil {
		return nil, next, 0, err
	}
	for _, s := range all {
		if s.State == state {
			n = s.N
		}
	}
	rows, next, err = v.StoodList(sc, id, kind, state, no, after, size)
	return rows, next, n, err
}

// Term is one term of a matter that ended.
type Term struct {
	Row
	Clock act.Clock
	Law   law.Rule
}

// EndedTerms lists the terms under a campaign that ended in time ("kept") or
// after it ("late"): page by page of matters, each with its terms.
func (o *Office) EndedTerms(ctx context.Context, who access.Person, id, how string, c Cursor, size int) (out []Term, m Matters, n int, err error) {
	if _, err = o.cockpitCampaign(ctx, who, id); err != nil {
		return nil, m, 0, err
	}
	if how != "kept" && how != "late" {
		return nil, m, 0, act.None()
	}
	v, sc := o.View(ctx), access.ScopeOf(who)
	tally, err := v.Tally(sc, id, cockpitKinds()...)
	if err != nil {
		return nil, m, 0, err
	}
	for _, t := range tally {
		if how == "kept" {
			n += t.Kept
		} else {
			n += t.Late
		}
	}
	if m, err = o.List(ctx, who, Filter{Kinds: cockpitKinds(), Campaign: id, Terms: how}, c, size); err != nil {
		return nil, m, 0, err
	}
	for _, r := range m.Rows {
		s, _, err := store.TableOf(r.Kind).LoadAny(v, r.Subject)
		if err != nil {
			return nil, m, 0, err
		}
		for _, k := range head(s).Clocks {
			if k.Met != "" && (k.Met <= k.Due) == (how == "kept") {
				rule, _ := o.Rules.At(r.Place, law.Day(head(s).Regime), k.Rule)
				out = append(out, Term{r, k, rule})
			}
		}
	}
	return out, m, n, nil
}

// DayOfNo writes the day that a number in [Stood] means.
func DayOfNo(n int64) string { return store.DayOfNo(n) }
