package screenrun

import (
	"strings"
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var life = walk.Of[Run](&Life, Declare{}, Open{}, Withdraw{}, Relate{}, Unrelate{})

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

// The list that counts is the last; a plan keeps its own. A list is supplied
// again, completed, withdrawn with a reason, and all of them stay on record.
func TestListsOfRelations(t *testing.T) {
	hash := strings.Repeat("b", 64)
	w := life.Start(t)
	a := declare()
	a.Relations, a.ListName, a.Needs.Listed = hash, "名单.csv.txt", 2
	w.Do("lin", access.Clerk, a)
	if l, ok := w.S.Relations(); !ok || l.Name != "名单.csv" || l.Rows != 2 || l.By != "lin" {
		t.Fatalf("%+v", w.S.Lists)
	}
	w.No(act.Invalid, "hash", "zhao", access.Director, Relate{})
	w.No(act.Invalid, "hash", "zhao", access.Director, Relate{Hash: hash})
	w.No(act.Invalid, "hash", "zhao", access.Director, Relate{Hash: hash, Needs: RelateNeeds{Rows: 1, Wrong: &Trouble{"hash", "C2 没有来源", "no source in C2"}}})
	w.Do("zhao", access.Director, Relate{Hash: strings.Repeat("c", 64), FileName: "名单二.xlsx", Needs: RelateNeeds{Rows: 3}})
	if l, _ := w.S.Relations(); l.Name != "名单二.xlsx" || w.S.Lists[0].Off != Replaced || w.S.Lists[0].OffBy != "zhao" || w.S.File.Relations != hash {
		t.Fatalf("%+v", w.S.Lists)
	}
	w.Do("zhao", access.Director, Open{Needs: OpenNeeds{SHA256: "h"}})
	w.No(act.Invalid, "reason", "lin", access.Clerk, Unrelate{Reason: "见（2025）明01民初1号"})
	w.Do("lin", access.Clerk, Unrelate{Reason: "名单由提供单位收回"})
	if _, ok := w.S.Relations(); ok || w.S.Lists[1].Off == "" {
		t.Fatalf("%+v", w.S.Lists)
	}
	w.No(act.NotNow, "", "lin", access.Clerk, Unrelate{Reason: "名单由提供单位收回"})
	w.Do("lin", access.Clerk, Relate{Hash: hash, FileName: "名单.csv", Needs: RelateNeeds{Rows: 2}})
	b := life.Start(t)
	b.Do("lin", access.Clerk, a)
	b.Do("lin", access.Clerk, Unrelate{Reason: "名单由提供单位收回"})
	b.Do("lin", access.Clerk, Relate{Hash: hash, FileName: "名单.csv", Needs: RelateNeeds{Rows: 2}})
	b.Do("lin", access.Clerk, Withdraw{Reason: "分层列选错"})
	if _, ok := b.S.Relations(); ok {
		t.Error("the list of a withdrawn plan counts")
	}
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
