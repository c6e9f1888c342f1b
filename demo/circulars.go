package demo

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"hengjian/cast"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/circular"
	"hengjian/oversight/programme"
)

// The plans as they reach those they were sent to, and what organs set against
// the main campaign themselves.

// liaisons are who signs for the four organs, in the order of the register.
var liaisons = []string{"fangzhou", "pannian", "songmo", "xiayu"}

// circulars is the past of signing and studying.
func (s *seeder) circulars(add func(time.Time, func(time.Time) error)) {
	below := map[string]access.Person{}
	for i, c := range s.city.Congresses {
		p := s.city.Places[c.Place]
		if p.Code == place || p.Code[:4] != place[:4] {
			continue
		}
		add(Began(s.city).Add(time.Duration(49*60+i)*time.Minute), func(at time.Time) (err error) {
			below[p.Code], err = s.countyClerk(p.Code, at)
			return err
		})
	}
	s.lowerPlans(add, below)
	s.selfchecks(add)
	for _, c := range s.city.Campaigns {
		if c.State == "drafting" {
			continue
		}
		sent, current := on(c.From).AddDate(0, 0, -4), c.State == "carrying_out"
		for i, l := range liaisons {
			add(sent.AddDate(0, 0, 1).Add(time.Duration(14*60+7*i)*time.Minute), s.signs(c, l))
			add(sent.AddDate(0, 0, 6+i).Add(time.Duration(15*60+7*i)*time.Minute), s.studies(c, l, int64(38+21*i), "together"))
		}
		add(sent.AddDate(0, 0, 2).Add(11*time.Hour), func(at time.Time) error {
			return s.counties(c, below, func(i int) bool { return !current || i != 2 }, at)
		})
		if !current {
			continue
		}
		// After the change order: two sign at once, one late, one not at all.
		again := on(c.From).AddDate(0, 0, 37)
		add(again.Add(10*time.Hour), s.signs(c, "fangzhou"))
		add(again.Add(16*time.Hour), s.signs(c, "pannian"))
		add(again.AddDate(0, 0, 4).Add(16*time.Hour), s.signs(c, "xiayu"))
		add(again.AddDate(0, 0, 2).Add(15*time.Hour), s.studies(c, "fangzhou", 120, "training"))
		add(s.ago(1, 9*60), s.reminds(c, "songmo"))
		s.programmes(c, add, again)
	}
}

// countyClerk opens an account at a county that nobody signs in with.
func (s *seeder) countyClerk(code string, at time.Time) (access.Person, error) {
	var b [24]byte
	rand.Read(b[:])
	_, err := s.do(s.people[s.login("ancheng")], &account.Open{Login: "county" + code, Person: "县级经办" + code[4:], Roles: []act.Role{access.Clerk}, Place: code, Password: hex.EncodeToString(b[:]), Lasting: true}, at, nil, "account", "county", code)
	return access.Person{ID: office.SubjectID(s.id("account", "county", code)), Name: "县级经办" + code[4:], Roles: []act.Role{access.Clerk}, Place: code}, err
}

// copyOf is the copy of a campaign that somebody's organ or committee has.
func (s *seeder) copyOf(c cast.Campaign, who access.Person) (circular.Circular, error) {
	cs, err := s.o.CircularsTo(s.ctx, who)
	i := slices.IndexFunc(cs, func(x circular.Circular) bool { return x.Campaign == s.campaigns[c.Code] })
	if err != nil || i < 0 {
		return circular.Circular{}, fmt.Errorf("%s has no copy of %s: %v", who.Name, c.Code, err)
	}
	return cs[i], nil
}

func (s *seeder) signs(c cast.Campaign, login string) func(time.Time) error {
	return func(at time.Time) error { return s.sign(c, s.people[s.login(login)], at) }
}

func (s *seeder) sign(c cast.Campaign, who access.Person, at time.Time) error {
	x, err := s.copyOf(c, who)
	if err != nil {
		return err
	}
	_, err = s.do(who, &circular.Sign{ID: x.ID}, at, nil, "circular sign", x.ID, len(x.Rounds))
	return err
}

func (s *seeder) studies(c cast.Campaign, login string, people int64, way string) func(time.Time) error {
	return func(at time.Time) error { return s.study(c, s.people[s.login(login)], people, way, at) }
}

func (s *seeder) study(c cast.Campaign, who access.Person, people int64, way string, at time.Time) error {
	x, err := s.copyOf(c, who)
	if err != nil {
		return err
	}
	_, err = s.do(who, &circular.Learn{ID: x.ID, Said: circular.Said{Day: act.DayOf(at), Way: way, People: people, Groups: []string{"leaders", "business", "station"}, Text: "逐条学习方案，明确牵头部门和自查安排。"}}, at, nil, "circular study", x.ID, len(x.Studies))
	return err
}

// counties sign and study in their own order, one after the other within the
// minute: nothing else of the book comes between. One that is left out is late.
func (s *seeder) counties(c cast.Campaign, below map[string]access.Person, does func(int) bool, at time.Time) error {
	i := -1
	for _, g := range s.city.Congresses {
		who, ok := below[s.city.Places[g.Place].Code]
		if !ok {
			continue
		}
		if i++; !does(i) {
			continue
		}
		if err := s.sign(c, who, at.Add(time.Duration(2*i)*time.Second)); err != nil {
			return err
		}
		if err := s.study(c, who, int64(9+i), "meeting", at.Add(time.Duration(2*i+1)*time.Second)); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) reminds(c cast.Campaign, login string) func(time.Time) error {
	return func(at time.Time) error {
		x, err := s.copyOf(c, s.people[s.login(login)])
		if err != nil {
			return err
		}
		_, err = s.do(s.people[s.login("linwan")], &circular.Remind{ID: x.ID, Text: "方案已经调整，请签收新的一版。"}, at, nil, "circular remind", x.ID)
		return err
	}
}

// programmes are what the organs filed themselves.
func (s *seeder) programmes(c cast.Campaign, add func(time.Time, func(time.Time) error), from time.Time) {
	file := func(day int, login, code string, b programme.Body, then ...func(id string, at time.Time) error) {
		add(from.AddDate(0, 0, day).Add(9*time.Hour), func(at time.Time) error {
			who := s.people[s.login(login)]
			ds, err := s.o.OrganDemands(s.ctx, s.campaigns[c.Code])
			if err != nil {
				return err
			}
			for i, d := range ds {
				if b.Sort != "party" && i < 2 {
					b.Requirements = append(b.Requirements, d.Via)
				}
			}
			ans, err := s.do(who, &programme.File{Campaign: s.campaigns[c.Code], Body: b}, at, nil, "programme", code)
			for _, f := range then {
				if err == nil {
					err = f(ans.Subject, at.Add(10*time.Second))
				}
			}
			return err
		})
	}
	note := func(id string, at time.Time) error {
		_, err := s.do(s.people[s.login("linwan")], &programme.Note{ID: id}, at, nil, "programme note", id)
		return err
	}
	comment := func(id string, at time.Time) error {
		if _, err := s.do(s.people[s.login("zhaoheng")], &programme.AddComment{ID: id, Text: "建议与检察机关的专项检查错开时间，不重复进同一个所。"}, at, nil, "programme comment", id); err != nil {
			return err
		}
		_, err := s.do(s.people[s.login("fangzhou")], &programme.AnswerComment{ID: id, Comment: 1, Text: "采纳，办案区检查延后一周。"}, at.Add(10*time.Second), nil, "programme answer", id)
		return err
	}
	file(2, "fangzhou", "p1", programme.Body{Sort: "inspection", Title: "全市公安机关执法规范化自查方案", Text: "各所队对照方案逐项自查，重点是讯问录音录像、涉案财物保管和权利告知，问题随查随改、按月汇总。", Lead: "法制支队", Since: act.DayOf(from), Until: act.DayOf(from.AddDate(0, 1, 0))}, note, comment)
	file(3, "fangzhou", "p2", programme.Body{Sort: "own", Title: "“办案区开放日”", Text: "每月一个派出所办案区向代表开放，看设备、看台账、听说明。", Lead: "执法办案管理中心"})
	file(3, "tangweimin", "p3", programme.Body{Sort: "party", Title: "市公安局党委执法规范化专项行动方案", Document: "明公党〔2026〕7号"}, note)
	file(4, "pannian", "p4", programme.Body{Sort: "inspection", Title: "市检察院办案规范化自查方案", Text: "对不捕不诉说理、退回补充侦查和控告申诉答复逐项抽查，结果报检察委员会。", Lead: "案件管理办公室", Since: act.DayOf(from)})
	file(5, "xiayu", "p5", programme.Body{Sort: "own", Title: "社区矫正“见人见事”走访月", Text: "司法所工作人员对社区矫正对象逐人走访，核对报到、请销假和谈话记录。", Lead: "社区矫正管理局"}, note)
}
