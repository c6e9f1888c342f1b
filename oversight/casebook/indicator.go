package casebook

import (
	"slices"
	"strings"
)

// Period is a stretch of days, both included.
type Period struct{ From, Until string }

func (p Period) has(day string) bool { d := day10(day); return d != "" && d >= p.From && d <= p.Until }

// Indicator is one figure over a register: k of n, or a sum over a sum. Each
// says its formula and where it is from; none is a mark for anybody.
type Indicator struct {
	ID, Sort             string
	Zh, En               string
	FormulaZh, FormulaEn string
	Source               string
	Ratio                bool    // may exceed one: no interval
	Per                  float64 // multiplied (365 for days); 0: a share
	Unsure               bool    // the base of the official figure is not confirmed
	Of                   func(r Row, p Period, b *Bench) (den, num int64)
}

func yes(den, num bool) (int64, int64) {
	switch {
	case !den:
		return 0, 0
	case num:
		return 1, 1
	}
	return 1, 0
}

func closedIn(r Row, p Period) bool { return p.has(r.Get(r.Sort.Done)) }

// openAt: begun by the day and not concluded on it.
func openAt(r Row, day string) bool {
	from, done := day10(r.Get(r.Sort.From)), day10(r.Get(r.Sort.Done))
	return from != "" && from <= day && (done == "" || done > day)
}

func instance(r Row, which string) bool {
	for _, t := range codeData["types"].Rows {
		if strings.HasSuffix(t.Code, "."+which) && strings.HasSuffix(r.Number.Series, t.Zh) {
			return true
		}
	}
	return false
}

func outcome(r Row, codes ...string) bool {
	return slices.Contains(codes, codeOf("outcomes", r.Get("outcome")))
}

// Indicators that are built in. The official eighteen of the courts are not
// published in full: those are defined by this committee from the paper it has.
var Indicators = []Indicator{
	{ID: "court.closing", Sort: "court.cases", Zh: "结案率", En: "closing rate", FormulaZh: "结案 ÷（旧存 + 新收）", FormulaEn: "concluded / (pending before + newly docketed)", Source: "法院系统代码", Of: func(r Row, p Period, _ *Bench) (int64, int64) {
		old := openAt(r, dayBefore(p.From))
		return yes(old || p.has(r.Get("docketed")), closedIn(r, p))
	}},
	{ID: "court.clearance", Sort: "court.cases", Zh: "结收比（CEPEJ Clearance Rate）", En: "clearance rate (CEPEJ)", FormulaZh: "结案 ÷ 新收", FormulaEn: "resolved / incoming", Source: "CEPEJ", Ratio: true, Of: func(r Row, p Period, _ *Bench) (den, num int64) {
		if p.has(r.Get("docketed")) {
			den = 1
		}
		if closedIn(r, p) {
			num = 1
		}
		return den, num
	}},
	{ID: "court.disposition", Sort: "court.cases", Zh: "预计消化天数（CEPEJ Disposition Time）", En: "disposition time (CEPEJ), days", FormulaZh: "期末未结 ÷ 期内结案 × 期间天数", FormulaEn: "pending at the end / resolved × days of the period", Source: "CEPEJ", Ratio: true, Per: 1, Of: func(r Row, p Period, _ *Bench) (den, num int64) {
		if closedIn(r, p) {
			den = 1
		}
		if openAt(r, p.Until) {
			num = 1
		}
		return den, num
	}},
	{ID: "court.within", Sort: "court.cases", Zh: "法定审限内结案率", En: "concluded within the limit", FormulaZh: "审限内结案 ÷ 能判断审限的结案", FormulaEn: "concluded within the limit / concluded and judged", Source: "法院系统代码", Of: func(r Row, p Period, b *Bench) (int64, int64) {
		if !closedIn(r, p) {
			return 0, 0
		}
		v := b.Overdue(r).Verdict
		return yes(v == InOrder || v == Hit, v == InOrder)
	}},
	{ID: "court.old", Sort: "court.cases", Zh: "超12个月未结案件比", En: "pending over 12 months", FormulaZh: "期末未结满12个月 ÷ 期末全部未结", FormulaEn: "pending over 12 months / all pending at the end", Source: "审判质量管理指标体系（2024）", Unsure: true, Of: func(r Row, p Period, _ *Bench) (int64, int64) {
		return yes(openAt(r, p.Until), addMonths(r.Get("docketed"), 12) < p.Until)
	}},
	{ID: "court.appeal", Sort: "court.cases", Zh: "上诉率", En: "appeal rate", FormulaZh: "一审判决后上诉 ÷ 一审判决结案", FormulaEn: "appealed / first-instance judgments", Source: "法院系统代码", Unsure: true, Of: func(r Row, p Period, _ *Bench) (int64, int64) {
		return yes(closedIn(r, p) && instance(r, "first") && outcome(r, "judgment") && r.Get("appealed") != "", r.Get("appealed") == "true")
	}},
	{ID: "court.changed", Sort: "court.cases", Zh: "改判发回率（按二审结案）", En: "changed or sent back (of second-instance closures)", FormulaZh: "（改判 + 发回重审）÷ 二审结案", FormulaEn: "(changed + sent back) / second-instance closures", Source: "两种算法并存，此处按二审结案", Unsure: true, Of: func(r Row, p Period, _ *Bench) (int64, int64) {
		return yes(closedIn(r, p) && instance(r, "second") && r.Get("outcome") != "", outcome(r, "changed", "remanded"))
	}},
	{ID: "court.withdrawn", Sort: "court.cases", Zh: "撤诉率", En: "withdrawn", FormulaZh: "撤诉 ÷ 一审结案", FormulaEn: "withdrawn / first-instance closures", Source: "法院系统代码", Of: func(r Row, p Period, _ *Bench) (int64, int64) {
		return yes(closedIn(r, p) && instance(r, "first") && r.Get("outcome") != "", outcome(r, "withdrawn"))
	}},
	{ID: "court.realised", Sort: "court.cases", Zh: "执行到位率", En: "share of claims realised", FormulaZh: "到位金额 ÷ 执行结案的标的金额", FormulaEn: "amount realised / amount claimed, of executions concluded", Source: "审判质量管理指标体系（2024）", Unsure: true, Ratio: true, Of: func(r Row, p Period, _ *Bench) (int64, int64) {
		if b, _ := branchOf(r.Number.Series); b != "execution" || !closedIn(r, p) || r.Get("claimed") == "" || r.Get("realised") == "" {
			return 0, 0
		}
		return int64(number(r.Get("claimed"))), int64(number(r.Get("realised")))
	}},
	share("police.recorded", "police.interrogations", "讯问同步录音录像率", "interrogations recorded", "有录音录像 ÷ 讯问次数", "recorded / interrogations", "CPL 123", "recorded"),
	share("police.rights", "police.interrogations", "权利告知率", "rights told", "有告知书 ÷ 讯问次数", "rights sheet / interrogations", "CPL 120", "rights"),
	share("police.exam", "police.custody", "入所体检率", "examined on entry", "入所体检 ÷ 羁押记录", "examined / records of custody", "看守所条例 10", "exam"),
	share("police.witness", "police.property", "扣押清单见证率", "lists with a witness", "有见证人 ÷ 扣押物品", "witnessed / items", "CPL 142", "witness"),
	stage("procuratorate.noarrest", "不捕率", "arrest not approved", "arrest", "不捕", "不批准逮捕", "不予批准", "不批捕"),
	stage("procuratorate.nocharge", "不诉率", "not prosecuted", "charge", "不诉", "不起诉"),
	{ID: "procuratorate.returned", Sort: "procuratorate.cases", Zh: "退回补充侦查率", En: "returned for more investigation", FormulaZh: "退补过的 ÷ 审查起诉办结", FormulaEn: "returned / prosecutions reviewed", Source: "CPL 175", Of: func(r Row, p Period, _ *Bench) (int64, int64) {
		return yes(closedIn(r, p) && strings.HasPrefix(codeOf("prosecutions", r.Get("stage")), "charge") && r.Get("returns") != "", number(r.Get("returns")) > 0)
	}},
	share("justice.posted", "justice.sentences", "减刑假释公示率", "posted publicly", "已公示 ÷ 全部", "posted / all", "JX14 3", "posted"),
	share("justice.plan", "justice.corrections", "矫正方案制定率", "with a correction plan", "有方案 ÷ 矫正对象", "with a plan / people", "SQJZ 24", "plan"),
}

func share(id, sort, zh, en, fzh, fen, source, field string) Indicator {
	return Indicator{ID: id, Sort: sort, Zh: zh, En: en, FormulaZh: fzh, FormulaEn: fen, Source: source, Of: func(r Row, p Period, _ *Bench) (int64, int64) {
		return yes(p.has(r.Get(r.Sort.From)) && r.Get(field) != "", r.Get(field) == "true")
	}}
}

func stage(id, zh, en, which string, words ...string) Indicator {
	return Indicator{ID: id, Sort: "procuratorate.cases", Zh: zh, En: en, FormulaZh: words[0] + " ÷ 办结", FormulaEn: en + " / concluded", Source: "检察业务统计", Of: func(r Row, p Period, _ *Bench) (int64, int64) {
		return yes(closedIn(r, p) && strings.HasPrefix(codeOf("prosecutions", r.Get("stage")), which) && r.Get("outcome") != "", slices.ContainsFunc(words, func(w string) bool { return strings.Contains(r.Get("outcome"), w) }))
	}}
}

// Value is one figure with what it is made of.
type Value struct{ Num, Den int64 }

// Cell is the same indicator for one unit, cause or period.
type Cell struct {
	Name string
	Value
}

// Measure computes an indicator by what the caller groups rows by.
type Measure struct {
	ind   Indicator
	p     Period
	b     *Bench
	Whole Value
	Cells []Cell // in the order of first occurrence
	at    map[string]int
}

// NewMeasure begins one.
func NewMeasure(i Indicator, p Period, b *Bench) *Measure {
	return &Measure{ind: i, p: p, b: b, at: map[string]int{}}
}

// Add counts a row under a name; "" only in the whole.
func (m *Measure) Add(r Row, name string) {
	den, num := m.ind.Of(r, m.p, m.b)
	if den == 0 && num == 0 {
		return
	}
	m.Whole.Den, m.Whole.Num = m.Whole.Den+den, m.Whole.Num+num
	if name == "" {
		return
	}
	i, ok := m.at[name]
	if !ok {
		i = len(m.Cells)
		m.at[name] = i
		m.Cells = append(m.Cells, Cell{Name: name})
	}
	m.Cells[i].Den, m.Cells[i].Num = m.Cells[i].Den+den, m.Cells[i].Num+num
}

// SmallCell is below how many a figure is not shown outside: law 9.
const SmallCell = 10
