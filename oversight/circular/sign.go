package circular

import "hengjian/oversight/act"

// SideNeeds says at which committee the actor is.
type SideNeeds struct{ Place string }

// recipient refuses everybody but the one it was sent to.
func (n SideNeeds) recipient(c Circular, m act.Moment) error {
	if c.Organ != "" && m.Organ == c.Organ || c.To != "" && m.Organ == "" && n.Place == c.To {
		return nil
	}
	return act.Refuse(act.Forbidden, "由收到通知的单位办理。", "This is for those to whom it was sent.")
}

// sender refuses everybody but the committee that sent it.
func (n SideNeeds) sender(c Circular) error {
	if n.Place != c.Place {
		return act.Refuse(act.Forbidden, "由印发的常委会办理。", "This is for the committee that sent it.")
	}
	return nil
}

// Open (收阅) records who opened it first.
type Open struct {
	ID    string    `json:"id" form:"id"`
	Needs SideNeeds `json:"-"`
}

func (Open) Name() act.Name { return "circular.open" }
func (a Open) On() string   { return a.ID }

// Do opens it.
func (a Open) Do(c Circular, m act.Moment) (Circular, error) {
	if err := a.Needs.recipient(c, m); err != nil {
		return c, err
	}
	c.round(func(r *Round) { r.Opened, r.OpenedBy = m.Day(), m.By })
	return c, nil
}

// Sign (签收) signs for it; who signs has opened it.
type Sign struct {
	ID    string    `json:"id" form:"id"`
	Needs SideNeeds `json:"-"`
}

func (Sign) Name() act.Name { return "circular.sign" }
func (a Sign) On() string   { return a.ID }

// Do signs. After a change order what was studied before stands: another record
// may be added, none is demanded.
func (a Sign) Do(c Circular, m act.Moment) (Circular, error) {
	if err := a.Needs.recipient(c, m); err != nil {
		return c, err
	}
	c.round(func(r *Round) {
		r.Signed, r.SignedBy = m.Day(), m.By
		if r.Opened == "" {
			r.Opened, r.OpenedBy = r.Signed, r.SignedBy
		}
	})
	c.Stop(m, "circular.sign")
	if len(c.Stands()) > 0 {
		c.State = "studied"
		return c, nil
	}
	c.State = "signed"
	return c, c.Begin(m, "circular.study")
}
