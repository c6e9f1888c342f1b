package matter

import (
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// Birth is the page of an act that begins a matter.
type Birth struct {
	Life   *act.Life
	Do     act.Name
	Form   Form
	List   kit.Link
	Cancel string
}

// Step is the birth's line in the life.
func (b Birth) Step() (act.Step, bool) {
	for _, st := range b.Life.Steps {
		if st.Do == b.Do {
			return st, true
		}
	}
	return act.Step{}, false
}

// May reports whether one of the person's functions begins such matters.
func (b Birth) May(p *frame.Page) bool {
	st, _ := b.Step()
	for _, r := range st.Who {
		if p.Me.Has(r) {
			return true
		}
	}
	return false
}

// Refuse is what somebody without the function reads.
func (b Birth) Refuse() error {
	v := b.Life.Verb(b.Do)
	return act.Refuse(act.Forbidden, "“"+v.Zh+"”不是您岗位的职责。", "“"+v.En+"” is not a task of your function.")
}

// Read decodes the form into the act.
func (b Birth) Read(p *frame.Page, a any) error {
	if err := ReadForm(p, b.Form.Fields); err != nil {
		return err
	}
	return kit.Decode(p.R, a)
}

// Show shows the form, after an error with what was typed.
func (b Birth) Show(p *frame.Page, err error) error {
	st, _ := b.Step()
	v := b.Life.Verb(b.Do)
	zh, en := law.Cite(st.Basis)
	pg := page{p: p, form: b.Form, post: kit.PostForm{Recover: !b.Form.Locked, ID: "act", Files: hasFiles(b.Form.Fields)},
		effect: kit.Effect{Happens: p.L(v.SayZh, v.SayEn), Basis: p.L(zh, en), Told: b.Form.Told, Final: b.Form.Final, Check: b.Form.Check},
		submit: kit.Submission{Label: p.L(v.Zh, v.En), Cancel: b.Cancel},
		head:   kit.Head{Title: p.L(v.Zh, v.En), Crumbs: []kit.Link{b.List}}}
	if pg.effect.Happens == "" {
		pg.effect.Happens = p.L("办理后留下记录。", "It goes on record.")
	}
	return p.Again(actPage(pg), err)
}
