package outline

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	utf "golang.org/x/text/encoding/unicode"

	"hengjian/oversight/act"
)

func TestRefusalsSayWhatToDo(t *testing.T) {
	doc := func(body string) []byte {
		return zipOf(t, map[string]string{"word/document.xml": xmlHead + body})
	}
	for name, c := range map[string]struct {
		file string
		b    []byte
		says string
	}{
		"an old Word file":      {"a.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."), "另存为 .docx"},
		"a WPS file":            {"a.wps", []byte("whatever"), "另存为 .docx"},
		"an old file by name":   {"a.doc", []byte("text"), "另存为 .docx"},
		"a PDF":                 {"a.txt", []byte("%PDF-1.7 ..."), "PDF"},
		"rich text":             {"a.rtf", []byte(`{\rtf1 x}`), ".rtf"},
		"a web page":            {"a.txt", []byte("<html><body>一、</body></html>"), "网页"},
		"nothing":               {"a.txt", nil, "没有文字"},
		"blanks":                {"a.txt", []byte(" \n　\n"), "没有文字"},
		"bytes":                 {"a.txt", []byte("\x01\x02\x03\x04\x05\x06\x07\x00\x01\x02\x8f\xff\xfe\x01\x02\x03\x04\x05\x06\x07\x01\x02\x03\x04\x01"), "编码"},
		"a broken package":      {"a.docx", []byte("PK\x03\x04 no zip"), "损坏"},
		"a sheet":               {"a.docx", zipOf(t, map[string]string{"xl/workbook.xml": "<x/>"}), "不是 Word"},
		"entities":              {"a.docx", doc(`<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document` + w + `><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>`), "实体"},
		"an unknown entity":     {"a.docx", doc(`<w:document` + w + `><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>`), "实体"},
		"a break in the middle": {"a.docx", doc(`<w:document` + w + `><w:p><w:r><w:t>一、x</w:t></w:r></w:p><w:p><w:p></w:q>`), "第 1 段"},
		"a bomb":                {"a.docx", doc(`<w:document` + w + `>` + strings.Repeat("<w:p></w:p>          ", 1<<18)), "炸弹"},
		"too deep":              {"a.docx", doc(`<w:document` + w + `>` + strings.Repeat("<w:sdt>", 1000)), "损坏"},
		"too large":             {"a.txt", make([]byte, MaxFile+1), "超过 50 MB"},
		"too long":              {"a.txt", []byte(strings.Repeat("要\n", MaxParagraphs+1)), "太长"},
	} {
		_, err := Read(c.file, c.b)
		var r *act.Refusal
		if !errors.As(err, &r) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if r.Kind != act.Invalid || r.Field != "document" || !strings.Contains(r.Zh, c.says) || r.En == "" {
			t.Errorf("%s: %+v", name, *r)
		}
	}
}

func TestEncodings(t *testing.T) {
	s := "一、总体要求\n坚持依法监督。\n二、工作要求\n（一）压实责任\n"
	bytes := func(e interface {
		Bytes([]byte) ([]byte, error)
	}) []byte {
		b, err := e.Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for enc, b := range map[string][]byte{
		"utf-8": []byte(s), "gb18030": bytes(simplifiedchinese.GB18030.NewEncoder()),
		"utf-16le": bytes(utf.UTF16(utf.LittleEndian, utf.UseBOM).NewEncoder()),
		"utf-16be": bytes(utf.UTF16(utf.BigEndian, utf.IgnoreBOM).NewEncoder()),
	} {
		o, err := Read("a.txt", b)
		if err != nil {
			t.Errorf("%s: %v", enc, err)
			continue
		}
		if o.Encoding != enc || len(o.Items) != 2 || o.Items[1].Items[0].Heading != "压实责任" {
			t.Errorf("%s: read as %s: %+v", enc, o.Encoding, o.Items)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		text string
		year int
		want DateSpan
	}{
		{"（3月至4月）", 2026, DateSpan{Since: "2026-03-01", Until: "2026-04-30"}},
		{"3—5月", 2026, DateSpan{Since: "2026-03-01", Until: "2026-05-31"}},
		{"2026年3月上旬", 0, DateSpan{Since: "2026-03-01", Until: "2026-03-10"}},
		{"2026年2月下旬", 0, DateSpan{Since: "2026-02-21", Until: "2026-02-28"}},
		{"3月中旬至5月底", 2026, DateSpan{Since: "2026-03-11", Until: "2026-05-31"}},
		{"即日起至5月底", 2026, DateSpan{Until: "2026-05-31", FromNow: true}},
		{"即日起至2026年5月15日", 0, DateSpan{Until: "2026-05-15", FromNow: true}},
		{"3月1日至15日", 2026, DateSpan{Since: "2026-03-01", Until: "2026-03-15"}},
		{"11月至次年2月", 2026, DateSpan{Since: "2026-11-01", Until: "2027-02-28"}},
		{"2026年11月至2027年1月", 0, DateSpan{Since: "2026-11-01", Until: "2027-01-31"}},
		{"11月至1月", 2026, DateSpan{Since: "2026-11-01", Until: "2027-01-31"}},
		{"三月至四月", 2026, DateSpan{Since: "2026-03-01", Until: "2026-04-30"}},
		{"2026.3.1-2026.4.15", 0, DateSpan{Since: "2026-03-01", Until: "2026-04-15"}},
		{"5月－7月", 0, DateSpan{Since: "0000-05-01", Until: "0000-07-31", NeedYear: true}},
		{"4月起至年底", 2026, DateSpan{Since: "2026-04-01", Until: "2026-12-31"}},
		{"二〇二六年三月十日", 0, DateSpan{Since: "2026-03-10", Until: "2026-03-10"}},
	} {
		got := DatesIn(c.text, c.year)
		if len(got) != 1 {
			t.Errorf("%s: %+v", c.text, got)
			continue
		}
		got[0].Words = ""
		if got[0] != c.want {
			t.Errorf("%s: %+v, want %+v", c.text, got[0], c.want)
		}
	}
	for _, none := range []string{"第3条", "13月", "2月30日", "时间另行通知"} {
		if got := DatesIn(none, 2026); len(got) > 0 {
			t.Errorf("%s: %+v", none, got)
		}
	}
	if d := DatesIn("2月至5月", 0)[0].WithYear(2027); d.Since != "2027-02-01" || d.Until != "2027-05-31" {
		t.Errorf("%+v", d)
	}
	if d := DatesIn("12月至2月", 0)[0].WithYear(2026); d.Since != "2026-12-01" || d.Until != "2027-02-28" {
		t.Errorf("%+v", d)
	}
}

func TestWordsNumbersAreRestored(t *testing.T) {
	o, err := Read("a.docx", docxOf(t, "-|1:0|总体要求\n-|1:1|甲方面\n-|1:1|乙方面\n-|1:0|监督内容\n-|1:1|丙方面\n-|1:2|细目\n-|2:0|为了公正，制定本办法。\n-|5:0|圈\n-|6:1|深"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"一、总体要求", "（一）甲方面", "（二）乙方面", "二、监督内容", "（一）丙方面", "1.　细目", "第一条　为了公正，制定本办法。", "①　圈", "1.1　深"}
	for i, w := range want {
		if o.Document[i] != w {
			t.Errorf("paragraph %d: %q, want %q", i+1, o.Document[i], w)
		}
	}
	for n, w := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 105: "一百零五", 110: "一百一十", 115: "一百一十五"} {
		if got := numeral("chineseCounting", n); got != w {
			t.Errorf("%d is %s, want %s", n, got, w)
		}
		if back, ok := hanNumber(w); !ok || back != n {
			t.Errorf("%s is read as %d", w, back)
		}
	}
}
