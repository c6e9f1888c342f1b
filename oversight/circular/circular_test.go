package circular

import (
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var every = []act.Act[Circular]{Send{}, Open{}, Sign{}, Learn{}, CorrectStudy{}, WithdrawStudy{}, Remind{}, Renew{}, Withdraw{}}

var life = walk.Of(&Life, every...)

const (
	lin  = "lin"  // clerk of the sender
	zhou = "zhou" // clerk of the committee below
)

type way struct{ *walk.Walk[Circular] }

// below is at the committee to which it was sent, ours at the sender.
var (
	below = SideNeeds{Place: "990105"}
	ours  = SideNeeds{Place: walk.Place}
)

func sent(t *testing.T) *way {
	t.Helper()
	w := &way{life.Start(t)}
	w.Do(lin, access.Clerk, Send{Campaign: "c", To: "990105", Needs: SendNeeds{Found: true, Fits: true, Title: "规范执法专项监督", Sender: "明州市人大常委会", PlanBy: "明州市人大常委会", Recipient: "某县人大常委会", Edition: 1}})
	return w
}

func learned() Said {
	return Said{Day: walk.Day, Way: "together", People: 46, Groups: []string{"leaders", "station"}, Text: "逐条学习方案，安排自查。"}
}

func TestFromSendingToStudy(t *testing.T) {
	w := sent(t)
	if w.S.Shown != access.ToCommittee("990105") || w.S.Now().Edition != 1 {
		t.Fatalf("%+v", w.S)
	}
	if k, ok := w.S.Running("circular.sign"); !ok || k.Due != "2026-03-05" {
		t.Fatalf("three working days after Monday: %+v", k)
	}
	w.No(act.Forbidden, "", lin, access.Clerk, Open{Needs: ours})
	w.No(act.Forbidden, "", lin, access.Clerk, Sign{Needs: ours})
	w.No(act.NotNow, "", zhou, access.Clerk, Learn{Said: learned(), Needs: below})
	w.Do(zhou, access.Clerk, Open{Needs: below})
	w.Is("opened")
	w.Days(1)
	w.Do(zhou, access.Clerk, Sign{Needs: below})
	w.Is("signed")
	if r := w.S.Now(); r.Opened != "2026-03-02" || r.Signed != "2026-03-03" || w.S.SignedLate() {
		t.Errorf("%+v", r)
	}
	if k, ok := w.S.Running("circular.study"); !ok || k.Due <= "2026-03-03" {
		t.Errorf("the term of the study: %+v", k)
	}
	bad := learned()
	bad.Day = "2026-03-01"
	w.No(act.Invalid, "day", zhou, access.Clerk, Learn{Said: bad, Needs: below})
	bad = learned()
	bad.Day = "2026-03-09"
	w.No(act.Invalid, "day", zhou, access.Clerk, Learn{Said: bad, Needs: below})
	bad = learned()
	bad.People = 0
	w.No(act.Invalid, "people", zhou, access.Clerk, Learn{Said: bad, Needs: below})
	bad = learned()
	bad.Way, bad.Text = "other", ""
	w.No(act.Invalid, "text", zhou, access.Clerk, Learn{Said: bad, Needs: below})
	bad = learned()
	bad.Text = "讨论了（2026）明0102刑初12号案。"
	w.No(act.Invalid, "text", zhou, access.Clerk, Learn{Said: bad, Needs: below})
	w.No(act.Forbidden, "", lin, access.Clerk, Learn{Said: learned(), Needs: ours})
	w.Do(zhou, access.Clerk, Learn{Said: learned(), Needs: below})
	w.Is("studied")
	w.Do(zhou, access.Director, Learn{Said: learned(), Needs: below})
	if w.S.People() != 92 {
		t.Errorf("%d", w.S.People())
	}

	// Corrected and withdrawn with a reason; what it said before stays.
	now := learned()
	now.People = 40
	w.No(act.Invalid, "reason", zhou, access.Clerk, CorrectStudy{Key: "k1", Said: now, Needs: below})
	w.No(act.Invalid, "key", zhou, access.Clerk, CorrectStudy{Key: "k9", Said: now, Reason: "人数误填", Needs: below})
	w.Do(zhou, access.Clerk, CorrectStudy{Key: "k1", Said: now, Reason: "人数误填", Needs: below})
	if s, _ := w.S.Study("k1"); s.People != 40 || len(s.Former) != 1 || s.Former[0].People != 46 {
		t.Errorf("%+v", s)
	}
	w.Do(zhou, access.Clerk, WithdrawStudy{Key: "k2", Reason: "重复记录", Needs: below})
	w.Is("studied")
	w.No(act.Invalid, "key", zhou, access.Clerk, WithdrawStudy{Key: "k2", Reason: "重复记录", Needs: below})
	w.Do(zhou, access.Clerk, WithdrawStudy{Key: "k1", Reason: "会议改期举行", Needs: below})
	w.Is("signed")
	if _, ok := w.S.Running("circular.study"); !ok || w.S.People() != 0 {
		t.Error("without a record the study is wanted again")
	}
	w.Do(lin, access.Clerk, Withdraw{Reason: "该县专项另行部署", Needs: ours})
	w.Is("withdrawn")
	if w.S.NextDue() != 0 {
		t.Error("a clock runs after it was taken back")
	}
}

// A change order asks everybody to sign again; what was studied stands.
func TestAfterAChangeOrder(t *testing.T) {
	w := sent(t)
	w.Do(zhou, access.Clerk, Sign{Needs: below}) // signing is opening
	if w.S.Now().Opened != "2026-03-02" {
		t.Error("who signs has opened it")
	}
	w.Do("follow", access.Follow, Renew{Edition: 2, Reason: "自查延长十天"})
	w.Is("sent")
	if _, ok := w.S.Running("circular.study"); ok {
		t.Error("the study of the old edition is still wanted")
	}
	w.Do("follow", access.Follow, Renew{Edition: 3, Reason: "再作调整"})
	w.Do(zhou, access.Clerk, Sign{Needs: below})
	w.Do(zhou, access.Clerk, Learn{Said: learned(), Needs: below})
	w.Do("follow", access.Follow, Renew{Edition: 4, Reason: "增加一项要求"})
	w.Do(zhou, access.Clerk, Open{Needs: below})
	w.Do("follow", access.Follow, Renew{Edition: 5, Reason: "改一个日期"})
	w.Do(zhou, access.Clerk, Sign{Needs: below})
	w.Is("studied")
	w.Do("follow", access.Follow, Renew{Edition: 6, Reason: "改回来"})
	w.Do(zhou, access.Clerk, Open{Needs: below})
	w.Do(zhou, access.Clerk, Sign{Needs: below})
	w.Is("studied")
	w.Do(lin, access.Director, Withdraw{Reason: "专项提前结束", Needs: ours})

	again := sent(t)
	again.Do(lin, access.Clerk, Withdraw{Reason: "印发有误重新印发", Needs: ours})
	opened := sent(t)
	opened.Do(zhou, access.Clerk, Open{Needs: below})
	opened.No(act.Forbidden, "", zhou, access.Clerk, Withdraw{Reason: "不归我们管", Needs: below})
	opened.Do(lin, access.Clerk, Withdraw{Reason: "印发有误重新印发", Needs: ours})
}

// Reminders: not before the term ends, a few times, some days apart, by the
// sender alone.
func TestRemindersAreFew(t *testing.T) {
	n := func(w *way) RemindNeeds {
		return RemindNeeds{SideNeeds: ours, Limit: 2, Apart: 3, Earliest: w.At.AddDate(0, 0, -3).Format("2006-01-02")}
	}
	w := sent(t)
	w.No(act.NotNow, "", lin, access.Clerk, Remind{Needs: n(w)})
	w.Days(3)
	w.No(act.Forbidden, "", zhou, access.Clerk, Remind{Needs: RemindNeeds{SideNeeds: below}})
	w.No(act.Invalid, "text", lin, access.Clerk, Remind{Text: "请就（2026）明0102刑初12号案改判。", Needs: n(w)})
	w.Do(lin, access.Clerk, Remind{Text: "请签收。", Needs: n(w)})
	w.Days(2)
	w.No(act.NotNow, "", lin, access.Clerk, Remind{Needs: n(w)})
	w.Do(zhou, access.Clerk, Open{Needs: below})
	w.Days(1)
	w.Do(lin, access.Clerk, Remind{Needs: n(w)})
	w.Days(9)
	w.No(act.NotNow, "", lin, access.Clerk, Remind{Needs: n(w)})
	if !w.S.Late(w.At.Format("2006-01-02")) {
		t.Error("it is late")
	}
	w.Do(zhou, access.Clerk, Sign{Needs: below})
	if !w.S.SignedLate() {
		t.Error("it was signed for late")
	}
	w.Days(60)
	w.No(act.NotNow, "", lin, access.Clerk, Remind{Needs: n(w)}) // the limit is for one sending
	w.Do("follow", access.Follow, Renew{Edition: 2, Reason: "调整"})
	w.Do(zhou, access.Clerk, Sign{Needs: below})
	w.Days(60)
	w.Do(lin, access.Clerk, Remind{Needs: n(w)})
	if c, last := w.S.Reminded(); c != 1 || last == "" {
		t.Errorf("%d, %s", c, last)
	}
}

// A committee that passed a plan on sends the new edition after it has signed
// for it; nobody is sent what she has.
func TestSentAgainByAPassingCommittee(t *testing.T) {
	w := sent(t)
	n := RenewNeeds{SideNeeds: ours, Edition: 2, Why: "自查延长十天"}
	w.No(act.Forbidden, "", zhou, access.Clerk, Renew{Needs: RenewNeeds{SideNeeds: below, Edition: 2}})
	w.Do(lin, access.Clerk, Renew{Needs: n})
	w.No(act.NotNow, "", lin, access.Clerk, Renew{Needs: n})
	if w.S.Now().Why != "自查延长十天" || len(w.S.Rounds) != 2 {
		t.Errorf("%+v", w.S.Rounds)
	}
}

// Only to organs of the level and committees directly below.
func TestToWhom(t *testing.T) {
	bureau := &way{life.Start(t)}
	bureau.No(act.Invalid, "campaign", lin, access.Clerk, Send{Organ: "o", Needs: SendNeeds{Fits: true}})
	bureau.No(act.Invalid, "organ", lin, access.Clerk, Send{Needs: SendNeeds{Found: true, Fits: true}})
	bureau.No(act.Invalid, "organ", lin, access.Clerk, Send{Organ: "o", Needs: SendNeeds{Found: true}})
	bureau.No(act.Invalid, "organ", lin, access.Clerk, Send{Organ: "o", Needs: SendNeeds{Found: true, Fits: true, Taken: true}})
	bureau.Do(lin, access.Director, Send{Campaign: "c", Organ: "o", Needs: SendNeeds{Found: true, Fits: true}})
	bureau.No(act.Forbidden, "", "fang", access.Liaison, Sign{}) // of another organ
}

// The walks stand before this one.
func TestZTable(t *testing.T) { life.Whole(t) }
