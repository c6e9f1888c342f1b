// Package measure is the check of a local measure (监督办法) clause by clause: its
// clauses in editions, what each organ is asked about each, what it answers, and
// a verdict for each clause by the committee's staff (≠ who answered, and
// concluded by somebody else again). It is of clauses, never of a case.
package measure

import (
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Clause is one article (条) of a measure with what is asked about it.
type Clause struct {
	Key       string   `json:"key"`               // a1, a2 …: stays through every edition
	No        string   `json:"no" form:"no"`      // as written: 第三条
	Chapter   string   `json:"chapter,omitempty"` // as written: 第一章 总则
	Text      string   `json:"text" form:"text"`
	Questions []string `json:"questions,omitempty"`
	Organs    []string `json:"organs,omitempty"` // who answers
}

// Edition is the clauses as they were before a revision.
type Edition struct {
	No      int64    `json:"no"`
	Day     string   `json:"day"` // on which it was replaced
	Reason  string   `json:"reason"`
	Clauses []Clause `json:"clauses"`
}

// Measure is one local measure.
type Measure struct {
	act.Head
	Title    string
	DocNo    string
	Passed   string // day
	Force    string // day since which it is in force
	Campaign string
	Clauses  []Clause
	Edition  int64
	Last     int64 // highest number given to a clause
	Former   []Edition
	Ended    string
}

// Matter lists it.
func (x Measure) Matter() act.Matter {
	m := act.Matter{Title: x.Title, Campaign: x.Campaign, Words: x.DocNo}
	for _, c := range x.Clauses {
		m.Words += "\n" + c.Text
	}
	return m
}

// Clause finds a clause by its key.
func (x Measure) Clause(key string) (Clause, bool) {
	for _, c := range x.Clauses {
		if c.Key == key {
			return c, true
		}
	}
	return Clause{}, false
}

// Of are the clauses that an organ is to answer.
func (x Measure) Of(organ string) (out []Clause) {
	for _, c := range x.Clauses {
		if slices.Contains(c.Organs, organ) {
			out = append(out, c)
		}
	}
	return out
}

// Organs are all who answer for some clause, in the clauses' order.
func (x Measure) Organs() (out []string) {
	for _, c := range x.Clauses {
		for _, o := range c.Organs {
			if !slices.Contains(out, o) {
				out = append(out, o)
			}
		}
	}
	return out
}

var staff = []act.Role{access.Clerk, access.Director}

// Life of a measure.
var Life = act.Life{
	Kind: "measure", Zh: "监督办法", En: "Local measure",
	States: []act.State{
		{Code: "kept", Zh: "现行", En: "In use", Tone: "ok"},
		{Code: "retired", Zh: "不再使用", En: "Retired"},
	},
	Verbs: []act.Verb{
		{Do: "measure.enter", Zh: "录入监督办法", En: "Enter a measure", SayZh: "按“第几条”拆成条款；以后修改保留每一版。", SayEn: "Split into its articles; every later edition keeps the one before."},
		{Do: "measure.revise", Zh: "修改条款", En: "Revise the clauses", SayZh: "原来的条款留作前一版；已经发出的逐条检查仍按原来那一版。", SayEn: "The clauses so far stay as the former edition; checks that are out keep theirs."},
		{Do: "measure.assign", Zh: "设定问题和答复机关", En: "Set questions and who answers"},
		{Do: "measure.retire", Zh: "停止使用", En: "Retire"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "measure.enter", To: []string{"kept"}, Who: staff, Basis: "local"},
		{From: act.In("kept"), Do: "measure.revise", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("kept"), Do: "measure.assign", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("kept"), Do: "measure.retire", To: []string{"retired"}, Who: staff, Basis: "local"},
	},
}

// Enter (录入监督办法) begins one.
type Enter struct {
	Title    string   `json:"title" form:"title"`
	DocNo    string   `json:"doc_no,omitempty" form:"doc_no"`
	Passed   string   `json:"passed,omitempty" form:"passed"`
	Force    string   `json:"force,omitempty" form:"force"`
	Campaign string   `json:"campaign,omitempty" form:"campaign"`
	Clauses  []Clause `json:"clauses"`
	Needs    Known    `json:"-"`
}

// Known are facts of the campaign and the register.
type Known struct {
	Campaign bool            // there is such a campaign within reach
	Organs   map[string]bool // which organs answer to this committee
}

func (Enter) Name() act.Name { return "measure.enter" }
func (Enter) On() string     { return "" }

// Do enters it.
func (a Enter) Do(x Measure, m act.Moment) (Measure, error) {
	var k act.Check
	k.Length("title", a.Title, 4, 60, "名称 4 到 60 个字。", "The title has 4 to 60 characters.")
	k.Length("doc_no", a.DocNo, 0, 60, "文号不超过 60 个字。", "At most 60 characters.")
	k.Want(a.Passed == "" || law.Day(a.Passed).Valid(), "passed", "日期不对。", "This is no day.")
	k.Want(a.Force == "" || law.Day(a.Force).Valid() && a.Force >= a.Passed, "force", "施行日期不能早于通过日期。", "It is not in force before it is passed.")
	k.Want(a.Campaign == "" || a.Needs.Campaign, "campaign", "没有这个专项。", "There is no such campaign.")
	x.Clauses = x.keyed(&k, a.Clauses)
	if err := k.Err(); err != nil {
		return x, err
	}
	x.Title, x.DocNo, x.Passed, x.Force, x.Campaign, x.Edition = trim(a.Title), trim(a.DocNo), a.Passed, a.Force, a.Campaign, 1
	return x, nil
}

// keyed checks the clauses and gives each its key: a clause of the same number
// keeps the key, the questions and the organs it had.
func (x *Measure) keyed(k *act.Check, now []Clause) (out []Clause) {
	k.Want(len(now) > 0, "clauses", "没有找到条款：每条以“第几条”开头，单独成行。", "No clause was found: each begins a line with 第…条.")
	k.Want(len(now) <= 200, "clauses", "条款不超过 200 条。", "At most 200 clauses.")
	seen := map[string]bool{}
	for i, c := range now {
		f := fmt.Sprintf("clauses.%d.", i)
		k.Want(trim(c.No) != "" && !seen[c.No], "clauses", "“"+c.No+"”出现了两次。", "“"+c.No+"” stands twice.")
		k.Length("clauses", c.Text, 2, 4000, "“"+c.No+"”的内容 2 到 4000 字。", "“"+c.No+"” has 2 to 4,000 characters.")
		_ = f
		seen[c.No] = true
		n := Clause{No: trim(c.No), Chapter: trim(c.Chapter), Text: trim(c.Text)}
		if at := slices.IndexFunc(x.Clauses, func(o Clause) bool { return o.No == n.No }); at >= 0 {
			n.Key, n.Questions, n.Organs = x.Clauses[at].Key, x.Clauses[at].Questions, x.Clauses[at].Organs
		} else {
			x.Last++
			n.Key = fmt.Sprintf("a%d", x.Last)
		}
		out = append(out, n)
	}
	return out
}

// Revise (修改条款) makes the next edition.
type Revise struct {
	ID      string   `json:"id" form:"id"`
	Reason  string   `json:"reason" form:"reason"`
	Clauses []Clause `json:"clauses"`
}

func (Revise) Name() act.Name { return "measure.revise" }
func (a Revise) On() string   { return a.ID }

// Do revises.
func (a Revise) Do(x Measure, m act.Moment) (Measure, error) {
	var k act.Check
	reason(&k, a.Reason)
	was := x.Clauses
	now := x.keyed(&k, a.Clauses)
	k.Want(!slices.EqualFunc(was, now, func(a, b Clause) bool { return a.No == b.No && a.Text == b.Text && a.Chapter == b.Chapter }), "clauses", "条款没有变化。", "No clause changed.")
	if err := k.Err(); err != nil {
		return x, err
	}
	x.Former = append(slices.Clone(x.Former), Edition{x.Edition, m.Day(), trim(a.Reason), was})
	x.Clauses, x.Edition = now, x.Edition+1
	return x, nil
}

// Set is what is asked about one clause, and of whom.
type Set struct {
	Clause    string   `json:"clause" form:"clause"`
	Questions []string `json:"questions,omitempty" form:"questions"`
	Organs    []string `json:"organs,omitempty" form:"organs"`
}

// Assign (设定问题和答复机关) says for clauses what is asked and who answers.
type Assign struct {
	ID    string `json:"id" form:"id"`
	Sets  []Set  `json:"sets" form:"sets"`
	Needs Known  `json:"-"`
}

func (Assign) Name() act.Name { return "measure.assign" }
func (a Assign) On() string   { return a.ID }

// Do assigns.
func (a Assign) Do(x Measure, _ act.Moment) (Measure, error) {
	var k act.Check
	x.Clauses = slices.Clone(x.Clauses)
	k.Want(len(a.Sets) > 0, "sets", "请设定至少一条。", "Set one clause at least.")
	for i, s := range a.Sets {
		f := fmt.Sprintf("sets.%d.", i)
		at := slices.IndexFunc(x.Clauses, func(c Clause) bool { return c.Key == s.Clause })
		k.Want(at >= 0, f+"organs", "没有这一条。", "There is no such clause.")
		k.Want(len(s.Questions) <= 10, f+"questions", "一条最多 10 个问题。", "At most 10 questions to a clause.")
		var qs []string
		for _, q := range s.Questions {
			if trim(q) == "" {
				continue
			}
			k.Length(f+"questions", q, 4, 300, "每个问题 4 到 300 字。", "A question has 4 to 300 characters.")
			neutral(&k, f+"questions", q)
			qs = append(qs, trim(q))
		}
		for _, o := range s.Organs {
			k.Want(a.Needs.Organs[o], f+"organs", "请选择本级的机关。", "Choose organs of this level.")
		}
		if at >= 0 {
			x.Clauses[at].Questions, x.Clauses[at].Organs = qs, s.Organs
		}
	}
	return x, k.Err()
}

// Retire (停止使用) ends it.
type Retire struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Retire) Name() act.Name { return "measure.retire" }
func (a Retire) On() string   { return a.ID }

// Do retires it.
func (a Retire) Do(x Measure, _ act.Moment) (Measure, error) {
	var k act.Check
	reason(&k, a.Reason)
	x.Ended = trim(a.Reason)
	return x, k.Err()
}

func trim(s string) string { return strings.TrimSpace(s) }
