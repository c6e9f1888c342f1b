package screening

import (
	"math"
	"math/big"
	"reflect"
	"slices"
	"testing"
)

// A register large enough to be counted by several workers comes out as with one,
// whatever the order of its rows.
func TestManyRowsAndWorkers(t *testing.T) {
	f := province(manyRows + 1000)
	for i := range f.Outcome {
		if i%3 == 0 {
			f.Outcome[i] = 1
		}
	}
	g := shuffled(f)
	for _, d := range []string{"outcome", "pair", "funnel"} {
		o := Defaults(d)
		one, err := Screen(f, o)
		if err != nil {
			t.Fatal(err)
		}
		o.Workers = 3
		three, err := Screen(g, o)
		if err != nil {
			t.Fatal(err)
		}
		three.Workers = one.Workers
		if len(one.Results) == 0 || !reflect.DeepEqual(one, three) {
			t.Errorf("%s differs with order or workers", d)
		}
	}
}

// shuffled is a province with its rows in another order.
func shuffled(f *Frame) *Frame {
	at := make([]int32, f.Rows)
	for i := range at {
		at[i] = int32(i)
	}
	seeded(3, 1).shuffle(at)
	g := *f
	par, str := *f.Partner, *f.Strata
	g.Partner, g.Strata = &par, &str
	for _, c := range []*Column{&g.Subject, g.Partner, g.Strata} {
		old := c.Codes
		c.Codes = make([]int32, len(at))
		for i, r := range at {
			c.Codes[i] = old[r]
		}
	}
	g.ID, g.Outcome = make([]string, f.Rows), make([]float64, f.Rows)
	for i, r := range at {
		g.ID[i], g.Outcome[i] = f.ID[r], f.Outcome[r]
	}
	return &g
}

// Sums of numbers of very different sizes and signs are the same in any order, and
// right to the last digits.
func TestSumsHaveNoOrder(t *testing.T) {
	s := seeded(4, 0)
	for range 50 {
		v, top := make([]float64, 200), 0.0
		want := new(big.Float).SetPrec(400)
		for i := range v {
			v[i] = (s.unit() - .5) * math.Pow(10, float64(s.below(12)-6))
			top = max(top, math.Abs(v[i]))
			want.Add(want, new(big.Float).SetFloat64(v[i]))
		}
		unit := unitFor(top)
		add := func() float64 {
			var e exactly
			for _, x := range v {
				e.add(int64(x / unit))
			}
			return e.value(unit)
		}
		a := add()
		slices.Sort(v)
		b := add()
		w, _ := want.Float64()
		if a != b || math.Abs(a-w) > 1e-13*top {
			t.Errorf("%v and %v, want %v", a, b, w)
		}
	}
	var e exactly
	for range 1 << 20 {
		e.add(int64(1 / unitFor(1)))
	}
	if e.value(unitFor(1)) != 1<<20 {
		t.Error("whole numbers are not added exactly")
	}
}

// Codes come into order whether they lie close together or far apart.
func TestMarksSort(t *testing.T) {
	s := seeded(5, 0)
	m := newMarks(1 << 20)
	for _, reach := range []int{1, 64, 300, 1 << 20} {
		seen := map[int32]bool{}
		for range 200 {
			seen[int32(1<<20-1-s.below(reach))] = true
		}
		var codes, want []int32
		for c := range seen {
			codes = append(codes, c)
		}
		want = slices.Clone(codes)
		slices.Sort(want)
		if m.sort(codes); !slices.Equal(codes, want) {
			t.Errorf("reach %d: %v", reach, codes)
		}
	}
}
