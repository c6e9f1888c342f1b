package stage

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// NoJS is somebody whose browser runs no scripts: she reads what the server
// sent, fills forms and follows links.
type NoJS struct {
	Name   string
	Base   string
	Status int         // of the page before her
	Header http.Header // of the page before her
	Raw    []byte      // the bytes of it

	t      testing.TB
	client *http.Client
	at     *url.URL
	doc    *html.Node
	files  map[*html.Node]string // uploads chosen so far
}

// NewNoJS makes a person without JavaScript who works at base.
func NewNoJS(t testing.TB, name, base string) *NoJS {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &NoJS{Name: name, Base: strings.TrimSuffix(base, "/"), t: t,
		client: &http.Client{Jar: jar, Timeout: 3 * Patience}}
}

// NoJS makes a person without JavaScript at the staff pages of s.
func (s *Server) NoJS(t testing.TB, name string) *NoJS { t.Helper(); return NewNoJS(t, name, s.URL) }

// PublicNoJS makes a person without JavaScript at the public pages of s.
func (s *Server) PublicNoJS(t testing.TB, name string) *NoJS {
	t.Helper()
	return NewNoJS(t, name, s.Intake)
}

// Goto opens a path of Base, or a whole URL.
func (n *NoJS) Goto(path string) {
	n.t.Helper()
	if !strings.Contains(path, "://") {
		path = n.Base + path
	}
	req, err := http.NewRequest(http.MethodGet, path, nil)
	if err != nil {
		n.t.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Site", "none")
	n.open(req)
}

// SignIn signs in by the form of SignInPath and expects to leave that page.
func (n *NoJS) SignIn(login, password string) {
	n.t.Helper()
	n.Goto(SignInPath)
	n.Fill("login", login)
	n.Fill("password", password)
	form := above(n.field("password"), "form")
	for _, b := range elements(n.doc, "button", "input") {
		if n.formOf(b) == form && submits(b) {
			n.submit(form, b)
			if strings.HasPrefix(n.at.Path, SignInPath) {
				n.fail("%s could not sign in as %s", n.Name, login)
			}
			return
		}
	}
	n.fail("the sign-in form has no button")
}

// Fill writes value into a field.
func (n *NoJS) Fill(field, value string) {
	n.t.Helper()
	e := n.field(field)
	switch {
	case has(e, "readonly"):
		n.fail("%s cannot fill %q: it is read-only", n.Name, field)
	case e.Data == "select":
		n.Pick(field, value)
	case e.Data == "textarea":
		for c := e.FirstChild; c != nil; c = e.FirstChild {
			e.RemoveChild(c)
		}
		e.AppendChild(&html.Node{Type: html.TextNode, Data: value})
	default:
		set(e, "value", value)
	}
}

// Choose marks the radio button or checkbox, or picks the option, with this text.
func (n *NoJS) Choose(label string) {
	n.t.Helper()
	inputs := n.usable(func(e *html.Node) bool { k := kind(e); return k == "radio" || k == "checkbox" })
	if e := best(inputs, n.names, label); e != nil {
		if kind(e) == "radio" {
			for _, o := range inputs {
				if kind(o) == "radio" && attr(o, "name") == attr(e, "name") && n.formOf(o) == n.formOf(e) {
					unset(o, "checked")
				}
			}
		}
		set(e, "checked", "")
		return
	}
	options := n.usable(func(e *html.Node) bool { return e.Data == "option" })
	if e := best(options, func(o *html.Node) []string { return []string{words(o)} }, label); e != nil {
		pick(above(e, "select"), e)
		return
	}
	n.fail("%s finds no choice %q", n.Name, label)
}

// Clear takes the mark from a checkbox.
func (n *NoJS) Clear(label string) {
	n.t.Helper()
	e := best(n.usable(func(e *html.Node) bool { return kind(e) == "checkbox" }), n.names, label)
	if e == nil {
		n.fail("%s finds no checkbox %q", n.Name, label)
	}
	unset(e, "checked")
}

// Pick picks from one list the option with this text or value.
func (n *NoJS) Pick(field, option string) {
	n.t.Helper()
	s := n.field(field)
	o := best(elements(s, "option"), func(o *html.Node) []string { return []string{words(o), attr(o, "value")} }, option)
	if o == nil || has(o, "disabled") {
		n.fail("%s finds no option %q in %q", n.Name, option, field)
	}
	pick(s, o)
}

// Upload gives a file to a file field.
func (n *NoJS) Upload(field, file string) {
	n.t.Helper()
	e := n.field(field)
	if kind(e) != "file" {
		n.fail("%q takes no file", field)
	}
	n.files[e] = file
}

// Press presses the submit button, or follows the link, with this text.
func (n *NoJS) Press(text string) { n.t.Helper(); n.press(n.page(), text) }

// PressIn presses inside the smallest part of the page that shows the text row
// and has such a button or link.
func (n *NoJS) PressIn(row, text string) {
	n.t.Helper()
	var part *html.Node
	for _, e := range elements(n.page(), "tr", "li", "article", "section", "fieldset", "form", "details", "dialog", "dd", "div") {
		if strings.Contains(shown(e), squeeze(row)) && n.button(e, text) != nil && (part == nil || len(shown(e)) <= len(shown(part))) {
			part = e
		}
	}
	if part == nil {
		n.fail("%s finds no %q beside %q", n.Name, text, row)
	}
	n.press(part, text)
}

func (n *NoJS) press(in *html.Node, text string) {
	n.t.Helper()
	e := n.button(in, text)
	switch {
	case e == nil:
		n.fail("%s finds nothing to press that says %q", n.Name, text)
	case e.Data == "a":
		n.follow(attr(e, "href"))
	case disabled(e):
		n.fail("%s cannot press %q: it is disabled", n.Name, text)
	default:
		n.submit(n.formOf(e), e)
	}
}

// button finds what works without a script: submit buttons of a form, and links.
func (n *NoJS) button(in *html.Node, text string) *html.Node {
	var found []*html.Node
	for _, e := range elements(in, "button", "input") {
		if submits(e) && n.formOf(e) != nil {
			found = append(found, e)
		}
	}
	for _, e := range elements(in, "a") {
		if has(e, "href") {
			found = append(found, e)
		}
	}
	return best(found, func(e *html.Node) []string {
		return []string{words(e), attr(e, "value"), attr(e, "aria-label"), attr(e, "title")}
	}, text)
}

// See fails unless the page shows text. White space counts as single blanks.
func (n *NoJS) See(text string) {
	n.t.Helper()
	if !strings.Contains(n.Text(), squeeze(text)) {
		n.fail("%s does not see %q", n.Name, text)
	}
}

// DontSee fails if the page shows text.
func (n *NoJS) DontSee(text string) {
	n.t.Helper()
	if strings.Contains(n.Text(), squeeze(text)) {
		n.fail("%s sees %q", n.Name, text)
	}
}

// Title is the title of the page.
func (n *NoJS) Title() string {
	n.t.Helper()
	for _, e := range elements(n.page(), "title") {
		return words(e)
	}
	return ""
}

// Text is the text of the page's body, noscript included, in the order of the source.
func (n *NoJS) Text() string {
	n.t.Helper()
	for _, e := range elements(n.page(), "body") {
		return shown(e)
	}
	return ""
}

// URL is where she is.
func (n *NoJS) URL() string { n.t.Helper(); n.page(); return n.at.String() }

// Value is what a field holds.
func (n *NoJS) Value(field string) string {
	n.t.Helper()
	vs := values(n.field(field))
	if len(vs) == 0 {
		return ""
	}
	return vs[0]
}

// Can reports whether the page offers her such a button or link.
func (n *NoJS) Can(text string) bool {
	n.t.Helper()
	e := n.button(n.page(), text)
	return e != nil && !disabled(e)
}

func (n *NoJS) page() *html.Node {
	n.t.Helper()
	if n.doc == nil {
		n.t.Fatalf("%s has opened no page yet", n.Name)
	}
	return n.doc
}

func (n *NoJS) fail(format string, args ...any) {
	n.t.Helper()
	n.t.Fatalf(format+"\nat %s (%d), which shows:\n%s", append(args, n.at, n.Status, clip(n.Text(), 3000))...)
}

func (n *NoJS) open(req *http.Request) {
	n.t.Helper()
	req.Header.Set("Accept", "text/html,application/xhtml+xml")
	if req.Header.Get("Accept-Language") == "" {
		req.Header.Set("Accept-Language", "zh-CN,zh;q=0.9")
	}
	resp, err := n.client.Do(req)
	if err != nil {
		n.t.Fatalf("%s: %v", n.Name, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 32<<20))
	if err != nil {
		n.t.Fatalf("%s: %v", n.Name, err)
	}
	n.Status, n.Header, n.Raw, n.at = resp.StatusCode, resp.Header, body, resp.Request.URL
	n.files = map[*html.Node]string{}
	if n.doc, err = html.ParseWithOptions(bytes.NewReader(body), html.ParseOptionEnableScripting(false)); err != nil {
		n.t.Fatalf("%s: %v", n.Name, err)
	}
	for _, m := range elements(n.doc, "meta") { // a page that goes on by itself
		if strings.EqualFold(attr(m, "http-equiv"), "refresh") {
			if wait, to, ok := strings.Cut(attr(m, "content"), "url="); ok && strings.TrimSpace(strings.TrimRight(wait, "; ")) == "0" {
				n.follow(to)
				return
			}
		}
	}
}

// Row is one line of a table: what it says and where its links lead.
type Row struct {
	Text  string
	Hrefs []string
}

// Links reports whether a link of the row leads there.
func (r Row) Links(to string) bool { return slices.Contains(r.Hrefs, to) }

// Rows are the lines of the tables in a part of the page (named by its id),
// headings apart.
func (n *NoJS) Rows(part string) (out []Row) {
	n.t.Helper()
	for _, e := range elements(n.page(), "tr") {
		inside := false
		for p := e; p != nil; p = p.Parent {
			inside = inside || attr(p, "id") == part
		}
		if !inside || len(elements(e, "td")) == 0 {
			continue
		}
		r := Row{Text: shown(e)}
		for _, a := range elements(e, "a") {
			r.Hrefs = append(r.Hrefs, attr(a, "href"))
		}
		out = append(out, r)
	}
	return out
}

func (n *NoJS) resolve(ref string) *url.URL {
	n.t.Helper()
	u, err := n.at.Parse(ref)
	if err != nil {
		n.t.Fatal(err)
	}
	return u
}

func (n *NoJS) follow(ref string) {
	n.t.Helper()
	req, err := http.NewRequest(http.MethodGet, n.resolve(ref).String(), nil)
	if err != nil {
		n.t.Fatal(err)
	}
	req.Header.Set("Referer", n.at.String())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	n.open(req)
}

// submit sends a form as HTML says: successful controls in the order of the page.
func (n *NoJS) submit(form, button *html.Node) {
	n.t.Helper()
	type pair struct{ name, value, file string }
	var data []pair
	for _, e := range elements(n.doc, "input", "textarea", "select", "button") {
		name := attr(e, "name")
		if name == "" || n.formOf(e) != form || disabled(e) || (submits(e) || kind(e) == "button" || kind(e) == "reset") && e != button {
			continue
		}
		if kind(e) == "file" {
			data = append(data, pair{name, "", n.files[e]})
			continue
		}
		for _, v := range values(e) {
			data = append(data, pair{name: name, value: v})
		}
	}

	action := n.resolve(first(attr(button, "formaction"), attr(form, "action"), n.at.String()))
	method := strings.ToUpper(first(attr(button, "formmethod"), attr(form, "method"), "GET"))
	kindOf := strings.ToLower(first(attr(button, "formenctype"), attr(form, "enctype")))

	var body bytes.Buffer
	contentType := "application/x-www-form-urlencoded"
	if method == "POST" && kindOf == "multipart/form-data" {
		w := multipart.NewWriter(&body)
		contentType = w.FormDataContentType()
		for _, d := range data {
			switch {
			case n.isFile(form, d.name):
				n.attach(w, d.name, d.file)
			default:
				if err := w.WriteField(d.name, newlines(d.value)); err != nil {
					n.t.Fatal(err)
				}
			}
		}
		w.Close()
	} else {
		var parts []string
		for _, d := range data {
			parts = append(parts, url.QueryEscape(d.name)+"="+url.QueryEscape(newlines(d.value)))
		}
		query := strings.Join(parts, "&")
		if method == "GET" {
			action.RawQuery = query
		} else {
			body.WriteString(query)
		}
	}

	req, err := http.NewRequest(method, action.String(), &body)
	if err != nil {
		n.t.Fatal(err)
	}
	if method != "GET" {
		req.Header.Set("Content-Type", contentType)
		req.Header.Set("Origin", n.at.Scheme+"://"+n.at.Host)
	}
	req.Header.Set("Referer", n.at.String())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	n.open(req)
}

func (n *NoJS) isFile(form *html.Node, name string) bool {
	for _, e := range elements(n.doc, "input") {
		if kind(e) == "file" && attr(e, "name") == name && n.formOf(e) == form {
			return true
		}
	}
	return false
}

// attach adds a file part; no file chosen is sent as an empty one without name.
func (n *NoJS) attach(w *multipart.Writer, name, file string) {
	n.t.Helper()
	h := textproto.MIMEHeader{}
	base := ""
	if file != "" {
		base = filepath.Base(file)
	}
	q := strings.NewReplacer(`"`, "%22", "\r", "%0D", "\n", "%0A")
	h.Set("Content-Disposition", fmt.Sprintf(`form-data; name="%s"; filename="%s"`, q.Replace(name), q.Replace(base)))
	h.Set("Content-Type", "application/octet-stream")
	part, err := w.CreatePart(h)
	if err != nil {
		n.t.Fatal(err)
	}
	if file == "" {
		return
	}
	f, err := os.Open(file)
	if err != nil {
		n.t.Fatal(err)
	}
	defer f.Close()
	if _, err := io.Copy(part, f); err != nil {
		n.t.Fatal(err)
	}
}

// usable are the elements a person can work: not hidden, not disabled.
func (n *NoJS) usable(want func(*html.Node) bool) []*html.Node {
	n.t.Helper()
	return slices.DeleteFunc(elements(n.page(), "input", "textarea", "select", "option"), func(e *html.Node) bool {
		return !want(e) || kind(e) == "hidden" || disabled(e) || hidden(e)
	})
}

func (n *NoJS) field(name string) *html.Node {
	n.t.Helper()
	fields := n.usable(func(e *html.Node) bool { return e.Data != "option" && !submits(e) && kind(e) != "button" })
	for _, e := range fields {
		if attr(e, "name") == name || attr(e, "id") == name {
			return e
		}
	}
	e := best(fields, n.names, name)
	if e == nil {
		n.fail("%s finds no field %q", n.Name, name)
	}
	return e
}

// names are what a field is called on the page.
func (n *NoJS) names(e *html.Node) []string {
	var ns []string
	if l := above(e, "label"); l != nil {
		ns = append(ns, words(l))
	}
	id, by := attr(e, "id"), strings.Fields(attr(e, "aria-labelledby"))
	walk(n.doc, func(x *html.Node) {
		if x.Data == "label" && id != "" && attr(x, "for") == id || attr(x, "id") != "" && slices.Contains(by, attr(x, "id")) {
			ns = append(ns, words(x))
		}
	})
	return append(ns, attr(e, "aria-label"), attr(e, "placeholder"), attr(e, "title"))
}

func (n *NoJS) formOf(e *html.Node) *html.Node {
	if id := attr(e, "form"); id != "" {
		for _, f := range elements(n.doc, "form") {
			if attr(f, "id") == id {
				return f
			}
		}
		return nil
	}
	return above(e, "form")
}

// Get sends a bare GET with her cookies and returns status and body, for
// downloads and for comparing refusals byte by byte.
func (n *NoJS) Get(path string) (int, http.Header, []byte) {
	n.t.Helper()
	if !strings.Contains(path, "://") {
		path = n.Base + path
	}
	c := *n.client
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.Timeout = 60 * time.Second
	resp, err := c.Get(path)
	if err != nil {
		n.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		n.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, b
}
