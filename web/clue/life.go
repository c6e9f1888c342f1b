package clue

import (
	"slices"
	"strconv"

	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// Life (流程图) draws the life of a message with where this one stands.
func Life(p *frame.Page) error {
	c, err := load(p)
	if err != nil {
		return err
	}
	start := "received"
	if c.Audience == "diverted" {
		start = "diverted"
	}
	l, err := matter.Drawing(p, &clue.Life, &c.Head, start, nil)
	if err != nil {
		return err
	}
	if c.Audience == "" { // the special channel has a drawing of its own
		l.Nodes = slices.DeleteFunc(l.Nodes, func(n kit.LifeNode) bool { return n.ID == "diverted" })
	}
	return p.Render(lifePage(p, c, l))
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
