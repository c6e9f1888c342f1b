package register

import (
	"hengjian/oversight/act"
	"hengjian/oversight/correction"
	"hengjian/oversight/organ"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type correctionDoing = matter.Doing[correction.Correction]

var correctionForms = map[string]func(*correctionDoing) (matter.Form, error){
	"ask": func(d *correctionDoing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "wanted", Label: d.L("需要补充什么", "What is wanted"), Max: 500}}}}, nil
	},
	"supplement": func(d *correctionDoing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("补充的内容", "What is added"), Max: 1000}}, proof(d.Page)}}, nil
	},
	"grant": func(d *correctionDoing) (matter.Form, error) {
		return matter.Form{Fields: checked(d), Check: d.L("我已核对材料，同意将“"+blank(d.Page, d.S.Says)+"”更正为“"+d.S.Should+"”", "I have checked the papers; “"+blank(d.Page, d.S.Says)+"” becomes “"+d.S.Should+"”"),
			Final: []string{d.L("更正前的内容留在登记的记录里。", "What stood there before stays on the entry's record.")}}, nil
	},
	"refuse": func(d *correctionDoing) (matter.Form, error) { return matter.Form{Fields: checked(d)}, nil },
	"tell": func(d *correctionDoing) (matter.Form, error) {
		f := kit.Field{Name: "channel", Label: d.L("告知方式", "How")}
		for _, w := range correction.Channels {
			f.Options = append(f.Options, kit.Option{Value: w.Code, Label: d.L(w.Zh, w.En)})
		}
		return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: f}, {As: matter.Date, Field: kit.Field{Name: "day", Label: d.L("告知日期", "Day"), Value: act.DayOf(d.Now)}}}}, nil
	},
	"withdraw": func(d *correctionDoing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
	},
}

func checked(d *correctionDoing) []matter.Field {
	return []matter.Field{{Field: kit.Field{Name: "basis", Label: d.L("核对了什么材料", "What was checked"), Max: 120, Hint: d.L("例如：人事档案首页；任免文件文号。", "e.g. the personnel file, the number of the appointing document.")}}, matter.Reason(d.Page)}
}

func proof(p *frame.Page) matter.Field {
	return matter.Field{As: matter.File, Named: "proof_name", Field: kit.Field{Name: "proof", Label: p.L("证明材料", "Proof"), Optional: true, Hint: p.L("PDF、图片、Office 文件；上传时去除元数据，加密保存。", "PDF, pictures, office files; metadata is removed and the file is stored encrypted.")}}
}

func submitting(p *frame.Page) matter.Birth {
	return matter.Birth{Life: &correction.Life, Do: "correction.submit", List: corrections(p.Page), Cancel: "/corrections"}
}

// NewCorrection (提出更正申请) asks for a correction: an organ for one of its
// officers, the office for an officer who wrote to it.
func NewCorrection(p *frame.Page) error {
	b := submitting(p)
	if !b.May(p) {
		return b.Refuse()
	}
	q := p.R.URL.Query()
	what := kit.Field{Name: "what", Label: p.L("更正哪一项", "What is to be corrected")}
	for _, w := range organ.Amendable {
		what.Options = append(what.Options, kit.Option{Value: w.Code, Label: p.L(w.Zh, w.En)})
	}
	b.Form.Fields = []matter.Field{
		{Field: kit.Field{Name: "person", Label: p.L("人员姓名", "Name of the officer"), Max: 40, Width: "m", Value: q.Get("person")}},
		{Field: kit.Field{Name: "code", Label: p.L("证件编号（警号、执业证号）", "Certificate or badge number"), Max: 40, Width: "m", Value: q.Get("code"), Hint: p.L("姓名和编号都相符才能提出。", "Name and number must both agree.")}},
		{As: matter.Radios, Field: what},
		{Field: kit.Field{Name: "post", Label: p.L("是职务的，第几项任职", "If it is of a post, which one"), Type: "number", Width: "s", Optional: true, Hint: p.L("从最早的任职数起；不填为现任职务。", "Counted from the earliest; leave empty for the present post.")}},
		{Field: kit.Field{Name: "should", Label: p.L("应当是", "It should say"), Max: 60, Hint: p.L("日期写成 2021-03-01，出生年写四位数。", "A day like 2021-03-01, a year of four digits.")}},
		{As: matter.Text, Field: kit.Field{Name: "why", Label: p.L("为什么不对", "Why it is wrong"), Max: 1000, Hint: p.L("只写登记内容和依据，不写案件。", "The entry and what proves it; no case.")}},
		{As: matter.File, Named: "paper_name", Field: kit.Field{Name: "paper", Label: p.L("本人签名的书面申请（扫描件）", "The officer's signed request (a scan)")}},
		proof(p)}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a correction.Submit
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(correctionKind.Path(ans.Subject), "申请已提出。", "The request has been made.")
}
