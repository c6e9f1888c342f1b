package clue

import "hengjian/oversight/act"

// ReceiveOwn takes in a message about the congress's own staff or deputies:
// diverted, before anybody can open it, to the secretary-general and the
// internal discipline officer; the staff named get "missing".
type ReceiveOwn struct{ Receive }

func (ReceiveOwn) Name() act.Name { return "clue.receive_own" }

// Series numbers these messages apart, so that the ordinary series has no
// gap that would show how many there are.
func (a ReceiveOwn) Series(c Clue, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "clue-own/" + c.Place + "/" + year, m.Prefix + "监信专〔" + year + "〕%d号"
}

// Do begins the life in the special channel.
func (a ReceiveOwn) Do(c Clue, m act.Moment) (Clue, error) {
	if a.Asked != "congress" {
		return c, act.Wrong("asked", "专门渠道只收反映人大机关工作人员或者代表的。", "The special channel is for messages about the congress's own staff or deputies.")
	}
	c, err := a.begin(c, m)
	c.Audience, c.State = "diverted", "diverted"
	return c, err
}
