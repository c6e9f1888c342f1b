package outline

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// expected is an outline written by hand beside its document.
type expected struct {
	Heading string     `json:"heading"`
	Class   Class      `json:"class"`
	Items   []expected `json:"items"`
}

// score counts nodes; an expected node is found where heading and the headings
// above it are the same, and right where the class is, too.
type score struct{ want, got, found, right int }

func (s score) f1(hits int) float64 { return 2 * float64(hits) / float64(s.want+s.got) }

func (s *score) add(o score) {
	s.want, s.got, s.found, s.right = s.want+o.want, s.got+o.got, s.found+o.found, s.right+o.right
}

func compare(want expected, got *Outline) (s score, wrong []string) {
	left := map[string][]Class{}
	var put func(path string, n *Node)
	put = func(path string, n *Node) {
		s.got++
		p := path + " / " + n.Heading
		left[p] = append(left[p], n.Class)
		for _, c := range n.Items {
			put(p, c)
		}
	}
	put("", &got.Node)
	var take func(path string, e expected)
	take = func(path string, e expected) {
		s.want++
		p := path + " / " + e.Heading
		if c := left[p]; len(c) == 0 {
			wrong = append(wrong, "missing "+p)
		} else {
			s.found++
			if c[0] == e.Class {
				s.right++
			} else {
				wrong = append(wrong, fmt.Sprintf("%s is %q, not %q", p, e.Class, c[0]))
			}
			left[p] = c[1:]
		}
		for _, c := range e.Items {
			take(p, c)
		}
	}
	take("", want)
	for p, c := range left {
		if len(c) > 0 {
			wrong = append(wrong, "too much "+p)
		}
	}
	return s, wrong
}

// documents reads a folder of the corpus: documents as they are, and .para files
// that are made into a .docx here.
func documents(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	names, err := filepath.Glob(filepath.Join("testdata", dir, "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		switch base := filepath.Base(n); filepath.Ext(n) {
		case ".txt":
			all[base] = b
		case ".para":
			all[strings.TrimSuffix(base, ".para")+".docx"] = docxOf(t, string(b))
		}
	}
	return all
}

func measure(t *testing.T, dir string, least int) score {
	t.Helper()
	docs := documents(t, dir)
	if len(docs) < least {
		t.Fatalf("%s: %d documents, want %d", dir, len(docs), least)
	}
	var sum score
	for name, b := range docs {
		o, err := Read(name, b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var want expected
		j, err := os.ReadFile(filepath.Join("testdata", dir, strings.TrimSuffix(name, filepath.Ext(name))+".json"))
		if err == nil {
			err = json.Unmarshal(j, &want)
		}
		if err != nil {
			t.Fatal(err)
		}
		s, wrong := compare(want, o)
		sum.add(s)
		for _, w := range wrong {
			t.Logf("%s: %s", name, w)
		}
	}
	t.Logf("%s: %d documents, %d expected items, %d given: F1 of heading and place %.4f, of heading, place and class %.4f",
		dir, len(docs), sum.want, sum.got, sum.f1(sum.found), sum.f1(sum.right))
	return sum
}

func TestOutlinesOfTheCorpus(t *testing.T) {
	if s := measure(t, "corpus", 30); s.f1(s.right) < 0.95 {
		t.Errorf("F1 %.4f, want 0.95", s.f1(s.right))
	}
}
