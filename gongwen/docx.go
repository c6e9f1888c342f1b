package gongwen

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"strings"
)

// Docx renders a paper. The bytes depend on the paper alone: parts are stored
// uncompressed, so not even the version of the compressor shows.
func Docx(p Paper) []byte {
	parts := fixedParts()
	parts = append(parts,
		part{"word/document.xml", document(p)},
		part{"word/header1.xml", header(p)},
		part{"word/footer1.xml", footerFirst(p)},
		part{"word/footer2.xml", footer(p, false)},
		part{"word/footer3.xml", footer(p, true)},
	)
	out := pack(parts)
	if len(p.Proof) > 0 {
		var err error
		if out, err = EmbedProof(out, p.Proof); err != nil {
			panic(err) // we packed it ourselves
		}
	}
	return out
}

type part struct{ name, text string }

func pack(parts []part) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		h := &zip.FileHeader{Name: p.name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(p.text)),
			CompressedSize64: uint64(len(p.text)), UncompressedSize64: uint64(len(p.text))}
		//lint:ignore SA1019 CreateRaw writes this field and no other; 1980-01-01 is the least a zip can say
		h.ModifiedDate = 1<<5 | 1
		w, err := z.CreateRaw(h)
		if err == nil {
			_, err = w.Write([]byte(p.text))
		}
		if err != nil {
			panic(err) // a bytes.Buffer takes everything
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Measures of GB/T 9704 in twentieths of a point (1 mm = 56.69).
const (
	pageWide, pageHigh                 = 11906, 16838
	top, bottom, left, right           = 2098, 1984, 1588, 1474
	textWide                           = pageWide - left - right // 156 mm
	sheetTop, sheetBottom              = 1418, 1134
	line                               = 579              // 225 mm / 22
	char                               = 315              // 16 pt less the squeeze
	ruleLeft, ruleRight                = -454, -340       // a 170 mm line in the middle of the page
	letterHead, letterFoot, pageNumber = 1701, 1134, 1360 // 30, 20 and 24 mm from the edge
)

// Fonts by the names the standard's readers have; fontTable gives second
// choices. They are named, never shipped.
const (
	song     = "宋体"
	fangsong = "仿宋_GB2312"
	hei      = "黑体"
	kai      = "楷体_GB2312"
	xbs      = "方正小标宋简体"
)

// run is a piece of text in one font; half is its size in half points.
func run(font string, half int, extra, text string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="%s" w:hAnsi="%s" w:eastAsia="%s" w:cs="%s"/>%s<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr>`, font, font, font, font, extra, half, half)
	for i, l := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteString(`<w:br/>`)
		}
		fmt.Fprintf(&b, `<w:t xml:space="preserve">%s</w:t>`, escape(l))
	}
	b.WriteString(`</w:r>`)
	return b.String()
}

func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// squeeze brings 28 characters of 16 pt onto 156 mm.
const squeeze = `<w:spacing w:val="-5"/>`

func body(text string) string { return run(fangsong, 32, squeeze, text) }

// p16 is a paragraph on the grid of 22 lines.
func p16(props, runs string) string { return pLine(line, props, runs) }

// pLine is a paragraph of fixed line height; props follow the schema's order
// (borders go in props before spacing, see rules).
func pLine(height int, props, runs string) string {
	return fmt.Sprintf(`<w:p><w:pPr>`+plainLines+`<w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/>%s</w:pPr>%s</w:p>`, height, props, runs)
}

// plainLines: no mark hangs outside the 28 characters, no gap grows between
// Han and digits, and the exact height rules, not the grid.
const plainLines = `<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>`

const center, atRight = `<w:jc w:val="center"/>`, `<w:jc w:val="right"/>`

var indent = fmt.Sprintf(`<w:ind w:firstLine="%d"/><w:jc w:val="both"/>`, 2*char)

func document(p Paper) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:document ` + namespaces + `><w:body>`)
	switch p.Kind {
	case Letter:
		b.WriteString(p16(atRight, body(p.Number)))
		b.WriteString(p16("", "") + p16("", ""))
	case Sheet:
	default:
		if p.Number != "" {
			b.WriteString(p16(atRight, body(p.Number)) + p16("", ""))
		}
	}
	for _, l := range titleLines(p.Title) {
		b.WriteString(pLine(640, center, run(xbs, 44, "", l)))
	}
	b.WriteString(p16("", ""))
	if p.To != "" {
		b.WriteString(p16(`<w:jc w:val="both"/>`, body(p.To+"：")))
	}
	blocks(&b, p.Body, p.Signer != "")
	attachments(&b, p.Attachments)
	signature(&b, p)
	if p.Note != "" {
		b.WriteString(p16(indent, body("（"+p.Note+"）")))
	}
	imprint(&b, p)
	if len(p.Annex) > 0 {
		b.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
		blocks(&b, p.Annex, false)
	}
	b.WriteString(section(p) + `</w:body></w:document>`)
	return b.String()
}

func section(p Paper) string {
	headAt, footAt, over, under := 850, pageNumber, top, bottom
	refs, titlePage := `<w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="even" r:id="rId7"/>`, ""
	switch p.Kind {
	case Letter:
		headAt, footAt, titlePage = letterHead, letterFoot, `<w:titlePg/>`
		refs = `<w:headerReference w:type="first" r:id="rId4"/><w:footerReference w:type="first" r:id="rId5"/>` + refs
	case Sheet: // a form fills its page and has no number
		over, under, footAt, refs = sheetTop, sheetBottom, 567, ""
	}
	return fmt.Sprintf(`<w:sectPr>%s<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>%s<w:docGrid w:type="lines" w:linePitch="%d"/></w:sectPr>`,
		refs, pageWide, pageHigh, over, right, under, left, headAt, footAt, titlePage, line)
}

// numerals of headings and lists.
var han = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

func hanNumber(n int) string {
	switch {
	case n <= 10:
		return han[n-1]
	case n < 20:
		return "十" + han[n-11]
	case n%10 == 0:
		return han[n/10-1] + "十"
	}
	return han[n/10-1] + "十" + han[n%10-1]
}

// headNumber writes the four levels; only the first and third carry a mark
// of punctuation of their own.
func headNumber(level, n int) string {
	n = min(max(n, 1), 99)
	switch level {
	case 1:
		return hanNumber(n) + "、"
	case 2:
		return "（" + hanNumber(n) + "）"
	case 3:
		return fmt.Sprintf("%d.", n)
	}
	return fmt.Sprintf("（%d）", n)
}

func blocks(b *strings.Builder, list []Block, signed bool) {
	var at [5]int
	for i, k := range list {
		switch k.Kind {
		case Heading:
			level := min(max(k.Level, 1), 4)
			at[level]++
			for l := level + 1; l < len(at); l++ {
				at[l] = 0
			}
			font := []string{hei, kai, fangsong, fangsong}[level-1]
			b.WriteString(pLine(line, `<w:ind w:firstLine="630"/><w:jc w:val="both"/><w:outlineLvl w:val="`+fmt.Sprint(level-1)+`"/>`, run(font, 32, squeeze, headNumber(level, at[level])+k.Text)))
		case List:
			for n, s := range k.Items {
				b.WriteString(p16(indent, body(fmt.Sprintf("%d.%s", n+1, s))))
			}
		case Table:
			table(b, k)
		case Strong:
			b.WriteString(p16(indent, run(hei, 32, squeeze, k.Text)))
		default:
			for _, t := range strings.Split(k.Text, "\n") {
				one := p16(indent, body(t))
				if signed && i == len(list)-1 {
					one = keepNext(one)
				}
				b.WriteString(one)
			}
		}
	}
}

// attachments is 附件说明: one blank line, two characters in, later lines under
// the first name; a single one has no number and none has an end mark.
func attachments(b *strings.Builder, list []string) {
	if len(list) == 0 {
		return
	}
	b.WriteString(keepNext(p16("", "")))
	for i, a := range list {
		lead, in := "附件：", 5*char
		if len(list) > 1 {
			a = fmt.Sprintf("%d.%s", i+1, a)
		}
		hang := 3 * char
		if i > 0 {
			lead, hang = "", 0
		}
		b.WriteString(keepNext(p16(fmt.Sprintf(`<w:ind w:left="%d" w:hanging="%d"/><w:jc w:val="left"/>`, in, hang), body(lead+a))))
	}
}

// signature puts the date four characters from the right and the name centred
// over it, where the seal will cover both.
func signature(b *strings.Builder, p Paper) {
	if p.Signer == "" {
		return
	}
	date := p.Date.String()
	nameAt := max(0, 4*char+(width(date)-width(p.Signer))/2)
	note := ""
	if p.SealNote {
		note = run(fangsong, 21, `<w:color w:val="808080"/>`, "（此处用印，下压成文日期）")
	}
	b.WriteString(keepNext(p16("", "")))
	b.WriteString(keepNext(p16(fmt.Sprintf(`<w:ind w:right="%d"/>%s`, 4*char, atRight), note)))
	b.WriteString(keepNext(p16(fmt.Sprintf(`<w:ind w:right="%d"/>%s`, nameAt, atRight), body(p.Signer))))
	b.WriteString(p16(fmt.Sprintf(`<w:ind w:right="%d"/>%s`, 4*char, atRight), body(date)))
}

// keepNext holds a paragraph on the page of the next one: a page may not carry
// the signature alone.
func keepNext(paragraph string) string {
	return strings.Replace(paragraph, `<w:pPr>`, `<w:pPr><w:keepNext/>`, 1)
}

// width of a text in twips: a letter or digit takes half a character.
func width(s string) int {
	w := 0
	for _, r := range s {
		if r < 0x80 {
			w += char / 2
		} else {
			w += char
		}
	}
	return w
}

// imprint is 版记 where there are copies, at the foot of the last page: a
// table at a fixed place of the page (office programs disagree on "bottom"),
// its rules 0.35, 0.25 and 0.35 mm, the last on the edge of the text area. A
// letter has neither rules nor the issuing line.
func imprint(b *strings.Builder, p Paper) {
	if p.Copy == "" {
		return
	}
	const side, high, dateWide = 280, 440, 3200
	total, rows := 0, ""
	add := func(texts []string, wide []int) {
		lines := 1
		for i, t := range texts {
			lines = max(lines, (width(t)*14/16+wide[i]-2*side-1)/(wide[i]-2*side))
		}
		rows += fmt.Sprintf(`<w:tr><w:trPr><w:trHeight w:val="%d" w:hRule="exact"/></w:trPr>`, lines*high+40)
		total += lines*high + 40
		for i, t := range texts {
			span, jc := "", `<w:jc w:val="left"/>`
			if len(texts) == 1 {
				span = `<w:gridSpan w:val="2"/>`
			}
			if i == 1 {
				jc = atRight
			}
			rows += fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s<w:vAlign w:val="center"/></w:tcPr>%s</w:tc>`, wide[i], span, keepNext(pLine(high, fmt.Sprintf(`<w:ind w:left="%d" w:right="%d"/>`, side, side)+jc, run(fangsong, 28, "", t))))
		}
		rows += `</w:tr>`
	}
	add([]string{"抄送：" + strings.TrimSuffix(p.Copy, "。") + "。"}, []int{textWide})
	borders := ""
	if p.Kind != Letter {
		add([]string{p.Signer, p.Date.String() + "印发"}, []int{textWide - dateWide, dateWide})
		borders = `<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tblBorders>`
	}
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" w:tblpX="%d" w:tblpY="%d"/><w:tblW w:w="%d" w:type="dxa"/>%s<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>%s</w:tbl>`,
		left, pageHigh-bottom-total, textWide, borders, textWide-dateWide, dateWide, rows)
	b.WriteString(pLine(20, "", ""))
}

// titleLines breaks a long title into lines of falling or like length, after
// a word that may end a line.
func titleLines(title string) []string {
	const most = 20 // characters of 22 pt on 156 mm
	var out []string
	for _, t := range strings.Split(title, "\n") {
		r := []rune(t)
		for len(r) > most {
			n := (len(r) + most - 1) / most
			want := min(most, (len(r)+n-1)/n+1)
			at := want
			for k := want; k > want-6 && k > 2; k-- {
				if strings.ContainsRune("的于和与、》及", r[k-1]) {
					at = k
					break
				}
			}
			out, r = append(out, string(r[:at])), r[at:]
		}
		out = append(out, string(r))
	}
	return out
}
