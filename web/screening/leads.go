package screening

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/lead"
	"hengjian/oversight/roster"
	"hengjian/oversight/screenrun"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type onLead = matter.Doing[lead.Lead]

var leadForms = map[string]func(*onLead) (matter.Form, error){
	"assign": func(d *onLead) (matter.Form, error) {
		staff, err := d.O.TaskStaff(d.Ctx(), d.Me)
		f := kit.Field{Name: "person", Label: d.L("核查人", "Who looks at it")}
		for _, x := range staff {
			for _, r := range x.Roles {
				if r == "clerk" {
					f.Options = append(f.Options, kit.Option{Value: x.ID, Label: x.Name})
				}
			}
		}
		return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: f}}}, err
	},
	"tick": ticks,
	"ask_unit": func(d *onLead) (matter.Form, error) {
		return matter.Form{Told: []string{matter.Name(d.Page, "organ", d.S.Organ)}, Fields: []matter.Field{
			{As: matter.Checks, Field: kit.Field{Name: "papers", Label: d.L("请提供", "Please supply"), Options: d.Page.Page.Words(roster.Papers), Values: []string{"rules", "duty"}}},
			{Field: kit.Field{Name: "period", Label: d.L("覆盖的期间", "Period to cover"), Value: d.S.Period, Max: 60, Hint: d.L("不写人名，不写案号。", "No name, no case number.")}},
		}}, nil
	},
	"invite_person": func(d *onLead) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{{As: matter.Date, Field: kit.Field{Name: "day", Label: d.L("告知本人的日期", "Day on which the person was told"), Value: act.DayOf(d.Now)}}}}, nil
	},
	"enter_statement": func(d *onLead) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{
			{As: matter.Date, Field: kit.Field{Name: "day", Label: d.L("说明日期", "Day of the account"), Value: act.DayOf(d.Now)}},
			{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("本人说明", "The person's account"), Max: 5000, Rows: 8}},
			{As: matter.File, Named: "file_name", Field: kit.Field{Name: "hash", Label: d.L("本人签字的书面说明", "Signed paper"), Optional: true}}}}, nil
	},
	"propose": func(d *onLead) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{
			{As: matter.Radios, Field: kit.Field{Name: "outcome", Label: d.L("去向", "Where it goes"), Options: d.Page.Page.Words(lead.Outcomes)}},
			{As: matter.Radios, Field: kit.Field{Name: "code", Label: d.L("理由类别", "Kind of reason"), Options: d.Page.Page.Words(lead.Codes), Hint: d.L("用来统计检测方法的实际准确率。", "It counts in the realised precision of the detector.")}},
			matter.Reason(d.Page)}}, nil
	},
	"decide": func(d *onLead) (matter.Form, error) {
		return matter.Form{Wide: proposalCard(d.Page, d.S), Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "reason", Label: d.L("补充理由", "Further reason"), Max: 500, Optional: true}}}}, nil
	},
	"return": func(d *onLead) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
	},
	"link": func(d *onLead) (matter.Form, error) {
		k := map[string]string{"to_problem": "problem", "to_clue": "clue"}[d.S.State]
		f := kit.Field{Name: "to", Label: d.L("由此形成的事项", "What it became"), Options: []kit.Option{{Label: d.L("请选择", "Choose")}}}
		m, err := d.O.List(d.Ctx(), d.Me, office.Filter{Kinds: []string{k}, Organ: d.S.Organ, Since: d.S.Opened}, office.Cursor{}, 100)
		for _, r := range m.Rows {
			f.Options = append(f.Options, kit.Option{Value: r.Subject, Label: matter.Join(" ", r.Number, d.TitleOf(r))})
		}
		return matter.Form{Fields: []matter.Field{{As: matter.Select, Field: f}}}, err
	},
}

// ticks asks of each innocent explanation whether it explains the pattern.
func ticks(d *onLead) (matter.Form, error) {
	var fs []matter.Field
	for i, e := range lead.Explanations {
		t, _ := d.S.TickOf(e.Code)
		at := "ticks." + strconv.Itoa(i) + "."
		fs = append(fs, matter.Field{As: matter.Hidden, Field: kit.Field{Name: at + "code", Value: e.Code}},
			matter.Field{As: matter.Radios, Field: kit.Field{Name: at + "answer", Label: d.Page.Page.L(e.Zh, e.En), Value: t.Answer, Inline: true, Optional: true, Options: d.Page.Page.Words(lead.Answers)}},
			matter.Field{Field: kit.Field{Name: at + "note", Label: d.L("依据", "How it is known"), Value: t.Note, Max: 300, Optional: true, Small: true}})
	}
	return matter.Form{Fields: fs}, nil
}

// Leads (筛查线索) lists leads by number: nothing here ranks a person or a court.
func Leads(p *frame.Page) error {
	if !looks(p.Me) {
		return act.None()
	}
	all := p.R.URL.Query().Get("all") != ""
	ls, err := p.O.LeadsOf(p.Ctx(), p.Me, "")
	if err != nil {
		return err
	}
	t, err := leadTable(p, ls, all, false)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("筛查线索", "Leads"), Sub: p.L("一条线索是一个需要人看的问题，不是结论；按编号排列，不分高低。", "A lead is a question for people, no finding; in order of number, none above another."), Print: true}
	if all {
		h.Actions = []kit.Link{{Text: p.L("只看未了结的", "Open ones only"), URL: "/leads"}}
	} else {
		h.Actions = []kit.Link{{Text: p.L("连同已了结的", "Closed ones too"), URL: "/leads?all=1"}}
	}
	return p.Render(listPage(p, h, tabs(p, "/leads"), t))
}

// leadTable lists leads; on the page of their run it need not be said which.
func leadTable(p *frame.Page, ls []lead.Lead, all, ofRun bool) (kit.Table, error) {
	t := kit.Table{ID: "leads", Caption: p.L("筛查线索", "Leads"), Cols: []kit.Col{{Label: p.L("线索", "Lead")}, {Label: p.L("机关", "Organ")}, {Label: p.L("筛查", "Screening"), Narrow: true}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("没有线索", "No leads"), Text: p.L("开启一次筛查的结果后，标出的每一处成为一条线索。没有被标出，不等于没有问题。", "When a run's results are opened each flag becomes a lead. Not being flagged does not mean that nothing is there.")}}
	n := 0
	for _, l := range ls {
		st := matter.Pill(p.Page, &lead.Life, l.State)
		if !all && !lead.Life.State(l.State).Open {
			continue
		}
		if l.Expired(act.DayOf(p.Now)) {
			if !all {
				continue
			}
			st = kit.State{Word: p.L("已失效", "Expired")}
		}
		n++
		t.Rows = append(t.Rows, kit.Row{ID: l.ID, URL: leads.Path(l.ID), Cells: []kit.Cell{{Text: l.Number, Sub: p.Page.Word(lead.Kinds, l.Signal.Detector), URL: leads.Path(l.ID)},
			{Text: matter.Name(p, "organ", l.Organ)}, {Text: l.RunTitle, Sub: l.RunNumber}, {State: &st}}})
	}
	if ofRun {
		t.Cols = []kit.Col{t.Cols[0], t.Cols[3]}
		for i, r := range t.Rows {
			t.Rows[i].Cells = []kit.Cell{r.Cells[0], r.Cells[3]}
		}
	}
	t.Count = matter.Count(n)
	return t, nil
}

// leadView is a lead's page.
type leadView struct {
	p       *frame.Page
	l       lead.Lead
	run     screenrun.Run
	roster  *roster.Roster
	next    matter.Next
	events  []kit.Event
	people  map[string]string
	expires string
}

// Lead (一条线索) shows what was seen, what was compared, what would explain it
// innocently, and what to do next.
func Lead(p *frame.Page) error {
	raw, l, err := leads.Get(p)
	if err != nil {
		return err
	}
	v := leadView{p: p, l: l}
	if v.next, err = leads.NextOf(p, raw); err != nil {
		return err
	}
	if v.events, err = matter.Events(p, &lead.Life, &l.Head, nil); err != nil {
		return err
	}
	if v.run, err = office.Item(p.Ctx(), p.O, p.Me, office.Screenings, l.Run); err != nil {
		return err
	}
	if l.Roster != "" {
		r, err := office.Item(p.Ctx(), p.O, p.Me, office.Rosters, l.Roster)
		if err != nil {
			return err
		}
		v.roster = &r
	}
	ids := []string{l.Statement.By, l.Proposal.By, l.Decision.By}
	for _, t := range l.Ticks {
		ids = append(ids, t.By)
	}
	if v.people, err = matter.People(p, ids...); err != nil {
		return err
	}
	for _, c := range l.Clocks {
		if c.Rule == "lead.expire" {
			v.expires = c.Due
		}
	}
	h := kit.Head{Title: p.Page.Word(lead.Kinds, l.Signal.Detector), Number: l.Number, Crumbs: []kit.Link{leads.List(p.Page), {Text: l.RunTitle, URL: runs.Path(l.Run)}},
		Sub: matter.Join(" · ", v.who(), matter.Name(p, "organ", l.Organ), l.Period), States: []kit.State{matter.Pill(p.Page, &lead.Life, l.State)}, Print: true}
	if l.Expired(act.DayOf(p.Now)) {
		h.States = append(h.States, kit.State{Word: p.L("已失效，不再计入", "Expired, no longer counts")})
	}
	if l.State == "to_problem" && l.Became == "" && p.Me.Has("clerk") {
		h.Actions = []kit.Link{{Text: p.L("由此拟定问题", "Draft the problem"), URL: "/problems/new?organ=" + l.Organ + "&from=lead&id=" + l.ID}}
	}
	cs, err := matter.Clocks(p, &raw.Head)
	if err != nil {
		return err
	}
	h.Clock = matter.Running(cs)
	return p.Render(leadPage(v, h))
}

func (v leadView) who() string {
	if v.l.Partner == "" {
		return v.l.Subject
	}
	return v.l.Subject + " × " + v.l.Partner
}

// num writes a figure with as many digits as say something.
func num(x float64) string {
	switch a := math.Abs(x); {
	case a == 0 || a >= 100 || x == math.Trunc(x):
		return strconv.FormatFloat(x, 'f', 0, 64)
	case a >= 0.01:
		return strconv.FormatFloat(x, 'f', 2-max(0, int(math.Log10(a))), 64)
	}
	m, e, _ := strings.Cut(strconv.FormatFloat(x, 'e', 1, 64), "e")
	n, _ := strconv.Atoi(e)
	return m + "×10" + super(n)
}

func super(n int) string {
	return strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(strconv.Itoa(n))
}

func percent(x float64) string { return strconv.FormatFloat(100*x, 'f', 1, 64) + "%" }

func limit(x *float64) string {
	if x == nil {
		return "∞"
	}
	return num(*x)
}

// seen are the figures in words.
func (v leadView) seen() []kit.Fact {
	p, s := v.p, v.l.Signal
	if s.Detector == "rule" {
		return []kit.Fact{{Term: p.L("看到", "Seen"), Text: num(s.Value) + p.L(" 件不合规则", " cases break the rule"), Sub: fmt.Sprintf(p.L("能判断的 %d 件中，占 %s", "of %d that could be judged, %s"), s.N, percent(s.Value/max(1, float64(s.N))))}}
	}
	if s.Detector == "monitor" {
		e := "∞"
		if s.E != nil {
			if e = num(*s.E); *s.E >= 1e6 {
				e = p.L("超过一百万", "above a million")
			}
		}
		return []kit.Fact{{Term: p.L("看到", "Seen"), Text: num(s.Value) + p.L(" 次相遇", " meetings"), Sub: p.L("按同层内随机分案，期望 ", "by random assignment within strata, expected ") + num(s.Expected)},
			{Term: p.L("自何时起", "Since"), Text: s.Since, Sub: p.L("这一期结束时首次标出", "first flagged at the end of this period")},
			{Term: p.L("证据（e 值）", "Evidence (e-value)"), Text: e, Sub: fmt.Sprintf(p.L("检验的是“不超过 %s 倍”；随机时平均不超过 1，可以随时看", "tested against “not more than %s times”; by chance not above 1 on average, whenever it is looked at"), num(s.Omega0))}}
	}
	obs, what := p.L("次相遇", "meetings"), p.L("按同层内随机分案", "by random assignment within strata")
	switch s.Detector {
	case "outcome", "pair-outcome", "advantage":
		obs, what = p.L("件有这一结果", "with the outcome"), p.L("按同层的比例", "by the strata's shares")
	case "bunching":
		obs, what = p.L("件在期限前最后几天结案", "closed in the last days"), p.L("按同层的比例", "by the strata's shares")
	case "december":
		obs, what = p.L("件在十二月", "in December"), p.L("按平时的月份", "by the other months")
	case "refiling":
		obs, what = p.L("件撤回后重新登记", "withdrawn and filed again"), p.L("按同层的比例", "by the strata's shares")
	case "funnel":
		obs, what = p.L("（合计）", "(sum)"), p.L("按同层的均值", "by the strata's means")
	case "assignment":
		obs, what = p.L("（分案偏离的程度）", "(departure of assignment)"), p.L("随机分案", "by chance")
	}
	fs := []kit.Fact{{Term: p.L("看到", "Seen"), Text: num(s.Value) + " " + obs, Sub: what + p.L("，期望 ", ", expected ") + num(s.Expected)}}
	switch s.Detector {
	case "funnel":
		fs = append(fs, kit.Fact{Term: p.L("收缩后的偏离", "Shrunk deviation"), Text: limit(s.Effect), Sub: p.L("95% 区间 ", "95% interval ") + limit(s.Lo) + " – " + limit(s.Hi)})
	case "assignment":
	default:
		fs = append(fs, kit.Fact{Term: p.L("优势比", "Odds ratio"), Text: limit(s.Effect) + p.L(" 倍", ""), Sub: p.L("95% 区间 ", "95% interval ") + limit(s.Lo) + " – " + limit(s.Hi)})
	}
	null := p.L("检验的是“与随机没有差别”", "tested against “no different from chance”")
	if s.Omega0 > 0 {
		null = fmt.Sprintf(p.L("检验的是“不超过 %s 倍”", "tested against “not more than %s times”"), num(s.Omega0))
	}
	return append(fs, kit.Fact{Term: p.L("偶然出现的概率", "By chance alone"), Text: "p = " + num(s.P), Sub: null + p.L("，校正后 ", ", adjusted ") + num(s.Adjusted)},
		kit.Fact{Term: p.L("参与检验的件数", "Cases compared"), Text: matter.Itoa(s.N)})
}

// facts are the figures, and the relation where one was declared.
func (v leadView) facts() []kit.Fact {
	fs, t := v.seen(), v.l.Tie
	if !t.Declared {
		return fs
	}
	f := kit.Fact{Term: v.p.L("申报的关系", "Declared relation"), Text: cmp.Or(t.Relation, v.p.L("有（名单没有写是什么关系）", "yes (the list does not say which)")), Sub: v.p.L("来源没有写", "its source is not given")}
	if t.Source != "" {
		f.Sub = v.p.L("来源：", "source: ") + t.Source
	}
	return append(fs, f)
}

// hit names the second margin of a stratum.
func (v leadView) hit() string {
	if d := v.l.Signal.Detector; d == "pair" || d == "monitor" {
		return v.p.L("其中相对人", "Partner's")
	}
	return v.p.L("其中有这一结果", "With the outcome")
}

// caution is what a lead is and is not.
func (v leadView) caution() string {
	s := v.l.Signal
	if s.Detector == "rule" {
		return v.p.L("这是一个需要人看的问题，不是结论：登记的日期可能有错，扣除、延长可能没有登记。没有形成线索，不等于没有问题。", "This is a question for people, no finding: a date on record may be wrong, an exclusion or extension not recorded. No lead does not mean that nothing is there.")
	}
	return fmt.Sprintf(v.p.L("这是一个需要人看的问题，不是结论。本批共检验 %d 个假设，标出 %d 处；长期平均，标出的线索中属偶然的比例预计不超过 %s，不等于每一条有 %s 是真的。没有被标出，不等于没有问题。",
		"This is a question for people, no finding. %d hypotheses were tested and %d flagged; in the long run not more than %s of the flags are expected to be chance, which does not make each one %s true. Not being flagged does not mean that nothing is there."),
		s.M, s.Flagged, percent(s.Q), percent(1-s.Q))
}

func (v leadView) rule() bool { return v.l.Signal.Detector == "rule" }

// months are a rule's counts by the month in which the cases began.
func (v leadView) months() kit.Table {
	p := v.p
	t := kit.Table{ID: "months", Caption: p.L("各月", "By month"), Cols: []kit.Col{{Label: p.L("月份", "Month")}, {Label: p.L("能判断", "Judged"), Num: true}, {Label: p.L("不合规则", "Breaches"), Num: true}}}
	for _, x := range v.l.Parts {
		t.Rows = append(t.Rows, kit.Row{ID: x.Name, Cells: []kit.Cell{{Text: x.Name}, {Text: matter.Itoa(x.N)}, {Text: matter.Itoa(x.Observed)}}})
	}
	return t
}

func (v leadView) partsTitle() string {
	if v.rule() {
		return v.p.L("各月", "By month")
	}
	return v.p.L("分层", "Strata")
}

func (v leadView) partsSub() string {
	if v.rule() {
		return v.p.L("按开始月份", "by the month in which the case began")
	}
	return v.p.L("只与同一分案池的案件比较", "compared within one assignment pool only")
}

// quality are the notes on the data.
func (v leadView) quality() []string {
	return append(dataQuality(v.p, v.run.Planned), notes(v.p, v.run)...)
}

func notes(p *frame.Page, r screenrun.Run) []string {
	if p.L("zh", "en") == "zh" {
		return r.Found.NotesZh
	}
	return r.Found.Notes
}

func (v leadView) tickText(t lead.Tick) string {
	return matter.Join(" · ", v.p.Page.Word(lead.Answers, t.Answer), t.Note, v.people[t.By], matter.Day(v.p.Page, t.Day))
}

func way(p *frame.Page, w lead.Way) []kit.Fact {
	return []kit.Fact{{Term: p.L("去向", "Where it goes"), Text: p.Page.Word(lead.Outcomes, w.Outcome)},
		{Term: p.L("理由类别", "Kind of reason"), Text: p.Page.Word(lead.Codes, w.Code)}, {Term: p.L("理由", "Reason"), Text: w.Text}}
}

// LeadLife (流程图) draws where it stands.
func LeadLife(p *frame.Page) error {
	l, _, err := leads.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &lead.Life, &l.Head, "raised", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{leads.List(p.Page), {Text: l.Number, URL: leads.Path(l.ID)}}, Print: true}, d))
}

// LeadFile (本人说明) hands out the person's signed paper.
func LeadFile(p *frame.Page) error {
	_, l, err := leads.Get(p)
	if err != nil {
		return err
	}
	if h := p.R.PathValue("hash"); h == "" || l.Statement.Hash != h {
		return act.None()
	}
	return matter.SendFile(p, l.Statement.Hash)
}
