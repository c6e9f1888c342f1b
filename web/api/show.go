package api

import (
	"slices"
	"strings"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/oversight/leg"
	"hengjian/oversight/measure"
	"hengjian/oversight/problem"
	"hengjian/oversight/selfcheck"
)

// matter is one subject as far as the person may see it, its terms, what she
// may do with it now, and what was done.
type matter struct {
	Kind    string         `json:"kind"`
	ID      string         `json:"id"`
	Version int64          `json:"version"`
	State   string         `json:"state"`
	StateZh string         `json:"state_zh"`
	StateEn string         `json:"state_en"`
	Place   string         `json:"place"`
	Number  string         `json:"number"`
	Opened  string         `json:"opened,omitempty"`
	Regime  string         `json:"regime,omitempty"`
	Data    map[string]any `json:"data"`
	Clocks  []clockView    `json:"clocks"`
	Choices []choiceView   `json:"choices"`
	History []lineView     `json:"history"`
}

// show answers one subject. Out of reach is the same bytes as unknown.
func show(kind string) fn {
	return func(c *call) (any, error) {
		s, err := c.o.Subject(c.ctx(), c.me, kind, c.r.PathValue("id"))
		if err != nil {
			return nil, err
		}
		h := office.HeadOf(s)
		v := viewAt(c.me, kind, h.Place)
		st := office.LifeOfKind(kind).State(c.o.StateOf(s))
		m := matter{Kind: kind, ID: h.ID, Version: h.Version, State: st.Code, StateZh: st.Zh, StateEn: st.En, Place: h.Place, Number: h.Number,
			Data: data(kind, v, s, c.me)}
		if headShown(kind, v) {
			m.Opened, m.Regime = h.Opened, h.Regime
		}
		if m.Clocks, err = c.clocks(h, v); err != nil {
			return nil, err
		}
		if m.Choices, err = c.choices(kind, s); err != nil {
			return nil, err
		}
		m.History, err = c.history(kind, h.ID, v)
		return m, err
	}
}

// data picks the columns of the view and takes out what their parts must not
// show.
func data(kind string, v view, s any, me access.Person) map[string]any {
	fields := office.Fields(kind, s)
	out := map[string]any{}
	for _, col := range strings.Fields(columns[kind][v]) {
		out[strings.TrimSuffix(col, "_")] = fields[col]
	}
	switch x := s.(type) {
	case *clue.Clue:
		clueData(out, v, x, me)
	case *leg.Leg:
		if v == asOrgan {
			l := x.Letter
			out["letter"] = map[string]string{"number": l.Number, "day": l.Day, "to": l.To, "from": l.From, "hash": l.Hash}
		}
	case *problem.Problem:
		problemData(out, v, x)
	case *measure.Check:
		if v == asOrgan {
			out["answers"] = x.ForOrgan().Answers
		}
	case *selfcheck.Selfcheck:
		if v == asOrgan {
			o := x.ForOrgan()
			out["items"], out["returns"] = o.Items, o.Returns
		}
	}
	if v == asOffice && !office.HeadOf(s).Has(me.ID, "owner") {
		delete(out, "conflicts") // whose relatives serve where is told to nobody else
	}
	return out
}

// clueData: sealed parts by their size alone, and the officers named and the
// handlers' notes only to who handles the message or decides on it.
func clueData(out map[string]any, v view, c *clue.Clue, me access.Person) {
	if v != asOffice {
		return
	}
	var talk []map[string]any
	for _, t := range c.Talk {
		talk = append(talk, map[string]any{"by": t.By, "day": t.Day, "kind": t.Kind, "size": t.Box.Size, "files": len(t.Files)})
	}
	var files []map[string]any
	for _, f := range c.Files {
		files = append(files, map[string]any{"size": f.Size, "sort": f.Sort})
	}
	out["talk"], out["files"] = talk, files
	if !handles(c, me) {
		for _, col := range []string{"officers", "notes", "former"} {
			delete(out, col)
		}
	}
}

func handles(c *clue.Clue, me access.Person) bool {
	if c.Has(me.ID, "handler") || c.Audience != "" {
		return true
	}
	taken := slices.ContainsFunc(c.Parties, func(p act.Party) bool { return p.As == "handler" })
	return me.Has(access.Intake) || me.Has(access.Director) || me.Has(access.Vice) || me.Has(access.Clerk) && !taken
}

// problemData: outside the office evidence shows no source and no withdrawn
// piece, and the office's remarks to itself are left out.
func problemData(out map[string]any, v view, p *problem.Problem) {
	if v == asOffice {
		return
	}
	ev := []problem.Evidence{}
	for _, e := range p.Evidence {
		if e.Removed == "" && e.Kind != "clue" {
			e.Source = ""
			if !e.ByOrgan {
				e.By = ""
			}
			ev = append(ev, e)
		}
	}
	out["evidence"] = ev
	if _, ok := out["comments"]; ok {
		cs := []problem.Comment{}
		for _, x := range p.Comments {
			if x.Kind != "redraft" {
				x.By = ""
				cs = append(cs, x)
			}
		}
		out["comments"] = cs
	}
	if v == asOrgan {
		rs := []problem.Recurrence{}
		for _, r := range p.Recurrences {
			rs = append(rs, problem.Recurrence{Day: r.Day, Reason: r.Reason, Minute: r.Minute, Measures: r.Measures})
		}
		out["recurrences"] = rs
	}
}

type clockView struct {
	Rule        string       `json:"rule"`
	Zh          string       `json:"zh"`
	En          string       `json:"en"`
	LabelZh     string       `json:"label_zh"`
	LabelEn     string       `json:"label_en"`
	From        string       `json:"from"`
	Term        string       `json:"term"`
	Due         string       `json:"due"`
	DueAt       string       `json:"due_at"`
	Provisional bool         `json:"provisional"`
	Met         string       `json:"met,omitempty"`
	Extend      []act.Extend `json:"extend,omitempty"`
	Steps       []law.Step   `json:"steps"`
}

func (c *call) clocks(h *act.Head, v view) ([]clockView, error) {
	out := []clockView{}
	if v == asThin {
		return out, nil
	}
	es, err := c.o.Explain(h)
	if err != nil {
		return nil, err
	}
	for _, e := range es {
		x := clockView{Rule: e.Rule, Zh: e.Law.Zh, En: e.Law.En, From: e.From, Term: e.Term, Due: e.Due, DueAt: instant(e.DueAt), Provisional: e.Provisional,
			Met: e.Met, Extend: e.Extend, Steps: e.Result.Steps}
		x.LabelZh, x.LabelEn = e.Law.Label()
		out = append(out, x)
	}
	return out, nil
}

type choiceView struct {
	Act     act.Name `json:"act"`
	Zh      string   `json:"zh"`
	En      string   `json:"en"`
	SayZh   string   `json:"say_zh,omitempty"`
	SayEn   string   `json:"say_en,omitempty"`
	Role    act.Role `json:"role,omitempty"`
	Body    string   `json:"body,omitempty"`
	Basis   string   `json:"basis"`
	Refused *fault   `json:"refused,omitempty"` // absent: may be done now
}

func (c *call) choices(kind string, s any) ([]choiceView, error) {
	out := []choiceView{}
	if office.LifeOf(kind) == nil {
		return out, nil // entered by imports only
	}
	cs, err := c.o.Choices(c.ctx(), c.me, kind, s)
	if err != nil {
		return nil, err
	}
	for _, x := range cs {
		v := choiceView{Act: x.Step.Do, Zh: x.Verb.Zh, En: x.Verb.En, SayZh: x.Verb.SayZh, SayEn: x.Verb.SayEn, Role: x.Role, Body: x.Step.Body, Basis: x.Step.Basis}
		if r := x.Refuse; r != nil {
			v.Refused = &fault{string(r.Kind), r.Field, r.Zh, r.En}
		}
		out = append(out, v)
	}
	return out, nil
}

type lineView struct {
	Book    string `json:"book"`
	Seq     int64  `json:"seq"`
	At      string `json:"at"`
	Act     string `json:"act"`
	Zh      string `json:"zh"`
	En      string `json:"en"`
	Role    string `json:"role"`
	Name    string `json:"name,omitempty"`
	From    string `json:"from"`
	To      string `json:"to"`
	BasisZh string `json:"basis_zh,omitempty"`
	BasisEn string `json:"basis_en,omitempty"`
	Body    string `json:"body,omitempty"`
	Version int64  `json:"version"`
}

// history lists the lines, never their input. The organ's side reads names of
// its own people and the functions of the congress's.
func (c *call) history(kind, id string, v view) ([]lineView, error) {
	lines, err := c.o.History(c.ctx(), kind, id)
	if err != nil {
		return nil, err
	}
	var who []string
	for _, l := range lines {
		who = append(who, l.Actor)
	}
	names, err := c.o.Names(c.ctx(), who)
	if err != nil {
		return nil, err
	}
	out := []lineView{}
	life := office.LifeOfKind(kind)
	for _, l := range lines {
		if !lineShown(kind, v, act.Name(l.Act)) {
			continue
		}
		verb := life.Verb(act.Name(l.Act))
		x := lineView{Book: l.Book, Seq: l.Seq, At: instant(l.At), Act: l.Act, Zh: verb.Zh, En: verb.En, Role: l.Role, Name: names[l.Actor],
			From: l.From, To: l.To, Body: l.Body, Version: l.Version}
		x.BasisZh, x.BasisEn = law.Cite(l.Basis)
		if (v == asOrgan || v == asSpot) && access.Text(act.Role(l.Role)).Side != "organ" {
			x.Name = ""
		}
		out = append(out, x)
	}
	return out, nil
}
