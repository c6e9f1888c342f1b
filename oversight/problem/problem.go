// Package problem is the life of one problem (问题): found with evidence, put to
// the organ for reply, confirmed and handed over by the council, rectified,
// verified on the spot by others, closed, and looked at again later. A problem
// is of a unit or a system, never of a case.
package problem

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Origin is one matter behind a problem. It is never shown to the organ's side.
type Origin struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Part string `json:"part,omitempty"` // of a self-inspection: the key of the finding
}

// Evidence is one piece of evidence with its grade.
type Evidence struct {
	ID         string `json:"id"`
	Kind       string `json:"kind"`  // a code of EvidenceKinds
	Grade      string `json:"grade"` // document | multiple | single
	Title      string `json:"title"`
	Effective  string `json:"effective,omitempty"` // day of the fact or document
	Uploaded   string `json:"uploaded"`
	Hash       string `json:"hash,omitempty"`
	FileName   string `json:"file_name,omitempty"`
	Source     string `json:"source,omitempty"` // id of the message or lead; never shown to the organ's side
	CaseNo     string `json:"case_no,omitempty"`
	By         string `json:"by"`
	ByOrgan    bool   `json:"by_organ,omitempty"`
	Removed    string `json:"removed,omitempty"` // day
	RemovedWhy string `json:"removed_why,omitempty"`
}

// Reply is the organ's or an officer's answer to the draft.
type Reply struct {
	For  string `json:"for,omitempty"` // officer id; "" the unit
	Text string `json:"text,omitempty"`
	Scan string `json:"scan,omitempty"` // hash of the signed reply, filed by the liaison
	Day  string `json:"day"`
	By   string `json:"by"`
}

// Minute is a decision of the council.
type Minute struct {
	Minute string `json:"minute,omitempty"`
	Date   string `json:"date,omitempty"`
	Reason string `json:"reason,omitempty"`
	Text   string `json:"text,omitempty"` // of a hand-over: the deliberation opinion it carries out
}

// Measure is one line of the rectification plan.
type Measure struct {
	Text      string     `json:"text"`
	Person    string     `json:"person"` // who answers for it
	Milestone string     `json:"milestone"`
	Success   string     `json:"success"` // how success is seen
	Progress  []Progress `json:"progress,omitempty"`
}

// Progress is one entry on a measure.
type Progress struct {
	Day   string   `json:"day"`
	By    string   `json:"by"`
	Text  string   `json:"text"`
	Files []string `json:"files,omitempty"` // hashes
}

// Comment is what the office said on a plan, a claim or an extension.
type Comment struct {
	Day  string `json:"day"`
	By   string `json:"by"`
	Kind string `json:"kind"` // plan | noted | claim | pass | return | redraft
	Text string `json:"text,omitempty"`
}

// Claim is the organ's word that it has rectified (报结).
type Claim struct {
	Day  string `json:"day"`
	By   string `json:"by"`
	Text string `json:"text"`
	Scan string `json:"scan,omitempty"`
}

// Verifier is one person sent to see (核验人) in one round.
type Verifier struct {
	Person string `json:"person"`
	Deputy bool   `json:"deputy,omitempty"`
	Round  int64  `json:"round"`
	Gone   bool   `json:"gone,omitempty"` // replaced
}

// Report is one verifier's report from the spot.
type Report struct {
	Round      int64    `json:"round"`
	Person     string   `json:"person"`
	Day        string   `json:"day"` // of the visit
	Place      string   `json:"place"`
	PerMeasure []string `json:"per_measure"` // yes | partly | no
	Note       string   `json:"note,omitempty"`
	Dissent    string   `json:"dissent,omitempty"` // a view of their own, shown with the result
}

// Recurrence is a closed problem that came back (反弹).
type Recurrence struct {
	Day      string    `json:"day,omitempty"`
	By       string    `json:"by,omitempty"`
	Reason   string    `json:"reason,omitempty"`
	Evidence []string  `json:"evidence,omitempty"` // ids in Evidence
	Minute   Minute    `json:"minute,omitzero"`
	Measures []Measure `json:"measures,omitempty"` // the measures that did not hold
}

// Escalation is one rung of the ladder taken.
type Escalation struct {
	Day        string `json:"day"`
	By         string `json:"by"`
	Rung       string `json:"rung"`
	Text       string `json:"text,omitempty"`
	Minute     string `json:"minute,omitempty"`
	Instrument string `json:"instrument,omitempty"` // proposed by the council
}

// LookBack is the second look at a closed problem (回头看).
type LookBack struct {
	Persons []string `json:"persons,omitempty"`
	Day     string   `json:"day,omitempty"`
	Place   string   `json:"place,omitempty"`
	Note    string   `json:"note,omitempty"`
	By      string   `json:"by,omitempty"`
}

// Problem is one problem; the three lists (问题清单 任务清单 责任清单) are views
// of it.
type Problem struct {
	act.Head
	Title     string
	Statement string
	Class     string
	Organ     string
	Units     []string
	Officers  []string
	Origin    string // a code of OriginKinds
	SelfFound bool   // 自查主动发现: shown apart, never counted against the organ
	Campaign  string
	Origins   []Origin
	Former    []string // earlier statements

	SourceChecked bool // an intake officer found that nothing points to the source
	Evidence      []Evidence
	Invited       []string // "" for the unit, officer ids
	Replies       []Reply
	Batch         string
	Confirmed     Minute
	Handed        Minute
	LeadUnit      string
	RectifyTerm   string // as the council set it
	Signer        string
	Measures      []Measure
	PlanScan      string
	Comments      []Comment
	Claims        []Claim
	Round         int64 // of verification
	Verifiers     []Verifier
	Reports       []Report
	Returned      int64 // how often a claim was returned after verification
	Pending       Recurrence
	Recurrences   []Recurrence
	Escalations   []Escalation
	Ladder        string // why the next rung is proposed: returns | recurrence; "" none
	Look          LookBack
	Review        string // day on which a long-term problem is taken up again
	ReviewTerm    string // term that then runs, set by the council
	Ended         Minute // drop or revocation
}

// Matter is the problem as lists show it, to the organ's side too: no origin.
func (p Problem) Matter() act.Matter {
	m := act.Matter{Title: p.Title, Class: p.Class, Organ: p.Organ, Campaign: p.Campaign, Words: p.Number + "\n" + p.Statement}
	if p.SelfFound {
		m.Via = "self_inspection"
	}
	m.Unit = p.LeadUnit
	if m.Unit == "" && len(p.Units) > 0 {
		m.Unit = p.Units[0]
	}
	m.Named = append(append([]string{p.Organ}, p.Units...), p.Officers...)
	if p.LeadUnit != "" && !slices.Contains(m.Named, p.LeadUnit) {
		m.Named = append(m.Named, p.LeadUnit)
	}
	for _, x := range p.Measures {
		m.Words += "\n" + x.Text
	}
	m.Words = strings.TrimSpace(m.Words)
	return m
}

// live is the evidence that was not removed.
func (p Problem) live() (out []Evidence) {
	for _, e := range p.Evidence {
		if e.Removed == "" {
			out = append(out, e)
		}
	}
	return out
}

// fromMessage reports whether a message of the public is behind the problem.
func (p Problem) fromMessage() bool {
	return slices.ContainsFunc(p.Origins, func(o Origin) bool { return o.Kind == "clue" }) ||
		slices.ContainsFunc(p.live(), func(e Evidence) bool { return e.Kind == "clue" })
}

// Panel are the verifiers of the present round.
func (p Problem) Panel() (out []Verifier) {
	for _, v := range p.Verifiers {
		if v.Round == p.Round && !v.Gone {
			out = append(out, v)
		}
	}
	return out
}

func (p *Problem) comment(m act.Moment, kind, text string) {
	p.Comments = append(slices.Clone(p.Comments), Comment{m.Day(), m.By, kind, strings.TrimSpace(text)})
}

// rerun lets a clock that was met by a claim run on: the claim was not true.
func (p *Problem) rerun(rule string) {
	p.Clocks = slices.Clone(p.Clocks)
	for i := len(p.Clocks) - 1; i >= 0; i-- {
		if p.Clocks[i].Rule == rule {
			p.Clocks[i].Met = ""
			return
		}
	}
}

// dismiss ends the standing of all verifiers.
func (p *Problem) dismiss() {
	for _, v := range p.Verifiers {
		p.Part(v.Person, "verifier")
	}
	for _, v := range p.Look.Persons {
		p.Part(v, "verifier")
	}
}

func minuteOf(m act.Moment, reason string) Minute {
	out := Minute{Reason: strings.TrimSpace(reason)}
	if m.Body != nil {
		out.Minute, out.Date = m.Body.Minute, m.Body.Date
	}
	return out
}
