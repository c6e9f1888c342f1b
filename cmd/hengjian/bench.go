package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/organ"
	"hengjian/seal"
)

// BenchCmd measures the product on this machine; docs/benchmarks.md keeps the
// figures with machine, data and commit.
type BenchCmd struct {
	Build     BenchBuildCmd     `cmd:"" help:"造数据：若干件反映、若干次办理 / make messages and acts through the door"`
	Run       BenchRunCmd       `cmd:"" help:"对造好的数据测量 / measure on data made before"`
	Province  BenchProvinceCmd  `cmd:"" help:"造一个省并测量专项态势 / make a province and measure its cockpit"`
	Register  BenchRegisterCmd  `cmd:"" help:"导入虚构人员：预览、写入、再次预览 / import invented officers: preview, write, preview again"`
	Casebook  BenchCasebookCmd  `cmd:"" help:"读入虚构登记簿：解析与映射、整册录入、内存 / read an invented register: parse and map, enter it whole, memory"`
	Nation    BenchNationCmd    `cmd:"" help:"筛查虚构的全国一年：时间、内存 / screen an invented country's year: time and memory"`
	Peers     BenchPeersCmd     `cmd:"" help:"与 data.table、pandas、mantelhaen.test 在同一份虚构登记上并列 / beside data.table, pandas and mantelhaen.test on one invented register"`
	Screening BenchScreeningCmd `cmd:"" help:"筛查的把握、实际错误发现率、校准：对虚构登记重复测量 / power, realised FDR and calibration of screening on invented registers"`
}

// BenchBuildCmd makes a large installation through office.Do.
type BenchBuildCmd struct {
	Data
	Clues   int `help:"反映件数 / messages" default:"100000"`
	Rounds  int `help:"每件附加的工作记录 / notes on each, besides five acts" default:"5"`
	Clients int `help:"并发 / clients" default:"32"`
}

// Login and password of the bench's clerk: invented data on a private machine.
const (
	benchLogin    = "bench-clerk"
	benchPassword = "Measure-2026-often"
	benchPlace    = "990200"
)

// Run builds and prints durable acts per second.
func (c *BenchBuildCmd) Run(w io.Writer) error {
	ctx := context.Background()
	if err := (&MigrateCmd{Data: c.Data}).Run(); err != nil {
		return err
	}
	office.Cheap()
	o, err := c.open(ctx, time.Now)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	p, err := benchPeople(ctx, o)
	if err != nil {
		return err
	}
	sealer, stop := context.WithCancel(ctx)
	defer stop()
	done := o.StartSealer(sealer)
	start := time.Now()
	var acts atomic.Int64
	if err := spread(c.Clients, c.Clues, func(i int) error { return benchClue(ctx, o, p, i, c.Rounds, &acts) }); err != nil {
		return err
	}
	took := time.Since(start)
	stop()
	<-done
	if err := o.SealAll(ctx); err != nil {
		return err
	}
	fmt.Fprintf(w, "%d clues, %d acts in %s: %.0f durable acts/s with %d clients (sealing included)\n", c.Clues, acts.Load(), took.Round(time.Second),
		float64(acts.Load())/took.Seconds(), c.Clients)
	return nil
}

// spread runs f for 0…n-1 on some clients and returns the first error.
func spread(clients, n int, f func(int) error) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make(chan error, clients)
	for range clients {
		wg.Go(func() {
			for {
				i := int(next.Add(1) - 1)
				if i >= n {
					return
				}
				if err := f(i); err != nil {
					errs <- fmt.Errorf("item %d: %w", i, err)
					next.Store(int64(n))
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	return <-errs
}

type benchHouse struct{ intake, clerk, director access.Person }

func benchPeople(ctx context.Context, o *office.Office) (b benchHouse, err error) {
	err = o.SetUp(ctx, organ.Found{Place: benchPlace, Name_: "明州市人民代表大会常务委员会", Short: "明州市人大常委会", Level: "city", Prefix: "明人"},
		account.Open{Login: "bench-sec", Person: "安平", Password: benchPassword}, [2]office.Order{})
	if err != nil {
		return b, err
	}
	sec, err := benchAccount(ctx, o, "bench-sec")
	if err != nil {
		return b, err
	}
	open := func(login string, r act.Role) (access.Person, error) {
		_, err := o.Do(ctx, sec, &account.Open{Login: login, Person: "计量员", Roles: []act.Role{r}, Place: benchPlace, Password: benchPassword, Lasting: true}, office.Order{})
		if err != nil {
			return access.Person{}, err
		}
		return benchAccount(ctx, o, login)
	}
	enrol := func(p access.Person, purpose, holder string) error {
		id, err := seal.NewIdentity(rand.Reader)
		if err == nil {
			_, err = o.Do(ctx, p, &account.Enrol{Recipient: id.Recipient().String(), Purpose: purpose, Holder: holder}, office.Order{})
		}
		return err
	}
	for _, x := range []struct {
		login   string
		role    act.Role
		purpose string
		to      *access.Person
	}{{"bench-intake", access.Intake, "intake", &b.intake}, {"bench-intake2", access.Intake, "intake", nil}, {"bench-letters", access.Letters, "custodian", nil},
		{benchLogin, access.Clerk, "", &b.clerk}, {"bench-director", access.Director, "", &b.director}} {
		p, err := open(x.login, x.role)
		if err != nil {
			return b, err
		}
		if x.to != nil {
			*x.to = p
		}
		if x.purpose != "" {
			if err := enrol(p, x.purpose, ""); err != nil {
				return b, err
			}
		}
	}
	return b, enrol(sec, "recovery", "办公室与机关纪检")
}

func benchAccount(ctx context.Context, o *office.Office, login string) (access.Person, error) {
	as, err := office.Accounts.Where(o.View(ctx), "login=?", login)
	if err != nil || len(as) != 1 {
		return access.Person{}, fmt.Errorf("account %s: %v", login, err)
	}
	return as[0].Actor(nil), nil
}

var benchClasses = []string{"strict.torture", "norm.recording", "clean.favour", "strict.execution_delay", "norm.manner", "strict.no_filing", "clean.relation"}

// benchText is an invented message, different each time, of some 150 characters.
func benchText(i int) string {
	subjects := []string{"派出所", "执行局", "看守所", "人民法庭", "检察部", "社区矫正中心"}
	verbs := []string{"讯问时没有录音录像", "执行款迟迟没有发还", "报案后一直没有立案", "开庭时间一改再改", "扣押的车辆没有清单", "接待时态度生硬"}
	return fmt.Sprintf("第%d件：反映人称，今年%d月%d日在第%d%s，%s。多次询问，得到的答复前后不一，至今没有书面材料。希望按规定告知办理程序和期限。编号%d，联系方式另附。",
		i, i%12+1, i%28+1, i%97+1, subjects[i%6], verbs[(i/6)%6], i*7919%100003)
}

func benchClue(ctx context.Context, o *office.Office, p benchHouse, i, rounds int, acts *atomic.Int64) error {
	do := func(who access.Person, a any) (office.Answer, error) {
		ans, err := o.Do(ctx, who, a, office.Order{})
		acts.Add(1)
		return ans, err
	}
	text := benchText(i)
	ans, err := do(p.intake, &clue.Receive{Via: "letter", Asked: "police", Text: text})
	if err != nil {
		return err
	}
	id := ans.Subject
	type step struct {
		who access.Person
		a   any
	}
	steps := []step{
		{p.intake, &clue.Summarise{ID: id, Title: string([]rune(text)[4:30]), Summary: text, Class: benchClasses[i%len(benchClasses)]}},
	}
	for n := range rounds {
		steps = append(steps, step{p.clerk, &clue.AddNote{ID: id, Text: fmt.Sprintf("第%d次电话联系，已作记录。", n+1)}})
	}
	if i%10 < 8 { // the rest stays open
		steps = append(steps, step{p.clerk, &clue.Propose{ID: id, Routes: []clue.Route{{Outcome: "opinion", Reason: "作为工作意见"}}}},
			step{p.director, &clue.Keep{ID: id}})
	}
	for _, s := range steps {
		if _, err := do(s.who, s.a); err != nil {
			return fmt.Errorf("%T: %w", s.a, err)
		}
	}
	return nil
}
