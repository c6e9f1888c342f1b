package demo

import (
	"slices"
	"time"

	"hengjian/cast"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
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
		from, to := on(c.From), on(c.To)
		if c.State == "drafting" {
			add(s.city.Start.AddDate(0, 0, 30).Add(10*time.Hour), func(at time.Time) error { return s.draftCampaign(c, at) })
			continue
		}
		add(from.AddDate(0, 0, -20).Add(10*time.Hour), func(at time.Time) error { return s.draftCampaign(c, at) })
		add(from.AddDate(0, 0, -5).Add(15*time.Hour), func(at time.Time) error { return s.adopt(c, at) })
		if c.State == "concluded" {
			add(to.Add(16*time.Hour), func(at time.Time) error { return s.conclude(c, at) })
		}
	}
	s.tasks(add)
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

func (s *seeder) draftCampaign(c cast.Campaign, at time.Time) error {
	ans, err := s.do(s.people[s.login("linwan")], &campaign.Draft{Title: c.Name, Theme: c.Theme + "。选题来源：" + c.Source + "。理由：" + c.Reasons, Since: c.From, Until: c.To,
		Classes: c.Classes}, at, nil, "campaign", c.Code)
	s.campaigns[c.Code] = ans.Subject
	return err
}

func (s *seeder) adopt(c cast.Campaign, at time.Time) error {
	_, err := s.do(s.people[s.login("linwan")], &campaign.Adopt{ID: s.campaigns[c.Code]}, at, council(at, ""), "campaign adopted", c.Code)
	return err
}

func (s *seeder) conclude(c cast.Campaign, at time.Time) error {
	_, err := s.do(s.people[s.login("zhaoheng")], &campaign.Conclude{ID: s.campaigns[c.Code]}, at, nil, "campaign concluded", c.Code)
	return err
}

// council is a meeting of the chairpersons on the day of the entry.
func council(at time.Time, minute string) *act.Body {
	if minute == "" {
		minute = "第九届人大常委会主任会议纪要〔" + at.Format("2006") + "〕" + at.Format("1") + "号"
	}
	return &act.Body{Name: "council", Minute: minute, Date: act.DayOf(at)}
}
