package clue

import (
	"strings"
	"time"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// Imported is one message taken in from a file: another system received it
// before. Its original is sealed under the key of its import.
type Imported struct {
	Number   string // the source's own number
	Day      string // day the source received it
	Asked    string // kind of organ; unsure where the file does not say
	Joint    int64
	Minor    bool
	Campaign string
	Historic bool // older than the campaign: no clocks, no notices

	Title, Summary, Class string // all three or none
	Organs                []string
	CaseNos, SumNear      []string

	Sealed   Boxes
	Reply    Sealed // the answer the sender was given, "" if none
	ReplyDay string
	Recused  []string // intake officers with relatives in that kind of organ
	Import   string   // id of the import
}

// Check says what is wrong with a row before anything is sealed; class reports
// whether Class is in the taxonomy.
func (a Imported) Check(class bool, today string) error {
	var k act.Check
	n := utf8.RuneCountInString(a.Number)
	k.Want(n >= 1 && n <= 60, "number", "编号 1 到 60 个字", "the number has 1 to 60 characters")
	k.Want(known(a.Asked) && a.Asked != "congress", "asked", "机关类别不对；反映人大机关工作人员的不能批量导入", "the kind of organ is unknown; messages about the congress's own staff are not imported in bulk")
	k.Want(a.Day >= "1949-10-01" && a.Day <= today, "received_at", "收到日期不能晚于今天", "the day of receipt cannot be later than today")
	k.Want(a.ReplyDay == "" || a.ReplyDay >= a.Day && a.ReplyDay <= today, "reply_at", "答复日期不能早于收到日期或晚于今天", "the day of the answer cannot be before receipt or later than today")
	k.Want(a.Joint >= 0 && a.Joint <= 9999, "joint", "联名人数不对", "the number of joint senders is wrong")
	if a.Summary != "" {
		s, t := utf8.RuneCountInString(a.Summary), utf8.RuneCountInString(a.Title)
		k.Want(s >= 8 && s <= 2000, "summary", "摘要 8 到 2000 个字", "the summary has 8 to 2,000 characters")
		k.Want(t >= 4 && t <= 60, "title", "有摘要的行须有标题，4 到 60 个字", "a row with a summary needs a title of 4 to 60 characters")
		k.Want(class, "class", "有摘要的行须给出目录里的类别", "a row with a summary needs a class from the list")
		if bad := Decides(a.Title + "\n" + a.Summary); bad != "" {
			k.Want(false, "summary", "摘要里有“"+bad+"”，人大不对个案提出处理意见；来信原话请写成“来信人称……”", "the summary says “"+bad+"”: the congress gives no view on a case; write “来信人称…”")
		}
	}
	return k.Err()
}

// Begin begins the life of the message at the import's moment; the clock of a
// current one starts on the day the source received it (XF22 23(1)).
func (a Imported) Begin(c Clue, m act.Moment, received time.Time) (Clue, error) {
	b := a.Sealed
	c.ID, c.State, c.Opened, c.Regime = m.NewID, "received", m.Day(), m.Day()
	c.Number, c.Serial, c.Historic = m.Number, m.Serial, a.Historic
	c.Via, c.Asked, c.Joint, c.Minor, c.Campaign = "import", a.Asked, max(a.Joint, 1), a.Minor, a.Campaign
	c.Body, c.Identity, c.Keys, c.Suggest, c.Band, c.Near = b.Body, b.Identity, b.Keys, b.Suggest, b.Band, b.Near
	c.Identified = b.Identity.Hash != ""
	c.Source, c.SourceDay, c.Import = a.Number, a.Day, a.Import
	for _, p := range a.Recused {
		c.Join(p, "recused")
	}
	if strings.TrimSpace(a.Summary) != "" {
		c.State = "registered"
		c.Title, c.Summary, c.Class, c.Organs = a.Title, a.Summary, a.Class, a.Organs
		c.CaseNos, c.SumNear = a.CaseNos, a.SumNear
	}
	if a.Reply.Hash != "" {
		c.Talk = append(c.Talk, Talk{By: "office", Day: a.ReplyDay, Box: a.Reply, Kind: "answer"})
		c.Told = append(c.Told, Told{Day: a.ReplyDay, Code: "answered"})
		c.Answered = a.ReplyDay
		return c, nil // told already: the clock to tell has nothing to do
	}
	rule := "clue.tell"
	if !c.Identified {
		rule = "clue.tell_anonymous"
	}
	m.At = received
	return c, c.Begin(m, rule)
}
