package handover

import (
	"hengjian/gongwen"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

func newSub(p *frame.Page, v *newView) string {
	if v.preview != nil {
		return p.L("第 2 步，共 2 步：核对清单", "Step 2 of 2: check the list")
	}
	return p.L("第 1 步，共 2 步：交给谁", "Step 1 of 2: who takes over")
}

func proposeEffect(p *frame.Page, v *newView) kit.Effect {
	e := kit.Effect{Happens: p.L("接收人看过清单签字、负责人确认以后，事项一次全部换人。确认以前可以撤回。", "Matters change hands at once when the receivers have signed and a director has confirmed. Until then it can be withdrawn.")}
	for _, t := range v.preview.h.Takers {
		e.Told = append(e.Told, t.Name)
	}
	return e
}

func listTitle(p *frame.Page, v view) string {
	if v.h.WithClosed {
		return p.L("移交事项清单（在办和已结）", "Matters handed over, open and closed")
	}
	return p.L("在办事项清单", "Open matters")
}

func linesSub(p *frame.Page, v view) string {
	if v.h.State == "confirmed" {
		return p.L("已换人 "+matter.Itoa(v.h.Changed)+" 件，未换人 "+matter.Itoa(v.h.Kept)+" 件", matter.Itoa(v.h.Changed)+" changed hands, "+matter.Itoa(v.h.Kept)+" did not")
	}
	return matter.Itoa(len(v.h.Lines))
}

func linesLinks(p *frame.Page, v view) []kit.Link {
	if v.h.ID == "" || v.h.Version == 0 || v.stages == nil {
		return nil
	}
	return []kit.Link{{Text: p.L("交接清单 xlsx", "List, xlsx"), URL: kind.Path(v.h.ID, "list.xlsx")}}
}

func arrow(p *frame.Page, l lineView) string {
	if l.to == "" {
		return p.L("（另行指定）", "(to be named)")
	}
	return l.to
}

// accountText: functions end by an act of the security administrator, never by
// a hand-over.
func accountText(p *frame.Page, active bool, roles []act.Role) string {
	if !active {
		return p.L("移交人的账号已停用。", "The leaver's account is disabled.")
	}
	var zh, en []string
	for _, r := range roles {
		t := access.Text(r)
		zh, en = append(zh, t.Zh), append(en, t.En)
	}
	return p.L("移交人的账号仍启用，岗位："+matter.Join("、", zh...)+"。离岗后由安全管理员调整岗位或者停用。",
		"The leaver's account is still in use as "+matter.Join(", ", en...)+". After she left the security administrator changes its functions or disables it.")
}

func lentText(p *frame.Page, v view) string {
	if v.lent == 0 {
		return p.L("移交人的授权代理已全部收回或者到期。", "All delegations of the leaver were ended.")
	}
	return p.L("移交人还有 "+matter.Itoa(v.lent)+" 项授权代理在生效：请由授权人在“授权代理”收回。", "The leaver has "+matter.Itoa(v.lent)+" delegations in force: who gave them ends them under “Delegations”.")
}

// Sheet (交接清单 xlsx) is the list with its signatures, as this reader sees it.
func Sheet(p *frame.Page) error {
	_, h, err := kind.Get(p)
	if err != nil {
		return err
	}
	v, err := viewOf(p, h)
	if err != nil {
		return err
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), h.Place)
	if err != nil {
		return err
	}
	front := gongwen.Front{Title: "工作交接清单", Lines: [][2]string{{"机关", cg.Name}, {"编号", h.Number}, {"移交人", h.Name}, {"原因", h.Reason}, {"制表日期", act.DayOf(p.Now)}}}
	for _, s := range v.signs {
		front.Lines = append(front.Lines, [2]string{s.Term, s.Text})
	}
	cols := []gongwen.Column{{Head: "种类", Width: 14}, {Head: "编号", Width: 24}, {Head: "事项", Width: 48}, {Head: "列入时状态", Width: 14}, {Head: "现在状态", Width: 14}, {Head: "移交前", Width: 12}, {Head: "移交后", Width: 12}, {Head: "结果", Width: 14}, {Head: "说明", Width: 40}}
	leaf := func(name string, lines []lineView) gongwen.Leaf {
		return gongwen.Leaf{Name: name, Cols: cols, Each: func(row func(...any) error) error {
			for _, l := range lines {
				out := ""
				if l.out != nil {
					out = l.out.Word
				}
				if err := row(l.kind, l.number, l.title, l.was.Word, l.now.Word, l.from, l.to, out, l.why); err != nil {
					return err
				}
			}
			return nil
		}}
	}
	matter.Download(p, h.Number+"-交接清单.xlsx", matter.Xlsx)
	return gongwen.WriteBook(p.W, front, leaf("在办事项", v.lines), leaf("告知事项", v.inform), leaf("已结事项", v.closed))
}
