package clue

import (
	"slices"
	"strings"
	"time"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/imports"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// suggestion is a statutory procedure that the class suggests, with who could
// receive it and who is struck out.
type suggestion struct {
	name, desk, basis, limit, level string
	tell                            bool
	useURL                          string
	can                             []string
	struck                          []struckOut
}

type struckOut struct{ name, why string }

// fillRoutes shows what is proposed or settled, and while the message waits
// for a proposal the procedures that its class suggests.
func fillRoutes(p *frame.Page, v *view) error {
	c := v.c
	if !v.handler {
		return nil
	}
	var err error
	if v.routes, err = proposed(p, c); err != nil {
		return err
	}
	if err := fillLegs(p, v); err != nil {
		return err
	}
	if c.State != "received" && c.State != "registered" && c.State != "submitted" && c.State != "proposed" {
		return nil
	}
	v.suggest, err = suggestions(p, c)
	return err
}

func fillLegs(p *frame.Page, v *view) error {
	if len(v.c.Routes) == 0 || office.LifeOf("leg") == nil {
		return nil
	}
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"leg"}, Parent: v.c.ID}, office.Cursor{}, 20)
	for _, r := range m.Rows {
		v.legs = append(v.legs, relatedRow(p, r, ""))
	}
	return err
}

// proposed names the routes of a message.
func proposed(p *frame.Page, c clue.Clue) ([]routeView, error) {
	var ids []string
	for _, r := range c.Routes {
		if r.Outcome == "refer" {
			ids = append(ids, r.To)
		}
	}
	names, err := p.O.Titles(p.Ctx(), p.Me, "organ", ids)
	if err != nil {
		return nil, err
	}
	var out []routeView
	for _, r := range c.Routes {
		zh, en := law.Cite(r.Basis)
		x := routeView{what: say(p.Page, outcomes, r.Outcome), organ: names[r.To].Title, basis: p.L(zh, en), reason: r.Reason, outgoing: r.Outgoing}
		if rt, ok := law.RouteByID(r.Route); ok {
			x.what += " · " + p.L(rt.Zh, rt.En)
		}
		if r.Settled != "" {
			x.settled = p.L(matter.Day(p.Page, r.Settled)+"已定", "settled "+matter.Day(p.Page, r.Settled))
		}
		out = append(out, x)
	}
	return out, nil
}

func suggestions(p *frame.Page, c clue.Clue) ([]suggestion, error) {
	code := c.Class
	if code == "" {
		code = c.Suggest
	}
	rts := law.RoutesFor(code)
	if len(rts) == 0 {
		return nil, nil
	}
	rec, err := p.O.Recipients(p.Ctx(), p.Me, c)
	if err != nil {
		return nil, err
	}
	may := c.State == "registered" && p.Me.Has(access.Clerk)
	var out []suggestion
	for _, r := range rts {
		bz, be := law.Cite(r.Basis)
		lz, le := r.Level.Text()
		s := suggestion{name: p.L(r.Zh, r.En), desk: p.L(r.DeskZh, r.DeskEn), basis: p.L(bz, be), limit: p.L(r.LimitZh, r.LimitEn), level: p.L(lz, le), tell: r.Mode == law.Tell}
		if may {
			s.useURL = path(c.ID, "propose") + "?route=" + r.ID
		}
		for _, x := range rec[r.ID] {
			if x.WhyZh == "" {
				s.can = append(s.can, x.Name)
			} else {
				s.struck = append(s.struck, struckOut{x.Name, p.L(x.WhyZh, x.WhyEn)})
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// fillRecord reads the journal's lines of this message, newest first, and what
// people wrote beside it.
func fillRecord(p *frame.Page, v *view) error {
	c := v.c
	lines, err := p.O.History(p.Ctx(), "clue", c.ID)
	if err != nil {
		return err
	}
	covered, err := p.O.Covered(p.Ctx(), office.BookOf("clue", c.Place))
	if err != nil {
		return err
	}
	var batch []office.Line
	if c.Import != "" {
		if batch, err = p.O.History(p.Ctx(), "import", c.Import); err != nil {
			return err
		}
	}
	who, err := people(p, append(batch, lines...), c)
	if err != nil {
		return err
	}
	for _, l := range slices.Backward(lines) {
		v.events = append(v.events, event(p, l, who, covered))
	}
	for _, l := range batch {
		v.events = append(v.events, brought(p, l, who, covered))
	}
	for _, t := range c.Told {
		if l, ok := t.Line(); ok {
			v.told = append(v.told, l)
		}
	}
	for _, t := range c.Talk {
		v.talk = append(v.talk, talkOf(p, t))
	}
	if v.handler {
		v.notes, v.former = notes(p, who, c.Notes), notes(p, who, c.Former)
	}
	v.sealedOpened(lines)
	return nil
}

// brought is the import by which a message came: one record for all of its batch,
// so that none stands under the message itself.
func brought(p *frame.Page, l office.Line, who map[string]string, covered int64) kit.Event {
	verb := imports.Life.Verb(act.Name(l.Act))
	e := kit.Event{At: p.Moment(time.UnixMicro(l.At)), Who: roleText(p, l.Role) + who[l.Actor], What: p.L(verb.Zh, verb.En), Record: l.Seq, Checked: l.Seq < covered,
		Note: p.L("和同批反映一起写入，一批一条记录", "written with the others of its batch, under one record")}
	if _, err := office.Item(p.Ctx(), p.O, p.Me, office.Imports, l.Subject); err == nil {
		e.URL = "/register/imports/" + l.Subject
	}
	return e
}

func (v *view) sealedOpened(lines []office.Line) {
	n := 0
	for _, l := range lines {
		if l.Act == "clue.open" || l.Act == "clue.open_emergency" {
			n++
		}
	}
	if len(v.sealed) > 0 {
		v.sealed[0].Opened, v.sealed[0].LogURL = n, "#record"
	}
}

func event(p *frame.Page, l office.Line, who map[string]string, covered int64) kit.Event {
	verb := clue.Life.Verb(act.Name(l.Act))
	at := time.UnixMicro(l.At)
	e := kit.Event{At: p.Moment(at), Who: roleText(p, l.Role) + who[l.Actor], What: p.L(verb.Zh, verb.En), Record: l.Seq, Checked: l.Seq < covered}
	if act.Name(l.Act) == "clue.receive" && l.Role == string(access.Public) || l.Act == "clue.receive_own" && l.Role == string(access.Public) {
		e.At, e.Note = p.Day(at), p.L("时间只记到日", "only the day is kept")
	}
	if l.Role == string(access.Public) {
		e.Who = p.L("反映人", "the sender")
	}
	if l.From != l.To && l.From != "" {
		st := clue.Life.State(l.To)
		e.Note = matter.Join(" · ", e.Note, p.L("现为“"+st.Zh+"”", "now “"+st.En+"”"))
	}
	if l.Body != "" {
		e.Note = matter.Join(" · ", e.Note, l.Body)
	}
	if l.Seq < covered {
		e.URL = "/proof/" + l.Book + "/" + itoa(l.Seq)
	}
	return e
}

func roleText(p *frame.Page, role string) string {
	if role == "" {
		return ""
	}
	t := access.Text(act.Role(role))
	return p.L(t.Zh, t.En) + " "
}

// people names everybody on the record, mostly without asking the store.
func people(p *frame.Page, lines []office.Line, c clue.Clue) (map[string]string, error) {
	out := map[string]string{}
	cs, err := p.O.Colleagues(p.Ctx(), p.Me)
	if err != nil {
		return nil, err
	}
	for _, x := range cs {
		out[x.ID] = x.Name
	}
	var ask []string
	need := func(id string) {
		if _, ok := out[id]; !ok && id != "" && !slices.Contains(ask, id) {
			ask = append(ask, id)
		}
	}
	for _, l := range lines {
		need(l.Actor)
	}
	for _, n := range append(append([]clue.Note{}, c.Notes...), c.Former...) {
		need(n.By)
	}
	more, err := p.Names(ask)
	for id, n := range more {
		out[id] = n
	}
	return out, err
}

func notes(p *frame.Page, who map[string]string, ns []clue.Note) (out []noteView) {
	for _, n := range slices.Backward(ns) {
		out = append(out, noteView{day: matter.Day(p.Page, n.Day), by: who[n.By], text: n.Text})
	}
	return out
}

var talkKinds = []word{
	{"ask", "请反映人补充", "asked the sender"}, {"supplement", "补充", "added"}, {"answer", "答复", "answered"}, {"rating", "评价", "rated"},
	{"relook", "请求再看", "asked for a second look"}, {"retaliation", "报告受到打击报复", "reported retaliation"},
}

func talkOf(p *frame.Page, t clue.Talk) talkView {
	by := p.L("反映人", "The sender")
	if t.By == "office" {
		by = p.L("本机关", "The office")
	}
	return talkView{day: matter.Day(p.Page, t.Day), by: by, what: strings.TrimSpace(say(p.Page, talkKinds, t.Kind))}
}
