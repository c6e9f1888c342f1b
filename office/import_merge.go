package office

import (
	"maps"
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/store"
)

// An import into the register is a merge of three: what the file says, what the
// register says, and what the last import said. FileCell by cell: what only the
// file changed is taken; what only the register changed is kept; what both
// changed is decided by a person. A cell the file leaves empty is silent unless
// the last import filled it.

// FileCell is one cell in which file and register differ.
type FileCell struct {
	Key      string // of the decision: id and field
	Line     int    // row of the file
	ID, Name string // of the register's row
	Field    string
	Zh, En   string // the field's heading
	File     string // as people read it
	Register string
	Last     string // what the last import said
	Decided  string // of a conflict: file | register, "" not yet
}

// Gone is a row of the register that earlier files had and this one has not.
type Gone struct{ ID, Code, Name string }

// shownCells bounds how many cells and rows of each sort a preview shows.
const shownCells = 200

// merge makes the row's values from the three; decided reports that a person's
// decision must be kept as what the file now says.
func (im *importing) merge(r row, was any) (now map[string]string, decided bool, open int) {
	reg, last := im.kind.cells(was), filed(was)
	now = maps.Clone(reg)
	for _, f := range ImportFields[im.p.Sort] {
		if !im.mapped[f.Name] {
			continue
		}
		file, mine, before := r.v[f.Name], reg[f.Name], last[f.Name]
		switch {
		case file == mine || file == "" && before == "":
		case file == before:
			im.cell(&im.res.Kept, &im.res.KeptCells, r, was, f.Name, "")
		case mine == before:
			now[f.Name] = file
			im.cell(&im.res.Updates, &im.res.Updated, r, was, f.Name, "")
		default:
			d := im.decision(r.id + "/" + f.Name)
			im.cell(&im.res.Conflicts, &im.res.Conflicting, r, was, f.Name, d)
			switch d {
			case "file":
				now[f.Name], decided = file, true
			case "register":
				decided = true
			default:
				open++
			}
		}
	}
	return now, decided, open
}

func (im *importing) decision(key string) string {
	if d := im.p.Decide[key]; d == "file" || d == "register" {
		return d
	}
	if im.p.Rest == "file" || im.p.Rest == "register" {
		return im.p.Rest
	}
	return ""
}

// cell counts a cell and keeps the first of its sort for the preview.
func (im *importing) cell(list *[]FileCell, n *int64, r row, was any, field, decided string) {
	if *n++; len(*list) >= shownCells {
		return
	}
	c := FileCell{Key: r.id + "/" + field, Line: r.line, ID: r.id, Name: nameOf(was), Field: field, Decided: decided}
	for _, f := range ImportFields[im.p.Sort] {
		if f.Name == field {
			c.Zh, c.En = f.Zh, f.En
		}
	}
	c.File, c.Register, c.Last = im.show(field, r.v[field]), im.show(field, im.kind.cells(was)[field]), im.show(field, filed(was)[field])
	*list = append(*list, c)
}

func nameOf(s any) string {
	if l, ok := s.(act.Listed); ok {
		return l.Matter().Title
	}
	return ""
}

// filer is a register row that keeps what the last import said of it.
type filer interface{ File() *map[string]string }

func filed(s any) map[string]string {
	if f, ok := s.(filer); ok {
		return *f.File()
	}
	return nil
}

// file keeps what this import says, for the next one.
func (im *importing) file(s any, v map[string]string) {
	f, ok := s.(filer)
	if !ok {
		return
	}
	m := maps.Clone(*f.File())
	if m == nil {
		m = map[string]string{}
	}
	for k := range im.mapped {
		if v[k] == "" {
			delete(m, k)
		} else {
			m[k] = v[k]
		}
	}
	*f.File() = m
}

// show writes a value as people read it: ids as names.
func (im *importing) show(field, v string) string {
	if v == "" || !slices.Contains([]string{"organ", "parent", "branch", "unit", "heir", "supplies"}, field) {
		return v
	}
	var out []string
	for _, id := range strings.Fields(v) {
		name := id
		if g, err := store.Organs.Load(im.o.View(im.ctx), id); err == nil {
			name = g.Name
		} else if u, err := store.Units.Load(im.o.View(im.ctx), id); err == nil {
			name = u.Name
		}
		out = append(out, name)
	}
	return strings.Join(out, "、")
}

// changed applies a row to what is there: the subject after it, and whether
// anything is to be written.
func (im *importing) changed(r row, was any) (now any, write bool, err error) {
	vals, decided, open := im.merge(r, was)
	im.res.Undecided += int64(open)
	now = clone(im.kind.table(), was)
	if err := im.kind.set(im, now, vals); err != nil {
		return nil, false, err
	}
	if same(was, now) && !decided {
		im.res.Unchanged++
		return was, false, nil
	}
	im.file(now, r.v)
	if head(now).State == "ended" && head(was).State != "ended" {
		im.res.Ended++
	} else {
		im.res.Changed++
	}
	return now, true, nil
}

// gone lists what earlier files had and this one has not: of the organs that
// the file speaks of, for a file of one organ says nothing of the others.
// Nothing is ended by its absence; an act does that.
func (im *importing) gone(v *store.View, seen map[string]rowKey) error {
	t, col := im.kind.table(), "organ"
	switch im.p.Sort {
	case "divisions", "messages":
		return nil
	case "organs", "stations", "deputies", "members":
		col = "''"
	}
	rows, err := v.Query("SELECT id, code, name, "+col+" FROM "+t.Kind+" WHERE place=? AND state='listed' AND filed<>'' ORDER BY code", im.who.Place)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var g Gone
		var organ string
		if err := rows.Scan(&g.ID, &g.Code, &g.Name, &organ); err != nil {
			return err
		}
		if _, ok := seen[g.ID]; ok || organ != "" && !im.organs[organ] || im.there[g.ID] {
			continue
		}
		if im.res.GoneRows++; len(im.res.Gone) < shownCells {
			im.res.Gone = append(im.res.Gone, g)
		}
	}
	return rows.Err()
}

// undecided refuses an import as long as somebody has to decide.
func undecided(n int64) error {
	if n == 0 {
		return nil
	}
	return act.Wrong("conflicts", "有 "+itoa(int(n))+" 处文件和登记都改过，请逐处或者一并决定用哪个。", itoa(int(n))+" cells were changed both in the file and in the register; decide for each, or for all, which one holds.")
}
