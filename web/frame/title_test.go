package frame

import (
	"testing"
	"unicode"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/casebook"
	"hengjian/oversight/circular"
	"hengjian/oversight/clue"
	"hengjian/oversight/correction"
	"hengjian/oversight/handover"
	"hengjian/oversight/imports"
	"hengjian/oversight/law"
	"hengjian/oversight/lead"
	"hengjian/oversight/leg"
	"hengjian/oversight/measure"
	"hengjian/oversight/opening"
	"hengjian/oversight/organ"
	"hengjian/oversight/review"
	"hengjian/oversight/roster"
	"hengjian/oversight/selfcheck"
	"hengjian/oversight/summary"
	"hengjian/web/kit"
)

// TestProgramTitlesAreEnglish holds the titles that the program makes and the
// English ones said for them together: a title that is reworded in one place
// would stay Chinese in the other.
func TestProgramTitlesAreEnglish(t *testing.T) {
	made := []struct {
		kind string
		m    act.Matter
	}{
		{"clue", clue.Clue{Head: act.Head{State: "withheld"}}.Matter()},
		{"circular", circular.Circular{Title: "Plan"}.Matter()},
		{"handover", handover.Handover{Name: "A"}.Matter()},
		{"roster", roster.Roster{Period: "2026"}.Matter()},
		{"edition", campaign.Edition{No: 2}.Matter()},
		{"opening", opening.Opening{}.Matter()},
		{"selfcheck", act.Matter{Title: "自查：Plan"}},
		{"clausecheck", act.Matter{Title: "逐条检查：Measure"}},
		{"review", act.Matter{Title: "评查卷 7"}},
		{"summary", act.Matter{Title: "关于Plan进展情况的汇报"}},
		{"summary", act.Matter{Title: "Plan总结"}},
	}
	add := func(kind string, m act.Matter) {
		made = append(made, struct {
			kind string
			m    act.Matter
		}{kind, m})
	}
	for _, r := range law.Routes {
		add("leg", leg.Leg{Route: r.ID}.Matter())
	}
	for _, w := range organ.Amendable {
		add("correction", correction.Correction{Person: "A", What: w.Code, Heading: w}.Matter())
	}
	for _, x := range opening.Purposes {
		add("opening", opening.Opening{Purpose: x.Code}.Matter())
	}
	for _, k := range lead.Kinds {
		l := lead.Lead{Period: "2026"}
		l.Signal.Detector = k.Code
		add("lead", l.Matter())
	}
	for _, r := range casebook.WarnRules {
		add("warning", casebook.Warning{Rule: r.ID, Unit: "Unit"}.Matter())
	}
	for _, s := range []string{"officers", "organs", "units", "messages"} {
		add("import", imports.Import{Sort: s}.Matter())
	}
	en, zh := &kit.Page{Lang: "en"}, &kit.Page{Lang: "zh"}
	for _, x := range made {
		r := office.Row{Kind: x.kind, Title: x.m.Title, Class: x.m.Class, Via: x.m.Via}
		if got := TitleOf(en, r); hasHan(got) || got == "" {
			t.Errorf("%s %q in English: %q", x.kind, r.Title, got)
		}
		if got := TitleOf(zh, r); got != r.Title {
			t.Errorf("%s %q in Chinese: %q", x.kind, r.Title, got)
		}
	}
	if got := TitleOf(en, office.Row{Kind: "problem", Title: "自查：台账不全"}); got != "自查：台账不全" {
		t.Errorf("what somebody wrote was changed: %q", got)
	}
	for _, l := range []string{selfcheck.Life.Kind, measure.CheckLife.Kind, review.Life.Kind, summary.Life.Kind} {
		if madeTitles[l] == nil {
			t.Errorf("no titles for %s", l)
		}
	}
}

func hasHan(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}
