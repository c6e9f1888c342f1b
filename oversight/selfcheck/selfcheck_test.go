package selfcheck

import (
	"strings"
	"testing"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var every = []act.Act[Selfcheck]{Request{}, SetDue{}, Withdraw{}, Fill{}, Whole{}, Attach{}, Detach{}, Sign{}, Unsign{}, Submit{}, Check{}, Accept{}, SendBack{}, LookAgain{}, Link{}}

const (
	liaison = "liaison"
	chief   = "chief"
	clerk   = "clerk"
	boss    = "director"
	hash    = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
)

var form = []Item{
	{Key: "c1", Sort: "content", Text: "讯问录音录像", Classes: []string{"norm.recording"}},
	{Key: "c2", Sort: "content", Text: "涉案财物保管", Classes: []string{"norm.property"}},
	{Key: "r3", Sort: "requirement", Text: "权利义务告知有记录"},
}

func request() Request {
	return Request{Campaign: "camp", Organ: "police", Needs: RequestNeeds{Ours: true, Campaign: "规范执法专项监督", Takes: true, Edition: 2, Items: form}}
}

var known = FillNeeds{Classes: map[string]bool{"norm.recording": true, "norm.property": true}, Units: map[string]bool{"u1": true}}

// found is an item in which something was found; none one in which nothing was.
func found(item string) Fill {
	return Fill{Item: item, Methods: []string{"recordings"}, Since: "2025-09-01", Until: "2026-02-28", Base: 120, Checked: 40, Chosen: "random", By: "法制支队", Note: "抽看了四十份讯问录音录像。", Needs: known,
		Findings: []Finding{{Sort: "unit", Title: "录像保存不足六个月", Text: "四份讯问录像在保存期内被覆盖，没有备份。", Class: "norm.recording", Unit: "u1", Count: 4, Fixed: "已经扩容并建立备份。"}}}
}

func none(item, note string) Fill {
	return Fill{Item: item, Methods: []string{"files", "site"}, Since: "2025-09-01", Until: "2026-02-28", Base: 300, Checked: 60, Chosen: "risk", By: "警务督察支队", Note: note, None: true, Needs: known}
}

const (
	noteA = "随机抽取六十件扣押物品，逐件核对清单、照片、出入库签名和保管员台账，账物相符。"
	noteB = "查阅一百二十份权利义务告知书，核对签名、时间和讯问笔录，并电话回访十名当事人，记录完整。"
)

// upTo walks the straight way until a state.
func upTo(t *testing.T, state string) *way {
	t.Helper()
	w := start(t)
	for _, step := range []func(){
		func() { w.Do(clerk, access.Clerk, request()) },
		func() {
			w.Do(liaison, access.Liaison, found("c1"))
			w.Do(liaison, access.Liaison, none("c2", noteA))
			w.Do(liaison, access.Liaison, none("r3", noteB))
		},
		func() { w.Do(chief, access.Chief, Sign{}) },
		func() { w.Do(liaison, access.Liaison, Submit{}) },
		func() { w.Do(clerk, access.Clerk, fine()) },
		func() { w.Do(boss, access.Director, Accept{Draft: []string{"f1"}}) },
	} {
		if w.S.State == state {
			return w
		}
		step()
	}
	w.Is(state)
	return w
}

func fine() Check {
	return Check{Marks: []Marked{{Item: "c1", Mark: "ok"}, {Item: "c2", Mark: "ok"}, {Item: "r3", Mark: "ok"}}}
}

func TestTheStraightWay(t *testing.T) {
	w := upTo(t, "accepted")
	s := w.S
	if s.Number != "明人监自〔2026〕1号" || s.Edition != 2 || s.Shown != "police" || s.NextDue() != 0 || s.Signer != chief {
		t.Fatalf("%+v", s)
	}
	if m := s.Matter(); m.Via != "found" || m.Organ != "police" || m.Campaign != "camp" || m.Title != "自查：规范执法专项监督" {
		t.Errorf("listed as %+v", m)
	}
	w.Do(clerk, access.Follow, Link{Finding: "f1", Kind: "problem", To: "p1", Number: "明人监问〔2026〕1号"})
	w.No(act.NotNow, "", clerk, access.Follow, Link{Finding: "f1", Kind: "problem", To: "p2"})
	w.No(act.Invalid, "origin", clerk, access.Follow, Link{Finding: "f9", Kind: "problem", To: "p2"})
	o := w.S.ForOrgan()
	if f, _ := o.Finding("f1"); f.Kind != "" || f.Number != "" || o.Items[0].Mark != "" {
		t.Errorf("the organ reads what its finding became: %+v", f)
	}
	if f, _ := w.S.Finding("f1"); f.Kind != "problem" {
		t.Error("hiding it from the organ took it away")
	}
}

func TestTheTermCountsFromTheRequestAndExplainsItself(t *testing.T) {
	w := upTo(t, "requested")
	if w.S.Due != "2026-04-01" {
		t.Errorf("30 days by the rule: %s", w.S.Due)
	}
	w.No(act.Invalid, "reason", clerk, access.Clerk, SetDue{Due: "2026-03-20"})
	w.No(act.Invalid, "due", clerk, access.Clerk, SetDue{Due: "2026-03-01", Reason: "工作需要提前"})
	w.Do(clerk, access.Clerk, SetDue{Due: "2026-03-20", Reason: "工作需要提前"})
	if c, ok := w.S.Running("selfcheck.report"); !ok || c.Due != "2026-03-20" || len(w.S.Clocks) != 1 || w.S.Changes[0].From != "2026-04-01" {
		t.Errorf("%+v %+v", w.S.Clocks, w.S.Changes)
	}
	set := request()
	set.Due = "2026-03-10"
	v := start(t)
	v.Do(clerk, access.Clerk, set)
	if v.S.Due != "2026-03-10" {
		t.Error("the day set", v.S.Due)
	}
	v.Do(liaison, access.Liaison, found("c1"))
	v.Do(clerk, access.Clerk, SetDue{Due: "2026-03-25", Reason: "单位较多，延长几天"})
	v.Do(clerk, access.Clerk, Withdraw{Reason: "并入省里的统一自查"})
	if v.S.NextDue() != 0 {
		t.Error("a term runs on a withdrawn request")
	}
	w.Do(clerk, access.Clerk, Withdraw{Reason: "方案调整，不再需要"})
}

func TestWhoMayBeAsked(t *testing.T) {
	w := start(t)
	for field, change := range map[string]func(*Request){
		"campaign": func(a *Request) { a.Needs.Takes = false },
		"organ":    func(a *Request) { a.Needs.Ours = false },
		"parts":    func(a *Request) { a.Parts = []string{"c9"} },
		"due":      func(a *Request) { a.Due = "2026-03-02" },
		"note":     func(a *Request) { a.Note = "据群众反映，请重点检查。" },
		"title":    func(a *Request) { a.Title = "关于（2025）明0101刑初12号案的自查" },
	} {
		a := request()
		change(&a)
		w.No(act.Invalid, field, clerk, access.Clerk, a)
	}
	a := request()
	a.Needs.Items = nil
	w.No(act.Invalid, "parts", clerk, access.Clerk, a)
	a = request()
	a.Needs.Pending = "明人监自〔2026〕1号"
	w.No(act.Invalid, "organ", clerk, access.Clerk, a)
	a = request()
	a.Parts = []string{"r3", "c1"}
	w.Do(clerk, access.Clerk, a)
	if len(w.S.Items) != 2 || w.S.Items[0].Key != "c1" {
		t.Errorf("the parts asked for, in the plan's order: %+v", w.S.Items)
	}
}

// A draft keeps whatever can stand; the signature says what is missing.
func TestADraftIsNeverLost(t *testing.T) {
	w := upTo(t, "requested")
	w.Do(liaison, access.Liaison, Fill{Item: "c1", Note: "刚开始"})
	w.No(act.Invalid, "text", liaison, access.Liaison, Whole{Text: " "})
	w.No(act.Invalid, "text", liaison, access.Liaison, Whole{Text: "（2025）明01刑初12号一案已经核查。"})
	w.No(act.Invalid, "papers", liaison, access.Liaison, Whole{Papers: []Paper{{Hash: "1"}}})
	w.Do(liaison, access.Liaison, Whole{Text: "全局自查已经完成第一轮。", Papers: []Paper{{Hash: hash, FileName: "总结.docx"}}})
	w.No(act.Invalid, "papers", liaison, access.Liaison, Whole{Papers: []Paper{{Hash: hash}}})
	if w.S.Overall == "" || !w.S.Has(hash) || len(w.S.Lacks()) == 0 {
		t.Errorf("the whole is said for the items: %+v", w.S)
	}
	w.Do(liaison, access.Liaison, Detach{File: w.S.Papers[0].Key})
	w.Do(liaison, access.Liaison, Attach{Item: "c1", Hash: hash, FileName: "台账.xlsx"})
	w.No(act.Invalid, "hash", liaison, access.Liaison, Attach{Item: "c2", Hash: hash, FileName: "台账.xlsx"})
	w.No(act.Invalid, "item", liaison, access.Liaison, Attach{Item: "c9", Hash: hash})
	w.Do(liaison, access.Liaison, Detach{File: w.S.Items[0].Files[0].Key})
	w.No(act.Invalid, "file", liaison, access.Liaison, Detach{File: "x9"})
	w.No(act.NotNow, "", chief, access.Chief, Sign{})
	if n := len(w.S.Lacks()); n < 10 {
		t.Errorf("%d things are missing", n)
	}
	for field, change := range map[string]func(*Fill){
		"item": func(a *Fill) { a.Item = "c7" }, "methods": func(a *Fill) { a.Methods = []string{"guess"} }, "until": func(a *Fill) { a.Until = "2025-08-01" },
		"checked": func(a *Fill) { a.Checked = 121 }, "base": func(a *Fill) { a.Base = -1 }, "chosen": func(a *Fill) { a.Chosen = "luck" }, "units": func(a *Fill) { a.Units = []string{"u9"} },
		"none": func(a *Fill) { a.None = true }, "findings.0.class": func(a *Fill) { a.Findings[0].Class = "x" }, "findings.0.unit": func(a *Fill) { a.Findings[0].Unit = "u9" },
		"findings.0.title": func(a *Fill) { a.Findings[0].Key = "f77" }, "findings.0.sort": func(a *Fill) { a.Findings[0].Sort = "" },
		"findings.0.case_no": func(a *Fill) { a.Findings[0].CaseNo = "（2025）明0101刑初12号" },
		"findings.0.text":    func(a *Fill) { a.Findings[0].Text = "在（2025）明0101刑初12号案中录像被覆盖。" },
		"findings.0.fixed":   func(a *Fill) { a.Findings[0].Fixed = "建议法院改判无罪。" },
		"note":               func(a *Fill) { a.Note = "查了（2025）明0101刑初12号案。" },
	} {
		a := found("c1")
		a.Findings = append([]Finding(nil), a.Findings...)
		change(&a)
		w.No(act.Invalid, field, liaison, access.Liaison, a)
	}
	a := found("c1")
	w.Do(liaison, access.Liaison, a)
	a.Findings = append([]Finding{{Sort: "unit", Title: "另一条发现"}}, w.S.Items[0].Findings...)
	w.Do(liaison, access.Liaison, a)
	if fs := w.S.Items[0].Findings; len(fs) != 2 || fs[0].Key == fs[1].Key || fs[1].Title != "录像保存不足六个月" {
		t.Errorf("keys stay: %+v", fs)
	}
}

// A report without problems says what was looked at: not nothing, not the same
// words over and over, not the words of another item.
func TestZeroNeedsAStatement(t *testing.T) {
	for _, thin := range []string{"", "没有问题", "经自查没有发现问题", strings.Repeat("无问题", 20), "没有发现问题没有发现问题没有发现问题没有发现问题没有", "。。。。。。。。。。。。。。。。。。。。。。。。。。"} {
		if !Thin(thin) {
			t.Errorf("%q passes", thin)
		}
		w := upTo(t, "filling")
		w.Do(liaison, access.Liaison, none("c2", thin))
		w.No(act.NotNow, "", chief, access.Chief, Sign{})
	}
	w := upTo(t, "filling")
	w.Do(liaison, access.Liaison, none("r3", "  "+noteA+"！"))
	l := w.S.Lacks()
	if len(l) != 1 || !strings.Contains(l[0].Zh, "第 2 项一样") {
		t.Errorf("copied from another item: %+v", l)
	}
	for _, change := range []func(*Fill){func(a *Fill) { a.Checked = 0 }, func(a *Fill) { a.By = "" }, func(a *Fill) { a.Chosen = "" }, func(a *Fill) { a.Since = "" }, func(a *Fill) { a.Methods = nil }, func(a *Fill) { a.None = false }} {
		w := upTo(t, "filling")
		a := none("c2", noteA)
		change(&a)
		w.Do(liaison, access.Liaison, a)
		w.No(act.NotNow, "", chief, access.Chief, Sign{})
	}
	if Thin(noteA) || Thin(noteB) {
		t.Error("an honest statement is refused")
	}
}

// An item that found something in one class and nothing in another owes the
// statement for the other.
func TestZeroInOneClass(t *testing.T) {
	it := Item{Classes: []string{"norm.recording", "norm.property"}, Findings: found("c1").Findings}
	if z := it.Zeros(); len(z) != 1 || z[0] != "norm.property" || !it.Zero() || it.Reported("norm", "") != 4 || it.Reported("norm", "u2") != 0 {
		t.Errorf("zeros %v, %d", z, it.Reported("norm", ""))
	}
}

// A finding in a case goes to the statutory procedure and never becomes a
// problem (law 1).
func TestAnInjusticeIsNoProblem(t *testing.T) {
	w := upTo(t, "filling")
	a := found("c1")
	a.Findings = []Finding{{Sort: "case", Title: "一起案件可能漏查不在场证据", Text: "复查时发现，一份不在场证据当时没有随卷移送。"}}
	w.Do(liaison, access.Liaison, a)
	w.No(act.NotNow, "", chief, access.Chief, Sign{})
	a.Findings[0].Key, a.Findings[0].CaseNo = w.S.Items[0].Findings[0].Key, "（2019）明0101刑初12号"
	w.Do(liaison, access.Liaison, a)
	w.No(act.NotNow, "", chief, access.Chief, Sign{}) // nothing found in the class asked about: say what was looked at
	a.Note = "抽看四十份讯问录音录像，逐份核对起止时间、笔录和进出办案区登记，除所列一案外没有异常。"
	w.Do(liaison, access.Liaison, a)
	w.Do(chief, access.Chief, Sign{})
	w.Do(chief, access.Chief, Submit{})
	w.Do(clerk, access.Clerk, fine())
	w.No(act.Invalid, "draft", boss, access.Director, Accept{Draft: []string{a.Findings[0].Key}})
	w.Do(clerk, access.Follow, Link{Finding: a.Findings[0].Key, Kind: "leg", To: "l1"})
	w.Do(boss, access.Director, Accept{})
	if w.S.Items[0].Reported("norm.recording", "") != 0 {
		t.Error("a case counts as a problem of a class")
	}
	s := upTo(t, "submitted")
	s.Do(clerk, access.Follow, Link{Finding: "f1", Kind: "leg", To: "l1"})
}

// Who checks does not accept; what is to be looked at again is not accepted;
// the reasons tell nothing of any message (law 2).
func TestCheckAcceptReturn(t *testing.T) {
	w := upTo(t, "submitted")
	w.No(act.Invalid, "marks", clerk, access.Clerk, Check{Marks: fine().Marks[:2]})
	again := Check{Marks: []Marked{{Item: "c1", Mark: "ok"}, {Item: "c2", Mark: "again", Note: "请抽查夜间入库的物品"}, {Item: "r3", Mark: "ok"}}}
	bad := again
	bad.Marks = []Marked{{Item: "c1", Mark: "ok"}, {Item: "c2", Mark: "again"}, {Item: "r3", Mark: "ok"}}
	w.No(act.Invalid, "marks.1.note", clerk, access.Clerk, bad)
	w.Do(clerk, access.Clerk, again)
	w.No(act.Forbidden, "", clerk, access.Clerk, Accept{})
	w.No(act.NotNow, "", boss, access.Director, Accept{})
	back := SendBack{Back{Reason: "请补充后再报。", Items: []Reason{{Item: "c1"}, {Item: "c2", Text: "请抽查夜间入库的物品。"}}}}
	for _, x := range []string{"我们收到举报，请再查。", "有群众来信，请再查。", "有关线索显示不实，请再查。", "信访件中提到。", "请依法改判。"} {
		b := back
		b.Items = []Reason{{Item: "c2", Text: x}}
		w.No(act.Invalid, "items.0.text", boss, access.Director, b)
		b = back
		b.Reason = x
		w.No(act.Invalid, "reason", boss, access.Director, b)
	}
	w.No(act.Invalid, "items", boss, access.Director, SendBack{Back{Reason: "请补充后再报。"}})
	w.Do(clerk, access.Clerk, fine())
	w.Do(boss, access.Director, back)
	if w.S.Items[1].Again == "" || w.S.Items[1].Saved != "" || w.S.Items[0].Saved == "" || w.S.Signer != "" || w.S.Items[0].Mark != "" || w.S.ForOrgan().Returns[0].By != "" {
		t.Errorf("returned as %+v", w.S)
	}
	if c, ok := w.S.Running("selfcheck.again"); !ok || c.Due != "2026-03-16" {
		t.Errorf("ten working days: %+v", w.S.Clocks)
	}
	w.Do(clerk, access.Clerk, SetDue{Due: "2026-03-25", Reason: "样本较大，延长几天"})
	w.Do(liaison, access.Liaison, Attach{Item: "c2", Hash: hash, FileName: "夜间入库.xlsx"})
	w.No(act.NotNow, "", chief, access.Chief, Sign{})
	w.Do(liaison, access.Liaison, none("c2", noteA+"补查了夜间入库的三十件。"))
	w.Do(chief, access.Chief, Sign{})
	w.Do(chief, access.Chief, Unsign{})
	w.Do(chief, access.Chief, Sign{})
	w.Do(clerk, access.Clerk, SetDue{Due: "2026-03-26", Reason: "签字已经完成，再留一天"})
	w.Do(liaison, access.Liaison, Submit{})
	if _, late := w.S.Running("selfcheck.report"); late {
		t.Error("the term runs after the submission")
	}
}

// An accepted report may be looked at again; what already became a problem stays.
func TestLookAgain(t *testing.T) {
	w := upTo(t, "accepted")
	w.Do(clerk, access.Follow, Link{Finding: "f1", Kind: "problem", To: "p1"})
	w.Do(boss, access.Director, LookAgain{Back{Reason: "样本偏少，请再查一次。", Items: []Reason{{Item: "c1", Text: "请增加抽看数量。"}}}})
	w.Do(liaison, access.Liaison, none("c2", noteA))
	a := found("c1")
	a.Findings = nil
	w.Do(liaison, access.Liaison, a)
	if f, ok := w.S.Finding("f1"); !ok || f.Kind != "problem" {
		t.Error("a finding that became a problem was taken out")
	}
	w2 := upTo(t, "accepted")
	w2.Do(boss, access.Director, LookAgain{Back{Reason: "样本偏少，请再查一次。", Items: []Reason{{Item: "c1", Text: "请增加抽看数量。"}}}})
	w2.Do(clerk, access.Clerk, Withdraw{Reason: "合并到下一次自查"})
	w5 := upTo(t, "accepted")
	w5.Do(boss, access.Director, LookAgain{Back{Reason: "样本偏少，请再查一次。", Items: []Reason{{Item: "c1", Text: "请增加抽看数量。"}}}})
	w5.Do(chief, access.Chief, Whole{Text: "按要求增加抽看数量。"})
	w6 := upTo(t, "requested")
	w6.Do(liaison, access.Liaison, Whole{Text: "全局自查已经开始。"})
	w4 := upTo(t, "filling")
	w4.Do(liaison, access.Liaison, Attach{Item: "c1", Hash: hash, FileName: "台账.xlsx"})
	w4.Do(chief, access.Chief, Sign{})
	w4.Do(liaison, access.Liaison, Submit{})
	w4.Do(clerk, access.Clerk, fine())
	w4.Do(clerk, access.Clerk, SendBack{Back{Reason: "请补充后再报。", Items: []Reason{{Item: "c1", Text: "请换一份台账。"}}}})
	w4.Do(liaison, access.Liaison, Detach{File: w4.S.Items[0].Files[0].Key})
	w3 := upTo(t, "requested")
	w3.Do(liaison, access.Liaison, Attach{Item: "c1", Hash: hash, FileName: "台账.xlsx"})
}
