package seal_test

import (
	"bytes"
	"crypto/rand"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"hengjian/seal"
)

func TestWordListHas2048DifferentWords(t *testing.T) {
	seen := map[string]bool{}
	plain := regexp.MustCompile(`^[a-z]{4,6}$`)
	for n := range 2048 {
		// The n-th word through the public door: six times the same two random bytes.
		p, err := seal.NewPassphrase(bytes.NewReader(bytes.Repeat([]byte{byte(n >> 8), byte(n)}, 6)))
		if err != nil {
			t.Fatal(err)
		}
		w, _, _ := strings.Cut(p, "-")
		if !plain.MatchString(w) {
			t.Fatalf("word %d: %q", n, w)
		}
		seen[w] = true
	}
	if len(seen) != 2048 {
		t.Fatalf("%d different words, want 2048: %d bits would be wrong", len(seen), seal.PassphraseBits)
	}
}

func TestTidyPassphraseLeavesOwnChoicesAlone(t *testing.T) {
	for _, p := range []string{"我 的 Pass Phrase", "ba-bi", "BAFEI-bafei-bafei-bafei-bafei-other"} {
		if seal.TidyPassphrase(p) != p {
			t.Errorf("%q was changed", p)
		}
	}
	if got := seal.TidyPassphrase("  Bafei ｂａｆｅｉ—bafei_bafei  bafei\tbafei\n"); got != strings.Repeat("bafei-", 5)+"bafei" {
		t.Errorf("%q", got)
	}
}

func TestReceiptAsPeopleTypeIt(t *testing.T) {
	n, err := seal.ParseNonce(strings.Repeat("1f", 32))
	if err != nil {
		t.Fatal(err)
	}
	r := seal.ReceiptOf(n)
	s := r.String()
	if !regexp.MustCompile(`^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$`).MatchString(s) {
		t.Fatal(s)
	}
	wide := strings.Map(func(c rune) rune {
		if c > ' ' && c <= '~' {
			return c + 0xFEE0
		}
		return c
	}, s)
	typed := []string{s, strings.ToLower(s), strings.ReplaceAll(s, "-", ""), " " + strings.ReplaceAll(s, "-", " ") + "\n", wide,
		strings.NewReplacer("0", "O", "1", "l").Replace(s), strings.NewReplacer("0", "o", "1", "I", "-", "－").Replace(s), strings.ReplaceAll(s, "-", "　")}
	for _, in := range typed {
		if got, err := seal.ParseReceipt(in); err != nil || got != r {
			t.Errorf("%q: %v %v", in, got, err)
		}
	}
	for _, in := range []string{"", s[1:], s + "2", strings.Replace(s, s[:1], "U", 1), strings.Replace(s, "-", "/", 1), "回执" + s, strings.Repeat(" ", 600) + s} {
		if _, err := seal.ParseReceipt(in); err == nil {
			t.Errorf("%q accepted", in)
		}
	}
}

func TestNonceGivesUnlinkedValues(t *testing.T) {
	n, err := seal.NewNonce(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	again, err := seal.ParseNonce(n.String())
	if err != nil || again != n {
		t.Fatal(err)
	}
	id := seal.ActID(n)
	if !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(id) {
		t.Fatal(id)
	}
	if seal.ActID(again) != id || seal.ReceiptOf(again) != seal.ReceiptOf(n) {
		t.Fatal("pressing twice must give the same act and receipt")
	}
	r := seal.ReceiptOf(n)
	if r.Lookup() == seal.Receipt(r).Recipient() || strings.Contains(r.Lookup(), strings.ToLower(strings.ReplaceAll(r.String(), "-", ""))) {
		t.Fatal("lookup leaks the receipt")
	}
	for _, bad := range []string{"", strings.Repeat("0", 64), strings.Repeat("z", 64), n.String()[2:]} {
		if _, err := seal.ParseNonce(bad); err == nil {
			t.Errorf("nonce %q accepted", bad)
		}
	}
}

// The derivations are a stored format: a change here orphans every receipt in people's hands.
func TestDerivationsNeverChange(t *testing.T) {
	n, _ := seal.ParseNonce(strings.Repeat("1f", 32))
	r := seal.ReceiptOf(n)
	got := []string{seal.ActID(n), r.String(), r.Lookup(), r.Recipient()}
	want := []string{
		"fc91a5c9-aa28-4bbc-89b5-6412768e0dc1",
		"FDGK-01Z7-N414-0V2D-MZ3J-PBFP",
		"6013e8b7dc29429179f5b8b1f7afaece02c2db36c6e93e4ae2baea2f560971cc",
		"age1jenmhjvafmu20gyx4vhvul8qegk28x7734spyn5gr6svqnfqhfjq2hqazg",
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %s, want %s", i, got[i], want[i])
		}
	}
}

func TestMessageToTheSender(t *testing.T) {
	id, officerKey := officer(t)
	n, _ := seal.NewNonce(rand.Reader)
	receipt := seal.ReceiptOf(n)
	box, _, err := seal.SealDocument(rand.Reader, seal.Message{Version: 1, Text: "已转有权机关"}, []string{officerKey, receipt.Recipient()})
	if err != nil {
		t.Fatal(err)
	}
	typed, err := seal.ParseReceipt(strings.ToLower(receipt.String()))
	if err != nil {
		t.Fatal(err)
	}
	for who, open := range map[string]func() (seal.Key, error){
		"sender":  func() (seal.Key, error) { return seal.Unwrap(box.Wrap, typed.Key()) },
		"officer": func() (seal.Key, error) { return seal.Unwrap(box.Wrap, id) },
	} {
		key, err := open()
		if err != nil {
			t.Fatal(who, err)
		}
		var m seal.Message
		if err := key.OpenDocument(box.Payload, &m); err != nil || m.Text != "已转有权机关" {
			t.Fatal(who, err)
		}
	}
	n[0] ^= 1
	if _, err := seal.Unwrap(box.Wrap, seal.ReceiptOf(n).Key()); err == nil {
		t.Fatal("another receipt opened it")
	}
}

func TestSecretsStayOutOfLogs(t *testing.T) {
	n, _ := seal.NewNonce(rand.Reader)
	key, _ := seal.NewKey(rand.Reader)
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("received", "nonce", n, "receipt", seal.ReceiptOf(n), "key", key)
	for _, secret := range []string{n.String(), seal.ReceiptOf(n).String(), "SECRET"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("%s in the log: %s", secret, log.String())
		}
	}
}

func FuzzParseReceipt(f *testing.F) {
	for _, s := range []string{"", "7F3K-9QDM-0000-1111-ABCD-XYZ9", "ｏｉｌ７", "7f3k 9qdm oooo llll abcd xyz9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := seal.ParseReceipt(s)
		if err != nil {
			if r != (seal.Receipt{}) {
				t.Fatal("a refused receipt leaves bytes behind")
			}
			return
		}
		if again, err := seal.ParseReceipt(r.String()); err != nil || again != r {
			t.Fatalf("%q reads as %s, which does not read back", s, r)
		}
	})
}

func FuzzTidyPassphrase(f *testing.F) {
	f.Add("bafei bafei bafei bafei bafei bafei")
	f.Fuzz(func(t *testing.T, s string) {
		if once := seal.TidyPassphrase(s); seal.TidyPassphrase(once) != once {
			t.Fatalf("%q is not stable", s)
		}
	})
}
