package public

import (
	"net/url"

	"github.com/google/uuid"

	"hengjian/office"
	"hengjian/oversight/clue"
	"hengjian/web/kit"
)

// receiptView is the sender's page of her message. What it offers depends on
// what she was told, never on where the message stands inside.
type receiptView struct {
	Code, Number string
	Record       int64
	Proof        bool
	Progress     []kit.Event
	Next         []string
	Terms        string
	Talks        []office.Talk
	Told         kit.Notice
	Open         string // the form to show open

	Anonymous, Urgent       bool
	CanWithdraw, CanRate    bool
	CanRelook               bool
	Rating                  string
	RelookBy                string
	SupplementID, NameID    string
	UrgentID, RetaliationID string
	WithdrawID, RateID      string
	RelookID                string
}

func (p *page) showReceipt(h *office.Holder, in said, told kit.Notice, failed error) error {
	v := receiptView{Code: in.Code, Number: h.Clue.Number, Told: told}
	var err error
	if v.Talks, err = h.Talks(p.Ctx()); err != nil {
		return err
	}
	if _, v.Record, err = h.Record(p.Ctx()); err != nil {
		return err
	}
	b, err := h.Proof(p.Ctx())
	if err != nil {
		return err
	}
	v.Proof = b != nil
	p.fillProgress(&v, h)
	p.fillActs(&v, h)
	if failed != nil {
		v.Open = in.Do
		return p.Again(receiptPage(p, v), failed)
	}
	return p.Render(receiptPage(p, v))
}

func (p *page) fillProgress(v *receiptView, h *office.Holder) {
	for _, l := range h.Clue.Progress() {
		v.Progress = append(v.Progress, kit.Event{At: p.day(l.Day), What: p.L(l.Zh, l.En)})
	}
	for i, l := range h.Clue.Next(h.Clue.CanRelook(p.today())) {
		if _, _, runs := h.TellBy(); i == 0 && runs && len(h.Clue.Told) == 0 {
			v.Next = append(v.Next, p.tellBy(h))
			continue
		}
		v.Next = append(v.Next, p.L(l.Zh, l.En))
	}
}

func (p *page) fillActs(v *receiptView, h *office.Holder) {
	c := h.Clue
	v.Anonymous, v.Urgent, v.Rating = !c.Identified, c.Urgent && c.UrgentWhy == "sender", c.Rating
	v.CanWithdraw = !ended(c)
	v.CanRate = c.State == "answered"
	v.CanRelook = c.CanRelook(p.today())
	if run, ok := c.Running("clue.relook"); ok {
		v.RelookBy = p.day(run.Due)
	}
	for _, id := range []*string{&v.SupplementID, &v.NameID, &v.UrgentID, &v.RetaliationID, &v.WithdrawID, &v.RateID, &v.RelookID} {
		*id = uuid.NewString()
	}
}

// ended reports whether the sender was told something that ends the matter.
func ended(c clue.Clue) bool {
	for _, t := range c.Told {
		switch t.Code {
		case "withdrawn", "answered", "redirected", "kept", "forwarded", "repeat", "upheld":
			return true
		}
	}
	return false
}

func (p *page) today() string { return p.Now.In(shanghai).Format("2006-01-02") }

// keepID keeps the act's id of a form that is shown again, so that pressing
// once more is the same act.
func keepID(p *page, v receiptView, form, fresh string) string {
	if v.Open == form {
		return p.Old("act_id", fresh)
	}
	return fresh
}

func (p *page) sizeNow() string {
	if p.Big {
		return "1"
	}
	return ""
}

func prefs(p *page, lang, big string) string {
	q := url.Values{}
	if lang == "en" {
		q.Set("lang", "en")
	}
	if big != "" {
		q.Set("big", big)
	}
	return q.Encode()
}
