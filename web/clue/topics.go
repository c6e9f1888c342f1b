package clue

import (
	"fmt"
	"time"

	"hengjian/lexis"
	"hengjian/office"
	"hengjian/oversight/act"
	cl "hengjian/oversight/clue"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// topicsMost bounds what one page reads; the period narrows it.
const topicsMost = 5000

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
	items, titles, cut, err := topicItems(p, in)
	if err != nil {
		return err
	}
	v := topicsView{In: in, Cut: cut, Read: len(items)}
	for _, t := range lexis.HotTopics(items, lexis.TopicOptions{Top: 20, Least: 3}) {
		v.Topics = append(v.Topics, topicCard(p, t, titles))
	}
	return p.Render(topicsPage(p.Page, v))
}

type topicsView struct {
	In     topicsIn
	Read   int
	Cut    bool
	Topics []topic
}

type topic struct {
	Title, Sub string
	Members    []kit.Fact
	More       string
}

var errEnough = fmt.Errorf("enough")

func topicItems(p *frame.Page, in topicsIn) (items []lexis.Item, titles map[string]office.Row, cut bool, err error) {
	titles = map[string]office.Row{}
	f := office.Filter{Kinds: []string{"clue"}, Since: in.Since, Until: in.Until}
	err = p.O.EachClue(p.Ctx(), p.Me, f, func(r office.Row, c cl.Clue) error {
		if c.Summary == "" || c.Minor || c.State == "withheld" {
			return nil
		}
		if len(items) == topicsMost {
			cut = true
			return errEnough
		}
		at, _ := time.ParseInLocation("2006-01-02", c.Opened, act.Shanghai)
		items = append(items, lexis.Item{ID: c.ID, Fields: []string{c.Title, c.Summary}, At: at})
		titles[c.ID] = r
		return nil
	})
	if err == errEnough {
		err = nil
	}
	return items, titles, cut, err
}

func topicCard(p *frame.Page, t lexis.Topic, titles map[string]office.Row) topic {
	out := topic{Title: t.Title, Sub: p.L(fmt.Sprintf("%d 件，%s 至 %s", t.Size, p.Day(t.First), p.Day(t.Last)), fmt.Sprintf("%d messages, %s to %s", t.Size, p.Day(t.First), p.Day(t.Last)))}
	for i, id := range t.Members {
		if i == 6 {
			out.More = p.L(fmt.Sprintf("还有 %d 件", t.Size-6), fmt.Sprintf("%d more", t.Size-6))
			break
		}
		r := titles[id]
		out.Members = append(out.Members, kit.Fact{Term: r.Number, Text: r.Title, URL: "/clues/" + id})
	}
	return out
}
