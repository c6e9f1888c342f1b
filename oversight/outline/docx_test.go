package outline

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"strings"
	"testing"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	w       = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
)

// lists are the automatic numberings of the test documents: 1 official levels,
// 2 articles, 3 plain digits (two numbers of one list are told apart by an
// override), 4 bullets, 5 circles, 6 bound to the styles N1 and N2.
func listsXML() string {
	lvl := func(i int, format, text string) string {
		return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>`, i, format, text)
	}
	var b strings.Builder
	b.WriteString(xmlHead + `<w:numbering` + w + `>`)
	for i, levels := range []string{
		lvl(0, "chineseCountingThousand", "%1、") + lvl(1, "chineseCounting", "（%2）") + lvl(2, "decimal", "%3."),
		lvl(0, "chineseCounting", "第%1条") + lvl(1, "chineseCounting", "（%2）"),
		lvl(0, "decimal", "%1."),
		lvl(0, "bullet", "\uf0b7"),
		lvl(0, "decimalEnclosedCircleChinese", "%1"),
		lvl(0, "decimal", "%1.") + lvl(1, "decimal", "%1.%2"),
	} {
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, i+10, levels)
	}
	for i := range 6 {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>`, i+1, i+10)
	}
	return b.String() + `</w:numbering>`
}

const stylesXML = xmlHead + `<w:styles` + w + `>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="N1"><w:name w:val="一级"/><w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="N2"><w:name w:val="二级"/><w:basedOn w:val="N1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>`

// docxOf makes a .docx from lines style|list:level|text; a list R is a table row
// with cells between semicolons. Text is cut into runs, as Word does.
func docxOf(t testing.TB, lines string) []byte {
	t.Helper()
	var body strings.Builder
	for _, l := range strings.Split(strings.TrimSpace(lines), "\n") {
		f := strings.SplitN(l, "|", 3)
		if len(f) != 3 {
			t.Fatalf("line %q", l)
		}
		if f[1] == "R" {
			body.WriteString(`<w:tbl><w:tr>`)
			for _, c := range strings.Split(f[2], ";") {
				body.WriteString(`<w:tc>` + paraXML("-", "-", c) + `</w:tc>`)
			}
			body.WriteString(`</w:tr></w:tbl>`)
			continue
		}
		body.WriteString(paraXML(f[0], f[1], f[2]))
	}
	return zipOf(t, map[string]string{
		"word/document.xml":  xmlHead + `<w:document` + w + `><w:body>` + body.String() + `<w:sectPr/></w:body></w:document>`,
		"word/styles.xml":    stylesXML,
		"word/numbering.xml": listsXML(),
	})
}

func paraXML(style, list, text string) string {
	var b strings.Builder
	b.WriteString(`<w:p><w:pPr>`)
	if style != "-" {
		fmt.Fprintf(&b, `<w:pStyle w:val="%s"/>`, style)
	}
	if num, level, ok := strings.Cut(list, ":"); ok {
		fmt.Fprintf(&b, `<w:numPr><w:ilvl w:val="%s"/><w:numId w:val="%s"/></w:numPr>`, level, num)
	}
	b.WriteString(`</w:pPr>`)
	r := []rune(text)
	for len(r) > 0 {
		n := min(5, len(r))
		fmt.Fprintf(&b, `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`, html.EscapeString(string(r[:n])))
		r = r[n:]
	}
	b.WriteString(`<w:del><w:r><w:delText>已删</w:delText></w:r></w:del></w:p>`)
	return b.String()
}

func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, s := range parts {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write([]byte(s))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
