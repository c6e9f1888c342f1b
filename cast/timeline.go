package cast

import (
	"sort"
	"time"
)

// Event is one step of the city's past in the order of the book.
type Event struct {
	At      time.Time
	Kind    string // message | problem
	Subject int    // index in Messages or Problems
	Step    int    // index in its Steps
}

// Timeline is everything that happened, oldest first; at the same second the messages come before the problems.
func (c *City) Timeline() []Event {
	var out []Event
	for i, m := range c.Messages {
		for k, s := range m.Steps {
			out = append(out, Event{s.At, "message", i, k})
		}
	}
	for i, p := range c.Problems {
		for k, s := range p.Steps {
			out = append(out, Event{s.At, "problem", i, k})
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].At.Before(out[b].At) })
	return out
}
