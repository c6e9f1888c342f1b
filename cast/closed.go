package cast

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// ClosedCases is a year of closed first-instance civil cases for screening, with
// codes instead of names: three teams of five judges, twelve lawyers who come to
// each. Four lawyers meet one judge far more often than random assignment gives;
// a bank's long series before one judge looks like it and is none.
func (c *City) ClosedCases(until time.Time, n int) Docket {
	r := c.stream(73)
	d := Docket{Head: strings.Split("案号 团队 案由类别 结案月份 法官 代理律师 串案 判决支持 距审限天数", " ")}
	favoured := map[string]string{"律07": "法03", "律14": "法06", "律18": "法09", "律29": "法12"}
	first := until.AddDate(-1, 0, 1)
	add := func(team int, month time.Time, judge, lawyer, series string) {
		won := "0"
		if r.IntN(100) < 56 {
			won = "1"
		}
		d.Rows = append(d.Rows, []string{fmt.Sprintf("（%d）明01民初%d号", month.Year(), len(d.Rows)+1), []string{"民一庭第一团队", "民一庭第二团队", "民二庭商事团队"}[team], pick(r, []string{"合同", "侵权", "婚姻家庭"}), month.Format("2006-01"), judge, lawyer, series, won, fmt.Sprint(daysLeft(r))})
	}
	for i := range n {
		team, month := r.IntN(3), first.AddDate(0, i*12/n, 0)
		lawyer := fmt.Sprintf("律%02d", 12*team+1+r.IntN(12))
		judge := fmt.Sprintf("法%02d", 5*team+1+r.IntN(5))
		if f := favoured[lawyer]; f != "" && r.IntN(10) < 7 {
			judge = f
		}
		add(team, month, judge, lawyer, "")
	}
	for range 120 {
		add(1, first.AddDate(0, 4, 0), "法08", "律20", "某银行信用卡纠纷")
	}
	return d
}

// daysLeft at closing: many end in the last days before the limit.
func daysLeft(r *rand.Rand) int {
	if r.IntN(4) == 0 {
		return r.IntN(10)
	}
	return 5 + r.IntN(80)
}

// ReportsOfCrime is a year of reports to police stations with what became of
// them; in one of them "not taken as a case" is far more frequent than elsewhere.
func (c *City) ReportsOfCrime(until time.Time, n int) Docket {
	r := c.stream(74)
	d := Docket{Head: strings.Split("警情编号 派出所 类别 月份 不予立案", " ")}
	stations := []string{"城南派出所", "河口派出所", "码头派出所", "东湖派出所", "西山派出所", "北桥派出所"}
	first := until.AddDate(-1, 0, 1)
	for i := range n {
		at, not := pick(r, stations), "0"
		share := 22
		if at == "码头派出所" {
			share = 38
		}
		if r.IntN(100) < share {
			not = "1"
		}
		d.Rows = append(d.Rows, []string{fmt.Sprintf("JQ%06d", i+1), at, pick(r, []string{"盗窃", "诈骗", "故意伤害", "其他"}), first.AddDate(0, i*12/n, 0).Format("2006-01"), not})
	}
	return d
}

// Complaints is a year of complaints about officers to four branches of the
// police, with who looked into each: codes instead of names. An investigator
// works in his branch alone, so that across the city every officer seems to meet
// the investigators of his own; within a branch and month six officers go to one
// investigator far more often than chance gives.
func (c *City) Complaints(until time.Time, n int) Docket {
	r := c.stream(75)
	d := Docket{Head: strings.Split("投诉编号 分局 月份 调查人 被投诉民警 查实", " ")}
	branches := []string{"城关分局", "河口分局", "东湖分局", "北桥分局"}
	favoured := map[int]int{3: 2, 11: 4, 18: 5, 33: 10, 40: 12, 50: 15}
	first := until.AddDate(-1, 0, 1)
	for i := range n {
		b := r.IntN(len(branches))
		officer, by := 15*b+1+r.IntN(15), 4*b+1+r.IntN(4)
		if f := favoured[officer]; f != 0 && r.IntN(10) < 7 {
			by = f
		}
		proven := "0"
		if r.IntN(100) < 18 {
			proven = "1"
		}
		d.Rows = append(d.Rows, []string{fmt.Sprintf("TS%05d", i+1), branches[b], first.AddDate(0, i*12/n, 0).Format("2006-01"), fmt.Sprintf("督%02d", by), fmt.Sprintf("警%03d", officer), proven})
	}
	return d
}
