package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/tabular"
)

// registerSort is the sort of register that a kind of this verb stands for, ""
// where it is none: cases are a court's, register is what the mapping says.
func (c *ImportCmd) registerSort(m tabular.Mapping) string {
	switch c.Kind {
	case "cases":
		return "court.cases"
	case "register":
		return m.Kind
	}
	return ""
}

// register reads a file as a register of the case book, the same reading as the
// page's, and enters it by one act. Ctrl+C stops; the same command goes on from
// where it stopped.
func (c *ImportCmd) register(ctx context.Context, out io.Writer, o *office.Office, who access.Person, file *os.File) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	f, read, err := c.registerFile(file)
	if err != nil {
		return refusal(err)
	}
	g, err := o.OrganBy(ctx, who, c.Organ)
	if err != nil {
		return err
	}
	srt, _ := casebook.SortOf(f.Sort)
	f.Organ, f.Given, f.Dry = g.ID, c.Given, c.DryRun
	title := c.Title
	if title == "" {
		title = g.Name + srt.Zh
	}
	old, renews, err := o.RegisterToRenew(ctx, who, g.ID, f.Sort, title)
	if err != nil {
		return err
	}
	if renews {
		f.Target = old.ID
	}
	if !c.DryRun && len([]rune(strings.TrimSpace(c.Giver))) < 2 {
		return act.Wrong("giver", "请用 --giver 写明机关由谁提供（部门和姓名）。", "Say with --giver who of the organ supplied it (division and name).")
	}
	start := time.Now()
	last := start
	r, err := o.ReadRegister(ctx, who, f, func(p office.ReadProgress) {
		if now := time.Now(); now.Sub(last) >= time.Second {
			last = now
			fmt.Fprintln(os.Stderr, pace(p, read(), f.Size, now.Sub(start)))
		}
	})
	if err != nil {
		if ctx.Err() != nil {
			return act.Refuse(act.NotNow, "已停止，没有录入。再用同样的命令，会从已经写好的地方接着读。", "Stopped, nothing entered. The same command goes on from what has been written.")
		}
		return refusal(err)
	}
	registerReport(out, r, c.DryRun, time.Since(start))
	if r.Staged.Taken.Refused > 0 {
		if err := c.registerErrors(ctx, out, o, who, r); err != nil {
			return err
		}
		if !c.SkipBad {
			return act.Wrong("file", "有不能录入的行，没有录入；改好后重来，或者加 --skip-bad 录入其余的行。", "Some rows cannot be entered, nothing was; mend them, or enter the others with --skip-bad.")
		}
	}
	if c.DryRun {
		return nil
	}
	return c.enter(ctx, out, o, who, r, old, title)
}

// registerFile opens the file and its mapping.
func (c *ImportCmd) registerFile(file *os.File) (f office.RegisterFile, read func() int64, err error) {
	text, err := os.ReadFile(c.Map)
	if err != nil {
		return f, nil, err
	}
	m, err := tabular.ParseMapping(text)
	if err != nil {
		return f, nil, err
	}
	f.Sort = c.registerSort(m)
	if _, ok := casebook.SortOf(f.Sort); !ok {
		var have []string
		for _, s := range casebook.Sorts {
			have = append(have, s.Code+" "+s.Zh)
		}
		return f, nil, act.Wrong("map", "映射的 kind 应为登记簿的种类之一："+strings.Join(have, "、")+"。", "The mapping's kind is one of the sorts of registers: "+strings.Join(have, ", ")+".")
	}
	info, err := file.Stat()
	if err != nil {
		return f, nil, err
	}
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(file, 0, info.Size())); err != nil {
		return f, nil, err
	}
	f.Name, f.Hash, f.Size, f.Mapping = filepath.Base(c.File), hex.EncodeToString(h.Sum(nil)), info.Size(), m
	f.Open, read = office.RegisterCounted(f.Name, file, f.Size, m)
	return f, read, nil
}

// pace says how far a reading is, how fast and how long it still takes.
func pace(p office.ReadProgress, done, size int64, took time.Duration) string {
	phase := map[string]string{"merge": "合并 merging", "check": "检查 checking"}[p.Phase]
	if phase == "" {
		phase = "读取 reading"
	}
	s := fmt.Sprintf("%s %d 行 rows · %.0f 行/秒 rows/s", phase, p.Rows, float64(p.Rows)/took.Seconds())
	if p.Phase == "read" && done > 0 && size > done {
		left := time.Duration(float64(took) * float64(size-done) / float64(done))
		s += fmt.Sprintf(" · %d%% · 约还要 about %s", done*100/size, left.Round(time.Second))
	}
	if p.Refused > 0 {
		s += fmt.Sprintf(" · 不能录入 refused %d", p.Refused)
	}
	return s
}

func registerReport(out io.Writer, r office.RegisterRead, dry bool, took time.Duration) {
	t, q := r.Staged.Taken, r.Staged.Quality
	if dry {
		fmt.Fprintln(out, "试运行，没有写入 / dry run, nothing written")
	}
	fmt.Fprintf(out, "行 rows %d · 新增 added %d · 变更 changed %d · 未变 unchanged %d · 不能录入 refused %d · 接着上次 resumed %d\n", t.Read, t.Added, t.Changed, t.Unchanged, t.Refused, r.Resumed)
	fmt.Fprintf(out, "%.1f s · %.0f 行/秒 rows/s\n", took.Seconds(), float64(t.Read)/max(took.Seconds(), 0.001))
	if have, exist := q.Numbered(); exist > 0 {
		fmt.Fprintf(out, "编号 numbers: 在册 present %d / 应有 must exist %d，缺 missing %d\n", have, exist, exist-have)
		for i, s := range q.Sequences {
			if i == 10 {
				break
			}
			if s.Missing > 0 {
				fmt.Fprintf(out, "  %s: 缺 missing %d %v\n", s.Series, s.Missing, s.Gaps[:min(len(s.Gaps), 8)])
			}
		}
	}
	for i, e := range r.First {
		if i == 5 {
			break
		}
		fmt.Fprintf(out, "  %s\n  %s\n", e.Zh, e.En)
	}
}

// registerErrors writes the rows that were left out beside the file.
func (c *ImportCmd) registerErrors(ctx context.Context, out io.Writer, o *office.Office, who access.Person, r office.RegisterRead) error {
	b := r.Errors
	if !c.DryRun {
		var err error
		if b, err = o.StagedErrors(ctx, who, r.Stage); err != nil {
			return err
		}
	}
	path := c.Errors
	if path == "" {
		path = c.File + ".errors.csv"
	}
	fmt.Fprintf(out, "错误行见 / rows with errors in: %s\n", path)
	return os.WriteFile(path, b, 0o600)
}

// enter does the act: a new register, or the next delivery of the one of the
// same organ, sort and title.
func (c *ImportCmd) enter(ctx context.Context, out io.Writer, o *office.Office, who access.Person, r office.RegisterRead, old casebook.Register, title string) error {
	today := act.DayOf(o.Now())
	pick := func(given, else_ string) string {
		if given != "" {
			return given
		}
		return else_
	}
	q := r.Staged.Quality
	since, until, given := pick(c.Since, q.Days[0]), pick(c.Until, min(q.Days[1], today)), pick(c.Given, today)
	var a any = &casebook.Supply{Stage: r.Stage, Title: title, Since: since, Until: until, Given: given, Giver: c.Giver, Declared: c.Declared}
	if old.ID != "" {
		if c.Since == "" {
			since = min(since, old.Since)
		}
		if c.Until == "" {
			until = max(until, old.Until)
		}
		a = &casebook.Renew{ID: old.ID, Stage: r.Stage, Since: since, Until: until, Given: given, Giver: c.Giver, Declared: c.Declared}
	}
	ans, err := o.Do(ctx, who, a, office.Order{})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "记录 record %s/%d · 登记簿 register %s\n", ans.Book, ans.Seq, ans.Subject)
	return nil
}
