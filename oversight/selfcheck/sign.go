package selfcheck

import (
	"fmt"

	"hengjian/oversight/act"
)

// Sign (单位负责人签字) says that the head answers for the whole form: every item
// is complete, and every item without a finding says what was looked at.
type Sign struct {
	ID string `json:"id" form:"id"`
}

func (Sign) Name() act.Name { return "selfcheck.sign" }
func (a Sign) On() string   { return a.ID }

// Do signs, or names every item that is not complete.
func (a Sign) Do(s Selfcheck, m act.Moment) (Selfcheck, error) {
	if lacks := s.Lacks(); len(lacks) > 0 {
		l := lacks[0]
		return s, act.Refuse(act.NotNow, fmt.Sprintf("还有 %d 处没有填好，例如第 %d 项：%s", len(lacks), l.No, l.Zh), fmt.Sprintf("%d places are not complete, e.g. item %d: %s", len(lacks), l.No, l.En))
	}
	s.Signer, s.Signed = m.By, m.Day()
	return s, nil
}

// Lack is one thing that is missing in an item.
type Lack struct {
	Item   string
	No     int // counted from 1
	Zh, En string
}

// Lacks lists all that is missing before the head can sign.
func (s Selfcheck) Lacks() (out []Lack) {
	for i, it := range s.Items {
		var k act.Check
		it.complete(&k)
		if it.Zero() {
			it.stated(&k, s.Items[:i])
		}
		for _, r := range refusals(k.Err()) {
			out = append(out, Lack{it.Key, i + 1, r.Zh, r.En})
		}
	}
	return out
}

func refusals(err error) []*act.Refusal {
	if r, ok := err.(*act.Refusal); ok {
		return r.All()
	}
	return nil
}

func (it Item) complete(k *act.Check) {
	k.Want(it.Saved != "", "saved", "还没有填写（退回的项目须补充后重新保存）。", "Not filled in yet (a returned item is saved anew).")
	k.Want(len(it.Methods) > 0, "methods", "请写明怎样检查的。", "Say how it was looked at.")
	k.Want(it.Since != "" && it.Until != "", "since", "请写明检查的时段。", "Give the period looked at.")
	k.Want(it.Checked > 0, "checked", "请写明检查了多少件（份、人）。", "Say how many were looked at.")
	k.Want(it.Base >= it.Checked, "base", "请写明这一时段总共有多少，不少于检查的数目。", "Give how many there are in all, no fewer than were looked at.")
	k.Want(it.Chosen != "", "chosen", "请写明怎样抽取的。", "Say how they were chosen.")
	k.Want(len([]rune(it.By)) >= 2, "by", "请写明由谁检查。", "Say who looked.")
	k.Want(len(it.Findings) > 0 || it.None, "findings", "请列出发现的问题；没有发现的，勾选“没有发现问题”。", "List what was found, or tick that nothing was.")
	for _, f := range it.Findings {
		k.Want(len([]rune(f.Text)) >= 10, "text", "“"+f.Title+"”：请写明具体情形（10 个字以上）。", "“"+f.Title+"”: say what it is (10 characters or more).")
		if f.Sort == "case" {
			k.Want(act.AnyNumber(f.CaseNo) != "", "case_no", "“"+f.Title+"”：请写明案号。", "“"+f.Title+"”: give the case number.")
			continue
		}
		k.Want(f.Class != "", "class", "“"+f.Title+"”：请选择类别。", "“"+f.Title+"”: choose the class.")
		k.Want(f.Count > 0, "count", "“"+f.Title+"”：请写明多少件。", "“"+f.Title+"”: say how many.")
	}
}

// stated wants of a report without problems what was looked at: its own words,
// not those of another item, not the same words over and over.
func (it Item) stated(k *act.Check, before []Item) {
	k.Want(!Thin(it.Note), "note", "没有发现问题的，请写明查了什么、看到什么（20 个字以上，不能只是重复的话）。", "Where nothing was found, say what was looked at and what was seen (20 characters or more, not the same words over).")
	for i, x := range before {
		if x.Zero() && it.Note != "" && alike(x.Note, it.Note) {
			k.Want(false, "note", fmt.Sprintf("检查说明与第 %d 项一样：请写这一项查了什么。", i+1), fmt.Sprintf("The statement is that of item %d: say what was looked at for this one.", i+1))
			return
		}
	}
}

// Unsign (撤回签字) opens the form again before it is submitted.
type Unsign struct {
	ID string `json:"id" form:"id"`
}

func (Unsign) Name() act.Name { return "selfcheck.unsign" }
func (a Unsign) On() string   { return a.ID }

// Do takes the signature back.
func (a Unsign) Do(s Selfcheck, _ act.Moment) (Selfcheck, error) {
	s.Signer, s.Signed = "", ""
	return s, nil
}

// Submit (报送) sends the signed form to the committee.
type Submit struct {
	ID string `json:"id" form:"id"`
}

func (Submit) Name() act.Name { return "selfcheck.submit" }
func (a Submit) On() string   { return a.ID }

// Do submits.
func (a Submit) Do(s Selfcheck, m act.Moment) (Selfcheck, error) {
	s.Sent = m.Day()
	s.Stop(m, "selfcheck.report", "selfcheck.again")
	return s, s.Begin(m, "selfcheck.check")
}
