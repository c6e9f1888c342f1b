package handover

import (
	"hengjian/oversight/act"
)

// Confirm (确认交接) lets every matter change hands. The list is made anew from
// what the leaver handles now: weeks may have passed since it was proposed.
type Confirm struct {
	ID    string       `json:"id" form:"id"`
	Needs ConfirmNeeds `json:"-"`
}

// ConfirmNeeds are what the leaver handles now, each with who takes it and
// whether its own life lets it change hands.
type ConfirmNeeds struct{ Lines []Line }

func (Confirm) Name() act.Name { return "handover.confirm" }
func (a Confirm) On() string   { return a.ID }

// Do confirms; what follows is one act for each line that moves.
func (a Confirm) Do(h Handover, m act.Moment) (Handover, error) {
	if m.By == h.Leaver {
		return h, act.Refuse(act.Forbidden, "移交人不能确认自己的交接。", "The leaver does not confirm her own.")
	}
	if _, takes := h.Takes(m.By); takes {
		return h, act.Refuse(act.Forbidden, "接收人不能确认这份交接。", "A receiver does not confirm it.")
	}
	now := map[string]bool{}
	lines := make([]Line, 0, len(a.Needs.Lines))
	for _, l := range a.Needs.Lines {
		now[l.Kind+l.ID] = true
		if l.Out == Moves {
			l.Out = Moved
			h.Changed++
		} else {
			h.Kept++
		}
		lines = append(lines, l)
	}
	for _, l := range h.Lines {
		if !now[l.Kind+l.ID] {
			l.Out, l.Zh, l.En = Gone, "已办结或者已不由移交人经办", "over, or no longer handled by the leaver"
			lines = append(lines, l)
		}
	}
	h.Lines = lines
	return h, nil
}
