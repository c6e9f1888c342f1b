package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"hengjian/merkle"
)

// VerifyOptions says against what, beyond itself, the database is held.
type VerifyOptions struct {
	VKeys []string // verifier keys of the books and witnesses; without them signatures are not checked
	Known [][]byte // checkpoints kept elsewhere: the only thing a rollback or a fork cannot fake
	Files Attachments
	All   bool // go on after the first finding, to at most maxFindings
}

// Attachments is where sealed files lie; nil leaves them unchecked.
type Attachments interface {
	Addresses() iter.Seq2[string, error] // every stored file
	Verify(address string) error         // reads one through
}

// Finding is one thing that does not agree, named as exactly as it can be.
type Finding struct {
	Table  string `json:"table"`
	Key    string `json:"key"`              // book/seq, id, or the key's columns joined by /
	Column string `json:"column,omitempty"` // where it can be known
	Zh     string `json:"zh"`
	En     string `json:"en"`
}

func (f Finding) String() string {
	col := ""
	if f.Column != "" {
		col = "." + f.Column
	}
	return fmt.Sprintf("%s%s [%s]: %s", f.Table, col, f.Key, f.En)
}

// Report is what verify read and found.
type Report struct {
	Books       int           `json:"books"`
	Lines       int64         `json:"lines"`
	Checkpoints int64         `json:"checkpoints"`
	Signed      int64         `json:"signed"` // checkpoints whose signature was checked
	Tail        int64         `json:"tail"`   // lines after the last checkpoints
	Inputs      int64         `json:"inputs"`
	Items       int64         `json:"items"` // of bulk acts
	Subjects    int64         `json:"subjects"`
	Boxes       int64         `json:"boxes"`
	Derived     int64         `json:"derived"` // rows of derived tables compared
	Words       int64         `json:"words"`   // places in the search index compared
	Files       int64         `json:"files"`
	Orphans     int64         `json:"orphans"` // stored files that no subject names: left by acts that did not commit
	Took        time.Duration `json:"took"`
	Findings    []Finding     `json:"findings"`
}

// OK reports whether everything agrees.
func (r Report) OK() bool { return len(r.Findings) == 0 }

// maxFindings bounds a report; a database with more is not repaired by reading on.
const maxFindings = 1000

var errEnough = errors.New("enough findings")

// verifier is one run.
type verifier struct {
	ctx    context.Context
	stop   context.CancelCauseFunc
	opts   VerifyOptions
	snap   *snapshot
	src    source
	lives  *lives
	policy *merkle.Policy
	known  map[string][]merkle.Checkpoint
	books  []*bookState
	byBook map[string]*bookState
	words  *wordSums // what the subjects call for
	index  indexSums // what the search index holds
	bands  bandSum
	refs   refs
	series map[string]*seriesSum
	tally  tallies
	turned turnings

	mu  sync.Mutex
	rep Report
}

// bookState is one row of book with what its lines told.
type bookState struct {
	id       string
	no, next int64
	at       int // index in books
	size     int64
	ordOK    int64    // matters whose place in lists agrees with no
	ordOff   []string // matters where all but the book's part agrees
}

// Verify reads everything in one consistent state, while others go on writing,
// and names what does not agree: the tree with the lines, the lines with the
// lives, the rows with the lines, what is derived with the rows.
func (s *Store) Verify(ctx context.Context, opts VerifyOptions) (Report, error) {
	start := time.Now()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	v := &verifier{ctx: ctx, stop: stop, opts: opts, lives: newLives(), byBook: map[string]*bookState{}, series: map[string]*seriesSum{}, tally: tallies{}, turned: turnings{},
		words: newWordSums(nil)}
	if err := v.trust(); err != nil {
		return v.rep, err
	}
	var err error
	if v.snap, err = s.snapshot(ctx, snapConns); err != nil {
		return v.rep, err
	}
	defer v.snap.close()
	v.src = v.snap.source()
	v.words.whole = s.eng.name == "postgres"
	err = v.run()
	if errors.Is(context.Cause(ctx), errEnough) {
		err = nil
	}
	v.rep.Took = time.Since(start)
	return v.rep, err
}

// trust reads the keys and checkpoints that came from outside.
func (v *verifier) trust() error {
	if len(v.opts.VKeys) > 0 {
		p, err := merkle.NewPolicy(v.opts.VKeys, 0)
		if err != nil {
			return err
		}
		v.policy = &p
	}
	v.known = map[string][]merkle.Checkpoint{}
	for _, msg := range v.opts.Known {
		c, err := merkle.UnverifiedCheckpoint(msg)
		if v.policy != nil && err == nil {
			_, err = v.policy.Open(msg)
		}
		if err != nil {
			return fmt.Errorf("a checkpoint kept elsewhere: %w", err)
		}
		v.known[c.Origin] = append(v.known[c.Origin], c)
	}
	return nil
}

func (v *verifier) run() error {
	index := make(chan error, 1)
	go func() { // what many rows add up to is read while the books are
		err := v.readIndex()
		if err == nil {
			err = v.readBands()
		}
		index <- err
	}()
	err := v.readBooks()
	if err == nil {
		err = v.readRows()
	}
	if ierr := <-index; err == nil {
		err = ierr
	}
	for _, step := range []func() error{v.compareDerived, v.compareSeries, v.compareIndex, v.compareBoxes, v.compareFiles} {
		if err != nil {
			return err
		}
		err = step()
	}
	return err
}

// find records a finding. It returns an error once there are enough.
func (v *verifier) find(table, key, column, zh, en string, args ...any) error {
	if len(args) > 0 {
		zh, en = fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.rep.Findings) == 0 || v.opts.All && len(v.rep.Findings) < maxFindings {
		v.rep.Findings = append(v.rep.Findings, Finding{table, key, column, zh, en})
	}
	if !v.opts.All || len(v.rep.Findings) >= maxFindings {
		v.stop(errEnough)
		return errEnough
	}
	return nil
}

// broken names a table that the database cannot read. A read that failed
// because the run ends says so instead.
func (v *verifier) broken(table, key string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, errEnough) {
		return err
	}
	if v.ctx.Err() != nil {
		return context.Cause(v.ctx)
	}
	if stray := (*strayType)(nil); errors.As(err, &stray) {
		return v.find(table, stray.key, stray.column, "值的类型不对", "the value has the wrong type")
	}
	return v.find(table, key, "", "数据库读不出这张表：%[1]v", "the database cannot read this table: %[1]v", err)
}

func (v *verifier) count(n *int64, by int64) {
	v.mu.Lock()
	*n += by
	v.mu.Unlock()
}
