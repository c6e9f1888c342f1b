package office

import (
	"context"
	"strings"
	"time"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/store"
)

// DigestSpec is one number of the weekly digest (一周摘要) with its query: the
// same spec counts and lists. It is of matters, never of people.
type DigestSpec struct {
	Key, Zh, En string
	Part        string   // came | done | late | decide
	Kind        string   // of the matters counted; "" any that waits for the reader
	Acts        []string // counted once for each matter on which one was done in the week; nil: matters opened in it
}

// Digest lists the numbers in the order of the page.
var Digest = []DigestSpec{
	{"clues_in", "收到群众反映", "messages received", "came", "clue", nil},
	{"legs_back", "转送有了程序反馈", "referrals with a procedural report", "came", "leg", []string{"leg.report_procedure"}},
	{"problem_reports", "机关报来问题的意见、方案、进展或者报结", "replies, plans, progress and claims from organs", "came", "problem", []string{"problem.reply", "problem.plan", "problem.progress", "problem.claim"}},
	{"tasks_reported", "报告完成的任务", "tasks reported done", "came", "task", []string{"task.report"}},
	{"clues_decided", "作出办理决定的群众反映", "messages decided upon", "done", "clue", []string{"clue.accept", "clue.redirect", "clue.keep", "clue.forward_lower", "clue.conclude_own"}},
	{"clues_answered", "答复的群众反映", "messages answered", "done", "clue", []string{"clue.answer"}},
	{"legs_sent", "发出的转送", "referrals sent", "done", "leg", []string{"leg.send"}},
	{"problems_drafted", "拟定的问题", "problems drafted", "done", "problem", nil},
	{"problems_confirmed", "主任会议确认的问题", "problems confirmed by the council", "done", "problem", []string{"problem.confirm"}},
	{"problems_handed", "交办的问题", "problems handed over", "done", "problem", []string{"problem.hand_over"}},
	{"problems_verified", "经核验整改到位的问题", "problems verified as put right", "done", "problem", []string{"problem.pass"}},
	{"problems_closed", "销号的问题", "problems closed", "done", "problem", []string{"problem.close"}},
	{"meetings_held", "举行的会议和走访", "meetings and visits held", "done", "meeting", []string{"meeting.hold"}},
	{"tasks_done", "确认完成的任务", "tasks confirmed done", "done", "task", []string{"task.confirm"}},
	{"clues_late", "群众反映", "messages", "late", "clue", nil},
	{"legs_late", "转送", "referrals", "late", "leg", nil},
	{"problems_late", "问题", "problems", "late", "problem", nil},
	{"tasks_late", "任务", "tasks", "late", "task", nil},
	{"decide_next", "期限在下周结束前的", "whose term ends before the end of next week", "decide", "", nil},
	{"decide_all", "等您决定的共计", "waiting for you in all", "decide", "", nil},
}

// Week is the seven days from a Monday in Shanghai.
type Week struct{ From time.Time }

// WeekOf is the week of a day; the present one where the day is none.
func WeekOf(day string, now time.Time) Week {
	t, err := time.ParseInLocation("2006-01-02", day, act.Shanghai)
	if err != nil {
		t = now.In(act.Shanghai)
	}
	y, m, d := t.Date()
	back := (int(t.Weekday()) + 6) % 7
	return Week{time.Date(y, m, d-back, 0, 0, 0, 0, act.Shanghai)}
}

// First and Last are its days, Next the Monday after it.
func (w Week) First() string   { return act.DayOf(w.From) }
func (w Week) Last() string    { return act.DayOf(w.From.AddDate(0, 0, 6)) }
func (w Week) Next() time.Time { return w.From.AddDate(0, 0, 7) }

// digestFilter is the query of a number that the table of matters answers; ok
// is false for one of acts, which the journal answers.
func (o *Office) digestFilter(who access.Person, s DigestSpec, w Week, campaign string) (f Filter, ok bool) {
	if len(s.Acts) > 0 {
		return f, false
	}
	f = Filter{Campaign: campaign}
	if s.Kind != "" {
		f.Kinds = []string{s.Kind}
	}
	switch s.Part {
	case "late": // what ran out by then and is still not done
		f.Late, f.Current, f.ByDue = min(o.Now().UnixMicro(), w.Next().UnixMicro()), true, true
	case "decide":
		f.Awaits, f.Current, f.ByDue = Awaits(who), true, true
		f.Kinds = kindsOf(f.Awaits)
		if s.Key == "decide_next" {
			f.Late = w.Next().AddDate(0, 0, 7).UnixMicro()
		}
	default:
		f.Since, f.Until = w.First(), w.Last()
	}
	return f, true
}

const digestMost = 1000

// DigestCount takes one number, 1001 for more than a thousand.
func (o *Office) DigestCount(ctx context.Context, who access.Person, s DigestSpec, w Week, campaign string) (int, error) {
	f, ok := o.digestFilter(who, s, w, campaign)
	if !ok {
		ids, err := o.actedOn(o.View(ctx), who, s, w, campaign)
		return len(ids), err
	}
	if s.Part == "decide" && len(f.Awaits) == 0 {
		return 0, nil
	}
	return o.Count(ctx, who, f, digestMost+1)
}

// DigestList lists exactly what a number counts.
func (o *Office) DigestList(ctx context.Context, who access.Person, s DigestSpec, w Week, campaign string, c Cursor, size int) (Matters, error) {
	f, ok := o.digestFilter(who, s, w, campaign)
	if ok {
		if s.Part == "decide" && len(f.Awaits) == 0 {
			return Matters{}, nil
		}
		return o.List(ctx, who, f, c, size)
	}
	v := o.View(ctx)
	ids, err := o.actedOn(v, who, s, w, campaign)
	if err != nil {
		return Matters{}, err
	}
	ts, err := v.Titles(access.ScopeOf(who), s.Kind, ids, act.DayOf(o.Now()))
	var m Matters
	for _, id := range ids {
		if r, ok := ts[id]; ok {
			m.Rows = append(m.Rows, r)
		}
	}
	return m, err
}

// actedOn lists the matters within reach on which one of the acts was done in
// the week, each once.
func (o *Office) actedOn(v *store.View, who access.Person, s DigestSpec, w Week, campaign string) ([]string, error) {
	cond, args := access.ScopeOf(who).Where("m", s.Kind)
	q := "SELECT DISTINCT m.ord, m.subject FROM journal j JOIN matter m ON m.kind=j.kind AND m.subject=j.subject WHERE j.book=? AND j.act IN (" + strings.TrimSuffix(strings.Repeat("?,", len(s.Acts)), ",") + ") AND j.at>=? AND j.at<?"
	all := []any{who.Place}
	for _, a := range s.Acts {
		all = append(all, a)
	}
	all = append(all, w.From.UnixMicro(), w.Next().UnixMicro())
	if campaign != "" {
		q, all = q+" AND m.campaign=?", append(all, campaign)
	}
	rows, err := v.Query(q+" AND "+cond+" ORDER BY m.ord DESC LIMIT 1001", append(all, args...)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var ord int64
		var id string
		if err := rows.Scan(&ord, &id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}
