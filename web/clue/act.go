package clue

import (
	"reflect"
	"strings"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// doing is one act on one message on its way through its page.
type doing struct {
	*frame.Page
	c    clue.Clue
	verb string // without "clue."
	ch   office.Choice
	form form
}

// form is how an act's page looks: small data, one for each act. The page
// lays out the fields in this order.
type form struct {
	fields []field
	told   []string
	final  []string
	danger bool
	wide   templ.Component // stands above the fields: what is decided on
}

// field is one question and the control that asks it.
type field struct {
	as string // line, text, day, select, radios, tick, organs
	kit.Field
	tree *kit.OrganTree
}

// special pages of acts that a list of fields cannot carry.
var special = map[string]func(*doing) error{
	"open": open, "summarise": summarise, "amend_summary": summarise, "propose": propose, "merge": pickOther, "link_repeat": pickOther,
}

// Act (办理) shows an act's form (GET) and does the act (POST), at one path.
func Act(p *frame.Page) error {
	d, err := begin(p)
	if err != nil {
		return err
	}
	if f := special[d.verb]; f != nil {
		return f(d)
	}
	if describe := forms[d.verb]; describe != nil {
		if d.form, err = describe(d); err != nil {
			return err
		}
	}
	if !p.Post() {
		return d.show(nil)
	}
	a := office.NewAct(act.Name("clue." + d.verb))
	if err := kit.Decode(p.R, a); err != nil {
		return d.show(err)
	}
	return d.do(a, "")
}

// begin finds the message and whether its life knows the act for this person.
func begin(p *frame.Page) (*doing, error) {
	c, err := load(p)
	if err != nil {
		return nil, err
	}
	d := &doing{Page: p, c: c, verb: p.R.PathValue("verb")}
	name := act.Name("clue." + d.verb)
	if office.NewAct(name) == nil {
		return nil, act.None()
	}
	cs, err := p.O.Choices(p.Ctx(), p.Me, "clue", &c)
	if err != nil {
		return nil, err
	}
	for _, ch := range cs {
		if ch.Step.Do == name {
			d.ch = ch
			return d, d.again(p)
		}
	}
	return nil, act.Refuse(act.Forbidden, "“"+clue.Life.Verb(name).Zh+"”不是您岗位的职责。", "“"+clue.Life.Verb(name).En+"” is not a task of your function.")
}

// again reads the form early: whether the act was done already decides what a
// refusal means.
func (d *doing) again(p *frame.Page) error {
	if !p.Post() {
		if d.ch.Refuse != nil {
			return d.ch.Refuse
		}
		return nil
	}
	return kit.Decode(p.R, &struct{}{})
}

// do does the act. Somebody else's act since the form was opened is told
// before anything is done; pressing again is not.
func (d *doing) do(a any, to string) error {
	setID(a, d.c.ID)
	if err := d.overtaken(); err != nil {
		return d.show(err)
	}
	if _, err := d.Do(a); err != nil {
		return d.show(renamed(err, "urgent.", ""))
	}
	switch {
	case d.verb == "recuse":
		to = "/clues" // who recused herself no longer sees it
	case d.verb == "open_emergency":
		to = path(d.c.ID, "original")
	case to == "":
		to = path(d.c.ID)
	}
	v := d.ch.Verb
	return d.GoSaying(to, "已办：“"+v.Zh+"”。", "Done: “"+v.En+"”.")
}

// setID puts the message's id into the act: it comes from the path alone.
func setID(a any, id string) {
	if f := reflect.ValueOf(a).Elem().FieldByName("ID"); f.IsValid() {
		f.SetString(id)
	}
}

// heavy acts are not done on a form made before somebody else acted.
var heavy = map[string]bool{"summarise": true, "amend_summary": true, "propose": true, "accept": true, "redirect": true, "keep": true, "return": true,
	"answer": true, "forward_lower": true, "uphold": true, "conclude_own": true}

func (d *doing) overtaken() error {
	v := d.R.PostFormValue("version")
	if !heavy[d.verb] || v == "" || v == itoa(d.c.Version) {
		return nil
	}
	lines, err := d.O.History(d.Ctx(), "clue", d.c.ID)
	if err != nil || len(lines) == 0 {
		return err
	}
	for _, l := range lines {
		if l.ActID == d.R.PostFormValue("act_id") {
			return nil // pressed again: the door gives the first answer
		}
	}
	l := lines[len(lines)-1]
	verb := clue.Life.Verb(act.Name(l.Act))
	name := d.O.NameOf(d.Ctx(), l.Actor)
	d.R.PostForm.Set("version", itoa(d.c.Version)) // having read this, she may press again
	return act.Refuse(act.Conflict, name+"在您填写期间办了“"+verb.Zh+"”。请核对后再提交。", name+" did “"+verb.En+"” while you were writing. Check, then send it again.")
}

// show shows the form, after an error with what was typed.
func (d *doing) show(err error) error {
	return d.Again(actPage(d), err)
}

// renamed maps the field names of a refusal to those of the page.
func renamed(err error, from, to string) error {
	for _, r := range kit.Refusals(err) {
		if s, ok := strings.CutPrefix(r.Field, from); ok {
			r.Field = to + s
		}
	}
	return err
}

func (d *doing) title() string { return d.L(d.ch.Verb.Zh, d.ch.Verb.En) }

func (d *doing) effect() kit.Effect {
	zh, en := law.Cite(d.ch.Step.Basis)
	e := kit.Effect{Happens: d.L(d.ch.Verb.SayZh, d.ch.Verb.SayEn), Told: d.form.told, Final: d.form.final, Basis: d.L(zh, en)}
	if e.Happens == "" {
		e.Happens = d.L("办理后留下记录。", "It goes on record.")
	}
	return e
}

func (d *doing) head() kit.Head {
	return kit.Head{Title: d.title(), Crumbs: crumbs(d.Page.Page, d.c), Sub: title(d.Page.Page, d.c), States: []kit.State{pill(d.Page.Page, d.c.State)}}
}
