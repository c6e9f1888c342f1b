package opening

import "hengjian/oversight/act"

// Approve agrees to the opening: the approver's key opens the inner layer and
// seals the box key to the requester alone. The term to read begins.
type Approve struct {
	ID     string       `json:"id" form:"id"`
	Blob   string       `json:"blob,omitempty" form:"blob" secret:"true"` // base64 of the grant, made in the browser
	Sealed Blob         `json:"sealed" own:"true"`
	Needs  ApproveNeeds `json:"-"`
}

// ApproveNeeds are facts of the approver.
type ApproveNeeds struct {
	Asked     string
	Conflicts []string
	Declared  bool
}

func (Approve) Name() act.Name { return "opening.approve" }
func (a Approve) On() string   { return a.ID }

// Carries gives the grant to be written with the act.
func (a Approve) Carries() [][]byte { return a.Sealed.Data }

// Do approves; the life's ≠ makes approver and requester two people.
func (a Approve) Do(o Opening, m act.Moment) (Opening, error) {
	n := RequestNeeds{Identity: true, Asked: a.Needs.Asked, Conflicts: a.Needs.Conflicts, Declared: a.Needs.Declared}
	if err := n.check(m, o.Clue); err != nil {
		return o, err
	}
	if a.Sealed.Hash == "" {
		return o, act.Wrong("blob", "没有生成授权密件：请用您的密钥解开并重新密封给申请人。", "The grant is missing: open the layer with your key and seal it to the requester.")
	}
	o.Given, o.Approver = a.Sealed.Sealed, m.By
	if err := o.Begin(m, "opening.window"); err != nil {
		return o, err
	}
	c, ok := o.Running("opening.window")
	if !ok {
		return o, act.Refuse(act.NotNow, "历史事项不办理拆封。", "No identity is opened on a historic matter.")
	}
	o.Lapses = c.DueAt
	return o, nil
}
