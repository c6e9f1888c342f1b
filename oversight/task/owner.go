package task

import (
	"hengjian/oversight/act"
)

// Owner is who answers for a task: somebody of the own staff, or an organ.
type Owner struct {
	Body    string `json:"body_name,omitempty" form:"body_name"`
	Person  string `json:"person,omitempty" form:"person"`
	Organ   string `json:"organ,omitempty" form:"organ"`
	Unit    string `json:"unit,omitempty" form:"unit"`
	Contact string `json:"contact,omitempty" form:"contact"`
}

// OwnerNeeds are facts of the register and the staff.
type OwnerNeeds struct {
	Ours   bool // the organ answers to this committee
	Within bool // the unit is the organ's
	Staff  bool // the person is of the own staff, with a function that does tasks
}

func (o Owner) any() bool { return o.Person != "" || o.Organ != "" }

func (o Owner) check(k *act.Check, n OwnerNeeds) {
	k.Want(o.Person == "" || o.Organ == "", "person", "责任人要么是本机关人员，要么是司法机关，只选一个。", "Either a person of the own staff or an organ, not both.")
	k.Want(o.Person == "" || n.Staff, "person", "请选择本机关的工作人员。", "Choose somebody of the own staff.")
	k.Want(o.Organ == "" || n.Ours, "organ", "请选择本级的机关。", "Choose an organ of this level.")
	k.Want(o.Unit == "" || n.Within, "unit", "请选择该机关的单位。", "Choose a unit of that organ.")
	k.Length("body_name", o.Body, 0, 60, "承办单位不超过 60 个字。", "At most 60 characters.")
	k.Length("contact", o.Contact, 0, 40, "联系人不超过 40 个字。", "At most 40 characters.")
	k.Neutral("body_name", o.Body)
}
