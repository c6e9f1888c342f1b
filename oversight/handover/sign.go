package handover

import (
	"slices"

	"hengjian/oversight/act"
)

// Sign (移交人签字) is the leaver's, where a director proposed for her.
type Sign struct {
	ID string `json:"id" form:"id"`
}

func (Sign) Name() act.Name { return "handover.sign" }
func (a Sign) On() string   { return a.ID }

// Do signs.
func (a Sign) Do(h Handover, m act.Moment) (Handover, error) {
	if h.Leaver != m.By {
		return h, act.Refuse(act.Forbidden, "由移交人本人签字。", "The leaver signs herself.")
	}
	if h.Signed != "" {
		return h, act.Refuse(act.NotNow, "移交人已经签字。", "The leaver has signed.")
	}
	h.Signed = m.Day()
	return h, nil
}

// Accept (接收人签字) is each receiver's; the last one leads on.
type Accept struct {
	ID string `json:"id" form:"id"`
}

func (Accept) Name() act.Name { return "handover.accept" }
func (a Accept) On() string   { return a.ID }

// Do signs.
func (a Accept) Do(h Handover, m act.Moment) (Handover, error) {
	i, err := h.taker(m)
	if err != nil {
		return h, err
	}
	if h.Takers[i].Signed != "" {
		return h, act.Refuse(act.NotNow, "您已经签字。", "You have signed.")
	}
	h.Takers = slices.Clone(h.Takers)
	h.Takers[i].Signed = m.Day()
	if !slices.ContainsFunc(h.Takers, func(t Taker) bool { return t.Signed == "" }) {
		h.State = "accepted"
	}
	return h, nil
}

func (h Handover) taker(m act.Moment) (int, error) {
	i, ok := h.Takes(m.By)
	if !ok {
		return 0, act.Refuse(act.Forbidden, "由接收人本人办理。", "This is for the receivers themselves.")
	}
	return i, nil
}

// Do refuses.
func (a Refuse) Do(h Handover, m act.Moment) (Handover, error) {
	if _, err := h.taker(m); err != nil {
		return h, err
	}
	return h.end(a.Reason)
}
