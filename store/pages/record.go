package pages

import (
	"encoding/binary"
	"math"
	"unsafe"
)

// Kind is how a value is stored.
type Kind uint8

const (
	Null Kind = iota
	Int
	Float
	Text
	Blob
)

// Value is one column of a row.
type Value struct {
	Kind Kind
	Int  int64  // of Int; of Float its bits
	Text string // of Text and Blob; it stands as long as its record does
}

// uvarint reads SQLite's variable-length number: big-endian, seven bits a byte,
// the ninth whole. n is 0 where b ends within it.
func uvarint(b []byte) (v uint64, n int) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	if len(b) > 1 && b[1] < 0x80 {
		return uint64(b[0]&0x7f)<<7 | uint64(b[1]), 2
	}
	for i, c := range b {
		if i == 8 {
			return v<<8 | uint64(c), 9
		}
		v = v<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}

// Decode takes a record apart into its values, which are put into into. Texts
// and blobs point into the record.
func Decode(record []byte, into []Value) ([]Value, error) {
	into = into[:0]
	size, n := uvarint(record)
	if n == 0 || size > uint64(len(record)) || size < uint64(n) {
		return nil, damaged(0, "a record's header")
	}
	head, body := record[n:size], record[size:]
	for len(head) > 0 {
		code, n := uvarint(head)
		if n == 0 {
			return nil, damaged(0, "a record's header")
		}
		head = head[n:]
		v, used, ok := value(code, body)
		if !ok {
			return nil, damaged(0, "a record's value")
		}
		into, body = append(into, v), body[used:]
	}
	return into, nil
}

// value reads a value of a serial type; used is how many bytes it has.
func value(code uint64, b []byte) (v Value, used int, ok bool) {
	switch {
	case code >= 12:
		n := (code - 12) / 2
		if n > uint64(len(b)) {
			return v, 0, false
		}
		v.Kind = Blob - Kind(code&1)
		if n > 0 {
			v.Text = unsafe.String(&b[0], int(n)) // as long as the record stands
		}
		return v, int(n), true
	case code == 0:
		return v, 0, true
	case code == 8 || code == 9:
		return Value{Kind: Int, Int: int64(code - 8)}, 0, true
	case code > 9:
		return v, 0, false
	}
	size := [...]int{0, 1, 2, 3, 4, 6, 8, 8}[code]
	if size > len(b) {
		return v, 0, false
	}
	v.Kind = Int
	if code == 7 {
		v.Kind = Float
		v.Int = int64(math.Float64bits(math.Float64frombits(binary.BigEndian.Uint64(b))))
		return v, size, true
	}
	n := int64(int8(b[0])) // the sign is in the first byte
	for _, c := range b[1:size] {
		n = n<<8 | int64(c)
	}
	v.Int = n
	return v, size, true
}
