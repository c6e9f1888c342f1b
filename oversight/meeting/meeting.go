// Package meeting is the life of a meeting of a campaign (会议活动): mobilisation,
// symposium, field visit. It is called, people are asked to it and answer, it
// is held, and its minutes say what was resolved and who came. Deputies are
// asked only where nothing ties them to the organ visited.
package meeting

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Item is one point of the agenda (议程).
type Item struct {
	Text    string `json:"text" form:"text"`
	Who     string `json:"who,omitempty" form:"who"`         // who speaks or leads
	Minutes int64  `json:"minutes,omitempty" form:"minutes"` // planned length
}

// File is a working file: the hash of its content and its name.
type File struct {
	Hash string `json:"hash"`
	Name string `json:"name"`
	By   string `json:"by,omitempty"`
	Day  string `json:"day,omitempty"`
}

// Guest is somebody asked to come.
type Guest struct {
	Key      string `json:"key"`               // g1, g2 …: stays for ever
	Sort     string `json:"sort"`              // a code of GuestSorts
	Row      string `json:"row,omitempty"`     // id of the deputy's row in the register
	Account  string `json:"account,omitempty"` // with which she answers herself; "" staff record the answer
	Name     string `json:"name"`
	Organ    string `json:"organ,omitempty"` // id of the organ whose people they are
	Post     string `json:"post,omitempty"`
	Signed   bool   `json:"signed,omitempty"` // put herself down where places were open
	Answer   string `json:"answer,omitempty"` // a code of Answers
	AnswerBy string `json:"answer_by,omitempty"`
	AnswerOn string `json:"answer_on,omitempty"`
	Why      string `json:"why,omitempty"`
	Came     string `json:"came,omitempty"` // a code of Comings
}

// Move is one postponement.
type Move struct {
	From   string `json:"from"`
	Until  string `json:"until,omitempty"` // the new day, "" not yet known
	Reason string `json:"reason"`
	On     string `json:"on"`
}

// Resolved is one thing that was resolved, and the matter it became.
type Resolved struct {
	Text   string `json:"text" form:"text"`
	Kind   string `json:"kind,omitempty" form:"kind"` // task | problem, "" none
	ID     string `json:"id,omitempty" form:"id"`
	Number string `json:"number,omitempty"`
}

// Meeting is one meeting with all that came of it.
type Meeting struct {
	act.Head
	Sort     string
	Title    string
	Purpose  string
	Campaign string
	Stage    string // key of the stage of the plan
	Organ    string // the organ visited or talked with
	Unit     string
	Day      string // YYYY-MM-DD, "" while postponed without a day
	Begins   string // 14:30
	Ends     string
	Venue    string
	Host     string
	Agenda   []Item
	Files    []File
	Quiet    bool     // an unannounced visit: the organ is not told before
	Seats    int64    // places open to deputies, first come; 0 by invitation only
	Offered  []string // accounts of deputies who may take one of the places
	ReplyBy  string
	Guests   []Guest
	Last     int64 // highest number given to a guest
	Moves    []Move
	Minutes  string
	Decided  []Resolved
	Ended    string // why it was cancelled
}

// Matter lists a meeting: its sort as way in and class.
func (m Meeting) Matter() act.Matter {
	t := act.Matter{Title: m.Title, Class: m.Sort, Via: m.Sort, Organ: m.Organ, Unit: m.Unit, Campaign: m.Campaign, Words: strings.Join([]string{m.Venue, m.Purpose}, "\n")}
	for _, id := range []string{m.Organ, m.Unit} {
		if id != "" {
			t.Named = append(t.Named, id)
		}
	}
	return t
}

// Span is the day on which it comes to an organ; ok is false where it visits
// nobody or does not take place.
func (m Meeting) Span() (act.Span, bool) {
	if m.Organ == "" || m.Day == "" || m.State == "cancelled" {
		return act.Span{}, false
	}
	return act.Span{Kind: "meeting", ID: m.ID, Organ: m.Organ, Unit: m.Unit, From: m.Day, Until: m.Day, What: act.WordOf(Sorts, m.Sort).Zh + "：" + m.Title}, true
}

// Taken counts the open places that are taken.
func (m Meeting) Taken() int64 {
	var n int64
	for _, g := range m.Guests {
		if g.Signed && g.Answer == "yes" {
			n++
		}
	}
	return n
}

// GuestOf finds the guest with an account.
func (m Meeting) GuestOf(account string) (Guest, bool) {
	i := m.find(func(g Guest) bool { return g.Account == account && account != "" })
	if i < 0 {
		return Guest{}, false
	}
	return m.Guests[i], true
}

func (m Meeting) find(is func(Guest) bool) int { return slices.IndexFunc(m.Guests, is) }

// MayTake reports whether the account may still take one of the open places.
func (m Meeting) MayTake(account string) bool {
	return m.Seats > 0 && slices.Contains(m.Offered, account)
}

// Waits reports whether the person's answer is still wanted.
func (m Meeting) Waits(account, today string) bool {
	if m.State != "invited" || m.ReplyBy != "" && m.ReplyBy < today || m.Day != "" && m.Day < today {
		return false
	}
	if g, ok := m.GuestOf(account); ok {
		return g.Answer == ""
	}
	return m.MayTake(account) && m.Taken() < m.Seats
}

// For is the meeting as somebody sees it who was only asked to come: the call
// with her own line, not who else was asked, what they answered, or what the
// working body wrote down afterwards.
func (m Meeting) For(account string) Meeting {
	var own []Guest
	if g, ok := m.GuestOf(account); ok {
		own = []Guest{g}
	}
	m.Guests, m.Offered, m.Minutes, m.Decided = own, nil, "", nil
	m.Seats = 0
	return m
}
