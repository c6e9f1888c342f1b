// Package api is the JSON interface of the office listener: the same acts,
// lists and matters as the pages, for programs that people run under their own
// account. It knows no cookie, only "Authorization: Bearer" with the token of
// a session, so a page in a browser cannot act through it unnoticed.
package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
)

// Root is where every path of the interface begins.
const Root = "/api/v1"

// Route is one path. Open ones need no session.
type Route struct {
	Method, Path string
	Open         bool
	Handler      http.Handler
}

// call is one request with who makes it.
type call struct {
	w   http.ResponseWriter
	r   *http.Request
	o   *office.Office
	me  access.Person
	acc account.Account
}

func (c *call) ctx() context.Context { return c.r.Context() }

// fn answers a call with a value to be shown as JSON, or refuses.
type fn func(*call) (any, error)

// Routes lists every path: one for each registered act and each kind in lists.
func Routes(o *office.Office) []Route {
	var rs []Route
	add := func(method, path string, open bool, f fn) {
		rs = append(rs, Route{method, Root + path, open, serve(o, open, f)})
	}
	add("POST", "/session", true, signIn)
	add("DELETE", "/session", false, signOut)
	add("GET", "/me", false, whoAmI)
	add("GET", "/lives", true, lives)
	add("GET", "/openapi.json", true, openAPI)
	for _, name := range office.Acts() {
		add("POST", "/acts/"+string(name), false, doAct(name))
	}
	for _, kind := range office.Kinds() {
		add("GET", "/"+Plural(kind), false, list(kind))
		add("GET", "/"+Plural(kind)+"/{id}", false, show(kind))
	}
	add("GET", "/proofs/{book}/{seq}", false, proof)
	add("GET", "/books/{book}/checkpoint", false, checkpoint)
	add("GET", "/books/{book}/tile/{path...}", false, tile)
	return rs
}

// NotFound answers every other path under /api/ with the bytes of a matter
// that does not exist.
func NotFound(o *office.Office) http.Handler {
	return serve(o, true, func(*call) (any, error) { return nil, act.None() })
}

// Plural is a kind as lists are addressed.
func Plural(kind string) string {
	switch kind {
	case "deputyrec":
		return "deputies"
	case "delivery":
		return "deliveries"
	case "summary":
		return "summaries"
	case "congress":
		return "congresses"
	}
	return kind + "s"
}

// raw is an answer that is not JSON.
type raw struct {
	mime string
	body []byte
}

func serve(o *office.Office, open bool, f fn) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &call{w: w, r: r, o: o}
		out, err := c.run(open, f)
		if err != nil {
			c.fail(err)
			return
		}
		c.answer(out)
	})
}

func (c *call) run(open bool, f fn) (out any, err error) {
	defer func() {
		if cause := recover(); cause == http.ErrAbortHandler {
			panic(cause)
		} else if cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	if !open {
		if err := c.enter(); err != nil {
			return nil, err
		}
	}
	return f(c)
}

// errSignedOut is the answer to a missing, wrong or ended token.
var errSignedOut = errors.New("no session")

// mustChange is what a one-time password is good for besides changing it.
var mustChange = act.Wrong("password", "请先更换一次性口令（account.set_password）。", "Change the one-time password first (account.set_password).")

func (c *call) token() string {
	t, ok := strings.CutPrefix(c.r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return ""
	}
	return strings.TrimSpace(t)
}

func (c *call) enter() error {
	t := c.token()
	if t == "" {
		return errSignedOut
	}
	var err error
	c.me, c.acc, err = c.o.Enter(c.ctx(), t)
	if errors.Is(err, office.ErrSignedOut) {
		return errSignedOut
	}
	if err != nil {
		return err
	}
	if c.acc.Temporary && !allowedTemporary[c.r.Method+" "+strings.TrimPrefix(c.r.URL.Path, Root)] {
		r := *mustChange
		r.Kind = act.Forbidden
		return &r
	}
	return nil
}

var allowedTemporary = map[string]bool{"GET /me": true, "DELETE /session": true, "POST /acts/account.set_password": true}

func (c *call) answer(out any) {
	h := c.w.Header()
	h.Set("Cache-Control", "no-store")
	switch v := out.(type) {
	case nil:
		c.w.WriteHeader(http.StatusNoContent)
	case raw:
		h.Set("Content-Type", v.mime)
		c.w.Write(v.body)
	default:
		b, err := json.Marshal(v)
		if err != nil {
			c.fail(err)
			return
		}
		h.Set("Content-Type", "application/json; charset=utf-8")
		c.w.Write(append(b, '\n'))
	}
}
