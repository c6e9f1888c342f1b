package casebook

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type warned = matter.Doing[casebook.Warning]

var warnings = &matter.Kind[casebook.Warning]{
	Life: &casebook.WarningLife,
	Base: "/casebook/warnings",
	Load: func(p *frame.Page, id string) (casebook.Warning, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Warnings, id)
	},
	See: func(p *frame.Page, w casebook.Warning) casebook.Warning {
		if p.Me.Organ != "" {
			w.Reason, w.Outcome = "", ""
		}
		return w
	},
	Head: func(w *casebook.Warning) *act.Head { return &w.Head },
	Name: func(p *kit.Page, w casebook.Warning) string { return warnTitle(p, w) },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("预警", "Warnings"), URL: "/casebook/warnings"}
	},
	Forms: map[string]func(*warned) (matter.Form, error){
		"hint": func(d *warned) (matter.Form, error) {
			return textForm(d, d.L("提示内容", "The hint"), true), nil
		},
		"ask": func(d *warned) (matter.Form, error) {
			return textForm(d, d.L("请说明什么", "What to explain"), true), nil
		},
		"explain": func(d *warned) (matter.Form, error) {
			return textForm(d, d.L("情况说明", "Explanation"), false), nil
		},
		"propose": func(d *warned) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
		},
		"close": func(d *warned) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
		},
		"decide": func(d *warned) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: kit.Field{Name: "outcome", Label: d.L("主任会议意见", "Decision of the council"), Options: d.Page.Page.Words(casebook.Outcomes)}}}}, nil
		},
	},
}

func textForm(d *warned, label string, toOrgan bool) matter.Form {
	f := matter.Form{Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "text", Label: label, Rows: 6, Max: 1000, Hint: d.L("写单位和做法，不写个案怎么办。", "Units and practice; never how a case should end.")}}}}
	if toOrgan {
		f.Told = []string{matter.Name(d.Page, "organ", d.S.Organ)}
	}
	return f
}

func warnTitle(p *kit.Page, w casebook.Warning) string {
	r := w.By().Of()
	t := p.L(r.Zh, r.En)
	if w.Unit != "" {
		t = w.Unit + p.L("：", ": ") + t
	}
	return t
}

// colourState is a colour as word, shape and tone.
func colourState(p *kit.Page, c string) kit.State {
	x := casebook.Colours[casebook.ColourRank(c)]
	tone := map[string]kit.Tone{"": kit.Closed, "blue": kit.Blue, "yellow": kit.Warn, "red": kit.Bad}[c]
	return kit.State{Word: p.L(x.Zh, x.En), Tone: tone}
}

// Warnings (三色预警) lists those that were raised, and the figures over a line
// that nobody has raised yet.
func Warnings(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"warning"}}, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "warnings", Caption: p.L("预警", "Warnings"), Cols: []kit.Col{{Label: p.L("预警", "Warning")}, {Label: p.L("颜色", "Colour")}, {Label: p.L("比例（95% 区间）", "Share (95% interval)")}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("没有预警", "No warnings"), Text: p.L("登记簿里的比例超过预警线时，由经办发出；颜色决定回应：蓝色提示，黄色请说明，红色提请研究是否列题。", "Raised by a clerk where a share is over a line; the colour opens the response: blue a hint, yellow a question, red the council.")}}
	for _, r := range m.Rows {
		w, err := office.Item(p.Ctx(), p.O, p.Me, office.Warnings, r.Subject)
		if err != nil {
			return err
		}
		t.Rows = append(t.Rows, warnRow(p, w))
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	var todo []kit.Row
	if inside(p.Me) {
		as, err := p.O.Alarms(p.Ctx(), p.Me)
		if err != nil {
			return err
		}
		todo = alarmRows(p, as)
	}
	h := kit.Head{Title: p.L("三色预警", "Three-colour warnings"), Sub: p.L("预警是对做法的提问，不是对人的结论。", "A warning is a question about practice, no finding about a person."), Crumbs: []kit.Link{crumb(p.Page)}, Print: true}
	return p.Render(warningsPage(p, h, t, kit.Table{ID: "alarms", Caption: p.L("超过预警线的", "Over a line"), Cols: []kit.Col{{Label: p.L("规则和单位", "Rule and unit")}, {Label: p.L("颜色", "Colour")}, {Label: p.L("比例（95% 区间）", "Share (95% interval)")}, {Label: p.L("办理", "Act")}}, Rows: todo}))
}

func warnRow(p *frame.Page, w casebook.Warning) kit.Row {
	st, c := matter.Pill(p.Page, &casebook.WarningLife, w.State), colourState(p.Page, w.Colour)
	s := w.Last()
	text, sub := seenText(p.Page, w.By(), s)
	u := warnings.Path(w.ID)
	return kit.Row{ID: w.ID, Label: w.Unit, URL: u, Cells: []kit.Cell{{Text: warnTitle(p.Page, w), Sub: matter.Name(p, "organ", w.Organ), URL: u}, {State: &c}, {Text: text, Sub: sub}, {State: &st}}}
}

// alarmRows are what a clerk may raise or compute anew.
func alarmRows(p *frame.Page, as []office.Alarm) (out []kit.Row) {
	may := (matter.Birth{Life: &casebook.WarningLife, Do: "warning.raise"}).May(p)
	for i, a := range as {
		if a.Open != "" && a.Seen.Colour == a.Had {
			continue
		}
		c := colourState(p.Page, a.Seen.Colour)
		text, sub := seenText(p.Page, a.Rule, a.Seen)
		name := p.L(a.Of.Zh, a.Of.En)
		if a.Unit != "" {
			name = a.Unit + p.L("：", ": ") + name
		}
		do := kit.Cell{Text: p.L("由经办发出", "a clerk raises it")}
		if may {
			q := url.Values{"rule": {a.Rule.ID}, "register": {a.Register}, "unit": {a.Unit}}
			do = kit.Cell{Text: p.L("发出预警", "Raise"), URL: "/casebook/warnings/new?" + q.Encode()}
			if a.Open != "" {
				do = kit.Cell{Text: p.L("颜色有变，重新计算", "Changed: compute anew"), URL: "/casebook/warnings/" + a.Open + "/recompute?register=" + url.QueryEscape(a.Register)}
			}
		}
		out = append(out, kit.Row{ID: fmt.Sprint(i), Label: name, Cells: []kit.Cell{{Text: name, Sub: matter.Name(p, "organ", a.Organ)}, {State: &c}, {Text: text, Sub: sub}, do}})
	}
	return out
}

// Raise (发出预警) begins one by what was counted.
func Raise(p *frame.Page) error {
	b := matter.Birth{Life: &casebook.WarningLife, Do: "warning.raise", List: warnings.List(p.Page), Cancel: "/casebook/warnings"}
	if err := staffOnly(p); err != nil {
		return err
	}
	if !b.May(p) {
		return b.Refuse()
	}
	q := p.R.URL.Query()
	a := casebook.Raise{Rule: q.Get("rule"), Register: q.Get("register"), Unit: q.Get("unit")}
	as, err := p.O.Alarms(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(as, func(x office.Alarm) bool { return x.Rule.ID == a.Rule && x.Register == a.Register && x.Unit == a.Unit })
	if i < 0 && !p.Post() {
		return act.None()
	}
	b.Form = matter.Form{Fields: []matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "rule", Value: a.Rule}}, {As: matter.Hidden, Field: kit.Field{Name: "register", Value: a.Register}}, {As: matter.Hidden, Field: kit.Field{Name: "unit", Value: a.Unit, Optional: true}}}}
	if i >= 0 {
		b.Form.Wide = alarmCard(p, as[i])
	}
	if !p.Post() {
		return b.Show(p, nil)
	}
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(warnings.Path(ans.Subject), "已发出，请在期限内处置。", "Raised; its response has a term.")
}

func alarmFacts(p *frame.Page, a office.Alarm) []kit.Fact {
	text, sub := seenText(p.Page, a.Rule, a.Seen)
	x := casebook.Colours[casebook.ColourRank(a.Seen.Colour)]
	return []kit.Fact{{Term: p.L("规则", "Rule"), Text: p.L(a.Of.Zh, a.Of.En)}, {Term: p.L("机关", "Organ"), Text: matter.Name(p, "organ", a.Organ)}, {Term: p.L("单位", "Unit"), Text: cmp.Or(a.Unit, p.L("全部", "all"))},
		{Term: p.L("比例", "Share"), Text: text + "（" + sub + "）"}, {Term: p.L("预警线", "Lines"), Text: lines(p.Page, a.Rule)}, {Term: p.L("颜色", "Colour"), Text: p.L(x.Zh, x.En)}, {Term: p.L("回应", "Response"), Text: p.L(x.AnswerZh, x.AnswerEn)}}
}

// seenText is the figure of one computation: a share with its interval, or a
// ratio.
func seenText(p *kit.Page, w casebook.WarnRule, s casebook.Seen) (text, sub string) {
	if w.Own.Manner == "ratio" && s.Judged > 0 {
		return one(float64(s.Hits) / float64(s.Judged)), p.L("比值，不是概率", "a ratio, no probability")
	}
	return spanText(p, s.Hits, s.Judged)
}

// lines writes the thresholds and how a colour is left.
func lines(p *kit.Page, w casebook.WarnRule) string {
	zh, en := "高于", "above "
	byZh, byEn := "按区间下限计", "by the interval's lower end"
	leftZh, leftEn := fmt.Sprintf("低于线的 %.0f%% 才降色", 100*(1-w.Ease)), fmt.Sprintf("left below %.0f%% of a line", 100*(1-w.Ease))
	if w.Own.Direction == "up" {
		zh, en, byZh, byEn = "低于", "below ", "按区间上限计", "by the interval's upper end"
		leftZh, leftEn = fmt.Sprintf("与 100%% 的差距不到线的 %.0f%% 才降色", 100*(1-w.Ease)), fmt.Sprintf("left when it lacks less than %.0f%% of what the line lacks of 100%%", 100*(1-w.Ease))
	}
	if w.Own.Manner == "ratio" {
		byZh, byEn = "按比值计", "by the ratio"
		if w.Own.Direction == "up" {
			leftZh, leftEn = fmt.Sprintf("高于线的 %.0f%% 才降色", 100*(1+w.Ease)), fmt.Sprintf("left above %.0f%% of a line", 100*(1+w.Ease))
		}
	}
	return p.L(fmt.Sprintf("%s %s 蓝、%s 黄、%s 红；%s，%s，不足 %d 件不变色（待本级确认）", zh, one(w.Blue), one(w.Yellow), one(w.Red), byZh, leftZh, w.MinN),
		fmt.Sprintf("%s%s blue, %s yellow, %s red; %s; %s; unchanged under %d cases (to be confirmed)", en, one(w.Blue), one(w.Yellow), one(w.Red), byEn, leftEn, w.MinN))
}

// Warning (预警) is one warning.
func Warning(p *frame.Page) error {
	raw, w, err := warnings.Get(p)
	if err != nil {
		return err
	}
	v := warnView{p: p, w: w}
	if v.next, err = warnings.NextOf(p, raw); err != nil {
		return err
	}
	if v.clocks, err = matter.Clocks(p, &w.Head); err != nil {
		return err
	}
	if inside(p.Me) {
		if v.events, err = matter.Events(p, &casebook.WarningLife, &w.Head, nil); err != nil {
			return err
		}
	}
	h := kit.Head{Title: warnTitle(p.Page, w), Sub: matter.Name(p, "organ", w.Organ), Crumbs: []kit.Link{crumb(p.Page), warnings.List(p.Page)}, States: []kit.State{colourState(p.Page, w.Colour), matter.Pill(p.Page, &casebook.WarningLife, w.State)}, Clock: matter.Running(v.clocks), Print: true}
	return p.Render(warningPage(v, h))
}

type warnView struct {
	p      *frame.Page
	w      casebook.Warning
	next   matter.Next
	clocks []kit.Clock
	events []kit.Event
}

func (v warnView) facts() []kit.Fact {
	p, w := v.p, v.w
	wr := w.By()
	rule := kit.Fact{Term: p.L("规则", "Rule"), Text: p.L(wr.Of().Zh, wr.Of().En)}
	if w.Own.ID != "" {
		rule.Term = p.L("指标（本级定义）", "Indicator of our own")
		if inside(p.Me) {
			rule.URL = definitions.Path(w.Own.ID)
		}
	}
	x := casebook.Colours[casebook.ColourRank(w.Colour)]
	fs := []kit.Fact{rule, {Term: p.L("依据", "Basis"), Text: basisText(p.Page, wr.Of())}, {Term: p.L("单位", "Unit"), Text: cmp.Or(w.Unit, p.L("全部", "all"))}, {Term: p.L("预警线", "Lines"), Text: lines(p.Page, wr)}, {Term: p.L("这一色的回应", "Response to this colour"), Text: p.L(x.AnswerZh, x.AnswerEn)}}
	add := func(zh, en, text string) {
		if text != "" {
			fs = append(fs, kit.Fact{Term: p.L(zh, en), Text: text})
		}
	}
	add("提示", "Hint", w.Hint)
	add("请说明", "Asked", w.Asked)
	for _, a := range w.Answers {
		add("机关说明", "Explained", a.Text)
	}
	add("理由", "Reason", w.Reason)
	if w.Outcome != "" {
		add("主任会议意见", "The council", p.Page.Word(casebook.Outcomes, w.Outcome))
	}
	return fs
}

func (v warnView) seen() kit.Table {
	p := v.p
	t := kit.Table{ID: "seen", Caption: p.L("历次计算", "Computed"), Cols: []kit.Col{{Label: p.L("日期", "Day")}, {Label: p.L("颜色", "Colour")}, {Label: p.L("比例（95% 区间）", "Share (95% interval)")}, {Label: p.L("件 / 能判断", "Cases / judged"), Num: true}, {Label: p.L("无法判断", "Cannot be judged"), Num: true}}}
	if v.w.Own.ID != "" {
		t.Cols[2].Label = p.L("数值（95% 区间）", "Value (95% interval)")
		t.Cols = append(t.Cols[:3], kit.Col{Label: p.L("分子 / 分母", "Of"), Num: true})
	}
	for i := len(v.w.Seen) - 1; i >= 0; i-- {
		s := v.w.Seen[i]
		c := colourState(p.Page, s.Colour)
		text, sub := seenText(p.Page, v.w.By(), s)
		t.Rows = append(t.Rows, kit.Row{ID: fmt.Sprint(i), Cells: []kit.Cell{{Text: matter.Day(p.Page, s.On)}, {State: &c}, {Text: text, Sub: sub}, {Text: itoa(s.Hits) + " / " + itoa(s.Judged)}, {Text: itoa(s.Unknown)}}[:len(t.Cols)]})
	}
	return t
}

// WarningAct does an act on a warning; recomputing names the register.
func WarningAct(p *frame.Page) error {
	if p.R.PathValue("verb") == "recompute" && inside(p.Me) {
		return recompute(p)
	}
	return warnings.Do(p)
}

func recompute(p *frame.Page) error {
	_, w, err := warnings.Get(p)
	if err != nil {
		return err
	}
	reg := cmp.Or(p.R.URL.Query().Get("register"), w.Last().Register)
	if !p.Post() {
		h := kit.Head{Title: p.L("重新计算", "Compute anew"), Sub: warnTitle(p.Page, w), Crumbs: []kit.Link{crumb(p.Page), warnings.List(p.Page), {Text: warnTitle(p.Page, w), URL: warnings.Path(w.ID)}}}
		return p.Render(recomputePage(p, w, h))
	}
	if _, err := p.Do(&casebook.Recompute{ID: w.ID, Register: reg}); err != nil {
		return err
	}
	return p.GoSaying(warnings.Path(w.ID), "已重新计算。", "Computed anew.")
}

// WarningLife (流程图) draws where it stands.
func WarningLife(p *frame.Page) error {
	w, _, err := warnings.Get(p)
	if err != nil {
		return err
	}
	if err := staffOnly(p); err != nil {
		return err
	}
	d, err := matter.Drawing(p, &casebook.WarningLife, &w.Head, "raised", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{crumb(p.Page), {Text: warnTitle(p.Page, w), URL: warnings.Path(w.ID)}}, Print: true}, d))
}
