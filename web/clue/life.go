package clue

import (
	"strconv"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// Life (流程图) draws the life of a message with where this one stands.
func Life(p *frame.Page) error {
	c, err := load(p)
	if err != nil {
		return err
	}
	lines, err := p.O.History(p.Ctx(), "clue", c.ID)
	if err != nil {
		return err
	}
	l := kit.Life{Title: p.L("群众反映的流程", "The life of a message"), Start: "received", Here: c.State}
	if c.Audience == "diverted" {
		l.Start = "diverted"
	}
	for _, x := range lines {
		l.Been = append(l.Been, x.To)
	}
	for _, s := range clue.Life.States {
		if s.Code == "diverted" && c.Audience == "" {
			continue // the special channel has a drawing of its own
		}
		l.Nodes = append(l.Nodes, kit.LifeNode{ID: s.Code, Name: p.L(s.Zh, s.En)})
	}
	seen := map[[2]string]int{}
	for _, s := range clue.Life.Steps {
		addStep(p, &l, s, seen)
	}
	return p.Render(lifePage(p, c, l))
}

// addStep draws a move once for each pair of states, with all its acts.
func addStep(p *frame.Page, l *kit.Life, s act.Step, seen map[[2]string]int) {
	v := clue.Life.Verb(s.Do)
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
			l.Steps = append(l.Steps, kit.LifeStep{From: from, To: to, Name: p.L(v.Zh, v.En), Basis: strings.TrimSpace(p.L(zh, en))})
		}
	}
}

// Proof (下载证明) hands out the proof that a line is in the signed journal.
func Proof(p *frame.Page) error {
	seq, err := strconv.ParseInt(p.R.PathValue("seq"), 10, 64)
	if err != nil {
		return act.None()
	}
	b, err := p.O.ProofFor(p.Ctx(), p.Me, p.R.PathValue("book"), seq)
	if err != nil {
		return err
	}
	h := p.W.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="proof-`+p.R.PathValue("book")+"-"+itoa(seq)+`.txt"`)
	_, err = p.W.Write(b)
	return err
}
