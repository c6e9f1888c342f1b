package cast

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// Docket is an invented register as its organ would hand it over: headings and
// rows of text. Numbers are left out, dates contradict each other and cells are
// empty as in real ones.
type Docket struct {
	Head []string
	Rows [][]string
}

// CourtDocket is a year of the intermediate court's second instances up to a
// day: three tribunals, one of which closes late more often than the others.
func (c *City) CourtDocket(until time.Time, n int) Docket {
	r := c.stream(71)
	d := Docket{Head: strings.Split("案号 立案时间 结案时间 承办部门 适用程序 案由 结案方式 承办法官 书记员 合议庭 上诉人 被上诉人 代理律师 执业证号 扣除审限 延长审限 是否开庭", " ")}
	units := []string{"民一庭", "民二庭", "民三庭"}
	judges := [][]string{{"舒文卿", "柏若川", "贺知夏"}, {"岑南星", "闻人雪", "叶怀谷"}, {"秋长庚", "谈若冰"}}
	causes := []string{"民间借贷纠纷", "买卖合同纠纷", "离婚纠纷", "机动车交通事故责任纠纷"}
	outcomes := []string{"维持", "维持", "维持", "维持", "改判", "发回重审", "调解", "准予撤诉"}
	day := until.AddDate(-1, 0, -10)
	seq := map[int]int{}
	for i := range n {
		day = day.Add(time.Duration(365*24/n) * time.Hour)
		y := day.Year()
		seq[y]++
		if i%61 == 17 || i > n/2 && i < n/2+9 { // not supplied
			continue
		}
		u := r.IntN(3)
		took := 25 + r.IntN(64)
		if u == 1 && r.IntN(6) == 0 {
			took = 95 + r.IntN(80)
		}
		excluded, extended := "", ""
		switch r.IntN(20) {
		case 0:
			from := day.AddDate(0, 0, 20)
			excluded = from.Format("2006-01-02") + "~" + from.AddDate(0, 0, 40).Format("2006-01-02") + " 鉴定"
			took += 30
		case 1:
			extended, took = "1个月 院长批准", took+25
		}
		closed, out := day.AddDate(0, 0, took), pick(r, outcomes)
		closedText := closed.Format("2006/1/2")
		if closed.After(until) {
			closedText, out = "", ""
		}
		d.Rows = append(d.Rows, []string{fmt.Sprintf("（%d）明01民终%d号", y, seq[y]), day.Format("2006-01-02"), closedText, units[u], "二审", pick(r, causes), out, pick(r, judges[u]), personName(r, true), strings.Join(judges[u], "、"),
			personName(r, false), personName(r, true), personName(r, false), certificate(r), excluded, extended, pick(r, []string{"是", "否"})})
	}
	return d
}

func certificate(r *rand.Rand) string {
	return fmt.Sprintf("19901%d10%06d", 2010+r.IntN(14), r.IntN(1000000))
}

// InterrogationDocket is half a year of the police's case centres up to a day.
// In one unit recordings are missing for some weeks.
func (c *City) InterrogationDocket(until time.Time, n int) Docket {
	r := c.stream(72)
	d := Docket{Head: strings.Split("登记编号 立案编号 违法嫌疑人 入区时间 离区时间 开始时间 结束时间 录音录像 告知书 传唤 案情特别重大复杂 未成年人 讯问人数 办案单位 办案民警 结案日期", " ")}
	units := []string{"刑侦支队", "城南派出所", "河口派出所", "经侦支队"}
	at := until.AddDate(0, 0, -190)
	seq := map[int]int{}
	yn := func(b bool) string {
		if b {
			return "是"
		}
		return "否"
	}
	for i := range n {
		at = at.Add(time.Duration(185*24*60/n) * time.Minute)
		y := at.Year()
		seq[y]++
		if i%83 == 40 {
			continue
		}
		u := r.IntN(len(units))
		begin := time.Date(y, at.Month(), at.Day(), 8+r.IntN(11), r.IntN(60), 0, 0, Shanghai)
		if r.IntN(14) == 0 {
			begin = begin.Add(6 * time.Hour)
		}
		end := begin.Add(time.Duration(40+r.IntN(160)) * time.Minute)
		enter, left := begin.Add(-time.Duration(20+r.IntN(90))*time.Minute), end.Add(time.Duration(30+r.IntN(300))*time.Minute)
		complexCase := ""
		if r.IntN(120) == 0 {
			left, complexCase = enter.Add(time.Duration(13+r.IntN(8))*time.Hour), "否"
		}
		recorded := !(u == 2 && i > n/2 && i < n*3/4 && r.IntN(3) == 0) && r.IntN(150) != 0
		closed := ""
		if end.AddDate(0, 2, 0).Before(until) {
			closed = end.AddDate(0, 0, 20+r.IntN(40)).Format("2006-01-02")
		}
		t := func(x time.Time) string { return x.Format("2006-01-02 15:04") }
		d.Rows = append(d.Rows, []string{fmt.Sprintf("明公讯〔%d〕%d号", y, seq[y]), fmt.Sprintf("明公（刑）立字〔%d〕%d号", y, 1+r.IntN(900)), personName(r, r.IntN(6) == 0), t(enter), t(left), t(begin), t(end),
			yn(recorded), yn(r.IntN(90) != 0), yn(r.IntN(3) > 0), complexCase, yn(r.IntN(40) == 0), pick(r, []string{"2", "2", "2", "3"}), units[u], personName(r, false), closed})
	}
	return d
}
