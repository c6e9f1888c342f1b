package matter

import (
	"slices"
	"time"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// People names accounts for the congress's side; the organs' side learns who of
// its own acted and reads the committee's name for everybody else.
func People(p *frame.Page, ids ...string) (map[string]string, error) {
	if p.Me.Side() == "congress" {
		return p.Names(ids)
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), p.Me.Place)
	if err != nil {
		return nil, err
	}
	ours := map[string]string{}
	own, err := p.O.OfOrgan(p.Ctx(), p.Me, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		ours[id] = cg.Short
		if n, ok := own[id]; ok {
			ours[id] = n
		}
	}
	return ours, nil
}

// Events is the record of a matter, newest first. show says which lines the
// reader may see; nil shows all.
func Events(p *frame.Page, life *act.Life, h *act.Head, show func(office.Line) bool) ([]kit.Event, error) {
	lines, err := p.O.History(p.Ctx(), life.Kind, h.ID)
	if err != nil {
		return nil, err
	}
	if show != nil {
		lines = slices.DeleteFunc(lines, func(l office.Line) bool { return !show(l) })
	}
	covered, err := p.O.Covered(p.Ctx(), office.BookOf(life.Kind, h.Place))
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, l := range lines {
		ids = append(ids, l.Actor)
	}
	who, err := People(p, ids...)
	if err != nil {
		return nil, err
	}
	var out []kit.Event
	for _, l := range slices.Backward(lines) {
		out = append(out, event(p, life, l, who, covered))
	}
	return out, nil
}

func event(p *frame.Page, life *act.Life, l office.Line, who map[string]string, covered int64) kit.Event {
	v := life.Verb(act.Name(l.Act))
	e := kit.Event{At: p.Moment(time.UnixMicro(l.At)), Who: who[l.Actor], What: p.L(v.Zh, v.En)}
	if p.Me.Side() == "congress" {
		t := access.Text(act.Role(l.Role))
		e.Who = p.L(t.Zh, t.En) + " " + who[l.Actor]
		e.Record, e.Checked = l.Seq, l.Seq < covered
		if e.Checked {
			e.URL = "/proof/" + l.Book + "/" + Itoa(l.Seq)
		}
	}
	if l.From != l.To && l.From != "" {
		st := life.State(l.To)
		e.Note = p.L("现为“"+st.Zh+"”", "now “"+st.En+"”")
	}
	if l.Body != "" {
		e.Note = Join(" · ", e.Note, BodyText(p, l.Body))
	}
	return e
}

// BodyText writes the council's minute of a journal line.
func BodyText(p *frame.Page, body string) string {
	if len(body) > 8 && body[:8] == "council " {
		return p.L("主任会议 ", "council of chairpersons ") + body[8:]
	}
	return body
}

// Drawing is a life as a drawing with where a matter stands.
func Drawing(p *frame.Page, life *act.Life, h *act.Head, start string, show func(office.Line) bool) (kit.Life, error) {
	l := kit.Life{Title: p.L(life.Zh+"的流程", "The life: "+life.En), Start: start, Here: h.State}
	lines, err := p.O.History(p.Ctx(), life.Kind, h.ID)
	if err != nil {
		return l, err
	}
	for _, x := range lines {
		if show == nil || show(x) {
			l.Been = append(l.Been, x.To)
		}
	}
	for _, s := range life.States {
		l.Nodes = append(l.Nodes, kit.LifeNode{ID: s.Code, Name: p.L(s.Zh, s.En)})
	}
	seen := map[[2]string]int{}
	for _, s := range life.Steps {
		addStep(p, life, &l, s, seen)
	}
	return l, nil
}

// addStep draws a move once for each pair of states, with all its acts.
func addStep(p *frame.Page, life *act.Life, l *kit.Life, s act.Step, seen map[[2]string]int) {
	v := life.Verb(s.Do)
	zh, en := law.Cite(s.Basis)
	for _, from := range s.From {
		for _, to := range s.To {
			if to == act.Same || from == act.Birth || from == to {
				continue
			}
			k := [2]string{from, to}
			if i, ok := seen[k]; ok {
				l.Steps[i].Name += p.L("、", ", ") + p.L(v.Zh, v.En)
				continue
			}
			seen[k] = len(l.Steps)
			l.Steps = append(l.Steps, kit.LifeStep{From: from, To: to, Name: p.L(v.Zh, v.En), Basis: p.L(zh, en)})
		}
	}
}
