package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/imports"
	"hengjian/store"
	"hengjian/tabular"
)

// ImportPlan is one file to be taken in.
type ImportPlan struct {
	Sort     string                         // see imports.Sorts
	Open     func() (tabular.Source, error) // from the first row; called once for each reading
	Mapping  tabular.Mapping
	Name     string            // of the file; only its hash is kept
	Hash     string            // hex SHA-256 of the file
	SkipBad  bool              // leave rows with errors out instead of refusing the file
	Dry      bool              // tell what would happen, write nothing
	Errors   io.Writer         // the error file; nil for none
	Campaign string            // of messages
	Decide   map[string]string // of cells changed on both sides, by FileCell.Key: file | register
	Rest     string            // of those not decided one by one: file | register, "" they are refused
	Before   string            // messages received before this day are historic; "" by campaign, else 60 days
	ActID    string
	At       time.Time // the demo's timeline; zero is now
}

// ImportResult is what an import did or would do.
type ImportResult struct {
	imports.Import
	Answer  Answer
	Written bool               // false: dry run, nothing new, or refused
	Repeat  bool               // this very act was done before
	First   []tabular.RowError // of the refused rows, at most 50
	Notes   int                // cells mended on the way
	Preview
}

// Preview is what an import into the register would do, cell by cell; at most
// 200 of each sort are kept, all are counted.
type Preview struct {
	Updates, Kept, Conflicts        []FileCell
	Updated, KeptCells, Conflicting int64
	Undecided                       int64 // conflicts that nobody decided
	Gone                            []Gone
	GoneRows                        int64
}

// Nothing reports that the file holds nothing that is not there already.
func (r ImportResult) Nothing() bool { return r.Added+r.Changed+r.Ended == 0 }

// shownErrors is how many row errors a page or terminal shows; all of them go
// to the error file.
const shownErrors = 50

// HistoricDays is how old a message is that belongs to no campaign when it
// counts as historic: the finish term of 60 days has run (XF22 34).
const HistoricDays = 60

// importing is one import on its way.
type importing struct {
	o    *Office
	ctx  context.Context
	who  access.Person
	p    ImportPlan
	at   time.Time
	day  string
	role act.Role
	id   string // of the import
	kind importKind
	know *known
	bad  map[rowKey]bool // rows refused in the first reading
	res  *ImportResult

	mapped map[string]bool // fields that the file fills
	organs map[string]bool // organs that the file speaks of
	there  map[string]bool // ids of rows that are refused: they are not gone
	still  map[rowKey]bool // rows found unchanged in the first reading
	others map[string]bool // places asked about: whether another committee keeps their register
}

type rowKey struct{ number, variant int }

// Import takes a file in: it is read once to check every row and to count what
// would change, and if it may be taken, once more inside one transaction that
// writes all of it under one journal line, or nothing.
func (o *Office) Import(ctx context.Context, who access.Person, p ImportPlan) (ImportResult, error) {
	im := &importing{o: o, ctx: ctx, who: who, p: p, at: p.At, res: &ImportResult{}, others: map[string]bool{}}
	if err := im.prepare(); err != nil {
		return *im.res, err
	}
	if done, err := im.repeated(); done || err != nil {
		return *im.res, err
	}
	if err := im.check(); err != nil {
		return *im.res, fileRefusal(err)
	}
	r := im.res
	if r.Refused > 0 && !p.SkipBad && !p.Dry {
		return *r, refusedRows(r)
	}
	if p.Dry || r.Nothing() && r.Undecided == 0 {
		return *r, nil
	}
	if err := undecided(r.Undecided); err != nil {
		return *r, err
	}
	err := o.Store.Write(ctx, im.write)
	if errors.Is(err, errNothing) {
		err = nil
	}
	return *r, fileRefusal(err)
}

func (im *importing) prepare() error {
	p := &im.p
	if im.kind = importKinds[p.Sort]; im.kind == nil || !imports.Known(p.Sort) {
		return act.Wrong("kind", "没有这种导入。", "There is no such import.")
	}
	if p.Mapping.Kind != p.Sort {
		return act.Wrong("mapping", "映射是为“"+p.Mapping.Kind+"”写的，不能用于“"+p.Sort+"”。", "The mapping is for "+p.Mapping.Kind+", not for "+p.Sort+".")
	}
	if im.at.IsZero() {
		im.at = im.o.Now()
	}
	im.day = act.DayOf(im.at)
	im.mapped = map[string]bool{}
	for f := range p.Mapping.Columns {
		im.mapped[f] = true
	}
	for _, e := range p.Mapping.Each {
		for f := range e.Columns {
			im.mapped[f] = true
		}
	}
	if p.ActID == "" {
		p.ActID = uuid.NewString()
	}
	if id, err := uuid.Parse(p.ActID); err != nil || id.String() != p.ActID {
		return act.Wrong("act_id", "act_id 应为小写 UUID。", "act_id must be a lower-case UUID.")
	}
	im.id = SubjectID(p.ActID)
	if err := im.permit(); err != nil {
		return err
	}
	return im.horizon()
}

// permit asks the matrix twice: for the import, and for a birth among the rows.
func (im *importing) permit() error {
	name := imports.Act(im.p.Sort)
	h := &act.Head{Place: im.who.Place}
	for _, t := range []*store.Table{store.Imports.Table, im.kind.table()} {
		st, err := t.Life.Find(act.Birth, name, im.day)
		if err != nil {
			return err
		}
		if im.role, err = access.May(im.who, st, t.Kind, h); err != nil {
			return err
		}
	}
	if im.who.Place == "" {
		return act.Wrong("place", "请说明由哪个常委会导入。", "Say for which committee.")
	}
	return nil
}

// horizon finds the day before which messages are historic.
func (im *importing) horizon() error {
	p := &im.p
	if p.Sort != "messages" {
		p.Campaign, p.Before = "", ""
		return nil
	}
	if p.Campaign != "" {
		c, err := Item(im.ctx, im.o, im.who, store.Campaigns, p.Campaign)
		if act.KindOf(err) == act.Missing || err == nil && c.Place != im.who.Place {
			return act.Wrong("campaign", "没有这个专项。", "There is no such campaign.")
		}
		if err != nil {
			return err
		}
		if p.Before == "" {
			p.Before = c.Since
		}
	}
	if p.Before == "" {
		p.Before = act.DayOf(im.at.AddDate(0, 0, -HistoricDays))
	}
	return nil
}

// repeated answers an act id used before with what was done then.
func (im *importing) repeated() (bool, error) {
	v := im.o.View(im.ctx)
	l, _, ok, err := v.Before(im.p.ActID)
	if err != nil || !ok {
		return false, err
	}
	if l.Act != string(imports.Act(im.p.Sort)) || l.Actor != im.who.ID {
		return false, act.Refuse(act.Conflict, "这个 act_id 已经用于另一个行为。", "this act_id was used for another act")
	}
	had, err := store.Imports.Load(v, l.Subject)
	if err == nil && had.File != im.p.Hash {
		return false, act.Refuse(act.Conflict, "这个 act_id 已经用于导入另一个文件。", "this act_id was used for another file")
	}
	im.res.Import, im.res.Repeat, im.res.Written = had, true, true
	im.res.Answer = Answer{Seq: l.Seq, Subject: l.Subject, Version: l.Version, To: l.To, Book: l.Book, Repeat: true}
	return true, err
}

// errNothing undoes an import whose rows somebody else wrote in the meantime.
var errNothing = errors.New("nothing to import")

// write is the transaction.
func (im *importing) write(tx *store.Tx) error {
	own := im.own()
	in, err := store.Canonical(map[string]any{"sort": im.p.Sort, "file": im.p.Hash, "file_name": own.FileName, "mapping": own.Mapping,
		"campaign": im.p.Campaign, "before": im.p.Before, "skip_bad": im.p.SkipBad})
	if err != nil {
		return err
	}
	st, err := imports.Life.Find(act.Birth, imports.Act(im.p.Sort), im.day)
	if err != nil {
		return err
	}
	own.Refused = im.res.Refused
	im.res.Import = own // a retried transaction counts anew
	line := store.Line{Book: own.Book, At: im.at.UnixMicro(), Actor: im.who.ID, Role: string(im.role), Act: string(imports.Act(im.p.Sort)), Kind: "import",
		Subject: im.id, Version: 1, To: "done", Basis: st.Basis, Cause: -1, ActID: im.p.ActID}
	line, err = tx.KeepBulk(&store.Bulk{Line: line, Input: in, Table: store.Imports.Table,
		Own: func() any { i := im.res.Import; return &i }, Items: func(put func(store.Item) error) error {
			err := im.items(tx, put)
			if err == nil && im.res.Nothing() {
				err = errNothing
			}
			return err
		}})
	if err != nil {
		return err
	}
	im.res.Written = true
	im.res.Answer = Answer{Seq: line.Seq, Subject: im.id, Version: 1, To: "done", Book: line.Book}
	return nil
}

// own is the import's own subject, with nothing counted yet.
func (im *importing) own() imports.Import {
	hash := func(b []byte) string { s := sha256.Sum256(b); return hex.EncodeToString(s[:]) }
	i := imports.Import{Sort: im.p.Sort, File: im.p.Hash, FileName: hash([]byte(im.p.Name)), Mapping: hash(im.p.Mapping.Text()),
		Campaign: im.p.Campaign, Before: im.p.Before, Book: bookOf(im.kind.table().Kind, im.who.Place)}
	i.Head = act.Head{ID: im.id, Version: 1, State: "done", Place: im.who.Place, Opened: im.day, Regime: im.day}
	return i
}

// fileRefusal says a fault of the file in the words of a refusal.
func fileRefusal(err error) error {
	if r, ok := tabular.IsRefusal(err); ok {
		zh, en := r.Zh, r.En
		if r.Ref != "" {
			zh, en = r.Ref+"："+zh, r.Ref+": "+en
		}
		return act.Wrong("file", zh, en)
	}
	return err
}

// refusedRows is why a file with bad rows is not taken: the first of them.
func refusedRows(r *ImportResult) error {
	zh := fmt.Sprintf("有 %d 行不能导入，整个文件都没有写入。", r.Refused)
	en := fmt.Sprintf("%d rows cannot be imported; nothing of the file was written.", r.Refused)
	if len(r.First) > 0 {
		zh, en = zh+"第一处："+r.First[0].Zh, en+" The first: "+r.First[0].En
	}
	return act.Wrong("file", zh, en)
}

// reading opens the file and goes through its records; f gets the errors of
// those that are none.
func (im *importing) reading(f func(r *tabular.Reader, rec tabular.Record, errs []tabular.RowError) error) error {
	src, err := im.p.Open()
	if err != nil {
		return err
	}
	defer src.Close()
	r, err := tabular.NewReader(src, im.p.Mapping, ImportFields[im.p.Sort])
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		rec, errs, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if n >= store.MaxItems {
			return act.Wrong("file", fmt.Sprintf("一次最多导入 %d 行，请把文件分开。", store.MaxItems), fmt.Sprintf("At most %d rows in one import; split the file.", store.MaxItems))
		}
		if err := f(r, rec, errs); err != nil {
			return err
		}
	}
}
