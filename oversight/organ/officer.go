package organ

import (
	"regexp"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Post is one post of an officer over time.
type Post struct {
	Unit      string `json:"unit"` // id; "" the organ's leadership
	Title     string `json:"title"`
	Since     string `json:"since"`
	Until     string `json:"until,omitempty"`
	Appointed string `json:"appointed,omitempty"` // session that appointed to it, or document
	Next      string `json:"next,omitempty"`      // who followed: an officer's id, "vacant" or "acting"
	NextName  string `json:"next_name,omitempty"`
}

// Appointment is one decision on a post (任免): by vote, one person and one
// post at a time (ZJA 25).
type Appointment struct {
	Kind    string `json:"kind"` // a code of AppointKinds
	Title   string `json:"title"`
	Unit    string `json:"unit,omitempty"`
	Organ   string `json:"organ,omitempty"`
	Body    string `json:"body"` // committee | congress | upper | organ
	Session string `json:"session"`
	Minute  string `json:"minute,omitempty"`
	Day     string `json:"day"`
	Base    int64  `json:"base,omitempty"` // all members on that day
	For     int64  `json:"for,omitempty"`
	Against int64  `json:"against,omitempty"`
	Abstain int64  `json:"abstain,omitempty"`
	Passed  bool   `json:"passed"`
	Ours    bool   `json:"ours,omitempty"` // by the committee that keeps this register
}

// Officer is one judicial officer (司法人员). Nothing unproven stands in it: who
// holds which post, who appointed to it and when, and no more (FG19 56; JC19 57).
type Officer struct {
	act.Head
	Code         string // certificate number, badge number
	Name         string
	Pinyin       string // sort key
	Category     string // 法官, 民警, …
	Grade        string // 等级、警衔
	Quota        bool   // 员额
	Sex          string
	Born         string // year
	Organ        string // id
	Unit         string // id of the present unit
	Title        string
	Appointee    bool
	ManagedBy    string // place of the supervisory commission with 管理权限
	Posts        []Post
	Appointments []Appointment
	Until        string   // the first day on which they are no longer there, as entered; "" they are
	LeftWhy      string   // a code of LeaveKinds
	Into         string   // the row that she is, if this one was entered twice
	Apart        []string // rows that somebody found to be other people
	Filed        map[string]string
}

// AppointeeMark is named by every officer whom this committee appointed, so
// that a list of them is one look at an index.
const AppointeeMark = "appointee"

// Matter lists an officer.
func (o Officer) Matter() act.Matter {
	m := act.Matter{Title: o.Name, Class: o.Category, Via: o.Title, Organ: o.Organ, Unit: o.Unit, Words: o.Code}
	if o.Appointee {
		m.Named = append(m.Named, AppointeeMark)
	}
	if o.Into != "" {
		m.Named = append(m.Named, o.Into)
	}
	return m
}

// The words of appointments and of leaving. Removal by vote (撤职) is recorded
// as what the committee decided, not as what anybody accuses.
var (
	AppointKinds = []act.Word{{Code: "appoint", Zh: "任命", En: "appointed"}, {Code: "remove", Zh: "免职", En: "released from the post"}, {Code: "approve", Zh: "批准任命", En: "appointment approved"}, {Code: "dismiss", Zh: "撤职", En: "removed from office"}}
	Bodies       = []act.Word{{Code: "committee", Zh: "本级人大常委会", En: "this standing committee"}, {Code: "congress", Zh: "本级人民代表大会", En: "this congress"}, {Code: "upper", Zh: "上级人大常委会或者机关", En: "an upper committee or organ"}, {Code: "organ", Zh: "所在机关", En: "the organ itself"}}
	LeaveKinds   = []act.Word{{Code: "transfer", Zh: "调离", En: "transferred"}, {Code: "retire", Zh: "退休", En: "retired"}, {Code: "resign", Zh: "辞职", En: "resigned"}, {Code: "term", Zh: "任期届满", En: "term ended"}, {Code: "death", Zh: "去世", En: "died"}, {Code: "other", Zh: "其他", En: "other"}}
	NextKinds    = []act.Word{{Code: "vacant", Zh: "空缺", En: "vacant"}, {Code: "acting", Zh: "由他人代理", En: "somebody acts"}}
)

// Standing is the state of the entry as the day has it: a file may give a last
// day that is still to come.
func (o Officer) Standing(day string) string { return passed(o.State, o.Until, day) }

// Holds reports whether a post is held on a day or after it.
func (p Post) Holds(day string) bool { return p.Until == "" || p.Until > day }

// Present is the post held on a day; false if none is.
func (o Officer) Present(day string) (Post, bool) {
	if n := len(o.Posts); n > 0 && o.Posts[n-1].Holds(day) {
		return o.Posts[n-1], true
	}
	return Post{}, false
}

// As is the officer as a day has her: title and unit are those of a post held
// then, none where every post has passed.
func (o Officer) As(day string) Officer {
	if len(o.Posts) == 0 || slices.ContainsFunc(o.Posts, func(p Post) bool { return p.Holds(day) && p.Title == o.Title && p.Unit == o.Unit }) {
		return o
	}
	o.Title, o.Unit = "", ""
	for _, p := range o.Posts {
		if p.Holds(day) {
			o.Title, o.Unit = p.Title, p.Unit
		}
	}
	return o
}

var (
	identity = regexp.MustCompile(`^\d{17}[\dXx]$|^\d{15}$`)
	weights  = []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
)

// IdentityNumber reports whether a text is a resident's identity number
// (GB 11643: 18 characters with a check, or the old 15 digits): none is kept in
// clear, and none serves as a certificate's number.
func IdentityNumber(s string) bool {
	s = strings.ToUpper(strings.TrimSpace(s))
	if !identity.MatchString(s) {
		return false
	}
	if len(s) == 15 {
		return s[8:10] >= "01" && s[8:10] <= "12" && s[10:12] >= "01" && s[10:12] <= "31"
	}
	sum := 0
	for i, w := range weights {
		sum += int(s[i]-'0') * w
	}
	return "10X98765432"[sum%11] == s[17]
}

// single are titles that one person holds in a unit or organ: when the post
// falls free, the register says who follows.
var single = regexp.MustCompile(`^(院长|检察长|局长|庭长|所长|支队长|大队长|中队长|队长|科长|主任|部长|执行局局长|主要负责人)$`)

// Single reports whether one person alone holds a post of this title.
func Single(title string) bool { return single.MatchString(strings.TrimSpace(title)) }

// OfficerLife is the life of an officer's entry.
var OfficerLife = officerLife()

func officerLife() act.Life {
	l := registerLife("officer", "司法人员", "Officer")
	l.States[1] = act.State{Code: "ended", Zh: "已离任", En: "Left"}
	l.States = append(l.States, act.State{Code: "merged", Zh: "重复登记，已并入", En: "Entered twice, merged"})
	l.Verbs = append(l.Verbs,
		act.Verb{Do: "officer.enter", Zh: "登记人员", En: "Enter an officer"},
		act.Verb{Do: "officer.appoint", Zh: "登记任免表决", En: "Enter an appointment", SayZh: "按会议纪要登记表决结果；超过全体组成人员半数的才通过。通过的任命登记新职务，免职和撤职结束原职务。", SayEn: "The vote is entered by the minute; it passes with more than half of all members. An appointment enters the post, a release or removal ends it."},
		act.Verb{Do: "officer.assign", Zh: "登记职务变动", En: "Enter a change of post", SayZh: "由机关自己或者其他机关任免的职务；不经本级常委会表决。", SayEn: "For posts filled by the organ or by others, without a vote of this committee."},
		act.Verb{Do: "officer.leave", Zh: "登记离任", En: "Enter that they left", SayZh: "现任职务到当天为止；登记保留在册。", SayEn: "The present post ends on that day; the entry stays on record."},
		act.Verb{Do: "officer.amend", Zh: "更正登记", En: "Correct the entry"},
		act.Verb{Do: "officer.merge", Zh: "确认是同一人并合并", En: "Merge: the same person", SayZh: "本条登记停用并指向另一条；指向本条的事项仍能打开。可以撤回。", SayEn: "This entry is put out of use and points to the other; what points here still opens. It can be undone."},
		act.Verb{Do: "officer.apart", Zh: "确认不是同一人", En: "Not the same person"},
		act.Verb{Do: "officer.unmerge", Zh: "撤回合并", En: "Undo the merge"},
	)
	step := func(do act.Name, from, to []string, basis string, who ...act.Role) {
		l.Steps = append(l.Steps, act.Step{From: from, Do: do, To: to, Who: append([]act.Role{access.Clerk, access.Director}, who...), Basis: basis})
	}
	listed, ended, same := act.In("listed"), act.In("ended"), []string{act.Same}
	step("officer.enter", act.In(act.Birth), listed, "local")
	l.Steps = append(l.Steps, act.Step{From: act.In("listed", "ended"), Do: "officer.appoint", To: []string{act.Same, "listed"}, Who: []act.Role{access.Clerk, access.Secretary}, Body: "committee", Basis: "DZ22 50; ZJA 25"})
	step("officer.assign", act.In("listed", "ended"), listed, "local")
	step("officer.leave", listed, ended, "local")
	step("officer.amend", act.In("listed", "ended"), same, "PIPL 46; local", access.Follow)
	step("officer.merge", act.In("listed", "ended"), act.In("merged"), "local")
	step("officer.apart", act.In("listed", "ended"), same, "local")
	step("officer.unmerge", act.In("merged"), []string{"listed", "ended"}, "local")
	return l
}
