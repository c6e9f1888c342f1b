package simulate

import (
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
