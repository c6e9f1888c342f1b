package workbench

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// NextURL is where an act leads that was begun from the cards: see kit.Site.
const NextURL = "/approvals"

// Brief shows what one decides on: the proposal, the letter, the statement.
type Brief func(p *frame.Page, subject any) (templ.Component, error)

var briefs = map[string]Brief{}

// Explain says how matters of a kind are put before somebody who decides.
func Explain(kind string, b Brief) { briefs[kind] = b }

// decides are the functions whose decisions others wait for.
var decides = []act.Role{access.Director, access.Vice, access.Secretary}

// Decides says for whom the cards stand in the rail.
func Decides(who access.Person) bool { return slices.ContainsFunc(decides, who.Has) }

// WaitingCards counts them for the rail.
func WaitingCards(p *frame.Page) int {
	n, err := p.O.Count(p.Ctx(), p.Me, office.Filter{Awaits: office.Awaits(p.Me), Current: true}, 1001)
	if err != nil {
		return 0 // the page itself says what is wrong
	}
	return n
}

// card is one matter that waits for a decision.
type card struct {
	No, All    string
	Title      string
	Number     string
	Kind       string
	URL        string
	States     []kit.State
	Due        string
	Last       string // what was done before it came here
	Brief      templ.Component
	Can        []choice
	Stopped    []kit.NotYet
	Prev, Skip string
	Rest       []kit.Link
	Bulk       kit.Link
}

// choice is one way to decide, with what it brings about.
type choice struct {
	Label, URL, Says, Basis string
	Main                    bool
}

// Approvals (待我批) puts what waits for the person's decision before her one
// card at a time, urgent first, so that it can be done on a telephone.
func Approvals(p *frame.Page) error {
	if !Decides(p.Me) {
		return act.None()
	}
	rows, err := queue(p)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return p.Render(noCardPage(p))
	}
	at := max(0, slices.IndexFunc(rows, func(r office.Row) bool { return r.Subject == p.R.URL.Query().Get("at") }))
	c, err := cardOf(p, rows, at)
	if err != nil {
		return err
	}
	return p.Render(cardPage(p, c))
}

// most is how far the queue is laid out; the rest follows when these are decided.
const most = 500

func queue(p *frame.Page) ([]office.Row, error) {
	m, err := p.O.Mine(p.Ctx(), p.Me, office.Cursor{}, most)
	if err != nil {
		return nil, err
	}
	top, err := urgents(p, office.Cursor{})
	if err != nil {
		return nil, err
	}
	aw := office.Awaits(p.Me)
	top = slices.DeleteFunc(top, func(r office.Row) bool { // dangers stand on everybody's bench; here only what she decides
		return !slices.ContainsFunc(aw, func(a office.Await) bool { return a.Kind == r.Kind && a.State == r.State })
	})
	return merge(top, m.Rows), nil
}

func cardOf(p *frame.Page, rows []office.Row, at int) (card, error) {
	r := rows[at]
	s, err := p.O.Subject(p.Ctx(), p.Me, r.Kind, r.Subject)
	if err != nil {
		return card{}, err
	}
	st := p.StateOf(r.Kind, r.State)
	c := card{No: matter.Itoa(at + 1), All: matter.Itoa(len(rows)), Title: p.TitleOf(r), Number: r.Number, Kind: p.KindName(r.Kind), URL: frame.URLOf(r.Kind, r.Subject), States: []kit.State{st}}
	if len(rows) >= most {
		c.All += "+"
	}
	if r.Urgent {
		c.States = append(c.States, kit.State{Word: p.L("紧急", "Urgent"), Tone: kit.Bad})
	}
	if left, due, tone := p.Due(r.DueAt); left != "" {
		c.States, c.Due = append(c.States, kit.State{Word: left, Tone: tone}), due
	}
	if b := briefs[r.Kind]; b != nil {
		if c.Brief, err = b(p, s); err != nil {
			return c, err
		}
	}
	events, err := matter.Events(p, office.LifeOf(r.Kind), office.HeadOf(s), nil)
	if err != nil {
		return c, err
	}
	if len(events) > 0 {
		c.Last = matter.Join(" · ", events[0].What, events[0].Who, events[0].At)
	}
	c.around(p, rows, at)
	return c, c.choose(p, r, s, rows, at)
}

// around are the ways to the other cards.
func (c *card) around(p *frame.Page, rows []office.Row, at int) {
	if at > 0 {
		c.Prev = NextURL + "?at=" + rows[at-1].Subject
	}
	if at+1 < len(rows) {
		c.Skip = NextURL + "?at=" + rows[at+1].Subject
	}
	for i, r := range rows {
		if i != at && len(c.Rest) < 30 {
			c.Rest = append(c.Rest, kit.Link{Text: matter.Join(" · ", p.TitleOf(r), r.Number, pager{p}.waits(r)), URL: NextURL + "?at=" + r.Subject})
		}
	}
	if rows[at].Kind == "clue" && rows[at].State == "proposed" && p.Me.Has(access.Director) {
		c.Bulk = kit.Link{Text: p.L("多件一起批（先预览）", "Several at once (with a preview)"), URL: "/clues?state=proposed"}
	}
}

// aside are acts that decide a matter the other way.
var aside = map[string]bool{"return": true, "reject": true, "refuse": true, "drop": true, "send_back": true, "submit_up": true, "forward_lower": true, "cancel": true, "extend": true, "reject_claim": true, "set_aside": true}

// choose lists how she may decide. What she may not do herself is said with
// the reason, so that the card does not look broken.
func (c *card) choose(p *frame.Page, r office.Row, s any, rows []office.Row, at int) error {
	cs, err := p.O.Choices(p.Ctx(), p.Me, r.Kind, s)
	if err != nil {
		return err
	}
	then := "?then=next"
	if at+1 < len(rows) {
		then += "&at=" + rows[at+1].Subject
	}
	for _, ch := range cs {
		verb := strings.TrimPrefix(string(ch.Step.Do), r.Kind+".")
		if !slices.Contains(ch.Step.From, r.State) || !ch.Step.Main && !aside[verb] {
			continue
		}
		label := p.L(ch.Verb.Zh, ch.Verb.En)
		if ch.Refuse != nil {
			c.Stopped = append(c.Stopped, kit.NotYet{Label: label, Why: ch.Refuse.Text(p.Lang)})
			continue
		}
		zh, en := law.Cite(ch.Step.Basis)
		x := choice{Label: label, URL: c.URL + "/" + verb + then, Says: p.L(ch.Verb.SayZh, ch.Verb.SayEn), Basis: p.L(zh, en), Main: ch.Step.Main}
		if ch.Step.Body != "" {
			x.Says = matter.Join(" ", p.L("录入主任会议的决定。", "Enters what the council decided."), x.Says)
		}
		c.Can = append(c.Can, x)
	}
	slices.SortStableFunc(c.Can, func(a, b choice) int {
		return map[bool]int{true: 0, false: 1}[a.Main] - map[bool]int{true: 0, false: 1}[b.Main]
	})
	return nil
}
