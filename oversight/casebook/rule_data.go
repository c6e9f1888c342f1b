package casebook

import (
	"strconv"
	"time"

	"hengjian/oversight/law"
)

// Rule is one rule that a row either keeps or not, by what stands in it: no
// probability, no person. Its article was read where Confirmed; where it was
// not, this committee must confirm it before a figure is used outside.
type Rule struct {
	ID, Sort  string
	Zh, En    string // what was not kept
	Basis     string // source key, see law.Cite
	From, To  string // days of the row to which it applies
	Confirmed bool
	Needs     []string // fields without which nothing is concluded
	Test      func(r Row, b *Bench) Verdict
}

// Rules of the registers of the four organs.
var Rules = []Rule{
	{ID: "court.limit", Sort: "court.cases", Zh: "超过审限（扣除、延长之后）", En: "over the time limit, net of exclusions and extensions", Basis: "SX00 8, 9", Confirmed: true, Needs: []string{"docketed"}, Test: func(r Row, b *Bench) Verdict { return b.Overdue(r).Verdict }},
	{ID: "court.adjourned", Sort: "court.cases", Zh: "延期开庭超过两次", En: "adjourned more than twice", Basis: "SX19 3", Confirmed: true, From: "2019-03-28", Needs: []string{"adjourned"}, Test: over("adjourned", 2)},

	{ID: "police.recording", Sort: "police.interrogations", Zh: "讯问没有同步录音录像", En: "interrogation not recorded throughout", Basis: "CPL 123", Needs: []string{"recorded"}, Test: mustBe("recorded", "true")},
	{ID: "police.night", Sort: "police.interrogations", Zh: "夜间讯问（22时至6时）", En: "interrogated at night (22:00 to 6:00)", Basis: "local", Needs: []string{"began", "ended"}, Test: night},
	{ID: "police.hours", Sort: "police.interrogations", Zh: "传唤拘传讯问超过12小时（重大复杂24小时）", En: "kept on a summons over 12 hours (24 in grave cases)", Basis: "CPL 119", Needs: []string{"summoned"}, Test: hours},
	{ID: "police.rights", Sort: "police.interrogations", Zh: "没有权利义务告知", En: "rights not told", Basis: "CPL 120", Needs: []string{"rights"}, Test: mustBe("rights", "true")},
	{ID: "police.two", Sort: "police.interrogations", Zh: "讯问人员少于二人", En: "fewer than two interrogators", Basis: "CPL 118", Needs: []string{"interrogators"}, Test: under("interrogators", 2)},
	{ID: "police.center", Sort: "police.interrogations", Zh: "应在办案中心而不在", En: "not in the case centre", Basis: "local", Needs: []string{"center"}, Test: mustBe("center", "true")},
	{ID: "police.minor", Sort: "police.interrogations", Zh: "讯问未成年人没有合适成年人到场", En: "a minor without a guardian", Basis: "CPL 281", Needs: []string{"minor"}, Test: when("minor", "true", "guardian", mustBe("guardian", "true"))},

	{ID: "police.handed", Sort: "police.custody", Zh: "拘留后24小时内没有送看守所", En: "not taken to the detention house within 24 hours", Basis: "CPL 85", Needs: []string{"measure"}, Test: handed},
	{ID: "police.dates", Sort: "police.custody", Zh: "登记的拘留开始日期晚于实际拘留时间（期限少算）", En: "detention recorded as begun later than it was (days lost from the count)", Basis: "CPL 85; local", Needs: []string{"measure", "since", "held_at"}, Test: postdated},
	{ID: "police.family", Sort: "police.custody", Zh: "拘留、逮捕后没有在次日前通知家属", En: "family not told by the next day", Basis: "CPL 85", Needs: []string{"measure"}, Test: family},
	{ID: "police.detention", Sort: "police.custody", Zh: "刑事拘留超过期限（14日，流窜多次结伙37日）", En: "detained over 14 days (37 where roaming, repeated or in a gang)", Basis: "CPL 91", Confirmed: true, Needs: []string{"measure", "since"}, Test: detention},
	{ID: "police.custody", Sort: "police.custody", Zh: "侦查羁押超过期限（二个月加批准延长）", En: "in custody over two months and what was extended", Basis: "CPL 156, 158, 159", Confirmed: true, Needs: []string{"measure", "since"}, Test: custody},
	{ID: "police.bail", Sort: "police.custody", Zh: "取保候审超过十二个月、监视居住超过六个月", En: "bail over 12, residential surveillance over 6 months", Basis: "CPL 79", Confirmed: true, Needs: []string{"measure", "since"}, Test: bail},
	{ID: "police.deposit", Sort: "police.custody", Zh: "取保结束三十日以上保证金没有退还", En: "bail deposit not returned 30 days after bail ended", Basis: "CPL 73; local", Needs: []string{"measure", "deposit"}, Test: deposit},
	{ID: "police.exam", Sort: "police.custody", Zh: "入所没有体检", En: "not examined on entry", Basis: "local; 看守所条例 10", Needs: []string{"exam"}, Test: mustBe("exam", "true")},
	{ID: "police.outside", Sort: "police.custody", Zh: "送看守所后在所外讯问", En: "interrogated outside the house after entry", Basis: "CPL 118(2)", Needs: []string{"outside"}, Test: over("outside", 0)},

	{ID: "police.list", Sort: "police.property", Zh: "扣押没有清单", En: "seized without a list", Basis: "CPL 142", Test: supplied("list_no")},
	{ID: "police.stored", Sort: "police.property", Zh: "扣押后超过一日入库或者没有入库记录", En: "not stored within a day", Basis: "local", Needs: []string{"seized"}, Test: stored},
	{ID: "police.witness", Sort: "police.property", Zh: "清单没有见证人签名", En: "the list has no witness", Basis: "CPL 142", Needs: []string{"witness"}, Test: mustBe("witness", "true")},
	{ID: "police.undisposed", Sort: "police.property", Zh: "案件办结三十日以上财物没有处理", En: "property not disposed of 30 days after the case was concluded", Basis: "CPL 245; local", Needs: []string{"case_closed"}, Test: undisposed},

	{ID: "procuratorate.limit", Sort: "procuratorate.cases", Zh: "超过办案期限", En: "over the time limit", Basis: "CPL 91, 172", Confirmed: true, Needs: []string{"received"}, Test: func(r Row, b *Bench) Verdict { return b.Overdue(r).Verdict }},
	{ID: "procuratorate.returns", Sort: "procuratorate.cases", Zh: "退回补充侦查超过两次", En: "returned for more investigation more than twice", Basis: "CPL 175", Confirmed: true, Needs: []string{"returns"}, Test: over("returns", 2)},
	{ID: "procuratorate.plea", Sort: "procuratorate.cases", Zh: "认罪认罚具结没有律师在场", En: "a plea signed without a lawyer", Basis: "CPL 174", Needs: []string{"plea"}, Test: when("plea", "true", "lawyer_present", mustBe("lawyer_present", "true"))},
	{ID: "procuratorate.need", Sort: "procuratorate.cases", Zh: "在押满两个月没有羁押必要性审查", En: "two months in custody without a review of its need", Basis: "CPL 95; local", Needs: []string{"detained"}, Test: needReview},

	{ID: "justice.limit", Sort: "justice.sentences", Zh: "减刑假释审理超过期限（一个月，可延长一个月）", En: "commutation over its limit (1+1 months)", Basis: "JX14 1", Confirmed: true, Needs: []string{"change", "applied"}, Test: commuted},
	{ID: "justice.posted", Sort: "justice.sentences", Zh: "减刑假释没有公示", En: "not posted publicly", Basis: "JX14 3", Needs: []string{"change"}, Test: notOutside("posted")},
	{ID: "justice.hearing", Sort: "justice.sentences", Zh: "三类罪犯减刑假释没有开庭", En: "of the three classes, not heard in court", Basis: "JX14 6", Needs: []string{"duty_crime"}, Test: when("duty_crime", "true", "hearing", mustBe("hearing", "true"))},
	{ID: "justice.diagnosis", Sort: "justice.sentences", Zh: "暂予监外执行没有病情诊断文书", En: "serving outside without a diagnosis", Basis: "CPL 265", Needs: []string{"change"}, Test: func(r Row, b *Bench) Verdict {
		if codeOf("changes", r.Get("change")) != "outside" {
			return Exempt
		}
		return mustBe("diagnosis", "true")(r, b)
	}},
	{ID: "justice.reported", Sort: "justice.corrections", Zh: "裁判生效十日内没有报到", En: "not reported within ten days", Basis: "SQJZ 21", Needs: []string{"ordered"}, Test: reported},
	{ID: "justice.plan", Sort: "justice.corrections", Zh: "没有矫正方案", En: "no correction plan", Basis: "SQJZ 24", Needs: []string{"plan"}, Test: mustBe("plan", "true")},
	{ID: "justice.group", Sort: "justice.corrections", Zh: "没有矫正小组", En: "no correction group", Basis: "SQJZ 25", Needs: []string{"group"}, Test: mustBe("group", "true")},
	{ID: "justice.ended", Sort: "justice.corrections", Zh: "期满没有解除", En: "not ended when the term was over", Basis: "SQJZ 44", Needs: []string{"until"}, Test: endedLate},
}

// RuleOf finds a rule.
func RuleOf(id string) (Rule, bool) {
	for _, r := range Rules {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}

// Judge asks one rule of one row.
func (rl Rule) Judge(r Row, b *Bench) Verdict {
	day := day10(r.Get(r.Sort.From))
	if rl.From != "" && day < rl.From || rl.To != "" && day > rl.To {
		return Exempt
	}
	for _, f := range rl.Needs {
		if r.Get(f) == "" {
			return Unknown
		}
	}
	return rl.Test(r, b)
}

func hit(b bool) Verdict {
	if b {
		return Hit
	}
	return InOrder
}

func mustBe(field, want string) func(Row, *Bench) Verdict {
	return func(r Row, _ *Bench) Verdict {
		if r.Get(field) == "" {
			return Unknown
		}
		return hit(r.Get(field) != want)
	}
}

func when(field, is, then string, test func(Row, *Bench) Verdict) func(Row, *Bench) Verdict {
	return func(r Row, b *Bench) Verdict {
		if r.Get(field) != is {
			return Exempt
		}
		if r.Get(then) == "" {
			return Unknown
		}
		return test(r, b)
	}
}

func number(s string) int { n, _ := strconv.Atoi(s); return n }

func over(field string, most int) func(Row, *Bench) Verdict {
	return func(r Row, _ *Bench) Verdict { return hit(number(r.Get(field)) > most) }
}

func under(field string, least int) func(Row, *Bench) Verdict {
	return func(r Row, _ *Bench) Verdict { return hit(number(r.Get(field)) < least) }
}

// supplied: an empty cell is a fault only where the organ fills the column at all.
func supplied(field string) func(Row, *Bench) Verdict {
	return func(r Row, b *Bench) Verdict {
		if !b.Supplied[field] {
			return Unknown
		}
		return hit(r.Get(field) == "")
	}
}

func clock(s string) (time.Time, bool) {
	layout := "2006-01-02T15:04:05"
	if len(s) == len("2006-01-02") {
		layout = "2006-01-02"
	}
	t, err := time.Parse(layout, s)
	return t, err == nil && len(layout) > len("2006-01-02")
}

// night: any part of the interrogation lies between 22:00 and 6:00.
func night(r Row, _ *Bench) Verdict {
	a, ok := clock(r.Get("began"))
	z, ok2 := clock(r.Get("ended"))
	if !ok || !ok2 || z.Before(a) {
		return Unknown
	}
	at := a.Hour()
	evening := time.Date(a.Year(), a.Month(), a.Day(), 22, 0, 0, 0, a.Location())
	return hit(a.Before(z) && (at >= 22 || at < 6 || evening.Before(z)))
}

// hours: from entering to leaving, or where that is missing from beginning to
// end; a stay that is over even the longer term needs no further fact.
func hours(r Row, _ *Bench) Verdict {
	if r.Get("summoned") != "true" {
		return Exempt
	}
	a, ok := clock(r.Get("entered"))
	z, ok2 := clock(r.Get("left"))
	if !ok || !ok2 {
		a, ok = clock(r.Get("began"))
		z, ok2 = clock(r.Get("ended"))
	}
	if !ok || !ok2 || z.Before(a) {
		return Unknown
	}
	d := z.Sub(a)
	switch {
	case d <= 12*time.Hour:
		return InOrder
	case d > 24*time.Hour:
		return Hit
	case r.Get("complex") == "":
		return Unknown
	}
	return hit(r.Get("complex") != "true")
}

func handed(r Row, _ *Bench) Verdict {
	if m := codeOf("measures", r.Get("measure")); m != "detention" {
		return Exempt
	}
	a, ok := clock(r.Get("held_at"))
	z, ok2 := clock(r.Get("handed_at"))
	if !ok || !ok2 {
		return Unknown
	}
	return hit(z.Sub(a) > 24*time.Hour)
}

// postdated: a first day moved behind the hour of detention hides days over the
// limit, or says that one entry of the two is wrong.
func postdated(r Row, _ *Bench) Verdict {
	if codeOf("measures", r.Get("measure")) != "detention" {
		return Exempt
	}
	if _, ok := clock(r.Get("held_at")); !ok || !law.Day(day10(r.Get("since"))).Valid() {
		return Unknown
	}
	return hit(day10(r.Get("since")) > day10(r.Get("held_at")))
}

func family(r Row, b *Bench) Verdict {
	if m := codeOf("measures", r.Get("measure")); m != "detention" && m != "arrest" {
		return Exempt
	}
	if r.Get("told_family") == "" || r.Get("since") == "" {
		return Unknown // there are cases in which telling would hinder the investigation
	}
	return hit(r.Get("told_family") > string(law.Day(r.Get("since")).Add(1)))
}

// spell is how long a measure lasted, up to the day of the delivery.
func spell(r Row, b *Bench) (from, to law.Day, open bool) {
	from, to = law.Day(r.Get("since")), law.Day(r.Get("until"))
	if to == "" {
		return from, law.Day(b.Until), true
	}
	return from, to, false
}

func detention(r Row, b *Bench) Verdict {
	if codeOf("measures", r.Get("measure")) != "detention" {
		return Exempt
	}
	from, to, open := spell(r, b)
	if open && !b.Supplied["until"] || !from.Valid() || !to.Valid() {
		return Unknown
	}
	days := to.Sub(from)
	switch {
	case days <= 14:
		return InOrder
	case days > 37:
		return Hit
	case r.Get("roaming") == "":
		return Unknown
	}
	return hit(r.Get("roaming") != "true")
}

func custody(r Row, b *Bench) Verdict {
	if codeOf("measures", r.Get("measure")) != "arrest" {
		return Exempt
	}
	from, to, open := spell(r, b)
	if open && !b.Supplied["until"] || !from.Valid() || !to.Valid() {
		return Unknown
	}
	if to <= from.AddMonths(2) {
		return InOrder
	}
	if !b.Supplied["months"] {
		return Unknown
	}
	return hit(to > from.AddMonths(2+number(r.Get("months"))))
}

func bail(r Row, b *Bench) Verdict {
	most := 12
	switch codeOf("measures", r.Get("measure")) {
	case "bail":
	case "residence":
		most = 6
	default:
		return Exempt
	}
	from, to, open := spell(r, b)
	if open && !b.Supplied["until"] || !from.Valid() || !to.Valid() {
		return Unknown
	}
	return hit(to > from.AddMonths(most))
}

func deposit(r Row, b *Bench) Verdict {
	if codeOf("measures", r.Get("measure")) != "bail" || number(r.Get("deposit")) == 0 || r.Get("forfeited") == "true" || r.Get("until") == "" {
		return Exempt
	}
	if !b.Supplied["returned"] {
		return Unknown
	}
	last := string(law.Day(r.Get("until")).Add(30))
	if r.Get("returned") != "" {
		return hit(r.Get("returned") > last)
	}
	return hit(b.Until > last)
}

func stored(r Row, b *Bench) Verdict {
	if !b.Supplied["stored"] {
		return Unknown
	}
	last := string(law.Day(r.Get("seized")).Add(1))
	if r.Get("stored") == "" {
		return hit(b.Until > last)
	}
	return hit(r.Get("stored") > last)
}

func undisposed(r Row, b *Bench) Verdict {
	if !b.Supplied["disposed"] {
		return Unknown
	}
	last := string(law.Day(r.Get("case_closed")).Add(30))
	if r.Get("disposed") == "" {
		return hit(b.Until > last)
	}
	return hit(r.Get("disposed") > last)
}

func needReview(r Row, b *Bench) Verdict {
	if r.Get("detained") != "true" {
		return Exempt
	}
	from, end := law.Day(r.Get("received")), r.Get("closed")
	if end == "" {
		end = b.Until
	}
	if !from.Valid() || end <= string(from.AddMonths(2)) {
		return Exempt
	}
	return mustBe("need_review", "true")(r, b)
}

func commuted(r Row, b *Bench) Verdict {
	if codeOf("changes", r.Get("change")) == "outside" {
		return Exempt
	}
	from, end := law.Day(r.Get("applied")), r.Get("decided")
	if end == "" {
		end = b.Until
	}
	switch {
	case end <= string(from.AddMonths(1)):
		return InOrder
	case end > string(from.AddMonths(2)):
		return Hit
	}
	return Unknown // whether the second month was granted is not in the register
}

func notOutside(field string) func(Row, *Bench) Verdict {
	return func(r Row, b *Bench) Verdict {
		if codeOf("changes", r.Get("change")) == "outside" {
			return Exempt
		}
		return mustBe(field, "true")(r, b)
	}
}

func reported(r Row, b *Bench) Verdict {
	if !b.Supplied["reported"] {
		return Unknown
	}
	last := string(law.Day(r.Get("ordered")).Add(10))
	if r.Get("reported") == "" {
		return hit(b.Until > last)
	}
	return hit(r.Get("reported") > last)
}

func endedLate(r Row, b *Bench) Verdict {
	if !b.Supplied["ended"] {
		return Unknown
	}
	if r.Get("ended") == "" {
		return hit(b.Until > r.Get("until"))
	}
	return hit(r.Get("ended") > r.Get("until"))
}
