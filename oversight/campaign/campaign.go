// Package campaign is the frame of the work (专项监督): a theme with dates and
// classes that messages and problems may carry.
package campaign

import (
	"strings"
	"unicode/utf8"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Campaign is one special supervision campaign.
type Campaign struct {
	act.Head
	Name    string
	Theme   string
	Since   string // first day; messages received earlier are historic
	Until   string // last day
	Classes []string
	Adopted string // minute reference and date
	Level   string // province | city | county: of the committee whose campaign it is
	Upper   string // the shared campaign of a committee above, from which this one adopts its own plan (细化方案); "" none
	Plan    Plan   // as it stands now; editions keep what it was
	Edition int    // number of the edition that Plan is, 0 before the first
}

// Life of a campaign.
var Life = act.Life{
	Kind: "campaign", Zh: "专项监督", En: "Campaign",
	States: []act.State{
		{Code: "drafting", Zh: "起草", En: "Drafting", Open: true},
		{Code: "carrying_out", Zh: "进行中", En: "Under way", Tone: "act", Open: true},
		{Code: "concluded", Zh: "已结束", En: "Concluded", Tone: "ok"},
	},
	Verbs: []act.Verb{
		{Do: "campaign.draft", Zh: "拟定专项", En: "Draft a campaign"},
		{Do: "campaign.amend", Zh: "修改", En: "Amend"},
		{Do: "campaign.adopt", Zh: "主任会议通过", En: "Adopt", SayZh: "通过后，反映和问题可以归入本专项。", SayEn: "Afterwards messages and problems may carry it."},
		{Do: "campaign.conclude", Zh: "结束专项", En: "Conclude"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "campaign.draft", To: []string{"drafting"}, Who: []act.Role{access.Clerk, access.Director}, Basis: "L24 12, 63"},
		{From: act.In("drafting"), Do: "campaign.amend", To: []string{act.Same}, Who: []act.Role{access.Clerk, access.Director}, Basis: "local"},
		{From: act.In("drafting"), Do: "campaign.adopt", To: []string{"carrying_out"}, Who: []act.Role{access.Clerk, access.Secretary}, Body: "council", Basis: "L24 12, 63", Main: true},
		{From: act.In("carrying_out"), Do: "campaign.conclude", To: []string{"concluded"}, Who: []act.Role{access.Director}, Basis: "local"},
	},
}

// Matter lists a campaign.
func (c Campaign) Matter() act.Matter {
	return act.Matter{Title: c.Name, Campaign: c.ID, Words: c.Theme}
}

// Holds reports whether a day lies within the campaign.
func (c Campaign) Holds(day string) bool { return c.Since <= day && (c.Until == "" || day <= c.Until) }

// Draft (拟定专项).
type Draft struct {
	Title   string   `json:"title" form:"title"`
	Theme   string   `json:"theme" form:"theme"`
	Since   string   `json:"since" form:"since"`
	Until   string   `json:"until" form:"until"`
	Classes []string `json:"classes" form:"classes"`
}

func (Draft) Name() act.Name { return "campaign.draft" }
func (Draft) On() string     { return "" }

// Do drafts the campaign.
func (d Draft) Do(c Campaign, m act.Moment) (Campaign, error) { return d.set(c) }

func (d Draft) set(c Campaign) (Campaign, error) {
	var k act.Check
	n := utf8.RuneCountInString(strings.TrimSpace(d.Title))
	k.Want(n >= 4 && n <= 60, "title", "名称 4 到 60 个字。", "The name has 4 to 60 characters.")
	k.Want(utf8.RuneCountInString(d.Theme) <= 500, "theme", "主题不超过 500 字。", "The theme has at most 500 characters.")
	k.Want(len(d.Since) == 10, "since", "请填写开始日期。", "Give the first day.")
	k.Want(d.Until == "" || d.Until >= d.Since, "until", "结束日期不能早于开始日期。", "It cannot end before it starts.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Name, c.Theme, c.Since, c.Until, c.Classes = strings.TrimSpace(d.Title), strings.TrimSpace(d.Theme), d.Since, d.Until, d.Classes
	return c, nil
}

// Amend changes a drafted campaign.
type Amend struct {
	ID string `json:"id" form:"id"`
	Draft
}

func (Amend) Name() act.Name { return "campaign.amend" }
func (a Amend) On() string   { return a.ID }

// Adopt (主任会议通过) enters the council's decision.
type Adopt struct {
	ID string `json:"id" form:"id"`
}

func (Adopt) Name() act.Name { return "campaign.adopt" }
func (a Adopt) On() string   { return a.ID }

// Do records the minute.
func (a Adopt) Do(c Campaign, m act.Moment) (Campaign, error) {
	c.Adopted = m.Body.Minute + " " + m.Body.Date
	return c, nil
}

// Conclude (结束专项).
type Conclude struct {
	ID string `json:"id" form:"id"`
}

func (Conclude) Name() act.Name { return "campaign.conclude" }
func (a Conclude) On() string   { return a.ID }

// Do concludes the campaign.
func (a Conclude) Do(c Campaign, m act.Moment) (Campaign, error) { return c, nil }
