package seal_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"hengjian/seal"
)

func officer(t testing.TB) (*age.X25519Identity, string) {
	t.Helper()
	id, err := seal.NewIdentity(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return id, id.Recipient().String()
}

func TestIdentityIsAgesOwn(t *testing.T) {
	fixed := bytes.Repeat([]byte{7}, 32)
	a, err := seal.NewIdentity(bytes.NewReader(fixed))
	if err != nil {
		t.Fatal(err)
	}
	b, _ := seal.NewIdentity(bytes.NewReader(fixed))
	if a.String() != b.String() {
		t.Fatal("the same randomness gave two keys")
	}
	for range 200 { // our bech32 against age's: a key of age's making survives our encoding of its bytes
		id, _ := officer(t)
		again, err := age.ParseX25519Identity(id.String())
		if err != nil || again.Recipient().String() != id.Recipient().String() {
			t.Fatal("age does not read our key", err)
		}
	}
	if _, err := seal.NewIdentity(bytes.NewReader(fixed[:31])); err == nil {
		t.Fatal("short randomness accepted")
	}
}

func TestSealOpenStreams(t *testing.T) {
	id, r := officer(t)
	other, _ := officer(t)
	plain := bytes.Repeat([]byte("雾江派出所，夜里，"), 20_000)
	sr, err := seal.SealReader(bytes.NewReader(plain), []string{r})
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := io.ReadAll(sr)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("雾江")) {
		t.Fatal("clear text in the sealed file")
	}
	got, err := seal.OpenBytes(sealed, 1<<20, id)
	if err != nil || !bytes.Equal(got, plain) {
		t.Fatal("round trip", err)
	}
	if _, err := seal.Open(bytes.NewReader(sealed), other); err == nil {
		t.Fatal("another key opened it")
	}
	for _, at := range []int{0, 40, 150, len(sealed) / 2, len(sealed) - 1} {
		bad := bytes.Clone(sealed)
		bad[at] ^= 1
		if _, err := seal.OpenBytes(bad, 1<<20, id); err == nil {
			t.Fatalf("a flipped bit at %d went unnoticed", at)
		}
	}
	if _, err := seal.OpenBytes(sealed[:len(sealed)-70_000], 1<<20, id); err == nil {
		t.Fatal("a cut file opened")
	}
	if _, err := seal.OpenBytes(sealed, 10, id); err == nil {
		t.Fatal("limit ignored")
	}
	if seal.Address(sealed) == seal.Address(plain) || len(seal.Address(sealed)) != 64 {
		t.Fatal("address")
	}
}

func TestRecipientsAreNeverSilentlyDropped(t *testing.T) {
	_, r := officer(t)
	for name, list := range map[string][]string{"none": nil, "twice": {r, " " + r}, "broken": {r, r[:len(r)-1] + "x"}, "empty": {r, ""}} {
		if _, err := seal.SealBytes([]byte("x"), list); err == nil {
			t.Errorf("%s: sealed all the same", name)
		}
	}
}

func TestIdentityNeedsTwoPeople(t *testing.T) {
	intake, ir := officer(t)
	custodian, cr := officer(t)
	stranger, _ := officer(t)
	want := seal.Person{Version: 1, Name: "虞梅", Phone: "000-9900"}
	box, _, err := seal.SealDocument(rand.Reader, want, []string{ir}, []string{cr})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(box.Payload, []byte("虞梅")) || len(box.Payload) < 1024 {
		t.Fatal("payload not sealed or not padded")
	}
	if _, err := seal.Unwrap(box.Wrap, intake); !errors.Is(err, seal.ErrAnotherKey) {
		t.Fatalf("intake officer alone: %v", err)
	}
	for _, id := range []age.Identity{custodian, stranger} {
		if _, err := seal.Unwrap(box.Wrap, id); err == nil {
			t.Fatal("opened alone")
		}
	}
	key, err := seal.Unwrap(box.Wrap, intake, custodian)
	if err != nil {
		t.Fatal(err)
	}
	var got seal.Person
	if err := key.OpenDocument(box.Payload, &got); err != nil || got != want {
		t.Fatal(got, err)
	}

	// The same as acts: peel, grant, open.
	inner, err := seal.Peel(box.Wrap, intake)
	if err != nil {
		t.Fatal(err)
	}
	grant, err := seal.Grant(inner, custodian, ir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Unwrap(grant, custodian); err == nil {
		t.Fatal("the grant is for the one who asked")
	}
	if key, err = seal.Unwrap(grant, intake); err != nil {
		t.Fatal(err)
	}
	if err := key.OpenDocument(box.Payload, &got); err != nil {
		t.Fatal(err)
	}
	if _, _, err := seal.SealDocument(rand.Reader, want, []string{ir, cr}, []string{cr}); err == nil {
		t.Fatal("one key in both layers would open alone")
	}
}

func TestRotationTouchesTheWrapOnly(t *testing.T) {
	old, or := officer(t)
	fresh, fr := officer(t)
	custodian, cr := officer(t)
	box, _, err := seal.SealDocument(rand.Reader, seal.Message{Version: 1, Text: "原文"}, []string{or}, []string{cr})
	if err != nil {
		t.Fatal(err)
	}
	wrap, err := seal.Rewrap(box.Wrap, old, []string{fr})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Unwrap(wrap, old, custodian); err == nil {
		t.Fatal("the old key opens the new wrap")
	}
	key, err := seal.Unwrap(wrap, fresh, custodian)
	if err != nil {
		t.Fatal(err)
	}
	var m seal.Message
	if err := key.OpenDocument(box.Payload, &m); err != nil || m.Text != "原文" {
		t.Fatal(m, err)
	}
}

func TestOneImportOneKey(t *testing.T) {
	id, r := officer(t)
	key, err := seal.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]byte
	for _, text := range []string{"甲", "乙", "丙"} {
		b, err := seal.SealBytes([]byte(text), []string{key.Recipient()})
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, b)
	}
	wrap, err := key.Wrap([]string{r})
	if err != nil {
		t.Fatal(err)
	}
	opened, err := seal.Unwrap(wrap, id)
	if err != nil {
		t.Fatal(err)
	}
	got, err := seal.OpenBytes(rows[1], 100, opened.Identity())
	if err != nil || string(got) != "乙" {
		t.Fatal(string(got), err)
	}
	if s := opened.String(); strings.Contains(s, "SECRET") {
		t.Fatal("the secret shows in a log line")
	}
}

func TestKeyFile(t *testing.T) {
	phrase, err := seal.NewPassphrase(rand.Reader)
	if err != nil || len(strings.Split(phrase, "-")) != seal.PassphraseWords {
		t.Fatal(phrase, err)
	}
	file, recipient, err := seal.NewKeyFile(rand.Reader, phrase, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(file, []byte("-----BEGIN AGE ENCRYPTED FILE-----\n")) || bytes.Contains(file, []byte("SECRET")) {
		t.Fatal("not an armored age file")
	}
	typed := strings.ToUpper(strings.ReplaceAll(phrase, "-", "　"))
	id, err := seal.Unlock(file, typed)
	if err != nil || id.Recipient().String() != recipient {
		t.Fatal("unlock as typed", err)
	}
	if _, err := seal.Unlock(file, phrase+"x"); !errors.Is(err, seal.ErrPassphrase) {
		t.Fatal("wrong passphrase:", err)
	}
	if _, err := seal.Unlock(file, ""); !errors.Is(err, seal.ErrPassphrase) {
		t.Fatal("empty passphrase:", err)
	}
	if _, err := seal.Unlock([]byte("hello"), phrase); err == nil || errors.Is(err, seal.ErrPassphrase) {
		t.Fatal("not a key file:", err)
	}
	if _, err := seal.Unlock(append([]byte("\n"), file...), phrase); err != nil {
		t.Fatal("leading blank line:", err)
	}
}

func BenchmarkSealBox(b *testing.B) {
	var rs []string
	for range 3 {
		_, r := officer(b)
		rs = append(rs, r)
	}
	doc := seal.Message{Version: 1, Text: strings.Repeat("请核实办案程序。", 100)}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := seal.SealDocument(rand.Reader, doc, rs); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "boxes/s")
}

func BenchmarkRewrap(b *testing.B) {
	id, r := officer(b)
	_, r2 := officer(b)
	box, _, err := seal.SealDocument(rand.Reader, seal.Message{Text: "x"}, []string{r})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := seal.Rewrap(box.Wrap, id, []string{r, r2}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "wraps/s")
}
