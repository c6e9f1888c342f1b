package casebook

import "slices"

// RowCount is one named count over a register: the rows that are in it for a
// period. Indicators of the committee's own are made of these.
type RowCount struct {
	Code   string
	Zh, En string
	Needs  []string // fields without which it counts nothing
	In     func(r Row, p Period, b *Bench) bool
}

// CountsOf lists what the rows of a sort can be counted by: coming in, being
// concluded, every yes-or-no field, every rule; of the courts the ways a case
// ends as well.
func CountsOf(s *Sort) (out []RowCount) {
	add := func(code, zh, en string, in func(r Row, p Period, b *Bench) bool, needs ...string) {
		out = append(out, RowCount{code, zh, en, needs, in})
	}
	day := s.From
	add("in", "期内新收（记录）", "came in (was recorded) in the period", func(r Row, p Period, _ *Bench) bool { return p.has(r.Get(s.From)) }, s.From)
	if s.Done != "" {
		add("done", "期内办结", "concluded in the period", func(r Row, p Period, _ *Bench) bool { return closedIn(r, p) }, s.Done)
		add("old", "旧存（期初未结）", "pending before the period", func(r Row, p Period, _ *Bench) bool { return openAt(r, dayBefore(p.From)) }, s.From)
		add("open", "期末未结", "pending at the end", func(r Row, p Period, _ *Bench) bool { return openAt(r, p.Until) }, s.From)
		add("open12", "期末未结满12个月", "pending over 12 months at the end", func(r Row, p Period, _ *Bench) bool {
			return openAt(r, p.Until) && addMonths(day10(r.Get(s.From)), 12) < p.Until
		}, s.From)
	}
	if s.Code == "court.cases" || s.Code == "procuratorate.cases" {
		day = s.Done
	}
	if s.Code == "court.cases" {
		out = append(out, courtCounts()...)
	}
	for _, f := range s.Fields {
		if f.Type == Bool && !f.Personal {
			add(f.Name+".yes", f.Zh+"：是", f.En+": yes", func(r Row, p Period, _ *Bench) bool { return p.has(r.Get(day)) && r.Get(f.Name) == "true" }, f.Name)
			add(f.Name+".said", f.Zh+"：有登记（是或者否）", f.En+": on record, yes or no", func(r Row, p Period, _ *Bench) bool { return p.has(r.Get(day)) && r.Get(f.Name) != "" }, f.Name)
		}
	}
	for _, rule := range Rules {
		if rule.Sort != s.Code {
			continue
		}
		judge := func(want ...Verdict) func(r Row, p Period, b *Bench) bool {
			return func(r Row, p Period, b *Bench) bool {
				return p.has(r.Get(day)) && slices.Contains(want, rule.Judge(r, b))
			}
		}
		add("hit."+rule.ID, "规则：“"+rule.Zh+"”的", "rule: "+rule.En, judge(Hit), rule.Needs...)
		add("judged."+rule.ID, "规则：“"+rule.Zh+"”能判断的", "rule: "+rule.En+", where it can be judged", judge(Hit, InOrder), rule.Needs...)
	}
	return out
}

// courtCounts are those of a court's closures in the period.
func courtCounts() (out []RowCount) {
	add := func(code, zh, en string, test func(r Row) bool, needs ...string) {
		out = append(out, RowCount{code, zh, en, needs, func(r Row, p Period, _ *Bench) bool { return closedIn(r, p) && test(r) }})
	}
	add("first", "一审结案", "first-instance closures", func(r Row) bool { return instance(r, "first") }, "closed")
	add("second", "二审结案", "second-instance closures", func(r Row) bool { return instance(r, "second") }, "closed")
	add("retrial", "再审结案", "retrial closures", func(r Row) bool { return instance(r, "retrial") }, "closed")
	add("execution", "执行结案", "executions concluded", func(r Row) bool { b, _ := branchOf(r.Number.Series); return b == "execution" }, "closed")
	for _, x := range []struct{ code, zh, en string }{{"judgment", "判决", "judgment"}, {"settled", "调解", "mediated"}, {"withdrawn", "撤诉", "withdrawn"}, {"rejected", "驳回起诉", "dismissed"}, {"upheld", "维持", "upheld"}, {"changed", "改判", "changed"}, {"remanded", "发回重审", "sent back"}, {"executed", "执行完毕", "executed"}, {"ended.now", "终结本次执行", "execution ended for now"}} {
		add("out."+x.code, "结案方式："+x.zh, "ended: "+x.en, func(r Row) bool { return outcome(r, x.code) }, "outcome")
		if x.code == "judgment" || x.code == "settled" || x.code == "withdrawn" {
			add("first."+x.code, "一审"+x.zh, "first instance, "+x.en, func(r Row) bool { return instance(r, "first") && outcome(r, x.code) }, "outcome")
		}
	}
	return out
}

// countsNamed finds counts by their codes; ok is false where the sort has not
// one of them.
func countsNamed(sort string, codes []string) (out []RowCount, ok bool) {
	s, ok := SortOf(sort)
	if !ok {
		return nil, false
	}
	all := CountsOf(s)
	for _, c := range codes {
		i := slices.IndexFunc(all, func(x RowCount) bool { return x.Code == c })
		if i < 0 {
			return nil, false
		}
		out = append(out, all[i])
	}
	return out, true
}
