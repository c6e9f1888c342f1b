package register

import (
	"hengjian/office"
	"hengjian/oversight/imports"
	"hengjian/tabular"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

func importStages(p *frame.Page, here int) []kit.Stage {
	var out []kit.Stage
	for i, s := range [][2]string{{"选文件", "File"}, {"对应列", "Columns"}, {"试运行", "Trial"}, {"导入", "Import"}} {
		out = append(out, kit.Stage{Name: p.L(s[0], s[1]), Done: i < here, Here: i == here})
	}
	return out
}

func rowsText(p *frame.Page, prof tabular.Profiled) string {
	n := matter.Itoa(prof.Rows)
	if prof.Partly {
		n += "+"
	}
	return p.L(n+" 行", n+" rows")
}

func shownText(p *frame.Page, r office.ImportResult) string {
	n := matter.Itoa(len(r.First))
	return p.L("前 "+n+" 处", "the first "+n)
}

// effect is the consequence before the act, in the life's words.
func effect(p *frame.Page, w wizard) string {
	v := imports.Life.Verb(imports.Act(w.Sort))
	return p.L(v.SayZh, v.SayEn)
}
