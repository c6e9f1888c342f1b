package summary

import (
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Begin (起草总结) drafts the report of a campaign that is summing up.
type Begin struct {
	Campaign string     `json:"campaign" form:"campaign"`
	Sort     string     `json:"sort,omitempty" form:"sort"`         // "" summary | report
	Previous string     `json:"previous,omitempty" form:"previous"` // "" the latest concluded one before; "none" no comparison
	Needs    CountNeeds `json:"-"`
}

func (Begin) Name() act.Name { return "summary.begin" }
func (Begin) On() string     { return "" }

// Do counts and drafts.
func (a Begin) Do(s Summary, m act.Moment) (Summary, error) {
	var k act.Check
	k.Want(a.Needs.Campaign != "", "campaign", "请选择专项。", "Choose the campaign.")
	k.Want(a.Previous == "" || a.Previous == "none" || a.Needs.Known, "previous", "没有这个专项，或者它不比本专项早。", "There is no such earlier campaign.")
	if err := k.Err(); err != nil {
		return s, err
	}
	k.Want(a.Sort == "" || a.Sort == Report, "sort", "请选择总结或者汇报稿。", "Choose a summary or a report.")
	if err := k.Err(); err != nil {
		return s, err
	}
	if a.Sort == Report {
		return a.report(s, m)
	}
	if a.Needs.State != "summing_up" {
		return s, act.Refuse(act.NotNow, "专项进入“总结”阶段后起草总结。", "The summary is drafted once the campaign is summing up.")
	}
	if a.Needs.Exists {
		return s, act.Refuse(act.NotNow, "本专项已经有总结。", "This campaign has its summary already.")
	}
	s.Campaign, s.Title = a.Campaign, a.Needs.Campaign+"总结"
	s.count(m, a.Needs)
	s.Parts = Draft(a.Needs, "")
	return s, nil
}

// report drafts an interim report: while the plan is carried out, any number.
func (a Begin) report(s Summary, m act.Moment) (Summary, error) {
	if !slices.Contains([]string{"sent", "carrying_out", "summing_up"}, a.Needs.State) {
		return s, act.Refuse(act.NotNow, "专项印发以后、结束以前可以起草汇报稿。", "A report is drafted once the campaign is sent out and until it is concluded.")
	}
	s.Campaign, s.Sort, s.Title = a.Campaign, Report, "关于"+a.Needs.Campaign+"进展情况的汇报"
	s.count(m, a.Needs)
	s.Previous, s.PrevName, s.PrevCount = "", "", nil // a comparison is for the end
	s.Parts = Draft(a.Needs, Report)
	return s, nil
}

// Write (修改章节) replaces the text of one section.
type Write struct {
	ID   string `json:"id" form:"id"`
	Part string `json:"part" form:"part"`
	Text string `json:"text" form:"text"`

	Nobody bool       `json:"nobody,omitempty" form:"nobody"` // words that are also names mean nobody
	Needs  WriteNeeds `json:"-"`
}

// WriteNeeds are facts of the register.
type WriteNeeds struct {
	Names []string // of officers that stand in the text: what is not proven names nobody
}

func (Write) Name() act.Name { return "summary.write" }
func (a Write) On() string   { return a.ID }

// Do writes it; the text before stays for comparison.
func (a Write) Do(s Summary, m act.Moment) (Summary, error) {
	var k act.Check
	i := slices.IndexFunc(s.Parts, func(p Part) bool { return p.Key == a.Part })
	k.Want(i >= 0, "part", "没有这一章节。", "There is no such section.")
	k.Length("text", a.Text, 0, 10000, "每章不超过 10000 字。", "A section has at most 10000 characters.")
	k.Caseless("text", a.Text)
	if bad := s.Figures.Unknown(a.Text); len(bad) > 0 {
		k.Want(false, "text", "没有这个数字："+strings.Join(bad, "、")+"。花括号里写数字的代号，见右侧清单。", "There is no such figure: "+strings.Join(bad, ", ")+". Braces hold the key of a figure, see the list.")
	}
	k.Want(len(a.Needs.Names) == 0 || a.Nobody, "nobody", "文中有在册人员的姓名：“"+strings.Join(a.Needs.Names, "”“")+"”。报告不点名；只是同字、不是指人的，请勾选。",
		"The text has names of officers: "+strings.Join(a.Needs.Names, ", ")+". A report names nobody; tick the box if the words mean no person.")
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Parts = slices.Clone(s.Parts)
	p := &s.Parts[i]
	p.Last, p.Text, p.By, p.On = p.Text, strings.TrimSpace(a.Text), m.By, m.Day()
	return s, nil
}

// Recount (重新计数) takes the figures anew.
type Recount struct {
	ID       string     `json:"id" form:"id"`
	Previous string     `json:"previous,omitempty" form:"previous"`
	Needs    CountNeeds `json:"-"`
}

func (Recount) Name() act.Name { return "summary.recount" }
func (a Recount) On() string   { return a.ID }

// Do counts again. Texts keep their slots; what they say of numbers changes
// with them.
func (a Recount) Do(s Summary, m act.Moment) (Summary, error) {
	var k act.Check
	k.Want(a.Previous == "" || a.Previous == "none" || a.Needs.Known, "previous", "没有这个专项，或者它不比本专项早。", "There is no such earlier campaign.")
	if err := k.Err(); err != nil {
		return s, err
	}
	s.count(m, a.Needs)
	for _, p := range s.Parts {
		if bad := s.Figures.Unknown(p.Text); len(bad) > 0 { // a class that is empty by now
			for _, b := range bad {
				key := strings.Trim(b, "{}%")
				s.Figures = append(s.Figures, Figure{Key: key, Zh: key, En: key, Part: p.Key, Day: m.Day()})
			}
		}
	}
	return s, nil
}

// CaseNeeds are facts of the problem behind a case.
type CaseNeeds struct {
	Done      bool   // within reach, of this campaign, verified or closed
	Statement string // taken where no text is given
	Known     []Known
}

// AddCase (选入典型案例) takes a case from a problem that was put right.
type AddCase struct {
	ID      string    `json:"id" form:"id"`
	Problem string    `json:"problem" form:"problem"`
	Text    string    `json:"text,omitempty" form:"text"`
	Needs   CaseNeeds `json:"-"`
}

func (AddCase) Name() act.Name { return "summary.add_case" }
func (a AddCase) On() string   { return a.ID }

// Do strips it by rule and puts it before a second person.
func (a AddCase) Do(s Summary, m act.Moment) (Summary, error) {
	var k act.Check
	k.Want(a.Needs.Done, "problem", "请选择本专项中已经整改到位的问题。", "Choose a problem of this campaign that was put right.")
	k.Want(!slices.ContainsFunc(s.Cases, func(c Case) bool { return c.Problem == a.Problem }), "problem", "这个问题已经选入。", "This one is among the cases already.")
	k.Want(len(s.Cases) < 30, "problem", "典型案例不超过 30 个。", "At most 30 cases.")
	text := a.Text
	if strings.TrimSpace(text) == "" {
		text = a.Needs.Statement
	}
	clean, struck := Deidentify(text, a.Needs.Known)
	k.Length("text", clean, 10, 3000, "案例 10 到 3000 字。", "A case has 10 to 3000 characters.")
	k.Caseless("text", clean)
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Cases = append(s.Cases[:len(s.Cases):len(s.Cases)], Case{Key: s.key("k"), Problem: a.Problem, Text: clean, Struck: struck, By: m.By, On: m.Day()})
	return s, nil
}

// EditCase (修改案例) changes its text; it must be confirmed again.
type EditCase struct {
	ID    string    `json:"id" form:"id"`
	Case  string    `json:"case" form:"case"`
	Text  string    `json:"text" form:"text"`
	Needs CaseNeeds `json:"-"`
}

func (EditCase) Name() act.Name { return "summary.edit_case" }
func (a EditCase) On() string   { return a.ID }

// Do strips the new text by the same rule.
func (a EditCase) Do(s Summary, m act.Moment) (Summary, error) {
	var k act.Check
	i := s.findCase(a.Case)
	k.Want(i >= 0, "case", "请选择案例。", "Choose the case.")
	clean, struck := Deidentify(a.Text, a.Needs.Known)
	k.Length("text", clean, 10, 3000, "案例 10 到 3000 字。", "A case has 10 to 3000 characters.")
	k.Caseless("text", clean)
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Cases = slices.Clone(s.Cases)
	c := &s.Cases[i]
	c.Text, c.Struck, c.By, c.On, c.Confirmed, c.ConfirmedOn = clean, struck, m.By, m.Day(), "", ""
	return s, nil
}

// ConfirmCase (核对去标识) is the second person's word that nobody can be told
// from it.
type ConfirmCase struct {
	ID      string `json:"id" form:"id"`
	Case    string `json:"case" form:"case"`
	Nothing bool   `json:"nothing" form:"nothing"` // nothing points to a unit, a person or a case
}

func (ConfirmCase) Name() act.Name { return "summary.confirm_case" }
func (a ConfirmCase) On() string   { return a.ID }

// Do confirms; whoever wrote it last cannot.
func (a ConfirmCase) Do(s Summary, m act.Moment) (Summary, error) {
	var k act.Check
	i := s.findCase(a.Case)
	k.Want(i >= 0, "case", "请选择案例。", "Choose the case.")
	k.Want(a.Nothing, "nothing", "请逐字核对后确认。", "Read it word by word, then confirm.")
	if err := k.Err(); err != nil {
		return s, err
	}
	if s.Cases[i].By == m.By {
		return s, act.Refuse(act.Forbidden, "这个案例由您选入或者修改，须由另一人核对。", "You chose or edited this case; somebody else must check it.")
	}
	s.Cases = slices.Clone(s.Cases)
	s.Cases[i].Confirmed, s.Cases[i].ConfirmedOn = m.By, m.Day()
	return s, nil
}

// DropCase (撤下案例) takes one out.
type DropCase struct {
	ID   string `json:"id" form:"id"`
	Case string `json:"case" form:"case"`
}

func (DropCase) Name() act.Name { return "summary.drop_case" }
func (a DropCase) On() string   { return a.ID }

// Do takes it out; the journal keeps that it was there.
func (a DropCase) Do(s Summary, m act.Moment) (Summary, error) {
	i := s.findCase(a.Case)
	if i < 0 {
		return s, act.Wrong("case", "请选择案例。", "Choose the case.")
	}
	s.Cases = slices.Delete(slices.Clone(s.Cases), i, i+1)
	return s, nil
}

// CiteNeeds is what is known of an experience.
type CiteNeeds struct {
	Kept  bool // within reach and kept
	Title string
	From  string
}

// CiteOne (引用经验) takes an experience from the library.
type CiteOne struct {
	ID         string    `json:"id" form:"id"`
	Experience string    `json:"experience" form:"experience"`
	Needs      CiteNeeds `json:"-"`
}

func (CiteOne) Name() act.Name { return "summary.cite" }
func (a CiteOne) On() string   { return a.ID }

// Do cites it.
func (a CiteOne) Do(s Summary, m act.Moment) (Summary, error) {
	var k act.Check
	k.Want(a.Needs.Kept, "experience", "请选择已收入经验库的经验。", "Choose an experience that is kept in the library.")
	k.Want(!slices.ContainsFunc(s.Cited, func(c Cite) bool { return c.ID == a.Experience }), "experience", "已经引用。", "It is cited already.")
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Cited = append(s.Cited[:len(s.Cited):len(s.Cited)], Cite{a.Experience, a.Needs.Title, a.Needs.From})
	return s, nil
}

// Uncite (不再引用) takes it out again.
type Uncite struct {
	ID         string `json:"id" form:"id"`
	Experience string `json:"experience" form:"experience"`
}

func (Uncite) Name() act.Name { return "summary.uncite" }
func (a Uncite) On() string   { return a.ID }

// Do takes it out.
func (a Uncite) Do(s Summary, m act.Moment) (Summary, error) {
	i := slices.IndexFunc(s.Cited, func(c Cite) bool { return c.ID == a.Experience })
	if i < 0 {
		return s, act.Wrong("experience", "请选择已引用的经验。", "Choose one that is cited.")
	}
	s.Cited = slices.Delete(slices.Clone(s.Cited), i, i+1)
	return s, nil
}

// ResultNeeds says whether the problem named is one of the campaign.
type ResultNeeds struct{ Problem bool }

// AddResult (登记成效) enters what cannot be counted from the record.
type AddResult struct {
	ID      string      `json:"id" form:"id"`
	Sort    string      `json:"sort" form:"sort"`
	Title   string      `json:"title" form:"title"`
	Source  string      `json:"source" form:"source"`
	Problem string      `json:"problem,omitempty" form:"problem"`
	Needs   ResultNeeds `json:"-"`
}

func (AddResult) Name() act.Name { return "summary.add_result" }
func (a AddResult) On() string   { return a.ID }

// Do enters it with its source.
func (a AddResult) Do(s Summary, m act.Moment) (Summary, error) {
	var k act.Check
	k.Want(act.Has(Results, a.Sort), "sort", "请选择种类。", "Choose the sort.")
	k.Length("title", a.Title, 4, 100, "名称 4 到 100 个字。", "The title has 4 to 100 characters.")
	k.Caseless("title", a.Title)
	k.Length("source", a.Source, 4, 100, "请填写文号或者在哪里可以查到（4 到 100 个字）。", "Give the number of the document, or where it can be read (4 to 100 characters).")
	k.Want(a.Problem == "" || a.Needs.Problem, "problem", "请选择本专项的问题。", "Choose a problem of this campaign.")
	k.Want(len(s.Results) < 200, "title", "不超过 200 项。", "At most 200.")
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Results = append(s.Results[:len(s.Results):len(s.Results)], Result{s.key("a"), a.Sort, strings.TrimSpace(a.Title), strings.TrimSpace(a.Source), a.Problem})
	return s, nil
}

// DropResult (撤下成效) takes one out.
type DropResult struct {
	ID     string `json:"id" form:"id"`
	Result string `json:"result" form:"result"`
}

func (DropResult) Name() act.Name { return "summary.drop_result" }
func (a DropResult) On() string   { return a.ID }

// Do takes it out.
func (a DropResult) Do(s Summary, m act.Moment) (Summary, error) {
	i := slices.IndexFunc(s.Results, func(r Result) bool { return r.Key == a.Result })
	if i < 0 {
		return s, act.Wrong("result", "请选择要撤下的一项。", "Choose which.")
	}
	s.Results = slices.Delete(slices.Clone(s.Results), i, i+1)
	return s, nil
}

// Submit (送审) puts it before the director.
type Submit struct {
	ID string `json:"id" form:"id"`
}

func (Submit) Name() act.Name { return "summary.submit" }
func (a Submit) On() string   { return a.ID }

// Do submits it: every case must have been read by a second person.
func (a Submit) Do(s Summary, m act.Moment) (Summary, error) {
	for i, c := range s.Cases {
		if c.Confirmed == "" {
			return s, act.Refuse(act.NotNow, fmt.Sprintf("第 %d 个典型案例还没有由另一人核对。", i+1), fmt.Sprintf("Case %d has not been checked by a second person.", i+1))
		}
	}
	s.Returned = ""
	s.keep(m, "submitted")
	return s, nil
}

// Review (审核) is the director's word that it can go to the council.
type Review struct {
	ID string `json:"id" form:"id"`
}

func (Review) Name() act.Name { return "summary.review" }
func (a Review) On() string   { return a.ID }

// Do reviews it.
func (a Review) Do(s Summary, m act.Moment) (Summary, error) { return s, nil }

// Return (退回修改) sends it back with the reason.
type Return struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Return) Name() act.Name { return "summary.return" }
func (a Return) On() string   { return a.ID }

// Do returns it.
func (a Return) Do(s Summary, m act.Moment) (Summary, error) {
	var k act.Check
	k.CaselessReason(a.Reason)
	s.Returned = strings.TrimSpace(a.Reason)
	return s, k.Err()
}

// Adopt (主任会议通过) enters the council's decision; the edition it adopted is
// kept as it was.
type Adopt struct {
	ID string `json:"id" form:"id"`
}

func (Adopt) Name() act.Name { return "summary.adopt" }
func (a Adopt) On() string   { return a.ID }

// Do adopts it.
func (a Adopt) Do(s Summary, m act.Moment) (Summary, error) {
	if m.Body != nil {
		s.Adopted = strings.TrimSpace(m.Body.Minute + " " + m.Body.Date)
	}
	s.keep(m, "adopted")
	return s, nil
}
