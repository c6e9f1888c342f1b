package selfcheck

import (
	"hengjian/oversight/selfcheck"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

func there(p *frame.Page, b bool) string {
	if b {
		return p.L("有账号", "has an account")
	}
	return p.L("没有账号", "no account")
}

func markPill(p *kit.Page, mark string) kit.State {
	t := kit.OK
	if mark == "again" {
		t = kit.Warn
	}
	return kit.State{Word: p.L("审核：", "Checked: ") + p.Word(selfcheck.Marks, mark), Tone: t}
}

// itemLinks lead the organ to an item's form.
func itemLinks(v view, it selfcheck.Item) []kit.Link {
	if !v.writes {
		return nil
	}
	return []kit.Link{{Text: v.p.L("填写", "Fill in"), URL: kind.Path(v.s.ID, "fill") + "?item=" + it.Key}, {Text: v.p.L("上传材料", "Attach"), URL: kind.Path(v.s.ID, "attach") + "?item=" + it.Key}}
}

// neighbours lead to the items before and after.
func neighbours(p *frame.Page, s selfcheck.Selfcheck, no int) (out []kit.Link) {
	at := func(i int) string { return "/selfchecks/" + s.ID + "/fill?item=" + s.Items[i].Key }
	if no > 1 {
		out = append(out, kit.Link{Text: p.L("上一项", "Previous"), URL: at(no - 2)})
	}
	if no < len(s.Items) {
		out = append(out, kit.Link{Text: p.L("下一项", "Next"), URL: at(no)})
	}
	return out
}
