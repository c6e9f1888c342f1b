package main

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"hengjian/casebook/simulate"
	"hengjian/oversight/screening"
)

// planting is what may be planted, for both verbs.
type planting struct {
	Cases  int     `help:"每年案件数 / cases a year" default:"150000"`
	Years  int     `help:"几年 / years" default:"1"`
	Courts int     `help:"法院数 / courts" default:"10"`
	Judges int     `help:"法官数 / judges" default:"320"`
	Laws   int     `name:"lawyers" help:"律师数 / lawyers" default:"3000"`
	Series float64 `help:"串案的比例 / share of series" default:"0.15"`
	Tau    float64 `help:"正常亲疏的对数标准差 / log-sd of honest affinities" default:"0"`
	Steer  int     `help:"植入的对数（P1） / planted pairs" default:"40"`
	OR     float64 `name:"or" help:"植入的优势比 / their odds ratio" default:"5"`
	Faults bool    `help:"数据缺陷 / faults of data"`
	Decoys bool    `help:"诱饵：串案、专业对口、值班、接手 / decoys: series, specialist, duty, docket"`
}

func (p planting) config(seed uint64) simulate.Config {
	return simulate.Config{Seed: seed, Cases: p.Cases, Years: p.Years, Courts: p.Courts, Judges: p.Judges, Laws: p.Laws, Series: p.Series, Tau: p.Tau, Steer: p.Steer, OR: p.OR, Faults: p.Faults, Decoys: p.Decoys}
}

// SimulateCmd invents a register of closed cases with planted misconduct.
type SimulateCmd struct {
	planting
	Seed  uint64 `help:"种子：同一种子得到同一份登记 / seed: the same seed gives the same register" default:"1"`
	Ring  bool   `help:"P4：一名法官和同一律所三名律师 / a ring of one judge and three lawyers"`
	Lean  int    `help:"P6：结果偏离的法官数 / judges whose outcomes differ" default:"0"`
	Bunch int    `help:"P7：临近期限集中结案的法官数 / judges who close just before the limit" default:"0"`
	Win   int    `help:"P2：结果偏向的对子数 / pairs whose outcomes lean" default:"0"`
	Both  int    `help:"P3：既多相遇又偏向的对子数 / pairs that meet and win more" default:"0"`
	Soft  int    `help:"P5：当事人刑期偏短的律师数 / lawyers whose clients' sentences are shorter" default:"0"`
	Dip   int    `help:"P8：年底压立案的法院数 / courts that put off December's registrations" default:"0"`
	Swap  int    `help:"P9：改派给一人的庭数 / pools in which cases are given to one judge" default:"0"`
	Refil int    `name:"refile" help:"P10：撤诉再诉换法官的律师数 / lawyers who withdraw and file again" default:"0"`
	Copy  int    `help:"P12：说理照抄另一案的法官数；加一列“说理” / judges who copy reasoning; adds a column" default:"0"`
	From  int    `help:"P13：植入从第几个月开始（从 0 起） / month, from 0, in which steering begins" default:"0"`
	Out   string `help:"登记写到这个文件：csv 或 csv.gz / write the register here" required:"" placeholder:"FILE"`
	Truth string `help:"真相写到这个文件，开启结果之前不要看 / write the truth here; do not look before results are opened" required:"" placeholder:"TRUTH.json"`
}

// Run writes both files.
func (c SimulateCmd) Run(k *kong.Context) error {
	cfg := c.config(c.Seed)
	cfg.Ring, cfg.Lean, cfg.Bunch, cfg.Win, cfg.Both, cfg.Soft, cfg.Dip, cfg.Swap, cfg.Refile, cfg.Copy, cfg.From = c.Ring, c.Lean, c.Bunch, c.Win, c.Both, c.Soft, c.Dip, c.Swap, c.Refil, c.Copy, c.From
	var truth simulate.Truth
	rows := 0
	if err := writeWhole(c.Out, func(w io.Writer) error {
		if strings.HasSuffix(c.Out, ".gz") {
			z := gzip.NewWriter(w)
			defer func() { _ = z.Close() }()
			w = z
		}
		b := bufio.NewWriterSize(w, 1<<20)
		out := csv.NewWriter(b)
		head := []string{"案号", "法院", "庭", "案由", "月份", "法官", "律师", "串案", "支持", "剩余天数", "立案日期", "结案日期", "立案日", "首任法官", "刑期月", "撤诉", "当事人"}
		if cfg.Copy > 0 {
			head = append(head, "说理")
		}
		_ = out.Write(head)
		truth = simulate.City(cfg, func(r simulate.Row) {
			won := bit(r.Won)
			rows++
			cells := []string{r.ID, r.Court, r.Pool, r.Cause, r.Month, r.Judge, r.Lawyer, r.Series, won, strconv.Itoa(r.Left), r.Filed.Format(time.DateOnly), r.Closed.Format(time.DateOnly), strconv.FormatInt(r.Filed.Unix()/86400, 10),
				r.First, strconv.FormatFloat(r.Sentence, 'f', 1, 64), bit(r.Withdrawn), r.Party, r.Reasoning}
			_ = out.Write(cells[:len(head)])
		})
		out.Flush()
		if err := out.Error(); err != nil {
			return err
		}
		return b.Flush()
	}); err != nil {
		return err
	}
	if err := writeWhole(c.Truth, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", " ")
		return e.Encode(truth)
	}); err != nil {
		return err
	}
	_, err := fmt.Fprintf(k.Stdout, "%d 件 cases → %s；真相 truth → %s\n", rows, c.Out, c.Truth)
	return err
}

func bit(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// BenchScreeningCmd measures power, realised FDR and calibration on invented
// cities.
type BenchScreeningCmd struct {
	planting
	Arm     string  `help:"pair monitor assignment funnel funnel-all advantage backdated copied" enum:"pair,monitor,assignment,funnel,funnel-all,advantage,backdated,copied" default:"pair"`
	Runs    int     `help:"重复次数 / replications" default:"200"`
	Seed    uint64  `help:"第一个种子 / first seed" default:"1"`
	Null    string  `help:"min sharp" enum:"min,sharp" default:"min"`
	Omega0  float64 `name:"omega0" help:"最小效应 / least odds ratio" default:"2"`
	MinMeet int     `help:"最少相遇次数；校准用 1 / least meetings; 1 to see calibration" default:"5"`
	Share   float64 `help:"backdated：植入者瞒下的超期比例 / share of a planted officer's detentions that run over and are hidden" default:"0.2"`
	Known   float64 `help:"backdated：另有实际拘留时间可对照的比例 / share of rows in which another entry gives the hour of detention" default:"0.9"`
	M       string  `help:"shared capacity" enum:"shared,capacity" default:"capacity"`
	From    int     `help:"monitor：植入从第几个月开始（从 0 起） / month, from 0, in which steering begins" default:"0"`
	Workers int     `help:"并行数 / workers" default:"0"`
}

// Run prints one arm.
func (c BenchScreeningCmd) Run(k *kong.Context) error {
	o := screening.Defaults("pair")
	o.Null, o.Omega0, o.MinMeet, o.M, o.MidP, o.Workers = c.Null, c.Omega0, c.MinMeet, c.M, true, c.Workers
	if o.Workers <= 0 {
		o.Workers = runtime.NumCPU()
	}
	began := time.Now()
	switch c.Arm {
	case "pair":
	case "monitor":
		return c.watch(k.Stdout, o, began)
	case "backdated":
		return c.backdated(k.Stdout, o.Workers, began)
	case "copied":
		return c.copied(k.Stdout, o.Workers, began)
	default:
		return c.arm(k.Stdout, o.Workers, began)
	}
	var m simulate.Measured
	for i := range c.Runs {
		if err := m.Add(c.config(c.Seed+uint64(i)), o); err != nil {
			return err
		}
	}
	return c.print(k.Stdout, &m, time.Since(began))
}

// arm measures a detector that is no test of pairs' meetings: with nothing planted
// where --steer is 0, otherwise with what the arm plants.
func (c BenchScreeningCmd) arm(w io.Writer, workers int, began time.Time) error {
	var t simulate.Tally
	for i := range c.Runs {
		if err := t.Add(simulate.Arms[c.Arm], c.Seed+uint64(i), c.Steer > 0, workers); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "%s: %d 次 runs, %d 个检验 tests, %.1f s\n", c.Arm, t.Runs, t.Tested, time.Since(began).Seconds())
	fmt.Fprintf(w, "任何误标的运行 P(any false flag)  %s\n", share(t.AnyFlag, t.Runs))
	fmt.Fprintf(w, "错误发现率 FDR                    %.4f ± %.4f  (%d of %d flags)\n", t.FDR, t.SE, t.False, t.Flags)
	fmt.Fprintf(w, "正常者被标出 honest flagged        %s  (%d of %d)\n", share(t.False, t.Null), t.False, t.Null)
	fmt.Fprintf(w, "正常者 honest p ≤ .05             %s\n", share(t.At05, t.Null))
	fmt.Fprintf(w, "把握 power                        %s  (%d of %d)\n", share(t.Found, t.Planted), t.Found, t.Planted)
	switch {
	case t.Planted == 0:
	case c.Arm == "funnel":
		fmt.Fprintf(w, "理论上限 theoretical bound         %.4f  (8 peers, spread known)\n", simulate.FunnelPower(8))
	case c.Arm == "funnel-all":
		fmt.Fprintf(w, "理论上限 theoretical bound         %.4f  (320 peers, spread known)\n", simulate.FunnelPower(320))
	}
	return nil
}

func share(a, b int) string {
	if b == 0 {
		return "–"
	}
	return strconv.FormatFloat(float64(a)/float64(b), 'f', 4, 64)
}

func (c BenchScreeningCmd) print(w io.Writer, m *simulate.Measured, took time.Duration) error {
	fmt.Fprintf(w, "%d 次 runs, %d 年 years, τ %g, OR %g × %d, null %s ω0 %g, m %d on average, %.1f s\n", m.Runs, c.Years, c.Tau, c.OR, c.Steer, c.Null, c.Omega0, m.M/max(1, m.Runs), took.Seconds())
	fmt.Fprintf(w, "任何误标的运行 P(any false flag)  %s\n", share(m.AnyFlag, m.Runs))
	fmt.Fprintf(w, "错误发现率 FDR                    %.4f ± %.4f  (%d of %d flags)\n", m.FDR, m.SE, m.False, m.Flags)
	for b, lo := range simulate.Bands {
		band := fmt.Sprintf("≥ %g", lo)
		if b+1 < len(simulate.Bands) {
			band = fmt.Sprintf("%g – %g", lo, simulate.Bands[b+1])
		}
		fmt.Fprintf(w, "把握 power, E %-8s            %s  (%d of %d)\n", band, share(m.Found[b], m.Planted[b]), m.Found[b], m.Planted[b])
	}
	fmt.Fprintf(w, "标出诱饵的运行 decoy flagged       %s\n", share(m.Decoys, m.DecoyRuns))
	_, err := fmt.Fprintf(w, "校准 p ≤ .05 .01 .001 (E ≥ 12)    %s %s %s of %d\n", share(m.P05, m.AtP), share(m.P01, m.AtP), share(m.P001, m.AtP), m.AtP)
	return err
}
