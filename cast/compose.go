package cast

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// event fixes what happened, so that several people can tell of it: the same seed fills the same blanks.
type event struct {
	told, detail, effect int
	seed                 uint64
	when                 time.Time // of the first telling
}

func newEvent(r *rand.Rand, g genre) event {
	return event{r.IntN(len(g.tell)), r.IntN(60), r.IntN(60), r.Uint64(), time.Time{}}
}

var (
	crimes  = split("盗窃 诈骗 合同诈骗 寻衅滋事 故意伤害 非法经营 掩饰隐瞒犯罪所得 危险驾驶 帮助信息网络犯罪活动 聚众斗殴 职务侵占 交通肇事 开设赌场 非法吸收公众存款")
	things  = split("一辆货车 三台电脑 一批布料 两台挖机 一台数控机床 半吨茶叶 一辆面包车 一批手机配件 账本和U盘 一套音响 几箱字画 一台叉车")
	firms   = split("宏昇商贸 锦程教育 恒裕投资 乐居装饰 惠民养老服务社 飞跃健身 明澜置业 顺丰达物流 金穗农资 天禾食品 众诚担保 望江汽修")
	nights  = split("晚上十一点多 凌晨两点 夜里 傍晚 后半夜 晚饭时分 清晨五点 晚上九点")
	numbers = split("三 四 五 六 七 八")
)

// fill is everything that stands in the blanks of one event.
type fill struct {
	unit, organ, town, firm, officer, caseNo string
	day, month, night, times, days, sum      string
	crime, thing                             string
}

func (c *City) filling(m Message, e event) fill {
	r := rand.New(rand.NewPCG(e.seed, 7))
	f := fill{unit: "有关单位", organ: "有关机关", officer: "一位负责人", town: pick(r, pick(r, counties).towns)}
	if m.Organ >= 0 {
		o := c.Organs[m.Organ]
		f.organ = o.Short
		if o.Place >= 2 {
			f.town = pick(r, counties[o.Place-2].towns)
		}
		f.unit = o.Short
	}
	if m.Unit >= 0 {
		f.unit = c.Units[m.Unit].Full
	}
	if m.Officer >= 0 {
		x := c.Officers[m.Officer]
		title := x.Posts[len(x.Posts)-1].Title
		f.officer = pick(r, []string{"姓" + familyName(x.Name) + "的" + title, familyName(x.Name) + "某（" + title + "）"})
	}
	when := e.when.AddDate(0, 0, -between(r, 3, 50))
	f.day = fmt.Sprintf("%d月%d日", when.Month(), when.Day())
	f.month = pick(r, []string{"去年八月", "去年九月", "去年十月", "去年夏天", "去年秋天", "前年年底", "去年春天"})
	f.night, f.times, f.days = pick(r, nights), pick(r, numbers), fmt.Sprint(between(r, 12, 96))
	f.sum = amount(r)
	f.crime, f.thing, f.firm = pick(r, crimes), pick(r, things), pick(r, firms)
	f.caseNo = c.caseNo(r, m)
	return f
}

func amount(r *rand.Rand) string {
	switch r.IntN(3) {
	case 0:
		return fmt.Sprintf("%d元", between(r, 8, 98)*100)
	case 1:
		return fmt.Sprintf("%d.%d万元", between(r, 1, 39), between(r, 1, 9))
	default:
		return fmt.Sprintf("%d万多元", between(r, 2, 60))
	}
}

// caseNo invents a number of the invented courts: （2025）澄0205民初1234号.
func (c *City) caseNo(r *rand.Rand, m Message) string {
	organ := m.Organ
	if organ < 0 {
		organ = c.CityOrgan(Court)
	}
	kind, n := pick(r, []string{"民初", "民初", "刑初", "行初"}), between(r, 11, 6800)
	name := ""
	if m.Unit >= 0 {
		name = c.Units[m.Unit].Name
	}
	switch {
	case strings.Contains(name, "执行"):
		kind = "执"
	case strings.Contains(name, "刑"):
		kind, n = "刑初", between(r, 5, 900)
	case strings.HasSuffix(name, "法庭"), strings.Contains(name, "立案"), strings.Contains(name, "民"):
		kind = "民初"
	case strings.Contains(name, "行政"):
		kind, n = "行初", between(r, 3, 240)
	}
	if c.Organs[organ].Level == CityLvl {
		kind = strings.Replace(kind, "初", "终", 1)
	}
	return fmt.Sprintf("（%d）%s%s%d号", between(r, 2023, 2025), c.CourtMark(organ), kind, n)
}

func (f fill) into(s string, w whom) string {
	s = strings.NewReplacer("{单位}", f.unit, "{机关}", f.organ, "{镇}", f.town, "{外}", f.firm, "{官}", f.officer, "{案号}", f.caseNo, "{日}", f.day, "{月}", f.month,
		"{夜}", f.night, "{次}", f.times, "{天}", f.days, "{额}", f.sum, "{罪}", f.crime, "{物}", f.thing, "{人}", w.first, "{其人}", w.third, "{他}", w.pronoun, "{这里}", "那里").Replace(s)
	return strings.NewReplacer("我说我们", "我说他们", "我自己就是", "我自己就是").Replace(s)
}

// write composes the original and the working summary; no two originals are the same.
func (c *City) write(r *rand.Rand, m *Message) {
	for {
		c.compose(r, m)
		if !c.seen(m.Text) {
			return
		}
	}
}

func (c *City) compose(r *rand.Rand, m *Message) {
	g, v, e := genreOf(m.Genre), voices[m.Voice], m.event
	f := c.filling(*m, e)
	w := pick(r, v.whom)
	details, effects := fitting(g.details, e.told), fitting(g.effects, e.told)
	main, effect := e.detail%len(details), e.effect%len(effects)
	t := g.tell[e.told]
	say := func(s string) string { return f.into(s, w) }
	var parts []string
	if m.Via != "phone" || r.IntN(2) == 0 {
		parts = append(parts, pick(r, v.opens))
	}
	if r.IntN(100) < 55 {
		parts = append(parts, pick(r, v.lives))
	}
	parts = append(parts, t.first, details[main])
	for _, k := range r.Perm(len(details))[:min(len(details), between(r, 0, 2))] {
		if k != main {
			parts = append(parts, details[k])
		}
	}
	parts = append(parts, effects[effect])
	if r.IntN(3) == 0 && len(effects) > 1 {
		parts = append(parts, effects[(effect+1)%len(effects)])
	}
	if r.IntN(100) < 40 {
		parts = append(parts, pick(r, asksFor(m.Genre)))
	}
	parts = append(parts, pick(r, v.closes))
	text := say(strings.Join(parts, pick(r, []string{"", "", "\n"})))
	for n := 0; len([]rune(text)) < 85; n++ {
		text = pick(r, v.opens) + say(pick(r, v.lives)+details[n%len(details)]) + text
	}
	m.Text = text
	m.CaseNos = nil
	if strings.Contains(m.Text, f.caseNo) {
		m.CaseNos = []string{f.caseNo}
	}
	m.Relation = w.third
	if w.third == "其" {
		m.Relation = "本人"
	}
	m.Where = f.unit
	m.Title = strings.Replace(titlesOf[m.Genre], "{单位}", f.unit, 1)
	m.Summary = channelWord(m.Via, attributed(say(t.third))+pick(r, summaryTails(m.Genre)))
}

// attributed says whose words the summary gives.
func attributed(third string) string {
	for _, verb := range []string{"反映", "建议", "咨询"} {
		if strings.HasPrefix(third, verb) {
			return "来信人" + third
		}
	}
	if strings.HasPrefix(third, "来信人称") {
		return third
	}
	return "来信人称，" + strings.ReplaceAll(third, "来信人", "其")
}

func channelWord(via, s string) string {
	switch via {
	case "visit":
		return strings.ReplaceAll(s, "来信人", "来访人")
	case "phone":
		return strings.ReplaceAll(s, "来信人", "来电人")
	}
	return s
}

// outgoing writes the text for each recipient: no kinship, no sums, no dates, nothing from which the sender could be guessed.
func (c *City) outgoing(r *rand.Rand, m *Message) {
	g := genreOf(m.Genre)
	f := c.filling(*m, m.event)
	f.caseNo, f.days, f.times, f.sum, f.firm, f.thing, f.officer = "一宗案件", "若干", "多", "一定数额款项", "某企业", "有关财物", "有关人员"
	s := f.into(g.tell[m.event.told].third, whom{third: "相关人员"})
	s = strings.NewReplacer("其母", "相关人员", "其父", "相关人员家属", "来信人称", "有人", "来信人", "反映人", "一宗案件案件", "一宗案件").Replace(s)
	if !strings.HasPrefix(s, "反映人") {
		s = strings.TrimPrefix(s, "反映")
	}
	for i := range m.Routes {
		if m.Routes[i].Outcome == "refer" {
			m.Routes[i].Outgoing = pick(r, outgoingOpens) + s + pick(r, outgoingTails)
			m.Routes[i].Reveals = pick(r, []string{"no", "softened", "softened"})
		}
	}
}

// office moves an instant to the next moment at which the office works.
func (c *City) office(t time.Time) time.Time {
	t = t.In(Shanghai)
	for {
		h := t.Hour()
		switch {
		case !workday(t):
			t = day(t).AddDate(0, 0, 1).Add(time.Duration(8*60+31+t.Minute()/2) * time.Minute)
		case h < 8:
			t = day(t).Add(time.Duration(8*60+32+t.Minute()/2) * time.Minute)
		case h >= 17:
			t = day(t).AddDate(0, 0, 1).Add(time.Duration(8*60+30+t.Minute()) * time.Minute)
		default:
			return t
		}
	}
}
