package files

import (
	"bytes"
	"io"
	"regexp"
)

var (
	pdfInfoRef = regexp.MustCompile(`/Info\s+(\d{1,9})\s+(\d{1,5})\s+R`)
	pdfXMP     = regexp.MustCompile(`(?s)<\?xpacket begin=.*?<\?xpacket end=["'][rw]["']\?>`)
	pdfPointed = regexp.MustCompile(`/(Author|Creator|Producer|Title|Subject|Keywords|Company)\s+\d+\s+\d+\s+R`)
	pdfXMPMeta = regexp.MustCompile(`(?s)<x:xmpmeta[\s>].*?</x:xmpmeta>`)
)

// pdf keeps the document as it is, since rewriting PDF safely needs a whole renderer; it only blanks, byte for
// byte so that no offset moves, the document properties and XMP where they lie uncompressed. What that leaves is
// said in doc.go and in the note; the file is for intake officers only.
func (c *Clean) pdf(src io.Reader, l Limits) error {
	b, err := c.whole(src, l)
	if err != nil {
		return err
	}
	if zipTail(b) {
		return c.polyglot()
	}
	if !bytes.Contains(b[max(0, len(b)-2048):], []byte("%%EOF")) {
		return refuse(c.Name, "PDF 不完整，请重新导出。", "the PDF is not complete; export it again")
	}
	c.AsIs = true
	c.note("PDF 按原样密封，仅供受理员查看；其中图片、批注等可能仍带有作者或设备信息。",
		"The PDF is sealed as it is, for intake officers only; pictures and annotations may still name author or device.")
	switch {
	case bytes.Contains(b, []byte("/ByteRange")):
		c.note("PDF 带电子签名，文档属性未改动。", "The PDF is signed electronically; its properties were left alone.")
	case !blankPDF(b):
		c.note("PDF 的文档属性（作者、软件、时间）未能去除。", "The PDF's properties (author, program, time) could not be removed.")
	default:
		c.note("PDF 的文档属性已清空。", "The PDF's properties are blanked.")
	}
	c.write = func(w io.Writer) error { _, err := w.Write(b); return err }
	return nil
}

// blankPDF blanks in place. It reports whether every information dictionary named was found in the clear;
// encrypted files and those with an Info inside an object stream are not.
func blankPDF(b []byte) bool {
	for _, re := range []*regexp.Regexp{pdfXMP, pdfXMPMeta} {
		for _, m := range re.FindAllIndex(b, -1) {
			blank(b[m[0]:m[1]])
		}
	}
	if bytes.Contains(b, []byte("/Encrypt")) {
		return false
	}
	all, seen := true, map[string]bool{}
	for _, ref := range pdfInfoRef.FindAllSubmatch(b, -1) {
		number := string(ref[1]) + `\s+` + string(ref[2])
		if seen[number] {
			continue // incremental updates repeat it
		}
		if seen[number] = true; len(seen) > 8 {
			return false // each costs a pass over the file
		}
		all = blankInfo(b, number) && all
	}
	// XMP inside a compressed stream, and an Info we never saw named, would go unnoticed otherwise.
	return all && !bytes.Contains(b, []byte("/ObjStm"))
}

// blankInfo blanks every version of one information dictionary.
func blankInfo(b []byte, number string) bool {
	at := regexp.MustCompile(`(?:^|\s)`+number+`\s+obj\b`).FindAllIndex(b, -1)
	ok := len(at) > 0
	for _, m := range at {
		end := bytes.Index(b[m[1]:], []byte("endobj"))
		if end < 0 {
			return false
		}
		ok = blankStrings(b[m[1]:m[1]+end]) && ok
	}
	return ok
}

func blank(b []byte) {
	for i := range b {
		if b[i] != '\n' && b[i] != '\r' {
			b[i] = ' '
		}
	}
}

// blankStrings empties the (literal) and <hex> strings of a dictionary in place; false where one does not end
// or the dictionary only points elsewhere.
func blankStrings(d []byte) bool {
	for i := 0; i < len(d); i++ {
		switch {
		case d[i] == '<' && i+1 < len(d) && d[i+1] == '<':
			i++
		case d[i] == '<':
			end := bytes.IndexByte(d[i:], '>')
			if end < 0 {
				return false
			}
			for j := i + 1; j < i+end; j++ {
				d[j] = "20"[(j-i-1)%2] // spaces, so that viewers show nothing
			}
			i += end
		case d[i] == '(':
			end := literalEnd(d[i:])
			if end < 0 {
				return false
			}
			blank(d[i+1 : i+end])
			i += end
		}
	}
	return !pdfPointed.Match(d)
}

// literalEnd finds the closing parenthesis of a literal string that starts at d[0].
func literalEnd(d []byte) int {
	depth := 0
	for i := 0; i < len(d); i++ {
		switch d[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
