package meeting

import (
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Invite (通知和邀请) calls people: deputies of the register by row, colleagues
// by account, an organ's people and guests by name. With Seats the places are
// open to every deputy whom nothing ties to the organ, first come.
type Invite struct {
	ID        string      `json:"id" form:"id"`
	Deputies  []string    `json:"deputies,omitempty" form:"deputies"`     // rows of the register
	Colleague []string    `json:"colleagues,omitempty" form:"colleagues"` // accounts of members and staff
	People    []Named     `json:"people,omitempty" form:"people"`
	Seats     int64       `json:"seats,omitempty" form:"seats"`
	ReplyBy   string      `json:"reply_by,omitempty" form:"reply_by"`
	Needs     InviteNeeds `json:"-"`
}

// Named is somebody without account or row: of an organ, or a guest.
type Named struct {
	Name  string `json:"name" form:"name"`
	Post  string `json:"post,omitempty" form:"post"`
	Organ string `json:"organ,omitempty" form:"organ"` // "" a guest
}

// InviteNeeds are facts of the register.
type InviteNeeds struct {
	Deputies   map[string]DeputyFact // by row
	Colleagues map[string]PersonFact // by account
	Open       []string              // accounts of all deputies whom nothing ties to the organ
	Organs     map[string]bool       // organs named that answer to this committee
}

// DeputyFact is what is known of one deputy.
type DeputyFact struct {
	Name    string
	Account string
	Zh, En  string // why she is not asked; "" nothing stands in the way
}

// PersonFact is a colleague.
type PersonFact struct {
	Name   string
	Member bool
}

func (Invite) Name() act.Name { return "meeting.invite" }
func (a Invite) On() string   { return a.ID }

// Do calls them. Whoever has been asked before is not asked twice.
func (a Invite) Do(t Meeting, m act.Moment) (Meeting, error) {
	var k act.Check
	k.Want(t.Day != "" && t.Day >= m.Day(), "day", "会议日期已过，请先延期。", "The day is past; postpone it first.")
	k.Want(a.ReplyBy == "" || law.Day(a.ReplyBy).Valid() && a.ReplyBy >= m.Day() && a.ReplyBy <= t.Day, "reply_by", "答复期限应在今天和会期之间。", "Answers are due between today and the day.")
	k.Want(a.Seats >= 0 && a.Seats <= 500, "seats", "名额 0 到 500。", "0 to 500 places.")
	k.Want(a.Seats == 0 || a.Seats >= t.Taken(), "seats", "名额不能少于已经报名的人数。", "Not fewer places than are taken.")
	k.Want(len(a.Deputies)+len(a.Colleague)+len(a.People) > 0 || a.Seats > 0, "deputies", "请至少邀请一人，或者开放报名名额。", "Ask somebody, or open places.")
	a.checkPeople(&k)
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Guests = append([]Guest(nil), t.Guests...)
	for _, id := range a.Deputies {
		f := a.Needs.Deputies[id]
		t.add(Guest{Sort: "deputy", Row: id, Account: f.Account, Name: f.Name})
	}
	for _, id := range a.Colleague {
		f := a.Needs.Colleagues[id]
		sort := "staff"
		if f.Member {
			sort = "member"
		}
		t.add(Guest{Sort: sort, Account: id, Name: f.Name})
	}
	for _, p := range a.People {
		g := Guest{Sort: "guest", Name: strings.TrimSpace(p.Name), Post: strings.TrimSpace(p.Post)}
		if p.Organ != "" {
			g.Sort, g.Organ = "organ", p.Organ
		}
		t.add(g)
	}
	if a.Seats > 0 {
		t.Seats = a.Seats
		for _, id := range a.Needs.Open {
			if !slices.Contains(t.Offered, id) {
				t.Offered = append(t.Offered[:len(t.Offered):len(t.Offered)], id)
			}
			t.Join(id, "invited")
		}
	}
	if a.ReplyBy != "" {
		t.ReplyBy = a.ReplyBy
	}
	return t, nil
}

func (a Invite) checkPeople(k *act.Check) {
	for _, id := range a.Deputies {
		f, ok := a.Needs.Deputies[id]
		k.Want(ok, "deputies", "名单里有不在册的代表。", "One of them is no deputy in the register.")
		k.Want(f.Zh == "", "deputies", f.Name+"："+f.Zh+"，须回避，不能邀请。", f.Name+" "+f.En+" and is not asked.")
	}
	for _, id := range a.Colleague {
		_, ok := a.Needs.Colleagues[id]
		k.Want(ok, "colleagues", "名单里有不在本机关的人员。", "One of them is no colleague.")
	}
	k.Want(len(a.People) <= 100, "people", "一次不超过 100 人。", "At most 100 at once.")
	for i, p := range a.People {
		f := fmt.Sprintf("people.%d.", i)
		k.Length(f+"name", p.Name, 2, 40, "请填写姓名。", "Give the name.")
		k.Neutral(f+"name", p.Name)
		neutral(k, f+"post", p.Post)
		k.Length(f+"post", p.Post, 0, 60, "不超过 60 个字。", "At most 60 characters.")
		k.Want(p.Organ == "" || a.Needs.Organs[p.Organ], f+"organ", "请选择本级的机关。", "Choose an organ of this level.")
	}
}

// add puts a guest on the list once, with a key that stays.
func (t *Meeting) add(g Guest) {
	if t.find(func(h Guest) bool {
		return g.Row != "" && h.Row == g.Row || g.Account != "" && h.Account == g.Account || g.Row+g.Account == "" && h.Name == g.Name && h.Organ == g.Organ && h.Post == g.Post
	}) >= 0 {
		return
	}
	t.Last++
	g.Key = fmt.Sprintf("g%d", t.Last)
	t.Guests = append(t.Guests[:len(t.Guests):len(t.Guests)], g)
	if g.Account != "" {
		t.Join(g.Account, "invited")
	}
}

// Answer (答复邀请) is the person's own word; with open places it takes one.
type Answer struct {
	ID     string      `json:"id" form:"id"`
	Answer string      `json:"answer" form:"answer"`
	Why    string      `json:"why,omitempty" form:"why"`
	Needs  AnswerNeeds `json:"-"`
}

// AnswerNeeds is who she is in the register.
type AnswerNeeds struct {
	Row    string
	Name   string
	Zh, En string // why she cannot take part, if something ties her to the organ by now
}

func (Answer) Name() act.Name { return "meeting.answer" }
func (a Answer) On() string   { return a.ID }

// Do enters her answer. Places are taken first come, decided by the order in
// which the acts were done.
func (a Answer) Do(t Meeting, m act.Moment) (Meeting, error) {
	i := t.find(func(g Guest) bool { return g.Account == m.By })
	if i < 0 && !t.MayTake(m.By) {
		return t, act.Refuse(act.Forbidden, "这次会议没有邀请您。", "You were not asked to this meeting.")
	}
	if t.Day == "" || t.Day < m.Day() || t.ReplyBy != "" && t.ReplyBy < m.Day() {
		return t, act.Refuse(act.NotNow, "答复期限已过，请与经办人联系。", "The time to answer is over; speak to the clerk.")
	}
	var k act.Check
	k.Want(act.Has(Answers, a.Answer), "answer", "请选择能否参加。", "Say whether you will come.")
	k.Length("why", a.Why, 0, 200, "不超过 200 字。", "At most 200 characters.")
	if err := k.Err(); err != nil {
		return t, err
	}
	if a.Answer == "yes" && a.Needs.Zh != "" {
		return t, act.Refuse(act.Forbidden, "您"+a.Needs.Zh+"，本次须回避。", "You cannot take part this time: "+a.Needs.En+".")
	}
	open := i < 0 || t.Guests[i].Signed
	if open && a.Answer == "yes" && (i < 0 || t.Guests[i].Answer != "yes") && t.Taken() >= t.Seats {
		return t, act.Refuse(act.NotNow, "名额已满。", "All places are taken.")
	}
	t.Guests = append([]Guest(nil), t.Guests...)
	if i < 0 {
		t.add(Guest{Sort: "deputy", Row: a.Needs.Row, Account: m.By, Name: a.Needs.Name, Signed: true})
		i = len(t.Guests) - 1
	}
	g := &t.Guests[i]
	g.Answer, g.Why, g.AnswerBy, g.AnswerOn = a.Answer, strings.TrimSpace(a.Why), m.By, m.Day()
	return t, nil
}

// EnterAnswer (代录答复) records what somebody without an account answered.
type EnterAnswer struct {
	ID     string `json:"id" form:"id"`
	Guest  string `json:"guest" form:"guest"`
	Answer string `json:"answer" form:"answer"`
	Why    string `json:"why,omitempty" form:"why"`
}

func (EnterAnswer) Name() act.Name { return "meeting.enter_answer" }
func (a EnterAnswer) On() string   { return a.ID }

// Do enters it. Whoever answered herself is not overruled.
func (a EnterAnswer) Do(t Meeting, m act.Moment) (Meeting, error) {
	var k act.Check
	i := t.find(func(g Guest) bool { return g.Key == a.Guest })
	k.Want(i >= 0, "guest", "请选择是谁的答复。", "Choose whose answer it is.")
	k.Want(act.Has(Answers, a.Answer), "answer", "请选择能否参加。", "Say whether they will come.")
	k.Length("why", a.Why, 0, 200, "不超过 200 字。", "At most 200 characters.")
	if i >= 0 {
		g := t.Guests[i]
		k.Want(g.Account == "" || g.AnswerBy != g.Account, "guest", "本人已经答复，由本人改。", "They answered themselves; it is theirs to change.")
	}
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Guests = append([]Guest(nil), t.Guests...)
	g := &t.Guests[i]
	g.Answer, g.Why, g.AnswerBy, g.AnswerOn = a.Answer, strings.TrimSpace(a.Why), m.By, m.Day()
	return t, nil
}
