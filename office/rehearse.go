package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"hengjian/files"
	"hengjian/oversight/access"
)

// Rehearse (演练) tries an act as Do would do it, with the files that came with
// its form, and keeps nothing: neither line nor number nor file nor notice. nil
// means that it would be accepted.
func (o *Office) Rehearse(ctx context.Context, who access.Person, a any, ord Order, tried []string) error {
	e, err := entryOf(a)
	if err != nil {
		return err
	}
	if err := o.prepare(ctx, who, e, a, &ord); err != nil {
		return err
	}
	if err := o.ownFiles(who, e, a, tried...); err != nil {
		return err
	}
	_, err = o.try(ctx, who, e, a, Order{Body: ord.Body, ready: true})
	return err
}

// TryFile cleans an upload as KeepFile does and stores nothing: its digest, or
// why it would be refused.
func (o *Office) TryFile(name string, src io.Reader) (hash, clean string, err error) {
	c, err := files.NewClean(name, src, files.Limits{})
	if err != nil {
		return "", "", refused(err)
	}
	h := sha256.New()
	if _, err := c.WriteTo(h); err != nil {
		return "", "", refused(err)
	}
	return hex.EncodeToString(h.Sum(nil)), c.Name, nil
}
