package leg

import (
	"net/url"
	"strings"

	"hengjian/office"
	"hengjian/oversight/leg"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Draft (起草转送) drafts a referral by hand, from a problem's evidence or an
// accepted message: /legs/new?from=problem&id=….
func Draft(p *frame.Page) error {
	from, id := p.R.URL.Query().Get("from"), p.R.URL.Query().Get("id")
	b := matter.Birth{Life: &leg.Life, Do: "leg.draft", List: kind.List(p.Page), Cancel: "/" + from + "s/" + id}
	if !b.May(p) {
		return b.Refuse()
	}
	may, err := p.O.RecipientsFor(p.Ctx(), p.Me, from, id)
	if err != nil {
		return err
	}
	rows, err := p.O.Titles(p.Ctx(), p.Me, from, []string{id})
	if err != nil {
		return err
	}
	tree := recipients(p.Page, may, "")
	b.Form = matter.Form{Wide: originCard(p.Page, from, rows[id]), Fields: []matter.Field{{As: matter.Tree, Organs: &tree}, outgoing(p.Page, ""), reveals(p.Page),
		{Field: kit.Field{Name: "numbers", Label: p.L("材料中提到的案号", "Case numbers in the material"), Hint: p.L("多个用顿号分开", "separate several with commas"), Optional: true, Max: 400, Value: caseOf(p, from, id)}}}}
	if !p.Post() {
		return b.Show(p, nil)
	}
	if err := matter.ReadForm(p, b.Form.Fields); err != nil {
		return b.Show(p, err)
	}
	pick(p.R.PostForm)
	a := &leg.Draft{}
	if err := b.Read(p, a); err != nil {
		return b.Show(p, picked(err))
	}
	a.OriginKind, a.Origin, a.Part, a.Urgent, a.CaseNos = from, id, p.R.URL.Query().Get("part"), false, numbers(p.R.PostFormValue("numbers"))
	ans, err := p.Do(a)
	if err != nil {
		return b.Show(p, picked(err))
	}
	return p.GoSaying(kind.Path(ans.Subject), "已起草，待负责人签发。", "Drafted; the director signs it.")
}

// caseOf is the case number of the finding behind the referral.
func caseOf(p *frame.Page, from, id string) string {
	if from != "selfcheck" {
		return ""
	}
	return p.O.FoundCase(p.Ctx(), p.Me, id, p.R.URL.Query().Get("part"))
}

func numbers(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、，,；; \n\t", r) })
}

// recipients is the tree of procedures with the organs that have each; the
// conflicted ones are struck out with the reason before anybody can choose.
func recipients(p *kit.Page, may map[string][]office.Recipient, not string) kit.OrganTree {
	t := kit.OrganTree{Name: "pick", Legend: p.L("法定程序和接收单位", "Procedure and recipient"),
		Hint: p.L("被反映的单位和它所属的机关不能接收（信访工作条例第三十条第三款）。", "The unit complained of and the organ it belongs to cannot receive it (Regulations on Petitions 30(3)).")}
	for _, r := range routesIn(allRoutes(), func(id string) bool { return len(may[id]) > 0 }) {
		t.Nodes = append(t.Nodes, kit.OrganNode{Name: upper(p.L(r.Zh, r.En)), Title: true})
		for _, x := range may[r.ID] {
			k := kit.OrganNode{Code: r.ID + "|" + x.ID, Name: x.Name, Sub: p.L(r.DeskZh, r.DeskEn), Off: p.L(x.WhyZh, x.WhyEn)}
			if x.ID == not && k.Off == "" {
				k.Off = p.L("已经退回。", "It returned the referral.")
			}
			t.Nodes = append(t.Nodes, k)
		}
	}
	return t
}

// pick splits the one choice of the page into the act's two fields.
func pick(v url.Values) {
	r, to, _ := strings.Cut(v.Get("pick"), "|")
	v.Set("route", r)
	v.Set("to", to)
}

// picked brings refusals of the two fields to the one choice.
func picked(err error) error {
	for _, r := range kit.Refusals(err) {
		if r.Field == "route" || r.Field == "to" {
			r.Field = "pick"
		}
	}
	return err
}
