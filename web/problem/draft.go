package problem

import (
	"net/url"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/problem"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Draft (拟定问题) first asks which organ, then what the problem is:
// /problems/new?organ=…&from=clue&id=….
func Draft(p *frame.Page) error {
	q := p.R.URL.Query()
	b := matter.Birth{Life: &problem.Life, Do: "problem.draft", List: kind.List(p.Page), Cancel: "/problems"}
	if !b.May(p) {
		return b.Refuse()
	}
	organ := q.Get("organ")
	if organ == "" {
		return chooseOrgan(p, q)
	}
	var found problem.Draft // what a self-inspection found, to be written over
	if q.Get("from") == "selfcheck" {
		var err error
		if found, err = p.O.FoundFor(p.Ctx(), p.Me, q.Get("id"), q.Get("part")); err != nil {
			return err
		}
	}
	units, err := unitTree(p, organ, "units", p.L("涉及单位", "Units"), true, found.Units)
	if err != nil {
		return err
	}
	origins := append([]kit.Option{{Label: p.L("请选择", "Choose")}}, p.Page.Words(problem.OriginKinds)...)
	b.Form = matter.Form{Wide: organCard(p, matter.Name(p, "organ", organ)), Fields: []matter.Field{titleField(p.Page, found.Title), statementField(p.Page, found.Statement),
		{As: matter.Select, Field: kit.Field{Name: "class", Label: p.L("类别", "Class"), Value: found.Class, Options: append([]kit.Option{{Label: p.L("请选择", "Choose")}}, matter.Classes(p)...), Width: "m"}},
		{As: matter.Select, Field: kit.Field{Name: "origin", Label: p.L("怎样发现的", "How it was found"), Value: originOf(q.Get("from")), Options: origins, Width: "m", Hint: p.L("自查主动发现的单独列示，不计入机关的问题；来源不向机关一方显示。", "What the organ found itself is shown apart; the origin is never shown to the organ's side.")}}}}
	if len(units.Nodes) > 0 {
		b.Form.Fields = append(b.Form.Fields, matter.Field{As: matter.Tree, Organs: &units})
	}
	b.Form.Fields = append(b.Form.Fields, matter.Field{Field: kit.Field{Name: "people", Label: p.L("涉及人员（执法资格证号或姓名）", "Officers (certificate number or name)"), Hint: p.L("多人用顿号分开；征求意见时也会征求本人意见。", "Separate several with commas; they are asked for their reply too."), Optional: true, Max: 200, Width: "m"}})
	cs, err := p.O.CampaignsAt(p.Ctx(), p.Me.Place)
	if err != nil {
		return err
	}
	if len(cs) > 0 {
		os := []kit.Option{{Label: p.L("不属于专项", "none")}}
		for _, c := range cs {
			if c.Takes() {
				os = append(os, kit.Option{Value: c.ID, Label: c.Name})
			}
		}
		b.Form.Fields = append(b.Form.Fields, matter.Field{As: matter.Select, Field: kit.Field{Name: "campaign", Label: p.L("专项监督", "Campaign"), Value: found.Campaign, Options: os, Optional: true, Width: "m"}})
	}
	if !p.Post() {
		return b.Show(p, nil)
	}
	a := &problem.Draft{}
	err = b.Read(p, a)
	if err == nil {
		err = officers(p, organ, a)
	}
	if err != nil {
		return b.Show(p, err)
	}
	a.Organ = organ
	if f := q.Get("from"); f != "" && q.Get("id") != "" {
		a.Origins = []problem.Origin{{Kind: f, ID: q.Get("id"), Part: q.Get("part")}}
	}
	ans, err := p.Do(a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(kind.Path(ans.Subject), "已拟定。请补充证据。", "Drafted. Now add the evidence.")
}

func originOf(kind string) string {
	if kind == "selfcheck" {
		return "self_inspection"
	}
	for _, w := range problem.OriginKinds {
		if w.Code == kind {
			return kind
		}
	}
	return ""
}

// officers finds those named by certificate number or name.
func officers(p *frame.Page, organ string, a *problem.Draft) error {
	for _, s := range strings.FieldsFunc(p.R.PostFormValue("people"), func(r rune) bool { return strings.ContainsRune("、，,；; \n\t", r) }) {
		found, err := p.O.OfficerByCode(p.Ctx(), p.Me, organ, s)
		if err != nil {
			return err
		}
		if len(found) != 1 {
			return act.Wrong("people", "“"+s+"”没有找到或者不止一人，请填执法资格证号。", "“"+s+"” was not found or is not unique; give the certificate number.")
		}
		a.Officers = append(a.Officers, found[0].ID)
	}
	return nil
}

// chooseOrgan is the first step: no act yet.
func chooseOrgan(p *frame.Page, q url.Values) error {
	organs, err := p.O.OrgansAt(p.Ctx(), p.Me.Place)
	if err != nil {
		return err
	}
	t := kit.OrganTree{Name: "organ", Legend: p.L("是哪个机关的问题？", "Whose problem is it?"), Hint: p.L("只能对同级机关提出。", "Only organs of our own level.")}
	for _, o := range organs {
		t.Nodes = append(t.Nodes, kit.OrganNode{Code: o.ID, Name: o.Name})
	}
	return p.Render(chooseOrganPage(p, t, q))
}

// unitTree is the organ's units as a tree to choose from.
func unitTree(p *frame.Page, organ, name, legend string, many bool, on []string) (kit.OrganTree, error) {
	units, err := p.O.UnitsOf(p.Ctx(), organ)
	t := kit.OrganTree{Name: name, Legend: legend, Many: many}
	kids := map[string][]int{}
	known := map[string]bool{}
	for _, u := range units {
		known[u.ID] = true
	}
	for i, u := range units {
		up := u.Upper
		if !known[up] {
			up = ""
		}
		kids[up] = append(kids[up], i)
	}
	chosen := map[string]bool{}
	for _, id := range on {
		chosen[id] = true
	}
	var grow func(up string, depth int) []kit.OrganNode
	grow = func(up string, depth int) (out []kit.OrganNode) {
		for _, i := range kids[up] {
			u := units[i]
			n := kit.OrganNode{Code: u.ID, Name: u.Name, On: chosen[u.ID] && (many || u.ID == on[0]), Open: depth == 0 && len(units) < 40}
			if depth < 8 {
				n.Kids = grow(u.ID, depth+1)
			}
			out = append(out, n)
		}
		return out
	}
	t.Nodes = grow("", 0)
	return t, err
}
