package casebook

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Returned is one delivery that was handed back whole (整份退回): nothing of it
// was entered, and what counted before still counts.
type Returned struct {
	On      string  `json:"on"`
	By      string  `json:"by"`
	Given   string  `json:"given"`
	Giver   string  `json:"giver"`
	File    string  `json:"file"`   // hex SHA-256 of the file
	Unread  bool    `json:"unread"` // no row could be read at all
	Read    int64   `json:"read"`
	Refused int64   `json:"refused"`
	Wrong   []Wrong `json:"wrong"` // the first of what is wrong
	Wanted  string  `json:"wanted"`
}

// Wrong is one thing wrong in a file: which cell, under which heading, and why.
// An empty Ref is about the whole file.
type Wrong struct {
	Ref    string `json:"ref,omitempty"`
	Column string `json:"column,omitempty"`
	Zh     string `json:"zh"`
	En     string `json:"en"`
}

// WrongKept is how many of them are kept.
const WrongKept = 30

// LastReturned is the delivery handed back last, if nothing was entered since.
func (r Register) LastReturned() (Returned, bool) {
	if len(r.Returns) == 0 {
		return Returned{}, false
	}
	x := r.Returns[len(r.Returns)-1]
	return x, r.State == "returned" || x.On >= r.Last().On && r.State == "told"
}

// Faulty reports whether anything in a file is wrong, so that it may be handed
// back. An outcome that is not supplied is missing, not wrong.
func (n Staged) Faulty() bool {
	return n.Unread || len(n.Wrong) > 0 || slices.ContainsFunc(n.Quality.Faults, func(f Fault) bool { return f.Code != "closed_no_outcome" })
}

// Return (整份退回) hands a first delivery back to the organ; the register stands
// in the catalogue without rows until a corrected file comes.
type Return struct {
	Stage  string `json:"stage" form:"stage"`
	Title  string `json:"title" form:"title"`
	Given  string `json:"given" form:"given"`
	Giver  string `json:"giver" form:"giver"`
	Wanted string `json:"wanted" form:"wanted"`
	Needs  Staged `json:"-"`
}

func (Return) Name() act.Name { return "register.return" }
func (Return) On() string     { return "" }

// Do hands it back.
func (a Return) Do(r Register, m act.Moment) (Register, error) {
	var k act.Check
	k.Length("title", a.Title, 4, 60, "名称 4 到 60 个字。", "The title has 4 to 60 characters.")
	k.Neutral("title", a.Title)
	back, err := handBack(&k, a.Needs, "", a.Given, a.Giver, a.Wanted, m)
	if err != nil {
		return r, err
	}
	r.Sort, r.Organ, r.Title = a.Needs.Sort, a.Needs.Organ, strings.TrimSpace(a.Title)
	return r.handedBack(back), nil
}

// ReturnAgain (再次退回) hands a later delivery back; the rows entered before stay.
type ReturnAgain struct {
	ID     string `json:"id" form:"id"`
	Stage  string `json:"stage" form:"stage"`
	Given  string `json:"given" form:"given"`
	Giver  string `json:"giver" form:"giver"`
	Wanted string `json:"wanted" form:"wanted"`
	Needs  Staged `json:"-"`
}

func (ReturnAgain) Name() act.Name { return "register.return_again" }
func (a ReturnAgain) On() string   { return a.ID }

// Do hands it back.
func (a ReturnAgain) Do(r Register, m act.Moment) (Register, error) {
	var k act.Check
	back, err := handBack(&k, a.Needs, r.ID, a.Given, a.Giver, a.Wanted, m)
	if err != nil {
		return r, err
	}
	return r.handedBack(back), nil
}

func (r Register) handedBack(x Returned) Register {
	r.Returns = append(r.Returns[:len(r.Returns):len(r.Returns)], x)
	r.Shown = r.Organ
	return r
}

// handBack keeps what was read of a delivery, and none of its rows.
func handBack(k *act.Check, n Staged, target, day, giver, text string, m act.Moment) (Returned, error) {
	k.Want(law.Day(day).Valid() && day <= m.Day(), "given", "请填写机关提供的日期，不能晚于今天。", "Give the day on which the organ supplied it, not later than today.")
	k.Length("giver", giver, 2, 60, "请写明由谁提供（2 到 60 个字）。", "Say who supplied it (2 to 60 characters).")
	k.Length("wanted", text, 4, 600, "请写明哪里不对、要改什么（4 到 600 字）。", "Say what is wrong and what to change (4 to 600 characters).")
	k.Neutral("wanted", text)
	readFor(k, n, target)
	k.Want(!n.Found || n.Faulty(), "stage", "这份文件没有读出问题，不用退回；缺的可以录入以后反馈。", "Nothing is wrong in this file; what is missing can be reported back after it is entered.")
	if err := k.Err(); err != nil {
		return Returned{}, err
	}
	t := n.Taken
	return Returned{On: m.Day(), By: m.By, Given: day, Giver: strings.TrimSpace(giver), File: t.File, Unread: n.Unread, Read: t.Read, Refused: t.Refused, Wrong: n.Wrong, Wanted: strings.TrimSpace(text)}, nil
}
