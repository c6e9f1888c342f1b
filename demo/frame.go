package demo

import (
	"slices"
	"time"

	"hengjian/cast"
	"hengjian/oversight/act"
)

// framed is one step that no message and no problem takes.
type framed struct {
	at time.Time
	do func(time.Time) error
}

// frames is the past of the campaigns, in order of time.
func (s *seeder) frames() []framed {
	var out []framed
	add := func(at time.Time, do func(time.Time) error) {
		if first := Began(s.city).Add(48 * time.Hour); at.Before(first) {
			at = first
		}
		if !at.After(s.city.Now) {
			out = append(out, framed{at, do})
		}
	}
	for _, c := range s.city.Campaigns {
		s.campaign(c, add)
	}
	s.tasks(add)
	s.circulars(add)
	s.meetings(add)
	s.reviews(add)
	s.dockets(add)
	s.screenings(add)
	s.summaries(add)
	s.corrections(add)
	s.sessions(add)
	slices.SortStableFunc(out, func(a, b framed) int { return a.at.Compare(b.at) })
	return out
}

func on(day string) time.Time {
	t, err := time.ParseInLocation("2006-01-02", day, cast.Shanghai)
	if err != nil {
		panic("demo: day " + day)
	}
	return t
}

// council is a meeting of the chairpersons on the day of the entry.
func council(at time.Time, minute string) *act.Body {
	if minute == "" {
		minute = "第九届人大常委会主任会议纪要〔" + at.Format("2006") + "〕" + at.Format("1") + "号"
	}
	return &act.Body{Name: "council", Minute: minute, Date: act.DayOf(at)}
}
