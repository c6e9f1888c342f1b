package task

import (
	"net/url"
	"slices"

	"hengjian/office"
	"hengjian/oversight/task"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// column is one column of the board.
type column struct {
	title  string
	states []string
	cards  []card
	more   string // where the rest is
}

type card struct {
	t     task.Task
	owner string
	due   kit.Cell
	stuck bool       // waits for another task
	pill  *kit.State // where a column holds several states
}

const mostCards = 40

// Board (看板) shows tasks by state.
func Board(p *frame.Page) error {
	f, err := read(p)
	if err != nil {
		return err
	}
	v := listView{which: "board", sets: sets(p), query: p.R.URL.RawQuery, camp: f.Campaign}
	if v.filters, err = filters(p, f, "/tasks/board"); err != nil {
		return err
	}
	v.filters.Fields = slices.DeleteFunc(v.filters.Fields, func(x kit.Field) bool { return x.Name == "state" || x.Name == "sort" })
	f.State = ""
	for _, c := range []column{
		{title: p.L("待分派、待接收", "To assign or accept"), states: []string{"drafted", "assigned"}}, {title: p.L("办理中", "In hand"), states: []string{"accepted", "doing"}},
		{title: p.L("受阻、退回", "Blocked or returned"), states: []string{"blocked", "returned"}}, {title: p.L("已报完成", "Reported"), states: []string{"reported"}}, {title: p.L("已确认", "Confirmed"), states: []string{"confirmed"}},
	} {
		q := f.filter(p)
		q.States, q.ByDue = c.states, c.states[0] != "confirmed"
		if err := c.fill(p, q, f); err != nil {
			return err
		}
		v.board = append(v.board, c)
	}
	return p.Render(boardPage(p, v))
}

func (c *column) fill(p *frame.Page, q office.Filter, f listForm) error {
	m, err := p.O.List(p.Ctx(), p.Me, q, office.Cursor{}, mostCards)
	if err != nil {
		return err
	}
	ts, err := load(p, m)
	if err != nil {
		return err
	}
	who, err := ownersOf(p, ts...)
	if err != nil {
		return err
	}
	stuck, err := waiting(p, ts)
	for _, t := range ts {
		k := card{t: t, owner: who.of(p, t), due: dueCell(p, t), stuck: stuck[t.ID]}
		if len(c.states) > 1 {
			st := stateOf(p, t)
			k.pill = &st
		}
		c.cards = append(c.cards, k)
	}
	if m.Next != "" {
		u := url.Values{"state": {c.states[0]}, "campaign": {f.Campaign}, "owner": {f.Owner}}
		c.more = "/tasks?" + u.Encode()
	}
	return err
}
