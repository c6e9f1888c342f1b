package matter

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// Kind says how the pages of one kind of matter differ.
type Kind[S any] struct {
	Life *act.Life
	Base string // "/legs": a matter's page is Base/id
	Load func(p *frame.Page, id string) (S, error)
	See  func(p *frame.Page, s S) S // what this reader may know of it; nil all
	Head func(*S) *act.Head
	// Name is a matter in a crumb.
	Name    func(p *kit.Page, s S) string
	List    func(p *kit.Page) kit.Link
	Forms   map[string]func(*Doing[S]) (Form, error)
	Aside   func(*Doing[S]) templ.Component // beside an act's form: what one acts on
	Try     func(p *frame.Page, s S, a any) // gives a dry run what it needs
	Special map[string]func(*Doing[S]) error
	Instead map[string]Instead // where an act is no longer lawful: by which act its aim is reached
}

// Instead is the act that reaches the aim of one that is no longer lawful, and
// a sentence that says so.
type Instead struct{ Verb, Zh, En string }

// Path is the path of a matter's page or one of its acts.
func (k *Kind[S]) Path(id string, more ...string) string {
	return pathOf(k.Base, id, more)
}

// Get reads the matter that the path names: whole for the door, and as this
// reader may know it.
func (k *Kind[S]) Get(p *frame.Page) (raw, seen S, err error) {
	raw, err = k.Load(p, p.R.PathValue("id"))
	seen = raw
	if err == nil && k.See != nil {
		seen = k.See(p, raw)
	}
	return raw, seen, err
}

// Next is what may be done now, what may not be done by this person and why,
// and what comes later.
type Next struct {
	kit.Acts
	Stopped []kit.NotYet // lawful now, but not for this person or not yet: shown as buttons that cannot be pressed
}

// subject is one matter without its type, for all that does not depend on it:
// it stands once in the program instead of once for every kind.
type subject struct {
	life *act.Life
	base string
	raw  any // pointer to the whole matter, for the door only
	head *act.Head
	// dry asks the pure act what it would say; it changes nothing.
	dry func(p *frame.Page, a any, m act.Moment) error
}

// of takes the type off a matter.
func (k *Kind[S]) of(raw *S) subject {
	return subject{k.Life, k.Base, raw, k.Head(raw), func(p *frame.Page, a any, m act.Moment) error { return k.dry(p, *raw, a, m) }}
}

func (k *Kind[S]) dry(p *frame.Page, raw S, a any, m act.Moment) error {
	if k.Try != nil {
		k.Try(p, raw, a)
	}
	d, ok := a.(interface {
		Do(S, act.Moment) (S, error)
	})
	if !ok {
		return nil
	}
	_, err := d.Do(raw, m)
	return err
}

func (x subject) path(more ...string) string { return pathOf(x.base, x.head.ID, more) }

func pathOf(base, id string, more []string) string {
	return base + "/" + strings.Join(append([]string{id}, more...), "/")
}

// NextOf lists the acts of the person's functions on a matter.
func (k *Kind[S]) NextOf(p *frame.Page, raw S) (Next, error) { return k.of(&raw).next(p) }

func (x subject) next(p *frame.Page) (Next, error) {
	var n Next
	cs, err := p.O.Choices(p.Ctx(), p.Me, x.life.Kind, x.raw)
	if err != nil {
		return n, err
	}
	for _, ch := range cs {
		now := slices.Contains(ch.Step.From, p.O.StateOf(x.raw))
		why := ch.Refuse
		if now && why == nil {
			why = x.unlawful(p, ch)
		}
		label := p.L(ch.Verb.Zh, ch.Verb.En)
		switch {
		case why != nil && now:
			n.Stopped = append(n.Stopped, kit.NotYet{Label: label, Why: why.Text(p.Lang)})
		case why != nil:
			n.NotYet = append(n.NotYet, kit.NotYet{Label: label, Why: why.Text(p.Lang)})
		default:
			zh, en := law.Cite(ch.Step.Basis)
			l := kit.ActLink{Label: label, URL: x.path(x.verb(ch.Step.Do)), Main: ch.Step.Main}
			if ch.Step.Main {
				l.Basis = p.L(zh, en)
			}
			n.Can = append(n.Can, l)
		}
	}
	slices.SortStableFunc(n.Can, func(a, b kit.ActLink) int {
		if a.Main == b.Main {
			return 0
		}
		return map[bool]int{true: -1, false: 1}[a.Main]
	})
	n.Note = x.waits(p, len(n.Can) > 0)
	return n, nil
}

func (x subject) verb(n act.Name) string { return strings.TrimPrefix(string(n), x.life.Kind+".") }

// noTerms answers for rules in a dry run, where no term is kept.
type noTerms struct{}

func (noTerms) Start(rule string, _ time.Time) (act.Clock, error) { return act.Clock{Rule: rule}, nil }
func (noTerms) StartTerm(rule, _ string, _ time.Time) (act.Clock, error) {
	return act.Clock{Rule: rule}, nil
}
func (noTerms) Extend(c act.Clock, _ act.Extend) (act.Clock, error) { return c, nil }

// unlawful asks the pure act itself why it is not the time or not the person,
// so that the page and the door cannot disagree. What depends on fields not yet
// filled in or on facts that only the door states does not count.
func (x subject) unlawful(p *frame.Page, ch office.Choice) *act.Refusal {
	a := office.NewAct(ch.Step.Do)
	if a == nil {
		return nil
	}
	setID(a, x.head.ID)
	m := act.Moment{At: p.Now, By: p.Me.ID, Organ: p.Me.Organ, Role: ch.Role, Rules: noTerms{}}
	if ch.Step.Body != "" {
		m.Body = &act.Body{Name: ch.Step.Body}
	}
	for _, r := range kit.Refusals(x.dry(p, a, m)) {
		if r.Kind == act.Forbidden || r.Kind == act.NotNow {
			return r
		}
	}
	return nil
}

func setID(a any, id string) {
	if f := reflect.ValueOf(a).Elem().FieldByName("ID"); f.IsValid() && f.Kind() == reflect.String {
		f.SetString(id)
	}
}

// waits says whose next act it is when it is not this person's.
func (x subject) waits(p *frame.Page, mine bool) string {
	var who []string
	for _, st := range x.life.Lawful(x.head.State, x.head.Regime) {
		if !st.Main || st.Off {
			continue
		}
		for _, r := range st.Who {
			t := access.Text(r)
			if p.Me.Has(r) && mine {
				return ""
			}
			n := p.L(t.Zh, t.En)
			if st.Body != "" {
				n = p.L("主任会议（"+t.Zh+"录入）", "the council (entered by the "+t.En+")")
			}
			if !slices.Contains(who, n) {
				who = append(who, n)
			}
		}
	}
	if len(who) == 0 {
		return ""
	}
	return p.L("现在等"+strings.Join(who, "、")+"办理。", "Now waiting for: "+strings.Join(who, ", ")+".")
}
