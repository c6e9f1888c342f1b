package outline

import (
	"strings"
	"unicode"
)

// Paragraph is one paragraph of a document as its reader delivers it.
type Paragraph struct {
	Text  string
	Style int  // heading level that the document's own style gives, 0 none
	Title bool // the style of a document's title
	Toc   bool // a line of the table of contents
}

// line is a paragraph under work: its characters, where they begin, its mark.
type line struct {
	Paragraph
	no       int // paragraph number from 1
	r        []rune
	from, to int    // without layout at both ends
	mark     mark   // at its beginning, supported
	kind     string // "" body, else a Kind
	attach   bool   // heads an attachment
}

// layout: blanks of every width, marks of byte order and joiners.
func layout(c rune) bool {
	return unicode.IsSpace(c) || c == 0xfeff || c == 0x200b || c == 0x200c || c == 0x200d || c == 0x2060 || c == 0 || c == 0x00ad
}

func lines(paras []Paragraph) []*line {
	var all []*line
	for i, p := range paras {
		l := &line{Paragraph: p, no: i + 1, r: []rune(p.Text)}
		l.to = len(l.r)
		for l.from < l.to && layout(l.r[l.from]) {
			l.from++
		}
		for l.to > l.from && layout(l.r[l.to-1]) {
			l.to--
		}
		if l.from < l.to {
			all = append(all, l)
		}
	}
	return all
}

func (l *line) text() string { return string(l.r[l.from:l.to]) }

// numbered gives every line its mark, and takes weak marks back that have no
// neighbour: “一要案”, “12 起” are words, not items.
func numbered(all []*line) {
	type at struct{ fam, n int }
	first, last := map[at]int{}, map[at]int{}
	note := func(m mark, i int) {
		k := at{int(m.fam), m.n}
		if _, ok := first[k]; !ok {
			first[k] = i
		}
		last[k] = i
	}
	inner := make([][]mark, len(all))
	for i, l := range all {
		if l.kind != "" {
			continue
		}
		l.mark = markAt(l.text(), false)
		if l.mark.fam != noFamily {
			note(l.mark, i)
		}
		for _, f := range inlineMarks(l.r, l.from+l.mark.size, l.to) {
			note(f.mark, i)
			inner[i] = append(inner[i], f.mark)
		}
	}
	for i, l := range all {
		if l.mark.fam == noFamily || !l.mark.weak {
			continue
		}
		before, okb := first[at{int(l.mark.fam), l.mark.n - 1}]
		after, oka := last[at{int(l.mark.fam), l.mark.n + 1}]
		if l.mark.fam == sequence {
			for n := 1; n < l.mark.n && !okb; n++ {
				before, okb = first[at{int(sequence), n}]
			}
			for n := l.mark.n + 1; n <= 99 && !oka; n++ {
				after, oka = last[at{int(sequence), n}]
			}
		}
		if !(okb && before <= i) && !(oka && after >= i) {
			l.mark = mark{}
		}
	}
}

// found is a mark within a paragraph.
type found struct {
	mark
	at int
}

const boundary = "。；;：:，,、！!？?…）)”\"—"

// inlineMarks are the marks within r[from:to] that stand where an item can
// begin, outside of quotations and titles.
func inlineMarks(r []rune, from, to int) []found {
	var all []found
	quoted := 0
	for i := from; i < to; i++ {
		switch r[i] {
		case '“', '《', '「':
			quoted++
		case '”', '》', '」':
			quoted = max(0, quoted-1)
		}
		if quoted > 0 || !begins(r, from, i) {
			continue
		}
		m := markAt(string(r[i:min(to, i+12)]), true)
		if m.fam == noFamily || !opens(m, r, from, i) {
			continue
		}
		all = append(all, found{m, i})
		i += m.size - 1
	}
	return all
}

// begins reports whether an item can begin at i: at the start, behind a stop.
// Marks in brackets and circles carry their own boundary.
func begins(r []rune, from, i int) bool {
	if i == from || strings.ContainsRune(boundary, r[i-1]) || layout(r[i-1]) {
		return true
	}
	c := r[i]
	return c == '（' || c == '(' || c >= '①' && c <= '⒛' || c >= '㈠' && c <= '㈩'
}

// opens asks more of marks that could be part of a sentence: 1. and （一） begin an
// item only behind a full stop, a colon or a semicolon; “对（一）（二）项” does not.
func opens(m mark, r []rune, from, i int) bool {
	if i == from {
		return true
	}
	before := r[i-1]
	for j := i - 1; j >= from && layout(r[j]); j-- {
		before = r[max(from, j-1)]
	}
	switch m.fam {
	case arabic, arabicHalf, hanParen, arabicParen, stage:
		return strings.ContainsRune("。；;：:！？，,", before)
	case ordinal, sequence:
		return strings.ContainsRune("。；;：:！？，,", before)
	}
	return true
}
