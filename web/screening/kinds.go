// Package screening is the pages of screening (筛查): the test ledger, a run with
// what it can find and what it cannot, the leads, and the requests for
// assignment rules and rosters as the organ's side sees them.
package screening

import (
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/lead"
	"hengjian/oversight/roster"
	"hengjian/oversight/screenrun"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

var runs = &matter.Kind[screenrun.Run]{
	Life: &screenrun.Life,
	Base: "/screenings",
	Load: func(p *frame.Page, id string) (screenrun.Run, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Screenings, id)
	},
	Head: func(r *screenrun.Run) *act.Head { return &r.Head },
	Name: func(_ *kit.Page, r screenrun.Run) string { return r.Title },
	List: func(p *kit.Page) kit.Link { return kit.Link{Text: p.L("筛查", "Screening"), URL: "/screenings"} },
	Forms: map[string]func(*matter.Doing[screenrun.Run]) (matter.Form, error){
		"open": func(d *matter.Doing[screenrun.Run]) (matter.Form, error) {
			return matter.Form{Check: d.L("我知道结果只计算一次，标出的是要人看的问题，不是结论", "I know that it is computed once, and that a flag is a question to people, no finding"),
				Final: []string{d.L("同一计划不能再算第二次；换参数须另行登记，台账里看得到。", "The plan is not computed again; other parameters are another entry of the ledger, for all to see.")}}, nil
		},
		"withdraw": func(d *matter.Doing[screenrun.Run]) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
		},
		"relate": func(d *matter.Doing[screenrun.Run]) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{{As: matter.File, Named: "file_name", Field: kit.Field{Name: "hash", Label: d.L("关系名单（xlsx、csv，或者逗号分隔的 txt）", "List of relations (xlsx, csv, or txt with commas)"), Accept: ".xlsx,.csv,.txt", Hint: listHint(d.Page.Page)}}}}, nil
		},
		"unrelate": func(d *matter.Doing[screenrun.Run]) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
		},
	},
	Try: func(_ *frame.Page, r screenrun.Run, a any) {
		if o, ok := a.(*screenrun.Open); ok {
			o.Needs.SHA256 = r.Planned.SHA256
		}
	},
}

var leads = &matter.Kind[lead.Lead]{
	Life: &lead.Life,
	Base: "/leads",
	Load: func(p *frame.Page, id string) (lead.Lead, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Leads, id)
	},
	Head:  func(l *lead.Lead) *act.Head { return &l.Head },
	Name:  func(_ *kit.Page, l lead.Lead) string { return l.Number },
	List:  func(p *kit.Page) kit.Link { return kit.Link{Text: p.L("筛查线索", "Leads"), URL: "/leads"} },
	Forms: leadForms,
}

var rosters = &matter.Kind[roster.Roster]{
	Life: &roster.Life,
	Base: "/rosters",
	Load: func(p *frame.Page, id string) (roster.Roster, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Rosters, id)
	},
	Head: func(r *roster.Roster) *act.Head { return &r.Head },
	Name: func(_ *kit.Page, r roster.Roster) string { return r.Number },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("分案规则和名册", "Rules and rosters"), URL: "/rosters"}
	},
	Forms: map[string]func(*matter.Doing[roster.Roster]) (matter.Form, error){
		"supply": func(d *matter.Doing[roster.Roster]) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{
				{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("说明", "What it is"), Max: 5000, Hint: d.L("写明分案规则怎样定、名册由谁编制、何时起用；不说明个案。", "How assignment works, who keeps the rosters and since when; no case.")}},
				{As: matter.File, Named: "file_name", Field: kit.Field{Name: "hash", Label: d.L("材料", "Papers"), Optional: true}}}}, nil
		},
		"ask_again": func(d *matter.Doing[roster.Roster]) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
		},
	},
}

// ActOnRun, ActOnLead and ActOnRoster (办理) show and do an act.
func ActOnRun(p *frame.Page) error    { return runs.Do(p) }
func ActOnLead(p *frame.Page) error   { return leads.Do(p) }
func ActOnRoster(p *frame.Page) error { return rosters.Do(p) }

func has(who access.Person, roles ...act.Role) bool {
	for _, r := range roles {
		if who.Has(r) {
			return true
		}
	}
	return false
}

// Shows reports whether the ledger is of use to somebody.
func Shows(who access.Person) bool {
	return has(who, access.Clerk, access.Director, access.Vice, access.Secretary, access.Member)
}

// looks reports whether somebody sees leads.
func looks(who access.Person) bool {
	return has(who, access.Clerk, access.Director, access.Vice, access.Secretary)
}

// ShowsRosters reports whether requests for rosters are the person's own section.
func ShowsRosters(who access.Person) bool { return has(who, access.Liaison, access.Chief) }

func tabs(p *frame.Page, on string) (out []kit.Link) {
	out = []kit.Link{{Text: p.L("检验台账", "Test ledger"), URL: "/screenings"}}
	if looks(p.Me) {
		out = append(out, kit.Link{Text: p.L("筛查线索", "Leads"), URL: "/leads"}, kit.Link{Text: p.L("分案规则和名册", "Rules and rosters"), URL: "/rosters"})
	}
	for i := range out {
		out[i].On = out[i].URL == on
	}
	return out
}
