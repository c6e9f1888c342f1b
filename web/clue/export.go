package clue

import (
	"fmt"
	"net/http"
	"strings"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/web/frame"
	"hengjian/web/matter"
)

// Export (导出) writes exactly what is filtered: numbers, summaries and
// procedure, never an identity or an original.
func Export(p *frame.Page) error {
	f, err := frame.Form[listForm](p)
	if err != nil {
		return err
	}
	if !handles(p.Me, &act.Head{}) {
		return act.Refuse(act.Forbidden, "摘要只给办理人员导出。", "Only handlers export summaries.")
	}
	xlsx := strings.HasSuffix(p.R.URL.Path, ".xlsx")
	name, kind := "clues-"+act.DayOf(p.Now), "text/csv; charset=utf-8"
	if xlsx {
		kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	h := p.W.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s%s"`, name, map[bool]string{true: ".xlsx", false: ".csv"}[xlsx]))
	cols := exportCols(p)
	var w gongwen.TableWriter
	if xlsx {
		w, err = gongwen.NewXLSX(p.W, p.L("群众反映", "Clues"), cols)
	} else {
		w, err = gongwen.NewCSV(p.W, cols)
	}
	if err != nil {
		return err
	}
	names := &register{p: p, seen: map[string]string{}}
	err = p.O.EachClue(p.Ctx(), p.Me, f.filter(p), func(r office.Row, c clue.Clue) error { return exportRow(p, w, names, r, c) })
	if err != nil {
		panic(http.ErrAbortHandler) // the head is sent: a cut file must not look whole
	}
	return w.Close()
}

func exportCols(p *frame.Page) []gongwen.Column {
	return []gongwen.Column{{Head: p.L("编号", "Number"), Width: 22}, {Head: p.L("标题", "Title"), Width: 36}, {Head: p.L("内部摘要", "Summary"), Width: 60}, {Head: p.L("状态", "State"), Width: 12},
		{Head: p.L("类别", "Class"), Width: 24}, {Head: p.L("机关", "Organs"), Width: 24}, {Head: p.L("单位", "Units"), Width: 24}, {Head: p.L("案号", "Case numbers"), Width: 24}, {Head: p.L("来源", "Channel"), Width: 10},
		{Head: p.L("收到", "Received"), Width: 12}, {Head: p.L("期限", "Due"), Width: 12}, {Head: p.L("紧急", "Urgent"), Width: 8}, {Head: p.L("人数", "Joint"), Width: 8}}
}

func exportRow(p *frame.Page, w gongwen.TableWriter, n *register, r office.Row, c clue.Clue) error {
	organs, err := n.of("organ", c.Organs)
	if err != nil {
		return err
	}
	units, err := n.of("unit", c.Units)
	if err != nil {
		return err
	}
	due := ""
	for _, k := range c.Clocks {
		if k.Met == "" && (due == "" || k.Due < due) {
			due = k.Due
		}
	}
	urgent := ""
	if c.Urgent {
		urgent = p.L("是", "yes")
	}
	sep := p.L("、", ", ")
	return w.Row(c.Number, c.Title, c.Summary, pill(p.Page, c.State).Word, matter.Class(p, c.Class), strings.Join(organs, sep), strings.Join(units, sep),
		strings.Join(c.CaseNos, sep), say(p.Page, channels, c.Via), c.Opened, due, urgent, c.Joint)
}

// register remembers names during one export.
type register struct {
	p    *frame.Page
	seen map[string]string
}

func (n *register) of(kind string, ids []string) (out []string, err error) {
	var ask []string
	for _, id := range ids {
		if _, ok := n.seen[id]; !ok {
			ask = append(ask, id)
		}
	}
	rows, err := n.p.O.Titles(n.p.Ctx(), n.p.Me, kind, ask)
	if err != nil {
		return nil, err
	}
	for _, id := range ask {
		n.seen[id] = rows[id].Title
	}
	for _, id := range ids {
		if s := n.seen[id]; s != "" {
			out = append(out, s)
		}
	}
	return out, nil
}
