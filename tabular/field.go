package tabular

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Type says how a field's text is cleaned and checked.
type Type string

// Types of fields.
const (
	TextType     Type = "text"     // kept as written, names above all
	IntType      Type = "int"      // a whole number
	DateType     Type = "date"     // 2006-01-02
	DatetimeType Type = "datetime" // 2006-01-02T15:04:05, Beijing time
	CodeType     Type = "code"     // letters and digits; leading zeros are kept
	BoolType     Type = "bool"     // "true" or "false"
)

// Field is one thing an import may fill.
type Field struct {
	Name     string // key in mappings and records
	Zh, En   string
	Required bool
	Type     Type
	Max      int      // characters, 0 for no limit
	Synonyms []string // other headings seen in practice
	Unique   bool     // the same value twice in one file is an error
	NotAfter string   // for dates: the last day that makes sense, as 2006-01-02
	Allowed  []string // if given, the only values taken
	Said     []string // the usual Chinese words for them, in their order, for refusals; nil they are words themselves
}

// problem is what is wrong with one value.
type problem struct{ zh, en string }

// clean brings one value into the field's form. kind is how the file stored
// it; note is told but does not stop the row.
func (f *Field) clean(v string, kind CellKind, layout string, trim bool) (out string, note, bad *problem) {
	s := scrub(v)
	if s.damaged {
		return "", nil, &problem{"含有无法识别的字符，编码可能不对或文件已损坏", "holds unreadable characters; the encoding may be wrong or the file damaged"}
	}
	strict := f.Type != TextType && f.Type != ""
	switch {
	case s.bidi && strict:
		return "", nil, &problem{"含有双向控制字符，显示内容与实际不同", "holds direction marks: it does not read as what it is"}
	case s.bidi:
		note = &problem{"已去除双向控制字符", "direction marks were removed"}
	case s.hidden:
		note = &problem{"已去除不可见的控制字符", "invisible control characters were removed"}
	case s.private:
		note = &problem{"含有自造字（专用区字符），请人工核对", "holds private-use characters; check by eye"}
	}
	out = s.text
	if strict {
		out = norm.NFKC.String(out)
	}
	if trim || strict {
		out = trimmed(out)
	}
	if out == "" {
		return "", note, nil
	}
	if out, bad = f.typed(out, kind, layout); bad != nil {
		return "", note, bad
	}
	if f.Max <= 0 || len(out) <= f.Max { // no text has more characters than bytes
		return out, note, f.allowed(out)
	}
	if n := utf8.RuneCountInString(out); n > f.Max {
		return "", note, &problem{"共 " + strconv.Itoa(n) + " 字，超过 " + strconv.Itoa(f.Max) + " 字", "has " + strconv.Itoa(n) + " characters, more than " + strconv.Itoa(f.Max)}
	}
	return out, note, f.allowed(out)
}

func (f *Field) allowed(v string) *problem {
	if len(f.Allowed) == 0 {
		return nil
	}
	for _, a := range f.Allowed {
		if a == v {
			return nil
		}
	}
	have, said := cut(strings.Join(f.Allowed, "、"), 120), f.Said
	if said == nil {
		said = f.Allowed
	}
	return &problem{"不在可选值之内（" + cut(strings.Join(said, "、"), 120) + "）", "is none of the known values (" + have + ")"}
}

func (f *Field) typed(v string, kind CellKind, layout string) (string, *problem) {
	switch f.Type {
	case IntType:
		return cleanInt(v)
	case CodeType:
		return cleanCode(v, kind)
	case BoolType:
		return cleanBool(v)
	case DateType, DatetimeType:
		if kind == Date {
			layout = ""
		}
		d, err := ParseDate(v, layout, f.Type == DatetimeType)
		if err != nil {
			e := err.(*DateError)
			return "", &problem{strings.TrimSuffix(e.Zh, "。"), strings.TrimSuffix(e.En, ".")}
		}
		if f.NotAfter != "" && d[:10] > f.NotAfter {
			return "", &problem{"日期晚于 " + f.NotAfter, "is later than " + f.NotAfter}
		}
		return d, nil
	}
	return v, nil
}

func cleanInt(v string) (string, *problem) {
	bad := &problem{"不是整数", "is not a whole number"}
	t := v
	if i := strings.IndexByte(t, ','); i > 0 { // 1,234,567
		for j, g := range strings.Split(strings.TrimPrefix(t, "-"), ",") {
			if j > 0 && len(g) != 3 || len(g) > 3 || g == "" {
				return "", bad
			}
		}
		t = strings.ReplaceAll(t, ",", "")
	}
	if whole, frac, ok := strings.Cut(t, "."); ok && strings.Trim(frac, "0") == "" {
		t = whole
	}
	n, err := strconv.ParseInt(strings.TrimPrefix(t, "+"), 10, 64)
	if err != nil {
		return "", bad
	}
	return strconv.FormatInt(n, 10), nil
}

// cleanCode keeps a code as text. A code stored as a number of more than 15
// digits has lost its last ones in the spreadsheet, and a date is a code that
// the spreadsheet took for one (1-2 → 2 January).
func cleanCode(v string, kind CellKind) (string, *problem) {
	v = strings.TrimPrefix(v, "'")
	switch {
	case kind == Number && (len(strings.Trim(v, "-.")) > 15 || strings.ContainsAny(v, "eE")):
		return "", &problem{"编号以数值保存且超过 15 位，末位已失真，请改为文本", "was stored as a number of more than 15 digits and has lost its last ones; store it as text"}
	case kind == Date:
		return "", &problem{"编号被表格软件改成了日期，请改为文本", "was turned into a date by the spreadsheet; store it as text"}
	case strings.ContainsAny(v, "\n\t"):
		return "", &problem{"编号内有换行或制表符", "has a line break or tab in it"}
	}
	return v, nil
}

func cleanBool(v string) (string, *problem) {
	switch strings.ToLower(v) {
	case "是", "有", "对", "真", "1", "y", "yes", "true", "√", "✓", "✔":
		return "true", nil
	case "否", "无", "不是", "没有", "假", "0", "n", "no", "false", "×", "✗", "✘", "x":
		return "false", nil
	}
	return "", &problem{"不是“是”或“否”", "is neither yes nor no"}
}
