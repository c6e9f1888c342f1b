package demo

import (
	"fmt"
	"time"

	"hengjian/cast"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/oversight/lead"
	"hengjian/oversight/roster"
	"hengjian/oversight/screenrun"
)

// complaints is a run over a complaint register, officer × investigator: without
// strata half the city would be flagged, with them six pairs are. Their leads
// stand in the states that no other run of the city shows.
func (x *screened) complaints(add func(time.Time, func(time.Time) error), until time.Time, year string) {
	a := screenrun.Declare{Title: "投诉由谁调查的检验", Purpose: "群众反映投诉总是同一人调查，了解指派调查人的规定是否落实。", Organ: x.organs[x.city.CityOrgan(cast.Police)], Period: year, FileName: "投诉登记.csv",
		Cols:   screenrun.Columns{ID: "投诉编号", Subject: "调查人", Partner: "被投诉民警", Strata: []string{"分局", "月份"}},
		Params: screenrun.Params{Detector: "pair", MinN: 50, MinMeet: 5, Omega0: 2, Q: .05, Permute: 5, Seed: 1, MidP: true}}
	x.declare(add, 33, "complaints", x.city.Complaints(until, 2400), a)
	x.open(add, 32, "complaints")
	for i, by := range []string{"督02", "督04", "督05", "督10", "督12", "督15"} {
		id := func() string { return x.leads[by] }
		// Whom the figures of another seed do not flag has no lead to take anywhere.
		step := func(ago int, login, what string, a func() any) {
			x.act(func(when time.Time, do func(time.Time) error) {
				add(when, func(at time.Time) error {
					if id() == "" {
						return nil
					}
					return do(at)
				})
			}, ago, 15*60+i, login, by+" "+what, a)
		}
		step(31, "zhaoheng", "assign", func() any { return &lead.Assign{ID: id(), Person: x.people[x.login("linwan")].ID} })
		if by == "督02" {
			step(30, "linwan", "tick", func() any {
				return &lead.TickAll{ID: id(), Ticks: []lead.Tick{{Code: "series", Answer: "no"}, {Code: "namesake", Answer: "no"}}}
			})
			continue
		}
		asked := 30
		if by == "督04" {
			asked = 3
		}
		step(asked, "linwan", "ask", func() any {
			return &lead.AskUnit{ID: id(), Period: "上一年度", Papers: []string{"rules", "duty"}}
		})
		if by == "督04" {
			continue
		}
		x.papers(add, 24, i, by, id)
		switch by {
		case "督10":
			step(8, "zhaoheng", "invite", func() any { return &lead.InvitePerson{ID: id(), Day: act.DayOf(x.ago(8, 0))} })
		case "督12":
			step(20, "linwan", "tick", func() any { return &lead.TickAll{ID: id(), Ticks: ticks("", "", "")} })
			step(19, "linwan", "propose", func() any {
				return &lead.Propose{ID: id(), Outcome: "clue", Code: "other_power", Reason: "指派调查人由警务督察部门负责，按规定转送。"}
			})
			step(18, "zhaoheng", "decide", func() any { return &lead.Decide{ID: id()} })
		case "督15":
			step(20, "linwan", "tick", func() any { return &lead.TickAll{ID: id(), Ticks: ticks("duty", "partly", "值班表只覆盖夜间")} })
			step(19, "linwan", "propose", func() any {
				return &lead.Propose{ID: id(), Outcome: "review", Code: "unclear", Reason: "值班表只能解释一部分，抽看投诉调查卷的程序材料。"}
			})
			step(18, "zhaoheng", "decide", func() any { return &lead.Decide{ID: id()} })
		}
	}
}

// papers is the bureau's answer to the request of one lead.
func (x *screened) papers(add func(time.Time, func(time.Time) error), ago, i int, key string, id func() string) {
	add(x.ago(ago, 10*60+i), func(at time.Time) error {
		if id() == "" {
			return nil
		}
		l, err := office.Item(x.ctx, x.o, x.people[x.login("linwan")], office.Leads, id())
		if err != nil {
			return fmt.Errorf("the lead of %s: %w", key, err)
		}
		_, err = x.do(x.people[x.login("fangzhou")], &roster.Supply{ID: l.Roster, Text: "投诉由分局督察大队按值班表轮流调查，队长可以指派；指派理由没有要求登记。"}, at, nil, "screening", key, "papers")
		return err
	})
}

// ruleLeads checks a rule over the police's register of the case book; the unit
// that breaks it often is a lead that waits for its handler.
func (s *seeder) ruleLeads(add func(time.Time, func(time.Time) error), register func() string) {
	rule, _ := casebook.RuleOf("police.recording")
	id := ""
	add(s.ago(16, 10*60), func(at time.Time) error {
		ans, err := s.do(s.people[s.login("linwan")], &screenrun.Declare{Title: "讯问同步录音录像逐件核对", Purpose: "专项监督要求核实讯问录音录像是否落实。", Organ: s.organs[s.city.CityOrgan(cast.Police)], Period: "上半年度讯问登记",
			Register: register(), Cols: screenrun.Columns{ID: "记录编号", Subject: "办案单位"}, Params: screenrun.Params{Detector: "rule", Rule: rule.ID, MinN: 30, MinMeet: 5}}, at, nil, "screening", "rule", "declare")
		id = ans.Subject
		return err
	})
	add(s.ago(15, 10*60), func(at time.Time) error {
		_, err := s.do(s.people[s.login("zhaoheng")], &screenrun.Open{ID: id}, at, nil, "screening", "rule", "open")
		return err
	})
}
