package task

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Owner is who answers for a task: somebody of the own staff, or an organ.
type Owner struct {
	Body    string `json:"body_name,omitempty" form:"body_name"`
	Person  string `json:"person,omitempty" form:"person"`
	Organ   string `json:"organ,omitempty" form:"organ"`
	Unit    string `json:"unit,omitempty" form:"unit"`
	Contact string `json:"contact,omitempty" form:"contact"`
}

// OwnerNeeds are facts of the register and the staff.
type OwnerNeeds struct {
	Ours   bool // the organ answers to this committee
	Within bool // the unit is the organ's
	Staff  bool // the person is of the own staff, with a function that does tasks
}

func (o Owner) any() bool { return o.Person != "" || o.Organ != "" }

func (o Owner) check(k *act.Check, n OwnerNeeds) {
	k.Want(o.Person == "" || o.Organ == "", "person", "责任人要么是本机关人员，要么是司法机关，只选一个。", "Either a person of the own staff or an organ, not both.")
	k.Want(o.Person == "" || n.Staff, "person", "请选择本机关的工作人员。", "Choose somebody of the own staff.")
	k.Want(o.Organ == "" || n.Ours, "organ", "请选择本级的机关。", "Choose an organ of this level.")
	k.Want(o.Unit == "" || n.Within, "unit", "请选择该机关的单位。", "Choose a unit of that organ.")
	length(k, "body_name", o.Body, 0, 60, "承办单位不超过 60 个字。", "At most 60 characters.")
	length(k, "contact", o.Contact, 0, 40, "联系人不超过 40 个字。", "At most 40 characters.")
	neutral(k, "body_name", o.Body)
}

// Work is what is to be done, and for which requirement.
type Work struct {
	Title       string `json:"title" form:"title"`
	Content     string `json:"content,omitempty" form:"content"`
	Campaign    string `json:"campaign,omitempty" form:"campaign"`
	Requirement string `json:"requirement,omitempty" form:"requirement"` // a key, with "u:" before one of the shared plan
}

// WorkNeeds are facts of the campaign.
type WorkNeeds struct {
	Campaign bool // there is such a campaign of the own committee
	Over     bool // and it has ended
	Known    bool // its plan, or the shared plan for "u:", has the requirement
}

func (w Work) put(k *act.Check, t Task, n WorkNeeds) Task {
	length(k, "title", w.Title, 4, 60, "任务名称 4 到 60 个字。", "The task's name has 4 to 60 characters.")
	length(k, "content", w.Content, 0, 2000, "任务内容不超过 2000 字。", "At most 2,000 characters.")
	for _, x := range [][2]string{{"title", w.Title}, {"content", w.Content}} {
		neutral(k, x[0], x[1])
		noCase(k, x[0], x[1])
	}
	k.Want(w.Campaign == "" || n.Campaign, "campaign", "没有这个专项。", "There is no such campaign.")
	k.Want(!n.Over || w.Campaign == t.Campaign, "campaign", "这个专项已经结束，不再布置任务。", "This campaign has ended; it takes no new tasks.")
	k.Want(w.Requirement == "" || w.Campaign != "", "requirement", "请先选择专项，再选工作要求。", "Choose the campaign before its requirement.")
	k.Want(w.Requirement == "" || w.Campaign == "" || n.Known, "requirement", "方案里没有这条工作要求。", "The plan has no such requirement.")
	t.Title, t.Content, t.Campaign = strings.TrimSpace(w.Title), strings.TrimSpace(w.Content), w.Campaign
	t.Requirement, t.Shared = ReadVia(w.Requirement)
	return t
}

// Create (布置任务) begins a task; without an owner it waits to be assigned.
type Create struct {
	Work
	Owner
	Due   string      `json:"due,omitempty" form:"due"`
	Needs CreateNeeds `json:"-"`
}

// CreateNeeds are facts of campaign, register and staff.
type CreateNeeds struct {
	Work  WorkNeeds
	Owner OwnerNeeds
}

func (Create) Name() act.Name { return "task.create" }
func (Create) On() string     { return "" }

// Series numbers tasks per committee and year.
func (Create) Series(t Task, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "task/" + t.Place + "/" + year, m.Prefix + "监任〔" + year + "〕%d号"
}

// Do creates it.
func (a Create) Do(t Task, m act.Moment) (Task, error) {
	var k act.Check
	t = a.put(&k, t, a.Needs.Work)
	a.check(&k, a.Needs.Owner)
	if a.Due != "" {
		dueOK(&k, m, a.Due)
	}
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Number, t.Serial = m.Number, m.Serial
	t.State = "drafted"
	if a.any() {
		t.State = "assigned"
		t.own(a.Owner)
	}
	return t, t.clock(m, a.Due)
}

// Amend (修改内容) changes what is to be done.
type Amend struct {
	ID string `json:"id" form:"id"`
	Work
	Needs WorkNeeds `json:"-"`
}

func (Amend) Name() act.Name { return "task.amend" }
func (a Amend) On() string   { return a.ID }

// Do amends it.
func (a Amend) Do(t Task, m act.Moment) (Task, error) {
	var k act.Check
	t = a.put(&k, t, a.Needs)
	return t, k.Err()
}

// Assign (分派) gives a task an owner, and may give it its day.
type Assign struct {
	ID string `json:"id" form:"id"`
	Owner
	Due   string     `json:"due,omitempty" form:"due"` // "" keeps the day
	Needs OwnerNeeds `json:"-"`
}

func (Assign) Name() act.Name { return "task.assign" }
func (a Assign) On() string   { return a.ID }

// Do assigns it.
func (a Assign) Do(t Task, m act.Moment) (Task, error) {
	var k act.Check
	k.Want(a.any(), "person", "请选择责任人或者机关。", "Choose a person or an organ.")
	a.check(&k, a.Needs)
	if a.Due != "" && a.Due != t.Due {
		dueOK(&k, m, a.Due)
	}
	if err := k.Err(); err != nil {
		return t, err
	}
	if t.Owned() {
		t.change(m, "owner", first(t.Person, t.Organ), first(a.Person, a.Organ), "")
	}
	t.own(a.Owner)
	if a.Due != "" && a.Due != t.Due {
		return t, t.clock(m, a.Due)
	}
	return t, nil
}

func (t *Task) change(m act.Moment, what, was, now, why string) {
	if was != now {
		t.Changes = append(slices.Clip(t.Changes), Change{m.Day(), what, was, now, strings.TrimSpace(why)})
	}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// SetDue (调整完成日期) sets or moves the day; moving one needs a reason.
type SetDue struct {
	ID     string `json:"id" form:"id"`
	Due    string `json:"due" form:"due"`
	Reason string `json:"reason,omitempty" form:"reason"`
}

func (SetDue) Name() act.Name { return "task.set_due" }
func (a SetDue) On() string   { return a.ID }

// Do sets it.
func (a SetDue) Do(t Task, m act.Moment) (Task, error) {
	var k act.Check
	dueOK(&k, m, a.Due)
	k.Want(a.Due != t.Due, "due", "与原来的日期相同。", "It is the same day.")
	if t.Due != "" || a.Reason != "" {
		reason(&k, a.Reason)
	}
	if err := k.Err(); err != nil {
		return t, err
	}
	if t.Due != "" {
		t.change(m, "due", t.Due, a.Due, a.Reason)
	}
	return t, t.clock(m, a.Due)
}

// Accept (接收) is the owner's word that she has it.
type Accept struct {
	ID string `json:"id" form:"id"`
}

func (Accept) Name() act.Name { return "task.accept" }
func (a Accept) On() string   { return a.ID }

// Do accepts it.
func (a Accept) Do(t Task, m act.Moment) (Task, error) { return t, t.mine(m) }

// AddProgress (填报进展) says what was done, with evidence.
type AddProgress struct {
	ID    string   `json:"id" form:"id"`
	Text  string   `json:"text" form:"text"`
	Files []string `json:"files,omitempty" form:"files"`
}

func (AddProgress) Name() act.Name { return "task.progress" }
func (a AddProgress) On() string   { return a.ID }

// Do enters it.
func (a AddProgress) Do(t Task, m act.Moment) (Task, error) {
	if err := t.mine(m); err != nil {
		return t, err
	}
	var k act.Check
	length(&k, "text", a.Text, 4, 2000, "请写明进展（4 到 2000 字）。", "Describe the progress (4 to 2,000 characters).")
	neutral(&k, "text", a.Text)
	files(&k, a.Files)
	t.Progress = append(slices.Clip(t.Progress), Entry{m.Day(), m.By, strings.TrimSpace(a.Text), a.Files})
	return t, k.Err()
}

// Block (报告受阻) says what stands in the way and who could help.
type Block struct {
	ID   string `json:"id" form:"id"`
	Text string `json:"text" form:"text"`
	Help string `json:"help,omitempty" form:"help"`
}

func (Block) Name() act.Name { return "task.block" }
func (a Block) On() string   { return a.ID }

// Do enters the obstacle; the day to finish by does not move.
func (a Block) Do(t Task, m act.Moment) (Task, error) {
	if err := t.mine(m); err != nil {
		return t, err
	}
	var k act.Check
	length(&k, "text", a.Text, 4, 500, "请写明受阻原因（4 到 500 字）。", "Say what is in the way (4 to 500 characters).")
	length(&k, "help", a.Help, 0, 200, "需要的支持不超过 200 字。", "At most 200 characters.")
	neutral(&k, "text", a.Text)
	neutral(&k, "help", a.Help)
	t.Stops = append(slices.Clip(t.Stops), Stop{Since: m.Day(), Text: strings.TrimSpace(a.Text), Needs: strings.TrimSpace(a.Help)})
	return t, k.Err()
}

// Unblock (恢复办理) says how the obstacle was got out of the way.
type Unblock struct {
	ID   string `json:"id" form:"id"`
	Text string `json:"text" form:"text"`
}

func (Unblock) Name() act.Name { return "task.unblock" }
func (a Unblock) On() string   { return a.ID }

// Do goes on. Whoever set the task may also say so: it is often she who helped.
func (a Unblock) Do(t Task, m act.Moment) (Task, error) {
	var k act.Check
	length(&k, "text", a.Text, 2, 500, "请写明怎样解决的（2 到 500 字）。", "Say how it was solved (2 to 500 characters).")
	neutral(&k, "text", a.Text)
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Stops = slices.Clone(t.Stops)
	if n := len(t.Stops); n > 0 {
		t.Stops[n-1].Until, t.Stops[n-1].How = m.Day(), strings.TrimSpace(a.Text)
	}
	return t, nil
}

// ReportDone (报告完成) says that the work is done; after its day it says why
// it came late. Lateness is a fact with a reason, not a mark.
type ReportDone struct {
	ID    string      `json:"id" form:"id"`
	Text  string      `json:"text" form:"text"`
	Late  string      `json:"late,omitempty" form:"late"`
	Files []string    `json:"files,omitempty" form:"files"`
	Needs ReportNeeds `json:"-"`
}

// ReportNeeds are the tasks before this one that are not finished.
type ReportNeeds struct{ Open []string } // their numbers

func (ReportDone) Name() act.Name { return "task.report" }
func (a ReportDone) On() string   { return a.ID }

// Do reports it; the term is met unless the report is returned.
func (a ReportDone) Do(t Task, m act.Moment) (Task, error) {
	if err := t.mine(m); err != nil {
		return t, err
	}
	if len(a.Needs.Open) > 0 {
		return t, act.Refuse(act.NotNow, "前置任务还没有完成："+strings.Join(a.Needs.Open, "、")+"。", "These come first and are not finished: "+strings.Join(a.Needs.Open, ", ")+".")
	}
	var k act.Check
	length(&k, "text", a.Text, 8, 3000, "请写明完成情况（8 到 3000 字）。", "Describe what was done (8 to 3,000 characters).")
	neutral(&k, "text", a.Text)
	if t.Late(m.Day()) {
		length(&k, "late", a.Late, 4, 500, "已经超过完成日期，请写明原因（4 到 500 字）。", "The day is past: say why (4 to 500 characters).")
	}
	length(&k, "late", a.Late, 0, 500, "不超过 500 字。", "At most 500 characters.")
	neutral(&k, "late", a.Late)
	files(&k, a.Files)
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Reports = append(slices.Clip(t.Reports), Report{Day: m.Day(), By: m.By, Text: strings.TrimSpace(a.Text), Late: strings.TrimSpace(a.Late), Files: a.Files})
	t.Stop(m, "task.due")
	return t, nil
}

// Confirm (确认完成) is somebody else's word that it is done.
type Confirm struct {
	ID   string `json:"id" form:"id"`
	Note string `json:"note,omitempty" form:"note"`
}

func (Confirm) Name() act.Name { return "task.confirm" }
func (a Confirm) On() string   { return a.ID }

// Do confirms it.
func (a Confirm) Do(t Task, m act.Moment) (Task, error) {
	if err := t.notOwn(m); err != nil {
		return t, err
	}
	var k act.Check
	length(&k, "note", a.Note, 0, 500, "不超过 500 字。", "At most 500 characters.")
	neutral(&k, "note", a.Note)
	t.answer(m, "confirmed", a.Note)
	return t, k.Err()
}

func (t Task) notOwn(m act.Moment) error {
	if t.Person == m.By {
		return act.Refuse(act.Forbidden, "责任人不能确认或者退回自己的任务，须由另一人办理。", "Nobody judges her own task; somebody else must.")
	}
	return nil
}

func (t *Task) answer(m act.Moment, what, note string) {
	t.Reports = slices.Clone(t.Reports)
	if n := len(t.Reports); n > 0 {
		r := &t.Reports[n-1]
		r.Answer, r.Note, r.On = what, strings.TrimSpace(note), m.Day()
	}
}

// Return (退回补办) says what is missing; the term runs on.
type Return struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Return) Name() act.Name { return "task.return" }
func (a Return) On() string   { return a.ID }

// Do returns it.
func (a Return) Do(t Task, m act.Moment) (Task, error) {
	if err := t.notOwn(m); err != nil {
		return t, err
	}
	if err := needReason(a.Reason); err != nil {
		return t, err
	}
	t.answer(m, "returned", a.Reason)
	t.rerun("task.due")
	return t, nil
}

// Depend (设定前置任务) says which tasks must be finished first.
type Depend struct {
	ID      string      `json:"id" form:"id"`
	Depends []string    `json:"depends" form:"depends"`
	Needs   DependNeeds `json:"-"`
}

// DependNeeds are facts of the tasks named.
type DependNeeds struct {
	Known []string // of the same committee, not cancelled
	Cycle []string // those that, directly or not, wait for this one
}

func (Depend) Name() act.Name { return "task.depend" }
func (a Depend) On() string   { return a.ID }

// Do sets them; a circle of tasks that wait for each other is refused.
func (a Depend) Do(t Task, m act.Moment) (Task, error) {
	var k act.Check
	ids := slices.Compact(slices.Sorted(slices.Values(slices.DeleteFunc(slices.Clone(a.Depends), func(s string) bool { return s == "" }))))
	k.Want(len(ids) <= 20, "depends", "前置任务不超过 20 项。", "At most 20 tasks.")
	for _, id := range ids {
		k.Want(id != t.ID, "depends", "任务不能以自己为前置。", "A task does not wait for itself.")
		k.Want(id == t.ID || slices.Contains(a.Needs.Known, id), "depends", "没有这项前置任务。", "There is no such task.")
		k.Want(!slices.Contains(a.Needs.Cycle, id), "depends", "会形成循环：所选任务本身在等本任务。", "That would be a circle: the task chosen waits for this one.")
	}
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Depends = ids
	return t, nil
}

// HandOver (移交他人) passes a task of the own staff to a colleague. A director
// may do so for somebody absent; a hand-over on rotation follows by itself.
type HandOver struct {
	ID     string     `json:"id" form:"id"`
	To     string     `json:"to" form:"to"`
	Reason string     `json:"reason" form:"reason"`
	Needs  OwnerNeeds `json:"-"`
}

func (HandOver) Name() act.Name { return "task.hand_over" }
func (a HandOver) On() string   { return a.ID }

// Do hands it over; whoever accepted keeps that in the record, so that she
// cannot confirm what she began.
func (a HandOver) Do(t Task, m act.Moment) (Task, error) {
	if t.Person == "" {
		return t, act.Refuse(act.NotNow, "交机关办理的任务由机关内部换人，不在这里移交。", "An organ's task changes hands within the organ.")
	}
	if t.Person != m.By && m.Role != "director" && m.Role != "follow" {
		return t, act.Refuse(act.Forbidden, "只有责任人本人或者负责人能移交。", "Only the owner or a director hands over.")
	}
	var k act.Check
	k.Want(a.Needs.Staff && a.To != "", "to", "请选择本机关的工作人员。", "Choose somebody of the own staff.")
	k.Want(a.To != t.Person, "to", "已经是责任人。", "She answers for it already.")
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return t, err
	}
	t.change(m, "owner", t.Person, a.To, a.Reason)
	t.own(Owner{Body: t.Body, Person: a.To})
	return t, nil
}

// Cancel (取消任务) ends a task that is not to be done.
type Cancel struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Cancel) Name() act.Name { return "task.cancel" }
func (a Cancel) On() string   { return a.ID }

// Do cancels it.
func (a Cancel) Do(t Task, m act.Moment) (Task, error) {
	if err := needReason(a.Reason); err != nil {
		return t, err
	}
	t.Ended = strings.TrimSpace(a.Reason)
	t.StopAll(m)
	return t, nil
}

// Left is how many days are left to the day to finish by, and whether there
// is one.
func (t Task) Left(today string) (int, bool) {
	if t.Due == "" {
		return 0, false
	}
	return law.Day(t.Due).Sub(law.Day(today)), true
}
