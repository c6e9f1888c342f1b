package office_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/clue"
	"hengjian/oversight/task"
	"hengjian/store"
)

// month plays thirty days under a campaign: messages that are put under it at
// once, later, or moved to another; several changes on one day; tasks taken,
// reported, confirmed late, cancelled; one message from which the clerk is recused.
func month(h *officetest.House) (camp string, days []string) {
	draft := func(title string) string {
		return h.Must("chenxiao", &campaign.Draft{Title: title, Since: "2026-03-01"}).Subject
	}
	camp, other := draft("规范侦查讯问专项监督"), draft("执行难专项监督")
	minute := office.Order{Body: &act.Body{Name: "council", Minute: "纪要3号", Date: "2026-03-02"}}
	for _, c := range []string{camp, other} {
		h.MustAs(h.Person("chenxiao"), &campaign.Adopt{ID: c}, minute)
	}
	me := h.Person("chenxiao").ID
	var tasks []string
	for i := range 24 {
		days = append(days, act.DayOf(h.Now()))
		under := [...]string{camp, "", camp, other}[i%4]
		id := h.Must("hejing", &clue.Receive{Via: "letter", Asked: "police", Text: fmt.Sprint("讯问时没有录音录像，办案区的灯整夜亮着。第", i, "件。"), Campaign: under}).Subject
		if i%5 == 0 {
			h.Wait(26 * time.Hour)
		}
		into := [...]string{"", camp, other, camp}[i%4]
		h.Must("hejing", &clue.Summarise{ID: id, Title: "反映办案区没有录音录像", Summary: "来信人称讯问时没有录音录像，希望查明。", Class: [...]string{"norm.recording", "norm.manner"}[i%2], Campaign: into})
		if i%3 > 0 {
			h.Must("chenxiao", &clue.Propose{ID: id, Routes: []clue.Route{{Outcome: "opinion", Reason: "作为工作意见"}}})
		}
		if i%6 == 2 {
			h.Must("linlan", &clue.Keep{ID: id})
		}
		due := act.DayOf(h.Now().Add(72 * time.Hour))
		tasks = append(tasks, h.Must("chenxiao", &task.Create{Work: task.Work{Title: fmt.Sprint("第", i, "项走访任务"), Campaign: [...]string{camp, other}[i%2]}, Owner: task.Owner{Person: me}, Due: due}).Subject)
		if i > 3 {
			old := tasks[i-4]
			if i%5 == 4 {
				h.Must("chenxiao", &task.Cancel{ID: old, Reason: "与另一项重复"})
			}
		}
		h.Wait(19 * time.Hour)
	}
	return camp, append(days, act.DayOf(h.Now()))
}

// TestCockpitCounts: what the derived tables count is what the list counts, for
// every function, and what folding the lines of the book by hand gives for
// every day.
func TestCockpitCounts(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		camp, days := month(h)
		v := h.O.View(h.Ctx)
		kinds := []string{"clue", "task"}
		for _, login := range []string{"chenxiao", "linlan", "secretary", "member", "deputy", "anquan", "discipline"} {
			sc := access.ScopeOf(h.Person(login))
			rows, err := v.Tally(sc, camp, kinds...)
			if err != nil {
				t.Fatal(err)
			}
			for _, col := range []string{"state", "class", "organ", "via"} {
				for _, kind := range kinds {
					want, err := h.O.CountBy(h.Ctx, h.Person(login), office.Filter{Kinds: []string{kind}, Campaign: camp}, col)
					if err != nil {
						t.Fatal(err)
					}
					got := map[string]int{}
					for _, r := range rows {
						if r.Kind == kind {
							got[map[string]string{"state": r.State, "class": r.Class, "organ": r.Organ, "via": r.Via}[col]] += r.N
						}
					}
					if fmt.Sprint(got) != fmt.Sprint(want) {
						t.Errorf("%s, %s by %s: %v, the list says %v", login, kind, col, got, want)
					}
				}
			}
		}
		ls, err := v.Lines(officetest.Place, 0, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		under := map[string]bool{}
		for _, kind := range kinds {
			err := v.EachMatter(access.ScopeOf(h.Person("linlan")), office.Filter{Kinds: []string{kind}, Campaign: camp}, 50, func(r office.Row) error { under[r.Subject] = true; return nil })
			if err != nil {
				t.Fatal(err)
			}
		}
		several := 0
		for _, day := range days {
			state := map[string][2]string{}
			for _, l := range ls {
				if act.DayOf(time.UnixMicro(l.At)) <= day && under[l.Subject] {
					state[l.Subject] = [2]string{l.Kind, l.To}
				}
			}
			want := map[[2]string]int{}
			for _, s := range state {
				want[s]++
			}
			no, _ := store.DayNo(day)
			got := map[[2]string]int{}
			rows, err := v.StoodOn(access.ScopeOf(h.Person("linlan")), camp, no, kinds...)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range rows {
				got[[2]string{s.Kind, s.State}] = s.N
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s: %v, folding gives %v", day, got, want)
			}
			if len(want) > 3 {
				several++
			}
			for s, n := range want {
				if m := countStood(t, h, camp, s[0], s[1], day); m != n {
					t.Errorf("%s: the list of %v holds %d, folding gives %d", day, s, m, n)
				}
			}
		}
		if several < 5 {
			t.Errorf("only %d days have several states", several)
		}
		if rep := verified(h, true); !rep.OK() {
			t.Error(rep.Findings)
		}
	})
}

// countStood walks the list of a past day to its end, three at a time.
func countStood(t *testing.T, h *officetest.House, camp, kind, state, day string) int {
	t.Helper()
	n, at := 0, store.StoodAt{}
	for {
		rows, next, all, err := h.O.StoodOn(h.Ctx, h.Person("linlan"), camp, kind, state, day, at, 3)
		if err != nil {
			t.Fatal(err)
		}
		n += len(rows)
		for _, r := range rows {
			if r.On != state || r.Kind != kind {
				t.Errorf("a %s in %s among the %s in %s", r.Kind, r.On, kind, state)
			}
		}
		if next == (store.StoodAt{}) {
			if all != n {
				t.Errorf("%s %s on %s: said to be %d, listed %d", kind, state, day, all, n)
			}
			return n
		}
		at = next
	}
}

// TestCockpitRecused: whoever is recused from a matter sees it in no number.
func TestCockpitRecused(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		camp, days := month(h)
		last, _ := store.DayNo(days[len(days)-1])
		sum := func(login string) (now, then int) {
			sc := access.ScopeOf(h.Person(login))
			rows, err := h.O.View(h.Ctx).Tally(sc, camp, "clue")
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				now += r.N
			}
			stood, err := h.O.View(h.Ctx).StoodOn(sc, camp, last, "clue")
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range stood {
				then += r.N
			}
			return now, then
		}
		h.Open("another", "另经办", access.Clerk) // somebody remains who can handle it
		n, d := sum("chenxiao")
		m, err := h.O.List(h.Ctx, h.Person("linlan"), office.Filter{Kinds: []string{"clue"}, States: []string{"proposed"}, Campaign: camp}, office.Cursor{}, 1)
		if err != nil || len(m.Rows) != 1 {
			t.Fatal(err)
		}
		h.Must("chenxiao", &clue.Recuse{ID: m.Rows[0].Subject, Why: clue.RecuseWhys[0].Code})
		if a, b := sum("chenxiao"); a != n-1 || b != d-1 {
			t.Errorf("recused from one of %d and %d: sees %d and %d", n, d, a, b)
		}
		if a, _ := sum("linlan"); a != n {
			t.Errorf("the director sees %d of %d", a, n)
		}
	})
}

// TestCockpitIsRememberedUntilTheNextAct: asked again it reads less, gives the
// same numbers, and the next act is in them at once.
func TestCockpitIsRememberedUntilTheNextAct(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		camp := h.Must("chenxiao", &campaign.Draft{Title: "规范侦查讯问专项监督", Since: "2026-03-01"}).Subject
		h.MustAs(h.Person("chenxiao"), &campaign.Adopt{ID: camp}, office.Order{Body: &act.Body{Name: "council", Minute: "纪要3号", Date: "2026-03-02"}})
		receive := func() {
			h.Must("hejing", &clue.Receive{Via: "letter", Asked: "police", Text: "讯问时没有录音录像，办案区的灯整夜亮着。", Campaign: camp})
		}
		ask := func() (messages int, asked int64) {
			var statements atomic.Int64
			k, err := h.O.Cockpit(store.Counting(h.Ctx, &statements), h.Person("chenxiao"), camp, "")
			if err != nil {
				t.Fatal(err)
			}
			return k.Sum(func(r store.Tally) bool { return r.Kind == "clue" }), statements.Load()
		}
		receive()
		n1, s1 := ask()
		n2, s2 := ask()
		receive()
		n3, _ := ask()
		if n1 != 1 || n2 != 1 || n3 != 2 {
			t.Errorf("messages counted: %d, again %d, after another act %d; want 1, 1, 2", n1, n2, n3)
		}
		if s2 >= s1 {
			t.Errorf("%d statements when asked again, %d at first", s2, s1)
		}
	})
}

// TestCountIsRememberedByPersonAndUntilTheNextAct: two people of different reach
// never share a count, and a new matter is counted at once.
func TestCountIsRememberedByPersonAndUntilTheNextAct(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		count := func(login string) int {
			n, err := h.O.Count(h.Ctx, h.Person(login), office.Filter{Kinds: []string{"clue"}}, 1001)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		for want := range 3 {
			for range 2 {
				if n := count("chenxiao"); n != want {
					t.Errorf("the clerk counts %d, want %d", n, want)
				}
				if n := count("deputy"); n != 0 {
					t.Errorf("the deputy counts %d of what is not for deputies", n)
				}
			}
			h.Must("hejing", &clue.Receive{Via: "letter", Asked: "police", Text: fmt.Sprint("讯问时没有录音录像，办案区的灯整夜亮着。第", want, "件。")})
		}
	})
}
