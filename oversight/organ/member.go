package organ

import (
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Member is one member of the standing committee (组成人员) from day to day: all
// members on a day are what a majority is counted from (DZ22 51).
type Member struct {
	act.Head
	Code  string // number within the committee
	Name  string
	Post  string // a code of MemberPosts
	Term  string // 第九届
	Since string // first day
	Until string // day from which no longer a member, "" lasts
	Why   string // a code of MemberEnds
	Filed map[string]string
}

// The words of members.
var (
	MemberPosts = []act.Word{{Code: "chair", Zh: "主任", En: "chairperson"}, {Code: "vice", Zh: "副主任", En: "vice-chairperson"}, {Code: "secretary", Zh: "秘书长", En: "secretary-general"}, {Code: "member", Zh: "委员", En: "member"}}
	MemberEnds  = []act.Word{{Code: "resign", Zh: "辞职", En: "resigned"}, {Code: "term", Zh: "任期届满", En: "term ended"}, {Code: "deputy", Zh: "不再担任代表", En: "no longer a deputy"}, {Code: "removed", Zh: "免职、撤职", En: "released or removed"}, {Code: "death", Zh: "去世", En: "died"}}
)

// File lets an import keep what it said.
func (m *Member) File() *map[string]string { return &m.Filed }

// Matter lists a member.
func (m Member) Matter() act.Matter {
	return act.Matter{Title: m.Name, Class: m.Post, Via: m.Term, Words: m.Code}
}

// On reports whether she is a member on a day.
func (m Member) On(day string) bool {
	return (m.Since == "" || m.Since <= day) && (m.Until == "" || day < m.Until)
}

// Standing is the state of the entry as the day has it: a file may give a last
// day that was still ahead when it came, and the day passes without an act.
// "coming" is before the first day.
func (m Member) Standing(day string) string {
	switch {
	case passed(m.State, m.Until, day) == "ended":
		return "ended"
	case m.Since != "" && m.Since > day:
		return "coming"
	}
	return m.State
}

// passed is the state of an entry whose last day may have passed since it was
// written; until is the first day on which it no longer holds.
func passed(state, until, day string) string {
	if state == "listed" && until != "" && until <= day {
		return "ended"
	}
	return state
}

// MemberLife is the life of a member's entry.
var MemberLife = memberLife()

func memberLife() act.Life {
	l := registerLife("member", "常委会组成人员", "Member of the committee")
	l.States[1] = act.State{Code: "ended", Zh: "已不再担任", En: "No longer a member"}
	l.Verbs = append(l.Verbs,
		act.Verb{Do: "member.enter", Zh: "登记组成人员", En: "Enter a member", SayZh: "从当天起计入全体组成人员，表决的过半数按会议当日的人数计算。", SayEn: "Counted among all members from that day; majorities are counted from the number on the day of the session."},
		act.Verb{Do: "member.leave", Zh: "登记不再担任", En: "Enter that they left", SayZh: "从当天起不再计入全体组成人员；登记保留在册。", SayEn: "Not counted among all members from that day; the entry stays on record."})
	who := []act.Role{access.Clerk, access.Secretary}
	l.Steps = append(l.Steps,
		act.Step{From: act.In(act.Birth), Do: "member.enter", To: []string{"listed"}, Who: who, Basis: "DZ22 47; local"},
		act.Step{From: act.In("listed"), Do: "member.leave", To: []string{"ended"}, Who: who, Basis: "DZ22 47; local"})
	return l
}

// EnterMember (登记组成人员) enters one member; many come by an import.
type EnterMember struct {
	Code   string           `json:"code" form:"code"`
	Person string           `json:"person" form:"person"`
	Post   string           `json:"post" form:"post"`
	Term   string           `json:"term" form:"term"`
	Since  string           `json:"since" form:"since"`
	Needs  EnterMemberNeeds `json:"-"`
}

// EnterMemberNeeds are facts of the register.
type EnterMemberNeeds struct {
	ID    string
	Taken bool // the number is another's
}

func (EnterMember) Name() act.Name { return "member.enter" }
func (EnterMember) On() string     { return "" }

// Do enters her.
func (a EnterMember) Do(x Member, m act.Moment) (Member, error) {
	var k act.Check
	text(&k, "code", a.Code, 1, 40, "请填写编号，例如代表证号（40 字以内）。", "Give a number, e.g. that of the deputy's certificate (at most 40 characters).")
	k.Want(!IdentityNumber(a.Code), "code", "这像是居民身份证号，登记里不存身份证号。", "This looks like an identity-card number, which is not kept.")
	k.Want(!a.Needs.Taken, "code", "这个编号已经登记。", "This number is registered.")
	text(&k, "person", a.Person, 2, 40, "姓名 2 到 40 个字。", "The name has 2 to 40 characters.")
	k.Want(act.Has(MemberPosts, a.Post), "post", "请选择职务。", "Choose the post.")
	text(&k, "term", a.Term, 2, 20, "请填写届次，例如第九届。", "Give the term, e.g. 第九届.")
	k.Want(law.Day(a.Since).Valid(), "since", "请填写从哪一天起担任。", "Give the first day.")
	if err := k.Err(); err != nil {
		return x, err
	}
	x.ID = a.Needs.ID
	x.Code, x.Name, x.Post, x.Term, x.Since = strings.TrimSpace(a.Code), strings.TrimSpace(a.Person), a.Post, strings.TrimSpace(a.Term), a.Since
	return x, nil
}

// LeaveMember (登记不再担任) ends the membership.
type LeaveMember struct {
	ID  string `json:"id" form:"id"`
	Day string `json:"day" form:"day"`
	Why string `json:"why" form:"why"`
}

func (LeaveMember) Name() act.Name { return "member.leave" }
func (a LeaveMember) On() string   { return a.ID }

// Do ends it.
func (a LeaveMember) Do(x Member, m act.Moment) (Member, error) {
	var k act.Check
	k.Want(law.Day(a.Day).Valid() && a.Day <= m.Day() && a.Day >= x.Since, "day", "日期不能晚于今天，也不能早于开始担任的日期。", "Not later than today, nor before the first day.")
	k.Want(act.Has(MemberEnds, a.Why), "why", "请选择情形。", "Choose how it ended.")
	if err := k.Err(); err != nil {
		return x, err
	}
	x.Until, x.Why = a.Day, a.Why
	return x, nil
}
