package merkle

import (
	"crypto/sha256"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a SHA-256 node of the tree; its String is standard base64.
type Hash = tlog.Hash

// HashSize is the length of a Hash in bytes.
const HashSize = tlog.HashSize

// maxSize bounds every tree size. No book reaches it; sizes beyond it come from
// a hostile file and would overflow the arithmetic below.
const maxSize = int64(1) << 48

// ParseHash reads the base64 form of a hash; only the one canonical spelling.
func ParseHash(s string) (Hash, error) {
	h, err := tlog.ParseHash(s)
	if err != nil || h.String() != s {
		return Hash{}, fault("哈希值格式不正确", "a hash is malformed")
	}
	return h, nil
}

// LeafHash is the hash of one journal line, SHA-256(0x00 ‖ data) (RFC 6962,
// section 2.1). It does not allocate for lines under 1 KiB.
func LeafHash(data []byte) Hash {
	var buf [1024]byte
	if len(data) >= len(buf) {
		return tlog.RecordHash(data)
	}
	n := copy(buf[1:], data) // buf[0] is the leaf prefix 0x00
	return sha256.Sum256(buf[:1+n])
}

// EmptyRoot is the root of the tree without leaves: SHA-256 of nothing.
func EmptyRoot() Hash { return sha256.Sum256(nil) }

// perfect is the root over a power-of-two number of nodes; it overwrites nodes.
func perfect(nodes []Hash) Hash {
	for n := len(nodes); n > 1; n /= 2 {
		for i := range n / 2 {
			nodes[i] = tlog.NodeHash(nodes[2*i], nodes[2*i+1])
		}
	}
	return nodes[0]
}
