package draw

import (
	"encoding/hex"
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// PickNeeds is the frame as it is read again from its file.
type PickNeeds struct{ Rows []Row }

// frame gives the cases back if they are still those that were fixed.
func (n PickNeeds) frame(s Sample) ([]Case, error) {
	if len(n.Rows) == 0 {
		return nil, act.Wrong("file", "读不出抽样框文件，请作废后重来。", "The frame's file cannot be read; void the draw and begin again.")
	}
	out := make([]Case, len(n.Rows))
	for i, r := range n.Rows {
		out[i] = r.Case
	}
	if Hash(out) != s.Frame {
		return nil, act.Refuse(act.NotNow, "抽样框文件已不是固定时的那一份，不能抽取。请作废后重来。", "The frame's file is not the one that was fixed; void the draw and begin again.")
	}
	return out, nil
}

// Take (抽取) draws: the smallest tickets of each stratum, and the risk arm as it
// was named in the frame. The two arms are never counted together.
type Take struct {
	ID    string    `json:"id" form:"id"`
	Needs PickNeeds `json:"-"`
}

func (Take) Name() act.Name { return "draw.pick" }
func (a Take) On() string   { return a.ID }

// Do draws.
func (a Take) Do(s Sample, m act.Moment) (Sample, error) {
	frame, err := a.Needs.frame(s)
	if err != nil {
		return s, err
	}
	d, err := Make(frame, s.Seed, int(s.PerStratum))
	if err != nil {
		e := err.(*Error)
		return s, act.Wrong(e.Field, e.Zh+"。", e.En+".")
	}
	s.Strata, s.Picks = d.Strata, nil
	drawn := map[string]bool{}
	for _, p := range d.Picked {
		s.Picks = append(s.Picks, Pick{Picked: p, Arm: "random"})
		drawn[p.ID] = true
	}
	for _, r := range a.Needs.Rows {
		if r.Risk == "" || drawn[r.ID] {
			continue // drawn by chance as well: it counts in the random arm and is reviewed once
		}
		t := Ticket(s.Seed, r.ID)
		s.Picks = append(s.Picks, Pick{Picked: Picked{r.ID, r.Stratum, hex.EncodeToString(t[:])}, Arm: "risk", Why: r.Risk})
	}
	return s, nil
}

// Reasons for which a case drawn may be replaced.
var Reasons = []act.Word{
	{Code: "not_concluded", Zh: "尚未办结或者已再审", En: "not concluded after all, or reopened"},
	{Code: "file_missing", Zh: "卷宗确实无法调取", En: "the file cannot be had"},
	{Code: "sealed", Zh: "涉及国家秘密或者未成年人封存", En: "state secret, or a sealed record of a minor"},
	{Code: "wrong_frame", Zh: "不属于抽样框范围", En: "does not belong to the frame"},
}

// Replace (替换一件) puts the next ticket of the stratum in the place of a case
// that cannot be reviewed. Nobody chooses it.
type Replace struct {
	ID    string    `json:"id" form:"id"`
	Case  string    `json:"case" form:"case"`
	Why   string    `json:"why" form:"why"` // a code of Reasons
	Needs PickNeeds `json:"-"`
}

func (Replace) Name() act.Name { return "draw.replace" }
func (a Replace) On() string   { return a.ID }

// Do replaces it.
func (a Replace) Do(s Sample, m act.Moment) (Sample, error) {
	var k act.Check
	i := slices.IndexFunc(s.Picks, func(p Pick) bool { return p.ID == a.Case && p.Out == "" && p.Arm == "random" })
	k.Want(i >= 0, "case", "请选择抽中的一件（重点评查的不替换）。", "Choose a case drawn; those of the risk arm are not replaced.")
	k.Want(slices.ContainsFunc(Reasons, func(w act.Word) bool { return w.Code == a.Why }), "why", "请选择理由。", "Choose the reason.")
	if err := k.Err(); err != nil {
		return s, err
	}
	frame, err := a.Needs.frame(s)
	if err != nil {
		return s, err
	}
	old := s.Picks[i]
	next, ok := s.after(frame, old.Stratum)
	if !ok {
		return s, act.Refuse(act.NotNow, "这一层已经没有可以替换的案件。", "Nothing is left in this stratum.")
	}
	s.Picks = slices.Clone(s.Picks)
	s.Picks[i].Out = a.Why
	s.Picks = append(s.Picks, Pick{Picked: next, Arm: "random", For: old.ID})
	return s, nil
}

// after is the smallest ticket of a stratum that nobody drew yet.
func (s Sample) after(frame []Case, stratum string) (best Picked, ok bool) {
	for _, c := range frame {
		if c.Stratum != stratum || slices.ContainsFunc(s.Picks, func(p Pick) bool { return p.ID == c.ID }) {
			continue
		}
		t := Ticket(s.Seed, c.ID)
		p := Picked{c.ID, c.Stratum, hex.EncodeToString(t[:])}
		if !ok || strings.Compare(p.Ticket, best.Ticket) < 0 {
			best, ok = p, true
		}
	}
	return best, ok
}
