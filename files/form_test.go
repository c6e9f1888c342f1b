package files_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hengjian/files"
	"hengjian/seal"
)

func form(t testing.TB, build func(*multipart.Writer)) *http.Request {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	build(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(context.Background(), "POST", "/", &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

func file(w *multipart.Writer, field, name string, body []byte) {
	p, _ := w.CreateFormFile(field, name)
	_, _ = p.Write(body)
}

// TestUploadNeverTouchesTheDiskInClear is the whole way of an upload, with TMPDIR watched.
func TestUploadNeverTouchesTheDiskInClear(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	root := t.TempDir()
	store, err := files.OpenStore(filepath.Join(root, "files"))
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	secret := []byte("雾江派出所 " + marker + strings.Repeat("。", 1<<20))
	req := form(t, func(w *multipart.Writer) {
		_ = w.WriteField("kind", "police")
		file(w, "files", `C:\zhao\`+marker+`.txt`, secret)
		file(w, "files", "", nil) // an input left empty
		file(w, "files", "拍.jpg", jpegWith(t, segment(0xe1, exif('I', 1))))
		_ = w.WriteField("text", "经过")
	})
	at := time.Date(2026, 3, 5, 21, 47, 3, 0, time.UTC)
	var kept []seal.File
	fields, err := files.ReadForm(req, files.FormLimits{}, func(p files.Part, sofar url.Values) error {
		if sofar.Get("kind") != "police" || p.Field != "files" {
			t.Error("earlier fields are not known to the callback")
		}
		c, err := files.NewClean(p.Name, p, files.Limits{})
		if err != nil {
			return err
		}
		blob, err := store.Put(at, 0, func(w io.Writer) error {
			sealed, err := key.Seal(w)
			if err != nil {
				return err
			}
			if _, err := c.WriteTo(sealed); err != nil {
				return err
			}
			return sealed.Close()
		})
		kept = append(kept, seal.File{Address: blob.Address, Name: c.Name, Type: string(c.Kind), Size: blob.Size})
		return err
	})
	if err != nil || fields.Get("text") != "经过" || len(kept) != 2 || kept[0].Name != marker+".txt" {
		t.Fatal(err, fields, kept)
	}
	if left, _ := os.ReadDir(tmp); len(left) != 0 {
		t.Error("TMPDIR was used:", left)
	}
	err = filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, _ := d.Info()
		if path != root && !info.ModTime().Equal(at.Truncate(24*time.Hour)) {
			t.Errorf("%s tells the time: %s", path, info.ModTime())
		}
		if d.IsDir() {
			return nil
		}
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte(marker)) || bytes.Contains(b, []byte("雾江")) || strings.Contains(path, marker) {
			t.Errorf("%s holds clear text", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := store.Get(kept[0].Address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	plain, err := seal.Open(r, key.Identity())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(plain); err != nil || !bytes.Equal(got, secret) {
		t.Error("round trip", err)
	}
}

func TestFormLimits(t *testing.T) {
	read := func(r *http.Request, l files.FormLimits) error {
		_, err := files.ReadForm(r, l, func(p files.Part, _ url.Values) error {
			_, _ = io.Copy(io.Discard, p) // even a callback that ignores errors
			return nil
		})
		return err
	}
	big := bytes.Repeat([]byte("x"), 5000)
	for name, c := range map[string]struct {
		r *http.Request
		l files.FormLimits
	}{
		"long field":  {form(t, func(w *multipart.Writer) { _ = w.WriteField("a", string(big)) }), files.FormLimits{Field: 4999}},
		"all fields":  {form(t, func(w *multipart.Writer) { _ = w.WriteField("a", string(big)); _ = w.WriteField("b", string(big)) }), files.FormLimits{Text: 9999}},
		"many fields": {form(t, func(w *multipart.Writer) { _ = w.WriteField("a", ""); _ = w.WriteField("b", "") }), files.FormLimits{Fields: 1}},
		"large file":  {form(t, func(w *multipart.Writer) { file(w, "f", "a.txt", big) }), files.FormLimits{File: 4999}},
		"all files":   {form(t, func(w *multipart.Writer) { file(w, "f", "a", big); file(w, "f", "b", big) }), files.FormLimits{Total: 9999}},
		"many files":  {form(t, func(w *multipart.Writer) { file(w, "f", "a", big); file(w, "f", "b", big) }), files.FormLimits{Files: 1}},
		"empty file":  {form(t, func(w *multipart.Writer) { file(w, "f", "a.txt", nil) }), files.FormLimits{}},
	} {
		var r *files.Refusal
		if err := read(c.r, c.l); !errors.As(err, &r) {
			t.Errorf("%s: %v", name, err)
		}
	}
	exact := form(t, func(w *multipart.Writer) { _ = w.WriteField("a", string(big)); file(w, "f", "a", big) })
	if err := read(exact, files.FormLimits{Field: 5000, Text: 5000, Fields: 1, Files: 1, File: 5000, Total: 5000}); err != nil {
		t.Error("exactly at every limit:", err)
	}
	cut := form(t, func(w *multipart.Writer) { file(w, "f", "a.txt", big) })
	whole, _ := io.ReadAll(cut.Body)
	cut.Body = io.NopCloser(bytes.NewReader(whole[:len(whole)-100]))
	if err := read(cut, files.FormLimits{}); err == nil {
		t.Error("a cut form was taken")
	}
	// The same cut where Clean looks at the first bytes: half a text must not pass for a short one.
	kind := cut.Header.Get("Content-Type")
	cut = httptest.NewRequestWithContext(context.Background(), "POST", "/", bytes.NewReader(whole[:len(whole)-5000]))
	cut.Header.Set("Content-Type", kind)
	_, err := files.ReadForm(cut, files.FormLimits{}, func(p files.Part, _ url.Values) error {
		c, err := files.NewClean(p.Name, p, files.Limits{})
		if err == nil {
			t.Error("a cut text was taken as whole:", c.Name)
		}
		return err
	})
	var said *files.Refusal
	if !errors.As(err, &said) || said.Field != "f" {
		t.Error("a broken connection:", err)
	}
	stopped := form(t, func(w *multipart.Writer) { file(w, "f", "a.txt", big) })
	stopped.Body = http.MaxBytesReader(httptest.NewRecorder(), stopped.Body, 1000)
	if err := read(stopped, files.FormLimits{}); !errors.As(err, &said) || !strings.Contains(said.Zh, "太大") {
		t.Error("MaxBytesReader:", err)
	}
	plain := httptest.NewRequestWithContext(context.Background(), "POST", "/", strings.NewReader("a=%E6%B3%95&b=2"))
	plain.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if v, err := files.ReadForm(plain, files.FormLimits{}, nil); err != nil || v.Get("a") != "法" {
		t.Error(v, err)
	}
}

func TestStoreKeepsOnlySealedAndFindsEveryFault(t *testing.T) {
	dir := t.TempDir()
	s, err := files.OpenStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	put := func(b []byte, limit int64) (files.Blob, error) {
		return s.Put(now, limit, func(w io.Writer) error { _, err := w.Write(b); return err })
	}
	for _, clear := range []string{"", "age", "原文", "age-encryption.org/v2\n......"} {
		if _, err := put([]byte(clear), 0); err == nil {
			t.Errorf("%q was stored", clear)
		}
	}
	key, _ := seal.NewKey(rand.Reader)
	sealed := func() []byte {
		b, err := seal.SealBytes([]byte("x"), []string{key.Recipient()})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if _, err := put(sealed(), 50); err == nil {
		t.Error("limit ignored")
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Fatal("a refused Put leaves something:", left)
	}
	known := map[string]bool{}
	var all []files.Blob
	for range 4 {
		b := sealed()
		blob, err := put(b, int64(len(b)))
		if err != nil || blob.Address != seal.Address(b) {
			t.Fatal(blob, err)
		}
		all = append(all, blob)
		known[blob.Address] = true
	}
	rep, err := s.Audit(maps.Keys(known))
	if err != nil || !rep.OK() || rep.Read != 4 || len(rep.Orphan) != 0 {
		t.Fatal(rep, err)
	}
	path := func(a string) string { return filepath.Join(dir, a[:2], a[2:]+".age") }
	b, _ := os.ReadFile(path(all[0].Address))
	b[len(b)-1] ^= 1
	_ = os.WriteFile(path(all[0].Address), b, 0o600)
	_ = os.Remove(path(all[1].Address))
	delete(known, all[2].Address)
	_ = os.WriteFile(filepath.Join(dir, "note.txt"), nil, 0o600)
	_ = os.WriteFile(filepath.Join(dir, ".part-1"), nil, 0o600)
	rep, err = s.Audit(maps.Keys(known))
	if err != nil || rep.OK() || !slices.Equal(rep.Damaged, []string{all[0].Address}) || !slices.Equal(rep.Missing, []string{all[1].Address}) ||
		!slices.Equal(rep.Orphan, []string{all[2].Address}) || len(rep.Strange) != 1 {
		t.Fatalf("%+v %v", rep, err)
	}
	if err := s.Verify(all[0].Address); !errors.Is(err, files.ErrDamaged) {
		t.Error(err)
	}
	for _, a := range []string{all[1].Address, "", "../../etc/passwd", strings.ToUpper(all[3].Address)} {
		if _, err := s.Get(a); !errors.Is(err, files.ErrMissing) {
			t.Errorf("%q: %v", a, err)
		}
	}
	if n, err := s.Sweep(time.Now().Add(48*time.Hour), time.Hour); n != 1 || err != nil {
		t.Error("sweep", n, err)
	}
	if err := s.Remove(all[3].Address); err != nil || s.Verify(all[3].Address) == nil {
		t.Error("remove", err)
	}
}
