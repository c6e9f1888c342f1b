package correction

import (
	"strings"
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var life = walk.Of[Correction](&Life, Submit{}, Consider{}, Ask{}, Supplement{}, Grant{}, Refuse{}, Tell{}, Withdraw{})

var (
	scan = strings.Repeat("a", 64)
	fact = SubmitNeeds{Officer: "f", Person: "骆正平", Organ: "o", Unit: "u", Way: "organ", Heading: act.Word{Code: "born", Zh: "出生年", En: "Year of birth"}, Says: "1975"}
	ask  = Submit{Code: "P001", Person: "骆正平", What: "born", Should: "1976", Why: "人事档案记载为 1976 年。", Paper: scan, PaperName: "申请.pdf", Needs: fact}
)

// The organ asks for its officer, one takes it up, another decides, the organ
// is told within the term.
func TestCorrected(t *testing.T) {
	w := life.Start(t)
	for field, a := range map[string]Submit{
		"code":   {What: "born", Should: "1976", Why: "人事档案记载为 1976 年。", Paper: scan, Needs: SubmitNeeds{Heading: fact.Heading}},
		"what":   {Should: "1976", Why: "人事档案记载为 1976 年。", Paper: scan, Needs: SubmitNeeds{Officer: "f"}},
		"should": {What: "born", Should: "1975", Why: "人事档案记载为 1976 年。", Paper: scan, Needs: fact},
		"why":    {What: "born", Should: "1976", Paper: scan, Needs: fact},
		"paper":  {What: "born", Should: "1976", Why: "人事档案记载为 1976 年。", Needs: fact},
	} {
		w.No(act.Invalid, field, "lian", access.Liaison, a)
	}
	w.Do("lian", access.Liaison, ask)
	if w.S.Shown != "o" || w.S.NextDue() == 0 || w.S.Says != "1975" || len(w.S.Files) != 1 {
		t.Fatalf("%+v", w.S)
	}
	w.Do("lin", access.Clerk, Consider{})
	w.No(act.Invalid, "wanted", "lin", access.Clerk, Ask{})
	w.Do("lin", access.Clerk, Ask{Wanted: "请附人事档案首页。"})
	if _, runs := w.S.Running("correction.reply"); runs {
		t.Error("the term to reply runs while the organ is asked")
	}
	w.No(act.Invalid, "text", "lian", access.Liaison, Supplement{})
	w.Do("lian", access.Liaison, Supplement{Text: "附人事档案首页。", Proof: scan, ProofName: "首页.pdf"})
	w.No(act.Invalid, "basis", "fang", access.Director, Grant{Reason: "与档案一致。", Needs: GrantNeeds{There: true}})
	w.No(act.Invalid, "id", "fang", access.Director, Grant{Basis: "人事档案", Reason: "与档案一致。"})
	w.Do("fang", access.Director, Grant{Basis: "人事档案首页", Reason: "与档案一致。", Needs: GrantNeeds{There: true, Says: "1975"}})
	if !w.S.Changed || w.S.NextDue() == 0 {
		t.Fatalf("%+v", w.S)
	}
	w.No(act.Invalid, "channel", "lin", access.Clerk, Tell{Day: walk.Day})
	w.No(act.Invalid, "day", "lin", access.Clerk, Tell{Channel: "organ", Day: "2020-01-01"})
	w.Do("lin", access.Clerk, Tell{Channel: "organ", Day: w.S.Opened})
	w.Is("told")
	if w.S.NextDue() != 0 {
		t.Error("a clock runs after the officer was told")
	}
}

// What somebody corrected meanwhile is not changed again; a refusal has its
// reason and is told too, also where nothing was added.
func TestRefusedAndOvertaken(t *testing.T) {
	w := life.Start(t)
	w.Do("lian", access.Chief, ask)
	w.Do("lin", access.Clerk, Consider{})
	w.Do("lin", access.Clerk, Ask{Wanted: "请附人事档案首页。"})
	w.No(act.Invalid, "reason", "fang", access.Director, Refuse{Basis: "人事档案"})
	w.Do("fang", access.Director, Refuse{Basis: "人事档案", Reason: "逾期未补充，档案与登记一致。"})
	w.Do("lin", access.Clerk, Tell{Channel: "organ", Day: w.S.Opened})
	w.Is("told")

	w = life.Start(t)
	w.Do("lian", access.Liaison, ask)
	w.Do("lin", access.Clerk, Consider{})
	w.Do("fang", access.Director, Grant{Basis: "人事档案", Reason: "与档案一致。", Needs: GrantNeeds{There: true, Says: "1976"}})
	if w.S.Changed {
		t.Error("nothing was to be changed")
	}

	w = life.Start(t)
	w.Do("lian", access.Liaison, ask)
	w.Do("lin", access.Clerk, Consider{})
	w.Do("fang", access.Director, Refuse{Basis: "人事档案", Reason: "档案与登记一致。"})
	w.Is("refused")
}

// Whoever asked takes it back, in every state before the decision.
func TestWithdrawn(t *testing.T) {
	for n := range 3 {
		w := life.Start(t)
		w.Do("lian", access.Liaison, ask)
		if n > 0 {
			w.Do("lin", access.Clerk, Consider{})
		}
		if n > 1 {
			w.Do("lin", access.Clerk, Ask{Wanted: "请附人事档案首页。"})
		}
		w.No(act.Forbidden, "", "lin", access.Clerk, Withdraw{Reason: "重复了，撤回。"})
		w.No(act.Invalid, "reason", "lian", access.Liaison, Withdraw{Needs: WithdrawNeeds{Organ: true}})
		w.Do("lian", access.Liaison, Withdraw{Reason: "重复了，撤回。", Needs: WithdrawNeeds{Organ: true}})
		w.Is("withdrawn")
		if w.S.NextDue() != 0 {
			t.Error("a clock runs on")
		}
	}
	w := life.Start(t)
	a := ask
	a.Needs.Way = "written"
	w.Do("lin", access.Clerk, a)
	if w.S.Shown != "" {
		t.Error("a request in writing is shown to the organ")
	}
	w.Do("lin", access.Clerk, Withdraw{Reason: "本人来信撤回。"})
}

func TestZTable(t *testing.T) { life.Whole(t) }
