package review

import (
	"slices"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/review"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// unread says which list or register cannot be read, with the way to where it is
// supplied again or withdrawn.
func unread(p *frame.Page, u *office.Unread) *kit.Notice {
	if u == nil {
		return nil
	}
	n := &kit.Notice{Tone: kit.Bad, Title: p.L("不能核对回避", "Who must step back cannot be checked"), Text: p.L(u.Zh, u.En), Link: kit.Link{Text: p.L("去这次筛查", "To that screening"), URL: "/screenings/" + u.Run}}
	if u.Register != "" {
		n.Link = kit.Link{Text: p.L("去这本登记簿", "To that register"), URL: "/casebook/registers/" + u.Register}
	}
	return n
}

// tieTable lays out relations: whose, to whom, and how each is known.
func tieTable(p *frame.Page, id string) kit.Table {
	return kit.Table{ID: id, Caption: p.L("与本卷人员的关系", "Relations to people of the case"),
		Cols: []kit.Col{{Label: p.L("评查员", "Reviewer")}, {Label: p.L("与谁", "To whom")}, {Label: p.L("关系", "Relation")}, {Label: p.L("怎么知道的", "How it is known")}, {Label: p.L("是不是同一人", "The same person?")}}}
}

func tieRow(p *frame.Page, who string, t review.Tie) kit.Row {
	kind, same := p.L("按登记计算", "computed from the register"), kit.State{Word: p.L("证件编号一致", "certificate numbers agree"), Tone: kit.Bad}
	if t.Declared {
		kind = p.L("申报", "declared")
	}
	if !t.Sure {
		same = kit.State{Word: p.L("同名，待核实", "same name, to be checked"), Tone: kit.Warn}
	}
	return kit.Row{Cells: []kit.Cell{{Text: who}, {Text: t.With}, {Text: p.L(t.Zh, t.En)}, {Text: kind, Sub: p.L(t.SourceZh, t.SourceEn)}, {State: &same}}}
}

// offered are the reviewers as options, those struck out with the reason, and the
// table of relations above them.
type offered struct {
	options []kit.Option
	above   templ.Component
	none    templ.Component // says that nobody can be chosen, and the way out
	names   bool            // some share a name with somebody on a list or in the register
}

func offers(d *reading) (out offered, err error) {
	list, bad, err := d.O.ReaderOffers(d.Ctx(), d.Me, d.Raw)
	if err != nil {
		return out, err
	}
	t := tieTable(d.Page, "ties")
	for _, x := range list {
		left := d.Raw.Standing(x.ID, x.Ties)
		o := kit.Option{Value: x.ID, Label: x.Name}
		switch {
		case d.Raw.Reads(x.ID):
			o.Off = d.L("已经在评查本卷", "reads this file already")
		case slices.Contains(d.Raw.Excused, x.ID):
			o.Off = d.L("已经回避", "stepped back")
		case x.Zh != "":
			o.Off = d.L(x.Zh+"，须回避", x.En)
		case !x.Practised:
			o.Hint = d.L("还没有做过这类机关的校准练习", "no calibration exercise of this kind of organ yet")
		}
		for _, tie := range left {
			t.Rows = append(t.Rows, tieRow(d.Page, x.Name, tie))
			if zh, en := tie.Words(); tie.Sure && o.Off == "" {
				o.Off = d.L(zh+"，须回避", en)
			}
		}
		if len(left) > 0 && o.Off == "" {
			out.names = true
			o.Hint = d.L("同名，待核实：", "same name, to be checked: ") + d.L(left[0].With+"，"+left[0].Zh, left[0].With+", "+left[0].En)
		}
		out.options = append(out.options, o)
	}
	if bad == nil && !slices.ContainsFunc(out.options, func(o kit.Option) bool { return o.Off == "" }) {
		out.none = nobody(d.Page)
	}
	if n := unread(d.Page, bad); n != nil || len(t.Rows) > 0 {
		out.above = tiesAbove(d.Page, n, t)
	}
	return out, nil
}

// head stands above the choice: the relations, and that nobody is left.
func (o offered) head() templ.Component {
	var cs []templ.Component
	for _, c := range []templ.Component{o.above, o.none} {
		if c != nil {
			cs = append(cs, c)
		}
	}
	return templ.Join(cs...)
}

// how asks how a namesake was told apart, where some share a name.
func (o offered) how(p *frame.Page) []matter.Field {
	if !o.names {
		return nil
	}
	return []matter.Field{{As: matter.Text, Field: kit.Field{Name: "how", Label: p.L("怎样核实不是同一人", "How it was found that they are two people"), Optional: true, Max: 200, Rows: 2,
		Hint: p.L("选了“同名，待核实”的评查员才要写，例如核对了证件编号。是同一人的须回避，请另选。", "Only where a reviewer is chosen whose name is to be checked, e.g. by certificate number. If it is the same person choose somebody else.")}}}
}

// selectable are options for a list, in which a reason is part of the label.
func (o offered) selectable(p *frame.Page) []kit.Option {
	out := []kit.Option{{Label: p.L("请选择", "choose")}}
	for _, x := range o.options {
		x.Label = matter.Join(" · ", x.Label, x.Off, x.Hint)
		out = append(out, x)
	}
	return out
}

// replacing asks who is replaced by whom; only those tied may be replaced once
// they have handed in.
func replacing(d *reading) (matter.Form, error) {
	o, err := offers(d)
	if err != nil {
		return matter.Form{}, err
	}
	now, err := current(d)
	out := kit.Field{Name: "out", Label: d.L("更换哪一名", "Who is replaced"), Value: d.R.URL.Query().Get("out"), Options: now}
	fs := []matter.Field{{As: matter.Radios, Field: out}, {As: matter.Select, Field: kit.Field{Name: "in", Label: d.L("改由谁评查", "Who reads instead"), Options: o.selectable(d.Page)}}}
	fs = append(fs, o.how(d.Page)...)
	return matter.Form{Wide: o.head(), Fields: append(fs, matter.Reason(d.Page))}, err
}

// current are the readers of a file, those whose account is closed too.
func current(d *reading) (out []kit.Option, err error) {
	ids := slices.DeleteFunc(append(slices.Clone(d.Raw.Readers), d.Raw.Third), func(id string) bool { return id == "" })
	names, err := matter.People(d.Page, ids...)
	for _, id := range ids {
		x := kit.Option{Value: id, Label: names[id]}
		if _, in := d.Raw.SheetOf(id); in {
			x.Hint = d.L("已提交评查表；有关系的才能更换", "has handed in; replaced only where there is a relation")
		}
		out = append(out, x)
	}
	return out, err
}

// checking asks how a reader was told apart from her namesake.
func checking(d *reading) (matter.Form, error) {
	o, err := offers(d)
	if err != nil {
		return matter.Form{}, err
	}
	now, err := current(d)
	f := kit.Field{Name: "who", Label: d.L("哪一名评查员", "Which reviewer"), Value: d.R.URL.Query().Get("who"), Options: now}
	return matter.Form{Wide: o.above, Fields: []matter.Field{{As: matter.Radios, Field: f},
		{As: matter.Text, Field: kit.Field{Name: "how", Label: d.L("怎样核实不是同一人", "How it was found that they are two people"), Max: 200, Rows: 2, Hint: d.L("例如核对了证件编号，或者向所在单位核实。", "e.g. by certificate number, or from her unit.")}}}}, err
}

// tied is what a page says of readers who, by what is on record now, have a
// relation to somebody of a case.
type tied struct {
	unread *kit.Notice
	table  kit.Table
}

// tiedOf finds them among some reviews, each with the act that replaces her.
func tiedOf(p *frame.Page, rs []review.Review, one bool) (out tied, err error) {
	list, bad, err := p.O.TiedReaders(p.Ctx(), p.Me, rs)
	if err != nil {
		return out, err
	}
	out.unread, out.table = unread(p, bad), tieTable(p, "tied")
	out.table.Cols = append(out.table.Cols, kit.Col{Label: p.L("怎么办", "What to do")})
	if !one {
		out.table.Cols = append([]kit.Col{{Label: p.L("评查卷", "File")}}, out.table.Cols...)
	}
	for _, x := range list {
		for _, t := range x.Ties {
			row := tieRow(p, x.Name, t)
			if x.Sheet {
				row.Cells[0].Sub = p.L("已提交评查表", "has handed in")
			}
			row.Cells = append(row.Cells, kit.Cell{Text: p.L("更换评查员", "Replace"), URL: reviews.Path(x.Review.ID, "replace") + "?out=" + x.ID})
			if !t.Sure {
				row.Cells = append(row.Cells[:len(row.Cells)-1], kit.Cell{Part: ways(p, x)})
			}
			if !one {
				row.Cells = append([]kit.Cell{{Text: label(p.Page, x.Review), URL: reviews.Path(x.Review.ID)}}, row.Cells...)
			}
			out.table.Rows = append(out.table.Rows, row)
		}
	}
	return out, nil
}

// namesToCheck are the readers of a file whose names are to be checked, so that the
// act is offered where there is something to do.
func namesToCheck(p *frame.Page, r review.Review) map[string]review.Fit {
	list, _, err := p.O.TiedReaders(p.Ctx(), p.Me, []review.Review{r})
	out := map[string]review.Fit{}
	for _, x := range list {
		if err == nil {
			out[x.ID] = review.Fit{Name: x.Name, Ties: x.Ties}
		}
	}
	return out
}
