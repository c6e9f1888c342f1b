package casebook

import (
	"cmp"
	"slices"
)

// Unjudged is one rule with the rows about which it concludes nothing, and what
// is missing in them. It speaks of the register, never of who kept the rule.
type Unjudged struct {
	Rule    Rule
	Rows    int // of the rows that the rule concerns: cannot be judged
	Judged  int
	Missing []Missing // the most frequent reason first
}

// Missing is one reason why nothing can be concluded, with its number of rows.
type Missing struct {
	Zh, En string
	Rows   int
}

// facts are the fields that a rule reads beside those it needs of every row; an
// empty one is why it concludes nothing.
var facts = map[string][]string{
	"police.hours": {"left", "ended", "complex"}, "police.minor": {"guardian"}, "police.handed": {"held_at", "handed_at"},
	"police.family": {"told_family", "since"}, "police.detention": {"until", "roaming"}, "police.custody": {"until", "months"},
	"police.bail": {"until"}, "police.deposit": {"returned"}, "police.list": {"list_no"}, "police.stored": {"stored"}, "police.undisposed": {"disposed"},
	"procuratorate.plea": {"lawyer_present"}, "procuratorate.need": {"need_review"}, "justice.posted": {"posted"}, "justice.hearing": {"hearing"},
	"justice.diagnosis": {"diagnosis"}, "justice.reported": {"reported"}, "justice.ended": {"ended"},
}

// why says what is missing in a row that a rule cannot judge.
func (rl Rule) why(r Row, b *Bench) [2]string {
	for _, name := range slices.Concat(rl.Needs, facts[rl.ID]) {
		if f, ok := r.Sort.Field(name); ok && r.Get(name) == "" {
			return [2]string{"“" + f.Zh + "”没有填", "“" + f.En + "” is empty"}
		}
	}
	if v := b.Overdue(r); v.Why[0] != "" {
		return v.Why
	}
	if rl.ID == "justice.limit" {
		return [2]string{"是否批准延长一个月不在登记里", "whether the second month was granted is not on record"}
	}
	return [2]string{"登记的时间前后矛盾或者读不懂", "the times on record contradict each other or cannot be read"}
}

// UnjudgedOf are the rules that cannot be applied to some rows, in the order of
// the rules.
func UnjudgedOf(ts []*Tally) (out []Unjudged) {
	for _, t := range ts {
		if t.Count.Unknown == 0 {
			continue
		}
		u := Unjudged{Rule: t.Rule, Rows: t.Count.Unknown, Judged: t.Count.Judged}
		for w, n := range t.Why {
			u.Missing = append(u.Missing, Missing{w[0], w[1], n})
		}
		slices.SortFunc(u.Missing, func(a, b Missing) int { return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Zh, b.Zh)) })
		out = append(out, u)
	}
	return out
}
