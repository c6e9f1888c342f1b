package programme

import (
	"reflect"
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Needs are facts of the campaign and the register.
type Needs struct {
	Campaign     bool            // sent out, and the organ was told of it
	About, From  string          // names of campaign and organ
	Requirements map[string]bool // of the plan, as tasks name them
}

// check names every field that cannot stand. Of a Party committee's programme
// the number and date are kept and nothing else: its content is not the
// congress's to hold.
func (b Body) check(k *act.Check, n Needs) Body {
	k.Want(n.Campaign, "campaign", "没有这个专项，或者没有印发给本机关。", "There is no such campaign, or it was not sent to this organ.")
	k.Want(act.Has(Sorts, b.Sort), "sort", "请选择种类。", "Choose the sort.")
	k.Length("title", b.Title, 4, 80, "名称 4 到 80 个字。", "The title has 4 to 80 characters.")
	k.Caseless("title", b.Title)
	for _, r := range b.Requirements {
		k.Want(n.Requirements[r], "requirements", "方案里没有这一条要求。", "The plan has no such requirement.")
	}
	k.Length("lead", b.Lead, 0, 100, "不超过 100 个字。", "At most 100 characters.")
	k.Want(b.Since == "" || law.Day(b.Since).Valid(), "since", "请填写日期。", "Give a day.")
	k.Want(b.Until == "" || law.Day(b.Until).Valid() && (b.Since == "" || b.Until >= b.Since), "until", "结束日期不能早于开始日期。", "It cannot end before it begins.")
	k.Want(len(b.Files) <= 20, "files", "附件不超过 20 件。", "At most 20 files.")
	for _, f := range b.Files {
		k.Want(len(f) == 64, "files", "附件没有上传成功，请重新上传。", "A file was not received; upload it again.")
	}
	k.Length("document", b.Document, 0, 100, "文号和日期不超过 100 个字。", "Number and date: at most 100 characters.")
	if b.Sort == "party" {
		k.Length("document", b.Document, 4, 100, "请填写文号和日期。", "Give the number and date of the paper.")
		k.Want(strings.TrimSpace(b.Text) == "", "text", "党委（党组）方案只记文号和日期，不录内容。", "Of a Party committee's programme the number and date alone are kept.")
		k.Want(len(b.Files) == 0, "files", "党委（党组）方案不上传文件。", "No file of a Party committee's programme is kept.")
	} else {
		k.Length("text", b.Text, 20, 5000, "请写明做什么、怎么做（20 到 5000 字）。", "Say what is done and how (20 to 5,000 characters).")
		k.Caseless("text", b.Text)
	}
	b.Title, b.Text, b.Lead, b.Document = strings.TrimSpace(b.Title), strings.TrimSpace(b.Text), strings.TrimSpace(b.Lead), strings.TrimSpace(b.Document)
	return b
}

// File (报送自查方案或者载体) files one.
type File struct {
	Campaign string `json:"campaign" form:"campaign"`
	Body
	Needs Needs `json:"-"`
}

func (File) Name() act.Name { return "programme.file" }
func (File) On() string     { return "" }

// Do files it: the organ's people and its own committee read it.
func (a File) Do(p Programme, m act.Moment) (Programme, error) {
	var k act.Check
	b := a.check(&k, a.Needs)
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Campaign, p.Organ, p.Shown, p.Body = a.Campaign, m.Organ, m.Organ, b
	p.About, p.From = a.Needs.About, a.Needs.From
	return p, nil
}

// Amend (修改后再报) changes it; what it said before stays.
type Amend struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
	Body
	Needs Needs `json:"-"`
}

func (Amend) Name() act.Name { return "programme.amend" }
func (a Amend) On() string   { return a.ID }

// Do amends it. Files stay unless others are given.
func (a Amend) Do(p Programme, m act.Moment) (Programme, error) {
	if len(a.Files) == 0 && a.Sort != "party" {
		a.Files = p.Body.Files
	}
	var k act.Check
	b := a.check(&k, a.Needs)
	k.CaselessReason(a.Reason)
	k.Want(!reflect.DeepEqual(b, p.Body), "text", "内容没有改动。", "Nothing has changed.")
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Former = append(p.Former[:len(p.Former):len(p.Former)], Former{Body: p.Body, On: m.Day(), Reason: strings.TrimSpace(a.Reason)})
	p.Body = b
	return p, nil
}

// Withdraw (撤回) takes it back, with the reason.
type Withdraw struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Withdraw) Name() act.Name { return "programme.withdraw" }
func (a Withdraw) On() string   { return a.ID }

// Do withdraws it.
func (a Withdraw) Do(p Programme, m act.Moment) (Programme, error) {
	var k act.Check
	k.CaselessReason(a.Reason)
	p.Ended = strings.TrimSpace(a.Reason)
	return p, k.Err()
}

// Finish (报告实施情况) says what came of it.
type Finish struct {
	ID     string `json:"id" form:"id"`
	Result string `json:"result" form:"result"`
}

func (Finish) Name() act.Name { return "programme.finish" }
func (a Finish) On() string   { return a.ID }

// Do ends it with the organ's own word on it.
func (a Finish) Do(p Programme, m act.Moment) (Programme, error) {
	var k act.Check
	k.Length("result", a.Result, 8, 3000, "请写明实施情况（8 到 3000 字）。", "Say what was done and what came of it (8 to 3,000 characters).")
	k.Caseless("result", a.Result)
	p.Result = strings.TrimSpace(a.Result)
	return p, k.Err()
}

// Note (阅) says that it was read.
type Note struct {
	ID string `json:"id" form:"id"`
}

func (Note) Name() act.Name { return "programme.note" }
func (a Note) On() string   { return a.ID }

// Do notes it.
func (a Note) Do(p Programme, m act.Moment) (Programme, error) { return p, nil }

// AddComment (提出意见) is the committee's word on it, which binds nobody.
type AddComment struct {
	ID   string `json:"id" form:"id"`
	Text string `json:"text" form:"text"`
}

func (AddComment) Name() act.Name { return "programme.comment" }
func (a AddComment) On() string   { return a.ID }

// Do comments.
func (a AddComment) Do(p Programme, m act.Moment) (Programme, error) {
	var k act.Check
	k.Length("text", a.Text, 4, 1000, "请写明意见（4 到 1000 字）。", "Give the comment (4 to 1,000 characters).")
	k.Caseless("text", a.Text)
	k.Want(len(p.Comments) < 50, "text", "意见不超过 50 条。", "At most 50 comments.")
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Comments = append(p.Comments[:len(p.Comments):len(p.Comments)], Comment{By: m.By, Day: m.Day(), Text: strings.TrimSpace(a.Text)})
	return p, nil
}

// AnswerComment (回应意见) is the organ's answer to one of them.
type AnswerComment struct {
	ID      string `json:"id" form:"id"`
	Comment int64  `json:"comment" form:"comment"` // counted from 1
	Text    string `json:"text" form:"text"`
}

func (AnswerComment) Name() act.Name { return "programme.answer" }
func (a AnswerComment) On() string   { return a.ID }

// Do answers it, once.
func (a AnswerComment) Do(p Programme, m act.Moment) (Programme, error) {
	if !slices.ContainsFunc(p.Comments, func(c Comment) bool { return c.Answer == "" }) {
		return p, act.Refuse(act.NotNow, "没有待回应的意见。", "No comment waits for an answer.")
	}
	var k act.Check
	ok := a.Comment >= 1 && a.Comment <= int64(len(p.Comments)) && p.Comments[a.Comment-1].Answer == ""
	k.Want(ok, "comment", "请选择一条还没有回应的意见。", "Choose a comment that was not answered.")
	k.Length("text", a.Text, 4, 1000, "请写明回应（4 到 1000 字）。", "Give the answer (4 to 1,000 characters).")
	k.Caseless("text", a.Text)
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Comments = slices.Clone(p.Comments)
	c := &p.Comments[a.Comment-1]
	c.Answer, c.On = strings.TrimSpace(a.Text), m.Day()
	return p, nil
}
