// Package measure is the pages of local measures (监督办法) and of their check
// clause by clause: entered from a text or document, questions and organs set,
// several organs asked at once, answers, verdicts, one table.
package measure

import (
	"slices"
	"strings"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/measure"
	"hengjian/oversight/outline"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type (
	doing   = matter.Doing[measure.Measure]
	replies = matter.Doing[measure.Check]
)

var kind = &matter.Kind[measure.Measure]{
	Life: &measure.Life,
	Base: "/measures",
	Load: func(p *frame.Page, id string) (measure.Measure, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Measures, id)
	},
	Head: func(x *measure.Measure) *act.Head { return &x.Head },
	Name: func(p *kit.Page, x measure.Measure) string { return x.Title },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("监督办法", "Local measures"), URL: "/measures"}
	},
}

var checks = &matter.Kind[measure.Check]{
	Life: &measure.CheckLife,
	Base: "/clausechecks",
	Load: func(p *frame.Page, id string) (measure.Check, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Clausechecks, id)
	},
	See:  see,
	Head: func(c *measure.Check) *act.Head { return &c.Head },
	Name: func(p *kit.Page, c measure.Check) string { return frame.SayTitle(p, "clausecheck", c.Title) },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("逐条检查", "Clause-by-clause checks"), URL: "/clausechecks"}
	},
}

func init() { kind.Forms, checks.Forms = forms, checkForms }

// Act (办理) shows and does an act on a measure.
func Act(p *frame.Page) error { return kind.Do(p) }

// CheckAct (办理) shows and does an act on an organ's part.
func CheckAct(p *frame.Page) error { return checks.Do(p) }

func see(p *frame.Page, c measure.Check) measure.Check {
	if organSide(p) {
		return c.ForOrgan()
	}
	return c
}

func organSide(p *frame.Page) bool { return p.Me.Side() == "organ" }

var readers = []act.Role{access.Clerk, access.Director, access.Vice, access.Secretary}

// Shows reports whether measures are of use to somebody.
func Shows(who access.Person) bool { return slices.ContainsFunc(readers, who.Has) }

// ShowsChecks reports whether checks are of use to somebody of an organ; the
// committee's staff find them at the measure.
func ShowsChecks(who access.Person) bool { return who.Has(access.Liaison) || who.Has(access.Chief) }

// Clauses reads the articles of a measure: what stands from one 第…条 to the
// next belongs to it, with its paragraphs and items.
func Clauses(o *outline.Outline) (out []measure.Clause) {
	type mark struct {
		para        int
		no, chapter string
		clause      bool
	}
	var marks []mark
	chapter := ""
	o.Walk(func(n, _ *outline.Node, _ int) {
		switch {
		case strings.HasPrefix(n.Number, "第") && strings.HasSuffix(n.Number, "条"):
			marks = append(marks, mark{n.Source.Paragraph, n.Number, chapter, true})
		case strings.HasPrefix(n.Number, "第"):
			chapter = strings.TrimSpace(n.Number + " " + n.Heading)
			marks = append(marks, mark{para: n.Source.Paragraph})
		}
	})
	for i, m := range marks {
		if !m.clause {
			continue
		}
		end := len(o.Document) + 1
		if i+1 < len(marks) {
			end = marks[i+1].para
		}
		var lines []string
		for n := m.para; n < max(end, m.para+1) && n <= len(o.Document); n++ {
			if l := strings.TrimSpace(o.Document[n-1]); l != "" {
				lines = append(lines, l)
			}
		}
		text := strings.TrimSpace(strings.TrimPrefix(strings.Join(lines, "\n"), m.no))
		out = append(out, measure.Clause{No: m.no, Chapter: m.chapter, Text: strings.Trim(text, "　 ")})
	}
	return out
}

// written is the clauses as a text to edit.
func written(cs []measure.Clause) string {
	var b strings.Builder
	chapter := ""
	for _, c := range cs {
		if c.Chapter != chapter {
			chapter = c.Chapter
			b.WriteString(chapter + "\n")
		}
		b.WriteString(c.No + "　" + c.Text + "\n")
	}
	return b.String()
}

// parse reads pasted text.
func parse(text string) ([]measure.Clause, error) {
	o, err := outline.Text(text)
	if err != nil {
		return nil, act.Wrong("text", "这段文字不能读出条款：请每条以“第几条”开头、单独成行。", "No clauses can be read: begin each with 第…条 on a line of its own.")
	}
	return Clauses(o), nil
}

func verdict(p *kit.Page, code string) kit.State {
	w := act.WordOf(measure.Verdicts, code)
	t := map[string]kit.Tone{"done": kit.OK, "partly": kit.Warn, "not": kit.Bad, "na": kit.Plain}[code]
	if code == "" {
		return kit.State{Word: p.L("未认定", "not judged"), Tone: kit.Plain}
	}
	return kit.State{Word: p.L(w.Zh, w.En), Tone: t}
}
