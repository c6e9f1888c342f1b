package casebook

import (
	"strconv"
	"strings"

	"hengjian/lexis"
	oc "hengjian/oversight/casebook"
)

// NumberOf reads a row's number: its series, year and running number, and the
// form by which the row is known. A number that cannot be read stays as it is.
func NumberOf(text string) (oc.Number, string) {
	if n, ok := plainNumber(text); ok {
		return n, text
	}
	if c, ok := lexis.ParseCaseNumber(text); ok {
		n := oc.Number{Year: c.Year, Seq: c.Number}
		full := c.String()
		n.Series = strings.TrimSuffix(full, strconv.Itoa(c.Number)+"号"+c.Suffix)
		return n, full
	}
	return running(text), text
}

// plainNumber is the normal form, （2026）明0102刑初12号, without the cost of the
// whole parser: it is what nearly every row has.
func plainNumber(s string) (oc.Number, bool) {
	rest, ok := strings.CutPrefix(s, "（")
	if !ok || len(rest) < 4 {
		return oc.Number{}, false
	}
	year, ok := digits(rest[:4])
	if !ok || year < 1949 || year > 2199 || !strings.HasPrefix(rest[4:], "）") {
		return oc.Number{}, false
	}
	body, ok := strings.CutSuffix(rest[4+len("）"):], "号")
	if !ok {
		return oc.Number{}, false
	}
	i := len(body)
	for i > 0 && body[i-1] >= '0' && body[i-1] <= '9' {
		i--
	}
	seq, ok := digits(body[i:])
	if !ok || body[i] == '0' || i == 0 || len(body)-i > 8 || strings.Contains(body[:i], "字") || strings.Contains(body[:i], "（") || strings.Contains(body[:i], "）") {
		return oc.Number{}, false
	}
	for _, b := range []byte(body[:i]) { // Han characters and ASCII digits alone
		if b < '0' || b > '9' && b < 0x80 {
			return oc.Number{}, false
		}
	}
	return oc.Number{Series: s[:len("（")+4+len("）")+i], Year: year, Seq: seq}, true
}

// running takes the last run of digits as the running number: 明公立字〔2026〕123号,
// 2014CF-000001. The year is the first run of four that can be one.
func running(s string) oc.Number {
	end := strings.LastIndexAny(s, "0123456789") + 1
	i := end
	for i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
		i--
	}
	if end == 0 || end-i > 9 || i == 0 {
		return oc.Number{}
	}
	seq, _ := digits(s[i:end])
	n := oc.Number{Series: s[:i], Seq: seq}
	for j := 0; j+4 <= i; j++ {
		if y, ok := digits(s[j : j+4]); ok && y >= 1949 && y <= 2199 && (j == 0 || s[j-1] < '0' || s[j-1] > '9') {
			n.Year = y
			break
		}
	}
	return n
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, s != ""
}
