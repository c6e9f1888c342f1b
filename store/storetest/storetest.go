// Package storetest says what a database must do to be the product's store. It
// runs on every engine; an engine that fails it is not supported.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"hengjian/lexis"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/organ"
	"hengjian/store"
)

const place = "990200"

// Run runs the suite; open gives an empty migrated store.
func Run(t *testing.T, open func(t *testing.T) *store.Store) {
	for name, f := range map[string]func(*testing.T, *store.Store){
		"savepoints":       savepoints,
		"version guard":    versionGuard,
		"numbers no gaps":  noGaps,
		"act id once":      actIDOnce,
		"series no gaps":   seriesNoGaps,
		"search agrees":    searchAgrees,
		"last days pass":   lastDaysPass,
		"verify of nobody": verifyEmpty,
	} {
		t.Run(name, func(t *testing.T) { f(t, open(t)) })
	}
}

// drafted is a campaign ready to be kept.
func drafted(id, title, theme string) *campaign.Campaign {
	c := &campaign.Campaign{Name: title, Theme: theme, Since: "2026-01-01"}
	c.Head = act.Head{ID: id, Version: 1, State: "drafting", Place: place, Opened: "2026-03-02", Regime: "2026-03-02"}
	return c
}

func keep(tx *store.Tx, c *campaign.Campaign, name, from, actID string, salt []byte) (store.Line, error) {
	return tx.Keep(&store.Kept{Table: store.Campaigns.Table, Now: c, Salt: salt, Input: []byte("{}"), Line: store.Line{Book: place, At: 1772424000000000,
		Actor: "a", Role: "clerk", Act: name, Kind: "campaign", Subject: c.ID, Version: c.Version, From: from, To: c.State,
		Basis: basis(name), Cause: -1, ActID: actID}})
}

func basis(name string) string {
	for _, s := range campaign.Life.Steps {
		if string(s.Do) == name {
			return s.Basis
		}
	}
	return ""
}

func begin(ctx context.Context, s *store.Store, title, theme string) (string, store.Line, error) {
	var l store.Line
	id := uuid.NewString()
	err := s.Write(ctx, func(tx *store.Tx) (err error) {
		l, err = keep(tx, drafted(id, title, theme), "campaign.draft", "", uuid.NewString(), nil)
		return err
	})
	return id, l, err
}

// agrees demands that the store verifies and has n lines.
func agrees(t *testing.T, s *store.Store, n int64) {
	t.Helper()
	rep, err := s.Verify(context.Background(), store.VerifyOptions{All: true})
	if err != nil || !rep.OK() || rep.Lines != n {
		t.Fatalf("%d lines expected: %v %+v", n, err, rep)
	}
}

// At the same time some jobs are refused, some panic, some have a caller who
// went away: each answer is its own, and what was refused left nothing.
func savepoints(t *testing.T, s *store.Store) {
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	var wg sync.WaitGroup
	refusal := act.Refuse(act.Invalid, "不", "no")
	for i := range 60 {
		wg.Go(func() {
			ctx := context.Background()
			if i%4 == 3 {
				ctx = gone
			}
			err := s.Write(ctx, func(tx *store.Tx) error {
				if _, err := keep(tx, drafted(uuid.NewString(), "规范讯问", "主题"), "campaign.draft", "", uuid.NewString(), nil); err != nil {
					return err
				}
				switch i % 4 {
				case 1:
					return refusal
				case 2:
					panic("a bug in one act")
				}
				return nil
			})
			ok := map[int]bool{0: err == nil, 1: errors.Is(err, error(refusal)), 2: err != nil && strings.Contains(err.Error(), "a bug in one act"), 3: err == nil}
			if !ok[i%4] {
				t.Errorf("job %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	agrees(t, s, 30)
}

// Of two who act on the same version one wins and the other is told.
func versionGuard(t *testing.T, s *store.Store) {
	ctx := context.Background()
	id, _, err := begin(ctx, s, "规范讯问", "主题")
	if err != nil {
		t.Fatal(err)
	}
	for round := range 10 {
		now, salt, err := store.Campaigns.LoadAny(s.Read(ctx), id)
		if err != nil {
			t.Fatal(err)
		}
		errs := make([]error, 2)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() {
				c := *now.(*campaign.Campaign)
				c.Version++
				c.Theme = fmt.Sprint(round, i)
				errs[i] = s.Write(ctx, func(tx *store.Tx) error {
					_, err := keep(tx, &c, "campaign.amend", "drafting", uuid.NewString(), salt)
					return err
				})
			})
		}
		wg.Wait()
		slices.SortFunc(errs, func(a, b error) int { return b2i(a != nil) - b2i(b != nil) })
		if errs[0] != nil || !errors.Is(errs[1], error(store.ErrOvertaken)) {
			t.Fatalf("round %d: %v", round, errs)
		}
	}
	agrees(t, s, 11)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Forty at a time take numbers of one book: each number once, none left out.
func noGaps(t *testing.T, s *store.Store) {
	var mu sync.Mutex
	var seqs []int64
	var wg sync.WaitGroup
	for range 40 {
		wg.Go(func() {
			for range 2 {
				_, l, err := begin(context.Background(), s, "规范讯问", "主题")
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				seqs = append(seqs, l.Seq)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	slices.Sort(seqs)
	for i, n := range seqs {
		if n != int64(i) {
			t.Fatalf("numbers %v", seqs)
		}
	}
	agrees(t, s, 80)
}

// One act id is one act, however many use it at once.
func actIDOnce(t *testing.T, s *store.Store) {
	for range 10 {
		id := uuid.NewString()
		errs := make([]error, 4)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() {
				errs[i] = s.Write(context.Background(), func(tx *store.Tx) error {
					_, err := keep(tx, drafted(uuid.NewString(), "规范讯问", "主题"), "campaign.draft", "", id, nil)
					return err
				})
			})
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			won += b2i(err == nil)
			if err != nil && act.KindOf(err) != act.Conflict {
				t.Errorf("the same act id: %v", err)
			}
		}
		if won != 1 {
			t.Fatalf("%d of 4 won: %v", won, errs)
		}
	}
	agrees(t, s, 10)
}

// A number drawn by an act that was then refused goes to the next one.
func seriesNoGaps(t *testing.T, s *store.Store) {
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			err := s.Write(context.Background(), func(tx *store.Tx) error {
				n, err := tx.Draw("test/2026")
				if err != nil {
					return err
				}
				c := drafted(uuid.NewString(), "规范讯问", "主题")
				c.Serial, c.Drawn = n, []string{store.Drawn("test/2026", n)}
				if _, err := keep(tx, c, "campaign.draft", "", uuid.NewString(), nil); err != nil || i%3 != 0 {
					return err
				}
				return act.Refuse(act.Invalid, "不", "no")
			})
			if (err == nil) != (i%3 != 0) {
				t.Errorf("draw %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	agrees(t, s, 40) // verify rebuilds the series
}

// Search finds what the reference matcher finds, no more and no less.
func searchAgrees(t *testing.T, s *store.Store) {
	ctx := context.Background()
	alphabet := []rune("刑讯逼供法院录音aB１2 ，\"'()-&|!:*𠮷〇é")
	text := func(n int) string {
		out := make([]rune, rand.IntN(n)+1)
		for i := range out {
			out[i] = alphabet[rand.IntN(len(alphabet))]
		}
		return string(out)
	}
	texts := map[string]string{}
	for i := range 60 {
		title, theme := text(10), text(40)
		if i%20 == 0 {
			theme = text(4000) // more than one piece
		}
		id, _, err := begin(ctx, s, title, theme)
		if err != nil {
			t.Fatal(err)
		}
		texts[id] = title + "\n" + theme
	}
	sc := access.ScopeOf(access.Person{ID: "a", Roles: []act.Role{access.Clerk}, Place: place})
	hits := 0
	for range 300 {
		q := text(5)
		if rand.IntN(3) == 0 {
			q += " " + text(3)
		}
		var want, have []string
		parsed := lexis.ParseQuery(q)
		for id, words := range texts {
			if parsed.Match(words) {
				want = append(want, id)
			}
		}
		ms, err := s.Read(ctx).Matters(sc, store.Filter{Kinds: []string{"campaign"}, Text: q}, store.Cursor{}, 100)
		if err != nil {
			t.Fatalf("%q: %v", q, err)
		}
		for _, m := range ms.Rows {
			have = append(have, m.Subject)
		}
		slices.Sort(want)
		slices.Sort(have)
		if strings.TrimSpace(q) != "" && !parsed.Empty() && !slices.Equal(want, have) {
			t.Fatalf("%q: %d found, the reference finds %d", q, len(have), len(want))
		}
		hits += len(have)
	}
	if hits == 0 {
		t.Fatal("no query found anything: the test says nothing")
	}
	agrees(t, s, 60)
}

// An empty store verifies.
func verifyEmpty(t *testing.T, s *store.Store) { agrees(t, s, 0) }

// An entry of the register ends on the last day that was written beforehand,
// without an act: lists, counts and titles say so alike, and what has no such
// day stays.
func lastDaysPass(t *testing.T, s *store.Store) {
	ctx := context.Background()
	head := func(id string) act.Head {
		return act.Head{ID: id, Version: 1, State: "listed", Place: place, Opened: "2026-03-02", Regime: "2026-03-02"}
	}
	entries := func(until string) []struct {
		table *store.Table
		now   any
		do    string
	} {
		id := func(kind string) string { return kind + until }
		return []struct {
			table *store.Table
			now   any
			do    string
		}{
			{store.Organs.Table, &organ.Organ{Head: head(id("organ")), Code: id("O"), Name: "机关", Until: until}, "register.import"},
			{store.Units.Table, &organ.Unit{Head: head(id("unit")), Code: id("U"), Name: "单位", Organ: "o1", Until: until}, "unit.establish"},
			{store.Officers.Table, &organ.Officer{Head: head(id("officer")), Code: id("F"), Name: "人员", Organ: "o1", Until: until}, "officer.enter"},
			{store.Members.Table, &organ.Member{Head: head(id("member")), Code: id("M"), Name: "委员", Until: until}, "register.import"},
			{store.Deputies.Table, &organ.Deputy{Head: head(id("deputyrec")), Code: id("D"), Name: "代表", Until: until}, "register.import"},
			{store.Stations.Table, &organ.Station{Head: head(id("station")), Code: id("S"), Name: "联络站", Until: until}, "register.import"},
		}
	}
	var kinds []string
	for _, until := range []string{"", "2026-03-10"} {
		for _, e := range entries(until) {
			if until == "" {
				kinds = append(kinds, e.table.Kind)
			}
			h := e.now.(act.Bearer).Bear()
			if err := s.Write(ctx, func(tx *store.Tx) error {
				_, err := tx.Keep(&store.Kept{Table: e.table, Now: e.now, Input: []byte("{}"), Line: store.Line{Book: place, At: 1772424000000000, Actor: "a", Role: "clerk", Act: e.do,
					Kind: e.table.Kind, Subject: h.ID, Version: 1, To: "listed", Basis: "local", Cause: -1, ActID: uuid.NewString()}})
				return err
			}); err != nil {
				t.Fatalf("%s: %v", h.ID, err)
			}
		}
	}
	sc := access.ScopeOf(access.Person{ID: "p", Roles: []act.Role{access.Clerk}, Place: place})
	v := s.Read(ctx)
	for _, kind := range kinds {
		for day, gone := range map[string]int{"2026-03-09": 0, "2026-03-10": 1, "2027-01-01": 1} {
			f := store.Filter{Kinds: []string{kind}, Day: day}
			want := map[string]int{"listed": 2 - gone, "ended": gone}
			by, err := v.CountBy(sc, f, "state")
			if err != nil || by["listed"] != want["listed"] || by["ended"] != want["ended"] || by["listed"]+by["ended"] != 2 {
				t.Errorf("%s on %s counted by state: %v %v", kind, day, by, err)
			}
			for state, n := range want {
				f.States = []string{state}
				m, err := v.Matters(sc, f, store.Cursor{}, 10)
				c, err2 := v.CountMatters(sc, f, 10)
				if err != nil || err2 != nil || len(m.Rows) != n || c != n {
					t.Errorf("%s on %s %s: %d rows, %d counted, %d expected: %v %v", kind, day, state, len(m.Rows), c, n, err, err2)
				}
				for _, r := range m.Rows {
					if r.State != state {
						t.Errorf("%s on %s: %s in the list of %s", kind, day, r.State, state)
					}
				}
				if by, err := v.CountBy(sc, f, "state"); err != nil || by[state] != n || len(by) != min(n, 1) {
					t.Errorf("%s on %s, %s alone counted by state: %v %v", kind, day, state, by, err)
				}
			}
			ts, err := v.Titles(sc, kind, []string{kind, kind + "2026-03-10"}, day)
			if err != nil || ts[kind].State != "listed" || (ts[kind+"2026-03-10"].State == "ended") != (gone == 1) {
				t.Errorf("%s on %s titles: %+v %v", kind, day, ts, err)
			}
		}
	}
	if us, err := v.FocusUnits(place, "2026-03-10"); err != nil || len(us) != 0 {
		t.Errorf("units of no focus group: %v %v", us, err)
	}
	agrees(t, s, int64(2*len(kinds)))
}
