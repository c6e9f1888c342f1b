// Package coordination is the record of who else checks whom and when
// (贯通协同): discipline, CPPCC, procuratorate, media supervision. It says that
// something is under way and that something came back, so that a unit is not
// checked by three bodies in one week; what they found is theirs and there is
// no field for it.
package coordination

import (
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Bodies that supervise besides the congress.
var Bodies = []act.Word{
	{Code: "discipline", Zh: "纪检监察监督", En: "discipline and supervision"},
	{Code: "cppcc", Zh: "政协民主监督", En: "CPPCC"},
	{Code: "procuratorate", Zh: "检察机关法律监督", En: "procuratorate's legal supervision"},
	{Code: "inspection", Zh: "巡视巡察", En: "Party inspection"},
	{Code: "administrative", Zh: "行政执法监督", En: "supervision of law enforcement"},
	{Code: "media", Zh: "舆论监督", En: "media supervision"},
	{Code: "social", Zh: "社会监督", En: "supervision by society"},
	{Code: "other", Zh: "其他", En: "other"},
}

// Backs are the sorts of what came back.
var Backs = []act.Word{
	{Code: "report", Zh: "报告或者通报", En: "report"},
	{Code: "opinion", Zh: "意见建议", En: "opinion"},
	{Code: "letter", Zh: "函件", En: "letter"},
	{Code: "nothing", Zh: "没有需要通报的", En: "nothing to tell"},
}

// Back is that something came back: never what it says.
type Back struct {
	Day    string `json:"day"`
	Sort   string `json:"sort"`
	Number string `json:"number,omitempty"` // of the document
	By     string `json:"by"`
}

// Coordination is one check by another body.
type Coordination struct {
	act.Head
	Body     string // a code of Bodies
	BodyName string
	Organ    string
	Unit     string
	Since    string
	Until    string
	Subject  string // one line: on what
	Campaign string
	Backs    []Back
	Ended    string
}

// Life of a coordination.
var Life = act.Life{
	Kind: "coordination", Zh: "贯通协同", En: "Coordination",
	States: []act.State{
		{Code: "open", Zh: "进行中", En: "Under way", Tone: "act", Open: true},
		{Code: "came_back", Zh: "已反馈", En: "Answered", Open: true},
		{Code: "closed", Zh: "已了结", En: "Closed", Tone: "ok"},
	},
	Verbs: []act.Verb{
		{Do: "coordination.open", Zh: "登记协同事项", En: "Enter a check by another body", SayZh: "只登记谁在什么时候检查谁，不登记内容和结果。", SayEn: "Only who checks whom and when is entered, neither content nor result."},
		{Do: "coordination.amend", Zh: "更正", En: "Amend"},
		{Do: "coordination.came_back", Zh: "登记反馈", En: "Enter what came back", SayZh: "只登记日期、种类和文号，内容不进入本系统。", SayEn: "Only day, sort and document number; the content does not enter."},
		{Do: "coordination.close", Zh: "了结", En: "Close"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "coordination.open", To: []string{"open"}, Who: staff, Basis: "local"},
		{From: act.In("open", "came_back"), Do: "coordination.amend", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("open", "came_back"), Do: "coordination.came_back", To: []string{"came_back"}, Who: staff, Basis: "local", Main: true},
		{From: act.In("open", "came_back"), Do: "coordination.close", To: []string{"closed"}, Who: staff, Basis: "local"},
	},
}

var staff = []act.Role{access.Clerk, access.Director}

// Matter lists it.
func (c Coordination) Matter() act.Matter {
	t := act.Matter{Title: c.Subject, Class: c.Body, Via: c.Body, Organ: c.Organ, Unit: c.Unit, Campaign: c.Campaign, Words: c.BodyName}
	for _, id := range []string{c.Organ, c.Unit} {
		if id != "" {
			t.Named = append(t.Named, id)
		}
	}
	return t
}

// Span is the days on which the other body is there.
func (c Coordination) Span() act.Span {
	return act.Span{Kind: "coordination", ID: c.ID, Organ: c.Organ, Unit: c.Unit, From: c.Since, Until: c.Until, What: c.BodyName + "：" + c.Subject}
}

// Set is what entering and amending ask.
type Set struct {
	Body     string   `json:"sort" form:"sort"`
	BodyName string   `json:"body_name" form:"body_name"`
	Organ    string   `json:"organ" form:"organ"`
	Unit     string   `json:"unit,omitempty" form:"unit"`
	Since    string   `json:"since" form:"since"`
	Until    string   `json:"until,omitempty" form:"until"`
	Subject  string   `json:"subject" form:"subject"`
	Campaign string   `json:"campaign,omitempty" form:"campaign"`
	Needs    SetNeeds `json:"-"`
}

// SetNeeds are facts of the register and the campaign.
type SetNeeds struct {
	Ours     bool // the organ answers to this committee
	Within   bool // the unit is the organ's
	Campaign bool // there is such a campaign within reach
}

func (s Set) put(c Coordination) (Coordination, error) {
	var k act.Check
	k.Want(act.Has(Bodies, s.Body), "sort", "请选择监督种类。", "Choose the kind of supervision.")
	k.Length("body_name", s.BodyName, 2, 60, "请填写开展监督的单位。", "Name the body that checks.")
	k.Want(s.Organ != "" && s.Needs.Ours, "organ", "请选择本级的机关。", "Choose an organ of this level.")
	k.Want(s.Unit == "" || s.Needs.Within, "unit", "请选择该机关的单位。", "Choose a unit of that organ.")
	k.Want(law.Day(s.Since).Valid(), "since", "请填写开始日期。", "Give the first day.")
	k.Want(s.Until == "" || law.Day(s.Until).Valid() && s.Until >= s.Since, "until", "结束日期不能早于开始。", "The last day is not before the first.")
	k.Length("subject", s.Subject, 4, 60, "一句话写明检查什么（4 到 60 个字），不写内容和结果。", "One line on what is checked (4 to 60 characters), neither content nor result.")
	k.Caseless("subject", s.Subject)
	k.Want(s.Campaign == "" || s.Needs.Campaign, "campaign", "没有这个专项。", "There is no such campaign.")
	c.Body, c.BodyName, c.Organ, c.Unit, c.Since, c.Until, c.Subject, c.Campaign = s.Body, strings.TrimSpace(s.BodyName), s.Organ, s.Unit, s.Since, s.Until, strings.TrimSpace(s.Subject), s.Campaign
	return c, k.Err()
}

// Open (登记协同事项) enters one.
type Open struct{ Set }

func (Open) Name() act.Name { return "coordination.open" }
func (Open) On() string     { return "" }

// Do enters it.
func (a Open) Do(c Coordination, m act.Moment) (Coordination, error) { return a.put(c) }

// Amend (更正) changes one.
type Amend struct {
	ID string `json:"id" form:"id"`
	Set
}

func (Amend) Name() act.Name { return "coordination.amend" }
func (a Amend) On() string   { return a.ID }

// Do amends it.
func (a Amend) Do(c Coordination, m act.Moment) (Coordination, error) { return a.put(c) }

// CameBack (登记反馈) says that something came back; it may come in pieces.
type CameBack struct {
	ID     string `json:"id" form:"id"`
	Day    string `json:"day" form:"day"`
	Sort   string `json:"sort" form:"sort"`
	Number string `json:"number,omitempty" form:"number"`
}

func (CameBack) Name() act.Name { return "coordination.came_back" }
func (a CameBack) On() string   { return a.ID }

// Do enters it.
func (a CameBack) Do(c Coordination, m act.Moment) (Coordination, error) {
	var k act.Check
	k.Want(law.Day(a.Day).Valid() && a.Day <= m.Day() && a.Day >= c.Since, "day", "收到日期在检查开始之后、今天之前。", "It came after the check began and not later than today.")
	k.Want(act.Has(Backs, a.Sort), "sort", "请选择种类。", "Choose the sort.")
	k.Want(a.Sort == "nothing" || strings.TrimSpace(a.Number) != "", "number", "请填写文号或者函件名称。", "Give the number of the document.")
	k.Length("number", a.Number, 0, 60, "文号不超过 60 个字；内容不在这里登记。", "At most 60 characters; the content is not entered here.")
	c.Backs = append(c.Backs[:len(c.Backs):len(c.Backs)], Back{a.Day, a.Sort, strings.TrimSpace(a.Number), m.By})
	return c, k.Err()
}

// Close (了结) ends it.
type Close struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason,omitempty" form:"reason"`
}

func (Close) Name() act.Name { return "coordination.close" }
func (a Close) On() string   { return a.ID }

// Do closes it; without anything that came back it needs a reason.
func (a Close) Do(c Coordination, m act.Moment) (Coordination, error) {
	var k act.Check
	if len(c.Backs) == 0 || a.Reason != "" {
		k.CaselessReason(a.Reason)
	}
	c.Ended = strings.TrimSpace(a.Reason)
	return c, k.Err()
}
