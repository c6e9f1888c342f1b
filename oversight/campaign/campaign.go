// Package campaign is the frame of the work (专项监督): a topic argued from the
// channels of the law, a plan in parts with its editions, adopted by the council,
// sent out, carried out, summed up. Messages, problems and tasks carry it.
package campaign

import (
	"strings"
	"unicode/utf8"

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
	Adopted string        // minute reference and date
	Level   string        // province | city | county: of the committee whose campaign it is
	Upper   string        // the shared campaign of a committee above, from which this one adopts its own plan (细化方案); "" none
	Plan    Plan          // as it stands now; editions keep what it was
	Edition int           // number of the edition that Plan is, 0 before the first
	Topic   Topic         // 选题论证; empty where the campaign was drafted directly
	Gate    string        // 党组 document, by reference alone
	Prefix  bool          // adopted with the office's prefix (办) before the document number
	Answers []Answer      // shared requirements that do not apply here, each with its reason
	Public  []Publication // what the public reads, one after the other; the last stands unless withdrawn
	Ended   string        // reason of a rejection, or what was said at the conclusion
}

// Matter lists a campaign.
func (c Campaign) Matter() act.Matter {
	return act.Matter{Title: c.Name, Campaign: c.ID, Parent: c.Upper, Words: c.Theme + "\n" + c.Plan.Goal}
}

// Holds reports whether a day lies within the campaign.
func (c Campaign) Holds(day string) bool { return c.Since <= day && (c.Until == "" || day <= c.Until) }

// Takes reports whether messages, problems and tasks may be put under the
// campaign: from the plan's drafting until it is concluded.
func (c Campaign) Takes() bool {
	switch c.State {
	case "drafting", "adopted", "sent", "carrying_out", "summing_up":
		return true
	}
	return false
}

// Runs reports whether the work is under way as the public is concerned.
func (c Campaign) Runs() bool { return c.State == "sent" || c.State == "carrying_out" }

// LevelOf is the level of a committee by the code of its place (GB/T 2260).
func LevelOf(place string) string {
	switch {
	case strings.HasSuffix(place, "0000"):
		return "province"
	case strings.HasSuffix(place, "00"):
		return "city"
	}
	return "county"
}

// Set is what drafting and amending ask.
type Set struct {
	Title   string   `json:"title" form:"title"`
	Theme   string   `json:"theme" form:"theme"`
	Since   string   `json:"since" form:"since"`
	Until   string   `json:"until" form:"until"`
	Classes []string `json:"classes" form:"classes"`
}

func (d Set) set(c Campaign) (Campaign, error) {
	var k act.Check
	n := utf8.RuneCountInString(strings.TrimSpace(d.Title))
	k.Want(n >= 4 && n <= 60, "title", "名称 4 到 60 个字。", "The name has 4 to 60 characters.")
	k.Want(utf8.RuneCountInString(d.Theme) <= 500, "theme", "主题不超过 500 字。", "The theme has at most 500 characters.")
	k.Neutral("title", d.Title)
	k.Neutral("theme", d.Theme)
	k.Want(isDay(d.Since), "since", "请填写开始日期。", "Give the first day.")
	k.Want(d.Until == "" || isDay(d.Until) && d.Until >= d.Since, "until", "结束日期不能早于开始日期。", "It cannot end before it starts.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Name, c.Theme, c.Since, c.Until, c.Classes = strings.TrimSpace(d.Title), strings.TrimSpace(d.Theme), d.Since, d.Until, d.Classes
	c.Level = LevelOf(c.Place)
	return c, nil
}

// Draft (拟定专项) begins one without arguing a topic first.
type Draft struct {
	Title   string   `json:"title" form:"title"`
	Theme   string   `json:"theme" form:"theme"`
	Since   string   `json:"since" form:"since"`
	Until   string   `json:"until" form:"until"`
	Classes []string `json:"classes" form:"classes"`
	Copy    string   `json:"copy,omitempty" form:"copy"` // campaign or template whose plan is taken over, "" none
	Needs   Copied   `json:"-"`
}

// Copied is a plan within reach: of another campaign.
type Copied struct {
	Found bool
	Plan  Plan
}

func (Draft) Name() act.Name { return "campaign.draft" }
func (Draft) On() string     { return "" }

// Do drafts the campaign. A plan that is copied keeps its parts and gives them
// days only where the clerk sets them: last year's stages are not this year's.
func (d Draft) Do(c Campaign, m act.Moment) (Campaign, error) {
	if t, ok := TemplateOf(d.Copy); ok {
		c.Plan = t.Plan.Anew(d.Since, d.Until)
	} else if d.Copy != "" {
		if !d.Needs.Found {
			return c, act.Wrong("copy", "没有这个专项，或者不在您的查看范围。", "there is no such campaign within reach")
		}
		c.Plan = d.Needs.Plan.Anew(d.Since, d.Until)
	}
	return Set{d.Title, d.Theme, d.Since, d.Until, d.Classes}.set(c)
}

// Amend (修改) changes name, theme, days and classes of a draft.
type Amend struct {
	ID string `json:"id" form:"id"`
	Set
}

func (Amend) Name() act.Name { return "campaign.amend" }
func (a Amend) On() string   { return a.ID }

// Do sets them.
func (a Amend) Do(c Campaign, m act.Moment) (Campaign, error) { return a.set(c) }
