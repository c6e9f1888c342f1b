package gongwen

import "fmt"

const (
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
)

// ruled is an almost empty paragraph that carries a red double line.
func ruled(side, style, props, runs string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:pBdr><w:%s w:val="%s" w:sz="24" w:space="%d" w:color="FF0000"/></w:pBdr><w:spacing w:before="0" w:after="0"%s/><w:ind w:left="%d" w:right="%d"/><w:jc w:val="center"/></w:pPr>%s</w:p>`,
		side, style, pick(side == "bottom" && runs != "", 11, 0), props, ruleLeft, ruleRight, runs)
}

func pick(b bool, yes, no int) int {
	if b {
		return yes
	}
	return no
}

// header of a letter's first page: the name in red, 30 mm from the edge, and
// 4 mm below it the double line, thick over thin, 170 mm long.
func header(p Paper) string {
	inner := `<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:p>`
	if p.Kind == Letter {
		// The longest that fits: 170 mm for the name, 46 pt at most.
		half := min(92, 2*460/max(1, len([]rune(p.Organ))))
		inner = ruled("bottom", "thickThinSmallGap", fmt.Sprintf(` w:line="%d" w:lineRule="exact"`, half*11), run(xbs, half, `<w:color w:val="FF0000"/>`, p.Organ))
	}
	return xmlHead + `<w:hdr ` + namespaces + `>` + inner + `</w:hdr>`
}

// footerFirst: 20 mm from the edge the second line, thin over thick; the first
// page of a letter has no number.
func footerFirst(p Paper) string {
	inner := pLine(240, "", "")
	if p.Kind == Letter {
		inner = ruled("bottom", "thinThickSmallGap", ` w:line="60" w:lineRule="exact"`, "")
	}
	return xmlHead + `<w:ftr ` + namespaces + `>` + inner + `</w:ftr>`
}

// footer is the page number between dashes, to the outside, one character in.
func footer(p Paper, even bool) string {
	if p.Kind == Sheet {
		return xmlHead + `<w:ftr ` + namespaces + `>` + pLine(240, "", "") + `</w:ftr>`
	}
	props := fmt.Sprintf(`<w:ind w:right="%d"/>%s`, 280, atRight)
	if even {
		props = fmt.Sprintf(`<w:ind w:left="%d"/><w:jc w:val="left"/>`, 280)
	}
	field := func(kind string) string {
		return `<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>` + kind + `</w:r>`
	}
	number := run(song, 28, "", "— ") + field(`<w:fldChar w:fldCharType="begin"/>`) + field(`<w:instrText xml:space="preserve"> PAGE </w:instrText>`) +
		field(`<w:fldChar w:fldCharType="separate"/>`) + run(song, 28, "", "1") + field(`<w:fldChar w:fldCharType="end"/>`) + run(song, 28, "", " —")
	after := ""
	if p.Kind == Letter { // the footer starts lower there, for the line of page 1
		after = pLine(pageNumber-letterFoot, "", "")
	}
	return xmlHead + `<w:ftr ` + namespaces + `>` + pLine(360, props, number) + after + `</w:ftr>`
}

func fixedParts() []part {
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	const wml = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	types := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="txt" ContentType="text/plain"/>`
	over := func(name, kind string) {
		types += `<Override PartName="` + name + `" ContentType="` + kind + `"/>`
	}
	over("/word/document.xml", wml+"document.main+xml")
	over("/word/styles.xml", wml+"styles+xml")
	over("/word/settings.xml", wml+"settings+xml")
	over("/word/fontTable.xml", wml+"fontTable+xml")
	over("/word/header1.xml", wml+"header+xml")
	for _, n := range []string{"1", "2", "3"} {
		over("/word/footer"+n+".xml", wml+"footer+xml")
	}
	over("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
	over("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
	const relsHead = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	doc := relsHead
	for i, t := range []string{"styles", "settings", "fontTable", "header", "footer", "footer", "footer"} {
		target := []string{"styles.xml", "settings.xml", "fontTable.xml", "header1.xml", "footer1.xml", "footer2.xml", "footer3.xml"}[i]
		doc += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s%s" Target="%s"/>`, i+1, rel, t, target)
	}
	return []part{
		{"[Content_Types].xml", xmlHead + types + `</Types>`},
		{"_rels/.rels", xmlHead + relsHead + `<Relationship Id="rId1" Type="` + rel + `officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="` + rel + `extended-properties" Target="docProps/app.xml"/></Relationships>`},
		{"docProps/core.xml", xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>`},
		{"docProps/app.xml", xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>`},
		{"word/_rels/document.xml.rels", xmlHead + doc + `</Relationships>`},
		{"word/styles.xml", xmlHead + `<w:styles ` + namespaces + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style></w:styles>`},
		{"word/settings.xml", xmlHead + `<w:settings ` + namespaces + `><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>`},
		{"word/fontTable.xml", xmlHead + `<w:fonts ` + namespaces + `>` + font(fangsong, "仿宋") + font(xbs, "小标宋") + font(hei, "SimHei") + font(kai, "楷体") + font(song, "SimSun") + `</w:fonts>`},
	}
}

func font(name, other string) string {
	return `<w:font w:name="` + name + `"><w:altName w:val="` + other + `"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`
}
