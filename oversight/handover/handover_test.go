package handover

import (
	"testing"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var every = []act.Act[Handover]{Propose{}, Sign{}, Accept{}, Refuse{}, Withdraw{}, Confirm{}}

// facts: chen leaves, zhou and he take over, old has left the office.
func facts() ProposeNeeds {
	return ProposeNeeds{Names: map[string]string{"chen": "陈晓", "zhou": "周一", "he": "何静", "old": "老吴"}, Active: []string{"chen", "zhou", "he"},
		Lines: []Line{{Kind: "clue", ID: "c1", Was: "registered", To: "he"}, {Kind: "task", ID: "t1", Was: "doing", To: "zhou"}},
		Keys:  []KeyLine{{"k1", "intake"}}}
}

func propose() Propose {
	return Propose{Takers: []Split{{To: "he", Kinds: []string{"clue"}}, {To: "zhou"}}, Until: "2026-03-31", Reason: "轮岗", Needs: facts()}
}

func proposed(t *testing.T) *way {
	w := start(t)
	w.Do("chen", access.Clerk, propose())
	return w
}

// The leaver proposes and so signs, both receivers sign, another confirms.
func TestTheStraightWay(t *testing.T) {
	w := proposed(t)
	if w.S.Signed == "" || w.S.Number != "明人监交〔2026〕1号" || !w.S.Has("zhou", "handler") || w.S.Matter().Title != "陈晓的工作交接" {
		t.Fatalf("%+v", w.S)
	}
	w.No(act.NotNow, "", "chen", access.Clerk, Sign{})
	w.No(act.Forbidden, "", "chen", access.Clerk, Accept{})
	w.Do("he", access.Intake, Accept{})
	w.Is("proposed") // one of two
	w.No(act.NotNow, "", "he", access.Intake, Accept{})
	w.No(act.NotNow, "", "lin", access.Director, Confirm{})
	w.Do("zhou", access.Clerk, Accept{})
	w.Is("accepted")
	w.No(act.Forbidden, "", "chen", access.Director, Confirm{})
	w.No(act.Forbidden, "", "zhou", access.Director, Confirm{})
	// Since it was proposed the task was finished, another came, and the clue cannot move.
	w.Do("lin", access.Director, Confirm{Needs: ConfirmNeeds{Lines: []Line{{Kind: "clue", ID: "c1", To: "he", Out: Stays, Zh: "接收人须回避", En: "conflict"}, {Kind: "task", ID: "t2", To: "zhou"}}}})
	want := map[string]string{"c1": Stays, "t2": Moved, "t1": Gone}
	for _, l := range w.S.Lines {
		if want[l.ID] != l.Out {
			t.Errorf("%s: %q, want %q", l.ID, l.Out, want[l.ID])
		}
		delete(want, l.ID)
	}
	if len(want) > 0 || w.S.Changed != 1 || w.S.Kept != 1 {
		t.Errorf("missing %v; %d changed, %d kept", want, w.S.Changed, w.S.Kept)
	}
}

// A director may propose for somebody absent, who may sign later; he then does
// not confirm.
func TestForSomebodyAbsent(t *testing.T) {
	w := start(t)
	a := propose()
	a.Leaver = "chen"
	w.No(act.Forbidden, "", "zhou", access.Clerk, a)
	w.Do("lin", access.Director, a)
	if w.S.Signed != "" || w.S.Leaver != "chen" || w.S.By != "lin" {
		t.Fatalf("%+v", w.S)
	}
	w.No(act.Forbidden, "", "zhou", access.Clerk, Sign{})
	w.Do("chen", access.Clerk, Sign{})
	w.Do("he", access.Intake, Accept{})
	w.Do("zhou", access.Clerk, Accept{})
	w.No(act.Forbidden, "", "lin", access.Director, Confirm{})
	w.Do("wei", access.Vice, Confirm{})
	w = start(t)
	a.Leaver = "old" // she has left the office already
	a.Needs.Names["old"] = "老吴"
	w.Do("lin", access.Director, a)
	w.Do("he", access.Intake, Accept{})
	w.Do("zhou", access.Clerk, Accept{})
	w.Do("old", access.Clerk, Sign{})
	w.Is("accepted")
}

func TestWhatIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		field string
		bad   func(*Propose)
	}{
		"nobody takes":          {"takers.0.to", func(a *Propose) { a.Takers = []Split{{}} }},
		"an unknown person":     {"takers.0.to", func(a *Propose) { a.Takers[0].To = "x" }},
		"somebody who left":     {"takers.0.to", func(a *Propose) { a.Takers[0].To = "old" }},
		"to herself":            {"takers.0.to", func(a *Propose) { a.Takers[0].To = "chen" }},
		"one person twice":      {"takers.1.to", func(a *Propose) { a.Takers[1] = Split{To: "he", Kinds: []string{"task"}} }},
		"one kind twice":        {"takers.1.to", func(a *Propose) { a.Takers[1].Kinds = []string{"clue"} }},
		"nobody for the rest":   {"takers.0.kinds", func(a *Propose) { a.Takers = a.Takers[:1] }},
		"two for the rest":      {"takers.0.kinds", func(a *Propose) { a.Takers[0].Kinds = nil }},
		"no reason":             {"reason", func(a *Propose) { a.Reason = " " }},
		"no day":                {"until", func(a *Propose) { a.Until = "soon" }},
		"a leaver from nowhere": {"leaver", func(a *Propose) { delete(a.Needs.Names, "chen") }},
	} {
		a := propose()
		c.bad(&a)
		t.Log(name)
		start(t).No(act.Invalid, c.field, "chen", access.Clerk, a)
	}
	a := propose()
	a.Needs.Running = true
	start(t).No(act.NotNow, "", "chen", access.Clerk, a)
}

func TestRefusedAndWithdrawn(t *testing.T) {
	w := proposed(t)
	w.No(act.Forbidden, "", "lin", access.Director, Refuse{Reason: "清单不全"})
	w.No(act.Invalid, "reason", "he", access.Intake, Refuse{})
	w.Do("he", access.Intake, Refuse{Reason: "清单不全"})
	w.Is("refused")
	w = proposed(t)
	w.No(act.Forbidden, "", "he", access.Intake, Withdraw{Reason: "不换岗了"})
	w.No(act.Invalid, "reason", "chen", access.Clerk, Withdraw{})
	w.Do("chen", access.Clerk, Withdraw{Reason: "不换岗了"})
	w = proposed(t)
	w.Do("he", access.Intake, Accept{})
	w.Do("zhou", access.Clerk, Accept{})
	w.Do("lin", access.Director, Withdraw{Reason: "岗位另有安排"})
	w.Is("withdrawn")
}

func TestWhoTakesWhat(t *testing.T) {
	ts := []Taker{{Person: "he", Kinds: []string{"clue", "leg"}}, {Person: "zhou"}}
	for kind, want := range map[string]string{"clue": "he", "leg": "he", "task": "zhou", "": "zhou"} {
		if got := TakerOf(ts, kind); got != want {
			t.Errorf("%s goes to %s", kind, got)
		}
	}
	if TakerOf(ts[:1], "task") != "" {
		t.Error("nobody takes the rest")
	}
}
