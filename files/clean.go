package files

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits bounds what Clean takes. Zero values take the defaults in brackets.
type Limits struct {
	Document int64 // bytes of a picture, text, PDF or office file (20 MiB)
	Media    int64 // bytes of a recording (100 MiB)
	Unpacked int64 // bytes an office file may unpack to (200 MiB)
	Entries  int   // entries of an office file (2,000)
	Pixels   int64 // pixels of a picture (40 million)
}

func (l Limits) orDefault() Limits {
	return Limits{
		Document: or(l.Document, 20<<20), Media: or(l.Media, 100<<20), Unpacked: or(l.Unpacked, 200<<20),
		Entries: or(l.Entries, 2000), Pixels: or(l.Pixels, 40_000_000),
	}
}

// Clean is an upload that was accepted. WriteTo must be called once; it may still refuse (a *Refusal), since
// recordings are read and office files unpacked only then: on any error throw away what was written.
type Clean struct {
	Name string // display name, extension put right
	Kind Kind
	AsIs bool // metadata could not be removed: show to intake officers only
	// Notes says to the officer what was changed or could not be, zh then en.
	Notes []Note

	write func(io.Writer) error
}

// Note is one remark in two languages.
type Note struct{ Zh, En string }

// ChineseNotes is the form kept in the sealed document.
func (c *Clean) ChineseNotes() []string {
	out := make([]string, len(c.Notes))
	for i, n := range c.Notes {
		out[i] = n.Zh
	}
	return out
}

func (c *Clean) note(zh, en string) {
	for _, n := range c.Notes {
		if n.Zh == zh {
			return
		}
	}
	c.Notes = append(c.Notes, Note{zh, en})
}

// WriteTo writes the cleaned file. n counts what was written.
func (c *Clean) WriteTo(w io.Writer) (n int64, err error) {
	count := &counter{w: w}
	err = c.write(count)
	return count.n, err
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// NewClean looks at an upload and prepares its clean form. name is what the client said. The errors are
// *Refusal naming the file, or what src failed with.
func NewClean(name string, src io.Reader, limits Limits) (*Clean, error) {
	l := limits.orDefault()
	name = SafeName(name)
	// Not io.ReadFull: it calls a short file and a broken connection by the same name.
	head, err := io.ReadAll(io.LimitReader(src, sniffLen))
	if err != nil {
		return nil, err
	}
	want, ok := Allowed[extension(name)]
	if !ok {
		return nil, refuse(name, "不接收这种文件。可以接收：图片 (jpg, png, gif)、PDF、docx、xlsx、pptx、txt、录音录像 (mp3, m4a, mp4)。旧版 doc、xls 请另存为新格式。",
			"this type is not taken; we take pictures (jpg, png, gif), PDF, docx, xlsx, pptx, txt, mp3, m4a and mp4; save old doc and xls in the new format")
	}
	src = io.MultiReader(bytes.NewReader(head), src)
	c := &Clean{Name: name, Kind: want}
	got := sniff(head)
	switch {
	case isPicture(want) && isPicture(got): // phones name a png .jpg; drawn anew it is harmless either way
		return c, c.picture(got, src, l)
	case got == office && (want == DOCX || want == XLSX || want == PPTX):
		return c, c.office(src, l)
	case got != want && !(got == M4A && want == MP4) && !(got == MP4 && want == M4A):
		return nil, refuse(name, "文件内容与扩展名不符，请检查是否选错或改过名。", "the content does not match the extension; was it renamed?")
	case want == PDF:
		return c, c.pdf(src, l)
	case want == TXT:
		return c, c.text(src, l)
	}
	return c, c.recording(src, l)
}

func isPicture(k Kind) bool { return k == JPEG || k == PNG || k == GIF }

// whole reads a document into memory, never more than the limit.
func (c *Clean) whole(src io.Reader, l Limits) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(src, l.Document+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > l.Document {
		return nil, refuse(c.Name, fmt.Sprintf("文件超过 %d MB。", l.Document>>20), fmt.Sprintf("the file is larger than %d MB", l.Document>>20))
	}
	return b, nil
}

func (c *Clean) text(src io.Reader, l Limits) error {
	b, err := c.whole(src, l)
	if err != nil {
		return err
	}
	if !plainText(b) {
		return refuse(c.Name, "这不是纯文本文件。", "this is not a plain text file")
	}
	if zipTail(b) {
		return c.polyglot()
	}
	c.write = func(w io.Writer) error { _, err := w.Write(b); return err }
	return nil
}

// recording passes audio and video through: cutting their metadata apart by hand risks evidence, and the voice
// itself names the speaker more surely than any tag. Officers are warned.
func (c *Clean) recording(src io.Reader, l Limits) error {
	c.AsIs = true
	c.note("录音录像按原样密封保存，其中可能带有录制地点、设备等信息，仅供受理员查看。",
		"The recording is sealed as it is; it may carry place and device. For intake officers only.")
	c.write = func(w io.Writer) error {
		tail := &tailKeeper{}
		limited := &limited{r: src, left: l.Media, name: c.Name}
		if _, err := io.Copy(io.MultiWriter(w, tail), limited); err != nil {
			return err
		}
		if zipTail(tail.b) {
			return c.polyglot()
		}
		return nil
	}
	return nil
}

func (c *Clean) polyglot() error {
	return refuse(c.Name, "文件里藏有另一种文件，不予接收。", "another file is hidden inside this one")
}

// tailKeeper remembers the last bytes of a stream, enough to find a zip directory.
type tailKeeper struct{ b []byte }

const zipTailLen = 22 + 1<<16 // end record and the longest comment

func (t *tailKeeper) Write(p []byte) (int, error) {
	t.b = append(t.b, p...)
	if extra := len(t.b) - zipTailLen; extra > zipTailLen { // keep between one and two tails
		t.b = append(t.b[:0], t.b[extra:]...)
	}
	return len(p), nil
}

// zipTail says whether b ends as a zip archive does: an end-of-directory record whose comment reaches exactly to
// the end. Programs find archives from the end, so such a file is two files at once.
func zipTail(b []byte) bool {
	if len(b) > zipTailLen {
		b = b[len(b)-zipTailLen:]
	}
	for end := len(b); ; {
		at := bytes.LastIndex(b[:end], []byte("PK\x05\x06"))
		if at < 0 {
			return false
		}
		if len(b)-at >= 22 && len(b)-at-22 == int(b[at+20])|int(b[at+21])<<8 {
			return true
		}
		end = at
	}
}

// rename gives the file the extension of what it became.
func (c *Clean) rename(ext string) {
	if extension(c.Name) != ext {
		c.Name = strings.TrimSuffix(c.Name, path.Ext(c.Name)) + "." + ext
	}
}
