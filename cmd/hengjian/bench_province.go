package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/google/uuid"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/clue"
	"hengjian/oversight/organ"
	"hengjian/oversight/task"
	"hengjian/store"
	"hengjian/web/site"
)

// BenchProvinceCmd makes a province with its cities and counties, a shared
// campaign with plans below, tasks and messages, and measures its cockpit. Rows
// and lines are written by the store's own door, many in one transaction; the
// pages are asked of the server's handler in this process.
type BenchProvinceCmd struct {
	Data
	Clues    int `help:"反映件数 / messages" default:"100000"`
	Tasks    int `help:"任务件数 / tasks" default:"4000"`
	Cities   int `help:"市 / cities" default:"11"`
	Counties int `help:"县 / counties" default:"90"`
	Requests int `help:"每项请求数 / requests of each kind" default:"40"`
}

const benchProvince = "990000"

type province struct {
	o     *office.Office
	ctx   context.Context
	w     io.Writer
	c     *BenchProvinceCmd
	clerk access.Person
	camp  string
	now   time.Time
	basis map[string]string
	acts  int
}

// Run builds where there is nothing yet, then measures.
func (c *BenchProvinceCmd) Run(w io.Writer) error {
	if err := (&MigrateCmd{Data: c.Data}).Run(); err != nil {
		return err
	}
	office.Cheap()
	b := &province{ctx: context.Background(), w: w, c: c, now: time.Date(2026, 1, 5, 9, 0, 0, 0, act.Shanghai), basis: map[string]string{}}
	o, err := c.open(b.ctx, func() time.Time { return b.now })
	if err != nil {
		return err
	}
	b.o = o
	if as, err := office.Accounts.Where(o.View(b.ctx), "login=?", benchLogin); err != nil || len(as) == 0 {
		if err != nil {
			return err
		}
		start := time.Now()
		if err := b.build(); err != nil {
			return err
		}
		fmt.Fprintf(w, "province built: %d committees, %d tasks, %d messages, %d acts in %s\n", 1+c.Cities+c.Counties, c.Tasks, c.Clues, b.acts, time.Since(start).Round(time.Second))
	}
	if err := o.Store.Close(); err != nil {
		return err
	}
	return b.measure()
}

func (b *province) build() error {
	o, ctx := b.o, b.ctx
	err := o.SetUp(ctx, organ.Found{Place: benchProvince, Name_: "明省人民代表大会常务委员会", Short: "明省人大常委会", Level: "province", Prefix: "明省人"},
		account.Open{Login: "bench-sec", Person: "安平", Password: benchPassword}, [2]office.Order{})
	if err != nil {
		return err
	}
	sec, err := benchAccount(ctx, o, "bench-sec")
	if err != nil {
		return err
	}
	if _, err = o.Do(ctx, sec, &account.Open{Login: benchLogin, Person: "计量员", Roles: []act.Role{access.Clerk, access.Director}, Place: benchProvince, Password: benchPassword, Lasting: true}, office.Order{}); err != nil {
		return err
	}
	if b.clerk, err = benchAccount(ctx, o, benchLogin); err != nil {
		return err
	}
	if err := b.shared(); err != nil {
		return err
	}
	for _, step := range []func() error{b.register, b.below, b.tasks, b.messages} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// shared is the province's campaign with two hundred requirements.
func (b *province) shared() error {
	var plan campaign.Plan
	for i := range 200 {
		plan.Requirements = append(plan.Requirements, campaign.Requirement{Text: fmt.Sprintf("第%d条：逐项检查执法司法活动中的突出问题，按期报告落实情况", i+1)})
	}
	plan.Stages = benchStages()
	do := func(a any, ord office.Order) (office.Answer, error) { return b.o.Do(b.ctx, b.clerk, a, ord) }
	ans, err := do(&campaign.Draft{Title: "全省规范执法司法专项监督", Since: "2026-01-05", Until: "2026-12-31"}, office.Order{})
	if err != nil {
		return err
	}
	b.camp = ans.Subject
	if _, err := do(&campaign.Write{ID: b.camp, Plan: plan}, office.Order{}); err != nil {
		return err
	}
	if _, err := do(&campaign.Adopt{ID: b.camp}, office.Order{Body: &act.Body{Name: "council", Minute: "省1号", Date: "2026-01-05"}}); err != nil {
		return err
	}
	_, err = do(&campaign.Send{ID: b.camp}, office.Order{})
	return err
}

func benchStages() (out []campaign.Stage) {
	for i, n := range []string{"方案制定", "动员部署", "自查自纠", "检查调研", "交办整改", "核验回头看", "总结"} {
		out = append(out, campaign.Stage{Name: n, Since: fmt.Sprintf("2026-%02d-05", i+1), Until: fmt.Sprintf("2026-%02d-04", i+2)})
	}
	return out
}

// write runs n steps, a thousand in one transaction.
func (b *province) write(n int, f func(tx *store.Tx, i int) error) error {
	for at := 0; at < n; at += 1000 {
		err := b.o.Store.Write(b.ctx, func(tx *store.Tx) error {
			for i := at; i < min(at+1000, n); i++ {
				if err := f(tx, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// keep writes one act on a subject and its line.
func (b *province) keep(tx *store.Tx, t *store.Table, s any, salt []byte, name, from, role string, at time.Time) error {
	h := s.(act.Bearer).Bear()
	key := name + " " + from
	if _, ok := b.basis[key]; !ok {
		for _, st := range t.Life.Steps {
			for _, f := range st.From {
				b.basis[string(st.Do)+" "+f] = st.Basis
			}
		}
	}
	_, err := tx.Keep(&store.Kept{Table: t, Now: s, Salt: salt, Input: []byte(`{"id":"` + h.ID + `"}`),
		Line: store.Line{Book: h.Place, At: at.UnixMicro(), Actor: b.clerk.ID, Role: role, Act: name, Kind: t.Kind, Subject: h.ID, Version: h.Version, From: from, To: h.State, Basis: b.basis[key], Cause: -1, ActID: uuid.NewString()}})
	b.acts++
	return err
}

func (b *province) birth(place, state string) act.Head {
	return act.Head{ID: uuid.NewString(), Version: 1, State: state, Place: place, Opened: act.DayOf(b.now), Regime: act.DayOf(b.now)}
}

// register enters committees, organs and eight hundred units.
func (b *province) register() error {
	err := b.write(b.c.Cities+b.c.Counties, func(tx *store.Tx, i int) error {
		place, level := benchPlaceOf(i, b.c.Cities)
		g := &organ.Congress{Head: b.birth(place, "listed"), Name: place + "人民代表大会常务委员会", Short: place + "人大常委会", Level: level, Prefix: "明" + place[2:4] + "人"}
		return b.keep(tx, office.Congresses.Table, g, nil, "congress.found", "", string(access.SecAdmin), b.now)
	})
	if err != nil {
		return err
	}
	var organs []string
	return b.write(805, func(tx *store.Tx, i int) error {
		if i < 5 {
			g := &organ.Organ{Head: b.birth(benchProvince, "listed"), Code: fmt.Sprint("O", i), Name: fmt.Sprint("省直机关", i), Sort: []string{"police", "procuratorate", "court", "justice", "police"}[i], Level: "province"}
			organs = append(organs, g.ID)
			return b.keep(tx, office.Organs.Table, g, nil, "register.import", "", string(access.Importer), b.now)
		}
		u := &organ.Unit{Head: b.birth(benchProvince, "listed"), Code: fmt.Sprint("U", i), Name: fmt.Sprint("第", i, "大队"), Organ: organs[i%5], Sort: "squad", Focus: []string{"grassroots", "grassroots", "grassroots", "business"}[i%4]}
		return b.keep(tx, office.Units.Table, u, nil, "register.import", "", string(access.Importer), b.now)
	})
}

// benchPlaceOf numbers cities 990100, 990200 …, and counties below them in turn.
func benchPlaceOf(i, cities int) (place, level string) {
	if i < cities {
		return fmt.Sprintf("99%02d00", i+1), "city"
	}
	i -= cities
	return fmt.Sprintf("99%02d%02d", i%cities+1, i/cities+1), "county"
}

// below gives every committee below a plan of its own.
func (b *province) below() error {
	return b.write(b.c.Cities+b.c.Counties, func(tx *store.Tx, i int) error {
		place, level := benchPlaceOf(i, b.c.Cities)
		c := &campaign.Campaign{Head: b.birth(place, "drafting"), Name: place + "规范执法司法专项监督", Since: "2026-01-05", Level: level, Upper: b.camp, Adopted: "纪要1号", Plan: campaign.Plan{Stages: benchStages()}}
		if err := b.keep(tx, office.Campaigns.Table, c, nil, "campaign.draft", "", string(access.Clerk), b.now); err != nil {
			return err
		}
		_, salt, err := office.Campaigns.LoadAny(&tx.View, c.ID)
		if err != nil {
			return err
		}
		c.Version, c.State = 2, "adopted"
		return b.keep(tx, office.Campaigns.Table, c, salt, "campaign.adopt", "drafting", string(access.Clerk), b.now)
	})
}

// tasks are a quarter the province's, the rest of committees below.
func (b *province) tasks() error {
	below, err := office.Campaigns.Where(b.o.View(b.ctx), "upper=? ORDER BY place", b.camp)
	if err != nil {
		return err
	}
	units, err := office.Units.Where(b.o.View(b.ctx), "place=? ORDER BY code", benchProvince)
	if err != nil {
		return err
	}
	return b.write(b.c.Tasks, func(tx *store.Tx, i int) error {
		t := &task.Task{Head: b.birth(benchProvince, "assigned"), Title: fmt.Sprint("第", i, "项：走访检查"), Campaign: b.camp, Requirement: fmt.Sprint("r", i%180+1), Due: "2026-06-30", Person: b.clerk.ID}
		if i%4 == 0 {
			u := units[i%len(units)]
			t.Organ, t.Unit, t.Person = u.Organ, u.ID, ""
		} else {
			l := below[i%len(below)]
			t.Place, t.Campaign, t.Shared = l.Place, l.ID, true
		}
		if err := b.keep(tx, office.Tasks.Table, t, nil, "task.create", "", string(access.Clerk), b.now); err != nil || i%4 > 0 {
			return err
		}
		_, salt, err := office.Tasks.LoadAny(&tx.View, t.ID)
		if err != nil {
			return err
		}
		t.Version, t.State = 2, "accepted"
		return b.keep(tx, office.Tasks.Table, t, salt, "task.accept", "assigned", string(access.Liaison), b.now)
	})
}

// messages live through nearly nine acts each, over ten months, all lives side
// by side: act k of message i is done when message i+lag·k arrives.
func (b *province) messages() error {
	moves := []struct{ act, from, to, role string }{{"clue.receive", "", "received", "intake"}, {"clue.open", "received", "received", "intake"}, {"clue.summarise", "received", "registered", "intake"},
		{"clue.note", "registered", "registered", "clerk"}, {"clue.propose", "registered", "proposed", "clerk"}, {"clue.return", "proposed", "registered", "director"}, {"clue.propose", "registered", "proposed", "clerk"},
		{"clue.note", "proposed", "proposed", "clerk"}, {"clue.keep", "proposed", "kept", "director"}}
	organs, err := office.Organs.Where(b.o.View(b.ctx), "place=? ORDER BY code", benchProvince)
	if err != nil {
		return err
	}
	lag := max(b.c.Clues/60, 1)
	alive := map[int]*clue.Clue{}
	step := 300 * 24 * time.Hour / time.Duration(b.c.Clues+lag*len(moves))
	return b.write(b.c.Clues+lag*(len(moves)-1), func(tx *store.Tx, tick int) error {
		at := b.now.Add(time.Duration(tick) * step)
		for k, m := range moves {
			i := tick - k*lag
			if i < 0 || i >= b.c.Clues || k == len(moves)-1 && i%5 < 2 {
				continue // two of five stay open
			}
			c := alive[i]
			var salt []byte
			if k == 0 {
				c = &clue.Clue{Head: b.birth(benchProvince, ""), Via: []string{"web", "letter", "visit"}[i%3], Asked: "police", Joint: 1, Campaign: b.camp, Title: fmt.Sprint("反映第", i, "件"), Class: benchClasses[i%len(benchClasses)], Organs: []string{organs[i%len(organs)].ID}, Summary: benchText(i)}
				c.Opened = act.DayOf(at)
				c.Clocks = []act.Clock{{Rule: "clue.tell", From: c.Opened, Term: "15d", Due: act.DayOf(at.AddDate(0, 0, 15)), DueAt: at.AddDate(0, 0, 16).UnixMicro()}}
				alive[i] = c
			} else if _, salt, err = office.Clues.LoadAny(&tx.View, c.ID); err != nil {
				return err
			}
			was := *c
			c.Version, c.State = int64(k+1), m.to
			if k == 5 {
				c.Clocks = []act.Clock{c.Clocks[0]}
				c.Clocks[0].Met = act.DayOf(at)
			}
			if err := b.keepWas(tx, &was, c, salt, m.act, m.from, m.role, at, k == 0); err != nil {
				return err
			}
			if k == len(moves)-1 || k == len(moves)-2 && i%5 < 2 {
				delete(alive, i)
			}
		}
		return nil
	})
}

// keepWas is keep with what was before, so that only what changed is rewritten,
// as the door has it.
func (b *province) keepWas(tx *store.Tx, was, now *clue.Clue, salt []byte, name, from, role string, at time.Time, birth bool) error {
	if birth {
		return b.keep(tx, office.Clues.Table, now, nil, name, from, role, at)
	}
	_, err := tx.Keep(&store.Kept{Table: office.Clues.Table, Was: was, Now: now, Salt: salt, Input: []byte(`{"id":"` + now.ID + `"}`),
		Line: store.Line{Book: now.Place, At: at.UnixMicro(), Actor: b.clerk.ID, Role: role, Act: name, Kind: "clue", Subject: now.ID, Version: now.Version, From: from, To: now.State, Basis: b.basis[name+" "+from], Cause: -1, ActID: uuid.NewString()}})
	b.acts++
	return err
}

// measure asks the pages of the handler: cold is the first request after the
// database was opened, warm the median and the slowest but one percent of the
// rest. What is asked again is remembered until the next act; a slider that moves
// asks for another day each time.
func (b *province) measure() error {
	b.now = time.Date(2026, 11, 20, 10, 0, 0, 0, act.Shanghai)
	var camp string
	for i, page := range []struct{ name, path string }{{"cockpit", "/cockpit"}, {"earlier day", "/cockpit?on=2026-06-01"}, {"another day each time", "/cockpit?on=DAY"}, {"a day's list", "/cockpit/list?kind=clue&state=registered&on=2026-06-01"}, {"coverage 200 × 100", "/coverage"}, {"wall", "/wall"}} {
		o, err := b.c.open(b.ctx, func() time.Time { return b.now })
		if err != nil {
			return err
		}
		if i == 0 {
			cs, err := office.Campaigns.Where(o.View(b.ctx), "place=? AND upper=''", benchProvince)
			if err != nil || len(cs) == 0 {
				return fmt.Errorf("no campaign of a province there: %v", err)
			}
			camp = "/campaigns/" + cs[0].ID
		}
		h, err := site.Office(o, site.Options{})
		if err != nil {
			return err
		}
		token, _, err := o.SignIn(b.ctx, benchLogin, benchPassword, "")
		if err != nil {
			return err
		}
		var times []time.Duration
		for n := range b.c.Requests + 1 {
			day := act.DayOf(time.Date(2026, 6, 1+n, 12, 0, 0, 0, act.Shanghai))
			d, err := ask(h, token, camp+strings.Replace(page.path, "DAY", day, 1))
			if err != nil {
				return err
			}
			times = append(times, d)
		}
		fmt.Fprintf(b.w, "%-21s cold %s  warm P50 %s  P99 %s  (%d requests, 1 client)\n", page.name, times[0].Round(100*time.Microsecond), at(times[1:], 50), at(times[1:], 99), b.c.Requests)
		if err := o.Store.Close(); err != nil {
			return err
		}
	}
	return nil
}

func ask(h http.Handler, token, path string) (time.Duration, error) {
	r := httptest.NewRequest("GET", path, nil)
	r.AddCookie(&http.Cookie{Name: "hengjian", Value: token})
	w := httptest.NewRecorder()
	start := time.Now()
	h.ServeHTTP(w, r)
	took := time.Since(start)
	if w.Code != http.StatusOK {
		return 0, fmt.Errorf("GET %s: %d", path, w.Code)
	}
	return took, nil
}
