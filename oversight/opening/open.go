package opening

import "hengjian/oversight/act"

// Open reads the identity: each reading is an act. The requester's browser
// deciphers; the server hands out the grant only within the term.
type Open struct {
	ID string `json:"id" form:"id"`
}

func (Open) Name() act.Name { return "opening.open" }
func (a Open) On() string   { return a.ID }

// Do lets the requester read while the term runs.
func (a Open) Do(o Opening, m act.Moment) (Opening, error) {
	if m.By != o.Requester {
		return o, act.Refuse(act.Forbidden, "只有申请人本人可以查看。", "Only the requester may read it.")
	}
	if !o.Readable(m) {
		return o, act.Refuse(act.NotNow, "查看时段已过。仍需查看的，请重新申请。", "The time to read it has run out. Ask again if it is still needed.")
	}
	o.Readings = append(o.Readings[:len(o.Readings):len(o.Readings)], Reading{m.Day(), m.At.UnixMicro(), m.By})
	return o, nil
}
