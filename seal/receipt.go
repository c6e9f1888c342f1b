package seal

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"filippo.io/age"
)

// Nonce is the 256-bit number the first step of the public form carries. Act id and receipt are derived from
// it, so that pressing the button twice gives one message and one receipt.
type Nonce [32]byte

// NewNonce reads a nonce from random.
func NewNonce(random io.Reader) (n Nonce, err error) {
	_, err = io.ReadFull(random, n[:])
	return n, err
}

// String is the hidden field's value: 64 hex digits.
func (n Nonce) String() string { return hex.EncodeToString(n[:]) }

// ParseNonce reads the hidden field. An all-zero nonce is refused: it is what a broken client would send.
func ParseNonce(s string) (n Nonce, err error) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(n) || n == Nonce(b) {
		return n, errors.New("seal: not a form nonce")
	}
	return Nonce(b), nil
}

// derive is HKDF-SHA-256 with a label per use: from one output nobody computes another, nor the secret.
func derive(secret []byte, label string, n int) []byte {
	out, err := hkdf.Key(sha256.New, secret, nil, "hengjian v1 "+label, n)
	if err != nil {
		panic("seal: hkdf: " + err.Error()) // only for absurd lengths
	}
	return out
}

// ActID is the client-made id of the act of receiving, in UUID form with the bits of a random one (version 4):
// ids of anonymous messages must carry no order.
func ActID(n Nonce) string {
	b := derive(n[:], "act id", 16)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// Receipt is the 120-bit number only the sender knows.
type Receipt [15]byte

// ReceiptOf is the receipt of a form nonce.
func ReceiptOf(n Nonce) (r Receipt) {
	copy(r[:], derive(n[:], "receipt", len(r)))
	return r
}

// LogValue keeps a receipt out of structured logs, where whoever reads it could pose as the sender.
func (r Receipt) LogValue() slog.Value { return slog.StringValue("receipt not shown") }

// LogValue keeps a nonce out of structured logs: the receipt follows from it.
func (n Nonce) LogValue() slog.Value { return slog.StringValue("nonce not shown") }

// receiptSet is Crockford's base32: no I, L, O or U, so a receipt survives handwriting and the telephone.
const receiptSet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// String prints six groups of four: 7F3K-9QDM-….
func (r Receipt) String() string {
	var out strings.Builder
	acc, bits, n := uint32(0), uint(0), 0
	for _, b := range r {
		acc, bits = acc<<8|uint32(b), bits+8
		for bits >= 5 {
			bits -= 5
			if n > 0 && n%4 == 0 {
				out.WriteByte('-')
			}
			out.WriteByte(receiptSet[acc>>bits&31])
			n++
		}
	}
	return out.String()
}

// ErrReceipt means that the text is not a receipt. It says nothing on whether a receipt exists.
var ErrReceipt = errors.New("seal: a receipt is 24 letters and digits")

// ParseReceipt reads a receipt as people type it: small letters, full-width forms, any spaces, dashes or
// points between, O for 0, I or L for 1.
func ParseReceipt(s string) (r Receipt, err error) {
	if len(s) > 512 {
		return r, ErrReceipt
	}
	acc, bits, n, at := uint32(0), uint(0), 0, 0
	for _, c := range s {
		v, skip := receiptDigit(c)
		if skip {
			continue
		}
		if v < 0 || n == 24 {
			return Receipt{}, ErrReceipt
		}
		n++
		acc, bits = acc<<5|uint32(v), bits+5
		if bits >= 8 {
			bits -= 8
			r[at] = byte(acc >> bits)
			at++
		}
	}
	if n != 24 {
		return Receipt{}, ErrReceipt
	}
	return r, nil
}

// receiptDigit gives the value of one typed character, or says that it only separates.
func receiptDigit(c rune) (value int, skip bool) {
	if c >= '！' && c <= '～' { // full-width forms stand 0xFEE0 above ASCII
		c -= 0xFEE0
	}
	switch c {
	case ' ', '\t', '\n', '\r', '\u00a0', '\u3000', '-', '_', '.', ',', '·', '‐', '‑', '‒', '–', '—', '―', '−', '－', '。', '、', '，', '\u200b', '\ufeff':
		return 0, true
	case 'o', 'O':
		c = '0'
	case 'i', 'I', 'l', 'L':
		c = '1'
	}
	if c >= 'a' && c <= 'z' {
		c -= 'a' - 'A'
	}
	if c > 'Z' {
		return -1, false
	}
	return strings.IndexByte(receiptSet, byte(c)), false
}

// Lookup is what the database stores to find the message of a receipt. A fast hash is enough: there are 2^120
// receipts, so trying them against a stolen table is hopeless at any speed; slowness (argon2) protects only
// what people choose, and here it would hand everyone a lever to exhaust the server. The caller compares by
// unique index on this value; the receipt itself is never stored.
func (r Receipt) Lookup() string { return hex.EncodeToString(derive(r[:], "receipt lookup", 32)) }

// Key is the age identity that belongs to the receipt: messages to the sender are sealed to its recipient (and
// to the officers), and whoever types the receipt opens them. The server keeps only the recipient.
func (r Receipt) Key() *age.X25519Identity {
	id, err := identityFrom(derive(r[:], "receipt key", 32))
	if err != nil {
		panic("seal: receipt key: " + err.Error()) // every 32 bytes are a valid X25519 scalar
	}
	return id
}

// Recipient is the public half of Key ("age1…"). Store it with the message: it cannot be turned back.
func (r Receipt) Recipient() string { return r.Key().Recipient().String() }
