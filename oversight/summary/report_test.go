package summary

import (
	"slices"
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var some = []act.Act[Summary]{Begin{}, Write{}, Recount{}, AddCase{}, EditCase{}, ConfirmCase{}, DropCase{}, CiteOne{}, Uncite{}, AddResult{}, DropResult{}, Submit{}, Review{}, Return{}, Adopt{}}

func counted(state string) CountNeeds {
	return CountNeeds{Campaign: "涉案财物专项监督", State: state, Since: "2026-03-01", Exists: true, Figures: Figures{{Key: "clues", N: 7, Part: "work"}, {Key: "problems_open", N: 2, Part: "open"}},
		Previous: "p", PrevName: "上一次", PrevCount: Figures{{Key: "clues", N: 3}}}
}

// An interim report is drafted while the work goes on, as often as wanted, and
// names no officer; the summary waits for its time and is one.
func TestAReportToTheCouncil(t *testing.T) {
	life := walk.Of(&Life, some...)
	for _, state := range []string{"drafting", "adopted", "concluded", "archived"} {
		life.Start(t).No(act.NotNow, "", "lin", access.Clerk, Begin{Campaign: "c", Sort: Report, Needs: counted(state)})
	}
	life.Start(t).No(act.NotNow, "", "lin", access.Clerk, Begin{Campaign: "c", Needs: counted("carrying_out")})
	life.Start(t).No(act.NotNow, "", "lin", access.Clerk, Begin{Campaign: "c", Needs: counted("summing_up")})
	life.Start(t).No(act.Invalid, "sort", "lin", access.Clerk, Begin{Campaign: "c", Sort: "other", Needs: counted("carrying_out")})
	w := life.Start(t)
	w.Do("lin", access.Clerk, Begin{Campaign: "c", Sort: Report, Needs: counted("carrying_out")})
	if w.S.Title != "关于涉案财物专项监督进展情况的汇报" || w.S.Previous != "" || w.S.Matter().Via != Report || len(w.S.Parts) != len(ReportParts) {
		t.Fatalf("%+v", w.S)
	}
	if !slices.ContainsFunc(w.S.Parts, func(p Part) bool { return p.Key == "decide" }) {
		t.Error("nothing is put to the council")
	}
	w.No(act.Invalid, "nobody", "lin", access.Clerk, Write{Part: "decide", Text: "请研究高明所在单位的整改。", Needs: WriteNeeds{Names: []string{"高明"}}})
	w.No(act.Invalid, "text", "lin", access.Clerk, Write{Part: "decide", Text: "建议对张某案撤销原判决、依法改判。"})
	w.Do("lin", access.Clerk, Write{Part: "decide", Text: "请研究是否对 {problems_open} 个问题开展专题询问，做法高明与否另议。", Nobody: true, Needs: WriteNeeds{Names: []string{"高明"}}})
	w.Do("lin", access.Clerk, Submit{})
	w.Do("zhao", access.Director, Return{Reason: "请补充下一步打算。"})
	w.Do("lin", access.Clerk, Submit{})
	w.Do("zhao", access.Director, Review{})
	w.Body = &act.Body{Name: "council", Minute: "纪要〔2026〕3号", Date: "2026-03-02"}
	w.Do("lin", access.Clerk, Adopt{})
	w.Is("adopted")
}
