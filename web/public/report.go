package public

import (
	"io"
	"net/url"

	"github.com/a-h/templ"

	"hengjian/files"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/web/kit"
)

// report is the four steps at one address: each page posts to it and gets the
// next one back.
func report(p *page) error {
	if p.R.Method != "POST" {
		return p.begin()
	}
	up := &upload{p: p}
	v, err := files.ReadForm(p.R, formLimits, up.take)
	if err != nil {
		if err = office.AsRefusal(err); kit.Status(err) >= 500 || up.fields == nil {
			p.Office.Drop(up.box)
			return err
		}
		up.refuse(err)
		v = up.fields
	}
	p.R.PostForm = v
	d, err := readDraft(v)
	if err != nil {
		return p.show(d, d.At, err)
	}
	if _, err := d.nonce(); err != nil {
		return err
	}
	switch {
	case d.Go != "" && d.Go != "next": // back to a step, or the same one in another language or size of type
		p.Office.Drop(up.box)
		return p.show(d, d.to(), nil)
	case d.At < 4:
		return p.next(d)
	}
	return p.submit(d, up)
}

func (p *page) begin() error {
	if err := p.Office.IntakeOpen(p.Ctx(), p.Congress.Place, ""); err != nil {
		return p.closed(err)
	}
	d := draft{Campaign: p.R.URL.Query().Get("campaign")}
	if _, err := d.nonce(); err != nil {
		return err
	}
	return p.show(d, 1, nil)
}

func (p *page) closed(err error) error {
	text, fault := p.refusal(err)
	if fault != nil {
		return fault
	}
	return p.Render(closedPage(p, text))
}

// next checks the step that was sent and shows the one after it.
func (p *page) next(d draft) error {
	if err := d.check(d.At); err != nil {
		return p.show(d, d.At, err)
	}
	if d.At == 1 {
		if err := p.Office.IntakeOpen(p.Ctx(), p.Congress.Place, d.Asked); err != nil {
			return p.closed(err)
		}
	}
	return p.show(d, d.At+1, nil)
}

// show renders a step, with what is wrong in it.
func (p *page) show(d draft, step int, err error) error {
	if d.Campaign != "" {
		c, ok, cerr := p.led(d.Campaign)
		if cerr != nil {
			return cerr
		}
		if d.Campaign, d.led = "", ""; ok {
			d.Campaign, d.led = c.ID, p.nameOf(c)
		}
	}
	pages := map[int]func(*page, draft) templ.Component{1: stepAsked, 2: stepNamed, 3: stepText, 4: stepCheck}
	c := pages[step](p, d)
	if err != nil {
		return p.Again(c, err)
	}
	return p.Render(c)
}

// all checks every step and says which one to go back to.
func (d draft) all() (step int, err error) {
	for s := 1; s <= 3; s++ {
		if err := d.check(s); err != nil {
			return s, err
		}
	}
	return 4, nil
}

// submit takes the message in. What was sent before with the same nonce is
// shown again and nothing is added.
func (p *page) submit(d draft, up *upload) error {
	n, err := d.nonce()
	if err != nil {
		return err
	}
	h, ok, err := p.Office.ByNonce(p.Ctx(), n)
	if err != nil {
		return err
	}
	if ok {
		p.Office.Drop(up.box)
		return p.sent(h, n.String())
	}
	if step, err := d.all(); err != nil {
		p.Office.Drop(up.box)
		return p.show(d, step, err)
	}
	if up.bad != nil {
		p.Office.Drop(up.box)
		return p.show(d, 4, up.bad)
	}
	if !up.paid {
		if err := p.App.send.take(p.Office.Now()); err != nil {
			return p.show(d, 4, err)
		}
	}
	ans, err := p.Office.ReceivePublic(p.Ctx(), p.Congress.Place, d.message(), up.box)
	if ans.Repeat || len(kit.Refusals(err)) > 0 { // after a fault the act may stand: its files stay
		p.Office.Drop(up.box)
	}
	if err != nil {
		return p.show(d, 4, err)
	}
	if h, ok, err = p.Office.ByNonce(p.Ctx(), n); err == nil && !ok {
		err = act.None()
	}
	if err != nil {
		return err
	}
	return p.sent(h, n.String())
}

// upload seals the files of a form while they arrive. The fields before them
// decide whether they are wanted at all.
type upload struct {
	p      *page
	box    *office.BoxKey
	fields url.Values
	bad    error
	unsent bool // the message of this form is known not to be new, or not to be complete

	begun bool
	paid  bool // the bucket was asked before the files were let in
}

func (u *upload) take(part files.Part, fields url.Values) error {
	u.fields = fields
	if !u.begun {
		u.begun = true
		u.unsent = !u.wanted(fields)
	}
	if u.unsent || u.bad != nil {
		_, err := io.Copy(io.Discard, part)
		return err
	}
	if u.box == nil {
		var err error
		if u.box, err = office.NewBoxKey(); err != nil {
			return err
		}
	}
	if err := u.p.Office.Attach(u.box, part.Name, part); err != nil {
		u.refuse(err)
		_, err = io.Copy(io.Discard, part)
		return err
	}
	return nil
}

func (u *upload) refuse(err error) {
	if u.bad == nil {
		u.bad = office.AsRefusal(err)
	}
}

// wanted: only the complete last step of a message not yet sent, while the
// channel is open, has its files sealed.
func (u *upload) wanted(fields url.Values) bool {
	d, err := readDraft(fields)
	if err != nil || d.At != 4 || d.Go != "" && d.Go != "next" {
		return false
	}
	if _, err := d.all(); err != nil {
		return false
	}
	n, err := d.nonce()
	if err != nil {
		return false
	}
	if _, ok, err := u.p.Office.ByNonce(u.p.Ctx(), n); ok || err != nil {
		return false
	}
	if u.p.Office.IntakeOpen(u.p.Ctx(), u.p.Congress.Place, d.Asked) != nil {
		return false
	}
	if u.bad = u.p.App.send.take(u.p.Office.Now()); u.bad == nil {
		u.paid = true
	}
	return u.paid
}
