package register

import (
	"cmp"
	"slices"
	"strconv"

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
// officers, the office for an officer who wrote to it. Name and number come
// first; then the form shows what the register says, post by post.
func NewCorrection(p *frame.Page) error {
	b := submitting(p)
	if !b.May(p) {
		return b.Refuse()
	}
	in, read := p.R.URL.Query(), error(nil)
	if p.Post() {
		if read = matter.ReadForm(p, []matter.Field{signedRequest(p), proof(p)}); len(kit.Refusals(read)) == 0 && read != nil {
			return read
		}
		in = p.R.PostForm
	}
	code, name := in.Get("code"), in.Get("person")
	if code == "" && name == "" && !p.Post() {
		return p.Render(whoseCorrection(p, code, name))
	}
	o, err := p.O.CorrectionEntry(p.Ctx(), p.Me, code, name)
	if err != nil {
		return p.Again(whoseCorrection(p, code, name), err)
	}
	b.Form.Wide = card(kit.CardView{Title: p.L("登记的人员", "The officer"), Links: []kit.Link{{Text: p.L("换一个人", "Somebody else"), URL: "/corrections/new"}}},
		kit.Facts(nonEmpty([]kit.Fact{{Term: p.L("姓名", "Name"), Text: o.Name}, {Term: p.L("证件编号", "Certificate"), Text: o.Code}, {Term: p.L("所在机关", "Organ"), Text: matter.Name(p, "organ", o.Organ)}, {Term: p.L("现任职务", "Present post"), Text: o.As(act.DayOf(p.Now)).Title}})))
	b.Form.Fields = correctionFields(p, o)
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a correction.Submit
	if err := cmp.Or(read, kit.Decode(p.R, &a)); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(correctionKind.Path(ans.Subject), "申请已提出。", "The request has been made.")
}

// correctionFields ask what is wrong in an entry, beside what it says now.
func correctionFields(p *frame.Page, o organ.Officer) []matter.Field {
	posts := postChoice(p, o)
	ended := slices.ContainsFunc(o.Posts, func(x organ.Post) bool { return x.Until != "" })
	what := kit.Field{Name: "what", Label: p.L("更正哪一项", "What is to be corrected")}
	for _, w := range organ.Amendable {
		opt := kit.Option{Value: w.Code, Label: p.L(w.Zh, w.En)}
		switch says, _ := o.Fact(w.Code, 0, act.DayOf(p.Now)); {
		case w.Code == "until" && !ended:
			opt.Off = p.L("没有已结束的任职", "no post has ended")
		case organ.OfPost(w.Code) && len(o.Posts) == 0:
			opt.Off = p.L("没有登记任职", "no post is entered")
		case organ.OfPost(w.Code):
			opt.Hint = p.L("在下面选择是哪一项任职", "choose the post below")
		case w.Code == "managed_by" && says != "":
			opt.Hint = p.L("登记写的是：", "the register says: ") + matter.Join(" ", placeName(p, says), says)
		default:
			opt.Hint = p.L("登记写的是：", "the register says: ") + blank(p, says)
		}
		what.Options = append(what.Options, opt)
	}
	fs := []matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "person", Value: o.Name}}, {As: matter.Hidden, Field: kit.Field{Name: "code", Value: o.Code}}, {As: matter.Radios, Field: what}}
	if len(posts) > 0 {
		f := kit.Field{Name: "post", Label: p.L("是职务的，哪一项任职", "If it is of a post, which one"), Optional: true, Options: posts, Hint: p.L("只在更正职务名称、任职日期或者职务结束日期时用到。", "Only for the title of a post, its first or its last day.")}
		f.Value = posts[0].Value
		fs = append(fs, matter.Field{As: matter.Radios, Field: f})
	}
	return append(fs, matter.Field{Field: kit.Field{Name: "should", Label: p.L("应当是", "It should say"), Max: 60, Hint: p.L("日期写成 2021-03-01，出生年写四位数。", "A day like 2021-03-01, a year of four digits.")}},
		matter.Field{As: matter.Text, Field: kit.Field{Name: "why", Label: p.L("为什么不对", "Why it is wrong"), Max: 1000, Hint: p.L("只写登记内容和依据，不写案件。", "The entry and what proves it; no case.")}},
		signedRequest(p), proof(p))
}

// postChoice are an officer's posts by name and dates, the latest first; the
// value is the post's number.
func postChoice(p *frame.Page, o organ.Officer) (out []kit.Option) {
	for i := len(o.Posts) - 1; i >= 0; i-- {
		x := o.Posts[i]
		out = append(out, kit.Option{Value: strconv.Itoa(i + 1), Label: matter.Join(" · ", x.Title, span(p.Page, x.Since, x.Until)), Hint: unitOf(p, x)})
	}
	return out
}

// unitOf names the unit of a post where the reader may see the register's units.
func unitOf(p *frame.Page, x organ.Post) string {
	if x.Unit == "" {
		return ""
	}
	return matter.Name(p, "unit", x.Unit)
}

func signedRequest(p *frame.Page) matter.Field {
	return matter.Field{As: matter.File, Named: "paper_name", Field: kit.Field{Name: "paper", Label: p.L("本人签名的书面申请（扫描件）", "The officer's signed request (a scan)")}}
}
