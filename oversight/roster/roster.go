// Package roster is a request to a unit's organ for its assignment rules and
// duty rosters (请提供分案规则和值班名册). It names nobody and says nothing of what
// was seen: most patterns have an innocent explanation that lies in these papers.
package roster

import (
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Papers are what can be asked for.
var Papers = []act.Word{
	{Code: "rules", Zh: "分案规则和分案系统的设置", En: "assignment rules and settings of the assignment system"},
	{Code: "pools", Zh: "办案团队、合议庭和专业分工表", En: "teams, panels and specialisation"},
	{Code: "duty", Zh: "值班、法律援助和管理人名册", En: "duty, legal-aid and administrator rosters"},
	{Code: "changes", Zh: "指定分案、变更承办人的记录", En: "record of designated assignment and reassignment"},
	{Code: "leave", Zh: "休假、借调和案件移交记录", En: "leave, secondment and hand-over of dockets"},
}

// File is one paper supplied.
type File struct {
	Hash string `json:"hash"`
	Name string `json:"name"`
	Day  string `json:"day"`
}

// Roster is one request with what came.
type Roster struct {
	act.Head
	Organ  string
	Unit   string
	Period string // which period they must cover
	Papers []string
	Text   string // what the organ wrote
	Files  []File
	Again  string // why it was asked again
}

// Life of a request.
var Life = act.Life{
	Kind: "roster", Zh: "分案规则和名册", En: "Assignment rules and rosters",
	States: []act.State{
		{Code: "asked", Zh: "请提供", En: "Asked", Tone: "act", Open: true},
		{Code: "supplied", Zh: "已提供", En: "Supplied", Tone: "act", Open: true},
		{Code: "taken", Zh: "已收妥", En: "Received", Tone: "ok"},
	},
	Verbs: []act.Verb{
		{Do: "roster.ask", Zh: "请单位提供分案规则和名册", En: "Ask for rules and rosters"},
		{Do: "roster.supply", Zh: "提供", En: "Supply", SayZh: "只提供制度和名册，不需要说明任何个案。", SayEn: "Rules and rosters only; no case need be explained."},
		{Do: "roster.ask_again", Zh: "请补充", En: "Ask again"},
		{Do: "roster.take", Zh: "收妥", En: "Receive"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "roster.ask", To: []string{"asked"}, Who: []act.Role{access.Follow}, Basis: "L24 62; local", Clock: "roster.supply", Off: true},
		{From: act.In("asked"), Do: "roster.supply", To: []string{"supplied"}, Who: []act.Role{access.Liaison, access.Chief}, Basis: "local", Main: true},
		{From: act.In("supplied"), Do: "roster.ask_again", To: []string{"asked"}, Who: []act.Role{access.Clerk, access.Director}, Basis: "local", Clock: "roster.supply"},
		{From: act.In("supplied"), Do: "roster.take", To: []string{"taken"}, Who: []act.Role{access.Clerk, access.Director}, Basis: "local", Main: true},
	},
}

// Matter lists it without a word of why it was asked.
func (r Roster) Matter() act.Matter {
	t := act.Matter{Title: "请提供分案规则和名册（" + r.Period + "）", Organ: r.Organ, Unit: r.Unit}
	for _, id := range []string{r.Organ, r.Unit} {
		if id != "" {
			t.Named = append(t.Named, id)
		}
	}
	return t
}

// Ask begins a request; it follows from a lead.
type Ask struct {
	Organ  string   `json:"organ"`
	Unit   string   `json:"unit,omitempty"`
	Period string   `json:"period"`
	Papers []string `json:"papers"`
}

func (Ask) Name() act.Name { return "roster.ask" }
func (Ask) On() string     { return "" }

// Series numbers requests.
func (Ask) Series(r Roster, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "roster/" + r.Place + "/" + year, m.Prefix + "监册〔" + year + "〕%d号"
}

// Do asks.
func (a Ask) Do(r Roster, m act.Moment) (Roster, error) {
	r.Number, r.Serial = m.Number, m.Serial
	r.Organ, r.Unit, r.Period, r.Papers, r.Shown = a.Organ, a.Unit, a.Period, a.Papers, a.Organ
	return r, r.Begin(m, "roster.supply")
}

// Supply (提供) is the organ's answer.
type Supply struct {
	ID       string `json:"id" form:"id"`
	Text     string `json:"text" form:"text"`
	Hash     string `json:"hash,omitempty" form:"hash"`
	FileName string `json:"file_name,omitempty" form:"file_name"`
}

func (Supply) Name() act.Name { return "roster.supply" }
func (a Supply) On() string   { return a.ID }

// Do takes it in.
func (a Supply) Do(r Roster, m act.Moment) (Roster, error) {
	var k act.Check
	k.Length("text", a.Text, 4, 5000, "请写明分案规则和名册的情况，或者写明所附材料是什么（4 到 5000 字）。", "Say what the rules and rosters are, or what is attached (4 to 5,000 characters).")
	k.Caseless("text", a.Text)
	if err := k.Err(); err != nil {
		return r, err
	}
	r.Text = strings.TrimSpace(a.Text)
	if a.Hash != "" {
		r.Files = append(r.Files[:len(r.Files):len(r.Files)], File{a.Hash, a.FileName, m.Day()})
	}
	r.Stop(m, "roster.supply")
	return r, nil
}

// AskAgain (请补充) says what is missing.
type AskAgain struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (AskAgain) Name() act.Name { return "roster.ask_again" }
func (a AskAgain) On() string   { return a.ID }

// Do asks again.
func (a AskAgain) Do(r Roster, m act.Moment) (Roster, error) {
	var k act.Check
	k.CaselessReason(a.Reason)
	if err := k.Err(); err != nil {
		return r, err
	}
	r.Again = strings.TrimSpace(a.Reason)
	return r, r.Begin(m, "roster.supply")
}

// Take (收妥) ends it.
type Take struct {
	ID string `json:"id" form:"id"`
}

func (Take) Name() act.Name { return "roster.take" }
func (a Take) On() string   { return a.ID }

// Do takes it.
func (a Take) Do(r Roster, m act.Moment) (Roster, error) { return r, nil }
