package store

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// lives is what the lines say of every subject, in about 170 bytes each, so
// that a million subjects fit in memory.
type lives struct {
	kinds map[string]uint8
	names []string
	m     map[lifeKey]uint32
	v     []life
	odd   map[uint32]string // ids that are not UUIDs
	words map[string]uint16 // interned states
	said  []string
	steps []lifeStep
}

// lifeStep is one change of a subject's state; each points to the one before.
type lifeStep struct {
	prev  uint32 // index+1, 0 none
	state uint16
	day   int32
}

type lifeKey struct {
	kind uint8
	odd  bool
	id   [16]byte
}

// life is the end of one subject's life as far as the lines tell it.
type life struct {
	key     lifeKey
	digest  [32]byte
	ord     int64 // place in lists, from the birth line
	version int64
	seq     int64 // the last line
	book    uint16
	state   uint16
	step    uint32 // the last of its steps, index+1
	row     bool   // a row was found
	erased  bool   // an act of erasure is in its life
	sums    [derivedTables]uint64
}

func newLives() *lives {
	l := &lives{kinds: map[string]uint8{}, m: map[lifeKey]uint32{}, odd: map[uint32]string{}, words: map[string]uint16{}}
	for i, t := range Tables {
		l.kinds[t.Kind] = uint8(i)
		l.names = append(l.names, t.Kind)
	}
	return l
}

func (l *lives) word(s string) uint16 {
	if n, ok := l.words[s]; ok {
		return n
	}
	n := uint16(len(l.said))
	s = string(append([]byte(nil), s...)) // do not keep a whole row alive
	l.words[s], l.said = n, append(l.said, s)
	return n
}

func (l *lives) key(kind uint8, id string) lifeKey {
	k := lifeKey{kind: kind}
	if !parseUUID(id, &k.id) {
		k.odd = true
		h := sha256.Sum256([]byte(id))
		copy(k.id[:], h[:])
	}
	return k
}

// parseUUID reads the one canonical spelling.
func parseUUID(s string, out *[16]byte) bool {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return false
	}
	at := 0
	for i := 0; i < 36; {
		if s[i] == '-' {
			if i != 8 && i != 13 && i != 18 && i != 23 {
				return false
			}
			i++
			continue
		}
		hi, lo := nibble(s[i]), nibble(s[i+1])
		if hi > 15 || lo > 15 {
			return false
		}
		out[at] = hi<<4 | lo
		at, i = at+1, i+2
	}
	return at == 16
}

func nibble(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	}
	return 255
}

// find returns a subject's life, -1 if no line tells of it.
func (l *lives) find(kind, id string) int {
	k, ok := l.kinds[kind]
	if !ok {
		return -1
	}
	if i, ok := l.m[l.key(k, id)]; ok {
		return int(i)
	}
	return -1
}

// changed notes that a subject came into a state on a day.
func (l *lives) changed(i int, state string, at int64) {
	s, w := &l.v[i], l.word(state)
	if s.step > 0 && l.steps[s.step-1].state == w {
		return
	}
	l.steps = append(l.steps, lifeStep{s.step, w, int32(dayNo(at))})
	s.step = uint32(len(l.steps))
}

// folding gives a subject's states with their days, from its steps.
func (l *lives) folding(i int) folding {
	var back []lifeStep
	for n := l.v[i].step; n > 0; n = l.steps[n-1].prev {
		back = append(back, l.steps[n-1])
	}
	var f folding
	for n := len(back) - 1; n >= 0; n-- {
		f.step(int64(back[n].day), l.said[back[n].state])
	}
	return f
}

func (l *lives) add(kind uint8, id string) int {
	k := l.key(kind, id)
	n := uint32(len(l.v))
	l.m[k] = n
	if len(l.v) == cap(l.v) {
		l.v = slices.Grow(l.v, max(1024, len(l.v))) // twice the room: append alone would copy a million lives a dozen times
	}
	l.v = append(l.v, life{key: k})
	if k.odd {
		l.odd[n] = string(append([]byte(nil), id...))
	}
	return int(n)
}

// id spells a subject's id.
func (l *lives) id(i int) string {
	if s, ok := l.odd[uint32(i)]; ok {
		return s
	}
	h := hex.EncodeToString(l.v[i].key.id[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

func (l *lives) kind(i int) string { return l.names[l.v[i].key.kind] }
