package handover

import (
	"strings"
	"unicode/utf8"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Refuse (退回) is a receiver's, with a reason; a new list is proposed then.
type Refuse struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Refuse) Name() act.Name { return "handover.refuse" }
func (a Refuse) On() string   { return a.ID }

// Withdraw (撤回) is the leaver's or a director's.
type Withdraw struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Withdraw) Name() act.Name { return "handover.withdraw" }
func (a Withdraw) On() string   { return a.ID }

// Do withdraws.
func (a Withdraw) Do(h Handover, m act.Moment) (Handover, error) {
	if m.By != h.Leaver && m.Role != access.Director {
		return h, act.Refuse(act.Forbidden, "由移交人或者负责人撤回。", "The leaver or a director withdraws it.")
	}
	return h.end(a.Reason)
}

func (h Handover) end(reason string) (Handover, error) {
	n := utf8.RuneCountInString(strings.TrimSpace(reason))
	if n < 2 || n > 200 {
		return h, act.Wrong("reason", "请写明理由（2 到 200 字）。", "Give the reason (2 to 200 characters).")
	}
	h.Ended = strings.TrimSpace(reason)
	return h, nil
}
