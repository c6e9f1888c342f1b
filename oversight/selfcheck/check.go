package selfcheck

import (
	"fmt"
	"slices"

	"hengjian/oversight/act"
)

// Marked is what the checker says of one item.
type Marked struct {
	Item string `json:"item" form:"item"`
	Mark string `json:"mark" form:"mark"` // ok | again
	Note string `json:"note,omitempty" form:"note"`
}

// Check (审核) marks every item; somebody else accepts or returns.
type Check struct {
	ID    string   `json:"id" form:"id"`
	Marks []Marked `json:"marks" form:"marks"`
}

func (Check) Name() act.Name { return "selfcheck.check" }
func (a Check) On() string   { return a.ID }

// Do marks.
func (a Check) Do(s Selfcheck, _ act.Moment) (Selfcheck, error) {
	var k act.Check
	s.own()
	seen := map[string]bool{}
	for i, x := range a.Marks {
		f := fmt.Sprintf("marks.%d.", i)
		at := s.item(x.Item)
		k.Want(at >= 0 && !seen[x.Item], f+"mark", "表里没有这一项。", "The form has no such item.")
		k.Want(act.Has(Marks, x.Mark), f+"mark", "请选择可以还是需要再查。", "Fine, or to be looked at again?")
		if x.Mark == "again" {
			k.Length(f+"note", x.Note, 4, 500, "请写明希望再查什么（4 到 500 字）。", "Say what to look at again (4 to 500 characters).")
		}
		quiet(&k, f+"note", x.Note)
		if at >= 0 {
			seen[x.Item] = true
			s.Items[at].Mark, s.Items[at].MarkNote = x.Mark, trim(x.Note)
		}
	}
	k.Want(len(seen) == len(s.Items), "marks", "请逐项审核。", "Mark every item.")
	return s, k.Err()
}

// Accept (接收) ends the check. The findings ticked become drafted problems with
// the origin 自查主动发现, by follow-on acts.
type Accept struct {
	ID    string   `json:"id" form:"id"`
	Draft []string `json:"draft,omitempty" form:"draft"` // keys of findings
}

func (Accept) Name() act.Name { return "selfcheck.accept" }
func (a Accept) On() string   { return a.ID }

// Do accepts.
func (a Accept) Do(s Selfcheck, m act.Moment) (Selfcheck, error) {
	for i, it := range s.Items {
		if it.Mark == "again" {
			return s, act.Refuse(act.NotNow, fmt.Sprintf("第 %d 项审核为需要再查：请退回补充，或者重新审核。", i+1), fmt.Sprintf("Item %d is to be looked at again: return it, or check it anew.", i+1))
		}
	}
	var k act.Check
	for i, key := range a.Draft {
		f, ok := s.Finding(key)
		k.Want(ok, "draft", "没有这一条发现。", "There is no such finding.")
		k.Want(f.Sort != "case", "draft", "“"+f.Title+"”涉及个案：不能拟定为问题，请另行起草转送。", "“"+f.Title+"” is in a case: it cannot become a problem; draft a referral.")
		k.Want(f.Kind == "", "draft", "“"+f.Title+"”已经办过。", "“"+f.Title+"” was dealt with already.")
		k.Want(!slices.Contains(a.Draft[:i], key), "draft", "同一条勾选了两次。", "One finding is ticked twice.")
	}
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Stop(m, "selfcheck.check")
	return s, nil
}

// Reason is why one item is returned.
type Reason struct {
	Item string `json:"item" form:"item"`
	Text string `json:"text,omitempty" form:"text"` // "" the item stands
}

// Back (退回补充) is what a return asks: the whole, and item by item.
type Back struct {
	ID     string   `json:"id" form:"id"`
	Reason string   `json:"reason" form:"reason"`
	Items  []Reason `json:"items" form:"items"`
}

func (a Back) do(s Selfcheck, m act.Moment) (Selfcheck, error) {
	var k act.Check
	reason(&k, a.Reason)
	s.own()
	items := map[string]string{}
	for i, x := range a.Items {
		f := fmt.Sprintf("items.%d.text", i)
		at := s.item(x.Item)
		k.Want(at >= 0, f, "表里没有这一项。", "The form has no such item.")
		if at < 0 || trim(x.Text) == "" {
			continue
		}
		k.Length(f, x.Text, 4, 500, "请写明希望再查什么（4 到 500 字）。", "Say what to look at again (4 to 500 characters).")
		quiet(&k, f, x.Text)
		items[x.Item] = trim(x.Text)
	}
	k.Want(len(items) > 0, "items", "请至少写明一项需要再查什么。", "Give the reason for one item at least.")
	if err := k.Err(); err != nil {
		return s, err
	}
	for i := range s.Items {
		it := &s.Items[i]
		it.Mark, it.MarkNote, it.Again = "", "", items[it.Key]
		if it.Again != "" {
			it.Saved = ""
		}
	}
	s.Returns = append(slices.Clone(s.Returns), Return{m.Day(), m.By, trim(a.Reason), items})
	s.Signer, s.Signed = "", ""
	s.Stop(m, "selfcheck.check")
	if err := s.Begin(m, "selfcheck.again"); err != nil {
		return s, err
	}
	if c, ok := s.Running("selfcheck.again"); ok {
		s.Due = c.Due
	}
	return s, nil
}

// SendBack returns a checked form.
type SendBack struct{ Back }

func (SendBack) Name() act.Name { return "selfcheck.return" }
func (a SendBack) On() string   { return a.ID }

// Do returns it.
func (a SendBack) Do(s Selfcheck, m act.Moment) (Selfcheck, error) { return a.do(s, m) }

// LookAgain (请再查一次) returns a form that was accepted before.
type LookAgain struct{ Back }

func (LookAgain) Name() act.Name { return "selfcheck.look_again" }
func (a LookAgain) On() string   { return a.ID }

// Do returns it.
func (a LookAgain) Do(s Selfcheck, m act.Moment) (Selfcheck, error) { return a.do(s, m) }

// Link (关联发现的问题) follows from the drafting of a problem or a referral and
// says what a finding became: each becomes one thing once.
type Link struct {
	ID      string `json:"id"`
	Finding string `json:"finding"`
	Kind    string `json:"kind"`
	To      string `json:"to"`
	Number  string `json:"number,omitempty"`
}

func (Link) Name() act.Name { return "selfcheck.link" }
func (a Link) On() string   { return a.ID }

// Do links.
func (a Link) Do(s Selfcheck, _ act.Moment) (Selfcheck, error) {
	s.own()
	for i := range s.Items {
		for j := range s.Items[i].Findings {
			f := &s.Items[i].Findings[j]
			if f.Key != a.Finding {
				continue
			}
			if f.Kind != "" {
				return s, act.Refuse(act.NotNow, "“"+f.Title+"”已经办过。", "“"+f.Title+"” was dealt with already.")
			}
			f.Kind, f.ID, f.Number = a.Kind, a.To, a.Number
			return s, nil
		}
	}
	return s, act.Wrong("origin", "自查里没有这一条发现。", "The self-inspection has no such finding.")
}
