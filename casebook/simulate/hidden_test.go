package simulate

import (
	"reflect"
	"testing"
)

// The same seed gives the same register of custody; what is hidden stands in the
// truth alone, and the register shows a detention within the limit.
func TestDetentions(t *testing.T) {
	take := func(c Custody) (rows []Detention, tr CustodyTruth) {
		tr = Detentions(c, func(d Detention) { rows = append(rows, d) })
		return rows, tr
	}
	c := Custody{Seed: 5, Rows: 4000, Back: 2, Late: 2, Share: .3, Known: 1, Decoys: true}
	a, ta := take(c)
	b, tb := take(c)
	if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(ta, tb) {
		t.Error("one seed, two registers")
	}
	hidden := 0
	for _, d := range a {
		if d.Hidden == "" {
			if d.Days() != d.True {
				t.Fatalf("%+v: not hidden, and another length", d)
			}
			continue
		}
		hidden++
		if d.True <= DetentionLimit || d.Days() > DetentionLimit || d.Days() < DetentionLimit-3 {
			t.Errorf("%+v: %d days registered", d, d.Days())
		}
	}
	if hidden < 20 || len(ta.Hidden) != hidden || len(ta.Back) != 2 || len(ta.Late) != 2 || len(ta.Honest) != 1 {
		t.Errorf("%d hidden, %+v", hidden, ta.Config)
	}
}

// A rule sees what the register shows and nothing that it hides, unless another
// entry gives the hour; the trace tells of officers and not of an honest squad.
func TestWhatIsSeenOfHiddenDetentions(t *testing.T) {
	var h, blind Hidden
	for s := range uint64(3) {
		if err := h.Add(Custody{Seed: 20 + s, Back: 3, Late: 3, Share: .4, Known: 1, Decoys: true}, 2); err != nil {
			t.Fatal(err)
		}
		if err := blind.Add(Custody{Seed: 20 + s, Back: 3, Late: 3, Share: .4}, 2); err != nil {
			t.Fatal(err)
		}
	}
	if h.OpenHit != h.Open || h.Open == 0 || h.BackHit+h.LateHit != 0 || h.Back == 0 || h.InOrder != 0 {
		t.Errorf("by the limit: %+v", h)
	}
	if h.LateDates != h.Late || h.Dates != h.Late || blind.LateDates+blind.Dates != 0 {
		t.Errorf("by another entry: %d of %d, in all %d; with none %d", h.LateDates, h.Late, h.Dates, blind.LateDates)
	}
	if h.Trace.Found < h.Trace.Planted/2 || h.Trace.FDR > .3 || h.Squads > 0 {
		t.Errorf("the trace: %+v, squads %d", h.Trace, h.Squads)
	}
}

// Copied reasoning is planted and leaves the rows of a seed as they were; no
// detector has it.
func TestCopiedReasoning(t *testing.T) {
	c := small
	c.Copy = 5
	var with, without []Row
	truth := City(c, func(r Row) { with = append(with, r) })
	City(small, func(r Row) { without = append(without, r) })
	copies, judges := 0, map[string]bool{}
	for i, r := range with {
		if r.Copied {
			copies++
			judges[r.Judge] = true
		}
		r.Reasoning, r.Copied = "", false
		if r != without[i] {
			t.Fatalf("row %d has changed", i)
		}
	}
	if copies < 50 || len(truth.Copied) != 5 || len(judges) > 5 {
		t.Errorf("%d copies by %d judges, %+v", copies, len(judges), truth.Copied)
	}
	var m Copied
	if err := m.Add(Config{Seed: 3, Cases: 20000, Courts: 3, Judges: 60, Laws: 240, Copy: 10}, 2); err != nil || len(m.By) != len(CopyDetectors) || m.By["funnel"].Planted == 0 {
		t.Errorf("%+v %v", m, err)
	}
}
