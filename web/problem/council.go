package problem

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/problem"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// councilForm is what the council's page sends: the problems ticked, one
// decision for all, one minute.
type councilForm struct {
	ID      []string `form:"id"`
	Do      string   `form:"do"` // confirm | hand_over
	Term    string   `form:"term"`
	Opinion string   `form:"opinion"`
	Step    string   `form:"step"` // choose | do
	Confirm bool     `form:"confirm"`
}

// councilLine is one problem in the preview or the result.
type councilLine struct {
	x    problem.Problem
	lead string // unit that will lead
	why  string // why it cannot be done; "" it can, or was
	done bool
}

// Council (主任会议批量录入) enters one minute for many problems: tick, preview,
// do. Each goes through the door by itself; what cannot be done says why.
func Council(p *frame.Page) error {
	if !p.Me.Has(access.Clerk) && !p.Me.Has(access.Secretary) {
		return act.Refuse(act.Forbidden, "主任会议的决定由经办或者秘书长（办公室主任）录入。", "The council's decisions are entered by a clerk or the secretary-general.")
	}
	if !p.Post() {
		return councilList(p, nil)
	}
	f, err := frame.Form[councilForm](p)
	if err != nil {
		return councilList(p, err)
	}
	if len(f.ID) == 0 || f.Do != "confirm" && f.Do != "hand_over" {
		return councilList(p, act.Wrong("id", "请勾选问题，并选择确认或者交办。", "Tick problems and choose to confirm or hand over."))
	}
	lines, err := councilLines(p, f)
	if err != nil {
		return err
	}
	if f.Step != "do" {
		return p.Render(councilPage(p, f, lines, false))
	}
	ord := p.Order()
	var k act.Check
	k.Want(ord.Body != nil && strings.TrimSpace(ord.Body.Minute) != "", "minute", "请填写纪要编号。", "Give the number of the minutes.")
	k.Want(ord.Body != nil && ord.Body.Date != "", "date", "请填写会议日期。", "Give the day of the meeting.")
	k.Want(f.Confirm, "confirm", "请勾选确认。", "Tick the box to confirm.")
	if err := k.Err(); err != nil {
		return p.Again(councilPage(p, f, lines, false), err)
	}
	base, err := uuid.Parse(ord.ActID)
	if err != nil {
		return p.Again(councilPage(p, f, lines, false), act.Wrong("act_id", "页面已失效，请返回重新勾选。", "The page has expired; go back and tick again."))
	}
	for i := range lines {
		if err := enter(p, f, &lines[i], base, ord); err != nil {
			return err
		}
	}
	return p.Render(councilPage(p, f, lines, true))
}

// enter does one through the door. Its act id comes from the form's and the
// problem's, so that pressing twice is one act for each.
func enter(p *frame.Page, f councilForm, l *councilLine, base uuid.UUID, ord office.Order) error {
	var a any = &problem.Confirm{ID: l.x.ID}
	if f.Do == "hand_over" {
		a = &problem.HandOver{ID: l.x.ID, Term: f.Term, Lead: l.lead, Opinion: f.Opinion}
	}
	ord.ActID = uuid.NewSHA1(base, []byte(f.Do+l.x.ID)).String()
	_, err := p.O.Do(p.Ctx(), p.Me, a, ord)
	if err == nil {
		l.done, l.why = true, ""
		return nil
	}
	rs := kit.Refusals(err)
	if len(rs) == 0 {
		return err
	}
	l.why = rs[0].Text(p.Lang)
	return nil
}

// councilLines are the problems ticked, with why one cannot be entered.
func councilLines(p *frame.Page, f councilForm) ([]councilLine, error) {
	var out []councilLine
	if len(f.ID) > 200 {
		return nil, act.Wrong("id", "一次最多 200 件。", "At most 200 at once.")
	}
	want := map[string]string{"confirm": "proposed", "hand_over": "confirmed"}[f.Do]
	for _, id := range slices.Compact(slices.Sorted(slices.Values(f.ID))) {
		x, err := kind.Load(p, id)
		if act.KindOf(err) == act.Missing {
			continue
		}
		if err != nil {
			return nil, err
		}
		l := councilLine{x: x}
		if x.State != want {
			l.why = p.L("现在是“"+matter.Pill(p.Page, &problem.Life, x.State).Word+"”，不能这样办。", "It is “"+matter.Pill(p.Page, &problem.Life, x.State).Word+"” now.")
		}
		cs, err := p.O.Choices(p.Ctx(), p.Me, "problem", &x)
		if err != nil {
			return nil, err
		}
		for _, c := range cs {
			if c.Step.Do == act.Name("problem."+f.Do) && c.Refuse != nil && l.why == "" {
				l.why = c.Refuse.Text(p.Lang)
			}
		}
		if f.Do == "hand_over" {
			if len(x.Units) > 0 {
				l.lead = x.Units[0]
			} else if l.why == "" {
				l.why = p.L("没有涉及单位，请逐件交办并选择牵头单位。", "No unit is named: hand it over by itself and choose the lead unit.")
			}
		}
		out = append(out, l)
	}
	return out, nil
}

func councilList(p *frame.Page, refused error) error {
	do := p.R.FormValue("do")
	state := "proposed"
	if do == "hand_over" {
		state = "confirmed"
	} else {
		do = "confirm"
	}
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"problem"}, States: []string{state}}, matter.Cursor(p), 200)
	if err != nil {
		return err
	}
	t, err := problemRows(p, m)
	if err != nil {
		return err
	}
	t.Select, t.Choose = "id", false
	t.Cols = t.Cols[:len(t.Cols)]
	t.Empty = kit.Empty{Title: p.L("没有等待录入的问题", "Nothing waits for the council"), Text: p.L("负责人拟确认以后，问题列在这里，等主任会议决定。", "Once the director proposes a problem it stands here for the council's decision."), Link: kit.Link{Text: p.L("问题清单", "Problems"), URL: "/problems"}}
	return p.Again(councilListPage(p, do, t), refused)
}
