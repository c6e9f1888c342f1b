package outline

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// open is an item that later paragraphs may still belong to.
type open struct {
	node   *Node
	mark   mark
	style  int
	loose  bool // only while its series goes on
	inline bool // begun within a paragraph
}

type builder struct {
	all   []*line
	root  *Node
	stack []open
	last  int // the last numbered line before the attachments, -1 none
}

// Build makes the outline of a document. It cannot fail: what has no structure
// becomes the root's text.
func Build(paras []Paragraph) *Outline {
	o := &Outline{Unclassed: []Unknown{}}
	for _, p := range paras {
		o.Document = append(o.Document, p.Text)
	}
	b := &builder{all: lines(paras), root: &o.Node}
	if len(b.all) > 0 {
		frame(b.all)
		numbered(b.all)
		b.last = b.lastMarked()
		for i := range b.all {
			b.place(i)
		}
	}
	finish(b.root)
	o.Form = form(o.Heading)
	classify(o)
	o.Dates = Dates(o)
	return o
}

// place puts line i into the tree.
func (b *builder) place(i int) {
	l := b.all[i]
	switch {
	case l.kind == KindTitle:
		b.root.Heading += tidy(l.text())
		b.root.span(l.kind, l, l.from, l.to)
	case l.kind != "":
		b.toRoot(l, l.kind)
	case l.attach:
		b.attachment(i)
	case l.mark.fam != noFamily:
		b.marked(i)
	case l.Style > 0, b.headingLine(i):
		b.unnumbered(i)
	default:
		b.plain(i)
	}
}

func (b *builder) toRoot(l *line, kind string) {
	b.root.span(kind, l, l.from, l.to)
	b.root.texts = append(b.root.texts, tidy(l.text()))
	if kind == KindSalutation || kind == KindAttachment || kind == KindFooter || kind == KindSignature || kind == KindDate {
		b.stack = nil
	}
}

// attachment begins another document below the root; the line after its name is
// its title.
func (b *builder) attachment(i int) {
	l := b.all[i]
	n := &Node{fam: attachment, Source: source(l, l.from, l.to)}
	size := 0
	if attachName.MatchString(l.text()) {
		size = utf8.RuneCountInString(re(`^附\s*(件|表|录)\s*[\d一二三四五六七八九十]{1,2}\s*[：:、.\s　]+`).FindString(l.text()))
	} else {
		size = l.to - l.from
	}
	n.Number = strings.TrimSpace(string(l.r[l.from : l.from+size]))
	n.span(KindNumber, l, l.from, l.from+size)
	if l.from+size < l.to {
		n.Heading = tidy(string(l.r[l.from+size : l.to]))
		n.span(KindHeading, l, l.from+size, l.to)
	}
	b.root.Items = append(b.root.Items, n)
	b.stack = []open{{node: n, mark: mark{fam: attachment}}}
}

// marked places a numbered line.
func (b *builder) marked(i int) {
	l := b.all[i]
	b.level(i, l.mark, l.Style)
	n := b.push(l.mark, l.Style)
	b.fill(n, l, i)
}

// push opens a new item under the innermost one that is open.
func (b *builder) push(m mark, style int) *Node {
	n := &Node{fam: m.fam}
	p := b.top()
	p.Items = append(p.Items, n)
	b.stack = append(b.stack, open{node: n, mark: m, style: style, loose: m.fam.loose()})
	return n
}

func (b *builder) top() *Node {
	if len(b.stack) == 0 {
		return b.root
	}
	return b.stack[len(b.stack)-1].node
}

func (b *builder) pop() { b.stack = b.stack[:len(b.stack)-1] }

// level closes what the mark of line i ends.
func (b *builder) level(i int, m mark, style int) {
	if at := b.sibling(i, m); at >= 0 {
		b.stack = b.stack[:at]
		return
	}
	for len(b.stack) > 0 {
		o := b.stack[len(b.stack)-1]
		switch {
		case o.mark.fam == attachment:
			return
		case style > 0 && o.style > 0:
			if o.style < style {
				return
			}
		case o.mark.fam.loose():
			if b.continues(i, o.mark) && (m.fam != o.mark.fam || m.n <= 1) {
				return
			}
		case m.fam.loose():
			return
		case o.mark.fam < m.fam:
			return
		case b.continues(i, o.mark):
			return // a usual upper level used below another one
		}
		b.pop()
	}
}

// sibling finds the open item whose series the mark goes on with. 1、 and 1. are
// one series unless the document nests them.
func (b *builder) sibling(i int, m mark) int {
	for k := len(b.stack) - 1; k >= 0; k-- {
		o := b.stack[k].mark
		if o.fam == attachment {
			return -1
		}
		if o.fam != m.fam {
			continue
		}
		if o.variant != m.variant && m.n == 1 {
			if b.continues(i, o) {
				return -1
			}
			if m.fam == decimal {
				continue
			}
		}
		if m.fam == decimal && o.variant != m.variant {
			continue
		}
		return k
	}
	return -1
}

// continues reports whether, behind line i, the series of m goes on with its next
// number before it begins again.
func (b *builder) continues(i int, m mark) bool {
	for _, l := range b.all[i+1:] {
		if l.kind != "" || l.mark.fam == noFamily {
			continue
		}
		if l.attach {
			return false
		}
		if l.mark.fam != m.fam || l.mark.variant != m.variant {
			if l.mark.fam < m.fam && !m.fam.loose() && l.mark.fam != attachment && l.mark.fam < b.all[i].mark.fam {
				return false
			}
			if m.fam.loose() && l.mark.fam < han {
				return false
			}
			continue
		}
		if m.fam == bullet || m.n == 0 {
			return m.fam == bullet
		}
		if m.fam == sequence {
			return l.mark.n > m.n
		}
		return l.mark.n == m.n+1
	}
	return false
}

// unnumbered places a heading line without number.
func (b *builder) unnumbered(i int) {
	l := b.all[i]
	if len(b.stack) > 0 {
		if o := b.stack[len(b.stack)-1]; o.mark.fam == attachment && o.node.Heading == "" && len(o.node.Items) == 0 {
			o.node.Heading = tidy(l.text())
			o.node.span(KindHeading, l, l.from, l.to)
			return
		}
	}
	m := mark{fam: unnumbered}
	if l.Style > 0 {
		for len(b.stack) > 0 {
			o := b.stack[len(b.stack)-1]
			if o.mark.fam == attachment || o.style > 0 && o.style < l.Style || o.style == 0 && b.continues(i, o.mark) {
				break
			}
			b.pop()
		}
	} else {
		b.level(i, m, 0)
	}
	n := b.push(m, l.Style)
	b.fill(n, l, i)
}

var (
	framed     = regexp.MustCompile(`^【[^】]{2,20}】$`)
	headingEnd = regexp.MustCompile(`^(.{0,12}(总体要求|指导思想|基本原则|工作目标|总体目标|主要目标|目标任务|监督范围|监督对象|适用范围|监督内容|主要内容|重点内容|工作内容|监督重点|重点任务|主要任务|工作任务|方法步骤|工作步骤|实施步骤|时间安排|时间步骤|工作安排|工作要求|有关要求|相关要求|纪律要求|组织领导|组织实施|组织保障|职责分工|责任分工|保障措施|工作措施|监督方式|工作方式|目的意义|重要意义)|.{0,6}(目标|范围|对象|内容|要求|步骤|分工|总则|附则|原则|措施|纪律|时间|地点|方式|保障|重点|依据|背景|安排))[：:]?$`)
)

// heading reports whether an unnumbered line can be nothing else.
func heading(s string) bool {
	return utf8.RuneCountInString(s) <= 22 && !strings.ContainsAny(s, stops+"，,") && (framed.MatchString(s) || headingEnd.MatchString(s))
}

// headingLine: short, of the words that plans use as headings, and with something
// below it.
func (b *builder) headingLine(i int) bool {
	if len(b.stack) > 0 {
		if o := b.stack[len(b.stack)-1]; o.mark.fam == attachment && o.node.Heading == "" && len(o.node.Items) == 0 && len(o.node.texts) == 0 {
			s := b.all[i].text()
			return utf8.RuneCountInString(s) <= 50 && !strings.ContainsAny(s, stops)
		}
	}
	return heading(b.all[i].text()) && i+1 < len(b.all) && b.all[i+1].kind == "" && !heading(b.all[i+1].text())
}

// plain places a line without number.
func (b *builder) plain(i int) {
	l := b.all[i]
	if closing.MatchString(l.text()) && b.last < i {
		b.stack = nil
		b.root.span(KindClosing, l, l.from, l.to)
		b.root.texts = append(b.root.texts, tidy(l.text()))
		return
	}
	for len(b.stack) > 0 {
		o := b.stack[len(b.stack)-1]
		if o.mark.fam == attachment || !o.inline && !whole(o.node) || !o.loose && len(o.node.Items) > 0 || b.continues(i-1, o.mark) {
			break
		}
		b.pop()
	}
	b.body(b.top(), l, l.from, l.to, i)
}

// whole: the item is a full sentence, so that nothing is missing below it.
func whole(n *Node) bool {
	if n.fam.loose() && len(n.texts) > 0 {
		return true
	}
	if len(n.texts) > 0 || len(n.Spans) == 0 {
		return false
	}
	last := n.Spans[len(n.Spans)-1]
	return n.fam >= arabic && last.Kind == KindStop && (utf8.RuneCountInString(n.Heading) > 25 || strings.ContainsAny(n.Heading, "，、"))
}

func (b *builder) lastMarked() int {
	last := -1
	for i, l := range b.all {
		if l.attach {
			break
		}
		if l.kind == "" && (l.mark.fam != noFamily || l.Style > 0) {
			last = i
		}
	}
	return last
}

// fill writes number, heading and body of a numbered line into its node.
func (b *builder) fill(n *Node, l *line, i int) {
	from := l.from + l.mark.size
	if l.mark.size > 0 {
		n.Number = strings.TrimSpace(strings.Trim(string(l.r[l.from:from]), "　"))
		n.span(KindNumber, l, l.from, from)
	}
	series := b.split(l, from, l.to, l.mark, i)
	end := l.to
	if len(series) > 0 {
		end = series[0].at
	}
	n.Source = source(l, l.from, end)
	b.sentence(n, l, from, end)
	b.series(n, l, series, l.to, i)
}

// body appends a passage to a node, and opens the items counted within it.
func (b *builder) body(n *Node, l *line, from, to, i int) {
	series := b.split(l, from, to, mark{}, i)
	end := to
	if len(series) > 0 {
		end = series[0].at
	}
	n.passage(l, from, end)
	b.series(n, l, series, to, i)
}

// series makes items of the marks found within a paragraph. Those that the lead
// itself counts with become its siblings.
func (b *builder) series(n *Node, l *line, marks []found, to, i int) {
	if len(marks) == 0 {
		return
	}
	parent := n
	if n.fam == marks[0].fam && l.mark.fam == n.fam && marks[0].n > 1 {
		b.pop()
		parent = b.top()
	}
	var item *Node
	for k, f := range marks {
		end := to
		if k+1 < len(marks) {
			end = marks[k+1].at
		}
		item = b.inlineItem(l, f, end, i)
		parent.Items = append(parent.Items, item)
	}
	b.stack = append(b.stack, open{node: item, mark: marks[len(marks)-1].mark, loose: true, inline: true})
}

// inlineItem makes an item of a piece of a paragraph, with what is counted in it.
func (b *builder) inlineItem(l *line, f found, end, i int) *Node {
	n := &Node{fam: f.fam}
	from := f.at + f.size
	n.Number = strings.TrimFunc(string(l.r[f.at:from]), layout)
	n.span(KindNumber, l, f.at, from)
	inner := b.split(l, from, end, f.mark, i)
	stop := end
	if len(inner) > 0 {
		stop = inner[0].at
	}
	n.Source = source(l, f.at, stop)
	b.sentence(n, l, from, stop)
	for k, g := range inner {
		e := end
		if k+1 < len(inner) {
			e = inner[k+1].at
		}
		n.Items = append(n.Items, b.inlineItem(l, g, e, i))
	}
	return n
}

// split finds the outermost series within r[from:to]: the family whose first
// mark comes first, and its marks in order. outer is the mark of the item itself.
func (b *builder) split(l *line, from, to int, outer mark, i int) []found {
	all := inlineMarks(l.r, from, to)
	own := outer.fam.loose() || outer.fam >= arabic
	for _, first := range all {
		continuesLead := own && first.fam == outer.fam && first.n > outer.n && first.n <= outer.n+2
		if first.n != 1 && !continuesLead {
			continue
		}
		if first.n == 1 && first.fam == outer.fam && first.variant == outer.variant && !first.fam.loose() {
			continue
		}
		run := runOf(all, first)
		if len(run) > 1 || continuesLead || first.n == 1 && b.nextLead(i, first.mark) {
			return run
		}
	}
	return nil
}

// runOf follows a series from its first mark. 一是 and 一要 are one series unless
// both begin with one.
func runOf(all []found, first found) []found {
	both := false
	for _, f := range all {
		both = both || f.fam == first.fam && f.n == 1 && f.variant != first.variant
	}
	run := []found{first}
	for _, f := range all {
		last := run[len(run)-1]
		if f.at <= last.at || f.fam != first.fam || both && f.variant != first.variant {
			continue
		}
		if f.n > last.n && (f.n <= last.n+2 || f.fam == sequence) || f.n == last.n && f.n > 1 {
			run = append(run, f)
		}
	}
	return run
}

// nextLead: the next line goes on with this series.
func (b *builder) nextLead(i int, m mark) bool {
	return i+1 < len(b.all) && b.all[i+1].mark.fam == m.fam && (b.all[i+1].mark.n == m.n+1 || m.fam == sequence && b.all[i+1].mark.n > 1)
}

const maxLabel = 24 // characters of a heading before a colon

// sentence writes the first sentence of r[from:to] as heading, the rest as text.
func (b *builder) sentence(n *Node, l *line, from, to int) {
	for from < to && layout(l.r[from]) {
		from++
	}
	end, stop := headingOf(l.r, from, to)
	n.Heading = tidy(string(l.r[from:end]))
	if n.Heading != "" {
		n.span(KindHeading, l, from, end)
	}
	if stop > end {
		n.span(KindStop, l, end, stop)
	}
	n.passage(l, stop, to)
}

// headingOf finds where the heading ends and where the text begins.
func headingOf(r []rune, from, to int) (end, text int) {
	quoted, comma := 0, false
	for i := from; i < to; i++ {
		switch c := r[i]; {
		case c == '“' || c == '《' || c == '（' || c == '(':
			quoted++
		case c == '”' || c == '》' || c == '）' || c == ')':
			quoted = max(0, quoted-1)
		case quoted > 0:
		case strings.ContainsRune("。！!？?；;", c):
			return i, closeStop(r, i, to)
		case (c == '：' || c == ':') && (!comma && i-from <= maxLabel || i+1 == to):
			return i, i + 1
		case c == '，' || c == ',':
			comma = true
			if i+1 == to {
				return i, i + 1
			}
		case layout(c) && !comma && i-from >= 4 && i-from <= maxLabel && gap(r, i, to):
			return i, i
		}
	}
	return to, to
}

// closeStop takes a closing quotation mark behind the stop with it.
func closeStop(r []rune, i, to int) int {
	for i++; i < to && strings.ContainsRune("”）)", r[i]); i++ {
	}
	return i
}

// gap: two blanks or a wide one between a heading and sentences in one line.
func gap(r []rune, i, to int) bool {
	j := i
	for j < to && layout(r[j]) {
		j++
	}
	return (j-i >= 2 || r[i] == '　' || r[i] == '\n') && to-j > 12 && strings.ContainsAny(string(r[j:to]), "。，；")
}

func (n *Node) passage(l *line, from, to int) {
	for from < to && layout(l.r[from]) {
		from++
	}
	for to > from && layout(l.r[to-1]) {
		to--
	}
	if from < to {
		n.span(KindText, l, from, to)
		n.texts = append(n.texts, tidy(string(l.r[from:to])))
	}
}

func (n *Node) span(kind string, l *line, from, to int) {
	n.Spans = append(n.Spans, Span{kind, source(l, from, to)})
	if n.Source.Paragraph == 0 {
		n.Source = source(l, from, to)
	}
}

func source(l *line, from, to int) Source {
	for to > from && layout(l.r[to-1]) {
		to--
	}
	return Source{l.no, from, to}
}

// tidy takes layout out of a passage: line ends between Chinese characters, and
// the blanks that spread a word of two (总　则).
func tidy(s string) string {
	r := []rune(strings.TrimFunc(s, layout))
	var out []rune
	for i := 0; i < len(r); i++ {
		if !layout(r[i]) {
			out = append(out, r[i])
			continue
		}
		j := i
		for j < len(r) && layout(r[j]) {
			j++
		}
		broken := strings.ContainsRune(string(r[i:j]), '\n')
		if !(broken && wide(r[i-1]) && wide(r[j])) {
			out = append(out, ' ')
		}
		i = j - 1
	}
	if spread(out) {
		return strings.ReplaceAll(string(out), " ", "")
	}
	return string(out)
}

func wide(c rune) bool { return c > 0x2e80 }

// spread: single characters with a blank between each.
func spread(r []rune) bool {
	if len(r) < 3 || len(r) > 11 || len(r)%2 == 0 {
		return false
	}
	for i, c := range r {
		if (c == ' ') != (i%2 == 1) || c != ' ' && !unicode.Is(unicode.Han, c) {
			return false
		}
	}
	return true
}

func finish(n *Node) {
	n.Text = strings.Join(n.texts, "\n")
	if n.Items == nil {
		n.Items = []*Node{}
	}
	for _, c := range n.Items {
		finish(c)
	}
}
