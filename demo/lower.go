package demo

import (
	"time"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/task"
)

// ownPlan is the plan that a county's committee adopts from the city's: what
// it sets about each shared requirement, by its place in the plan, and what of
// that is confirmed. Requirements that are not named have no task yet.
type ownPlan struct {
	place, name string
	stages      []campaign.Stage
	tasks       map[int]string
	none        map[int]string // why a requirement does not apply
}

// ownPlans of two counties, as different as their councils made them.
func (s *seeder) ownPlans() []ownPlan {
	day := func(days int) string { return s.city.Start.AddDate(0, 0, days).Format("2006-01-02") }
	return []ownPlan{
		{"990222", "梅渚县规范司法专项监督", []campaign.Stage{{Name: "动员部署", Since: day(24), Until: day(40)}, {Name: "自查自纠", Since: day(41), Until: day(90)}, {Name: "检查", Since: day(91), Until: day(150)}, {Name: "总结", Since: day(151), Until: day(340)}},
			map[int]string{1: "走访看守所讯问室录音录像保存", 3: "核对涉案财物保管台账", 10: "窗口一次告知事项上墙"}, map[int]string{9: "本县社区矫正由上级直属中心承担"}},
		{"990224", "稻溪县司法公开专项监督", []campaign.Stage{{Name: "动员部署", Since: day(26), Until: day(60)}, {Name: "检查与代表视察", Since: day(61), Until: day(200)}},
			map[int]string{4: "抽查权利义务告知书", 5: "抽查不立案书面答复"}, nil},
	}
}

// counties' own plans stand in the strip of the city's cockpit, as counts.
func (s *seeder) lowerPlans(add func(time.Time, func(time.Time) error), below map[string]access.Person) {
	for i, p := range s.ownPlans() {
		id := ""
		var upper campaign.Plan
		do := func(ago, minute int, what string, body bool, a func() (any, error)) {
			add(s.ago(ago, minute+10*i), func(at time.Time) error {
				x, err := a()
				if err != nil {
					return err
				}
				var b *act.Body
				if body {
					b = council(at, "")
				}
				ans, err := s.do(below[p.place], x, at, b, "own plan", p.place, what)
				if what == "adapt" && err == nil {
					id = ans.Subject
				}
				return err
			})
		}
		do(30, 9*60, "adapt", false, func() (any, error) {
			c, err := s.o.Subject(s.ctx, below[p.place], "campaign", s.campaigns["ZX-2026"])
			if err != nil {
				return nil, err
			}
			upper = c.(*campaign.Campaign).Plan
			return &campaign.Adapt{Upper: s.campaigns["ZX-2026"], Title: p.name, Theme: "规范司法", Since: p.stages[0].Since, Until: p.stages[len(p.stages)-1].Until}, nil
		})
		do(29, 9*60, "write", false, func() (any, error) {
			pl := upper
			pl.Requirements, pl.Stages, pl.Checks, pl.Files = []campaign.Requirement{{Text: "每季度向县人大常委会书面报告一次", Who: "organs"}}, p.stages, nil, nil
			return &campaign.Write{ID: id, Plan: pl.Keyed(campaign.Plan{})}, nil
		})
		do(27, 9*60, "adopt", true, func() (any, error) { return &campaign.Adopt{ID: id}, nil })
		n := 0
		for _, r := range order(p.tasks) {
			n++
			do(25, 9*60+n, "task "+p.tasks[r], false, func() (any, error) {
				return &task.Create{Work: task.Work{Title: p.tasks[r], Content: "按本级方案安排。", Campaign: id, Requirement: task.Via(upper.Requirements[r-1].Key, true)},
					Owner: task.Owner{Person: below[p.place].ID}, Due: act.DayOf(s.city.Now.AddDate(0, 0, 30))}, nil
			})
		}
		for _, r := range order(p.none) {
			do(25, 11*60, "none", false, func() (any, error) {
				return &campaign.AnswerRequirement{ID: id, Key: upper.Requirements[r-1].Key, Reason: p.none[r]}, nil
			})
		}
	}
}

// order are the keys of a map, smallest first.
func order(m map[int]string) (out []int) {
	for i := range 100 {
		if _, ok := m[i]; ok {
			out = append(out, i)
		}
	}
	return out
}
