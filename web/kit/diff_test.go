package kit_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hengjian/web/kit"
)

func text(ps []kit.Piece, onlyHits bool) string {
	var b strings.Builder
	for _, p := range ps {
		if p.Hit || !onlyHits {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestDifferMarksWholeDatesAndNumbers(t *testing.T) {
	old, now := kit.Differ("会议于2026年3月12日召开", "会议于2026年4月12日召开")
	if text(old, true) != "3" || text(now, true) != "4" {
		t.Errorf("%v | %v", old, now)
	}
	old, now = kit.Differ("共112件", "共121件")
	if text(old, true) != "112" || text(now, true) != "121" {
		t.Errorf("%v | %v", old, now)
	}
}

// Nothing is lost or invented, and what is not marked is the same on both sides.
func TestDifferKeepsBothTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[一二三ab1 ]{0,12}`)
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		l, r := kit.Differ(a, b)
		if text(l, false) != a || text(r, false) != b {
			t.Fatalf("%q %q: %v %v", a, b, l, r)
		}
		var kl, kr string
		for _, p := range l {
			if !p.Hit {
				kl += p.Text
			}
		}
		for _, p := range r {
			if !p.Hit {
				kr += p.Text
			}
		}
		if kl != kr {
			t.Fatalf("%q %q: kept %q and %q", a, b, kl, kr)
		}
	})
}

func TestDifferOfHugeTextsIsBounded(t *testing.T) {
	a, b := strings.Repeat("甲乙", 40000), strings.Repeat("乙丙", 40000)
	l, r := kit.Differ("头"+a+"尾", "头"+b+"尾")
	if text(l, false) != "头"+a+"尾" || text(r, false) != "头"+b+"尾" || l[0].Hit || !l[1].Hit {
		t.Error("a huge pair is not compared by head and tail")
	}
}
