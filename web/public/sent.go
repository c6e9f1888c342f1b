package public

import (
	"hengjian/office"
	"hengjian/oversight/law"
	"hengjian/seal"
)

// sentView is the page of a message that was just taken in.
type sentView struct {
	Receipt, Number string
	Record          int64
	Next            []string // what happens next, three lines
	Urgent, Special bool
}

// sent shows the receipt. It is made from the form's nonce, so that pressing
// again shows the same one.
func (p *page) sent(h *office.Holder, nonce string) error {
	n, err := seal.ParseNonce(nonce)
	if err != nil {
		return err
	}
	v := sentView{Receipt: seal.ReceiptOf(n).String(), Number: h.Clue.Number, Urgent: h.Clue.Urgent, Special: h.Clue.Asked == "congress"}
	if _, v.Record, err = h.Record(p.Ctx()); err != nil {
		return err
	}
	who := p.L("只有指定的受理员能打开原文，每次打开都有记录；被反映的人和单位看不到。", "Only the intake officers named for it can open what you wrote; every opening is on record. Whoever you report on cannot see it.")
	if v.Special {
		who = p.L("走专门渠道：只有秘书长（办公室主任）和机关纪检能打开，受理员也看不到。", "It goes through the special channel: only the secretary-general and the internal discipline officer can open it, not even the intake officers.")
	}
	v.Next = []string{p.tellBy(h), who,
		p.L("请凭回执码常来看看：我们可能有问题要问您；您也可以补充、撤回，或者报告打击报复。", "Come back with the receipt: we may have a question. You can also add to it, withdraw it, or report retaliation.")}
	return p.Render(sentPage(p, v))
}

// tellBy is the first of the three lines: the day, and on what it rests.
func (p *page) tellBy(h *office.Holder) string {
	due, rule, ok := h.TellBy()
	if !ok {
		return p.L("我们会在回执页告诉您去了哪里。", "The receipt page will tell you where it went.")
	}
	zh, en := "不晚于 "+p.day(due)+"，我们告诉您：收到情况、由谁办、走什么程序。", "By "+p.day(due)+" we tell you that it arrived, who handles it and by what procedure."
	if rule.Force == law.Statutory {
		cz, ce := law.Cite(rule.Source)
		return p.L(zh+"这是法定期限（"+cz+"）。", en+" This is a statutory term ("+ce+").")
	}
	return p.L(zh+"匿名反映没有法定的告知期限，这是本机关自己的承诺，只在回执页答复。", en+" No law sets a term for anonymous reports; this is our own promise, kept on the receipt page only.")
}
