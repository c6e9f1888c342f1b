package cast

import (
	"testing"
	"time"
)

// Any seed and any reasonable clock gives a city: nothing panics, nothing lies after now.
func TestOtherSeedsAndClocks(t *testing.T) {
	if testing.Short() {
		t.Skip("makes six cities")
	}
	for seed, now := range map[uint64]string{1: "2025-12-30", 2: "2026-01-13", 3: "2026-02-18", 4: "2026-05-02", 5: "2027-03-01", 6: "2028-01-31"} {
		at, err := time.ParseInLocation("2006-01-02", now, Shanghai)
		if err != nil {
			t.Fatal(err)
		}
		c := Make(seed, at.Add(11*time.Hour))
		line := c.Timeline()
		if len(line) < 4000 || line[len(line)-1].At.After(c.Now) || line[0].At.Before(c.Start) {
			t.Errorf("%s: %d events from %s to %s", now, len(line), line[0].At, line[len(line)-1].At)
		}
		titles := map[string]bool{}
		for _, p := range c.Problems {
			if titles[p.Title] {
				t.Errorf("%s: problem twice: %s", now, p.Title)
			}
			titles[p.Title] = true
		}
	}
}
