package store

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Every list query is explained on both engines: none reads the whole table.
func TestListQueriesUseAnIndex(t *testing.T) {
	clerk := access.ScopeOf(access.Person{ID: "p1", Roles: []act.Role{access.Clerk}, Place: "990200"})
	secretary := access.ScopeOf(access.Person{ID: "p2", Roles: []act.Role{access.Secretary}, Place: "990200"})
	desk := access.ScopeOf(access.Person{ID: "p3", Roles: []act.Role{access.Desk}, Place: "990200", Organ: "o1"})
	deputy := access.ScopeOf(access.Person{ID: "p4", Roles: []act.Role{access.Deputy}, Place: "990200"})
	clues := []string{"clue"}
	cases := []struct {
		name string
		sc   access.Scope
		f    Filter
		c    Cursor
	}{
		{"clues", clerk, Filter{Kinds: clues}, Cursor{}},
		{"clues, next page", clerk, Filter{Kinds: clues}, Cursor{Ord: 77 << 28}},
		{"clues by state", clerk, Filter{Kinds: clues, States: []string{"registered"}}, Cursor{}},
		{"clues by class", clerk, Filter{Kinds: clues, Class: "norm.recording"}, Cursor{}},
		{"clues of both channels", secretary, Filter{Kinds: clues}, Cursor{}},
		{"what waits", clerk, Filter{Kinds: clues, Awaits: []Await{{Kind: "clue", State: "registered"}}, ByDue: true, Current: true}, Cursor{}},
		{"legs of a desk", desk, Filter{Kinds: []string{"leg"}}, Cursor{}},
		{"problems of a deputy", deputy, Filter{Kinds: []string{"problem"}}, Cursor{}},
		{"search", clerk, Filter{Text: "没有录音"}, Cursor{}},
		{"named", clerk, Filter{Named: "u1", Kinds: clues}, Cursor{}},
	}
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		s := filled(t, dsn)
		for _, c := range cases {
			plan := explain(t, s, c.sc, c.f, c.c)
			if whole(engine, plan) {
				t.Errorf("%s: %s reads the whole table:\n%s", engine, c.name, plan)
			}
		}
	})
}

// filled opens a store with enough invented rows for the planners to care.
func filled(t *testing.T, dsn string) *Store {
	ctx := context.Background()
	if _, err := Migrate(ctx, dsn); err != nil {
		t.Fatal(err)
	}
	s, err := Open(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	states := []string{"registered", "accepted", "closed", "kept"}
	err = s.Write(ctx, func(tx *Tx) error {
		for i := range int64(4000) {
			m := MatterRow{Kind: "clue", Subject: fmt.Sprint("c", i), Place: fmt.Sprint("9902", 10+i%10), State: states[i%4], Title: "无", Class: "norm.recording",
				DueAt: noDue - i, Opened: "2026-03-02", Version: 1, Ord: i << 28}
			if i%3 == 0 {
				m.Place = "990200"
			}
			if i%50 == 0 {
				m.Kind, m.Shown = "leg", fmt.Sprint("o", i%7)
			}
			if err := tx.deriveBirth(m.Kind, m, act.Matter{Words: "讯问时没有录音录像", Named: []string{fmt.Sprint("u", i%500)}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write(ctx, func(tx *Tx) error { _, err := tx.Exec("ANALYZE"); return err }); err != nil {
		t.Fatal(err)
	}
	return s
}

func explain(t *testing.T, s *Store, sc access.Scope, f Filter, c Cursor) string {
	t.Helper()
	q, args := s.Read(context.Background()).listQuery(sc, f, c, 25)
	return planOf(t, s.Read(context.Background()), s.eng.name, q, args...)
}

// whole reports a plan that scans the matter table from end to end.
func whole(engine, plan string) bool {
	if engine == "postgres" {
		return strings.Contains(plan, "Seq Scan on matter")
	}
	for _, l := range strings.Split(plan, "\n") {
		if strings.HasPrefix(strings.TrimSpace(l), "SCAN m") && !strings.Contains(l, "USING") {
			return true
		}
	}
	return false
}

// Near letters are found by their bands and read by their places in lists.
func TestNearQueriesUseAnIndex(t *testing.T) {
	clerk := access.ScopeOf(access.Person{ID: "p1", Roles: []act.Role{access.Clerk}, Place: "990200"})
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		s := filled(t, dsn)
		err := s.Write(context.Background(), func(tx *Tx) error {
			for i := range int64(4000) {
				if err := tx.bands(i<<28, true, nil, []int64{i % 7, 100 + i%700, -1 - i}); err != nil {
					return err
				}
			}
			_, err := tx.Exec("ANALYZE")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for name, ask := range map[string]func() (string, []any){
			"sharers": func() (string, []any) { return s.eng.sharersQuery("clue", "c3", []int64{3, 103, -4}) },
			"by ord":  func() (string, []any) { return someQuery(clerk, "clue", "ord", []any{int64(3 << 28), int64(4 << 28)}) },
			"by id":   func() (string, []any) { return someQuery(clerk, "clue", "subject", []any{"c3", "c4"}) },
		} {
			q, args := ask()
			plan := planOf(t, s.Read(context.Background()), engine, q, args...)
			for _, l := range strings.Split(plan, "\n") {
				l = strings.TrimSpace(l)
				if l == "SCAN matter" || l == "SCAN o" || strings.Contains(l, "matter_list") || strings.Contains(l, "Seq Scan on matter") || strings.Contains(l, "Seq Scan on band") {
					t.Errorf("%s: %s: %s\n%s", engine, name, l, plan)
				}
			}
		}
	})
}

// A cockpit counts what stands under one campaign: by index on both engines,
// none reading the tables of all campaigns.
func TestCockpitQueriesUseAnIndex(t *testing.T) {
	sc := access.ScopeOf(access.Person{ID: "p1", Roles: []act.Role{access.Clerk}, Place: "990200"})
	kinds := []string{"clue", "task", "problem"}
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		s := filled(t, dsn)
		err := s.Write(context.Background(), func(tx *Tx) error {
			for i := range int64(3000) {
				m := MatterRow{Kind: "clue", Subject: fmt.Sprint("s", i), Place: "990200", State: "registered", Campaign: fmt.Sprint("camp", i%60), Class: "norm.recording", DueAt: noDue - i, Opened: "2026-03-02", Version: 1, Ord: (5000 + i) << 28, Kept: i % 2}
				if err := tx.countStood(nil, &m, i*dayLong/9); err != nil {
					return err
				}
				if err := tx.deriveBirth(m.Kind, m, act.Matter{Words: "讯问"}); err != nil {
					return err
				}
			}
			_, err := tx.Exec("ANALYZE")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		day := dayNo(200 * dayLong)
		for name, ask := range map[string]func() (string, []any){
			"tally":           func() (string, []any) { return tallyQuery(sc, "camp7", kinds) },
			"a day":           func() (string, []any) { return stoodQuery(sc, "camp7", day, kinds) },
			"a day's list":    func() (string, []any) { return stoodListQuery(sc, "camp7", "clue", "registered", day, StoodAt{}, 25) },
			"overdue":         func() (string, []any) { return overdueQuery(sc, "camp7", noDue-100, kinds) },
			"reached units":   func() (string, []any) { return reachedQuery(sc, "camp7", "task", []string{"accepted", "doing"}) },
			"reached by name": func() (string, []any) { return reachedQuery(sc, "camp7", "problem", []string{"confirmed"}) },
			"focus units":     func() (string, []any) { return focusQuery, []any{"990200", "2026-03-02"} },
			"ended terms": func() (string, []any) {
				return s.Read(context.Background()).listQuery(sc, Filter{Kinds: kinds, Campaign: "camp7", Terms: "kept"}, Cursor{}, 25)
			},
		} {
			q, args := ask()
			plan := planOf(t, s.Read(context.Background()), engine, q, args...)
			for _, l := range strings.Split(plan, "\n") {
				l = strings.TrimSpace(l)
				scan := strings.HasPrefix(l, "SCAN") && (strings.HasPrefix(l, "SCAN m") || strings.HasPrefix(l, "SCAN s") || strings.HasPrefix(l, "SCAN tu") || strings.HasPrefix(l, "SCAN tally")) && !strings.Contains(l, "SUBQUERY")
				if scan || strings.Contains(l, "Seq Scan on matter") || strings.Contains(l, "Seq Scan on stood") || strings.Contains(l, "Seq Scan on turned") || strings.Contains(l, "Seq Scan on tally") {
					t.Errorf("%s: %s reads a whole table: %s\n%s", engine, name, l, plan)
				}
			}
		}
	})
}
