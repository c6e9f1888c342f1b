package office

import (
	"context"
	"slices"
	"strings"

	"hengjian/merkle"
)

// PublicKey is a key that outsiders need to check a proof offline: a book's
// own, or the one with which the superior committee witnesses books.
type PublicKey struct {
	Book    string // place code, or "house"
	Short   string // whose it is; "" for the house's own book
	Witness bool
	VKey    string // as C2SP signed-note writes it
}

// PublicKeys lists the keys of this installation's checkpoints with their
// owners, books first. A key that comes with the file it is to check proves
// nothing, so these are published apart from every proof.
func (o *Office) PublicKeys(ctx context.Context) ([]PublicKey, error) {
	keys, err := o.VKeys(ctx)
	if err != nil {
		return nil, err
	}
	var out []PublicKey
	for _, s := range keys {
		k, err := merkle.ParseVKey(s)
		if err != nil {
			return nil, err
		}
		at, witness := strings.CutSuffix(strings.TrimPrefix(k.Name, "hengjian/"), "/witness")
		p := PublicKey{Book: at, Witness: witness, VKey: s}
		if c, ok, err := o.CongressAt(o.View(ctx), at); err != nil {
			return nil, err
		} else if ok {
			p.Short = c.Short
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b PublicKey) int {
		if a.Witness != b.Witness {
			if b.Witness {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Book, b.Book)
	})
	return out, nil
}

// KeyFile writes keys as `hengjian verify-proof --key` reads them.
func KeyFile(keys []PublicKey) []byte {
	var b strings.Builder
	b.WriteString("# 核对记录证明的公钥：hengjian verify-proof --key 本文件 证明文件\n# public keys to check proofs: hengjian verify-proof --key THIS-FILE PROOF\n")
	for _, k := range keys {
		b.WriteString("# " + k.Whose() + "\n" + k.VKey + "\n")
	}
	return []byte(b.String())
}

// Whose names the owner of a key in both languages, for the file of keys.
func (k PublicKey) Whose() string {
	zh, en := k.Zh(), k.En()
	return zh + " / " + en
}

// Zh names the owner.
func (k PublicKey) Zh() string {
	switch {
	case k.Book == "house":
		return "本安装的共同记录簿"
	case k.Witness:
		return k.Short + "（" + k.Book + "）联署用"
	}
	return k.Short + "（" + k.Book + "）记录簿"
}

// En names the owner.
func (k PublicKey) En() string {
	switch {
	case k.Book == "house":
		return "the common book of this installation"
	case k.Witness:
		return k.Short + " (" + k.Book + "), as witness"
	}
	return k.Short + " (" + k.Book + "), its book"
}

// StrangeKey lists the books whose last checkpoint this installation's key has
// not signed: it was started with another folder of keys, and what it signs from
// now on no published key will fit. Nothing is strange before the first checkpoint.
func (o *Office) StrangeKey(ctx context.Context) ([]string, error) {
	books, err := o.View(ctx).Books()
	if err != nil {
		return nil, err
	}
	var out []string
	for book := range books {
		text, err := o.Checkpoint(ctx, book)
		if err != nil {
			return nil, err
		}
		if text == "" {
			continue
		}
		if o.KeysDir != "" && !o.HasSealKey() {
			out = append(out, book)
			continue
		}
		_, vkey, err := o.bookKey(ctx, book)
		if err != nil {
			return nil, err
		}
		p, err := merkle.NewPolicy([]string{vkey}, 0)
		if err != nil {
			return nil, err
		}
		if _, err := p.Open([]byte(text)); err != nil {
			out = append(out, book)
		}
	}
	slices.Sort(out)
	return out, nil
}
