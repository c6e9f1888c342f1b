package screenrun

import (
	"strings"
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var life = walk.Of[Run](&Life, Declare{}, Open{}, Withdraw{})

func declare() Declare {
	return Declare{Title: "2025 年度民商事结案", Purpose: "了解随机分案执行情况", Organ: "o", Period: "2025 年度结案", Hash: strings.Repeat("a", 64), FileName: "r.txt",
		Cols: Columns{ID: "案号", Subject: "法官", Partner: "律师", Strata: []string{"庭", "月份"}}, Params: Params{Detector: "pair", MinN: 50, MinMeet: 5, Omega0: 2, Q: .05, Permute: 20, Seed: 1},
		Needs: DeclareNeeds{Ours: true, Planned: Planned{SHA256: "h", M: 100}}}
}

// The plan stands before the results, opened by somebody else, once.
func TestPlanThenResults(t *testing.T) {
	w := life.Start(t)
	w.Do("lin", access.Clerk, declare())
	w.Is("declared")
	if w.S.Number != "明人监筛〔2026〕1号" || w.S.Found.M != 0 || w.S.Planned.M != 100 {
		t.Fatalf("%+v", w.S)
	}
	w.No(act.Forbidden, "", "lin", access.Director, Open{Needs: OpenNeeds{SHA256: "h"}})
	w.No(act.Conflict, "", "zhao", access.Director, Open{Needs: OpenNeeds{SHA256: "other"}})
	w.No(act.NotNow, "", "zhao", access.Director, Open{Needs: OpenNeeds{Wrong: &Trouble{"hash", "坏了", "broken"}}})
	w.Do("zhao", access.Director, Open{Needs: OpenNeeds{SHA256: "h", Found: Found{M: 100, Flagged: 2}}})
	w.Is("opened")
	w.No(act.NotNow, "", "zhao", access.Director, Open{Needs: OpenNeeds{SHA256: "h"}})
	w.No(act.NotNow, "", "lin", access.Clerk, Withdraw{Reason: "换一种分层再试"})
}

func TestWithdrawnUnopened(t *testing.T) {
	w := life.Start(t)
	w.Do("lin", access.Clerk, declare())
	w.No(act.Invalid, "reason", "lin", access.Clerk, Withdraw{})
	w.Do("lin", access.Clerk, Withdraw{Reason: "分层列选错"})
	w.Is("withdrawn")
	w.No(act.NotNow, "", "zhao", access.Director, Open{Needs: OpenNeeds{SHA256: "h"}})
}

func TestDeclareRefuses(t *testing.T) {
	for field, change := range map[string]func(*Declare){
		"title": func(a *Declare) { a.Title = "" }, "purpose": func(a *Declare) { a.Purpose = "（2025）明0102民初12号案应改判" }, "period": func(a *Declare) { a.Period = "" },
		"organ": func(a *Declare) { a.Needs.Ours = false }, "campaign": func(a *Declare) { a.Campaign = "c" }, "params.detector": func(a *Declare) { a.Params.Detector = "score" },
		"hash": func(a *Declare) { a.Hash = "" }, "cols.col_id": func(a *Declare) { a.Cols.ID = "" }, "cols.col_subject": func(a *Declare) { a.Cols.Subject = "" },
		"cols.col_period": func(a *Declare) { a.Params.Detector, a.Params.Permute = "monitor", 0 },
		"relations":       func(a *Declare) { a.Params.Detector, a.Relations = "outcome", strings.Repeat("b", 64) },
		"cols.col_strata": func(a *Declare) { a.Cols.Strata = nil }, "params.permute": func(a *Declare) { a.Params.Permute = 0 },
		"params.q": func(a *Declare) { a.Needs.Wrong = &Trouble{"params.q", "须在 0 和 1 之间", "between 0 and 1"} },
	} {
		a := declare()
		change(&a)
		life.Start(t).No(act.Invalid, field, "lin", access.Clerk, a)
	}
}

func TestZTable(t *testing.T) { life.Whole(t) }
