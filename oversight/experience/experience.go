// Package experience is the library of what worked (经验): collected from lower
// committees and organs, kept or sent back, and shared with everybody who works
// on a campaign, now or years later.
package experience

import (
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// OrganSorts are the kinds of organ it is about.
var OrganSorts = []act.Word{
	{Code: "police", Zh: "公安", En: "police"},
	{Code: "procuratorate", Zh: "检察", En: "procuratorate"},
	{Code: "court", Zh: "法院", En: "court"},
	{Code: "justice", Zh: "司法行政", En: "justice"},
	{Code: "committee", Zh: "人大", En: "congress"},
}

// Experience is one thing that worked.
type Experience struct {
	act.Head
	Title    string
	Text     string // what was done
	Effect   string // what came of it, and how that is known
	Campaign string // of the committee that receives it, or its own
	About    string // campaign and requirement in words, as they stood
	Class    string // problem class it answers
	Sort     string // a code of OrganSorts
	Organ    string // organ that submitted it, "" a committee
	From     string `col:"sender"`   // name of the submitting committee or organ, as it was
	To       string `col:"receiver"` // place of the committee that keeps or returns it
	Returned string
	Ended    string
	Kept     string // day
}

// Life of an experience.
var Life = act.Life{
	Kind: "experience", Zh: "经验", En: "Experience",
	States: []act.State{
		{Code: "submitted", Zh: "已报送", En: "Submitted", Tone: "act", Open: true},
		{Code: "returned", Zh: "退回补充", En: "Returned", Tone: "warn", Open: true},
		{Code: "kept", Zh: "已入库", En: "Kept", Tone: "ok"},
		{Code: "published", Zh: "已推广", En: "Shared", Tone: "ok"},
		{Code: "withdrawn", Zh: "已撤下", En: "Withdrawn"},
	},
	Verbs: []act.Verb{
		{Do: "experience.submit", Zh: "报送经验", En: "Submit an experience", SayZh: "接收的常委会会看到这一条，不会因此看到您的其他事项。", SayEn: "The receiving committee sees this one and nothing else of yours."},
		{Do: "experience.revise", Zh: "补充后再报", En: "Revise"},
		{Do: "experience.keep", Zh: "收入经验库", En: "Keep"},
		{Do: "experience.return", Zh: "退回补充", En: "Return"},
		{Do: "experience.tag", Zh: "改标签", En: "Change the tags"},
		{Do: "experience.publish", Zh: "推广", En: "Share", SayZh: "所有登录人员，包括各级人大和各机关，都可以看到。", SayEn: "Everybody signed in, of all committees and organs, can read it."},
		{Do: "experience.withdraw", Zh: "撤下", En: "Withdraw", SayZh: "其他人不再看到，记录保留。", SayEn: "Others no longer see it; the record stays."},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "experience.submit", To: []string{"submitted"}, Who: []act.Role{access.Clerk, access.Director, access.Liaison, access.Chief}, Basis: "local"},
		{From: act.In("returned"), Do: "experience.revise", To: []string{"submitted"}, Who: []act.Role{access.Clerk, access.Director, access.Liaison, access.Chief}, Basis: "local", Main: true},
		{From: act.In("submitted"), Do: "experience.keep", To: []string{"kept"}, Who: []act.Role{access.Clerk}, Not: []act.Name{"experience.submit", "experience.revise"}, Basis: "local", Main: true},
		{From: act.In("submitted"), Do: "experience.return", To: []string{"returned"}, Who: []act.Role{access.Clerk}, Not: []act.Name{"experience.submit", "experience.revise"}, Basis: "local"},
		{From: act.In("kept", "published"), Do: "experience.tag", To: []string{act.Same}, Who: []act.Role{access.Clerk}, Basis: "local"},
		{From: act.In("kept"), Do: "experience.publish", To: []string{"published"}, Who: []act.Role{access.Director}, Not: []act.Name{"experience.submit"}, Basis: "local", Main: true},
		{From: act.In("kept", "published"), Do: "experience.withdraw", To: []string{"withdrawn"}, Who: []act.Role{access.Director}, Basis: "local"},
	},
}

// Matter lists it; the words are its whole text, so that the library is found
// by what was done.
func (e Experience) Matter() act.Matter {
	return act.Matter{Title: e.Title, Class: e.Class, Via: e.Sort, Organ: e.Organ, Campaign: e.Campaign, Words: strings.Join([]string{e.From, e.About, e.Text, e.Effect}, "\n")}
}

// Body is what submitting and revising ask.
type Body struct {
	Title    string `json:"title" form:"title"`
	Text     string `json:"text" form:"text"`
	Effect   string `json:"effect" form:"effect"`
	About    string `json:"about,omitempty" form:"about"`
	Class    string `json:"class,omitempty" form:"class"`
	Sort     string `json:"sort" form:"sort"`
	Campaign string `json:"campaign,omitempty" form:"campaign"`
	Needs    Needs  `json:"-"`
}

// Needs are facts of the register and the actor.
type Needs struct {
	Class    bool   // in use, or none given
	Campaign bool   // within reach, or none given
	Receiver bool   // there is such a committee: one's own, or directly above
	Place    string // of the actor
	From     string // name of the submitting committee or organ
}

func (b Body) put(e Experience) (Experience, error) {
	var k act.Check
	k.Length("title", b.Title, 4, 60, "题目 4 到 60 个字。", "The title has 4 to 60 characters.")
	k.Length("text", b.Text, 20, 5000, "做法 20 到 5000 字。", "What was done has 20 to 5000 characters.")
	k.Length("effect", b.Effect, 4, 1000, "效果 4 到 1000 字，写明怎么知道有效。", "What came of it has 4 to 1000 characters: how is it known?")
	k.Length("about", b.About, 0, 200, "不超过 200 字。", "At most 200 characters.")
	for f, s := range map[string]string{"title": b.Title, "text": b.Text, "effect": b.Effect} {
		k.Caseless(f, s)
	}
	k.Want(act.Has(OrganSorts, b.Sort), "sort", "请选择适用的机关种类。", "Choose the kind of organ.")
	k.Want(b.Class == "" || b.Needs.Class, "class", "没有这个类别。", "There is no such class.")
	k.Want(b.Campaign == "" || b.Needs.Campaign, "campaign", "没有这个专项。", "There is no such campaign.")
	e.Title, e.Text, e.Effect, e.About, e.Class, e.Sort, e.Campaign = strings.TrimSpace(b.Title), strings.TrimSpace(b.Text), strings.TrimSpace(b.Effect), strings.TrimSpace(b.About), b.Class, b.Sort, b.Campaign
	return e, k.Err()
}

// Submit (报送经验) puts it before one's own committee, or the one above.
type Submit struct {
	Body
	To string `json:"to,omitempty" form:"to"` // place of the receiving committee; "" one's own
}

func (Submit) Name() act.Name { return "experience.submit" }
func (Submit) On() string     { return "" }

// Do submits it. An organ goes to its own committee only: a committee above
// has no organs below.
func (a Submit) Do(e Experience, m act.Moment) (Experience, error) {
	var k act.Check
	k.Want(a.To == "" || a.Needs.Receiver, "to", "只能报送本级或者直接的上级人大。", "It goes to one's own committee or the one directly above.")
	k.Want(a.To == "" || m.Organ == "" || a.To == e.Place, "to", "机关报送给本级人大。", "An organ submits to the committee of its level.")
	if err := k.Err(); err != nil {
		return e, err
	}
	e.From, e.Organ, e.To = a.Needs.From, m.Organ, a.To
	if e.To == "" {
		e.To = e.Place
	}
	switch {
	case m.Organ != "":
		e.Shown = m.Organ
	case e.To != e.Place:
		e.Shown = access.ToCommittee(e.To)
	}
	return a.put(e)
}

// Revise (补充后再报) answers a return: only who submitted it does that.
type Revise struct {
	ID string `json:"id" form:"id"`
	Body
}

func (Revise) Name() act.Name { return "experience.revise" }
func (a Revise) On() string   { return a.ID }

// Do revises it.
func (a Revise) Do(e Experience, m act.Moment) (Experience, error) {
	if m.Organ != e.Organ || m.Organ == "" && a.Needs.Place != "" && a.Needs.Place != e.Place {
		return e, act.Refuse(act.Forbidden, "由报送的单位补充。", "It is for those who submitted it.")
	}
	e.Returned = ""
	return a.put(e)
}

// ReceiverNeeds says at which committee the actor is.
type ReceiverNeeds struct {
	Place string
	Class bool // the class is in use, or none given
}

func (n ReceiverNeeds) receives(e Experience) error {
	if n.Place != "" && n.Place != e.To {
		return act.Refuse(act.Forbidden, "由接收的常委会办理。", "This is for the receiving committee.")
	}
	return nil
}

// Keep (收入经验库) takes it into the library with its tags.
type Keep struct {
	ID    string        `json:"id" form:"id"`
	Class string        `json:"class,omitempty" form:"class"`
	Sort  string        `json:"sort" form:"sort"`
	Needs ReceiverNeeds `json:"-"`
}

func (Keep) Name() act.Name { return "experience.keep" }
func (a Keep) On() string   { return a.ID }

// Do keeps it.
func (a Keep) Do(e Experience, m act.Moment) (Experience, error) {
	e.Kept = m.Day()
	return tagged(e, a.Class, a.Sort, a.Needs)
}

func tagged(e Experience, class, sort string, n ReceiverNeeds) (Experience, error) {
	if err := n.receives(e); err != nil {
		return e, err
	}
	var k act.Check
	k.Want(act.Has(OrganSorts, sort), "sort", "请选择适用的机关种类。", "Choose the kind of organ.")
	k.Want(class == "" || n.Class, "class", "没有这个类别。", "There is no such class.")
	e.Class, e.Sort = class, sort
	return e, k.Err()
}

// Return (退回补充) says what is missing.
type Return struct {
	ID     string        `json:"id" form:"id"`
	Reason string        `json:"reason" form:"reason"`
	Needs  ReceiverNeeds `json:"-"`
}

func (Return) Name() act.Name { return "experience.return" }
func (a Return) On() string   { return a.ID }

// Do returns it.
func (a Return) Do(e Experience, m act.Moment) (Experience, error) {
	if err := a.Needs.receives(e); err != nil {
		return e, err
	}
	var k act.Check
	k.CaselessReason(a.Reason)
	e.Returned = strings.TrimSpace(a.Reason)
	return e, k.Err()
}

// Tag (改标签) changes under what it is found.
type Tag struct {
	ID    string        `json:"id" form:"id"`
	Class string        `json:"class,omitempty" form:"class"`
	Sort  string        `json:"sort" form:"sort"`
	Needs ReceiverNeeds `json:"-"`
}

func (Tag) Name() act.Name { return "experience.tag" }
func (a Tag) On() string   { return a.ID }

// Do changes the tags.
func (a Tag) Do(e Experience, m act.Moment) (Experience, error) {
	return tagged(e, a.Class, a.Sort, a.Needs)
}

// Publish (推广) shows it to everybody.
type Publish struct {
	ID    string        `json:"id" form:"id"`
	Needs ReceiverNeeds `json:"-"`
}

func (Publish) Name() act.Name { return "experience.publish" }
func (a Publish) On() string   { return a.ID }

// Do shares it.
func (a Publish) Do(e Experience, m act.Moment) (Experience, error) {
	if err := a.Needs.receives(e); err != nil {
		return e, err
	}
	e.Shown = access.Everyone
	return e, nil
}

// Withdraw (撤下) ends the sharing, with the reason.
type Withdraw struct {
	ID     string        `json:"id" form:"id"`
	Reason string        `json:"reason" form:"reason"`
	Needs  ReceiverNeeds `json:"-"`
}

func (Withdraw) Name() act.Name { return "experience.withdraw" }
func (a Withdraw) On() string   { return a.ID }

// Do withdraws it: seen again only by those who submitted and kept it.
func (a Withdraw) Do(e Experience, m act.Moment) (Experience, error) {
	if err := a.Needs.receives(e); err != nil {
		return e, err
	}
	var k act.Check
	k.CaselessReason(a.Reason)
	e.Ended, e.Shown = strings.TrimSpace(a.Reason), ""
	switch {
	case e.Organ != "":
		e.Shown = e.Organ
	case e.To != e.Place:
		e.Shown = access.ToCommittee(e.To)
	}
	return e, k.Err()
}
