package register

import (
	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// previewCards show what an import would change, cell by cell, what it leaves
// as the register has it, and which rows the file no longer has.
func previewCards(p *frame.Page, r office.ImportResult) templ.Component {
	var out []templ.Component
	if r.Updated > 0 {
		out = append(out, card(kit.CardView{Title: p.L("按文件更新的", "Taken from the file"), Sub: matter.Itoa(r.Updated), ID: "updates"}, cellTable(p, "updates-t", r.Updates, r.Updated)))
	}
	if r.KeptCells > 0 {
		out = append(out, card(kit.CardView{Title: p.L("登记改过、文件没改的，保留登记", "Changed in the register alone, kept"), Sub: matter.Itoa(r.KeptCells), ID: "kept"}, cellTable(p, "kept-t", r.Kept, r.KeptCells)))
	}
	if r.GoneRows > 0 {
		t := kit.Table{ID: "gone-t", Caption: p.L("文件里不再有的", "No longer in the file"), Cols: []kit.Col{{Label: p.L("代码", "Code")}, {Label: p.L("名称", "Name")}}}
		for _, g := range r.Gone {
			t.Rows = append(t.Rows, kit.Row{ID: g.ID, Label: g.Name, Cells: []kit.Cell{{Text: g.Code}, {Text: g.Name}}})
		}
		out = append(out, card(kit.CardView{Title: p.L("以前的文件里有、这次没有的", "In earlier files and not in this one"), Sub: matter.Itoa(r.GoneRows), ID: "gone"},
			tag("p", "muted small", p.L("不会因此撤销；确已撤销、离任的，请在它的页面登记。", "Nothing is ended by that; where it has ended, enter it on its own page.")), folded(p, len(t.Rows), r.GoneRows, kit.ByName(t))))
	}
	return matter.Stack(out...)
}

// cellTable lists the first of all the cells there are, each as the register,
// the file and the last import have it.
func cellTable(p *frame.Page, id string, cells []office.FileCell, all int64) templ.Component {
	t := kit.Table{ID: id, Caption: p.L("单元格", "Cells"), Cols: []kit.Col{{Label: p.L("登记", "Entry")}, {Label: p.L("项目", "Field")}, {Label: p.L("登记现在", "Register")}, {Label: p.L("文件", "File")}, {Label: p.L("上次导入", "Last import")}}}
	for _, c := range cells {
		t.Rows = append(t.Rows, kit.Row{ID: c.Key, Label: c.Name, Cells: []kit.Cell{{Text: c.Name, Sub: p.L("第 "+matter.Itoa(c.Line)+" 行", "line "+matter.Itoa(c.Line))}, {Text: p.L(c.Zh, c.En)}, {Text: blank(p, c.Register)}, {Text: blank(p, c.File)}, {Text: blank(p, c.Last)}}})
	}
	return folded(p, len(t.Rows), all, kit.ByName(t))
}

func blank(p *frame.Page, s string) string {
	if s == "" {
		return p.L("（空）", "(empty)")
	}
	return s
}

func conflictField(p *frame.Page, i int, c office.FileCell) kit.Field {
	return kit.Field{Name: "decide." + matter.Itoa(i) + ".use", Label: c.Name + " · " + p.L(c.Zh, c.En), Value: c.Decided, Optional: true,
		Hint:    p.L("登记现在："+blank(p, c.Register)+"；文件："+blank(p, c.File)+"；上次导入："+blank(p, c.Last), "register: "+blank(p, c.Register)+"; file: "+blank(p, c.File)+"; last import: "+blank(p, c.Last)),
		Options: []kit.Option{{Label: p.L("（未决定）", "(not decided)")}, {Value: "file", Label: p.L("用文件：", "the file: ") + blank(p, c.File)}, {Value: "register", Label: p.L("保留登记：", "the register: ") + blank(p, c.Register)}}}
}

func restField(p *frame.Page, r office.ImportResult, v string) kit.Field {
	f := kit.Field{Name: "rest", Label: p.L("没有逐处决定的，一律", "Those not decided one by one"), Value: v, Optional: true,
		Options: []kit.Option{{Label: p.L("（逐处决定）", "(decide one by one)")}, {Value: "file", Label: p.L("用文件", "the file")}, {Value: "register", Label: p.L("保留登记", "the register")}}}
	if more := r.Conflicting - int64(len(r.Conflicts)); more > 0 {
		f.Hint = p.L("还有 "+matter.Itoa(more)+" 处没有列出。", matter.Itoa(more)+" more are not listed.")
	}
	return f
}
