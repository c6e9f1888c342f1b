package screenrun

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Relations is a list of declared relations (关系名单) as it stands on record: where
// it is kept, who supplied it and when. Its lines are kept encrypted and stand
// nowhere else. Whoever is on it beside somebody of a case does not review that
// case; a plan that was limited to it keeps the list it was declared with.
type Relations struct {
	Hash  string `json:"hash"`
	Name  string `json:"name"` // of the file
	By    string `json:"by"`
	Day   string `json:"day"`
	Rows  int64  `json:"rows"`
	Off   string `json:"off,omitempty"` // why it no longer counts
	OffOn string `json:"off_on,omitempty"`
	OffBy string `json:"off_by,omitempty"`
}

// Replaced stands where another says why: a later list took the place of this one.
const Replaced = "replaced"

// Relations is the list that counts for who may review; false there is none.
func (r Run) Relations() (Relations, bool) {
	if n := len(r.Lists); n > 0 && r.Lists[n-1].Off == "" && r.State != "withdrawn" {
		return r.Lists[n-1], true
	}
	return Relations{}, false
}

// take puts a list in the place of the one that counted.
func (r *Run) take(m act.Moment, hash, name string, rows int64) {
	r.off(Replaced, m)
	if n, csv := strings.CutSuffix(name, ".csv.txt"); csv {
		name = n + ".csv" // a table of text is kept as text
	}
	r.Lists = append(r.Lists, Relations{Hash: hash, Name: name, By: m.By, Day: m.Day(), Rows: rows})
}

func (r *Run) off(why string, m act.Moment) {
	r.Lists = slices.Clone(r.Lists)
	if n := len(r.Lists); n > 0 && r.Lists[n-1].Off == "" {
		x := &r.Lists[n-1]
		x.Off, x.OffOn, x.OffBy = why, m.Day(), m.By
	}
}

// Relate (提供关系名单) supplies the list, for the first time, completed, or again
// where it cannot be read any more. The plan is not changed by it.
type Relate struct {
	ID       string      `json:"id" form:"id"`
	Hash     string      `json:"hash" form:"hash"`
	FileName string      `json:"file_name" form:"file_name"`
	Needs    RelateNeeds `json:"-"`
}

// RelateNeeds is what the office read in the file.
type RelateNeeds struct {
	Rows  int64
	Wrong *Trouble // why it cannot be read
}

func (Relate) Name() act.Name { return "screening.relate" }
func (a Relate) On() string   { return a.ID }

// Do takes it.
func (a Relate) Do(r Run, m act.Moment) (Run, error) {
	var k act.Check
	k.Want(a.Hash != "", "hash", "请上传名单。", "Upload the list.")
	if w := a.Needs.Wrong; a.Hash != "" && w != nil {
		k.Want(false, "hash", w.Zh, w.En)
	} else {
		k.Want(a.Hash == "" || a.Needs.Rows > 0, "hash", "名单是空的。", "The list is empty.")
	}
	k.Length("file_name", a.FileName, 0, 120, "文件名最多 120 个字。", "The file's name has at most 120 characters.")
	if err := k.Err(); err != nil {
		return r, err
	}
	r.take(m, a.Hash, a.FileName, a.Needs.Rows)
	return r, nil
}

// Unrelate (收回关系名单) withdraws the list: from then on nobody steps back on
// account of it. What it was used for until then stays.
type Unrelate struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Unrelate) Name() act.Name { return "screening.unrelate" }
func (a Unrelate) On() string   { return a.ID }

// Do withdraws it.
func (a Unrelate) Do(r Run, m act.Moment) (Run, error) {
	if _, ok := r.Relations(); !ok {
		return r, act.Refuse(act.NotNow, "没有在用的关系名单。", "No list of relations counts now.")
	}
	var k act.Check
	k.CaselessReason(a.Reason)
	if err := k.Err(); err != nil {
		return r, err
	}
	r.off(a.Reason, m)
	return r, nil
}
