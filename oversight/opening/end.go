package opening

import "hengjian/oversight/act"

// End puts a request away: taken back before approval, or done with after it.
// Nothing can be read afterwards.
type End struct {
	ID string `json:"id" form:"id"`
}

func (End) Name() act.Name { return "opening.end" }
func (a End) On() string   { return a.ID }

// Do ends it: the requester at any time, others only once the term has run.
func (a End) Do(o Opening, m act.Moment) (Opening, error) {
	if m.By != o.Requester && (o.State == "requested" || o.Readable(m)) {
		return o, act.Refuse(act.NotNow, "查看时段还没有过，只有申请人可以提前结束。", "The time to read it still runs; only the requester can end it early.")
	}
	o.StopAll(m)
	o.Lapses = 0
	return o, nil
}
