package demo

import (
	"time"

	"hengjian/cast"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/measure"
	"hengjian/oversight/organ"
	"hengjian/oversight/selfcheck"
	"hengjian/oversight/summary"
)

// inspection is what one organ answers when it is asked to inspect itself: how
// far it has come, and in how many of the items it found something.
type inspection struct {
	sort, liaison, chief string
	upTo                 string // requested filling submitted accepted
	found                bool
}

// inspections: the court reports that nothing was found, which the messages of
// the public contradict; the police bureau finds something itself.
var inspections = []inspection{
	{cast.Police, "fangzhou", "tangweimin", "accepted", true},
	{cast.Court, "songmo", "daihuaian", "submitted", false},
	{cast.Procuratorate, "pannian", "mengxi", "filling", false},
	{cast.Justice, "xiayu", "shitou", "requested", false},
}

// looked is what an organ says it looked at, item by item.
var looked = []string{
	"抽查立案、强制措施和执行台账六十份，逐份核对审批签名、期限提示和文书送达时间，手续齐全。",
	"查阅权利义务告知书和财物保管清单八十份，核对签名、照片和出入库记录，并到保管室现场清点。",
	"调取三个规定记录平台半年数据，与值班登记、来访登记逐条比对，与十名承办人逐一谈话核实。",
}

// selfchecks is the past of the self-inspections of the main campaign.
func (s *seeder) selfchecks(add func(time.Time, func(time.Time) error)) {
	for i, x := range inspections {
		id := ""
		var items []selfcheck.Item
		do := func(ago, minute int, login, what string, a func() any) {
			add(s.ago(ago, minute+i), func(at time.Time) error {
				ans, err := s.do(s.people[s.login(login)], a(), at, nil, "selfcheck", x.sort, what)
				if what == "request" && err == nil {
					id = ans.Subject
				}
				return err
			})
		}
		do(24, 10*60, "linwan", "request", func() any {
			return &selfcheck.Request{Campaign: s.campaigns["ZX-2026"], Organ: s.organs[s.city.CityOrgan(x.sort)], Parts: []string{"c1", "c2", "c3"}, Note: "请对照方案的三项监督内容自查。"}
		})
		if x.upTo == "requested" {
			continue
		}
		for n, note := range looked {
			if x.upTo == "filling" && n > 0 {
				break
			}
			add(s.ago(9, 10*60+20*n+i), func(at time.Time) error {
				who := s.people[s.login(x.liaison)]
				if items == nil {
					one, err := s.o.Subject(s.ctx, who, "selfcheck", id)
					if err != nil {
						return err
					}
					items = one.(*selfcheck.Selfcheck).Items
				}
				a := &selfcheck.Fill{ID: id, Item: items[n].Key, Methods: []string{"files", "data"}, Since: act.DayOf(s.ago(190, 0)), Until: act.DayOf(s.ago(30, 0)), Base: int64(200 + 40*n), Checked: int64(60 + 10*n), Chosen: "random", By: "案件管理和督察部门", Note: note, None: true}
				if x.found && n == 1 {
					a.None, a.Findings = false, []selfcheck.Finding{{Sort: "unit", Title: "个别所队财物保管台账登记滞后", Text: "抽查的八十份保管清单中有六份入库登记晚于扣押三日以上，未注明原因。", Class: "norm.seizure", Count: 6, Fixed: "已补登并实行当日登记、每周核对。"}}
				}
				_, err := s.do(who, a, at, nil, "selfcheck", x.sort, "fill", n)
				return err
			})
		}
		if x.upTo == "filling" {
			continue
		}
		do(8, 15*60, x.chief, "sign", func() any { return &selfcheck.Sign{ID: id} })
		do(8, 15*60+30, x.liaison, "submit", func() any { return &selfcheck.Submit{ID: id} })
		if x.upTo == "submitted" {
			continue
		}
		do(4, 9*60, "linwan", "check", func() any {
			a := &selfcheck.Check{ID: id}
			for _, it := range items {
				a.Marks = append(a.Marks, selfcheck.Marked{Item: it.Key, Mark: "ok"})
			}
			return a
		})
		do(3, 16*60, "zhaoheng", "accept", func() any { return &selfcheck.Accept{ID: id, Draft: []string{"f1"}} })
	}
	s.measures(add)
	s.divided(add)
	add(s.ago(2, 16*60+40), func(at time.Time) error {
		_, err := s.do(s.people[s.login("linwan")], &summary.Begin{Campaign: s.campaigns["ZX-2026"], Sort: summary.Report}, at, nil, "report")
		return err
	})
}

// measures: one local measure, checked with the justice bureau clause by clause.
func (s *seeder) measures(add func(time.Time, func(time.Time) error)) {
	id, check := "", ""
	justice := s.organs[s.city.CityOrgan(cast.Justice)]
	clerk := func() access.Person { return s.people[s.login("linwan")] }
	add(s.ago(18, 10*60), func(at time.Time) error {
		ans, err := s.do(clerk(), &measure.Enter{Title: "明州市社区矫正工作监督办法", DocNo: "明人常〔2024〕12号", Passed: "2024-05-30", Force: "2024-07-01", Campaign: s.campaigns["ZX-2026"], Clauses: []measure.Clause{
			{No: "第一条", Text: "为了加强对社区矫正工作的监督，制定本办法。"},
			{No: "第二条", Text: "市司法行政部门应当每半年向市人大常委会书面报告社区矫正工作情况。"},
			{No: "第三条", Text: "司法所对社区矫正对象每月见面走访不少于一次，并有记录。"},
			{No: "第四条", Text: "请销假的审批和反馈应当当日办理、当日登记。"}}}, at, nil, "measure")
		id = ans.Subject
		return err
	})
	add(s.ago(18, 10*60+10), func(at time.Time) error {
		a := &measure.Assign{ID: id}
		for _, x := range [][2]string{{"a2", "最近两次书面报告是何时报送的？"}, {"a3", "每月见面走访怎样核对？有多少没有做到？"}, {"a4", "请销假当日登记率是多少？"}} {
			a.Sets = append(a.Sets, measure.Set{Clause: x[0], Questions: []string{x[1]}, Organs: []string{justice}})
		}
		_, err := s.do(clerk(), a, at, nil, "measure", "assign")
		return err
	})
	add(s.ago(17, 9*60), func(at time.Time) error {
		ans, err := s.do(clerk(), &measure.Ask{Measure: id, Organ: justice}, at, nil, "measure", "ask")
		check = ans.Subject
		return err
	})
	for i, text := range []string{"2025年7月和2026年1月各报送一次，均按期。", "通过定位打卡与走访记录逐月比对，上半年有九人次未按月见面，均已补走访。"} {
		add(s.ago(7, 14*60+10*i), func(at time.Time) error {
			_, err := s.do(s.people[s.login("xiayu")], &measure.Reply{ID: check, Clause: []string{"a2", "a3"}[i], Answer: text}, at, nil, "measure", "answer", i)
			return err
		})
	}
}

// divided: a station of the city's bureau gives a part of its area to a new one.
func (s *seeder) divided(add func(time.Time, func(time.Time) error)) {
	for i, u := range s.city.Units {
		if u.Organ != s.city.CityOrgan(cast.Police) || u.Name != "大学城派出所" {
			continue
		}
		add(s.ago(14, 11*60), func(at time.Time) error {
			_, err := s.do(s.people[s.login("linwan")], &organ.Split{ID: s.units[i], Keep: true, Paper: organ.Paper{Day: act.DayOf(at), Doc: "明编办〔2026〕8号"},
				Into: []organ.NewUnit{{Code: u.Code + "-2", Name: "大学城北派出所", Sort: u.Kind, Focus: u.Focus}}}, at, nil, "split", u.Code)
			return err
		})
	}
}
