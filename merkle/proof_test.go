package merkle

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// county is an invented book with its key and two superior witnesses.
type county struct {
	ts        *mem
	lines     [][]byte
	signer    note.Signer
	log       string
	witnesses []*Cosigner
	vkeys     []string // log, then witnesses
}

const origin = "journal.example/990101"

var noon = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)

func newCounty(t testing.TB, size int) *county {
	t.Helper()
	random := rand.NewChaCha8([32]byte{7})
	secret, vkey, err := GenerateLogKey(random, origin)
	if err != nil {
		t.Fatal(err)
	}
	c := &county{ts: newMem(t), log: vkey, vkeys: []string{vkey}}
	if c.signer, err = note.NewSigner(secret); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"witness.example/990100", "witness.example/990000"} {
		secret, vkey, err := GenerateCosignerKey(random, name)
		if err != nil {
			t.Fatal(err)
		}
		w, err := NewCosigner(secret)
		if err != nil {
			t.Fatal(err)
		}
		c.witnesses, c.vkeys = append(c.witnesses, w), append(c.vkeys, vkey)
	}
	var leaves []Hash
	for i := range size {
		c.lines = append(c.lines, fmt.Appendf(nil, `{"seq":%d,"act":"clue.accept","basis":"《监督法》"}`, i+1))
		leaves = append(leaves, LeafHash(c.lines[i]))
	}
	if _, err := Append(c.ts, 0, leaves); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *county) checkpoint(t testing.TB, size int64) Checkpoint {
	t.Helper()
	root, err := Root(c.ts, size)
	if err != nil {
		t.Fatal(err)
	}
	return Checkpoint{Origin: origin, Size: size, Root: root}
}

// signed is a checkpoint of that size, cosigned by the first n witnesses.
func (c *county) signed(t testing.TB, size int64, n int) []byte {
	t.Helper()
	msg, err := c.checkpoint(t, size).Sign(c.signer)
	if err != nil {
		t.Fatal(err)
	}
	log, err := ParseVKey(c.log)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range c.witnesses[:n] {
		if msg, _, err = w.Cosign(msg, log, Checkpoint{}, nil, noon); err != nil {
			t.Fatal(err)
		}
	}
	return msg
}

func (c *county) proof(t testing.TB, index, size int64, witnesses int) []byte {
	t.Helper()
	p, err := BuildProof(c.ts, c.lines[index], index, c.signed(t, size, witnesses))
	if err != nil {
		t.Fatal(err)
	}
	file, err := WriteProof(p)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestProofTellsAnOutsiderEverything(t *testing.T) {
	c := newCounty(t, 300)
	for _, at := range [][2]int64{{0, 1}, {0, 300}, {299, 300}, {150, 257}} {
		r, err := VerifyProof(c.proof(t, at[0], at[1], 2), c.vkeys)
		if err != nil {
			t.Fatal(at, err)
		}
		if !bytes.Equal(r.Leaf, c.lines[at[0]]) || r.Index != at[0] || r.Size != at[1] || r.Origin != origin {
			t.Errorf("%v: report %+v", at, r)
		}
		if len(r.Signed) != 3 || r.Signed[0].Cosigner || !r.Signed[1].Cosigner || !r.Signed[2].At.Equal(noon) || len(r.Unchecked) != 0 {
			t.Errorf("%v: signed %+v", at, r.Signed)
		}
	}
}

// Strictness: with all keys given, no byte of a proof file can be changed,
// dropped or added without the proof failing.
func TestEveryByteCounts(t *testing.T) {
	if testing.Short() {
		t.Skip("changes every byte of a proof")
	}
	c := newCounty(t, 11)
	file := c.proof(t, 4, 11, 2)
	if _, err := VerifyProof(file, c.vkeys); err != nil {
		t.Fatal(err)
	}
	try := func(what string, changed []byte) {
		if r, err := VerifyProof(changed, c.vkeys); err == nil {
			t.Fatalf("%s passed: %+v", what, r)
		}
	}
	for i := range file {
		// Bit flips, and characters that keep the file well-formed, so that
		// the change reaches the cryptography.
		for _, b := range append([]byte("A+/=09 \n"), flips(file[i])...) {
			if b != file[i] {
				m := bytes.Clone(file)
				m[i] = b
				try(fmt.Sprintf("byte %d = %#x", i, b), m)
			}
		}
		try(fmt.Sprintf("without byte %d", i), slices.Delete(bytes.Clone(file), i, i+1))
		try(fmt.Sprintf("cut at %d", i), file[:i])
		for _, b := range []byte{'\n', ' ', '\r', '0', 'A', '='} {
			try(fmt.Sprintf("%q before byte %d", b, i), slices.Insert(bytes.Clone(file), i, b))
		}
	}
	for _, tail := range []string{"\n", " ", "x", "\r\n", "\n\n"} {
		try("tail", append(bytes.Clone(file), tail...))
	}
	lines := strings.SplitAfter(string(file), "\n")
	for i := range lines[:len(lines)-1] {
		twice := slices.Insert(slices.Clone(lines), i, lines[i])
		try(fmt.Sprintf("line %d twice", i), []byte(strings.Join(twice, "")))
	}
}

func flips(b byte) []byte {
	var out []byte
	for bit := range 8 {
		out = append(out, b^1<<bit)
	}
	return out
}

// A signature by a key the verifier was not given is ignored (signed-note), and
// never shown as checked, whatever its bytes.
func TestUnknownSignaturesAreOnlyListed(t *testing.T) {
	c := newCounty(t, 5)
	file := c.proof(t, 2, 5, 2)
	r, err := VerifyProof(file, c.vkeys[:2])
	if err != nil || len(r.Signed) != 2 || len(r.Unchecked) != 1 || r.Unchecked[0].Name != "witness.example/990000" {
		t.Fatalf("%+v, %v", r, err)
	}
	at := bytes.LastIndex(file, []byte(" ")) + 20
	file[at] = 'A' + (file[at]-'A'+1)%26
	r, err = VerifyProof(file, c.vkeys[:2])
	if err != nil || len(r.Signed) != 2 || len(r.Unchecked) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := VerifyProof(file, c.vkeys); err == nil {
		t.Error("the same damaged signature passed with its key given")
	}
}

func TestWitnessesKOfN(t *testing.T) {
	c := newCounty(t, 5)
	stranger := newStranger(t)
	for _, tc := range []struct {
		signed, need int
		vkeys        []string
		ok           bool
	}{
		{0, 0, c.vkeys, true}, {0, 1, c.vkeys, false}, {1, 1, c.vkeys, true}, {1, 2, c.vkeys, false},
		{2, 2, c.vkeys, true}, {1, AllWitnesses, c.vkeys, false}, {2, AllWitnesses, c.vkeys, true},
		{2, 1, []string{c.log, stranger}, false},     // signed by others than those trusted
		{2, AllWitnesses, []string{c.log}, true},     // no witness asked for
		{2, 1, []string{c.log}, false},               // more than there are keys
		{2, 0, c.vkeys[1:], false},                   // no log key
		{2, 2, append(c.vkeys, c.vkeys[2]), false},   // one key twice
		{2, AllWitnesses, []string{stranger}, false}, // no log key
	} {
		p, err := NewPolicy(tc.vkeys, tc.need)
		if err == nil {
			_, err = p.Open(c.signed(t, 5, tc.signed))
		}
		if (err == nil) != tc.ok {
			t.Errorf("%d signed, %d needed, %d keys: %v", tc.signed, tc.need, len(tc.vkeys), err)
		}
		var f *Fault
		if err != nil && (!errors.As(err, &f) || f.Zh == "" || f.En == "") {
			t.Errorf("%v has no two languages", err)
		}
	}
}

func newStranger(t testing.TB) string {
	_, vkey, err := GenerateCosignerKey(rand.NewChaCha8([32]byte{9}), "stranger.example")
	if err != nil {
		t.Fatal(err)
	}
	return vkey
}

// A log must not speak for another origin, nor witness itself.
func TestKeysSpeakOnlyInTheirRole(t *testing.T) {
	c := newCounty(t, 5)
	other := c.checkpoint(t, 5)
	other.Origin = "journal.example/990102"
	msg, err := other.Sign(c.signer)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := NewPolicy(c.vkeys, 0)
	if _, err := p.Open(msg); err == nil {
		t.Error("990101's key spoke for 990102")
	}
	secret, vkey, _ := GenerateCosignerKey(rand.NewChaCha8([32]byte{3}), origin)
	self, err := NewCosigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	log, _ := ParseVKey(c.log)
	if _, _, err := self.Cosign(c.signed(t, 5, 0), log, Checkpoint{}, nil, noon); err == nil {
		t.Error("a log cosigned itself")
	}
	text, _ := c.checkpoint(t, 5).Text()
	sig, err := self.sign(text, noon)
	if err != nil {
		t.Fatal(err)
	}
	forged, err := note.Sign(&note.Note{Text: text}, c.signer, fixed{self.key, sig})
	if err != nil {
		t.Fatal(err)
	}
	p, err = NewPolicy([]string{c.log, vkey}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Open(forged); err == nil {
		t.Error("the log's own cosignature counted as a witness")
	}
}

// Rewriting, cutting and forking are what a cosigner exists to refuse.
func TestCosignerRefusesRewriting(t *testing.T) {
	c := newCounty(t, 100)
	w := c.witnesses[0]
	log, _ := ParseVKey(c.log)
	msg, last, err := w.Cosign(c.signed(t, 40, 0), log, Checkpoint{}, nil, noon)
	if err != nil || last.Size != 40 {
		t.Fatal(err)
	}
	path, err := Consistency(c.ts, 40, 90)
	if err != nil {
		t.Fatal(err)
	}
	if _, next, err := w.Cosign(c.signed(t, 90, 0), log, last, path, noon); err != nil || next.Size != 90 {
		t.Errorf("honest growth refused: %v", err)
	}
	if again, _, err := w.Cosign(msg, log, last, nil, noon.Add(time.Hour)); err != nil || bytes.Count(again, []byte("\n— ")) != 2 {
		t.Errorf("a fresh cosignature of the same tree must replace the old one: %v\n%s", err, again)
	}
	fork := last
	fork.Root[0] ^= 1
	forked, err := fork.Sign(c.signer)
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := last
	elsewhere.Origin = "journal.example/990102"
	for name, try := range map[string]func() error{
		"no proof": func() error { _, _, err := w.Cosign(c.signed(t, 90, 0), log, last, nil, noon); return err },
		"fork":     func() error { _, _, err := w.Cosign(forked, log, last, nil, noon); return err },
		"rollback": func() error { _, _, err := w.Cosign(c.signed(t, 30, 0), log, last, path, noon); return err },
		"another log": func() error {
			_, _, err := w.Cosign(c.signed(t, 90, 0), log, elsewhere, path, noon)
			return err
		},
		"no time": func() error {
			_, _, err := w.Cosign(c.signed(t, 40, 0), log, last, nil, time.Time{})
			return err
		},
		"unsigned": func() error {
			_, _, err := w.Cosign(bytes.Replace(c.signed(t, 40, 0), []byte("40\n"), []byte("41\n"), 1), log, last, nil, noon)
			return err
		},
	} {
		if try() == nil {
			t.Errorf("%s: cosigned", name)
		}
	}
}

func TestCheckpointSpelling(t *testing.T) {
	c := Checkpoint{Origin: origin, Size: 3, Root: leavesOf(1)[0], Extra: []string{"a", "b c"}}
	text, err := c.Text()
	if err != nil {
		t.Fatal(err)
	}
	back, err := parseText(text)
	if err != nil || fmt.Sprint(back) != fmt.Sprint(c) {
		t.Fatalf("%v, %v", back, err)
	}
	root := c.Root.String()
	for _, bad := range []string{
		"", "\n", text + "\n", text[:len(text)-1], "\n3\n" + root + "\n", origin + "\n03\n" + root + "\n",
		origin + "\n+3\n" + root + "\n", origin + "\n-3\n" + root + "\n", origin + "\n99999999999999999999\n" + root + "\n",
		origin + "\n3\n" + root[:43] + "\n", origin + "\n3\n" + root + " \n", origin + "\r\n3\n" + root + "\n",
		origin + "\n0\n" + root + "\n", origin + "\n3\n" + root + "\n\nx\n", "\xff\n3\n" + root + "\n",
	} {
		if _, err := parseText(bad); err == nil {
			t.Errorf("%q passed", bad)
		}
	}
	for _, bad := range []Checkpoint{{}, {Origin: "a\nb", Size: 1}, {Origin: "a", Size: -1}, {Origin: "a", Size: 1, Extra: []string{""}}} {
		if _, err := bad.Text(); err == nil {
			t.Errorf("%+v was written", bad)
		}
	}
}

func TestKeys(t *testing.T) {
	// The example of the signed-note specification.
	k, err := ParseVKey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
	if err != nil || k.Cosigner || k.Name != "example.com/foo" {
		t.Fatalf("%+v, %v", k, err)
	}
	sig, _ := base64.StdEncoding.DecodeString("Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=")
	if !k.Verifier().Verify([]byte("This is an example message.\n"), sig[4:]) {
		t.Error("the specification's example does not verify")
	}
	for _, bad := range []string{
		"", "a", "a+b+c", "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		"example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		"exa mple.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
		"example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv\n3U2k",
		"example.com/foo+530d903a+BekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
	} {
		if _, err := ParseVKey(bad); err == nil {
			t.Errorf("%q passed", bad)
		}
	}
	if _, _, err := GenerateLogKey(rand.NewChaCha8([32]byte{}), "a b"); err == nil {
		t.Error("a key name with a space passed")
	}
	if _, _, err := GenerateLogKey(bytes.NewReader(make([]byte, 31)), "a"); err == nil {
		t.Error("a key from too little randomness")
	}
	for _, bad := range []string{"", "PRIVATE+KEY+a+00000000+AAAA", "a+00000000+BAAA"} {
		if _, err := NewCosigner(bad); err == nil {
			t.Errorf("cosigner from %q", bad)
		}
	}
}

func TestProofIsNotBuiltForTheWrongLine(t *testing.T) {
	c := newCounty(t, 9)
	if _, err := BuildProof(c.ts, c.lines[3], 4, c.signed(t, 9, 0)); err == nil {
		t.Error("a proof of line 3 as line 4 was built")
	}
	if _, err := BuildProof(c.ts, c.lines[8], 8, c.signed(t, 8, 0)); err == nil {
		t.Error("a proof of a line after the checkpoint was built")
	}
	signed := c.signed(t, 9, 0)
	c.ts.tiles[[2]int64{0, 0}][5] ^= 1
	if _, err := BuildProof(c.ts, c.lines[3], 3, signed); err == nil {
		t.Error("a proof from a damaged tile was built")
	}
}

func letter(t testing.TB, parts ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p[0])
		if err == nil {
			_, err = w.Write([]byte(p[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestProofFromDocx(t *testing.T) {
	c := newCounty(t, 5)
	proof := string(c.proof(t, 2, 5, 1))
	body := [2]string{"word/document.xml", "<w:document/>"}
	file := letter(t, body, [2]string{DocxPart, proof})
	got, err := ProofFromDocx(bytes.NewReader(file), int64(len(file)))
	if err != nil || string(got) != proof {
		t.Fatal(err)
	}
	for name, bad := range map[string][]byte{
		"no proof":   letter(t, body),
		"two proofs": letter(t, [2]string{DocxPart, proof}, [2]string{DocxPart, proof}),
		"bomb":       letter(t, [2]string{DocxPart, strings.Repeat("A", 50<<20)}),
		"not a zip":  []byte("PK\x03\x04 nothing"),
		"cut":        file[:len(file)/2],
	} {
		if _, err := ProofFromDocx(bytes.NewReader(bad), int64(len(bad))); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := ProofFromDocx(bytes.NewReader(nil), maxDocx+1); err == nil {
		t.Error("a huge file was opened")
	}
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"记录 ok\n\u3000𠮷":  "记录 ok\n\u3000𠮷",
		"\x1b[2Ja\u202eb": `\u001b[2Ja\u202eb`,
		"\xff\r\t":        `\xff\u000d\u0009`,
	} {
		if got := Printable(in); got != want {
			t.Errorf("%q shown as %q", in, got)
		}
	}
}

// A cosignature made by another implementation (transparency-dev/formats).
func TestForeignCosignature(t *testing.T) {
	msg := []byte("log.example\n1\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n\n" +
		"— log.example CE3y9z68psjTSbW+jaLN/hzG5Fq6HcFzxTY5BOVsS+sAngkBvSIOjdULY+aq+QdL7SBWpntrK0HNdk5E73aY0FLtGgg=\n" +
		"— their.example SvlISAAAAABrBPwfiuejd1Z+JbxBdITUepFQ4dUnMk1rCnFfNFSaKO/5yJBcSxlcR0NqrkfwsrShokFz3NF1PBYfHp31qoXy5TffCA==\n")
	p, err := NewPolicy([]string{
		"log.example+084df2f7+AS2t66Y8jqA6iglM+/cf9SK9to/kWF5ZOKQuzBizIkt0",
		"their.example+4af94848+BLQLu0OZE1Yv6Rz6onUBkJ4EDgS18eFDJcQNWIGsB8Sh",
	}, AllWitnesses)
	if err != nil {
		t.Fatal(err)
	}
	o, err := p.Open(msg)
	if err != nil || len(o.Signed) != 2 || o.Signed[1].At.Unix() != 0x6b04fc1f || o.Root != LeafHash([]byte("one")) {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestCosignatureTimes(t *testing.T) {
	sig := make([]byte, 72)
	if _, ok := cosignedAt(sig); !ok {
		t.Error("a plain time refused")
	}
	sig[0] = 0x80 // 2^63 and beyond is excluded by the specification
	if _, ok := cosignedAt(sig); ok {
		t.Error("a time beyond 2^63-1 passed")
	}
	if _, ok := cosignedAt(sig[1:]); ok {
		t.Error("a short cosignature passed")
	}
}
