package stage

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Reading parsed HTML as a person without scripts would.

func walk(n *html.Node, f func(*html.Node)) {
	if n.Type == html.ElementNode {
		f(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, f)
	}
}

func elements(n *html.Node, names ...string) []*html.Node {
	var es []*html.Node
	walk(n, func(e *html.Node) {
		if slices.Contains(names, e.Data) {
			es = append(es, e)
		}
	})
	return es
}

func above(n *html.Node, name string) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && p.Data == name {
			return p
		}
	}
	return nil
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func attr(n *html.Node, key string) string {
	if n != nil {
		for _, a := range n.Attr {
			if a.Key == key {
				return a.Val
			}
		}
	}
	return ""
}

func unset(n *html.Node, key string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func set(n *html.Node, key, value string) {
	unset(n, key)
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

func first(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}

// kind is the type of an input, empty for anything else.
func kind(e *html.Node) string {
	switch e.Data {
	case "input":
		return strings.ToLower(first(attr(e, "type"), "text"))
	case "button":
		return strings.ToLower(first(attr(e, "type"), "submit"))
	}
	return ""
}

func submits(e *html.Node) bool {
	return kind(e) == "submit" || kind(e) == "image"
}

func disabled(e *html.Node) bool {
	if has(e, "disabled") {
		return true
	}
	set := above(e, "fieldset")
	return set != nil && (has(set, "disabled") || disabled(set))
}

func hidden(e *html.Node) bool {
	for ; e != nil; e = e.Parent {
		if e.Type == html.ElementNode && (has(e, "hidden") || e.Data == "template") {
			return true
		}
	}
	return false
}

// shown is the text of e without what a browser does not show.
func shown(e *html.Node) string {
	var b strings.Builder
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && (has(n, "hidden") || slices.Contains([]string{"script", "style", "template", "head", "datalist"}, n.Data)):
			return
		case n.Type == html.ElementNode && !inline[n.Data]:
			b.WriteByte(' ')
			defer b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(e)
	return squeeze(b.String())
}

// inline elements do not part words; everything else does.
var inline = map[string]bool{"a": true, "abbr": true, "b": true, "bdi": true, "code": true, "em": true, "i": true,
	"mark": true, "ruby": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "u": true, "wbr": true}

// words is the text of a label, button or option, without the control inside it.
func words(e *html.Node) string {
	var b strings.Builder
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || !slices.Contains([]string{"select", "textarea", "script", "style"}, c.Data) {
				visit(c)
			}
		}
	}
	visit(e)
	return squeeze(b.String())
}

// best prefers an exact match to a beginning, a beginning to any part.
func best(es []*html.Node, texts func(*html.Node) []string, want string) *html.Node {
	want = squeeze(want)
	for _, match := range []func(t string) bool{
		func(t string) bool { return t == want },
		func(t string) bool { return strings.HasPrefix(t, want) },
		func(t string) bool { return strings.Contains(t, want) },
	} {
		for _, e := range es {
			if slices.ContainsFunc(texts(e), func(t string) bool { return match(squeeze(t)) }) {
				return e
			}
		}
	}
	return nil
}

func pick(s, option *html.Node) {
	if !has(s, "multiple") {
		for _, o := range elements(s, "option") {
			unset(o, "selected")
		}
	}
	set(option, "selected", "")
}

// values are what a control sends.
func values(e *html.Node) []string {
	switch e.Data {
	case "textarea":
		var b strings.Builder
		for c := e.FirstChild; c != nil; c = c.NextSibling {
			b.WriteString(c.Data)
		}
		return []string{b.String()}
	case "select":
		return selected(e)
	}
	if k := kind(e); k == "radio" || k == "checkbox" {
		if !has(e, "checked") {
			return nil
		}
		if !has(e, "value") {
			return []string{"on"}
		}
	}
	return []string{attr(e, "value")}
}

// selected are the values of the options marked; a list that shows one at a
// time has its first usable option marked when none is.
func selected(s *html.Node) []string {
	var marked, free []string
	for _, o := range elements(s, "option") {
		if has(o, "disabled") {
			continue
		}
		v := words(o)
		if has(o, "value") {
			v = attr(o, "value")
		}
		free = append(free, v)
		if has(o, "selected") {
			marked = append(marked, v)
		}
	}
	if has(s, "multiple") {
		return marked
	}
	if len(marked) > 0 {
		return marked[len(marked)-1:]
	}
	return free[:min(1, len(free))]
}

// newlines are sent as CR LF, whatever was typed.
func newlines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}
