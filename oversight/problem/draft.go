package problem

import (
	"strings"

	"hengjian/oversight/act"
)

// Draft begins a problem. Its origin is kept and never shown to the organ's
// side; what the organ found itself is marked.
type Draft struct {
	Title     string     `json:"title" form:"title"`
	Statement string     `json:"statement" form:"statement"`
	Class     string     `json:"class" form:"class"`
	Organ     string     `json:"organ" form:"organ"`
	Units     []string   `json:"units" form:"units"`
	Officers  []string   `json:"officers" form:"officers"`
	Origin    string     `json:"origin" form:"origin"` // a code of OriginKinds
	Origins   []Origin   `json:"origins" form:"origins"`
	Campaign  string     `json:"campaign" form:"campaign"`
	Needs     DraftNeeds `json:"-"`
}

// DraftNeeds are facts of the register and of the origins.
type DraftNeeds struct {
	Class   bool     // the class is in the place's taxonomy today
	Ours    bool     // the organ answers to this committee: same level
	Unknown []string // units or officers that the register does not have under the organ, origins that do not exist
	Recused []string // staff named, or kin of those named
	Self    Found    // where a finding of a self-inspection is behind it
}

// Found is what the office knows of the finding of a self-inspection that is to
// become a problem.
type Found struct {
	Asked bool // there is such an origin
	Case  bool // the finding is in a case: never a problem, only a referral
	Taken bool // it became something already
	Early bool // the report is not accepted yet
	Other bool // the report is of another organ
}

func (f Found) check(k *act.Check, origin string) {
	k.Want(!f.Asked || origin == "self_inspection", "origin", "来自自查的，请选“自查主动发现”。", "It comes from a self-inspection: choose “found by the organ itself”.")
	k.Want(!f.Case, "origin", "这一条发现涉及个案：人大不把个案作为问题，请从自查起草转送，交有权机关依法处理。", "This finding is in a case: no case is a problem here; draft a referral from the self-inspection to the competent organ.")
	k.Want(!f.Taken, "origin", "这一条发现已经办过，不重复拟定。", "This finding was dealt with already.")
	k.Want(!f.Early, "origin", "自查报告还没有接收：接收以后再拟定问题。", "The self-inspection is not accepted yet; draft afterwards.")
	k.Want(!f.Other, "organ", "自查报告不是这个机关的。", "The self-inspection is not of this organ.")
}

func (Draft) Name() act.Name { return "problem.draft" }

// On is empty: a problem is born.
func (Draft) On() string { return "" }

// Series numbers problems per committee and year.
func (a Draft) Series(p Problem, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "problem/" + p.Place + "/" + year, m.Prefix + "监问〔" + year + "〕%d号"
}

// Do drafts.
func (a Draft) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	checkText(&k, a.Title, a.Statement)
	k.Want(a.Needs.Class, "class", "请从目录里选择类别。", "Choose a class from the list.")
	k.Want(a.Needs.Ours, "organ", "只能对同级机关提出问题。", "Only organs of our own level can be addressed.")
	k.Want(act.Has(OriginKinds, a.Origin), "origin", "请选择问题来源。", "Choose where it was found.")
	k.Want(len(a.Needs.Unknown) == 0, "units", "没有找到："+strings.Join(a.Needs.Unknown, "、"), "Not found: "+strings.Join(a.Needs.Unknown, ", "))
	a.Needs.Self.check(&k, a.Origin)
	k.Want(len(a.Units) <= 40 && len(a.Officers) <= 20 && len(a.Origins) <= 200, "units", "涉及的单位、人员或来源太多。", "Too many units, officers or origins.")
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Number, p.Serial = m.Number, m.Serial
	p.Title, p.Statement = strings.TrimSpace(a.Title), strings.TrimSpace(a.Statement)
	p.Class, p.Organ, p.Units, p.Officers = a.Class, a.Organ, a.Units, a.Officers
	p.Origin, p.SelfFound, p.Origins, p.Campaign = a.Origin, a.Origin == "self_inspection", a.Origins, a.Campaign
	for _, x := range a.Needs.Recused {
		p.Join(x, "recused")
	}
	return p, nil
}

func checkText(k *act.Check, title, statement string) {
	k.Length("title", title, 4, 60, "标题 4 到 60 个字。", "The title has 4 to 60 characters.")
	k.Length("statement", statement, 10, 3000, "请写明问题（10 到 3000 字）。", "State the problem (10 to 3,000 characters).")
	neutral(k, "title", title)
	neutral(k, "statement", statement)
	noCase(k, "title", title)
	noCase(k, "statement", statement)
}

// Rewrite changes title and statement before the organ sees them; the earlier
// text stays, and the source must be checked again.
type Rewrite struct {
	ID        string `json:"id" form:"id"`
	Title     string `json:"title" form:"title"`
	Statement string `json:"statement" form:"statement"`
}

func (Rewrite) Name() act.Name { return "problem.rewrite" }
func (a Rewrite) On() string   { return a.ID }

// Do rewrites.
func (a Rewrite) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	checkText(&k, a.Title, a.Statement)
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Former = append(p.Former[:len(p.Former):len(p.Former)], p.Title+"\n"+p.Statement)
	p.Title, p.Statement = strings.TrimSpace(a.Title), strings.TrimSpace(a.Statement)
	p.SourceChecked = false
	return p, nil
}
