package lead

import (
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var life = walk.Of[Lead](&Life, Raise{}, Assign{}, TickAll{}, AskUnit{}, UnitAnswered{}, InvitePerson{}, EnterStatement{}, Propose{}, Decide{}, Return{}, Link{})

const (
	lin  = "lin"  // clerk
	zhao = "zhao" // director
	why  = "名册显示该律师为值班律师"
)

func raise() Raise {
	return Raise{Run: "r", RunTitle: "2025 年度结案", Period: "2025 年度", Organ: "o", Subject: "甲法官", Partner: "乙律师", Signal: Signal{Detector: "pair", M: 100, Value: 31, Expected: 11.4}}
}

func all(answer string) (out []Tick) {
	for _, e := range Explanations {
		out = append(out, Tick{Code: e.Code, Answer: answer, Note: "名册"})
	}
	return out
}

func ask() AskUnit {
	return AskUnit{Period: "2025 年", Papers: []string{"duty"}, Needs: AskNeeds{Papers: map[string]bool{"duty": true}, Roster: "x"}}
}

func upTo(t *testing.T, state string) *walk.Walk[Lead] {
	t.Helper()
	w := life.Start(t)
	for _, step := range []func(){
		func() { w.Do(zhao, access.Follow, raise()) },
		func() { w.Do(zhao, access.Director, Assign{Person: lin, Needs: AssignNeeds{Fits: true}}) },
		func() { w.Do(lin, access.Clerk, ask()) },
		func() { w.Do("lian", access.Follow, UnitAnswered{}) },
		func() { w.Do(zhao, access.Director, InvitePerson{Day: "2026-03-02"}) },
		func() { w.Do(lin, access.Clerk, EnterStatement{Day: "2026-03-02", Text: "系值班安排。"}) },
	} {
		if w.S.State == state {
			return w
		}
		step()
	}
	w.Is(state)
	return w
}

// A roster explains it: closed by two people, without the person having been named.
func TestExplainedAndClosed(t *testing.T) {
	w := upTo(t, "unit_answered")
	w.Do(lin, access.Clerk, TickAll{Ticks: []Tick{{Code: "duty", Answer: "yes", Note: "值班名册"}, {Code: "series"}}})
	w.No(act.Invalid, "code", lin, access.Clerk, Propose{Outcome: "closed", Code: "confirmed", Reason: why})
	w.Do(lin, access.Clerk, Propose{Outcome: "closed", Code: "explained", Reason: why})
	w.No(act.Forbidden, "", lin, access.Director, Decide{})
	w.Do(zhao, access.Director, Decide{})
	w.Is("closed")
	if w.S.Decision.By != zhao || w.S.Decision.Code != "explained" || w.S.InvitedOn != "" {
		t.Errorf("%+v", w.S)
	}
}

// A problem needs every innocent explanation answered and the person heard.
func TestBecomesAProblem(t *testing.T) {
	p := Propose{Outcome: "problem", Code: "confirmed", Reason: "名册和指定分案记录都不能说明"}
	w := upTo(t, "assigned")
	w.No(act.NotNow, "", lin, access.Clerk, p)
	w = upTo(t, "unit_answered")
	w.No(act.NotNow, "", lin, access.Clerk, p)
	w.Do(lin, access.Clerk, TickAll{Ticks: all("no")})
	w.No(act.NotNow, "", lin, access.Clerk, p)
	w.Do(zhao, access.Director, InvitePerson{Day: "2026-03-02"})
	w.No(act.NotNow, "", lin, access.Clerk, p)
	w.Days(20) // no account within the term
	w.Do(lin, access.Clerk, p)
	w.Do("vice", access.Vice, Decide{Reason: "同意，按问题程序办理"})
	w.Is("to_problem")
	w.No(act.Invalid, "to", lin, access.Clerk, Link{To: "x"})
	w.Do(lin, access.Clerk, Link{To: "x", Needs: LinkNeeds{There: true, Kind: "problem"}})
	w = upTo(t, "heard")
	w.Do(lin, access.Clerk, TickAll{Ticks: all("partly")})
	w.Do(lin, access.Clerk, Propose{Outcome: "clue", Code: "other_power", Reason: "涉及其他机关职权"})
	w.Do(zhao, access.Director, Decide{})
	w.Do(lin, access.Clerk, Link{To: "c", Needs: LinkNeeds{There: true, Kind: "clue"}})
	w = upTo(t, "heard")
	w.Do(lin, access.Clerk, Propose{Outcome: "review", Code: "unclear", Reason: "需要看案卷才能确定"})
	w.Do(zhao, access.Director, Decide{})
	w.Is("to_review")
}

// The unit is asked without a name; its rules come before the person is asked.
func TestTheUnitComesFirst(t *testing.T) {
	w := upTo(t, "assigned")
	a := ask()
	a.Period = "甲法官 2025 年"
	w.No(act.Invalid, "period", lin, access.Clerk, a)
	a = ask()
	a.Papers = []string{"names"}
	w.No(act.Invalid, "papers", lin, access.Clerk, a)
	w = upTo(t, "unit_asked")
	w.No(act.NotNow, "", zhao, access.Director, InvitePerson{Day: "2026-03-02"})
	w.Days(20) // the unit lets its term pass
	w.Do(zhao, access.Director, InvitePerson{Day: "2026-03-20"})
	w = upTo(t, "unit_answered")
	w.Do("lian", access.Follow, UnitAnswered{})
	w = upTo(t, "heard")
	w.Do("lian", access.Follow, UnitAnswered{})
	for _, s := range []string{"assigned", "unit_asked", "unit_answered", "person_invited"} {
		w = upTo(t, s)
		w.Do(zhao, access.Director, Assign{Person: "shen", Needs: AssignNeeds{Fits: true}})
		w.Do(lin, access.Clerk, TickAll{Ticks: []Tick{{Code: "duty", Answer: "no"}}})
	}
	w = upTo(t, "person_invited")
	w.Do("lian", access.Follow, UnitAnswered{}) // a second paper: nothing goes back
	w.Is("person_invited")
	w.No(act.Invalid, "day", lin, access.Clerk, EnterStatement{Day: "2026-03-01", Text: "系值班安排。"})
}

// Returned leads stand where they stood.
func TestReturned(t *testing.T) {
	for _, s := range []string{"assigned", "unit_asked", "unit_answered", "person_invited", "heard"} {
		w := upTo(t, s)
		w.Do(lin, access.Clerk, Propose{Outcome: "closed", Code: "data_error", Reason: "重复导入"})
		w.Do(zhao, access.Director, Return{Reason: "请再核对原始登记"})
		w.Is(s)
	}
}

// Work goes on by others: assigned again, ticks kept, and after 24 months a lead
// that came to nothing no longer counts.
func TestExpiry(t *testing.T) {
	w := upTo(t, "heard")
	w.Do(zhao, access.Director, Assign{Person: "shen", Needs: AssignNeeds{Fits: true}})
	if w.S.Has(lin, "handler") || !w.S.Has("shen", "handler") || w.S.Expired("2028-02-28") || !w.S.Expired("2028-03-20") {
		t.Errorf("%+v", w.S.Head)
	}
	w.Do(lin, access.Clerk, TickAll{Ticks: []Tick{{Code: "duty", Answer: "no"}}})
	w.Do(lin, access.Clerk, TickAll{Ticks: []Tick{{Code: "duty", Answer: "partly", Note: "下半年名册"}}})
	if x, _ := w.S.TickOf("duty"); len(w.S.Ticks) != 1 || x.Answer != "partly" {
		t.Errorf("%+v", w.S.Ticks)
	}
	w.No(act.Invalid, "ticks.0.note", lin, access.Clerk, TickAll{Ticks: []Tick{{Code: "series", Answer: "yes"}}})
	w.No(act.Invalid, "", lin, access.Clerk, TickAll{})
}

func TestZTable(t *testing.T) { life.Whole(t) }
