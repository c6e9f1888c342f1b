package campaign

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// Topic (选题论证) says where a campaign comes from and why. Topics come from
// the channels that the law lists (L24 12).
type Topic struct {
	Channel  string    `json:"channel,omitempty" form:"channel"` // a code of Channels
	Source   string    `json:"source,omitempty" form:"source"`   // which one: the report, suggestion, batch of letters
	Reasons  string    `json:"reasons,omitempty" form:"reasons"`
	Last     string    `json:"last,omitempty" form:"last"` // opinions of the last appraisal and rectifications still open
	Opinions []Opinion `json:"opinions,omitempty"`
}

// Opinion is what somebody who was asked said of the topic.
type Opinion struct {
	From string `json:"from"`
	Day  string `json:"day,omitempty"`
	Text string `json:"text"`
}

// Channels are the sources of topics that L24 12 lists, in its order.
var Channels = []act.Word{
	{Code: "inspection", Zh: "执法检查、视察调研中发现的突出问题", En: "found by inspections and visits"},
	{Code: "deputies", Zh: "代表建议、批评和意见集中反映的问题", En: "deputies' suggestions"},
	{Code: "members", Zh: "常委会组成人员提出的比较集中的问题", En: "raised by members of the standing committee"},
	{Code: "research", Zh: "专门委员会、工作机构调查研究中发现的问题", En: "found by committees' research"},
	{Code: "letters", Zh: "人民来信来访集中反映的问题", En: "letters and visits"},
	{Code: "public", Zh: "社会普遍关注的其他问题", En: "other matters of public concern"},
	{Code: "organ", Zh: "有关机关要求报告的问题", En: "asked for by the organ"},
}

// ChannelOf finds a channel's words.
func ChannelOf(code string) (act.Word, bool) {
	i := slices.IndexFunc(Channels, func(w act.Word) bool { return w.Code == code })
	if i < 0 {
		return act.Word{}, false
	}
	return Channels[i], true
}

const maxOpinions = 30

func (t Topic) check(k *act.Check) {
	_, ok := ChannelOf(t.Channel)
	k.Want(ok, "channel", "请选择选题途径。", "Choose the channel.")
	long := func(field, s string, least, most int, zh, en string) {
		n := utf8.RuneCountInString(strings.TrimSpace(s))
		k.Want(n >= least && n <= most, field, zh, en)
		k.Neutral(field, s)
		noCase(k, field, s)
	}
	long("source", t.Source, 0, 300, "不超过 300 字。", "At most 300 characters.")
	long("reasons", t.Reasons, 10, 2000, "理由 10 到 2000 字。", "The reasons have 10 to 2000 characters.")
	long("last", t.Last, 0, 2000, "不超过 2000 字。", "At most 2000 characters.")
	k.Want(len(t.Opinions) <= maxOpinions, "opinions", "意见不超过 30 条。", "At most 30 opinions.")
	for _, o := range t.Opinions {
		k.Neutral("opinions", o.Text)
		k.Want(strings.TrimSpace(o.From) != "" && strings.TrimSpace(o.Text) != "", "opinions", "每条意见都要写明是谁的、说了什么。", "Each opinion says whose it is and what was said.")
	}
}

// Argue (提出选题) begins with a topic.
type Argue struct {
	Title string `json:"title" form:"title"`
	Topic
}

func (Argue) Name() act.Name { return "campaign.argue" }
func (Argue) On() string     { return "" }

// Do begins the topic.
func (a Argue) Do(c Campaign, m act.Moment) (Campaign, error) {
	c.Since = m.Day()
	return topic(c, a.Title, a.Topic)
}

func topic(c Campaign, title string, t Topic) (Campaign, error) {
	var k act.Check
	n := utf8.RuneCountInString(strings.TrimSpace(title))
	k.Want(n >= 4 && n <= 60, "title", "名称 4 到 60 个字。", "The name has 4 to 60 characters.")
	t.check(&k)
	c.Name, c.Topic, c.Level = strings.TrimSpace(title), t, LevelOf(c.Place)
	return c, k.Err()
}

// AmendTopic (补充论证) writes the topic anew.
type AmendTopic struct {
	ID    string `json:"id" form:"id"`
	Title string `json:"title" form:"title"`
	Topic
}

func (AmendTopic) Name() act.Name { return "campaign.amend_topic" }
func (a AmendTopic) On() string   { return a.ID }

// Do writes it.
func (a AmendTopic) Do(c Campaign, m act.Moment) (Campaign, error) {
	return topic(c, a.Title, a.Topic)
}

// Reject (不列题) ends a topic with reasons; it stays to be read.
type Reject struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Reject) Name() act.Name { return "campaign.reject" }
func (a Reject) On() string   { return a.ID }

// Do rejects the topic.
func (a Reject) Do(c Campaign, m act.Moment) (Campaign, error) {
	n := utf8.RuneCountInString(strings.TrimSpace(a.Reason))
	var k act.Check
	k.Want(n >= 4 && n <= 500, "reason", "请写明不列题的理由（4 到 500 字）。", "Say why it is not taken up (4 to 500 characters).")
	k.Neutral("reason", a.Reason)
	c.Ended = strings.TrimSpace(a.Reason)
	return c, k.Err()
}

// TakeUp (列题起草) lets the plan be written.
type TakeUp struct {
	ID    string `json:"id" form:"id"`
	Since string `json:"since" form:"since"`
	Until string `json:"until" form:"until"`
}

func (TakeUp) Name() act.Name { return "campaign.take_up" }
func (a TakeUp) On() string   { return a.ID }

// Do takes the topic up.
func (a TakeUp) Do(c Campaign, m act.Moment) (Campaign, error) {
	return Set{c.Name, c.Theme, a.Since, a.Until, c.Classes}.set(c)
}
