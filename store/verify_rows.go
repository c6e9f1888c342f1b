package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"hengjian/lexis"
	"hengjian/oversight/act"
	"hengjian/store/pages"
)

// rowWorkers is how many goroutines hash and rebuild what one reads.
const rowWorkers = 2

// readRows reads every subject's row: its digest against the last line, and
// what should be derived from it.
func (v *verifier) readRows() error {
	var readers sync.WaitGroup
	rows := make(chan rowBatch, 4)
	errs := make(chan error, len(Tables)+rowWorkers)
	half := func(conn int) {
		defer readers.Done()
		for i := conn; i < len(Tables); i += 2 {
			if err := v.readTable(Tables[i], conn, rows); err != nil {
				errs <- err
				v.stop(err)
				return
			}
		}
	}
	readers.Add(2)
	go half(0)
	go half(1)
	var workers sync.WaitGroup
	ws := make([]*rowWorker, rowWorkers)
	for i := range ws {
		ws[i] = newRowWorker(v)
		workers.Go(func() {
			for b := range rows {
				if err := ws[i].batch(b); err != nil {
					errs <- err
					v.stop(err)
				}
			}
		})
	}
	readers.Wait()
	close(rows)
	workers.Wait()
	for _, w := range ws {
		w.merge()
	}
	select {
	case err := <-errs:
		return err
	default:
	}
	return v.lostRows()
}

// lostRows names subjects whose row is gone.
func (v *verifier) lostRows() error {
	for i := range v.lives.v {
		s := &v.lives.v[i]
		if s.row || s.erased {
			continue
		}
		if err := v.find(v.lives.kind(i), v.lives.id(i), "", "记录里有这一事项，表里没有这一行", "the journal tells of it, but the row is gone"); err != nil {
			return err
		}
	}
	return nil
}

// rowBatch is some rows of one table, salt last, one after another.
type rowBatch struct {
	t    *Table
	vals []pages.Value
}

const rowsAtOnce = 64

// spentBatches are batches whose rows were looked at.
var spentBatches sync.Pool

func (v *verifier) readTable(t *Table, conn int, out chan<- rowBatch) error {
	cols := strings.Split(t.names(), ", ")
	fresh := func() rowBatch {
		if b, ok := spentBatches.Get().(*[]pages.Value); ok {
			return rowBatch{t, (*b)[:0]}
		}
		return rowBatch{t, make([]pages.Value, 0, rowsAtOnce*len(cols))}
	}
	b := fresh()
	err := v.src.table(conn, t.Kind, cols, func(row []pages.Value) error {
		own(row)
		if b.vals = append(b.vals, row...); len(b.vals) < rowsAtOnce*len(cols) {
			return nil
		}
		full := b
		b = fresh()
		return full.send(v.ctx, out)
	})
	if err != nil {
		return v.broken(t.Kind, "", err)
	}
	return b.send(v.ctx, out)
}

func (b rowBatch) send(ctx context.Context, out chan<- rowBatch) error {
	select {
	case out <- b:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// rowWorker keeps what one goroutine adds up.
type rowWorker struct {
	v      *verifier
	buf    []byte
	words  *wordSums
	refs   refs
	series map[string]*seriesSum
	n      int64
	tally  tallies
	turned turnings
	parts  parts
}

func newRowWorker(v *verifier) *rowWorker {
	return &rowWorker{v: v, words: newWordSums(v.words), refs: refs{}, series: map[string]*seriesSum{}, tally: tallies{}, turned: turnings{}}
}

func (w *rowWorker) batch(b rowBatch) error {
	n := len(b.t.Cols) + 1
	for vals := b.vals; len(vals) > 0; vals = vals[n:] {
		if err := w.row(b.t, vals[:n]); err != nil {
			return err
		}
	}
	clear(b.vals)
	spentBatches.Put(&b.vals)
	return nil
}

// typed checks that each value has its column's type and returns the column that
// has not.
func (t *Table) typed(row []pages.Value) (wrong string) {
	for i, v := range row {
		want, name := Bytes, "salt"
		if i < len(t.Cols) {
			want, name = t.Cols[i].Type, t.Cols[i].Name
		}
		ok := false
		switch v.Kind {
		case pages.Text:
			ok = want == Text || want == JSON
		case pages.Blob:
			ok = want == Bytes
		case pages.Int:
			ok = want == Int || want == Bool && uint64(v.Int) < 2
		}
		if !ok {
			return name
		}
	}
	return ""
}

func (w *rowWorker) row(t *Table, row []pages.Value) error {
	v := w.v
	id := row[0].Text // the first column of every head
	if wrong := t.typed(row); wrong != "" {
		return v.find(t.Kind, id, wrong, "值的类型不对", "the value has the wrong type")
	}
	w.n++
	i := v.lives.find(t.Kind, id)
	if i < 0 {
		return v.find(t.Kind, id, "", "表里有这一行，记录里没有这一事项", "there is a row of which no line tells")
	}
	s := &v.lives.v[i]
	s.row = true
	if w.digest(t, row) != s.digest {
		if err := w.changed(t, id, row, s); err != nil {
			return err
		}
	}
	for c, x := range row[:len(row)-1] {
		if x.Kind == pages.Text && len(x.Text) >= 64 {
			w.refs.collect(x.Text, uint32(i), t.Cols[c].Type == JSON)
		}
	}
	return w.expect(t, id, row, i)
}

// changed names the column of a row that its last line does not explain.
func (w *rowWorker) changed(t *Table, id string, row []pages.Value, s *life) error {
	ls := w.v.lives
	col, zh, en := "", "这一行与最后一次行为（第 %d 行）记下的摘要不符：被改动过", "the row is not what its last act (line %d) left: it was changed"
	for c, col2 := range t.Cols {
		if col2.Name == "version" && row[c].Int != s.version || col2.Name == "state" && row[c].Text != ls.said[s.state] {
			col = col2.Name
		}
	}
	return w.v.find(t.Kind, id, col, zh, en, s.seq)
}

// expect adds up what should be derived from the row.
func (w *rowWorker) expect(t *Table, id string, row []pages.Value, i int) error {
	subject, err := t.subject(row)
	if err != nil {
		return w.v.find(t.Kind, id, "", "这一行的内容读不懂：%[1]v", "the row cannot be read: %[1]v", err)
	}
	h := head(subject)
	for _, d := range h.Drawn {
		if err := w.drew(t, id, d); err != nil {
			return err
		}
	}
	s := &w.v.lives.v[i]
	row2, m, ok := matterOf(t.Kind, subject, 0)
	if ok && row2.Campaign != "" {
		w.tally.add(&row2)
		w.turned.add(&row2, w.v.lives.folding(i))
	}
	own := w.words.ownHash(t.Kind, id)
	w.parts.each(h, &row2, m, ok, w.v.lives.folding(i), func(table int, part string) { s.sums[table] += w.words.partHash(own, part) })
	if !ok {
		return nil
	}
	for _, no := range bandNos(m.Bands) {
		s.sums[inBand] += w.words.bandHash(no, s.ord)
	}
	for n, c := range lexis.Chunks(lexis.Tokens(searchText(m))) {
		if n == chunks {
			break
		}
		w.words.piece(s.ord<<5|int64(n), t.Kind, id, c)
	}
	return nil
}

// digest is Table.digest of a row as it was read.
func (w *rowWorker) digest(t *Table, row []pages.Value) [32]byte {
	b := appendSalt(w.buf[:0], row[len(row)-1].Text)
	for i, c := range t.Cols {
		switch v := &row[i]; c.Type {
		case Int:
			b = appendInt(b, v.Int)
		case Bool:
			b = appendBool(b, v.Int == 1)
		default:
			b = appendText(b, c.Type, v.Text)
		}
	}
	w.buf = b
	return sha256.Sum256(b)
}

// subject makes the subject of a row.
func (t *Table) subject(row []pages.Value) (any, error) {
	s := t.New()
	v := reflect.ValueOf(s).Elem()
	for i, c := range t.Cols {
		f := v.FieldByIndex(c.path)
		switch c.Type {
		case Int:
			f.SetInt(row[i].Int)
		case Bool:
			f.SetBool(row[i].Int == 1)
		case Bytes:
			f.SetBytes([]byte(row[i].Text))
		case Text:
			f.SetString(row[i].Text)
		default:
			if err := decode(f, row[i].Text); err != nil {
				return nil, fmt.Errorf("%s.%s: %w", t.Kind, c.Name, err)
			}
		}
	}
	return s, nil
}

// seriesSum is what subjects tell of one series.
type seriesSum struct{ n, last, sum int64 }

func (w *rowWorker) drew(t *Table, id, drawn string) error {
	key, no, ok := strings.Cut(drawn, "#")
	n, err := strconv.ParseInt(no, 10, 64)
	if !ok || err != nil {
		return w.v.find(t.Kind, id, "drawn", "“%s”不是取号", "%q is not a drawn number", drawn)
	}
	s := w.series[key]
	if s == nil {
		s = &seriesSum{}
		w.series[key] = s
	}
	s.n, s.last, s.sum = s.n+1, max(s.last, n), s.sum+n
	return nil
}

func (w *rowWorker) merge() {
	v := w.v
	v.rep.Subjects += w.n
	v.words.merge(w.words)
	v.refs.merge(&w.refs)
	for k, n := range w.tally {
		have := v.tally[k]
		v.tally[k] = [3]int64{have[0] + n[0], have[1] + n[1], have[2] + n[2]}
	}
	for k, n := range w.turned {
		v.turned[k] += n
	}
	for k, s := range w.series {
		have := v.series[k]
		if have == nil {
			v.series[k] = s
			continue
		}
		have.n, have.last, have.sum = have.n+s.n, max(have.last, s.last), have.sum+s.sum
	}
}

// compareSeries: the last number of each series is the highest that a subject
// drew, none twice, none left out.
func (v *verifier) compareSeries() error {
	rows, err := v.snap.view(0).Query("SELECT id, last FROM series")
	if err != nil {
		return v.broken("series", "", err)
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		var last int64
		if err := rows.Scan(&key, &last); err != nil {
			return v.broken("series", "", err)
		}
		v.rep.Derived++
		s := v.series[key]
		delete(v.series, key)
		if s == nil {
			s = &seriesSum{}
		}
		if s.last != last {
			err = v.find("series", key, "last", "最后一号为 %d，事项里最大的是 %d", "the last number is %d, the highest that a subject has is %d", last, s.last)
		} else if s.n != last || s.sum != last*(last+1)/2 {
			err = v.find("series", key, "", "编号有重复或者缺号：共 %d 个，最大 %d", "a number is given twice or left out: %d of %d", s.n, last)
		}
		if err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return v.broken("series", "", err)
	}
	for key, s := range v.series {
		if err := v.find("series", key, "", "缺这个编号序列，事项里已取到 %d 号", "the series is missing; subjects drew up to %d", s.last); err != nil {
			return err
		}
	}
	return nil
}

// parts spells the derived rows of one subject after another, but for their
// place in lists, the bands, which hang on it, and the search index.
type parts struct{ seen map[string]bool }

// each calls put for each derived row of a subject: the table, and the row
// without the subject's own name, its columns joined by the unit separator.
func (p *parts) each(h *act.Head, row *MatterRow, m act.Matter, listed bool, f folding, put func(table int, part string)) {
	for _, x := range h.Parties {
		put(inParty, x.Person+unitSep+x.As)
	}
	if !listed {
		return
	}
	put(inMatter, row.joined())
	for i, x := range f {
		if row.Campaign == "" {
			break
		}
		put(inStood, strings.Join([]string{strconv.FormatInt(x.since, 10), strconv.FormatInt(f.until(i), 10), x.state, row.Campaign, row.Place, row.Audience}, unitSep))
	}
	p.once(inNamed, m.Named, put)
}

// once leaves out what is empty or was put before, as the writer does.
func (p *parts) once(table int, in []string, put func(int, string)) {
	if p.seen == nil {
		p.seen = map[string]bool{}
	}
	clear(p.seen)
	for _, s := range in {
		if s != "" && !p.seen[s] {
			p.seen[s] = true
			put(table, s)
		}
	}
}

// joined spells a matter row without its place in lists.
func (m *MatterRow) joined() string {
	b := make([]byte, 0, 512)
	for _, s := range [...]string{m.Kind, m.Subject, m.Place, m.State, m.Audience, m.Shown, m.Number, m.Title, m.Class, m.Via, m.Organ, m.Unit, m.Campaign, m.Parent} {
		b = append(append(b, s...), unitSep...)
	}
	for _, t := range [...]bool{m.Urgent, m.Historic, m.Handled} {
		b = append(strconv.AppendBool(b, t), unitSep...)
	}
	for _, n := range [...]int64{m.DueAt, m.Kept, m.Late} {
		b = append(strconv.AppendInt(b, n, 10), unitSep...)
	}
	b = append(append(b, m.Opened...), unitSep...)
	return string(strconv.AppendInt(b, m.Version, 10))
}
