package office

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"filippo.io/age"

	"hengjian/files"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/store"
)

// Working files: evidence, replies, plans, scans of a problem or a demand. They
// are no sealed originals: the office and the organ read them. They are cleaned
// and encrypted to the office's working key, so that a copy of the data folder
// or of a backup gives none of them away; the key lies outside both.

// fileHead stands before a working file's bytes, inside the encryption.
type fileHead struct {
	Name string `json:"name"`
	Type string `json:"type"`
	By   string `json:"by"` // who uploaded it
}

// KeepFile stores an upload and returns its address and its cleaned name.
func (o *Office) KeepFile(who access.Person, name string, src io.Reader) (hash, clean string, err error) {
	c, err := files.NewClean(name, src, files.Limits{})
	if err != nil {
		return "", "", refused(err)
	}
	hash, err = o.putFile(fileHead{c.Name, string(c.Kind), who.ID}, func(w io.Writer) error { _, err := c.WriteTo(w); return err })
	return hash, c.Name, err
}

// putFile stores what write writes, encrypted to the working key.
func (o *Office) putFile(h fileHead, write func(io.Writer) error) (hash string, err error) {
	if o.WorkKey == nil {
		return "", fmt.Errorf("no working key: set Office.WorkKey")
	}
	head, err := json.Marshal(h)
	if err != nil {
		return "", err
	}
	b, err := o.Files.Put(o.Now(), 0, func(w io.Writer) error {
		into, err := age.Encrypt(w, o.WorkKey.Recipient())
		if err != nil {
			return err
		}
		if _, err := into.Write(append(head, '\n')); err != nil {
			return err
		}
		if err := write(into); err != nil {
			return err
		}
		return into.Close()
	})
	if err != nil {
		return "", refused(err)
	}
	return b.Address, nil
}

// WorkFile is a stored working file, open for reading.
type WorkFile struct {
	Name, Type string
	by         string
	body       io.Reader
	src        io.Closer
}

// WriteTo writes the file's bytes.
func (f *WorkFile) WriteTo(w io.Writer) (int64, error) { return io.Copy(w, f.body) }

// Close ends reading.
func (f *WorkFile) Close() error { return f.src.Close() }

// OpenFile opens a working file by its address. The caller has shown that the
// matter which names it may be seen.
func (o *Office) OpenFile(hash string) (*WorkFile, error) {
	if o.WorkKey == nil {
		return nil, fmt.Errorf("no working key: set Office.WorkKey")
	}
	src, err := o.Files.Get(hash)
	if err != nil {
		return nil, act.None()
	}
	plain, err := age.Decrypt(src, o.WorkKey)
	if err != nil {
		src.Close()
		return nil, act.None() // a sealed original, or a file of another key: not one of ours
	}
	r := bufio.NewReader(plain)
	line, err := r.ReadBytes('\n')
	var h fileHead
	if err == nil {
		err = json.Unmarshal(line, &h)
	}
	if err != nil {
		src.Close()
		return nil, fmt.Errorf("working file %s: %w", hash, err)
	}
	return &WorkFile{Name: h.Name, Type: h.Type, by: h.By, body: r, src: src}, nil
}

// Uploaded reports whether the person herself stored the file.
func (o *Office) Uploaded(who access.Person, hash string) bool {
	f, err := o.OpenFile(hash)
	if err != nil {
		return false
	}
	defer f.Close()
	return f.by == who.ID
}

// OfOrgan names those among the accounts who serve in the person's own organ.
func (o *Office) OfOrgan(ctx context.Context, who access.Person, ids []string) (map[string]string, error) {
	out := map[string]string{}
	if who.Organ == "" {
		return out, nil
	}
	as, err := store.Accounts.Where(o.View(ctx), "organ=? ORDER BY id", who.Organ)
	for _, a := range as {
		out[a.ID] = a.Person
	}
	return out, err
}
