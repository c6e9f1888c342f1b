package selfcheck

import (
	"strconv"

	"hengjian/oversight/act"
	"hengjian/oversight/selfcheck"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

var forms = map[string]func(*doing) (matter.Form, error){
	"set_due": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{{As: matter.Date, Field: kit.Field{Name: "due", Label: d.L("新的报送日期", "New day"), Value: d.S.Due}}, quietReason(d.Page)}, Told: []string{matter.Name(d.Page, "organ", d.S.Organ)}}, nil
	},
	"withdraw": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{quietReason(d.Page)}, Danger: true, Told: []string{matter.Name(d.Page, "organ", d.S.Organ)}}, nil
	},
	"fill":   fill,
	"whole":  whole,
	"attach": attach,
	"detach": func(d *doing) (matter.Form, error) {
		f := kit.Field{Name: "file", Label: d.L("撤下哪一件", "Which file")}
		for _, x := range d.S.Papers {
			f.Options = append(f.Options, kit.Option{Value: x.Key, Label: x.Name, Hint: d.L("总体情况", "The whole")})
		}
		for _, it := range d.S.Items {
			for _, x := range it.Files {
				f.Options = append(f.Options, kit.Option{Value: x.Key, Label: x.Name, Hint: it.Text})
			}
		}
		return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: f}}}, nil
	},
	"sign": func(d *doing) (matter.Form, error) {
		return matter.Form{Wide: summaryCard(d.Page, d.S), Check: d.L("我已核对各项内容，对其真实、完整负责。", "I have read every item and answer for it.")}, nil
	},
	"submit": func(d *doing) (matter.Form, error) {
		return matter.Form{Wide: summaryCard(d.Page, d.S)}, nil
	},
	"check":      check,
	"accept":     accept,
	"return":     back,
	"look_again": back,
}

// quietReason asks for a reason that the organ reads.
func quietReason(p *frame.Page) matter.Field {
	return matter.Field{As: matter.Text, Field: kit.Field{Name: "reason", Label: p.L("理由", "Reason"), Hint: p.L("机关会看到。不写群众反映的任何情况，不写个案。", "The organ reads it. Nothing of any message, no case."), Max: 500}}
}

// fill asks for one item: /selfchecks/{id}/fill?item=c1; without an item, the
// first that is not complete.
func fill(d *doing) (matter.Form, error) {
	it, no := itemOf(d)
	p := d.Page
	units, err := p.O.OwnUnits(p.Ctx(), d.S.Organ)
	if err != nil {
		return matter.Form{}, err
	}
	us := []kit.Option{{Label: p.L("全机关", "the whole organ")}}
	covered := kit.Field{Name: "units", Label: p.L("检查了哪些单位", "Units covered"), Values: it.Units, Optional: true, Hint: p.L("不勾选的，表示全机关。", "None ticked: the whole organ.")}
	for _, u := range units {
		us = append(us, kit.Option{Value: u.ID, Label: u.Name})
		covered.Options = append(covered.Options, kit.Option{Value: u.ID, Label: u.Name})
	}
	fs := []matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "item", Value: it.Key}},
		{As: matter.Title, Field: kit.Field{Label: p.L("怎样检查的", "How it was looked at")}},
		{As: matter.Checks, Field: kit.Field{Name: "methods", Label: p.L("检查方式", "Methods"), Values: it.Methods, Options: p.Page.Words(selfcheck.Methods), Inline: true, Optional: true}},
		{As: matter.Date, Field: kit.Field{Name: "since", Label: p.L("时段开始", "Period from"), Value: it.Since, Optional: true}},
		{As: matter.Date, Field: kit.Field{Name: "until", Label: p.L("时段结束", "Period to"), Value: it.Until, Optional: true}},
		{Field: kit.Field{Name: "base", Label: p.L("这一时段总共有多少（件、份、人）", "How many there are in the period"), Value: number(it.Base), Type: "number", Width: "s", Optional: true}},
		{Field: kit.Field{Name: "checked", Label: p.L("检查了多少", "How many were looked at"), Value: number(it.Checked), Type: "number", Width: "s", Optional: true}},
		{As: matter.Radios, Field: kit.Field{Name: "chosen", Label: p.L("怎样抽取的", "How they were chosen"), Value: it.Chosen, Options: p.Page.Words(selfcheck.Choosings), Inline: true, Optional: true}},
		{Field: kit.Field{Name: "by", Label: p.L("由谁检查", "Who looked"), Value: it.By, Max: 100, Width: "m", Optional: true, Hint: p.L("部门或者人员，例如：警务督察支队", "A division or people")}}}
	if len(units) > 0 && len(units) <= 60 {
		fs = append(fs, matter.Field{As: matter.Checks, Field: covered})
	}
	fs = append(fs,
		matter.Field{As: matter.Text, Field: kit.Field{Name: "note", Label: p.L("检查说明", "Statement"), Value: it.Note, Max: 2000, Optional: true, Hint: p.L("查了什么、看到什么。没有发现问题的必须写明（20 个字以上，不能只是重复的话）。不写案号。", "What was looked at, what was seen. Required where nothing was found (20 characters or more, not the same words over). No case numbers.")}},
		matter.Field{As: matter.Title, Field: kit.Field{Label: p.L("发现的问题", "What was found"), Hint: p.L("自查主动发现的问题单独列示，不计入贵单位的问题。涉及具体案件可能有错的，另列一条写明案号，由人大转送有权机关依法处理。", "What you find yourselves is shown apart and never counted against you. What may be wrong in a case is a finding of its own, with the case number; it goes to the competent organ.")}},
		matter.Field{As: matter.Tick, Field: kit.Field{Name: "none", Label: p.L("没有发现问题", "Nothing was found"), Values: ticked(it.None)}})
	i := 0
	for _, f := range append(it.Findings, selfcheck.Finding{}, selfcheck.Finding{}) {
		if f.Kind != "" {
			continue
		}
		fs = append(fs, findingFields(p, i, f, us, it.Classes)...)
		i++
	}
	f := matter.Form{Fields: fs, Wide: itemCard(p, d.S, it, no)}
	f.To = d.K.Path(d.S.ID) + "#item-" + it.Key
	return f, nil
}

// itemOf is the item that the address names, or the first not complete.
func itemOf(d *doing) (selfcheck.Item, int) {
	key := d.R.URL.Query().Get("item")
	if key == "" {
		if l := d.S.Lacks(); len(l) > 0 {
			key = l[0].Item
		}
	}
	for i, it := range d.S.Items {
		if it.Key == key {
			return it, i + 1
		}
	}
	return d.S.Items[0], 1
}

func findingFields(p *frame.Page, i int, f selfcheck.Finding, units []kit.Option, asked []string) []matter.Field {
	at := "findings." + strconv.Itoa(i) + "."
	cs := []kit.Option{{Label: p.L("请选择", "Choose")}}
	for _, c := range asked {
		cs = append(cs, kit.Option{Value: c, Label: matter.Class(p, c)})
	}
	for _, o := range matter.Classes(p) {
		if !has(asked, o.Value) {
			cs = append(cs, o)
		}
	}
	label := p.L("第 "+strconv.Itoa(i+1)+" 条", "Finding "+strconv.Itoa(i+1))
	if f.Key == "" {
		label += p.L("（没有的留空；还有更多的，保存后再添加）", " (leave empty if there is none; save to add more)")
	}
	return []matter.Field{{As: matter.Title, Field: kit.Field{Label: label}}, {As: matter.Hidden, Field: kit.Field{Name: at + "key", Value: f.Key}},
		{As: matter.Radios, Field: kit.Field{Name: at + "sort", Label: p.L("是什么", "What it is"), Value: f.Sort, Options: p.Page.Words(selfcheck.Sorts), Inline: true, Optional: true}},
		{Field: kit.Field{Name: at + "title", Label: p.L("一句话", "In one line"), Value: f.Title, Max: 60, Optional: true}},
		{As: matter.Text, Field: kit.Field{Name: at + "text", Label: p.L("具体情形", "What it is in full"), Value: f.Text, Max: 2000, Rows: 3, Optional: true}},
		{As: matter.Select, Field: kit.Field{Name: at + "class", Label: p.L("类别（单位的问题）", "Class (of a unit)"), Value: f.Class, Options: cs, Width: "m", Optional: true}},
		{As: matter.Select, Field: kit.Field{Name: at + "unit", Label: p.L("哪个单位", "Unit"), Value: f.Unit, Options: units, Width: "m", Optional: true}},
		{Field: kit.Field{Name: at + "count", Label: p.L("多少件（单位的问题）", "How many (of a unit)"), Value: number(f.Count), Type: "number", Width: "s", Optional: true}},
		{Field: kit.Field{Name: at + "case_no", Label: p.L("案号（只在个案时填写）", "Case number (only for a case)"), Value: f.CaseNo, Max: 60, Width: "m", Optional: true}},
		{As: matter.Text, Field: kit.Field{Name: at + "fixed", Label: p.L("已经整改的情况", "Put right already"), Value: f.Fixed, Max: 1000, Rows: 2, Optional: true}}}
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func ticked(b bool) []string {
	if b {
		return []string{"1"}
	}
	return nil
}

// whole asks for what holds for the whole form, and for one file.
func whole(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{
		{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("总体情况", "The whole"), Value: d.S.Overall, Max: 2000, Optional: true, Hint: d.L("写单位和制度，不写个案；不代替逐项填写。", "Units and systems, never a case; it stands for no item.")}},
		{As: matter.File, Named: "papers.0.file_name", Field: kit.Field{Name: "papers.0.hash", Label: d.L("材料", "File"), Optional: true}}}}, nil
}

func attach(d *doing) (matter.Form, error) {
	it, _ := itemOf(d)
	f := kit.Field{Name: "item", Label: d.L("哪一项的材料", "For which item"), Value: it.Key, Width: "m"}
	for _, x := range d.S.Items {
		f.Options = append(f.Options, kit.Option{Value: x.Key, Label: clip(x.Text, 40)})
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Select, Field: f},
		{As: matter.File, Named: "file_name", Field: kit.Field{Name: "hash", Label: d.L("佐证材料", "File"), Hint: d.L("台账、照片、统计表等；不上传未办结案件的卷宗。", "Ledgers, photographs, tables; no files of open cases.")}}}}, nil
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// check asks item by item, beside what the organ says.
func check(d *doing) (matter.Form, error) {
	f := matter.Form{Wide: answersCard(d.Page, d.S)}
	for i, it := range d.S.Items {
		at := "marks." + strconv.Itoa(i) + "."
		mark := it.Mark
		if mark == "" {
			mark = "ok"
		}
		f.Fields = append(f.Fields, matter.Field{As: matter.Hidden, Field: kit.Field{Name: at + "item", Value: it.Key}},
			matter.Field{As: matter.Radios, Field: kit.Field{Name: at + "mark", Label: strconv.Itoa(i+1) + ". " + clip(it.Text, 60), Value: mark, Options: d.Page.Page.Words(selfcheck.Marks), Inline: true}},
			matter.Field{Field: kit.Field{Name: at + "note", Label: d.L("希望再查什么", "What to look at again"), Value: it.MarkNote, Max: 500, Optional: true, Hint: d.L("退回时机关会看到；不写群众反映的任何情况。", "The organ reads it on a return; nothing of any message.")}})
	}
	return f, nil
}

func accept(d *doing) (matter.Form, error) {
	open := d.S.Open("unit")
	if len(open) == 0 {
		return matter.Form{Wide: summaryCard(d.Page, d.S)}, nil
	}
	f := kit.Field{Name: "draft", Label: d.L("拟定为“自查主动发现”的问题", "Draft as problems found by the organ itself"), Optional: true, Hint: d.L("没有勾选的，以后也可以从这里逐条拟定。涉及个案的不在此列：只能起草转送。", "Those not ticked may be drafted later, one by one. Findings in a case are not here: they can only be referred.")}
	for _, x := range open {
		f.Options = append(f.Options, kit.Option{Value: x.Key, Label: x.Title, Hint: matter.Join(" · ", matter.Class(d.Page, x.Class), unitName(d.Page, x.Unit), matter.Itoa(x.Count)+d.L(" 件", " in all"))})
		f.Values = append(f.Values, x.Key)
	}
	return matter.Form{Wide: summaryCard(d.Page, d.S), Fields: []matter.Field{{As: matter.Checks, Field: f}}}, nil
}

func unitName(p *frame.Page, id string) string {
	if id == "" {
		return ""
	}
	return matter.Name(p, "unit", id)
}

// back asks for the whole and item by item; the checker's notes stand there.
func back(d *doing) (matter.Form, error) {
	f := matter.Form{Wide: answersCard(d.Page, d.S), Fields: []matter.Field{quietReason(d.Page)}, Told: []string{matter.Name(d.Page, "organ", d.S.Organ)}}
	for i, it := range d.S.Items {
		at := "items." + strconv.Itoa(i) + "."
		f.Fields = append(f.Fields, matter.Field{As: matter.Hidden, Field: kit.Field{Name: at + "item", Value: it.Key}},
			matter.Field{Field: kit.Field{Name: at + "text", Label: strconv.Itoa(i+1) + ". " + clip(it.Text, 60), Value: it.MarkNote, Max: 500, Optional: true, Hint: d.L("希望再查什么；留空表示这一项可以。", "What to look at again; empty: this item stands.")}})
	}
	return f, nil
}

// File (佐证材料) hands out an attachment to whoever sees the report.
func File(p *frame.Page) error {
	_, s, err := kind.Get(p)
	if err != nil {
		return err
	}
	if hash := p.R.PathValue("hash"); s.Has(hash) {
		return matter.SendFile(p, hash)
	}
	return act.None()
}
