package cast

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// Problem is one invented problem of a unit or system of the city's own organs.
type Problem struct {
	Title, Statement, Cause, Class string
	Organ                          int
	Units                          []int
	Origin                         string // inspection self_inspection case_review deputies clues media
	SelfFound                      bool   // 自查主动发现: shown apart, never counted against the organ
	Clues                          []int  // messages that belong to its origin
	Campaign                       string
	Evidence                       []Evidence
	Measures                       []Measure
	Reply                          string
	SignTerm, Term                 string // dates set on handing over
	Verifiers                      []int  // accounts
	Findings                       []Finding
	Ladder                         int // 0 none, 1 提醒, 2 商请函, 3 听取情况说明, 4 主任会议
	Target                         string
	Steps                          []Step
}

// Evidence carries the day it speaks of, which is not the day it was uploaded.
type Evidence struct {
	Kind, Title         string
	Grade               string // document 书证 | multiple 多源 | single 单一陈述
	Effective, Uploaded string
}

// Measure of the organ's plan.
type Measure struct{ Text, Person, Due, Sign string }

// Finding of one verifier on one measure.
type Finding struct {
	By, Measure int
	Result      string // yes partly no
	Note        string
}

var problemQuota = []struct {
	target string
	n      int
}{{"drafted", 9}, {"replying", 9}, {"proposed", 8}, {"confirmed", 8}, {"dropped", 5}, {"handed", 8}, {"signed", 7}, {"planned", 7}, {"rectifying", 24}, {"claimed", 7},
	{"verifying", 8}, {"verified", 5}, {"closed", 14}, {"settled", 4}, {"long_term", 4}, {"revoked", 3}}

func (c *City) problems() {
	r := c.stream(partProblems)
	i := 0
	for _, q := range problemQuota {
		for k := 0; k < q.n; k++ {
			c.Problems = append(c.Problems, c.problem(r, i, q.target))
			i++
		}
	}
}

func (c *City) problem(r *rand.Rand, i int, target string) Problem {
	f, unit := c.freshFault(i)
	organ := c.CityOrgan(f.kind)
	p := Problem{Class: f.class, Organ: organ, Target: target, Campaign: "ZX-2026"}
	p.Origin = pick(r, split("inspection inspection inspection case_review case_review deputies clues self_inspection"))
	p.SelfFound = p.Origin == "self_inspection"
	p.Units = []int{unit}
	period := pick(r, []string{"去年下半年", "去年四季度", "去年全年", "近六个月", "去年三季度"})
	n := between(r, 20, 120)
	fill := strings.NewReplacer("{单位}", c.Units[unit].Full, "{季}", period, "{n}", fmt.Sprint(n), "{k}", fmt.Sprint(between(r, 3, n/4+3)))
	p.Title = fill.Replace(f.title)
	p.Statement = fill.Replace(f.statements[i/len(faults)%len(f.statements)])
	if other := fill.Replace(f.statements[(i/len(faults)+1)%len(f.statements)]); i%3 == 0 {
		p.Statement += other
	}
	p.Cause = strings.Join(f.causes, "；") + "。"
	p.Reply = pick(r, replyTexts)
	c.plan(r, &p)
	for _, m := range f.measures {
		p.Measures = append(p.Measures, Measure{Text: m, Person: personName(r, r.IntN(3) == 0), Sign: pick(r, []string{"连续两个月抽查无同类情况", "台账与实物一致", "群众回访满意率九成以上", "随机调取均可查"})})
	}
	c.datesOf(r, &p, f, fill)
	if p.Origin == "clues" {
		p.Clues = c.cluesAbout(f.class)
	}
	return p
}

// freshFault takes the faults in turn, each time at another unit, branches of the organ included; one that has run out of units is
// passed over.
func (c *City) freshFault(i int) (fault, int) {
	for turn := 0; turn < len(faults); turn++ {
		f := faults[(i*7+turn)%len(faults)]
		may := c.unitsOf(c.CityOrgan(f.kind), f.units...)
		for b, o := range c.Organs {
			if o.Branch && f.kind == Police {
				may = append(may, c.unitsOf(b, f.units...)...)
			}
		}
		for k := range may {
			if u := may[(i/len(faults)+k)%len(may)]; !c.faulted(u, f) {
				return f, u
			}
		}
	}
	panic("cast: every unit has every fault")
}

func (c *City) faulted(unit int, f fault) bool {
	for _, p := range c.Problems {
		if p.Units[0] == unit && strings.HasSuffix(p.Title, strings.TrimPrefix(f.title, "{单位}")) {
			return true
		}
	}
	return false
}

func (c *City) cluesAbout(class string) []int {
	var out []int
	for i, m := range c.Messages {
		if m.Class == class && m.Target == "closed" && len(out) < 3 {
			out = append(out, i)
		}
	}
	return out
}

// plan dates the problem's past so that it ends in its target before now.
func (c *City) plan(r *rand.Rand, p *Problem) {
	moves := c.problemMoves(r, p)
	for scale := 1.0; scale > 0.001; scale *= 0.6 {
		gaps := make([]time.Duration, len(moves))
		var total time.Duration
		for i, v := range moves {
			h := (float64(v.lo) + r.Float64()*float64(v.hi-v.lo)) * scale
			gaps[i] = time.Duration(h*3600+300+float64(r.IntN(900))) * time.Second
			total += gaps[i]
		}
		begin := c.Now.Add(-total - time.Duration(between(r, 1, 20*24))*time.Hour)
		for try := 0; try < 8; try++ {
			if begin.Before(c.Start) {
				begin = c.Start.Add(time.Duration(24+r.IntN(72)) * time.Hour)
			}
			steps, over := c.date(c.office(begin), moves, gaps)
			if over <= 0 {
				p.Steps = steps
				return
			}
			begin = begin.Add(-over - 26*time.Hour)
		}
	}
	panic("cast: no room for a problem that is " + p.Target)
}

var problemOrder = split("drafted replying proposed confirmed handed signed planned rectifying claimed verifying verified closed settled")

func (c *City) problemMoves(r *rand.Rand, p *Problem) []move {
	clerk, other := c.account("linwan"), c.account("chenyizhou")
	director, second := c.account("zhaoheng"), c.account("shenlan")
	chief, liaison := c.organSide("chief", p.Organ), c.organSide("liaison", p.Organ)
	p.Verifiers = []int{c.account(pick(r, split("yechunhe ruanping zhulin"))), c.account(pick(r, split("luoqiao gefan")))}
	mv := func(act string, by, lo, hi int) move {
		return move{act: "problem." + act, by: by, leg: -1, to: -1, lo: lo, hi: hi}
	}
	say := func(act string, by, lo, hi int, text string) move {
		x := mv(act, by, lo, hi)
		x.text = text
		return x
	}
	council := func(act string, lo, hi int, text string) move {
		x := say(act, other, lo, hi, text)
		x.code = minuteMark
		return x
	}
	out := []move{mv("draft", clerk, 0, 0), mv("add_evidence", clerk, 1, 10), mv("add_evidence", clerk, 1, 30)}
	if r.IntN(9) == 0 {
		out = append(out, say("remove_evidence", clerk, 5, 40, "复印件不清晰，已重新调取"), mv("add_evidence", clerk, 2, 20))
	}
	until := p.Target
	switch p.Target {
	case "dropped":
		until = pick(r, split("drafted replying proposed"))
	case "long_term", "revoked":
		until = "rectifying"
	}
	steps := map[string][]move{
		"replying":  {mv("invite_reply", director, 10, 60)},
		"proposed":  {say("reply", chief, 50, 190, p.Reply), mv("propose_confirm", second, 10, 60)},
		"confirmed": {council("confirm", 40, 160, "")},
		"handed":    {council("hand_over", 5, 60, "")},
		"signed":    {mv("sign_for", liaison, 3, 60)},
		"planned":   {mv("plan", chief, 60, 240)},
		"rectifying": {say("note_plan", director, 10, 60, "无意见，整改责任仍由你单位承担"), say("progress", liaison, 80, 300, pick(r, progressTexts)),
			say("progress", liaison, 80, 300, pick(r, progressTexts))},
		"claimed":   {say("claim", chief, 60, 200, "各项措施均已完成，附台账与照片，请予核验")},
		"verifying": {mv("assign_verifiers", director, 10, 60)},
		"verified":  {mv("verify", p.Verifiers[0], 40, 160), mv("verify", p.Verifiers[1], 4, 60), mv("pass", director, 5, 30)},
		"closed":    {mv("close", second, 10, 60)},
		"settled":   {mv("look_back_ok", c.account("zhulin"), 90*24, 150*24)},
	}
	if p.Verifiers[0] == c.account("zhulin") {
		steps["settled"] = []move{mv("look_back_ok", c.account("ruanping"), 90*24, 150*24)}
	}
	if r.IntN(4) == 0 {
		steps["planned"] = append(steps["planned"], say("comment_plan", clerk, 10, 50, "方案缺少完成标准，请补充如何看出成效"), mv("plan", chief, 30, 90))
	}
	if r.IntN(3) == 0 {
		steps["rectifying"] = append(steps["rectifying"], council("extend", 20, 90, pick(r, extendReasons)))
	}
	if r.IntN(4) == 0 {
		steps["claimed"] = append(steps["claimed"], say("reject_claim", clerk, 10, 40, "缺第二项措施的证明材料"), say("claim", chief, 40, 120, "补充材料后再次报结"))
	}
	for _, s := range problemOrder[1:] {
		if problemRank(s) > problemRank(until) {
			break
		}
		if s == "verifying" && r.IntN(4) == 0 {
			out = append(out, mv("assign_verifiers", director, 10, 60), mv("verify", p.Verifiers[0], 30, 90), mv("verify", p.Verifiers[1], 4, 30),
				say("return", director, 4, 20, "一项措施现场核验未落实"), say("progress", liaison, 60, 160, pick(r, progressTexts)), say("claim", chief, 40, 160, "针对核验意见完成补正"))
		}
		out = append(out, steps[s]...)
	}
	switch p.Target {
	case "dropped":
		out = append(out, say("drop", director, 20, 90, pick(r, dropReasons)))
	case "revoked":
		out = append(out, council("revoke", 30, 120, pick(r, revokeReasons)))
	case "long_term":
		out = append(out, council("long_term", 30, 120, pick(r, longReasons)))
	case "closed", "settled":
		p.Ladder = 0
	}
	// A recurrence leads a closed problem back to be confirmed, one step up the ladder.
	if p.Target == "confirmed" && r.IntN(2) == 0 || p.Target == "handed" && r.IntN(4) == 0 {
		out = c.recurring(out, steps, p, council)
	}
	if problemRank(until) >= problemRank("rectifying") && r.IntN(6) == 0 && p.Target == "rectifying" {
		p.Ladder = between(r, 1, 3)
		for k := range p.Ladder { // one rung at a time
			x := say("escalate", director, 20, 80, "整改进度滞后，"+split("提醒按期完成 商请说明原因和安排 听取情况说明")[k])
			x.code = split("reminder work_request hearing")[k]
			out = append(out, x)
		}
	}
	return out
}

func (c *City) recurring(head []move, steps map[string][]move, p *Problem, council func(string, int, int, string) move) []move {
	out := append([]move(nil), head[:3]...)
	for _, s := range problemOrder[1:12] {
		out = append(out, steps[s]...)
	}
	out = append(out, council("recur", 200, 600, recurReasons[len(c.Problems)%len(recurReasons)]))
	p.Ladder = 2
	if p.Target == "handed" {
		out = append(out, steps["handed"]...)
	}
	return out
}

// minuteMark stands where the reference of a council's minute will be written once the day is known.
const minuteMark = "minute"

// minute: the council meets once a month; its meetings are counted through the term.
func minute(at time.Time) string {
	n := (at.Year()-2022)*12 + int(at.Month())
	return fmt.Sprintf("第九届人大常委会第%s次主任会议", han(n%100))
}

func problemRank(state string) int { return indexOf(problemOrder, state) }

// datesOf gives evidence, terms and findings their dates from the steps.
func (c *City) datesOf(r *rand.Rand, p *Problem, f fault, fill *strings.Replacer) {
	uploads := 0
	for i, s := range p.Steps {
		if s.Code == minuteMark {
			p.Steps[i].Code = minute(s.At)
		}
		switch s.Act {
		case "problem.add_evidence":
			part := strings.Split(f.evidence[uploads%len(f.evidence)], "|")
			if uploads >= len(f.evidence) {
				part[2] += "（重新调取）"
			}
			p.Evidence = append(p.Evidence, Evidence{Kind: part[0], Grade: part[1], Title: part[2], Uploaded: s.At.Format("2006-01-02"),
				Effective: s.At.AddDate(0, 0, -between(r, 5, 120)).Format("2006-01-02")})
			uploads++
		case "problem.hand_over":
			p.SignTerm, p.Term = s.At.AddDate(0, 0, 5).Format("2006-01-02"), s.At.AddDate(0, 3, 0).Format("2006-01-02")
			for i := range p.Measures {
				p.Measures[i].Due = s.At.AddDate(0, 1+i%3, between(r, 0, 9)).Format("2006-01-02")
			}
		case "problem.verify":
			for i := range p.Measures {
				res := "yes"
				if r.IntN(9) == 0 {
					res = "partly"
				}
				p.Findings = append(p.Findings, Finding{By: s.By, Measure: i, Result: res, Note: fill.Replace(f.seen[i%len(f.seen)])})
			}
		case "problem.return":
			last := len(p.Findings) - 1
			p.Findings[last].Result, p.Findings[last].Note = "no", "现场未见该项措施落实，与报结材料不一致。"
		}
	}
}
