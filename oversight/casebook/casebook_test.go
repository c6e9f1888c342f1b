package casebook

import (
	"errors"
	"math"
	"strings"
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// row makes a row of a sort from pairs of field and cell.
func row(t testing.TB, sort, series string, kv ...string) Row {
	t.Helper()
	s, ok := SortOf(sort)
	if !ok {
		t.Fatal(sort)
	}
	r := Row{Sort: s, Cells: make([]string, len(s.Fields)), Number: Number{Series: series, Year: 2025, Seq: 1}}
	for i := 0; i+1 < len(kv); i += 2 {
		at := s.Index(kv[i])
		if at < 0 {
			t.Fatalf("%s has no %s", sort, kv[i])
		}
		r.Cells[at] = kv[i+1]
	}
	return r
}

// bench is a register that supplies every field, given on 2026-02-01.
func bench(t testing.TB, sort string, without ...string) *Bench {
	s, _ := SortOf(sort)
	b := &Bench{Cal: law.Built(), Until: "2026-02-01", Supplied: map[string]bool{}}
	for _, f := range s.Fields {
		b.Supplied[f.Name] = true
	}
	for _, w := range without {
		b.Supplied[w] = false
	}
	return b
}

// Time limits as law and practice count them; each line is one trap.
func TestOverdue(t *testing.T) {
	b := bench(t, "court.cases")
	for name, c := range map[string]struct {
		series string
		kv     []string
		want   Verdict
		due    string
	}{
		"six months, the last day":            {"（2025）明0102民初", []string{"docketed", "2025-01-06", "closed", "2025-07-07", "procedure", "普通程序"}, InOrder, "2025-07-07"}, // 7-06 is a Sunday
		"a day over":                          {"（2025）明0102民初", []string{"docketed", "2025-01-06", "closed", "2025-07-08", "procedure", "普通"}, Hit, "2025-07-07"},
		"an expert opinion is not counted":    {"（2025）明0102民初", []string{"docketed", "2025-01-06", "closed", "2025-08-20", "procedure", "普通", "excluded", "2025-03-01~2025-04-30 鉴定"}, InOrder, ""},
		"extended by the president":           {"（2025）明0102民初", []string{"docketed", "2025-01-06", "closed", "2025-12-20", "procedure", "普通", "extended", "6个月 院长 2025-06-20"}, InOrder, ""},
		"extended, and still over":            {"（2025）明0102民初", []string{"docketed", "2025-01-06", "closed", "2026-01-20", "procedure", "普通", "extended", "6个月 院长 2025-06-20"}, Hit, ""},
		"civil, summary to ordinary goes on":  {"（2025）明0102民初", []string{"docketed", "2025-01-06", "closed", "2025-07-20", "procedure", "简易", "changes", "2025-03-20 简易转普通"}, Hit, "2025-07-07"},
		"criminal, summary to ordinary anew":  {"（2025）明0102刑初", []string{"docketed", "2025-01-06", "closed", "2025-04-20", "procedure", "简易", "changes", "2025-01-25 转普通程序"}, InOrder, "2025-04-25"},
		"summary, between the two, not said":  {"（2025）明0102刑初", []string{"docketed", "2025-01-06", "closed", "2025-02-10", "procedure", "简易"}, Unknown, ""},
		"summary, may exceed three years":     {"（2025）明0102刑初", []string{"docketed", "2025-01-06", "closed", "2025-02-10", "procedure", "简易", "severe", "true"}, InOrder, ""},
		"summary, over even the longer":       {"（2025）明0102刑初", []string{"docketed", "2025-01-06", "closed", "2025-03-10", "procedure", "简易"}, Hit, ""},
		"foreign-related":                     {"（2025）明01民初", []string{"docketed", "2023-01-06", "procedure", "普通", "foreign", "true"}, Exempt, ""},
		"no procedure":                        {"（2025）明0102民初", []string{"docketed", "2023-01-06"}, Unknown, ""},
		"an exclusion nobody can read":        {"（2025）明0102民初", []string{"docketed", "2024-01-06", "procedure", "普通", "excluded", "鉴定一段时间"}, Unknown, ""},
		"second instance by its number":       {"（2025）明01民终", []string{"docketed", "2025-01-06", "closed", "2025-04-20"}, Hit, "2025-04-07"},
		"an open case on the day of delivery": {"（2025）明01民终", []string{"docketed", "2025-10-06"}, Hit, ""},
		"execution":                           {"（2025）明0102执", []string{"docketed", "2025-01-06", "closed", "2025-07-01"}, InOrder, ""},
		"a number without a type code":        {"2014CF-", []string{"docketed", "2014-01-06", "procedure", "普通"}, Unknown, ""},
		"private prosecution, custody unsaid": {"（2025）明0102刑初", []string{"docketed", "2025-01-06", "closed", "2025-06-20", "procedure", "自诉"}, Unknown, ""},
		"concluded before docketed":           {"（2025）明0102民初", []string{"docketed", "2025-03-06", "closed", "2025-01-20", "procedure", "普通"}, Unknown, ""},
	} {
		got := b.Overdue(row(t, "court.cases", c.series, c.kv...))
		if got.Verdict != c.want || c.due != "" && got.Due != c.due {
			t.Errorf("%s: %s due %s (%s), want %s %s", name, got.Verdict, got.Due, got.Why[0], c.want, c.due)
		}
	}
	late := row(t, "court.cases", "（2025）明0102民初", "docketed", "2025-01-06", "closed", "2025-12-08", "procedure", "普通")
	if v := bench(t, "court.cases", "excluded").Overdue(late); v.Verdict != Unknown {
		t.Errorf("an organ that supplies no exclusions is never overdue: %+v", v)
	}
	p := bench(t, "procuratorate.cases")
	if v := p.Overdue(row(t, "procuratorate.cases", "", "stage", "审查起诉", "received", "2025-03-03", "closed", "2025-06-10", "returns", "1")); v.Verdict != Unknown {
		t.Errorf("returned, and nobody says when it came back: %+v", v)
	}
	if v := p.Overdue(row(t, "procuratorate.cases", "", "stage", "审查起诉", "received", "2025-03-03", "closed", "2025-06-10", "returns", "1", "returned_back", "2025-05-20")); v.Verdict != InOrder {
		t.Errorf("the count begins anew: %+v", v)
	}
}

// Every limit and rule has a source that can be cited, and fields that exist.
func TestRulesAreWhole(t *testing.T) {
	ids := map[string]bool{}
	for _, r := range Rules {
		s, ok := SortOf(r.Sort)
		if !ok || ids[r.ID] || r.Zh == "" || r.En == "" || r.Test == nil {
			t.Errorf("%s is not whole", r.ID)
			continue
		}
		ids[r.ID] = true
		if zh, _ := law.Cite(r.Basis); zh == "" {
			t.Errorf("%s cites nothing", r.ID)
		}
		for _, f := range r.Needs {
			if s.Index(f) < 0 {
				t.Errorf("%s needs %s, which %s has not", r.ID, f, s.Code)
			}
		}
		if v := r.Judge(Row{Sort: s, Cells: make([]string, len(s.Fields))}, &Bench{Cal: law.Built(), Until: "2026-01-01", Supplied: map[string]bool{}}); v == Hit {
			t.Errorf("%s: an empty row is a fault", r.ID)
		}
	}
	for _, l := range Limits() {
		if zh, _ := law.Cite(l.Source); zh == l.Source {
			t.Errorf("%s: source %s is not known", l.ID, l.Source)
		}
		if _, err := law.ParseTerm(l.Term); err != nil {
			t.Error(l.ID, err)
		}
	}
	for _, w := range WarnRules {
		if !ids[w.Rule] || w.Blue >= w.Yellow || w.Yellow >= w.Red {
			t.Errorf("%s", w.ID)
		}
	}
	for _, i := range Indicators {
		if _, ok := SortOf(i.Sort); !ok || i.FormulaZh == "" || i.FormulaEn == "" || i.Source == "" {
			t.Errorf("indicator %s is not whole", i.ID)
		}
	}
}

// Rules of the other registers, each with a row that breaks and one that keeps it.
func TestRules(t *testing.T) {
	for id, c := range map[string][3][]string{ // breaks, keeps, cannot be judged
		"police.recording":   {{"recorded", "false"}, {"recorded", "true"}, {}},
		"police.night":       {{"began", "2025-03-01T21:30:00", "ended", "2025-03-01T22:30:00"}, {"began", "2025-03-01T09:30:00", "ended", "2025-03-01T11:30:00"}, {"began", "2025-03-01T09:30:00"}},
		"police.hours":       {{"summoned", "true", "entered", "2025-03-01T08:00:00", "left", "2025-03-02T09:00:00"}, {"summoned", "true", "entered", "2025-03-01T08:00:00", "left", "2025-03-01T19:00:00"}, {"summoned", "true", "entered", "2025-03-01T08:00:00", "left", "2025-03-01T23:00:00"}},
		"police.two":         {{"interrogators", "1"}, {"interrogators", "2"}, {}},
		"police.minor":       {{"minor", "true", "guardian", "false"}, {"minor", "true", "guardian", "true"}, {"minor", "true"}},
		"police.handed":      {{"measure", "拘留", "held_at", "2025-03-01T08:00:00", "handed_at", "2025-03-02T09:00:00"}, {"measure", "刑事拘留", "held_at", "2025-03-01T08:00:00", "handed_at", "2025-03-01T20:00:00"}, {"measure", "拘留"}},
		"police.dates":       {{"measure", "拘留", "since", "2025-03-04", "held_at", "2025-03-01T08:00:00"}, {"measure", "拘留", "since", "2025-03-01", "held_at", "2025-03-01T23:00:00"}, {"measure", "拘留", "since", "2025-03-04"}},
		"police.detention":   {{"measure", "拘留", "since", "2025-03-01", "until", "2025-05-01"}, {"measure", "拘留", "since", "2025-03-01", "until", "2025-03-12"}, {"measure", "拘留", "since", "2025-03-01", "until", "2025-03-30"}},
		"police.custody":     {{"measure", "逮捕", "since", "2025-03-01", "until", "2025-06-10"}, {"measure", "逮捕", "since", "2025-03-01", "until", "2025-04-20"}, {"measure", "", "since", "2025-03-01"}},
		"police.bail":        {{"measure", "取保候审", "since", "2024-01-01", "until", "2025-03-01"}, {"measure", "取保候审", "since", "2024-01-01", "until", "2024-12-30"}, {"measure", "取保候审"}},
		"police.deposit":     {{"measure", "取保", "deposit", "5000", "until", "2025-06-01"}, {"measure", "取保", "deposit", "5000", "until", "2025-06-01", "returned", "2025-06-15"}, {"measure", "取保"}},
		"police.list":        {{}, {"list_no", "清字1号"}, nil},
		"police.stored":      {{"seized", "2025-03-01", "stored", "2025-03-05"}, {"seized", "2025-03-01", "stored", "2025-03-02"}, {}},
		"police.undisposed":  {{"case_closed", "2025-03-01"}, {"case_closed", "2025-03-01", "disposed", "2025-03-20"}, {}},
		"justice.reported":   {{"ordered", "2025-03-01", "reported", "2025-03-20"}, {"ordered", "2025-03-01", "reported", "2025-03-08"}, {}},
		"justice.limit":      {{"change", "减刑", "applied", "2025-03-01", "decided", "2025-06-01"}, {"change", "减刑", "applied", "2025-03-01", "decided", "2025-03-20"}, {"change", "减刑", "applied", "2025-03-01", "decided", "2025-04-20"}},
		"court.adjourned":    {{"docketed", "2025-01-01", "adjourned", "3"}, {"docketed", "2025-01-01", "adjourned", "2"}, {"docketed", "2025-01-01"}},
		"procuratorate.plea": {{"plea", "true", "lawyer_present", "false"}, {"plea", "true", "lawyer_present", "true"}, {"plea", "true"}},
	} {
		r, ok := RuleOf(id)
		if !ok {
			t.Fatal(id)
		}
		b := bench(t, r.Sort)
		for i, want := range []Verdict{Hit, InOrder, Unknown} {
			if c[i] == nil {
				continue
			}
			if got := r.Judge(row(t, r.Sort, "", c[i]...), b); got != want {
				t.Errorf("%s %v: %s, want %s", id, c[i], got, want)
			}
		}
	}
}

// Only concluded cases are listed; what is open is counted.
func TestOpenCasesAreNotListed(t *testing.T) {
	s, _ := SortOf("court.cases")
	c := NewCount(s, bench(t, "court.cases"))
	c.Add(row(t, "court.cases", "（2025）明01民终", "number", "甲", "docketed", "2025-01-06", "closed", "2025-09-01", "unit", "民一庭"))
	c.Add(row(t, "court.cases", "（2025）明01民终", "number", "乙", "docketed", "2025-01-06", "unit", "民一庭"))
	x := c.Tallies()[0]
	if x.Count.Hits != 2 || x.Open != 1 || strings.Join(x.Numbers, " ") != "甲" || len(x.Units) != 1 || x.Months["2025-01"].Hits != 2 {
		t.Errorf("%+v", x)
	}
}

// Intervals as published: Clopper–Pearson of 0 of 10, 0 of 30 and 0 of 300
// (30.8, 11.6 and 1.2 %), and of 8 of 20; Wilson of 8 of 20.
func TestIntervals(t *testing.T) {
	near := func(what string, got, want, tol float64) {
		if math.Abs(got-want) > tol {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	for n, want := range map[int]float64{1: .975, 10: .3084971, 30: .1157033, 300: .0122208} {
		near("exact 0 of n", Exact(0, n).Hi, want, 1e-6)
		near("exact n of n", Exact(n, n).Lo, 1-want, 1e-6)
	}
	near("exact 8 of 20", Exact(8, 20).Lo, .1911901, 1e-6)
	near("exact 8 of 20", Exact(8, 20).Hi, .6394574, 1e-6)
	near("wilson 8 of 20", Wilson(8, 20).Lo, .2188065, 1e-6)
	near("wilson 8 of 20", Wilson(8, 20).Hi, .6134185, 1e-6)
	if iv := Wilson(0, 0); iv.Lo != 0 || iv.Hi != 1 {
		t.Error("nothing is known of none")
	}
	if l := FunnelLimits(.1, 0); l.Hi != 1 {
		t.Error(l)
	}
	if l := FunnelLimits(.1, 100); l.Lo < .01 || l.Lo > .03 || l.Hi < .19 || l.Hi > .23 {
		t.Errorf("%+v", l)
	}
}

// A colour is raised by the lower end of the interval, left only well below
// the line, and kept where there are too few cases to say anything.
func TestColours(t *testing.T) {
	w := WarnRule{Blue: .02, Yellow: .05, Red: .10, Ease: .2, MinN: 30}
	for _, c := range []struct {
		k, n      int
		had, want string
	}{
		{3, 10, "", ""}, {2, 40, "", ""}, {60, 1000, "", "blue"}, {80, 1000, "", "yellow"}, {200, 1000, "", "red"},
		{45, 1000, "yellow", "yellow"}, {39, 1000, "yellow", "blue"}, {1, 1000, "red", ""}, {90, 1000, "red", "red"}, {79, 1000, "red", "yellow"}, {0, 5, "red", "red"},
	} {
		if got := w.Colour(c.k, c.n, c.had); got != c.want {
			t.Errorf("%d of %d, was %q: %q, want %q", c.k, c.n, c.had, got, c.want)
		}
	}
}

// Warnings from the committee's own definitions: the same hysteresis, on the
// side that is the good one; a line says nothing where the definition has none.
func TestColoursOfOwnDefinitions(t *testing.T) {
	if _, ok := (Definition{Direction: "up"}).Warns(); ok {
		t.Error("a definition without lines raises warnings")
	}
	up := Definition{Direction: "up", Manner: "share", Alert: Alert{true, .95, .90, .80}}
	down := Definition{Direction: "down", Manner: "share", Alert: Alert{true, .02, .05, .10}}
	ratio := Definition{Direction: "up", Manner: "ratio", Alert: Alert{true, .95, .90, .80}}
	whole := Definition{Direction: "up", Manner: "share", Alert: Alert{true, 1, .95, .90}}
	for i, c := range []struct {
		d         Definition
		k, n      int
		had, want string
	}{
		{up, 990, 1000, "", ""}, {up, 920, 1000, "", "blue"}, {up, 870, 1000, "", "yellow"}, {up, 700, 1000, "", "red"},
		{up, 5, 20, "", ""}, {up, 5, 20, "red", "red"}, // too few
		{up, 955, 1000, "blue", "blue"}, {up, 965, 1000, "blue", ""}, // left when 4 % is missing instead of 5
		{up, 810, 1000, "red", "red"}, {up, 845, 1000, "red", "yellow"},
		{down, 60, 1000, "", "blue"}, {down, 90, 1000, "red", "red"}, {down, 70, 1000, "red", "yellow"}, {down, 0, 1000, "blue", ""},
		{ratio, 94, 100, "", "blue"}, {ratio, 110, 100, "blue", "blue"}, {ratio, 115, 100, "blue", ""},
		{whole, 1000, 1000, "blue", ""}, {whole, 990, 1000, "", "blue"},
	} {
		c.d.ID = "d"
		w, ok := c.d.Warns()
		if got := w.Colour(c.k, c.n, c.had); got != c.want || !ok {
			t.Errorf("%d: %d of %d, %q before: %q, want %q", i, c.k, c.n, c.had, got, c.want)
		}
	}
}

// Xiamen's maritime court in 2017: 3086 new, 565 old, 3141 concluded. Its
// closing rate is 86.03 %, its clearance rate 101.8 %.
func TestClosingIsNotClearance(t *testing.T) {
	b, p := bench(t, "court.cases"), Period{"2017-01-01", "2017-12-31"}
	ms := map[string]*Measure{}
	for _, i := range Indicators {
		ms[i.ID] = NewMeasure(i, p, b)
	}
	add := func(n int, kv ...string) {
		for range n {
			r := row(t, "court.cases", "（2017）明72民初", kv...)
			for _, m := range ms {
				m.Add(r, "海事庭")
			}
		}
	}
	add(565, "docketed", "2016-06-01", "closed", "2017-03-01")
	add(3141-565, "docketed", "2017-02-01", "closed", "2017-06-01")
	add(3086-(3141-565), "docketed", "2017-11-01")
	if v := ms["court.closing"].Whole; v.Num != 3141 || v.Den != 3651 {
		t.Errorf("closing %+v", v)
	}
	if v := ms["court.clearance"].Whole; v.Num != 3141 || v.Den != 3086 {
		t.Errorf("clearance %+v", v)
	}
	if v := ms["court.disposition"].Whole; v.Num != 510 || v.Den != 3141 {
		t.Errorf("disposition %+v", v)
	}
}

// A definition of the committee's own counts as it says, and says what is wrong.
func TestDefinitions(t *testing.T) {
	d := Definition{Sort: "court.cases", Rule: `{"den":[{"field":"closed","period":true}],"num":[{"field":"outcome","in":["调解","撤诉"]}]}`}
	i, err := d.Indicator()
	if err != nil {
		t.Fatal(err)
	}
	for out, want := range map[string][2]int64{"调解": {1, 1}, "判决": {1, 0}} {
		den, num := i.Of(row(t, "court.cases", "", "closed", "2025-05-01", "outcome", out), Period{"2025-01-01", "2025-12-31"}, nil)
		if den != want[0] || num != want[1] {
			t.Errorf("%s: %d %d", out, den, num)
		}
	}
	for _, bad := range []string{`{`, `{"den":[]}`, `{"den":[{"field":"nothing","given":true}]}`, `{"den":[{"field":"outcome","period":true}]}`, `{"den":[{"field":"outcome"}]}`, `{"den":[{"field":"outcome","given":true}],"drop":1}`} {
		if _, err := ParseConditions("court.cases", bad); act.KindOf(err) != act.Invalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// The eighteen of the courts are defined from their paper, by named counts: every
// field is refused where it stands, and the lines colour the good side.
func TestDefineByCounts(t *testing.T) {
	good := Define{Sort: "court.cases", Title: "改判发回重审率", Direction: "down", Manner: "share", Num: []string{"out.changed", "out.remanded"}, Den: []string{"second"}, Source: "审判质量管理指标体系（2024）第3项", Since: "2024-01-01", Blue: "5", Yellow: "8%", Red: "12"}
	for name, c := range map[string]struct {
		change func(a *Define)
		field  string
	}{
		"no name":          {func(a *Define) { a.Title = "" }, "title"},
		"no paper":         {func(a *Define) { a.Source = "" }, "source"},
		"no day":           {func(a *Define) { a.Since = "2024-02-30" }, "since"},
		"ends too early":   {func(a *Define) { a.Until = "2023-12-31" }, "until"},
		"no direction":     {func(a *Define) { a.Direction = "" }, "direction"},
		"no manner":        {func(a *Define) { a.Manner = "mean" }, "manner"},
		"no numerator":     {func(a *Define) { a.Num = nil }, "num"},
		"another sort's":   {func(a *Define) { a.Den = []string{"recorded.yes"} }, "den"},
		"always 100 %":     {func(a *Define) { a.Den = []string{"out.remanded", "out.changed"} }, "num"},
		"lines cross":      {func(a *Define) { a.Yellow = "15" }, "yellow"},
		"one line only":    {func(a *Define) { a.Red = "" }, "red"},
		"over the whole":   {func(a *Define) { a.Red = "120" }, "red"},
		"watched only":     {func(a *Define) { a.Direction = "none" }, "direction"},
		"wrong way round":  {func(a *Define) { a.Direction = "up" }, "yellow"},
		"no such register": {func(a *Define) { a.Sort = "court.poems" }, "sort"},
		"rule unreadable":  {func(a *Define) { a.Rule = "{" }, "rule"},
	} {
		a := good
		c.change(&a)
		_, err := a.Do(Definition{}, act.Moment{})
		var r *act.Refusal
		if !errors.As(err, &r) || r.Field != c.field {
			t.Errorf("%s: %v, want a refusal at %s", name, err, c.field)
		}
	}
	d, err := good.Do(Definition{}, act.Moment{})
	if err != nil {
		t.Fatal(err)
	}
	i, err := d.Indicator()
	if err != nil || i.FormulaZh != "(结案方式：改判 + 结案方式：发回重审) ÷ 二审结案" {
		t.Fatalf("%q %v", i.FormulaZh, err)
	}
	p := Period{"2025-01-01", "2025-12-31"}
	for out, want := range map[string][2]int64{"改判": {1, 1}, "维持": {1, 0}} {
		if den, num := i.Of(row(t, "court.cases", "（2025）明01民终", "closed", "2025-05-01", "outcome", out), p, nil); den != want[0] || num != want[1] {
			t.Errorf("%s: %d of %d", out, num, den)
		}
	}
	if den, _ := i.Of(row(t, "court.cases", "（2025）明01民初", "closed", "2025-05-01", "outcome", "改判"), p, nil); den != 0 {
		t.Error("a first instance is no second-instance closure")
	}
	for v, want := range map[Value]string{{Num: 3, Den: 10}: "blue", {Num: 100, Den: 1000}: "yellow", {Num: 200, Den: 1000}: "red", {Num: 40, Den: 1000}: "", {}: ""} {
		if got := d.Colour(v); got != want {
			t.Errorf("%+v is %q, want %q", v, got, want)
		}
	}
	if d.InForce(Period{"2022-01-01", "2023-12-31"}) || !d.InForce(p) {
		t.Error("it is used before the day from which it is, or not after")
	}
	ratio := good
	ratio.Manner, ratio.Direction, ratio.Num, ratio.Den, ratio.Blue, ratio.Yellow, ratio.Red = "ratio", "up", []string{"done"}, []string{"in"}, "100", "95", "90"
	if d, err = ratio.Do(Definition{}, act.Moment{}); err != nil || d.Colour(Value{Num: 93, Den: 100}) != "yellow" {
		t.Errorf("a ratio: %v", err)
	}
	for _, s := range Sorts {
		seen := map[string]bool{}
		for _, c := range CountsOf(s) {
			if seen[c.Code] || c.Zh == "" || c.En == "" || c.In == nil {
				t.Errorf("%s has %s twice, or it is not whole", s.Code, c.Code)
			}
			seen[c.Code] = true
			c.In(Row{Sort: s, Cells: make([]string, len(s.Fields))}, p, bench(t, s.Code))
		}
	}
}

func TestSpans(t *testing.T) {
	s, bad := Spans("2025-03-01~2025-04-10 鉴定；2025/1/6至2025年2月1日（公告）")
	if bad || len(s) != 2 || s[0].From != "2025-01-06" || s[0].Why != "公告" || s[1].To != "2025-04-10" {
		t.Errorf("%+v %v", s, bad)
	}
	e, bad := Extensions("延长3个月（院长批准，2025-05-01）；至2025-09-30 上级法院")
	if bad || len(e) != 2 || e[0].Term.String() != "3m" || e[0].On != "2025-05-01" || e[1].Until != "2025-09-30" {
		t.Errorf("%+v %v", e, bad)
	}
	for _, x := range []string{"去年鉴定", "2025-05-01~2025-04-01", "2025-02-30~2025-03-01"} {
		if _, bad := Spans(x); !bad {
			t.Errorf("%s was read", x)
		}
	}
}

// The life of a register and of a warning: nobody but those it names, and each
// colour its own response.
func TestLives(t *testing.T) {
	staged := Staged{Found: true, Ours: true, Kind: "court", Sort: "court.cases", Organ: "fayuan", Taken: Delivery{Rows: 5}}
	in := Supply{Title: "市中院二审案件", Since: "2025-01-01", Until: "2025-12-31", Given: "2026-01-10", Giver: "审管办", Needs: staged}
	l := walk.Of(&Life, []act.Act[Register]{Supply{}, Renew{}, Tell{}, Withdraw{}}...)
	w := l.Start(t)
	theirs := in
	theirs.Needs.Ours = false
	w.No(act.Invalid, "organ", "c", access.Clerk, theirs)
	wrong := in
	wrong.Needs.Kind = "police"
	w.No(act.Invalid, "organ", "c", access.Clerk, wrong)
	w.Do("c", access.Clerk, in)
	w.Is("current")
	w.No(act.Invalid, "wanted", "c", access.Clerk, Tell{ID: w.Head().ID, Wanted: "建议法院对该案改判。"})
	w.Do("c", access.Clerk, Tell{ID: w.Head().ID, Wanted: "请补报缺号的案件。"})
	w.Is("told")
	if w.S.Shown != "fayuan" {
		t.Error("the organ is not shown its own register")
	}
	w.Do("l", access.Director, Withdraw{ID: w.Head().ID, Reason: "期间提供有误"})
	w.Is("withdrawn")

	b := walk.Of(&Life, []act.Act[Register]{Supply{}, Renew{}, Tell{}, Withdraw{}, Return{}, ReturnAgain{}}...).Start(t)
	back := Return{Title: "市中院刑事二审案件", Given: "2026-01-10", Giver: "审管办", Wanted: "第 5 行立案日期不是日期，请改正。", Needs: staged}
	b.No(act.Invalid, "stage", "c", access.Clerk, back) // nothing is wrong in it
	back.Needs.Wrong = []Wrong{{Ref: "B6", Column: "立案日期", Zh: "不是日期。", En: "no date."}}
	lawless := back
	lawless.Wanted = "建议法院对该案改判。"
	b.No(act.Invalid, "wanted", "c", access.Clerk, lawless)
	b.Do("c", access.Clerk, back)
	b.Is("returned")
	if b.S.Rows != 0 || len(b.S.Supplies) != 0 || b.S.Shown != "fayuan" || b.S.Returns[0].Wrong[0].Ref != "B6" {
		t.Errorf("something of it was entered, or the organ cannot see it: %+v", b.S)
	}
	id := b.Head().ID
	none := staged
	none.Target, none.Unread, none.Before = id, true, b.S.Version
	b.No(act.Invalid, "stage", "c", access.Clerk, Renew{ID: id, Since: "2025-01-01", Until: "2025-12-31", Given: "2026-01-20", Giver: "审管办", Needs: none})
	none.Wrong = back.Needs.Wrong
	b.Do("c", access.Clerk, ReturnAgain{ID: id, Given: "2026-01-20", Giver: "审管办", Wanted: "缺立案日期一列，请补齐。", Needs: none})
	b.Is("returned")
	good := staged
	good.Target, good.Before = id, b.S.Version
	b.Do("c", access.Clerk, Renew{ID: id, Since: "2025-01-01", Until: "2025-12-31", Given: "2026-02-01", Giver: "审管办", Needs: good})
	b.Is("current")
	if _, on := b.S.LastReturned(); on || b.S.Rows != 5 {
		t.Error("the corrected file did not take the place")
	}

	wl := walk.Of(&WarningLife, []act.Act[Warning]{Raise{}, Recompute{}, Notify{}, Ask{}, Explain{}, Propose{}, Decide{}, Close{}}...)
	x := wl.Start(t)
	need := WarningNeeds{Found: true, Organ: "gongan", Seen: Seen{Hits: 20, Judged: 100, Colour: "blue"}}
	x.No(act.Invalid, "rule", "c", access.Clerk, Raise{Rule: "warn.police.recording", Needs: WarningNeeds{Found: true}})
	x.Do("c", access.Clerk, Raise{Rule: "warn.police.recording", Needs: need})
	x.No(act.NotNow, "", "l", access.Director, Ask{ID: x.Head().ID, Text: "请说明录像缺失原因"})
	x.No(act.NotNow, "", "l", access.Director, Propose{ID: x.Head().ID, Reason: "比例持续偏高"})
	need.Seen.Colour = "red"
	x.Do("c", access.Clerk, Recompute{ID: x.Head().ID, Needs: need})
	x.Do("l", access.Director, Ask{ID: x.Head().ID, Text: "请说明录像缺失原因"})
	x.Is("asked")
	x.Do("g", access.Liaison, Explain{ID: x.Head().ID, Text: "设备更换期间部分录像未上传。"})
	x.Do("l", access.Director, Propose{ID: x.Head().ID, Reason: "比例持续偏高"})
	x.Is("proposed")

	own := WarningNeeds{Found: true, Organ: "gongan", Own: OwnRule{ID: "d1", Zh: "本级录像率", En: "recorded", Source: "办法第4条", Direction: "up", Alert: Alert{true, .95, .90, .80}}, Seen: Seen{Hits: 50, Judged: 100, Colour: "red"}}
	y := wl.Start(t)
	y.No(act.Invalid, "rule", "c", access.Clerk, Raise{Rule: "own.d2", Unit: "河口派出所", Needs: own}) // another definition's
	y.No(act.Invalid, "rule", "c", access.Clerk, Raise{Rule: "own.", Unit: "河口派出所", Needs: WarningNeeds{Found: true, Organ: "gongan", Seen: own.Seen}})
	y.Do("c", access.Clerk, Raise{Rule: "own.d1", Unit: "河口派出所", Needs: own})
	if m := y.S.Matter(); m.Title != "河口派出所：本级录像率" || y.S.By().Red != .80 || y.S.By().Of().Basis != "办法第4条" || len(y.Head().Clocks) != 1 || y.Head().Clocks[0].Rule != "warning.respond" {
		t.Errorf("%+v %+v", m, y.S)
	}
	y.Do("l", access.Director, Ask{ID: y.Head().ID, Text: "请说明录像缺失原因"})
	y.Is("asked")
}
