package clue

import (
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// Said is free text of a conversation by receipt. It is embedded in every act
// that speaks: Text is sealed before the act is done and never stored in clear.
type Said struct {
	Text   string `json:"text" form:"text" secret:"true"`
	Sealed Boxes  `json:"sealed" own:"true"` // filled when sealing, never by a client
}

// Carries gives the sealed boxes to be written with the act.
func (s Said) Carries() [][]byte { return s.Sealed.Data }

// Spoken gives what is to be sealed and where the boxes go. The office seals to
// the keys of the message (Clue.Keys) and to the receipt's (Clue.ReplyTo).
func (s *Said) Spoken() (text string, answers map[string]string, into *Boxes) {
	return s.Text, nil, &s.Sealed
}

// Reply is Said by the office to the sender, with the remedies named apart.
type Reply struct {
	Said
	Remedies string `json:"remedies" form:"remedies" secret:"true"` // remedies left and their terms; 无 if none
}

// Spoken is Said's with the remedies beside the text.
func (r *Reply) Spoken() (string, map[string]string, *Boxes) {
	return r.Text, map[string]string{"remedies": r.Remedies}, &r.Sealed
}

// Speech is every act whose text the office seals before it is done.
type Speech interface {
	Spoken() (text string, answers map[string]string, into *Boxes)
}

// check wants a text of at most limit characters, sealed.
func (s Said) check(k *act.Check, limit int) {
	n := utf8.RuneCountInString(strings.TrimSpace(s.Text))
	k.Want(n >= 4, "text", "请写明内容，至少 4 个字。", "Write at least 4 characters.")
	k.Want(n <= limit, "text", "内容太长。", "The text is too long.")
	k.Want(n < 4 || s.Sealed.Body.Hash != "", "text", "内容没有密封，请重试。", "The text was not sealed; try again.")
}

// neutral refuses a text by which the congress would decide a case.
func neutral(k *act.Check, field, text string) {
	if bad := Decides(text); bad != "" {
		k.Want(false, field, "文中有“"+bad+"”：人大不对个案提出处理意见，只依法定程序转送。是来信原话的，请写成“来信人称……”。",
			"The text says “"+bad+"”: the congress gives no view on a case; it only refers by statutory procedure. If the sender said so, write “来信人称…”.")
	}
}

func (r Reply) check(k *act.Check) {
	r.Said.check(k, 5000)
	neutral(k, "text", r.Text)
	n := utf8.RuneCountInString(strings.TrimSpace(r.Remedies))
	k.Want(n >= 1 && n <= 2000, "remedies", "请写明还可以行使的权利和期限；没有的写“无”。", "Name the remedies left and their terms; write 无 if there are none.")
	neutral(k, "remedies", r.Remedies)
}

// say adds a message to this receipt's own conversation.
func (c *Clue) say(m act.Moment, by, kind string, s Said) {
	t := Talk{By: by, Day: m.Day(), Box: s.Sealed.Body, Kind: kind, Files: s.Sealed.Files}
	c.Talk = append(c.Talk[:len(c.Talk):len(c.Talk)], t)
}

// text checks a plain text field of the office.
func text(k *act.Check, field, s string, least, most int, zh, en string) {
	n := utf8.RuneCountInString(strings.TrimSpace(s))
	k.Want(n >= least && n <= most, field, zh, en)
	neutral(k, field, s)
}
