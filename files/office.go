package files

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"
)

// office rewrites a docx, xlsx or pptx package (ECMA-376 part 2): only parts that carry content are copied, each
// XML part filtered token by token, each picture drawn anew; everything else is dropped together with the
// relationships and elements that point to it, so that office programs open the result without complaint.
type packageFile struct {
	c       *Clean
	l       Limits
	parts   map[string]*zip.File // by name without the leading slash
	order   []string
	keep    map[string]bool
	dropped map[string]map[string]bool // source part → relationship ids that no longer exist
	left    int64                      // bytes that may still be unpacked
}

var mainPart = map[Kind]string{DOCX: "word/document.xml", XLSX: "xl/workbook.xml", PPTX: "ppt/presentation.xml"}

func (c *Clean) office(src io.Reader, l Limits) error {
	b, err := c.whole(src, l)
	if err != nil {
		return err
	}
	o := &packageFile{c: c, l: l, parts: map[string]*zip.File{}, keep: map[string]bool{}, dropped: map[string]map[string]bool{}, left: l.Unpacked}
	if err := o.open(b); err != nil {
		return err
	}
	c.note("文档属性、批注、修订作者、缩略图和嵌入对象已去除；正文未改动。",
		"Document properties, comments, authors of changes, thumbnails and embedded objects are removed; the text is unchanged.")
	c.write = o.write
	return nil
}

func (o *packageFile) refuse(zh, en string) error { return refuse(o.c.Name, zh, en) }

func (o *packageFile) damaged() error {
	return o.refuse("文件已损坏或不是标准的 Office 文件，请用办公软件打开后另存再传。", "the file is damaged or no standard office file; open it, save it again and send that")
}

func (o *packageFile) bomb() error {
	return o.refuse("文件解压后异常巨大，不予接收。", "the file unpacks to an abnormal size")
}

var safePart = regexp.MustCompile(`^[A-Za-z0-9_\-\[\]. ()/%~]{1,200}$`)

// open checks the archive as a whole before anything is unpacked.
func (o *packageFile) open(b []byte) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return o.damaged()
	}
	if z.Comment != "" || len(z.File) > o.l.Entries {
		return o.bomb()
	}
	seen := map[string]bool{}
	var declared uint64
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
			continue
		}
		if !safePart.MatchString(f.Name) || path.Clean(f.Name) != f.Name || path.IsAbs(f.Name) || strings.HasPrefix(f.Name, "..") || seen[strings.ToLower(f.Name)] {
			return o.damaged()
		}
		if f.Flags&1 != 0 {
			return o.refuse("文件已加密，请先去掉打开密码。", "the file is encrypted; remove its password first")
		}
		if f.Method != zip.Store && f.Method != zip.Deflate {
			return o.damaged()
		}
		declared += f.UncompressedSize64
		if declared > uint64(o.l.Unpacked) || f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/200 > f.CompressedSize64 {
			return o.bomb()
		}
		seen[strings.ToLower(f.Name)] = true
		o.parts[f.Name] = f
		o.order = append(o.order, f.Name)
	}
	return o.sort()
}

// sort decides part by part what stays.
func (o *packageFile) sort() error {
	for kind, part := range mainPart {
		if (o.parts[part] != nil) != (kind == o.c.Kind) {
			return o.refuse("文件内容与扩展名不符，请检查是否选错或改过名。", "the content does not match the extension; was it renamed?")
		}
	}
	if o.parts["[Content_Types].xml"] == nil || o.parts["_rels/.rels"] == nil {
		return o.damaged()
	}
	for _, name := range o.order {
		low := strings.ToLower(name)
		if strings.Contains(low, "vbaproject") || strings.Contains(low, "vbadata") || strings.Contains(low, "macrosheets/") {
			return o.refuse("文件带有宏，请另存为不含宏的文件再传。", "the file has macros; save it without them")
		}
		o.keep[name] = !droppedPart.MatchString(low) && keptPart.MatchString(low)
		if !o.keep[name] && vectorPart.MatchString(low) {
			o.c.note("文档内的矢量图等特殊图片已去除。", "Vector and other special pictures inside are removed.")
		}
	}
	return nil
}

var (
	keptPart   = regexp.MustCompile(`^(\[content_types\]\.xml|_rels/\.rels|(word|xl|ppt)/([^/]+/)*([^/]+\.xml|[^/]+\.xml\.rels|[^/]+\.(jpe?g|png|gif)))$`)
	vectorPart = regexp.MustCompile(`\.(emf|wmf|svg|tiff?|bmp|webp|wdp)$`)
	// What keptPart would let through but names people, machines or places: comments and their authors, revision
	// logs, printer, data source and mail merge settings, links to other files, tags.
	droppedPart = regexp.MustCompile(`(^|/)(docprops|customxml|embeddings|activex|ctrlprops|printersettings|persons|threadedcomments|revisions|externallinks|querytables|webextensions|tags|fonts|glossary|model|customproperty|customui|changesinfos|comments)(/|$)` +
		`|(^|/)(comments[^/]*|people|person[^/]*|commentauthors|authors|connections|recipientdata|revisioninfo|thumbnail[^/]*|volatiledependencies|usernames|viewprops|attachedtoolbars|keymap[^/]*|customizations)\.(xml|jpe?g|png|gif)$`)
)

// write produces the new package. Content types and relationships come first, since they decide what to cut out
// of the parts.
func (o *packageFile) write(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, name := range o.order {
		if strings.HasSuffix(name, ".rels") && o.keep[name] {
			if src := relsSource(name); src != "" && !o.keep[src] {
				o.keep[name] = false
				continue
			}
			if err := o.findDropped(name); err != nil {
				return err
			}
		}
	}
	for _, name := range o.order {
		if !o.keep[name] {
			continue
		}
		// A fresh header: no time, no extra fields, no comment of the original.
		out, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if err := o.part(out, name); err != nil {
			return err
		}
	}
	return z.Close()
}

// relsSource is the part a relationships part speaks of: word/_rels/document.xml.rels → word/document.xml.
func relsSource(rels string) string {
	dir, file := path.Split(rels)
	source := path.Join(path.Dir(strings.TrimSuffix(dir, "/")), strings.TrimSuffix(file, ".rels"))
	if source == "." { // _rels/.rels speaks of the package itself
		return ""
	}
	return source
}

func (o *packageFile) part(out io.Writer, name string) error {
	r, err := o.unpack(name)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	low := strings.ToLower(name)
	switch {
	case strings.HasSuffix(low, ".xml"), strings.HasSuffix(low, ".rels"):
		return o.xmlError(filterXML(out, r, o.rules(name)))
	}
	return o.image(out, r)
}

// xmlError keeps refusals and read errors of ours and turns everything the XML parser says into one sentence.
func (o *packageFile) xmlError(err error) error {
	var ours *Refusal
	if err == nil || errors.As(err, &ours) || errors.Is(err, errWrite) {
		return err
	}
	return o.damaged()
}

func (o *packageFile) image(out io.Writer, r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return o.xmlError(err)
	}
	inner := &Clean{Name: o.c.Name}
	kind := sniff(b[:min(len(b), sniffLen)])
	if !isPicture(kind) {
		return o.damaged()
	}
	if err := inner.pictureFits(kind, b, o.l); err != nil {
		return err
	}
	return inner.draw(out, kind, b)
}

// unpack opens a part and counts what really comes out, whatever the directory declares.
func (o *packageFile) unpack(name string) (io.ReadCloser, error) {
	r, err := o.parts[name].Open()
	if err != nil {
		return nil, o.damaged()
	}
	return &unpacking{ReadCloser: r, o: o}, nil
}

type unpacking struct {
	io.ReadCloser
	o *packageFile
}

func (u *unpacking) Read(p []byte) (int, error) {
	n, err := u.ReadCloser.Read(p)
	if u.o.left -= int64(n); u.o.left < 0 {
		return 0, u.o.bomb()
	}
	return n, err
}

// findDropped notes which relationship ids of a part lead to something that is not copied.
func (o *packageFile) findDropped(rels string) error {
	r, err := o.unpack(rels)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	src := relsSource(rels)
	gone := map[string]bool{}
	rule := &xmlRules{see: func(e *element) {
		if e.local == "Relationship" && !o.keepsRelationship(src, e) {
			gone[e.attr("Id")] = true
		}
	}}
	if err := filterXML(io.Discard, r, rule); err != nil {
		return o.xmlError(err)
	}
	o.dropped[src] = gone
	return nil
}

func (o *packageFile) keepsRelationship(src string, e *element) bool {
	kind := path.Base(e.attr("Type"))
	if strings.EqualFold(e.attr("TargetMode"), "External") {
		// Only links a reader clicks stay; linked pictures, templates and objects are fetched on opening.
		return kind == "hyperlink"
	}
	target, _, _ := strings.Cut(e.attr("Target"), "#")
	if target == "" {
		return kind == "hyperlink"
	}
	if strings.HasPrefix(target, "/") {
		target = target[1:]
	} else {
		target = path.Join(path.Dir(src), target)
	}
	return o.keep[target] && kind != "attachedTemplate"
}

func (o *packageFile) rules(name string) *xmlRules {
	switch {
	case name == "[Content_Types].xml":
		return &xmlRules{cut: func(e *element) bool {
			return e.local == "Override" && !o.keep[strings.TrimPrefix(e.attr("PartName"), "/")]
		}}
	case strings.HasSuffix(name, ".rels"):
		src := relsSource(name)
		return &xmlRules{
			cut: func(e *element) bool { return e.local == "Relationship" && o.dropped[src][e.attr("Id")] },
			see: localLink,
		}
	}
	gone := o.dropped[name]
	return &xmlRules{cut: func(e *element) bool { return cutElement(e, gone) }, see: plainAttributes}
}

// localLink blanks links into the sender's own disk or network: they name the user's account.
func localLink(e *element) {
	for i, a := range e.attrs {
		low := strings.ToLower(a.value)
		if a.local == "Target" && strings.EqualFold(e.attr("TargetMode"), "External") &&
			!strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "https://") && !strings.HasPrefix(low, "mailto:") {
			e.attrs[i].value = "about:blank"
		}
	}
}
