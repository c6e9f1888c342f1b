package lexis

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func words(tokens []Token) []string {
	out := []string{}
	for _, t := range tokens {
		out = append(out, t.Text)
	}
	return out
}

func TestTokens(t *testing.T) {
	for in, want := range map[string][]string{
		"刑讯逼供": {"刑", "讯", "逼", "供"},
		"𠮷某，Ａ３区 ＡＢＣ１２３号":    {"𠮷", "某", "a", "3", "区", "abc", "123", "号"},
		"（2026）浙07刑初12号":    {"2026", "浙", "07", "刑", "初", "12", "号"},
		"刑\u200b讯 a\u200bb": {"刑", "讯", "ab"},
		"café":              {"cafe"},
		"\U0002B820":        {"u02b820"},
		"二〇六 々":             {"二", "u03007", "六", "u03005"},
		"\xff\xfe 法":        {"法"},
		"，。！ ":              {},
		"葛\U000E0100城":      {"葛", "城"},
		"\uF900":            {"豈"},
		"Ωmega":             {"u03c9u06du065u067u061"},
	} {
		if got := words(Tokens(in)); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestParseQuery(t *testing.T) {
	q := ParseQuery(`刑讯逼供 “关系 案”，（2026）浙07刑初12号 " OR * NEAR(`)
	want := []Phrase{{"刑", "讯", "逼", "供"}, {"关", "系", "案"}, {"2026", "浙", "07", "刑", "初", "12", "号"}, {"or", "near"}}
	if !reflect.DeepEqual(q.Phrases, want) {
		t.Fatalf("%q", q.Phrases)
	}
	if q.Phrases[0].TSQuery() != "'刑' <-> '讯' <-> '逼' <-> '供'" || q.Phrases[1].FTS5() != `"关 系 案"` {
		t.Error(q.Phrases[0].TSQuery(), q.Phrases[1].FTS5())
	}
	if q := ParseQuery(strings.Repeat("法", 300)); !q.Cut || len(q.Phrases[0]) != MaxPhraseTokens {
		t.Error("a long phrase is cut and says so")
	}
	if !ParseQuery("，。").Empty() || ParseQuery("").Match("x") {
		t.Error("an empty query matches nothing")
	}
	text := "他说刑讯，又说刑讯逼供。"
	if h := ParseQuery("刑讯 刑讯逼供").Hits(text); len(h) != 2 || text[h[1][0]:h[1][1]] != "刑讯逼供" {
		t.Error(h)
	}
}

func TestTSVector(t *testing.T) {
	if got := TSVector(Tokens("法 a法 A")); got != "'a':2,4 '法':1,3" {
		t.Error(got)
	}
}

// Every phrase of a long text lies whole in some chunk, and no chunk breaks the limits.
func TestChunksLoseNoPhrase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.SampledFrom([]rune("的法a1，的的刑讯")), 0, 5000).Draw(t, "text")
		tokens := Tokens(string(text))
		chunks := Chunks(tokens)
		for _, c := range chunks {
			count := map[string]int{}
			for _, w := range c {
				count[w.Text]++
				if count[w.Text] > 255 || len(c) > ChunkTokens {
					t.Fatal("limit passed")
				}
			}
		}
		if len(tokens) == 0 {
			return
		}
		from := rapid.IntRange(0, len(tokens)-1).Draw(t, "from")
		n := rapid.IntRange(1, min(MaxPhraseTokens, len(tokens)-from)).Draw(t, "n")
		p := Phrase(words(tokens[from : from+n]))
		for _, c := range chunks {
			if p.In(c) {
				return
			}
		}
		t.Fatalf("phrase of %d tokens at %d is in no chunk", n, from)
	})
}

func FuzzTokens(f *testing.F) {
	f.Add("刑讯 ＡＢ１２ 𠮷\xff'\"", "“刑")
	f.Add("a\u0301\u200b", "á")
	f.Fuzz(func(t *testing.T, text, typed string) {
		last := 0
		for _, w := range Tokens(text) {
			if w.Text == "" || !utf8.ValidString(w.Text) || strings.ContainsAny(w.Text, "'\"\\ :") {
				t.Fatalf("token %q", w.Text)
			}
			if w.Start < last && w.End < last || w.Start >= w.End || w.End > len(text) {
				t.Fatalf("offsets %d %d", w.Start, w.End)
			}
			last = w.Start
		}
		for _, p := range ParseQuery(typed).Phrases {
			if len(p) == 0 || len(p) > MaxPhraseTokens {
				t.Fatal("phrase size")
			}
		}
		if q := ParseQuery(text); !q.Cut && !q.Empty() && !q.Match(text) {
			t.Fatalf("%q does not find itself", text)
		}
	})
}
