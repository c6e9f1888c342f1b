package clue

import (
	"fmt"
	"strconv"
	"strings"

	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/web/kit"
)

// group is one proposed route on the form.
type group struct {
	no                                        int
	outcome, route, outgoing, reveals, reason kit.Field
	to                                        kit.OrganTree
	open                                      bool
}

const mostRoutes = 8

// propose (拟办) is one outcome or several parallel routes, each with its own
// recipient from the unconflicted list and its own outgoing summary.
func propose(d *doing) error {
	tree, err := recipientTree(d, "")
	if err != nil {
		return err
	}
	routes, at := typed(d)
	n := max(len(at), 1)
	if !d.Post() {
		if routes, err = prefilled(d); err != nil {
			return err
		}
		n = max(len(routes), 1)
	} else if len(at) > 0 {
		n = at[len(at)-1] + 1
	}
	if d.R.PostFormValue("more") != "" {
		n++
	}
	gs := groups(d, tree, routes, at, min(n, mostRoutes))
	switch {
	case !d.Post():
		return d.Render(proposePage(d, gs))
	case d.R.PostFormValue("more") != "":
		return d.Refill(proposePage(d, gs))
	}
	a := &clue.Propose{ID: d.c.ID, Routes: routes, Note: strings.TrimSpace(d.R.PostFormValue("note"))}
	if err := d.overtaken(); err != nil {
		return d.Again(proposePage(d, gs), err)
	}
	if _, err := d.Do(a); err != nil {
		return d.Again(proposePage(d, gs), atGroups(err, at))
	}
	return d.GoSaying(path(d.c.ID), "已拟办，等负责人批办。", "Proposed; it waits for the director.")
}

// typed reads the groups that are not blank, and where on the form each stood.
func typed(d *doing) (out []clue.Route, at []int) {
	for i := range mostRoutes {
		get := func(s string) string {
			return strings.TrimSpace(strings.ReplaceAll(d.R.PostForm.Get(fmt.Sprintf("routes.%d.%s", i, s)), "\r\n", "\n"))
		}
		r := clue.Route{Outcome: get("outcome"), Route: get("route"), To: get("to"), Reason: get("reason"), Outgoing: get("outgoing"), Reveals: get("reveals")}
		if r != (clue.Route{}) {
			if r.Outcome != "refer" {
				r.To, r.Outgoing, r.Reveals = "", "", ""
			}
			out, at = append(out, r), append(at, i)
		}
	}
	return out, at
}

// prefilled takes a proposal that came back, or the procedure that was chosen
// on the message's page.
func prefilled(d *doing) ([]clue.Route, error) {
	rt, ok := law.RouteByID(d.R.URL.Query().Get("route"))
	if !ok {
		return d.c.Fresh(), nil
	}
	if rt.Mode == law.Tell {
		return []clue.Route{{Outcome: "tell_party", Route: rt.ID}}, nil
	}
	rec, err := d.O.Recipients(d.Ctx(), d.Me, d.c)
	r := clue.Route{Outcome: "refer", Route: rt.ID}
	n := 0
	for _, x := range rec[rt.ID] {
		if x.WhyZh == "" {
			n++
			r.To = x.ID
		}
	}
	if n != 1 { // a choice between several is for a person
		r.To = ""
	}
	return []clue.Route{r}, err
}

func groups(d *doing, tree kit.OrganTree, routes []clue.Route, at []int, n int) []group {
	var out []group
	outs := append([]kit.Option{{Value: "", Label: d.L("请选择", "Choose")}}, options(d.Page.Page, outcomes[:5])...)
	for i := range n {
		var r clue.Route
		if len(at) == 0 && i < len(routes) {
			r = routes[i]
		}
		name := func(s string) string { return "routes." + strconv.Itoa(i) + "." + s }
		g := group{no: i + 1, open: i == 0 || i < len(routes) || i == n-1,
			outcome:  kit.Field{Name: name("outcome"), Label: d.L("处理意见", "Outcome"), Options: outs, Value: r.Outcome, Width: "m"},
			route:    kit.Field{Name: name("route"), Label: d.L("法定程序", "Statutory procedure"), Hint: d.L("★ 是按类别建议的；转送必选。", "★ suggested by the class; needed for a referral."), Options: routeOptions(d, d.c.Class), Value: r.Route, Width: "m", Optional: true},
			outgoing: kit.Field{Name: name("outgoing"), Label: d.L("外送摘要（转送才填）", "Outgoing summary (referrals only)"), Hint: d.L("为这个接收单位另写，8 到 1200 字；不写反映人是谁、怎么知道的。", "Written anew for this recipient; not who wrote or how it is known."), Value: r.Outgoing, Max: 1200, Rows: 5},
			reveals:  kit.Field{Name: name("reveals"), Label: d.L("由时间、地点、关系能否推知反映人？（转送才答）", "Could time, place or relation give the sender away? (referrals only)"), Options: revealsOptions(d.Page.Page), Value: r.Reveals},
			reason:   kit.Field{Name: name("reason"), Label: d.L("理由", "Reason"), Hint: d.L("给负责人看。", "For the director."), Value: r.Reason, Max: 500, Rows: 3, Optional: true},
			to:       tree}
		g.to.Name = name("to")
		g.to.Nodes = append([]kit.OrganNode(nil), tree.Nodes...)
		for j := range g.to.Nodes {
			g.to.Nodes[j].On = g.to.Nodes[j].Code == r.To && r.To != ""
		}
		out = append(out, g)
	}
	return out
}

// atGroups moves refusals from the act's numbering to the form's, where blank
// groups may stand between.
func atGroups(err error, at []int) error {
	for _, r := range kit.Refusals(err) {
		rest, ok := strings.CutPrefix(r.Field, "routes.")
		num, name, dotted := strings.Cut(rest, ".")
		if i, e := strconv.Atoi(num); ok && dotted && e == nil && i < len(at) {
			r.Field = fmt.Sprintf("routes.%d.%s", at[i], name)
		}
		if r.Field == "routes" {
			r.Field = "routes.0.outcome"
		}
	}
	return err
}
