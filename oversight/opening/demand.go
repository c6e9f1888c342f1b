package opening

import (
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// AuthorityDemand enters the lawful demand of an authority for a sender's
// identity. It still needs a second person's approval. An authority that is
// itself accused in the message gets nothing.
type AuthorityDemand struct {
	Clue      string      `json:"clue" form:"clue"`
	Authority string      `json:"authority" form:"authority"` // organ id
	Reference string      `json:"reference" form:"reference"` // number of its document
	Basis     string      `json:"basis" form:"basis"`         // the article it names
	Day       string      `json:"day" form:"day"`             // of the document
	Scan      string      `json:"scan" form:"scan"`           // hash of the uploaded scan
	Reason    string      `json:"reason" form:"reason"`
	Blob      string      `json:"blob,omitempty" form:"blob" secret:"true"`
	Sealed    Blob        `json:"sealed" own:"true"`
	Needs     DemandNeeds `json:"-"`
}

// DemandNeeds are those of a request and the conflicts of the authority.
type DemandNeeds struct {
	RequestNeeds
	Known   bool // the authority is in the register
	Accused bool // it, a unit of it or one of its officers is named in the message
}

func (AuthorityDemand) Name() act.Name { return "opening.authority_demand" }

// On is empty: a request is born.
func (AuthorityDemand) On() string { return "" }

// Carries gives the peeled layer to be written with the act.
func (a AuthorityDemand) Carries() [][]byte { return a.Sealed.Data }

// Do enters the demand.
func (a AuthorityDemand) Do(o Opening, m act.Moment) (Opening, error) {
	if a.Needs.Accused {
		return o, act.Refuse(act.Forbidden, "提出调取的机关或者其人员在本件中被反映：不得向其提供反映人身份，请报告负责人。",
			"The demanding authority or its staff is accused in this message: the sender's identity is not given to it. Report to the director.")
	}
	var k act.Check
	k.Want(a.Needs.Known, "authority", "请选择提出调取的机关。", "Choose the authority.")
	n := utf8.RuneCountInString(strings.TrimSpace(a.Reference))
	k.Want(n >= 4 && n <= 80, "reference", "请填写调取文书的文号。", "Give the number of its document.")
	n = utf8.RuneCountInString(strings.TrimSpace(a.Basis))
	k.Want(n >= 4 && n <= 120, "basis", "请填写文书所列法律依据。", "Give the legal basis that the document names.")
	k.Want(law.Day(a.Day).Valid() && a.Day <= m.Day(), "day", "请填写文书日期，不能晚于今天。", "Give the document's day, not later than today.")
	k.Want(a.Scan != "", "scan", "请上传调取文书的扫描件。", "Upload the scanned document.")
	if err := k.Err(); err != nil {
		return o, err
	}
	o.Purpose, o.InnerWrap = "demand", a.Sealed.Sealed
	o.Demand = Demand{Authority: a.Authority, Reference: a.Reference, Basis: a.Basis, Day: a.Day, Scan: a.Scan}
	return o.begin(m, a.Clue, a.Reason, a.Needs.RequestNeeds)
}
