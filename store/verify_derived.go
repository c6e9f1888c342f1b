package store

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"hengjian/store/pages"
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
	go func() { errs <- v.readMatters(0) }()
	go func() {
		for table := inParty; table < derivedTables; table++ {
			if table == inBand {
				continue // by their places in lists, which have to be settled first
			}
			if err := v.readParts(1, table); err != nil {
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
	if err := v.compareBands(); err != nil {
		return err
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

func (v *verifier) readMatters(conn int) error {
	n := int64(0)
	err := v.src.table(conn, "matter", matterShape.names, func(row []pages.Value) error {
		if col := matterShape.wrong(row); col != "" {
			return v.find("matter", row[0].Text+"/"+row[1].Text, col, "值的类型不对", "the value has the wrong type")
		}
		n++
		m := matterRowOf(row)
		i := v.lives.find(m.Kind, m.Subject)
		if i < 0 {
			return v.stranger("matter", m.Kind, m.Subject)
		}
		s := &v.lives.v[i]
		s.sums[inMatter] -= v.words.partHash(v.words.ownHash(m.Kind, m.Subject), m.joined())
		return v.place(&m, s)
	})
	v.count(&v.rep.Derived, n)
	return v.broken("matter", "", err)
}

func matterRowOf(r []pages.Value) MatterRow {
	return MatterRow{Kind: r[0].Text, Subject: r[1].Text, Place: r[2].Text, State: r[3].Text, Audience: r[4].Text, Shown: r[5].Text, Number: r[6].Text,
		Title: r[7].Text, Class: r[8].Text, Via: r[9].Text, Organ: r[10].Text, Unit: r[11].Text, Campaign: r[12].Text, Parent: r[13].Text,
		Urgent: r[14].Int != 0, Historic: r[15].Int != 0, Handled: r[16].Int != 0, DueAt: r[17].Int, Kept: r[18].Int, Late: r[19].Int,
		Opened: r[20].Text, Version: r[21].Int, Ord: r[22].Int}
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

// partCols are the columns of a derived table with several rows for a subject,
// behind the subject's own name.
var partCols = [derivedTables][]string{inParty: {"person", "standing"}, inNamed: {"thing"}, inStood: strings.Split(stoodCols, ",")}

// readParts reads such a table. Where rows of one subject stand together it is
// looked up once for all of them.
func (v *verifier) readParts(conn, table int) error {
	name, n := derivedNames[table], int64(0)
	var last [2][]byte // kind and subject of the row before: texts are lent for one row
	var own uint64
	var sum *uint64
	var part []byte
	err := v.src.table(conn, name, append([]string{"kind", "subject"}, partCols[table]...), func(row []pages.Value) error {
		n++
		if kind, id := row[0].Text, row[1].Text; id != string(last[1]) || kind != string(last[0]) {
			i := v.lives.find(kind, id)
			if i < 0 {
				return v.stranger(name, kind, id)
			}
			own, sum = v.words.ownHash(kind, id), &v.lives.v[i].sums[table]
			last[0], last[1] = append(last[0][:0], kind...), append(last[1][:0], id...)
		}
		part = appendPart(part[:0], row[2:])
		*sum -= v.words.partHash(own, string(part))
		return nil
	})
	v.count(&v.rep.Derived, n)
	return v.broken(name, "", err)
}

func appendPart(part []byte, cols []pages.Value) []byte {
	for i, x := range cols {
		if i > 0 {
			part = append(part, unitSep...)
		}
		if part = append(part, x.Text...); x.Kind == pages.Int {
			part = strconv.AppendInt(part, x.Int, 10)
		}
	}
	return part
}

// bandSum is the sum over all rows of the bands, and how many there are.
type bandSum struct {
	sum uint64
	n   int64
}

var bandCols = []string{"band", "ord"}

// bandHash is the keyed hash of one row of that table.
func (w *wordSums) bandHash(band, ord int64) uint64 {
	hi, lo := bits.Mul64(w.docKey(ord)^w.b, w.docKey(band)|1)
	return hi ^ lo
}

// readBands adds up the bands, of which there are dozens a subject and in no order of
// subjects: whose they are is looked up only where the sum is not the expected one.
func (v *verifier) readBands() error {
	err := v.src.table(4, derivedNames[inBand], bandCols, func(row []pages.Value) error {
		if err := bandShape.check(row, 2); err != nil {
			return err
		}
		v.bands.sum += v.words.bandHash(row[0].Int, row[1].Int)
		v.bands.n++
		return nil
	})
	return v.broken(derivedNames[inBand], "", err)
}

// compareBands compares that sum with what all subjects call for. Where a book's
// number was found wrong, so is the place of each of its matters, and nothing is
// said of their bands.
func (v *verifier) compareBands() error {
	v.count(&v.rep.Derived, v.bands.n)
	left, misplaced := v.bands.sum, false
	for i := range v.lives.v {
		left -= v.lives.v[i].sums[inBand]
	}
	for _, b := range v.books {
		misplaced = misplaced || b.ordOK == 0 && len(b.ordOff) > 0
	}
	if left != 0 && !misplaced {
		return v.findBands()
	}
	for i := range v.lives.v {
		v.lives.v[i].sums[inBand] = 0
	}
	return nil
}

// findBands takes each row off what its matter calls for.
func (v *verifier) findBands() error {
	at := make(map[int64]*uint64, len(v.lives.v))
	for i := range v.lives.v {
		at[v.lives.v[i].ord] = &v.lives.v[i].sums[inBand]
	}
	name := derivedNames[inBand]
	err := v.src.table(1, name, bandCols, func(row []pages.Value) error {
		sum := at[row[1].Int]
		if sum == nil {
			return v.find(name, fmt.Sprintf("%d/%d", row[0].Int, row[1].Int), "ord", "没有次序号为 %d 的事项", "no matter has the place %d in lists", row[1].Int)
		}
		*sum -= v.words.bandHash(row[0].Int, row[1].Int)
		return nil
	})
	return v.broken(name, "", err)
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
	for _, no := range bandNos(m.Bands) {
		want[inBand][strconv.FormatInt(no, 10)] = listed
	}
	for table, sum := range v.lives.v[i].sums {
		if sum == 0 {
			continue
		}
		have, err := derivedRows(view, table, kind, id, v.lives.v[i].ord)
		if err != nil {
			return v.broken(derivedNames[table], kind+"/"+id, err)
		}
		key := func(row string) string { return kind + "/" + id + extra(table, row) }
		if table == inBand {
			key = func(band string) string { return band + "/" + strconv.FormatInt(v.lives.v[i].ord, 10) }
		}
		if err := v.compareParts(table, key, want[table], have); err != nil {
			return err
		}
	}
	return nil
}

func derivedRows(view *View, table int, kind, id string, ord int64) ([]string, error) {
	var out []string
	if table == inBand {
		return view.strings("SELECT CAST(band AS TEXT) FROM band WHERE ord=?", ord)
	}
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
			out = append(out, m.joined())
		}
		return out, rows.Err()
	}
	cols := partCols[table]
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

func (v *verifier) compareParts(table int, key func(row string) string, want map[string]bool, have []string) error {
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
		if err := v.find(name, key(h), col, "与事项重新推算的不符", "it is not what follows from the subject"); err != nil {
			return err
		}
	}
	for w := range want {
		found = true
		if err := v.find(name, key(w), "", "事项应有这一行，表里没有", "the subject calls for this row, and it is not there"); err != nil {
			return err
		}
	}
	if !found {
		return v.broken(name, key(""), errors.New("the table reads differently by its index"))
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
