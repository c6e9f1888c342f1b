package draw

import (
	"strings"
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var life = walk.Of(&Life, []act.Act[Sample]{Commit{}, PledgeIt{}, Reveal{}, Sow{}, Take{}, Replace{}, Void{}}...)

const (
	lin    = "lin"  // fixes the frame
	chen   = "chen" // makes the seed public
	dice20 = "16253 41625 34162 53416"
)

func rows() []Row {
	var out []Row
	for _, x := range []struct{ id, s, risk string }{{"a1", "刑", ""}, {"a2", "刑", ""}, {"a3", "刑", "多次反映"}, {"b1", "民", ""}, {"b2", "民", ""}} {
		out = append(out, Row{Case{x.id, x.s}, "2025-12-01", x.risk})
	}
	return out
}

func commit() Commit {
	return Commit{Title: "办案程序评查抽样", Organ: "o", File: strings.Repeat("a", 64), PerStratum: 1, Needs: CommitNeeds{Ours: true, Rows: rows()}}
}

func TestADrawByDice(t *testing.T) {
	w := life.Start(t)
	w.Do(lin, access.Clerk, commit())
	if w.S.Cases != 5 || w.S.RiskCases != 1 || len(w.S.Strata) != 2 || len(w.S.Frame) != 64 || w.S.Number == "" {
		t.Fatalf("%+v", w.S)
	}
	w.No(act.Forbidden, "", lin, access.Clerk, Sow{Mode: "dice", Dice: dice20, Witnesses: "代表二人"})
	w.No(act.Invalid, "dice", chen, access.Director, Sow{Mode: "dice", Dice: "12345", Witnesses: "代表二人"})
	w.No(act.Invalid, "dice", chen, access.Director, Sow{Mode: "dice", Dice: dice20 + "7", Witnesses: "代表二人"})
	w.No(act.Invalid, "witnesses", chen, access.Director, Sow{Mode: "dice", Dice: dice20})
	w.No(act.Invalid, "mode", chen, access.Director, Sow{Mode: "reveal", Witnesses: "代表二人"})
	w.Do(chen, access.Director, Sow{Mode: "dice", Dice: dice20, Witnesses: "代表二人"})
	changed := rows()
	changed[0].ID = "a9"
	w.No(act.NotNow, "", lin, access.Clerk, Take{Needs: PickNeeds{changed}})
	w.Do(lin, access.Clerk, Take{Needs: PickNeeds{rows()}})
	random, risk := 0, 0
	for _, p := range w.S.Standing() {
		if p.Arm == "random" {
			random++
		} else {
			risk++
		}
	}
	if random != 2 || risk+random < 2 || risk > 1 {
		t.Fatalf("%d by lot, %d risk: %+v", random, risk, w.S.Picks)
	}
	var frame []Case
	for _, r := range rows() {
		frame = append(frame, r.Case)
	}
	if err := Verify(w.S.Public(), frame); err != nil {
		t.Errorf("anybody draws again: %v", err)
	}
}

// The next ticket takes the place of one that cannot be reviewed; the rest stays.
func TestAReplacementIsTheNextTicket(t *testing.T) {
	w := life.Start(t)
	w.Do(lin, access.Clerk, commit())
	w.Do(chen, access.Director, Sow{Mode: "dice", Dice: dice20, Witnesses: "代表二人"})
	w.Do(lin, access.Clerk, Take{Needs: PickNeeds{rows()}})
	var civil string
	for _, p := range w.S.Picks {
		if p.Stratum == "民" {
			civil = p.ID
		}
	}
	n := PickNeeds{rows()}
	w.No(act.Forbidden, "", lin, access.Clerk, Replace{Case: civil, Why: "file_missing", Needs: n})
	w.No(act.Invalid, "why", chen, access.Director, Replace{Case: civil, Why: "dislike", Needs: n})
	w.No(act.Invalid, "case", chen, access.Director, Replace{Case: "zz", Why: "file_missing", Needs: n})
	w.Do(chen, access.Director, Replace{Case: civil, Why: "file_missing", Needs: n})
	last := w.S.Picks[len(w.S.Picks)-1]
	if last.For != civil || last.ID == civil || last.Stratum != "民" || last.Arm != "random" {
		t.Fatalf("%+v", last)
	}
	w.No(act.NotNow, "", chen, access.Director, Replace{Case: last.ID, Why: "file_missing", Needs: n})
	two := w.S.Public()
	if err := Verify(two, []Case{{"a1", "刑"}, {"a2", "刑"}, {"a3", "刑"}, {"b1", "民"}, {"b2", "民"}}); err != nil {
		t.Errorf("the draw as it fell: %v", err)
	}
}

func TestASeedOfSeveral(t *testing.T) {
	w := life.Start(t)
	w.Do(lin, access.Clerk, commit())
	w.No(act.Invalid, "hash", lin, access.Clerk, PledgeIt{Party: "代表张某", Hash: "abc"})
	w.Do(lin, access.Clerk, PledgeIt{Party: "代表张某", Hash: Fingerprint("春江潮水")})
	w.No(act.NotNow, "", lin, access.Clerk, Reveal{Party: "代表张某", Text: "春江潮水"})
	w.No(act.Invalid, "party", lin, access.Clerk, PledgeIt{Party: "代表张某", Hash: Fingerprint("x")})
	w.Do(lin, access.Clerk, PledgeIt{Party: "市中级人民法院", Hash: Fingerprint("海上明月")})
	w.No(act.Invalid, "text", lin, access.Clerk, Reveal{Party: "代表张某", Text: "春江潮水 "})
	w.Do(lin, access.Clerk, Reveal{Party: "代表张某", Text: "春江潮水"})
	w.No(act.Invalid, "party", lin, access.Clerk, PledgeIt{Party: "后来者", Hash: Fingerprint("y")})
	w.No(act.Invalid, "mode", chen, access.Director, Sow{Mode: "reveal", Witnesses: "代表二人"})
	w.Do(lin, access.Clerk, Reveal{Party: "市中级人民法院", Text: "海上明月"})
	w.Do(chen, access.Director, Sow{Mode: "reveal", Witnesses: "代表二人"})
	if w.S.Seed != Together(w.S.Pledges) || len(w.S.Seed) != 64 {
		t.Errorf("seed %q", w.S.Seed)
	}
	w.No(act.Invalid, "reason", chen, access.Director, Void{})
	w.Do(chen, access.Director, Void{Reason: "抽样框有误，重新固定"})
	w = life.Start(t)
	w.Do(lin, access.Clerk, commit())
	w.Do(chen, access.Director, Void{Reason: "抽样框有误，重新固定"})
}

func TestOnlyConcludedCasesAreDrawn(t *testing.T) {
	for field, spoil := range map[string]func(*Commit){
		"organ":    func(a *Commit) { a.Needs.Ours = false },
		"n":        func(a *Commit) { a.PerStratum = 0 },
		"title":    func(a *Commit) { a.Title = "请改判" },
		"campaign": func(a *Commit) { a.Campaign = "x" },
	} {
		a := commit()
		spoil(&a)
		life.Start(t).No(act.Invalid, field, lin, access.Clerk, a)
	}
	for name, day := range map[string]string{"open": "", "still to come": "2026-12-01", "no day": "2026-02-30"} {
		a := commit()
		a.Needs.Rows[1].Closed = day
		w := life.Start(t)
		w.No(act.Invalid, "file", lin, access.Clerk, a)
		_ = name
	}
	a := commit()
	a.Needs.Rows[1].ID = a.Needs.Rows[0].ID
	life.Start(t).No(act.Invalid, "file", lin, access.Clerk, a)
}

// The walks stand before this test.
func TestZTable(t *testing.T) { life.Whole(t) }
