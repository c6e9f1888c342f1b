package matter

import (
	"net/url"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// Doing is one act on one matter on its way through its page.
type Doing[S any] struct {
	*frame.Page
	K    *Kind[S]
	S    S // as this reader may know it
	Raw  S // whole, for the door only
	Verb string
	Ch   office.Choice
	Form Form
}

// doing is the same without the matter's type.
type doing struct {
	*frame.Page
	subject
	name string // the matter in a crumb
	list kit.Link
	word string // the act's verb in the path
	ch   office.Choice
	form *Form
}

func (d *Doing[S]) of() doing {
	return doing{d.Page, d.K.of(&d.Raw), d.K.Name(d.Page.Page, d.S), d.K.List(d.Page.Page), d.Verb, d.Ch, &d.Form}
}

// Form is an act's page as data.
type Form struct {
	Fields []Field
	Wide   templ.Component // above the fields: what is decided on
	Told   []string
	Final  []string
	Check  string // text of the box that must be ticked
	Danger bool
	Locked bool             // buttons stay disabled until the browser has opened a key
	After  templ.Component  // between fields and consequence
	To     string           // where to go afterwards; "" the matter's page
	Before func(url.Values) // puts what the page asks into the act's own fields
}

// As is the control that asks a question.
type As string

// Controls.
const (
	Line   As = ""
	Text   As = "text"
	Date   As = "date"
	Select As = "select"
	Radios As = "radios"
	Checks As = "checks"
	Tick   As = "tick"
	Tree   As = "tree"
	File   As = "file"
	Hidden As = "hidden"
	Title  As = "title" // a heading between fields
	Big    As = "big"   // radios as large buttons, for a thumb
)

// Field is one question and its control. A file's Name is the field that gets
// the stored file's address; Named the one that gets its name.
type Field struct {
	As As
	kit.Field
	Organs *kit.OrganTree
	Named  string
}

// Do (办理) shows an act's form (GET) and does the act (POST), at one path.
func (k *Kind[S]) Do(p *frame.Page) error {
	d, err := k.begin(p)
	if d != nil && act.KindOf(err) == act.NotNow {
		return d.of().elsewhere(err, k.Instead)
	}
	if err != nil {
		return err
	}
	if f := k.Special[d.Verb]; f != nil {
		return f(d)
	}
	if f := k.Forms[d.Verb]; f != nil {
		if d.Form, err = f(d); err != nil {
			return err
		}
	}
	d.Form.minute(p, d.Ch.Step.Body)
	if !p.Post() {
		return d.Show(nil)
	}
	a := office.NewAct(d.Ch.Step.Do)
	if err := d.Read(a); err != nil {
		return d.Show(err)
	}
	return d.Send(a)
}

// elsewhere is the page of an act that is not lawful now: why, and what may be
// done instead. Somebody comes here by an old link, or because a colleague was
// quicker.
func (d doing) elsewhere(refused error, instead map[string]Instead) error {
	next, err := d.next(d.Page)
	if err != nil {
		return err
	}
	next.NotYet, next.Stopped = nil, nil // what cannot be done either is no way out
	n := kit.Notice{Tone: kit.Warn, Title: d.L("现在不能这样办", "This cannot be done now"), Text: kit.Refusals(refused)[0].Text(d.Lang)}
	if x, ok := instead[d.word]; ok {
		if _, err := d.life.Find(d.O.StateOf(d.raw), act.Name(d.life.Kind+"."+x.Verb), act.DayOf(d.Now)); err == nil {
			n.Text = d.L(x.Zh, x.En)
		}
		for _, l := range next.Can {
			if l.URL == d.path(x.Verb) {
				n.Link = kit.Link{Text: l.Label, URL: l.URL}
			}
		}
	}
	return d.Refused(elsewherePage(d.Page, d.title(), n, next, kit.Link{Text: d.name, URL: d.path()}), refused)
}

// title heads the act's page.
func (d doing) title() kit.Head {
	return kit.Head{Title: d.L(d.ch.Verb.Zh, d.ch.Verb.En), Crumbs: []kit.Link{d.list, {Text: d.name, URL: d.path()}},
		States: []kit.State{Pill(d.Page.Page, d.life, d.O.StateOf(d.raw))}}
}

// begin finds the matter and whether its life knows the act for this person;
// with a refusal the act it found, if any.
func (k *Kind[S]) begin(p *frame.Page) (*Doing[S], error) {
	raw, seen, err := k.Get(p)
	if err != nil {
		return nil, err
	}
	d := &Doing[S]{Page: p, K: k, S: seen, Raw: raw, Verb: p.R.PathValue("verb")}
	var known bool
	if d.Ch, known, err = k.of(&d.Raw).choice(p, d.Verb); !known {
		return nil, err
	}
	return d, err
}

// choice is the person's act of that name; known is false where she has none,
// else err says why it cannot be done now.
func (x subject) choice(p *frame.Page, word string) (ch office.Choice, known bool, err error) {
	name := act.Name(x.life.Kind + "." + word)
	if office.NewAct(name) == nil {
		return ch, false, act.None()
	}
	cs, err := p.O.Choices(p.Ctx(), p.Me, x.life.Kind, x.raw)
	if err != nil {
		return ch, false, err
	}
	for _, ch := range cs {
		if ch.Step.Do != name {
			continue
		}
		if p.Post() {
			return ch, true, nil // the door decides: it may have been done already
		}
		if ch.Refuse == nil {
			ch.Refuse = x.unlawful(p, ch)
		}
		if ch.Refuse != nil {
			return ch, true, ch.Refuse
		}
		return ch, true, nil
	}
	v := x.life.Verb(name)
	return ch, false, act.Refuse(act.Forbidden, "“"+v.Zh+"”不是您岗位的职责。", "“"+v.En+"” is not a task of your function.")
}

// minute adds the questions that a decision of a body needs.
func (f *Form) minute(p *frame.Page, body string) {
	switch body {
	case "":
	case "committee":
		f.Fields = append(CommitteeMinute(p), f.Fields...)
	default:
		f.Fields = append(Minute(p), f.Fields...)
	}
}

// Minute asks for the council's minute.
func Minute(p *frame.Page) []Field {
	return []Field{
		{As: Hidden, Field: kit.Field{Name: "body", Value: "council"}},
		{Field: kit.Field{Name: "minute", Label: p.L("主任会议纪要编号", "Number of the council's minutes"), Hint: p.L("决定由主任会议作出，您只是录入，例如：主任会议纪要〔2026〕3号", "The council decides; you enter it, e.g. 主任会议纪要〔2026〕3号"), Max: 60, Width: "m"}},
		{As: Date, Field: kit.Field{Name: "date", Label: p.L("会议日期", "Day of the meeting"), Value: act.DayOf(p.Now)}},
	}
}

// CommitteeMinute asks for the minute of the standing committee's session.
func CommitteeMinute(p *frame.Page) []Field {
	return []Field{
		{As: Hidden, Field: kit.Field{Name: "body", Value: "committee"}},
		{Field: kit.Field{Name: "minute", Label: p.L("会议纪要或者公报编号", "Number of the minutes"), Hint: p.L("决定由常委会会议作出，您只是录入，例如：常委会公报〔2026〕3号", "The committee decides; you enter it, e.g. 常委会公报〔2026〕3号"), Max: 60, Width: "m"}},
		{As: Date, Field: kit.Field{Name: "date", Label: p.L("会议日期", "Day of the session"), Value: act.DayOf(p.Now)}},
	}
}

// Read decodes the form, files included, into an act.
func (d *Doing[S]) Read(a any) error { return d.of().read(a) }

func (d doing) read(a any) error {
	if err := ReadForm(d.Page, d.form.Fields); err != nil {
		return err
	}
	if d.form.Before != nil {
		d.form.Before(d.R.PostForm)
	}
	if err := kit.Decode(d.R, a); err != nil {
		return err
	}
	setID(a, d.head.ID)
	if d.form.Check != "" && d.R.PostFormValue("confirm") == "" {
		return act.Wrong("confirm", "请勾选确认。", "Tick the box to confirm.")
	}
	return d.overtaken(d.Page)
}

// Send does the act and goes on.
func (d *Doing[S]) Send(a any) error {
	if _, err := d.Do(a); err != nil {
		return d.Show(err)
	}
	return d.of().done()
}

func (d doing) done() error {
	to := d.form.To
	if to == "" {
		to = d.path()
	}
	v := d.ch.Verb
	return d.GoSaying(to, "已办：“"+v.Zh+"”。", "Done: “"+v.En+"”.")
}

// Overtaken tells what somebody else did since the form was made, if the matter
// moved on; pressing the same form again is not that.
func (d *Doing[S]) Overtaken() error { return d.K.of(&d.Raw).overtaken(d.Page) }

func (x subject) overtaken(p *frame.Page) error {
	was := p.R.PostFormValue("version")
	if was == "" || was == Itoa(x.head.Version) {
		return nil
	}
	lines, err := p.O.History(p.Ctx(), x.life.Kind, x.head.ID)
	if err != nil {
		return err
	}
	var last *office.Line
	for i, l := range lines {
		if l.ActID == p.R.PostFormValue("act_id") {
			return nil
		}
		if Itoa(l.Version) > was && len(Itoa(l.Version)) == len(was) || len(Itoa(l.Version)) > len(was) {
			if l.From != l.To {
				last = &lines[i]
			}
		}
	}
	if last == nil {
		return nil
	}
	who, err := People(p, last.Actor)
	if err != nil {
		return err
	}
	p.R.PostForm.Set("version", Itoa(x.head.Version)) // having read this, she may press again
	v, st := x.life.Verb(act.Name(last.Act)), x.life.State(x.head.State)
	return act.Refuse(act.Conflict, who[last.Actor]+"在您填写期间办了“"+v.Zh+"”，本事项现在是“"+st.Zh+"”。请核对后再提交。",
		who[last.Actor]+" did “"+v.En+"” while you were writing; the matter is now “"+st.En+"”. Check, then send it again.")
}

// Show shows the form, after an error with what was typed.
func (d *Doing[S]) Show(err error) error {
	var aside templ.Component
	if d.K.Aside != nil {
		aside = d.K.Aside(d)
	}
	return d.of().show(aside, err)
}

func (d doing) show(aside templ.Component, err error) error {
	return d.Again(actPage(d.view(aside)), err)
}

// page is what the template lays out, without the kind of subject.
type page struct {
	p      *frame.Page
	head   kit.Head
	form   Form
	post   kit.PostForm
	effect kit.Effect
	submit kit.Submission
	aside  templ.Component
}

func (d doing) view(aside templ.Component) page {
	v := d.ch.Verb
	zh, en := law.Cite(d.ch.Step.Basis)
	pg := page{p: d.Page, head: d.title(), form: *d.form, aside: aside,
		post: kit.PostForm{Version: d.head.Version, Recover: !d.form.Locked, ID: "act", Files: hasFiles(d.form.Fields)}}
	pg.effect = kit.Effect{Happens: d.L(v.SayZh, v.SayEn), Told: d.form.Told, Final: d.form.Final, Basis: d.L(zh, en), Check: d.form.Check}
	if pg.effect.Happens == "" {
		pg.effect.Happens = d.L("办理后留下记录。", "It goes on record.")
	}
	pg.submit = kit.Submission{Label: d.L(v.Zh, v.En), Danger: d.form.Danger, Cancel: d.path()}
	return pg
}

// Reason asks for a reason.
func Reason(p *frame.Page) Field {
	return Field{As: Text, Field: kit.Field{Name: "reason", Label: p.L("理由", "Reason"), Hint: p.L("写事实和程序，不写对案件的看法。", "Facts and procedure; no view on a case."), Max: 500}}
}
