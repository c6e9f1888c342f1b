package public

import (
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/seal"
	"hengjian/web/kit"
)

// draft is everything the four steps ask. It lives in the pages' hidden fields
// alone: nothing is kept on the server between steps, nothing in a cookie, and
// nothing is ever part of an address.
type draft struct {
	At    int    `form:"at"` // the step whose page was sent
	Go    string `form:"go"` // next | back | stay | 1 | 2 | 3
	Nonce string `form:"nonce"`

	Campaign string `form:"campaign"` // whose public page led here; "" none

	Asked  string `form:"asked"`
	Danger bool   `form:"danger"`

	Named   string `form:"named"` // no | yes
	Sender  string `form:"sender"`
	Contact string `form:"contact"`
	Reach   string `form:"reach"`

	Text     string `form:"text"`
	When     string `form:"when"`
	Spot     string `form:"spot"`
	Where    string `form:"where"`
	CaseNo   string `form:"case_no"`
	Relation string `form:"relation"`
	Minor    bool   `form:"minor"`
	Joint    int64  `form:"joint"`

	led string // name of the campaign, for the page
}

// readDraft decodes the fields of a post.
func readDraft(v url.Values) (draft, error) {
	var d draft
	err := kit.Decode(&http.Request{Method: http.MethodPost, URL: &url.URL{}, PostForm: v}, &d)
	if d.At < 1 || d.At > 4 {
		d.At = 1
	}
	return d, err
}

// field is one hidden field of a later or earlier step.
type field struct{ Name, Value string }

// steps says which fields each step asks itself.
var steps = map[int][]string{
	1: {"asked", "danger"},
	2: {"named", "sender", "contact", "reach"},
	3: {"text", "when", "spot", "where", "case_no", "relation", "minor", "joint"},
}

// to is the step that a button leads to.
func (d draft) to() int {
	switch d.Go {
	case "1", "2", "3":
		return int(d.Go[0] - '0')
	case "back":
		return max(d.At-1, 1)
	}
	return d.At
}

// carried are the answers of the other steps, for the hidden fields.
func (d draft) carried(here int) []field {
	all := d.values()
	var out []field
	if d.Campaign != "" {
		out = append(out, field{"campaign", d.Campaign})
	}
	for s := 1; s <= 3; s++ {
		for _, n := range steps[s] {
			if v := all.Get(n); s != here && v != "" {
				out = append(out, field{n, v})
			}
		}
	}
	return out
}

func (d draft) values() url.Values {
	v := url.Values{}
	set := func(k, s string) {
		if s != "" {
			v.Set(k, s)
		}
	}
	yes := func(k string, b bool) {
		if b {
			v.Set(k, "1")
		}
	}
	set("asked", d.Asked)
	yes("danger", d.Danger)
	set("named", d.Named)
	if d.Named == "yes" { // who goes back to "no name" leaves none behind
		set("sender", d.Sender)
		set("contact", d.Contact)
		set("reach", d.Reach)
	}
	set("text", d.Text)
	set("when", d.When)
	set("spot", d.Spot)
	set("where", d.Where)
	set("case_no", d.CaseNo)
	set("relation", d.Relation)
	yes("minor", d.Minor)
	if d.Joint > 1 {
		set("joint", itoa(d.Joint))
	}
	return v
}

// check refuses what a step lacks; nothing is required that is not needed.
func (d draft) check(step int) error {
	var k act.Check
	switch step {
	case 1:
		k.Want(contains(clue.AskedKinds, d.Asked), "asked", "请选一项。不知道是哪个机关的，选“说不清楚”。", "Choose one. If you do not know, choose “not sure”.")
	case 2:
		k.Want(d.Named == "yes" || d.Named == "no", "named", "请选一种。两种都可以。", "Choose one. Both are fine.")
		if d.Named == "yes" {
			k.Want(length(d.Sender) >= 2 && length(d.Sender) <= 200, "sender", "请写下姓名；不想写的，请选“不留姓名”。", "Write your name, or choose “leave no name”.")
			k.Want(length(d.Contact) <= 200, "contact", "联系方式不超过 200 字。", "At most 200 characters.")
			k.Want(length(d.Reach) <= 200, "reach", "不超过 200 字。", "At most 200 characters.")
		}
	case 3:
		least := 10
		if d.Danger { // two words can be a cry for help
			least = 2
		}
		k.Want(length(d.Text) >= least, "text", "请写下发生了什么，至少 "+itoa(int64(least))+" 个字。", "Write what happened, at least "+itoa(int64(least))+" characters.")
		k.Want(length(d.Text) <= maxText, "text", "文字不超过 20000 字；更长的请作为文本文件附上。", "At most 20,000 characters; attach what is longer as a text file.")
		for name, v := range map[string]string{"when": d.When, "spot": d.Spot, "where": d.Where, "case_no": d.CaseNo, "relation": d.Relation} {
			k.Want(length(v) <= 200, name, "这一项不超过 200 字，更多的请写在上面。", "At most 200 characters here; write more above.")
		}
		k.Want(d.Joint >= 0 && d.Joint <= 9999, "joint", "人数请写 1 到 9999。", "Write a number from 1 to 9999.")
	}
	return k.Err()
}

const maxText = 20000

func length(s string) int { return utf8.RuneCountInString(strings.TrimSpace(s)) }

// message is the draft as the office takes it in.
func (d draft) message() clue.Receive {
	m := clue.Receive{Asked: d.Asked, Danger: d.Danger, Text: d.Text, When: d.When, Spot: d.Spot, Where: d.Where,
		CaseNo: d.CaseNo, Relation: d.Relation, Minor: d.Minor, Joint: max(d.Joint, 1), Nonce: d.Nonce, Campaign: d.Campaign}
	if d.Named == "yes" {
		m.Sender, m.Contact, m.Reach = d.Sender, d.Contact, d.Reach
	}
	return m
}

// nonce is the form's, or a new one where a broken client lost it.
func (d *draft) nonce() (seal.Nonce, error) {
	n, err := seal.ParseNonce(d.Nonce)
	if err == nil {
		return n, nil
	}
	if n, err = seal.NewNonce(randomness); err == nil {
		d.Nonce = n.String()
	}
	return n, err
}
