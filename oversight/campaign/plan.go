package campaign

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// Plan (方案) is what a campaign sets out to do. It is a document in parts, so
// that each part can be compared, covered, answered and summed up. It names no
// case and no person under supervision.
type Plan struct {
	Goal         string        `json:"goal,omitempty"`  // 总体要求
	Basis        []string      `json:"basis,omitempty"` // legal basis, one each: 《…》第…条
	Scope        Scope         `json:"scope"`
	Contents     []Content     `json:"contents,omitempty"`
	Requirements []Requirement `json:"requirements,omitempty"`
	Stages       []Stage       `json:"stages,omitempty"`
	Bodies       []Duty        `json:"bodies,omitempty"`
	Checks       []Check       `json:"checks,omitempty"`
	Files        []File        `json:"files,omitempty"`
	Last         int           `json:"last,omitempty"` // highest number given to a part, so that a removed part's name is never given again
}

// Scope (监督范围): which organs, and which of the two focus groups (监督重点).
type Scope struct {
	Sorts      []string `json:"sorts,omitempty"`      // police | procuratorate | court | justice
	Business   []string `json:"business,omitempty"`   // 业务部门 by name, e.g. 刑事审判庭
	Grassroots []string `json:"grassroots,omitempty"` // 基层庭科队所 by name, e.g. 派出所
	Note       string   `json:"note,omitempty"`
}

// Content (监督内容) is one matter looked at, with the problem classes under it.
type Content struct {
	Key     string   `json:"key"` // c1, c2 …: stays through every edition
	Text    string   `json:"text"`
	Classes []string `json:"classes,omitempty"` // taxonomy codes
}

// Requirement (工作要求) is one demand of the plan. A lower committee's plan
// answers each by tasks, or says why it does not apply there.
type Requirement struct {
	Key  string `json:"key"` // r1, r2 …: stays through every edition
	Text string `json:"text"`
	Who  string `json:"who,omitempty"` // to whom: committees | organs | both ("")
}

// Stage (阶段) is a span of days; stages are dates, never states.
type Stage struct {
	Key   string `json:"key"` // s1, s2 …
	Name  string `json:"name"`
	Since string `json:"since"`
	Until string `json:"until"`
	Work  string `json:"work,omitempty"`
}

// Duty (责任分工) says which body answers for what.
type Duty struct {
	Body string `json:"body"`
	Work string `json:"work"`
}

// Check (专项检查) is a check within the campaign: of a local measure clause by
// clause, of a unit, of a subject.
type Check struct {
	Key     string `json:"key"` // k1, k2 …
	Name    string `json:"name"`
	Measure string `json:"measure,omitempty"` // name of the local measure (监督办法)
	Note    string `json:"note,omitempty"`
}

// File is an attachment: a kept file by the hash of its content.
type File struct {
	Hash string `json:"hash"`
	Name string `json:"name"`
	Size int64  `json:"size,omitempty"`
	Type string `json:"type,omitempty"`
}

// Requirement returns a requirement by its key.
func (p Plan) Requirement(key string) (Requirement, bool) {
	for _, r := range p.Requirements {
		if r.Key == key {
			return r, true
		}
	}
	return Requirement{}, false
}

// Content returns a content by its key.
func (p Plan) Content(key string) (Content, bool) {
	for _, c := range p.Contents {
		if c.Key == key {
			return c, true
		}
	}
	return Content{}, false
}

// Has reports whether an attachment belongs to the plan.
func (p Plan) Has(hash string) bool {
	return slices.ContainsFunc(p.Files, func(f File) bool { return f.Hash == hash })
}

// Stage returns the stage that a day lies in, the first if several.
func (p Plan) Stage(day string) (Stage, bool) {
	for _, s := range p.Stages {
		if s.Since <= day && (s.Until == "" || day <= s.Until) {
			return s, true
		}
	}
	return Stage{}, false
}

// Keyed gives a key to every part that has none, above the highest ever given
// in the plan before, so that tasks keep pointing at what they were made for.
func (p Plan) Keyed(before Plan) Plan {
	p.Last = max(p.Last, before.Last)
	key := func(k *string, letter string) {
		if *k == "" {
			p.Last++
			*k = fmt.Sprintf("%s%d", letter, p.Last)
		}
	}
	p.Contents = append([]Content(nil), p.Contents...)
	for i := range p.Contents {
		key(&p.Contents[i].Key, "c")
	}
	p.Requirements = append([]Requirement(nil), p.Requirements...)
	for i := range p.Requirements {
		key(&p.Requirements[i].Key, "r")
	}
	p.Stages = append([]Stage(nil), p.Stages...)
	for i := range p.Stages {
		key(&p.Stages[i].Key, "s")
	}
	p.Checks = append([]Check(nil), p.Checks...)
	for i := range p.Checks {
		key(&p.Checks[i].Key, "k")
	}
	return p
}

var sorts = []string{"police", "procuratorate", "court", "justice"}

// Limits of a plan: more is a slip of copying, not a plan.
const (
	MaxParts = 300
	MaxText  = 2000
	MaxFiles = 20
)

var address = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Check names every field that cannot stand. Fields are named by list and
// place, counted from 1: requirements.3.text.
func (p Plan) Check(k *act.Check) {
	text := func(field, s string, least, most int) {
		n := utf8.RuneCountInString(strings.TrimSpace(s))
		k.Want(n >= least, field, "请填写。", "Fill this in.")
		k.Want(n <= most, field, fmt.Sprintf("不超过 %d 字。", most), fmt.Sprintf("At most %d characters.", most))
		k.Neutral(field, s)
		if !strings.HasPrefix(field, "basis") {
			noCase(k, field, s)
		}
	}
	text("goal", p.Goal, 0, 5000)
	k.Want(len(p.Contents)+len(p.Requirements)+len(p.Stages)+len(p.Checks)+len(p.Bodies)+len(p.Basis) <= MaxParts, "plan",
		fmt.Sprintf("方案的条目合计不超过 %d 条。", MaxParts), fmt.Sprintf("A plan has at most %d parts.", MaxParts))
	text("scope.note", p.Scope.Note, 0, 500)
	for _, n := range p.Scope.Business {
		text("scope.business", n, 1, 60)
	}
	for _, n := range p.Scope.Grassroots {
		text("scope.grassroots", n, 1, 60)
	}
	for _, x := range p.Scope.Sorts {
		k.Want(slices.Contains(sorts, x), "scope.sorts", "机关只能是公安、检察院、法院、司法行政。", "Organs are police, procuratorate, court or justice.")
	}
	keys := map[string]bool{}
	once := func(field, key string) {
		k.Want(key == "" || !keys[key], field, "条目的编号重复。", "A part's key stands twice.")
		keys[key] = true
	}
	for i, b := range p.Basis {
		text(fmt.Sprintf("basis.%d", i+1), b, 2, 200)
	}
	for i, c := range p.Contents {
		once(fmt.Sprintf("contents.%d.key", i+1), c.Key)
		text(fmt.Sprintf("contents.%d.text", i+1), c.Text, 2, MaxText)
	}
	for i, r := range p.Requirements {
		once(fmt.Sprintf("requirements.%d.key", i+1), r.Key)
		text(fmt.Sprintf("requirements.%d.text", i+1), r.Text, 2, MaxText)
		k.Want(r.Who == "" || r.Who == "committees" || r.Who == "organs", fmt.Sprintf("requirements.%d.who", i+1), "对象只能是下级人大、司法机关或者两者。", "Addressed to committees, organs or both.")
	}
	for i, s := range p.Stages {
		once(fmt.Sprintf("stages.%d.key", i+1), s.Key)
		text(fmt.Sprintf("stages.%d.name", i+1), s.Name, 2, 60)
		text(fmt.Sprintf("stages.%d.work", i+1), s.Work, 0, MaxText)
		k.Want(isDay(s.Since), fmt.Sprintf("stages.%d.since", i+1), "请填写阶段的开始日期。", "Give the first day of the stage.")
		k.Want(isDay(s.Until) && s.Until >= s.Since, fmt.Sprintf("stages.%d.until", i+1), "请填写阶段的结束日期，不能早于开始。", "Give the last day of the stage, not before the first.")
	}
	for i, c := range p.Checks {
		once(fmt.Sprintf("checks.%d.key", i+1), c.Key)
		text(fmt.Sprintf("checks.%d.name", i+1), c.Name, 2, 100)
		text(fmt.Sprintf("checks.%d.measure", i+1), c.Measure, 0, 200)
		text(fmt.Sprintf("checks.%d.note", i+1), c.Note, 0, MaxText)
	}
	k.Want(len(p.Files) <= MaxFiles, "files", "附件不超过 20 个。", "At most 20 attachments.")
	for i, f := range p.Files {
		field := fmt.Sprintf("files.%d.name", i+1)
		once(field, f.Hash)
		k.Want(address.MatchString(f.Hash), field, "附件没有收到，请重新上传。", "The attachment was not received; upload it again.")
		text(field, f.Name, 1, 200)
	}
	for i, d := range p.Bodies {
		text(fmt.Sprintf("bodies.%d.body", i+1), d.Body, 2, 100)
		text(fmt.Sprintf("bodies.%d.work", i+1), d.Work, 0, MaxText)
	}
}

// isDay: a written day; the calendar itself is checked where clocks begin.
func isDay(s string) bool {
	return len(s) == 10 && s[4] == '-' && s[7] == '-' && s >= "1954-01-01" && s <= "2100-12-31"
}

// Anew is the plan as a start for another campaign: the parts stay, the days of
// the stages do not.
func (p Plan) Anew(since, until string) Plan {
	q := p
	q.Stages = append([]Stage(nil), p.Stages...)
	if until == "" {
		until = since
	}
	for i := range q.Stages {
		q.Stages[i].Since, q.Stages[i].Until = since, until
	}
	q.Files = nil
	return q
}
