package frame

import (
	"sync"
	"time"
)

// countsKept is how long a number of the rail may be old. Whoever acts sees
// her own act at once.
const countsKept = 2 * time.Second

// counts remembers the rail's numbers by person and section: every page shows
// them, and they are the same from page to page.
type counts struct {
	mu sync.Mutex
	m  map[string]map[string]counted
}

type counted struct {
	n  int
	at time.Time
}

func (c *counts) of(p *Page, s Section) int {
	now := time.Now()
	c.mu.Lock()
	k, ok := c.m[p.Me.ID][s.URL]
	c.mu.Unlock()
	if ok && now.Sub(k.at) < countsKept {
		return k.n
	}
	n := s.Count(p)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil || len(c.m) > 5000 {
		c.m = map[string]map[string]counted{}
	}
	if c.m[p.Me.ID] == nil {
		c.m[p.Me.ID] = map[string]counted{}
	}
	c.m[p.Me.ID][s.URL] = counted{n, now}
	return n
}

func (c *counts) forget(person string) {
	c.mu.Lock()
	delete(c.m, person)
	c.mu.Unlock()
}
