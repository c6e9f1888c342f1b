package stage

import (
	"bytes"
	"net/http"
	"net/url"

	"golang.org/x/net/html"
)

// Source is the page before her as markup, attributes included.
func (n *NoJS) Source() string {
	n.t.Helper()
	var b bytes.Buffer
	if err := html.Render(&b, n.page()); err != nil {
		n.t.Fatal(err)
	}
	return b.String()
}

// Form is where the form with this button would be sent and what it would send
// as it stands, for a scenario that sends it by hand.
func (n *NoJS) Form(button string) (action string, fields url.Values) {
	n.t.Helper()
	b := n.button(n.page(), button)
	if b == nil || n.formOf(b) == nil {
		n.fail("%s finds no form with %q", n.Name, button)
	}
	form := n.formOf(b)
	fields = url.Values{}
	for _, e := range elements(n.doc, "input", "textarea", "select", "button") {
		if name := attr(e, "name"); name != "" && n.formOf(e) == form && !disabled(e) && kind(e) != "file" && (!submits(e) || e == b) {
			fields[name] = append(fields[name], values(e)...)
		}
	}
	return n.resolve(first(attr(form, "action"), n.at.String())).String(), fields
}

// Client is her browser's connection with her cookies.
func (n *NoJS) Client() *http.Client { return n.client }
