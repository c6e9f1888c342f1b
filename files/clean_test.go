package files_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hengjian/files"
)

// marker stands for everything a sender must not give away; no cleaned file may contain it.
const marker = "MARKER-ZHAO-29.1184N"

func clean(t testing.TB, name string, b []byte) (*files.Clean, []byte, error) {
	t.Helper()
	c, err := files.NewClean(name, bytes.NewReader(b), files.Limits{})
	if err != nil {
		return nil, nil, err
	}
	var out bytes.Buffer
	n, err := c.WriteTo(&out)
	if n != int64(out.Len()) {
		t.Fatal("WriteTo miscounts")
	}
	return c, out.Bytes(), err
}

func mustClean(t testing.TB, name string, b []byte) (*files.Clean, []byte) {
	t.Helper()
	c, out, err := clean(t, name, b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if bytes.Contains(out, []byte(marker)) {
		t.Fatalf("%s: the marker survived", name)
	}
	return c, out
}

func mustRefuse(t testing.TB, name string, b []byte) *files.Refusal {
	t.Helper()
	_, _, err := clean(t, name, b)
	var r *files.Refusal
	if !errors.As(err, &r) {
		t.Fatalf("%s: want a refusal, got %v", name, err)
	}
	if r.File != files.SafeName(name) || r.Zh == "" || r.En == "" {
		t.Fatalf("%s: a refusal must name the file in both languages: %+v", name, r)
	}
	return r
}

// picture is 32×16, red on the left and blue on the right.
func picture() image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 32, 16))
	for y := range 16 {
		for x := range 32 {
			m.Set(x, y, color.RGBA{B: 255, A: 255})
			if x < 16 {
				m.Set(x, y, color.RGBA{R: 255, A: 255})
			}
		}
	}
	return m
}

// exif is a TIFF block with an orientation and a GPS-like text.
func exif(order byte, orientation uint16) []byte {
	var bo binary.AppendByteOrder = binary.LittleEndian
	if order == 'M' {
		bo = binary.BigEndian
	}
	b := append([]byte("Exif\x00\x00"), order, order)
	b = bo.AppendUint16(b, 42)
	b = bo.AppendUint32(b, 8)
	b = bo.AppendUint16(b, 1)
	b = bo.AppendUint16(b, 0x0112)
	b = bo.AppendUint16(b, 3)
	b = bo.AppendUint32(b, 1)
	b = bo.AppendUint16(b, orientation)
	b = append(b, 0, 0)
	return append(b, marker...)
}

func segment(m byte, body []byte) []byte {
	return append(append([]byte{0xff, m}, byte((len(body)+2)>>8), byte(len(body)+2)), body...)
}

func jpegWith(t testing.TB, segments ...[]byte) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture(), &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return bytes.Join([][]byte{b.Bytes()[:2], bytes.Join(segments, nil), b.Bytes()[2:]}, nil)
}

func TestJPEGLosesMetadataAndStandsUpright(t *testing.T) {
	// Where the red half is seen for each orientation: left, right, top or bottom.
	seen := map[uint16]string{1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}
	for o, want := range seen {
		for _, order := range []byte{'I', 'M'} {
			in := jpegWith(t, segment(0xe1, exif(order, o)), segment(0xfe, []byte(marker)), segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00"+marker)))
			in = append(in, marker...) // after the end of the picture, as motion photos do
			c, out := mustClean(t, "现场.JPG", in)
			if c.Name != "现场.JPG" || c.AsIs {
				t.Fatal(c.Name, c.AsIs)
			}
			m, err := jpeg.Decode(bytes.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			if got := redSide(m); got != want {
				t.Errorf("orientation %d (%c): red %s, want %s", o, order, got, want)
			}
		}
	}
}

func redSide(m image.Image) string {
	b := m.Bounds()
	red := func(x, y int) bool { r, _, bl, _ := m.At(x, y).RGBA(); return r > bl }
	l, r := red(b.Min.X+2, b.Dy()/2), red(b.Max.X-3, b.Dy()/2)
	tp, bt := red(b.Dx()/2, b.Min.Y+2), red(b.Dx()/2, b.Max.Y-3)
	switch {
	case b.Dx() > b.Dy() && l && !r:
		return "left"
	case b.Dx() > b.Dy() && r && !l:
		return "right"
	case b.Dy() > b.Dx() && tp && !bt:
		return "top"
	case b.Dy() > b.Dx() && bt && !tp:
		return "bottom"
	}
	return "nowhere"
}

func pngChunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func TestPNGAndGIFLoseMetadata(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, picture()); err != nil {
		t.Fatal(err)
	}
	head := 8 + 25
	in := bytes.Join([][]byte{b.Bytes()[:head], pngChunk("tEXt", []byte("Author\x00"+marker)), pngChunk("eXIf", exif('I', 6)), b.Bytes()[head:], []byte(marker)}, nil)
	_, out := mustClean(t, "a.png", in)
	m, err := png.Decode(bytes.NewReader(out))
	if err != nil || redSide(m) != "left" {
		t.Fatal(err, redSide(m))
	}
	c, _ := mustClean(t, "really-a-png.jpg", in)
	if c.Name != "really-a-png.png" || c.Kind != files.PNG {
		t.Fatal(c.Name, c.Kind)
	}

	var g bytes.Buffer
	if err := gif.Encode(&g, picture(), nil); err != nil {
		t.Fatal(err)
	}
	withComment := append(bytes.Clone(g.Bytes()[:g.Len()-1]), append([]byte{0x21, 0xfe, byte(len(marker))}, append([]byte(marker), 0, 0x3b)...)...)
	_, out = mustClean(t, "a.gif", withComment)
	if _, err := gif.Decode(bytes.NewReader(out)); err != nil {
		t.Fatal(err)
	}
}

func TestPicturesTooLargeAreRefusedByTheirHeader(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, picture()); err != nil {
		t.Fatal(err)
	}
	for _, size := range [][2]uint32{{40_000, 1001}, {100_000, 100_000}, {1 << 31, 2}} {
		in := bytes.Clone(b.Bytes())
		binary.BigEndian.PutUint32(in[16:], size[0])
		binary.BigEndian.PutUint32(in[20:], size[1])
		binary.BigEndian.PutUint32(in[29:], crc32.ChecksumIEEE(in[12:29]))
		mustRefuse(t, "大.png", in)
	}
	in := jpegWith(t)
	at := bytes.Index(in, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(in[at+5:], 7000)
	binary.BigEndian.PutUint16(in[at+7:], 7000)
	if r := mustRefuse(t, "大.jpg", in); !strings.Contains(r.Zh, "7000×7000") {
		t.Error(r.Zh)
	}
	in[at+1] = 0xc2 // progressive: 16 bytes a pixel
	binary.BigEndian.PutUint16(in[at+5:], 5000)
	binary.BigEndian.PutUint16(in[at+7:], 5000)
	mustRefuse(t, "渐进.jpg", in)
}

type entry struct{ name, body string }

func pack(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func parts(t testing.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(body), marker) || strings.Contains(f.Name, marker) {
			t.Errorf("the marker survived in %s", f.Name)
		}
		if !f.Modified.IsZero() && f.Modified.Year() > 1980 {
			t.Errorf("%s keeps a time: %s", f.Name, f.Modified)
		}
		out[f.Name] = string(body)
	}
	return out
}

const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

func docx(t testing.TB, extra ...entry) []byte {
	ns := `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	es := []entry{
		{"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="x"/><Override PartName="/docProps/core.xml" ContentType="y"/><Override PartName="/word/comments.xml" ContentType="z"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="x"><Relationship Id="rId1" Type="` + rel + `officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>`},
		{"docProps/core.xml", `<cp><creator>` + marker + `</creator></cp>`},
		{"docProps/thumbnail.jpeg", marker},
		{"word/document.xml", `<!-- ` + marker + ` --><w:document ` + ns + `><w:body><w:p w:rsidR="` + marker + `"><w:commentRangeStart w:id="0"/><w:ins w:id="1" w:author="` + marker + `" w:date="2026-01-01T00:00:00Z"><w:r><w:t xml:space="preserve"> 夜里 &lt;讯问&gt; 
</w:t></w:r></w:ins><w:r><w:commentReference w:id="0"/></w:r></w:p><w:drawing><wp:docPr xmlns:wp="wp" id="1" name="` + marker + `" descr="C:\` + marker + `"/><a:blip xmlns:a="a" r:embed="rId7"/></w:drawing><w:object><o:OLEObject xmlns:o="o" r:id="rId8"/></w:object><w:hyperlink r:id="rId9"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:body></w:document>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="x"><Relationship Id="rId6" Type="` + rel + `comments" Target="comments.xml"/><Relationship Id="rId7" Type="` + rel + `image" Target="media/image1.jpg"/><Relationship Id="rId8" Type="` + rel + `oleObject" Target="embeddings/o.bin"/><Relationship Id="rId9" Type="` + rel + `hyperlink" Target="file:///C:/Users/` + marker + `/a.doc" TargetMode="External"/><Relationship Id="rId10" Type="` + rel + `image" Target="http://track.example/` + marker + `" TargetMode="External"/></Relationships>`},
		{"word/media/image1.jpg", string(jpegWith(t, segment(0xe1, exif('I', 1))))},
		{"word/embeddings/o.bin", marker},
		{"word/comments.xml", `<w:comments ` + ns + `><w:comment w:author="` + marker + `"/></w:comments>`},
		{"word/people.xml", `<x a="` + marker + `"/>`},
		{"word/settings.xml", `<w:settings ` + ns + `><w:attachedTemplate r:id="rId1"/><w:rsids><w:rsid w:val="` + marker + `"/></w:rsids><w:zoom w:percent="100"/></w:settings>`},
		{"word/_rels/settings.xml.rels", `<Relationships xmlns="x"><Relationship Id="rId1" Type="` + rel + `attachedTemplate" Target="file:///C:/` + marker + `.dotx" TargetMode="External"/></Relationships>`},
		{"customXml/item1.xml", `<a>` + marker + `</a>`},
	}
	return pack(t, append(es, extra...)...)
}

func TestDocxLosesWhoAndWhere(t *testing.T) {
	c, out := mustClean(t, "情况说明.docx", docx(t))
	if c.AsIs {
		t.Error("docx is not as-is")
	}
	p := parts(t, out)
	for _, gone := range []string{"docProps/core.xml", "docProps/thumbnail.jpeg", "word/comments.xml", "word/people.xml", "customXml/item1.xml", "word/embeddings/o.bin"} {
		if _, ok := p[gone]; ok {
			t.Errorf("%s is still there", gone)
		}
		if strings.Contains(p["[Content_Types].xml"], gone) {
			t.Errorf("content types still name %s", gone)
		}
	}
	doc := p["word/document.xml"]
	for _, want := range []string{`<w:t xml:space="preserve"> 夜里 &lt;讯问&gt; &#xA;</w:t>`, `r:embed="rId7"`, `w:author="-"`, "链接"} {
		if !strings.Contains(doc, want) {
			t.Errorf("document lacks %s:\n%s", want, doc)
		}
	}
	for _, gone := range []string{"comment", "rsid", "OLEObject", "w:date", "descr"} {
		if strings.Contains(doc, gone) {
			t.Errorf("document keeps %s", gone)
		}
	}
	if _, err := jpeg.Decode(strings.NewReader(p["word/media/image1.jpg"])); err != nil {
		t.Error("the picture inside is lost:", err)
	}
	if rels := p["word/_rels/document.xml.rels"]; !strings.Contains(rels, "about:blank") || strings.Contains(rels, "rId10") || strings.Contains(rels, "rId6") {
		t.Error(rels)
	}
	if s := p["word/settings.xml"]; strings.Contains(s, "attachedTemplate") || !strings.Contains(s, "zoom") {
		t.Error(s)
	}
}

func TestXlsxLosesAuthorsAndStillOpens(t *testing.T) {
	f := excelize.NewFile()
	if err := f.SetDocProps(&excelize.DocProperties{Creator: marker, LastModifiedBy: marker, Title: marker}); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStr("Sheet1", "B2", "超期羁押 17 天"); err != nil {
		t.Fatal(err)
	}
	if err := f.AddComment("Sheet1", excelize.Comment{Cell: "B2", Author: marker, Text: marker}); err != nil {
		t.Fatal(err)
	}
	if err := f.AddPictureFromBytes("Sheet1", "D4", &excelize.Picture{Extension: ".jpg", File: jpegWith(t, segment(0xe1, exif('M', 1))), Format: &excelize.GraphicOptions{AltText: marker}}); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	_, out := mustClean(t, "台账.xlsx", b.Bytes())
	parts(t, out)
	again, err := excelize.OpenReader(bytes.NewReader(out))
	if err != nil {
		t.Fatal("does not open:", err)
	}
	if v, err := again.GetCellValue("Sheet1", "B2"); err != nil || v != "超期羁押 17 天" {
		t.Errorf("%q %v", v, err)
	}
	if pics, err := again.GetPictures("Sheet1", "D4"); err != nil || len(pics) != 1 {
		t.Errorf("%d pictures, %v", len(pics), err)
	}
	if cs, _ := again.GetComments("Sheet1"); len(cs) != 0 {
		t.Error("comments left", cs)
	}
	mustRefuse(t, "其实是表格.docx", b.Bytes())
}

// noise is text that packs, but not absurdly.
func noise(n int) string {
	r, b := rand.New(rand.NewPCG(1, 2)), make([]byte, n)
	for i := range b {
		b[i] = 'a' + byte(r.IntN(26))
	}
	return string(b)
}

func TestHostileOfficeFiles(t *testing.T) {
	zeros := strings.Repeat("\x00", 8<<20)
	mustRefuse(t, "bomb.docx", docx(t, entry{"word/media/image2.png", zeros}))
	mustRefuse(t, "宏.docx", docx(t, entry{"word/vbaProject.bin", "x"}))
	mustRefuse(t, "slip.docx", docx(t, entry{"../../etc/x.xml", "<a/>"}))
	mustRefuse(t, "twice.docx", docx(t, entry{"word/Document.xml", "<a/>"}))
	mustRefuse(t, "dtd.docx", docx(t, entry{"word/a.xml", `<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>`}))
	mustRefuse(t, "deep.docx", docx(t, entry{"word/a.xml", strings.Repeat("<a>", 5000) + strings.Repeat("</a>", 5000)}))
	mustRefuse(t, "utf16.docx", docx(t, entry{"word/a.xml", `<?xml version="1.0" encoding="UTF-16"?><a/>`}))
	mustRefuse(t, "plain.docx", pack(t, entry{"a.txt", "x"}))
	var many []entry
	for i := range 2001 {
		many = append(many, entry{"word/" + strings.Repeat("a", i%50+1) + string(rune('a'+i%26)) + strings.Repeat("b", i/50+1) + ".xml", "<a/>"})
	}
	mustRefuse(t, "many.docx", docx(t, many...))

	// A directory that lies about sizes: what really comes out is counted.
	lying := docx(t, entry{"word/big.xml", "<a>" + noise(1<<20) + "</a>"})
	c, err := files.NewClean("lie.docx", bytes.NewReader(lying), files.Limits{Unpacked: 1<<20 + 100_000})
	if err == nil {
		_, err = c.WriteTo(io.Discard)
	}
	if err != nil {
		t.Fatal("within the limit:", err)
	}
	at := bytes.LastIndex(lying, []byte("word/big.xml"))
	binary.LittleEndian.PutUint32(lying[at-46+24:], 10)
	mustRefuse(t, "lie.docx", lying)
}

func TestOtherKindsAndPolyglots(t *testing.T) {
	good := jpegWith(t)
	archive := pack(t, entry{"evil.html", "<script>"})
	for name, b := range map[string][]byte{
		"a.exe": []byte("MZ"), "a": good, "a.svg": []byte("<svg/>"), "a.doc": []byte("\xd0\xcf\x11\xe0"),
		"a.pdf": good, "b.jpg": []byte("%PDF-1.7 %%EOF"), "c.txt": []byte("<!DOCTYPE html><script>"), "d.txt": []byte("a\x00b"),
		"e.mp3": []byte("%PDF-1.4"), "f.jpg": append(bytes.Clone(good), archive...), "g.jpg": good[:len(good)/2],
		"h.pdf": append([]byte("%PDF-1.4\n%%EOF\n"), archive...), "i.mp3": append([]byte("ID3\x03\x00\x00\x00\x00\x00\x00"), archive...),
		"j.jpg.html": good, "k.pdf": []byte("%PDF-1.4 cut"), "l.txt": nil, "m.txt": []byte("\xff\xfe\x00"),
	} {
		mustRefuse(t, name, b)
	}
	for _, b := range []string{"正文第一行\r\n第二行", "\xef\xbb\xbfBOM", "\xd5\xfd\xce\xc4", strings.Repeat("汉", 1000)} {
		if c, out := mustClean(t, "a.txt", []byte(b)); string(out) != b || c.AsIs {
			t.Errorf("%q was changed", b)
		}
	}
	rec := append([]byte("\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00"), bytes.Repeat([]byte{1, 2, 3}, 200_000)...)
	c, out := mustClean(t, "录音.m4a", rec)
	if !bytes.Equal(out, rec) || !c.AsIs || len(c.Notes) == 0 {
		t.Error("a recording passes as it is, with a warning")
	}
	big, err := files.NewClean("录音.m4a", bytes.NewReader(rec), files.Limits{Media: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var r *files.Refusal
	if _, err := big.WriteTo(io.Discard); !errors.As(err, &r) {
		t.Error("media limit:", err)
	}
}

func TestPDFPropertiesInTheClearAreBlanked(t *testing.T) {
	in := "%PDF-1.4\n1 0 obj\n<< /Author (" + marker + " \\) (x) more) /Producer <4D41524B4552> /Title (\xfe\xff" + marker + ") >>\nendobj\n" +
		"2 0 obj\n<< /Type /Metadata >>\nstream\n<?xpacket begin=\"\" id=\"1\"?><x:xmpmeta xmlns:x=\"a\">" + marker + "</x:xmpmeta><?xpacket end=\"w\"?>\nendstream\nendobj\n" +
		"3 0 obj\n(kept text)\nendobj\ntrailer\n<< /Info 1 0 R /Root 3 0 R >>\n%%EOF\n"
	c, out := mustClean(t, "判决书.pdf", []byte(in))
	if len(out) != len(in) || !bytes.Contains(out, []byte("(kept text)")) || bytes.Contains(out, []byte("4D41")) {
		t.Errorf("blanked wrongly:\n%s", out)
	}
	if !c.AsIs || !strings.Contains(c.ChineseNotes()[len(c.Notes)-1], "已清空") {
		t.Error(c.Notes)
	}
	c, out, err := clean(t, "签名.pdf", []byte(strings.Replace(in, "kept text", "/ByteRange [0 1 2 3]", 1)))
	if err != nil || !bytes.Contains(out, []byte(marker)) || !strings.Contains(c.ChineseNotes()[1], "电子签名") {
		t.Error("a signed PDF stays as it is and says so", err)
	}
	c, _, err = clean(t, "压缩.pdf", []byte(strings.Replace(in, "kept text", "/ObjStm", 1)))
	if err != nil || !strings.Contains(c.ChineseNotes()[1], "未能去除") {
		t.Error("what could not be removed must be said", err)
	}
}

func TestSafeName(t *testing.T) {
	for in, want := range map[string]string{
		`C:\Users\zhao\现场.jpg`: "现场.jpg", "../../etc/passwd": "passwd", "a\u202egpj.exe": "agpj.exe", "  .hidden ": "hidden",
		"": "附件", "a\r\nb.txt": "ab.txt", `x"<y>.pdf`: "x__y_.pdf", "/": "附件", "𠮷.png": "𠮷.png",
		strings.Repeat("长", 100) + ".docx": strings.Repeat("长", 75) + ".docx", "\xff\xfe.txt": "txt",
	} {
		if got := files.SafeName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for name, b := range map[string][]byte{"a.docx": docx(f), "a.jpg": jpegWith(f, segment(0xe1, exif('M', 6))), "a.pdf": []byte("%PDF-1.4\n/Info 1 0 R\n1 0 obj (a) endobj %%EOF"), "a.txt": []byte("文本"), "a.mp3": []byte("ID3abc")} {
		f.Add(name, b)
	}
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		c, err := files.NewClean(name, bytes.NewReader(b), files.Limits{Unpacked: 4 << 20, Pixels: 100_000})
		if err != nil {
			var r *files.Refusal
			if !errors.As(err, &r) {
				t.Fatal("not a refusal:", err)
			}
			return
		}
		var out bytes.Buffer
		if _, err := c.WriteTo(&out); err != nil {
			var r *files.Refusal
			if !errors.As(err, &r) {
				t.Fatal("not a refusal:", err)
			}
			return
		}
		// What came out must be accepted again: cleaning is stable.
		if _, _, err := clean(t, c.Name, out.Bytes()); err != nil {
			t.Fatalf("%s: the cleaned file is refused: %v", c.Name, err)
		}
	})
}

// Another producer's prefix for relationships must not leave elements pointing to parts that are gone.
func TestRelationshipPrefixIsTheProducersChoice(t *testing.T) {
	in := pack(t, entry{"[Content_Types].xml", "<Types/>"}, entry{"_rels/.rels", "<R/>"},
		entry{"word/document.xml", `<w:document xmlns:d3="x"><w:altChunk d3:id="rId5"/><w:t>正文</w:t></w:document>`},
		entry{"word/_rels/document.xml.rels", `<R><Relationship Id="rId5" Type="` + rel + `aFChunk" Target="chunk.html"/></R>`},
		entry{"word/chunk.html", marker})
	_, out := mustClean(t, "a.docx", in)
	if p := parts(t, out); strings.Contains(p["word/document.xml"], "altChunk") || !strings.Contains(p["word/document.xml"], "正文") || len(p) != 4 {
		t.Error(p)
	}
}

func BenchmarkCleanDocx(b *testing.B) {
	in := docx(b)
	for b.Loop() {
		if _, _, err := clean(b, "a.docx", in); err != nil {
			b.Fatal(err)
		}
	}
}
