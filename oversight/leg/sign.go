package leg

import "hengjian/oversight/act"

// Sign (签发) issues the letter; when a head is accused it is half signed and a
// second person cosigns. The number is drawn with the last signature.
type Sign struct {
	ID    string    `json:"id" form:"id"`
	Needs SignNeeds `json:"-"`
}

// SignNeeds are computed anew at signing: conflicts may have come to light
// since the draft.
type SignNeeds struct {
	May         []string // organs that may receive this route today
	HeadAccused bool
	ToName      string // the recipient's name in the register today
	FromName    string // the committee's
}

func (Sign) Name() act.Name { return "leg.sign" }
func (a Sign) On() string   { return a.ID }

// Series numbers the letter, unless a second signature is still to come.
func (a Sign) Series(l Leg, m act.Moment) (string, string) {
	if l.HeadAccused || a.Needs.HeadAccused {
		return "", ""
	}
	return series(l, m)
}

// Do signs.
func (a Sign) Do(l Leg, m act.Moment) (Leg, error) {
	if err := l.maySign(m, a.Needs); err != nil {
		return l, err
	}
	l.signed(m, a.Needs)
	return l, nil
}

// ConfirmWritten puts an urgent referral, made by telephone, in writing within
// 24 hours. It is the one letter whose signer may have proposed it.
type ConfirmWritten struct {
	ID    string    `json:"id" form:"id"`
	Needs SignNeeds `json:"-"`
}

func (ConfirmWritten) Name() act.Name { return "leg.confirm_written" }
func (a ConfirmWritten) On() string   { return a.ID }

// Series is that of Sign.
func (a ConfirmWritten) Series(l Leg, m act.Moment) (string, string) {
	return Sign(a).Series(l, m)
}

// Do signs and ends the term to put it in writing.
func (a ConfirmWritten) Do(l Leg, m act.Moment) (Leg, error) {
	if err := a.Needs.check(l); err != nil {
		return l, err
	}
	l.Stop(m, "clue.refer_urgent_written")
	l.signed(m, a.Needs)
	return l, nil
}

func (l *Leg) signed(m act.Moment, n SignNeeds) {
	l.HeadAccused = l.HeadAccused || n.HeadAccused
	l.First = m.By
	if l.HeadAccused {
		l.State = "half_signed"
		return
	}
	l.State = "signed"
	l.issue(m, n.ToName, n.FromName, m.By, "")
}

// maySign is the separation of proposer and decider.
func (l Leg) maySign(m act.Moment, n SignNeeds) error {
	if in(l.Proposers, m.By) {
		return act.Refuse(act.Forbidden, "您提出了这条转送的拟办意见，须由另一人签发。", "You proposed this referral; somebody else must sign it.")
	}
	return n.check(l)
}

func (n SignNeeds) check(l Leg) error {
	if !in(n.May, l.To) {
		return act.Refuse(act.NotNow, "起草以后出现了冲突：接收单位不能再接收本件，请不予转送并重新起草。",
			"A conflict has come to light since the draft: this organ may no longer receive it. Drop it and draft anew.")
	}
	var k act.Check
	k.Want(n.ToName != "" && n.FromName != "", "to", "监督对象里没有接收单位的名称。", "The register has no name for the recipient.")
	return k.Err()
}
