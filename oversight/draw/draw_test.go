package draw

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
)

func frameOf(n int) (out []Case) {
	for i := range n {
		out = append(out, Case{fmt.Sprintf("（2026）明0102刑初%d号", i+1), []string{"刑庭", "民庭", "执行局"}[i%3]})
	}
	return out
}

// The thirty lines that anybody can write draw the same cases.
func TestIndependentRedraw(t *testing.T) {
	frame, seed := frameOf(500), "3 1 6 5 4 2 2 6 1 5 3 3 4 6 1 2 5 5 6 1"
	d, err := Make(frame, seed, 12)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, s := range []string{"刑庭", "执行局", "民庭"} {
		var tickets []string
		for _, c := range frame {
			if c.Stratum == s {
				h := sha256.Sum256([]byte(seed + "|" + c.ID))
				tickets = append(tickets, hex.EncodeToString(h[:])+" "+c.ID)
			}
		}
		sort.Strings(tickets)
		want = append(want, tickets[:12]...)
	}
	for i, p := range d.Picked {
		if p.Ticket+" "+p.ID != want[i] {
			t.Fatalf("pick %d: %v, want %s", i, p, want[i])
		}
	}
	if len(d.Picked) != 36 {
		t.Errorf("%d drawn", len(d.Picked))
	}
}

// The order of the frame changes nothing; a larger draw keeps the smaller one's picks.
func TestConsistent(t *testing.T) {
	frame := frameOf(300)
	a, _ := Make(frame, "骰子", 5)
	slices.Reverse(frame)
	b, _ := Make(frame, "骰子", 5)
	if a.Frame != b.Frame || !slices.Equal(a.Picked, b.Picked) {
		t.Error("the order of the frame matters")
	}
	c, _ := Make(frame, "骰子", 9)
	for _, p := range a.Picked {
		if !slices.Contains(c.Picked, p) {
			t.Errorf("%s was lost by drawing more", p.ID)
		}
	}
}

// Every change to a published draw or its frame is named.
func TestVerifyNamesWhatIsWrong(t *testing.T) {
	frame := frameOf(60)
	for want, change := range map[string]func(*Draw, *[]Case){
		"":              func(*Draw, *[]Case) {},
		"frame_sha256":  func(d *Draw, f *[]Case) { *f = append(*f, Case{"多一件", "刑庭"}) },
		"picked":        func(d *Draw, f *[]Case) { d.Picked[3].ID = "换一件" },
		"strata":        func(d *Draw, f *[]Case) { d.Strata[0].Size++ },
		"picked ":       func(d *Draw, f *[]Case) { d.Picked = append(d.Picked, Picked{ID: "添一件"}) },
		"picked  ":      func(d *Draw, f *[]Case) { d.Picked = d.Picked[1:] },
		"frame_sha256 ": func(d *Draw, f *[]Case) { (*f)[0].Stratum = "民庭" },
	} {
		d, _ := Make(frame, "种子", 4)
		f := slices.Clone(frame)
		change(d, &f)
		err := Verify(d, f)
		if want = strings.TrimSpace(want); want == "" && err != nil || want != "" && (err == nil || !strings.HasPrefix(err.Error(), want)) {
			t.Errorf("%q: %v", want, err)
		}
	}
	d, _ := Make(frame, "种子", 4)
	if err := Verify(d, nil); err != nil {
		t.Error(err)
	}
	d.Seed = "另一个"
	if Verify(d, nil) == nil {
		t.Error("another seed passes")
	}
}

// Each case is as likely as any other.
func TestFair(t *testing.T) {
	frame := frameOf(30)
	count := map[string]int{}
	const runs = 3000
	for i := range runs {
		d, _ := Make(frame, fmt.Sprint("种子", i), 2)
		for _, p := range d.Picked {
			count[p.ID]++
		}
	}
	chi, e := 0.0, runs*2/10.0
	for _, c := range frame {
		x := float64(count[c.ID]) - e
		chi += x * x / e
	}
	if chi > 60 { // 27 degrees of freedom: exceeded by chance once in 4,000
		t.Errorf("chi-squared %g", chi)
	}
}

// A frame that would make the draw ambiguous is refused.
func TestBadFrames(t *testing.T) {
	for _, f := range [][]Case{nil, {{"", ""}}, {{"a", ""}, {"a", ""}}, {{"a\tb", ""}}, {{"a", "x\n"}}} {
		if _, err := Make(f, "s", 1); err == nil {
			t.Errorf("%q passes", f)
		}
	}
	if _, err := Make(frameOf(3), " ", 1); err == nil {
		t.Error("an empty seed passes")
	}
	if _, err := Make(frameOf(3), "s", 0); err == nil {
		t.Error("n = 0 passes")
	}
}
