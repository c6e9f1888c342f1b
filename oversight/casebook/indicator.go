package casebook

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
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

// Definition is an indicator defined by this committee: conditions that a row
// meets to be in the denominator, and further ones for the numerator.
type Definition struct {
	act.Head
	Sort    string
	Title   string
	TitleEn string
	Source  string // the paper it is taken from
	Rule    string // JSON, see Conditions
	Ended   string
}

// Conditions is what a definition says.
type Conditions struct {
	Den []Condition `json:"den"`
	Num []Condition `json:"num"`
}

// Condition is one test of a field; exactly one of the tests is given.
type Condition struct {
	Field  string   `json:"field"`
	In     []string `json:"in,omitempty"`
	NotIn  []string `json:"not_in,omitempty"`
	Period bool     `json:"period,omitempty"` // its day lies in the period
	Given  bool     `json:"given,omitempty"`  // it is not empty
	Empty  bool     `json:"empty,omitempty"`
}

func (c Condition) holds(r Row, p Period) bool {
	v := r.Get(c.Field)
	switch {
	case len(c.In) > 0:
		return slices.Contains(c.In, v)
	case len(c.NotIn) > 0:
		return v != "" && !slices.Contains(c.NotIn, v)
	case c.Period:
		return p.has(v)
	case c.Given:
		return v != ""
	}
	return v == ""
}

// ParseConditions reads a definition's rule for a sort.
func ParseConditions(sort, text string) (Conditions, error) {
	var c Conditions
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, act.Wrong("rule", "定义读不懂："+err.Error(), "the definition cannot be read: "+err.Error())
	}
	s, ok := SortOf(sort)
	if !ok {
		return c, act.Wrong("sort", "请选择登记簿的种类。", "Choose the sort of register.")
	}
	if len(c.Den) == 0 {
		return c, act.Wrong("rule", "请写明分母的条件（den）。", "Give the conditions of the denominator (den).")
	}
	for _, x := range append(slices.Clone(c.Den), c.Num...) {
		f, ok := s.Field(x.Field)
		if !ok {
			return c, act.Wrong("rule", "“"+s.Zh+"”没有“"+x.Field+"”这一项。", "“"+s.En+"” has no field "+x.Field+".")
		}
		n := 0
		for _, b := range []bool{len(x.In) > 0, len(x.NotIn) > 0, x.Period, x.Given, x.Empty} {
			if b {
				n++
			}
		}
		if n != 1 || x.Period && f.Type != Date && f.Type != Moment {
			return c, act.Wrong("rule", "“"+f.Zh+"”的条件应为 in、not_in、period、given、empty 之一，period 只用于日期。", "The condition on "+f.En+" is one of in, not_in, period, given, empty; period is for dates.")
		}
	}
	return c, nil
}

// Indicator makes the figure of a definition.
func (d Definition) Indicator() (Indicator, error) {
	c, err := ParseConditions(d.Sort, d.Rule)
	return Indicator{ID: d.ID, Sort: d.Sort, Zh: d.Title, En: d.TitleEn, FormulaZh: d.Rule, FormulaEn: d.Rule, Source: d.Source, Of: func(r Row, p Period, _ *Bench) (int64, int64) {
		all := func(list []Condition) bool {
			return !slices.ContainsFunc(list, func(x Condition) bool { return !x.holds(r, p) })
		}
		return yes(all(c.Den), all(c.Num))
	}}, err
}

// DefinitionLife: a definition is in force until it is ended; it is never
// changed, for a figure must keep meaning what it meant.
var DefinitionLife = act.Life{
	Kind: "indicator", Zh: "指标定义", En: "Indicator definition",
	States: []act.State{{Code: "force", Zh: "在用", En: "In use", Tone: "ok"}, {Code: "ended", Zh: "停用", En: "No longer used"}},
	Verbs:  []act.Verb{{Do: "indicator.define", Zh: "定义指标", En: "Define an indicator", SayZh: "定义后不能改，只能停用另行定义：同一个指标始终是同一个算法。", SayEn: "It cannot be changed, only ended and defined anew: a figure keeps meaning what it meant."}, {Do: "indicator.end", Zh: "停用指标", En: "End an indicator"}},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "indicator.define", To: []string{"force"}, Who: staff, Basis: "local"},
		{From: act.In("force"), Do: "indicator.end", To: []string{"ended"}, Who: staff, Basis: "local"},
	},
}

// Matter lists a definition.
func (d Definition) Matter() act.Matter {
	return act.Matter{Title: d.Title, Class: d.Sort, Via: "indicator", Words: d.Source}
}

// Define (定义指标) adds an indicator of this committee's own.
type Define struct {
	Sort   string `json:"sort" form:"sort"`
	Title  string `json:"title" form:"title"`
	NameEn string `json:"name_en,omitempty" form:"name_en"`
	Source string `json:"source" form:"source"`
	Rule   string `json:"rule" form:"rule"`
}

func (Define) Name() act.Name { return "indicator.define" }
func (Define) On() string     { return "" }

// Do defines it.
func (a Define) Do(d Definition, m act.Moment) (Definition, error) {
	var k act.Check
	k.Length("title", a.Title, 2, 40, "名称 2 到 40 个字。", "The name has 2 to 40 characters.")
	k.Length("source", a.Source, 2, 120, "请写明出自哪份文件（2 到 120 字）。", "Name the paper it is from (2 to 120 characters).")
	k.Want(utf8.RuneCountInString(a.Rule) <= 4000, "rule", "定义太长。", "The definition is too long.")
	if err := k.Err(); err != nil {
		return d, err
	}
	if _, err := ParseConditions(a.Sort, a.Rule); err != nil {
		return d, err
	}
	d.Sort, d.Title, d.TitleEn, d.Source, d.Rule = a.Sort, strings.TrimSpace(a.Title), strings.TrimSpace(a.NameEn), strings.TrimSpace(a.Source), a.Rule
	if d.TitleEn == "" {
		d.TitleEn = d.Title
	}
	return d, nil
}

// EndDefinition (停用指标) ends one.
type EndDefinition struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (EndDefinition) Name() act.Name { return "indicator.end" }
func (a EndDefinition) On() string   { return a.ID }

// Do ends it.
func (a EndDefinition) Do(d Definition, m act.Moment) (Definition, error) {
	var k act.Check
	k.Length("reason", a.Reason, 2, 300, "请写明理由（2 到 300 字）。", "Give the reason (2 to 300 characters).")
	d.Ended = strings.TrimSpace(a.Reason)
	return d, k.Err()
}
