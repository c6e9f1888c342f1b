package frame

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"slices"

	"hengjian/office"
	"hengjian/web/kit"
)

// Rehearsal (演练): somebody of an organ tries any form of her side, and nothing
// is kept. The mode is bound to the session, so that it ends with it, and is
// never on for the congress's side.

const rehearsalCookie = "rehearsal"

// mark binds the mode to a session without naming it.
func mark(session string) string {
	h := sha256.Sum256([]byte("rehearsal " + session))
	return hex.EncodeToString(h[:8])
}

func (p *Page) rehearses(session string) bool {
	c, err := p.R.Cookie(rehearsalCookie)
	return err == nil && c.Value == mark(session) && p.Me.Side() == "organ"
}

// SetRehearsal begins or ends the mode for this session.
func (p *Page) SetRehearsal(on bool) {
	value, age := "", -1
	if s, err := p.R.Cookie(p.App.Cookie()); err == nil && on {
		value, age = mark(s.Value), 0
	}
	http.SetCookie(p.W, &http.Cookie{Name: rehearsalCookie, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: p.App.Secure, SameSite: http.SameSiteStrictMode})
}

// DoOrder is Do with an order of its own, for forms that do several acts. While
// rehearsing it does nothing and says what would come of it: a refusal, or
// [kit.ErrRehearsed].
func (p *Page) DoOrder(a any, ord office.Order) (office.Answer, error) {
	if !p.Rehearsing {
		p.App.counts.forget(p.Me.ID)
		return p.O.Do(p.Ctx(), p.Me, a, ord)
	}
	err := p.O.Rehearse(p.Ctx(), p.Me, a, ord, p.tried)
	for name, vals := range p.R.PostForm { // shown again, the form must ask for the file anew
		p.R.PostForm[name] = slices.DeleteFunc(vals, func(v string) bool { return slices.Contains(p.tried, v) })
	}
	if err == nil {
		err = kit.ErrRehearsed
	}
	return office.Answer{}, err
}

// KeepFile stores an upload and returns its address and cleaned name; while
// rehearsing it is looked at in the same way and not stored.
func (p *Page) KeepFile(name string, src io.Reader) (hash, clean string, err error) {
	if !p.Rehearsing {
		return p.O.KeepFile(p.Me, name, src)
	}
	if hash, clean, err = p.O.TryFile(name, src); err == nil {
		p.tried = append(p.tried, hash)
	}
	return hash, clean, err
}
