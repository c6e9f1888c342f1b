package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"hengjian/oversight/act"
)

// BoxName is the name of a sealed box: the hash of its bytes.
func BoxName(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// PutBox keeps a sealed box under its own hash; the subject of the same act
// names it. The same box twice is one row.
func (t *Tx) PutBox(b []byte) error {
	_, err := t.Exec(`INSERT INTO box (hash, data) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING`, BoxName(b), b)
	if err != nil {
		return fmt.Errorf("box: %w", err)
	}
	return nil
}

// Box returns a sealed box by its hash.
func (v *View) Box(hash string) ([]byte, error) {
	var b []byte
	err := v.Row(`SELECT data FROM box WHERE hash=?`, hash).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, act.None()
	}
	return b, err
}
