package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
)

// FormLimits bounds a multipart form. Zero values take the defaults in brackets.
type FormLimits struct {
	Field  int64 // bytes of one text field (256 KiB)
	Text   int64 // bytes of all text fields (1 MiB)
	Fields int   // number of text fields (200)
	Files  int   // number of files (10)
	File   int64 // bytes of one file as sent (100 MiB)
	Total  int64 // bytes of all files as sent (300 MiB)
}

func (l FormLimits) orDefault() FormLimits {
	return FormLimits{
		Field: or(l.Field, 256<<10), Text: or(l.Text, 1<<20), Fields: or(l.Fields, 200),
		Files: or(l.Files, 10), File: or(l.File, 100<<20), Total: or(l.Total, 300<<20),
	}
}

func or[T int | int64](v, otherwise T) T {
	if v <= 0 {
		return otherwise
	}
	return v
}

// Part is one file of a form, readable once, while the callback runs.
type Part struct {
	Field string
	Name  string // SafeName of what the client said
	r     io.Reader
}

// Read gives the file's bytes; beyond a limit it fails with a *Refusal.
func (p Part) Read(b []byte) (int, error) { return p.r.Read(b) }

// ReadForm reads a form as it arrives. Text fields come back; each file is handed to take with the fields read
// so far (put the fields that decide about files before them in the form). ParseMultipartForm is not used
// because it spools files in the clear to TMPDIR. Forms without files (urlencoded) are read too.
//
// An empty file input (no name, no bytes) is passed over. The caller wraps the body in http.MaxBytesReader.
func ReadForm(r *http.Request, limits FormLimits, take func(Part, url.Values) error) (url.Values, error) {
	l := limits.orDefault()
	mr, err := r.MultipartReader()
	if errors.Is(err, http.ErrNotMultipart) {
		return readPlainForm(r, l)
	}
	if err != nil {
		return nil, badForm(err)
	}
	f := formReader{limits: l, fields: url.Values{}, take: take}
	for {
		p, err := mr.NextPart()
		if err == io.EOF {
			return f.fields, nil
		}
		if err != nil {
			return nil, badForm(err)
		}
		if err := f.part(p); err != nil {
			return nil, err
		}
	}
}

func readPlainForm(r *http.Request, l FormLimits) (url.Values, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 3*l.Text+1)) // %XX triples a byte
	if err != nil {
		return nil, badForm(err)
	}
	if int64(len(body)) > 3*l.Text {
		return nil, tooMuchText("")
	}
	v, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, badForm(err)
	}
	return v, nil
}

type formReader struct {
	limits FormLimits
	fields url.Values
	take   func(Part, url.Values) error
	text   int64
	count  int
	files  int
	total  int64
}

func (f *formReader) part(p *multipart.Part) error {
	if !isFile(p) {
		return f.field(p)
	}
	head := make([]byte, 1)
	n, err := io.ReadFull(p, head)
	if err == io.EOF && p.FileName() == "" {
		return nil // file input left empty
	}
	if err != nil && err != io.EOF {
		return badForm(err)
	}
	name := SafeName(p.FileName())
	if err == io.EOF {
		return inField(p.FormName(), refuse(name, "文件是空的，请重新选择。", "the file is empty; choose it again"))
	}
	if f.files++; f.files > f.limits.Files {
		return inField(p.FormName(), refuse(name, fmt.Sprintf("一次最多 %d 个附件。其余的可以凭回执码补充。", f.limits.Files),
			fmt.Sprintf("at most %d files at once; send the rest later with your receipt", f.limits.Files)))
	}
	left := min(f.limits.File, f.limits.Total-f.total)
	src := &limited{r: io.MultiReader(bytes.NewReader(head[:n]), p), left: left, name: name}
	if err := f.take(Part{Field: p.FormName(), Name: name, r: src}, f.fields); err != nil {
		return inField(p.FormName(), err)
	}
	f.total += left - src.left
	if src.err != nil { // the callback swallowed it
		return inField(p.FormName(), src.err)
	}
	return nil
}

// isFile asks for the parameter, not its value: an empty file input sends filename="".
func isFile(p *multipart.Part) bool {
	_, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
	_, named := params["filename"]
	return err == nil && named
}

func (f *formReader) field(p *multipart.Part) error {
	if f.count++; f.count > f.limits.Fields {
		return refuse("", "表单的项目过多。", "the form has too many fields")
	}
	b, err := io.ReadAll(io.LimitReader(p, min(f.limits.Field, f.limits.Text-f.text)+1))
	if err != nil {
		return badForm(err)
	}
	f.text += int64(len(b))
	if int64(len(b)) > f.limits.Field || f.text > f.limits.Text {
		return tooMuchText(p.FormName())
	}
	f.fields.Add(p.FormName(), string(b))
	return nil
}

func inField(field string, err error) error {
	var r *Refusal
	if errors.As(err, &r) && r.Field == "" {
		r.Field = field
	}
	return err
}

func tooMuchText(field string) error {
	return &Refusal{Field: field, Zh: "文字太长，请作为文本文件附上。", En: "the text is too long; attach it as a text file"}
}

func badForm(err error) error {
	var tooBig *http.MaxBytesError
	if errors.As(err, &tooBig) {
		return refuse("", "内容太大，请分次提交附件。", "too large; send the files in several messages")
	}
	return &formError{err, refuse("", "表单没有完整送达，请重试。", "the form did not arrive whole; try again")}
}

// formError keeps the cause for our log while the sender reads a plain sentence.
type formError struct {
	cause error
	said  *Refusal
}

func (e *formError) Error() string   { return "files: reading the form: " + e.cause.Error() }
func (e *formError) Unwrap() []error { return []error{e.cause, e.said} }

// limited fails, rather than ends, beyond its limit: a cut file must never look like a whole one.
type limited struct {
	r    io.Reader
	left int64
	name string
	err  error
}

func (l *limited) Read(p []byte) (int, error) {
	if l.err != nil {
		return 0, l.err
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if int64(n) > l.left {
		l.err = refuse(l.name, "文件太大。", "the file is too large")
		return 0, l.err
	}
	l.left -= int64(n)
	if err != nil && err != io.EOF {
		l.err = badForm(err) // the connection broke, or MaxBytesReader said stop
		err = l.err
	}
	return n, err
}
