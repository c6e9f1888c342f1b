package demo

import (
	"time"

	"hengjian/cast"
	"hengjian/oversight/act"
	"hengjian/oversight/meeting"
)

// gathering is one meeting of the main campaign. Days count from the day on
// which the city stands.
type gathering struct {
	code, sort, title, purpose, organ string
	set, day                          int // planned so many days ago; held on that day from now
	begins, ends, venue, host         string
	agenda                            []meeting.Item
	deputies                          []string // logins
	seats                             int64
	steps                             []string // notify answer cancel postpone
	minutes                           string
	decided                           []string
}

var gatherings = []gathering{
	{code: "m01", sort: "mobilisation", title: "司法规范化专项监督动员部署会", set: 75, day: -66, begins: "09:00", ends: "11:00", venue: "市人大常委会会议厅", host: "顾明远",
		agenda:   []meeting.Item{{Text: "宣读专项监督方案", Who: "赵衡", Minutes: 20}, {Text: "四家机关负责人表态发言", Minutes: 40}, {Text: "部署讲话", Who: "顾明远", Minutes: 30}},
		deputies: []string{"yechunhe", "ruanping"}, minutes: "会议宣读了专项监督方案，四家机关负责人分别介绍了自查安排，常委会分管领导作了部署。",
		decided: []string{"四家机关十日内确定联络员", "自查提纲由监察司法工委统一印发"}},
	{code: "m02", sort: "symposium", title: "基层派出所规范执法座谈会", set: 40, day: -31, begins: "14:30", ends: "17:00", venue: "市人大常委会二号会议室", host: "赵衡", organ: cast.Police,
		agenda:   []meeting.Item{{Text: "听取基层所队介绍办案区管理情况", Minutes: 60}, {Text: "代表提问和交流", Minutes: 60}},
		deputies: []string{"yechunhe", "zhulin"}, steps: []string{"notify"}, minutes: "六个派出所介绍了办案区管理和录像保存情况，代表就窗口告知、录像调取程序提问，公安局有关部门作了说明。",
		decided: []string{"对录像保存期限作一次全面排查"}},
	{code: "m03", sort: "visit", title: "走访市公安局执法办案管理中心", set: 12, day: 9, begins: "09:00", ends: "11:30", venue: "市公安局执法办案管理中心", host: "沈岚", organ: cast.Police,
		purpose:  "了解讯问录音录像、权利告知和涉案财物保管制度的执行情况。",
		agenda:   []meeting.Item{{Text: "查看讯问室和录像保存", Minutes: 60}, {Text: "查看涉案财物保管室", Minutes: 30}, {Text: "座谈", Minutes: 60}},
		deputies: []string{"yechunhe", "ruanping"}, seats: 6, steps: []string{"notify", "answer"}},
	{code: "m04", sort: "visit", title: "走访基层人民法庭诉讼服务窗口", set: 8, day: 21, begins: "14:30", venue: "人民法庭", organ: cast.Court, purpose: "了解一次告知和网上立案情况。"},
	{code: "m05", sort: "symposium", title: "律师代表座谈会", set: 20, day: -4, begins: "15:00", venue: "市人大常委会二号会议室", deputies: []string{"ruanping"}, steps: []string{"cancel"}},
	{code: "m06", sort: "feedback", title: "自查情况反馈会", set: 15, day: 3, begins: "09:30", venue: "市人大常委会会议厅", deputies: []string{"yechunhe"}, steps: []string{"postpone"}},
}

// meetings is the past of the meetings.
func (s *seeder) meetings(add func(time.Time, func(time.Time) error)) {
	for i, g := range gatherings {
		id := ""
		do := func(ago, minute int, login, what string, a func() any) {
			add(s.ago(ago, minute+i), func(at time.Time) error {
				ans, err := s.do(s.people[s.login(login)], a(), at, nil, "meeting", g.code, what)
				if what == "plan" {
					id = ans.Subject
				}
				return err
			})
		}
		do(g.set, 10*60, "linwan", "plan", func() any { return &meeting.Plan{Set: s.gatheringSet(g)} })
		if len(g.deputies) > 0 {
			do(g.set-1, 10*60, "linwan", "invite", func() any {
				a := &meeting.Invite{ID: id, Seats: g.seats}
				for _, d := range g.deputies {
					a.Deputies = append(a.Deputies, s.people[s.login(d)].ID)
				}
				return a
			})
		}
		for _, st := range g.steps {
			switch st {
			case "notify":
				do(g.set-1, 11*60, "linwan", st, func() any { return &meeting.NotifyOrgan{ID: id} })
			case "answer":
				do(g.set-3, 19*60, "yechunhe", st, func() any { return &meeting.Answer{ID: id, Answer: "yes"} })
			case "cancel":
				do(g.set-6, 9*60, "linwan", st, func() any {
					return &meeting.Cancel{ID: id, Reason: "与省律师协会会议时间冲突，并入下月座谈。"}
				})
			case "postpone":
				do(g.set-9, 9*60, "linwan", st, func() any {
					return &meeting.Postpone{ID: id, Reason: "部分机关自查材料尚未报齐，日期另行通知。"}
				})
			}
		}
		if g.minutes != "" {
			do(-g.day, 18*60, "linwan", "hold", func() any { return s.attendance(g, id) })
			do(-g.day-2, 10*60, "linwan", "minute", func() any {
				a := &meeting.Minute{ID: id, Minutes: g.minutes}
				for _, d := range g.decided {
					a.Decided = append(a.Decided, meeting.Resolved{Text: d})
				}
				return a
			})
		}
	}
}

func (s *seeder) gatheringSet(g gathering) meeting.Set {
	a := meeting.Set{Sort: g.sort, Title: g.title, Purpose: g.purpose, Campaign: s.campaigns["ZX-2026"], Day: act.DayOf(s.city.Now.AddDate(0, 0, g.day)), Begins: g.begins, Ends: g.ends, Venue: g.venue, Host: g.host, Agenda: g.agenda}
	if g.organ != "" {
		a.Organ = s.organs[s.city.CityOrgan(g.organ)]
	}
	return a
}

// attendance: all who were asked came but the last.
func (s *seeder) attendance(g gathering, id string) any {
	a := &meeting.Hold{ID: id}
	for i := range g.deputies {
		came := "came"
		if i > 0 && i == len(g.deputies)-1 {
			came = "excused"
		}
		a.Attendance = append(a.Attendance, meeting.Attended{Guest: "g" + string(rune('1'+i)), Came: came})
	}
	return a
}
