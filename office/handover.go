package office

import (
	"context"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/handover"
	"hengjian/oversight/task"
	"hengjian/store"
)

// passOn makes the act by which a matter of a kind changes hands. What a person
// handles of any other kind is on the list and stays, with the reason.
var passOn = map[string]func(id, from, to, reason string) any{
	"clue": func(id, from, to, reason string) any {
		return &clue.HandOver{ID: id, From: from, To: to, Reason: reason}
	},
	"task": func(id, _, to, reason string) any { return &task.HandOver{ID: id, To: to, Reason: reason} },
}

// unhandled are kinds without a handler: what somebody began or worked on is
// told to her successor, and nothing has to change hands.
var unhandled = []string{"campaign", "problem", "leg", "meeting", "coordination", "summary", "selfcheck", "measure", "clausecheck"}

func init() {
	needs["handover.propose"] = handoverNeeds
	needs["handover.confirm"] = func(f *fact) (err error) {
		h := f.was.(*handover.Handover)
		f.a.(*handover.Confirm).Needs.Lines, _, err = f.handed(h.Leaver, h.Takers, h.Reason, h.WithClosed)
		return err
	}
	followOns["handover.confirm"] = passAll
	Follows["handover.confirm"] = []act.Name{"clue.hand_over", "task.hand_over"}
}

func handoverNeeds(f *fact) error {
	a := f.a.(*handover.Propose)
	n := handover.ProposeNeeds{Names: map[string]string{}}
	leaver := a.Who(f.who.ID)
	place := head(f.was).Place
	people := []string{leaver}
	var takers []handover.Taker
	for _, s := range a.Takers {
		people = append(people, s.To)
		takers = append(takers, handover.Taker{Person: s.To, Kinds: s.Kinds})
	}
	for _, id := range people {
		acc, err := store.Accounts.Load(f.view(), id)
		if noneIsNot(err) != nil {
			return err
		}
		if err != nil || acc.Place != place || acc.Actor(nil).Side() != "congress" || !slices.ContainsFunc(doesTasks, acc.Actor(nil).Has) {
			continue
		}
		n.Names[id] = acc.Person
		if acc.State == "active" {
			n.Active = append(n.Active, id)
		}
	}
	if n.Names[leaver] == "" {
		a.Needs = n
		return nil
	}
	was, err := store.Handovers.Where(f.view(), "leaver=? AND place=? AND state IN ('proposed','accepted')", leaver, place)
	if err != nil {
		return err
	}
	n.Running = len(was) > 0
	if n.Lines, n.Closed, err = f.handed(leaver, takers, a.Reason, a.WithClosed); err != nil {
		return err
	}
	if n.Inform, err = f.workedOn(place, leaver); err != nil {
		return err
	}
	keys, err := store.Keys.Where(f.view(), "account=? AND state='enrolled' ORDER BY id", leaver)
	if err != nil {
		return err
	}
	for _, k := range keys {
		n.Keys = append(n.Keys, handover.KeyLine{ID: k.ID, Purpose: k.Purpose})
	}
	ds, err := store.Delegations.Where(f.view(), "(giver=? OR receiver=?) AND state='granted' AND until>=? ORDER BY id", leaver, leaver, f.m.Day())
	for _, d := range ds {
		n.Lent = append(n.Lent, d.ID)
	}
	a.Needs = n
	return err
}

// mostLines bounds a list; nobody handles more.
const mostLines = 2000

// handed lists what the leaver handles now: the open matters, each with who
// takes it and whether its own life lets it change hands, and the closed ones;
// over puts those of the closed that can change hands with the first.
func (f *fact) handed(leaver string, takers []handover.Taker, reason string, over bool) (open, closed []handover.Line, err error) {
	rows, err := f.view().HeldBy(head(f.was).Place, leaver)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range rows {
		life := LifeOf(r.Kind)
		if life == nil || r.Kind == "handover" {
			continue
		}
		l := handover.Line{Kind: r.Kind, ID: r.Subject, Was: r.State}
		if !life.State(r.State).Open {
			moves, err := f.closedMoves(&l, leaver, takers, reason, over && len(open) < mostLines)
			if err != nil {
				return nil, nil, err
			}
			if moves {
				open = append(open, l)
			} else if len(closed) < mostLines {
				closed = append(closed, l)
			}
			continue
		}
		if len(open) >= mostLines {
			return nil, nil, act.Refuse(act.NotNow, "在办事项超过 2000 件，请分批移交。", "More than 2,000 matters: hand them over in parts.")
		}
		l.To = handover.TakerOf(takers, r.Kind)
		if err := f.movable(&l, leaver, reason); err != nil {
			return nil, nil, err
		}
		open = append(open, l)
	}
	return open, closed, nil
}

// closedMoves puts the taker on the line of a closed matter, where closed ones
// are handed over and its own life lets it change hands.
func (f *fact) closedMoves(l *handover.Line, leaver string, takers []handover.Taker, reason string, over bool) (bool, error) {
	if !over {
		return false, nil
	}
	x := *l
	x.To = handover.TakerOf(takers, l.Kind)
	if err := f.movable(&x, leaver, reason); err != nil || x.Out != handover.Moves {
		return false, err
	}
	*l = x
	return true, nil
}

// movable asks the matter's own act, on the matter as it stands, whether it
// would change hands; nothing is kept.
func (f *fact) movable(l *handover.Line, from, reason string) error {
	mk := passOn[l.Kind]
	if mk == nil || l.To == "" {
		l.Out, l.Zh, l.En = handover.Stays, "这类事项没有移交办法，请负责人另行指定", "matters of this kind do not change hands; a director names somebody"
		return nil
	}
	a := mk(l.ID, from, l.To, passReason(reason))
	e, err := entryOf(a)
	if err != nil {
		return err
	}
	x := &fact{o: f.o, tx: f.tx, who: f.who, e: e, a: a, ord: Order{At: f.m.At}}
	if _, err = x.load(); err == nil {
		err = x.moment()
	}
	if err == nil {
		_, err = x.permit(head(x.was), 0)
	}
	if err == nil {
		_, err = x.fill()
	}
	if err == nil {
		_, _, err = e.run(e.Life, x.was, a, x.m)
	}
	if r, ok := err.(*act.Refusal); ok {
		l.Out, l.Zh, l.En = handover.Stays, r.Zh, r.En
		return nil
	}
	return err
}

func passReason(reason string) string { return "工作交接：" + reason }

// passAll is one act for each matter that changes hands.
func passAll(f *fact) ([]any, error) {
	h := f.now.(*handover.Handover)
	var out []any
	for _, l := range h.Lines {
		if l.Out == handover.Moved {
			out = append(out, passOn[l.Kind](l.ID, h.Leaver, l.To, passReason(h.Reason)))
		}
	}
	return out, nil
}

// workedOn are open matters without a handler in which the leaver did an act.
func (f *fact) workedOn(place, leaver string) ([]handover.Line, error) {
	var kinds []string
	for _, k := range unhandled {
		if store.TableOf(k) != nil {
			kinds = append(kinds, k)
		}
	}
	rows, err := f.view().WorkedOn(place, leaver, kinds...)
	var out []handover.Line
	for _, r := range rows {
		if l := LifeOf(r.Kind); l != nil && l.State(r.State).Open && len(out) < mostLines {
			out = append(out, handover.Line{Kind: r.Kind, ID: r.Subject, Was: r.State, Out: handover.Inform})
		}
	}
	return out, err
}

// Held lists what a person of the committee handles, as far as the reader sees
// it, for a preview; open and closed.
func (o *Office) Held(ctx context.Context, who access.Person, person string) ([]Row, error) {
	if who.Side() != "congress" {
		return nil, act.None()
	}
	rows, err := o.View(ctx).Held(access.ScopeOf(who), person)
	return slices.DeleteFunc(rows, func(r Row) bool { return r.Kind == "handover" }), err
}

// KeyItem is one key of a leaver in the list of what has to be done: nobody
// passes on a key.
type KeyItem struct {
	Purpose string
	Retired bool
	Left    int          // keys of the purpose that others of the committee have in use
	Takers  []KeyOfTaker // who takes over and could hold such a key
}

// KeyOfTaker says whether a receiver has a key of her own for the purpose.
type KeyOfTaker struct {
	Name string
	May  bool // her functions hold such a key
	Has  bool
}

// HandoverKeys is the state of the leaver's keys now.
func (o *Office) HandoverKeys(ctx context.Context, h handover.Handover) ([]KeyItem, error) {
	v := o.View(ctx)
	all, err := store.Keys.Where(v, "place=? AND state='enrolled' ORDER BY id", h.Place)
	if err != nil {
		return nil, err
	}
	var out []KeyItem
	for _, k := range h.Keys {
		it := KeyItem{Purpose: k.Purpose, Retired: !slices.ContainsFunc(all, func(x account.Key) bool { return x.ID == k.ID })}
		for _, x := range all {
			if x.Purpose == k.Purpose && x.Account != h.Leaver {
				it.Left++
			}
		}
		for _, t := range h.Takers {
			a, err := store.Accounts.Load(v, t.Person)
			if err != nil {
				return nil, err
			}
			it.Takers = append(it.Takers, KeyOfTaker{Name: t.Name, May: slices.Contains(account.MayHold(a.Roles), k.Purpose),
				Has: slices.ContainsFunc(all, func(x account.Key) bool { return x.Account == t.Person && x.Purpose == k.Purpose })})
		}
		out = append(out, it)
	}
	return out, nil
}

// LeaverNow says whether the leaver's account can still sign in, and with which
// functions.
func (o *Office) LeaverNow(ctx context.Context, h handover.Handover) (active bool, roles []act.Role, err error) {
	a, err := store.Accounts.Load(o.View(ctx), h.Leaver)
	return err == nil && a.State == "active", a.Roles, noneIsNot(err)
}

// LentNow counts the delegations of the list that are still in force.
func (o *Office) LentNow(ctx context.Context, h handover.Handover) (n int, err error) {
	for _, id := range h.Lent {
		d, err := store.Delegations.Load(o.View(ctx), id)
		if noneIsNot(err) != nil {
			return n, err
		}
		if err == nil && d.State == "granted" {
			n++
		}
	}
	return n, nil
}
