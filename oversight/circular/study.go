package circular

import (
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// check names every field that cannot stand. Nobody studies a plan before it
// was sent, and nobody has studied it tomorrow.
func (s Said) check(k *act.Check, c Circular, m act.Moment) Said {
	from := c.Opened
	k.Want(law.Day(s.Day).Valid() && s.Day >= from && s.Day <= m.Day(), "day", "学习日期在收到通知（"+from+"）和今天之间。", "The day lies between that of sending ("+from+") and today.")
	k.Want(act.Has(Ways, s.Way), "way", "请选择学习的形式。", "Choose how it was studied.")
	k.Want(s.People >= 1 && s.People <= 100000, "people", "请填写参加人数（1 到 100000）。", "How many took part (1 to 100,000)?")
	for _, g := range s.Groups {
		k.Want(act.Has(Groups, g), "groups", "没有这一类单位。", "There is no such kind of unit.")
	}
	k.Length("text", s.Text, 0, 2000, "不超过 2000 字。", "At most 2,000 characters.")
	k.Want(s.Way != "other" || strings.TrimSpace(s.Text) != "", "text", "选“其他形式”的，请写明是什么形式。", "Say how, where it was done otherwise.")
	neutral(k, "text", s.Text)
	k.Want(len(s.Files) <= 20, "files", "材料不超过 20 件。", "At most 20 files.")
	for _, f := range s.Files {
		k.Want(len(f) == 64, "files", "材料没有上传成功，请重新上传。", "A file was not received; upload it again.")
	}
	s.Text = strings.TrimSpace(s.Text)
	return s
}

// Learn (记录学习贯彻) records how the plan was studied.
type Learn struct {
	ID string `json:"id" form:"id"`
	Said
	Needs SideNeeds `json:"-"`
}

func (Learn) Name() act.Name { return "circular.study" }
func (a Learn) On() string   { return a.ID }

// Do records it; the first record meets the term.
func (a Learn) Do(c Circular, m act.Moment) (Circular, error) {
	if err := a.Needs.recipient(c, m); err != nil {
		return c, err
	}
	var k act.Check
	s := a.check(&k, c, m)
	k.Want(len(c.Studies) < 100, "day", "学习记录不超过 100 条。", "At most 100 records.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Last++
	c.Studies = append(c.Studies[:len(c.Studies):len(c.Studies)], Study{Key: fmt.Sprintf("k%d", c.Last), Said: s, By: m.By, On: m.Day()})
	c.Stop(m, "circular.study")
	return c, nil
}

// CorrectStudy (更正学习记录) puts a record right, with the reason.
type CorrectStudy struct {
	ID     string `json:"id" form:"id"`
	Key    string `json:"key" form:"key"`
	Reason string `json:"reason" form:"reason"`
	Said
	Needs SideNeeds `json:"-"`
}

func (CorrectStudy) Name() act.Name { return "circular.correct_study" }
func (a CorrectStudy) On() string   { return a.ID }

// Do corrects it. Materials stay unless others are given.
func (a CorrectStudy) Do(c Circular, m act.Moment) (Circular, error) {
	if err := a.Needs.recipient(c, m); err != nil {
		return c, err
	}
	var k act.Check
	i := c.standing(&k, a.Key)
	s := a.check(&k, c, m)
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Studies = slices.Clone(c.Studies)
	t := &c.Studies[i]
	if len(s.Files) == 0 {
		s.Files = t.Said.Files
	}
	t.Former = append(t.Former[:len(t.Former):len(t.Former)], Former{Said: t.Said, Until: m.Day(), Reason: strings.TrimSpace(a.Reason)})
	t.Said = s
	return c, nil
}

// standing finds a record that was not withdrawn.
func (c Circular) standing(k *act.Check, key string) int {
	i := slices.IndexFunc(c.Studies, func(s Study) bool { return s.Key == key && s.Withdrawn == "" })
	k.Want(i >= 0, "key", "请选择一条没有撤回的学习记录。", "Choose a record that was not withdrawn.")
	return i
}

// WithdrawStudy (撤回学习记录) takes a record back, with the reason.
type WithdrawStudy struct {
	ID     string    `json:"id" form:"id"`
	Key    string    `json:"key" form:"key"`
	Reason string    `json:"reason" form:"reason"`
	Needs  SideNeeds `json:"-"`
}

func (WithdrawStudy) Name() act.Name { return "circular.withdraw_study" }
func (a WithdrawStudy) On() string   { return a.ID }

// Do withdraws it; without another record the study is wanted again, by the
// day it was due before.
func (a WithdrawStudy) Do(c Circular, m act.Moment) (Circular, error) {
	if err := a.Needs.recipient(c, m); err != nil {
		return c, err
	}
	var k act.Check
	i := c.standing(&k, a.Key)
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Studies = slices.Clone(c.Studies)
	c.Studies[i].Withdrawn, c.Studies[i].Why = m.Day(), strings.TrimSpace(a.Reason)
	if len(c.Stands()) > 0 {
		return c, nil
	}
	c.State = "signed"
	c.Clocks = slices.Clone(c.Clocks)
	for i := len(c.Clocks) - 1; i >= 0; i-- {
		if c.Clocks[i].Rule == "circular.study" {
			c.Clocks[i].Met = ""
			return c, nil
		}
	}
	return c, c.Begin(m, "circular.study")
}
