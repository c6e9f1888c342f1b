package law

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Cite writes a source code in full: "XF22 23(1)" becomes 《信访工作条例》第二十三条第一款.
// Codes are joined by ";" (texts) and "," (articles): "XF22 28(3), 30(3)",
// "L24 17, 37; local". The words local, promise (own promise) and mirrors (by
// analogy) say what kind of rule it is. Text that is not a code, such as a
// document number, is passed on unchanged.
func Cite(code string) (zh, en string) {
	var zhs, ens []string
	for part := range strings.FieldsFuncSeq(code, func(r rune) bool { return r == ';' || r == '；' }) {
		z, e := citeText(strings.TrimSpace(part))
		if z != "" {
			zhs, ens = append(zhs, z), append(ens, e)
		}
	}
	return strings.Join(zhs, "；"), strings.Join(ens, "; ")
}

func citeText(part string) (zh, en string) {
	rest := part
	for _, word := range []string{"mirrors ", "by analogy "} {
		if r, ok := strings.CutPrefix(rest, word); ok {
			z, e := citeText(r)
			return "参照" + z, "by analogy with " + e
		}
	}
	switch rest {
	case "local":
		return "本级规定", "local rule"
	case "promise", "own promise":
		return "本机关承诺", "this office's own promise"
	case "", "–", "-":
		return "", ""
	}
	src, arts, ok := splitKey(rest)
	if !ok {
		return part, part
	}
	var zs, es []string
	for a := range strings.SplitSeq(arts, ",") {
		a = strings.TrimSpace(a)
		if a == "" {
			continue
		}
		z, e, ok := article(src, a)
		if !ok {
			return part, part
		}
		zs, es = append(zs, z), append(es, e)
	}
	zh, en = "《"+src.Short+"》"+strings.Join(zs, "、"), src.En
	if len(es) > 0 {
		en += ", " + strings.Join(es, ", ")
	}
	return zh, en
}

func splitKey(s string) (Source, string, bool) {
	key, arts, _ := strings.Cut(s, " ")
	if k, ok := alias[key]; ok {
		key = k
	}
	src, ok := Sources[key]
	return src, arts, ok
}

var articleForm = regexp.MustCompile(`^(\d{1,3})((?:\(\d{1,2}\))*)(?:[–-](\d{1,3}))?$`)

// article reads "23(1)", "46(4)(5)", "13–14". Which a bracket counts, 款 or 项,
// is a fact of the article and stands in Source.Listed.
func article(src Source, a string) (zh, en string, ok bool) {
	m := articleForm.FindStringSubmatch(a)
	if m == nil {
		return "", "", false
	}
	n, _ := strconv.Atoi(m[1])
	zh, en = "第"+Numeral(n)+"条", fmt.Sprintf("art. %d", n)
	if m[2] != "" {
		_, items := src.Listed[n]
		var zs, es []string
		for b := range strings.SplitSeq(strings.Trim(m[2], "()"), ")(") {
			k, _ := strconv.Atoi(b)
			if items {
				zs, es = append(zs, "第"+Numeral(k)+"项"), append(es, fmt.Sprintf("item %d", k))
			} else {
				zs, es = append(zs, "第"+Numeral(k)+"款"), append(es, fmt.Sprintf("para. %d", k))
			}
		}
		zh, en = zh+strings.Join(zs, "、"), en+" "+strings.Join(es, ", ")
	}
	if m[3] != "" {
		k, _ := strconv.Atoi(m[3])
		zh, en = zh+"至第"+Numeral(k)+"条", fmt.Sprintf("arts. %d–%d", n, k)
	}
	return zh, en, true
}

// Numeral writes 1–999 in Chinese numerals as articles are numbered:
// 十, 二十三, 一百零五, 二百一十九.
func Numeral(n int) string {
	if n < 1 || n > 999 {
		return strconv.Itoa(n)
	}
	digit := []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	h, t, u := n/100, n/10%10, n%10
	s := ""
	if h > 0 {
		s = digit[h] + "百"
	}
	switch {
	case t > 1 || t == 1 && h > 0:
		s += digit[t] + "十"
	case t == 1:
		s += "十"
	case h > 0 && u > 0:
		s += "零"
	}
	if u > 0 {
		s += digit[u]
	}
	return s
}
