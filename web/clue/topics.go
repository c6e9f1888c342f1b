package clue

import (
	"fmt"

	"hengjian/lexis"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// topicShown is how many members of a topic the page lists.
const topicShown = 6

type topicsIn struct {
	Since string `form:"since"`
	Until string `form:"until"`
}

// Topics (热点) groups the summaries of a period by what they are about. Sealed
// originals take no part, minors' matters neither, and a topic of fewer than
// three messages is not shown.
func Topics(p *frame.Page) error {
	in, err := kit.Form[topicsIn](p.Page)
	if err != nil {
		return err
	}
	if in.Until == "" {
		in.Until = act.DayOf(p.Now)
	}
	if in.Since == "" {
		in.Since = act.DayOf(p.Now.AddDate(0, -2, 0))
	}
	topics, err := p.O.HotTopics(p.Ctx(), p.Me, in.Since, in.Until, 20)
	if err != nil {
		return err
	}
	v := topicsView{In: in}
	for _, t := range topics {
		if t.Size < 3 {
			continue
		}
		shown := t.Members[:min(len(t.Members), topicShown)]
		titles, err := p.O.Titles(p.Ctx(), p.Me, "clue", shown)
		if err != nil {
			return err
		}
		v.Topics = append(v.Topics, topicCard(p, t, shown, titles))
	}
	return p.Render(topicsPage(p.Page, v))
}

type topicsView struct {
	In     topicsIn
	Topics []topic
}

type topic struct {
	Title, Sub string
	Members    []kit.Fact
	More       string
}

func topicCard(p *frame.Page, t lexis.Topic, shown []string, titles map[string]office.Row) topic {
	out := topic{Title: t.Title, Sub: p.L(fmt.Sprintf("%d 件，%s 至 %s", t.Size, p.Day(t.First), p.Day(t.Last)), fmt.Sprintf("%d messages, %s to %s", t.Size, p.Day(t.First), p.Day(t.Last)))}
	for _, id := range shown {
		r := titles[id]
		out.Members = append(out.Members, kit.Fact{Term: r.Number, Text: rowTitle(p.Page, r), URL: "/clues/" + id})
	}
	if more := t.Size - len(shown); more > 0 {
		out.More = p.L(fmt.Sprintf("还有 %d 件", more), fmt.Sprintf("%d more", more))
	}
	return out
}
