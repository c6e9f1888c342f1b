package register

import (
	"slices"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Officer (司法人员) is one officer with the posts held. Messages that name an
// officer are not here: what is unproven never enters a service record
// (FG19 56; JC19 57). Problems within reach are.
func Officer(p *frame.Page) error {
	o, err := office.Item(p.Ctx(), p.O, p.Me, office.Officers, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	org := matter.Name(p, "organ", o.Organ)
	unit := ""
	if o.Unit != "" {
		unit = matter.Name(p, "unit", o.Unit)
	}
	appointee := ""
	if o.Appointee {
		appointee = p.L("由本级人大及其常委会选举或者任命", "Elected or appointed by this congress or its committee")
	}
	facts := nonEmpty([]kit.Fact{{Term: p.L("所在机关", "Organ"), Text: org, URL: link("/register/organs/", o.Organ)}, {Term: p.L("所在单位", "Unit"), Text: unit, URL: link("/register/units/", o.Unit)},
		{Term: p.L("职务", "Title"), Text: o.Title}, {Term: p.L("类别", "Category"), Text: o.Category}, {Term: p.L("证件编号", "Certificate"), Text: o.Code}, {Term: p.L("性别", "Sex"), Text: o.Sex}, {Term: p.L("出生年", "Born"), Text: o.Born},
		{Term: p.L("任命", "Appointment"), Text: appointee}, {Term: p.L("管理权限所在地", "Managed by"), Text: placeName(p, o.ManagedBy)}})
	var posts []kit.Event
	for _, x := range slices.Backward(o.Posts) {
		e := kit.Event{At: span(p.Page, x.Since, x.Until), What: x.Title, Note: x.Appointed}
		if x.Unit != "" {
			e.Who, e.URL = matter.Name(p, "unit", x.Unit), "/register/units/"+x.Unit
		}
		posts = append(posts, e)
	}
	concern, err := concerns(p, o.ID, "problem")
	if err != nil {
		return err
	}
	body := []templ.Component{
		card(kit.CardView{Title: p.L("基本情况", "Facts")}, kit.Facts(facts)),
		card(kit.CardView{Title: p.L("任职", "Posts"), ID: "posts"}, kit.Timeline(posts)),
		concern,
		tag("p", "muted small", p.L("未经查实的群众反映不进入履职记录，也不在本页显示。", "Unproven messages never enter a service record and are not shown here.")),
	}
	return p.Render(shell(p, kit.Head{Title: o.Name, Crumbs: []kit.Link{crumb(p.Page), {Text: org, URL: "/register/organs/" + o.Organ}}, States: []kit.State{*state(p, o.State == "ended")}, Print: true}, body...))
}
