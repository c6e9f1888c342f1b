package handover

import (
	"slices"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/handover"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// splits are the kinds that may go to somebody else than the rest.
var splits = []string{"clue", "task"}

// newForm is what the page asks; the act's own fields are made from it.
type newForm struct {
	Step       string `form:"step"` // preview | do
	Leaver     string `form:"leaver"`
	Rest       string `form:"rest"`
	Clue       string `form:"clue"`
	Task       string `form:"task"`
	Until      string `form:"until"`
	Reason     string `form:"reason"`
	WithClosed bool   `form:"with_closed"`
}

func (f newForm) act() *handover.Propose {
	a := &handover.Propose{Leaver: f.Leaver, Until: f.Until, Reason: f.Reason, WithClosed: f.WithClosed}
	if d := matter.ReadDay(f.Until); d != "" {
		a.Until = d
	}
	of := map[string]string{"clue": f.Clue, "task": f.Task}
	by := map[string]int{}
	for _, k := range splits {
		to := of[k]
		if to == "" || to == f.Rest {
			continue
		}
		i, ok := by[to]
		if !ok {
			i = len(a.Takers)
			by[to] = i
			a.Takers = append(a.Takers, handover.Split{To: to})
		}
		a.Takers[i].Kinds = append(a.Takers[i].Kinds, k)
	}
	if f.Rest != "" {
		a.Takers = append(a.Takers, handover.Split{To: f.Rest})
	}
	return a
}

type newView struct {
	form    newForm
	fields  []matter.Field
	preview *view // after the first step
	held    []kit.Fact
}

// New (提出交接) asks who takes what, shows the whole list as the door would
// make it, and then proposes it.
func New(p *frame.Page) error {
	b := matter.Birth{Life: &handover.Life, Do: "handover.propose"}
	if !b.May(p) {
		return b.Refuse()
	}
	f, err := frame.Form[newForm](p)
	if err != nil {
		return err
	}
	v := &newView{form: f}
	if v.fields, err = fields(p, f); err != nil {
		return err
	}
	if !p.Post() {
		if v.held, err = heldFacts(p, p.Me.ID); err != nil {
			return err
		}
		return p.Render(newPage(p, v))
	}
	a := f.act()
	if f.Step != "do" {
		return v.show(p, a)
	}
	ans, err := p.Do(a)
	if err != nil {
		return p.Again(newPage(p, v), renamed(err))
	}
	return p.GoSaying(kind.Path(ans.Subject), "已提出，接收人会收到通知，请其签字。", "Proposed; the receivers are told and sign.")
}

// show is the preview.
func (v *newView) show(p *frame.Page, a *handover.Propose) error {
	now, err := p.O.Would(p.Ctx(), p.Me, a, nil)
	if err != nil {
		return p.Again(newPage(p, v), renamed(err))
	}
	h := *now.(*handover.Handover)
	x := view{h: h}
	if x.lines, err = x.see(p, h.Lines); err != nil {
		return err
	}
	if x.inform, err = x.see(p, h.Inform); err != nil {
		return err
	}
	if x.closed, err = x.see(p, h.Closed); err != nil {
		return err
	}
	if err := x.fillKeys(p); err != nil {
		return err
	}
	v.preview = &x
	return p.Render(newPage(p, v))
}

// renamed puts the act's refusals at the page's own questions.
func renamed(err error) error {
	for _, r := range kit.Refusals(err) {
		if len(r.Field) > 7 && r.Field[:7] == "takers." {
			r.Field = "rest"
		}
	}
	return err
}

func fields(p *frame.Page, f newForm) ([]matter.Field, error) {
	cs, err := p.O.TaskStaff(p.Ctx(), p.Me)
	if err != nil {
		return nil, err
	}
	var all, others []kit.Option
	for _, c := range cs {
		all = append(all, kit.Option{Value: c.ID, Label: c.Name})
		if c.ID != p.Me.ID || p.Me.Has(access.Director) {
			others = append(others, kit.Option{Value: c.ID, Label: c.Name})
		}
	}
	var out []matter.Field
	if p.Me.Has(access.Director) {
		mine := kit.Option{Value: "", Label: p.L("我本人", "myself")}
		all = slices.DeleteFunc(all, func(o kit.Option) bool { return o.Value == p.Me.ID })
		out = append(out, matter.Field{As: matter.Select, Field: kit.Field{Name: "leaver", Label: p.L("谁离岗", "Who leaves"), Value: f.Leaver, Options: append([]kit.Option{mine}, all...), Optional: true, Width: "m", Hint: p.L("替他人提出的，由别的负责人或者分管副主任确认。", "If you propose for somebody else, another director or the vice-chairperson confirms.")}})
	}
	choose := append([]kit.Option{{Label: p.L("请选择", "Choose")}}, others...)
	same := append([]kit.Option{{Label: p.L("同一位接收人", "the same person")}}, others...)
	return append(out,
		matter.Field{As: matter.Select, Field: kit.Field{Name: "rest", Label: p.L("交给谁", "Who takes over"), Value: f.Rest, Options: choose, Width: "m"}},
		matter.Field{As: matter.Select, Field: kit.Field{Name: "clue", Label: p.L("群众反映另交给", "Clues go to"), Value: f.Clue, Options: same, Optional: true, Width: "m"}},
		matter.Field{As: matter.Select, Field: kit.Field{Name: "task", Label: p.L("任务另交给", "Tasks go to"), Value: f.Task, Options: same, Optional: true, Width: "m"}},
		matter.Field{As: matter.Date, Field: kit.Field{Name: "until", Label: p.L("在岗至", "In the post until"), Value: f.Until, Optional: true}},
		matter.Field{Field: kit.Field{Name: "reason", Label: p.L("原因", "Reason"), Value: f.Reason, Max: 200, Hint: p.L("例如：轮岗、借调、退休", "e.g. rotation, secondment, retirement")}},
		matter.Field{As: matter.Tick, Field: kit.Field{Name: "with_closed", Label: p.L("已结的反映也换人，以后重新打开时有人经办", "Closed clues change hands too, so that one opened again finds somebody")}}), nil
}

// heldFacts counts what a person handles, by kind.
func heldFacts(p *frame.Page, person string) ([]kit.Fact, error) {
	rows, err := p.O.Held(p.Ctx(), p.Me, person)
	if err != nil {
		return nil, err
	}
	open, over := map[string]int{}, map[string]int{}
	var kinds []string
	for _, r := range rows {
		if !slices.Contains(kinds, r.Kind) {
			kinds = append(kinds, r.Kind)
		}
		if l := office.LifeOf(r.Kind); l != nil && l.State(r.State).Open {
			open[r.Kind]++
		} else {
			over[r.Kind]++
		}
	}
	var out []kit.Fact
	for _, k := range kinds {
		out = append(out, kit.Fact{Term: p.KindName(k), Text: p.L("在办 "+matter.Itoa(open[k])+" 件", matter.Itoa(open[k])+" open"), Sub: p.L("已结 "+matter.Itoa(over[k])+" 件", matter.Itoa(over[k])+" closed")})
	}
	return out, nil
}
