package clue

import (
	"strings"

	"hengjian/oversight/act"
)

// Accept (批办：受理) settles all proposed routes at once. It opens the term to
// finish only for matters of our own; accusations and law-and-litigation
// matters have no finish clock of ours.
type Accept struct {
	ID   string `json:"id" form:"id"`
	Note string `json:"note" form:"note"`
	Ours bool   `json:"ours" form:"ours"` // a matter of our own under XF22 31(6)
}

func (Accept) Name() act.Name { return "clue.accept" }
func (a Accept) On() string   { return a.ID }

// Do accepts; at least one route must lead to a statutory procedure.
func (a Accept) Do(c Clue, m act.Moment) (Clue, error) {
	if !c.anyRoute("refer") {
		return c, act.Refuse(act.NotNow, "没有一条是转送，不能受理；请用“不予受理并告知途径”或“留作工作意见”。",
			"No route refers it; use redirect or keep.")
	}
	if err := decidingNote(a.Note); err != nil {
		return c, err
	}
	c.settle(m, "accepted", a.Note)
	if a.Ours {
		return c, c.Begin(m, "clue.finish")
	}
	return c, nil
}

// Redirect (批办：不予受理并告知) tells the sender the right procedure.
type Redirect struct {
	ID   string `json:"id" form:"id"`
	Note string `json:"note" form:"note"`
}

func (Redirect) Name() act.Name { return "clue.redirect" }
func (a Redirect) On() string   { return a.ID }

// Do redirects when every route tells the party or names another level.
func (a Redirect) Do(c Clue, m act.Moment) (Clue, error) {
	if !c.onlyRoutes("tell_party", "other_level") {
		return c, act.Refuse(act.NotNow, "只有拟办全部是“告知途径”或“其他层级”时才能不予受理。", "Only when every proposed route tells the party or names another level.")
	}
	if err := decidingNote(a.Note); err != nil {
		return c, err
	}
	c.settle(m, "redirected", a.Note)
	return c, nil
}

// Keep (批办：留作工作意见) counts the message; no case leaves.
type Keep struct {
	ID   string `json:"id" form:"id"`
	Note string `json:"note" form:"note"`
}

func (Keep) Name() act.Name { return "clue.keep" }
func (a Keep) On() string   { return a.ID }

// Do keeps when every route is an opinion or statistics.
func (a Keep) Do(c Clue, m act.Moment) (Clue, error) {
	if !c.onlyRoutes("opinion", "statistics") {
		return c, act.Refuse(act.NotNow, "只有拟办全部是“工作意见”或“统计”时才能留存。", "Only when every proposed route is an opinion or statistics.")
	}
	if err := decidingNote(a.Note); err != nil {
		return c, err
	}
	c.settle(m, "kept", a.Note)
	return c, nil
}

// Return (退回重拟) sends the proposal back with a reason.
type Return struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Return) Name() act.Name { return "clue.return" }
func (a Return) On() string   { return a.ID }

// Do returns the message to the clerk.
func (a Return) Do(c Clue, m act.Moment) (Clue, error) {
	if err := needReason(a.Reason); err != nil {
		return c, err
	}
	c.note(m, a.Reason)
	return c, nil
}

// settle ends the term to tell, keeps the director's note and tells the sender.
func (c *Clue) settle(m act.Moment, code, note string) {
	c.Stop(m, "clue.tell", "clue.tell_anonymous", "clue.urgent")
	if note != "" {
		c.note(m, note)
	}
	ways := c.ways()
	c.settleRoutes(m)
	c.tell(m, Told{Code: code, Note: ways})
}

// ways are the procedures, settled now, that the sender is to take herself:
// ids of law's route table, which her receipt page spells out.
func (c Clue) ways() string {
	var ids []string
	for _, r := range c.Fresh() {
		if (r.Outcome == "tell_party" || r.Outcome == "other_level") && r.Route != "" {
			ids = append(ids, r.Route)
		}
	}
	return strings.Join(ids, ",")
}

// settleRoutes dates the routes that are decided now.
func (c *Clue) settleRoutes(m act.Moment) {
	c.Routes = append([]Route(nil), c.Routes...)
	for i := range c.Routes {
		if c.Routes[i].Settled == "" {
			c.Routes[i].Settled = m.Day()
		}
	}
}

// Fresh lists the routes not yet settled: those for which accepting drafts legs.
func (c Clue) Fresh() []Route {
	var out []Route
	for _, r := range c.Routes {
		if r.Settled == "" {
			out = append(out, r)
		}
	}
	return out
}

// settled lists the routes decided earlier; a new proposal is put beside them.
func (c Clue) settled() []Route {
	var out []Route
	for _, r := range c.Routes {
		if r.Settled != "" {
			out = append(out, r)
		}
	}
	return out
}

func (c Clue) anyRoute(outcome string) bool {
	for _, r := range c.Routes {
		if r.Outcome == outcome {
			return true
		}
	}
	return false
}

func (c Clue) onlyRoutes(outcomes ...string) bool {
	for _, r := range c.Routes {
		ok := false
		for _, o := range outcomes {
			ok = ok || r.Outcome == o
		}
		if !ok {
			return false
		}
	}
	return len(c.Routes) > 0
}
