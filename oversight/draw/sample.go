package draw

import (
	"hengjian/oversight/act"
)

// Row is one case of the frame file.
type Row struct {
	Case
	Closed string // day on which it was concluded (办结), YYYY-MM-DD
	Risk   string // why it is in the risk arm (重点评查); "" it is not
}

// Pledge is one party's part in a seed that several make together.
type Pledge struct {
	Party string `json:"party"` // deputies, organ, office, or whoever
	Hash  string `json:"hash"`  // SHA-256 of the text, before it is known
	Text  string `json:"text,omitempty"`
}

// Pick is one case drawn, or put into the risk arm.
type Pick struct {
	Picked
	Arm string `json:"arm"`           // random | risk
	Why string `json:"why,omitempty"` // of the risk arm
	Out string `json:"out,omitempty"` // why it was replaced; "" it stands
	For string `json:"for,omitempty"` // the case in whose place it came
}

// Sample is one draw with all that proves it. The frame itself is a working
// file; here are its fingerprint and its sizes.
type Sample struct {
	act.Head
	Title      string
	Campaign   string
	Organ      string // whose concluded cases they are
	Frame      string // Hash of the frame
	File       string // address of the frame's working file
	FileName   string
	Cases      int64
	Strata     []Stratum
	PerStratum int64 // asked for in each stratum
	RiskCases  int64 // named for the risk arm before the draw
	Pledges    []Pledge
	Mode       string // dice | reveal
	Seed       string
	Witnesses  string
	Picks      []Pick
	Ended      string
}

// Matter lists it. Case numbers are no search words: they name people.
func (s Sample) Matter() act.Matter {
	return act.Matter{Title: s.Title, Via: s.Mode, Organ: s.Organ, Campaign: s.Campaign, Words: s.Frame, Named: []string{s.Organ}}
}

// Standing are the picks that were not replaced.
func (s Sample) Standing() (out []Pick) {
	for _, p := range s.Picks {
		if p.Out == "" {
			out = append(out, p)
		}
	}
	return out
}

// Public is the draw as `hengjian draw verify` reads it: the random arm alone,
// as it fell, replacements left out.
func (s Sample) Public() *Draw {
	d := &Draw{Frame: s.Frame, Cases: int(s.Cases), Seed: s.Seed, N: int(s.PerStratum), Strata: s.Strata}
	for _, p := range s.Picks {
		if p.Arm == "random" && p.For == "" {
			d.Picked = append(d.Picked, p.Picked)
		}
	}
	return d
}

func neutral(k *act.Check, field, text string) {
	k.Neutral(field, text)
	k.NoNumber(field, text, "抽样的名称和作废理由对外公布，不写具体案件。", "title and reason of a draw are published and name no case.")
}

func reason(k *act.Check, text string) {
	k.Reasoned(text)
	neutral(k, "reason", text)
}
