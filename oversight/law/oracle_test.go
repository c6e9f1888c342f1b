package law_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"hengjian/oversight/law"
)

// The oracle is a plain table of days, written apart from the product: every
// date from 1990 to 2059 in a row with a mark worked/not and known/not. It
// shares no data, no date arithmetic and no code with the package.

// Days off and make-up days of the State Council notices, date by date.
var oracleOff = strings.Fields(`
20220101 20220102 20220103 20220131 20220201 20220202 20220203 20220204 20220205 20220206 20220403 20220404 20220405 20220430 20220501 20220502 20220503 20220504 20220603 20220604 20220605 20220910 20220911 20220912 20221001 20221002 20221003 20221004 20221005 20221006 20221007
20221231 20230101 20230102 20230121 20230122 20230123 20230124 20230125 20230126 20230127 20230405 20230429 20230430 20230501 20230502 20230503 20230622 20230623 20230624 20230929 20230930 20231001 20231002 20231003 20231004 20231005 20231006
20240101 20240210 20240211 20240212 20240213 20240214 20240215 20240216 20240217 20240404 20240405 20240406 20240501 20240502 20240503 20240504 20240505 20240610 20240915 20240916 20240917 20241001 20241002 20241003 20241004 20241005 20241006 20241007
20250101 20250128 20250129 20250130 20250131 20250201 20250202 20250203 20250204 20250404 20250405 20250406 20250501 20250502 20250503 20250504 20250505 20250531 20250601 20250602 20251001 20251002 20251003 20251004 20251005 20251006 20251007 20251008
20260101 20260102 20260103 20260215 20260216 20260217 20260218 20260219 20260220 20260221 20260222 20260223 20260404 20260405 20260406 20260501 20260502 20260503 20260504 20260505 20260619 20260620 20260621 20260925 20260926 20260927 20261001 20261002 20261003 20261004 20261005 20261006 20261007`)

var oracleMakeUp = strings.Fields(`
20220129 20220130 20220402 20220424 20220507 20221008 20221009
20230128 20230129 20230423 20230506 20230625 20231007 20231008
20240204 20240218 20240407 20240428 20240511 20240914 20240929 20241012
20250126 20250208 20250427 20250928 20251011
20260104 20260214 20260228 20260509 20260920 20261010`)

type oracleDay struct {
	y, m, d     int
	work, known bool
}

type oracle struct {
	days []oracleDay
	at   map[string]int
}

func monthDays(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && y%100 != 0 || y%400 == 0 {
			return 29
		}
		return 28
	}
	return 31
}

func ymd(y, m, d int) string { return fmt.Sprintf("%04d-%02d-%02d", y, m, d) }

func newOracle() *oracle {
	o := &oracle{at: map[string]int{}}
	weekday := 1 // 1990-01-01 was a Monday
	for y := 1990; y < 2060; y++ {
		for m := 1; m <= 12; m++ {
			for d := 1; d <= monthDays(y, m); d++ {
				o.at[ymd(y, m, d)] = len(o.days)
				o.days = append(o.days, oracleDay{y, m, d, weekday != 0 && weekday != 6, y >= 2022 && y <= 2026})
				weekday = (weekday + 1) % 7
			}
		}
	}
	mark := func(list []string, work bool) {
		for _, s := range list {
			i := o.at[s[:4]+"-"+s[4:6]+"-"+s[6:]]
			o.days[i].work = work
		}
	}
	mark(oracleOff, false)
	mark(oracleMakeUp, true)
	return o
}

func (o *oracle) text(i int) string { d := o.days[i]; return ymd(d.y, d.m, d.d) }

type oracleTerm struct {
	n    int
	unit string
}

type oracleCase struct {
	from              int
	terms             []oracleTerm
	backwards, noRoll bool
	skip              [][2]int
}

func (c oracleCase) String() string {
	return fmt.Sprintf("from %d terms %v backwards %v noRoll %v skip %v", c.from, c.terms, c.backwards, c.noRoll, c.skip)
}

func (c oracleCase) skipped(i int) bool {
	for _, s := range c.skip {
		if s[0] <= i && i <= s[1] {
			return true
		}
	}
	return false
}

// due lists every day on the right side of the start that counts, and takes the nth.
func (o *oracle) due(c oracleCase) (due int, provisional bool) {
	pos, sum := c.from, oracleTerm{}
	var runs []oracleTerm // neighbouring terms of one unit count as one
	for _, t := range c.terms {
		if t.unit == "y" {
			t = oracleTerm{12 * t.n, "m"}
		}
		if sum.unit == t.unit {
			sum.n += t.n
			runs[len(runs)-1] = sum
			continue
		}
		sum = t
		runs = append(runs, t)
	}
	dir := 1
	if c.backwards {
		dir = -1
	}
	for _, t := range runs {
		n := t.n
		if t.unit == "m" {
			d := o.days[pos]
			months := d.y*12 + d.m - 1 + dir*t.n
			y, m := months/12, months%12+1
			n = (o.at[ymd(y, m, min(d.d, monthDays(y, m)))] - pos) * dir
		}
		var counted []int
		for i := pos + dir; len(counted) < n; i += dir {
			if c.skipped(i) {
				continue
			}
			if t.unit == "wd" {
				provisional = provisional || !o.days[i].known
				if !o.days[i].work {
					continue
				}
			}
			counted = append(counted, i)
		}
		pos = counted[n-1]
	}
	if c.backwards || c.noRoll || runs[len(runs)-1].unit == "wd" {
		return pos, provisional
	}
	for i := pos; ; i++ {
		if i > pos && c.skipped(i) {
			continue
		}
		provisional = provisional || !o.days[i].known
		if o.days[i].work {
			return i, provisional
		}
	}
}

func (o *oracle) random(r *rand.Rand) oracleCase {
	units := map[string]int{"d": 400, "wd": 250, "m": 30, "y": 3}
	c := oracleCase{from: o.at["2021-06-01"] + r.IntN(2300), backwards: r.IntN(4) == 0, noRoll: r.IntN(4) == 0}
	pick := func(scale int) oracleTerm {
		u := []string{"d", "wd", "m", "y"}[r.IntN(4)]
		return oracleTerm{1 + r.IntN(max(1, units[u]/scale)), u}
	}
	c.terms = []oracleTerm{pick(1 + 9*r.IntN(2))}
	for !c.backwards && len(c.terms) < 3 && r.IntN(4) == 0 {
		c.terms = append(c.terms, pick(5))
	}
	for r.IntN(3) == 0 && len(c.skip) < 4 {
		a := c.from - 100 + r.IntN(500)
		if c.backwards {
			a = c.from - 400 + r.IntN(500)
		}
		c.skip = append(c.skip, [2]int{a, a + r.IntN(40)})
	}
	return c
}

// TestClockAgainstTable compares due day and provisional mark of 120,000 random
// clocks with the table.
func TestClockAgainstTable(t *testing.T) {
	pairs := 120_000
	if testing.Short() {
		pairs = 40_000
	}
	o, r, cal := newOracle(), rand.New(rand.NewPCG(2024, 1108)), law.Built()
	kinds := map[string]int{}
	for range pairs {
		c := o.random(r)
		k := law.Clock{From: law.Day(o.text(c.from)), Backwards: c.backwards, NoRoll: c.noRoll}
		for i, x := range c.terms {
			term := law.MustTerm(fmt.Sprint(x.n, x.unit))
			if i == 0 {
				k.Term = term
			} else {
				k.Extend = append(k.Extend, law.Extension{Term: term})
			}
		}
		for _, s := range c.skip {
			k.Exclude = append(k.Exclude, law.Span{From: law.Day(o.text(s[0])), To: law.Day(o.text(s[1]))})
		}
		got, err := cal.Due(k)
		if err != nil {
			t.Fatalf("%v: %v", k, err)
		}
		due, provisional := o.due(c)
		if string(got.Due) != o.text(due) || got.Provisional != provisional {
			t.Fatalf("%+v\n got %s provisional %v\nwant %s provisional %v", k, got.Due, got.Provisional, o.text(due), provisional)
		}
		count(kinds, c, got)
	}
	for _, k := range []string{"backwards", "excluded", "extended", "rolled", "makeup", "provisional", "wd"} {
		if kinds[k] < 1000 {
			t.Errorf("only %d of the cases were %s: the draw proves too little", kinds[k], k)
		}
	}
	t.Logf("%d pairs: %v", pairs, kinds)
}

func count(kinds map[string]int, c oracleCase, got law.Result) {
	kinds[c.terms[0].unit]++
	if c.backwards {
		kinds["backwards"]++
	}
	if len(c.terms) > 1 {
		kinds["extended"]++
	}
	for _, s := range got.Steps {
		switch s.Kind {
		case "exclude":
			kinds["excluded"]++
		case "roll":
			kinds["rolled"]++
		case "makeup":
			kinds["makeup"]++
		case "provisional":
			kinds["provisional"]++
		}
	}
}

// TestCalendarAgainstTable compares every day of the known years and their neighbours.
func TestCalendarAgainstTable(t *testing.T) {
	o, cal := newOracle(), law.Built()
	for i := o.at["2020-01-01"]; i < o.at["2030-01-01"]; i++ {
		d := o.days[i]
		work, known, name := cal.Working(law.Day(o.text(i)))
		if work != d.work || known != d.known {
			t.Errorf("%s: working %v known %v %s, want %v %v", o.text(i), work, known, name, d.work, d.known)
		}
	}
}
