package campaign

import (
	"slices"

	"github.com/a-h/templ"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/circular"
	"hengjian/oversight/programme"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// receivedCard leads those to whom the plan was sent to their own copy: signing
// for it and recording its study.
func receivedCard(p *frame.Page, c campaign.Campaign) (templ.Component, error) {
	cs, err := p.O.CircularsTo(p.Ctx(), p.Me)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(cs, func(x circular.Circular) bool { return x.Campaign == c.ID })
	if i < 0 {
		return nil, nil
	}
	st := matter.Pill(p.Page, &circular.Life, cs[i].State)
	return ownCopy(p, cs[i].ID, st, p.Me.Has(access.Liaison) || p.Me.Has(access.Chief), c.ID), nil
}

// programmesCard lists what organs set against the campaign themselves; an
// organ reads its own.
func programmesCard(p *frame.Page, c campaign.Campaign) (templ.Component, error) {
	if !slices.ContainsFunc([]act.Role{access.Clerk, access.Director, access.Vice, access.Secretary, access.Member, access.Liaison, access.Chief}, p.Me.Has) {
		return nil, nil
	}
	ps, err := p.O.ProgrammesOf(p.Ctx(), p.Me, c.ID)
	if err != nil || len(ps) == 0 {
		return nil, err
	}
	rest := max(0, len(ps)-20)
	return programmeList(p, ps[:len(ps)-rest], rest, c.ID), nil
}

func programmeSort(p *kit.Page, code string) string {
	w := act.WordOf(programme.Sorts, code)
	return p.L(w.Zh, w.En)
}
