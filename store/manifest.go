package store

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"hengjian/merkle"
)

// ManifestRow is one item of a bulk act (an import, survey answers, ballots).
//
// A bulk act is one line in the book. Its Kind, Subject, Version, From and To
// are those of the bulk act's own subject (the import), and its Digest is the
// [ManifestRoot] over all rows of the manifest instead of a row's digest. Row
// n=0 is the bulk act's own subject with its row digest; rows n≥1 are the items
// in the order of the input, each with the digest of its row after the act. The
// place of item n in lists is ordOf(seq, n, book). An item takes a step of its
// kind's life, whatever the act's name.
type ManifestRow struct {
	N       int64
	Kind    string
	Subject string
	Version int64
	From    string
	To      string
	Digest  [32]byte // of the subject's row after the act
}

// Leaf is the canonical text of the row, as hashed into the manifest's root.
func (r ManifestRow) Leaf() []byte {
	clean := strings.NewReplacer("\r", " ", "\n", " ").Replace
	b := append(make([]byte, 0, 240), "hengjian manifest row v1\nn: "...)
	b = strconv.AppendInt(b, r.N, 10)
	b = append(b, "\nsubject: "+clean(r.Kind)+"/"+clean(r.Subject)+"\nversion: "...)
	b = strconv.AppendInt(b, r.Version, 10)
	b = append(b, "\nfrom: "+clean(r.From)+"\nto: "+clean(r.To)+"\ndigest: "...)
	b = hex.AppendEncode(b, r.Digest[:])
	return append(b, '\n')
}

// ManifestRoot is what the line of a bulk act commits to: the hex RFC 6962 root
// over the leaves of its rows, n = 0, 1, 2 …
func ManifestRoot(rows []ManifestRow) string {
	var r merkle.Roller
	for _, row := range rows {
		_ = r.Add(merkle.LeafHash(row.Leaf())) // fails only where Tiles is set
	}
	root := r.Root()
	return hex.EncodeToString(root[:])
}

// PutManifest keeps the manifest of a bulk act beside its line.
func (t *Tx) PutManifest(book string, seq int64, rows []ManifestRow) error {
	vals := make([][]any, len(rows))
	for i, r := range rows {
		if r.N != int64(i) {
			return fmt.Errorf("manifest of %s/%d: row %d is numbered %d", book, seq, i, r.N)
		}
		vals[i] = []any{book, seq, r.N, r.Kind, r.Subject, r.Version, r.From, r.To, rows[i].Digest[:]}
	}
	return t.inserts("manifest", "book, seq, n, kind, subject, version, from_state, to_state, digest", vals)
}
