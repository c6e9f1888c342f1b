package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The derived tables whose rows belong to one subject.
const (
	inMatter = iota
	inParty
	inNamed
	inBand
	inStood
	derivedTables
)

var derivedNames = [derivedTables]string{"matter", "party", "named", "band", "stood"}

// compareDerived reads the derived tables once, in any order. Each subject has
// a keyed sum of what should be there; what is there is taken off it.
func (v *verifier) compareDerived() error {
	errs := make(chan error, 2)
	go func() { errs <- v.readMatters(v.snap.view(0)) }()
	go func() {
		for table, cols := range map[int]string{inParty: "person,standing", inNamed: "thing", inBand: "band", inStood: stoodCols} {
			if err := v.readParts(v.snap.view(1), table, strings.Split(cols, ",")); err != nil {
				errs <- err
				return
			}
		}
		errs <- nil
	}()
	for range 2 {
		if err := <-errs; err != nil {
			v.stop(err)
			return err
		}
	}
	for _, compare := range []func() error{v.compareTally, v.compareTurned} {
		if err := compare(); err != nil {
			return err
		}
	}
	for _, b := range v.books {
		if err := v.numbers(b); err != nil {
			return err
		}
	}
	for i := range v.lives.v {
		if v.lives.v[i].sums == [derivedTables]uint64{} {
			continue
		}
		if err := v.pinpoint(i); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) readMatters(view *View) error {
	rows, err := view.Query("SELECT " + matterCols + " FROM matter")
	if err != nil {
		return v.broken("matter", "", err)
	}
	defer rows.Close()
	n := int64(0)
	var m MatterRow
	into := m.holders()
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return v.broken("matter", "", err)
		}
		n++
		i := v.lives.find(m.Kind, m.Subject)
		if i < 0 {
			if err := v.stranger("matter", m.Kind, m.Subject); err != nil {
				return err
			}
			continue
		}
		s := &v.lives.v[i]
		s.sums[inMatter] -= v.words.partHash(v.words.ownHash(m.Kind, m.Subject), strings.Join(m.fields(), unitSep))
		if err := v.place(&m, s); err != nil {
			return err
		}
	}
	v.count(&v.rep.Derived, n)
	return v.broken("matter", "", rows.Err())
}

// place compares a matter's place in lists. Where every matter of a book is off
// by the book's number alone, it is the number that was changed.
func (v *verifier) place(m *MatterRow, s *life) error {
	b := v.books[s.book]
	if m.Ord == s.ord {
		b.ordOK++
		return nil
	}
	if m.Ord>>10 == s.ord>>10 && len(b.ordOff) < maxFindings {
		b.ordOff = append(b.ordOff, m.Kind+"/"+m.Subject)
		return nil
	}
	return v.find("matter", m.Kind+"/"+m.Subject, "ord", "次序号为 %d，应为 %d", "its place in lists is %d, %d expected", m.Ord, s.ord)
}

// numbers settles whose fault it is where a place is off by the book's part.
func (v *verifier) numbers(b *bookState) error {
	if b.ordOK == 0 && len(b.ordOff) > 0 {
		return v.find("book", b.id, "no", "簿册号与其全部事项的次序号不符", "the book's number is not the one in the places of its matters")
	}
	for _, key := range b.ordOff {
		if err := v.find("matter", key, "ord", "次序号里的簿册号不对", "the book's number in its place in lists is wrong"); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) stranger(table, kind, id string) error {
	return v.find(table, kind+"/"+id, "subject", "没有事项 %s/%s", "there is no subject %s/%s", kind, id)
}

// readParts reads a derived table with several rows for a subject, one group
// for each subject, as the primary key has them.
func (v *verifier) readParts(view *View, table int, cols []string) error {
	name, sep := derivedNames[table], view.eng.char31()
	one := strings.Join(cols, "||"+sep+"||")
	all := "group_concat(" + one + ", char(30))"
	if view.eng.name == "postgres" {
		all = "string_agg(" + one + ", chr(30))"
	}
	rows, err := view.Query("SELECT kind, subject, " + all + " FROM " + name + " GROUP BY kind, subject")
	if err != nil {
		return v.broken(name, "", err)
	}
	defer rows.Close()
	n := int64(0)
	var kind, id, parts string
	for rows.Next() {
		if err := rows.Scan(&kind, &id, &parts); err != nil {
			return v.broken(name, "", err)
		}
		i := v.lives.find(kind, id)
		if i < 0 {
			if err := v.stranger(name, kind, id); err != nil {
				return err
			}
			continue
		}
		own, sum := v.words.ownHash(kind, id), &v.lives.v[i].sums[table]
		for p := range strings.SplitSeq(parts, "\x1e") {
			*sum -= v.words.partHash(own, p)
			n++
		}
	}
	v.count(&v.rep.Derived, n)
	return v.broken(name, "", rows.Err())
}

// pinpoint compares the derived rows of one subject value by value.
func (v *verifier) pinpoint(i int) error {
	kind, id := v.lives.kind(i), v.lives.id(i)
	view := v.snap.view(2)
	want := [derivedTables]map[string]bool{{}, {}, {}, {}, {}}
	t := TableOf(kind)
	s := t.New()
	if _, err := t.load(view, id, s); err != nil {
		if !v.lives.v[i].row { // the lost row was named; what hung on it is no second fault
			return nil
		}
		return v.broken(kind, id, err)
	}
	row, m, listed := matterOf(kind, s, 0)
	new(parts).each(head(s), &row, m, listed, v.lives.folding(i), func(table int, part string) { want[table][part] = true })
	for table, sum := range v.lives.v[i].sums {
		if sum == 0 {
			continue
		}
		have, err := derivedRows(view, table, kind, id)
		if err != nil {
			return v.broken(derivedNames[table], kind+"/"+id, err)
		}
		if err := v.compareParts(table, kind+"/"+id, want[table], have); err != nil {
			return err
		}
	}
	return nil
}

func derivedRows(view *View, table int, kind, id string) ([]string, error) {
	var out []string
	if table == inMatter {
		rows, err := view.Query("SELECT "+matterCols+" FROM matter WHERE kind=? AND subject=?", kind, id)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		for rows.Next() {
			var m MatterRow
			if err := rows.Scan(m.holders()...); err != nil {
				return nil, err
			}
			out = append(out, strings.Join(m.fields(), unitSep))
		}
		return out, rows.Err()
	}
	cols := [derivedTables][]string{inParty: {"person", "standing"}, inNamed: {"thing"}, inBand: {"band"}, inStood: strings.Split(stoodCols, ",")}[table]
	rows, err := view.Query("SELECT "+strings.Join(cols, ", ")+" FROM "+derivedNames[table]+" WHERE kind=? AND subject=?", kind, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	vals := make([]string, len(cols))
	into := make([]any, len(cols))
	for i := range vals {
		into[i] = &vals[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		out = append(out, strings.Join(vals, unitSep))
	}
	return out, rows.Err()
}

func (v *verifier) compareParts(table int, key string, want map[string]bool, have []string) error {
	name, found := derivedNames[table], false
	for _, h := range have {
		if want[h] {
			delete(want, h)
			continue
		}
		found = true
		col := ""
		if table == inMatter {
			for w := range want {
				col = differing(w, h)
			}
			delete(want, firstOf(want))
		}
		if err := v.find(name, key+extra(table, h), col, "与事项重新推算的不符", "it is not what follows from the subject"); err != nil {
			return err
		}
	}
	for w := range want {
		found = true
		if err := v.find(name, key+extra(table, w), "", "事项应有这一行，表里没有", "the subject calls for this row, and it is not there"); err != nil {
			return err
		}
	}
	if !found {
		return v.broken(name, key, errors.New("the table reads differently by its index"))
	}
	return nil
}

func firstOf(m map[string]bool) string {
	for k := range m {
		return k
	}
	return ""
}

func extra(table int, row string) string {
	if table == inMatter {
		return ""
	}
	return "/" + strings.ReplaceAll(row, unitSep, "/")
}

// differing lists the columns in which two matter rows differ.
func differing(a, b string) string {
	as, bs, cols := strings.Split(a, unitSep), strings.Split(b, unitSep), strings.Split(matterCols, ", ")
	if len(as) != len(bs) {
		return ""
	}
	var out []string
	for i := range as {
		if as[i] != bs[i] {
			out = append(out, cols[i])
		}
	}
	slices.Sort(out)
	return fmt.Sprint(strings.Join(out, ","))
}
