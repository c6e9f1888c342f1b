package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"syscall"
	"time"

	"github.com/klauspost/compress/gzip"

	columns "hengjian/casebook"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/casebook"
	"hengjian/oversight/screening"
	"hengjian/tabular"
)

// BenchCasebookCmd measures the case book on this machine: an invented court
// register as csv.gz, parsed and mapped, then entered whole, then held as the
// columns that a screening works on.
type BenchCasebookCmd struct {
	Data
	Rows    int    `help:"行数 / rows" default:"1000000"`
	Profile string `help:"处理器剖面存为此文件 / where a processor profile goes" type:"path"`
}

// Run prints rows a second and bytes a case.
func (c *BenchCasebookCmd) Run(w io.Writer) error {
	file, plain := benchDocket(c.Rows)
	fmt.Fprintf(w, "%d rows, %d MiB of csv, %d MiB gzipped\n", c.Rows, plain>>20, len(file)>>20)
	srt, _ := casebook.SortOf("court.cases")
	m := tabular.Suggest(srt.Code, benchHead, office.RegisterFields(srt))
	stop := func() {}
	if c.Profile != "" {
		f, err := os.Create(c.Profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		stop = pprof.StopCPUProfile
	}
	if err := benchParse(w, file, srt, m); err != nil {
		return err
	}
	stop()
	if err := benchFrame(w, file, srt, m); err != nil {
		return err
	}
	return c.enter(w, file, srt, m)
}

var benchHead = []string{"案号", "立案日期", "结案日期", "承办庭室", "适用程序", "案由", "结案方式", "承办法官", "书记员", "原告", "被告", "代理律师", "律师执业证号", "扣除审限", "延长审限"}

// benchDocket is an invented register, gzipped, and how large it is unpacked.
func benchDocket(n int) (zipped []byte, plain int) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	line := bytes.NewBuffer(nil)
	put := func() {
		plain += line.Len()
		_, _ = z.Write(line.Bytes())
		line.Reset()
	}
	for i, h := range benchHead {
		if i > 0 {
			line.WriteByte(',')
		}
		line.WriteString(h)
	}
	line.WriteByte('\n')
	put()
	causes := []string{"民间借贷纠纷", "买卖合同纠纷", "离婚纠纷", "机动车交通事故责任纠纷", "物业服务合同纠纷", "劳动争议"}
	outcomes := []string{"判决", "调解", "准予撤诉", "判决"}
	day := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	x := uint64(88172645463325252)
	for i := range n {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		r := int(x >> 20 & 0xffffff)
		d := day.AddDate(0, 0, i*360/n)
		excluded := ""
		if r%20 == 0 {
			excluded = d.AddDate(0, 0, 20).Format(time.DateOnly) + "~" + d.AddDate(0, 0, 50).Format(time.DateOnly) + " 鉴定"
		}
		fmt.Fprintf(line, "（2025）明0102民初%d号,%s,%s,民%d庭,简易程序,%s,%s,法官%d,书记员%d,原告%d,被告%d,律师%d,1990120%d1%07d,%s,\n", i+1, d.Format(time.DateOnly), d.AddDate(0, 0, 20+r%80).Format(time.DateOnly),
			1+r%8, causes[r%6], outcomes[r%4], r%320, r%200, r%700000, r%900000, r%3000, r%10, r%3000, excluded)
		put()
	}
	_ = z.Close()
	return b.Bytes(), plain
}

// benchParse reads, maps and cleans every row and its number, and keeps nothing.
func benchParse(w io.Writer, file []byte, srt *casebook.Sort, m tabular.Mapping) error {
	start, n := time.Now(), 0
	cpu := processor()
	err := benchRows(file, srt, m, func(cells []string, num casebook.Number) { n++ })
	took, used := time.Since(start), processor()-cpu
	fmt.Fprintf(w, "parsed and mapped          %8s  %9.0f rows/s  (%.2f s of processor time: %.0f rows for each)\n", took.Round(10*time.Millisecond), float64(n)/took.Seconds(), used.Seconds(), float64(n)/used.Seconds())
	return err
}

func benchRows(file []byte, srt *casebook.Sort, m tabular.Mapping, do func([]string, casebook.Number)) error {
	src, err := columns.Open("x.csv.gz", bytes.NewReader(file), int64(len(file)), tabular.OptionsFor(m, tabular.Options{}))
	if err != nil {
		return err
	}
	defer src.Close()
	rd, err := tabular.NewReader(src, m, office.RegisterFields(srt))
	if err != nil {
		return err
	}
	defer rd.Close()
	cells := make([]string, len(srt.Fields))
	key := srt.Index(srt.Key)
	for {
		errs, _, err := rd.Cells(cells)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil || len(errs) > 0 {
			return fmt.Errorf("%w %v", err, errs)
		}
		num, _ := columns.NumberOf(cells[key])
		do(cells, num)
	}
}

// benchFrame holds the register as a screening does and says what a case takes.
func benchFrame(w io.Writer, file []byte, srt *casebook.Sort, m tabular.Mapping) error {
	for _, x := range []struct {
		what string
		c    columns.Columns
	}{
		{"pair columns", columns.Columns{Subject: "judge", Partner: "certificate", Series: "series", Strata: []string{"unit", "cause"}}},
		{"pair columns and outcome", columns.Columns{Subject: "judge", Partner: "certificate", Series: "series", Strata: []string{"unit", "cause"}, Outcome: "won"}},
		{"with outcome and days", columns.Columns{Subject: "judge", Partner: "certificate", Series: "series", Strata: []string{"unit", "cause"}, Outcome: "won", Time: "won"}},
		{"with outcome, days and number", columns.Columns{ID: "number", Subject: "judge", Partner: "certificate", Series: "series", Strata: []string{"unit", "cause"}, Outcome: "won", Time: "won"}},
	} {
		before := heap()
		f, err := columns.FrameOf("x", x.c, func(want []string, do func([]string) error) error {
			out := make([]string, len(want))
			var bad error
			err := benchRows(file, srt, m, func(cells []string, _ casebook.Number) {
				for i, n := range want {
					if out[i] = "1"; n != "won" {
						out[i] = cells[srt.Index(n)]
					}
				}
				if err := do(out); err != nil {
					bad = err
				}
			})
			return errors.Join(err, bad)
		})
		if err != nil {
			return err
		}
		trim(f)
		fmt.Fprintf(w, "%-31s %5.1f bytes a case in memory\n", x.what, float64(heap()-before)/float64(f.Rows))
		runtime.KeepAlive(f)
	}
	return nil
}

// trim gives back what growing slices hold in reserve.
func trim(f *screening.Frame) {
	for _, c := range []*screening.Column{&f.Subject, f.Partner, f.Strata, f.Series} {
		if c != nil {
			c.Codes = append([]int32(nil), c.Codes...)
		}
	}
	f.Outcome, f.Time = append([]float64(nil), f.Outcome...), append([]float64(nil), f.Time...)
	if f.Numbers != nil {
		f.Numbers.Trim()
	}
}

func heap() uint64 {
	var s runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}

// enter reads the file as the page and the import verb do, and enters it; then
// once more as a new delivery.
func (c *BenchCasebookCmd) enter(w io.Writer, file []byte, srt *casebook.Sort, m tabular.Mapping) error {
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
	if _, err := benchPeople(ctx, o); err != nil {
		return err
	}
	who := access.Door(access.Importer, benchPlace)
	if _, err := benchImport(ctx, o, who, "organs", []byte("机关代码,机关名称,机关类别\nMZFY,明州市中级人民法院,court\n"), false); err != nil {
		return err
	}
	g, err := o.OrganBy(ctx, who, "MZFY")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(file)
	f := office.RegisterFile{Sort: srt.Code, Organ: g.ID, Name: "x.csv.gz", Hash: hex.EncodeToString(sum[:]), Size: int64(len(file)), Mapping: m}
	f.Open, _ = office.RegisterCounted(f.Name, bytes.NewReader(file), f.Size, m)
	start, cpu := time.Now(), processor()
	r, err := o.ReadRegister(ctx, who, f, nil)
	if err != nil {
		return err
	}
	if _, err := o.Do(ctx, who, &casebook.Supply{Stage: r.Stage, Title: "市中院案件登记簿", Since: "2025-01-01", Until: "2025-12-31", Given: "2026-01-10", Giver: "计量"}, office.Order{}); err != nil {
		return err
	}
	took := time.Since(start)
	size := int64(0)
	for _, p := range r.Staged.Taken.Parts {
		size += p.Size
	}
	fmt.Fprintf(w, "read, checked and entered  %8s  %9.0f rows/s  (%.2f s of processor time); %.1f bytes a case on disk, sealed; largest resident set %d MiB\n", took.Round(10*time.Millisecond), float64(c.Rows)/took.Seconds(), (processor() - cpu).Seconds(), float64(size)/float64(c.Rows), resident())
	return nil
}

// processor is the processor time of this process so far, all threads: on a busy
// machine the clock on the wall says little.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
