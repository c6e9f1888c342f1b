package review

import (
	"fmt"

	"github.com/a-h/templ"

	"hengjian/oversight/review"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// reviewForms are the questions of the acts on a review.
var reviewForms = map[string]func(*reading) (matter.Form, error){
	"add_file": func(d *reading) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{
			{Field: kit.Field{Name: "title", Label: d.L("材料名称", "Material"), Max: 60, Hint: d.L("例如：立案手续、讯问笔录。不写当事人姓名和案号。", "e.g. papers of filing, record of questioning; no parties, no case number.")}},
			{As: matter.File, Field: kit.Field{Name: "file", Label: d.L("文件", "File")}},
			{As: matter.Tick, Field: kit.Field{Name: "clean", Label: d.L("已隐去当事人和办案人姓名、身份证号、住址、电话", "Names, identity numbers, addresses and telephones are blacked out")}},
		}}, nil
	},
	"name_officers": func(d *reading) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{{Field: kit.Field{Name: "officers", Label: d.L("承办人的证件编号", "Certificate numbers of the officers"), Max: 200, Hint: d.L("多人用顿号分开；这个机关里没有同名的，也可以写姓名。", "Several are parted by commas; a name will do where nobody else of the organ has it.")}}}}, nil
	},
	"assign": func(d *reading) (matter.Form, error) {
		o, err := offers(d)
		fs := []matter.Field{{As: matter.Select, Field: kit.Field{Name: "first", Label: d.L("评查员", "Reviewer"), Options: o.selectable(d.Page)}}}
		if len(d.Raw.Readers) == 0 {
			fs[0].Label = d.L("第一名评查员", "First reviewer")
			fs = append(fs, matter.Field{As: matter.Select, Field: kit.Field{Name: "second", Label: d.L("第二名评查员", "Second reviewer"), Options: o.selectable(d.Page)}})
		}
		return matter.Form{Wide: o.head(), Fields: append(fs, o.how(d.Page)...)}, err
	},
	"call_third": func(d *reading) (matter.Form, error) {
		o, err := offers(d)
		if err != nil {
			return matter.Form{}, err
		}
		found, err := foundOf(d)
		return matter.Form{Wide: templ.Join(found, o.head()), Fields: append([]matter.Field{{As: matter.Radios, Field: kit.Field{Name: "who", Label: d.L("第三名评查员", "Third reviewer"), Options: o.options}}}, o.how(d.Page)...)}, err
	},
	"replace":    replacing,
	"check_name": checking,
	"recuse": func(d *reading) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
	},
	"score": score,
	"object": func(d *reading) (matter.Form, error) {
		found, err := foundOf(d)
		return matter.Form{Wide: found, Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("对哪一项有异议，依据是什么", "To which item, and on what ground"), Max: 2000, Hint: d.L("写明项目和依据（卷宗页码、文书）；期限内可以提出一次，提出以后由没有参加评查的人复核。", "Name the item and the ground (page of the file, paper). One objection within the term; somebody who had no part in the review reconsiders it.")}}}}, err
	},
	"reconsider": func(d *reading) (matter.Form, error) {
		found, err := foundOf(d)
		return matter.Form{Wide: templ.Join(objection(d), found), Fields: []matter.Field{grades(d.Page.Page, review.FormOf(d.S.Form)), matter.Reason(d.Page)}}, err
	},
}

// foundOf is what was found, as the reader of the form may see it.
func foundOf(d *reading) (templ.Component, error) {
	v := view{p: d.Page, r: d.S, form: review.FormOf(d.S.Form), organ: d.Me.Side() == "organ"}
	var ids []string
	for _, s := range d.S.Sheets {
		if s.By != "" {
			ids = append(ids, s.By)
		}
	}
	var err error
	v.people, err = matter.People(d.Page, ids...)
	return foundCard(v), err
}

// score is the review form item by item.
func score(d *reading) (matter.Form, error) {
	return matter.Form{Wide: material(d), Fields: sheetFields(d.Page.Page, review.FormOf(d.S.Form))}, nil
}

// sheetFields ask for each item and the grade.
func sheetFields(p *kit.Page, f review.Form) (fs []matter.Field) {
	var answers []kit.Option
	for _, a := range review.Answers {
		answers = append(answers, kit.Option{Value: a.Code, Label: p.L(a.Zh, a.En), Asks: a.Code == "defect" || a.Code == "unclear"})
	}
	for i, it := range f.Items {
		at := fmt.Sprintf("marks.%d.", i)
		name := p.L(fmt.Sprintf("%d. %s", i+1, it.Zh), fmt.Sprintf("%d. %s", i+1, it.En))
		if it.Weight == "serious" {
			name += p.L("（重要）", " (serious)")
		}
		fs = append(fs, matter.Field{As: matter.Hidden, Field: kit.Field{Name: at + "item", Value: it.Code}},
			matter.Field{As: matter.Radios, Field: kit.Field{Name: at + "answer", Label: name, Options: answers, Inline: true}},
			matter.Field{Field: kit.Field{Name: at + "note", Label: p.L("页码和情况", "Page and what"), Max: 500, Optional: true}})
	}
	return append(fs, grades(p, f))
}

func grades(p *kit.Page, form review.Form) matter.Field {
	f := kit.Field{Name: "grade", Label: p.L("总体等级", "Grade"), Hint: p.L("重要项目有瑕疵的，只能是“瑕疵”或者“不合格”。", "A serious defect leaves flawed or unsound.")}
	for _, g := range form.Grades {
		f.Options = append(f.Options, kit.Option{Value: g.Code, Label: p.L(g.Zh, g.En)})
	}
	return matter.Field{As: matter.Radios, Field: f}
}
