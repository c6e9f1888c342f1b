package organ

import (
	"slices"
	"strconv"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Seat is one member at a sitting.
type Seat struct {
	Member string `json:"member"`
	Name   string `json:"name"`
	Came   string `json:"came"` // a code of Comings
}

// Comings say whether a member came.
var Comings = []act.Word{{Code: "came", Zh: "到会", En: "came"}, {Code: "excused", Zh: "请假", En: "excused"}, {Code: "absent", Zh: "缺席", En: "absent"}}

// Sitting is one session of the standing committee (常委会会议): who were all
// members on its first day, and who came.
type Sitting struct {
	act.Head
	Title string // 第九届人大常委会第三十二次会议
	Day   string // first day
	Until string // last day
	Base  int64  // all members on the first day, by the register
	Roll  []Seat
}

// Matter lists a sitting.
func (s Sitting) Matter() act.Matter { return act.Matter{Title: s.Title, Via: s.Day} }

// Present counts the members who came.
func (s Sitting) Present() (n int64) {
	for _, x := range s.Roll {
		if x.Came == "came" {
			n++
		}
	}
	return n
}

// Quorate reports whether more than half of all members came (L06; DZ22 51).
func (s Sitting) Quorate() bool { return s.Base > 0 && s.Present() > s.Base/2 }

// Covers reports whether a day is one of the sitting's.
func (s Sitting) Covers(day string) bool { return s.Day <= day && day <= s.Until }

// SittingLife is the life of a sitting.
var SittingLife = act.Life{
	Kind: "sitting", Zh: "常委会会议", En: "Session of the committee",
	States: []act.State{
		{Code: "called", Zh: "已登记会期", En: "Dated", Tone: "act", Open: true},
		{Code: "attended", Zh: "已登记到会", En: "Attendance entered", Tone: "ok"},
	},
	Verbs: []act.Verb{
		{Do: "sitting.enter", Zh: "登记常委会会议", En: "Enter a session", SayZh: "全体组成人员按会议首日登记在册的计算。", SayEn: "All members are those in the register on the first day."},
		{Do: "sitting.attend", Zh: "登记到会情况", En: "Enter who came", SayZh: "只选请假和缺席的，其余为到会；可以再次登记更正。", SayEn: "Choose who was excused or absent; the others came. It can be entered again."},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "sitting.enter", To: []string{"called"}, Who: []act.Role{access.Clerk, access.Secretary}, Basis: "DZ22 51; local"},
		{From: act.In("called", "attended"), Do: "sitting.attend", To: []string{"attended"}, Who: []act.Role{access.Clerk, access.Secretary}, Basis: "DZ22 51; local", Main: true},
	},
}

// EnterSitting (登记常委会会议) enters one session.
type EnterSitting struct {
	Title string            `json:"title" form:"title"`
	Day   string            `json:"day" form:"day"`
	Until string            `json:"until,omitempty" form:"until"` // "" one day
	Needs EnterSittingNeeds `json:"-"`
}

// EnterSittingNeeds are facts of the register.
type EnterSittingNeeds struct {
	Members int64 // on the first day
	Taken   bool  // a session of that name or on those days is entered
}

func (EnterSitting) Name() act.Name { return "sitting.enter" }
func (EnterSitting) On() string     { return "" }

// Do enters it.
func (a EnterSitting) Do(s Sitting, m act.Moment) (Sitting, error) {
	if a.Until == "" {
		a.Until = a.Day
	}
	var k act.Check
	text(&k, "title", a.Title, 4, 80, "请填写会议届次，例如第九届人大常委会第三十二次会议。", "Name the session.")
	k.Want(law.Day(a.Day).Valid(), "day", "请填写会议首日。", "Give the first day.")
	k.Want(law.Day(a.Until).Valid() && a.Until >= a.Day, "until", "最后一天不能早于首日。", "The last day is not before the first.")
	k.Want(!a.Needs.Taken, "title", "这次会议已经登记，或者这几天另有会议。", "This session is entered already, or another one has these days.")
	k.Want(a.Needs.Members > 0, "day", "会议首日没有登记在册的组成人员，请先登记组成人员。", "The register has no members on that day; enter the members first.")
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Title, s.Day, s.Until, s.Base = strings.TrimSpace(a.Title), a.Day, a.Until, a.Needs.Members
	return s, nil
}

// Attend (登记到会情况) enters who came.
type Attend struct {
	ID      string      `json:"id" form:"id"`
	Excused []string    `json:"excused,omitempty" form:"excused"` // ids of members
	Absent  []string    `json:"absent,omitempty" form:"absent"`
	Needs   AttendNeeds `json:"-"`
}

// AttendNeeds are all members on the first day.
type AttendNeeds struct{ Members []Seat }

func (Attend) Name() act.Name { return "sitting.attend" }
func (a Attend) On() string   { return a.ID }

// Do enters it; all members on the first day are counted anew, since a change
// of the membership may have been entered late.
func (a Attend) Do(s Sitting, m act.Moment) (Sitting, error) {
	if s.Day > m.Day() {
		return s, act.Refuse(act.NotNow, "会议还没有召开。", "The session has not been held yet.")
	}
	var k act.Check
	known := func(id string) bool {
		return slices.ContainsFunc(a.Needs.Members, func(x Seat) bool { return x.Member == id })
	}
	for field, list := range map[string][]string{"excused": a.Excused, "absent": a.Absent} {
		for _, id := range list {
			k.Want(known(id), field, "名单里有会议首日不在册的人。", "Somebody on the list was no member on that day.")
		}
	}
	for _, id := range a.Absent {
		k.Want(!slices.Contains(a.Excused, id), "absent", "同一人不能既请假又缺席。", "Nobody is both excused and absent.")
	}
	k.Want(len(a.Needs.Members) > 0, "excused", "会议首日没有登记在册的组成人员。", "The register has no members on that day.")
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Roll, s.Base = nil, int64(len(a.Needs.Members))
	for _, x := range a.Needs.Members {
		x.Came = "came"
		if slices.Contains(a.Excused, x.Member) {
			x.Came = "excused"
		}
		if slices.Contains(a.Absent, x.Member) {
			x.Came = "absent"
		}
		s.Roll = append(s.Roll, x)
	}
	return s, nil
}

// checkVote compares a vote with the register: all members on the day, and how
// many came to the session. What the register knows is not typed.
func (a *Appoint) checkVote(k *act.Check) {
	n := a.Needs
	if a.Base == 0 {
		a.Base = n.Base
	}
	num := func(v int64) string { return strconv.FormatInt(v, 10) }
	k.Want(a.Base >= 5 && a.Base <= 400, "base", "请填写常委会全体组成人员人数，或者先登记组成人员。", "Give the number of all members, or enter the members first.")
	k.Want(n.Base == 0 || n.Base == a.Base, "base", "会议当日登记在册的组成人员为 "+num(n.Base)+" 人；人数有变的，先登记组成人员的变动。", "On that day the register has "+num(n.Base)+" members; enter changes of the membership first.")
	k.Want(n.Present == 0 || a.For+a.Against+a.Abstain <= n.Present, "for", "赞成、反对、弃权合计多于登记的到会人数 "+num(n.Present)+"；到会有误的，先更正到会情况。", "More votes than the "+num(n.Present)+" members who came; correct the attendance first if it is wrong.")
}
