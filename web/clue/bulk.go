package clue

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// bulkForm is what is to be done with the ticked messages.
type bulkForm struct {
	IDs    []string `form:"id"`
	Step   string   `form:"step"` // choose | preview | do
	Do     string   `form:"do"`
	Route  string   `form:"route"`
	Person string   `form:"person"`
	Reason string   `form:"reason"`
}

// bulkAct is one way of handling many messages alike. Nothing is offered that
// needs a text of its own for each message: no summaries, referrals, answers.
type bulkAct struct {
	key    string
	name   act.Name
	zh, en string
	make   func(bulkForm, string) any
}

func single(outcome string) func(bulkForm, string) any {
	return func(f bulkForm, id string) any {
		return &clue.Propose{ID: id, Routes: []clue.Route{{Outcome: outcome, Route: f.Route, Reason: f.Reason}}}
	}
}

var bulkActs = []bulkAct{
	{"propose_tell", "clue.propose", "拟办：告知当事人依法定程序提出", "Propose: tell the party which procedure is theirs", single("tell_party")},
	{"propose_opinion", "clue.propose", "拟办：留作监督工作意见", "Propose: keep as an opinion", single("opinion")},
	{"propose_statistics", "clue.propose", "拟办：仅作统计", "Propose: count only", single("statistics")},
	{"accept", "clue.accept", "批办：受理", "Decide: accept", func(f bulkForm, id string) any { return &clue.Accept{ID: id, Note: f.Reason} }},
	{"redirect", "clue.redirect", "批办：不予受理并告知途径", "Decide: redirect", func(f bulkForm, id string) any { return &clue.Redirect{ID: id, Note: f.Reason} }},
	{"keep", "clue.keep", "批办：留作工作意见", "Decide: keep", func(f bulkForm, id string) any { return &clue.Keep{ID: id, Note: f.Reason} }},
	{"return", "clue.return", "退回重拟", "Return", func(f bulkForm, id string) any { return &clue.Return{ID: id, Reason: f.Reason} }},
	{"assign", "clue.assign", "指定经办", "Assign", func(f bulkForm, id string) any { return &clue.Assign{ID: id, Person: f.Person} }},
	{"take", "clue.take", "由我来办", "Take", func(_ bulkForm, id string) any { return &clue.Take{ID: id} }},
	{"close", "clue.close", "办结", "Close", func(_ bulkForm, id string) any { return &clue.Close{ID: id} }},
}

// bulkLine is one message on the preview or in the result.
type bulkLine struct {
	id, number, title string
	can               bool
	why               string
}

type bulkView struct {
	form          bulkForm
	what          bulkAct
	can, cannot   []bulkLine
	done, refused []bulkLine
	fields        []field
	effect        kit.Effect
}

const mostBulk = 100

// Bulk (批量办理) handles many alike: choose, preview which can and cannot with
// the reasons, then one act each through the door. Pressing again repeats
// nothing, since each act's id is derived from the form's.
func Bulk(p *frame.Page) error {
	if !p.Post() {
		return p.Go("/clues")
	}
	f, err := frame.Form[bulkForm](p)
	if err != nil {
		return err
	}
	slices.Sort(f.IDs)
	f.IDs = slices.Compact(f.IDs)
	switch {
	case len(f.IDs) == 0:
		return p.GoSaying("/clues", "请先在列表里勾选要办的反映。", "Tick the messages in the list first.")
	case len(f.IDs) > mostBulk:
		return act.Wrong("id", "一次最多 100 件。", "At most 100 at once.")
	}
	v := &bulkView{form: f}
	cs, err := bulkLoad(p, f.IDs)
	if err != nil {
		return err
	}
	if v.fields, err = bulkFields(p, f); err != nil {
		return err
	}
	for _, a := range bulkActs {
		if a.key == f.Do {
			v.what = a
		}
	}
	if f.Step == "choose" || v.what.key == "" {
		for _, c := range cs {
			v.can = append(v.can, bulkLine{id: c.ID, number: c.Number, title: title(p.Page, c), can: true})
		}
		if f.Step == "preview" {
			return p.Again(bulkChoosePage(p, v), act.Wrong("do", "请选择怎样办。", "Choose what to do."))
		}
		return p.Render(bulkChoosePage(p, v))
	}
	return bulkRun(p, v, cs)
}

func bulkRun(p *frame.Page, v *bulkView, cs []clue.Clue) error {
	verb := clue.Life.Verb(v.what.name)
	v.effect = kit.Effect{Happens: p.L(verb.SayZh, verb.SayEn)}
	if v.effect.Happens == "" {
		v.effect.Happens = p.L("逐件留下记录。", "Each goes on record.")
	}
	for _, c := range cs {
		l := bulkLine{id: c.ID, number: c.Number, title: title(p.Page, c)}
		if v.form.Step == "do" {
			if !slices.Contains(p.R.PostForm["ok"], c.ID) {
				continue
			}
			if err := bulkDo(p, v, c); err != nil {
				r := kit.Refusals(err)
				if len(r) == 0 {
					return err
				}
				l.why = r[0].Text(p.Lang)
				v.refused = append(v.refused, l)
				continue
			}
			v.done = append(v.done, l)
			continue
		}
		why, err := bulkWhyNot(p, v, c)
		if err != nil {
			return err
		}
		if l.can, l.why = why == "", why; l.can {
			v.can = append(v.can, l)
		} else {
			v.cannot = append(v.cannot, l)
		}
	}
	if v.form.Step == "do" {
		return p.Render(bulkDonePage(p, v))
	}
	return p.Render(bulkPreviewPage(p, v))
}

// bulkDo does one act under an id derived from the form's and the message's.
func bulkDo(p *frame.Page, v *bulkView, c clue.Clue) error {
	base, err := uuid.Parse(p.R.PostFormValue("act_id"))
	if err != nil {
		return act.Wrong("act_id", "页面已失效，请从列表重新开始。", "The page has expired; begin again from the list.")
	}
	a := v.what.make(v.form, c.ID)
	office.Own(a)
	o := p.Order()
	o.ActID = uuid.NewSHA1(base, []byte(c.ID)).String()
	_, err = p.O.Do(p.Ctx(), p.Me, a, o)
	return err
}

// bulkWhyNot asks the life and the pure act, without doing anything.
func bulkWhyNot(p *frame.Page, v *bulkView, c clue.Clue) (string, error) {
	cs, err := p.O.Choices(p.Ctx(), p.Me, "clue", &c)
	if err != nil {
		return "", err
	}
	for _, ch := range cs {
		if ch.Step.Do != v.what.name {
			continue
		}
		if ch.Refuse != nil {
			return ch.Refuse.Text(p.Lang), nil
		}
		if v.what.key == "assign" { // whom it suits is known to the door only
			return "", nil
		}
		_, err := dry(p, c, v.what.make(v.form, c.ID), ch.Role)
		if r := kit.Refusals(err); len(r) > 0 {
			return r[0].Text(p.Lang), nil
		}
		return "", err
	}
	return p.L("不是您岗位的职责。", "Not a task of your function."), nil
}

// bulkLoad reads the ticked messages; what is out of reach is left out as if
// it did not exist.
func bulkLoad(p *frame.Page, ids []string) ([]clue.Clue, error) {
	var out []clue.Clue
	for _, id := range ids {
		c, err := office.Item(p.Ctx(), p.O, p.Me, office.Clues, id)
		if act.KindOf(err) == act.Missing {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, act.None()
	}
	return out, nil
}

// bulkFields asks what to do; only acts of the person's functions are offered.
func bulkFields(p *frame.Page, f bulkForm) ([]field, error) {
	var os []kit.Option
	has := func(n act.Name) bool {
		for _, st := range clue.Life.Steps {
			if st.Do == n && slices.ContainsFunc(st.Who, p.Me.Has) {
				return true
			}
		}
		return false
	}
	for _, a := range bulkActs {
		if has(a.name) {
			os = append(os, kit.Option{Value: a.key, Label: p.L(a.zh, a.en)})
		}
	}
	out := []field{{"radios", kit.Field{Name: "do", Label: p.L("怎样办", "What to do"), Options: os, Value: f.Do}, nil}}
	if has("clue.propose") {
		rs := []kit.Option{{Value: "", Label: p.L("不选", "none")}}
		for _, r := range law.Routes {
			if r.Mode == law.Tell {
				rs = append(rs, kit.Option{Value: r.ID, Label: p.L(r.Zh, r.En)})
			}
		}
		out = append(out, field{"select", kit.Field{Name: "route", Label: p.L("告知哪条程序", "Which procedure to tell"), Optional: true, Options: rs, Value: f.Route, Width: "m"}, nil})
	}
	if has("clue.assign") {
		cs, err := p.O.Colleagues(p.Ctx(), p.Me)
		if err != nil {
			return nil, err
		}
		ps := []kit.Option{{Value: "", Label: p.L("不选", "none")}}
		for _, c := range cs {
			if c.Has(access.Clerk, access.Intake) {
				ps = append(ps, kit.Option{Value: c.ID, Label: c.Name})
			}
		}
		out = append(out, field{"select", kit.Field{Name: "person", Label: p.L("指定给谁", "Assign to"), Optional: true, Options: ps, Value: f.Person, Width: "m"}, nil})
	}
	return append(out, field{"text", kit.Field{Name: "reason", Label: p.L("理由或批注", "Reason or note"), Hint: p.L("每件相同；退回须写。", "The same for each; needed for returns."), Optional: true, Max: 500, Value: strings.TrimSpace(f.Reason)}, nil}), nil
}
