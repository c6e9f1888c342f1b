package meeting

import (
	"fmt"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Attended says of one guest whether she came.
type Attended struct {
	Guest string `json:"guest" form:"guest"`
	Came  string `json:"came" form:"came"`
}

// Hold (登记举行) enters that it was held and who came.
type Hold struct {
	ID         string     `json:"id" form:"id"`
	Day        string     `json:"day,omitempty" form:"day"` // the day it was really held
	Attendance []Attended `json:"attendance,omitempty" form:"attendance"`
	Others     []Named    `json:"others,omitempty" form:"others"` // who came without being asked
	Needs      HoldNeeds  `json:"-"`
}

// HoldNeeds are facts of the register.
type HoldNeeds struct {
	Organs map[string]bool // organs named that answer to this committee
}

func (Hold) Name() act.Name { return "meeting.hold" }
func (a Hold) On() string   { return a.ID }

// Do enters it.
func (a Hold) Do(t Meeting, m act.Moment) (Meeting, error) {
	if t.Day > m.Day() && a.Day == "" {
		return t, act.Refuse(act.NotNow, "会议日期还没有到。", "The day has not come yet.")
	}
	day := a.Day
	if day == "" {
		day = t.Day
	}
	var k act.Check
	k.Want(law.Day(day).Valid() && day <= m.Day(), "day", "举行日期不能晚于今天。", "The day it was held is not later than today.")
	t = a.attend(&k, t)
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Day = day
	return t, t.Begin(m, "meeting.minutes")
}

func (a Hold) attend(k *act.Check, t Meeting) Meeting {
	t.Guests = append([]Guest(nil), t.Guests...)
	for n, x := range a.Attendance {
		i := t.find(func(g Guest) bool { return g.Key == x.Guest })
		f := fmt.Sprintf("attendance.%d.came", n)
		k.Want(i >= 0, f, "名单里没有这个人。", "Nobody on the list has this key.")
		k.Want(x.Came == "" || act.Has(Comings, x.Came), f, "请选择到会、请假或者缺席。", "Came, excused or absent.")
		if i >= 0 && x.Came != "" {
			t.Guests[i].Came = x.Came
		}
	}
	for i, g := range t.Guests {
		k.Want(g.Came != "" || g.Answer == "no", fmt.Sprintf("attendance.%d.came", i), g.Name+"：请选择到会、请假或者缺席。", g.Name+": came, excused or absent?")
		if g.Came == "" && g.Answer == "no" {
			t.Guests[i].Came = "excused"
		}
	}
	k.Want(len(a.Others) <= 100, "others", "一次不超过 100 人。", "At most 100 at once.")
	for i, p := range a.Others {
		f := fmt.Sprintf("others.%d.", i)
		k.Length(f+"name", p.Name, 2, 40, "请填写姓名。", "Give the name.")
		k.Length(f+"post", p.Post, 0, 60, "不超过 60 个字。", "At most 60 characters.")
		k.Want(p.Organ == "" || a.Needs.Organs[p.Organ], f+"organ", "请选择本级的机关。", "Choose an organ of this level.")
		g := Guest{Sort: "guest", Name: strings.TrimSpace(p.Name), Post: strings.TrimSpace(p.Post), Came: "came"}
		if p.Organ != "" {
			g.Sort, g.Organ = "organ", p.Organ
		}
		t.add(g)
	}
	return t
}

// Correct (更正到会情况) puts an attendance right, with a reason.
type Correct struct {
	ID     string `json:"id" form:"id"`
	Guest  string `json:"guest" form:"guest"`
	Came   string `json:"came" form:"came"`
	Reason string `json:"reason" form:"reason"`
}

func (Correct) Name() act.Name { return "meeting.correct" }
func (a Correct) On() string   { return a.ID }

// Do corrects it.
func (a Correct) Do(t Meeting, m act.Moment) (Meeting, error) {
	var k act.Check
	i := t.find(func(g Guest) bool { return g.Key == a.Guest })
	k.Want(i >= 0, "guest", "请选择更正谁的到会情况。", "Choose whose attendance it is.")
	k.Want(act.Has(Comings, a.Came), "came", "请选择到会、请假或者缺席。", "Came, excused or absent?")
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Guests = append([]Guest(nil), t.Guests...)
	t.Guests[i].Came = a.Came
	return t, nil
}

// Minute (录入记录和议定事项) is what was said in short and what was resolved.
type Minute struct {
	ID      string      `json:"id" form:"id"`
	Minutes string      `json:"minutes" form:"minutes"`
	Decided []Resolved  `json:"decided,omitempty" form:"decided"`
	Needs   MinuteNeeds `json:"-"`
}

// MinuteNeeds says which matters named exist within reach, with their numbers.
type MinuteNeeds struct{ Numbers map[string]string } // by kind and id, see Key

// Key names a matter in MinuteNeeds.
func Key(kind, id string) string { return kind + " " + id }

func (Minute) Name() act.Name { return "meeting.minute" }
func (a Minute) On() string   { return a.ID }

// Do enters the minutes.
func (a Minute) Do(t Meeting, m act.Moment) (Meeting, error) {
	var k act.Check
	k.Length("minutes", a.Minutes, 10, 20000, "记录 10 到 20000 字。", "The minutes have 10 to 20000 characters.")
	neutral(&k, "minutes", a.Minutes)
	k.Want(len(a.Decided) <= 40, "decided", "议定事项不超过 40 项。", "At most 40 things resolved.")
	t.Decided = nil
	for i, r := range a.Decided {
		t.Decided = append(t.Decided, linked(&k, fmt.Sprintf("decided.%d.", i), r, a.Needs.Numbers))
	}
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Minutes = strings.TrimSpace(a.Minutes)
	t.Stop(m, "meeting.minutes")
	return t, nil
}

func linked(k *act.Check, f string, r Resolved, numbers map[string]string) Resolved {
	k.Length(f+"text", r.Text, 4, 500, "议定事项 4 到 500 个字。", "What was resolved has 4 to 500 characters.")
	neutral(k, f+"text", r.Text)
	r.Text = strings.TrimSpace(r.Text)
	if r.ID == "" {
		r.Kind, r.Number = "", ""
		return r
	}
	k.Want(r.Kind == "task" || r.Kind == "problem", f+"kind", "只能关联任务或者问题。", "Only a task or a problem can be linked.")
	n, ok := numbers[Key(r.Kind, r.ID)]
	k.Want(ok, f+"id", "没有这个事项，或者不在您的办理范围内。", "There is no such matter within your reach.")
	r.Number = n
	return r
}

// Link (关联议定事项) says afterwards which task or problem something became.
type Link struct {
	ID    string      `json:"id" form:"id"`
	Item  int64       `json:"item" form:"item"` // counted from 1
	Kind  string      `json:"kind" form:"kind"`
	To    string      `json:"to" form:"to"`
	Needs MinuteNeeds `json:"-"`
}

func (Link) Name() act.Name { return "meeting.link" }
func (a Link) On() string   { return a.ID }

// Do links it.
func (a Link) Do(t Meeting, m act.Moment) (Meeting, error) {
	if len(t.Decided) == 0 {
		return t, act.Refuse(act.NotNow, "记录里没有议定事项。", "Nothing was resolved.")
	}
	var k act.Check
	k.Want(a.Item >= 1 && a.Item <= int64(len(t.Decided)), "item", "请选择议定事项。", "Choose what was resolved.")
	k.Want(a.To != "", "to", "请选择任务或者问题。", "Choose the task or problem.")
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Decided = append([]Resolved(nil), t.Decided...)
	r := t.Decided[a.Item-1]
	r.Kind, r.ID = a.Kind, a.To
	t.Decided[a.Item-1] = linked(&k, "", r, a.Needs.Numbers)
	return t, k.Err()
}
