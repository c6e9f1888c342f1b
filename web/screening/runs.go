package screening

import (
	"fmt"
	"mime/multipart"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/screenrun"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Runs (检验台账) is the test ledger, newest first, with the realised precision of
// each detector.
func Runs(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	rs, err := p.O.Runs(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "screenings", Caption: p.L("检验台账", "Test ledger"), Count: matter.Count(len(rs)), Cols: []kit.Col{{Label: p.L("检验", "Test")}, {Label: p.L("机关", "Organ")}, {Label: p.L("假设", "Hypotheses"), Num: true}, {Label: p.L("标出", "Flagged"), Num: true}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("台账是空的", "The ledger is empty"), Text: p.L("先登记检验什么、怎样分层，再由另一人开启结果。台账里每一次检验都看得到，包括撤回的。", "Declare first what is tested and in which strata; somebody else then opens the results. Every test stands in the ledger, withdrawn ones too.")}}
	for _, r := range rs {
		st := matter.Pill(p.Page, &screenrun.Life, r.State)
		flagged := p.L("未开启", "unopened")
		if r.State == "opened" {
			flagged = matter.Itoa(r.Found.Flagged)
		}
		t.Rows = append(t.Rows, kit.Row{ID: r.ID, URL: runs.Path(r.ID), Cells: []kit.Cell{{Text: r.Title, Sub: matter.Join(" · ", r.Number, p.Page.Word(screenrun.Detectors, r.Params.Detector)), URL: runs.Path(r.ID)},
			{Text: matter.Name(p, "organ", r.Organ)}, {Text: matter.Itoa(r.Planned.M)}, {Text: flagged}, {State: &st}}})
	}
	rec, err := p.O.LeadRecords(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("筛查", "Screening"), Sub: p.L("在已结案件里找值得人看的规律；不给人打分，不给单位排名，不预测任何人。", "Patterns in closed cases that deserve human eyes; no scores, no ranks, no predictions."), Print: true}
	if (matter.Birth{Life: &screenrun.Life, Do: "screening.declare"}).May(p) {
		h.Actions = []kit.Link{{Text: p.L("登记检验计划", "Declare a screening"), URL: "/screenings/new"}}
	}
	return p.Render(runsPage(p, h, t, precision(p, rec)))
}

func precision(p *frame.Page, rec []office.LeadRecord) kit.Table {
	t := kit.Table{ID: "precision", Caption: p.L("各检测方法的实际准确率", "Realised precision of each detector"), Cols: []kit.Col{{Label: p.L("检测方法", "Detector")}, {Label: p.L("线索", "Leads"), Num: true},
		{Label: p.L("查有其事", "Something was there"), Num: true}, {Label: p.L("能够解释或者没有可查", "Explained, or nothing to follow"), Num: true}, {Label: p.L("转评查", "To review"), Num: true}, {Label: p.L("还在查", "Open"), Num: true}, {Label: p.L("失效", "Expired"), Num: true}},
		Empty: kit.Empty{Title: p.L("还没有线索", "No leads yet")}}
	for _, r := range rec {
		t.Rows = append(t.Rows, kit.Row{ID: r.Detector, Cells: []kit.Cell{{Text: p.Page.Word(screenrun.Detectors, r.Detector)}, {Text: strconv.Itoa(r.Raised)}, {Text: strconv.Itoa(r.Confirmed)}, {Text: strconv.Itoa(r.Empty)}, {Text: strconv.Itoa(r.Review)}, {Text: strconv.Itoa(r.Open)}, {Text: strconv.Itoa(r.Expired)}}})
	}
	return t
}

// New (登记检验计划) takes the register first, then asks which column is what.
func New(p *frame.Page) error {
	b := matter.Birth{Life: &screenrun.Life, Do: "screening.declare", List: runs.List(p.Page), Cancel: "/screenings"}
	if !b.May(p) {
		return b.Refuse()
	}
	src, err := sourceOf(p)
	if err != nil {
		return err
	}
	switch {
	case src.none():
		return takeRegister(p)
	case src.refused != nil:
		return chooseAgain(p, src.refused)
	}
	fs, err := src.form(p)
	if err != nil {
		return err
	}
	b.Form = matter.Form{Fields: fs}
	if src.rule.ID == "" { // a rule says itself which fields it reads
		d := asked(p)
		b.Form.Wide = plannedCard(p, others(p, d), p.L(d.what[0], d.what[1]), p.L(d.blind[0], d.blind[1]), src.title(p), profileTable(p, src))
	}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a screenrun.Declare
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	src.into(&a)
	if hash := p.R.PostForm.Get("relations_file"); hash != "" {
		list, err := p.O.RelationsIn(p.Me, hash)
		if err != nil {
			return b.Show(p, err)
		}
		a.Relations = strings.TrimSpace(a.Relations) + "\n" + list
	} else {
		a.ListName = ""
	}
	if list := strings.TrimSpace(a.Relations); list != "" {
		if a.Relations, _, err = p.O.KeepRegister(p.Me, "relations.csv", strings.NewReader(list)); err != nil {
			return b.Show(p, err)
		}
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(runs.Path(ans.Subject), "已登记。请另一人核对后开启结果。", "Declared. Somebody else checks it and opens the results.")
}

func uploadHead(p *frame.Page) kit.Head {
	return kit.Head{Title: p.L("登记检验计划", "Declare a screening"), Crumbs: []kit.Link{runs.List(p.Page)}}
}

func takeRegister(p *frame.Page) error {
	if !p.Post() {
		return chooseAgain(p, nil)
	}
	var hash, name string
	err := kit.DecodeFiles(p.R, &struct{}{}, func(part *multipart.Part) (err error) {
		if part.FileName() != "" && part.FormName() == "upload.hash" && hash == "" {
			hash, name, err = p.O.KeepRegister(p.Me, part.FileName(), part)
		}
		return err
	})
	if err == nil && hash == "" {
		err = act.Wrong("upload.hash", "请选择文件。", "Choose a file.")
	}
	if err == nil {
		_, err = p.O.RegisterColumns(p.Me, hash)
	}
	if err != nil {
		return chooseAgain(p, err)
	}
	return p.Go("/screenings/new?" + url.Values{"file": {hash}, "name": {name}}.Encode())
}

// guess proposes the column that has one of the words in its name.
func guess(cols []office.Column, words ...string) string {
	for _, w := range words {
		for _, c := range cols {
			if strings.Contains(strings.ToLower(c.Name), w) {
				return c.Name
			}
		}
	}
	return ""
}

func declareFields(p *frame.Page, src source) ([]matter.Field, error) {
	cols := src.cols
	first, err := src.fields(p)
	if err != nil {
		return nil, err
	}
	cs, err := p.O.CampaignsAt(p.Ctx(), p.Me.Place)
	camps := []kit.Option{{Label: p.L("不属于专项", "none")}}
	for _, c := range cs {
		camps = append(camps, kit.Option{Value: c.ID, Label: c.Name})
	}
	pick := func(name, zh, en, hintZh, hintEn string, must bool, words ...string) matter.Field {
		f := kit.Field{Name: "cols." + name, Label: p.L(zh, en), Hint: p.L(hintZh, hintEn), Optional: !must, Width: "m", Value: guess(cols, words...), Options: []kit.Option{{Label: p.L("没有", "none")}}}
		for _, c := range cols {
			f.Options = append(f.Options, kit.Option{Value: c.Name, Label: src.label(p, c.Name)})
		}
		return matter.Field{As: matter.Select, Field: f}
	}
	strata := kit.Field{Name: "cols.col_strata", Label: p.L("分层列：真正同一个分案池", "Strata: the true assignment pool"), Hint: p.L("通常是庭（团队）、案由类别、月份。只选法院一级，专业分工看起来就会像指定分案。", "Usually tribunal (team), cause and month. By court alone specialisation looks like steering.")}
	for _, c := range cols {
		strata.Options = append(strata.Options, kit.Option{Value: c.Name, Label: src.label(p, c.Name), Hint: p.L("不同的值 ", "values ") + distinct(c)})
		for _, w := range []string{"庭", "团队", "案由", "案类", "月", "pool", "cause", "month", "stratum"} {
			if strings.Contains(strings.ToLower(c.Name), w) && !slices.Contains(strata.Values, c.Name) {
				strata.Values = append(strata.Values, c.Name)
			}
		}
	}
	d := asked(p)
	return append(first, append([]matter.Field{
		{Field: kit.Field{Name: "title", Label: p.L("名称", "Title"), Max: 60}},
		{As: matter.Text, Field: kit.Field{Name: "purpose", Label: p.L("为什么检验这一项", "Why this is tested"), Max: 500, Rows: 3}},
		{Field: kit.Field{Name: "period", Value: src.period(p), Label: p.L("数据的期间", "Period of the data"), Max: 60, Width: "m", Hint: p.L("例如 2025 年度结案", "e.g. closed in 2025")}},
		{As: matter.Select, Field: kit.Field{Name: "campaign", Label: p.L("专项监督", "Campaign"), Options: camps, Optional: true, Width: "m"}},
		{As: matter.Title, Field: kit.Field{Label: p.L("哪一列是什么", "Which column is what")}},
		pick("col_id", "案件编号", "Case id", "标出的线索列出这些编号。", "A lead lists these.", true, "案号", "编号", "id"),
		pick("col_subject", "承办人", "Subject", "法官、检察官、民警或者单位，最好用编号。", "Judge, prosecutor, officer or unit; a code is best.", true, "法官", "承办", "办案人", "judge", "subject"),
	}, asksOf(p, d, pick, strata)...)...), err
}

// asksOf are the columns and numbers of one detector.
func asksOf(p *frame.Page, d detector, pick func(name, zh, en, hintZh, hintEn string, must bool, words ...string) matter.Field, strata kit.Field) (out []matter.Field) {
	each := map[string]func() matter.Field{
		"partner": func() matter.Field {
			return pick("col_partner", "相对人", "Partner", "律师（用执业证号）、鉴定机构、管理人、调查人。", "Lawyer (certificate number), appraiser, administrator, investigator.", true, "律师", "代理", "管理人", "调查", "lawyer", "partner")
		},
		"outcome": func() matter.Field {
			return pick("col_outcome", "结果", "Outcome", "0/1；漏斗图可以是数。", "0/1; a number for the funnel.", true, "结果", "判缓", "不予", "outcome")
		},
		"series": func() matter.Field {
			return pick("col_series", "串案", "Series", "同一串案只算一次分案；不选，一串案件会被当成多次巧合。", "One series is one assignment; without it a series looks like many coincidences.", false, "串案", "series")
		},
		"period": func() matter.Field {
			return pick("col_period", "期间", "Period", "按名称先后排列，例如 2025-03。", "Its names sort in time, say 2025-03.", true, "月", "month", "期间")
		},
		"time": func() matter.Field {
			return pick("col_time", "距期限的剩余天数", "Days left to the limit", "结案那天离期限还有几天。", "How many days were left on the day of closing.", true, "剩余", "距")
		},
		"weight": func() matter.Field {
			return pick("col_weight", "分案权重", "Share of work", "不选，就当每人一样多。", "Without it everybody should get the same.", false, "权重", "weight")
		},
		"date": func() matter.Field {
			return pick("col_date", "日期", "Date", "立案或者结案日期。", "Day of docketing or closing.", true, "日期", "date")
		},
		"party": func() matter.Field {
			return pick("col_party", "当事人", "Parties", "用编号即可。", "A code will do.", true, "当事人", "party")
		},
	}
	for _, c := range d.columns {
		out = append(out, each[c]())
	}
	out = append(out, matter.Field{As: matter.Checks, Field: strata})
	if d.relation {
		out = append(out, matter.Field{As: matter.Text, Field: kit.Field{Name: "relations", Label: p.L("只检验申报了关系的对子", "Only pairs whose relation was declared"), Optional: true, Rows: 4, Hint: p.L("近亲属、离任人员、师生等；每行“承办人,相对人”，后面可以再写关系、来源和两人的证件编号。名单加密保存，台账只写有几对。名单短，同样的数据能看出更多。", "Relatives, former colleagues, teacher and pupil; in each line “subject,partner”, then relation, source and the two certificate numbers if you like. The list is kept encrypted, the ledger has its length alone. A short list finds more in the same data.")}},
			matter.Field{As: matter.File, Named: "list_name", Field: kit.Field{Name: "relations_file", Label: p.L("或者上传关系名单（xlsx、csv，或者逗号分隔的 txt）", "Or upload the list (xlsx, csv, or txt with commas)"), Optional: true, Accept: ".xlsx,.csv,.txt", Hint: listHint(p.Page)}})
	}
	out = append(out, matter.Field{As: matter.Title, Field: kit.Field{Label: p.L("怎样检验", "How it is tested"), Hint: p.L("登记以后不能修改；换参数是台账里的另一次检验。", "Not changed once declared; other parameters are another entry of the ledger.")}},
		matter.Field{As: matter.Hidden, Field: kit.Field{Name: "params.detector", Value: d.code}})
	return append(out, numbersOf(p, d)...)
}

// listHint says which columns a list of relations has.
func listHint(p *kit.Page) string {
	return p.L("表头：承办人、相对人、关系、来源，知道的写“承办人证件编号”“相对人证件编号”（也认“法官”“律师”“出处”“执业证号”等叫法）。来源必填；没有证件编号的，只能按姓名提示，由人核实。名单加密保存。有一行不对，整份不用，会指出单元格。",
		"Columns: 承办人, 相对人, 关系, 来源, and 承办人证件编号, 相对人证件编号 where they are known, or their usual other names. The source is required. Without numbers a name is a hint that people check. The list is kept encrypted. One bad row refuses the whole list and names its cell.")
}

func distinct(c office.Column) string {
	switch {
	case c.Distinct >= 100:
		return "100+"
	case c.Distinct == 0 && c.Filled > 0:
		return "–" // counted from other columns
	}
	return strconv.Itoa(c.Distinct)
}

func profileTable(p *frame.Page, src source) kit.Table {
	t := kit.Table{ID: "profile", Caption: p.L("各列情况", "Columns"), Cols: []kit.Col{{Label: p.L("列", "Column")}, {Label: p.L("已填", "Filled"), Num: true}, {Label: p.L("不同的值", "Values"), Num: true}, {Label: p.L("例", "Example"), Narrow: true}}}
	for _, c := range src.cols {
		share := 0.0
		if c.Rows > 0 {
			share = float64(c.Filled) / float64(c.Rows)
		}
		t.Rows = append(t.Rows, kit.Row{ID: c.Name, Cells: []kit.Cell{{Text: src.label(p, c.Name)}, {Text: percent(share)}, {Text: distinct(c)}, {Text: c.Example}}})
	}
	return t
}

type runView struct {
	p      *frame.Page
	kept   bool   // the reader may open that register
	sort   string // of the register of the case book, "" a file
	r      screenrun.Run
	next   matter.Next
	events []kit.Event
	leads  *kit.Table
	people map[string]string // names of those who supplied lists
}

// Run (一次筛查) is one entry of the ledger: what is tested and how, what that can
// find and what it cannot, and, once opened, what it found.
func Run(p *frame.Page) error {
	raw, r, err := runs.Get(p)
	if err != nil {
		return err
	}
	v := runView{p: p, r: r}
	if r.File.Register != "" {
		reg, err := office.Item(p.Ctx(), p.O, p.Me, office.Registers, r.File.Register)
		if err != nil && act.KindOf(err) != act.Missing {
			return err
		}
		v.sort, v.kept = reg.Sort, err == nil
	}
	if v.next, err = runs.NextOf(p, raw); err != nil {
		return err
	}
	if v.events, err = matter.Events(p, &screenrun.Life, &r.Head, nil); err != nil {
		return err
	}
	ids := []string{}
	for _, l := range r.Lists {
		ids = append(ids, l.By)
	}
	if v.people, err = matter.People(p, ids...); err != nil {
		return err
	}
	if r.State == "opened" && looks(p.Me) {
		ls, err := p.O.LeadsOf(p.Ctx(), p.Me, r.ID)
		if err != nil {
			return err
		}
		t, err := leadTable(p, ls, true, true)
		if err != nil {
			return err
		}
		v.leads = &t
	}
	return p.Render(runPage(v, kit.Head{Title: r.Title, Number: r.Number, Crumbs: []kit.Link{runs.List(p.Page)}, Sub: matter.Join(" · ", matter.Name(p, "organ", r.Organ), r.Period),
		States: []kit.State{matter.Pill(p.Page, &screenrun.Life, r.State)}, Print: true}))
}

func (v runView) plan() []kit.Fact {
	p, r := v.p, v.r
	part := func(zh, en, col string) kit.Fact {
		if col == "" {
			col = p.L("没有", "none")
		}
		col = columnLabel(p, v.sort, col)
		return kit.Fact{Term: p.L(zh, en), Text: col}
	}
	fs := []kit.Fact{{Term: p.L("检测方法", "Detector"), Text: p.Page.Word(screenrun.Detectors, r.Params.Detector)}, {Term: p.L("为什么", "Why"), Text: r.Purpose},
		part("承办人列", "Subject", r.Cols.Subject), part("分层列", "Strata", strings.Join(v.labels(r.Cols.Strata), p.L("、", ", "))), part("串案列", "Series", r.Cols.Series)}
	for _, x := range [][3]string{{"相对人列", "Partner", r.Cols.Partner}, {"结果列", "Outcome", r.Cols.Outcome}, {"剩余天数列", "Days left", r.Cols.Time}, {"期间列", "Period", r.Cols.Period}, {"日期列", "Date", r.Cols.Date}, {"当事人列", "Parties", r.Cols.Party}, {"权重列", "Share of work", r.Cols.Weight}} {
		if x[2] != "" {
			fs = append(fs, part(x[0], x[1], x[2]))
		}
	}
	if r.Params.Detector == "rule" {
		fs = append(fs[:2:2], v.ruleFacts()...)
		return append(fs, v.data())
	}
	ps := fmt.Sprintf("q = %s", num(r.Params.Q))
	if meets(r) {
		ps += fmt.Sprintf(p.L("，不计较 %s 倍以内，至少相遇 %d 次", ", odds ratios up to %s are nobody's business, at least %d meetings"), num(r.Params.Omega0), r.Params.MinMeet)
	} else {
		ps += fmt.Sprintf(p.L("，至少 %d 件", ", at least %d cases"), r.Params.MinN)
	}
	if r.Params.Detector == "bunching" {
		ps += fmt.Sprintf(p.L("，期限前 %s 天", ", %s days before the limit"), num(r.Params.Window))
	}
	how := kit.Fact{Term: p.L("参数", "Parameters"), Text: ps, Sub: fmt.Sprintf(p.L("置换 %d 次，种子 %d", "%d permutations, seed %d"), r.Params.Permute, r.Params.Seed)}
	if r.Params.Detector == "monitor" {
		how.Sub = p.L("每一期结束时按 e 值标出，不用置换", "e-values decide at the end of each period; no permutations")
	}
	if usesRelations(r) {
		fs = append(fs, kit.Fact{Term: p.L("只检验", "Only"), Text: fmt.Sprintf(p.L("申报了关系的 %d 对", "%d pairs whose relation was declared"), r.Planned.Related), Sub: p.L("名单加密保存，不在台账里", "the list is kept encrypted, not in the ledger")})
	}
	fs = append(fs, how, v.data())
	fs = append(fs, v.lists()...)
	if r.Ended != "" {
		fs = append(fs, kit.Fact{Term: p.L("撤回的理由", "Why it was withdrawn"), Text: r.Ended})
	}
	return fs
}

// lists say which lists of relations stand on record and which counts.
func (v runView) lists() (fs []kit.Fact) {
	p := v.p
	for _, l := range v.r.Lists {
		f := kit.Fact{Term: p.L("关系名单（评查回避）", "List of relations (for recusal)"), Text: fmt.Sprintf(p.L("%s，%d 行", "%s, %d lines"), l.Name, l.Rows), Sub: matter.Join(" · ", v.people[l.By], matter.Day(p.Page, l.Day), p.L("在用", "counts"))}
		if l.Off != "" {
			why := l.Off
			if why == screenrun.Replaced {
				why = p.L("由后来提供的名单替换", "a later list took its place")
			}
			f.Sub = matter.Join(" · ", v.people[l.By], matter.Day(p.Page, l.Day), fmt.Sprintf(p.L("%s起不再用：%s", "not used since %s: %s"), matter.Day(p.Page, l.OffOn), why))
		}
		fs = append(fs, f)
	}
	return fs
}

// data says what was read: a file, or a delivery of a register.
func (v runView) data() kit.Fact {
	p, r := v.p, v.r
	f := kit.Fact{Term: p.L("数据", "Data"), Text: fmt.Sprintf(p.L("%s：%d 行，%d 个分案单元，%d 层", "%s: %d rows, %d units, %d strata"), r.File.Name, r.Planned.Rows, r.Planned.Units, r.Planned.Strata), Sub: "SHA-256 " + short(r.Planned.SHA256)}
	if r.Params.Detector == "rule" {
		f.Text = fmt.Sprintf(p.L("%s：已办结 %d 件，%d 个单位", "%s: %d concluded cases, %d units"), r.File.Name, r.Planned.Rows, r.Planned.Units)
	}
	if r.File.Register == "" {
		return f
	}
	years := p.L("全部年份", "all years")
	if r.File.Year > 0 {
		years = strconv.FormatInt(r.File.Year, 10)
	}
	f.Sub = matter.Join(" · ", fmt.Sprintf(p.L("案件库，第 %d 次提供", "case book, delivery %d"), r.File.Delivery), years, f.Sub)
	if v.kept {
		f.URL = "/casebook/registers/" + r.File.Register
	}
	return f
}

func (v runView) labels(cols []string) (out []string) {
	for _, c := range cols {
		out = append(out, columnLabel(v.p, v.sort, c))
	}
	return out
}

func short(h string) string {
	if len(h) < 16 {
		return h
	}
	return h[:8] + "…" + h[len(h)-8:]
}

// power is the table of what can be found.
func (v runView) power() kit.Table {
	p, n := v.p, v.r.Planned
	pair := meets(v.r)
	head := p.L("每人件数", "Cases each")
	if pair {
		head = p.L("期望相遇次数", "Expected meetings")
	}
	t := kit.Table{ID: "power", Caption: p.L("发现的把握", "Power"), Cols: []kit.Col{{Label: head}, {Label: p.L("有多少", "How many"), Num: true}}}
	for _, r := range n.Ratios {
		t.Cols = append(t.Cols, kit.Col{Label: fmt.Sprintf(p.L("真实 %s 倍", "truly %s times"), num(r)), Num: true})
	}
	for i, b := range n.Bands {
		if b.Count == 0 {
			continue
		}
		band := num(b.Lo) + " – " + num(b.Hi)
		switch {
		case b.Hi == 0:
			band = "≥ " + num(b.Lo)
		case b.Lo == 0:
			band = "< " + num(b.Hi)
		}
		row := kit.Row{ID: strconv.Itoa(i), Cells: []kit.Cell{{Text: band}, {Text: matter.Itoa(b.Count)}}}
		for k := range n.Ratios {
			text := "–"
			if k < len(b.Power) {
				text = percent(b.Power[k])
			}
			row.Cells = append(row.Cells, kit.Cell{Text: text})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// cannot says what this run does not see.
func (v runView) cannot() (out []string) {
	p, n := v.p, v.r.Planned
	if v.r.Params.Detector == "rule" {
		return []string{p.L("每件已办结案件按登记的日期和事实逐件核对，没有概率，也没有抽样；登记错了，结果就错了。", "Each concluded case is checked by the dates and facts on record: no probability, no sample; where the record is wrong the result is."),
			fmt.Sprintf(p.L("缺数据无法判断的 %d 件，不算不合规则。", "%d cases cannot be judged for want of data; they are no breaches."), n.Unknown), p.L("没有被标出，不等于没有问题。", "Not being flagged does not mean that nothing is there.")}
	}
	for _, b := range n.Bands {
		if len(b.Power) > 1 && b.Count > 0 && b.Power[len(b.Power)-2] < 0.5 {
			out = append(out, fmt.Sprintf(p.L("其中 %d 个假设的数据太少：即使真实达到 %s 倍，一半以上也标不出来。", "%d hypotheses have too few data: even at %s times more than half would not be flagged."), b.Count, num(n.Ratios[len(n.Ratios)-2])))
		}
	}
	if v.r.Params.Detector == "monitor" {
		out = append(out, p.L("上表按全部期间一次检验计算；逐月监测更谨慎，实际的把握低一些，要更多个月才标出。", "The table is for one test over all periods; month by month is more cautious, finds somewhat less and takes more months."))
	}
	if d := detectorOf(v.r.Params.Detector); !meets(v.r) {
		out = append(out, p.L(d.blind[0], d.blind[1]))
	}
	if meets(v.r) {
		out = append(out, p.L("登记里没有的关系（同学、亲属、第三人）看不到；一个人与许多人各多一点也看不到。", "Ties that no register holds are not seen, nor is a little more with each of many."))
	}
	if v.r.Cols.Series == "" && slices.Contains(detectorOf(v.r.Params.Detector).columns, "series") {
		out = append(out, p.L("没有串案列：一串案件会被当成多次相遇，标出的可能多是串案。", "There is no column of series: one series counts as many meetings, and flags may be series."))
	}
	if len(n.Bands) == 0 {
		out = append(out, p.L("这种检测方法没有按优势比的把握表；能发现多大的差异取决于对象之间的正常差异，开启后与区间一并给出。", "This detector has no table by odds ratio; what it can find depends on the honest spread, given with the intervals when opened."))
	}
	return append(out, p.L("没有被标出，不等于没有问题。", "Not being flagged does not mean that nothing is there."))
}

func dataQuality(p *frame.Page, n screenrun.Planned) (out []string) {
	if n.Rows == 0 {
		return nil
	}
	for _, x := range []struct {
		zh, en string
		n      int64
	}{{"承办人缺失", "no subject", n.NoSubject}, {"相对人缺失", "no partner", n.NoPartner}, {"结果缺失", "no outcome", n.NoOutcome}} {
		if x.n > 0 {
			out = append(out, p.L(x.zh, x.en)+" "+percent(float64(x.n)/float64(n.Rows)))
		}
	}
	if len(out) == 0 {
		out = append(out, p.L("所用各列没有缺失", "nothing is missing in the columns used"))
	}
	return out
}

// result are the counts of an opened run.
func (v runView) result() []kit.Fact {
	p, f := v.p, v.r.Found
	if v.r.Params.Detector == "rule" {
		return []kit.Fact{{Term: p.L("核对", "Checked"), Text: fmt.Sprintf(p.L("%d 个单位，%d 个形成线索", "%d units, %d leads"), f.M, f.Flagged)}, program(p, f.Program)}
	}
	if v.r.Params.Detector == "monitor" {
		return []kit.Fact{{Term: p.L("监测", "Watched"), Text: fmt.Sprintf(p.L("%d 个假设，%d 期，标出 %d 处", "%d hypotheses, %d periods, %d flagged"), f.M, len(f.Months), f.Flagged)}, program(p, f.Program)}
	}
	fs := []kit.Fact{{Term: p.L("检验", "Tested"), Text: fmt.Sprintf(p.L("%d 个假设，标出 %d 处", "%d hypotheses, %d flagged"), f.M, f.Flagged)},
		{Term: p.L("校准", "Calibration"), Text: fmt.Sprintf(p.L("随机置换 %d 次：平均标出 %s 处；p ≤ 0.05 的占 %s", "%d permutations: %s flags on average; p ≤ 0.05 in %s"), f.Permutations, num(f.FlagsPerRun), percent(f.ShareP05)),
			Sub: fmt.Sprintf(p.L("z 的标准差 %s（接近 1 说明分层合适，明显大于 1 说明有没登记的分工）", "sd of z %s (near 1: the strata fit; well above: some specialisation is not on record)"), num(f.SDZ))},
		program(p, f.Program)}
	if f.Raised < f.Flagged {
		fs = append(fs, kit.Fact{Term: p.L("线索", "Leads"), Text: fmt.Sprintf(p.L("只形成 %d 条：标出太多，多半是分层不对，请重新登记。", "only %d were raised: so many flags mostly mean wrong strata; declare anew."), f.Raised)})
	}
	return fs
}

// program is the version that opened a run.
func program(p *frame.Page, version string) kit.Fact {
	if version == "" || version == "(devel)" {
		version = p.L("开发构建，没有版本号", "a development build without a version")
	}
	return kit.Fact{Term: p.L("程序", "Program"), Text: version}
}

// meets reports whether a run counts meetings of pairs.
func meets(r screenrun.Run) bool {
	return r.Params.Detector == "pair" || r.Params.Detector == "monitor"
}

// months are the periods of a monitor with what was newly flagged in each.
func (v runView) months() kit.Chart {
	c := kit.Chart{Title: v.p.L("各期新标出", "Newly flagged in each period"), Unit: v.p.L("处", "flags")}
	for _, m := range v.r.Found.Months {
		c.Points = append(c.Points, kit.Point{Label: m.Name, Value: float64(m.Flagged), Text: matter.Itoa(m.Flagged)})
	}
	return c
}

// beside sets the same data without the strata beside the run: what these are
// for, in numbers.
func (v runView) beside() kit.Table {
	p, f := v.p, v.r.Found
	t := kit.Table{ID: "bare", Caption: p.L("有分层和没有分层", "With the strata and without"), Cols: []kit.Col{{Label: p.L("怎样比较", "How compared")}, {Label: p.L("假设", "Hypotheses"), Num: true}, {Label: p.L("标出", "Flagged"), Num: true}, {Label: p.L("z 的标准差", "sd of z"), Num: true}}}
	for _, x := range []struct {
		id, text   string
		m, flagged int64
		sd         float64
	}{{"strata", p.L("在同一层里（登记的）：", "within strata (as declared): ") + matter.Join(p.L("、", ", "), v.labels(v.r.Cols.Strata)...), f.M, f.Flagged, f.SDZ}, {"bare", p.L("不分层，全部放在一起", "all of it together, without strata"), f.Bare.M, f.Bare.Flagged, f.Bare.SDZ}} {
		t.Rows = append(t.Rows, kit.Row{ID: x.id, Cells: []kit.Cell{{Text: x.text}, {Text: matter.Itoa(x.m)}, {Text: matter.Itoa(x.flagged)}, {Text: num(x.sd)}}})
	}
	return t
}

// whyStrata says in a sentence what the comparison shows.
func (v runView) whyStrata() string {
	p, f := v.p, v.r.Found
	if f.Bare.Flagged > f.Flagged {
		return fmt.Sprintf(p.L("不分层会标出 %d 处，其中至少 %d 处放到同一层里比较就不再突出：各层的人和案本来就不一样（分工、辖区、月份）。只有分层以后的才成为线索。", "Without strata %d would be flagged; at least %d of them no longer stand out within their strata, because people and cases differ between these (division of work, district, month). Leads come from the strata alone."), f.Bare.Flagged, f.Bare.Flagged-f.Flagged)
	}
	return p.L("不分层标出的并不更多：这批数据里各层差别不大。线索仍然只来自分层以后的比较。", "Without strata no more would be flagged: in these data they differ little. Leads come from the strata all the same.")
}

// RunLife (流程图) draws where it stands.
func RunLife(p *frame.Page) error {
	r, _, err := runs.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &screenrun.Life, &r.Head, "declared", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{runs.List(p.Page), {Text: r.Title, URL: runs.Path(r.ID)}}, Print: true}, d))
}
