package meeting

import (
	"fmt"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Set is what planning and amending ask.
type Set struct {
	Sort     string   `json:"sort" form:"sort"`
	Title    string   `json:"title" form:"title"`
	Purpose  string   `json:"purpose,omitempty" form:"purpose"`
	Campaign string   `json:"campaign,omitempty" form:"campaign"`
	Stage    string   `json:"stage,omitempty" form:"stage"`
	Organ    string   `json:"organ,omitempty" form:"organ"`
	Unit     string   `json:"unit,omitempty" form:"unit"`
	Day      string   `json:"day" form:"day"`
	Begins   string   `json:"begins" form:"begins"`
	Ends     string   `json:"ends,omitempty" form:"ends"`
	Venue    string   `json:"venue" form:"venue"`
	Host     string   `json:"host,omitempty" form:"host"`
	Agenda   []Item   `json:"agenda,omitempty" form:"agenda"`
	Quiet    bool     `json:"quiet,omitempty" form:"quiet"`
	Needs    SetNeeds `json:"-"`
}

// SetNeeds are facts of the register and the campaign.
type SetNeeds struct {
	Ours     bool // the organ answers to this committee
	Within   bool // the unit is the organ's
	Campaign bool // there is such a campaign within reach
	Stage    bool // its plan has the stage
}

// check names every field that cannot stand.
func (s Set) check(k *act.Check, m act.Moment, past bool) {
	k.Want(act.Has(Sorts, s.Sort), "sort", "请选择种类。", "Choose the sort.")
	k.Length("title", s.Title, 4, 60, "名称 4 到 60 个字。", "The title has 4 to 60 characters.")
	neutral(k, "title", s.Title)
	k.Length("purpose", s.Purpose, 0, 1000, "目的不超过 1000 字。", "The purpose has at most 1000 characters.")
	neutral(k, "purpose", s.Purpose)
	k.Want(law.Day(s.Day).Valid(), "day", "请填写日期。", "Give the day.")
	k.Want(!past || !law.Day(s.Day).Valid() || s.Day >= m.Day(), "day", "日期不能早于今天。", "The day cannot be past.")
	k.Want(hour.MatchString(s.Begins), "begins", "请填写开始时间，例如 14:30。", "Give the hour it begins, e.g. 14:30.")
	k.Want(s.Ends == "" || hour.MatchString(s.Ends) && s.Ends > s.Begins, "ends", "结束时间应晚于开始时间，例如 17:00。", "It ends after it begins, e.g. 17:00.")
	k.Length("venue", s.Venue, 2, 100, "请填写地点（2 到 100 个字）。", "Give the place (2 to 100 characters).")
	k.Length("host", s.Host, 0, 40, "主持人不超过 40 个字。", "The host has at most 40 characters.")
	k.Want(s.Campaign == "" || s.Needs.Campaign, "campaign", "没有这个专项。", "There is no such campaign.")
	k.Want(s.Stage == "" || s.Needs.Stage, "stage", "专项的方案里没有这个阶段。", "The campaign's plan has no such stage.")
	k.Want(s.Organ == "" || s.Needs.Ours, "organ", "请选择本级的机关：人大只走访、听取本级机关的情况。", "Choose an organ of this level: a congress visits those that answer to it.")
	k.Want(s.Unit == "" || s.Organ != "" && s.Needs.Within, "unit", "请选择该机关的单位。", "Choose a unit of that organ.")
	k.Want(s.Sort != "visit" || s.Organ != "", "organ", "走访请选择机关。", "A visit needs the organ visited.")
	k.Want(!s.Quiet || s.Sort == "visit", "quiet", "只有走访可以不预先通知。", "Only a visit may be unannounced.")
	k.Want(len(s.Agenda) <= 40, "agenda", "议程不超过 40 项。", "The agenda has at most 40 items.")
	for i, it := range s.Agenda {
		f := fmt.Sprintf("agenda.%d.", i)
		k.Length(f+"text", it.Text, 2, 300, "每项议程 2 到 300 个字。", "An item has 2 to 300 characters.")
		neutral(k, f+"text", it.Text)
		k.Length(f+"who", it.Who, 0, 60, "不超过 60 个字。", "At most 60 characters.")
		k.Want(it.Minutes >= 0 && it.Minutes <= 600, f+"minutes", "时长 0 到 600 分钟。", "0 to 600 minutes.")
	}
}

func (s Set) put(t Meeting) Meeting {
	t.Sort, t.Title, t.Purpose, t.Campaign, t.Stage, t.Organ, t.Unit = s.Sort, strings.TrimSpace(s.Title), strings.TrimSpace(s.Purpose), s.Campaign, s.Stage, s.Organ, s.Unit
	t.Day, t.Begins, t.Ends, t.Venue, t.Host, t.Agenda, t.Quiet = s.Day, s.Begins, s.Ends, strings.TrimSpace(s.Venue), strings.TrimSpace(s.Host), s.Agenda, s.Quiet
	return t
}

// Plan (安排会议活动) begins one.
type Plan struct{ Set }

func (Plan) Name() act.Name { return "meeting.plan" }
func (Plan) On() string     { return "" }

// Do plans the meeting.
func (p Plan) Do(t Meeting, m act.Moment) (Meeting, error) {
	var k act.Check
	p.check(&k, m, true)
	if err := k.Err(); err != nil {
		return t, err
	}
	return p.put(t), nil
}

// Amend (修改安排) changes what was planned. The day of a meeting to which
// people were called moves only by postponing, which asks them again; the
// organ visited does not change then either, because who is tied to it was
// judged by it.
type Amend struct {
	ID string `json:"id" form:"id"`
	Set
}

func (Amend) Name() act.Name { return "meeting.amend" }
func (a Amend) On() string   { return a.ID }

// Do amends it.
func (a Amend) Do(t Meeting, m act.Moment) (Meeting, error) {
	var k act.Check
	if t.State == "postponed" && a.Day == "" { // still without a day
		a.Day = m.Day()
		a.check(&k, m, false)
		a.Day = ""
	} else {
		a.check(&k, m, t.State == "planned")
	}
	k.Want(t.State == "planned" || a.Day == t.Day, "day", "已经通知的会议改期请用“延期”，会告知受邀人。", "People were called: use “postpone”, which tells them.")
	k.Want(len(t.Guests)+len(t.Offered) == 0 || a.Organ == t.Organ, "organ", "已经邀请代表，不能再换机关；请取消后另行安排。", "Deputies were asked already; cancel it and plan another for another organ.")
	k.Want(!a.Quiet || t.Shown == "", "quiet", "已经通知机关，不能再改为不预先通知。", "The organ was told already.")
	if err := k.Err(); err != nil {
		return t, err
	}
	return a.put(t), nil
}

// AddMaterial (上传材料) adds a working file for those who come.
type AddMaterial struct {
	ID       string `json:"id" form:"id"`
	Hash     string `json:"hash" form:"hash"`
	FileName string `json:"file_name" form:"file_name"`
}

func (AddMaterial) Name() act.Name { return "meeting.add_material" }
func (a AddMaterial) On() string   { return a.ID }

// Do adds the file.
func (a AddMaterial) Do(t Meeting, m act.Moment) (Meeting, error) {
	var k act.Check
	k.Want(len(a.Hash) == 64, "hash", "请选择文件。", "Choose a file.")
	k.Want(len(t.Files) < 30, "hash", "材料不超过 30 件。", "At most 30 files.")
	for _, f := range t.Files {
		k.Want(f.Hash != a.Hash, "hash", "这个文件已经在材料里。", "This file is there already.")
	}
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Files = append(t.Files[:len(t.Files):len(t.Files)], File{a.Hash, a.FileName, m.By, m.Day()})
	return t, nil
}

// NotifyOrgan (通知机关) lets the organ's liaison and head see the call.
type NotifyOrgan struct {
	ID string `json:"id" form:"id"`
}

func (NotifyOrgan) Name() act.Name { return "meeting.notify_organ" }
func (a NotifyOrgan) On() string   { return a.ID }

// Do shows the meeting to its organ.
func (a NotifyOrgan) Do(t Meeting, m act.Moment) (Meeting, error) {
	switch {
	case t.Organ == "":
		return t, act.Refuse(act.NotNow, "没有涉及的机关，不需要通知。", "No organ is concerned; there is nobody to tell.")
	case t.Quiet:
		return t, act.Refuse(act.NotNow, "这是不预先通知的走访。", "This visit is unannounced.")
	case t.Shown != "":
		return t, act.Refuse(act.NotNow, "已经通知过机关。", "The organ has been told.")
	}
	t.Shown = t.Organ
	return t, nil
}

// Postpone (延期) moves it to another day, or to none yet.
type Postpone struct {
	ID     string `json:"id" form:"id"`
	Day    string `json:"day,omitempty" form:"day"`
	Begins string `json:"begins,omitempty" form:"begins"`
	Reason string `json:"reason" form:"reason"`
}

func (Postpone) Name() act.Name { return "meeting.postpone" }
func (a Postpone) On() string   { return a.ID }

// Do moves it: what people answered was for another day and is asked again.
func (a Postpone) Do(t Meeting, m act.Moment) (Meeting, error) {
	var k act.Check
	reason(&k, a.Reason)
	k.Want(a.Day == "" || law.Day(a.Day).Valid() && a.Day >= m.Day(), "day", "新的日期不能早于今天；日期未定的请留空。", "The new day cannot be past; leave it empty if it is not known yet.")
	k.Want(a.Day == "" || a.Day != t.Day, "day", "与原定日期相同。", "That is the day it is on.")
	k.Want(a.Begins == "" || hour.MatchString(a.Begins), "begins", "时间例如 14:30。", "An hour such as 14:30.")
	k.Want(a.Begins == "" || t.Ends == "" || a.Begins < t.Ends, "begins", "开始应早于结束时间。", "It begins before it ends.")
	k.Want(t.State != "postponed" || a.Day != "", "day", "请填写新的日期。", "Give the new day.")
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Moves = append(t.Moves[:len(t.Moves):len(t.Moves)], Move{t.Day, a.Day, strings.TrimSpace(a.Reason), m.Day()})
	t.Day = a.Day
	if a.Begins != "" {
		t.Begins = a.Begins
	}
	t.ReplyBy = ""
	t.Guests = append([]Guest(nil), t.Guests...)
	for i := range t.Guests {
		t.Guests[i].Answer, t.Guests[i].AnswerBy, t.Guests[i].AnswerOn, t.Guests[i].Why = "", "", "", ""
	}
	switch {
	case a.Day == "":
		t.State = "postponed"
	case len(t.Guests)+len(t.Offered) > 0:
		t.State = "invited"
	default:
		t.State = "planned"
	}
	return t, nil
}

// Cancel (取消) ends it before it was held.
type Cancel struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Cancel) Name() act.Name { return "meeting.cancel" }
func (a Cancel) On() string   { return a.ID }

// Do cancels it.
func (a Cancel) Do(t Meeting, m act.Moment) (Meeting, error) {
	var k act.Check
	reason(&k, a.Reason)
	t.Ended = strings.TrimSpace(a.Reason)
	return t, k.Err()
}
