package api

import (
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

type stateView struct {
	Code string `json:"code"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
	Open bool   `json:"open"`
}

type verbView struct {
	Do    act.Name `json:"do"`
	Zh    string   `json:"zh"`
	En    string   `json:"en"`
	SayZh string   `json:"say_zh,omitempty"`
	SayEn string   `json:"say_en,omitempty"`
}

type stepView struct {
	From    []string   `json:"from"` // "" is before the first act
	Do      act.Name   `json:"do"`
	To      []string   `json:"to"` // "=" keeps the state
	Who     []act.Role `json:"who"`
	Not     []act.Name `json:"not"` // nobody who did one of these on the matter
	Body    string     `json:"body,omitempty"`
	Basis   string     `json:"basis"`
	BasisZh string     `json:"basis_zh"`
	BasisEn string     `json:"basis_en"`
	Clock   string     `json:"clock,omitempty"`
	Main    bool       `json:"main"`
	Since   string     `json:"since,omitempty"`
	Retired string     `json:"retired,omitempty"`
}

type lifeView struct {
	Kind   string      `json:"kind"`
	Zh     string      `json:"zh"`
	En     string      `json:"en"`
	States []stateView `json:"states"`
	Verbs  []verbView  `json:"verbs"`
	Steps  []stepView  `json:"steps"`
}

// lives answers every state table: what is lawful, by whom, on what basis.
func lives(c *call) (any, error) {
	out := []lifeView{}
	for _, l := range office.Lives() {
		out = append(out, viewLife(l))
	}
	roles := []roleView{}
	for _, r := range access.Roles {
		roles = append(roles, roleOf(r.Role))
	}
	return map[string]any{"lives": out, "roles": roles}, nil
}

func viewLife(l *act.Life) lifeView {
	v := lifeView{Kind: l.Kind, Zh: l.Zh, En: l.En}
	for _, s := range l.States {
		v.States = append(v.States, stateView{s.Code, s.Zh, s.En, s.Open})
	}
	for _, b := range l.Verbs {
		v.Verbs = append(v.Verbs, verbView(b))
	}
	for _, s := range l.Steps {
		x := stepView{From: s.From, Do: s.Do, To: s.To, Who: s.Who, Not: append([]act.Name{}, s.Not...), Body: s.Body, Basis: s.Basis,
			Clock: s.Clock, Main: s.Main, Since: s.Since, Retired: s.Retired}
		x.BasisZh, x.BasisEn = law.Cite(s.Basis)
		v.Steps = append(v.Steps, x)
	}
	return v
}
