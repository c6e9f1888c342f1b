package lexis

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSignEstimatesJaccard(t *testing.T) {
	key := &Key{1, 2, 3}
	worst := 0.0
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.RuneFrom([]rune("明州市局讯问打人不立案执行法官收钱")), 60, 300).Draw(t, "text")
		from := rapid.IntRange(0, len(text)/2).Draw(t, "from")
		a, b := []string{string(text)}, []string{string(text[from:])}
		exact := Jaccard(a, b)
		for _, k := range []*Key{nil, key} {
			x, _ := Sign(a, k)
			y, _ := Sign(b, k)
			worst = max(worst, math.Abs(x.Alike(y)-exact))
		}
	})
	// Five standard errors; a broken estimate is off by far more.
	if worst > 0.23 {
		t.Errorf("estimate is off by %.2f", worst)
	}
}

func TestNearDuplicatesShareABand(t *testing.T) {
	long := strings.Repeat("我弟弟在讯问时被打，笔录不是他自己说的，要求查看同步录音录像。", 1) + "家里老人很着急，请求尽快核实并答复我们，谢谢领导。"
	a, _ := Sign([]string{"", long}, nil)
	b, ok := Sign([]string{strings.ReplaceAll(long, "，", " ") + "！"}, nil)
	if !ok || a.Alike(b) != 1 {
		t.Errorf("punctuation and fields changed it: %.2f", a.Alike(b))
	}
	c, _ := Sign([]string{strings.Replace(long, "弟弟", "哥哥", 1)}, nil)
	if !share1(a.Bands(), c.Bands()) || a.Alike(c) < 0.6 {
		t.Errorf("one word changed: %.2f", a.Alike(c))
	}
	d, _ := Sign([]string{"胜诉判决生效两年，申请执行以后只查了一次账户就终结本次执行，要求恢复执行。"}, nil)
	if a.Alike(d) > 0.1 || share1(a.Bands(), d.Bands()) {
		t.Errorf("another matter: %.2f", a.Alike(d))
	}
	if s, ok := Sign([]string{"短"}, nil); ok || s.Bands() != nil || s.Alike(s) != 0 {
		t.Error("a text shorter than a shingle has no signature")
	}
	if back, ok := ReadSignature(a.Bytes()); !ok || back != a {
		t.Error("bytes")
	}
	if _, ok := ReadSignature([]byte("x")); ok {
		t.Error("bad bytes were read")
	}
}

// A guess at the very text shows nothing without the key.
func TestKeyedSignatureRevealsNothing(t *testing.T) {
	text := []string{"他说讯问时被打，被逼在供述上签字，手上有铐痕。"}
	sealed, _ := Sign(text, &Key{7})
	for _, k := range []*Key{nil, {}, {8}} {
		guess, _ := Sign(text, k)
		if sealed.Alike(guess) > 0.03 || share1(sealed.Bands(), guess.Bands()) {
			t.Error("a guess matched under another key")
		}
	}
}

func share1(a, b []uint64) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}
