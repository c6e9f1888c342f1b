package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"hengjian/office"
	"hengjian/seal"
)

// KeyCmd makes keys for sealed material.
type KeyCmd struct {
	Make   KeyMakeCmd   `cmd:"" help:"生成一把钥匙，打印口令和公钥 / make a key, print passphrase and public key"`
	Public KeyPublicCmd `cmd:"" help:"打印核对证明用的公钥，供张贴和公布 / print the public keys that check proofs, to be posted up"`
}

// KeyMakeCmd makes a passphrase-protected key file.
type KeyMakeCmd struct {
	Out string `required:"" type:"path" placeholder:"FILE" help:"钥匙文件，不覆盖已有文件 / key file, never overwritten"`
}

// Run writes the file and prints what must be written down and enrolled.
func (c *KeyMakeCmd) Run(w io.Writer) error {
	phrase, err := seal.NewPassphrase(rand.Reader)
	if err != nil {
		return err
	}
	file, recipient, err := seal.NewKeyFile(rand.Reader, phrase, time.Now())
	if err != nil {
		return err
	}
	f, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(file); err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		_, err = fmt.Fprintf(w, "口令 / passphrase: %s\n公钥 / public key: %s\n", phrase, recipient)
	}
	return err
}

// KeyPublicCmd prints the keys of checkpoints as verify-proof reads them.
type KeyPublicCmd struct{ Data }

// Run prints them with their owners.
func (c *KeyPublicCmd) Run(w io.Writer) error {
	ctx := context.Background()
	o, err := c.open(ctx, time.Now)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	if !o.HasSealKey() {
		return fmt.Errorf("%s 里没有校验点密钥 / no checkpoint key there", c.keysDir())
	}
	keys, err := o.PublicKeys(ctx)
	if err != nil {
		return err
	}
	_, err = w.Write(office.KeyFile(keys))
	return err
}

// OpenCmd opens a sealed document offline. The passphrase is read from the
// standard input, so that it stands in no shell history.
type OpenCmd struct {
	Key  string `required:"" type:"existingfile" placeholder:"FILE" help:"钥匙文件 / key file"`
	Wrap string `required:"" type:"existingfile" placeholder:"FILE" help:"封好的匣钥 / the wrapped box key"`
	Box  string `arg:"" type:"existingfile" help:"密封的文件 / the sealed document"`
}

// Run prints the document as JSON.
func (c *OpenCmd) Run(w io.Writer) error {
	file, err := os.ReadFile(c.Key)
	if err != nil {
		return err
	}
	fmt.Fprint(os.Stderr, "口令 / passphrase: ")
	in := bufio.NewScanner(os.Stdin)
	in.Scan()
	id, err := seal.Unlock(file, in.Text())
	if err != nil {
		return err
	}
	wrap, err := os.ReadFile(c.Wrap)
	if err != nil {
		return err
	}
	key, err := seal.Unwrap(wrap, id)
	if err != nil {
		return err
	}
	sealed, err := os.ReadFile(c.Box)
	if err != nil {
		return err
	}
	var doc json.RawMessage
	if err := key.OpenDocument(sealed, &doc); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s\n", doc)
	return err
}
