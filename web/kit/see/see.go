// Package see looks at HTML in tests the way a person looks at a page: by element, attribute and text.
package see

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Page is a parsed document or a part of one.
type Page struct {
	t    testing.TB
	node *html.Node
}

// Parse reads a document; text that is no HTML at all still parses, so tests must look for something.
func Parse(t testing.TB, doc string) Page {
	t.Helper()
	n, err := html.Parse(strings.NewReader(doc))
	if err != nil {
		t.Fatalf("see: %v", err)
	}
	return Page{t, n}
}

// All finds the elements matching a selector: descendant parts separated by spaces, each of the form
// tag, #id, .class, [attr], [attr=value] in any combination, e.g. `form.filters input[name=state]`.
func (p Page) All(selector string) []Page {
	found := []*html.Node{p.node}
	for _, part := range strings.Fields(selector) {
		m := compile(part)
		var next []*html.Node
		seen := map[*html.Node]bool{}
		for _, n := range found {
			walk(n, func(c *html.Node) {
				if c != n && m.fits(c) && !seen[c] {
					seen[c] = true
					next = append(next, c)
				}
			})
		}
		found = next
	}
	out := make([]Page, len(found))
	for i, n := range found {
		out[i] = Page{p.t, n}
	}
	return out
}

// One is the only element matching; none or several fail the test.
func (p Page) One(selector string) Page {
	p.t.Helper()
	all := p.All(selector)
	if len(all) != 1 {
		p.t.Fatalf("see: %q matches %d elements, want 1, in:\n%s", selector, len(all), p.head())
	}
	return all[0]
}

// Has reports whether an element matches.
func (p Page) Has(selector string) bool { return len(p.All(selector)) > 0 }

// None fails if an element matches.
func (p Page) None(selector string) {
	p.t.Helper()
	if all := p.All(selector); len(all) > 0 {
		p.t.Errorf("see: %q should not be there: %s", selector, all[0].Text())
	}
}

// Says fails unless the text, spaces collapsed, contains each of words.
func (p Page) Says(words ...string) {
	p.t.Helper()
	text := p.Text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			p.t.Errorf("see: missing %q in %q", w, clip(text))
		}
	}
}

// Silent fails if the text contains one of words.
func (p Page) Silent(words ...string) {
	p.t.Helper()
	text := p.Text()
	for _, w := range words {
		if strings.Contains(text, w) {
			p.t.Errorf("see: %q should not be said in %q", w, clip(text))
		}
	}
}

// Text is all text below, spaces collapsed; scripts and styles are left out.
func (p Page) Text() string {
	var b strings.Builder
	walk(p.node, func(n *html.Node) {
		if n.Type == html.TextNode && n.Parent.Data != "script" && n.Parent.Data != "style" {
			b.WriteString(n.Data + " ")
		}
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// Attr is an attribute's value, "" if absent.
func (p Page) Attr(name string) string {
	v, _ := attr(p.node, name)
	return v
}

// Tag is the element's name.
func (p Page) Tag() string { return p.node.Data }

func (p Page) head() string {
	var b strings.Builder
	_ = html.Render(&b, p.node)
	return clip(b.String())
}

func clip(s string) string {
	if r := []rune(s); len(r) > 1500 {
		return string(r[:1500]) + "…"
	}
	return s
}

func walk(n *html.Node, f func(*html.Node)) {
	f(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, f)
	}
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}
