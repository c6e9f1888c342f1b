package lexis

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"unicode/utf8"
)

const modelMagic = "hengjian-class-1"

// maxModel bounds an unpacked model.
const maxModel = 256 << 20

// ErrModel is returned for bytes that are no model of this version.
var ErrModel = errors.New("lexis: not a model of this version")

// MarshalBinary packs the model. Equal models give equal bytes, and a model read back
// answers exactly as the one written.
func (m *Model) MarshalBinary() ([]byte, error) {
	var raw bytes.Buffer
	raw.WriteString(modelMagic)
	w := modelWriter{&raw}
	w.number(uint64(m.docs))
	w.bits(m.high)
	w.bits(m.medium)
	w.number(uint64(len(m.labels)))
	for _, l := range m.labels {
		w.text(l)
	}
	w.number(uint64(len(m.grams)))
	for j, g := range m.grams {
		raw.WriteByte(g.block)
		w.text(g.String())
		w.bits(m.idf[j])
	}
	for _, weight := range m.weight {
		unit := grain(weight)
		w.bits(unit)
		for _, v := range weight {
			binary.Write(&raw, binary.LittleEndian, int32(v/unit))
		}
	}
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(raw.Bytes()); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

type modelWriter struct{ *bytes.Buffer }

func (w modelWriter) number(n uint64) {
	w.Write(binary.AppendUvarint(nil, n))
}

func (w modelWriter) bits(v float32) {
	w.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(v)))
}

func (w modelWriter) text(s string) {
	w.number(uint64(len(s)))
	w.WriteString(s)
}

// UnmarshalBinary reads a packed model; the error wraps ErrModel.
func (m *Model) UnmarshalBinary(b []byte) error {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("%w: %v", ErrModel, err)
	}
	raw, err := io.ReadAll(io.LimitReader(z, maxModel+1))
	if err != nil {
		return fmt.Errorf("%w: %v", ErrModel, err)
	}
	rest, ok := bytes.CutPrefix(raw, []byte(modelMagic))
	if !ok || len(raw) > maxModel {
		return ErrModel
	}
	r := modelReader{rest: rest}
	got := r.model()
	if r.bad || len(r.rest) > 0 {
		return ErrModel
	}
	*m = *got
	return nil
}

// modelReader remembers the first fault instead of returning it at every step.
type modelReader struct {
	rest []byte
	bad  bool
}

func (r *modelReader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.bad, r.rest = true, nil
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *modelReader) number() int {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > maxModel {
		r.bad = true
		return 0
	}
	r.take(n)
	return int(v)
}

func (r *modelReader) word() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *modelReader) bits() float32 { return math.Float32frombits(r.word()) }

func (r *modelReader) model() *Model {
	m := &Model{docs: r.number(), high: r.bits(), medium: r.bits()}
	for n := r.number(); len(m.labels) < n && !r.bad; {
		m.labels = append(m.labels, string(r.take(r.number())))
	}
	for n := r.number(); len(m.grams) < n && !r.bad; {
		m.grams = append(m.grams, r.gram())
		m.idf = append(m.idf, r.bits())
	}
	for range m.labels {
		unit := r.bits()
		b := r.take(4 * (len(m.grams) + 1))
		if b == nil {
			break
		}
		w := make([]float32, len(m.grams)+1)
		for j := range w {
			w[j] = float32(int32(binary.LittleEndian.Uint32(b[4*j:]))) * unit
		}
		m.weight = append(m.weight, w)
	}
	m.index = newTrie(m.grams)
	return m
}

func (r *modelReader) gram() gram {
	var g gram
	if b := r.take(1); b != nil {
		g.block = b[0]
	}
	s := r.take(r.number())
	if g.block > 1 || !utf8.Valid(s) || utf8.RuneCount(s) > maxGram || len(s) == 0 {
		r.bad = true
		return g
	}
	copy(g.r[:], []rune(string(s)))
	return g
}
