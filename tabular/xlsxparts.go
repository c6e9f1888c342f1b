package tabular

import (
	"slices"
	"strconv"
	"strings"
)

// sharedStrings keeps all texts of a workbook in one piece of memory.
type sharedStrings struct {
	arena []byte
	ends  []int
}

func (t *sharedStrings) at(i int) (string, bool) {
	if i < 0 || i >= len(t.ends) {
		return "", false
	}
	from := 0
	if i > 0 {
		from = t.ends[i-1]
	}
	return unfold(string(t.arena[from:t.ends[i]])), true
}

func (s *xlsxSource) readStrings() error {
	in, guide := false, false
	return s.each("xl/sharedStrings.xml", func(x *xmlScanner) error {
		switch {
		case x.Name == "rPh":
			guide = x.Start && !x.End
		case x.Name == "t":
			in = x.Start && !x.End && !guide
		case x.Name == "" && in:
			s.strings.arena = append(s.strings.arena, x.Text...)
		case x.Name == "si" && x.End:
			s.strings.ends = append(s.strings.ends, len(s.strings.arena))
		}
		if len(s.strings.arena)+8*len(s.strings.ends) > s.o.MaxStrings {
			return refusef("工作簿的文字超过 %d MiB，请拆分或另存为 csv。", "The workbook's texts are more than %d MiB; split it or save it as csv.", s.o.MaxStrings>>20)
		}
		return nil
	})
}

type dateStyle uint8

const (
	notDate dateStyle = iota
	dateOnly
	dateTime
	timeOnly
)

func (s *xlsxSource) dateStyle(style string) dateStyle {
	if i, err := strconv.Atoi(style); err == nil && i >= 0 && i < len(s.styles) {
		return s.styles[i]
	}
	return notDate
}

func (s *xlsxSource) readStyles() error {
	custom := map[string]string{}
	in := false
	return s.each("xl/styles.xml", func(x *xmlScanner) error {
		switch {
		case x.Name == "numFmt" && x.Start && len(custom) < 4096:
			custom[x.Attr("numFmtId")] = x.Attr("formatCode")
		case x.Name == "cellXfs":
			in = x.Start && !x.End
		case x.Name == "xf" && x.Start && in && len(s.styles) < 1<<16:
			id := x.Attr("numFmtId")
			if code, ok := custom[id]; ok {
				s.styles = append(s.styles, formatStyle(code))
			} else {
				s.styles = append(s.styles, builtinStyle(id))
			}
		}
		return nil
	})
}

// builtinStyle knows the formats without a code, the Chinese ones among them.
func builtinStyle(id string) dateStyle {
	switch n, _ := strconv.Atoi(id); {
	case n >= 14 && n <= 17, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 54, n == 57, n == 58:
		return dateOnly
	case n == 22:
		return dateTime
	case n >= 18 && n <= 21, n >= 32 && n <= 35, n >= 45 && n <= 47, n == 55, n == 56:
		return timeOnly
	}
	return notDate
}

// formatStyle looks for date letters outside quotes, colours and escapes.
func formatStyle(code string) dateStyle {
	code, _, _ = strings.Cut(code, ";")
	var letters []byte
	for i := 0; i < len(code); i++ {
		switch c := code[i] | 0x20; {
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case code[i] == '"':
			for i++; i < len(code) && code[i] != '"'; i++ {
			}
		case code[i] == '[':
			from := i
			for ; i < len(code) && code[i] != ']'; i++ {
			}
			if t := strings.ToLower(code[from:min(i+1, len(code))]); t == "[h]" || t == "[hh]" || t == "[mm]" || t == "[ss]" {
				letters = append(letters, 'h')
			}
		case strings.HasPrefix(strings.ToLower(code[i:]), "general"):
			i += len("general") - 1
		case c == 'y' || c == 'd' || c == 'h' || c == 's' || c == 'm':
			letters = append(letters, c)
		case c == 'e' && i+1 < len(code) && code[i+1] != '+' && code[i+1] != '-':
			letters = append(letters, 'y')
		}
	}
	day := slices.Contains(letters, 'y') || slices.Contains(letters, 'd')
	hour := slices.Contains(letters, 'h') || slices.Contains(letters, 's')
	switch {
	case day && hour:
		return dateTime
	case day || len(letters) > 0 && !hour: // "m" alone shows a month
		return dateOnly
	case hour:
		return timeOnly
	}
	return notDate
}
