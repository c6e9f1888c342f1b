package clue

import (
	"fmt"

	"hengjian/oversight/act"
)

// Receive takes in a message. What it says and who sent it reach the office in
// clear only for the moment of sealing: the fields tagged secret are sealed
// before the act is done and are never stored. The first unsealed question
// (Asked) has chosen whose keys can open it.
type Receive struct {
	Via        string `json:"via" form:"via"`
	Asked      string `json:"asked" form:"asked"` // police | procuratorate | court | justice | supervision | unsure
	Text       string `json:"text" form:"text" secret:"true"`
	Sender     string `json:"sender" form:"sender" secret:"true"`
	Contact    string `json:"contact" form:"contact" secret:"true"`
	Where      string `json:"where" form:"where" secret:"true"` // organ or unit in the sender's words
	Relation   string `json:"relation" form:"relation" secret:"true"`
	When       string `json:"when" form:"when" secret:"true"`       // when it happened, in the sender's words
	Spot       string `json:"spot" form:"spot" secret:"true"`       // where it happened
	CaseNo     string `json:"case_no" form:"case_no" secret:"true"` // 案号 as the sender has it
	Reach      string `json:"reach" form:"reach" secret:"true"`     // how and when to reach the sender safely
	Joint      int64  `json:"joint" form:"joint"`
	Danger     bool   `json:"danger" form:"danger"` // 有人正处于危险中
	Minor      bool   `json:"minor" form:"minor"`
	Campaign   string `json:"campaign" form:"campaign"`
	Nonce      string `json:"nonce" form:"nonce" secret:"true"` // of the form; receipt and act id are hashes of it
	ReceivedOn string `json:"received_on" form:"received_on"`   // letters and visits: day it came, if not today

	Sealed Boxes `json:"sealed" own:"true"` // filled when sealing, never by a client
	Needs  Needs `json:"-"`
}

// Boxes is what sealing made of a message.
type Boxes struct {
	Body     Sealed   `json:"body"`
	Identity Sealed   `json:"identity"`
	Files    []File   `json:"files,omitempty"`
	Keys     []string `json:"keys"`
	Receipt  string   `json:"receipt,omitempty"`
	ReplyTo  string   `json:"reply_to,omitempty"`
	Suggest  string   `json:"suggest,omitempty"`
	Band     string   `json:"band,omitempty"`
	Near     []string `json:"near,omitempty"`
	Data     [][]byte `json:"-"` // the boxes themselves, written with the act
}

// Keep names a sealed box and remembers its two parts for the store.
func (b *Boxes) Keep(payload, wrap []byte, name func([]byte) string) Sealed {
	b.Data = append(b.Data, payload, wrap)
	return Sealed{Hash: name(payload), Wrap: name(wrap), Size: int64(len(payload))}
}

// Needs are facts of other slices, filled by the office inside the act's own
// transaction, never from the form.
type Needs struct {
	Recused []string // intake officers with relatives in that kind of organ; staff named
}

func (Receive) Name() act.Name { return "clue.receive" }

// On is empty: a message is born.
func (Receive) On() string { return "" }

// Carries gives the sealed boxes to be written with the act.
func (a Receive) Carries() [][]byte { return a.Sealed.Data }

// Series numbers messages per committee and year.
func (a Receive) Series(c Clue, m act.Moment) (string, string) { return series(c, m) }

func series(c Clue, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "clue/" + c.Place + "/" + year, m.Prefix + "监信〔" + year + "〕%d号"
}

var channels = map[string]bool{"web": true, "letter": true, "visit": true, "phone": true, "deputy": true, "handed_over": true, "import": true}

// AskedKinds are the answers to the first unsealed question; "congress" leads
// to the special channel (ReceiveOwn) and "unsure" to the officers with no
// declared relatives at all.
var AskedKinds = []string{"police", "procuratorate", "court", "justice", "supervision", "congress", "unsure"}

// Do begins the life of a message.
func (a Receive) Do(c Clue, m act.Moment) (Clue, error) {
	if a.Asked == "congress" {
		return c, act.Wrong("asked", "反映人大机关工作人员或者代表的，走专门渠道。", "Messages about the congress's own staff go through the special channel.")
	}
	return a.begin(c, m)
}

func (a Receive) begin(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	k.Want(channels[a.Via], "via", "请选择来源。", "Choose the channel.")
	k.Want(known(a.Asked), "asked", "请选择您反映的是哪类机关。", "Choose which kind of organ it is about.")
	k.Want(a.Sealed.Body.Hash != "", "text", "请写下要反映的情况。", "Write what you want to report.")
	k.Want(a.Joint >= 0 && a.Joint <= 9999, "joint", "联名人数不对。", "The number of joint senders is wrong.")
	k.Want(a.ReceivedOn == "" || len(a.ReceivedOn) == 10 && a.ReceivedOn <= m.Day() && a.ReceivedOn >= "1949-10-01", "received_on",
		"收到日期不能晚于今天。", "The day of receipt cannot be later than today.")
	if err := k.Err(); err != nil {
		return c, err
	}
	b := a.Sealed
	c.Number, c.Serial = m.Number, m.Serial
	c.Via, c.Asked, c.Joint, c.Minor, c.Campaign = a.Via, a.Asked, max(a.Joint, 1), a.Minor, a.Campaign
	c.Body, c.Identity, c.Files, c.Keys = b.Body, b.Identity, b.Files, b.Keys
	c.Identified = b.Identity.Hash != ""
	c.Receipt, c.ReplyTo, c.Suggest, c.Band, c.Near = b.Receipt, b.ReplyTo, b.Suggest, b.Band, b.Near
	c.SourceDay = a.ReceivedOn
	for _, p := range a.Needs.Recused {
		c.Join(p, "recused")
	}
	if a.Danger {
		c.Urgent, c.UrgentWhy = true, "sender"
		if err := c.beginUrgent(m); err != nil {
			return c, fmt.Errorf("urgent clock: %w", err)
		}
	}
	rule := "clue.tell"
	if !c.Identified {
		rule = "clue.tell_anonymous"
	}
	return c, c.Begin(m, rule)
}

func known(asked string) bool {
	for _, k := range AskedKinds {
		if k == asked {
			return true
		}
	}
	return false
}
