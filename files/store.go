package files

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Store is a folder of sealed files named by the SHA-256 of their bytes: ab/cdef….age. What is not an age file
// is refused, so a mistake elsewhere cannot leave clear text on the disk.
type Store struct{ dir string }

// Blob is one stored file.
type Blob struct {
	Address string // lower-case hex SHA-256 of the sealed bytes
	Size    int64  // sealed bytes
}

// ErrMissing is returned for an address that is not stored; ErrDamaged where the bytes do not match their name.
var (
	ErrMissing = errors.New("files: not stored")
	ErrDamaged = errors.New("files: stored bytes do not match their address")
)

const (
	sealedMagic = "age-encryption.org/v1\n"
	partial     = ".part-" // sealed bytes of a Put that did not finish
)

// OpenStore makes the folder where needed (mode 0700).
func OpenStore(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &Store{dir}, nil
}

// Put stores what write produces, at most limit sealed bytes (0: no limit). The file appears whole or not at
// all: written beside its place, synced, renamed, folder synced. at sets its time, cut to the day in UTC, and the
// folder's with it, so that the disk does not tell when an anonymous message came. (The file system's own change time
// cannot be set by programs; a deployer who fears it copies the folder.)
func (s *Store) Put(at time.Time, limit int64, write func(io.Writer) error) (b Blob, err error) {
	tmp, err := os.CreateTemp(s.dir, partial)
	if err != nil {
		return b, err
	}
	defer func() {
		if err != nil {
			_ = tmp.Close()
			_ = os.Remove(tmp.Name())
		}
	}()
	sum := sha256.New()
	buffered := bufio.NewWriterSize(io.MultiWriter(tmp, sum), 64<<10)
	out := &sealedOnly{w: buffered, limit: limit}
	if err = write(out); err != nil {
		return b, err
	}
	if err = errors.Join(out.whole(), buffered.Flush()); err != nil {
		return b, err
	}
	b = Blob{Address: hex.EncodeToString(sum.Sum(nil)), Size: out.n}
	if err = errors.Join(tmp.Chmod(0o600), tmp.Sync()); err != nil {
		return b, err
	}
	if err = tmp.Close(); err != nil {
		return b, err
	}
	return b, s.place(tmp.Name(), b.Address, at.UTC().Truncate(24*time.Hour))
}

func (s *Store) place(tmp, address string, day time.Time) error {
	path := s.path(address)
	dir := filepath.Dir(path)
	made := os.Mkdir(dir, 0o700)
	if made != nil && !errors.Is(made, fs.ErrExist) {
		return made
	}
	if err := os.Chtimes(tmp, day, day); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	if err := syncDir(dir); err != nil {
		return err
	}
	if err := syncDir(s.dir); err != nil {
		return err
	}
	return errors.Join(os.Chtimes(dir, day, day), os.Chtimes(s.dir, day, day))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

var isAddress = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (s *Store) path(address string) string {
	return filepath.Join(s.dir, address[:2], address[2:]+".age")
}

// Get streams a stored file. The last Read fails with ErrDamaged where the bytes do not match the address, so a
// reader that reached io.EOF has read what was stored.
func (s *Store) Get(address string) (io.ReadCloser, error) {
	if !isAddress.MatchString(address) {
		return nil, ErrMissing
	}
	f, err := os.Open(s.path(address))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrMissing
	}
	if err != nil {
		return nil, err
	}
	return &verified{f: f, sum: sha256.New(), want: address}, nil
}

// Has reports whether a blob is there, without looking into it.
func (s *Store) Has(address string) bool {
	f, err := s.Get(address)
	if err != nil {
		return false
	}
	_ = f.Close()
	return true
}

// Verify reads a stored file through and compares it with its address.
func (s *Store) Verify(address string) error {
	r, err := s.Get(address)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, r)
	return errors.Join(err, r.Close())
}

// Remove deletes a stored file: erasure by its own act, never a by-product. A missing file is no error.
func (s *Store) Remove(address string) error {
	if !isAddress.MatchString(address) {
		return ErrMissing
	}
	if err := os.Remove(s.path(address)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return syncDir(filepath.Dir(s.path(address)))
}

// List yields every stored file in order of address. A file that has no business in the folder is yielded as
// an error naming it, and the walk goes on.
func (s *Store) List() iter.Seq2[Blob, error] {
	return func(yield func(Blob, error) bool) {
		err := filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), partial) {
				return err
			}
			b, err := s.blob(path, d)
			if !yield(b, err) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield(Blob{}, err)
		}
	}
}

func (s *Store) blob(path string, d fs.DirEntry) (Blob, error) {
	address := filepath.Base(filepath.Dir(path)) + strings.TrimSuffix(d.Name(), ".age")
	if !isAddress.MatchString(address) || s.path(address) != path || !d.Type().IsRegular() {
		return Blob{}, fmt.Errorf("files: %s does not belong in the store", path)
	}
	info, err := d.Info()
	if err != nil {
		return Blob{}, err
	}
	return Blob{Address: address, Size: info.Size()}, nil
}

// Report is what Audit finds.
type Report struct {
	Read    int      // files read through
	Missing []string // known, not stored
	Orphan  []string // stored, not known: left by an act that was not committed, or put there
	Damaged []string // stored under a wrong address
	Strange []string // not of the store at all
}

// OK says that nothing is wrong with what is known. Orphans are no loss.
func (r Report) OK() bool { return len(r.Missing)+len(r.Damaged)+len(r.Strange) == 0 }

// Audit compares the folder with the addresses the database knows and reads every known file through.
func (s *Store) Audit(known iter.Seq[string]) (rep Report, err error) {
	open := map[string]bool{}
	for a := range known {
		open[a] = true
	}
	for b, err := range s.List() {
		if err != nil {
			rep.Strange = append(rep.Strange, err.Error())
			continue
		}
		if !open[b.Address] {
			rep.Orphan = append(rep.Orphan, b.Address)
			continue
		}
		delete(open, b.Address)
		rep.Read++
		if err := s.Verify(b.Address); errors.Is(err, ErrDamaged) {
			rep.Damaged = append(rep.Damaged, b.Address)
		} else if err != nil {
			return rep, err
		}
	}
	for a := range open {
		rep.Missing = append(rep.Missing, a)
	}
	return rep, nil
}

// Sweep removes the sealed leftovers of Puts that were cut by a crash and are older than age at now.
func (s *Store) Sweep(now time.Time, age time.Duration) (n int, err error) {
	left, err := filepath.Glob(filepath.Join(s.dir, partial+"*"))
	if err != nil {
		return 0, err
	}
	for _, path := range left {
		info, err := os.Stat(path)
		if err != nil || now.Sub(info.ModTime()) < age {
			continue
		}
		if err := os.Remove(path); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// sealedOnly lets through at most limit bytes, and only if they begin as an age file does.
type sealedOnly struct {
	w     io.Writer
	n     int64
	limit int64
	head  []byte
}

func (s *sealedOnly) Write(p []byte) (int, error) {
	if s.limit > 0 && s.n+int64(len(p)) > s.limit {
		return 0, refuse("", "文件太大。", "the file is too large")
	}
	if need := len(sealedMagic) - len(s.head); need > 0 {
		s.head = append(s.head, p[:min(need, len(p))]...)
		if !strings.HasPrefix(sealedMagic, string(s.head)) {
			return 0, errors.New("files: refusing to store what is not sealed")
		}
	}
	n, err := s.w.Write(p)
	s.n += int64(n)
	return n, err
}

func (s *sealedOnly) whole() error {
	if len(s.head) < len(sealedMagic) {
		return errors.New("files: refusing to store what is not sealed")
	}
	return nil
}

type verified struct {
	f   *os.File
	sum interface {
		io.Writer
		Sum([]byte) []byte
	}
	want string
}

func (v *verified) Read(p []byte) (int, error) {
	n, err := v.f.Read(p)
	_, _ = v.sum.Write(p[:n]) // a hash never fails
	if err == io.EOF && hex.EncodeToString(v.sum.Sum(nil)) != v.want {
		return n, fmt.Errorf("%w: %s", ErrDamaged, v.want)
	}
	return n, err
}

func (v *verified) Close() error { return v.f.Close() }
