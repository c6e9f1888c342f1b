package organ

import (
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Unit is one unit (庭科队所局部) of an organ, dated, in a tree. What it was
// called and where it stood before each change stays with it, so that the tree
// can be looked at as of any day.
type Unit struct {
	act.Head
	Code    string
	Name    string
	Organ   string // id of the organ
	Upper   string // id of the unit above, empty right under the organ
	Sort    string // tribunal | section | squad | station | bureau | division
	Focus   string // business | grassroots | "" : the campaign's two focus groups
	Since   string
	Until   string // the first day on which it is no more
	Heirs   []string
	Changes []Change          // oldest first
	Filed   map[string]string // what the last import said, cell by cell; see office/import_merge.go
}

// Change is one change of a unit, with how it stood before.
type Change struct {
	What  string   `json:"what"` // rename | move | merge | split | close | restore | amend | import | joined
	Day   string   `json:"day"`  // the first day of the new order
	Doc   string   `json:"doc,omitempty"`
	Note  string   `json:"note,omitempty"`
	Units []string `json:"units,omitempty"` // what it became or came from

	Name  string `json:"name"`
	Code  string `json:"code,omitempty"`
	Organ string `json:"organ"`
	Upper string `json:"upper,omitempty"`
}

// Matter lists a unit; what it became is named, so that the units it came from
// are found the other way round.
func (u Unit) Matter() act.Matter {
	m := act.Matter{Title: u.Name, Class: u.Sort, Via: u.Focus, Organ: u.Organ, Unit: u.ID, Parent: u.Upper, Words: u.Code, Named: u.Heirs}
	for _, c := range u.Changes {
		if c.Name != u.Name {
			m.Words += "\n" + c.Name
		}
	}
	return m
}

// Standing is the state of the entry as the day has it: a file may give a last
// day that is still to come.
func (u Unit) Standing(day string) string { return passed(u.State, u.Until, day) }

// As is the unit as it stood on a day: its name then, and the unit above then.
func (u Unit) As(day string) Unit {
	for _, c := range u.Changes {
		if c.Day > day && c.Name != "" {
			u.Name, u.Organ, u.Upper = c.Name, c.Organ, c.Upper
			if c.Code != "" {
				u.Code = c.Code
			}
			break
		}
	}
	return u
}

// Stood lists every organ that the unit has ever been of.
func (u Unit) Stood() []string {
	out := []string{u.Organ}
	for _, c := range u.Changes {
		if c.Organ != "" && !slices.Contains(out, c.Organ) {
			out = append(out, c.Organ)
		}
	}
	return out
}

// changed keeps how the unit stood before a change.
func (u *Unit) changed(what string, p Paper, units ...string) {
	c := Change{What: what, Day: p.Day, Doc: p.Doc, Note: p.Note, Units: units, Name: u.Name, Code: u.Code, Organ: u.Organ, Upper: u.Upper}
	u.Changes = append(u.Changes[:len(u.Changes):len(u.Changes)], c)
}

// Imported keeps how the unit stood before an import changed its name or place
// in the tree.
func (u *Unit) Imported(was Unit, day string) {
	if was.Name == "" || was.Name == u.Name && was.Upper == u.Upper && was.Organ == u.Organ {
		return
	}
	was.changed("import", Paper{Day: day})
	u.Changes = was.Changes
}

// UnitLife is the life of a unit. Who sees a unit is everybody; who changes it
// is the committee that its organ answers to (access.Register).
var UnitLife = unitLife()

func unitLife() act.Life {
	l := registerLife("unit", "单位", "Unit")
	l.Verbs = append(l.Verbs,
		act.Verb{Do: "unit.establish", Zh: "登记新设单位", En: "Enter a new unit"},
		act.Verb{Do: "unit.rename", Zh: "更名", En: "Rename", SayZh: "原名留在沿革里；涉及它的事项不变，照常办理。", SayEn: "The old name stays in its history; matters about it go on unchanged."},
		act.Verb{Do: "unit.move", Zh: "改变隶属", En: "Move", SayZh: "下级单位随它一起移动；原来的隶属留在沿革里，算回避时前后两个机关都算。", SayEn: "What is below moves with it; where it stood stays in its history, and recipients are computed from both organs."},
		act.Verb{Do: "unit.merge", Zh: "并入其他单位", En: "Merge into another unit", SayZh: "本单位自生效日起撤销并指向承接单位；涉及它的反映、问题、任务不改写，照常办理，显示“现为”。", SayEn: "It ends on that day and points to its heir; messages, problems and tasks about it are not rewritten, go on, and show what it is now."},
		act.Verb{Do: "unit.split", Zh: "分设", En: "Split", SayZh: "新单位同时登记；涉及原单位的反映、问题、任务不改写，照常办理，显示“现为”。", SayEn: "The new units are entered at once; messages, problems and tasks about the old one are not rewritten, go on, and show what it is now."},
		act.Verb{Do: "unit.close", Zh: "撤销", En: "Close", SayZh: "下级单位归到上一级；撤销的保留在册。", SayEn: "Units below go one level up; what has ended stays on record."},
		act.Verb{Do: "unit.restore", Zh: "恢复（误登撤销）", En: "Restore (ended by mistake)"},
		act.Verb{Do: "unit.amend", Zh: "更正登记", En: "Correct the entry", SayZh: "只改登记错误；机构变动请用更名、改变隶属、并入、分设、撤销。", SayEn: "For mistakes of entry only; changes in the world are renamings, moves, mergers, splits and closings."},
	)
	step := func(do act.Name, from, to []string, who ...act.Role) {
		l.Steps = append(l.Steps, act.Step{From: from, Do: do, To: to, Who: append([]act.Role{access.Clerk, access.Director}, who...), Basis: "local"})
	}
	listed, ended, same := act.In("listed"), act.In("ended"), []string{act.Same}
	step("unit.establish", act.In(act.Birth), listed, access.Follow)
	step("unit.rename", listed, same)
	step("unit.move", listed, same, access.Follow)
	step("unit.merge", listed, ended)
	step("unit.split", listed, []string{act.Same, "ended"})
	step("unit.close", listed, ended)
	step("unit.restore", ended, listed)
	step("unit.amend", act.In("listed", "ended"), same)
	return l
}
