package office

import (
	"reflect"

	"hengjian/oversight/act"
	"hengjian/store"
	"hengjian/tabular"
)

// importKind is how records of one sort become subjects.
type importKind interface {
	table() *store.Table
	// facts reads what rows may refer to.
	facts(im *importing, v *store.View, k *known) error
	// row makes one row of a record, or says what is wrong with its fields.
	row(im *importing, rec tabular.Record) (row, []fault)
	// cells are what the register says, in the file's terms; references as ids.
	cells(s any) map[string]string
	// set fills a subject from such cells.
	set(im *importing, s any, v map[string]string) error
}

// row is one record understood.
type row struct {
	id    string
	line  int
	v     map[string]string // what the file says, references as ids
	names [][2]string       // (space, key) under which later rows may refer to it
	refs  []ref             // what must be there
	under ref               // the row above it, for circles
	same  bool              // another row stands for it; nothing to do
}

// ref is one reference of a row.
type ref struct{ field, space, key string }

// fault is something wrong that only the register can tell.
type fault struct{ field, zh, en string }

// known is what rows may refer to: the register's, and the file's own rows.
type known struct {
	ids  map[string]bool // subjects there are already
	at   map[[2]string]string
	file map[[2]string]string
	up   map[string]string // id → id above it in the register
}

// find resolves a reference.
func (k *known) find(space, key string) (string, bool) {
	if id, ok := k.at[[2]string{space, key}]; ok {
		return id, true
	}
	id, ok := k.file[[2]string{space, key}]
	return id, ok
}

// or resolves a reference, or leaves it as the file has it: the second reading
// knows every row.
func (k *known) or(space, key string) string {
	if id, ok := k.find(space, key); ok {
		return id
	}
	return key
}

// later is a row whose reference is not there yet: perhaps further down.
type later struct {
	key  rowKey
	row  row
	ref  ref
	err  tabular.RowError
	cell tabular.Row
}

// checking is the first reading.
type checking struct {
	*importing
	v      *store.View
	later  []later
	up     map[string]ref    // id → what stands above it in the file
	first  map[string]rowKey // id → its row
	header []string
	errors *tabular.ErrorFile
	wait   []waiting // rows that are there already, not yet compared
}

// waiting is a row until some hundreds are read from the register at once.
type waiting struct {
	row row
	key rowKey
}

// atOnce is how many rows are looked up together.
const atOnce = 1000

// those reads the register's rows for the rows of the file that have one.
func (im *importing) those(v *store.View, rows []waiting) (map[string]store.Loaded, error) {
	ids := make([]string, 0, len(rows))
	for _, w := range rows {
		if im.know.ids[w.row.id] {
			ids = append(ids, w.row.id)
		}
	}
	return im.kind.table().LoadMany(v, ids)
}

// check reads the file without writing and counts what it would do.
func (im *importing) check() error {
	c := &checking{importing: im, v: im.o.View(im.ctx), up: map[string]ref{}, first: map[string]rowKey{}}
	im.bad = map[rowKey]bool{}
	im.res.Import = im.own()
	im.organs, im.there, im.still = map[string]bool{}, map[string]bool{}, map[rowKey]bool{}
	im.know = &known{at: map[[2]string]string{}, file: map[[2]string]string{}, up: map[string]string{}}
	var err error
	if im.know.ids, err = c.v.IDs(im.kind.table(), ""); err != nil {
		return err
	}
	if err := im.kind.facts(im, c.v, im.know); err != nil {
		return err
	}
	if err := im.reading(c.record); err != nil {
		return err
	}
	if err := c.compare(); err != nil {
		return err
	}
	if err := c.settle(); err != nil {
		return err
	}
	if err := im.gone(c.v, c.first); err != nil {
		return err
	}
	if c.errors != nil {
		return c.errors.Flush()
	}
	return nil
}

func (c *checking) record(r *tabular.Reader, rec tabular.Record, errs []tabular.RowError) error {
	c.res.Rows++
	c.res.Notes += len(rec.Notes)
	if len(errs) > 0 {
		return c.refuse(r.Header(), rowKey{rec.Number, rec.Variant}, r.Row(), errs)
	}
	row, faults := c.kind.row(c.importing, rec)
	row.line = rec.Line
	c.there[row.id] = c.there[row.id] || len(faults) > 0
	if k, twice := c.first[row.id]; twice && len(faults) == 0 && !row.same {
		faults = []fault{{"", "与第 " + itoa(k.number) + " 行是同一对象", "is the same subject as row " + itoa(k.number)}}
	}
	if len(faults) > 0 {
		for _, f := range faults {
			errs = append(errs, r.Blame(rec, f.field, f.zh, f.en))
		}
		return c.refuse(r.Header(), rowKey{rec.Number, rec.Variant}, r.Row(), errs)
	}
	if row.same {
		c.res.Unchanged++
		return nil
	}
	c.first[row.id] = rowKey{rec.Number, rec.Variant}
	for _, n := range row.names {
		c.know.file[n] = row.id
	}
	if row.under.key != "" {
		c.up[row.id] = row.under
	}
	for _, f := range row.refs {
		if _, ok := c.know.find(f.space, f.key); !ok {
			e := r.Blame(rec, f.field, "“"+f.key+"”不在登记里，也不在本文件里", "“"+f.key+"” is neither in the register nor in this file")
			c.later = append(c.later, later{rowKey{rec.Number, rec.Variant}, row, f, e, r.RowCopy()})
		}
	}
	c.header = r.Header()
	return c.tally(row, rowKey{rec.Number, rec.Variant})
}

// tally counts what the row would do.
func (c *checking) tally(row row, k rowKey) error {
	if !c.know.ids[row.id] {
		c.res.Added++
		return nil
	}
	if c.wait = append(c.wait, waiting{row, k}); len(c.wait) < atOnce {
		return nil
	}
	return c.compare()
}

// compare tells the rows that wait from what the register says.
func (c *checking) compare() error {
	there, err := c.those(c.v, c.wait)
	if err != nil {
		return err
	}
	for _, w := range c.wait {
		was, ok := there[w.row.id]
		if !ok {
			return act.None()
		}
		_, write, err := c.importing.changed(w.row, was.Now)
		if err != nil {
			return err
		}
		if !write {
			c.still[w.key] = true
		}
	}
	c.wait = c.wait[:0]
	return nil
}

// same compares two subjects of a kind.
func same(was, now any) bool { return reflect.DeepEqual(was, now) }

func clone(t *store.Table, s any) any {
	n := t.New()
	reflect.ValueOf(n).Elem().Set(reflect.ValueOf(s).Elem())
	return n
}

func (c *checking) refuse(header []string, k rowKey, cells tabular.Row, errs []tabular.RowError) error {
	c.bad[k] = true
	c.res.Refused++
	for _, e := range errs {
		if len(c.res.First) < shownErrors {
			c.res.First = append(c.res.First, e)
		}
	}
	if c.p.Errors == nil {
		return nil
	}
	if c.errors == nil {
		if header == nil {
			header = c.header
		}
		var err error
		if c.errors, err = tabular.NewErrorFile(c.p.Errors, header); err != nil {
			return err
		}
	}
	return c.errors.Add(cells, errs)
}

// settle looks at the references again once the whole file is known. A row
// that is refused can bear no other, so it goes on until nothing changes.
func (c *checking) settle() error {
	if err := c.circles(); err != nil {
		return err
	}
	for again := true; again; {
		again = false
		var rest []later
		for _, l := range c.later {
			if c.bad[l.key] {
				continue
			}
			if _, ok := c.know.find(l.ref.space, l.ref.key); ok {
				rest = append(rest, l)
				continue
			}
			again = true
			c.drop(l.row.id)
			if err := c.refuse(nil, l.key, l.cell, []tabular.RowError{l.err}); err != nil {
				return err
			}
		}
		c.later = rest
	}
	return nil
}

// drop takes back what a row counted for that is refused after all.
func (c *checking) drop(id string) {
	for n, at := range c.know.file {
		if at == id {
			delete(c.know.file, n)
		}
	}
	if !c.know.ids[id] {
		c.res.Added--
		return
	}
	c.res.Changed = max(0, c.res.Changed-1)
}

// circles refuses rows that would stand under themselves.
func (c *checking) circles() error {
	for id, k := range c.first {
		if _, has := c.up[id]; !has || !c.under(id) {
			continue
		}
		c.drop(id)
		n := itoa(k.number)
		e := tabular.RowError{Line: k.number, Ref: "A" + n, Zh: "第 " + n + " 行：上下级成环。", En: "Row " + n + ": stands under itself."}
		if err := c.refuse(nil, k, tabular.Row{Number: k.number}, []tabular.RowError{e}); err != nil {
			return err
		}
	}
	return nil
}

// under reports whether a subject stands under itself, by the file where it
// speaks and else by the register.
func (c *checking) under(id string) bool {
	at := id
	for range 64 {
		if r, ok := c.up[at]; ok {
			at, _ = c.know.find(r.space, r.key)
		} else {
			at = c.know.up[at]
		}
		if at == "" || at == id {
			return at == id
		}
	}
	return true
}

// items is the second reading, inside the transaction.
func (im *importing) items(tx *store.Tx, put func(store.Item) error) error {
	ids, err := tx.IDs(im.kind.table(), "")
	if err != nil {
		return err
	}
	im.know.ids = ids
	im.res.Preview = Preview{Gone: im.res.Gone, GoneRows: im.res.GoneRows} // counted anew
	if m, ok := im.kind.(messageKind); ok {
		err = m.items(im, tx, put)
	} else {
		err = im.rows(tx, put)
		if err == nil {
			err = undecided(im.res.Undecided)
		}
	}
	return err
}

// rows writes the rows of the register, looked up some hundreds at once.
func (im *importing) rows(tx *store.Tx, put func(store.Item) error) error {
	var wait []waiting
	flush := func() error {
		there, err := im.those(&tx.View, wait)
		if err != nil {
			return err
		}
		for _, w := range wait {
			if err := im.put(w.row, there, put); err != nil {
				return err
			}
		}
		wait = wait[:0]
		return nil
	}
	err := im.reading(func(r *tabular.Reader, rec tabular.Record, errs []tabular.RowError) error {
		row, ok, err := im.again(rec, errs)
		if err != nil || !ok {
			return err
		}
		if wait = append(wait, waiting{row: row}); len(wait) < atOnce {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	return flush()
}

// again understands a record in the second reading: what was good must still
// be good, or the file changed under our hands.
func (im *importing) again(rec tabular.Record, errs []tabular.RowError) (row, bool, error) {
	im.res.Rows++
	if im.bad[rowKey{rec.Number, rec.Variant}] {
		return row{}, false, nil
	}
	if len(errs) > 0 {
		return row{}, false, act.Refuse(act.Conflict, "文件在读取过程中变了，请重新导入。", "the file changed while it was read; import it again")
	}
	if im.still[rowKey{rec.Number, rec.Variant}] { // found unchanged a moment ago
		im.res.Unchanged++
		return row{}, false, nil
	}
	row, faults := im.kind.row(im, rec)
	row.line = rec.Line
	if len(faults) > 0 {
		return row, false, act.Refuse(act.Conflict, "登记在导入过程中变了，请重新导入。", "the register changed meanwhile; import again")
	}
	if row.same {
		im.res.Unchanged++
	}
	return row, !row.same, nil
}

// put writes one row of the register.
func (im *importing) put(row row, there map[string]store.Loaded, put func(store.Item) error) error {
	t := im.kind.table()
	it := store.Item{Table: t, From: act.Birth}
	if !im.know.ids[row.id] {
		it.Now = t.New()
		*head(it.Now) = act.Head{ID: row.id, Version: 1, State: "listed", Opened: im.day, Regime: im.day}
		if err := im.kind.set(im, it.Now, row.v); err != nil {
			return err
		}
		im.file(it.Now, row.v)
		im.res.Added++
		return put(it)
	}
	was, ok := there[row.id]
	if !ok {
		return act.None()
	}
	now, write, err := im.changed(row, was.Now)
	if err != nil || !write {
		return err
	}
	it.Was, it.Now, it.Salt, it.From = was.Now, now, was.Salt, head(was.Now).State
	head(it.Now).Version++
	return put(it)
}
