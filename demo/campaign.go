package demo

import (
	"strings"
	"time"

	"hengjian/cast"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
)

// campaign is the past of one campaign: topics argued and set aside, the plan
// written, adopted, sent out, started, changed once, summed up.
func (s *seeder) campaign(c cast.Campaign, add func(time.Time, func(time.Time) error)) {
	from, to := on(c.From), on(c.To)
	if c.State == "drafting" {
		add(s.city.Start.AddDate(0, 0, 30).Add(10*time.Hour), func(at time.Time) error { return s.draftCampaign(c, at) })
		add(s.city.Start.AddDate(0, 0, 31).Add(10*time.Hour), func(at time.Time) error {
			return s.inCampaign(c, "linwan", at, "plan", nil, &campaign.Write{Plan: planOf(c)})
		})
		add(s.city.Start.AddDate(0, 0, 32).Add(9*time.Hour), func(at time.Time) error { return s.argue(c.Code+" topic", "社区矫正执行专项监督", at) })
		return
	}
	for i, r := range c.Rejected {
		title, why, _ := strings.Cut(strings.TrimSuffix(r, "）"), "（")
		add(from.AddDate(0, 0, -30).Add(time.Duration(9+i)*time.Hour), func(at time.Time) error { return s.argue(r, title, at) })
		add(from.AddDate(0, 0, -30).Add(time.Duration(14+i)*time.Hour), func(at time.Time) error { return s.setAside(r, why, at) })
	}
	add(from.AddDate(0, 0, -20).Add(10*time.Hour), func(at time.Time) error { return s.draftCampaign(c, at) })
	do := func(at time.Time, login, what string, b *act.Body, a any) {
		add(at, func(at time.Time) error { return s.inCampaign(c, login, at, what, b, a) })
	}
	do(from.AddDate(0, 0, -18).Add(16*time.Hour), "linwan", "plan", nil, &campaign.Write{Plan: planOf(c)})
	do(from.AddDate(0, 0, -5).Add(15*time.Hour), "linwan", "adopted", council(from.AddDate(0, 0, -5), ""), &campaign.Adopt{Prefix: true})
	do(from.AddDate(0, 0, -4).Add(10*time.Hour), "linwan", "sent", nil, &campaign.Send{})
	do(from.Add(9*time.Hour), "linwan", "started", nil, &campaign.Start{})
	public := func(at time.Time) {
		do(at, "zhaoheng", "published", council(at, ""), &campaign.Publish{Intro: "这次监督看" + c.Theme + "方面的问题。您遇到过的、听说过的，都可以告诉我们，可以不留姓名。", Nobody: true,
			NameEn: c.NameEn, IntroEn: c.IntroEn})
	}
	if c.NameEn != "" {
		public(from.Add(10 * time.Hour))
	}
	if c.State == "carrying_out" {
		later := from.AddDate(0, 0, 36).Add(15 * time.Hour)
		do(later, "linwan", "changed", council(later, ""), &campaign.Change{Reason: "基层单位自查面广、时间紧，经主任会议研究，自查阶段延长十天，并增加窗口服务一项要求。", Plan: changed(planOf(c))})
		public(later.Add(90 * time.Minute))
	}
	if c.State == "concluded" || c.State == "summing_up" {
		do(to.AddDate(0, 0, -20).Add(9*time.Hour), "linwan", "summing up", nil, &campaign.SumUp{})
	}
	if c.State == "concluded" {
		do(to.Add(16*time.Hour), "zhaoheng", "concluded", nil, &campaign.Conclude{})
	}
}

// inCampaign does an act on a campaign of the city; the id is known only by then.
func (s *seeder) inCampaign(c cast.Campaign, login string, at time.Time, what string, b *act.Body, a any) error {
	id := s.campaigns[c.Code]
	switch a := a.(type) {
	case *campaign.Write:
		a.ID = id
	case *campaign.Adopt:
		a.ID = id
	case *campaign.Send:
		a.ID = id
	case *campaign.Start:
		a.ID = id
	case *campaign.Change:
		a.ID = id
	case *campaign.Publish:
		a.ID = id
	case *campaign.SumUp:
		a.ID = id
	case *campaign.Conclude:
		a.ID = id
	}
	_, err := s.do(s.people[s.login(login)], a, at, b, "campaign "+what, c.Code)
	return err
}

func (s *seeder) draftCampaign(c cast.Campaign, at time.Time) error {
	ans, err := s.do(s.people[s.login("linwan")], &campaign.Draft{Title: c.Name, Theme: c.Theme + "。选题来源：" + c.Source + "。理由：" + c.Reasons, Since: c.From, Until: c.To,
		Classes: c.Classes}, at, nil, "campaign", c.Code)
	s.campaigns[c.Code] = ans.Subject
	return err
}

func (s *seeder) argue(code, title string, at time.Time) error {
	ans, err := s.do(s.people[s.login("linwan")], &campaign.Argue{Title: title, Topic: campaign.Topic{Channel: "deputies", Source: "市人大代表建议 3 件，内容相近",
		Reasons:  "代表反映社区矫正对象请销假、报到管理松紧不一，涉及面广，宜作一次全面了解。",
		Last:     "上次评议意见提出完善与公安、法院的文书衔接，尚有一项未落实。",
		Opinions: []campaign.Opinion{{From: "市司法局", Text: "赞成，建议与上级评估错开时间。"}, {From: "代表联络站", Text: "建议走访时听取矫正对象家属意见。"}}}}, at, nil, "campaign topic", code)
	s.campaigns[code] = ans.Subject
	return err
}

// setAside does not take a topic up.
func (s *seeder) setAside(code, why string, at time.Time) error {
	_, err := s.do(s.people[s.login("zhaoheng")], &campaign.Reject{ID: s.campaigns[code], Reason: "经研究不列题：" + why + "。"}, at, nil, "campaign rejected", code)
	return err
}

// planOf is the plan in parts as the city's campaign has it.
func planOf(c cast.Campaign) campaign.Plan {
	p := campaign.Plan{Goal: "围绕" + c.Theme + "，依法监督有关机关发现和解决带有共性的问题，推动建章立制，让人民群众在每一个环节感受到公平正义。不介入、不代替个案办理。",
		Basis: []string{"《中华人民共和国各级人民代表大会常务委员会监督法》第十二条"},
		Scope: campaign.Scope{Sorts: []string{"police", "procuratorate", "court", "justice"}},
		Bodies: []campaign.Duty{{Body: "监察和司法工作委员会", Work: "组织实施，汇总情况，向主任会议报告"}, {Body: "有关机关", Work: "自查自纠，按期报送情况，落实整改"},
			{Body: "各级人大代表", Work: "参加视察、走访，收集群众意见"}}}
	for _, f := range c.Focus {
		if f == cast.Business {
			p.Scope.Business = []string{"刑事侦查", "刑事检察", "刑事审判", "执行", "社区矫正"}
		} else {
			p.Scope.Grassroots = []string{"派出所", "人民法庭", "基层检察室", "司法所"}
		}
	}
	for _, x := range c.Classes {
		p.Contents = append(p.Contents, campaign.Content{Text: contentWords[x], Classes: []string{x}})
	}
	for _, r := range c.Requirements {
		p.Requirements = append(p.Requirements, campaign.Requirement{Text: r})
	}
	for _, st := range c.Stages {
		p.Stages = append(p.Stages, campaign.Stage{Name: st.Name, Since: st.From, Until: st.To})
	}
	return p.Keyed(campaign.Plan{})
}

var contentWords = map[string]string{
	"strict": "严格司法：立案、羁押期限、强制措施、执行和社区矫正是否严格依法", "norm": "规范司法：讯问、告知、送达、财物保管、窗口服务是否规范",
	"clean": "廉洁司法：三个规定、与律师和当事人交往、以案谋私等情况", "norm.seizure": "涉案财物：查封、扣押、保管、返还的手续和台账",
	"norm.notice": "权利义务告知：合适成年人到场、法律援助告知", "strict.illegal_custody": "未成年人羁押必要性审查",
}

// changed is the plan after the one change order.
func changed(p campaign.Plan) campaign.Plan {
	q := p
	q.Stages = append([]campaign.Stage(nil), p.Stages...)
	for i := range q.Stages {
		if q.Stages[i].Name == "自查自纠" {
			q.Stages[i].Until = on(q.Stages[i].Until).AddDate(0, 0, 10).Format("2006-01-02")
		}
	}
	q.Requirements = append(append([]campaign.Requirement(nil), p.Requirements...), campaign.Requirement{Text: "窗口服务有评价、评价有回应", Who: "organs"})
	return q
}
