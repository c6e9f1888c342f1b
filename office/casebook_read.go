package office

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"time"

	"filippo.io/age"
	"github.com/google/uuid"

	columns "hengjian/casebook"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/store"
	"hengjian/tabular"
)

// RegisterFile is one file of a register to be read: first it becomes column
// files that nothing names yet, then one act puts them into the catalogue.
type RegisterFile struct {
	Sort, Organ string
	Target      string // the register it renews; "" a new one
	Name, Hash  string // the file's name, and its hex SHA-256
	Size        int64
	Open        func() (tabular.Source, error)
	Mapping     tabular.Mapping
	Given       string // day the organ handed it over; "" today
	Codes       *casebook.Codes
	Flush       int       // rows held before they are written; 0 the usual number
	At          time.Time // the demo's timeline; zero is now
	HandBack    bool      // a file of which no row can be read is staged too, to be handed back
	Dry         bool      // read and check only: nothing is written, nothing can be entered
}

// ReadProgress is how far the reading of a register has come.
type ReadProgress struct {
	Rows, Refused int64
	Resumed       int64 // rows that an earlier reading had written already
	Phase         string
}

// RegisterRead is what a reading found; Stage is the token by which the act
// takes it up.
type RegisterRead struct {
	Stage   string
	Staged  casebook.Staged
	First   []tabular.RowError
	Notes   int64
	Resumed int64
	Errors  []byte // of a dry run: the file of the rows that cannot be entered
}

// flushRows is how many rows are held before they are written and the place in
// the file is remembered.
const flushRows = 1 << 17

// registerReading is one reading on its way.
type registerReading struct {
	o     *Office
	ctx   context.Context
	who   access.Person
	f     RegisterFile
	sort  *casebook.Sort
	old   *casebook.Register
	tell  func(ReadProgress)
	p     ReadProgress
	out   RegisterRead
	years map[int]*columns.Chunk
	held  int
	parts []casebook.Part
	done  int64 // good rows that an interrupted reading had written
	good  int64
	seed  maphash.Seed
	keys  map[uint64]uint64 // key → row, for renewing
	errs  *tabular.ErrorFile
	ebuf  bytes.Buffer
	state string
	dry   *casebook.Checker // of a dry run, fed row by row
}

// ReadRegister reads a file and keeps what it found for the act. It can be
// interrupted and begun again with the same file and mapping: what was written
// is not written twice.
func (o *Office) ReadRegister(ctx context.Context, who access.Person, f RegisterFile, tell func(ReadProgress)) (RegisterRead, error) {
	r := &registerReading{o: o, ctx: ctx, who: who, f: f, tell: tell, years: map[int]*columns.Chunk{}, seed: maphash.MakeSeed(), keys: map[uint64]uint64{}}
	if err := r.prepare(); err != nil {
		return r.out, err
	}
	for _, step := range []func() error{r.resume, r.read, r.merge, r.check, r.stage} {
		if err := step(); err != nil && !r.unreadable(err) {
			return r.out, fileRefusal(err)
		}
		if r.out.Staged.Unread {
			return r.out, fileRefusal(r.stage())
		}
	}
	return r.out, nil
}

// unreadable keeps why no row can be read, where the file may be handed back.
func (r *registerReading) unreadable(err error) bool {
	x, ok := tabular.IsRefusal(err)
	if !ok || !r.f.HandBack || r.dry != nil {
		return false
	}
	s := &r.out.Staged
	s.Unread, s.Taken.Read, r.parts, r.p.Refused = true, r.p.Rows, nil, 0
	s.Wrong = append(s.Wrong[:0:0], casebook.Wrong{Ref: x.Ref, Zh: x.Zh, En: x.En})
	return true
}

func (r *registerReading) prepare() error {
	if r.o.WorkKey == nil {
		return fmt.Errorf("no working key: set Office.WorkKey")
	}
	var ok bool
	if r.sort, ok = casebook.SortOf(r.f.Sort); !ok {
		return act.Wrong("sort", "请选择登记簿的种类。", "Choose the sort of register.")
	}
	name := act.Name("register.supply")
	h := &act.Head{Place: r.who.Place}
	from := act.Birth
	if r.f.Target != "" {
		g, err := Item(r.ctx, r.o, r.who, store.Registers, r.f.Target)
		if err != nil {
			return err
		}
		if g.Sort != r.f.Sort || g.Organ != r.f.Organ {
			return act.Wrong("sort", "更新时机关和种类不能变。", "Organ and sort stay the same when a register is renewed.")
		}
		r.old, name, h, from = &g, "register.renew", &g.Head, g.State
	}
	st, err := casebook.Life.Find(from, name, act.DayOf(r.at()))
	if err != nil {
		return err
	}
	if _, err := access.May(r.who, st, "register", h); err != nil {
		return err
	}
	if r.f.Mapping.Kind != r.f.Sort {
		return act.Wrong("mapping", "映射是为“"+r.f.Mapping.Kind+"”写的，不能用于“"+r.f.Sort+"”。", "The mapping is for "+r.f.Mapping.Kind+", not for "+r.f.Sort+".")
	}
	if r.f.Flush <= 0 {
		r.f.Flush = flushRows
	}
	if r.f.Given == "" {
		r.f.Given = act.DayOf(r.at())
	}
	if r.f.Dry {
		r.dry = casebook.NewChecker(r.sort, r.codes(), r.f.Given)
	}
	return r.organ()
}

func (r *registerReading) at() time.Time {
	if r.f.At.IsZero() {
		return r.o.Now()
	}
	return r.f.At
}

// organ refuses before anything is read what the act would refuse afterwards.
func (r *registerReading) organ() error {
	g, err := store.Organs.Load(r.o.View(r.ctx), r.f.Organ)
	if act.KindOf(err) == act.Missing || err == nil && g.Place != r.who.Place {
		return act.Wrong("organ", "请选择本级的机关：只有本级机关提供登记簿。", "Choose an organ of this level: only those supply registers.")
	}
	if err == nil && g.Sort != r.sort.Organ {
		return act.Wrong("organ", "“"+r.sort.Zh+"”不是这类机关的登记簿。", "“"+r.sort.En+"” is not a register of this kind of organ.")
	}
	return err
}

// interrupted is what is remembered of a reading under way.
type interrupted struct {
	Rows  int64           `json:"rows"`
	Parts []casebook.Part `json:"parts"`
}

// resume looks for an earlier reading of the same file by the same mapping.
func (r *registerReading) resume() error {
	if r.dry != nil {
		return nil
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s|%s|%s|%s|%s|", r.who.Place, r.f.Sort, r.f.Organ, r.f.Hash, r.f.Target)
	h.Write(r.f.Mapping.Text())
	r.state = "casebook.read." + hex.EncodeToString(h.Sum(nil))
	b, err := r.o.View(r.ctx).Setting(r.state)
	if err != nil || len(b) == 0 {
		return err
	}
	var was interrupted
	if err := json.Unmarshal(b, &was); err != nil {
		return nil // begin anew: nothing is lost but time
	}
	for _, p := range was.Parts {
		if r.o.Files.Verify(p.Hash) != nil {
			return nil
		}
	}
	r.done, r.parts, r.p.Resumed, r.out.Resumed = was.Rows, was.Parts, was.Rows, was.Rows
	return nil
}

func (r *registerReading) remember() error {
	b, err := json.Marshal(interrupted{r.good, r.parts})
	if err != nil {
		return err
	}
	return r.o.Store.Write(r.ctx, func(tx *store.Tx) error { return tx.PutSetting(r.state, b) })
}

// read goes through the file once.
func (r *registerReading) read() error {
	src, err := r.f.Open()
	if err != nil {
		return err
	}
	defer src.Close()
	rd, err := tabular.NewReader(src, r.f.Mapping, RegisterFields(r.sort))
	if err != nil {
		return err
	}
	defer rd.Close()
	if r.errs, err = tabular.NewErrorFile(&r.ebuf, rd.Header()); err != nil {
		return err
	}
	key := r.sort.Index(r.sort.Key)
	cells := make([]string, len(r.sort.Fields))
	r.p.Phase = "read"
	for {
		errs, notes, err := rd.Cells(cells)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		r.p.Rows++
		r.out.Notes += int64(notes)
		if len(errs) > 0 {
			if err := r.refuse(rd, errs); err != nil {
				return err
			}
			continue
		}
		n, full := columns.NumberOf(cells[key])
		cells[key] = full
		if n.Year == 0 {
			n.Year = yearOf(cells[r.sort.Index(r.sort.From)])
		}
		k := maphash.String(r.seed, full)
		if _, twice := r.keys[k]; twice { // （2026）and (2026) are the same number
			if err := r.refuse(rd, []tabular.RowError{twiceError(rd.Row(), r.sort, full)}); err != nil {
				return err
			}
			continue
		}
		r.keys[k] = 0
		if r.old != nil {
			r.keys[k] = r.digest(cells)
		}
		if r.good++; r.good > r.done {
			if err := r.add(cells, n, true); err != nil {
				return err
			}
		}
		if r.p.Rows&0xfff == 0 {
			if err := r.ctx.Err(); err != nil {
				return err
			}
			r.say()
		}
	}
	return r.flush()
}

func twiceError(row tabular.Row, s *casebook.Sort, key string) tabular.RowError {
	f, _ := s.Field(s.Key)
	ref := row.Ref(0)
	return tabular.RowError{Line: row.Line, Ref: ref, Field: s.Key, Value: key,
		Zh: fmt.Sprintf("第 %d 行：“%s”与前面的行是同一个%s。", row.Number, key, f.Zh), En: fmt.Sprintf("Row %d: “%s” stands in an earlier row already (%s).", row.Number, key, f.En)}
}

// maxErrorFile bounds the file of rows that were left out.
const maxErrorFile = 64 << 20

func (r *registerReading) refuse(rd *tabular.Reader, errs []tabular.RowError) error {
	r.p.Refused++
	if len(r.out.First) < shownErrors {
		r.out.First = append(r.out.First, errs...)
	}
	for _, e := range errs {
		if w := &r.out.Staged.Wrong; len(*w) < casebook.WrongKept {
			*w = append(*w, casebook.Wrong{Ref: e.Ref, Column: e.Column, Zh: e.Zh, En: e.En})
		}
	}
	if r.ebuf.Len() > maxErrorFile {
		return act.Wrong("mapping", "不能录入的行太多，请检查映射或者文件。", "Too many rows cannot be entered; check the mapping or the file.")
	}
	return r.errs.Add(rd.Row(), errs)
}

func (r *registerReading) digest(cells []string) uint64 {
	var h maphash.Hash
	h.SetSeed(r.seed)
	for _, c := range cells {
		_, _ = h.WriteString(c)
		_ = h.WriteByte(0)
	}
	return h.Sum64()
}

// yearOf is the year of a date, 0 if there is none.
func yearOf(day string) int {
	y := 0
	for i := 0; i < 4 && i < len(day); i++ {
		if day[i] < '0' || day[i] > '9' {
			return 0
		}
		y = y*10 + int(day[i]-'0')
	}
	return y
}

func (r *registerReading) codes() casebook.Codes {
	if r.f.Codes != nil {
		return *r.f.Codes
	}
	if r.o.Codes != nil {
		return *r.o.Codes
	}
	return casebook.BuiltCodes()
}

func (r *registerReading) add(cells []string, n casebook.Number, remember bool) error {
	if r.dry != nil {
		r.dry.Add(casebook.Row{Sort: r.sort, Cells: cells, Number: n})
		return nil
	}
	c := r.years[n.Year]
	if c == nil {
		c = columns.NewChunk(r.sort)
		r.years[n.Year] = c
	}
	c.Add(cells, n)
	if r.held++; r.held < r.f.Flush {
		return nil
	}
	if err := r.flush(); err != nil || !remember {
		return err
	}
	return r.remember()
}

// flush writes what is held, one file for each year.
func (r *registerReading) flush() error {
	var years []int
	for y := range r.years {
		years = append(years, y)
	}
	slices.Sort(years)
	for _, y := range years {
		c := r.years[y]
		if c.Len() == 0 {
			continue
		}
		p, err := r.o.sealPart(r.who, fmt.Sprintf("%s-%d.parquet", r.f.Sort, y), r.at(), c.Write)
		if err != nil {
			return err
		}
		p.Year, p.Rows = y, int64(c.Len())
		r.parts = append(r.parts, p)
	}
	r.years, r.held = map[int]*columns.Chunk{}, 0
	return nil
}

// sealPart stores a file sealed to the working key: a register names people, and
// a copy of the data folder must give none of them away.
func (o *Office) sealPart(who access.Person, name string, at time.Time, write func(io.Writer) error) (casebook.Part, error) {
	head, err := json.Marshal(fileHead{name, "register", who.ID})
	if err != nil {
		return casebook.Part{}, err
	}
	sum := sha256.New()
	b, err := o.Files.Put(at, 0, func(w io.Writer) error {
		into, err := age.Encrypt(w, o.WorkKey.Recipient())
		if err != nil {
			return err
		}
		if _, err := into.Write(append(head, '\n')); err != nil {
			return err
		}
		if err := write(io.MultiWriter(into, sum)); err != nil {
			return err
		}
		return into.Close()
	})
	return casebook.Part{Hash: b.Address, Size: b.Size, Plain: hex.EncodeToString(sum.Sum(nil))}, err
}

// merge keeps of the register's earlier rows those that the new file does not
// have; a file none of whose rows it has stays as it is.
func (r *registerReading) merge() error {
	t := &r.out.Staged.Taken
	t.Read, t.Refused = r.p.Rows, r.p.Refused
	fresh := int64(len(r.keys))
	if r.old == nil {
		t.Added, t.Rows = fresh, fresh
		return nil
	}
	r.p.Phase = "merge"
	var same, changed, kept int64
	key := r.sort.Index(r.sort.Key)
	for _, part := range r.old.Last().Parts {
		hit := int64(0)
		count := func(row casebook.Row) error {
			if d, ok := r.keys[maphash.String(r.seed, row.Cells[key])]; ok {
				if hit++; d == r.digest(row.Cells) {
					same++
				} else {
					changed++
				}
			}
			return nil
		}
		if err := r.o.eachPart(r.sort, part, nil, count); err != nil {
			return err
		}
		kept += part.Rows - hit
		if hit == 0 && r.dry == nil {
			r.parts = append(r.parts, part)
			continue
		}
		if hit == part.Rows {
			continue
		}
		if err := r.o.eachPart(r.sort, part, nil, func(row casebook.Row) error {
			if _, ok := r.keys[maphash.String(r.seed, row.Cells[key])]; ok {
				return nil
			}
			return r.add(row.Cells, row.Number, false)
		}); err != nil {
			return err
		}
	}
	t.Changed, t.Unchanged, t.Added, t.Rows = changed, same, fresh-same-changed, fresh+kept
	return r.flush()
}

// check sums up how complete the whole register now is.
func (r *registerReading) check() error {
	r.p.Phase = "check"
	r.say()
	if r.dry != nil {
		r.out.Staged.Quality = r.dry.Quality()
		return nil
	}
	c := casebook.NewChecker(r.sort, r.codes(), r.f.Given)
	for _, p := range r.parts {
		if err := r.o.eachPart(r.sort, p, nil, func(row casebook.Row) error { c.Add(row); return r.ctx.Err() }); err != nil {
			return err
		}
	}
	r.out.Staged.Quality = c.Quality()
	return nil
}

// staged is what the act takes up, bound to who read the file.
type staged struct {
	By, Place string
	At        int64
	Staged    casebook.Staged
}

// stageLife is how long a reading waits for its act.
const stageLife = 24 * time.Hour

func (r *registerReading) stage() error {
	s := &r.out.Staged
	s.Found, s.Sort, s.Organ, s.Target = true, r.f.Sort, r.f.Organ, r.f.Target
	if r.old != nil {
		s.Before = r.old.Version
	}
	t := &s.Taken
	hash := func(b []byte) string { h := sha256.Sum256(b); return hex.EncodeToString(h[:]) }
	t.File, t.FileName, t.Mapping, t.Parts = r.f.Hash, hash([]byte(r.f.Name)), string(r.f.Mapping.Text()), r.parts
	t.MapHash = hash([]byte(t.Mapping))
	if r.dry != nil {
		if r.p.Phase = "done"; r.p.Refused > 0 {
			err := r.errs.Flush()
			r.out.Errors = r.ebuf.Bytes()
			return err
		}
		return nil
	}
	if r.p.Refused > 0 {
		if err := r.errs.Flush(); err != nil {
			return err
		}
		p, err := r.o.sealPart(r.who, "errors.csv", r.at(), func(w io.Writer) error { _, err := w.Write(r.ebuf.Bytes()); return err })
		if err != nil {
			return err
		}
		p.Rows = r.p.Refused
		t.Errors = &p
	}
	r.out.Stage = uuid.NewString()
	b, err := json.Marshal(staged{r.who.ID, r.who.Place, r.o.Now().UnixMicro(), *s})
	if err != nil {
		return err
	}
	r.p.Phase = "done"
	r.say()
	return r.o.Store.Write(r.ctx, func(tx *store.Tx) error {
		if err := tx.PutSetting("casebook.stage."+r.out.Stage, b); err != nil {
			return err
		}
		return tx.DropSetting(r.state)
	})
}

func (r *registerReading) say() {
	if r.tell != nil {
		r.tell(r.p)
	}
}

// StagedRegister is a reading that waits for its act; only its reader has it.
func (o *Office) StagedRegister(ctx context.Context, who access.Person, stage string) (casebook.Staged, error) {
	s, err := stageOf(o.View(ctx), who, stage, o.Now())
	if err == nil && !s.Found {
		err = act.None()
	}
	return s, err
}

func stageOf(v *store.View, who access.Person, stage string, now time.Time) (casebook.Staged, error) {
	if id, err := uuid.Parse(stage); err != nil || id.String() != stage {
		return casebook.Staged{}, nil
	}
	b, err := v.Setting("casebook.stage." + stage)
	if err != nil || len(b) == 0 {
		return casebook.Staged{}, err
	}
	var s staged
	if err := json.Unmarshal(b, &s); err != nil {
		return casebook.Staged{}, err
	}
	if s.By != who.ID || s.Place != who.Place || now.Sub(time.UnixMicro(s.At)) > stageLife {
		return casebook.Staged{}, nil
	}
	return s.Staged, nil
}
