package public

import (
	"testing"
	"time"
)

// The bucket lets a burst through, then as many as flow out, and never counts
// backwards when the clock jumps.
func TestBucket(t *testing.T) {
	b := bucket{rate: 2, size: 5}
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	let := func() (n int) {
		for b.take(at) == nil {
			n++
		}
		return n
	}
	if n := let(); n != 5 {
		t.Errorf("at once: %d", n)
	}
	at = at.Add(time.Second)
	if n := let(); n != 2 {
		t.Errorf("a second later: %d", n)
	}
	at = at.Add(-time.Hour)
	if n := let(); n != 0 {
		t.Errorf("the clock set back let %d through", n)
	}
	at = at.Add(2 * time.Hour)
	if n := let(); n != 5 {
		t.Errorf("after a rest: %d", n)
	}
}
