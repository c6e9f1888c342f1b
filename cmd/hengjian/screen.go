package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/alecthomas/kong"

	"hengjian/casebook"
	"hengjian/oversight/screening"
)

// ScreenCmd screens registers of closed cases; it needs no database.
type ScreenCmd struct {
	Cases    []string `help:"已结案件登记，可给多个：csv、csv.gz、parquet / registers of closed cases, may be repeated: csv, csv.gz, parquet" required:"" sep:"none" placeholder:"FILE"`
	Detector string   `help:"检测方法：outcome pair pair-outcome funnel assignment bunching advantage december refiling / the detector" required:"" enum:"outcome,pair,pair-outcome,funnel,assignment,bunching,advantage,december,refiling"`
	ID       string   `name:"id" help:"案件编号列 / column of the case's id" required:"" placeholder:"COL"`
	Subject  string   `help:"被观察的列，如法官 / column of the subject, say the judge" required:"" placeholder:"COL"`
	Partner  string   `help:"相对人列，如律师 / column of the partner, say the lawyer" placeholder:"COL"`
	Outcome  string   `help:"结果列，0/1 或者数 / column of the outcome, 0/1 or a number" placeholder:"COL"`
	Strata   []string `help:"分层列，逗号分开：真实的分案池 / columns of the strata: the true assignment pool" placeholder:"COL"`
	Series   string   `help:"串案列：同一串案只算一次分案 / column of the series: one series is one assignment" placeholder:"COL"`
	Time     string   `help:"距期限的剩余天数列（bunching） / column of the days left to the limit (bunching)" placeholder:"COL"`
	Weight   string   `help:"分案权重列（assignment） / column of the subject's share of work (assignment)" placeholder:"COL"`
	Party    string   `help:"当事人列（refiling） / column of the parties (refiling)" placeholder:"COL"`
	Date     string   `help:"日期列（december） / column of the date (december)" placeholder:"COL"`
	Only     string   `help:"只检验名单里的对子：有 --subject 和 --partner 两列的文件 / test only the pairs of this file, which has the columns of subject and partner" placeholder:"FILE"`
	MinN     int      `name:"min-n" help:"参与检验的最少件数 / least rows to be tested" default:"50"`
	MinMeet  int      `help:"可标出的最少相遇次数 / least meetings to be flagged" default:"5"`
	Tail     string   `help:"two upper lower；pair 缺省 upper，其他缺省 two / default upper for pair, two for the others" enum:",two,upper,lower" default:""`
	Null     string   `help:"min sharp；pair 缺省 min，其他缺省 sharp / default min for pair, sharp for the others" enum:",min,sharp" default:""`
	Omega0   float64  `name:"omega0" help:"最小效应原假设的比值比 / odds ratio of the minimum-effect null" default:"2"`
	FromData bool     `name:"omega0-from-data" help:"最小优势比由数据中的正常亲疏确定（pair） / the least odds ratio from the honest affinities in the data (pair)"`
	M        string   `name:"m" help:"假设个数的算法 / how hypotheses are counted" enum:"shared,capacity" default:"shared"`
	MidP     bool     `name:"midp" help:"用 mid-p / use the mid-p"`
	Q        float64  `name:"q" help:"错误发现率 / false-discovery rate" default:"0.05"`
	Permute  int      `help:"层内置换次数 / permutations within strata" default:"0" placeholder:"K"`
	Seed     uint64   `help:"置换的种子 / seed of the permutations" default:"1"`
	Window   float64  `help:"期限前算作扎堆的天数（bunching） / days before the limit that count as bunched" default:"10"`
	Workers  int      `help:"并行数，不影响结果 / workers; they change no result" default:"0"`
	Out      string   `help:"结果写到这个文件，- 为标准输出 / write the result here, - is standard output" required:"" placeholder:"OUT.json"`
}

// Run screens and writes the report.
func (c ScreenCmd) Run(k *kong.Context) error { return c.screen(k.Stdout) }

func (c ScreenCmd) screen(out io.Writer) error {
	f, err := casebook.Frame(c.Cases, casebook.Columns{ID: c.ID, Subject: c.Subject, Partner: c.Partner, Outcome: c.Outcome, Series: c.Series, Time: c.Time, Weight: c.Weight, Party: c.Party, Date: c.Date, Strata: c.Strata})
	if err != nil {
		return err
	}
	o, err := c.options()
	if err != nil {
		return err
	}
	if c.FromData {
		if o.Omega0, _, _, err = screening.HonestOmega(f, o); err != nil {
			return said(err)
		}
	}
	rep, err := screening.Screen(f, o)
	if err != nil {
		return said(err)
	}
	if c.Out == "-" {
		return casebook.WriteReport(out, rep)
	}
	if err := writeWhole(c.Out, func(w io.Writer) error { return casebook.WriteReport(w, rep) }); err != nil {
		return err
	}
	flags := 0
	for _, r := range rep.Results {
		if r.Flag {
			flags++
		}
	}
	_, err = fmt.Fprintf(out, "%s: %d 行 rows, %d 单元 units, %d 层 strata, %d 个假设 hypotheses, %d 处值得人工查看 to be looked at → %s\n", rep.Detector, rep.Rows, rep.Units, rep.Strata, rep.Tested, flags, c.Out)
	return err
}

func (c ScreenCmd) options() (screening.Options, error) {
	o := screening.Defaults(c.Detector)
	o.MinN, o.MinMeet, o.Omega0, o.M, o.MidP, o.Q, o.Permute, o.Seed, o.Window, o.Workers = c.MinN, c.MinMeet, c.Omega0, c.M, c.MidP, c.Q, c.Permute, c.Seed, c.Window, c.Workers
	if c.Tail != "" {
		o.Tail = c.Tail
	}
	if c.Null != "" {
		o.Null = c.Null
	}
	if o.Workers <= 0 {
		o.Workers = runtime.NumCPU()
	}
	if c.Only == "" {
		return o, nil
	}
	if c.Partner == "" {
		return o, fmt.Errorf("--only: 只用于有相对人的检测方法，请给出 --partner / only where there is a partner: give --partner")
	}
	o.Only = map[[2]string]bool{}
	return o, casebook.Each(c.Only, []string{c.Subject, c.Partner}, func(x []string) error {
		o.Only[[2]string{strings.Clone(x[0]), strings.Clone(x[1])}] = true
		return nil
	})
}

// said names the option that an error of the engine is about.
func said(err error) error {
	var e *screening.Error
	if errors.As(err, &e) {
		return fmt.Errorf("--%s: %s / %s", e.Field, e.Zh, e.En)
	}
	return err
}

// writeWhole writes a file whole or not at all.
func writeWhole(path string, do func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".hengjian-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	if err := do(f); err != nil {
		_ = f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
