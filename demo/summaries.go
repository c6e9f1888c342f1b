package demo

import (
	"fmt"
	"time"

	"hengjian/cast"
	"hengjian/oversight/act"
	"hengjian/oversight/experience"
	"hengjian/oversight/summary"
)

// summaries is how the campaigns before the main one were summed up: one
// report adopted by the council, one being written, and what worked in them.
func (s *seeder) summaries(add func(time.Time, func(time.Time) error)) {
	for _, c := range s.city.Campaigns {
		if c.State != "concluded" && c.State != "summing_up" {
			continue
		}
		end, ids := on(c.To), map[string]string{}
		do := func(before int, hour time.Duration, login, what string, b *act.Body, a func() any) {
			add(end.AddDate(0, 0, -before).Add(hour*time.Hour), func(at time.Time) error {
				ans, err := s.do(s.people[s.login(login)], a(), at, b, "summing up", c.Code, what)
				ids[what] = ans.Subject
				return err
			})
		}
		for i, e := range worked[c.Code] {
			what := fmt.Sprint("experience ", i)
			do(18, 9+time.Duration(i), e.by, what, nil, func() any {
				b := e.Body
				b.Campaign = s.campaigns[c.Code]
				return &experience.Submit{Body: b}
			})
			do(16, 9+time.Duration(i), "chenyizhou", what+" kept", nil, func() any { return &experience.Keep{ID: ids[what], Sort: e.Sort, Class: e.Class} })
		}
		do(15, 10, "linwan", "begin", nil, func() any { return &summary.Begin{Campaign: s.campaigns[c.Code]} })
		do(14, 15, "linwan", "cite", nil, func() any { return &summary.CiteOne{ID: ids["begin"], Experience: ids["experience 0"]} })
		do(13, 11, "linwan", "result", nil, func() any {
			return &summary.AddResult{ID: ids["begin"], Sort: "rule", Title: gained[c.Code][0], Source: gained[c.Code][1]}
		})
		if c.State != "concluded" {
			continue
		}
		do(8, 16, "linwan", "submit", nil, func() any { return &summary.Submit{ID: ids["begin"]} })
		do(6, 10, "zhaoheng", "review", nil, func() any { return &summary.Review{ID: ids["begin"]} })
		at := end.AddDate(0, 0, -1).Add(15 * time.Hour)
		do(1, 15, "linwan", "adopt", council(at, ""), func() any { return &summary.Adopt{ID: ids["begin"]} })
		if len(worked[c.Code]) > 1 {
			do(0, 10, "zhaoheng", "share", nil, func() any { return &experience.Publish{ID: ids["experience 1"]} })
		}
	}
}

// lesson is an experience with who submitted it.
type lesson struct {
	by string
	experience.Body
}

// worked are the invented experiences of each campaign.
var worked = map[string][]lesson{
	"ZX-2025": {
		{"fangzhou", experience.Body{Title: "涉案财物一案一柜、进出扫码", Sort: cast.Police, Class: "", About: "规范涉案财物",
			Text:   "各办案单位的涉案财物统一存入保管中心，一案一柜，入柜、调用、返还都扫码登记，办案民警不再自行保管；保管员与办案人分开。",
			Effect: "每月盘点两次，账物不符由开始时的十一件降到零件；抽查返还期限的四十件都在期限以内。"}},
		{"linwan", experience.Body{Title: "走访前先看保管中心的进出记录", Sort: cast.Police, About: "视察方法",
			Text:   "视察前一天调取保管中心近三个月的进出记录，随机取二十件，到现场逐件对账、对柜、对封签，不听汇报先看实物。",
			Effect: "两次视察共核对四十件，发现封签与登记不一致三件，均当场记录并转为问题。"}},
	},
	"ZX-2025-2": {
		{"fangzhou", experience.Body{Title: "权利告知用一页图示和口头问答", Sort: cast.Police, About: "听得懂的权利告知",
			Text:   "讯问、询问前用一页图示说明法律援助的条件和办法，由被告知人用自己的话复述一遍，复述情况写进笔录，不以签字代替告知。",
			Effect: "抽查六十份笔录，五十七份有复述记载；法律援助申请的受理数按月登记可查。"}},
	},
}

// gained is what cannot be counted from the record, with where it can be read.
var gained = map[string][2]string{
	"ZX-2025":   {"明州市公安机关涉案财物保管工作规定", "明公发〔2025〕88号"},
	"ZX-2025-2": {"刑事案件权利告知用语和图示（试行）", "明司发〔2026〕12号"},
}
