package seal

import (
	"bytes"
	"crypto/rand"
	"io"
	"testing"

	"filippo.io/age"
)

// TestBoxKeysSealAsAgeDoes holds the stanza of our own to age's: what it seals opens with age's identity and
// no other, and looks the same on the page.
func TestBoxKeysSealAsAgeDoes(t *testing.T) {
	for range 200 {
		k, err := NewKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		other, _ := NewKey(rand.Reader)
		fileKey := make([]byte, 16)
		rand.Read(fileKey)
		ours, err := k.to.Wrap(fileKey)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := k.id.Recipient().Wrap(fileKey)
		if err != nil {
			t.Fatal(err)
		}
		if len(ours) != 1 || ours[0].Type != theirs[0].Type || len(ours[0].Args) != 1 || len(ours[0].Args[0]) != len(theirs[0].Args[0]) || len(ours[0].Body) != len(theirs[0].Body) {
			t.Fatalf("stanza %+v, age writes %+v", ours[0], theirs[0])
		}
		if ours[0].Args[0] == theirs[0].Args[0] {
			t.Fatal("a share used twice")
		}
		if got, err := k.id.Unwrap(ours); err != nil || !bytes.Equal(got, fileKey) {
			t.Fatal("age does not open it:", err)
		}
		if _, err := other.id.Unwrap(ours); err == nil {
			t.Fatal("another key opens it")
		}
		ours[0].Body[3] ^= 1
		if _, err := k.id.Unwrap(ours); err == nil {
			t.Fatal("a changed stanza opens")
		}
	}
}

// TestSharesAreFresh: each sealing has a share of its own, so that no key is used for two texts.
func TestSharesAreFresh(t *testing.T) {
	k, err := NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for range 500 {
		s, err := k.to.Wrap(make([]byte, 16))
		if err != nil {
			t.Fatal(err)
		}
		if seen[s[0].Args[0]] || seen[string(s[0].Body)] {
			t.Fatal("a share came twice")
		}
		seen[s[0].Args[0]], seen[string(s[0].Body)] = true, true
	}
}

// TestUnwrappedKeySeals: a key that came out of a wrap seals like a fresh one.
func TestUnwrappedKeySeals(t *testing.T) {
	officer, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	k, _ := NewKey(rand.Reader)
	wrap, err := k.Wrap([]string{officer.Recipient().String()})
	if err != nil {
		t.Fatal(err)
	}
	again, err := Unwrap(wrap, officer)
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range []Key{k, again} {
		var out bytes.Buffer
		w, err := from.Seal(&out)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, "请核实")
		w.Close()
		if got, err := OpenBytes(out.Bytes(), 100, k.Identity()); err != nil || string(got) != "请核实" {
			t.Fatal(string(got), err)
		}
	}
}
