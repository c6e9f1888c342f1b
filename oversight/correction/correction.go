// Package correction is the life of a request to put an entry about an officer
// right (更正申请). The officer asks through her own organ, or in writing to the
// committee's office; one person takes the request up, another decides; what is
// granted is an act on the register that follows from the decision, so that the
// entry's own record shows it. Nothing about conduct or cases is in it.
package correction

import (
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// File is one paper handed in.
type File struct {
	Hash string `json:"hash"`
	Name string `json:"name"`
	Sort string `json:"sort"` // a code of Papers
	Day  string `json:"day"`
}

// Held is a post as the register had it: the number alone would say nothing to
// whoever reads the request.
type Held struct {
	Title string `json:"title,omitempty"`
	Since string `json:"since,omitempty"`
	Until string `json:"until,omitempty"`
}

// Papers are what is handed in: the officer's own signed request, and what
// proves the fact.
var Papers = []act.Word{{Code: "request", Zh: "本人签名的申请", En: "the officer's signed request"}, {Code: "proof", Zh: "证明材料", En: "proof"}}

// Ways are how the request came.
var Ways = []act.Word{{Code: "organ", Zh: "经所在机关提出", En: "through the officer's organ"}, {Code: "written", Zh: "本人书面向本机关提出", En: "by the officer in writing to this office"}}

// Channels are how the officer was told.
var Channels = []act.Word{{Code: "organ", Zh: "书面告知所在机关转交本人", En: "in writing, handed over by the organ"}, {Code: "post", Zh: "书面寄送本人", En: "by post"}, {Code: "person", Zh: "当面告知本人", En: "in person"}}

// Correction is one request with what became of it.
type Correction struct {
	act.Head
	Officer  string // id of the entry
	Person   string // name as it stood in the register when asked
	Code     string // certificate number
	Organ    string
	Unit     string
	What     string   // which fact: a code of the register's amendable facts
	Post     int64    // which of the posts, counted from 1, where the fact is one of a post; 0 it is not
	Held     Held     // that post, as it stood in the register when asked
	Heading  act.Word // the fact in words
	Says     string   // what the register says
	Should   string   // what it should say
	Why      string
	Way      string
	Files    []File
	Wanted   string // what is to be added
	Added    string // what was added
	Decision string // granted | refused
	Reason   string // of the decision
	Basis    string // what the decision rests on
	Changed  bool   // the register was changed by it
	Told     string // how, a code of Channels
	ToldOn   string
	Ended    string // why it was taken back
}

// Matter lists it.
func (c Correction) Matter() act.Matter {
	t := act.Matter{Title: "更正登记：" + c.Person + "的" + c.Heading.Zh, Class: c.What, Via: c.Way, Organ: c.Organ, Unit: c.Unit, Words: c.Code}
	for _, id := range []string{c.Officer, c.Organ, c.Unit} {
		if id != "" {
			t.Named = append(t.Named, id)
		}
	}
	return t
}

// Life of a request.
var Life = act.Life{
	Kind: "correction", Zh: "更正申请", En: "Request for correction",
	States: []act.State{
		{Code: "submitted", Zh: "已提出", En: "Asked", Tone: "act", Open: true},
		{Code: "considered", Zh: "已受理，正在核对", En: "Taken up, being checked", Tone: "act", Open: true},
		{Code: "asked", Zh: "请补充材料", En: "More is wanted", Tone: "warn", Open: true},
		{Code: "granted", Zh: "已更正，待告知", En: "Corrected, to be told", Tone: "act", Open: true},
		{Code: "refused", Zh: "不予更正，待告知", En: "Not corrected, to be told", Tone: "act", Open: true},
		{Code: "told", Zh: "已告知", En: "Told", Tone: "ok"},
		{Code: "withdrawn", Zh: "已撤回", En: "Withdrawn"},
	},
	Verbs: []act.Verb{
		{Do: "correction.submit", Zh: "提出更正申请", En: "Ask for a correction", SayZh: "写明登记里哪一项不对、应当是什么；由人大常委会核对后决定，决定和理由会告知。", SayEn: "Say which entry is wrong and what it should be; the committee checks, decides, and tells the decision with its reasons."},
		{Do: "correction.consider", Zh: "受理", En: "Take up", SayZh: "受理的人不作决定。", SayEn: "Whoever takes it up does not decide."},
		{Do: "correction.ask", Zh: "请补充材料", En: "Ask for more"},
		{Do: "correction.supplement", Zh: "补充材料", En: "Add what was wanted"},
		{Do: "correction.grant", Zh: "决定更正", En: "Correct the entry", SayZh: "登记随即更正，并在该人员的登记记录里留下更正前后的内容。", SayEn: "The entry is corrected at once; its record keeps what stood there before."},
		{Do: "correction.refuse", Zh: "决定不予更正", En: "Do not correct", SayZh: "须写明理由，会告知申请人。", SayEn: "The reason is told to who asked."},
		{Do: "correction.tell", Zh: "告知结果", En: "Tell the result"},
		{Do: "correction.withdraw", Zh: "撤回申请", En: "Withdraw"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "correction.submit", To: []string{"submitted"}, Who: []act.Role{access.Liaison, access.Chief, access.Clerk, access.Director}, Basis: "PIPL 46; local", Clock: "correction.reply"},
		{From: act.In("submitted"), Do: "correction.consider", To: []string{"considered"}, Who: staff, Basis: "PIPL 46; local", Main: true},
		{From: act.In("considered"), Do: "correction.ask", To: []string{"asked"}, Who: staff, Basis: "local", Clock: "correction.supplement"},
		{From: act.In("asked"), Do: "correction.supplement", To: []string{"considered"}, Who: []act.Role{access.Liaison, access.Chief, access.Clerk}, Basis: "local", Clock: "correction.reply", Main: true},
		{From: act.In("considered"), Do: "correction.grant", To: []string{"granted"}, Who: []act.Role{access.Director}, Not: []act.Name{"correction.submit", "correction.consider"}, Basis: "PIPL 46; local", Main: true},
		{From: act.In("considered", "asked"), Do: "correction.refuse", To: []string{"refused"}, Who: []act.Role{access.Director}, Not: []act.Name{"correction.submit", "correction.consider"}, Basis: "PIPL 46, 50; local"},
		{From: act.In("granted", "refused"), Do: "correction.tell", To: []string{"told"}, Who: staff, Basis: "PIPL 50; local", Main: true},
		{From: act.In("submitted", "considered", "asked"), Do: "correction.withdraw", To: []string{"withdrawn"}, Who: []act.Role{access.Liaison, access.Chief, access.Clerk}, Basis: "local"},
	},
}

var staff = []act.Role{access.Clerk, access.Director}

func (c *Correction) keep(sort, hash, name, day string) {
	if hash = strings.TrimSpace(hash); hash != "" {
		c.Files = append(c.Files[:len(c.Files):len(c.Files)], File{hash, name, sort, day})
	}
}
