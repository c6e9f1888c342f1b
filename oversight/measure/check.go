package measure

import (
	"fmt"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// File is an attachment of an answer.
type File struct {
	Hash string `json:"hash"`
	Name string `json:"name"`
	By   string `json:"by,omitempty"`
	Day  string `json:"day,omitempty"`
}

// Answer is one clause as it was asked, what the organ answers, and the verdict.
type Answer struct {
	Key       string   `json:"key"`
	No        string   `json:"no"`
	Text      string   `json:"text"`
	Questions []string `json:"questions,omitempty"`
	Answer    string   `json:"answer,omitempty"`
	Files     []File   `json:"files,omitempty"`
	Saved     string   `json:"saved,omitempty"`
	Again     string   `json:"again,omitempty"`   // why it came back
	Verdict   string   `json:"verdict,omitempty"` // a code of Verdicts
	Why       string   `json:"why,omitempty"`
}

// Verdicts on a clause.
var Verdicts = []act.Word{
	{Code: "done", Zh: "落实", En: "carried out"},
	{Code: "partly", Zh: "部分落实", En: "partly carried out"},
	{Code: "not", Zh: "未落实", En: "not carried out"},
	{Code: "na", Zh: "不适用", En: "does not apply"},
}

// Check is one organ's part of the check of a measure.
type Check struct {
	act.Head
	Title    string
	Measure  string
	Edition  int64
	Organ    string
	Campaign string
	Due      string
	Note     string
	Answers  []Answer
	Sent     string
	Reason   string // of the last return or the withdrawal
}

// Matter lists it.
func (c Check) Matter() act.Matter {
	return act.Matter{Title: c.Title, Organ: c.Organ, Campaign: c.Campaign, Parent: c.Measure, Words: c.Number, Named: []string{c.Organ}}
}

// ForOrgan hides verdicts until the check is concluded.
func (c Check) ForOrgan() Check {
	c.Parties = nil
	c.Answers = slices.Clone(c.Answers)
	for i := range c.Answers {
		if c.State != "concluded" {
			c.Answers[i].Verdict, c.Answers[i].Why = "", ""
		}
	}
	return c
}

// Has reports whether a file is attached.
func (c Check) Has(hash string) bool {
	return slices.ContainsFunc(c.Answers, func(x Answer) bool {
		return slices.ContainsFunc(x.Files, func(f File) bool { return f.Hash == hash })
	})
}

func (c Check) at(key string) int {
	return slices.IndexFunc(c.Answers, func(x Answer) bool { return x.Key == key })
}

// CheckLife is the life of one organ's part. Who answered does not judge, who
// judged does not conclude (≠).
var CheckLife = act.Life{
	Kind: "clausecheck", Zh: "逐条检查", En: "Clause-by-clause check",
	States: []act.State{
		{Code: "asked", Zh: "待答复", En: "Asked", Tone: "act", Open: true},
		{Code: "answering", Zh: "答复中", En: "Answering", Tone: "act", Open: true},
		{Code: "submitted", Zh: "已答复", En: "Answered", Tone: "warn", Open: true},
		{Code: "judged", Zh: "已逐条认定", En: "Judged", Tone: "act", Open: true},
		{Code: "returned", Zh: "退回补充", En: "Returned", Tone: "bad", Open: true},
		{Code: "concluded", Zh: "已完成", En: "Concluded", Tone: "ok"},
		{Code: "withdrawn", Zh: "已撤回", En: "Withdrawn"},
	},
	Verbs: []act.Verb{
		{Do: "clausecheck.ask", Zh: "请机关逐条答复", En: "Ask an organ, clause by clause", SayZh: "机关的联络员和负责人会看到要答复的条款、问题和日期；条款按现在这一版固定。", SayEn: "The organ's liaison and head see the clauses, questions and day; the clauses are fixed by this edition."},
		{Do: "clausecheck.answer", Zh: "答复一条", En: "Answer a clause", SayZh: "随时保存；负责人报送以前可以修改。", SayEn: "Saved at any time; may be changed until the head submits."},
		{Do: "clausecheck.submit", Zh: "报送答复", En: "Submit the answers", SayZh: "由单位负责人报送，报送后不能再改；退回的可以补充。", SayEn: "The head submits; it cannot be changed unless it is returned."},
		{Do: "clausecheck.judge", Zh: "逐条认定", En: "Judge clause by clause", SayZh: "每条写明落实、部分落实、未落实或者不适用；完成以前机关看不到。由另一人完成。", SayEn: "A verdict for each clause; the organ sees none before the check is concluded, by somebody else."},
		{Do: "clausecheck.return", Zh: "退回补充", En: "Return", SayZh: "机关会看到逐条的理由并补充。理由不写群众反映的任何情况。", SayEn: "The organ reads the reasons and adds to its answers. Nothing of any message stands in them."},
		{Do: "clausecheck.conclude", Zh: "完成检查", En: "Conclude", SayZh: "机关会看到逐条认定；认定针对条款的执行，不涉及个案。", SayEn: "The organ reads the verdicts; they are of clauses, never of a case."},
		{Do: "clausecheck.withdraw", Zh: "撤回", En: "Withdraw", SayZh: "机关不再需要答复。", SayEn: "The organ need not answer any more."},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "clausecheck.ask", To: []string{"asked"}, Who: staff, Basis: "local", Clock: "clausecheck.answer"},
		{From: act.In("asked", "answering", "returned"), Do: "clausecheck.answer", To: []string{"answering"}, Who: []act.Role{access.Liaison, access.Chief}, Basis: "local", Main: true},
		{From: act.In("answering"), Do: "clausecheck.submit", To: []string{"submitted"}, Who: []act.Role{access.Chief}, Basis: "local", Main: true},
		{From: act.In("submitted", "judged"), Do: "clausecheck.judge", To: []string{"judged"}, Who: staff, Not: []act.Name{"clausecheck.answer", "clausecheck.submit"}, Basis: "local", Main: true},
		{From: act.In("submitted", "judged"), Do: "clausecheck.return", To: []string{"returned"}, Who: staff, Basis: "local", Clock: "clausecheck.answer"},
		{From: act.In("judged"), Do: "clausecheck.conclude", To: []string{"concluded"}, Who: staff, Not: []act.Name{"clausecheck.judge", "clausecheck.answer", "clausecheck.submit"}, Basis: "local", Main: true},
		{From: act.In("asked", "answering", "returned"), Do: "clausecheck.withdraw", To: []string{"withdrawn"}, Who: staff, Basis: "local"},
	},
}

// Ask (请机关逐条答复) asks one organ about the clauses assigned to it.
type Ask struct {
	Measure string   `json:"measure" form:"measure"`
	Organ   string   `json:"organ" form:"organ"`
	Due     string   `json:"due,omitempty" form:"due"` // "" by the rule's own term
	Note    string   `json:"note,omitempty" form:"note"`
	Needs   AskNeeds `json:"-"`
}

// AskNeeds are facts of measure and register.
type AskNeeds struct {
	Ours     bool
	Title    string // of the measure, "" none within reach or not in use
	Campaign string
	Edition  int64
	Clauses  []Clause // assigned to the organ
	Pending  string   // number of one in hand
}

func (Ask) Name() act.Name { return "clausecheck.ask" }
func (Ask) On() string     { return "" }

// Series numbers them per committee and year.
func (Ask) Series(c Check, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "clausecheck/" + c.Place + "/" + year, m.Prefix + "监条〔" + year + "〕%d号"
}

// Do asks.
func (a Ask) Do(c Check, m act.Moment) (Check, error) {
	var k act.Check
	n := a.Needs
	k.Want(n.Title != "", "measure", "请选择现行的监督办法。", "Choose a measure in use.")
	k.Want(n.Ours, "organ", "只能请同级机关答复。", "Only organs of our own level can be asked.")
	k.Want(n.Title == "" || len(n.Clauses) > 0, "organ", "没有要这个机关答复的条款：请先设定问题和答复机关。", "No clause is assigned to this organ: set questions and who answers first.")
	k.Want(n.Pending == "", "organ", "这个机关还有一份没有办完："+n.Pending+"。", "This organ still has one in hand: "+n.Pending+".")
	k.Length("note", a.Note, 0, 500, "说明不超过 500 字。", "At most 500 characters.")
	quiet(&k, "note", a.Note)
	ok := a.Due == "" || law.Day(a.Due).Valid() && a.Due > m.Day() && law.Day(a.Due).Sub(law.Day(m.Day())) <= 400
	k.Want(ok, "due", "答复日期须在今天以后、400 天以内。", "The day is after today, within 400 days.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Number, c.Serial = m.Number, m.Serial
	c.Title, c.Measure, c.Edition, c.Organ, c.Campaign, c.Note, c.Shown = clip("逐条检查："+n.Title, 60), a.Measure, n.Edition, a.Organ, n.Campaign, trim(a.Note), a.Organ
	for _, x := range n.Clauses {
		c.Answers = append(c.Answers, Answer{Key: x.Key, No: x.No, Text: x.Text, Questions: x.Questions})
	}
	term := ""
	if a.Due != "" {
		term = fmt.Sprintf("%dd", law.Day(a.Due).Sub(law.Day(m.Day())))
	}
	return c, c.clock(m, term)
}

func (c *Check) clock(m act.Moment, term string) error {
	if err := c.BeginTerm(m, "clausecheck.answer", term); err != nil {
		return err
	}
	if x, ok := c.Running("clausecheck.answer"); ok {
		c.Due = x.Due
	}
	return nil
}

// Reply (答复一条) saves the answer to one clause.
type Reply struct {
	ID       string `json:"id" form:"id"`
	Clause   string `json:"clause" form:"clause"`
	Answer   string `json:"answer" form:"answer"`
	Hash     string `json:"hash,omitempty" form:"hash"`
	FileName string `json:"file_name,omitempty" form:"file_name"`
}

func (Reply) Name() act.Name { return "clausecheck.answer" }
func (a Reply) On() string   { return a.ID }

// Do saves.
func (a Reply) Do(c Check, m act.Moment) (Check, error) {
	var k act.Check
	i := c.at(a.Clause)
	k.Want(i >= 0, "clause", "没有这一条。", "There is no such clause.")
	k.Length("answer", a.Answer, 4, 3000, "请写明怎样执行的（4 到 3000 字）。", "Say how it is carried out (4 to 3,000 characters).")
	noCase(&k, "answer", a.Answer)
	k.Want(a.Hash == "" || len(a.Hash) == 64 && !c.Has(a.Hash), "hash", "这个文件已经上传过。", "This file is there already.")
	k.Want(i < 0 || len(c.Answers[i].Files) < 20, "hash", "一条最多 20 个文件。", "At most 20 files to a clause.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Answers = slices.Clone(c.Answers)
	x := &c.Answers[i]
	x.Answer, x.Saved = trim(a.Answer), m.Day()
	if a.Hash != "" {
		x.Files = append(slices.Clone(x.Files), File{a.Hash, a.FileName, m.By, m.Day()})
	}
	return c, nil
}

// Submit (报送答复) is the head's: every clause is answered.
type Submit struct {
	ID string `json:"id" form:"id"`
}

func (Submit) Name() act.Name { return "clausecheck.submit" }
func (a Submit) On() string   { return a.ID }

// Do submits.
func (a Submit) Do(c Check, m act.Moment) (Check, error) {
	for _, x := range c.Answers {
		if x.Saved == "" {
			return c, act.Refuse(act.NotNow, "“"+x.No+"”还没有答复。", "“"+x.No+"” is not answered yet.")
		}
	}
	c.Sent = m.Day()
	c.Stop(m, "clausecheck.answer")
	return c, nil
}

// Judged is the verdict on one clause.
type Judged struct {
	Clause  string `json:"clause" form:"clause"`
	Verdict string `json:"verdict" form:"verdict"`
	Why     string `json:"why,omitempty" form:"why"`
}

// Judge (逐条认定) says of every clause whether it is carried out.
type Judge struct {
	ID       string   `json:"id" form:"id"`
	Verdicts []Judged `json:"verdicts" form:"verdicts"`
}

func (Judge) Name() act.Name { return "clausecheck.judge" }
func (a Judge) On() string   { return a.ID }

// Do judges.
func (a Judge) Do(c Check, _ act.Moment) (Check, error) {
	var k act.Check
	c.Answers = slices.Clone(c.Answers)
	seen := map[string]bool{}
	for i, x := range a.Verdicts {
		f := fmt.Sprintf("verdicts.%d.", i)
		at := c.at(x.Clause)
		k.Want(at >= 0 && !seen[x.Clause], f+"verdict", "没有这一条。", "There is no such clause.")
		k.Want(act.Has(Verdicts, x.Verdict), f+"verdict", "请选择认定。", "Choose the verdict.")
		if x.Verdict != "done" {
			k.Length(f+"why", x.Why, 4, 500, "请写明理由（4 到 500 字）。", "Give the reason (4 to 500 characters).")
		}
		quiet(&k, f+"why", x.Why)
		if at >= 0 {
			seen[x.Clause] = true
			c.Answers[at].Verdict, c.Answers[at].Why = x.Verdict, trim(x.Why)
		}
	}
	k.Want(len(seen) == len(c.Answers), "verdicts", "请逐条认定。", "Judge every clause.")
	return c, k.Err()
}

// Again is why one clause is returned.
type Again struct {
	Clause string `json:"clause" form:"clause"`
	Text   string `json:"text,omitempty" form:"text"`
}

// Return (退回补充) sends clauses back, each with its reason.
type Return struct {
	ID     string  `json:"id" form:"id"`
	Reason string  `json:"reason" form:"reason"`
	Items  []Again `json:"items" form:"items"`
}

func (Return) Name() act.Name { return "clausecheck.return" }
func (a Return) On() string   { return a.ID }

// Do returns.
func (a Return) Do(c Check, m act.Moment) (Check, error) {
	var k act.Check
	reason(&k, a.Reason)
	c.Answers = slices.Clone(c.Answers)
	n := 0
	for i := range c.Answers {
		c.Answers[i].Again = ""
	}
	for i, x := range a.Items {
		f := fmt.Sprintf("items.%d.text", i)
		at := c.at(x.Clause)
		k.Want(at >= 0, f, "没有这一条。", "There is no such clause.")
		if at < 0 || trim(x.Text) == "" {
			continue
		}
		k.Length(f, x.Text, 4, 500, "请写明要补充什么（4 到 500 字）。", "Say what is missing (4 to 500 characters).")
		quiet(&k, f, x.Text)
		c.Answers[at].Again, c.Answers[at].Saved, c.Answers[at].Verdict, c.Answers[at].Why = trim(x.Text), "", "", ""
		n++
	}
	k.Want(n > 0, "items", "请至少写明一条要补充什么。", "Give the reason for one clause at least.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Reason = trim(a.Reason)
	return c, c.clock(m, "")
}

// Conclude (完成检查) lets the organ read the verdicts.
type Conclude struct {
	ID string `json:"id" form:"id"`
}

func (Conclude) Name() act.Name { return "clausecheck.conclude" }
func (a Conclude) On() string   { return a.ID }

// Do concludes.
func (a Conclude) Do(c Check, _ act.Moment) (Check, error) { return c, nil }

// Withdraw (撤回) ends one that is no longer needed.
type Withdraw struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Withdraw) Name() act.Name { return "clausecheck.withdraw" }
func (a Withdraw) On() string   { return a.ID }

// Do withdraws.
func (a Withdraw) Do(c Check, m act.Moment) (Check, error) {
	var k act.Check
	reason(&k, a.Reason)
	c.Reason = trim(a.Reason)
	c.StopAll(m)
	return c, k.Err()
}
