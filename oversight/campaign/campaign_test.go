package campaign

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var every = []act.Act[Campaign]{Argue{}, AmendTopic{}, Reject{}, TakeUp{}, Draft{}, Adapt{}, Amend{}, Write{}, Adopt{}, Send{}, Start{}, Change{},
	AnswerRequirement{}, WithdrawAnswer{}, Publish{}, WithdrawPublication{}, SumUp{}, Conclude{}, Archive{}}

const (
	lin  = "lin"  // clerk
	zhao = "zhao" // director
)

func topicOf() Topic {
	return Topic{Channel: "letters", Source: "上半年来信来访统计", Reasons: "近一年反映集中在财物返还不及时，带有共性。", Opinions: []Opinion{{From: "市公安局", Text: "赞成"}}}
}

func plan() Plan {
	return Plan{Goal: "推动规范执法。", Basis: []string{"《监督法》第十二条"}, Scope: Scope{Sorts: []string{"police"}, Grassroots: []string{"派出所"}},
		Contents:     []Content{{Text: "财物保管是否规范", Classes: []string{"norm.seizure"}}},
		Requirements: []Requirement{{Text: "账实相符"}, {Text: "及时返还", Who: "organs"}, {Text: "公布反映渠道", Who: "committees"}},
		Stages:       []Stage{{Name: "自查", Since: "2026-03-01", Until: "2026-04-30"}, {Name: "检查", Since: "2026-05-01", Until: "2026-08-31"}},
		Bodies:       []Duty{{"监察司法工委", "组织实施"}}, Checks: []Check{{Name: "保管场所抽查"}}}
}

func (w *way) council(a act.Act[Campaign]) {
	w.T.Helper()
	w.Body = &act.Body{Name: "council", Minute: "纪要〔2026〕3号", Date: "2026-03-02"}
	w.Do(lin, access.Clerk, a)
	w.Body = nil
}

// upTo walks the straight way, topic first, until a state.
func upTo(t *testing.T, state string) *way {
	t.Helper()
	w := start(t)
	for _, step := range []func(){
		func() { w.Do(lin, access.Clerk, Argue{Title: "涉案财物专项监督", Topic: topicOf()}) },
		func() { w.Do(zhao, access.Director, TakeUp{Since: "2026-03-01", Until: "2026-12-31"}) },
		func() {
			w.Do(lin, access.Clerk, Write{Plan: plan()})
			w.council(Adopt{Gate: "党组〔2026〕2号", Prefix: true})
		},
		func() { w.Do(lin, access.Clerk, Send{}) },
		func() { w.Do(lin, access.Clerk, Start{}) },
		func() { w.Do(lin, access.Clerk, SumUp{}) },
		func() { w.Do(zhao, access.Director, Conclude{}) },
		func() { w.Do(lin, access.Clerk, Archive{}) },
	} {
		if w.S.State == state {
			return w
		}
		step()
	}
	w.Is(state)
	return w
}

func TestFromTopicToArchive(t *testing.T) {
	w := upTo(t, "archived")
	if w.S.Adopted != "纪要〔2026〕3号 2026-03-02" || w.S.Edition != 2 || w.S.Shown != access.Everyone || !w.S.Prefix || w.S.Level != "city" {
		t.Fatalf("%+v", w.S)
	}
}

func TestATopicNotTakenUpStaysWithItsReasons(t *testing.T) {
	w := upTo(t, "argued")
	more := topicOf()
	more.Last = "上次评议意见有一项未落实"
	w.Do(lin, access.Clerk, AmendTopic{Title: "涉案财物管理专项监督", Topic: more})
	w.No(act.Invalid, "reason", zhao, access.Director, Reject{Reason: "否"})
	w.No(act.Invalid, "reason", zhao, access.Director, Reject{Reason: "请贵院依法改判，撤销原判决"})
	w.Do(zhao, access.Director, Reject{Reason: "条件尚不成熟，先作调研。"})
	if w.S.Ended != "条件尚不成熟，先作调研。" || w.S.Topic.Last == "" {
		t.Fatalf("%+v", w.S)
	}
	w.Do(lin, access.Clerk, Archive{})
}

// Who argued the topic does not decide that it is taken up.
func TestTheTopicIsTakenUpByAnother(t *testing.T) {
	w := start(t)
	w.Do(zhao, access.Director, Argue{Title: "涉案财物专项监督", Topic: topicOf()})
	w.No(act.Forbidden, "", zhao, access.Director, TakeUp{Since: "2026-03-01"})
	w.Do("qian", access.Vice, TakeUp{Since: "2026-03-01"})
	w.Is("drafting")
}

func TestWhatATopicMustSay(t *testing.T) {
	for field, spoil := range map[string]func(*Topic){
		"channel":  func(t *Topic) { t.Channel = "rumour" },
		"reasons":  func(t *Topic) { t.Reasons = "有必要" },
		"source":   func(t *Topic) { t.Source = strings.Repeat("字", 301) },
		"opinions": func(t *Topic) { t.Opinions = []Opinion{{Text: "赞成"}} },
		"last":     func(t *Topic) { t.Last = "（2025）明01刑初3号案应当改判" },
	} {
		x := topicOf()
		spoil(&x)
		start(t).No(act.Invalid, field, lin, access.Clerk, Argue{Title: "涉案财物专项监督", Topic: x})
	}
}

// A change order needs the council and a reason; the keys of parts stay, a
// removed part's key is never given again.
func TestChangeOrders(t *testing.T) {
	for _, state := range []string{"adopted", "sent", "carrying_out"} {
		w := upTo(t, state)
		next := w.S.Plan
		next.Requirements = []Requirement{next.Requirements[2], next.Requirements[0], {Text: "新增的要求"}}
		w.Body = &act.Body{Name: "council", Minute: "纪要5", Date: "2026-03-02"}
		w.No(act.Invalid, "reason", lin, access.Clerk, Change{Reason: "改", Plan: next})
		w.council(Change{Reason: "基层任务重，合并一项。", Until: "2027-01-31", Plan: next})
		var keys []string
		for _, r := range w.S.Plan.Requirements {
			keys = append(keys, r.Key)
		}
		if !reflect.DeepEqual(keys, []string{"r4", "r2", "r8"}) || w.S.Edition != 3 || w.S.Until != "2027-01-31" {
			t.Errorf("from %s: keys %v, edition %d", state, keys, w.S.Edition)
		}
	}
	w := upTo(t, "sent")
	w.Body = &act.Body{Name: "council", Minute: "纪要5", Date: "2026-03-02"}
	w.No(act.Invalid, "plan", lin, access.Clerk, Change{Reason: "没有改动的调整", Plan: w.S.Plan})
	w.No(act.Invalid, "until", lin, access.Clerk, Change{Reason: "提前结束专项", Until: "2026-02-01", Plan: Plan{Goal: "新"}})
}

func TestWhatAPlanMayNotSay(t *testing.T) {
	for field, spoil := range map[string]func(*Plan){
		"requirements.1.text": func(p *Plan) { p.Requirements[0].Text = "对张某案应当改判" },
		"requirements.2.text": func(p *Plan) { p.Requirements[1].Text = "（2025）明01刑初3号案" },
		"requirements.3.who":  func(p *Plan) { p.Requirements[2].Who = "everyone" },
		"contents.1.text":     func(p *Plan) { p.Contents[0].Text = "" },
		"stages.2.until":      func(p *Plan) { p.Stages[1].Until = "2026-01-01" },
		"stages.1.since":      func(p *Plan) { p.Stages[0].Since = "三月" },
		"bodies.1.body":       func(p *Plan) { p.Bodies[0].Body = "" },
		"basis.1":             func(p *Plan) { p.Basis = []string{"法"} },
		"files.1.name":        func(p *Plan) { p.Files = []File{{Hash: "x", Name: "附件"}} },
		"files":               func(p *Plan) { p.Files = make([]File, MaxFiles+1) },
		"scope.sorts":         func(p *Plan) { p.Scope.Sorts = []string{"army"} },
		"checks.1.name":       func(p *Plan) { p.Checks[0].Name = "" },
		"requirements.2.key":  func(p *Plan) { p.Requirements[0].Key, p.Requirements[1].Key = "r1", "r1" },
		"goal":                func(p *Plan) { p.Goal = strings.Repeat("字", 5001) },
		"plan":                func(p *Plan) { p.Basis = make([]string, MaxParts+1) },
	} {
		w := upTo(t, "drafting")
		x := plan()
		spoil(&x)
		if field == "plan" {
			for i := range x.Basis {
				x.Basis[i] = "《监督法》"
			}
		}
		t.Run(field, func(t *testing.T) { w.T = t; w.No(act.Invalid, field, lin, access.Clerk, Write{Plan: x}) })
	}
}

func TestDraftsFromOthers(t *testing.T) {
	w := start(t)
	w.No(act.Invalid, "copy", lin, access.Clerk, Draft{Title: "新的专项监督", Since: "2026-03-01", Copy: "nobody"})
	w.Do(lin, access.Director, Draft{Title: "新的专项监督", Since: "2026-03-01", Until: "2026-12-31", Copy: "c", Needs: Copied{Found: true, Plan: plan().Keyed(Plan{})}})
	if p := w.S.Plan; len(p.Requirements) != 3 || p.Stages[0].Since != "2026-03-01" || p.Stages[0].Until != "2026-12-31" {
		t.Errorf("copied as %+v", p)
	}
	w.Do(lin, access.Clerk, Amend{Set: Set{Title: "改名的专项监督", Since: "2026-03-02"}})
	for _, x := range Templates {
		w := start(t)
		w.Do(lin, access.Clerk, Draft{Title: x.Zh, Theme: x.Theme, Since: "2026-03-01", Classes: x.Classes, Copy: TemplateCode + x.Code})
		var k act.Check
		if w.S.Plan.Check(&k); k.Err() != nil || len(w.S.Plan.Requirements) == 0 {
			t.Errorf("template %s cannot stand: %v", x.Code, k.Err())
		}
	}
}

// A local plan is this committee's own; the shared requirements are answered
// one by one, never copied as its own.
func TestALocalPlan(t *testing.T) {
	w := start(t)
	a := Adapt{Upper: "u", Title: "本市涉案财物专项监督", Since: "2026-03-01", Needs: Shared{Found: true, Plan: plan().Keyed(Plan{})}}
	for field, n := range map[string]Shared{"upper": {}, "upper ": {Found: true, Taken: true}} {
		b := a
		b.Needs = n
		w.No(act.Invalid, strings.TrimSpace(field), lin, access.Clerk, b)
	}
	w.Do(lin, access.Clerk, a)
	if w.S.Upper != "u" || len(w.S.Plan.Requirements) != 0 || len(w.S.Plan.Contents) != 1 || w.S.Matter().Parent != "u" {
		t.Fatalf("%+v", w.S)
	}
	no := AnswerRequirement{Key: "r2", Reason: "本市没有这类场所。", Needs: Asked{Found: true}}
	w.No(act.NotNow, "", lin, access.Clerk, WithdrawAnswer{Key: "r2"})
	w.No(act.Invalid, "key", lin, access.Clerk, AnswerRequirement{Key: "r9", Reason: "本市没有这类场所。"})
	w.No(act.Invalid, "reason", lin, access.Clerk, AnswerRequirement{Key: "r2", Reason: "请贵院依法改判，撤销原判决", Needs: Asked{Found: true}})
	for _, step := range []func(){func() {}, func() { w.council(Adopt{}) }, func() { w.Do(lin, access.Clerk, Send{}) }, func() { w.Do(lin, access.Director, Start{}) }} {
		step()
		w.Do(lin, access.Clerk, no)
		w.Do(lin, access.Clerk, no) // in place of the former
		if x, ok := w.S.NotApplicable("r2"); !ok || len(w.S.Answers) != 1 || x.Day == "" {
			t.Errorf("answers %+v", w.S.Answers)
		}
		w.No(act.Invalid, "key", lin, access.Clerk, WithdrawAnswer{Key: "r1"})
		w.Do(lin, access.Clerk, WithdrawAnswer{Key: "r2"})
	}
	own := upTo(t, "sent")
	own.No(act.NotNow, "", lin, access.Clerk, no)
	own.No(act.NotNow, "", lin, access.Clerk, WithdrawAnswer{Key: "r2"})
}

func TestStartWithoutSending(t *testing.T) {
	w := upTo(t, "adopted")
	w.Do(lin, access.Clerk, Start{})
	w.No(act.NotNow, "", zhao, access.Director, Conclude{})
	w.Do(zhao, access.Director, SumUp{})
	w.Do(zhao, access.Director, Conclude{})
	w.Is("concluded")
}

func TestCompare(t *testing.T) {
	old := plan().Keyed(Plan{})
	now := old
	now.Goal = "推动规范文明执法。"
	now.Basis = append([]string{"《地方组织法》第五十条"}, old.Basis...)
	now.Requirements = []Requirement{old.Requirements[2], old.Requirements[0], {Text: "新增"}}
	now.Stages = append([]Stage(nil), old.Stages...)
	now.Stages[0].Until = "2026-05-10"
	now = now.Keyed(old)
	var got []string
	for _, d := range Compare(old, now) {
		got = append(got, fmt.Sprintf("%s %s %s %d", d.Part, d.Key, d.What, d.No))
	}
	want := []string{"goal  changed 1", "basis  added 1", "requirement r2 moved 2", "requirement r8 added 3", "requirement r3 removed 2", "stage s5 changed 1"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("differs as\n%q, want\n%q", got, want)
	}
	if d := Compare(now, now); d != nil {
		t.Errorf("a plan differs from itself: %+v", d)
	}
	back := map[string]int{}
	for _, d := range Compare(now, old) {
		back[d.What]++
	}
	if !reflect.DeepEqual(back, map[string]int{"changed": 2, "added": 1, "removed": 2, "moved": 1}) {
		t.Errorf("the way back: %v", back)
	}
}

func TestLevels(t *testing.T) {
	for place, want := range map[string]string{"990000": "province", "990100": "city", "990102": "county"} {
		if got := LevelOf(place); got != want {
			t.Errorf("%s is a %s", place, got)
		}
	}
}

func TestEditionsKeepWhatWas(t *testing.T) {
	m := act.Moment{Body: &act.Body{Minute: "纪要3", Date: "2026-03-02"}}
	e, err := Keep{Campaign: "c", No: 2, Why: "adopted", Plan: plan()}.Do(Edition{}, m)
	if err != nil || e.Minute != "纪要3 2026-03-02" || !reflect.DeepEqual(e.Plan, plan()) || e.Matter().Parent != "c" {
		t.Errorf("%+v %v", e, err)
	}
	if s, _ := (Show{}).Do(e, m); s.Shown != access.Everyone || !reflect.DeepEqual(s.Plan, e.Plan) {
		t.Errorf("shown as %+v", s)
	}
}
