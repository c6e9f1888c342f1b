package agreement

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
)

func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if !(math.Abs(got-want) <= by) {
		t.Errorf("%s: %.6f, want %.6f", what, got, want)
	}
}

// matrix reads raters as lines, subjects as columns; . is missing.
func matrix(text string) (out []Rating) {
	for r, line := range strings.Split(strings.TrimSpace(text), "\n") {
		for s, v := range strings.Fields(line) {
			if v != "." {
				out = append(out, Rating{"r" + strconv.Itoa(r), fmt.Sprintf("s%02d", s), v})
			}
		}
	}
	return out
}

// Krippendorff's own example, four observers and twelve units.
func TestKrippendorff(t *testing.T) {
	in := matrix(`
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .`)
	for level, want := range map[Level]float64{Nominal: .743, Ordinal: .815, Interval: .849, Ratio: .797} {
		r, err := Measure(in, level)
		if err != nil {
			t.Fatal(err)
		}
		near(t, string(level), r.Alpha, want, .0005)
		if !(r.AlphaCI[0] < r.Alpha && r.Alpha < r.AlphaCI[1]) {
			t.Errorf("%s: interval %v", level, r.AlphaCI)
		}
	}
}

// Shrout and Fleiss 1979, table 2.
func TestICC(t *testing.T) {
	r, err := Measure(matrix("9 6 8 7 10 6\n2 1 4 1 5 2\n5 3 6 2 6 4\n8 2 8 6 9 7"), Interval)
	if err != nil {
		t.Fatal(err)
	}
	i := *r.ICC
	for n, c := range map[string][2]float64{"1,1": {i.One, .17}, "2,1": {i.Random, .29}, "3,1": {i.Fixed, .71}, "1,k": {i.OneMean, .44}, "2,k": {i.RandomMean, .62}, "3,k": {i.FixedMean, .91}} {
		near(t, n, c[0], c[1], .005)
	}
}

// The paradox: 100 files, 95 sound for both, 1 defective for both, 4 split.
// Kappa says .31, agreement is .96, AC1 .96.
func TestKappaParadox(t *testing.T) {
	var in []Rating
	add := func(n int, a, b string) {
		for range n {
			s := strconv.Itoa(len(in))
			in = append(in, Rating{"甲", s, a}, Rating{"乙", s, b})
		}
	}
	add(95, "合格", "合格")
	add(1, "瑕疵", "瑕疵")
	add(2, "合格", "瑕疵")
	add(2, "瑕疵", "合格")
	r, err := Measure(in, Nominal)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "agreement", r.Agreement, .96, 1e-12)
	near(t, "kappa", r.Cohen, .31, .005)
	near(t, "AC1", r.AC1, .96, .005)
}

// A constant rater breaks nothing: kappa is 0, two constant raters leave it
// undefined and say so.
func TestConstantRaters(t *testing.T) {
	r, err := Measure(matrix("1 1 1 1\n1 2 1 2"), Nominal)
	if err != nil || r.Cohen != 0 {
		t.Errorf("kappa %v %v", r.Cohen, err)
	}
	r, err = Measure(matrix("1 1 1\n1 1 1"), Nominal)
	if err != nil || !math.IsNaN(r.Cohen) || r.Agreement != 1 || len(r.Notes) == 0 {
		t.Errorf("%+v %v", r, err)
	}
}

// Raters' and subjects' names and order do not matter.
func TestOrderDoesNotMatter(t *testing.T) {
	in := matrix("1 2 3 3 2\n1 2 3 1 2\n3 2 3 1 1")
	a, _ := Measure(in, Ordinal)
	for i, j := 0, len(in)-1; i < j; i, j = i+1, j-1 {
		in[i], in[j] = in[j], in[i]
	}
	b, _ := Measure(in, Ordinal)
	if a.Alpha != b.Alpha || a.AC1 != b.AC1 || a.Fleiss != b.Fleiss {
		t.Errorf("%+v %+v", a, b)
	}
}

// Bad ratings name themselves.
func TestRefusals(t *testing.T) {
	for want, in := range map[string][]Rating{"是数": {{"a", "s", "好"}, {"b", "s", "差"}}, "两次": {{"a", "s", "1"}, {"a", "s", "2"}}, "两人以上": {{"a", "s", "1"}}, "都要有": {{"a", "", "1"}}} {
		if _, err := Measure(in, Interval); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v", in, err)
		}
	}
}
