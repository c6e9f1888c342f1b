package public

import (
	"crypto/rand"
	"slices"
	"strconv"
	"time"

	"hengjian/oversight/act"
)

var randomness = rand.Reader

var shanghai = act.Shanghai

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func contains(in []string, s string) bool { return slices.Contains(in, s) }

// day writes a stored day as people read it.
func (p *page) day(s string) string {
	t, err := time.ParseInLocation("2006-01-02", s, act.Shanghai)
	if err != nil {
		return s
	}
	return p.Day(t)
}

// fullDay writes a stored day with its year: posters and plans are read for long.
func (p *page) fullDay(s string) string {
	t, err := time.ParseInLocation("2006-01-02", s, act.Shanghai)
	if err != nil {
		return s
	}
	return p.L(t.Format("2006年1月2日"), t.Format("2 January 2006"))
}
