package office

import (
	"context"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/store"
)

// The read side as pages see it: web imports office, never store.
type (
	Row     = store.MatterRow
	Filter  = store.Filter
	Cursor  = store.Cursor
	Matters = store.Matters
	Line    = store.Line
	Await   = store.Await
)

// The shelves, for Item.
var (
	Clues       = store.Clues
	Legs        = store.Legs
	Problems    = store.Problems
	Openings    = store.Openings
	Accounts    = store.Accounts
	Keys        = store.Keys
	Delegations = store.Delegations
	Congresses  = store.Congresses
	Places      = store.Places
	Organs      = store.Organs
	Units       = store.Units
	Officers    = store.Officers
	Deputies    = store.Deputies
	Stations    = store.Stations
	Members     = store.Members
	Sittings    = store.Sittings
	Corrections = store.Corrections
	Campaigns   = store.Campaigns
	Imports     = store.Imports

	Circulars  = store.Circulars
	Programmes = store.Programmes

	Meetings      = store.Meetings
	Coordinations = store.Coordinations
	Draws         = store.Draws
	Reviews       = store.Reviews
	Exercises     = store.Exercises
	Screenings    = store.Screenings
	Leads         = store.Leads
	Rosters       = store.Rosters
	Summaries     = store.Summaries
	Experiences   = store.Experiences

	Selfchecks   = store.Selfchecks
	Measures     = store.Measures
	Clausechecks = store.Clausechecks

	Tasks     = store.Tasks
	Handovers = store.Handovers

	Registers  = store.Registers
	Indicators = store.Indicators
	Warnings   = store.Warnings
)

// ParseCursor reads a list's place from a URL.
func ParseCursor(s string) Cursor { return store.ParseCursor(s) }

// Item reads one subject that the person may see; out of reach is the same
// refusal as a number that never existed.
func Item[S any](ctx context.Context, o *Office, who access.Person, sh store.Shelf[S], id string) (S, error) {
	s, err := sh.Load(o.View(ctx), id)
	if err != nil {
		return s, err
	}
	if !access.ScopeOf(who).Sees(sh.Kind, head(&s)) {
		var none S
		return none, act.None()
	}
	return s, nil
}

// List reads a page of matters.
func (o *Office) List(ctx context.Context, who access.Person, f Filter, c Cursor, size int) (Matters, error) {
	f, err := o.widened(ctx, f)
	if err != nil {
		return Matters{}, err
	}
	return o.View(ctx).Matters(access.ScopeOf(who), o.wide(who, f), c, size)
}

// Count counts matters up to a limit.
func (o *Office) Count(ctx context.Context, who access.Person, f Filter, limit int) (int, error) {
	f, err := o.widened(ctx, f)
	if err != nil {
		return 0, err
	}
	return o.View(ctx).CountMatters(access.ScopeOf(who), f, limit)
}

// wide names the classes under a heading one by one: each has its own order in
// the index, a range of them has none.
func (o *Office) wide(who access.Person, f Filter) Filter {
	p, ok := strings.CutSuffix(f.Class, ".")
	if !ok || p == "" || len(f.Kinds) != 1 || f.ByDue || f.Text != "" {
		return f
	}
	if cs := o.Taxonomy(who.Place).Under(f.Class); len(cs) > 0 {
		f.Class, f.Classes = "", cs
	}
	return f
}

// CountBy counts matters by a column.
func (o *Office) CountBy(ctx context.Context, who access.Person, f Filter, col string) (map[string]int, error) {
	f, err := o.widened(ctx, f)
	if err != nil {
		return nil, err
	}
	return o.View(ctx).CountBy(access.ScopeOf(who), f, col)
}

// Titles names other subjects that the person may see.
func (o *Office) Titles(ctx context.Context, who access.Person, kind string, ids []string) (map[string]Row, error) {
	return o.View(ctx).Titles(access.ScopeOf(who), kind, ids, act.DayOf(o.Now()))
}

// History lists a matter's lines; the caller has shown that it may be seen.
func (o *Office) History(ctx context.Context, kind, id string) ([]Line, error) {
	return o.View(ctx).History(kind, id)
}

// Names maps account ids to names, for timelines.
func (o *Office) Names(ctx context.Context, ids []string) (map[string]string, error) {
	out := map[string]string{"public": "公众", "importer": "导入", "clock": "时钟", "setup": "初始化"}
	for _, id := range ids {
		if _, ok := out[id]; ok || id == "" {
			continue
		}
		a, err := store.Accounts.Load(o.View(ctx), id)
		if act.KindOf(err) == act.Missing {
			out[id] = "—"
			continue
		}
		if err != nil {
			return nil, err
		}
		out[id] = a.Person
	}
	return out, nil
}

// Choice is one act on a matter's page: lawful now, or why not yet.
type Choice struct {
	Step   act.Step
	Verb   act.Verb
	Role   act.Role
	Refuse *act.Refusal // nil: may be done now
}

// Choices lists what the person may do with a subject now, and the acts of her
// functions that are not lawful yet, with the reason.
func (o *Office) Choices(ctx context.Context, who access.Person, kind string, s any) ([]Choice, error) {
	h, life := head(s), LifeOf(kind)
	if life == nil || !access.Sees(who, kind, h) {
		return nil, act.None()
	}
	roll, err := o.View(ctx).Roll(kind, h.ID)
	if err != nil {
		return nil, err
	}
	m := act.Moment{By: who.ID, Roll: roll}
	var out []Choice
	seen := map[act.Name]bool{}
	for _, st := range life.Lawful(life.On(s, act.DayOf(o.Now())), h.Regime) {
		role, err := access.May(who, st, kind, h)
		if st.Off || seen[st.Do] || err != nil {
			continue
		}
		seen[st.Do] = true
		c := Choice{Step: st, Verb: life.Verb(st.Do), Role: role}
		for _, n := range st.Not {
			if m.DidBefore(who.ID, n) {
				c.Refuse = act.Refuse(act.Forbidden, "您办过“"+life.Verb(n).Zh+"”，须由另一人办。", "You did “"+life.Verb(n).En+"”; somebody else must.")
			}
		}
		out = append(out, c)
	}
	for _, st := range life.Steps {
		if _, err := access.May(who, st, kind, h); err != nil || seen[st.Do] || st.Off || st.From[0] == act.Birth {
			continue
		}
		seen[st.Do] = true
		from := life.State(st.From[0])
		out = append(out, Choice{Step: st, Verb: life.Verb(st.Do),
			Refuse: act.Refuse(act.NotNow, "到“"+from.Zh+"”时可以办。", "Possible once “"+from.En+"”.")})
	}
	return out, nil
}

// Awaits lists the states that wait for the person's functions.
func Awaits(who access.Person) []Await {
	var out []Await
	seen := map[Await]bool{}
	for _, l := range Lives() {
		for _, st := range l.Steps {
			if !st.Main || st.Off {
				continue
			}
			for _, r := range st.Who {
				for _, from := range st.From {
					a := Await{Kind: l.Kind, State: from, Holder: holder(who, st), Shown: sentTo(who, st)}
					if who.Has(r) && from != act.Birth && !seen[a] {
						seen[a] = true
						out = append(out, a)
					}
				}
			}
		}
	}
	return out
}

// holder is the person for whom alone a step waits, "" a whole function: what
// one of the congress's staff answers for does not wait for her colleagues.
func holder(who access.Person, st act.Step) string {
	if st.Own && who.Side() == "congress" {
		return who.ID
	}
	return ""
}

// sentTo is the mark of what was sent to the person's committee, where a step
// waits for that alone; "" otherwise.
func sentTo(who access.Person, st act.Step) string {
	if st.Sent && who.Side() == "congress" {
		return access.ToCommittee(who.Place)
	}
	return ""
}

// Mine lists what waits for the person, by clock, urgent first.
func (o *Office) Mine(ctx context.Context, who access.Person, c Cursor, size int) (Matters, error) {
	aw := Awaits(who)
	if len(aw) == 0 {
		return Matters{}, nil
	}
	return o.List(ctx, who, Filter{Kinds: kindsOf(aw), Awaits: aw, ByDue: true, Current: true}, c, size)
}

func kindsOf(aw []Await) []string {
	var out []string
	seen := map[string]bool{}
	for _, a := range aw {
		if !seen[a.Kind] {
			seen[a.Kind] = true
			out = append(out, a.Kind)
		}
	}
	return out
}

// Proof makes the proof of one line; nil before a checkpoint covers it.
func (o *Office) Proof(ctx context.Context, book string, seq int64) ([]byte, error) {
	return o.View(ctx).Proof(book, seq)
}

// BookOf is the book that a subject's lines are in.
func BookOf(kind, place string) string { return bookOf(kind, place) }
