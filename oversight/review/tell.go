package review

import (
	"hengjian/oversight/act"
)

// Notify (告知机关) tells the organ what was found in the file. A repeat is for
// the reliability of the readings alone and is never told.
type Notify struct {
	ID string `json:"id" form:"id"`
}

func (Notify) Name() act.Name { return "review.notify" }
func (a Notify) On() string   { return a.ID }

// Do tells it.
func (a Notify) Do(r Review, m act.Moment) (Review, error) {
	if r.Twin != "" {
		return r, act.Refuse(act.NotNow, "重复件只用来检验评查是否可靠，不告知机关。", "A repeat only tells how reliable the readings are; the organ is not told.")
	}
	r.Shown = r.Organ
	return r, r.Begin(m, "review.object")
}

// Object (提出异议) is the organ's word on what was found.
type Object struct {
	ID   string `json:"id" form:"id"`
	Text string `json:"text" form:"text"`
}

func (Object) Name() act.Name { return "review.object" }
func (a Object) On() string   { return a.ID }

// Do enters it; after the term it is late and no longer heard here.
func (a Object) Do(r Review, m act.Moment) (Review, error) {
	if c, ok := r.Running("review.object"); ok && m.At.UnixMicro() > c.DueAt {
		return r, act.Refuse(act.NotNow, "提出异议的期限已过。", "The term to object is over.")
	}
	var k act.Check
	k.Length("text", a.Text, 10, 2000, "请写明对哪一项有异议和依据（10 到 2000 字）。", "Say to which item and on what ground (10 to 2000 characters).")
	if err := k.Err(); err != nil {
		return r, err
	}
	r.Objected, r.ObjectOn = clean(a.Text), m.Day()
	r.Stop(m, "review.object")
	return r, nil
}

// Reconsider (复核) is decided by somebody who had no part in the reading.
type Reconsider struct {
	ID     string `json:"id" form:"id"`
	Grade  string `json:"grade" form:"grade"`
	Reason string `json:"reason" form:"reason"`
}

func (Reconsider) Name() act.Name { return "review.reconsider" }
func (a Reconsider) On() string   { return a.ID }

// Do decides.
func (a Reconsider) Do(r Review, m act.Moment) (Review, error) {
	var k act.Check
	k.Want(act.Has(FormOf(r.Form).Grades, a.Grade), "grade", "请选择复核后的等级。", "Choose the grade after reconsideration.")
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return r, err
	}
	r.Grade, r.Why, r.Ended = a.Grade, clean(a.Reason), m.Day()
	return r, nil
}

// Finish (评查结束) ends it once the organ's term has run; a repeat ends without
// anybody being told.
type Finish struct {
	ID string `json:"id" form:"id"`
}

func (Finish) Name() act.Name { return "review.finish" }
func (a Finish) On() string   { return a.ID }

// Do ends it.
func (a Finish) Do(r Review, m act.Moment) (Review, error) {
	if r.State == "scored" && r.Twin == "" {
		return r, act.Refuse(act.NotNow, "先告知机关，期限内没有异议才能结束。", "Tell the organ first; it ends when the term has run without an objection.")
	}
	if c, ok := r.Running("review.object"); ok && m.At.UnixMicro() <= c.DueAt {
		return r, act.Refuse(act.NotNow, "机关提出异议的期限还没有过。", "The organ may still object.")
	}
	r.Stop(m, "review.object")
	r.Ended = m.Day()
	return r, nil
}

// neutral refuses a view on how a case should end.
func neutral(k *act.Check, field, text string) {
	k.NoView(field, text, "评查看办案程序，不对个案怎么处理提意见。", "a review looks at procedure and gives no view on how a case should end.")
}

// noCase refuses a case number: readers know a file by its label.
func noCase(k *act.Check, field, text string) {
	k.NoCase(field, text, "请用评查卷号。", "use the label of the file.")
}

func reason(k *act.Check, text string) {
	k.Reasoned(text)
	neutral(k, "reason", text)
}
