package selfcheck

import (
	"slices"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Request (请机关自查) asks one organ for a self-inspection. The form is made
// from the plan as it stands; its edition is kept with it.
type Request struct {
	Campaign string       `json:"campaign" form:"campaign"`
	Organ    string       `json:"organ" form:"organ"`
	Title    string       `json:"title,omitempty" form:"title"` // "" the campaign's name
	Parts    []string     `json:"parts,omitempty" form:"parts"` // keys of contents and requirements; none: all that concern organs
	Due      string       `json:"due,omitempty" form:"due"`     // "" by the rule's own term
	Note     string       `json:"note,omitempty" form:"note"`
	Needs    RequestNeeds `json:"-"`
}

// RequestNeeds are facts of the register and of the campaign.
type RequestNeeds struct {
	Ours     bool   // the organ answers to this committee
	Campaign string // its name, "" no such campaign within reach
	Takes    bool   // matters may be put under it
	Edition  int64
	Items    []Item // what the plan asks of organs
	Pending  string // number of one that this organ has in hand for the campaign
}

func (Request) Name() act.Name { return "selfcheck.request" }
func (Request) On() string     { return "" }

// Series numbers them per committee and year.
func (Request) Series(s Selfcheck, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "selfcheck/" + s.Place + "/" + year, m.Prefix + "监自〔" + year + "〕%d号"
}

// Do asks.
func (a Request) Do(s Selfcheck, m act.Moment) (Selfcheck, error) {
	var k act.Check
	n := a.Needs
	k.Want(n.Campaign != "" && n.Takes, "campaign", "请选择正在拟订或者开展的专项。", "Choose a campaign that is being drafted or carried out.")
	k.Want(n.Ours, "organ", "只能请同级机关自查。", "Only organs of our own level can be asked.")
	k.Want(n.Pending == "", "organ", "这个机关还有一份没有办完："+n.Pending+"。", "This organ still has one in hand: "+n.Pending+".")
	k.Length("note", a.Note, 0, 1000, "说明不超过 1000 字。", "The note has at most 1,000 characters.")
	quiet(&k, "note", a.Note)
	k.Length("title", a.Title, 0, 60, "名称不超过 60 字。", "The title has at most 60 characters.")
	quiet(&k, "title", a.Title)
	items := chosen(&k, n.Items, a.Parts)
	k.Want(len(items) > 0, "parts", "方案里没有要机关自查的内容：先在方案里写监督内容或者对机关的工作要求。", "The plan asks nothing of organs: write its contents or requirements first.")
	dueOK(&k, m, a.Due, true)
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Number, s.Serial = m.Number, m.Serial
	s.Title = trim(a.Title)
	if s.Title == "" {
		s.Title = clip("自查："+n.Campaign, 60)
	}
	s.Campaign, s.Organ, s.Edition, s.Note, s.Items, s.Shown = a.Campaign, a.Organ, n.Edition, trim(a.Note), items, a.Organ
	return s, s.clock(m, a.Due)
}

// chosen picks the items asked for, in the plan's order.
func chosen(k *act.Check, all []Item, keys []string) (out []Item) {
	for _, key := range keys {
		k.Want(slices.ContainsFunc(all, func(it Item) bool { return it.Key == key }), "parts", "方案里没有“"+key+"”这一项。", "The plan has no part "+key+".")
	}
	for _, it := range all {
		if len(keys) == 0 || slices.Contains(keys, it.Key) {
			out = append(out, Item{Key: it.Key, Sort: it.Sort, Text: it.Text, Classes: it.Classes})
		}
	}
	return out
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// dueOK wants a day that can be met: after today.
func dueOK(k *act.Check, m act.Moment, day string, optional bool) {
	if day == "" && optional {
		return
	}
	ok := law.Day(day).Valid() && day > m.Day()
	k.Want(ok, "due", "报送日期须在今天以后。", "The day to report by is after today.")
	k.Want(!ok || law.Day(day).Sub(law.Day(m.Day())) <= 400, "due", "报送日期太远：不超过 400 天。", "The day is too far: at most 400 days.")
}

// clock lets the term to report run to a set day, "" for the rule's own.
func (s *Selfcheck) clock(m act.Moment, due string) error {
	s.drop("selfcheck.report")
	s.drop("selfcheck.again")
	term := ""
	if due != "" {
		term = itoa(int64(law.Day(due).Sub(law.Day(m.Day())))) + "d"
	}
	if err := s.BeginTerm(m, "selfcheck.report", term); err != nil {
		return err
	}
	if c, ok := s.Running("selfcheck.report"); ok {
		s.Due = c.Due
	}
	return nil
}

// SetDue (调整报送日期) moves the day.
type SetDue struct {
	ID     string `json:"id" form:"id"`
	Due    string `json:"due" form:"due"`
	Reason string `json:"reason" form:"reason"`
}

func (SetDue) Name() act.Name { return "selfcheck.set_due" }
func (a SetDue) On() string   { return a.ID }

// Do moves it.
func (a SetDue) Do(s Selfcheck, m act.Moment) (Selfcheck, error) {
	var k act.Check
	dueOK(&k, m, a.Due, false)
	k.Want(a.Due != s.Due, "due", "与原来的日期相同。", "It is the same day.")
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Changes = append(slices.Clone(s.Changes), Change{m.Day(), s.Due, a.Due, trim(a.Reason)})
	return s, s.clock(m, a.Due)
}

// Withdraw (撤回要求) ends a request that is no longer needed.
type Withdraw struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Withdraw) Name() act.Name { return "selfcheck.withdraw" }
func (a Withdraw) On() string   { return a.ID }

// Do withdraws it.
func (a Withdraw) Do(s Selfcheck, m act.Moment) (Selfcheck, error) {
	var k act.Check
	reason(&k, a.Reason)
	s.Ended = trim(a.Reason)
	s.StopAll(m)
	return s, k.Err()
}
