package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/store"
	"hengjian/tabular"
)

// ImportCmd takes a file into the register or messages from another system. It
// works while serve runs: the two take turns at the database.
type ImportCmd struct {
	Data
	Kind     string `arg:"" help:"divisions 行政区域、organs 机关、units 单位、officers 人员、stations 联络站、deputies 代表、members 组成人员、messages 群众反映、cases 法院案件登记簿、register 四机关各种登记簿（种类见映射的 kind） / what the file holds" enum:"divisions,organs,units,officers,stations,deputies,members,messages,cases,register"`
	File     string `arg:"" help:"xlsx 或 csv；登记簿还可以是 csv.gz、parquet、json 和裁判文书 / the file; registers also csv.gz, parquet, json, judgments" type:"existingfile"`
	Map      string `help:"映射文件（JSON） / mapping file" required:"" type:"existingfile"`
	DryRun   bool   `help:"只检查，不写入 / check only, write nothing"`
	As       string `help:"以此登录名导入；缺省为本机导入 / import as this account; the machine itself otherwise" placeholder:"LOGIN"`
	Place    string `help:"常委会的地区代码；只有一个时可省 / place of the committee, if there are several" placeholder:"990200"`
	Errors   string `help:"错误行另存为此文件，缺省为 FILE.errors.csv / where rows with errors go" type:"path"`
	SkipBad  bool   `help:"跳过有错误的行，其余照常导入 / leave rows with errors out, import the rest"`
	Both     string `help:"文件和登记都改过的格用哪个：file 文件、register 登记；缺省为拒绝 / which holds where both the file and the register changed; refused by default" name:"conflicts" enum:",file,register" default:""`
	Campaign string `help:"归入的专项（编号） / campaign that messages belong to, by id" placeholder:"ID"`
	Before   string `help:"早于此日收到的为历史件 / messages received before this day are historic" placeholder:"2026-01-01"`
	Organ    string `help:"登记簿是哪个机关的：代码或者全称 / whose register, by code or name" placeholder:"MZFY"`
	Title    string `help:"登记簿名称；同机关、同种类、同名称的为更新 / title of the register; the same organ, sort and title are supplied again" placeholder:"TITLE"`
	Since    string `help:"登记簿的期间从，缺省为最早的日期 / first day of the period" placeholder:"2025-01-01"`
	Until    string `help:"期间到，缺省为最晚的日期 / last day of the period" placeholder:"2025-12-31"`
	Given    string `help:"机关提供的日期，缺省为今天 / day supplied, today otherwise" placeholder:"2026-01-10"`
	Giver    string `help:"机关由谁提供（部门和姓名） / who of the organ supplied it" placeholder:"NAME"`
	Declared int64  `help:"机关报的同期收案数 / docketed in the period, as declared" placeholder:"N"`
	Now      string `help:"以此为今天，仅供演示 / take this for today, for demonstrations" placeholder:"2026-03-02"`
}

// Run imports and prints what became of the rows.
func (c *ImportCmd) Run(out io.Writer) error {
	ctx := context.Background()
	now, err := startClock(c.Now)
	if err != nil {
		return err
	}
	o, err := c.open(ctx, now)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	who, err := c.who(ctx, o)
	if err != nil {
		return err
	}
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	if c.Kind == "cases" || c.Kind == "register" {
		return c.register(ctx, out, o, who, f)
	}
	p, err := c.plan(f)
	if err != nil {
		return refusal(err)
	}
	errs := &lazyFile{path: c.Errors}
	if errs.path == "" {
		errs.path = c.File + ".errors.csv"
	}
	p.Errors = errs
	start := time.Now()
	res, err := o.Import(ctx, who, p)
	if cerr := errs.close(); err == nil {
		err = cerr
	}
	if err == nil || res.Rows > 0 {
		importReport(out, res, p, time.Since(start))
	}
	if res.Refused > 0 {
		fmt.Fprintf(out, "错误行见 / rows with errors in: %s\n", errs.path)
	} else {
		errs.remove()
	}
	if err == nil && c.DryRun && res.Refused > 0 && !c.SkipBad {
		return act.Wrong("file", "有错误行；加 --skip-bad 可以跳过它们。", "Some rows have errors; --skip-bad leaves them out.")
	}
	return err
}

func (c *ImportCmd) plan(f *os.File) (office.ImportPlan, error) {
	p := office.ImportPlan{Sort: c.Kind, Name: filepath.Base(c.File), SkipBad: c.SkipBad, Dry: c.DryRun, Campaign: c.Campaign, Before: c.Before, Rest: c.Both}
	text, err := os.ReadFile(c.Map)
	if err != nil {
		return p, err
	}
	if p.Mapping, err = tabular.ParseMapping(text); err != nil {
		return p, err
	}
	info, err := f.Stat()
	if err != nil {
		return p, err
	}
	p.Open = func() (tabular.Source, error) {
		return tabular.OpenWith(p.Name, f, info.Size(), tabular.OptionsFor(p.Mapping, tabular.Options{}))
	}
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(f, 0, info.Size())); err != nil {
		return p, err
	}
	p.Hash = hex.EncodeToString(h.Sum(nil))
	return p, nil
}

// who imports: an account, or the machine for one committee.
func (c *ImportCmd) who(ctx context.Context, o *office.Office) (access.Person, error) {
	if c.As != "" {
		as, err := store.Accounts.Where(o.View(ctx), "login=? AND state='active'", c.As)
		if err != nil {
			return access.Person{}, err
		}
		if len(as) != 1 {
			return access.Person{}, act.Wrong("as", "没有这个登录名，或者已停用。", "There is no such login, or it is disabled.")
		}
		return o.Person(ctx, as[0])
	}
	cs, err := store.Congresses.Where(o.View(ctx), "1=1 ORDER BY place")
	if err != nil {
		return access.Person{}, err
	}
	if c.Place == "" && len(cs) == 1 {
		return access.Door(access.Importer, cs[0].Place), nil
	}
	for _, g := range cs {
		if g.Place == c.Place {
			return access.Door(access.Importer, c.Place), nil
		}
	}
	return access.Person{}, act.Wrong("place", "请用 --place 说明由哪个常委会导入，或用 --as 以账号导入。", "Say with --place for which committee, or import as an account with --as.")
}

func importReport(out io.Writer, r office.ImportResult, p office.ImportPlan, took time.Duration) {
	verb := [2]string{"已导入", "imported"}
	switch {
	case r.Repeat:
		verb = [2]string{"先前已导入", "imported before"}
	case p.Dry:
		verb = [2]string{"试运行，没有写入", "dry run, nothing written"}
	case !r.Written && r.Nothing() && r.Refused == 0:
		verb = [2]string{"没有变化，没有写入", "no change, nothing written"}
	case !r.Written:
		verb = [2]string{"没有写入", "nothing written"}
	}
	fmt.Fprintf(out, "%s / %s\n", verb[0], verb[1])
	fmt.Fprintf(out, "行 rows %d · 新增 added %d · 变更 changed %d · 撤销 ended %d · 未变 unchanged %d · 拒绝 refused %d\n", r.Rows, r.Added, r.Changed, r.Ended, r.Unchanged, r.Refused)
	previewReport(out, r)
	fmt.Fprintf(out, "%.1f s · %.0f 行/秒 rows/s\n", took.Seconds(), float64(r.Rows)/max(took.Seconds(), 0.001))
	if r.Written {
		fmt.Fprintf(out, "记录 record %s/%d\n", r.Answer.Book, r.Answer.Seq)
	}
	for i, e := range r.First {
		if i == 5 {
			break
		}
		fmt.Fprintf(out, "  %s\n  %s\n", e.Zh, e.En)
	}
}

// previewReport prints the merge of file, register and last import.
func previewReport(out io.Writer, r office.ImportResult) {
	if r.Updated+r.KeptCells+r.Conflicting+r.GoneRows == 0 {
		return
	}
	fmt.Fprintf(out, "格 cells: 文件改过 file only %d · 登记改过，保留 register only, kept %d · 都改过 both %d，未决定 undecided %d · 文件里不再有的行，不会自动撤销 rows gone from the file, never ended by themselves %d\n",
		r.Updated, r.KeptCells, r.Conflicting, r.Undecided, r.GoneRows)
	for _, l := range []struct {
		mark string
		list []office.FileCell
	}{{"→", r.Updates}, {"=", r.Kept}, {"?", r.Conflicts}} {
		for i, c := range l.list {
			if i == 20 {
				break
			}
			fmt.Fprintf(out, "  %s %d %s · %s: 登记 register “%s” 文件 file “%s” 上次 last “%s” %s\n", l.mark, c.Line, c.Name, c.Zh, c.Register, c.File, c.Last, c.Decided)
		}
	}
	for i, g := range r.Gone {
		if i == 20 {
			break
		}
		fmt.Fprintf(out, "  – %s %s\n", g.Code, g.Name)
	}
}

// refusal says a table's refusal as one of ours.
func refusal(err error) error {
	var r *tabular.Refusal
	if errors.As(err, &r) {
		return act.Wrong("file", r.Zh, r.En)
	}
	return err
}

// lazyFile is made when the first byte is written; rows that hold people's
// words are readable by their owner only.
type lazyFile struct {
	path string
	f    *os.File
}

func (l *lazyFile) Write(b []byte) (int, error) {
	if l.f == nil {
		var err error
		if l.f, err = os.OpenFile(l.path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600); err != nil {
			return 0, err
		}
	}
	return l.f.Write(b)
}

func (l *lazyFile) close() error {
	if l.f == nil {
		return nil
	}
	return l.f.Close()
}

func (l *lazyFile) remove() {
	if l.f != nil {
		os.Remove(l.path)
	}
}
