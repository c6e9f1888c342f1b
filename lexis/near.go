package lexis

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
)

const (
	// ShingleRunes is the length of a shingle. Four characters of Chinese are two words.
	ShingleRunes = 4
	// SignatureSize is the number of minima; an estimate's standard error is at most
	// 1/(2√128), about 0.045.
	SignatureSize = 128
	bandRows      = 4
)

// Key makes signatures that mean nothing without it. Signatures under different keys
// cannot be compared.
type Key [32]byte

// Signature is a MinHash of a text's shingles. Made with a key it does not tell which
// shingles a text has to one who lacks the key; it does tell anyone how alike two texts
// under the same key are, and roughly how long each is.
type Signature [SignatureSize]uint32

// Sign makes the signature of fields read as one text. With a key each shingle is
// hashed by SHA-256 under it, so a guess at a sentence cannot be checked without the
// key; without a key (nil) it is fast and open, for texts that are not sealed. The
// second result is false for a text shorter than a shingle, whose signature is zero.
func Sign(fields []string, key *Key) (Signature, bool) {
	var s Signature
	for i := range s {
		s[i] = math.MaxUint32
	}
	seen := map[uint64]bool{}
	h := hasher(key)
	for _, f := range fields {
		eachShingle(plain(f), func(shingle []rune) {
			v := h(shingle)
			if seen[v] {
				return
			}
			seen[v] = true
			d := dice(v)
			for i := 0; i < SignatureSize; i += 2 {
				x := d.next()
				s[i], s[i+1] = min(s[i], uint32(x)), min(s[i+1], uint32(x>>32))
			}
		})
	}
	if len(seen) == 0 {
		return Signature{}, false
	}
	return s, true
}

// eachShingle crosses punctuation, which people change when they send a text twice.
func eachShingle(text []rune, f func([]rune)) {
	solid := slices.DeleteFunc(slices.Clone(text), func(r rune) bool { return r == ' ' })
	for i := 0; i+ShingleRunes <= len(solid); i++ {
		f(solid[i : i+ShingleRunes])
	}
}

func hasher(key *Key) func([]rune) uint64 {
	bytesOf := func(b []byte, shingle []rune) []byte {
		for _, r := range shingle {
			b = binary.LittleEndian.AppendUint32(b, uint32(r))
		}
		return b
	}
	if key == nil {
		return func(shingle []rune) uint64 {
			// FNV-1a: spread is all that is asked of it.
			h := uint64(14695981039346656037)
			for _, r := range shingle {
				h = (h ^ uint64(r)) * 1099511628211
			}
			return h
		}
	}
	// The key fills the message's head and every shingle has one length, so the plain
	// hash is a keyed one without HMAC's second pass.
	k := *key
	return func(shingle []rune) uint64 {
		sum := sha256.Sum256(bytesOf(slices.Clone(k[:]), shingle))
		return binary.LittleEndian.Uint64(sum[:])
	}
}

// Alike estimates the share of shingles two texts have in common (Jaccard), 0 to 1.
func (s Signature) Alike(t Signature) float64 {
	if s == (Signature{}) || t == (Signature{}) {
		return 0
	}
	same := 0
	for i := range s {
		same += btoi(s[i] == t[i])
	}
	return float64(same) / SignatureSize
}

// Bands are 32 numbers; two texts that share one are worth comparing. Of texts alike
// by 0.5, 87 of 100 pairs share a band; by 0.7, more than 99; by 0.2, 5.
func (s Signature) Bands() []uint64 {
	if s == (Signature{}) {
		return nil
	}
	out := make([]uint64, 0, SignatureSize/bandRows)
	for i := 0; i < SignatureSize; i += bandRows {
		d := dice(i)
		h := d.next()
		for _, v := range s[i : i+bandRows] {
			d = dice(h ^ uint64(v))
			h = d.next()
		}
		out = append(out, h)
	}
	return out
}

// Bytes and ReadSignature keep a signature in 512 bytes.
func (s Signature) Bytes() []byte {
	b := make([]byte, 0, 4*SignatureSize)
	for _, v := range s {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

// ReadSignature reads what Bytes wrote; false for another length.
func ReadSignature(b []byte) (s Signature, ok bool) {
	if len(b) != 4*SignatureSize {
		return s, false
	}
	for i := range s {
		s[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return s, true
}

// Jaccard is the exact share of shingles two texts have in common, where both can be read.
func Jaccard(a, b []string) float64 {
	x, y := shingles(a), shingles(b)
	both := 0
	for s := range x {
		both += btoi(y[s])
	}
	if both == 0 {
		return 0
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

func shingles(fields []string) map[[ShingleRunes]rune]bool {
	out := map[[ShingleRunes]rune]bool{}
	for _, f := range fields {
		eachShingle(plain(f), func(s []rune) { out[[ShingleRunes]rune(s)] = true })
	}
	return out
}
