package leg

import "hengjian/oversight/act"

// Send hands the pack, sealed to the keys of the recipient's desk, over. From
// here on the desk sees the leg.
type Send struct {
	ID     string    `json:"id" form:"id"`
	Sealed Boxes     `json:"sealed" own:"true"` // filled when sealing, never by a client
	Needs  SendNeeds `json:"-"`
}

// Boxes is what sealing made of the pack: the letter, the outgoing summary and
// the sanitised files, never the original or the identity.
type Boxes struct {
	Pack   Sealed   `json:"pack"`
	Keys   []string `json:"keys"`
	Letter string   `json:"letter"` // hash of the letter's content model inside
	Data   [][]byte `json:"-"`      // the boxes themselves, written with the act
}

// SendNeeds are computed inside the act's own transaction.
type SendNeeds struct {
	May  []string // organs that may receive this route today
	Keys []string // ids of the keys in force of the recipient's desk
}

func (Send) Name() act.Name { return "leg.send" }
func (a Send) On() string   { return a.ID }

// Carries gives the sealed boxes to be written with the act.
func (a Send) Carries() [][]byte { return a.Sealed.Data }

// Do sends what was signed, to keys of the recipient alone.
func (a Send) Do(l Leg, m act.Moment) (Leg, error) {
	if !in(a.Needs.May, l.To) {
		return l, act.Refuse(act.NotNow, "签发以后出现了冲突：接收单位不能再接收本件，请不予转送并重新起草。",
			"A conflict has come to light since signing: this organ may no longer receive it. Drop it and draft anew.")
	}
	if len(a.Needs.Keys) == 0 {
		return l, act.Refuse(act.NotNow, "接收单位的专门接收人还没有登记密钥，不能密封发送。请先联系其登记。",
			"The recipient's desk has no key yet, so nothing can be sealed to it. Ask it to register one.")
	}
	if a.Sealed.Pack.Hash == "" || len(a.Sealed.Keys) == 0 {
		return l, act.Refuse(act.Invalid, "材料没有密封，请重试。", "The pack was not sealed; try again.")
	}
	for _, k := range a.Sealed.Keys {
		if !in(a.Needs.Keys, k) {
			return l, act.Refuse(act.Conflict, "密封以后接收单位的密钥有变化，请重新发送。", "The recipient's keys changed after sealing; send again.")
		}
	}
	if a.Sealed.Letter != l.Letter.Hash {
		return l, act.Refuse(act.Conflict, "密封的函件与签发的不一致，请重新发送。", "The letter in the pack is not the one that was signed; send again.")
	}
	l.Pack, l.Keys, l.Sent, l.Shown = a.Sealed.Pack, a.Sealed.Keys, m.Day(), l.To
	l.contact(m, "sent", "")
	return l, l.Begin(m, "leg.receipt")
}
