package opening

import "hengjian/oversight/act"

// Request asks for the identity, with a purpose and a reason. The requester's
// own key has peeled the outer layer; the approver's opens the inner one, so
// neither can read it alone.
type Request struct {
	Clue    string       `json:"clue" form:"clue"`
	Purpose string       `json:"purpose" form:"purpose"`
	Reason  string       `json:"reason" form:"reason"`
	Blob    string       `json:"blob,omitempty" form:"blob" secret:"true"` // base64 of the peeled inner layer, made in the browser
	Sealed  Blob         `json:"sealed" own:"true"`                        // Blob as stored, filled by the server
	Needs   RequestNeeds `json:"-"`
}

// Blob is a sealed blob that a browser made, decoded and hashed.
type Blob struct {
	Sealed
	Data [][]byte `json:"-"` // written with the act
}

// RequestNeeds are facts of the message and of the requester.
type RequestNeeds struct {
	Identity  bool     // the message has a sealed identity
	Withdrawn bool     // merged away, withheld or otherwise not to be opened
	Asked     string   // kind of organ it is about
	Conflicts []string // kinds of organ where the requester's relatives or friends serve
	Declared  bool     // the requester has declared them
	Audience  string   // of the message
	Recused   []string // recused on the message: they are here too
}

func (Request) Name() act.Name { return "opening.request" }

// On is empty: a request is born.
func (Request) On() string { return "" }

// Carries gives the peeled layer to be written with the act.
func (a Request) Carries() [][]byte { return a.Sealed.Data }

// Do asks.
func (a Request) Do(o Opening, m act.Moment) (Opening, error) {
	var k act.Check
	k.Want(purpose(a.Purpose), "purpose", "请选择用途。", "Choose the purpose.")
	if err := k.Err(); err != nil {
		return o, err
	}
	o.Purpose, o.InnerWrap = a.Purpose, a.Sealed.Sealed
	return o.begin(m, a.Clue, a.Reason, a.Needs)
}

func (o Opening) begin(m act.Moment, clue, reason string, n RequestNeeds) (Opening, error) {
	if err := n.check(m, clue); err != nil {
		return o, err
	}
	if err := act.NeedReason(reason); err != nil {
		return o, err
	}
	o.Clue, o.Reason, o.Requester, o.Audience = clue, reason, m.By, n.Audience
	o.Join(m.By, "owner")
	for _, p := range n.Recused {
		o.Join(p, "recused")
	}
	return o, nil
}

func (n RequestNeeds) check(m act.Moment, clue string) error {
	if clue == "" {
		return act.None()
	}
	if !n.Declared {
		return act.Refuse(act.Forbidden, "申请前请先在“我的账号”里申报亲友在司法机关任职情况（没有的也要申报）。",
			"Before asking, declare on your account page where relatives and friends serve (none is a declaration too).")
	}
	for _, k := range n.Conflicts {
		if k == n.Asked {
			return act.None()
		}
	}
	for _, p := range n.Recused {
		if p == m.By {
			return act.None()
		}
	}
	if n.Withdrawn {
		return act.Refuse(act.NotNow, "本件现在不能申请拆封。", "No identity can be opened on this matter now.")
	}
	if !n.Identity {
		return act.Refuse(act.NotNow, "本件没有密封的身份：匿名反映人不得查找。", "There is no sealed identity: an anonymous sender is not to be identified.")
	}
	return nil
}
