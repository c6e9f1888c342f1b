package demo

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"time"

	"hengjian/cast"
	"hengjian/oversight/act"
	"hengjian/oversight/lead"
	"hengjian/oversight/problem"
	"hengjian/oversight/roster"
	"hengjian/oversight/screenrun"
)

// screenings is the past of the screenings: one of pairs whose leads stand in
// every state, one of outcomes that has just been opened, one that waits for
// somebody else to open it, and one that was withdrawn unopened.
func (s *seeder) screenings(add func(time.Time, func(time.Time) error)) {
	x := &screened{seeder: s, runs: map[string]string{}, leads: map[string]string{}}
	court, police := s.city.CityOrgan(cast.Court), s.city.CityOrgan(cast.Police)
	until := s.city.Now.AddDate(0, -3, -s.city.Now.Day())
	year := "截至" + until.Format("2006年1月") + "的一年"
	closed, reports := s.city.ClosedCases(until, 1800), s.city.ReportsOfCrime(until, 2400)
	pairs := screenrun.Declare{Title: "民商事案件分案检验", Purpose: "代表建议了解随机分案制度的执行情况。", Organ: s.organs[court], Period: year, FileName: "民商事结案登记.csv",
		Cols:   screenrun.Columns{ID: "案号", Subject: "法官", Partner: "代理律师", Strata: []string{"团队", "结案月份"}, Series: "串案"},
		Params: screenrun.Params{Detector: "pair", MinN: 50, MinMeet: 5, Omega0: 2, Q: .05, Permute: 5, Seed: 1, MidP: true}}
	shares := screenrun.Declare{Title: "不予立案比例检验", Purpose: "群众反映报案后不立案较多，了解各所掌握的标准是否一致。", Organ: s.organs[police], Period: year, FileName: "警情处理登记.csv",
		Cols:   screenrun.Columns{ID: "警情编号", Subject: "派出所", Outcome: "不予立案", Strata: []string{"类别", "月份"}},
		Params: screenrun.Params{Detector: "outcome", MinN: 50, MinMeet: 5, Omega0: 2, Q: .05, Permute: 5, Seed: 1}}
	near := pairs
	near.Title, near.Purpose = "临近审限结案检验", "了解审限管理，看有没有集中在期限前结案的情况。"
	near.Cols = screenrun.Columns{ID: "案号", Subject: "法官", Time: "距审限天数", Strata: []string{"团队", "结案月份"}}
	near.Params = screenrun.Params{Detector: "bunching", MinN: 50, MinMeet: 5, Omega0: 2, Q: .05, Permute: 5, Seed: 1, Window: 10}
	whole := pairs
	whole.Title, whole.Purpose, whole.Cols.Strata = "分案检验（全院合并）", "先看全院合并的情况。", []string{"结案月份"}

	x.declare(add, 62, "whole", closed, whole)
	x.act(add, 61, 9*60, "linwan", "withdraw", func() any {
		return &screenrun.Withdraw{ID: x.runs["whole"], Reason: "分层应当到团队：只按月份比较，专业分工看起来就像指定分案。"}
	})
	x.declare(add, 60, "pairs", closed, pairs)
	x.open(add, 58, "pairs")
	x.fates(add)
	x.declare(add, 9, "shares", reports, shares)
	x.open(add, 7, "shares")
	x.declare(add, 3, "near", closed, near)
	x.complaints(add, until, year)
	watch := pairs
	watch.Title, watch.Purpose = "民商事分案按月监测", "制度整改以后，逐月看有没有新的情况。"
	watch.Cols.Strata, watch.Cols.Period = []string{"团队"}, "结案月份"
	watch.Params, watch.ListName = screenrun.Params{Detector: "monitor", MinN: 50, MinMeet: 5, Omega0: 2, Q: .05}, "法院报送的关系名单.csv"
	x.declare(add, 6, "watch", closed, watch)
	x.open(add, 5, "watch")
}

// screened follows the runs and their leads.
type screened struct {
	*seeder
	runs, leads map[string]string // by key; by subject
}

func (x *screened) act(add func(time.Time, func(time.Time) error), ago, minute int, login, key string, a func() any) {
	add(x.ago(ago, minute), func(at time.Time) error {
		_, err := x.do(x.people[x.login(login)], a(), at, nil, "screening", key)
		return err
	})
}

func (x *screened) declare(add func(time.Time, func(time.Time) error), ago int, key string, d cast.Docket, a screenrun.Declare) {
	add(x.ago(ago, 15*60), func(at time.Time) (err error) {
		var b bytes.Buffer
		if err = csv.NewWriter(&b).WriteAll(append([][]string{d.Head}, d.Rows...)); err != nil {
			return err
		}
		if a.Hash, _, err = x.o.KeepRegister(x.people[x.login("linwan")], a.FileName, &b); err != nil {
			return err
		}
		if a.ListName != "" {
			if a.Relations, _, err = x.o.KeepRegister(x.people[x.login("linwan")], a.ListName, strings.NewReader(x.relations())); err != nil {
				return err
			}
		}
		ans, err := x.do(x.people[x.login("linwan")], &a, at, nil, "screening", key, "declare")
		x.runs[key] = ans.Subject
		return err
	})
}

// relations is an invented list that came after the files were given out: pairs
// of the register, a reviewer by her certificate number and one by her name alone.
func (x *screened) relations() string {
	judge := x.judge(6) // of the file on which two differ
	i := slices.IndexFunc(x.city.Officers, func(f cast.Officer) bool { return f.Certificate == judge })
	name := func(login string) string { return x.people[x.login(login)].Name }
	return "承办人,相对人,关系,来源,承办人证件编号,相对人证件编号\n" +
		"法06,律14,近亲属,法院报送的配偶子女从业情况,,\n法12,律29,同学,申报表第4页,,\n法08,律20,师生,申报表第5页,,\n" +
		x.city.Officers[i].Name + "," + name("cenwei") + ",夫妻,申报表第6页," + judge + "," + reviewerNo + "\n" +
		x.city.Officers[i].Name + "," + name("puran") + ",大学同学,申报表第7页," + judge + ",\n"
}

// open computes a run and learns the ids of its leads.
func (x *screened) open(add func(time.Time, func(time.Time) error), ago int, key string) {
	add(x.ago(ago, 10*60), func(at time.Time) error {
		who := x.people[x.login("zhaoheng")]
		if _, err := x.do(who, &screenrun.Open{ID: x.runs[key]}, at, nil, "screening", key, "open"); err != nil {
			return err
		}
		ls, err := x.o.LeadsOf(x.ctx, who, x.runs[key])
		for _, l := range ls {
			if x.leads[l.Subject] == "" { // a later run may flag the same again
				x.leads[l.Subject] = l.ID
			}
		}
		return err
	})
}

// fates takes the leads of the pairs to where they stand: one explained by a
// roster and closed, one that became a problem after the judge had answered, one
// whose judge has answered, one that waits for the second person.
func (x *screened) fates(add func(time.Time, func(time.Time) error)) {
	for i, judge := range []string{"法03", "法06", "法09", "法12"} {
		id := func() string { return x.leads[judge] }
		step := func(ago int, login, what string, a func() any) { x.act(add, ago, 14*60+i, login, judge+" "+what, a) }
		step(57, "zhaoheng", "assign", func() any { return &lead.Assign{ID: id(), Person: x.people[x.login("linwan")].ID} })
		step(56, "linwan", "ask", func() any {
			return &lead.AskUnit{ID: id(), Period: "上一年度", Papers: []string{"rules", "duty", "pools"}}
		})
		x.supply(add, 48, i, judge)
		switch judge {
		case "法03":
			step(46, "linwan", "tick", func() any { return &lead.TickAll{ID: id(), Ticks: ticks("duty", "yes", "值班律师对接表")} })
			step(45, "linwan", "propose", func() any {
				return &lead.Propose{ID: id(), Outcome: "closed", Code: "explained", Reason: "值班律师与速裁团队固定对接，名册从上一年一月起用。"}
			})
			step(44, "zhaoheng", "decide", func() any { return &lead.Decide{ID: id()} })
		case "法06", "法09":
			step(44, "zhaoheng", "invite", func() any { return &lead.InvitePerson{ID: id(), Day: act.DayOf(x.ago(44, 0))} })
			said := "该律师代理的多为同一物业公司的案件，本人未要求分给自己，分案系统记录可以调取。"
			if judge == "法06" {
				said = "案件由团队负责人指定，没有留下指定的理由，本人没有提出过异议。"
			}
			step(38, "linwan", "hear", func() any {
				return &lead.EnterStatement{ID: id(), Day: act.DayOf(x.ago(38, 0)), Text: said}
			})
			if judge == "法06" {
				step(36, "linwan", "tick", func() any { return &lead.TickAll{ID: id(), Ticks: ticks("", "", "")} })
				step(35, "linwan", "propose", func() any {
					return &lead.Propose{ID: id(), Outcome: "problem", Code: "confirmed", Reason: "指定分案没有理由记录，随机分案的规定没有落实。"}
				})
				step(34, "zhaoheng", "decide", func() any { return &lead.Decide{ID: id()} })
				step(33, "linwan", "draft", func() any {
					return &problem.Draft{Title: "指定分案没有记录理由", Statement: "核查发现，市中院部分团队指定分案没有记录理由，随机分案为主、指定分案为辅的规定没有落实。", Class: "norm.docketing", Organ: x.organs[x.city.CityOrgan(cast.Court)],
						Origin: "lead", Origins: []problem.Origin{{Kind: "lead", ID: id()}}}
				})
			}
		case "法12":
			step(12, "linwan", "tick", func() any {
				return &lead.TickAll{ID: id(), Ticks: ticks("specialised", "partly", "商事团队分工表，只覆盖三个月")}
			})
			step(4, "linwan", "propose", func() any {
				return &lead.Propose{ID: id(), Outcome: "review", Code: "unclear", Reason: "分工表只能解释一部分，提请案件评查时一并抽看程序材料。"}
			})
		}
	}
}

// supply is the court's answer: rules and rosters, of nobody in particular.
func (x *screened) supply(add func(time.Time, func(time.Time) error), ago, i int, judge string) {
	add(x.ago(ago, 10*60+i), func(at time.Time) error {
		liaison := x.people[x.login("songmo")]
		rs, err := x.o.RosterList(x.ctx, liaison)
		if err != nil {
			return err
		}
		at0 := slices.IndexFunc(rs, func(r roster.Roster) bool { return r.State == "asked" && r.Serial == int64(i+1) })
		if at0 < 0 {
			return fmt.Errorf("no request for rosters number %d", i+1)
		}
		file, err := x.paper(liaison, "分案规则和值班律师对接表")
		if err != nil {
			return err
		}
		_, err = x.do(liaison, &roster.Supply{ID: rs[at0].ID, Text: "分案以系统随机为主；速裁团队与值班律师按对接表固定安排，对接表由立案庭编制，上一年一月起用。", Hash: file, FileName: "分案规则和值班律师对接表.txt"}, at, nil, "screening", judge, "supply")
		return err
	})
}

// ticks answer every innocent explanation: one as given, the others ruled out.
func ticks(code, answer, note string) (out []lead.Tick) {
	for _, e := range lead.Explanations {
		t := lead.Tick{Code: e.Code, Answer: "no"}
		if e.Code == code {
			t.Answer, t.Note = answer, note
		}
		out = append(out, t)
	}
	return out
}
