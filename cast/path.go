package cast

import (
	"math/rand/v2"
	"time"

	"hengjian/oversight/law"
)

// move is a step before it has a date: it comes lo to hi hours after the one before.
type move struct {
	act        string
	by         int
	leg        int
	text, code string
	to         int
	lo, hi     int
	after      time.Time
	rule       string // a clock that must have run out, begun by the last step named since
	since      string
}

const public = -1

// legTargets spreads the states of the referral's life over the accepted messages.
func (c *City) legTargets(r *rand.Rand, m *Message, i int) {
	spread := split("drafted drafted signed sent sent sent received received received objected reported reported closed dropped half_signed closed received")
	for k := range m.Legs {
		l := &m.Legs[k]
		switch {
		case m.Target != "accepted":
			l.Target = pick(r, split("closed closed closed reported"))
			if k == 0 {
				l.Target = "closed"
			}
		case m.Genre == "ongoing":
			l.Target = split("telephoned sent received reported closed")[i%5]
		default:
			l.Target = spread[(i+k*5)%len(spread)]
			if l.Target == "half_signed" && !m.HeadNamed {
				l.Target = "signed"
			}
		}
		if l.Target == "reported" || l.Target == "closed" {
			l.Code = pick(r, split("accepted accepted not_accepted examining examining filed corrective concluded"))
		}
	}
}

func (c *City) intakeFor(r *rand.Rand, asked string) int {
	for {
		a := c.account(pick(r, split("luzhiwei dingruoyu shimin")))
		bad := asked == "unsure" && len(c.Accounts[a].Conflicts) > 0
		for _, k := range c.Accounts[a].Conflicts {
			bad = bad || k == asked
		}
		if !bad {
			return a
		}
	}
}

// walk lays out the whole past of a message and gives it dates.
func (c *City) walk(r *rand.Rand, m *Message) {
	moves := c.moves(r, m)
	for _, scale := range []float64{1, 0.6, 0.3, 0.1, 0.02} {
		if c.schedule(r, m, moves, scale) {
			return
		}
	}
	panic("cast: no room before now for a message that is " + m.Target)
}

func (c *City) moves(r *rand.Rand, m *Message) []move {
	intake := c.intakeFor(r, m.Asked)
	clerk := c.account(pick(r, split("linwan linwan chenyizhou")))
	director := c.account(pick(r, split("zhaoheng zhaoheng shenlan")))
	vice := c.account("gumingyuan")
	mv := func(act string, by, lo, hi int) move { return move{act: act, by: by, leg: -1, to: -1, lo: lo, hi: hi} }
	reason := func(act string, by, lo, hi int, text string) move {
		x := mv(act, by, lo, hi)
		x.text = text
		return x
	}
	by := public
	switch m.Via {
	case "letter", "visit", "phone":
		by = intake
	case "deputy":
		by = c.account("yechunhe")
	}
	if m.Target == "diverted" {
		return []move{mv("clue.receive_own", by, 0, 0)}
	}
	out := []move{mv("clue.receive", by, 0, 0)}
	if m.Target == "received" {
		if r.IntN(3) == 0 {
			out = append(out, mv("clue.open", intake, 1, 20))
		}
		return out
	}
	out = append(out, mv("clue.open", intake, 1, 40))
	if m.Target == "withheld" {
		return append(out, reason("clue.quarantine_secret", intake, 0, 1, "来件带有密级标志，停止流转，转保密员"))
	}
	if m.Target == "withdrawn" && r.IntN(2) == 0 {
		return append(out, reason("clue.withdraw", public, 10, 90, pick(r, withdrawWhys)))
	}
	out = append(out, mv("clue.summarise", intake, 0, 30))
	if m.Danger {
		out[1].lo, out[1].hi, out[2].hi = 0, 1, 0
		return append(out, c.urgentMoves(r, m, vice, clerk, director)...)
	}
	if r.IntN(7) == 0 && m.Target != "merged" && m.Target != "repeat" {
		t := pick(r, talks)
		out = append(out, reason("clue.ask", intake, 1, 20, t.ask))
		if r.IntN(4) > 0 {
			out = append(out, reason("clue.supplement", public, 5, 70, t.answer))
		}
	}
	switch m.Target {
	case "registered":
		return out
	case "withdrawn":
		return append(out, reason("clue.withdraw", public, 10, 120, pick(r, withdrawWhys)))
	case "merged":
		x := mv("clue.merge", intake, 2, 30)
		x.to, x.after = m.Into, c.registeredAt(m.Into)
		out[0].after = c.Messages[m.Into].Received
		return append(out, x)
	case "repeat":
		x := reason("clue.link_repeat", intake, 2, 30, "与前件反映同一事项，未见新的事实")
		x.to = m.Earlier
		past := c.Messages[m.Earlier].Steps
		out[0].after = past[len(past)-1].At.Add(30 * time.Hour)
		return append(out, x)
	case "forwarded":
		x := reason("clue.forward_lower", director, 10, 90, "属下级人大常委会监督范围，转其信访机构，告知反映人去向")
		x.to = c.Organs[m.Organ].Place
		return append(out, x)
	case "submitted":
		return append(out, reason("clue.submit_up", director, 5, 60, "涉及单位负责人，按规定呈报分管副主任"))
	}
	if r.IntN(3) == 0 {
		out = append(out, mv("clue.take", clerk, 1, 20))
	}
	out = append(out, reason("clue.propose", clerk, 5, 80, "来件反映的程序问题，依照转送去向表提出"))
	if r.IntN(14) == 0 {
		out = append(out, reason("clue.return", director, 3, 40, "外送摘要中的时间可推知反映人，请改写后再报"), mv("clue.propose", clerk, 2, 30))
	}
	switch m.Target {
	case "proposed":
		return out
	case "redirected":
		return append(out, reason("clue.redirect", director, 3, 60, pick(r, decideNotes)))
	case "kept":
		return append(out, reason("clue.keep", director, 3, 60, pick(r, decideNotes)))
	}
	out = append(out, reason("clue.accept", director, 3, 60, pick(r, decideNotes)))
	out = append(out, c.legMoves(r, m, clerk, director, vice)...)
	return append(out, c.answerMoves(r, m, clerk, director, vice)...)
}

func (c *City) urgentMoves(r *rand.Rand, m *Message, vice, clerk, director int) []move {
	out := []move{
		{act: "clue.refer_urgent", by: director, leg: -1, to: -1, lo: 0, hi: 1, text: "已电话通知市检察院控告申诉检察部门，书面材料随后加密送达；同时报告主任"},
	}
	return append(out, c.legMoves(r, m, clerk, vice, director)...)
}

// legMoves walks each referral to its target; different referrals of one message take turns.
func (c *City) legMoves(r *rand.Rand, m *Message, clerk, director, vice int) []move {
	var out []move
	for k := range m.Legs {
		out = append(out, c.oneLeg(r, m, k, clerk, director, vice)...)
	}
	return out
}

func (c *City) oneLeg(r *rand.Rand, m *Message, k, clerk, director, vice int) []move {
	l := m.Legs[k]
	mv := func(act string, by, lo, hi int, text string) move {
		return move{act: act, by: by, leg: k, to: -1, lo: lo, hi: hi, text: text}
	}
	switch l.Target {
	case "drafted", "telephoned":
		return nil
	case "dropped":
		return []move{mv("leg.drop", director, 3, 40, "同一事项已由另一条转送覆盖，不再重复转送")}
	case "half_signed":
		return []move{mv("leg.sign", director, 3, 40, "")}
	}
	out := []move{mv("leg.sign", director, 2, 40, "")}
	if m.Danger {
		out[0] = mv("leg.confirm_written", director, 2, 20, "")
	}
	if m.HeadNamed {
		out = append(out, mv("leg.cosign", vice, 1, 20, ""))
	}
	if l.Target == "signed" {
		return out
	}
	out = append(out, mv("leg.send", clerk, 0, 10, ""))
	if l.Target == "sent" {
		if r.IntN(4) == 0 {
			urge := coded(mv("leg.urge", clerk, 80, 140, ""), "receipt")
			urge.rule, urge.since = "leg.receipt", "leg.send"
			out = append(out, urge)
		}
		return out
	}
	out = append(out, mv("leg.receipt", l.Desk, 4, 70, ""))
	if l.Target == "objected" {
		return append(out, coded(mv("leg.object", l.Desk, 8, 90, ""), pick(r, objectCodes)))
	}
	if r.IntN(18) == 0 {
		out = append(out, coded(mv("leg.object", l.Desk, 8, 60, ""), pick(r, mildCodes)), mv("leg.uphold", clerk, 5, 40, "经核对，属接收机关法定职责，请继续办理"))
	}
	if l.Target == "received" {
		return out
	}
	report := coded(mv("leg.report_procedure", l.Desk, 20, 220, ""), l.Code)
	if l.Code == "not_accepted" {
		report.text = pick(r, refusalCodes)
	}
	if r.IntN(14) == 0 {
		out = append(out, report, coded(mv("leg.ask_again", clerk, 5, 40, ""), "code_unclear"))
	}
	out = append(out, report, move{act: "clue.tell_leg", by: clerk, leg: k, to: -1, lo: 1, hi: 20, code: l.Code, text: "接收机关已反馈程序结果，现告知您"})
	if l.Target == "reported" {
		return out
	}
	if l.Code == "concluded" && r.IntN(3) == 0 {
		return append(out, mv("leg.clarify", director, 5, 60, "依据有权机关的结论予以澄清，不记入履职档案"))
	}
	return append(out, mv("leg.accept_report", clerk, 1, 30, ""))
}

func coded(m move, code string) move { m.code = code; return m }

func (c *City) answerMoves(r *rand.Rand, m *Message, clerk, director, vice int) []move {
	if m.Target == "accepted" {
		if r.IntN(16) == 0 {
			return []move{{act: "clue.report_retaliation", by: public, leg: -1, to: -1, lo: 24, hi: 200, text: "反映以后有人到家里打听是谁写的，请保护。"}}
		}
		return nil
	}
	out := []move{{act: "clue.answer", by: clerk, leg: -1, to: -1, lo: 4, hi: 60, text: pick(r, answers)}}
	if r.IntN(3) == 0 {
		out = append(out, move{act: "clue.rate", by: public, leg: -1, to: -1, lo: 5, hi: 150, code: pick(r, split("satisfied satisfied basic unsatisfied"))})
	}
	other := vice
	if director == c.account("zhaoheng") {
		other = c.account("shenlan")
	}
	switch {
	case m.Target == "relooking":
		out = append(out, move{act: "clue.ask_relook", by: public, leg: -1, to: -1, lo: 10, hi: 200, text: pick(r, relookWhys)})
	case m.Target == "answered" && r.IntN(7) == 0:
		out = append(out, move{act: "clue.ask_relook", by: public, leg: -1, to: -1, lo: 10, hi: 200, text: pick(r, relookWhys)},
			move{act: "clue.uphold", by: other, leg: -1, to: -1, lo: 10, hi: 90, text: "经核对，各条程序均已告知；如不服接收机关处理，可依法另行申诉"})
	case m.Target == "closed":
		out = append(out, move{act: "clue.close", by: clerk, leg: -1, to: -1, lo: 24, hi: 90, rule: "clue.relook", since: "clue.answer"})
	}
	return out
}

func (c *City) registeredAt(i int) time.Time {
	for _, s := range c.Messages[i].Steps {
		if s.Act == "clue.summarise" {
			return s.At
		}
	}
	return c.Start
}

// idleDays is how long the matter has rested in its state: open ones are fresh, a few are late, settled ones may be old.
func idleDays(r *rand.Rand, target string, span int) int {
	late := r.IntN(100)
	switch target {
	case "received":
		if late < 10 {
			return between(r, 13, 19)
		}
		return between(r, 0, 3)
	case "registered", "proposed", "submitted", "relooking":
		if late < 15 {
			return between(r, 12, 24)
		}
		return between(r, 0, 9)
	case "accepted":
		return between(r, 0, min(span, 50))
	case "answered":
		return between(r, 0, 27)
	default:
		return between(r, 0, span)
	}
}

// schedule dates the moves; false if they do not fit between the campaign's start and now.
func (c *City) schedule(r *rand.Rand, m *Message, moves []move, scale float64) bool {
	span := int(c.Now.Sub(c.Start).Hours() / 24)
	gaps := make([]time.Duration, len(moves))
	var total time.Duration
	for i, v := range moves {
		h := (float64(v.lo) + r.Float64()*float64(v.hi-v.lo)) * scale
		gaps[i] = time.Duration(h*3600)*time.Second + 3*time.Minute + time.Duration(r.IntN(600))*time.Second
		total += gaps[i]
	}
	idle := time.Duration(idleDays(r, m.Target, span)) * 24 * time.Hour
	begin := c.Now.Add(-idle - total - time.Duration(r.IntN(20*3600))*time.Second)
	for try := 0; try < 12; try++ {
		if begin.Before(c.Start) {
			begin = c.Start.Add(time.Duration(9*60+r.IntN(60*72)) * time.Minute)
		}
		if moves[0].after.After(begin) {
			begin = moves[0].after.Add(time.Duration(1+r.IntN(40)) * time.Hour)
		}
		steps, over := c.date(begin, moves, gaps)
		if over <= 0 {
			m.Steps, m.Received = steps, steps[0].At
			return true
		}
		begin = begin.Add(-over - 26*time.Hour)
	}
	return false
}

func (c *City) date(begin time.Time, moves []move, gaps []time.Duration) (steps []Step, over time.Duration) {
	at := begin
	for i, v := range moves {
		if i > 0 {
			at = at.Add(gaps[i])
		}
		if v.after.After(at) {
			at = v.after.Add(40 * time.Minute)
		}
		if end := runOut(v, steps); end.After(at) {
			at = end.Add(gaps[i] % (9 * time.Hour))
		}
		if v.by != public && v.act != "clue.refer_urgent" {
			at = c.office(at)
		}
		at = at.Truncate(time.Second)
		steps = append(steps, Step{At: at, Act: v.act, By: v.by, Leg: v.leg, Text: v.text, Code: v.code, To: v.to})
	}
	return steps, at.Sub(c.Now) + time.Second
}

var (
	calendar = law.Built()
	rules    = law.BuiltRules()
)

// runOut is when the clock that a move waits for has run out; zero if it waits for none.
func runOut(v move, steps []Step) time.Time {
	for i := len(steps) - 1; i >= 0 && v.rule != ""; i-- {
		if s := steps[i]; s.Act == v.since && s.Leg == v.leg {
			day := law.DayOf(s.At)
			rule, _ := rules.At(cityCode, day, v.rule)
			due, err := calendar.Due(rule.Clock(day))
			if err != nil {
				panic("cast: " + v.rule + ": " + err.Error())
			}
			return due.DueAt.Add(time.Minute)
		}
	}
	return time.Time{}
}
