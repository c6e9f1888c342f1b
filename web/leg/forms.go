package leg

import (
	"slices"

	"github.com/a-h/templ"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/oversight/leg"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// forms describes the acts' pages. An act without a line here has no fields:
// its page shows the letter, the consequence and a button.
var forms = map[string]func(*doing) (matter.Form, error){
	"drop": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}, Danger: true}, nil
	},
	"sign": signing, "cosign": signing, "confirm_written": signing, "send": sending,
	"object": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{radios(d, "reason", d.L("退回理由", "Why it is returned"), leg.Objections)}}, nil
	},
	"uphold": func(d *doing) (matter.Form, error) {
		f := matter.Reason(d.Page)
		f.Hint = d.L("只留在本机关的记录里，不外送。", "Kept in the office's record, not sent.")
		return matter.Form{Fields: []matter.Field{f}, Told: []string{d.L("接收单位：看到本件仍由其办理", "The recipient: sees that it stays with it")}}, nil
	},
	"report_procedure": reporting,
	"accept_report": func(d *doing) (matter.Form, error) {
		f := matter.Form{}
		if d.Raw.Clue != "" {
			f.Told = []string{d.L("反映人：凭回执看到程序结果", "The sender: sees the procedural result by receipt")}
		}
		return f, nil
	},
	"ask_again": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{radios(d, "ask", d.L("请补充的程序信息", "What is missing in procedure"), leg.Asks[1:])},
			Told: []string{d.L("接收单位", "The recipient")}}, nil
	},
	"clarify": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{{Field: kit.Field{Name: "finding", Label: d.L("有权机关认定文书的文号", "Number of the competent organ's document"), Hint: d.L("只填文号，不填认定内容。", "The number only, not what it says."), Max: 80}}}}, nil
	},
	"urge": urging,
}

func radios(d *doing, name, label string, words []act.Word) matter.Field {
	return matter.Field{As: matter.Radios, Field: kit.Field{Name: name, Label: label, Options: d.Page.Page.Words(words)}}
}

func signing(d *doing) (matter.Form, error) {
	c := letterOf(d.Page, d.Raw)
	return matter.Form{Wide: letterPaper(d.Page.Page, c, true), Check: d.L("我已通读函件和外送摘要：不含对案件的要求，不能由时间、地点、关系推知反映人", "I have read the letter and the summary: no demand on a case, nothing that gives the sender away"),
		Final: []string{d.L("文号一经取用即保留；函件内容从此不能修改", "The number is drawn; the letter cannot be changed from here on")}}, nil
}

func sending(d *doing) (matter.Form, error) {
	return matter.Form{Told: []string{d.L(d.Raw.Letter.To+"的专门接收人", "The receiving desk of "+d.Raw.Letter.To)}}, nil
}

func reporting(d *doing) (matter.Form, error) {
	reasons := append([]kit.Option{{Label: d.L("（不是“不受理”，不填）", "(only for “not accepted”)")}}, d.Page.Page.Words(leg.Refusals)...)
	return matter.Form{Fields: []matter.Field{
		radios(d, "code", d.L("程序进展", "Procedural step"), leg.Codes),
		{As: matter.Select, Field: kit.Field{Name: "reason", Label: d.L("不受理的理由", "Why not accepted"), Options: reasons, Optional: true, Width: "m"}},
		{As: matter.Date, Field: kit.Field{Name: "taken", Label: d.L("该步骤的日期", "Day of the step")}}},
		Wide: noMerits(d.Page.Page)}, nil
}

func urging(d *doing) (matter.Form, error) {
	want, ok := "receipt", true
	if d.Raw.State == "received" {
		want = "procedure"
	}
	w := act.WordOf(leg.Asks, want)
	_ = ok
	return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: kit.Field{Name: "ask", Label: d.L("催什么", "What to ask"), Value: want, Options: []kit.Option{{Value: want, Label: d.L(w.Zh, w.En)}}}}},
		Told: []string{d.L("接收单位", "The recipient")}, Final: []string{d.L("最多两次，列入与机关就本案联系登记", "At most twice; it enters the contact register")}}, nil
}

// aside is the referral beside a form.
func aside(d *doing) templ.Component { return besides(d.Page, d.S) }

func allRoutes() []law.Route { return law.Routes }

// reroute (改送) chooses another procedure and recipient, or tells the party.
func reroute(d *doing) error {
	may, err := d.O.RecipientsFor(d.Ctx(), d.Me, d.Raw.OriginKind, d.Raw.Origin)
	if err != nil && act.KindOf(err) != act.Missing {
		return err
	}
	tree := recipients(d.Page.Page, may, d.Raw.To)
	tree.Nodes = append([]kit.OrganNode{{Code: "", Name: d.L("没有其他有权机关：告知反映人途径", "No other organ has it: the sender is told their procedure"), On: true}}, tree.Nodes...)
	d.Form = matter.Form{Fields: []matter.Field{{As: matter.Tree, Organs: &tree}, outgoing(d.Page.Page, d.Raw.Outgoing), reveals(d.Page.Page)}}
	if !d.Post() {
		return d.Show(nil)
	}
	a := &leg.Reroute{}
	if err := matter.ReadForm(d.Page, d.Form.Fields); err != nil {
		return d.Show(err)
	}
	pick(d.R.PostForm)
	if err := d.Read(a); err != nil {
		return d.Show(picked(err))
	}
	if _, err := d.Do(a); err != nil {
		return d.Show(picked(err))
	}
	return d.GoSaying(kind.Path(d.Raw.ID), "已改送。", "Rerouted.")
}

func outgoing(p *kit.Page, text string) matter.Field {
	return matter.Field{As: matter.Text, Field: kit.Field{Name: "outgoing", Label: p.L("外送摘要", "Outgoing summary"), Value: text, Rows: 6, Max: 1200,
		Hint: p.L("为接收单位另写：依法可以受理的事实，不写反映人，不提处理要求；来信原话写成“来信人称……”。", "Written anew for the recipient: facts for the procedure, nothing of the sender, no demand; the sender's words as “来信人称…”.")}}
}

func reveals(p *kit.Page) matter.Field {
	return matter.Field{As: matter.Radios, Field: kit.Field{Name: "reveals", Label: p.L("由时间、地点、关系能否推知反映人？", "Could time, place or relation give the sender away?"),
		Options: []kit.Option{{Value: "no", Label: p.L("不能", "No")}, {Value: "softened", Label: p.L("能，已经改写到不能推知", "Yes, and it has been rewritten so that it no longer can")}}}}
}

func routesIn(order []law.Route, has func(string) bool) []law.Route {
	return slices.DeleteFunc(slices.Clone(order), func(r law.Route) bool { return r.Mode != law.Refer || !has(r.ID) })
}
