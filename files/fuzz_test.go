package files_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"hengjian/files"
)

// FuzzOfficeXML puts arbitrary text where document.xml and its relationships stand, past the zip's checksums.
func FuzzOfficeXML(f *testing.F) {
	p := parts(f, docxUnmarked(f))
	f.Add(p["word/document.xml"], p["word/_rels/document.xml.rels"])
	f.Add(`<w:p w:rsidR="1"><w:ins w:author="a" w:date="b"/></w:p>`, `<R><Relationship Id="a" Type="b/image" Target="../../x" TargetMode="External"/></R>`)
	f.Add("<a>]]&gt;<![CDATA[<b>]]></a>", `<Relationship Target="/word/document.xml#x"/>`)
	f.Fuzz(func(t *testing.T, document, rels string) {
		in := pack(t, entry{"[Content_Types].xml", "<Types/>"}, entry{"_rels/.rels", "<R/>"},
			entry{"word/document.xml", document}, entry{"word/_rels/document.xml.rels", rels})
		_, out, err := clean(t, "a.docx", in)
		if err != nil {
			var r *files.Refusal
			if !errors.As(err, &r) {
				t.Fatal("not a refusal:", err)
			}
			return
		}
		body := part(t, out, "word/document.xml")
		d := xml.NewDecoder(strings.NewReader(body))
		for {
			tok, err := d.RawToken()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("the output is no XML: %v\n%s", err, body)
			}
			switch e := tok.(type) {
			case xml.Comment, xml.Directive:
				t.Fatalf("%T survived", tok)
			case xml.StartElement:
				for _, a := range e.Attr {
					if strings.HasPrefix(a.Name.Local, "rsid") || a.Name.Local == "author" && a.Value != "-" {
						t.Fatalf("%s=%q survived", a.Name.Local, a.Value)
					}
				}
			}
		}
		if _, again, err := clean(t, "a.docx", out); err != nil || part(t, again, "word/document.xml") != body {
			t.Fatalf("cleaning is not stable: %v", err)
		}
	})
}

func part(t *testing.T, b []byte, name string) string {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func docxUnmarked(f *testing.F) []byte {
	_, out := mustClean(f, "a.docx", docx(f))
	return out
}

// FuzzReadForm feeds arbitrary bytes as a multipart body.
func FuzzReadForm(f *testing.F) {
	f.Add([]byte("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\nyy\r\n--b--\r\n"))
	f.Add([]byte("--b\r\nContent-Disposition: form-data; filename*=utf-8''%2e%2e%2f\r\n\r\n\r\n--b--"))
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequestWithContext(context.Background(), "POST", "/", bytes.NewReader(body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		taken := 0
		limits := files.FormLimits{Field: 100, Text: 200, Fields: 5, Files: 2, File: 50, Total: 80}
		fields, err := files.ReadForm(r, limits, func(p files.Part, _ url.Values) error {
			b, err := io.ReadAll(p)
			if taken += len(b); len(b) > 50 || taken > 80 || strings.ContainsAny(p.Name, "/\\\r\n\x00") {
				t.Fatalf("past a limit: %d bytes, %d in all, name %q", len(b), taken, p.Name)
			}
			return err
		})
		var r2 *files.Refusal
		if err != nil && !errors.As(err, &r2) {
			t.Fatal("not a refusal:", err)
		}
		if total := len(fields.Encode()); err == nil && total > 3*200+5*100*len(body) {
			t.Fatal(total)
		}
	})
}
