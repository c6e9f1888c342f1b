package casebook

import (
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Register is one register of one organ in the catalogue (案件登记簿): what was
// supplied, by whom, when, and where its rows lie. The rows themselves are
// files beside the database; their hashes stand here, so that the journal's
// digest of this subject covers every one of them.
type Register struct {
	act.Head
	Sort     string // code of the sort
	Organ    string // whose register it is, an organ of this level
	Title    string
	Since    string // period the register covers, both days included
	Until    string
	Rows     int64
	Declared int64      // cases the organ says it docketed in the period, 0 not said
	Supplies []Delivery // in order; the last is what counts now
	Quality  Quality    // of the last
	Told     []Told     // reports on what is missing, given back to the organ
	Returns  []Returned // deliveries handed back whole
	Ended    string     // why it was withdrawn
}

// Delivery is one delivery.
type Delivery struct {
	On        string `json:"on"`       // day it was taken in
	Given     string `json:"given"`    // day the organ handed it over
	Giver     string `json:"giver"`    // who handed it over: post and name of the organ's contact
	By        string `json:"by"`       // account that took it in
	File      string `json:"file"`     // hex SHA-256 of the file
	FileName  string `json:"named"`    // hex SHA-256 of its name, which may hold a person's name
	Mapping   string `json:"mapping"`  // the mapping as text, to be used again
	MapHash   string `json:"map_hash"` // hex SHA-256 of that text
	Read      int64  `json:"read"`     // rows of the file
	Added     int64  `json:"added"`
	Changed   int64  `json:"changed"`
	Unchanged int64  `json:"unchanged"`
	Refused   int64  `json:"refused"` // left out with reasons in the error file
	Rows      int64  `json:"rows"`    // of the register after it
	Parts     []Part `json:"parts"`
	Errors    *Part  `json:"errors,omitempty"` // the error file
}

// Part is one stored file: the rows of one year in Parquet columns, sealed to
// the office's working key. Hash is that of the sealed bytes, by which verify
// knows the file; Plain that of the Parquet file inside.
type Part struct {
	Hash  string `json:"hash"`
	Size  int64  `json:"size"`
	Year  int    `json:"year"`
	Rows  int64  `json:"rows"`
	Plain string `json:"plain"`
}

// Told is one report on quality given back to the supplier.
type Told struct {
	On       string `json:"on"`
	By       string `json:"by"`
	Delivery int    `json:"delivery"` // number of the delivery it was about, from 1
	Wanted   string `json:"wanted"`   // what the organ is asked to fill in
}

// Last is the delivery that counts now.
func (r Register) Last() Delivery {
	if len(r.Supplies) == 0 {
		return Delivery{}
	}
	return r.Supplies[len(r.Supplies)-1]
}

// Matter lists a register under its organ.
func (r Register) Matter() act.Matter {
	t := act.Matter{Title: r.Title, Class: r.Sort, Via: "register", Organ: r.Organ, Words: strings.TrimSpace(r.Since + " " + r.Until)}
	if r.Organ != "" {
		t.Named = []string{r.Organ}
	}
	return t
}

// Life of a register: supplied, supplied again, reported back, withdrawn.
var Life = act.Life{
	Kind: "register", Zh: "案件登记簿", En: "Case register",
	States: []act.State{
		{Code: "current", Zh: "在册", En: "In the book", Tone: "ok"},
		{Code: "told", Zh: "已反馈待补", En: "Reported back, to be completed", Tone: "act", Open: true},
		{Code: "returned", Zh: "已退回待改", En: "Handed back, to be corrected", Tone: "act", Open: true},
		{Code: "withdrawn", Zh: "已撤回", En: "Withdrawn"},
	},
	Verbs: []act.Verb{
		{Do: "register.supply", Zh: "录入登记簿", En: "Enter a register", SayZh: "行按年存为列文件，文件的哈希写入记录；只有本级机关的登记簿可以录入。", SayEn: "Rows are kept as columns by year and their hashes go on record; only organs of this level supply registers."},
		{Do: "register.renew", Zh: "更新登记簿", En: "Supply again", SayZh: "同一编号的行以新交的为准，先前各次的文件照样保留。", SayEn: "Rows with the same number are replaced; the files of earlier deliveries are kept."},
		{Do: "register.tell", Zh: "向机关反馈缺什么", En: "Report back what is missing", SayZh: "该机关的联络员和负责人会看到这本登记簿的完整情况和数据质量，看不到其他。", SayEn: "Liaison and head of the organ see how complete this register is, and nothing else."},
		{Do: "register.return", Zh: "整份退回", En: "Hand back", SayZh: "一行都不录入；该机关会看到哪个单元格不对、为什么，改好后整份再交。", SayEn: "No row is entered; the organ sees which cells are wrong and why, and hands the corrected file in."},
		{Do: "register.return_again", Zh: "退回这次提供的", En: "Hand this delivery back", SayZh: "先前录入的行不变。", SayEn: "Rows entered before stay."},
		{Do: "register.withdraw", Zh: "撤回登记簿", En: "Withdraw", SayZh: "撤回后不再用于统计；记录和文件保留。", SayEn: "It is no longer counted; record and files are kept."},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "register.supply", To: []string{"current"}, Who: suppliers, Basis: "local; L24 30", Off: true},
		{From: act.In(act.Birth), Do: "register.return", To: []string{"returned"}, Who: suppliers, Basis: "local; L24 30", Off: true},
		{From: act.In("current", "told"), Do: "register.return_again", To: []string{"told"}, Who: suppliers, Basis: "local; L24 30", Off: true},
		{From: act.In("returned"), Do: "register.return_again", To: []string{act.Same}, Who: suppliers, Basis: "local; L24 30", Off: true},
		{From: act.In("current", "told", "returned"), Do: "register.renew", To: []string{"current"}, Who: suppliers, Basis: "local; L24 30", Off: true},
		{From: act.In("current", "told"), Do: "register.tell", To: []string{"told"}, Who: staff, Basis: "local", Main: true},
		{From: act.In("current", "told", "returned"), Do: "register.withdraw", To: []string{"withdrawn"}, Who: []act.Role{access.Director}, Basis: "local"},
	},
}

var (
	staff     = []act.Role{access.Clerk, access.Director}
	suppliers = []act.Role{access.Clerk, access.Importer}
)

// Staged is what the office found when it read the file, by the stage's token:
// the act itself cannot say it.
type Staged struct {
	Found   bool   // there is such a stage of this person
	Ours    bool   // the organ answers to this committee
	Kind    string // of the organ
	Sort    string // the register was read as
	Organ   string // it was read for
	Target  string // the register it was read to renew, "" for a new one
	Before  int64  // version of the register whose rows it was merged with
	Taken   Delivery
	Quality Quality
	Unread  bool    // no row can be read: a heading is missing, or the file is none
	Wrong   []Wrong // the first of what cannot be entered
}

// Supply (录入登记簿) enters a register that was read before.
type Supply struct {
	Stage    string `json:"stage" form:"stage"`
	Title    string `json:"title" form:"title"`
	Since    string `json:"since" form:"since"`
	Until    string `json:"until" form:"until"`
	Given    string `json:"given" form:"given"`
	Giver    string `json:"giver" form:"giver"`
	Declared int64  `json:"declared,omitempty" form:"declared"`
	Needs    Staged `json:"-"`
}

func (Supply) Name() act.Name { return "register.supply" }
func (Supply) On() string     { return "" }

// Do enters it.
func (a Supply) Do(r Register, m act.Moment) (Register, error) {
	var k act.Check
	k.Length("title", a.Title, 4, 60, "名称 4 到 60 个字。", "The title has 4 to 60 characters.")
	k.Neutral("title", a.Title)
	period(&k, a.Since, a.Until, m)
	given(&k, a.Given, a.Giver, a.Declared, m)
	staged(&k, a.Needs, "")
	if err := k.Err(); err != nil {
		return r, err
	}
	r.Sort, r.Organ, r.Title, r.Since, r.Until, r.Declared = a.Needs.Sort, a.Needs.Organ, strings.TrimSpace(a.Title), a.Since, a.Until, a.Declared
	return r.take(a.Needs, a.Given, a.Giver, m), nil
}

// Renew (更新登记簿) puts a later delivery over the one before.
type Renew struct {
	ID       string `json:"id" form:"id"`
	Stage    string `json:"stage" form:"stage"`
	Since    string `json:"since" form:"since"`
	Until    string `json:"until" form:"until"`
	Given    string `json:"given" form:"given"`
	Giver    string `json:"giver" form:"giver"`
	Declared int64  `json:"declared,omitempty" form:"declared"`
	Needs    Staged `json:"-"`
}

func (Renew) Name() act.Name { return "register.renew" }
func (a Renew) On() string   { return a.ID }

// Do replaces what counts.
func (a Renew) Do(r Register, m act.Moment) (Register, error) {
	var k act.Check
	period(&k, a.Since, a.Until, m)
	given(&k, a.Given, a.Giver, a.Declared, m)
	staged(&k, a.Needs, r.ID)
	k.Want(!a.Needs.Found || a.Needs.Before == r.Version, "stage", "读取之后登记簿又有变动，请重新读取文件。", "The register changed after the file was read; read it again.")
	if err := k.Err(); err != nil {
		return r, err
	}
	r.Since, r.Until = a.Since, a.Until
	if a.Declared > 0 {
		r.Declared = a.Declared
	}
	return r.take(a.Needs, a.Given, a.Giver, m), nil
}

func (r Register) take(n Staged, day, giver string, m act.Moment) Register {
	s := n.Taken
	s.On, s.By, s.Given, s.Giver = m.Day(), m.By, day, strings.TrimSpace(giver)
	r.Supplies = append(r.Supplies[:len(r.Supplies):len(r.Supplies)], s)
	r.Rows, r.Quality = s.Rows, n.Quality
	return r
}

// Tell (反馈缺什么) gives the organ its own report on what is missing.
type Tell struct {
	ID     string `json:"id" form:"id"`
	Wanted string `json:"wanted" form:"wanted"`
}

func (Tell) Name() act.Name { return "register.tell" }
func (a Tell) On() string   { return a.ID }

// Do shows the register's quality to its organ.
func (a Tell) Do(r Register, m act.Moment) (Register, error) {
	var k act.Check
	k.Length("wanted", a.Wanted, 4, 600, "请写明要补什么（4 到 600 字）。", "Say what is to be filled in (4 to 600 characters).")
	k.Neutral("wanted", a.Wanted)
	if err := k.Err(); err != nil {
		return r, err
	}
	r.Told = append(r.Told[:len(r.Told):len(r.Told)], Told{m.Day(), m.By, len(r.Supplies), strings.TrimSpace(a.Wanted)})
	r.Shown = r.Organ
	return r, nil
}

// Withdraw (撤回登记簿) takes a register out of what is counted.
type Withdraw struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Withdraw) Name() act.Name { return "register.withdraw" }
func (a Withdraw) On() string   { return a.ID }

// Do withdraws it.
func (a Withdraw) Do(r Register, m act.Moment) (Register, error) {
	var k act.Check
	k.Length("reason", a.Reason, 4, 300, "请写明理由（4 到 300 字）。", "Give the reason (4 to 300 characters).")
	k.Neutral("reason", a.Reason)
	r.Ended = strings.TrimSpace(a.Reason)
	return r, k.Err()
}

// ForOrgan is the register as its own organ sees it: how complete it is, not
// where the files lie nor by which mapping they were read.
func (r Register) ForOrgan() Register {
	var out []Delivery
	for _, s := range r.Supplies {
		s.Parts, s.Errors, s.Mapping, s.MapHash, s.By = nil, nil, "", "", ""
		out = append(out, s)
	}
	r.Supplies = out
	var back []Returned
	for _, x := range r.Returns {
		x.By = ""
		back = append(back, x)
	}
	r.Returns = back
	return r
}

func period(k *act.Check, since, until string, m act.Moment) {
	k.Want(law.Day(since).Valid(), "since", "请填写期间的开始日期。", "Give the first day of the period.")
	k.Want(law.Day(until).Valid(), "until", "请填写期间的结束日期。", "Give the last day of the period.")
	k.Want(until >= since, "until", "结束日期早于开始日期。", "The last day is before the first.")
	k.Want(until <= m.Day(), "until", "期间不能到将来。", "The period cannot reach into the future.")
}

func given(k *act.Check, day, giver string, declared int64, m act.Moment) {
	k.Want(law.Day(day).Valid() && day <= m.Day(), "given", "请填写机关提供的日期，不能晚于今天。", "Give the day on which the organ supplied it, not later than today.")
	k.Length("giver", giver, 2, 60, "请写明由谁提供（2 到 60 个字）。", "Say who supplied it (2 to 60 characters).")
	k.Want(declared >= 0 && declared < 1e9, "declared", "机关报的收案数应为非负整数。", "The number docketed, as declared, is a whole number.")
}

// readFor refuses what was read by somebody else, for another register or of an
// organ that is not of this level.
func readFor(k *act.Check, n Staged, target string) {
	k.Want(n.Found, "stage", "没有读取结果，或者已经过期，请重新读取文件。", "The file has not been read, or too long ago; read it again.")
	if !n.Found {
		return
	}
	s, ok := SortOf(n.Sort)
	k.Want(n.Target == target, "stage", "这次读取是为另一本登记簿做的。", "The file was read for another register.")
	k.Want(n.Ours, "organ", "只录入本级机关的登记簿。", "Only organs of this level supply registers.")
	k.Want(ok && n.Kind == s.Organ, "organ", "这种登记簿不是这类机关的。", "This sort of register is not of this kind of organ.")
}

func staged(k *act.Check, n Staged, target string) {
	readFor(k, n, target)
	k.Want(!n.Found || !n.Unread && n.Taken.Rows > 0, "stage", "没有可以录入的行。", "There are no rows to enter.")
}
