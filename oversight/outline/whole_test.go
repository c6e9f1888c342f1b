package outline

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// bare is a text without layout.
func bare(s string) string {
	return strings.Map(func(c rune) rune {
		if layout(c) {
			return -1
		}
		return c
	}, s)
}

// complete fails unless every character of the document that is not layout stands
// in exactly one span, and the tree in its order says the document's text.
func wholeDocument(t interface {
	Helper()
	Fatalf(string, ...any)
}, o *Outline) {
	t.Helper()
	taken := make([][]bool, len(o.Document))
	for i, p := range o.Document {
		taken[i] = make([]bool, utf8.RuneCountInString(p))
	}
	count := func(n *Node) {
		for _, s := range n.Spans {
			for i := s.From; i < s.To; i++ {
				if taken[s.Paragraph-1][i] {
					t.Fatalf("paragraph %d: character %d stands twice\n%s", s.Paragraph, i, o.Document[s.Paragraph-1])
				}
				taken[s.Paragraph-1][i] = true
			}
		}
	}
	count(&o.Node)
	var tree strings.Builder
	tree.WriteString(o.Heading + o.Text)
	o.Walk(func(n, _ *Node, _ int) {
		count(n)
		stop := ""
		for _, s := range n.Spans {
			if s.Kind == KindStop {
				stop += o.Sentence(s.Source)
			}
		}
		tree.WriteString(n.Number + n.Heading + stop + n.Text)
		if n.Items == nil {
			t.Fatalf("%q: items are null", n.Heading)
		}
		if w := o.Sentence(n.Source); !strings.HasPrefix(bare(w), bare(n.Number+n.Heading)) && n.fam != attachment {
			t.Fatalf("%q does not begin its source %q", n.Number+n.Heading, w)
		}
	})
	for i, p := range o.Document {
		for j, c := range []rune(p) {
			if !layout(c) && !taken[i][j] {
				t.Fatalf("paragraph %d: %q is lost\n%s", i+1, c, p)
			}
		}
	}
	if got, want := sorted(bare(tree.String())), sorted(bare(strings.Join(o.Document, ""))); got != want {
		t.Fatalf("the tree says other characters than the document:\n%s\n%s", got, want)
	}
}

func sorted(s string) string {
	r := []rune(s)
	slices.Sort(r)
	return string(r)
}

func TestEverythingOfTheCorpusStandsInTheTreeOnce(t *testing.T) {
	for _, dir := range []string{"corpus", "heldout"} {
		for name, b := range documents(t, dir) {
			o, err := Read(name, b)
			if err != nil {
				t.Fatal(name, err)
			}
			wholeDocument(t, o)
		}
	}
}

// Pieces of which any order makes a document, however broken.
var pieces = []string{
	"一、", "二、", "三、", "（一）", "(二)", "（三)", "1.", "2、", "３．", "（1）", "(2)", "1）", "①", "②", "●", "——", "第一条　", "第二章 ", "第三节",
	"一是", "二是", "三是", "一要", "二要", "首先，", "其次，", "最后，", "第一，", "第二，", "第一阶段：", "1.1 ", "2.3.4", "a.", "㈠", "⑴", "附件1", "附件：1. 表",
	"。", "；", "：", "，", "\n", "\n", "\n", "　　", " ", "\t", "“", "”", "（", "）", "监督内容", "工作要求", "时间安排", "组织领导", "总体要求", "同志们：", "特此通知。",
	"2026年3月5日", "明州市人大常委会", "关于开展专项监督的通知", "明人常发〔2026〕3号", "要压实责任", "二审案件", "3月至4月", "\u200b", "\ufeff", "𠮷", "a1", "总　则", "【监督范围】", "抄送：市政府", "第一款规定",
}

func TestNothingIsDroppedOfAnyDocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 60).Draw(t, "pieces"), "")
		paras := Paragraphs(s)
		for i := range paras {
			paras[i].Style = rapid.SampledFrom([]int{0, 0, 0, 0, 1, 2, 3}).Draw(t, "style")
			paras[i].Title = rapid.IntRange(0, 20).Draw(t, "title") == 0
		}
		o := Build(paras)
		wholeDocument(t, o)
		o.Walk(func(n, _ *Node, _ int) {
			if n.Class != "" {
				return
			}
			for _, u := range o.Unclassed {
				if u.Source == n.Source {
					return
				}
			}
			t.Fatalf("%q has no class and is not listed", n.Heading)
		})
	})
}

func FuzzOutline(f *testing.F) {
	for _, b := range documents(f, "corpus") {
		f.Add(b)
	}
	f.Add([]byte("一、\n（一）\n一是。二是"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 4000 {
			return
		}
		o, err := Read("x.txt", b)
		if err != nil {
			return
		}
		wholeDocument(t, o)
	})
}

// A document of the largest size, and of the worst shape, takes a moment.
func TestLargeDocumentsAreRead(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the largest documents")
	}
	for _, unit := range []string{"（一）要压实责任\n", "一、二\n", "一是", "（1）", "监督内容\n", "一是好。1.二\n●\n"} {
		s := strings.Repeat(unit, 19000/max(1, strings.Count(unit, "\n")))
		began := time.Now()
		o, err := Text(s)
		if err != nil {
			t.Fatal(err)
		}
		if d := time.Since(began); d > 20*time.Second {
			t.Errorf("%q: %v", unit, d)
		} else {
			t.Logf("%q: %d paragraphs in %v", unit, len(o.Document), d)
		}
	}
}
