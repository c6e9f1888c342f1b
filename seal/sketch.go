package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"math/bits"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// SketchKey makes sketches of texts before they are sealed, by which near duplicates can be found without
// opening anything. Without the key a sketch tells nothing of the words; with the key and the database one can
// test whether a guessed text was sent. Hence the key lies outside the data folder and outside its backups.
type SketchKey struct{ secret [32]byte }

// LoadSketchKey reads the key file at path, or creates it (random, mode 0600) where it does not exist. It
// refuses a path inside dataDir, which a backup would carry away, and a file that others may read.
func LoadSketchKey(path, dataDir string) (SketchKey, error) {
	if err := outside(path, dataDir); err != nil {
		return SketchKey{}, err
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if err := createSketchKey(path); err != nil && !errors.Is(err, fs.ErrExist) {
			return SketchKey{}, fmt.Errorf("seal: creating the sketch key: %w", err)
		}
	}
	info, err := os.Lstat(path)
	if err != nil {
		return SketchKey{}, err
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&0o077 != 0 {
		return SketchKey{}, fmt.Errorf("seal: %s must be a plain file with mode 0600, it is %s", path, info.Mode())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return SketchKey{}, err
	}
	b, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(b) != 32 {
		return SketchKey{}, fmt.Errorf("seal: %s does not hold a sketch key", path) // never replaced: old sketches depend on it
	}
	return SketchKey{[32]byte(b)}, nil
}

func createSketchKey(path string) error {
	var k [32]byte
	_, _ = rand.Read(k[:]) // never fails, crashes the program instead
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, hex.EncodeToString(k[:]))
	return errors.Join(err, f.Sync(), f.Close())
}

// outside refuses a path that lies in dir, symbolic links followed.
func outside(path, dir string) error {
	real := func(p string) (string, error) {
		p, err := filepath.Abs(p)
		if err != nil {
			return "", err
		}
		if r, err := filepath.EvalSymlinks(p); err == nil {
			return r, nil
		}
		r, err := filepath.EvalSymlinks(filepath.Dir(p))
		return filepath.Join(r, filepath.Base(p)), err
	}
	p, err := real(path)
	if err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	d, err := real(dir)
	if err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	if rel, err := filepath.Rel(d, p); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return fmt.Errorf("seal: the sketch key %s lies inside the data folder %s; keep it elsewhere", path, dir)
	}
	return nil
}

// Bands is the number of band values of a sketch.
const (
	Bands       = 24
	rowsPerBand = 4
	sketchSize  = Bands * rowsPerBand
)

// Sketch is a keyed MinHash of a text's three-character runs.
type Sketch [sketchSize]uint32

// Sketch makes the sketch of text. Spaces, punctuation and capitals do not count. ok is false where fewer than
// 12 characters remain: short texts collide without meaning anything.
func (k SketchKey) Sketch(text string) (s Sketch, ok bool) {
	var runes []rune
	for _, c := range text {
		if unicode.IsLetter(c) || unicode.IsNumber(c) {
			runes = append(runes, unicode.ToLower(c))
		}
	}
	if len(runes) < 12 {
		return s, false
	}
	for i := range s {
		s[i] = ^uint32(0)
	}
	// Each run of three is one block of AES under a key of its own: as good as random to whoever lacks the key
	// (a block cipher is a pseudorandom permutation). The rows are odd multiples of it (multiply-shift), keyed too.
	rows := k.rows()
	lock := k.runs()
	var run [aes.BlockSize]byte
	for i := 0; i+3 <= len(runes); i++ {
		clear(run[:])
		for j, c := range runes[i : i+3] {
			binary.BigEndian.PutUint32(run[4*j:], uint32(c))
		}
		lock.Encrypt(run[:], run[:])
		h := binary.BigEndian.Uint64(run[:])
		for r := range s {
			hi, lo := bits.Mul64(h, rows[r])
			s[r] = min(s[r], uint32((hi^lo)>>32))
		}
	}
	return s, true
}

func (k SketchKey) runs() cipher.Block {
	lock, err := aes.NewCipher(derive(k.secret[:], "sketch runs", 32))
	if err != nil {
		panic("seal: sketch: " + err.Error()) // only for a key of another length
	}
	return lock
}

func (k SketchKey) rows() (rows [sketchSize]uint64) {
	stream := derive(k.secret[:], "sketch rows", 8*sketchSize)
	for i := range rows {
		rows[i] = binary.BigEndian.Uint64(stream[8*i:]) | 1
	}
	return rows
}

// Bands gives the values to store in an index: two texts of likeness 0.6 share at least one with probability
// 0.96, of likeness 0.2 with probability 0.04.
func (s Sketch) Bands() (out [Bands]string) {
	for b := range out {
		h := sha256.New()
		h.Write([]byte{byte(b)})
		for _, v := range s[b*rowsPerBand : (b+1)*rowsPerBand] {
			h.Write(binary.BigEndian.AppendUint32(nil, v))
		}
		out[b] = hex.EncodeToString(h.Sum(nil)[:8])
	}
	return out
}

// Likeness estimates the share of three-character runs two texts have in common, 0 to 1, give or take 0.1.
func (s Sketch) Likeness(t Sketch) float64 {
	same := 0
	for i := range s {
		if s[i] == t[i] {
			same++
		}
	}
	return float64(same) / sketchSize
}

// Bytes is the stored form of a sketch (384 bytes); ParseSketch reads it back.
func (s Sketch) Bytes() []byte {
	out := make([]byte, 0, 4*sketchSize)
	for _, v := range s {
		out = binary.BigEndian.AppendUint32(out, v)
	}
	return out
}

// ParseSketch reads a stored sketch.
func ParseSketch(b []byte) (s Sketch, err error) {
	if len(b) != 4*sketchSize {
		return s, errors.New("seal: not a sketch")
	}
	for i := range s {
		s[i] = binary.BigEndian.Uint32(b[4*i:])
	}
	return s, nil
}
