// Package frame is what every signed-in page stands in: who is there, what
// waits for her, and the one way from a form to the door.
package frame

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/web/kit"
)

// App is one listener of the office's side.
type App struct {
	Office   *office.Office
	Site     *kit.Site
	Secure   bool // cookies only over https; false for the demo on loopback
	Sections []Section
	Menu     []Section // further entries of the person menu

	Notes kit.Notes

	counts counts // numbers of the rail
}

// Section is one entry of the left rail; Show says for whom.
type Section struct {
	Zh, En, URL, Icon string
	Show              func(access.Person) bool
	Count             func(*Page) int // nil: no number
	Group             [2]string       // Chinese and English heading above the first of its group; "" none
}

// Page is a kit page of a signed-in person.
type Page struct {
	*kit.Page
	O   *office.Office
	App *App
	Me  access.Person
	Acc account.Account

	tried []string // files of a rehearsal, kept nowhere
}

// Func is a page.
type Func func(*Page) error

type who struct {
	access.Person
	place string
}

func (w who) Name() string { return w.Person.Name }
func (w who) RoleZh() string {
	if len(w.Roles) == 0 {
		return ""
	}
	return access.Text(w.Roles[0]).Zh
}
func (w who) RoleEn() string {
	if len(w.Roles) == 0 {
		return ""
	}
	return access.Text(w.Roles[0]).En
}
func (w who) PlaceName() string { return w.place }

// Cookie is the session's cookie: host-bound over https.
func (a *App) Cookie() string {
	if a.Secure {
		return "__Host-hengjian"
	}
	return "hengjian"
}

// SetCookie begins or (token "") ends the session's cookie.
func (a *App) SetCookie(w http.ResponseWriter, token string) {
	age := 0
	if token == "" {
		age = -1
	}
	http.SetCookie(w, &http.Cookie{Name: a.Cookie(), Value: token, Path: "/", MaxAge: age, HttpOnly: true, Secure: a.Secure, SameSite: http.SameSiteStrictMode})
}

// In serves a page to signed-in people only; others are sent to sign in and
// come back.
func (a *App) In(f Func) http.Handler {
	return a.serve(func(p *Page) error {
		if p.Me.ID == "" {
			return p.Go("/signin?back=" + url.QueryEscape(p.R.URL.RequestURI()))
		}
		if p.Acc.Temporary && p.R.URL.Path != "/me/password" && p.R.URL.Path != "/signout" {
			return p.Go("/me/password")
		}
		return f(p)
	})
}

// Out serves a page that needs nobody signed in.
func (a *App) Out(f Func) http.Handler { return a.serve(f) }

type pageKey struct{}

func (a *App) serve(f Func) http.Handler {
	open := func(w http.ResponseWriter, r *http.Request) (*kit.Page, error) {
		p := &Page{Page: kit.New(w, r, a.Site, a.Office.Now()), O: a.Office, App: a}
		*r = *r.WithContext(context.WithValue(r.Context(), pageKey{}, p))
		p.R = r
		return p.Page, p.enter()
	}
	return kit.Handle(open, func(k *kit.Page) error {
		p, ok := k.R.Context().Value(pageKey{}).(*Page)
		if !ok {
			return errors.New("no page in the request")
		}
		return f(p)
	})
}

func (p *Page) enter() error {
	p.Notes = p.App.Notes
	c, err := p.R.Cookie(p.App.Cookie())
	if err != nil || c.Value == "" {
		return nil
	}
	me, acc, err := p.O.Enter(p.Ctx(), c.Value)
	if errors.Is(err, office.ErrSignedOut) {
		return nil
	}
	if err != nil {
		return err
	}
	p.Me, p.Acc = me, acc
	place := ""
	if cg, ok, err := p.O.CongressAt(p.O.View(p.Ctx()), me.Place); err == nil && ok {
		place = cg.Short
	}
	p.Who = who{me, place}
	if p.R.Method == http.MethodGet {
		p.Notices, _ = p.O.Unread(p.Ctx(), me)
	}
	p.Rehearsing = p.rehearses(c.Value)
	p.Site = p.menu()
	group := ""
	here := -1 // of /admin and /admin/accounts only the nearer one is marked
	for _, s := range p.App.Sections {
		if s.Show != nil && !s.Show(me) {
			continue
		}
		it := kit.RailItem{Label: p.L(s.Zh, s.En), URL: s.URL, Icon: s.Icon}
		if g := p.L(s.Group[0], s.Group[1]); g != group {
			it.Head, group = g, g
		}
		if under(p.R.URL.Path, s.URL) {
			if here >= 0 {
				p.Rail[here].On = false
			}
			it.On, here = true, len(p.Rail)
		}
		if s.Count != nil && p.R.Method == http.MethodGet {
			it.Count = p.App.counts.of(p, s)
		}
		p.Rail = append(p.Rail, it)
	}
	return nil
}

// menu is the site with the person's menu in her language.
func (p *Page) menu() *kit.Site {
	site := *p.App.Site
	site.Menu = nil
	for _, s := range p.App.Menu {
		if s.Show == nil || s.Show(p.Me) {
			site.Menu = append(site.Menu, kit.Link{Text: p.L(s.Zh, s.En), URL: s.URL})
		}
	}
	return &site
}

func under(path, section string) bool {
	return path == section || section != "/" && len(path) > len(section) && path[:len(section)] == section && path[len(section)] == '/'
}

// Do does an act with the form's act id and, for acts of a body, its minute.
func (p *Page) Do(a any) (office.Answer, error) {
	office.Own(a)
	return p.DoOrder(a, p.Order())
}

// Order is what the form says besides the act's own fields.
func (p *Page) Order() office.Order {
	o := office.Order{ActID: p.R.PostFormValue("act_id")}
	if m, d := p.R.PostFormValue("minute"), p.R.PostFormValue("date"); m != "" || d != "" {
		o.Body = &act.Body{Name: p.R.PostFormValue("body"), Minute: m, Date: d}
	}
	return o
}

// Form decodes a form into an act or a filter.
func Form[T any](p *Page) (T, error) { return kit.Form[T](p.Page) }

// Post reports whether the page is being answered.
func (p *Page) Post() bool { return p.R.Method == http.MethodPost }
