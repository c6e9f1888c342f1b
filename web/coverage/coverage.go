// Package coverage is the page that holds a shared plan's requirements against
// what committees below make of them (要求落实情况).
package coverage

import (
	"context"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// words of the kinds of cells, with the tone of their mark.
var words = map[string]struct {
	zh, en string
	tone   kit.Tone
}{
	office.Covered:   {"有任务", "covered", kit.OK},
	office.ThinOnly:  {"不具体", "thin", kit.Warn},
	office.NotApply:  {"说明不适用", "does not apply", kit.Closed},
	office.Uncovered: {"尚无对应任务", "no task yet", kit.Bad},
}

type view struct {
	p   *frame.Page
	c   campaign.Campaign
	cov *office.Coverage

	drawn map[office.Cell]string // what a cell shows, by what it counts
}

// cell draws what a cell shows once for all cells that count the same: a
// province's matrix has twenty thousand cells and some dozens of kinds.
func (v view) cell(ctx context.Context, x office.Cell) (string, error) {
	if s, ok := v.drawn[x]; ok {
		return s, nil
	}
	var b strings.Builder
	err := counts(v, x).Render(ctx, &b)
	v.drawn[x] = b.String()
	return b.String(), err
}

// opens are the first tags of the committees' cells.
func (v view) opens() []string {
	out := make([]string, len(v.cov.Committees))
	for i, c := range v.cov.Committees {
		out[i] = `<td data-label="` + templ.EscapeString(c.Name) + `">`
	}
	return out
}

// Show (要求落实情况) is the matrix: requirements × committees. Only counts of the
// committees below are shown; each acts within its own power.
func Show(p *frame.Page) error {
	c, cov, err := p.O.CoverageOf(p.Ctx(), p.Me, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	path := "/campaigns/" + c.ID
	h := kit.Head{Title: p.L("要求落实情况", "Coverage"), Sub: c.Name, Crumbs: []kit.Link{{Text: p.L("专项监督", "Campaigns"), URL: "/campaigns"}, {Text: c.Name, URL: path}}, Print: true, Wide: true,
		Actions: []kit.Link{{Text: p.L("导出 xlsx", "Export xlsx"), URL: path + "/coverage.xlsx"}}}
	return p.Render(page(view{p, c, cov, map[office.Cell]string{}}, h))
}

// sums counts the cells of each kind.
func (v view) sums() []kit.Stat {
	n := map[string]int{}
	for _, col := range v.cov.Committees {
		for _, x := range col.Cells {
			n[x.Kind()]++
		}
	}
	var out []kit.Stat
	for _, k := range []string{office.Covered, office.ThinOnly, office.NotApply, office.Uncovered} {
		w := words[k]
		out = append(out, kit.Stat{Label: v.p.L(w.zh, w.en), Number: matter.Itoa(n[k]), Unit: v.p.L("格", ""), Tone: w.tone})
	}
	return out
}

func (v view) mark(x office.Cell) kit.State {
	w := words[x.Kind()]
	s := kit.State{Word: v.p.L(w.zh, w.en), Tone: w.tone}
	if x.Tasks > 0 {
		s.Word += " " + strconv.Itoa(x.Tasks)
	}
	return s
}

func (v view) done(x office.Cell) string {
	if x.Done == 0 {
		return ""
	}
	return v.p.L("已确认完成 "+strconv.Itoa(x.Done), strconv.Itoa(x.Done)+" confirmed")
}

// filed says how many programmes organs below filed against the requirement.
func (v view) filed(x office.Cell) string {
	if x.Programmes == 0 {
		return ""
	}
	return v.p.L("机关方案 "+strconv.Itoa(x.Programmes), strconv.Itoa(x.Programmes)+" programmes of organs")
}

// organs is the table of the own level's organs.
func (v view) organs() kit.Table {
	t := kit.Table{ID: "organs", Caption: v.p.L("本级机关落实情况", "Organs of this level"), Cols: []kit.Col{{Label: v.p.L("对机关的要求", "Requirement put to organs")}, {Label: v.p.L("交机关的任务", "Tasks given to organs"), Num: true}, {Label: v.p.L("机关方案", "Programmes filed"), Num: true}, {Label: v.p.L("状态", "State")}}}
	tasks, programmes := "", ""
	if own := (&act.Head{Place: v.c.Place}); access.Sees(v.p.Me, "task", own) {
		tasks = "/campaigns/" + v.c.ID + "/tasks"
		if access.Sees(v.p.Me, "programme", own) {
			programmes = "/programmes?campaign=" + v.c.ID
		}
	}
	for i, g := range v.cov.Organs {
		st := kit.State{Word: v.p.L("有任务或者方案", "answered"), Tone: kit.OK}
		if g.Tasks+g.Programmes == 0 {
			st = kit.State{Word: v.p.L("尚无对应任务和方案", "nothing yet"), Tone: kit.Bad}
		}
		t.Rows = append(t.Rows, kit.Row{ID: strconv.Itoa(i), Cells: []kit.Cell{{Text: strconv.Itoa(i+1) + ". " + g.Text}, {Text: strconv.Itoa(g.Tasks), URL: tasks}, {Text: strconv.Itoa(g.Programmes), URL: programmes}, {State: &st}}})
	}
	return t
}

func (v view) own(c office.Covering) string {
	if c.Own == 0 && c.OwnTasks == 0 {
		return "—"
	}
	return v.p.L(strconv.Itoa(c.Own)+" 条，任务 "+strconv.Itoa(c.OwnTasks), strconv.Itoa(c.Own)+", tasks "+strconv.Itoa(c.OwnTasks))
}

func (v view) state(c office.Covering) kit.State {
	return matter.Pill(v.p.Page, &campaign.Life, c.State)
}

func (v view) without() string { return strings.Join(v.cov.Without, v.p.L("、", ", ")) }

// Export (导出) writes the matrix as it is shown.
func Export(p *frame.Page) error {
	c, cov, err := p.O.CoverageOf(p.Ctx(), p.Me, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	cols := []gongwen.Column{{Head: "序号", Width: 6}, {Head: "工作要求", Width: 50}}
	for _, col := range cov.Committees {
		cols = append(cols, gongwen.Column{Head: col.Name, Width: 16})
	}
	matter.Download(p, "coverage-"+act.DayOf(p.Now)+".xlsx", matter.Xlsx)
	front := gongwen.Front{Title: c.Name + "：要求落实情况", Lines: [][2]string{{"制表日期", act.DayOf(p.Now)}, {"说明", "只有件数；各级人大在各自职权范围内工作，未据此拟定方案的不需要说明"}}}
	zh := view{&frame.Page{Page: &kit.Page{Lang: "zh"}}, c, cov, nil}
	return gongwen.WriteBook(p.W, front, gongwen.Leaf{Name: "要求落实情况", Cols: cols, Each: func(row func(...any) error) error {
		for i, r := range cov.Requirements {
			cells := []any{i + 1, r.Text}
			for _, col := range cov.Committees {
				cells = append(cells, matter.Join(" ", zh.mark(col.Cells[i]).Word, zh.done(col.Cells[i]), zh.filed(col.Cells[i])))
			}
			if err := row(cells...); err != nil {
				return err
			}
		}
		return nil
	}})
}
