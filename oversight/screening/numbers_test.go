package screening

import (
	"fmt"
	"testing"
)

// What a case is known by comes out as it went in: usual numbers, zeros in front,
// long numbers, no digits at all, and more kinds than sixteen bits can name.
func TestNumbersComeBack(t *testing.T) {
	var n Numbers
	var want []string
	add := func(s string) { n.Add(s); want = append(want, s) }
	for i := range 70000 {
		add(fmt.Sprintf("（2025）明0102民初%d号", i))
	}
	for _, s := range []string{"", "甲", "2014CF-000001", "0", "007", "123456789", "1234567890", "（2025）明0102民初12号之一", "明公立字〔2026〕123号", "12", "a00", "\x00\xff9"} {
		add(s)
		add(s)
	}
	check := func() {
		t.Helper()
		if n.Len() != len(want) {
			t.Fatalf("%d of %d", n.Len(), len(want))
		}
		for i, w := range want {
			if got := n.At(i); got != w {
				t.Fatalf("%d: %q, want %q", i, got, w)
			}
		}
	}
	check()
	if len(n.forms) > 20 || n.wide != nil {
		t.Errorf("%d forms", len(n.forms))
	}
	for i := range 66000 {
		add(fmt.Sprintf("庭%d·1号", i))
	}
	if n.wide == nil {
		t.Error("the many forms fit into sixteen bits: nothing was tested")
	}
	check()
	n.Trim()
	add("庭3·2号")
	check()
}
