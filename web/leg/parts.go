package leg

import (
	"hengjian/oversight/leg"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

func listHead(p *frame.Page) kit.Head {
	h := kit.Head{Title: p.L("转送", "Referrals"), Print: true, Wide: true, Sub: p.L("交给有法定程序的机关；函件不提处理意见，对方只用代码反馈程序进展。", "To the organ that has the procedure; no view on the case, and only coded procedure comes back.")}
	if !desk(p) {
		h.Actions = []kit.Link{{Text: p.L("联系登记", "Contact register"), URL: "/contacts"}}
	} else {
		h.Title = p.L("转来的材料", "Referred to us")
	}
	return h
}

func contactLinks(p *frame.Page) []kit.Link {
	if desk(p) {
		return nil
	}
	return []kit.Link{{Text: p.L("登记簿", "Register"), URL: "/contacts"}}
}

func letterLinks(p *frame.Page, l leg.Leg) []kit.Link {
	if !lettered(l) {
		return nil
	}
	return []kit.Link{{Text: p.L("下载 docx（内含证明）", "Download docx (with proof)"), URL: kind.Path(l.ID, "letter.docx")}}
}
