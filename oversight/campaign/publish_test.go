package campaign

import (
	"reflect"
	"strings"
	"testing"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

const intro = "看涉案财物管得好不好、还得及时不及时。"

func (w *way) publish(a act.Act[Campaign]) {
	w.T.Helper()
	w.Body = &act.Body{Name: "council", Minute: "纪要〔2026〕4号", Date: "2026-03-02"}
	w.Do(zhao, access.Director, a)
	w.Body = nil
}

// The public reads a copy: a change order alters nothing there until it is
// published in its turn, and the former edition stays to be compared.
func TestAPublicationIsPinnedToItsEdition(t *testing.T) {
	for _, state := range []string{"sent", "carrying_out", "summing_up", "concluded"} {
		w := upTo(t, state)
		w.publish(Publish{Edition: w.S.Edition, Intro: intro})
		p, ok := w.S.Published()
		if !ok || p.No != 1 || p.Edition != w.S.Edition || p.Minute != "纪要〔2026〕4号 2026-03-02" || w.S.Behind() {
			t.Fatalf("%+v", p)
		}
		if !reflect.DeepEqual(p.Plan.Contents, []Content{{Key: "c1", Text: "财物保管是否规范"}}) || len(p.Plan.Stages) != 2 || len(p.Plan.Requirements)+len(p.Plan.Bodies)+len(p.Plan.Checks)+len(p.Plan.Files) != 0 {
			t.Errorf("published %+v", p.Plan)
		}
		w.Body = &act.Body{Name: "council", Minute: "纪要〔2026〕5号", Date: "2026-03-02"}
		w.Do(zhao, access.Director, WithdrawPublication{Reason: "内容有误，先行撤回。"})
		if _, ok := w.S.Published(); ok || w.S.Public[0].Withdrawn == "" {
			t.Errorf("withdrawn: %+v", w.S.Public)
		}
		w.No(act.NotNow, "", zhao, access.Director, WithdrawPublication{Reason: "内容有误，先行撤回。"})
	}
	w := upTo(t, "carrying_out")
	w.publish(Publish{Edition: w.S.Edition, Intro: intro})
	was, _ := w.S.Published()
	next := w.S.Plan
	next.Goal = "推动规范执法，保护财产权利。"
	w.council(Change{Reason: "把目标写得更清楚。", Plan: next})
	if p, _ := w.S.Published(); !reflect.DeepEqual(p, was) || !w.S.Behind() {
		t.Errorf("a change order altered what is public: %+v", p)
	}
	w.Body = &act.Body{Name: "council", Minute: "纪要〔2026〕5号", Date: "2026-03-02"}
	w.No(act.Conflict, "", zhao, access.Director, Publish{Edition: w.S.Edition - 1, Intro: intro})
	w.publish(Publish{Edition: w.S.Edition, Intro: intro, Needs: Told{Reason: "把目标写得更清楚。"}})
	if p, _ := w.S.Published(); p.No != 2 || p.Changed == "" || p.Plan.Goal != next.Goal || w.S.Behind() {
		t.Errorf("second edition: %+v", p)
	}
	if old, ok := w.S.PublicEdition(1); !ok || old.Plan.Goal == next.Goal {
		t.Errorf("the first edition is gone: %+v", old)
	}
	if !w.S.TakesFromPublic("2026-06-01") || w.S.TakesFromPublic("2027-01-01") || w.S.TakesFromPublic("2026-01-01") {
		t.Error("messages carry the campaign on the wrong days")
	}
}

func TestWhatIsPublishedSaysNothingOfACase(t *testing.T) {
	w := upTo(t, "sent")
	w.No(act.Invalid, "minute", zhao, access.Director, Publish{Intro: intro})
	w.Body = &act.Body{Name: "council", Minute: "纪要〔2026〕4号", Date: "2026-03-02"}
	for field, a := range map[string]Publish{
		"intro":    {Intro: "短"},
		"intro ":   {Intro: "对张某案应当改判，撤销原判决。"},
		"intro_en": {Intro: intro, IntroEn: strings.Repeat("a", 1501)},
		"name_en":  {Intro: intro, NameEn: "（2025）明01刑初3号"},
		"nobody":   {Intro: intro, Needs: Told{Names: []string{"高明"}}},
	} {
		w.No(act.Invalid, strings.TrimSpace(field), zhao, access.Director, a)
	}
	w.publish(Publish{Intro: intro, Nobody: true, Needs: Told{Names: []string{"高明"}}})
	w = upTo(t, "archived")
	w.S.Public = []Publication{{No: 1}}
	w.publish(WithdrawPublication{Reason: "网页不再需要。"})
	w = upTo(t, "sent")
	w.S.Plan = Plan{}
	w.Body = &act.Body{Name: "council", Minute: "纪要〔2026〕4号", Date: "2026-03-02"}
	w.No(act.NotNow, "", zhao, access.Director, Publish{Intro: intro})
}
