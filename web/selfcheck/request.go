package selfcheck

import (
	"github.com/google/uuid"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/selfcheck"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// askForm is what is chosen before anything is asked.
type askForm struct {
	Campaign string   `form:"campaign"`
	Organs   []string `form:"organs"`
	Parts    []string `form:"parts"`
	Title    string   `form:"title"`
	Due      string   `form:"due"`
	Note     string   `form:"note"`
	Step     string   `form:"step"` // "" choose | preview | do
}

// asked is one organ in the preview, or once asked.
type asked struct {
	office.Askable
	id  string
	why string // why it cannot be asked, or why it was refused
}

type askView struct {
	form   askForm
	c      campaign.Campaign
	fields []matter.Field
	items  []selfcheck.Item
	lines  []asked
	can    int
	done   bool
	due    string // as it will be shown
}

// Ask (请机关自查) asks several organs at once: choose, see what each would be
// asked, then one act each.
func Ask(p *frame.Page) error {
	if !asks(p) {
		return matter.Birth{Life: &selfcheck.Life, Do: "selfcheck.request"}.Refuse()
	}
	f, err := frame.Form[askForm](p)
	if err != nil {
		return err
	}
	if f.Campaign == "" {
		return chooseCampaign(p)
	}
	c, err := office.Item(p.Ctx(), p.O, p.Me, office.Campaigns, f.Campaign)
	if err != nil {
		return err
	}
	if c.Place != p.Me.Place {
		return act.None()
	}
	if day := matter.ReadDay(f.Due); day != "" {
		f.Due = day
	}
	v := &askView{form: f, c: c}
	if err := v.load(p); err != nil {
		return err
	}
	switch {
	case !p.Post() || f.Step == "":
		return p.Render(askPage(p, v))
	case len(v.lines) == 0:
		return p.Again(askPage(p, v), act.Wrong("organs", "请选择机关。", "Choose the organs."))
	case f.Step == "preview":
		return p.Render(previewPage(p, v))
	}
	if err := v.ask(p); err != nil {
		return err
	}
	return p.Render(previewPage(p, v))
}

func chooseCampaign(p *frame.Page) error {
	cs, err := p.O.CampaignsAt(p.Ctx(), p.Me.Place)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "campaigns", Caption: p.L("专项监督", "Campaigns"), Cols: []kit.Col{{Label: p.L("专项监督", "Campaign")}, {Label: p.L("表格里会有的项目", "Items of the form"), Num: true}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("没有可以请机关自查的专项", "No campaign to ask from"), Text: p.L("先拟订专项方案：表格从方案的监督内容和工作要求生成。", "Draft a campaign's plan first: the form is made from its contents and requirements."), Link: kit.Link{Text: p.L("专项监督", "Campaigns"), URL: "/campaigns"}}}
	for _, c := range cs {
		if !c.Takes() {
			continue
		}
		st := matter.Pill(p.Page, &campaign.Life, c.State)
		url := "/selfchecks/new?campaign=" + c.ID
		t.Rows = append(t.Rows, kit.Row{ID: c.ID, URL: url, Cells: []kit.Cell{{Text: c.Name, URL: url}, {Text: matter.Itoa(len(office.FormOf(c)))}, {State: &st}}})
	}
	return p.Render(campaignsPage(p, askHead(p), t))
}

func askHead(p *frame.Page) kit.Head {
	return kit.Head{Title: p.L("请机关自查", "Ask organs for a self-inspection"), Crumbs: []kit.Link{kind.List(p.Page)}}
}

// load reads the organs, the items of the plan and which are chosen.
func (v *askView) load(p *frame.Page) error {
	organs, err := p.O.Askables(p.Ctx(), p.Me, v.c)
	if err != nil {
		return err
	}
	all := office.FormOf(v.c)
	v.fields = v.ask0(p, organs, all)
	for _, it := range all {
		if len(v.form.Parts) == 0 || has(v.form.Parts, it.Key) {
			v.items = append(v.items, it)
		}
	}
	for _, o := range organs {
		if !has(v.form.Organs, o.Organ.ID) {
			continue
		}
		l := asked{Askable: o}
		if o.Pending != "" {
			l.why = p.L("还有一份没有办完："+o.Pending, "one is in hand: "+o.Pending)
		} else {
			v.can++
		}
		v.lines = append(v.lines, l)
	}
	if v.due = matter.Day(p.Page, v.form.Due); v.due == "" {
		v.due = p.L("按规则 30 日", "30 days by the rule")
	}
	return nil
}

func has(list []string, x string) bool {
	for _, s := range list {
		if s == x {
			return true
		}
	}
	return false
}

// ask0 are the questions: organs of the plan's scope are ticked beforehand.
func (v *askView) ask0(p *frame.Page, organs []office.Askable, all []selfcheck.Item) []matter.Field {
	f := v.form
	gs := kit.Field{Name: "organs", Label: p.L("请哪些机关自查", "Which organs"), Values: f.Organs, Hint: p.L("方案监督范围内的机关已经勾选。", "Those in the scope of the plan are ticked.")}
	for _, o := range organs {
		x := kit.Option{Value: o.Organ.ID, Label: o.Organ.Name}
		switch {
		case o.Pending != "":
			x.Off = p.L("还有一份没有办完："+o.Pending, "one is in hand: "+o.Pending)
		case !o.Liaison && !o.Head:
			x.Hint = p.L("还没有联络员和负责人的账号", "no account of a liaison or head yet")
		case !o.Head:
			x.Hint = p.L("还没有负责人的账号，不能签字", "no account of a head: nobody can sign")
		}
		gs.Options = append(gs.Options, x)
		if f.Step == "" && len(f.Organs) == 0 && o.In && o.Pending == "" {
			gs.Values = append(gs.Values, o.Organ.ID)
		}
	}
	ps := kit.Field{Name: "parts", Label: p.L("请自查哪些内容", "Which items"), Values: f.Parts, Hint: p.L("来自方案第 ", "From edition ") + matter.Itoa(v.c.Edition) + p.L(" 版的监督内容和对机关的工作要求；以后方案调整，不改变已经发出的表格。", " of the plan: its contents and requirements for organs; later editions change no form that is out.")}
	for _, it := range all {
		ps.Options = append(ps.Options, kit.Option{Value: it.Key, Label: it.Text, Hint: matter.Join(" · ", sortWord(p.Page, it), classes(p, it.Classes))})
		if f.Step == "" && len(f.Parts) == 0 {
			ps.Values = append(ps.Values, it.Key)
		}
	}
	return []matter.Field{{As: matter.Checks, Field: gs}, {As: matter.Checks, Field: ps},
		{As: matter.Date, Field: kit.Field{Name: "due", Label: p.L("报送日期", "To report by"), Value: f.Due, Optional: true, Hint: p.L("不填的按规则 30 日计算（本级参数，待本级确认）。", "Empty: 30 days by the rule (a local parameter, to be confirmed).")}},
		{Field: kit.Field{Name: "title", Label: p.L("名称", "Title"), Value: f.Title, Max: 60, Optional: true, Hint: p.L("不填的用专项名称。", "Empty: the campaign's name.")}},
		{As: matter.Text, Field: kit.Field{Name: "note", Label: p.L("说明", "Note"), Value: f.Note, Max: 1000, Optional: true, Hint: p.L("机关会看到；不写群众反映的任何情况，不写个案。", "The organs read it; nothing of any message, no case.")}}}
}

// ask does one act for each organ; each has an id derived from the form's, so
// that pressing twice asks once.
func (v *askView) ask(p *frame.Page) error {
	base, err := uuid.Parse(p.R.PostFormValue("act_id"))
	if err != nil {
		return act.Wrong("act_id", "页面已失效，请重新打开。", "The page has expired; open it again.")
	}
	v.done = true
	for i := range v.lines {
		l := &v.lines[i]
		a := &selfcheck.Request{Campaign: v.c.ID, Organ: l.Organ.ID, Title: v.form.Title, Parts: v.form.Parts, Due: v.form.Due, Note: v.form.Note}
		office.Own(a)
		ans, err := p.O.Do(p.Ctx(), p.Me, a, office.Order{ActID: uuid.NewSHA1(base, []byte("selfcheck "+l.Organ.ID)).String()})
		if err != nil {
			r := kit.Refusals(err)
			if len(r) == 0 {
				return err
			}
			l.why = r[0].Text(p.Lang)
			continue
		}
		l.id, l.why = ans.Subject, ""
	}
	return nil
}

func (v *askView) made() int {
	n := 0
	for _, l := range v.lines {
		if l.id != "" {
			n++
		}
	}
	return n
}
