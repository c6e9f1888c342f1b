package outline

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// Limits inside a .docx: a small file must not unfold into a large one.
const (
	maxParts = 4096
	maxPart  = 64 << 20 // bytes of one unpacked part that is read
	maxDepth = 256
	maxRatio = 500 // unpacked to packed, of a part above 1 MB
)

var errXML = errors.New("outline: malformed part")

// Docx reads the paragraphs of a .docx with the numbers that Word shows but does
// not store, the heading levels of its styles and the rows of its tables.
// Deleted text, field codes, headers and footers are no part of the text.
func Docx(b []byte) ([]Paragraph, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, refuse("文件已损坏，不是可读的 .docx。请重新另存一份。", "The file is damaged and no readable .docx. Save it again.")
	}
	if len(z.File) > maxParts {
		return nil, refuse("文件里有 %d 个部件，超过 %d 个。", "The file has %d parts, more than %d.", len(z.File), maxParts)
	}
	parts := map[string]*zip.File{}
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, "\\", "/"), "/"))
		if f.Flags&1 != 0 {
			return nil, refuse("文件加了密码，请另存为不加密的 .docx。", "The file has a password; save it without.")
		}
		if parts[name] != nil {
			return nil, refuse("文件里有两个同名部件，请重新另存一份。", "The file has two parts of one name; save it again.")
		}
		parts[name] = f
	}
	main := parts["word/document.xml"]
	if main == nil {
		return nil, refuse("这不是 Word 文档（.docx）。表格、演示文稿和压缩包不能读取，请把文字复制粘贴。", "This is no Word document (.docx). Sheets, slides and archives cannot be read; paste the text.")
	}
	d := &docx{num: numbering{}, styles: map[string]style{}}
	if f := parts["word/styles.xml"]; f != nil {
		if err := d.part(f, d.readStyles); err != nil {
			return nil, err
		}
	}
	if f := parts["word/numbering.xml"]; f != nil {
		if err := d.part(f, d.num.read); err != nil {
			return nil, err
		}
	}
	d.num.link(d.styles)
	if err := d.part(main, d.readBody); err != nil {
		return nil, err
	}
	return d.out, nil
}

type docx struct {
	num    numbering
	styles map[string]style
	out    []Paragraph
	chars  int
}

// style is what a paragraph style says of outline and numbering.
type style struct {
	name, based string
	level       int // of outline: 1 is the highest, 0 none
	num         string
	ilvl        int
}

// part reads one part with a bound on what it unpacks to.
func (d *docx) part(f *zip.File, read func(*scanner) error) error {
	if f.UncompressedSize64 > maxPart || f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/max(1, f.CompressedSize64) > maxRatio {
		return refuse("部件 %s 解压后过大，疑似压缩炸弹。", "Part %s unpacks to too much; this looks like a zip bomb.", f.Name)
	}
	rc, err := f.Open()
	if err != nil {
		return refuse("部件 %s 已损坏，请重新另存一份 .docx。", "Part %s is damaged; save the .docx again.", f.Name)
	}
	defer func() { _ = rc.Close() }()
	s := &scanner{d: xml.NewDecoder(&bounded{rc, maxPart})}
	if err = read(s); err == nil {
		return nil
	}
	if errors.Is(err, errEntity) {
		return refuse("部件 %s 带有文档类型或实体声明，已拒绝。请用 Word 或 WPS 重新另存。", "Part %s carries a document type or entities and is refused. Save it again in Word or WPS.", f.Name)
	}
	if errors.Is(err, errLarge) {
		return refuse("部件 %s 解压后过大，疑似压缩炸弹。", "Part %s unpacks to too much; this looks like a zip bomb.", f.Name)
	}
	if strings.HasSuffix(strings.ToLower(f.Name), "document.xml") {
		return refuse("文件在第 %d 段之后已损坏，读不下去。请用 Word 或 WPS 重新另存。", "The file is damaged behind paragraph %d. Save it again in Word or WPS.", len(d.out))
	}
	return refuse("部件 %s 已损坏，请重新另存一份 .docx。", "Part %s is damaged; save the .docx again.", f.Name)
}

var (
	errEntity = errors.New("outline: document type or entity")
	errLarge  = errors.New("outline: part too large")
)

// bounded is a reader that says so when it has given too much.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errLarge
	}
	return n, err
}

// scanner gives elements by local name, and refuses document types.
type scanner struct {
	d     *xml.Decoder
	depth int
}

func (s *scanner) next() (xml.Token, error) {
	t, err := s.d.Token()
	if err != nil {
		var syntax *xml.SyntaxError
		if errors.As(err, &syntax) && strings.Contains(syntax.Msg, "entity") {
			return nil, errEntity
		}
		return nil, err
	}
	switch t.(type) {
	case xml.Directive:
		return nil, errEntity
	case xml.StartElement:
		if s.depth++; s.depth > maxDepth {
			return nil, errXML
		}
	case xml.EndElement:
		s.depth--
	}
	return t, nil
}

// skip passes over an element that has begun.
func (s *scanner) skip() error {
	for at := s.depth; ; {
		if _, err := s.next(); err != nil {
			return err
		}
		if s.depth < at {
			return nil
		}
	}
}

func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// readStyles keeps outline level and numbering of each paragraph style.
func (d *docx) readStyles(s *scanner) error {
	var id string
	var st style
	for {
		t, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			v := attr(t, "val")
			switch t.Name.Local {
			case "style":
				id, st = attr(t, "styleId"), style{}
			case "name":
				st.name = strings.ToLower(v)
				if n, ok := strings.CutPrefix(st.name, "heading "); ok && st.level == 0 {
					st.level = atoi(n)
				}
			case "basedOn":
				st.based = v
			case "outlineLvl":
				if n, ok := digitsOf(v); ok && n < 9 {
					st.level = n + 1
				}
			case "numId":
				st.num = v
			case "ilvl":
				st.ilvl = atoi(v)
			}
		case xml.EndElement:
			if t.Name.Local == "style" {
				d.styles[id] = st
			}
		}
	}
}

// style resolves a style with what it is based on.
func (d *docx) style(id string) style {
	st := d.styles[id]
	for up, n := st.based, 0; up != "" && n < 20; n++ {
		b := d.styles[up]
		if st.level == 0 && b.level > 0 {
			st.level = b.level
		}
		if st.num == "" {
			st.num, st.ilvl = b.num, max(st.ilvl, b.ilvl)
		}
		up = b.based
	}
	return st
}

// para is a paragraph while it is read.
type para struct {
	text  strings.Builder
	style string
	level int // own outline level, 0 none
	num   string
	ilvl  int
	has   bool // own numPr
}

// ignored elements are no text of the document, with all inside.
var ignored = map[string]bool{"del": true, "moveFrom": true, "instrText": true, "Fallback": true, "pict": true, "sectPr": true, "annotation": true, "rPr": true, "tblPr": true, "tcPr": true, "trPr": true}

// readBody reads the paragraphs; a table's row is one paragraph, its cells
// separated by tabs.
func (d *docx) readBody(s *scanner) error {
	var stack []*para // text boxes stand within paragraphs
	var row *strings.Builder
	deep := 0
	for {
		t, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if ignored[t.Name.Local] {
				if err := s.skip(); err != nil {
					return err
				}
				continue
			}
			switch t.Name.Local {
			case "tr":
				if deep++; deep == 1 {
					row = &strings.Builder{}
				}
			case "tc":
				if row != nil && row.Len() > 0 {
					row.WriteByte('\t')
				}
			case "p":
				stack = append(stack, &para{})
			case "t":
				if len(stack) > 0 {
					if err := d.run(s, stack[len(stack)-1]); err != nil {
						return err
					}
				}
			default:
				if len(stack) > 0 {
					stack[len(stack)-1].property(t)
				}
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "p":
				if len(stack) == 0 {
					continue
				}
				p := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				if row != nil {
					s := d.finish(p).Text
					if row.Len() > 0 && s != "" && !strings.HasSuffix(row.String(), "\t") {
						row.WriteByte(' ')
					}
					row.WriteString(s)
					continue
				}
				d.out = append(d.out, d.finish(p))
				if len(d.out) > MaxParagraphs {
					return errLarge
				}
			case "tr":
				if deep--; deep == 0 {
					d.out = append(d.out, Paragraph{Text: row.String()})
					row = nil
				}
			}
		}
	}
}

// run reads a w:t.
func (d *docx) run(s *scanner, p *para) error {
	for at := s.depth; ; {
		t, err := s.next()
		if err != nil {
			return err
		}
		if c, ok := t.(xml.CharData); ok {
			p.text.Write(c)
			if d.chars += utf8.RuneCount(c); d.chars > 4*MaxText {
				return errLarge
			}
		}
		if s.depth < at {
			return nil
		}
	}
}

// property takes what paragraph properties and breaks say.
func (p *para) property(t xml.StartElement) {
	v := attr(t, "val")
	switch t.Name.Local {
	case "pStyle":
		p.style = v
	case "outlineLvl":
		if n, ok := digitsOf(v); ok && n < 9 {
			p.level = n + 1
		}
	case "numId":
		p.num, p.has = v, true
	case "ilvl":
		p.ilvl = atoi(v)
	case "tab":
		if attr(t, "pos") == "" {
			p.text.WriteByte('\t')
		}
	case "br", "cr":
		p.text.WriteByte('\n')
	case "noBreakHyphen":
		p.text.WriteByte('-')
	case "sym":
		p.text.WriteRune('●')
	}
}

// finish gives a paragraph the number that Word would show.
func (d *docx) finish(p *para) Paragraph {
	st := d.style(p.style)
	num, lvl := st.num, st.ilvl
	if p.has {
		num, lvl = p.num, p.ilvl
		if num == st.num && p.ilvl == 0 {
			lvl = max(lvl, p.ilvl)
		}
	}
	out := Paragraph{Text: p.text.String(), Style: st.level}
	if p.level > 0 {
		out.Style = p.level
	}
	switch name := st.name; {
	case name == "title" || name == "标题":
		out.Title, out.Style = true, 0
	case strings.HasPrefix(name, "toc "), strings.HasPrefix(strings.ToLower(p.style), "toc"):
		out.Toc = true
	}
	if strings.TrimFunc(out.Text, layout) != "" {
		out.Text = d.num.next(num, lvl) + out.Text
	}
	return out
}
