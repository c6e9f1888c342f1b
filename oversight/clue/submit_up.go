package clue

import (
	"unicode/utf8"

	"hengjian/oversight/act"
)

// SubmitUp (呈报) puts a message that names a head, a member or an appointee to
// the vice-chairperson.
type SubmitUp struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
	Party  string `json:"party" form:"party"` // 党组 gate: number of a document, reference only
}

func (SubmitUp) Name() act.Name { return "clue.submit_up" }
func (a SubmitUp) On() string   { return a.ID }

// Do submits; the term to tell runs on.
func (a SubmitUp) Do(c Clue, m act.Moment) (Clue, error) {
	if n := utf8.RuneCountInString(a.Party); n > 120 {
		return c, act.Wrong("party", "文件编号太长。", "The reference is too long.")
	}
	if err := needReason(a.Reason); err != nil {
		return c, err
	}
	c.note(m, a.Reason)
	if a.Party != "" {
		c.Party = a.Party
	}
	return c, nil
}

// Direct (批示) sends a submitted message on: to be sorted, or, where a
// proposal stands, to be decided.
type Direct struct {
	ID   string `json:"id" form:"id"`
	To   string `json:"to" form:"to"` // registered | proposed
	Note string `json:"note" form:"note"`
}

func (Direct) Name() act.Name { return "clue.direct" }
func (a Direct) On() string   { return a.ID }

// Do returns it to the office.
func (a Direct) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	k.Want(a.To == "registered" || a.To == "proposed", "to", "请选择交拟办还是交批办。", "Choose: to be proposed, or to be decided.")
	k.Want(a.To != "proposed" || len(c.Fresh()) > 0, "to", "还没有拟办意见，只能交拟办。", "There is no proposal yet; it can only be proposed.")
	text(&k, "note", a.Note, 2, 500, "请写批示（2 到 500 字）。", "Write the direction (2 to 500 characters).")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.note(m, a.Note)
	c.State = a.To
	return c, nil
}
