package campaign

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// Publication (公开) is what the public reads of a campaign: a copy pinned to
// one edition of the plan that the council decided, never a draft. A later
// edition is read only when it is published in its turn; the former ones stay
// to be compared.
type Publication struct {
	No        int    // 1, 2 …: the public's own count
	Edition   int    // of the plan it was taken from
	On        string // day
	Minute    string // of the council that decided to publish
	Name      string
	NameEn    string
	Intro     string // theme, in words for the public
	IntroEn   string
	Since     string
	Until     string
	Plan      Plan   // the public part alone, see Open
	Changed   string // reason of the last change order, "" none
	Withdrawn string // day on which it was taken back, "" it stands
	Why       string // of the withdrawal
}

// Open is the part of a plan that is for everybody: what it is for, on what
// law, who is supervised, what may be reported, when. What bodies and organs
// are asked to do, checks and attachments stay with those who work with them.
func (p Plan) Open() Plan {
	q := Plan{Goal: p.Goal, Basis: append([]string(nil), p.Basis...), Scope: p.Scope}
	for _, c := range p.Contents {
		q.Contents = append(q.Contents, Content{Key: c.Key, Text: c.Text})
	}
	q.Stages = append(q.Stages, p.Stages...)
	return q
}

// Published is what stands before the public now.
func (c Campaign) Published() (Publication, bool) {
	if n := len(c.Public); n > 0 && c.Public[n-1].Withdrawn == "" {
		return c.Public[n-1], true
	}
	return Publication{}, false
}

// PublicEdition is a publication by its number: the one that stands or one that
// it replaced. Once the last is withdrawn none is read any more.
func (c Campaign) PublicEdition(no int) (Publication, bool) {
	if _, ok := c.Published(); !ok {
		return Publication{}, false
	}
	for _, x := range c.Public {
		if x.No == no && x.Withdrawn == "" {
			return x, true
		}
	}
	return Publication{}, false
}

// Behind reports whether the plan has an edition that the public does not read.
func (c Campaign) Behind() bool {
	p, ok := c.Published()
	return ok && p.Edition != c.Edition
}

// TakesFromPublic reports whether a message sent through the public page of the
// campaign on a day carries it.
func (c Campaign) TakesFromPublic(day string) bool {
	_, ok := c.Published()
	return ok && c.Runs() && c.Holds(day)
}

// Publish (向社会公开) puts the present edition before the public. The council
// decides, the director answers for what is published.
type Publish struct {
	ID      string `json:"id" form:"id"`
	Edition int    `json:"edition" form:"edition"` // the one that was read before pressing
	Intro   string `json:"intro" form:"intro"`
	NameEn  string `json:"name_en,omitempty" form:"name_en"`
	IntroEn string `json:"intro_en,omitempty" form:"intro_en"`
	Nobody  bool   `json:"nobody,omitempty" form:"nobody"` // read for names: no person and no case can be told from it
	Needs   Told   `json:"-"`
}

// Told are facts of what is to be published.
type Told struct {
	Reason string   // of the last change order
	Names  []string // of officers in the register that stand in it, with the act's own words
}

func (Publish) Name() act.Name { return "campaign.publish" }
func (a Publish) On() string   { return a.ID }

// Do pins the public part of the plan.
func (a Publish) Do(c Campaign, m act.Moment) (Campaign, error) {
	var k act.Check
	if a.Edition != 0 && a.Edition != c.Edition {
		return c, act.Refuse(act.Conflict, fmt.Sprintf("您核对的是第 %d 版，现在方案已是第 %d 版。请重新核对后公开。", a.Edition, c.Edition),
			fmt.Sprintf("You read edition %d; the plan is now edition %d. Read it again, then publish.", a.Edition, c.Edition))
	}
	open := c.Plan.Open()
	if open.Goal == "" && len(open.Contents) == 0 {
		return c, act.Refuse(act.NotNow, "方案还没有总体要求和监督内容，没有可以公开的。", "The plan has neither goal nor contents: there is nothing to publish.")
	}
	said := func(field, s string, least, most int) {
		n := utf8.RuneCountInString(strings.TrimSpace(s))
		k.Want(n >= least && n <= most, field, fmt.Sprintf("请填写 %d 到 %d 字。", least, most), fmt.Sprintf("Write %d to %d characters.", least, most))
		k.Neutral(field, s)
		noCase(&k, field, s)
	}
	said("intro", a.Intro, 10, 500)
	said("name_en", a.NameEn, 0, 200)
	said("intro_en", a.IntroEn, 0, 1500)
	k.Want(len(a.Needs.Names) == 0 || a.Nobody, "nobody", "公开的文字里有与在册人员姓名相同的字：“"+strings.Join(a.Needs.Names, "”“")+"”。不是指人的，请勾选；是指人的，请先调整方案。",
		"What is published has the names of people in the register: "+strings.Join(a.Needs.Names, ", ")+". Tick the box if nobody is meant; otherwise change the plan first.")
	if err := k.Err(); err != nil {
		return c, err
	}
	p := Publication{No: len(c.Public) + 1, Edition: c.Edition, On: m.Day(), Name: c.Name, NameEn: strings.TrimSpace(a.NameEn), Intro: strings.TrimSpace(a.Intro), IntroEn: strings.TrimSpace(a.IntroEn),
		Since: c.Since, Until: c.Until, Plan: open, Changed: a.Needs.Reason}
	if m.Body != nil {
		p.Minute = strings.TrimSpace(m.Body.Minute + " " + m.Body.Date)
	}
	c.Public = append(c.Public[:len(c.Public):len(c.Public)], p)
	return c, nil
}

// WithdrawPublication (撤回公开) takes all editions from the public.
type WithdrawPublication struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (WithdrawPublication) Name() act.Name { return "campaign.withdraw_publication" }
func (a WithdrawPublication) On() string   { return a.ID }

// Do takes it back; that it was public, and why it is no longer, stays on record.
func (a WithdrawPublication) Do(c Campaign, m act.Moment) (Campaign, error) {
	if _, ok := c.Published(); !ok {
		return c, act.Refuse(act.NotNow, "这个专项没有公开。", "This campaign is not public.")
	}
	var k act.Check
	n := utf8.RuneCountInString(strings.TrimSpace(a.Reason))
	k.Want(n >= 4 && n <= 500, "reason", "请写明撤回的理由（4 到 500 字）。", "Say why it is withdrawn (4 to 500 characters).")
	k.Neutral("reason", a.Reason)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Public = append([]Publication(nil), c.Public...)
	p := &c.Public[len(c.Public)-1]
	p.Withdrawn, p.Why = m.Day(), strings.TrimSpace(a.Reason)
	return c, nil
}
