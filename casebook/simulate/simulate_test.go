package simulate

import (
	"math"
	"reflect"
	"testing"

	"hengjian/oversight/screening"
)

var small = Config{Seed: 3, Cases: 12000, Courts: 3, Judges: 60, Laws: 240, Series: .15, Steer: 6, OR: 12, Decoys: true}

// The same seed gives the same rows and truth; another gives others.
func TestSameSeedSameCity(t *testing.T) {
	take := func(c Config) (rows []Row, tr Truth) {
		tr = City(c, func(r Row) { rows = append(rows, r) })
		return rows, tr
	}
	a, ta := take(small)
	b, tb := take(small)
	if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(ta, tb) {
		t.Error("one seed, two cities")
	}
	c := small
	c.Seed = 4
	if d, _ := take(c); reflect.DeepEqual(a, d) {
		t.Error("two seeds, one city")
	}
	if len(a) < 10000 || len(ta.Pairs) != 6 || len(ta.Decoys) != 4 {
		t.Errorf("%d rows, %+v", len(a), ta)
	}
}

// Strong steering is found, decoys are not flagged, and an honest city is quiet.
func TestPlantedIsFoundAndDecoysAreNot(t *testing.T) {
	o := screening.Defaults("pair")
	o.MidP, o.Workers = true, 2
	var m Measured
	for s := range uint64(4) {
		c := small
		c.Seed, c.Cases = s+10, 30000
		if err := m.Add(c, o); err != nil {
			t.Fatal(err)
		}
	}
	found := 0
	for _, n := range m.Found {
		found += n
	}
	if found < 8 || m.Decoys > 0 || m.FDR > .2 {
		t.Errorf("%+v", m)
	}
	var honest Measured
	c := small
	c.Steer, c.Tau, c.Faults = 0, .3, true
	if err := honest.Add(c, o); err != nil || honest.Flags > 0 {
		t.Errorf("%+v %v", honest, err)
	}
}

// What was planted later leaves the rows of a seed as they were, and each plant
// is seen by its detector.
func TestPlantsAreSeen(t *testing.T) {
	c := small
	c.Steer, c.Decoys, c.Cases = 0, false, 40000
	c.Both, c.Win, c.Soft, c.Dip, c.Swap, c.Refile = 2, 2, 2, 1, 1, 1
	var rows []Row
	truth := City(c, func(r Row) { rows = append(rows, r) })
	frame := func(subject func(Row) string, outcome func(Row) float64) *screening.Frame {
		f := &screening.Frame{}
		var sub, str, pty, par screening.Builder
		for _, r := range rows {
			f.Rows++
			sub.Add(subject(r))
			str.Add(r.Pool + r.Month)
			pty.Add(r.Party)
			par.Add(r.Lawyer)
			f.Outcome, f.Month, f.Time = append(f.Outcome, outcome(r)), append(f.Month, int8(r.Filed.Month())), append(f.Time, float64(r.Filed.Unix()/86400))
		}
		f.Subject, f.Strata, f.Party, f.Partner = *sub.Column(), str.Column(), pty.Column(), par.Column()
		return f
	}
	flagged := func(f *screening.Frame, detector, tail string, strata bool) map[string]bool {
		if !strata {
			f.Strata = nil
		}
		o := screening.Defaults(detector)
		o.Tail, o.Workers = tail, 2
		rep, err := screening.Screen(f, o)
		if err != nil {
			t.Fatal(detector, err)
		}
		out := map[string]bool{}
		for _, r := range rep.Results {
			if r.Flag {
				out[r.Subject] = true
			}
		}
		return out
	}
	court := func(r Row) string { return r.Court }
	judge := func(r Row) string { return r.Judge }
	lawyer := func(r Row) string { return r.Lawyer }
	if got := flagged(frame(court, func(Row) float64 { return 0 }), "december", "lower", false); len(got) != 1 || !got[truth.Dips[0]] {
		t.Errorf("December: %v of %v", got, truth.Dips)
	}
	withdrawn := func(r Row) float64 { return float64(b2i(r.Withdrawn)) }
	if got := flagged(frame(lawyer, withdrawn), "outcome", "upper", true); !got[truth.Refile[0].Lawyer] {
		t.Errorf("withdrawing: %v of %v", got, truth.Refile)
	}
	sentence := func(r Row) float64 { return math.Log(r.Sentence) }
	if got := flagged(frame(lawyer, sentence), "funnel", "lower", true); !got[truth.Soft[0]] && !got[truth.Soft[1]] {
		t.Errorf("sentences: %v of %v", got, truth.Soft)
	}
	moved := 0
	for _, r := range rows {
		if r.Judge != r.First {
			moved++
			if r.Judge != truth.Swaps[0].Judge {
				t.Fatalf("%+v was given to somebody else", r)
			}
		}
	}
	if moved == 0 {
		t.Error("nothing was reassigned")
	}
	won := func(r Row) float64 { return float64(b2i(r.Won)) }
	f := frame(judge, won)
	o := screening.Defaults("advantage")
	o.MinN = 15
	if rep, err := screening.Screen(f, o); err != nil || len(rep.Results) == 0 {
		t.Errorf("%v", err)
	}
}

// Steering that begins in a known month is flagged after it, its delay counted from
// there, and the honest are left alone.
func TestDelayOfTheMonthlyLedger(t *testing.T) {
	o := screening.Defaults("pair")
	o.M, o.Workers = "capacity", 2
	c := small
	c.Cases, c.Years, c.From, c.OR, c.Decoys = 30000, 2, 8, 30, false
	var a Alarms
	if err := a.Add(c, o); err != nil {
		t.Fatal(err)
	}
	found := 0
	for b, d := range a.Delays {
		found += len(d)
		for _, m := range d {
			if m < 1 || m > 16 {
				t.Errorf("a delay of %d months", m)
			}
		}
		if a.Within(b, 24) != len(d) {
			t.Errorf("band %d: %d within two years of %d", b, a.Within(b, 24), len(d))
		}
	}
	if found == 0 || a.False > 0 || a.Months != 24 {
		t.Errorf("%+v", a)
	}
	if m := (&Alarms{Planted: [5]int{5}, Delays: [5][]int{{9, 2, 4}}}).Median(0); m != 9 {
		t.Errorf("the median of 2, 4, 9 and two never flagged is %d", m)
	}
	if m := (&Alarms{Planted: [5]int{4}, Delays: [5][]int{{9, 2}}}).Median(0); m != 0 {
		t.Errorf("half of them were never flagged: %d", m)
	}
}

// The standard error of a mean is that of its runs.
func TestAverage(t *testing.T) {
	var a average
	for _, x := range []float64{0, 0, 1, 1} {
		a.add(x)
	}
	if a.mean() != .5 || math.Abs(a.error()-math.Sqrt(1.0/3/4)) > 1e-12 {
		t.Errorf("%v ± %v", a.mean(), a.error())
	}
}
