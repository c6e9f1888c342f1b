package clue_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"hengjian/office"
	"hengjian/oversight/clue"
	"hengjian/seal"
	"hengjian/web/kit/see"
)

// An opening lets its officer, and nobody else, read the boxes and fetch the
// attachments for half an hour; her own key opens what the page carries.
func TestOriginalForHalfAnHour(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		key, err := office.NewBoxKey()
		if err != nil {
			t.Fatal(err)
		}
		if err := w.O.Attach(key, "经过.txt", strings.NewReader("那天晚上的经过。")); err != nil {
			t.Fatal(err)
		}
		nonce, _ := seal.NewNonce(rand.Reader)
		id := w.MustAs(w.Public(), &clue.Receive{Via: "web", Asked: "police", Text: secret, Nonce: nonce.String()}, office.Order{Box: key}).Subject
		at, file := "/clues/"+id, key.Files[0].Hash
		if a := w.get("hejing", at+"/box/"+file); a.code != 403 {
			t.Fatalf("attachment before opening: %d", a.code)
		}
		w.did("hejing", at+"/open", "reason", "登记摘要")
		box := see.Parse(t, w.page("hejing", at+"/original")).One("sealed-box")
		payload, _ := base64.StdEncoding.DecodeString(box.Attr("data-payload"))
		wrap, _ := base64.StdEncoding.DecodeString(box.Attr("data-wrap"))
		opened, err := seal.Unwrap(wrap, w.Key["hejing"])
		if err != nil {
			t.Fatal(err)
		}
		var doc seal.Message
		if err := opened.OpenDocument(payload, &doc); err != nil || doc.Text != secret || doc.Files[0].Name != "经过.txt" {
			t.Fatalf("%+v %v", doc, err)
		}
		if b := w.page("hejing", at+"/box/"+file); !bytes.HasPrefix([]byte(b), []byte("age-encryption.org")) {
			t.Error("the attachment is not sealed on its way")
		}
		if a := w.get("luping", at+"/box/"+file); a.code != 403 {
			t.Errorf("another officer fetches on her colleague's opening: %d", a.code)
		}
		if a := w.get("hejing", at+"/box/"+strings.Repeat("ab", 32)); a.code != 404 {
			t.Errorf("a file of no message: %d", a.code)
		}
		w.Wait(31 * time.Minute)
		w.token = map[string]string{}
		for _, p := range []string{"/original", "/box/" + file} {
			if a := w.get("hejing", at+p); a.code != 403 {
				t.Errorf("%s after half an hour: %d", p, a.code)
			}
		}
	})
}

// Emergency: a second person agrees, and the page after it is the original.
func TestEmergencyOpening(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id, _ := w.Message("police", secret)
		at := "/clues/" + id
		bad := w.post("hejing", at+"/open_emergency", "danger", "1", "second", w.Person("hejing").ID, "reason", "生命危险")
		if bad.code != 422 {
			t.Fatalf("her own second: %d", bad.code)
		}
		a := w.did("hejing", at+"/open_emergency", "danger", "1", "second", w.Person("luping").ID, "reason", "反映人称有生命危险")
		if !strings.HasPrefix(a.to, at+"/original") {
			t.Fatalf("sent to %s", a.to)
		}
		w.page("hejing", at+"/original")
		if b := w.page("luping", at); !strings.Contains(b, at+"/countersign") {
			t.Error("the second person is not asked to countersign")
		}
		w.did("luping", at+"/countersign")
	})
}
