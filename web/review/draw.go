package review

import (
	"bytes"
	"encoding/json"
	"fmt"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/draw"
	"hengjian/oversight/review"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Draws (评查抽样) lists the draws, newest first.
func Draws(p *frame.Page) error {
	if !ShowsDraws(p.Me) {
		return act.None()
	}
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"draw"}}, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("评查抽样", "Draws"), Print: true}
	if newDraw(p).May(p) {
		h.Actions = []kit.Link{{Text: p.L("固定抽样框", "Fix a frame"), URL: "/draws/new"}}
	}
	t := kit.Table{ID: "draws", Caption: h.Title, Cols: []kit.Col{{Label: p.L("抽样", "Draw")}, {Label: p.L("机关", "Organ")}, {Label: p.L("抽样框", "Frame"), Num: true}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("还没有抽样", "No draws yet"), Text: p.L("先固定已办结案件的抽样框并公布指纹，再当众产生种子；抽中哪些由抽样框和种子决定，谁都可以重算。", "Fix the frame of concluded cases and publish its fingerprint, then make the seed before witnesses: the two settle what is drawn, and anybody can draw again.")}}
	for _, r := range m.Rows {
		s, err := office.Item(p.Ctx(), p.O, p.Me, office.Draws, r.Subject)
		if err != nil {
			return err
		}
		st := matter.Pill(p.Page, &draw.Life, s.State)
		t.Rows = append(t.Rows, kit.Row{ID: s.ID, URL: draws.Path(s.ID), Cells: []kit.Cell{{Text: s.Title, Sub: s.Number, URL: draws.Path(s.ID)}, {Text: matter.Name(p, "organ", s.Organ)}, {Text: matter.Itoa(s.Cases)}, {State: &st}}})
	}
	page(p, &t, m)
	return p.Render(listPage(p, h, nil, t))
}

func page(p *frame.Page, t *kit.Table, m office.Matters) {
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
}

func newDraw(p *frame.Page) matter.Birth {
	return matter.Birth{Life: &draw.Life, Do: "draw.commit", List: draws.List(p.Page), Cancel: "/draws"}
}

// New (固定抽样框) fixes a frame.
func New(p *frame.Page) error {
	b := newDraw(p)
	if !b.May(p) {
		return b.Refuse()
	}
	organs, err := matter.OrganOptions(p)
	if err != nil {
		return err
	}
	cs, err := p.O.CampaignsFor(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	camps := []kit.Option{{Label: p.L("不属于专项", "none")}}
	for _, c := range cs {
		if c.Place == p.Me.Place {
			camps = append(camps, kit.Option{Value: c.ID, Label: c.Name})
		}
	}
	b.Form = matter.Form{Fields: []matter.Field{
		{Field: kit.Field{Name: "title", Label: p.L("名称", "Title"), Max: 60}},
		{As: matter.Select, Field: kit.Field{Name: "organ", Label: p.L("评查哪个机关办结的案件", "Whose concluded cases"), Options: organs, Value: p.R.URL.Query().Get("organ")}},
		{As: matter.Select, Field: kit.Field{Name: "campaign", Label: p.L("专项监督", "Campaign"), Options: camps, Optional: true, Value: p.R.URL.Query().Get("campaign")}},
		{Field: kit.Field{Name: "n", Label: p.L("每层抽取几件", "How many in each stratum"), Width: "s", Value: "10", Hint: p.L("抽 10 件没有发现瑕疵，真实瑕疵率仍可能到三成；抽 59 件才能排除 5% 以上（95% 把握）。", "Ten without a defect leave up to 30 % open; it takes 59 to rule out more than 5 % (at 95 %).")}},
		{As: matter.File, Named: "file_name", Field: kit.Field{Name: "file", Label: p.L("抽样框（xlsx，或者逗号分隔的 txt）", "Frame (xlsx, or txt with commas)"), Hint: p.L("一行一件已办结的案件，表头：案号、分层、办结日期、重点理由。写了重点理由的进入重点评查，与随机抽取的分开统计。", "One concluded case on a line. Columns: 案号, 分层, 办结日期, 重点理由. Cases with a reason form the risk arm and are counted apart.")}},
	}}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a draw.Commit
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(draws.Path(ans.Subject), "抽样框已固定，下一步由另一人公开种子。", "The frame is fixed; somebody else makes the seed public.")
}

// drawForms are the questions of the acts on a draw.
var drawForms = map[string]func(*drawing) (matter.Form, error){
	"pledge": func(d *drawing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{
			{Field: kit.Field{Name: "party", Label: d.L("哪一方", "Party"), Max: 40, Width: "m", Hint: d.L("例如：市人大代表张某、被评查机关、监察司法工委", "e.g. a deputy, the organ, the working body")}},
			{Field: kit.Field{Name: "hash", Label: d.L("承诺（原文的 SHA-256 指纹）", "Commitment (SHA-256 of the text)"), Max: 64, Hint: d.L("每一方自己写一句话，用任何工具算出指纹，现在只交指纹。", "Each writes a line of her own, computes the fingerprint with any tool, and hands in the fingerprint alone.")}},
		}}, nil
	},
	"reveal": func(d *drawing) (matter.Form, error) {
		f := kit.Field{Name: "party", Label: d.L("哪一方", "Party")}
		for _, x := range d.S.Pledges {
			if x.Text == "" {
				f.Options = append(f.Options, kit.Option{Value: x.Party, Label: x.Party})
			}
		}
		return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: f}, {Field: kit.Field{Name: "text", Label: d.L("原文", "Text"), Max: 200, Hint: d.L("须与承诺时一字不差。", "Exactly as it was pledged.")}}}}, nil
	},
	"seed": func(d *drawing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{
			{As: matter.Radios, Field: kit.Field{Name: "mode", Label: d.L("种子从哪里来", "Where the seed comes from"), Value: "dice", Options: []kit.Option{{Value: "dice", Label: d.L("当众掷骰子", "Dice before witnesses")}, {Value: "reveal", Label: d.L("各方承诺并揭示的原文", "What the parties pledged and revealed")}}}},
			{Field: kit.Field{Name: "dice", Label: d.L("骰子点数", "Throws"), Optional: true, Hint: d.L(fmt.Sprintf("按掷出的次序写，至少 %d 次，可以用空格分开。", draw.MinDice), fmt.Sprintf("In order, at least %d; spaces do not matter.", draw.MinDice))}},
			{Field: kit.Field{Name: "witnesses", Label: d.L("见证人", "Witnesses"), Max: 200, Hint: d.L("代表、机关、媒体，写姓名或者单位；只留在抽样记录里，对外只说有人见证。", "Deputies, the organ, the press: names or bodies. They stay in the record; before the public it is only said that somebody watched.")}},
		}}, nil
	},
	"replace": func(d *drawing) (matter.Form, error) {
		c := kit.Field{Name: "case", Label: d.L("替换哪一件", "Which case")}
		for _, x := range d.S.Standing() {
			if x.Arm == "random" {
				c.Options = append(c.Options, kit.Option{Value: x.ID, Label: x.ID + " " + x.Stratum})
			}
		}
		w := kit.Field{Name: "why", Label: d.L("为什么不能评查", "Why it cannot be reviewed")}
		for _, x := range draw.Reasons {
			w.Options = append(w.Options, kit.Option{Value: x.Code, Label: d.L(x.Zh, x.En)})
		}
		return matter.Form{Fields: []matter.Field{{As: matter.Select, Field: c}, {As: matter.Radios, Field: w}}}, nil
	},
	"void": func(d *drawing) (matter.Form, error) {
		why := matter.Reason(d.Page)
		why.Hint = d.L("理由会对外公布，不写姓名和案号。", "The reason is published: no name, no case number.")
		return matter.Form{Danger: true, Fields: []matter.Field{why}}, nil
	},
}

// drawView is what the page of a draw shows.
type drawView struct {
	p       *frame.Page
	s       draw.Sample
	next    matter.Next
	events  []kit.Event
	results office.DrawResults
	reviews []review.Review

	exercises []review.Exercise // made for it
	tied      tied              // readers with a relation
}

// Show (抽样) is one draw: what was fixed, how the seed was made, what was drawn
// and what the reviews came to.
func ShowDraw(p *frame.Page) error {
	raw, s, err := draws.Get(p)
	if err != nil {
		return err
	}
	v := drawView{p: p, s: s}
	if v.next, err = draws.NextOf(p, raw); err != nil {
		return err
	}
	if v.events, err = matter.Events(p, &draw.Life, &s.Head, nil); err != nil {
		return err
	}
	if inside(p.Me) {
		if v.reviews, err = p.O.ReviewsOf(p.Ctx(), p.Me, s.ID); err != nil {
			return err
		}
		if v.results, err = p.O.ResultsOf(p.Ctx(), p.Me, s); err != nil {
			return err
		}
		if v.tied, err = tiedOf(p, v.reviews, false); err != nil {
			return err
		}
		if v.exercises, err = p.O.ExercisesOfDraw(p.Ctx(), p.Me, s.ID); err != nil {
			return err
		}
	}
	h := kit.Head{Title: s.Title, Sub: s.Number, Crumbs: []kit.Link{draws.List(p.Page)}, States: []kit.State{matter.Pill(p.Page, &draw.Life, s.State)}, Print: true}
	h.Actions = append(h.Actions, kit.Link{Text: p.L("大屏", "Wall screen"), URL: draws.Path(s.ID, "wall")})
	return p.Render(drawPage(v, h))
}

// Wall (大屏) shows the ceremony to a room: fingerprint, seed and what was drawn
// in large type, by number of the review, with nobody's case number.
func Wall(p *frame.Page) error {
	_, s, err := draws.Get(p)
	if err != nil {
		return err
	}
	p.W.Header().Set("Refresh", "10")
	return p.Render(wallPage(drawView{p: p, s: s}))
}

// DrawLife (流程图) draws where it stands.
func DrawLife(p *frame.Page) error {
	s, _, err := draws.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &draw.Life, &s.Head, "committed", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{draws.List(p.Page), {Text: s.Title, URL: draws.Path(s.ID)}}, Print: true}, d))
}

// Proof (抽样结果文件) is the draw as `hengjian draw verify` and the script in
// docs/screening.md read it.
func Proof(p *frame.Page) error {
	_, s, err := draws.Get(p)
	if err != nil {
		return err
	}
	if s.State != "drawn" {
		return act.Refuse(act.NotNow, "还没有抽取。", "Nothing has been drawn yet.")
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s.Public()); err != nil {
		return err
	}
	matter.Download(p, "draw.json", "application/json")
	_, err = p.W.Write(b.Bytes())
	return err
}

// Frame (抽样框) hands out the frame's file to whoever runs reviews and to
// members, so that they can have it drawn again elsewhere.
func Frame(p *frame.Page) error {
	_, s, err := draws.Get(p)
	if err != nil {
		return err
	}
	return matter.SendFile(p, s.File)
}

// facts of a draw.
func (v drawView) facts() []kit.Fact {
	p, s := v.p, v.s
	fs := []kit.Fact{{Term: p.L("机关", "Organ"), Text: matter.Name(p, "organ", s.Organ), URL: "/register/organs/" + s.Organ}}
	if s.Campaign != "" {
		fs = append(fs, kit.Fact{Term: p.L("专项监督", "Campaign"), Text: matter.Name(p, "campaign", s.Campaign), URL: "/campaigns/" + s.Campaign})
	}
	fs = append(fs, kit.Fact{Term: p.L("抽样框", "Frame"), Text: matter.Itoa(s.Cases) + p.L(" 件已办结案件", " concluded cases"), URL: draws.Path(s.ID, "frame")},
		kit.Fact{Term: p.L("抽样框指纹（SHA-256）", "Fingerprint (SHA-256)"), Part: code(s.Frame)},
		kit.Fact{Term: p.L("每层抽取", "In each stratum"), Text: matter.Itoa(s.PerStratum) + p.L(" 件", "")},
		kit.Fact{Term: p.L("重点评查", "Risk arm"), Text: matter.Itoa(s.RiskCases) + p.L(" 件（抽样前已写明理由，与随机抽取分开统计）", " (named with reasons before the draw, counted apart)")})
	if s.Seed != "" {
		fs = append(fs, kit.Fact{Term: p.L("种子", "Seed"), Part: code(s.Seed), Sub: v.mode()}, kit.Fact{Term: p.L("见证人", "Witnesses"), Text: s.Witnesses})
	}
	if s.Ended != "" {
		fs = append(fs, kit.Fact{Term: p.L("作废的理由", "Why it was voided"), Text: s.Ended})
	}
	return fs
}

func (v drawView) mode() string {
	if v.s.Mode == "dice" {
		return v.p.L("当众掷骰子", "dice before witnesses")
	}
	return v.p.L("各方承诺并揭示", "pledged and revealed by several parties")
}

// strata is the frame by stratum.
func (v drawView) strata() kit.Table {
	p := v.p
	t := kit.Table{ID: "strata", Caption: p.L("分层", "Strata"), Cols: []kit.Col{{Label: p.L("层", "Stratum")}, {Label: p.L("框内件数", "In the frame"), Num: true}, {Label: p.L("抽取", "Drawn"), Num: true}}}
	for _, x := range v.s.Strata {
		name := x.Name
		if name == "" {
			name = p.L("（不分层）", "(one stratum)")
		}
		t.Rows = append(t.Rows, kit.Row{ID: name, Cells: []kit.Cell{{Text: name}, {Text: matter.Itoa(x.Size)}, {Text: matter.Itoa(x.Drawn)}}})
	}
	return t
}

// picks are the reviews that were opened, with where each stands.
func (v drawView) picks() kit.Table {
	p := v.p
	t := kit.Table{ID: "picks", Caption: p.L("抽中的案件", "Cases drawn"), Count: matter.Itoa(len(v.s.Standing())), Cols: []kit.Col{{Label: p.L("评查卷", "File")}, {Label: p.L("案号", "Case")}, {Label: p.L("层", "Stratum"), Narrow: true}, {Label: p.L("来由", "Arm")}, {Label: p.L("状态", "State")}}}
	for _, r := range v.reviews {
		st := matter.Pill(p.Page, &review.Life, r.State)
		t.Rows = append(t.Rows, kit.Row{ID: r.ID, URL: reviews.Path(r.ID), Cells: []kit.Cell{{Text: label(p.Page, r), URL: reviews.Path(r.ID)}, {Text: r.CaseNo, Sub: v.ticket(r)}, {Text: r.Stratum}, {Text: v.arm(r)}, {State: &st}}})
	}
	return t
}

func (v drawView) ticket(r review.Review) string {
	for _, x := range v.s.Picks {
		if x.ID == r.CaseNo {
			return v.p.L("票号 ", "ticket ") + x.Ticket[:12] + "…"
		}
	}
	return ""
}

func (v drawView) arm(r review.Review) string {
	switch {
	case r.Twin != "":
		return v.p.L("重复件", "repeat")
	case r.Arm == "risk":
		return v.p.L("重点", "risk")
	}
	return v.p.L("随机", "random")
}
