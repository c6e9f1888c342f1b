package merkle

import (
	"bytes"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

// Whatever parses has one spelling, and only the signed file verifies.
func FuzzProof(f *testing.F) {
	c := newCounty(f, 9)
	good := c.proof(f, 4, 9, 2)
	f.Add(good)
	f.Add(c.proof(f, 0, 1, 0))
	f.Add([]byte(proofHeader + "\nindex 0\n\n"))
	f.Add([]byte(proofHeader + "\nextra AA==\nindex 18446744073709551615\n\n"))
	policy, err := NewPolicy(c.vkeys, 2)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := ParseProof(file)
		if err != nil {
			return
		}
		again, err := WriteProof(p)
		if err != nil || !bytes.Equal(again, file) {
			t.Fatalf("not its own spelling: %v", err)
		}
		if _, err := policy.VerifyProof(file); err == nil && !bytes.Equal(file, good) {
			t.Fatalf("a proof nobody made verifies:\n%s", file)
		}
	})
}

// Ours is stricter than the note package, never laxer.
func FuzzCheckpoint(f *testing.F) {
	c := newCounty(f, 9)
	f.Add(c.signed(f, 9, 2))
	f.Add(c.signed(f, 1, 0))
	f.Add([]byte("a\n0\n" + EmptyRoot().String() + "\nextra\n\n— a AAAAAAA=\n"))
	policy, err := NewPolicy(c.vkeys, 0)
	if err != nil {
		f.Fatal(err)
	}
	log, err := ParseVKey(c.log)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, msg []byte) {
		claimed, err := UnverifiedCheckpoint(msg)
		opened, openErr := policy.Open(msg)
		if err != nil {
			if openErr == nil {
				t.Fatal("opened what does not parse")
			}
			return
		}
		text, err := claimed.Text()
		if err != nil || !bytes.HasPrefix(msg, []byte(text+"\n")) {
			t.Fatalf("not its own spelling: %v", err)
		}
		n, err := note.Open(msg, note.VerifierList(log.Verifier()))
		if openErr == nil && (err != nil || n.Text != text || opened.Root != claimed.Root) {
			t.Fatalf("the note package disagrees: %v", err)
		}
	})
}

func FuzzDocx(f *testing.F) {
	c := newCounty(f, 3)
	f.Add(letter(f, [2]string{DocxPart, string(c.proof(f, 1, 3, 1))}))
	f.Add(letter(f, [2]string{"a", "b"}))
	f.Fuzz(func(t *testing.T, file []byte) {
		out, err := ProofFromDocx(bytes.NewReader(file), int64(len(file)))
		if err == nil && len(out) > MaxProof {
			t.Fatal("over the limit")
		}
	})
}
