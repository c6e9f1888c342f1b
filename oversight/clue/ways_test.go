package clue

import (
	"strings"
	"testing"
	"time"

	"hengjian/oversight/act"
)

// Whoever has only the receipt is told the procedure itself: where, in what
// term, by which article.
func TestRedirectedSendersAreToldTheProcedure(t *testing.T) {
	c := Clue{Routes: []Route{{Outcome: "tell_party", Route: "civil_retrial"}, {Outcome: "refer", Route: "torture"}, {Outcome: "opinion"}}}
	m := act.Moment{At: time.Date(2026, 3, 2, 9, 0, 0, 0, act.Shanghai)}
	c.settle(m, "redirected", "")
	l, ok := c.Told[0].Line()
	if !ok || !strings.Contains(l.Zh, "再审") || !strings.Contains(l.Zh, "以有权机关答复为准") || !strings.Contains(l.En, "turn to: ") {
		t.Errorf("%+v", l)
	}
	if strings.Contains(l.Zh, "刑讯") {
		t.Errorf("a route that was referred is told as the sender's own: %s", l.Zh)
	}
	if l, _ = (Told{Code: "redirected"}).Line(); strings.Contains(l.Zh, "有权机关答复为准") {
		t.Errorf("no procedure, and yet: %s", l.Zh)
	}
}

// The line of an evening's message keeps the day alone; its two office hours
// begin in the hour in which it came, not at midnight.
func TestUrgentTermBeginsInTheHour(t *testing.T) {
	var began time.Time
	evening := time.Date(2026, 3, 2, 23, 0, 0, 0, act.Shanghai)
	m := act.Moment{At: time.Date(2026, 3, 2, 0, 0, 0, 0, act.Shanghai), Hour: evening, Rules: startsAt{&began}}
	var c Clue
	if err := c.alarm(m, "sender"); err != nil || !began.Equal(evening) {
		t.Errorf("began %s, %v", began, err)
	}
}

type startsAt struct{ at *time.Time }

func (s startsAt) Start(_ string, at time.Time) (act.Clock, error) {
	*s.at = at
	return act.Clock{}, nil
}
func (s startsAt) StartTerm(_, _ string, at time.Time) (act.Clock, error) { return s.Start("", at) }
func (s startsAt) Extend(c act.Clock, _ act.Extend) (act.Clock, error)    { return c, nil }
