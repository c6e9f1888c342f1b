package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// Custody is a police register of detentions with P11 in it: detentions over the
// limit that the register hides. Zero values take 12 bureaus with ten officers and
// 12,000 detentions a year, 37 days being the limit (CPL 91) of all of them.
type Custody struct {
	Seed    uint64
	Rows    int
	Bureaus int
	Back    int     // officers who write an earlier last day (P11)
	Late    int     // officers who write a later first day (P11, the other way)
	Share   float64 // of their detentions that run over and are hidden
	Known   float64 // share of rows in which another entry gives the hour of detention; 0 none
	Decoys  bool    // P11a an officer who works up to the limit and keeps it; P11b a squad that does
}

// Detention is one row of it. True is how long it lasted; it stands in no register.
type Detention struct {
	ID, Bureau, Kind, Month, Officer string
	Held                             time.Time // when she was taken; in the register only where Known
	Known                            bool
	Since, Until                     time.Time // as registered
	True                             int
	Hidden                           string // back, late; "" nothing is hidden
}

// DetentionLimit is the longest detention before arrest in days (CPL 91).
const DetentionLimit = 37

// Days is how long the detention lasted by the register.
func (d Detention) Days() int { return int(d.Until.Sub(d.Since).Hours() / 24) }

// CustodyTruth is what was planted.
type CustodyTruth struct {
	Config Custody  `json:"config"`
	Back   []string `json:"back,omitempty"`
	Late   []string `json:"late,omitempty"`
	Honest []string `json:"p11a,omitempty"` // the decoys
	Squad  string   `json:"p11b,omitempty"` // a bureau
	Hidden []string `json:"hidden"`         // ids of rows whose detention ran over and does not show
}

func (c Custody) whole() Custody {
	if c.Rows == 0 {
		c.Rows = 12_000
	}
	if c.Bureaus == 0 {
		c.Bureaus = 12
	}
	if c.Share == 0 {
		c.Share = .2
	}
	return c
}

// Detentions invents the register in the order of the days of detention. In one of
// twenty detentions the limit is passed and the register says so; of those that
// would pass it seven in ten are ended in the last days before it, which is honest.
func Detentions(c Custody, emit func(Detention)) CustodyTruth {
	c = c.whole()
	r := rand.New(rand.NewPCG(c.Seed, 0x63757374))
	t := CustodyTruth{Config: c}
	names := make([][]string, c.Bureaus)
	for b := range names {
		for k := range 10 {
			names[b] = append(names[b], fmt.Sprintf("警%02d%02d", b+1, k+1))
		}
	}
	pick := func(n int) (out []string) {
		for len(out) < n {
			x := names[r.IntN(c.Bureaus)][r.IntN(10)]
			if !slices.Contains(t.Back, x) && !slices.Contains(t.Late, x) && !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
		slices.Sort(out)
		return out
	}
	t.Back = pick(c.Back)
	t.Late = pick(c.Late)
	if c.Decoys {
		t.Honest, t.Squad = pick(1), "分局01"
	}
	for i := range c.Rows {
		b := r.IntN(c.Bureaus)
		d := Detention{ID: "R" + strconv.Itoa(i+1), Bureau: fmt.Sprintf("分局%02d", b+1), Kind: "K" + strconv.Itoa(r.IntN(3)), Officer: names[b][r.IntN(10)]}
		d.Held = time.Date(2025, 1, 1, r.IntN(24), r.IntN(60), 0, 0, time.UTC).AddDate(0, 0, i*365/c.Rows)
		d.Month = strconv.Itoa(int(d.Held.Month()))
		t.fill(r, c, &d)
		if d.Hidden != "" {
			t.Hidden = append(t.Hidden, d.ID)
		}
		emit(d)
	}
	return t
}

// fill says how long a detention lasted and what the register says of it.
func (t *CustodyTruth) fill(r *rand.Rand, c Custody, d *Detention) {
	days := int(math.Exp(2.9 + .6*r.NormFloat64()))
	deadline := slices.Contains(t.Honest, d.Officer) || d.Bureau == t.Squad
	switch {
	case days > DetentionLimit && r.Float64() < .7, deadline && r.Float64() < .3:
		days = DetentionLimit - r.IntN(4)
	case days < 1:
		days = 1
	}
	back, late := slices.Contains(t.Back, d.Officer), slices.Contains(t.Late, d.Officer)
	if (back || late) && r.Float64() < c.Share {
		days = DetentionLimit + 1 + r.IntN(14)
	}
	d.True = days
	first := d.Held.Truncate(24 * time.Hour)
	d.Since, d.Until = first, first.AddDate(0, 0, days)
	d.Known = r.Float64() < c.Known
	written := DetentionLimit - r.IntN(4) // whoever makes up a day takes one of the last
	switch {
	case days <= DetentionLimit:
	case back:
		d.Until, d.Hidden = first.AddDate(0, 0, written), "back"
	case late:
		d.Since, d.Hidden = d.Until.AddDate(0, 0, -written), "late"
	}
}
