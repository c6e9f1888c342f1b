package public

import (
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/google/uuid"

	"hengjian/files"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/web/kit"
)

// said are the fields of the forms on a receipt's page. Each form has its own
// names, since several stand on one page.
type said struct {
	Code  string `form:"code"`
	Do    string `form:"do"`
	ActID string `form:"act_id"`

	Supplement struct {
		Text string `form:"text"`
	} `form:"supplement"`
	Name struct {
		Name    string `form:"name"`
		Contact string `form:"contact"`
	} `form:"name"`
	Urgent struct {
		Sure bool `form:"sure"`
	} `form:"urgent"`
	Retaliation struct {
		Text string `form:"text"`
	} `form:"retaliation"`
	Withdraw struct {
		Pressure string `form:"pressure"`
	} `form:"withdraw"`
	Rate struct {
		Rating string `form:"rating"`
		Text   string `form:"text"`
	} `form:"rate"`
	Relook struct {
		Why  string `form:"why"`
		Text string `form:"text"`
	} `form:"relook"`
}

// receipt looks a message up by its receipt and does the sender's acts. The
// receipt travels in the bodies of posts only; each act is a post that shows
// the page anew.
func receipt(p *page) error {
	if place, _, err := p.only(); err == nil && place != "" {
		p.Congress, _, _ = p.Office.CongressAt(p.Office.View(p.Ctx()), place)
	}
	if p.R.Method != http.MethodPost {
		return p.Render(lookPage(p))
	}
	up := &addition{p: p}
	v, err := files.ReadForm(p.R, formLimits, up.take)
	if err != nil {
		if err = office.AsRefusal(err); kit.Status(err) >= 500 || up.fields == nil {
			p.Office.Drop(up.box)
			return err
		}
		up.bad, v = err, up.fields
	}
	p.R.PostForm = v
	in, h, err := p.held(v, up)
	if err != nil {
		p.Office.Drop(up.box)
		return p.Again(lookPage(p), err)
	}
	if c, ok, err := p.Office.CongressAt(p.Office.View(p.Ctx()), h.Clue.Place); err == nil && ok {
		p.Congress = c
	}
	told, err := p.actOn(h, in, up)
	if len(kit.Refusals(err)) > 0 { // after a fault the act may stand: its files stay
		p.Office.Drop(up.box)
	}
	return p.showReceipt(h, in, told, err)
}

// held reads the fields and finds the message they are about.
func (p *page) held(v url.Values, up *addition) (said, *office.Holder, error) {
	in, err := readSaid(v)
	if err != nil {
		return in, nil, err
	}
	if up.h != nil { // found already, before its files were let in
		return in, up.h, nil
	}
	if err := p.App.look.take(p.Office.Now()); err != nil {
		return in, nil, err
	}
	h, err := p.Office.ByReceipt(p.Ctx(), in.Code)
	return in, h, err
}

func readSaid(v url.Values) (said, error) {
	var in said
	err := kit.Decode(&http.Request{Method: http.MethodPost, URL: &url.URL{}, PostForm: v}, &in)
	return in, err
}

// actOn does the act asked for and says what was done.
func (p *page) actOn(h *office.Holder, in said, up *addition) (kit.Notice, error) {
	var a any
	id := h.Clue.ID
	ok := func(zh, en string) kit.Notice { return kit.Notice{Tone: kit.OK, Text: p.L(zh, en)} }
	var done kit.Notice
	switch in.Do {
	case "":
		return done, nil
	case "supplement":
		if up.bad != nil {
			return done, up.bad
		}
		a = &clue.Supplement{ID: id, Said: clue.Said{Text: in.Supplement.Text}}
		done = ok("已补充，受理员会看到。", "Added; the intake officers will see it.")
	case "name":
		text, err := p.naming(in)
		if err != nil {
			return done, err
		}
		a, done = &clue.Supplement{ID: id, Said: clue.Said{Text: text}}, ok("已告诉受理员您是谁。", "The intake officers now know who you are.")
	case "urgent":
		if !in.Urgent.Sure {
			return done, within("urgent", act.Wrong("sure", "有人正处于危险中的，请勾选。", "Tick if somebody is in danger."))
		}
		a = &clue.RaiseUrgent{ID: id}
		done = ok("已标记为紧急。有现实危险的，请现在就拨打 110 或 12309。", "Marked urgent. In present danger call 110 or 12309 now.")
	case "retaliation":
		a = &clue.ReportRetaliation{ID: id, Said: clue.Said{Text: in.Retaliation.Text}}
		done = ok("已收到您关于打击报复的报告，并已标记为紧急。有现实危险的，请立即拨打 110。", "Your report of retaliation arrived and is marked urgent. In present danger call 110 at once.")
	case "withdraw":
		a, done = &clue.Withdraw{ID: id, Pressure: in.Withdraw.Pressure}, ok("已按您的要求撤回。", "Withdrawn as you asked.")
	case "rate":
		a, done = &clue.Rate{ID: id, Rating: in.Rate.Rating, Said: clue.Said{Text: in.Rate.Text}}, ok("谢谢您的评价。", "Thank you for your word on it.")
	case "relook":
		a, done = &clue.AskRelook{ID: id, Why: in.Relook.Why, Said: clue.Said{Text: in.Relook.Text}}, ok("已请求再看一次，由别的人来看。", "A second look was asked for; somebody else will take it.")
	default:
		return done, act.None()
	}
	if err := p.App.send.take(p.Office.Now()); err != nil {
		return done, err
	}
	if in.ActID == "" {
		in.ActID = uuid.NewString()
	}
	ans, err := h.Do(p.Ctx(), a, office.Order{ActID: in.ActID, Box: up.box})
	if ans.Repeat {
		p.Office.Drop(up.box)
	}
	return done, p.plain(in.Do, err)
}

// plain keeps the reason of a refusal that would tell the state of the message
// away: merged, diverted and withheld ones must read like any other.
func (p *page) plain(form string, err error) error {
	switch act.KindOf(err) {
	case act.NotNow, act.Forbidden, act.Missing:
		if form == "relook" || form == "urgent" && strings.Contains(err.Error(), "already urgent") {
			return within(form, err)
		}
		return act.Refuse(act.NotNow, "这一项现在不能在网上办理。请在“补充情况”里写明，或者来信、来访、致电。", "This cannot be done online now. Write it under “Add to it”, or write, visit or call.")
	}
	return within(form, err)
}

// naming is the text of a name left later.
func (p *page) naming(in said) (string, error) {
	var k act.Check
	k.Want(length(in.Name.Name) >= 2 && length(in.Name.Name) <= 200, "name.name", "请写下姓名。", "Write your name.")
	k.Want(length(in.Name.Contact) <= 200, "name.contact", "不超过 200 字。", "At most 200 characters.")
	return "【反映人留名】姓名：" + in.Name.Name + "；联系方式：" + in.Name.Contact, k.Err()
}

// addition seals the files of a supplement while they arrive.
type addition struct {
	p      *page
	h      *office.Holder
	box    *office.BoxKey
	fields url.Values
	bad    error
	begun  bool
}

func (u *addition) take(part files.Part, fields url.Values) error {
	u.fields = fields
	if !u.begun {
		u.begun = true
		u.find(fields)
	}
	if u.box == nil || u.bad != nil {
		_, err := io.Copy(io.Discard, part)
		return err
	}
	if err := u.p.Office.Attach(u.box, part.Name, part); err != nil {
		u.bad = office.AsRefusal(err)
		_, err = io.Copy(io.Discard, part)
		return err
	}
	return nil
}

// find lets files in only for a receipt that exists and a text that says what
// they are.
func (u *addition) find(fields url.Values) {
	in, h, err := u.p.held(fields, u)
	if err != nil {
		return
	}
	u.h = h
	if in.Do != "supplement" {
		return
	}
	if length(in.Supplement.Text) < 4 {
		u.bad = act.Wrong("supplement.text", "请写几个字说明附件是什么。", "Say in a few words what the files are.")
		return
	}
	if u.box, err = office.NewBoxKey(); err != nil {
		u.bad = err
	}
}

// proof gives the proof of inclusion as a file.
func proof(p *page) error {
	v, err := files.ReadForm(p.R, formLimits, func(part files.Part, _ url.Values) error { _, err := io.Copy(io.Discard, part); return err })
	if err != nil {
		return office.AsRefusal(err)
	}
	p.R.PostForm = v
	_, h, err := p.held(v, &addition{p: p})
	if err != nil {
		return p.Again(lookPage(p), err)
	}
	b, err := h.Proof(p.Ctx())
	if err != nil {
		return err
	}
	if b == nil {
		return p.showReceipt(h, said{Code: v.Get("code")}, kit.Notice{}, act.Refuse(act.NotNow, "记录还没有进入校验点，请过一会儿再取。", "No checkpoint covers the record yet; come back a little later."))
	}
	p.W.Header().Set("Content-Type", "application/octet-stream")
	p.W.Header().Set("Content-Disposition", `attachment; filename="proof.tlog"`)
	_, _ = p.W.Write(b)
	return nil
}
