package office

import (
	"fmt"

	"github.com/google/uuid"

	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/leg"
	"hengjian/store"
)

// followOns maps an act to the acts that follow from it, in the same
// transaction. Each has its own journal line whose cause is the parent's
// number. Depth is at most 3 and there is no cycle; a test walks the map.
var followOns map[act.Name]func(*fact) ([]any, error)

// Follows says which acts may follow from which, for the docs and the test
// against cycles.
var Follows = map[act.Name][]act.Name{
	"clue.accept":            {"leg.draft", "clue.tell_common"},
	"clue.refer_urgent":      {"leg.draft", "clue.tell_common"},
	"clue.redirect":          {"clue.tell_common"},
	"clue.keep":              {"clue.tell_common"},
	"clue.forward_lower":     {"clue.tell_common"},
	"clue.tell_leg":          {"clue.tell_common"},
	"clue.extend":            {"clue.tell_common"},
	"clue.answer":            {"clue.tell_common"},
	"clue.reopen":            {"clue.tell_common"},
	"clue.withdraw":          {"clue.unmerge"},
	"clue.quarantine_secret": {"clue.unmerge"},
	"leg.cosign":             {"clue.write_up"},
	"leg.confirm_written":    {"clue.write_up"},
	"leg.reroute":            {"leg.draft"},
	"leg.accept_report":      {"clue.tell_leg"},
	"leg.clarify":            {"clue.tell_leg"},
	"campaign.plan":          {"edition.keep"},
	"campaign.adopt":         {"edition.keep"},
	"campaign.change":        {"edition.keep", "circular.renew"},
	"campaign.send":          {"edition.show", "circular.send"},
	"unit.close":             {"unit.move"},
	"unit.merge":             {"unit.establish", "unit.move"},
	"unit.split":             {"unit.establish", "unit.move"},
	"draw.pick":              {"review.open"},
	"draw.replace":           {"review.drop", "review.open"},
	"screening.open":         {"lead.raise"},
	"lead.ask_unit":          {"roster.ask"},
	"correction.grant":       {"officer.amend"},
	"roster.supply":          {"lead.unit_answered"},
	"problem.draft":          {"lead.link"},
}

func init() {
	followOns = map[act.Name]func(*fact) ([]any, error){
		"account.reset_password": forgive, // nothing follows; failed sign-ins are forgotten with it
		"clue.accept":            both(draftLegs, tellChildren),
		"clue.refer_urgent":      both(draftLegs, tellChildren),
		"clue.redirect":          tellChildren,
		"clue.keep":              tellChildren,
		"clue.forward_lower":     tellChildren,
		"clue.tell_leg":          tellChildren,
		"clue.extend":            tellChildren,
		"clue.answer":            tellChildren,
		"clue.reopen":            tellChildren,
		"clue.withdraw":          freeChildren,
		"clue.quarantine_secret": freeChildren,
		"leg.cosign":             writeUp,
		"leg.confirm_written":    writeUp,
		"leg.reroute":            draftOnward,
		"leg.accept_report":      tellResult,
		"leg.clarify":            tellResult,
		"campaign.plan":          keepEdition("draft"),
		"campaign.adopt":         keepEdition("adopted"),
		"campaign.change":        both(keepEdition("changed"), renewCirculars),
		"campaign.send":          both(showEditions, sendCirculars),
		"unit.close":             closeUnit,
		"unit.merge":             mergeUnit,
		"unit.split":             splitUnit,
		"draw.pick":              openReviews,
		"draw.replace":           openReviews,
		"screening.open":         raiseLeads,
		"lead.ask_unit":          askRoster,
		"correction.grant":       correctEntry,
		"roster.supply":          rosterCame,
		"problem.draft":          linkLead,
	}
}

func both(a, b func(*fact) ([]any, error)) func(*fact) ([]any, error) {
	return func(f *fact) ([]any, error) {
		x, err := a(f)
		if err != nil {
			return nil, err
		}
		y, err := b(f)
		return append(x, y...), err
	}
}

// tellChildren tells merged senders the common procedural answer, each on her
// own row, so that no page has to read a stranger's.
func tellChildren(f *fact) ([]any, error) {
	was, now := f.was.(*clue.Clue), f.now.(*clue.Clue)
	if len(now.Told) <= len(was.Told) {
		return nil, nil
	}
	kids, err := store.Clues.Where(f.view(), "into_=? AND state='merged' ORDER BY id", now.ID)
	if err != nil {
		return nil, err
	}
	var out []any
	for _, t := range now.Told[len(was.Told):] {
		for _, k := range kids {
			out = append(out, &clue.TellCommon{ID: k.ID, Code: t.Code, Organ: t.Organ, Note: t.Note})
		}
	}
	return out, nil
}

// freeChildren gives merged messages their own handling again: nobody's report
// ends because a stranger took hers back.
func freeChildren(f *fact) ([]any, error) {
	kids, err := store.Clues.Where(f.view(), "into_=? AND state='merged' ORDER BY id", head(f.now).ID)
	if err != nil {
		return nil, err
	}
	var out []any
	for _, k := range kids {
		out = append(out, &clue.Unmerge{ID: k.ID, Reason: "所并入的反映已撤回或者转出，恢复单独办理。"})
	}
	return out, nil
}

// writeUp ends the 24-hour term of the message once its letter is signed.
func writeUp(f *fact) ([]any, error) {
	l := f.now.(*leg.Leg)
	if l.Clue == "" || l.State != "signed" || !l.Urgent {
		return nil, nil
	}
	c, err := store.Clues.Load(f.view(), l.Clue)
	if err != nil {
		return nil, err
	}
	if _, runs := c.Running("clue.refer_urgent_written"); !runs {
		return nil, nil
	}
	return []any{&clue.WriteUp{ID: l.Clue}}, nil
}

func draftOnward(f *fact) ([]any, error) {
	d, ok := f.a.(*leg.Reroute).Next(*f.now.(*leg.Leg))
	if !ok {
		return nil, nil
	}
	return []any{&d}, nil
}

// tellResult tells the sender what the organ reported.
func tellResult(f *fact) ([]any, error) {
	l := f.now.(*leg.Leg)
	if l.Clue == "" || legResult(*l) == "" {
		return nil, nil
	}
	c, err := store.Clues.Load(f.view(), l.Clue)
	if err != nil {
		return nil, err
	}
	if !c.Decided() || toldOf(&c, l.ID, legResult(*l)) {
		return nil, nil
	}
	return []any{&clue.TellLeg{ID: l.Clue, Leg: l.ID}}, nil
}

const maxDepth = 3

func (f *fact) follow() error {
	fn := followOns[f.e.Name]
	if fn == nil {
		return nil
	}
	acts, err := fn(f)
	if err != nil {
		return err
	}
	for i, a := range acts {
		if f.depth+1 > maxDepth {
			return fmt.Errorf("%s: follow-ons deeper than %d", f.e.Name, maxDepth)
		}
		e, err := entryOf(a)
		if err != nil {
			return err
		}
		id := uuid.NewSHA1(uuid.MustParse(f.ord.ActID), fmt.Appendf(nil, "follow %d", i)).String()
		child := &fact{o: f.o, tx: f.tx, who: f.who, e: e, a: a, depth: f.depth + 1,
			ord: Order{ActID: id, At: f.m.At, Body: f.ord.Body}}
		if _, err := child.do(f.line.Seq); err != nil {
			return fmt.Errorf("%s following %s: %w", e.Name, f.e.Name, err)
		}
	}
	return nil
}
