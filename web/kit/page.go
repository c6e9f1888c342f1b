// Package kit is the look and the parts of every page, and the small frame a page handler works in.
//
// A page is `func(p *kit.Page) error`; it renders a templ component inside [Shell] or [Public] and returns
// refusals and faults as errors. README.md of this folder has a complete example.
package kit

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"hengjian/oversight/act"
)

// Who is the signed-in person as the page needs to show them.
type Who interface {
	Name() string
	RoleZh() string
	RoleEn() string
	PlaceName() string
}

// Site holds what is the same on every page of one listener. Empty URLs switch the part off.
type Site struct {
	NameZh, NameEn string // product or organ name in the header
	SearchURL      string // GET target of the search box, parameter q
	NoticesURL     string
	SignOutURL     string // POST target
	NextURL        string // where an act begun from the cards of waiting decisions goes on, see [Page.Then]; "" nowhere
	PreferURL      string // where [Prefer] is mounted; "" keeps language and type size in the URL (public pages set no cookie)
	LeaveURL       string // where "leave quickly" goes
	Foot           []Link
	Menu           []Link // extra entries of the person menu
}

// Page is one request on its way to an answer.
type Page struct {
	W       http.ResponseWriter
	R       *http.Request
	Site    *Site
	Lang    string // "zh" or "en"
	Theme   string // "" (as the device says), "light", "dark"
	Big     bool   // large type
	Who     Who    // nil when nobody is signed in
	Now     time.Time
	Nonce   string
	Notices int
	Rail    []RailItem
	Notes   Notes        // flash messages; nil means none are kept
	Log     *slog.Logger // nil means slog.Default()

	Rehearsing bool // 演练: nothing that is done is kept; a banner says so on every page

	rehearsed bool // what was sent would have been accepted
	flash     *Note
	refusals  []*act.Refusal
	again     bool
	actID     string
}

// ErrRehearsed stands in for the answer of an act that was only rehearsed and
// would have been accepted.
var ErrRehearsed = errors.New("rehearsed: would be accepted")

// New makes the page of a request: language, theme and type size from URL or preference cookie, nonce from
// [Secure]. Who, Rail and the counts are the caller's to fill. Chinese unless English was chosen.
func New(w http.ResponseWriter, r *http.Request, site *Site, now time.Time) *Page {
	p := &Page{W: w, R: r, Site: site, Now: now, Lang: "zh", Nonce: NonceOf(r)}
	if choice(r, "lang") == "en" {
		p.Lang = "en"
	}
	if t := choice(r, "theme"); t == "dark" || t == "light" {
		p.Theme = t
	}
	p.Big = choice(r, "big") == "1"
	return p
}

func choice(r *http.Request, name string) string {
	if v := r.URL.Query().Get(name); v != "" {
		return v
	}
	if c, err := r.Cookie(name); err == nil {
		return c.Value
	}
	return ""
}

// Ctx is the request's context.
func (p *Page) Ctx() context.Context { return p.R.Context() }

// L chooses between the two texts written together at the place of use. There is no catalogue of keys.
func (p *Page) L(zh, en string) string {
	if p.Lang == "en" {
		return en
	}
	return zh
}

// Render writes the component with status 200. The page is made in memory first, so a fault on the way
// becomes an error page and never half a page.
func (p *Page) Render(c templ.Component) error { return p.render(http.StatusOK, c) }

func (p *Page) render(status int, c templ.Component) error {
	p.takeNote()
	var b bytes.Buffer
	if err := c.Render(With(p.Ctx(), p), &b); err != nil {
		return fmt.Errorf("kit: render: %w", err)
	}
	h := p.W.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	h.Set("Content-Language", p.L("zh-CN", "en"))
	p.W.WriteHeader(status)
	if p.R.Method == http.MethodHead {
		return nil
	}
	_, _ = p.W.Write(b.Bytes()) // the reader has gone away: nothing left to tell them
	return nil
}

// Go sends the browser on with 303, so that a reload does not repeat an act. Only own paths are followed.
func (p *Page) Go(to string) error {
	http.Redirect(p.W, p.R, p.Link(localPath(to)), http.StatusSeeOther)
	return nil
}

// GoSaying is [Page.Go] with one sentence shown at the top of the next page.
func (p *Page) GoSaying(to, zh, en string) error {
	to = p.Then(to)
	if p.Notes == nil {
		return p.Go(to)
	}
	code, err := p.Notes.Keep(p.Ctx(), Note{Tone: OK, Zh: zh, En: en})
	if err != nil {
		return err
	}
	if code != "" {
		to = setQuery(localPath(to), "said", code)
	}
	return p.Go(to)
}

// Then is where an act leads: to its own page, or, where it was begun from the
// cards of what waits for a decision (?then=next), on to the next card.
func (p *Page) Then(to string) string {
	q := p.R.URL.Query()
	if p.Site == nil || p.Site.NextURL == "" || q.Get("then") != "next" {
		return to
	}
	if at := q.Get("at"); at != "" {
		return p.Site.NextURL + "?at=" + url.QueryEscape(at)
	}
	return p.Site.NextURL
}

// Refused shows a page in place of what was asked for, with the status of the
// refusal.
func (p *Page) Refused(c templ.Component, err error) error { return p.render(Status(err), c) }

// Again shows the form once more after err: 422 for invalid input, 409 when it is not the time or somebody
// acted first. Fields find their own refusal and what was typed. Any other error is handed back.
func (p *Page) Again(c templ.Component, err error) error {
	if err == nil {
		return p.Render(c)
	}
	if errors.Is(err, ErrRehearsed) {
		p.rehearsed, p.again = true, true
		return p.Render(c)
	}
	all := Refusals(err)
	if len(all) == 0 || all[0].Kind == act.Forbidden || all[0].Kind == act.Missing {
		return err
	}
	p.refusals, p.again = all, true
	return p.render(Status(err), c)
}

// Refill shows the form once more with what was typed and without an error: for forms that look something up
// on the way, such as an organ by a piece of its name.
func (p *Page) Refill(c templ.Component) error {
	p.again = true
	return p.Render(c)
}

// ErrorAt is the refusal standing at a field, in the reader's language, or "".
func (p *Page) ErrorAt(field string) string {
	for _, f := range p.refusals {
		if f.Field == field {
			return f.Text(p.Lang)
		}
	}
	return ""
}

// Old is what the person typed in this field if the form is shown again, otherwise def.
func (p *Page) Old(name, def string) string {
	if v, ok := p.R.PostForm[name]; ok && p.again && len(v) > 0 {
		return v[0]
	}
	return def
}

// ActID is the id of the act a form will send: new at first, the same one when the form is shown again, so
// that pressing twice is one act.
func (p *Page) ActID() string {
	if p.actID == "" {
		p.actID = p.Old("act_id", "")
	}
	if len(p.actID) != 36 {
		p.actID = newID()
	}
	return p.actID
}

// newID is a random UUID (version 4).
func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// Keep is this page's URL with some query values changed: pairs of name and value, "" removes. The place in
// a keyset list (after, before) is dropped because it belongs to the old order.
func (p *Page) Keep(pairs ...string) string {
	q := p.R.URL.Query()
	for _, k := range []string{"after", "before", "said"} {
		q.Del(k)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if q.Del(pairs[i]); pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return p.R.URL.Path
	}
	return p.R.URL.Path + "?" + q.Encode()
}

// Link carries language and type size along where no cookie keeps them (public pages).
func (p *Page) Link(to string) string {
	for _, kv := range p.carry() {
		to = setQuery(to, kv[0], kv[1])
	}
	return to
}

func (p *Page) carry() (kv [][2]string) {
	if p.Site == nil || p.Site.PreferURL != "" {
		return nil
	}
	if p.Lang == "en" {
		kv = append(kv, [2]string{"lang", "en"})
	}
	if p.Big {
		kv = append(kv, [2]string{"big", "1"})
	}
	return kv
}

// preferURL is the link that changes a preference and comes back here.
func (p *Page) preferURL(name, value string) string {
	if p.Site == nil || p.Site.PreferURL == "" {
		return p.Keep(name, value)
	}
	q := url.Values{name: {value}, "back": {p.R.URL.RequestURI()}}
	return p.Site.PreferURL + "?" + q.Encode()
}

func setQuery(to, name, value string) string {
	u, err := url.Parse(to)
	if err != nil {
		return to
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}

type pageKey struct{}

// With puts the page where templates find it. [Page.Render] does this.
func With(ctx context.Context, p *Page) context.Context {
	return context.WithValue(ctx, pageKey{}, p)
}

// Of is the page being rendered. Outside of a page it is an empty Chinese one, so parts can be tested alone.
func Of(ctx context.Context) *Page {
	if p, ok := ctx.Value(pageKey{}).(*Page); ok {
		return p
	}
	return &Page{Lang: "zh", Site: &Site{}, R: &http.Request{Method: "GET", URL: &url.URL{Path: "/"}}}
}

// T is [Page.L] inside templates.
func T(ctx context.Context, zh, en string) string { return Of(ctx).L(zh, en) }
