package gongwen

import (
	"fmt"
	"strings"
)

// table draws a ruled table of the full width in 小四; labels are centred.
func table(b *strings.Builder, k Block) {
	total := 0
	for _, w := range k.Widths {
		total += w
	}
	if total == 0 || len(k.Rows) == 0 {
		return
	}
	wide := make([]int, len(k.Widths))
	for i, w := range k.Widths {
		wide[i] = textWide * w / total
	}
	side := func(n string) string { return `<w:` + n + ` w:val="single" w:sz="6" w:space="0" w:color="000000"/>` }
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>%s</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`,
		textWide, side("top")+side("left")+side("bottom")+side("right")+side("insideH")+side("insideV"))
	for _, w := range wide {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString(`</w:tblGrid>`)
	for i, r := range k.Rows {
		tableRow(b, r, wide, i < k.Header)
	}
	b.WriteString(`</w:tbl>` + pLine(200, "", ""))
}

const cellLine = 400 // 20 pt for 12 pt text

func tableRow(b *strings.Builder, r []Cell, wide []int, head bool) {
	lines := 1
	for _, c := range r {
		lines = max(lines, c.Lines)
	}
	b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	fmt.Fprintf(b, `<w:trHeight w:val="%d" w:hRule="atLeast"/>`, lines*cellLine+120)
	if head {
		b.WriteString(`<w:tblHeader/>`)
	}
	b.WriteString(`</w:trPr>`)
	col := 0
	for _, c := range r {
		span := max(1, c.Span)
		w := 0
		for i := col; i < col+span && i < len(wide); i++ {
			w += wide[i]
		}
		col += span
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, w)
		if span > 1 {
			fmt.Fprintf(b, `<w:gridSpan w:val="%d"/>`, span)
		}
		align := "center"
		if c.Lines > 1 {
			align = "top"
		}
		fmt.Fprintf(b, `<w:vAlign w:val="%s"/></w:tcPr>`, align)
		cellText(b, c)
		b.WriteString(`</w:tc>`)
	}
	b.WriteString(`</w:tr>`)
}

// cellText: a line that begins with a tab is set to the right (signatures).
func cellText(b *strings.Builder, c Cell) {
	for _, t := range strings.Split(c.Text, "\n") {
		jc := `<w:jc w:val="left"/>`
		if c.Head {
			jc = center
		}
		if s, ok := strings.CutPrefix(t, "\t"); ok {
			t, jc = s, atRight
		}
		runs := ""
		if t != "" {
			runs = run(fangsong, 24, "", t)
		}
		b.WriteString(pLine(cellLine, jc, runs))
	}
}
