package campaign

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Write (编写方案) sets the whole plan of a draft. Every save is kept as an
// edition of the draft, so nothing that was written is lost.
type Write struct {
	ID    string `json:"id" form:"id"`
	Plan  Plan   `json:"plan"`
	Needs Kept   `json:"-"`
}

// Kept says whether every attachment stands in the plan already or was uploaded
// by who writes it: nobody hangs another's file on a plan.
type Kept struct {
	Unknown int // place of the first that is neither, from 1; 0 none
}

func (Write) Name() act.Name { return "campaign.plan" }
func (a Write) On() string   { return a.ID }

// Do sets the plan; parts without a key are given one.
func (a Write) Do(c Campaign, m act.Moment) (Campaign, error) { return c.written(a.Plan, a.Needs) }

func (c Campaign) written(p Plan, files Kept) (Campaign, error) {
	var k act.Check
	p.Check(&k)
	k.Want(files.Unknown == 0, fmt.Sprintf("files.%d.name", files.Unknown), "没有找到您上传的这个文件，请重新上传。", "This is not a file that you uploaded; upload it again.")
	if err := k.Err(); err != nil {
		return c, err
	}
	p = p.Keyed(c.Plan)
	if reflect.DeepEqual(p, c.Plan) {
		return c, act.Wrong("plan", "方案没有改动。", "nothing in the plan has changed")
	}
	c.Plan = p
	c.Edition++
	return c, nil
}

// Adopt (主任会议通过) enters the council's decision.
type Adopt struct {
	ID     string `json:"id" form:"id"`
	Gate   string `json:"gate,omitempty" form:"gate"`     // 党组 document by reference: its number and date, no content
	Prefix bool   `json:"prefix,omitempty" form:"prefix"` // the document carries the office's prefix (办)
}

func (Adopt) Name() act.Name { return "campaign.adopt" }
func (a Adopt) On() string   { return a.ID }

// Do records the minute.
func (a Adopt) Do(c Campaign, m act.Moment) (Campaign, error) {
	var k act.Check
	k.Want(utf8.RuneCountInString(a.Gate) <= 100, "gate", "不超过 100 字，只写文号和日期。", "At most 100 characters: number and date alone.")
	k.Neutral("gate", a.Gate)
	c.Adopted = m.Body.Minute + " " + m.Body.Date
	c.Gate, c.Prefix = strings.TrimSpace(a.Gate), a.Prefix
	c.Edition++
	return c, k.Err()
}

// Send (印发) makes the plan readable for all who work with it.
type Send struct {
	ID string `json:"id" form:"id"`
}

func (Send) Name() act.Name { return "campaign.send" }
func (a Send) On() string   { return a.ID }

// Do sends it out: plans of campaigns are public documents (L24 10, 63).
func (a Send) Do(c Campaign, m act.Moment) (Campaign, error) {
	c.Shown = access.Everyone
	return c, nil
}

// Start (启动) begins the work.
type Start struct {
	ID string `json:"id" form:"id"`
}

func (Start) Name() act.Name { return "campaign.start" }
func (a Start) On() string   { return a.ID }

// Do starts it.
func (a Start) Do(c Campaign, m act.Moment) (Campaign, error) { return c, nil }

// Change (调整方案) is a change order after adoption: the council decides, the
// reasons are told, the former edition stays.
type Change struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
	Until  string `json:"until,omitempty" form:"until"` // new last day, "" as before
	Plan   Plan   `json:"plan"`
	Needs  Kept   `json:"-"`
}

func (Change) Name() act.Name { return "campaign.change" }
func (a Change) On() string   { return a.ID }

// Do changes the plan.
func (a Change) Do(c Campaign, m act.Moment) (Campaign, error) {
	var k act.Check
	n := utf8.RuneCountInString(strings.TrimSpace(a.Reason))
	k.Want(n >= 4 && n <= 500, "reason", "请写明调整的理由（4 到 500 字）。", "Say why the plan changes (4 to 500 characters).")
	k.Neutral("reason", a.Reason)
	k.Want(a.Until == "" || isDay(a.Until) && a.Until >= c.Since, "until", "结束日期不能早于开始日期。", "It cannot end before it starts.")
	if err := k.Err(); err != nil {
		return c, err
	}
	if a.Until != "" {
		c.Until = a.Until
	}
	return c.written(a.Plan, a.Needs)
}

// SumUp (转入总结) begins the summing up.
type SumUp struct {
	ID string `json:"id" form:"id"`
}

func (SumUp) Name() act.Name { return "campaign.sum_up" }
func (a SumUp) On() string   { return a.ID }

// Do turns to the summing up.
func (a SumUp) Do(c Campaign, m act.Moment) (Campaign, error) { return c, nil }

// Conclude (结束专项) ends it.
type Conclude struct {
	ID string `json:"id" form:"id"`
}

func (Conclude) Name() act.Name { return "campaign.conclude" }
func (a Conclude) On() string   { return a.ID }

// Do concludes the campaign.
func (a Conclude) Do(c Campaign, m act.Moment) (Campaign, error) { return c, nil }

// Archive (归档) puts it away; it is still found and read.
type Archive struct {
	ID string `json:"id" form:"id"`
}

func (Archive) Name() act.Name { return "campaign.archive" }
func (a Archive) On() string   { return a.ID }

// Do archives it.
func (a Archive) Do(c Campaign, m act.Moment) (Campaign, error) { return c, nil }
