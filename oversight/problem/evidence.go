package problem

import (
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// AddEvidence adds one graded piece of evidence.
type AddEvidence struct {
	ID        string        `json:"id" form:"id"`
	Kind      string        `json:"kind" form:"kind"`
	Grade     string        `json:"grade" form:"grade"`
	Title     string        `json:"title" form:"title"`
	Effective string        `json:"effective" form:"effective"` // day of the fact or document
	Hash      string        `json:"hash" form:"hash"`           // of the uploaded file
	FileName  string        `json:"file_name" form:"file_name"`
	Source    string        `json:"source" form:"source"`   // id of the message, kind clue
	CaseNo    string        `json:"case_no" form:"case_no"` // kind case
	Needs     EvidenceNeeds `json:"-"`
}

// EvidenceNeeds are facts of the case book and of the source.
type EvidenceNeeds struct {
	Concluded bool // kind case: the case book has it as concluded
	Source    bool // kind clue: the message exists and is within reach
}

func (AddEvidence) Name() act.Name { return "problem.add_evidence" }
func (a AddEvidence) On() string   { return a.ID }

// Do adds it; a case must be concluded.
func (a AddEvidence) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	k.Want(act.Has(EvidenceKinds, a.Kind), "kind", "请选择证据种类。", "Choose the kind of evidence.")
	k.Want(act.Has(Grades, a.Grade), "grade", "请选择证据等级。", "Choose the grade of the evidence.")
	k.Length("title", a.Title, 2, 100, "请写明证据名称（2 到 100 字）。", "Name the evidence (2 to 100 characters).")
	neutral(&k, "title", a.Title)
	k.Want(a.Effective == "" || law.Day(a.Effective).Valid() && a.Effective <= m.Day(), "effective", "日期不对，不能晚于今天。", "The day is wrong or later than today.")
	k.Want(a.Grade != "document" || a.Hash != "", "hash", "书证须上传文件。", "Documentary evidence needs its file.")
	if a.Kind == "case" {
		k.Want(a.CaseNo != "" && a.Needs.Concluded, "case_no", "只有已办结、已生效的案件可以作为证据。", "Only a concluded case can be evidence.")
	}
	k.Want(a.Kind != "clue" || a.Source != "" && a.Needs.Source, "source", "请选择作为来源的群众反映。", "Choose the message it comes from.")
	k.Want(len(p.Evidence) < 200, "id", "证据最多 200 件。", "At most 200 pieces of evidence.")
	if err := k.Err(); err != nil {
		return p, err
	}
	p.add(m, Evidence{Kind: a.Kind, Grade: a.Grade, Title: a.Title, Effective: a.Effective, Hash: a.Hash, FileName: a.FileName, Source: a.Source, CaseNo: a.CaseNo})
	if a.Kind == "clue" {
		p.SourceChecked = false
	}
	return p, nil
}

// add gives the piece its id and keeps it; ids are never used twice.
func (p *Problem) add(m act.Moment, e Evidence) string {
	e.ID, e.Uploaded, e.By = fmt.Sprintf("e%d", len(p.Evidence)+1), m.Day(), m.By
	e.Title = strings.TrimSpace(e.Title)
	p.Evidence = append(p.Evidence[:len(p.Evidence):len(p.Evidence)], e)
	return e.ID
}

// RemoveEvidence takes a piece out of account; its entry stays with the reason.
type RemoveEvidence struct {
	ID       string `json:"id" form:"id"`
	Evidence string `json:"evidence" form:"evidence"`
	Reason   string `json:"reason" form:"reason"`
}

func (RemoveEvidence) Name() act.Name { return "problem.remove_evidence" }
func (a RemoveEvidence) On() string   { return a.ID }

// Do marks it removed; what the organ filed stays.
func (a RemoveEvidence) Do(p Problem, m act.Moment) (Problem, error) {
	if err := needReason(a.Reason); err != nil {
		return p, err
	}
	i := slices.IndexFunc(p.Evidence, func(e Evidence) bool { return e.ID == a.Evidence && e.Removed == "" && !e.ByOrgan })
	if i < 0 {
		return p, act.Wrong("evidence", "没有这件证据，或者它由机关一方提交。", "There is no such evidence, or the organ filed it.")
	}
	p.Evidence = slices.Clone(p.Evidence)
	p.Evidence[i].Removed, p.Evidence[i].RemovedWhy = m.Day(), a.Reason
	return p, nil
}
