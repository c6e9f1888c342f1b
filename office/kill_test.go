package office_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"hengjian/files"
	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/campaign"
	"hengjian/store"
)

const killEnv = "HENGJIAN_KILL_CHILD"

func TestMain(m *testing.M) {
	if dsn := os.Getenv(killEnv); dsn != "" {
		if err := killChild(dsn); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// killChild does acts as fast as it can and says each one's id only once it
// was answered, until it is killed.
func killChild(dsn string) error {
	ctx := context.Background()
	start := time.Now()
	s, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	dir := filepath.Dir(strings.TrimPrefix(dsn, "sqlite:"))
	f, err := files.OpenStore(filepath.Join(dir, "files"))
	if err != nil {
		return err
	}
	o := office.Open(s, f, nil)
	o.StartSealer(ctx)
	as, err := store.Accounts.Where(o.View(ctx), "login='chenxiao'")
	if err != nil || len(as) != 1 {
		return fmt.Errorf("clerk: %d, %w", len(as), err)
	}
	who := as[0].Actor(nil)
	fmt.Println("ready", time.Since(start))
	var out sync.Mutex
	for range 8 {
		go func() {
			for {
				id := uuid.NewString()
				ans, err := o.Do(ctx, who, &campaign.Draft{Title: "规范讯问专项监督", Theme: id, Since: "2026-01-01"}, office.Order{ActID: id})
				said := []string{id}
				if err == nil {
					am := uuid.NewString()
					_, err = o.Do(ctx, who, &campaign.Amend{ID: ans.Subject, Set: campaign.Set{Title: "规范讯问专项监督（修改）", Since: "2026-01-01"}}, office.Order{ActID: am})
					said = append(said, am)
				}
				out.Lock()
				if err != nil {
					fmt.Println("error", err)
					os.Exit(1)
				}
				fmt.Println("ack", strings.Join(said, " "))
				out.Unlock()
			}
		}()
	}
	select {}
}

// kill -9 at random under load, again and again on the same database: no
// acknowledged act is lost, and what is there agrees.
func TestKilledUnderLoad(t *testing.T) {
	kills, checks := 200, 20
	if testing.Short() {
		kills, checks = 4, 2
	}
	dsn := testdb.SQLite(t)
	h := officetest.New(t, dsn)
	acked, slowest, within := 0, time.Duration(0), 120*time.Millisecond
	for i := range kills {
		if acked < i {
			within = min(within*2, 4*time.Second) // a machine with other work needs longer for the first act
		}
		ids, ready := killOnce(t, dsn, within)
		acked, slowest = acked+len(ids), max(slowest, ready)
		for _, id := range ids {
			if _, _, ok, err := h.O.View(h.Ctx).Before(id); err != nil || !ok {
				t.Fatalf("kill %d: acknowledged act %s is lost (%v)", i, id, err)
			}
		}
		if (i+1)%checks == 0 {
			if rep := verified(h, true); !rep.OK() {
				t.Fatalf("after kill %d: %v", i, rep.Findings)
			}
		}
		if t.Failed() {
			return
		}
	}
	if acked < kills {
		t.Fatalf("only %d acts were acknowledged in %d runs: this is no load", acked, kills)
	}
	if err := h.O.SealAll(h.Ctx); err != nil {
		t.Fatal(err)
	}
	rep := verified(h, true)
	if !rep.OK() || rep.Tail != 0 {
		t.Fatal(rep.Findings)
	}
	t.Logf("%d kills, %d acts acknowledged, 0 lost, %d lines agree; slowest start %v", kills, acked, rep.Lines, slowest)
}

// killOnce starts a child and kills it some time after it is ready, at most within.
func killOnce(t *testing.T, dsn string, within time.Duration) (acked []string, ready time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), killEnv+"="+dsn)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(pipe)
	for lines.Scan() {
		word, rest, _ := strings.Cut(lines.Text(), " ")
		switch word {
		case "ready":
			ready, _ = time.ParseDuration(rest)
			time.AfterFunc(time.Duration(rand.Int64N(int64(within))), func() { _ = cmd.Process.Kill() })
		case "ack":
			acked = append(acked, strings.Fields(rest)...)
		case "error":
			t.Errorf("the child: %s", rest)
			_ = cmd.Process.Kill()
		}
	}
	_ = cmd.Wait() // it was killed
	return acked, ready
}

// Backends of PostgreSQL are ended under load: no acknowledged act is lost, and
// an act of unknown outcome is settled by asking again with its id.
func TestBackendsKilledUnderLoad(t *testing.T) {
	if !testdb.Wanted(t) {
		return
	}
	dsn := testdb.Postgres(t)
	h := officetest.New(t, dsn)
	ctx, stop := context.WithCancel(h.Ctx)
	var mu sync.Mutex
	var wg sync.WaitGroup
	acked, unsure := 0, 0
	for range 6 {
		wg.Go(func() {
			for ctx.Err() == nil {
				again, err := draftUntilKnown(h, h.Who["chenxiao"])
				mu.Lock()
				acked++
				unsure += again
				mu.Unlock()
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	kills := 0
	for i := 0; kills < 20 && i < 400; i++ {
		time.Sleep(time.Duration(20+rand.IntN(60)) * time.Millisecond)
		n := 0
		// Only this test's own backends: those whose connections carry its schema.
		err := h.O.View(h.Ctx).Row(`SELECT count(pg_terminate_backend(pid)) FROM (SELECT a.pid FROM pg_stat_activity a
			JOIN pg_locks l ON l.pid=a.pid JOIN pg_class c ON c.oid=l.relation JOIN pg_namespace n ON n.oid=c.relnamespace
			WHERE n.nspname=current_schema() AND a.pid<>pg_backend_pid() LIMIT 1) x`).Scan(&n)
		if err == nil {
			kills += n
		}
	}
	stop()
	wg.Wait()
	var have int
	if err := h.O.View(h.Ctx).Row("SELECT count(*) FROM campaign").Scan(&have); err != nil {
		t.Fatal(err)
	}
	if err := h.O.SealAll(h.Ctx); err != nil {
		t.Fatal(err)
	}
	rep := verified(h, true)
	t.Logf("%d backends ended, %d acts acknowledged, %d asked again, %d rows", kills, acked, unsure, have)
	if kills < 20 || have != acked || !rep.OK() {
		t.Fatalf("%d kills, %d rows of %d acts, findings %v", kills, have, acked, rep.Findings)
	}
}

// draftUntilKnown does one act and repeats its id until the outcome is known.
func draftUntilKnown(h *officetest.House, who access.Person) (again int, err error) {
	id := uuid.NewString()
	for ; again < 50; again++ {
		var ans office.Answer
		ans, err = h.O.Do(h.Ctx, who, &campaign.Draft{Title: "规范讯问专项监督", Theme: id, Since: "2026-01-01"}, office.Order{ActID: id})
		if err == nil {
			l, _, ok, berr := h.O.View(h.Ctx).Before(id)
			if berr == nil && (!ok || l.Subject != ans.Subject) {
				return again, fmt.Errorf("acknowledged act %s is lost", id)
			}
			return again, nil
		}
		time.Sleep(5 * time.Millisecond)
	}
	return again, errors.Join(errors.New("an act's outcome stays unknown"), err)
}
