package register

import (
	"cmp"
	"fmt"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/correction"
	"hengjian/oversight/organ"
	"hengjian/web/frame"
	"hengjian/web/matter"
)

// Record (履职档案) is an officer's service record as a paper: posts, decisions
// on posts with vote and minute, problems that the council has confirmed and
// that this reader may see, final case reviews with the organ's objection, requests for correction. It holds no score, no rank
// and nothing unproven (FG19 56; JC19 57), and is printed in Chinese.
func Record(p *frame.Page) error {
	o, err := office.Item(p.Ctx(), p.O, p.Me, office.Officers, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	if o.State == "merged" {
		return act.Refuse(act.NotNow, "本条登记已并入另一条，请打开另一条的档案。", "This entry was merged; open the record of the other.")
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), o.Place)
	if err != nil {
		return err
	}
	doc := gongwen.Paper{Kind: gongwen.Sheet, Organ: cg.Name, Title: "履职档案", Signer: cg.Name, Date: gongwen.DateOf(act.DayOf(p.Now))}
	doc.Body = append(doc.Body, gongwen.Block{Kind: gongwen.Table, Widths: []int{18, 32, 18, 32}, Rows: recordFacts(p, o)}, heading("任职"), recordPosts(p, o))
	if len(o.Appointments) > 0 {
		doc.Body = append(doc.Body, heading("任免"), recordVotes(o))
	}
	for _, part := range []struct {
		title string
		f     office.Filter
	}{{"经主任会议确认的问题", office.Filter{NotVia: selfFound}}, {"自查主动发现的问题（单独列示，不计入上项）", office.Filter{Via: selfFound}}} {
		problems, none, err := recordProblems(p, o, part.f)
		if err != nil {
			return err
		}
		if part.f.Via == "" || !none {
			doc.Body = append(doc.Body, heading(part.title), problems)
		}
	}
	read, err := recordReviews(p, o)
	if err != nil {
		return err
	}
	doc.Body = append(doc.Body, read...)
	cs, err := p.O.CorrectionsOf(p.Ctx(), p.Me, o.ID)
	if err != nil {
		return err
	}
	if len(cs) > 0 {
		doc.Body = append(doc.Body, heading("更正申请"), recordCorrections(cs))
	}
	doc.Body = append(doc.Body, gongwen.Block{Kind: gongwen.Paragraph, Text: "未经查实的群众反映和未经确认的问题不进入履职档案；本档案不评分、不排名。"})
	matter.Download(p, "履职档案-"+cmp.Or(o.Code, o.ID)+".docx", matter.Docx)
	_, err = p.W.Write(gongwen.Docx(doc))
	return err
}

func heading(text string) gongwen.Block {
	return gongwen.Block{Kind: gongwen.Heading, Level: 1, Text: text}
}

func label(text string) gongwen.Cell { return gongwen.Cell{Text: text, Head: true} }

// cells are one row of texts.
func cells(texts ...string) (out []gongwen.Cell) {
	for _, t := range texts {
		out = append(out, gongwen.Cell{Text: t})
	}
	return out
}

func labels(texts ...string) (out []gongwen.Cell) {
	for _, t := range texts {
		out = append(out, label(t))
	}
	return out
}

func nameOr(p *frame.Page, kind, id, none string) string {
	if id == "" {
		return none
	}
	return matter.Name(p, kind, id)
}

func recordFacts(p *frame.Page, o organ.Officer) [][]gongwen.Cell {
	pair := func(a, x, b, y string) []gongwen.Cell {
		return []gongwen.Cell{label(a), {Text: x}, label(b), {Text: y}}
	}
	quota, appointee, atUnit, asTitle := "", "", "所在单位", "职务"
	o, left := asHeld(p, o)
	if left {
		atUnit, asTitle = "离任前单位", "离任前职务"
	}
	if o.Quota {
		quota = "员额内"
	}
	if o.Appointee {
		appointee = "由本级人大及其常委会选举或者任命"
	}
	return [][]gongwen.Cell{pair("姓名", o.Name, "证件编号", o.Code), pair("性别", o.Sex, "出生年", o.Born), pair("所在机关", nameOr(p, "organ", o.Organ, ""), atUnit, nameOr(p, "unit", o.Unit, "机关领导班子")),
		pair(asTitle, o.Title, "类别", o.Category), pair("等级", o.Grade, "员额", quota), pair("任命", appointee, "登记状态", organ.OfficerLife.State(p.O.StateOf(&o)).Zh)}
}

func recordPosts(p *frame.Page, o organ.Officer) gongwen.Block {
	b := gongwen.Block{Kind: gongwen.Table, Widths: []int{30, 34, 18, 18}, Header: 1, Rows: [][]gongwen.Cell{labels("职务", "单位", "起", "止")}}
	for _, x := range o.Posts {
		b.Rows = append(b.Rows, cells(x.Title, nameOr(p, "unit", x.Unit, "机关领导班子"), x.Since, x.Until))
	}
	return b
}

// recordVotes are the decisions on posts: who decided, by which vote and minute.
func recordVotes(o organ.Officer) gongwen.Block {
	b := gongwen.Block{Kind: gongwen.Table, Widths: []int{16, 28, 30, 26}, Header: 1, Rows: [][]gongwen.Cell{labels("日期", "决定", "会议或者文件", "表决")}}
	word := func(list []act.Word, code string) string {
		for _, w := range list {
			if w.Code == code {
				return w.Zh
			}
		}
		return code
	}
	for _, x := range o.Appointments {
		vote, passed := "", ""
		if x.Base > 0 {
			vote = fmt.Sprintf("全体 %d 人：赞成 %d，反对 %d，弃权 %d", x.Base, x.For, x.Against, x.Abstain)
		}
		if !x.Passed {
			passed = "（未获通过）"
		}
		b.Rows = append(b.Rows, cells(x.Day, word(organ.AppointKinds, x.Kind)+"："+x.Title+passed, matter.Join("\n", word(organ.Bodies, x.Body), x.Session, x.Minute), vote))
	}
	return b
}

// recordProblems are confirmed problems that name the officer, as far as the
// reader sees them; none says that there are none.
func recordProblems(p *frame.Page, o organ.Officer, f office.Filter) (b gongwen.Block, none bool, err error) {
	f.Kinds, f.Named, f.States = []string{"problem"}, o.ID, proven
	m, err := p.O.List(p.Ctx(), p.Me, f, office.Cursor{}, 100)
	if err != nil || len(m.Rows) == 0 {
		return gongwen.Block{Kind: gongwen.Paragraph, Text: "没有。"}, true, err
	}
	b = gongwen.Block{Kind: gongwen.Table, Widths: []int{28, 48, 24}, Header: 1, Rows: [][]gongwen.Cell{labels("编号", "问题", "状态")}}
	for _, r := range m.Rows {
		b.Rows = append(b.Rows, cells(r.Number, r.Title, office.LifeOf("problem").State(r.State).Zh))
	}
	return b, false, nil
}

func recordCorrections(cs []correction.Correction) gongwen.Block {
	b := gongwen.Block{Kind: gongwen.Table, Widths: []int{26, 20, 34, 20}, Header: 1, Rows: [][]gongwen.Cell{labels("编号", "提出日期", "内容", "状态")}}
	for _, c := range cs {
		b.Rows = append(b.Rows, cells(c.Number, c.Opened, c.Heading.Zh+heldZh(c)+"：由“"+c.Says+"”更正为“"+c.Should+"”", correction.Life.State(c.State).Zh))
	}
	return b
}

// heldZh names the post that a corrected fact is of, for the paper.
func heldZh(c correction.Correction) string {
	if c.Post == 0 {
		return ""
	}
	return "（" + matter.Join(" ", c.Held.Title, c.Held.Since, c.Held.Until) + "）"
}
