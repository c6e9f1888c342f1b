package organ

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Enter (登记人员) enters one officer by hand; many come by an import.
type Enter struct {
	Code      string     `json:"code" form:"code"`
	Person    string     `json:"person" form:"person"`
	Organ     string     `json:"organ" form:"organ"`
	Unit      string     `json:"unit,omitempty" form:"unit"`
	Category  string     `json:"category,omitempty" form:"category"`
	Grade     string     `json:"grade,omitempty" form:"grade"`
	Quota     bool       `json:"quota,omitempty" form:"quota"`
	Title     string     `json:"title" form:"title"`
	Sex       string     `json:"sex,omitempty" form:"sex"`
	Born      string     `json:"born,omitempty" form:"born"`
	Since     string     `json:"since,omitempty" form:"since"`
	ManagedBy string     `json:"managed_by,omitempty" form:"managed_by"`
	Needs     EnterNeeds `json:"-"`
}

// EnterNeeds are facts of the register.
type EnterNeeds struct {
	ID    string // of the officer with that certificate
	Taken bool
	Ours  bool // the organ answers to this committee
	Unit  bool // the unit is the organ's and lasts
}

func (Enter) Name() act.Name { return "officer.enter" }
func (Enter) On() string     { return "" }

// Do enters her.
func (a Enter) Do(o Officer, m act.Moment) (Officer, error) {
	var k act.Check
	text(&k, "code", a.Code, 2, 40, "请填写证件编号或者警号（2 到 40 字）。", "Give the certificate or badge number (2 to 40 characters).")
	k.Want(!IdentityNumber(a.Code), "code", "这像是居民身份证号：登记里不存身份证号，请用证件编号或者警号。", "This looks like an identity-card number, which is not kept; use the certificate or badge number.")
	k.Want(!a.Needs.Taken, "code", "这个证件编号已经登记。", "This number is registered.")
	k.Want(a.Needs.Ours, "organ", "请选择本级的机关。", "Choose an organ of this level.")
	k.Want(a.Unit == "" || a.Needs.Unit, "unit", "请选择该机关在册的单位。", "Choose a unit of that organ.")
	person(&k, a.Person, a.Sex, a.Born, m)
	text(&k, "title", a.Title, 1, 60, "请填写职务。", "Give the title.")
	k.Want(a.Since == "" || law.Day(a.Since).Valid() && a.Since <= m.Day(), "since", "任职日期不对。", "The day is wrong.")
	if err := k.Err(); err != nil {
		return o, err
	}
	o.ID = a.Needs.ID
	o.Code, o.Name, o.Organ, o.Unit, o.Title = strings.TrimSpace(a.Code), strings.TrimSpace(a.Person), a.Organ, a.Unit, strings.TrimSpace(a.Title)
	o.Category, o.Grade, o.Quota, o.Sex, o.Born, o.ManagedBy = a.Category, a.Grade, a.Quota, a.Sex, a.Born, a.ManagedBy
	o.Posts = []Post{{Unit: a.Unit, Title: o.Title, Since: a.Since}}
	return o, nil
}

func person(k *act.Check, name, sex, born string, m act.Moment) {
	text(k, "person", name, 2, 40, "姓名 2 到 40 个字。", "The name has 2 to 40 characters.")
	k.Want(sex == "" || sex == "男" || sex == "女", "sex", "请选择性别。", "Choose the sex.")
	k.Want(born == "" || len(born) == 4 && born >= "1900" && born < m.Day()[:4], "born", "出生年为四位数。", "The year of birth has four digits.")
}

// Succession says who follows in a post that falls free.
type Succession struct {
	Next     string `json:"next,omitempty" form:"next"`           // vacant | acting | an officer's certificate number
	NextNote string `json:"next_note,omitempty" form:"next_note"` // name of who acts
}

// Who is what was written, a word for a post that nobody holds given as its code:
// a clerk writes 空缺, a file and the interface vacant.
func (s Succession) Who() string {
	said := strings.TrimSpace(s.Next)
	for _, w := range NextKinds {
		if said == w.Zh || strings.EqualFold(said, w.En) {
			return w.Code
		}
	}
	return said
}

// SuccessionNeeds is who the certificate is of.
type SuccessionNeeds struct{ ID, Name string }

// check wants an answer where one person alone holds such a post: who answers
// for the unit must never be unknown, the rules on heads depend on it.
func (s Succession) check(k *act.Check, p Post, n SuccessionNeeds, self string) {
	if !Single(p.Title) && s.Who() == "" {
		return
	}
	ok := act.Has(NextKinds, s.Who()) || n.ID != "" && n.ID != self
	k.Want(ok, "next", "“"+p.Title+"”只有一人担任：请写接任人的证件编号，或者写“空缺”“由他人代理”。", "One person alone is "+p.Title+": give the successor's certificate number, or write vacant or acting.")
	text(k, "next_note", s.NextNote, 0, 40, "不超过 40 个字。", "At most 40 characters.")
}

func (s Succession) put(p *Post, n SuccessionNeeds) {
	if p.Next = s.Who(); n.ID != "" {
		p.Next, p.NextName = n.ID, n.Name
	} else if p.Next == "acting" {
		p.NextName = strings.TrimSpace(s.NextNote)
	}
}

// Appoint (登记任免表决) enters what this committee decided by vote on one
// person's one post.
type Appoint struct {
	ID      string `json:"id" form:"id"`
	Kind    string `json:"kind" form:"kind"`
	Title   string `json:"title,omitempty" form:"title"` // of an appointment
	Unit    string `json:"unit,omitempty" form:"unit"`   // of an appointment
	Post    int64  `json:"post,omitempty" form:"post"`   // of a removal: which of the posts, counted from 1
	Session string `json:"session" form:"session"`
	Base    int64  `json:"base" form:"base"` // all members of the committee on that day; 0 by the register
	For     int64  `json:"for" form:"for"`
	Against int64  `json:"against" form:"against"`
	Abstain int64  `json:"abstain" form:"abstain"`
	Succession
	Needs AppointNeeds `json:"-"`
}

// AppointNeeds are facts of the register.
type AppointNeeds struct {
	Base    int64 // members on the day of the meeting by the register, 0 not registered
	Present int64 // who came to the session by its attendance, 0 not entered
	Unit    bool  // the unit is the organ's
	Next    SuccessionNeeds
}

func (Appoint) Name() act.Name { return "officer.appoint" }
func (a Appoint) On() string   { return a.ID }

// Adds reports whether the decision fills a post.
func (a Appoint) Adds() bool { return a.Kind == "appoint" || a.Kind == "approve" }

// Do enters the vote; more than half of all members pass it (DZ22 51). A vote
// that failed is on record and changes no post.
func (a Appoint) Do(o Officer, m act.Moment) (Officer, error) {
	var k act.Check
	k.Want(act.Has(AppointKinds, a.Kind), "kind", "请选择任命、免职、批准任命或者撤职。", "Appointed, released, approved or removed?")
	text(&k, "session", a.Session, 4, 80, "请填写会议届次，例如第九届人大常委会第三十二次会议。", "Name the session.")
	a.checkVote(&k)
	k.Want(a.For >= 0 && a.Against >= 0 && a.Abstain >= 0 && a.For+a.Against+a.Abstain <= a.Base, "for", "赞成、反对、弃权合计不能超过全体组成人员。", "For, against and abstentions together cannot be more than all members.")
	k.Want(a.For+a.Against+a.Abstain > a.Base/2, "for", "到会表决的不足全体组成人员的过半数，会议不能表决。", "Fewer than half of all members voted: there was no quorum.")
	x := Appointment{Kind: a.Kind, Body: "committee", Session: strings.TrimSpace(a.Session), Base: a.Base, For: a.For, Against: a.Against, Abstain: a.Abstain, Ours: true, Passed: a.For > a.Base/2, Organ: o.Organ}
	if m.Body != nil {
		x.Minute, x.Day = m.Body.Minute, m.Body.Date
	}
	at := int(a.Post) - 1
	if a.Adds() {
		text(&k, "title", a.Title, 1, 60, "请填写任命的职务。", "Give the title.")
		k.Want(a.Unit == "" || a.Needs.Unit, "unit", "请选择该机关在册的单位。", "Choose a unit of that organ.")
		x.Title, x.Unit = strings.TrimSpace(a.Title), a.Unit
		failed := 0
		for _, y := range o.Appointments {
			if y.Ours && !y.Passed && y.Title == x.Title && (y.Kind == "appoint" || y.Kind == "approve") {
				failed++
			}
		}
		k.Want(failed < 2, "title", "同一职务的任命已经两次未获通过，本届内不再提请第三次（任免条例第十五条）。", "The appointment to this post failed twice; it is not put a third time in this term (ZJA 15).")
	} else {
		k.Want(at >= 0 && at < len(o.Posts) && o.Posts[at].Holds(m.Day()), "post", "请选择现任的职务。", "Choose a post held now.")
		if at >= 0 && at < len(o.Posts) {
			x.Title, x.Unit = o.Posts[at].Title, o.Posts[at].Unit
			if x.Passed {
				a.Succession.check(&k, o.Posts[at], a.Needs.Next, o.ID)
			}
		}
	}
	if err := k.Err(); err != nil {
		return o, err
	}
	o.Appointments = append(slices.Clone(o.Appointments), x)
	if x.Passed {
		o.Posts = slices.Clone(o.Posts)
		a.apply(&o, x, at, m.Day())
	}
	return o, nil
}

func (a Appoint) apply(o *Officer, x Appointment, at int, day string) {
	if a.Adds() {
		o.Posts = append(o.Posts, Post{Unit: x.Unit, Title: x.Title, Since: x.Day, Appointed: x.Session})
		o.Unit, o.Title, o.Appointee, o.State, o.Until, o.LeftWhy = x.Unit, x.Title, true, "listed", "", ""
		return
	}
	o.Posts[at].Until = x.Day
	a.Succession.put(&o.Posts[at], a.Needs.Next)
	o.present(day)
}

// present takes title and unit from the latest post that lasts, and whether one
// of those that last is by this committee.
func (o *Officer) present(day string) {
	o.Title, o.Unit, o.Appointee = "", "", false
	for _, p := range o.Posts {
		if p.Holds(day) {
			o.Title, o.Unit = p.Title, p.Unit
			o.Appointee = o.Appointee || p.Appointed != "" && o.ours(p)
		}
	}
}

// ours reports whether this committee appointed to a post: by a vote on record,
// or, of posts from a file, because the file says so.
func (o Officer) ours(p Post) bool {
	voted := false
	for _, x := range o.Appointments {
		voted = voted || x.Ours && x.Passed && x.Session == p.Appointed && x.Title == p.Title
	}
	return voted || len(o.Appointments) == 0
}

// Assign (登记职务变动) enters a post filled by others than this committee.
type Assign struct {
	ID    string `json:"id" form:"id"`
	Title string `json:"title" form:"title"`
	Organ string `json:"organ,omitempty" form:"organ"` // "" the same
	Unit  string `json:"unit,omitempty" form:"unit"`
	Since string `json:"since" form:"since"`
	Body  string `json:"by" form:"by"` // who appointed: congress | upper | organ
	Doc   string `json:"doc" form:"doc"`
	Keep  bool   `json:"keep,omitempty" form:"keep"` // the posts held so far go on beside it
	Succession
	Needs AssignNeeds `json:"-"`
}

// AssignNeeds are facts of the register.
type AssignNeeds struct {
	Ours bool
	Unit bool
	Next SuccessionNeeds
}

func (Assign) Name() act.Name { return "officer.assign" }
func (a Assign) On() string   { return a.ID }

// Do enters it.
func (a Assign) Do(o Officer, m act.Moment) (Officer, error) {
	if a.Organ == "" {
		a.Organ = o.Organ
	}
	var k act.Check
	text(&k, "title", a.Title, 1, 60, "请填写职务。", "Give the title.")
	k.Want(a.Needs.Ours, "organ", "请选择本级的机关。", "Choose an organ of this level.")
	k.Want(a.Unit == "" || a.Needs.Unit, "unit", "请选择该机关在册的单位。", "Choose a unit of that organ.")
	k.Want(law.Day(a.Since).Valid() && a.Since <= m.Day(), "since", "请填写任职日期，不能晚于今天。", "Give the day, not later than today.")
	k.Want(a.Body != "committee" && act.Has(Bodies, a.Body), "by", "请选择由谁任命；本级常委会任命的请登记任免表决。", "Who appointed? Appointments of this committee are entered with their vote.")
	text(&k, "doc", a.Doc, 2, 120, "请填写文件名称或者文号（2 到 120 字）。", "Name the document (2 to 120 characters).")
	last, held := o.Present(m.Day())
	if held && !a.Keep {
		a.Succession.check(&k, last, a.Needs.Next, o.ID)
	}
	if err := k.Err(); err != nil {
		return o, err
	}
	o.Posts = slices.Clone(o.Posts)
	if !a.Keep {
		for i := range o.Posts {
			if o.Posts[i].Holds(a.Since) {
				o.Posts[i].Until = a.Since
			}
		}
		if held {
			a.Succession.put(&o.Posts[len(o.Posts)-1], a.Needs.Next)
		}
	}
	o.Posts = append(o.Posts, Post{Unit: a.Unit, Title: strings.TrimSpace(a.Title), Since: a.Since, Appointed: strings.TrimSpace(a.Doc)})
	o.Appointments = append(slices.Clone(o.Appointments), Appointment{Kind: "appoint", Title: strings.TrimSpace(a.Title), Unit: a.Unit, Organ: a.Organ, Body: a.Body, Session: strings.TrimSpace(a.Doc), Day: a.Since, Passed: true})
	o.Organ, o.State, o.Until, o.LeftWhy = a.Organ, "listed", "", ""
	o.present(m.Day())
	return o, nil
}

// Leave (登记离任) ends every post.
type Leave struct {
	ID  string `json:"id" form:"id"`
	Day string `json:"day" form:"day"`
	Why string `json:"why" form:"why"`
	Succession
	Needs LeaveNeeds `json:"-"`
}

// LeaveNeeds is who follows.
type LeaveNeeds struct{ Next SuccessionNeeds }

func (Leave) Name() act.Name { return "officer.leave" }
func (a Leave) On() string   { return a.ID }

// Do ends them. Why somebody left is a plain word; there is no field in which
// to accuse.
func (a Leave) Do(o Officer, m act.Moment) (Officer, error) {
	var k act.Check
	last, held := o.Present(m.Day())
	k.Want(law.Day(a.Day).Valid() && a.Day <= m.Day() && (!held || a.Day >= last.Since), "day", "请填写离任日期，不能晚于今天，也不能早于任职日期。", "Give the day, not later than today nor before the post began.")
	k.Want(act.Has(LeaveKinds, a.Why), "why", "请选择离任的情形。", "How did they leave?")
	if held {
		a.Succession.check(&k, last, a.Needs.Next, o.ID)
	}
	if err := k.Err(); err != nil {
		return o, err
	}
	o.Posts = slices.Clone(o.Posts)
	for i := range o.Posts {
		if o.Posts[i].Holds(a.Day) {
			o.Posts[i].Until = a.Day
		}
	}
	if held {
		a.Succession.put(&o.Posts[len(o.Posts)-1], a.Needs.Next)
	}
	o.Until, o.LeftWhy = a.Day, a.Why
	return o, nil
}

// Amendable are the facts of an officer that may be wrong and put right.
var Amendable = []act.Word{{Code: "name", Zh: "姓名", En: "Name"}, {Code: "sex", Zh: "性别", En: "Sex"}, {Code: "born", Zh: "出生年", En: "Year of birth"}, {Code: "category", Zh: "类别", En: "Category"}, {Code: "grade", Zh: "等级", En: "Grade"},
	{Code: "code", Zh: "证件编号", En: "Certificate"}, {Code: "title", Zh: "职务名称", En: "Title of a post"}, {Code: "since", Zh: "任职日期", En: "Day a post began"}, {Code: "until", Zh: "职务结束日期", En: "Day a post ended"}, {Code: "managed_by", Zh: "管理权限所在地", En: "Managed by"}}

// ofPost are the facts that belong to one post.
var ofPost = []string{"title", "since", "until"}

// OfPost reports whether a fact belongs to one post.
func OfPost(code string) bool { return slices.Contains(ofPost, code) }

// WhichPost is the number, counted from 1, of the post that a fact is of, where
// post 0 is the present one; 0 where it is of none.
func (o Officer) WhichPost(code string, post int64, day string) int64 {
	if !OfPost(code) {
		return 0
	}
	return int64(o.postAt(post, day)) + 1
}

// Fact reads one of them; post says which of the posts, counted from 1, 0 the
// present one. ok is false where there is no such post.
func (o Officer) Fact(code string, post int64, day string) (says string, ok bool) {
	if !OfPost(code) {
		return map[string]string{"name": o.Name, "sex": o.Sex, "born": o.Born, "category": o.Category, "grade": o.Grade, "code": o.Code, "managed_by": o.ManagedBy}[code], post == 0
	}
	i := o.postAt(post, day)
	if i < 0 || code == "until" && o.Posts[i].Until == "" {
		return "", false // a post that lasts is ended by a change of post, not by a correction
	}
	p := o.Posts[i]
	return map[string]string{"title": p.Title, "since": p.Since, "until": p.Until}[code], true
}

// postAt is the index of a post, 0 asking for the one held on a day; -1 if there
// is none.
func (o Officer) postAt(post int64, day string) int {
	if post == 0 {
		if _, held := o.Present(day); held {
			return len(o.Posts) - 1
		}
		return -1
	}
	if post < 1 || post > int64(len(o.Posts)) {
		return -1
	}
	return int(post) - 1
}

// AmendOfficer (更正登记) puts one fact right; it follows from a granted
// correction (更正申请), or stands alone where the office finds its own mistake.
type AmendOfficer struct {
	ID     string     `json:"id" form:"id"`
	What   string     `json:"what" form:"what"`
	Post   int64      `json:"post,omitempty" form:"post"` // of a fact of a post: which, counted from 1; 0 the present one
	To     string     `json:"to" form:"to"`
	Reason string     `json:"reason" form:"reason"`
	Needs  AmendNeeds `json:"-"`
}

// AmendNeeds are facts of the register.
type AmendNeeds struct{ Taken bool } // the certificate is another officer's

func (AmendOfficer) Name() act.Name { return "officer.amend" }
func (a AmendOfficer) On() string   { return a.ID }

// Do amends it.
func (a AmendOfficer) Do(o Officer, m act.Moment) (Officer, error) {
	var k act.Check
	to := strings.TrimSpace(a.To)
	k.Want(act.Has(Amendable, a.What), "what", "请选择更正哪一项。", "Choose what is to be corrected.")
	says, there := o.Fact(a.What, a.Post, m.Day())
	k.Want(there, "post", "没有这一项任职；现任职务没有结束日期，结束职务请登记职务变动或者离任。", "There is no such post; a post that lasts has no last day, it ends by a change of post.")
	k.Want(to != says, "to", "与现在的登记相同。", "That is what stands there.")
	CheckFact(&k, "to", a.What, to, m.Day())
	o.checkSpan(&k, a.What, o.postAt(a.Post, m.Day()), to)
	k.Want(!a.Needs.Taken, "to", "这个证件编号已经登记在别人名下。", "This number is another officer's.")
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return o, err
	}
	switch a.What {
	case "name":
		o.Name = to
	case "sex":
		o.Sex = to
	case "born":
		o.Born = to
	case "category":
		o.Category = to
	case "grade":
		o.Grade = to
	case "code":
		o.Code = to
	case "managed_by":
		o.ManagedBy = to
	default:
		o.amendPost(a.What, o.postAt(a.Post, m.Day()), to, m.Day())
	}
	return o, nil
}

func (o *Officer) amendPost(what string, i int, to, day string) {
	o.Posts = slices.Clone(o.Posts)
	p := &o.Posts[i]
	switch what {
	case "title":
		if p.Title = to; p.Holds(day) && i == len(o.Posts)-1 {
			o.Title = to
		}
	case "since":
		p.Since = to
	case "until":
		if i == len(o.Posts)-1 && o.Until == p.Until {
			o.Until = to
		}
		p.Until = to
	}
}

// checkSpan wants a post's first day before its last.
func (o Officer) checkSpan(k *act.Check, what string, i int, to string) {
	if i < 0 {
		return
	}
	p := o.Posts[i]
	k.Want(what != "since" || p.Until == "" || to <= p.Until, "to", "任职日期不能晚于该职务的结束日期 "+p.Until+"。", "The first day is not after the post's last, "+p.Until+".")
	k.Want(what != "until" || p.Since == "" || to >= p.Since, "to", "结束日期不能早于该职务的任职日期 "+p.Since+"。", "The last day is not before the post's first, "+p.Since+".")
}

// CheckFact says whether a value can be that of an officer's fact.
func CheckFact(k *act.Check, field, what, to, today string) {
	text(k, field, to, 1, 60, "请填写 1 到 60 个字。", "Give 1 to 60 characters.")
	neutral(k, field, to)
	k.Want(!IdentityNumber(to), field, "这像是居民身份证号，登记里不存身份证号。", "This looks like an identity-card number, which is not kept.")
	switch what {
	case "sex":
		k.Want(to == "男" || to == "女", field, "性别填男或者女。", "男 or 女.")
	case "born":
		k.Want(len(to) == 4 && to >= "1900" && to < today[:4] && strings.Trim(to, "0123456789") == "", field, "出生年为四位数。", "The year has four digits.")
	case "since", "until":
		k.Want(law.Day(to).Valid() && to <= today, field, "日期写成 2026-03-01，不能晚于今天。", "A day like 2026-03-01, not later than today.")
	}
}
