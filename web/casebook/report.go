package casebook

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"hengjian/gongwen"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/matter"
)

// QualityXLSX (完整情况和数据质量) is the report for the supplier as a workbook.
func QualityXLSX(p *frame.Page) error {
	v, err := reportOf(p)
	if err != nil {
		return err
	}
	matter.Download(p, "quality-"+v.r.Since+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	front := gongwen.Front{Title: p.L("登记簿完整情况和数据质量", "Completeness and quality of a register"), Lines: v.lines()}
	seq := gongwen.Leaf{Name: p.L("编号序列", "Sequences"), Cols: heads(p.L("编号序列", "Series"), p.L("年度", "Year"), p.L("在册", "Present"), p.L("最大号", "Last"), p.L("缺", "Missing"), p.L("缺的号段", "Gaps")),
		Each: func(row func(...any) error) error {
			for _, s := range v.r.Quality.Sequences {
				if err := row(s.Series, s.Year, s.Present, s.Last, s.Missing, gapText(p.Page, s, 60)); err != nil {
					return err
				}
			}
			return nil
		}}
	cols := gongwen.Leaf{Name: p.L("各项填写", "Fields"), Cols: heads(p.L("项", "Field"), p.L("空", "Empty"), p.L("不同值", "Distinct"), p.L("不在代码表", "Not in the code table")),
		Each: func(row func(...any) error) error {
			for _, c := range v.r.Quality.Columns {
				f, _ := v.sort.Field(c.Name)
				if err := row(p.L(f.Zh, f.En), c.Empty, c.Distinct, c.Unknown); err != nil {
					return err
				}
			}
			return nil
		}}
	bad := gongwen.Leaf{Name: p.L("前后矛盾", "Contradictions"), Cols: heads(p.L("情形", "What"), p.L("行", "Rows")),
		Each: func(row func(...any) error) error {
			for _, f := range v.r.Quality.Faults {
				if err := row(p.Page.Word(casebook.Faults, f.Code), f.Rows); err != nil {
					return err
				}
			}
			return nil
		}}
	limits := gongwen.Leaf{Name: p.L("无法判断的期限", "Cannot be judged"), Cols: heads(p.L("期限或者规则", "Limit or rule"), p.L("无法判断", "Cannot be judged"), p.L("能判断", "Judged"), p.L("依据", "Basis"), p.L("缺什么", "What is missing")),
		Each: func(row func(...any) error) error {
			for _, u := range v.unjudged {
				if err := row(p.L(u.Rule.Zh, u.Rule.En), u.Rows, u.Judged, basisText(p.Page, u.Rule), missingText(p.Page, u, 60)); err != nil {
					return err
				}
			}
			return nil
		}}
	if x, on := v.r.LastReturned(); on {
		return gongwen.WriteBook(p.W, gongwen.Front{Title: p.L("退回的登记表：哪里不对", "A register handed back: what is wrong"), Lines: v.returnedLines(x)}, v.wrongLeaf(x))
	}
	return gongwen.WriteBook(p.W, front, seq, limits, cols, bad)
}

func (v view) returnedLines(x casebook.Returned) [][2]string {
	p := v.p
	return [][2]string{{p.L("登记簿", "Register"), v.r.Title}, {p.L("机关", "Organ"), matter.Name(p, "organ", v.r.Organ)}, {p.L("种类", "Sort"), sortWord(p.Page, v.r.Sort)}, {p.L("提供", "Supplied"), x.Given + " " + x.Giver},
		{p.L("退回", "Handed back"), x.On}, {p.L("读取的行", "Rows read"), strconv.FormatInt(x.Read, 10)}, {p.L("不能录入的行", "Rows that cannot be entered"), strconv.FormatInt(x.Refused, 10)}, {p.L("录入的行", "Rows entered"), "0"}, {p.L("请改正", "To be corrected"), x.Wanted}}
}

func (v view) wrongLeaf(x casebook.Returned) gongwen.Leaf {
	p := v.p
	return gongwen.Leaf{Name: p.L("哪里不对", "What is wrong"), Cols: heads(p.L("单元格", "Cell"), p.L("列", "Column"), p.L("原因", "Reason")),
		Each: func(row func(...any) error) error {
			for _, w := range x.Wrong {
				if err := row(w.Ref, w.Column, p.L(w.Zh, w.En)); err != nil {
					return err
				}
			}
			return nil
		}}
}

// returnLetter is the letter by which a whole file goes back.
func (v view) returnLetter(x casebook.Returned) (body []gongwen.Block) {
	say := func(f string, a ...any) {
		body = append(body, gongwen.Block{Kind: gongwen.Paragraph, Text: fmt.Sprintf(f, a...)})
	}
	say("你单位%s提供的“%s”（%s）已经读取。因下列问题，整份退回，没有录入任何一行，也没有用于任何统计。", zhDay(x.Given), v.r.Title, v.sort.Zh)
	if x.Unread {
		say("这份文件读不了，一行都没有读出。")
	} else {
		say("读取%d行，其中%d行不能录入。", x.Read, x.Refused)
	}
	rows := [][]gongwen.Cell{{{Text: "单元格", Head: true}, {Text: "列", Head: true}, {Text: "原因", Head: true}}}
	for _, w := range x.Wrong {
		rows = append(rows, []gongwen.Cell{{Text: cmp.Or(w.Ref, "整份文件")}, {Text: w.Column}, {Text: w.Zh}})
	}
	if len(rows) > 1 {
		body = append(body, gongwen.Block{Kind: gongwen.Table, Widths: []int{16, 20, 64}, Rows: rows, Header: 1})
	}
	body = append(body, gongwen.Block{Kind: gongwen.Heading, Level: 1, Text: "请改正"})
	say("%s", x.Wanted)
	say("本函只就登记数据的完整和准确说明情况，不涉及任何案件的处理。")
	return body
}

func heads(names ...string) (out []gongwen.Column) {
	for i, n := range names {
		w := 14.0
		if i == 0 || i == len(names)-1 {
			w = 34
		}
		out = append(out, gongwen.Column{Head: n, Width: w})
	}
	return out
}

func reportOf(p *frame.Page) (view, error) {
	_, r, err := kind.Get(p)
	if err != nil {
		return view{}, err
	}
	v := view{p: p, r: r}
	if v.sort, _ = casebook.SortOf(r.Sort); v.sort == nil {
		return v, act.None()
	}
	if len(r.Supplies) > 0 {
		v.unjudged, err = p.O.Unjudged(p.Ctx(), p.Me, r.ID)
	}
	return v, err
}

func (v view) lines() [][2]string {
	p, r := v.p, v.r
	present, exist := r.Quality.Numbered()
	share := p.L("无法判断", "cannot be judged")
	if s, ok := r.Share(); ok {
		share = percent(s)
	}
	return [][2]string{{p.L("登记簿", "Register"), r.Title}, {p.L("机关", "Organ"), matter.Name(p, "organ", r.Organ)}, {p.L("种类", "Sort"), sortWord(p.Page, r.Sort)}, {p.L("期间", "Period"), r.Since + " — " + r.Until},
		{p.L("提供", "Supplied"), r.Last().Given + " " + r.Last().Giver}, {p.L("行", "Rows"), strconv.FormatInt(r.Rows, 10)}, {p.L("完整率", "Complete"), share},
		{p.L("至少缺号", "Numbers missing at least"), strconv.Itoa(exist - present)}, {p.L("没有录入的行", "Rows left out"), strconv.FormatInt(r.Last().Refused, 10)}}
}

// QualityDOCX (数据质量回函) is the same as a letter back to the supplier. Papers
// stay Chinese.
func QualityDOCX(p *frame.Page) error {
	v, err := reportOf(p)
	if err != nil {
		return err
	}
	r := v.r
	present, exist := r.Quality.Numbered()
	if x, on := r.LastReturned(); on {
		matter.Download(p, "returned-"+x.On+".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
		_, err = p.W.Write(gongwen.Docx(gongwen.Paper{Kind: gongwen.NoticeForm, Title: "关于退回案件登记表的函", To: matter.Name(p, "organ", r.Organ), Body: v.returnLetter(x), Date: gongwen.DateOf(act.DayOf(p.Now))}))
		return err
	}
	var body []gongwen.Block
	say := func(f string, a ...any) {
		body = append(body, gongwen.Block{Kind: gongwen.Paragraph, Text: fmt.Sprintf(f, a...)})
	}
	head := func(s string) { body = append(body, gongwen.Block{Kind: gongwen.Heading, Level: 1, Text: s}) }
	say("你单位%s提供的“%s”（%s至%s，%s）已经读取。现将完整情况和数据质量反馈如下，请核对。", zhDay(r.Last().Given), r.Title, zhDay(r.Since), zhDay(r.Until), v.sort.Zh)
	head("完整情况")
	say("登记%d行，其中已办结%d行；没有录入%d行。", r.Rows, r.Quality.Concluded, r.Last().Refused)
	if exist > 0 {
		say("编号应有%d个，在册%d个，至少缺%d个。", exist, present, exist-present)
	}
	if r.Declared > 0 {
		say("报收案%d件。", r.Declared)
	}
	rows := [][]gongwen.Cell{{{Text: "编号序列", Head: true}, {Text: "在册", Head: true}, {Text: "最大号", Head: true}, {Text: "缺的号段", Head: true}}}
	for i, s := range r.Quality.Sequences {
		if i == 40 {
			break
		}
		rows = append(rows, []gongwen.Cell{{Text: s.Series}, {Text: strconv.Itoa(s.Present)}, {Text: strconv.Itoa(s.Last)}, {Text: gapText(p.Page, s, 8)}})
	}
	if len(rows) > 1 {
		body = append(body, gongwen.Block{Kind: gongwen.Table, Widths: []int{34, 12, 12, 42}, Rows: rows, Header: 1})
	}
	head("无法判断的期限")
	if len(v.unjudged) == 0 {
		say("各项期限和规则所需的日期、事实都有登记。")
	}
	for _, u := range v.unjudged {
		say("%s：%d行无法判断，能判断%d行。缺少：%s。", u.Rule.Zh, u.Rows, u.Judged, zhMissing(u))
	}
	head("数据质量")
	for _, f := range r.Quality.Faults {
		say("%s：%d行。", act.WordOf(casebook.Faults, f.Code).Zh, f.Rows)
	}
	for _, c := range r.Quality.Columns {
		if f, ok := v.sort.Field(c.Name); ok && c.Empty > 0 && r.Rows > 0 {
			say("“%s”空%d行（%s）。", f.Zh, c.Empty, percent(float64(c.Empty)/float64(r.Rows)))
		}
	}
	if len(r.Told) > 0 {
		head("请补充")
		say("%s", r.Told[len(r.Told)-1].Wanted)
	}
	say("本函只就登记数据的完整和准确说明情况，不涉及任何案件的处理。")
	matter.Download(p, "quality-"+r.Since+".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
	_, err = p.W.Write(gongwen.Docx(gongwen.Paper{Kind: gongwen.NoticeForm, Title: "关于案件登记簿数据质量的回函", To: matter.Name(p, "organ", r.Organ), Body: body, Date: gongwen.DateOf(act.DayOf(p.Now))}))
	return err
}

func zhDay(d string) string { return law.Day(d).Zh() }

// zhMissing writes the reasons of a rule for a paper.
func zhMissing(u casebook.Unjudged) string {
	var out []string
	for i, m := range u.Missing {
		if i == 4 {
			break
		}
		out = append(out, fmt.Sprintf("%s（%d行）", m.Zh, m.Rows))
	}
	return strings.Join(out, "；")
}
