package selfcheck

import (
	"hengjian/oversight/selfcheck"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type view struct {
	p      *frame.Page
	s      selfcheck.Selfcheck
	next   matter.Next
	clocks []kit.Clock
	events []kit.Event
	inside bool
	writes bool // the organ may write now
	silent int  // contrasts in which nothing was reported of what is known otherwise
}

// Show (自查) is one self-inspection.
func Show(p *frame.Page) error {
	raw, s, err := kind.Get(p)
	if err != nil {
		return err
	}
	v := view{p: p, s: s, inside: !organSide(p)}
	if v.next, err = kind.NextOf(p, raw); err != nil {
		return err
	}
	if v.clocks, err = matter.Clocks(p, &s.Head); err != nil {
		return err
	}
	v.writes = !v.inside && (s.State == "requested" || s.State == "filling" || s.State == "returned")
	if v.inside {
		if v.events, err = matter.Events(p, &selfcheck.Life, &s.Head, nil); err != nil {
			return err
		}
		if s.Sent != "" {
			cs, err := p.O.Contrasts(p.Ctx(), p.Me, s.Campaign, s.ID)
			if err != nil {
				return err
			}
			for _, c := range cs {
				if c.Silent() {
					v.silent++
				}
			}
		}
	}
	h := kit.Head{Title: kind.Name(p.Page, s), Sub: matter.Name(p, "organ", s.Organ), Number: s.Number, Crumbs: []kit.Link{kind.List(p.Page)}, States: []kit.State{matter.Pill(p.Page, &selfcheck.Life, s.State)},
		Clock: matter.Running(v.clocks), Print: true, Actions: []kit.Link{{Text: p.L("导出 xlsx", "Export xlsx"), URL: kind.Path(s.ID, "export.xlsx")}}}
	return p.Render(showPage(v, h))
}

func (v view) facts() []kit.Fact {
	p, s := v.p, v.s
	var fs []kit.Fact
	add := func(zh, en, text, url string) {
		if text != "" {
			fs = append(fs, kit.Fact{Term: p.L(zh, en), Text: text, URL: url})
		}
	}
	add("机关", "Organ", matter.Name(p, "organ", s.Organ), "")
	if v.inside {
		add("专项监督", "Campaign", matter.Name(p, "campaign", s.Campaign), "/campaigns/"+s.Campaign)
	}
	add("表格依据", "Form made from", p.L("方案第 "+matter.Itoa(s.Edition)+" 版", "edition "+matter.Itoa(s.Edition)+" of the plan"), "")
	add("报送日期", "To report by", matter.Day(p.Page, s.Due), "")
	add("说明", "Note", s.Note, "")
	if s.Signed != "" {
		add("签字", "Signed", matter.Day(p.Page, s.Signed), "")
	}
	if s.Sent != "" {
		add("报送", "Submitted", matter.Day(p.Page, s.Sent), "")
	}
	add("撤回的理由", "Why it was withdrawn", s.Ended, "")
	return fs
}

// returned is why it came back, while the organ works on it.
func (v view) returned() string {
	n := len(v.s.Returns)
	if n == 0 || v.s.State != "returned" && v.s.State != "filling" {
		return ""
	}
	return v.s.Returns[n-1].Reason
}

// lacks are what is missing in one item.
func (v view) lacks(key string) (out []string) {
	for _, l := range v.s.Lacks() {
		if l.Item == key {
			out = append(out, v.p.L(l.Zh, l.En))
		}
	}
	return out
}

func (v view) itemPill(it selfcheck.Item) kit.State {
	p := v.p
	switch {
	case it.Again != "" && it.Saved == "":
		return kit.State{Word: p.L("需要再查", "look again"), Tone: kit.Bad}
	case it.Saved == "":
		return kit.State{Word: p.L("未填写", "not filled in"), Tone: kit.Warn}
	case len(v.lacks(it.Key)) > 0:
		return kit.State{Word: p.L("未填完", "not complete"), Tone: kit.Warn}
	case it.None:
		return kit.State{Word: p.L("没有发现问题", "nothing found"), Tone: kit.Plain}
	}
	return kit.State{Word: p.L("发现 "+matter.Itoa(len(it.Findings))+" 条", matter.Itoa(len(it.Findings))+" found"), Tone: kit.Active}
}

// itemFacts are what the organ says of an item.
func itemFacts(p *frame.Page, it selfcheck.Item) (fs []kit.Fact) {
	add := func(zh, en, text string) {
		if text != "" {
			fs = append(fs, kit.Fact{Term: p.L(zh, en), Text: text})
		}
	}
	add("问的类别", "Classes asked", classes(p, it.Classes))
	add("检查方式", "Methods", words(p.Page, selfcheck.Methods, it.Methods))
	if it.Since != "" {
		add("时段", "Period", matter.Day(p.Page, it.Since)+" – "+matter.Day(p.Page, it.Until))
	}
	if it.Checked > 0 {
		n := p.L("总共 "+matter.Itoa(it.Base)+"，检查 "+matter.Itoa(it.Checked), matter.Itoa(it.Checked)+" of "+matter.Itoa(it.Base))
		if it.Chosen != "" {
			n += p.L("（", " (") + p.Page.Word(selfcheck.Choosings, it.Chosen) + p.L("）", ")")
		}
		add("数量", "How many", n)
	}
	add("检查人", "Who looked", it.By)
	var us []string
	for _, u := range it.Units {
		us = append(us, matter.Name(p, "unit", u))
	}
	add("检查的单位", "Units covered", matter.Join(p.L("、", ", "), us...))
	add("检查说明", "Statement", it.Note)
	return fs
}

// became says what a finding became, with its way on for the staff.
func (v view) became(f selfcheck.Finding) kit.Cell {
	p := v.p
	switch {
	case f.Kind == "problem":
		return kit.Cell{Text: p.L("问题 ", "problem ") + f.Number, URL: "/problems/" + f.ID}
	case f.Kind == "leg":
		return kit.Cell{Text: p.L("已起草转送", "referral drafted"), URL: "/legs/" + f.ID}
	case f.Sort == "case" && (v.s.State == "submitted" || v.s.State == "checked" || v.s.State == "accepted"):
		return kit.Cell{Text: p.L("起草转送", "draft a referral"), URL: "/legs/new?from=selfcheck&id=" + v.s.ID + "&part=" + f.Key}
	case f.Sort == "unit" && v.s.State == "accepted":
		return kit.Cell{Text: p.L("拟定问题", "draft a problem"), URL: "/problems/new?from=selfcheck&id=" + v.s.ID + "&part=" + f.Key + "&organ=" + v.s.Organ}
	}
	return kit.Cell{Text: p.L("接收以后办理", "once accepted")}
}

// Life (流程图) draws where it stands.
func Life(p *frame.Page) error {
	s, _, err := kind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &selfcheck.Life, &s.Head, "requested", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{kind.List(p.Page), {Text: s.Title, URL: kind.Path(s.ID)}}, Print: true}, d))
}
