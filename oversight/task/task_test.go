package task

import (
	"slices"
	"testing"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var every = []act.Act[Task]{Create{}, Amend{}, Assign{}, SetDue{}, Accept{}, AddProgress{}, Block{}, Unblock{}, ReportDone{}, Confirm{}, Return{}, Depend{},
	HandOver{}, Cancel{}, Remind{}, Request{}, Hear{}, Council{}}

const (
	wang = "wang" // answers for the task
	lin  = "lin"  // sets and confirms
	why  = "人员调整，工作需要"
)

var staffed = OwnerNeeds{Staff: true}

func work() Work {
	return Work{Title: "走访十个基层派出所", Content: "对照监督方案逐所走访。", Campaign: "c", Requirement: "u:r3"}
}

func create() Create {
	return Create{Work: work(), Owner: Owner{Body: "监察司法工委", Person: wang}, Due: "2026-03-20", Needs: CreateNeeds{Work: WorkNeeds{Campaign: true, Known: true}, Owner: staffed}}
}

// upTo walks the straight way until a state.
func upTo(t *testing.T, state string) *way {
	t.Helper()
	w := start(t)
	for _, step := range []func(){
		func() { w.Do(lin, access.Clerk, create()) },
		func() { w.Do(wang, access.Clerk, Accept{}) },
		func() { w.Do(wang, access.Clerk, AddProgress{Text: "已经走访三个所"}) },
		func() { w.Do(wang, access.Clerk, ReportDone{Text: "十个所全部走访，记录在附件。"}) },
		func() { w.Do(lin, access.Director, Confirm{}) },
	} {
		if w.S.State == state {
			return w
		}
		step()
	}
	w.Is(state)
	return w
}

func TestTheStraightWay(t *testing.T) {
	w := upTo(t, "confirmed")
	if w.S.Number != "明人监任〔2026〕1号" || w.S.NextDue() != 0 || w.S.Reports[0].Answer != "confirmed" {
		t.Fatalf("%+v", w.S)
	}
	m := w.S.Matter()
	if m.Via != "u:r3" || m.Class != "" || m.Campaign != "c" {
		t.Errorf("listed as %+v", m)
	}
}

// The day set is the day: also a Sunday, which no working-day rule moves.
func TestTheDayIsTheDaySet(t *testing.T) {
	w := start(t)
	c := create()
	c.Due = "2026-03-08"
	w.Do(lin, access.Clerk, c)
	k, ok := w.S.Running("task.due")
	if !ok || k.Due != "2026-03-08" {
		t.Fatalf("the clock runs to %s", k.Due)
	}
	w.Do(lin, access.Clerk, SetDue{Due: "2026-03-15", Reason: "走访对象增加"})
	if k, _ = w.S.Running("task.due"); k.Due != "2026-03-15" || len(w.S.Clocks) != 1 || w.S.Changes[0].Was != "2026-03-08" {
		t.Fatalf("%+v %+v", w.S.Clocks, w.S.Changes)
	}
}

func TestThin(t *testing.T) {
	for _, c := range []struct {
		name  string
		owner Owner
		due   string
		state string
		thin  bool
	}{
		{"owner and day", Owner{Person: wang}, "2026-03-20", "assigned", false},
		{"no day", Owner{Person: wang}, "", "assigned", true},
		{"no owner", Owner{}, "2026-03-20", "drafted", true},
		{"nothing", Owner{Body: "监察司法工委"}, "", "drafted", true},
		{"an organ with a day", Owner{Organ: "gaj"}, "2026-03-20", "assigned", false},
	} {
		w := start(t)
		a := create()
		a.Owner, a.Due, a.Needs.Owner = c.owner, c.due, OwnerNeeds{Staff: true, Ours: true}
		w.Do(lin, access.Clerk, a)
		if w.Is(c.state); (w.S.Matter().Class == "thin") != c.thin {
			t.Errorf("%s: class %q", c.name, w.S.Matter().Class)
		}
		if w.S.Organ != "" && w.S.Shown != w.S.Organ {
			t.Errorf("%s: shown to %q", c.name, w.S.Shown)
		}
	}
	w := start(t)
	a := create()
	a.Owner, a.Due = Owner{}, ""
	w.Do(lin, access.Clerk, a)
	w.Do(lin, access.Clerk, SetDue{Due: "2026-03-20"}) // the first day needs no reason
	w.No(act.Invalid, "person", lin, access.Clerk, Assign{})
	w.Do(lin, access.Clerk, Assign{Owner: Owner{Person: wang}, Needs: staffed})
	if w.S.Thin() || !w.S.Has(wang, "handler") {
		t.Errorf("%+v", w.S)
	}
	w.Do(lin, access.Clerk, Assign{Owner: Owner{Organ: "gaj"}, Due: "2026-04-01", Needs: OwnerNeeds{Ours: true}})
	if w.S.Has(wang, "handler") || w.S.Shown != "gaj" || w.S.Due != "2026-04-01" || w.S.Changes[0].Was != wang {
		t.Errorf("the organ has it now: %+v", w.S)
	}
	w.Do(lin, access.Clerk, Cancel{Reason: why})
	if w.S.Matter().Class != "" {
		t.Error("a cancelled task is not thin")
	}
}

func TestWhatIsRefusedAtBirth(t *testing.T) {
	for field, bad := range map[string]func(*Create){
		"title":       func(a *Create) { a.Title = "短" },
		"content":     func(a *Create) { a.Content = "请法院对（2025）明0102刑初12号案件说明情况。" },
		"campaign":    func(a *Create) { a.Needs.Work.Campaign = false },
		"requirement": func(a *Create) { a.Needs.Work.Known = false },
		"person":      func(a *Create) { a.Needs.Owner.Staff = false },
		"organ":       func(a *Create) { a.Person, a.Organ = "", "else" },
		"unit":        func(a *Create) { a.Unit = "u" },
		"due":         func(a *Create) { a.Due = "2026-03-02" },
		"body_name":   func(a *Create) { a.Body = "请公安局立即放人" },
	} {
		a := create()
		bad(&a)
		start(t).No(act.Invalid, field, lin, access.Clerk, a)
	}
	a := create()
	a.Content = "请依法撤销原判，予以改判。"
	start(t).No(act.Invalid, "content", lin, access.Clerk, a)
	a = create()
	a.Organ, a.Needs.Owner.Ours = "gaj", true
	start(t).No(act.Invalid, "person", lin, access.Clerk, a)
	a = create()
	a.Campaign = ""
	start(t).No(act.Invalid, "requirement", lin, access.Clerk, a)
	a = create()
	a.Needs.Work.Over = true
	start(t).No(act.Invalid, "campaign", lin, access.Clerk, a)
}

// Only the owner does her task, and somebody else confirms it.
func TestOwnerAndConfirmerAreTwo(t *testing.T) {
	w := upTo(t, "assigned")
	w.No(act.Forbidden, "", lin, access.Clerk, Accept{})
	w.Do(wang, access.Clerk, Accept{})
	for _, a := range []act.Act[Task]{AddProgress{Text: "有进展了"}, Block{Text: "车辆没有落实"}, ReportDone{Text: "十个所全部走访完毕。"}} {
		w.No(act.Forbidden, "", lin, access.Clerk, a)
	}
	w = upTo(t, "reported")
	w.No(act.Forbidden, "", wang, access.Clerk, Confirm{})
	w.No(act.Forbidden, "", wang, access.Director, Return{Reason: why})
	w.Do("dir", access.Director, HandOver{To: "zhou", Reason: why, Needs: staffed})
	w.No(act.Forbidden, "", "zhou", access.Clerk, Confirm{}) // hers now
	w.No(act.Forbidden, "", wang, access.Clerk, Confirm{})   // reported it
	w.Do(lin, access.Director, Confirm{Note: "材料齐全"})
}

// A task of an organ is the organ's own business: its people only.
func TestAnOrgansTask(t *testing.T) {
	w := start(t)
	a := create()
	a.Owner, a.Needs.Owner = Owner{Organ: "gaj", Unit: "u1", Contact: "联络员老周"}, OwnerNeeds{Ours: true, Within: true}
	w.Do(lin, access.Clerk, a)
	w.No(act.Forbidden, "", "zhou", access.Liaison, Accept{}) // the walk's people have no organ
	w.No(act.NotNow, "", lin, access.Director, HandOver{To: wang, Reason: why, Needs: staffed})
	if o := w.S.ForOrgan(); o.Depends != nil || o.Changes != nil || o.Title == "" {
		t.Errorf("%+v", o)
	}
	m := w.Moment("zhou", access.Liaison, Accept{})
	m.Organ = "gaj"
	if _, _, err := act.Run(&Life, w.S, act.Act[Task](Accept{}), m); err != nil {
		t.Error(err)
	}
}

func TestReturnedAndLate(t *testing.T) {
	w := upTo(t, "reported")
	if w.S.NextDue() != 0 {
		t.Fatal("a report meets the term")
	}
	w.No(act.Invalid, "reason", lin, access.Director, Return{})
	w.Do(lin, access.Director, Return{Reason: "缺两个所的走访记录"})
	if w.S.NextDue() == 0 {
		t.Fatal("the term runs on")
	}
	w.Days(40)
	if !w.S.Late(act.DayOf(w.At)) {
		t.Fatal("it is late")
	}
	w.No(act.Invalid, "late", wang, access.Clerk, ReportDone{Text: "补齐了两个所的记录。"})
	w.Do(wang, access.Clerk, ReportDone{Text: "补齐了两个所的记录。", Late: "所里人员外出，改期走访"})
	if w.S.Late(act.DayOf(w.At)) {
		t.Error("a reported task is not late")
	}
	w.Do(lin, access.Director, Return{Reason: "还缺一个所的记录"})
	w.Do(wang, access.Clerk, AddProgress{Text: "第十个所已走访", Files: []string{"h"}})
	w.Is("doing")
	w.Do(wang, access.Clerk, AddProgress{Text: "记录已经整理"})
}

func TestBlocked(t *testing.T) {
	for _, from := range []string{"accepted", "doing", "returned"} {
		w := upTo(t, map[string]string{"returned": "reported"}[from]+map[string]string{"accepted": "accepted", "doing": "doing"}[from])
		if from == "returned" {
			w.Do(lin, access.Director, Return{Reason: why})
		}
		w.No(act.Invalid, "text", wang, access.Clerk, Block{})
		w.Do(wang, access.Clerk, Block{Text: "对方单位正在搬迁", Help: "请工委协调日期"})
		w.Is("blocked")
		if _, is := w.S.Blocked(); !is {
			t.Error("blocked")
		}
		w.No(act.NotNow, "", wang, access.Clerk, ReportDone{Text: "十个所全部走访完毕。"})
		w.No(act.Forbidden, "", "he", access.Intake, Unblock{Text: "已协调"})
		w.Do(lin, access.Director, Unblock{Text: "已协调，下周可以走访"})
		if _, is := w.S.Blocked(); is || w.S.Stops[0].Until == "" {
			t.Error("no longer blocked")
		}
		w.Is("doing")
	}
}

func TestWhatComesFirst(t *testing.T) {
	w := upTo(t, "accepted")
	w.No(act.Invalid, "depends", lin, access.Clerk, Depend{Depends: []string{"id-1"}})
	w.No(act.Invalid, "depends", lin, access.Clerk, Depend{Depends: []string{"t2"}})
	w.No(act.Invalid, "depends", lin, access.Clerk, Depend{Depends: []string{"t2"}, Needs: DependNeeds{Known: []string{"t2"}, Cycle: []string{"t2"}}})
	w.Do(lin, access.Clerk, Depend{Depends: []string{"t2", "t2", ""}, Needs: DependNeeds{Known: []string{"t2"}}})
	if !slices.Equal(w.S.Depends, []string{"t2"}) {
		t.Fatal(w.S.Depends)
	}
	w.No(act.NotNow, "", wang, access.Clerk, ReportDone{Text: "十个所全部走访完毕。", Needs: ReportNeeds{Open: []string{"明人监任〔2026〕2号"}}})
	w.Do(wang, access.Clerk, ReportDone{Text: "十个所全部走访完毕。"})
}

// One rung at a time, none skipped, none before its day, in neutral words.
func TestTheLadder(t *testing.T) {
	w := upTo(t, "doing")
	after := RungNeeds{After: 7}
	w.No(act.NotNow, "", lin, access.Clerk, Remind{Text: "请抓紧办理", Needs: RungNeeds{After: 1}}) // not overdue
	w.Days(19)                                                                                 // 21 March, a day late
	w.No(act.NotNow, "", lin, access.Director, Request{Text: "请告知进度", Needs: after})
	w.No(act.NotNow, "", lin, access.Clerk, Remind{Text: "请抓紧办理", Needs: RungNeeds{After: 2}})
	w.No(act.Invalid, "text", lin, access.Clerk, Remind{Text: "请对该案从轻处罚", Needs: RungNeeds{After: 1}})
	w.Do(lin, access.Clerk, Remind{Text: "任务已过完成日期，请告知进度和预计完成时间。", Needs: RungNeeds{After: 1}})
	w.No(act.NotNow, "", lin, access.Clerk, Remind{Text: "再次提醒一下", Needs: RungNeeds{After: 1}})
	w.Days(6)
	w.No(act.NotNow, "", lin, access.Director, Request{Text: "商请告知进度", Needs: after})
	w.Days(1)
	w.Do(lin, access.Director, Request{Text: "商请告知进度", Needs: after})
	if w.S.Rungs[1].Number == "" {
		t.Error("a letter has a number")
	}
	w.Days(7)
	w.Do(lin, access.Director, Hear{Text: "责任人说明：两个所搬迁，五月完成。", Needs: after})
	w.Days(7)
	w.No(act.Invalid, "minute", lin, access.Clerk, Council{Text: "同意延至五月底", Needs: after})
	w.Body = &act.Body{Name: "council", Minute: "纪要〔2026〕5号", Date: "2026-04-01"}
	w.Do(lin, access.Clerk, Council{Text: "同意延至五月底", Needs: after})
	if len(w.S.Rungs) != 4 || w.S.Rungs[3].Minute == "" {
		t.Fatalf("%+v", w.S.Rungs)
	}
	w.No(act.NotNow, "", lin, access.Director, Hear{Text: "再听取一次", Needs: after})
	w.Body = nil
	w.Days(1)
	w.Do(lin, access.Clerk, SetDue{Due: "2026-05-31", Reason: "主任会议同意延期"}) // the ladder begins anew
	w.Days(70)
	w.Do(lin, access.Clerk, Remind{Text: "任务已过完成日期，请告知进度。", Needs: RungNeeds{After: 1}})
}

// What may be done in several states is walked from each.
func TestFromEveryState(t *testing.T) {
	at := map[string]func() *way{}
	for _, s := range []string{"assigned", "accepted", "doing", "reported"} {
		at[s] = func() *way { return upTo(t, s) }
	}
	at["blocked"] = func() *way {
		w := upTo(t, "doing")
		w.Do(wang, access.Clerk, Block{Text: "等待对方答复"})
		return w
	}
	at["returned"] = func() *way { w := upTo(t, "reported"); w.Do(lin, access.Director, Return{Reason: why}); return w }
	at["drafted"] = func() *way {
		w := start(t)
		a := create()
		a.Owner = Owner{}
		w.Do(lin, access.Clerk, a)
		return w
	}
	ready := Depend{Depends: []string{"t2"}, Needs: DependNeeds{Known: []string{"t2"}}}
	for state, fresh := range at {
		if state != "reported" {
			fresh().Do(lin, access.Clerk, Amend{Work: Work{Title: "走访十二个派出所"}})
			fresh().Do(lin, access.Clerk, ready)
			fresh().Do(lin, access.Clerk, SetDue{Due: "2026-04-30", Reason: why})
		}
		fresh().Do(lin, access.Clerk, Cancel{Reason: why})
		if state == "drafted" {
			continue
		}
		fresh().Do(wang, access.Clerk, HandOver{To: "zhou", Reason: why, Needs: staffed})
		fresh().No(act.Forbidden, "", lin, access.Clerk, HandOver{To: "zhou", Reason: why, Needs: staffed})
		fresh().No(act.Invalid, "to", wang, access.Clerk, HandOver{To: "zhou", Reason: why})
		fresh().Do("f", access.Follow, HandOver{To: "zhou", Reason: why, Needs: staffed})
		if state == "reported" {
			continue
		}
		w := fresh()
		w.Days(100)
		w.Do(lin, access.Clerk, Remind{Text: "请告知任务进度"})
		w.Do(lin, access.Director, Request{Text: "商请告知任务进度"})
		w.Do(lin, access.Director, Hear{Text: "听取了进度说明"})
		w.Body = &act.Body{Name: "council", Minute: "纪要〔2026〕5号", Date: "2026-04-01"}
		w.Do("sec", access.Secretary, Council{Text: "请按新的日期完成"})
	}
}
