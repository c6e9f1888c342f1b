package organ

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Paper is the ground of a change in the register: the day from which it
// holds, and the document that ordered it.
type Paper struct {
	Day  string `json:"day" form:"day"`
	Doc  string `json:"doc" form:"doc"`
	Note string `json:"note,omitempty" form:"note"`
}

// check wants a day that has come and is not before the unit's own, and a
// document: nothing is reorganised by hearsay. A reorganisation to come is
// entered on its day; until then the old order holds.
func (p Paper) check(k *act.Check, m act.Moment, since string) {
	k.Want(law.Day(p.Day).Valid() && p.Day <= m.Day(), "day", "请填写生效日期，不能晚于今天；还没有生效的到日再登记。", "Give the day from which it holds, not later than today; enter it when the day has come.")
	k.Want(!law.Day(p.Day).Valid() || p.Day >= since, "day", "生效日期不能早于本单位设立的日期。", "It cannot hold before the unit was set up.")
	text(k, "doc", p.Doc, 4, 120, "请填写依据的文件名称或者文号（4 到 120 字）。", "Name the document or its number (4 to 120 characters).")
	text(k, "note", p.Note, 0, 500, "说明不超过 500 字。", "At most 500 characters.")
	neutral(k, "note", p.Note)
}

func (p Paper) tidy() Paper {
	p.Doc, p.Note = strings.TrimSpace(p.Doc), strings.TrimSpace(p.Note)
	return p
}

func text(k *act.Check, field, s string, lo, hi int, zh, en string) {
	n := utf8.RuneCountInString(strings.TrimSpace(s))
	k.Want(n >= lo && n <= hi, field, zh, en)
}

// neutral keeps accusations and views on cases out of the register: it says who
// holds which post, never how well.
func neutral(k *act.Check, field, s string) {
	k.NoView(field, s, "登记里不写对案件的看法。", "the register has no view on a case.")
	for _, w := range accusing {
		k.Want(!strings.Contains(s, w), field, "文中有“"+w+"”：登记里只写客观事实，不写指控和未经查实的情况。", "The text says “"+w+"”: the register holds facts, no accusations.")
	}
}

// accusing are words that would put something unproven into the register
// (FG19 56; JC19 57: who is cleared must not have it held against her).
var accusing = []string{"举报", "反映称", "被反映", "涉嫌", "违法", "违纪", "受贿", "行贿", "刑讯", "枉法", "投诉", "线索", "嫌疑"}

// NewUnit is a unit that a reorganisation sets up.
type NewUnit struct {
	Code  string `json:"code" form:"code"`
	Name  string `json:"name" form:"name"`
	Sort  string `json:"sort,omitempty" form:"sort"`
	Focus string `json:"focus,omitempty" form:"focus"`
}

// UnitSorts and Foci are what a unit may be.
var (
	UnitSorts = []string{"tribunal", "section", "squad", "station", "bureau", "division"}
	Foci      = []string{"business", "grassroots"}
)

func (n NewUnit) check(k *act.Check, at string, taken bool) {
	text(k, at+"code", n.Code, 1, 40, "请填写单位代码。", "Give the unit's code.")
	k.Want(!taken, at+"code", "该机关已有这个单位代码。", "The organ has a unit with this code.")
	text(k, at+"name", n.Name, 2, 60, "单位名称 2 到 60 个字。", "The name has 2 to 60 characters.")
	k.Want(n.Sort == "" || slices.Contains(UnitSorts, n.Sort), at+"sort", "请选择单位类型。", "Choose the sort of unit.")
	k.Want(n.Focus == "" || slices.Contains(Foci, n.Focus), at+"focus", "请选择重点类别。", "Choose the focus group.")
}

// Establish (登记新设单位) enters a unit; as a follow-on it is what another one
// became.
type Establish struct {
	Paper
	NewUnit
	Organ string         `json:"organ" form:"organ"`
	Upper string         `json:"upper,omitempty" form:"upper"`
	From  string         `json:"from,omitempty"` // the unit it came from
	Needs EstablishNeeds `json:"-"`
}

// EstablishNeeds are facts of the register.
type EstablishNeeds struct {
	ID    string // of the unit that a code at an organ always has
	Ours  bool   // the organ answers to this committee
	Upper bool   // the upper unit is the organ's and lasts
	Taken bool
}

func (Establish) Name() act.Name { return "unit.establish" }
func (Establish) On() string     { return "" }

// Do enters it.
func (a Establish) Do(u Unit, m act.Moment) (Unit, error) {
	var k act.Check
	a.Paper.check(&k, m, "")
	a.NewUnit.check(&k, "", a.Needs.Taken)
	k.Want(a.Needs.Ours, "organ", "请选择本级的机关。", "Choose an organ of this level.")
	k.Want(a.Upper == "" || a.Needs.Upper, "upper", "请选择该机关在册的单位。", "Choose a unit of that organ.")
	if err := k.Err(); err != nil {
		return u, err
	}
	u.ID = a.Needs.ID
	u.Code, u.Name, u.Sort, u.Focus = strings.TrimSpace(a.Code), strings.TrimSpace(a.NewUnit.Name), a.Sort, a.Focus
	u.Organ, u.Upper, u.Since = a.Organ, a.Upper, a.Day
	p := a.Paper.tidy()
	c := Change{What: "establish", Day: a.Day, Doc: p.Doc, Note: p.Note}
	if a.From != "" {
		c.Units = []string{a.From}
	}
	u.Changes = []Change{c}
	return u, nil
}

// Rename (更名) gives a unit another name from a day on.
type Rename struct {
	ID string `json:"id" form:"id"`
	Paper
	New   string      `json:"new" form:"new"`
	Code  string      `json:"code,omitempty" form:"code"` // a new code, "" the old one
	Needs RenameNeeds `json:"-"`
}

// RenameNeeds are facts of the register.
type RenameNeeds struct{ Taken bool } // the new code is another unit's

func (Rename) Name() act.Name { return "unit.rename" }
func (a Rename) On() string   { return a.ID }

// Do renames it.
func (a Rename) Do(u Unit, m act.Moment) (Unit, error) {
	var k act.Check
	a.Paper.check(&k, m, u.last())
	text(&k, "new", a.New, 2, 60, "新名称 2 到 60 个字。", "The new name has 2 to 60 characters.")
	k.Want(strings.TrimSpace(a.New) != u.Name || a.Code != "", "new", "新名称与现名相同。", "The new name is the present one.")
	text(&k, "code", a.Code, 0, 40, "单位代码不超过 40 个字。", "The code has at most 40 characters.")
	k.Want(!a.Needs.Taken, "code", "该机关已有这个单位代码。", "The organ has a unit with this code.")
	if err := k.Err(); err != nil {
		return u, err
	}
	u.changed("rename", a.Paper.tidy())
	u.Name = strings.TrimSpace(a.New)
	if a.Code != "" {
		u.Code = strings.TrimSpace(a.Code)
	}
	return u, nil
}

// last is the day of the latest change: history is written forward.
func (u Unit) last() string {
	day := u.Since
	for _, c := range u.Changes {
		day = max(day, c.Day)
	}
	return day
}

// Move (改变隶属) puts a unit under another one, perhaps of another organ.
type Move struct {
	ID string `json:"id" form:"id"`
	Paper
	Organ string    `json:"organ" form:"organ"`           // "" the same
	Upper string    `json:"upper,omitempty" form:"upper"` // "" right under the organ
	Needs MoveNeeds `json:"-"`
}

// MoveNeeds are facts of the register.
type MoveNeeds struct {
	Ours   bool // the organ answers to this committee
	Upper  bool // the upper unit is the organ's and lasts
	Circle bool // the upper unit stands under this one
	Below  bool // units stand under it and the organ would change
}

func (Move) Name() act.Name { return "unit.move" }
func (a Move) On() string   { return a.ID }

// Do moves it.
func (a Move) Do(u Unit, m act.Moment) (Unit, error) {
	if a.Organ == "" {
		a.Organ = u.Organ
	}
	var k act.Check
	a.Paper.check(&k, m, u.Since)
	k.Want(a.Needs.Ours, "organ", "请选择本级的机关。", "Choose an organ of this level.")
	k.Want(a.Upper == "" || a.Needs.Upper, "upper", "请选择该机关在册的单位。", "Choose a unit of that organ.")
	k.Want(a.Upper != u.ID && !a.Needs.Circle, "upper", "不能移到自己或者自己的下级单位之下。", "It cannot stand under itself.")
	k.Want(!a.Needs.Below, "organ", "它还有下级单位：移到另一机关前，请先移动或者撤销下级单位。", "Units stand under it: move or close them before it goes to another organ.")
	k.Want(a.Organ != u.Organ || a.Upper != u.Upper, "upper", "隶属没有变化。", "It stands there already.")
	if err := k.Err(); err != nil {
		return u, err
	}
	u.changed("move", a.Paper.tidy())
	u.Organ, u.Upper = a.Organ, a.Upper
	return u, nil
}

// Close (撤销) ends a unit without an heir; units below go one level up.
type Close struct {
	ID string `json:"id" form:"id"`
	Paper
}

func (Close) Name() act.Name { return "unit.close" }
func (a Close) On() string   { return a.ID }

// Do closes it.
func (a Close) Do(u Unit, m act.Moment) (Unit, error) {
	var k act.Check
	a.Paper.check(&k, m, u.last())
	if err := k.Err(); err != nil {
		return u, err
	}
	u.changed("close", a.Paper.tidy())
	u.Until, u.Heirs = a.Day, nil
	return u, nil
}

// Merge (并入) ends a unit in favour of another one, which may be new.
type Merge struct {
	ID string `json:"id" form:"id"`
	Paper
	Into  string     `json:"into,omitempty" form:"into"` // id of the heir, "" a new one
	New   NewUnit    `json:"new,omitzero" form:"new"`
	Needs MergeNeeds `json:"-"`
}

// MergeNeeds are facts of the register.
type MergeNeeds struct {
	Heir  string // the heir's id, that of the new one too
	Into  bool   // it lasts, and is of this committee
	Under bool   // it stands under the unit that ends
	Taken bool
}

func (Merge) Name() act.Name { return "unit.merge" }
func (a Merge) On() string   { return a.ID }

// Do ends it.
func (a Merge) Do(u Unit, m act.Moment) (Unit, error) {
	var k act.Check
	a.Paper.check(&k, m, u.last())
	if a.Into == "" {
		a.New.check(&k, "new.", a.Needs.Taken)
	} else {
		k.Want(a.Needs.Into && a.Into != u.ID, "into", "请选择本级在册的另一个单位。", "Choose another unit of this level.")
		k.Want(!a.Needs.Under, "into", "承接单位是它的下级：请先改变下级单位的隶属。", "The heir stands under it: move it first.")
	}
	if err := k.Err(); err != nil {
		return u, err
	}
	u.changed("merge", a.Paper.tidy(), a.Needs.Heir)
	u.Until, u.Heirs = a.Day, []string{a.Needs.Heir}
	return u, nil
}

// Split (分设) makes two or more units of one; with Keep the old one lasts.
type Split struct {
	ID string `json:"id" form:"id"`
	Paper
	Into  []NewUnit  `json:"into" form:"into"`
	Keep  bool       `json:"keep,omitempty" form:"keep"`   // it lasts beside them
	Below int64      `json:"below,omitempty" form:"below"` // which of them gets the units below, counted from 1; 0: they go one level up
	Needs SplitNeeds `json:"-"`
}

// SplitNeeds are facts of the register.
type SplitNeeds struct {
	IDs   []string // of the new units, in order
	Taken []bool
}

func (Split) Name() act.Name { return "unit.split" }
func (a Split) On() string   { return a.ID }

// Do splits it.
func (a Split) Do(u Unit, m act.Moment) (Unit, error) {
	var k act.Check
	a.Paper.check(&k, m, u.last())
	least := 2
	if a.Keep {
		least = 1
	}
	k.Want(len(a.Into) >= least && len(a.Into) <= 12, "into", "请填写分设出的单位：原单位撤销的至少两个，保留的至少一个。", "Name what it is split into: at least two, or one where the old unit lasts.")
	k.Want(a.Below >= 0 && a.Below <= int64(len(a.Into)), "below", "请选择下级单位归到哪里。", "Choose where the units below go.")
	seen := map[string]bool{}
	for i, n := range a.Into {
		at := fmt.Sprintf("into.%d.", i)
		n.check(&k, at, i < len(a.Needs.Taken) && a.Needs.Taken[i])
		k.Want(!seen[n.Code], at+"code", "代码重复。", "The code stands twice.")
		seen[n.Code] = true
	}
	if err := k.Err(); err != nil {
		return u, err
	}
	u.changed("split", a.Paper.tidy(), a.Needs.IDs...)
	u.Heirs = append(slices.Clone(u.Heirs), a.Needs.IDs...)
	if !a.Keep {
		u.Until, u.State = a.Day, "ended"
	}
	return u, nil
}

// Restore (恢复) takes back an end that was entered by mistake.
type Restore struct {
	ID     string       `json:"id" form:"id"`
	Reason string       `json:"reason" form:"reason"`
	Needs  RestoreNeeds `json:"-"`
}

// RestoreNeeds are facts of the register.
type RestoreNeeds struct{ Upper bool } // the unit above lasts

func (Restore) Name() act.Name { return "unit.restore" }
func (a Restore) On() string   { return a.ID }

// Do restores it: units set up in its place stay until they are closed too.
func (a Restore) Do(u Unit, m act.Moment) (Unit, error) {
	var k act.Check
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return u, err
	}
	u.changed("restore", Paper{Day: m.Day(), Note: strings.TrimSpace(a.Reason)}, u.Heirs...)
	u.Until, u.Heirs = "", nil
	if !a.Needs.Upper {
		u.Upper = ""
	}
	return u, nil
}

func reason(k *act.Check, s string) {
	text(k, "reason", s, 4, 500, "请写明理由（4 到 500 字）。", "Give the reason (4 to 500 characters).")
	neutral(k, "reason", s)
}

// AmendUnit (更正登记) puts a mistake of entry right; it is no change in the
// world and leaves no history beside the record.
type AmendUnit struct {
	ID      string `json:"id" form:"id"`
	NewName string `json:"name" form:"name"`
	Sort    string `json:"sort,omitempty" form:"sort"`
	Focus   string `json:"focus,omitempty" form:"focus"`
	Since   string `json:"since,omitempty" form:"since"`
	Reason  string `json:"reason" form:"reason"`
}

func (AmendUnit) Name() act.Name { return "unit.amend" }
func (a AmendUnit) On() string   { return a.ID }

// Do amends it.
func (a AmendUnit) Do(u Unit, m act.Moment) (Unit, error) {
	var k act.Check
	text(&k, "name", a.NewName, 2, 60, "单位名称 2 到 60 个字。", "The name has 2 to 60 characters.")
	k.Want(a.Sort == "" || slices.Contains(UnitSorts, a.Sort), "sort", "请选择单位类型。", "Choose the sort of unit.")
	k.Want(a.Focus == "" || slices.Contains(Foci, a.Focus), "focus", "请选择重点类别。", "Choose the focus group.")
	k.Want(a.Since == "" || law.Day(a.Since).Valid() && a.Since <= m.Day(), "since", "设立日期不对。", "The day it was set up is wrong.")
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return u, err
	}
	u.Name, u.Sort, u.Focus, u.Since = strings.TrimSpace(a.NewName), a.Sort, a.Focus, a.Since
	return u, nil
}
