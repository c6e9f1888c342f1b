package office_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"hengjian/office/officetest"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/store"
)

// BenchmarkVerify reads a large house: HENGJIAN_SCALE subjects (default 2,000)
// with ten acts each, as messages have them: born, opened, summarised, proposed,
// returned and proposed again, kept.
func BenchmarkVerify(b *testing.B) {
	subjects, err := strconv.Atoi(os.Getenv("HENGJIAN_SCALE"))
	if err != nil {
		subjects = 2000
	}
	dsn := "sqlite:" + filepath.Join(b.TempDir(), "hengjian.db")
	if d := os.Getenv("HENGJIAN_SCALE_DB"); d != "" {
		dsn = "sqlite:" + d
	}
	h := officetest.New(b, dsn)
	fillHouse(b, h, subjects)
	if err := h.O.SealAll(h.Ctx); err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	var peak uint64
	done := make(chan struct{})
	go func() {
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapInuse)
			select {
			case <-done:
				return
			case <-time.After(100 * time.Millisecond):
			}
		}
	}()
	var before, after syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &before); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	var rep store.Report
	for b.Loop() {
		if rep, err = h.O.Verify(h.Ctx, nil, true); err != nil || !rep.OK() {
			b.Fatal(err, rep.Findings)
		}
	}
	b.StopTimer()
	close(done)
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &after); err != nil {
		b.Fatal(err)
	}
	cpu := time.Duration(after.Utime.Nano()+after.Stime.Nano()-before.Utime.Nano()-before.Stime.Nano()) / time.Duration(b.N)
	b.ReportMetric(float64(rep.Lines)/cpu.Seconds(), "acts/cpu-s") // what a machine that does nothing else reads with one core
	b.ReportMetric(float64(rep.Lines)*float64(b.N)/b.Elapsed().Seconds(), "acts/s")
	b.ReportMetric(float64(peak)/(1<<20), "MiB")
	b.Logf("%+v", rep)
}

// fillHouse writes lives of ten acts through the store's own door, many in one
// transaction, because the house's door syncs each batch.
func fillHouse(b *testing.B, h *officetest.House, subjects int) {
	b.Helper()
	clerk := h.Who["chenxiao"].ID
	type move struct{ act, from, to, role string }
	moves := []move{{"clue.receive", "", "received", "intake"}, {"clue.open", "received", "received", "intake"}, {"clue.summarise", "received", "registered", "intake"}, {"clue.propose", "registered", "proposed", "clerk"}}
	for range 3 {
		moves = append(moves, move{"clue.return", "proposed", "registered", "director"}, move{"clue.propose", "registered", "proposed", "clerk"})
	}
	basis := map[string]string{}
	for _, s := range clue.Life.Steps {
		for _, f := range s.From {
			if basis[string(s.Do)+" "+f] == "" {
				basis[string(s.Do)+" "+f] = s.Basis
			}
		}
	}
	for at := 0; at < subjects; at += 100 {
		err := h.O.Store.Write(h.Ctx, func(tx *store.Tx) error {
			for i := at; i < min(at+100, subjects); i++ {
				c := clue.Clue{Via: "web", Asked: "police", Joint: 1, Title: fmt.Sprintf("反映第%d派出所讯问不录音录像", i), Class: "norm.recording",
					Summary: fmt.Sprintf("来信人称，亲属在派出所被讯问时未录音录像，笔录未经核对即要求签字，案号（2026）浙07刑初%d号，请求监督纠正。", i)}
				c.ID, c.Place, c.Opened, c.Regime, c.Serial = uuid.NewString(), officetest.Place, "2026-03-02", "2026-03-02", int64(i+1)
				c.Parties = []act.Party{{Person: clerk, As: "handler"}}
				box := []byte("age box " + c.ID)
				c.Body = clue.Sealed{Hash: store.BoxName(box), Wrap: store.BoxName(append(box, 'w')), Size: int64(len(box))}
				for n := range 8 {
					c.Near = append(c.Near, fmt.Sprintf("%d-%x", n, i/3))
				}
				if err := tx.PutBox(box); err != nil {
					return err
				}
				if err := tx.PutBox(append(box, 'w')); err != nil {
					return err
				}
				no, err := tx.Draw("clue/scale")
				if err != nil {
					return err
				}
				c.Drawn = []string{store.Drawn("clue/scale", no)}
				var salt []byte
				for v, m := range moves {
					c.Version, c.State = int64(v+1), m.to
					if v == 1 {
						_, salt, err = store.Clues.LoadAny(&tx.View, c.ID)
						if err != nil {
							return err
						}
					}
					_, err := tx.Keep(&store.Kept{Table: store.Clues.Table, Now: &c, Salt: salt, Input: []byte(`{"id":"` + c.ID + `","reason":"核对笔录与录像，请补充说明。"}`),
						Line: store.Line{Book: officetest.Place, At: h.Now().UnixMicro(), Actor: clerk, Role: m.role, Act: m.act, Kind: "clue", Subject: c.ID,
							Version: c.Version, From: m.from, To: m.to, Basis: basis[m.act+" "+m.from], Cause: -1, ActID: uuid.NewString()}})
					if err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
