package screening

import (
	"fmt"
	"math"
	"reflect"
	"testing"
)

// The eigenvalues of a symmetric matrix give it back, and its vectors are at right
// angles.
func TestEigen(t *testing.T) {
	s := seeded(3, 0)
	for _, n := range []int{1, 2, 5, 40} {
		a, was := make([][]float64, n), make([][]float64, n)
		for i := range a {
			a[i], was[i] = make([]float64, n), make([]float64, n)
		}
		for i := range n {
			for j := range i + 1 {
				a[i][j] = s.unit() - .5
				a[j][i] = a[i][j]
			}
		}
		for i := range a {
			copy(was[i], a[i])
		}
		d, v := eigen(a)
		for i := range n {
			for j := range n {
				got, angle := 0.0, 0.0
				for k := range n {
					got += d[k] * v[k][i] * v[k][j]
					angle += v[i][k] * v[j][k]
				}
				want := 0.0
				if i == j {
					want = 1
				}
				if math.Abs(got-was[i][j]) > 1e-12*float64(n) || math.Abs(angle-want) > 1e-12*float64(n) {
					t.Fatalf("n %d at %d %d: %g for %g, angle %g", n, i, j, got, was[i][j], angle)
				}
			}
		}
	}
}

// A balanced one-way layout has REML in closed form: τ² = (MSB - MSE)/n, and the
// effects are the means' deviations times τ²/(τ² + MSE/n).
func TestMixedModelOfABalancedLayout(t *testing.T) {
	const groups, n = 8, 10
	s, f := seeded(5, 0), &Frame{}
	var sub Builder
	mean, all := make([]float64, groups), 0.0
	for j := range groups {
		for range n {
			y := float64(j%3) + 2*s.unit()
			f.Rows++
			sub.Add(fmt.Sprintf("J%d", j))
			f.Outcome = append(f.Outcome, y)
			mean[j] += y / n
			all += y / (groups * n)
		}
	}
	f.Subject = *sub.Column()
	var between, within float64
	for i, y := range f.Outcome {
		within += math.Pow(y-mean[i/n], 2) / (groups * (n - 1))
	}
	for _, m := range mean {
		between += n * math.Pow(m-all, 2) / (groups - 1)
	}
	rows := (&Report{}).usable(f, false, true)
	fit := fitMixed(addUp(f, rows, f.Subject.Codes, f.stratum(), 1), groups)
	tau2 := (between - within) / n
	if math.Abs(fit.tau2-tau2) > 1e-7*tau2 || math.Abs(fit.s2-within) > 1e-7*within {
		t.Errorf("τ² %.9g for %.9g, σ² %.9g for %.9g", fit.tau2, tau2, fit.s2, within)
	}
	for j, m := range mean {
		if want := (m - all) * tau2 / (tau2 + within/n); math.Abs(fit.effect[j]-want) > 1e-7 {
			t.Errorf("effect %d: %.9g for %.9g", j, fit.effect[j], want)
		}
	}
}

// Counts drawn at random have the binomial's mean and variance, small and large.
func TestBinomialDraws(t *testing.T) {
	s := seeded(9, 0)
	for _, c := range []struct {
		n int
		p float64
	}{{7, .3}, {40, .02}, {300, .2}, {2500, .125}, {2500, .9}} {
		const k = 40000
		m, q := 0.0, 0.0
		for range k {
			x := float64(s.binomial(c.n, c.p))
			m, q = m+x/k, q+x*x/k
		}
		mean, vari := float64(c.n)*c.p, float64(c.n)*c.p*(1-c.p)
		if math.Abs(m-mean) > 5*math.Sqrt(vari/k) || math.Abs(q-m*m-vari) > .05*vari {
			t.Errorf("%v: mean %g for %g, variance %g for %g", c, m, mean, q-m*m, vari)
		}
	}
}

// The advantage of one pair is found beside skilled lawyers and lenient judges,
// who are not flagged for that.
func TestAdvantage(t *testing.T) {
	f, s := &Frame{}, seeded(4, 0)
	var sub, par Builder
	for i := range 6000 {
		j, l := s.below(6), s.below(12)
		x := .8*float64(j%3-1) + .7*float64(l%3-1)
		if j == 1 && l == 4 {
			x += math.Log(8)
		}
		y := 0.0
		if s.unit() < expit(x) {
			y = 1
		}
		f.Rows, f.ID, f.Outcome = f.Rows+1, append(f.ID, fmt.Sprint(i)), append(f.Outcome, y)
		sub.Add(fmt.Sprintf("J%d", j))
		par.Add(fmt.Sprintf("L%02d", l))
	}
	f.Subject, f.Partner = *sub.Column(), par.Column()
	o := Defaults("advantage")
	o.Permute = 6
	rep, err := Screen(f, o)
	if err != nil {
		t.Fatal(err)
	}
	if r := rep.Results[0]; !r.Flag || r.Subject != "J1" || r.Partner != "L04" || r.Effect < 3 || r.Lo < 1 || len(r.Cases) != r.N {
		t.Errorf("%+v", r)
	}
	for _, r := range rep.Results[1:] {
		if r.Flag {
			t.Errorf("also flagged: %+v", r)
		}
	}
	if rep.Null_.ShareP05 > .08 || rep.Null_.FlagsPerRun > .34 || math.Abs(rep.SDZ-1) > .5 {
		t.Errorf("calibration %+v, sd of z %g", rep.Null_, rep.SDZ)
	}
	o.Only = map[[2]string]bool{{"J1", "L04"}: true, {"J0", "L00"}: true}
	if rep, err = Screen(f, o); err != nil || rep.Tested != 2 || !rep.Results[0].Flag {
		t.Errorf("of two declared pairs: %+v %v", rep, err)
	}
}

// Declared relations are few hypotheses: a pair that is lost among all is found.
func TestDeclaredRelations(t *testing.T) {
	f := city(2, 12000, .28)
	o := Defaults("pair")
	all, err := Screen(f, o)
	if err != nil {
		t.Fatal(err)
	}
	o.Only = map[[2]string]bool{{"J0.3", "L0.07"}: true, {"J2.1", "L2.05"}: true, {"J0.0", "L5.00"}: true}
	few, err := Screen(f, o)
	if err != nil {
		t.Fatal(err)
	}
	if few.Tested != 2 || len(few.Results) == 0 || few.Results[0].Subject != "J0.3" || few.Results[0].Adjusted >= all.Results[0].Adjusted {
		t.Errorf("%d hypotheses, %+v; among all %+v", few.Tested, few.Results, all.Results[0])
	}
	p, err := Plan(f, o)
	if err != nil || p.M != few.Tested {
		t.Errorf("planned %d, tested %d, %v", p.M, few.Tested, err)
	}
}

// The least odds ratio from the data is 1.5 where pairs are as chance gives them
// and follows their spread where they are not.
func TestHonestOmega(t *testing.T) {
	make := func(tau float64) *Frame {
		f, s := &Frame{}, seeded(21, 0)
		var sub, par, str Builder
		for pool := range 30 {
			w := [6][20]float64{}
			for j := range w {
				for l := range w[j] {
					// a normal deviate from twelve uniform ones
					z := -6.0
					for range 12 {
						z += s.unit()
					}
					w[j][l] = math.Exp(tau * z)
				}
			}
			for range 4000 {
				l := s.below(20)
				total := 0.0
				for j := range w {
					total += w[j][l]
				}
				u, j := s.unit()*total, 0
				for j < 5 && u >= w[j][l] {
					u -= w[j][l]
					j++
				}
				f.Rows++
				sub.Add(fmt.Sprintf("P%dJ%d", pool, j))
				par.Add(fmt.Sprintf("P%dL%d", pool, l))
				str.Add(fmt.Sprint(pool))
			}
		}
		f.Subject, f.Partner, f.Strata = *sub.Column(), par.Column(), str.Column()
		return f
	}
	for _, tau := range []float64{0, .3, .4} {
		omega, got, n, err := HonestOmega(make(tau), Defaults("pair"))
		if err != nil || n < 1000 || math.Abs(got-tau) > .06 || omega < 1.5 {
			t.Errorf("τ %g: %g of %d pairs, ω0 %g, %v", tau, got, n, omega, err)
		}
	}
}

// Watched month by month a steered pair is flagged in some month and stays in the
// ledger; an honest register has none, and workers change nothing.
func TestMonitor(t *testing.T) {
	f := city(2, 12000, .7)
	period := &Column{Codes: make([]int32, f.Rows)}
	for m := range 12 {
		period.Names = append(period.Names, fmt.Sprintf("%02d", m))
	}
	s := seeded(1, 7)
	for i := range period.Codes {
		period.Codes[i] = int32(s.below(12))
	}
	o := Defaults("pair")
	w, err := Monitor(f, period, o)
	if err != nil {
		t.Fatal(err)
	}
	o.Workers = 3
	again, _ := Monitor(f, period, o)
	again.Workers = w.Workers
	if !reflect.DeepEqual(w, again) {
		t.Error("workers change the ledger")
	}
	flagged := 0
	for _, r := range w.Results {
		if r.Since != "" {
			flagged++
			if r.Subject != "J0.3" || r.Partner != "L0.07" || r.Since == "00" {
				t.Errorf("flagged: %+v", r)
			}
		}
	}
	if flagged != 1 {
		t.Errorf("%d flagged", flagged)
	}
	honest, err := Monitor(city(2, 12000, 0), period, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range honest.Results {
		if r.Since != "" || r.E > 1000 {
			t.Errorf("honest: %+v", r)
		}
	}
}

// December and refiling: what was planted is flagged, and only that.
func TestCalendar(t *testing.T) {
	f, s := &Frame{}, seeded(12, 0)
	var sub, str, pty Builder
	for i := range 6000 {
		j, m, out := s.below(8), int8(1+s.below(12)), 0.0
		if j == 3 && s.below(5) == 0 {
			m = 12
		}
		party, day := fmt.Sprintf("P%d", i), float64(s.below(300))
		if s.below(12) == 0 {
			out = 1
		}
		add := func(j int, out, day float64) {
			f.Rows++
			sub.Add(fmt.Sprintf("J%d", j))
			str.Add("2025")
			pty.Add(party)
			f.ID, f.Month, f.Outcome, f.Time = append(f.ID, fmt.Sprint(f.Rows)), append(f.Month, m), append(f.Outcome, out), append(f.Time, day)
		}
		add(j, out, day)
		if out == 1 && (j == 5 || s.below(8) == 0) {
			add((j+1)%8, 0, day+30)
		}
	}
	f.Subject, f.Strata, f.Party = *sub.Column(), str.Column(), pty.Column()
	for d, want := range map[string]string{"december": "J3", "refiling": "J5"} {
		o := Defaults(d)
		o.Tail = "upper"
		rep, err := Screen(f, o)
		if err != nil {
			t.Fatal(d, err)
		}
		for _, r := range rep.Results {
			if r.Flag != (r.Subject == want) {
				t.Errorf("%s: %+v", d, r)
			}
		}
	}
}

// Among thousands of pools one alone is flagged only by a p that ten thousand
// draws cannot reach; it is drawn as often as that takes, and the others are not.
func TestOneSteeredPoolAmongThousands(t *testing.T) {
	s := seeded(11, 0)
	var sub, par, str Builder
	f := &Frame{}
	for pool := range 3000 {
		for unit := range 24 {
			judge, lawyer := s.below(3), unit%4
			if pool == 1234 {
				judge = lawyer % 3
			}
			sub.Add(fmt.Sprint("J", judge))
			par.Add(fmt.Sprint("L", lawyer))
			str.Add(fmt.Sprint("池", pool))
			f.ID = append(f.ID, fmt.Sprintf("%d-%d", pool, unit))
			f.Rows++
		}
	}
	f.Subject, f.Partner, f.Strata = *sub.Column(), par.Column(), str.Column()
	o := Defaults("assignment")
	o.MinN = 20
	rep, err := Screen(f, o)
	if err != nil {
		t.Fatal(err)
	}
	if r := rep.Results[0]; r.Subject != "池1234" || !r.Flag || r.P > o.Q/3000 {
		t.Errorf("the steered pool: %+v", r)
	}
	if r := rep.Results[1]; r.Flag {
		t.Errorf("an honest pool is flagged: %+v", r)
	}
	o.Permute = draws // the number asked for holds
	if rep, err = Screen(f, o); err != nil || rep.Results[0].Flag {
		t.Errorf("with %d draws no p is small enough: %+v %v", draws, rep.Results[0], err)
	}
}
