package lexis

import (
	"testing"
)

func TestCaseNumberForms(t *testing.T) {
	for _, c := range []struct{ in, want, court, kind, level string }{
		{"（2026）浙07刑初12号", "（2026）浙07刑初12号", "浙07", "刑初", "中级"},
		{"(2026)浙07刑初12号", "（2026）浙07刑初12号", "浙07", "刑初", "中级"},
		{"（２０２６） 浙０７０２ 民初 ００１２３４ 号", "（2026）浙0702民初1234号", "浙0702", "民初", "基层"},
		{"〔2024〕浙0702民申34号", "（2024）浙0702民申34号", "浙0702", "民申", "基层"},
		{"[2024]浙执复3号", "（2024）浙执复3号", "浙", "执复", "高级"},
		{"（2024）最高法知民终1号", "（2024）最高法知民终1号", "最高法", "民终", "最高"},
		{"（2019）浙72民初100号之一", "（2019）浙72民初100号之一", "浙72", "民初", "中级"},
		{"（2019年）浙0702执异68号", "（2019）浙0702执异68号", "浙0702", "执异", "基层"},
		{"（2019年浙0702执异68号", "（2019）浙0702执异68号", "浙0702", "执异", "基层"},
		{"(2009)婺刑初字第12号", "（2009）婺刑初字第12号", "婺", "刑初", ""},
		{"(2011)明中民二终字第3327号", "（2011）明中民二终字第3327号", "明中", "民二终", ""},
		{"〔2015〕明法行初字第18号", "（2015）明法行初字第18号", "明法", "行初", ""},
		{"（2020）浙07刑更12345678号", "（2020）浙07刑更12345678号", "浙07", "刑更", "中级"},
	} {
		got, ok := ParseCaseNumber(c.in)
		if !ok || got.String() != c.want || got.Court != c.court || got.Type != c.kind || got.Level() != c.level {
			t.Errorf("%s: got %v %q %q %q %v", c.in, got, got.Court, got.Type, got.Level(), ok)
		}
	}
}

func TestNotCaseNumbers(t *testing.T) {
	for _, s := range []string{"", "浙高法〔2009〕120号", "金检刑诉〔2024〕12号", "（2008）269号", "（2018）浙政发12号",
		"金公(刑)立字〔2024〕123号", "（2026）浙07刑初0号", "（0026）浙07刑初1号", "（2026）浙07刑初号", "12号", "案号（2026）浙07刑初12号"} {
		if c, ok := ParseCaseNumber(s); ok {
			t.Errorf("%s was read as %v", s, c)
		}
	}
}

func TestFindCaseNumbersInText(t *testing.T) {
	text := "𠮷某不服(2025)浙0799民初8号判决，又见（2025）浙07民终 9号之二，依据法〔2018〕335号，旧案（2003）明刑初字第１号。"
	got := FindCaseNumbers(text)
	want := []string{"（2025）浙0799民初8号", "（2025）浙07民终9号之二", "（2003）明刑初字第1号"}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i, c := range got {
		if c.String() != want[i] || text[c.Start:c.End] != c.Raw {
			t.Errorf("%d: %v, raw %q", i, c, c.Raw)
		}
	}
	if got[0].Raw != "(2025)浙0799民初8号" {
		t.Errorf("raw %q", got[0].Raw)
	}
	if p := FindPaperNumbers("依据金检刑诉[2024]012号。"); len(p) != 1 || p[0].Number != 12 || p[0].Year != 2024 {
		t.Errorf("paper number %v", p)
	}
}

func FuzzCaseNumber(f *testing.F) {
	for _, s := range []string{"（2026）浙07刑初12号", "(2009)婺刑初字第12号", "\xff（２０２６）浙07 刑初1号之一", "(((2026", "（2026）浙07刑初12号（2026）浙07刑初13号"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, c := range FindCaseNumbers(s) {
			if c.Start < 0 || c.End > len(s) || c.Start >= c.End || s[c.Start:c.End] != c.Raw {
				t.Fatalf("offsets %d %d of %q", c.Start, c.End, s)
			}
			back, ok := ParseCaseNumber(c.String())
			if !ok || back.String() != c.String() || back.Court != c.Court || back.Type != c.Type || back.Number != c.Number {
				t.Fatalf("%q: normal form %q reads as %v", s, c, back)
			}
		}
	})
}
