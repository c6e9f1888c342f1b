package demo

import (
	"slices"
	"strconv"
	"time"

	"hengjian/cast"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/correction"
	"hengjian/oversight/organ"
)

// wrong is one request for correction: which fact of the n-th officer of a
// bureau, and how far it has come.
type wrong struct {
	n          int
	what       string
	should     string // "" the year before what the register says
	why        string
	ago        int // days before the city's day
	steps      []string
	basis, say string
}

// wrongs stand in every state of a request's life.
var wrongs = []wrong{
	{n: 0, what: "since", should: "2018-09-03", why: "任职文件的日期是 2018 年 9 月 3 日，登记的日期有误。", ago: 26, steps: []string{"consider", "grant", "tell"}, basis: "任职文件原件", say: "与任职文件一致，予以更正。"},
	{n: 1, what: "born", why: "本人认为登记的出生年有误，请核对人事档案。", ago: 24, steps: []string{"consider", "refuse", "tell"}, basis: "人事档案首页", say: "人事档案与现在的登记一致，不予更正。"},
	{n: 2, what: "title", should: "四级警长", why: "职务套改后为四级警长，登记未更新。", ago: 12, steps: []string{"consider", "grant"}, basis: "职务套改审批表", say: "与审批表一致，予以更正。"},
	{n: 3, what: "born", why: "身份信息采集时录入有误，请核对。", ago: 11, steps: []string{"consider", "refuse"}, basis: "人事档案首页", say: "人事档案与现在的登记一致，不予更正。"},
	{n: 4, what: "since", should: "2019-07-15", why: "登记的日期与任职文件不一致，请核对。", ago: 8, steps: []string{"consider", "ask"}, say: "请附任职文件复印件。"},
	{n: 5, what: "grade", should: "二级警督", why: "去年晋升警衔，登记没有填写。", ago: 6, steps: []string{"consider"}},
	{n: 6, what: "born", why: "出生年登记有误，请核对人事档案。", ago: 3},
	{n: 7, what: "title", should: "民警（内勤）", why: "岗位已经调整到内勤。", ago: 5, steps: []string{"withdraw"}, say: "岗位名称不属于登记的职务，撤回申请。"},
}

// corrections is the past of the requests, all from the city's police bureau.
func (s *seeder) corrections(add func(time.Time, func(time.Time) error)) {
	bureau := s.city.CityOrgan(cast.Police)
	var of []int
	for i, f := range s.city.Officers {
		if f.Organ == bureau && f.Category == "民警" && i != s.city.HeadOf(bureau) && f.Posts[len(f.Posts)-1].Unit >= 0 && s.city.Units[f.Posts[len(f.Posts)-1].Unit].Organ == bureau {
			of = append(of, i)
		}
	}
	for i, w := range wrongs {
		if w.n >= len(of) {
			break
		}
		id, f := "", s.city.Officers[of[w.n]]
		do := func(ago, minute int, login, what string, a func() any) {
			add(s.ago(ago, minute+i), func(at time.Time) error {
				ans, err := s.do(s.people[s.login(login)], a(), at, nil, "correction", i, what)
				if what == "submit" {
					id = ans.Subject
				}
				return err
			})
		}
		add(s.ago(w.ago, 10*60+i), func(at time.Time) error {
			who := s.people[s.login("fangzhou")]
			scan, err := s.paper(who, "本人签名的更正申请")
			if err != nil {
				return err
			}
			a := &correction.Submit{Code: f.Certificate, Person: f.Name, What: w.what, Should: w.should, Why: w.why, Paper: scan, PaperName: "本人签名的更正申请.txt"}
			if a.Should == "" {
				a.Should = strconv.Itoa(f.Born - 1)
			}
			ans, err := s.do(who, a, at, nil, "correction", i, "submit")
			id = ans.Subject
			return err
		})
		for k, st := range w.steps {
			login := map[string]string{"grant": "zhaoheng", "refuse": "zhaoheng", "withdraw": "fangzhou"}[st]
			if login == "" {
				login = "linwan"
			}
			do(w.ago-1-k, 14*60, login, st, func() any {
				switch st {
				case "consider":
					return &correction.Consider{ID: id}
				case "ask":
					return &correction.Ask{ID: id, Wanted: w.say}
				case "grant":
					return &correction.Grant{ID: id, Basis: w.basis, Reason: w.say}
				case "refuse":
					return &correction.Refuse{ID: id, Basis: w.basis, Reason: w.say}
				case "tell":
					return &correction.Tell{ID: id, Channel: "organ", Day: act.DayOf(s.ago(w.ago-1-k, 0))}
				}
				return &correction.Withdraw{ID: id, Reason: w.say}
			})
		}
	}
}

// sessions are two sessions of the standing committee with who came, a vote on
// an appointment at the later one, and what moved at the deputies' stations.
func (s *seeder) sessions(add func(time.Time, func(time.Time) error)) {
	id := map[string]string{}
	member := func(n int) string { return office.RegisterID("member", place, s.city.Deputies[n].No) }
	const last = "第九届人大常委会第三十二次会议"
	for i, x := range []struct {
		title           string
		ago             int
		excused, absent []int
	}{{"第九届人大常委会第三十一次会议", 96, []int{11, 24}, []int{33}}, {last, 34, []int{9}, nil}} {
		add(s.ago(x.ago+7, 9*60), func(at time.Time) error {
			ans, err := s.do(s.people[s.login("linwan")], &organ.EnterSitting{Title: x.title, Day: act.DayOf(s.ago(x.ago, 0)), Until: act.DayOf(s.ago(x.ago-1, 0))}, at, nil, "sitting", i)
			id[x.title] = ans.Subject
			return err
		})
		add(s.ago(x.ago-1, 18*60), func(at time.Time) error {
			a := &organ.Attend{ID: id[x.title]}
			for _, n := range x.excused {
				a.Excused = append(a.Excused, member(n))
			}
			for _, n := range x.absent {
				a.Absent = append(a.Absent, member(n))
			}
			_, err := s.do(s.people[s.login("linwan")], a, at, nil, "sitting", i, "attend")
			return err
		})
	}
	court := s.city.CityOrgan(cast.Court)
	judge := slices.IndexFunc(s.city.Officers, func(f cast.Officer) bool {
		return f.Organ == court && f.Category == "员额法官" && f.Posts[len(f.Posts)-1].Title == "审判员"
	})
	if judge >= 0 {
		add(s.ago(32, 16*60), func(at time.Time) error {
			_, err := s.do(s.people[s.login("qiaozhengyan")], &organ.Appoint{ID: s.officers[judge], Kind: "appoint", Title: "副庭长", Unit: s.unitOf(judge), Session: last, For: 36, Against: 1, Abstain: 1}, at,
				&act.Body{Name: "committee", Minute: "常委会公报〔" + at.Format("2006") + "〕1号", Date: act.DayOf(s.ago(33, 0))}, "vote", judge)
			return err
		})
	}
	if n := len(s.city.Stations); n > 2 {
		gone := office.RegisterID("station", place, s.city.Stations[n-1].Code)
		add(s.ago(20, 9*60), func(at time.Time) error {
			_, err := s.do(s.people[s.login("linwan")], &organ.CloseStation{ID: gone, Day: act.DayOf(at)}, at, nil, "station", "close")
			return err
		})
		for i, d := range s.city.Deputies {
			if d.Station != n-1 {
				continue
			}
			add(s.ago(20, 9*60+10+i%40), func(at time.Time) error {
				_, err := s.do(s.people[s.login("linwan")], &organ.Attach{ID: office.RegisterID("deputyrec", place, d.No), Station: office.RegisterID("station", place, s.city.Stations[0].Code), Day: act.DayOf(at)}, at, nil, "station", d.No)
				return err
			})
		}
	}
}

// unitOf is the id of an officer's present unit, "" the organ's leadership.
func (s *seeder) unitOf(officer int) string {
	posts := s.city.Officers[officer].Posts
	if u := posts[len(posts)-1].Unit; u >= 0 {
		return s.units[u]
	}
	return ""
}
