// Package pages reads the tables of an SQLite database from the pages of its
// file, as the published description of the format has them
// (https://www.sqlite.org/fileformat2.html). It asks no query: whoever verifies a
// database goes through every row once, and reads them so in a fraction of the
// time, from what the file really holds.
//
// The caller keeps a read transaction of the engine open as long as it reads.
// While one is, nobody writes a page into the file but those that the
// write-ahead log had when the transaction began; which version of such a page is
// in force only the engine knows, and the engine gives it (table sqlite_dbpage).
package pages

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// File is a database file under one read transaction. Several readers may read
// it side by side.
type File struct {
	f      *os.File // nil: every page comes from the engine
	size   int      // of a page in bytes
	usable int      // without what the header reserves at the end of each page
	pages  uint32   // of the database
	inFile uint32   // by the file's length: the newest pages may be in the log alone
	logged map[uint32]bool
}

// FromEngine gives one page of the state that the read transaction sees, in memory
// that nobody else uses.
type FromEngine func(no uint32) ([]byte, error)

// ErrDamaged is what a page says that does not follow the format.
var ErrDamaged = errors.New("the file does not follow its format")

func damaged(no uint32, what string) error {
	return fmt.Errorf("page %d: %s: %w", no, what, ErrDamaged)
}

// Open opens the file at path after the read transaction began. An empty path
// leaves every page to the engine: where another program's locks on the file
// would be lost when it is closed.
func Open(path string, engine FromEngine) (*File, error) {
	first, err := engine(1)
	if err != nil {
		return nil, err
	}
	if len(first) < 512 || string(first[:16]) != "SQLite format 3\x00" {
		return nil, damaged(1, "no header")
	}
	f := &File{size: len(first), usable: len(first) - int(first[20]), pages: binary.BigEndian.Uint32(first[28:])}
	if enc := binary.BigEndian.Uint32(first[56:]); enc != 1 || f.usable < 480 {
		return nil, damaged(1, "texts are not UTF-8, or a page is too small")
	}
	if path == "" {
		return f, nil
	}
	if f.logged, err = inLog(path+"-wal", f.size); err != nil {
		return nil, err
	}
	if f.f, err = os.Open(path); err != nil {
		return nil, err
	}
	st, err := f.f.Stat()
	if err != nil {
		f.f.Close()
		return nil, err
	}
	f.inFile = uint32(st.Size() / int64(f.size))
	return f, nil
}

// Close closes the file.
func (f *File) Close() error {
	if f.f == nil {
		return nil
	}
	return f.f.Close()
}

const (
	logHeader   = 32 // bytes before the first frame of a write-ahead log
	frameHeader = 24 // bytes before the page in each frame; the page's number first
)

// inLog lists the pages that the log names, in force or not: all that could be
// newer than the file, and a few that are not.
func inLog(path string, size int) (map[uint32]bool, error) {
	out := map[uint32]bool{}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var no [4]byte
	for at := int64(logHeader); ; at += int64(frameHeader + size) {
		if _, err := f.ReadAt(no[:], at); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		out[binary.BigEndian.Uint32(no[:])] = true
	}
}

// readAhead is how many pages one call to the system reads of a table's leaves:
// most of them stand one after another.
const readAhead = 16

// Reader reads for one goroutine, one walk at a time.
type Reader struct {
	file   *File
	engine FromEngine
	levels [maxDepth][]byte // one page for each level of the tree that is walked
	ahead  []byte
	start  uint32 // first page in ahead
	have   int    // pages in ahead
	left   int    // pages that the walk may still visit: none stands in a tree twice
	over   []byte // a record put together from its overflow pages
}

// Reader gives a reader whose logged pages come from engine, a connection that
// sees the same state.
func (f *File) Reader(engine FromEngine) *Reader {
	return &Reader{file: f, engine: engine, ahead: make([]byte, readAhead*f.size)}
}

// page reads page no into buf, or gives it from what was read ahead; it stands
// until the next call with the same buf or, where ahead is true, until the next
// leaf is read.
func (r *Reader) page(no uint32, buf *[]byte) ([]byte, error) {
	if len(*buf) == 0 {
		*buf = make([]byte, r.file.size)
	}
	if no == 0 || no > r.file.pages {
		return nil, damaged(no, "beyond the end of the database")
	}
	if r.file.f == nil || r.file.logged[no] {
		b, err := r.engine(no)
		if err == nil && len(b) != r.file.size {
			err = damaged(no, "the engine does not give it")
		}
		return b, err
	}
	if _, err := r.file.f.ReadAt(*buf, int64(no-1)*int64(r.file.size)); err != nil {
		return nil, fmt.Errorf("page %d: %w", no, err)
	}
	return *buf, nil
}

// leaf reads a page that is likely to be followed by the next one.
func (r *Reader) leaf(no uint32, buf *[]byte) ([]byte, error) {
	f := r.file
	if f.f == nil || f.logged[no] || no == 0 || no > f.inFile {
		return r.page(no, buf)
	}
	if r.have == 0 || no < r.start || no >= r.start+uint32(r.have) {
		n := readAhead
		if no != r.start+uint32(r.have) {
			n = 2 // out of order: not many of the next are wanted
		}
		n = min(n, int(f.inFile-no)+1)
		if _, err := f.f.ReadAt(r.ahead[:n*f.size], int64(no-1)*int64(f.size)); err != nil {
			r.have = 0
			return nil, fmt.Errorf("page %d: %w", no, err)
		}
		r.start, r.have = no, n
	}
	at := int(no-r.start) * f.size
	return r.ahead[at : at+f.size], nil
}
