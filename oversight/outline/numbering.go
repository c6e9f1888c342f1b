package outline

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// numbering is Word's automatic lists: numbers that stand in no text and are
// counted when the document is shown (ECMA-376 part 1, 17.9).
type numbering struct {
	abstract map[string]*list
	nums     map[string]*list // by numId
	counters map[*list]*[9]int
	started  map[string]bool // numIds whose own start was used
}

// list is an abstract numbering, or a number's own reading of one.
type list struct {
	id       string
	levels   [9]level
	styled   string // numStyleLink: the levels stand in the list of this style
	styleOf  string // styleLink: this list is that style's
	counts   *list  // whose counters it shares
	override [9]int // start given by the number itself, -1 none
}

type level struct {
	set     bool
	format  string
	text    string // with %1 … %9
	start   int
	restart int // -1 usual, 0 never
	legal   bool
}

func (n *numbering) read(s *scanner) error {
	n.abstract, n.nums = map[string]*list{}, map[string]*list{}
	n.counters, n.started = map[*list]*[9]int{}, map[string]bool{}
	var cur *list
	num, at := "", -1
	for {
		t, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		v := attr(e, "val")
		switch e.Name.Local {
		case "abstractNum":
			cur, num, at = newList(attr(e, "abstractNumId")), "", -1
			n.abstract[cur.id] = cur
		case "num":
			num, at, cur = attr(e, "numId"), -1, nil
		case "abstractNumId":
			if a := n.abstract[v]; a != nil && num != "" {
				own := *a
				own.counts = a
				cur, n.nums[num] = &own, &own
			}
		case "numStyleLink":
			if cur != nil {
				cur.styled = v
			}
		case "styleLink":
			if cur != nil {
				cur.styleOf = v
			}
		case "lvl", "lvlOverride":
			if at = atoi(attr(e, "ilvl")); at > 8 {
				at = -1
			}
			if cur != nil && at >= 0 && e.Name.Local == "lvl" {
				cur.levels[at] = level{set: true, format: "decimal", start: 1, restart: -1}
			}
		default:
			if cur != nil && at >= 0 {
				cur.property(e.Name.Local, v, at)
			}
		}
	}
}

func newList(id string) *list {
	l := &list{id: id}
	for i := range l.override {
		l.override[i] = -1
	}
	return l
}

func (l *list) property(name, v string, at int) {
	x := &l.levels[at]
	switch name {
	case "numFmt":
		x.format = v
	case "lvlText":
		x.text = v
	case "start":
		x.start = atoi(v)
	case "lvlRestart":
		x.restart = atoi(v)
	case "isLgl":
		x.legal = v != "0" && v != "false"
	case "startOverride":
		l.override[at] = atoi(v)
	}
}

// link resolves lists that are defined by a list style.
func (n *numbering) link(styles map[string]style) {
	for _, l := range n.nums {
		if l.styled == "" {
			continue
		}
		for _, a := range n.abstract {
			if a.styleOf == l.styled {
				l.levels = a.levels
			}
		}
		if by := n.nums[styles[l.styled].num]; by != nil && by.styled == "" {
			l.levels = by.levels
		}
	}
}

// next counts one paragraph of a list and gives its number's text; "" for none.
func (n *numbering) next(num string, at int) string {
	l := n.nums[num]
	if l == nil || num == "0" || at < 0 || at > 8 || !l.levels[at].set {
		return ""
	}
	c := n.counters[l.counts]
	if c == nil {
		c = &[9]int{}
		for i := range c {
			c[i] = l.levels[i].start - 1
		}
		n.counters[l.counts] = c
	}
	if !n.started[num] {
		n.started[num] = true
		for i, s := range l.override {
			if s >= 0 {
				c[i] = s - 1
			}
		}
	}
	c[at]++
	for i := range at { // a level that was left out counts as begun
		if c[i] < l.levels[i].start {
			c[i] = l.levels[i].start
		}
	}
	for i := at + 1; i < 9; i++ {
		if r := l.levels[i].restart; r < 0 || r > at {
			c[i] = l.levels[i].start - 1
		}
	}
	return l.format(at, c)
}

func (l *list) format(at int, c *[9]int) string {
	x := l.levels[at]
	switch x.format {
	case "bullet":
		return "●"
	case "none":
		return ""
	}
	s := x.text
	for i := range 9 {
		hold := "%" + strconv.Itoa(i+1)
		if !strings.Contains(s, hold) {
			continue
		}
		f := l.levels[i].format
		if x.legal {
			f = "decimal"
		}
		s = strings.ReplaceAll(s, hold, numeral(f, c[i]))
	}
	if strings.HasSuffix(s, "、") || strings.HasSuffix(s, "）") {
		return s // closes by itself
	}
	return s + "　" // the tab that Word puts behind a number
}

// numeral writes n in a format of ST_NumberFormat; unknown ones in digits.
func numeral(format string, n int) string {
	switch format {
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital", "japaneseDigitalTenThousand", "chineseLegal", "koreanCounting":
		return hanNumeral(n, "一二三四五六七八九", "十", "百")
	case "chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal":
		return hanNumeral(n, "壹贰叁肆伍陆柒捌玖", "拾", "佰")
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1))
		}
	case "decimalEnclosedParen":
		return "（" + strconv.Itoa(n) + "）"
	case "decimalEnclosedFullstop":
		return strconv.Itoa(n) + "."
	case "ideographEnclosedCircle":
		if n >= 1 && n <= 10 {
			return string(rune('㈠' + n - 1))
		}
	case "ideographTraditional":
		if n >= 1 && n <= 10 {
			return string([]rune("甲乙丙丁戊己庚辛壬癸")[n-1])
		}
	case "lowerLetter", "upperLetter":
		if n >= 1 && n <= 26*10 {
			base := 'a'
			if format == "upperLetter" {
				base = 'A'
			}
			return strings.Repeat(string(base+rune((n-1)%26)), (n-1)/26+1)
		}
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

func hanNumeral(n int, digit, ten, hundred string) string {
	d := []rune(digit)
	if n < 1 || n > 999 {
		return strconv.Itoa(n)
	}
	s := ""
	if n >= 100 {
		s = string(d[n/100-1]) + hundred
		if n%100 > 0 && n%100 < 10 {
			s += "零"
		}
	}
	if t := n % 100 / 10; t > 1 || t == 1 && n >= 100 {
		s += string(d[t-1]) + ten
	} else if t == 1 {
		s += ten
	}
	if n%10 > 0 {
		s += string(d[n%10-1])
	}
	return s
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	s := ""
	for _, r := range []struct {
		n int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.n; n -= r.n {
			s += r.s
		}
	}
	return s
}
