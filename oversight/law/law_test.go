package law_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hengjian/oversight/law"
)

func TestCalendarFacts(t *testing.T) {
	for _, c := range []struct {
		day     law.Day
		working bool
		known   bool
		name    string
	}{
		{"2024-02-09", true, true, ""},         // eve of Spring Festival 2024: encouraged, not off
		{"2024-02-10", false, true, "春节"},      //
		{"2025-01-26", true, true, "春节"},       // Sunday, made up
		{"2026-02-14", true, true, "春节"},       // Saturday, made up
		{"2022-12-31", false, true, "元旦"},      // by the notice of 2023
		{"2024-02-03", false, true, ""},        // plain Saturday
		{"2025-10-08", false, true, "国庆节、中秋节"}, //
		{"2027-02-06", false, false, ""},       // no notice: weekends only
		{"2027-02-08", true, false, ""},
	} {
		w, k, n := law.Built().Working(c.day)
		if w != c.working || k != c.known || n != c.name {
			t.Errorf("%s: %v %v %q", c.day, w, k, n)
		}
	}
}

// TestCalendarAgainstPublishedData compares with the published notices as data, where they are at hand.
func TestCalendarAgainstPublishedData(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/calendar/20*.json")
	if len(files) == 0 {
		t.Log("NOT RUN: no ../shared/data/calendar; the table of this package's own tests was compared instead")
		return
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var y struct {
			Year   int
			Papers []string
			Days   []struct {
				Name, Date string
				IsOffDay   bool
			}
		}
		if err := json.Unmarshal(b, &y); err != nil {
			t.Fatal(err)
		}
		n, ok := law.Built().Notice(y.Year)
		if !ok || n.URL != y.Papers[0] {
			t.Errorf("%d: notice %q, want %q", y.Year, n.URL, y.Papers[0])
		}
		for _, d := range y.Days {
			if w, k, name := law.Built().Working(law.Day(d.Date)); w == d.IsOffDay || !k || name != d.Name {
				t.Errorf("%s %s: working %v known %v name %q", d.Date, d.Name, w, k, name)
			}
		}
	}
	t.Logf("compared %d years", len(files))
}

func TestAYearToCome(t *testing.T) {
	y, err := law.NewYear(2027, "https://example.invalid/2027", "元旦 2027-01-01..2027-01-03; 春节 2027-02-05..2027-02-11", "春节 2027-01-31")
	if err != nil {
		t.Fatal(err)
	}
	k := law.Clock{From: "2026-12-31", Term: law.MustTerm("1wd")}
	before, _ := law.Built().Due(k)
	after, _ := law.Built().With(y).Due(k)
	if !before.Provisional || before.Due != "2027-01-01" || len(before.Reasons) != 1 || after.Provisional || after.Due != "2027-01-04" {
		t.Errorf("before %+v\nafter %+v", before, after)
	}
	if _, known, _ := law.Built().Working("2027-01-04"); known {
		t.Error("With changed the built calendar")
	}
	for name, bad := range map[string][2]string{
		"weekday made up":  {"", "春节 2027-02-01"},
		"other year":       {"春节 2028-02-01", ""},
		"twice":            {"春节 2027-02-06", "春节 2027-02-06"},
		"reversed":         {"春节 2027-02-08..2027-02-06", ""},
		"impossible":       {"春节 2027-02-30", ""},
		"without its name": {"2027-02-06", ""},
	} {
		if _, err := law.NewYear(2027, "", bad[0], bad[1]); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestClocks(t *testing.T) {
	ex := func(a, b law.Day) []law.Span {
		return []law.Span{{From: a, To: b, Zh: "公告期间", En: "public notice"}}
	}
	for _, c := range []struct {
		name  string
		clock law.Clock
		due   law.Day
		prov  bool
		kinds string
	}{
		{"one working day before the festival", law.Clock{From: "2024-02-08", Term: law.MustTerm("1wd")}, "2024-02-09", false, "start due"},
		{"over the festival, made-up Sunday", law.Clock{From: "2024-02-09", Term: law.MustTerm("1wd")}, "2024-02-18", false, "start holiday makeup due"},
		{"made-up Saturday counts", law.Clock{From: "2026-02-13", Term: law.MustTerm("1wd")}, "2026-02-14", false, "start makeup due"},
		{"days roll over the festival", law.Clock{From: "2024-01-31", Term: law.MustTerm("15d")}, "2024-02-18", false, "start holiday roll makeup due"},
		{"custody does not roll", law.Clock{From: "2024-01-31", Term: law.MustTerm("15d"), NoRoll: true}, "2024-02-15", false, "start due"},
		{"made-up Sunday is a last day", law.Clock{From: "2025-01-16", Term: law.MustTerm("10d")}, "2025-01-26", false, "start makeup due"},
		{"month's last day", law.Clock{From: "2024-01-31", Term: law.MustTerm("1m")}, "2024-02-29", false, "start due"},
		{"leap day and a year", law.Clock{From: "2024-02-29", Term: law.MustTerm("1y")}, "2025-02-28", false, "start due"},
		{"three months", law.Clock{From: "2025-03-12", Term: law.MustTerm("3m")}, "2025-06-12", false, "start due"},
		{"20 days before a session", law.Clock{From: "2025-05-28", Term: law.MustTerm("20d"), Backwards: true}, "2025-05-08", false, "start due"},
		{"backwards does not leave a Sunday", law.Clock{From: "2025-05-31", Term: law.MustTerm("20d"), Backwards: true}, "2025-05-11", false, "start due"},
		{"backwards in working days", law.Clock{From: "2025-05-06", Term: law.MustTerm("2wd"), Backwards: true}, "2025-04-29", false, "start holiday due"},
		{"backwards months", law.Clock{From: "2024-03-31", Term: law.MustTerm("1m"), Backwards: true}, "2024-02-29", false, "start due"},
		{"excluded days", law.Clock{From: "2025-03-03", Term: law.MustTerm("10d"), Exclude: ex("2025-03-05", "2025-03-09")}, "2025-03-18", false, "start exclude due"},
		{"60 + 30 days", law.Clock{From: "2025-06-03", Term: law.MustTerm("60d"), Extend: []law.Extension{{Term: law.MustTerm("30d"), Zh: "情况复杂"}}}, "2025-09-01", false, "start extend due"},
		{"6 + 6 months keep the 31st", law.Clock{From: "2022-08-31", Term: law.MustTerm("6m"), Extend: []law.Extension{{Term: law.MustTerm("6m")}}}, "2023-08-31", false, "start extend due"},
		{"reset by the body", law.Clock{From: "2025-06-03", Term: law.MustTerm("10d"), Extend: []law.Extension{{Until: "2025-07-05"}}}, "2025-07-05", false, "start extend due"},
		{"next year's holidays are not known", law.Clock{From: "2026-12-30", Term: law.MustTerm("5d")}, "2027-01-04", true, "start provisional due"},
		{"no roll needs no calendar", law.Clock{From: "2027-01-01", Term: law.MustTerm("5d"), NoRoll: true}, "2027-01-06", false, "start due"},
		{"before the known years", law.Clock{From: "2015-06-18", Term: law.MustTerm("3wd")}, "2015-06-23", true, "start weekend provisional due"},
	} {
		r, err := law.Built().Due(c.clock)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var kinds []string
		for _, s := range r.Steps {
			kinds = append(kinds, s.Kind)
			if s.Note == "" || s.NoteEn == "" || !s.Date.Valid() {
				t.Errorf("%s: step %+v says too little", c.name, s)
			}
		}
		if r.Due != c.due || r.Provisional != c.prov || strings.Join(kinds, " ") != c.kinds || !r.DueAt.Equal(c.due.End()) {
			t.Errorf("%s: due %s %v %v, want %s %v %s", c.name, r.Due, r.Provisional, kinds, c.due, c.prov, c.kinds)
		}
	}
}

func TestHours(t *testing.T) {
	at := func(s string) time.Time {
		x, err := time.ParseInLocation("2006-01-02 15:04", s, law.Shanghai)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for _, c := range []struct {
		at, term, due string
		backwards     bool
	}{
		{"2025-03-05 10:00", "2oh", "2025-03-05 12:00", false},
		{"2025-03-05 11:30", "2oh", "2025-03-05 15:30", false},
		{"2025-03-07 17:00", "2oh", "2025-03-10 10:30", false}, // over a weekend
		{"2024-02-09 17:29", "2oh", "2024-02-18 10:59", false}, // over the festival to the made-up Sunday
		{"2025-03-05 22:10", "2oh", "2025-03-06 11:00", false},
		{"2025-03-07 17:00", "24h", "2025-03-08 17:00", false}, // the clock does not stop on Saturday
		{"2025-03-07 17:00", "30min", "2025-03-07 17:30", false},
		{"2025-03-10 10:00", "2oh", "2025-03-07 16:30", true},
	} {
		r, err := law.Built().Due(law.Clock{At: at(c.at), Term: law.MustTerm(c.term), Backwards: c.backwards})
		if err != nil || !r.DueAt.Equal(at(c.due)) || r.Due != law.DayOf(at(c.due)) {
			t.Errorf("%s %s: %v %v, want %s", c.at, c.term, r.DueAt, err, c.due)
		}
	}
}

func TestClocksRefuse(t *testing.T) {
	day := law.MustTerm("5d")
	for name, k := range map[string]law.Clock{
		"no start":                 {Term: day},
		"impossible date":          {From: "2023-02-29", Term: day},
		"no term":                  {From: "2024-01-01"},
		"hours without an instant": {From: "2024-01-01", Term: law.MustTerm("2h")},
		"backward extension":       {From: "2024-01-01", Term: day, Backwards: true, Extend: []law.Extension{{Term: day}}},
		"reversed exclusion":       {From: "2024-01-01", Term: day, Exclude: []law.Span{{From: "2024-02-02", To: "2024-02-01"}}},
		"empty extension":          {From: "2024-01-01", Term: day, Extend: []law.Extension{{}}},
		"reset to an earlier day":  {From: "2024-01-01", Term: day, Extend: []law.Extension{{Until: "2024-01-03"}}},
		"no office hours":          {At: time.Unix(1e9, 0), Term: law.MustTerm("2oh"), Hours: []law.Window{}},
		"beyond the years":         {From: "2199-12-30", Term: day},
	} {
		_, err := law.Built().Due(k)
		var e *law.Error
		if !errors.As(err, &e) || e.Zh == "" || e.En == "" || e.Field == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTerms(t *testing.T) {
	for in, want := range map[string]string{"15d": "15d", " 5WD ": "5wd", "３ｍ": "3m", "2 oh": "2oh", "30min": "30min", "2y": "2y"} {
		if got, err := law.ParseTerm(in); err != nil || got.String() != want {
			t.Errorf("%q: %v %v", in, got, err)
		}
	}
	for _, in := range []string{"", "d", "0d", "-1d", "1.5d", "5", "5x", "5 weeks", "999999d", "五日", "5d5d"} {
		if got, err := law.ParseTerm(in); err == nil {
			t.Errorf("%q accepted as %v", in, got)
		}
	}
	if s := law.MustTerm("1wd"); s.Zh() != "1个工作日" || s.En() != "1 working day" {
		t.Error(s.Zh(), s.En())
	}
}

func TestCite(t *testing.T) {
	for code, want := range map[string]string{
		"XF22 23(1)":                   "《信访工作条例》第二十三条第一款",
		"XF22 46(4)":                   "《信访工作条例》第四十六条第四项",
		"XF22 28(3), 30(3)":            "《信访工作条例》第二十八条第三款、第三十条第三款",
		"DZ22 50(7)":                   "《地方组织法》第五十条第七项",
		"L24 17, 37; local":            "《监督法》第十七条、第三十七条；本级规定",
		"mirrors L24 62":               "参照《监督法》第六十二条",
		"local, by analogy":            "local, by analogy", // not a code: passed on
		"local; by analogy XF22 23(3)": "本级规定；参照《信访工作条例》第二十三条第三款",
		"FG19 46(4)(5), 48–50":         "《法官法》第四十六条第四项、第五项、第四十八条至第五十条",
		"CPL 105":                      "《刑事诉讼法》第一百零五条",
		"CVL 219(3)":                   "《民事诉讼法》第二百一十九条第三款",
		"保密法 31, 47":                   "《保守国家秘密法》第三十一条、第四十七条",
		"own promise":                  "本机关承诺",
		"明人常〔2026〕3号":                  "明人常〔2026〕3号",
		"":                             "",
	} {
		if zh, _ := law.Cite(code); zh != want {
			t.Errorf("%s: %s, want %s", code, zh, want)
		}
	}
	if _, en := law.Cite("XF22 23(1), 31(6)"); en != "Petition Work Regulations (2022), art. 23 para. 1, art. 31 item 6" {
		t.Error(en)
	}
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 62: "六十二", 100: "一百", 105: "一百零五", 110: "一百一十", 111: "一百一十一", 457: "四百五十七"} {
		if got := law.Numeral(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

func TestRules(t *testing.T) {
	rs := law.BuiltRules()
	tell, ok := rs.At("990100", "2026-03-02", "clue.tell")
	if !ok || tell.Term.String() != "15d" || tell.Force != law.Statutory || !tell.Confirmed {
		t.Fatalf("clue.tell: %+v", tell)
	}
	if zh, _ := law.Cite(tell.Source); !strings.Contains(zh, "第二十三条第一款") {
		t.Error(zh)
	}
	if _, ok := rs.At("990100", "2022-04-30", "clue.tell"); ok {
		t.Error("clue.tell applies before 2022-05-01")
	}
	old, _ := rs.At("990100", "2024-11-07", "problem.look_back")
	now, _ := rs.At("990100", "2024-11-08", "problem.look_back")
	if !strings.Contains(old.Source, "L06") || !strings.Contains(now.Source, "L24") || now.Longest.String() != "6m" {
		t.Errorf("look_back: %s then %s", old.Source, now.Source)
	}
	if _, ok := rs.At("990100", "2020-01-01", "opinion.reply"); ok {
		t.Error("a rule of another province applies")
	}
	if _, ok := rs.At("330700", "2020-01-01", "opinion.reply"); !ok {
		t.Error("a province's rule does not reach its city")
	}
	if _, ok := rs.At("330700", "2025-06-01", "opinion.reply"); ok {
		t.Error("the regulation of 2008 applies after it was replaced")
	}
	for _, r := range rs.All() {
		if r.Force == law.Local && r.Confirmed {
			t.Errorf("%s: a local parameter is born confirmed", r.ID)
		}
		if r.Force == law.Statutory && strings.Contains(r.Source, "local") {
			t.Errorf("%s: statutory by a local source", r.ID)
		}
		if zh, en := r.Anchor.Text(); !r.Term.IsZero() && (zh == "" || en == "") {
			t.Errorf("%s: anchor %q has no text", r.ID, r.Anchor)
		}
		checkSource(t, r.ID, r.Source)
	}
}

// checkSource fails where a source code was passed on unread.
func checkSource(t *testing.T, id, source string) {
	t.Helper()
	zh, en := law.Cite(source)
	if zh == "" || en == "" || strings.ContainsAny(zh, "()") || zh == source {
		t.Errorf("%s: source %q reads %q", id, source, zh)
	}
}

func TestLocalRules(t *testing.T) {
	own := law.Rule{ID: "leg.receipt", Zh: "签收", En: "receive", Term: law.MustTerm("2wd"), Anchor: law.AtSending,
		Source: "明人常〔2026〕3号", Place: "990100", Own: true, From: "2026-04-01", Force: law.Local, Confirmed: true}
	rs, err := law.BuiltRules().With(own)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		place string
		day   law.Day
		term  string
	}{{"990100", "2026-04-01", "2wd"}, {"990100", "2026-03-31", "3wd"}, {"990102", "2026-04-01", "3wd"}} {
		if r, ok := rs.At(c.place, c.day, "leg.receipt"); !ok || r.Term.String() != c.term {
			t.Errorf("%s %s: %v", c.place, c.day, r.Term)
		}
	}
	if r, _ := law.BuiltRules().At("990100", "2026-04-01", "leg.receipt"); r.Confirmed {
		t.Error("With changed the built rules")
	}
	a, b := rs.Regime("990100", "2026-03-31"), rs.Regime("990100", "2026-04-01")
	if a.To != "2026-03-31" || b.From != "2026-04-01" || a.ID == b.ID || b.ID != "990100@2026-04-01" {
		t.Errorf("regimes %s..%s, %s..%s", a.From, a.To, b.From, b.To)
	}
	if c := rs.Regime("990102", "2026-04-02"); c.From == "2026-04-01" {
		t.Error("the city's own rule changed the county's rule set")
	}
	lax := law.Rule{ID: "clue.tell", Zh: "告知", En: "tell", Term: law.MustTerm("20d"), Source: "local", Place: "990100", From: "2026-01-01", Force: law.Local}
	if _, err := law.BuiltRules().With(lax); err == nil {
		t.Error("a local rule laxer than the statute was accepted")
	}
	lax.Term = law.MustTerm("7d")
	if _, err := law.BuiltRules().With(lax); err != nil {
		t.Error(err)
	}
}

func TestExtensionHasAnEnd(t *testing.T) {
	finish, _ := law.BuiltRules().At("990100", "2026-03-02", "clue.finish")
	d := law.MustTerm
	if finish.Allows(d("30d")) != nil || finish.Allows(d("10d"), d("20d")) != nil {
		t.Error("30 days in all are lawful")
	}
	tell, _ := law.BuiltRules().At("990100", "2026-03-02", "clue.tell")
	if finish.Allows(d("31d")) == nil || finish.Allows(d("11d"), d("20d")) == nil || finish.Allows(d("1m")) == nil || tell.Allows(d("1d")) == nil {
		t.Error("an unlawful extension was allowed")
	}
}

func TestRoutes(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range law.Routes {
		if seen[r.ID] {
			t.Errorf("%s twice", r.ID)
		}
		seen[r.ID] = true
		if r.Zh == "" || r.En == "" || r.Organ == "" || r.DeskZh == "" || r.DeskEn == "" || r.LimitZh == "" || r.LimitEn == "" {
			t.Errorf("%s says too little", r.ID)
		}
		if zh, en := r.Level.Text(); zh == "" || en == "" {
			t.Errorf("%s: level %q", r.ID, r.Level)
		}
		checkSource(t, r.ID, r.Basis)
		// The congress refers, it never says what the outcome should be.
		for _, w := range []string{"改判", "重审", "纠正判决", "从轻", "从重", "限期办结"} {
			if strings.Contains(r.Zh+r.DeskZh+r.LimitZh, w) {
				t.Errorf("%s: %q has no place in a route", r.ID, w)
			}
		}
	}
	for class, want := range map[string]string{"strict.torture": "torture", "clean.money": "duty_crime", "strict.execution_delay": "execution_delay", "strict.no_filing": "filing"} {
		if rs := law.RoutesFor(class); len(rs) == 0 || rs[0].ID != want {
			t.Errorf("%s: %v", class, rs)
		}
	}
	for _, r := range law.RoutesFor("strict.judgment") {
		if r.Mode != law.Tell {
			t.Errorf("%s: a judgment is never referred", r.ID)
		}
	}
	if zh, _ := law.NoticeText("terms_run"); zh != "向人大反映不会中止或延长上诉、申请再审、复议、诉讼、赔偿的期限。" {
		t.Error(zh)
	}
}

func TestDay(t *testing.T) {
	midnight := time.Date(2024, 2, 8, 16, 0, 0, 0, time.UTC) // 00:00 on the 9th in Shanghai
	if law.DayOf(midnight) != "2024-02-09" || law.DayOf(midnight.Add(-time.Microsecond)) != "2024-02-08" {
		t.Error(law.DayOf(midnight))
	}
	d := law.Day("2024-02-28")
	if d.Add(2) != "2024-03-01" || d.AddMonths(12) != "2025-02-28" || d.Zh() != "2024年2月28日" || d.End() != law.Day("2024-02-29").Start() {
		t.Error(d.Add(2), d.AddMonths(12), d.Zh(), d.End())
	}
	for _, s := range []string{"2024-2-8", "2023-02-29", "1899-12-31", "2200-01-01", "二〇二四", "2024-02-08T00:00"} {
		if _, err := law.ParseDay(s); err == nil {
			t.Errorf("%q accepted", s)
		}
	}
	if x, err := law.ParseDay("２０２４－０２－０８"); err != nil || x != "2024-02-08" {
		t.Error(x, err)
	}
}

func FuzzParseTerm(f *testing.F) {
	for _, s := range []string{"15d", "5wd", "３ｍ", "2oh", "-1d", "999999y", "d", "1e9d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		term, err := law.ParseTerm(s)
		if err != nil {
			return
		}
		if again, err := law.ParseTerm(term.String()); err != nil || again != term {
			t.Errorf("%q: %v does not read back", s, term)
		}
	})
}

func FuzzClock(f *testing.F) {
	f.Add("2024-02-08", "1wd", "", "", false, false)
	f.Add("2024-01-31", "1m", "2024-02-01", "2024-02-10", true, false)
	f.Add("2199-12-31", "100y", "1900-01-01", "2199-12-31", false, true)
	f.Fuzz(func(t *testing.T, from, term, a, b string, noRoll, backwards bool) {
		x, err := law.ParseTerm(term)
		if err != nil {
			return
		}
		k := law.Clock{From: law.Day(from), Term: x, NoRoll: noRoll, Backwards: backwards}
		if d, err := law.ParseDay(from); err == nil {
			k.At = d.Start()
		}
		if a != "" {
			k.Exclude = []law.Span{{From: law.Day(a), To: law.Day(b)}}
		}
		r, err := law.Built().Due(k)
		if err != nil {
			return
		}
		if !r.Due.Valid() || len(r.Steps) < 2 || !backwards && r.Due < k.From || backwards && r.Due > k.From {
			t.Errorf("%+v: %+v", k, r)
		}
	})
}
