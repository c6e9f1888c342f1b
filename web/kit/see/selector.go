package see

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

type matcher struct {
	tag, id string
	classes []string
	attrs   [][2]string // name, value; value "\x00" = present
}

// compile reads one part of a selector. Values in brackets may be quoted and may not contain spaces.
func compile(s string) matcher {
	var m matcher
	for s != "" {
		kind, rest := s[0], s[1:]
		switch kind {
		case '#', '.':
			end := strings.IndexAny(rest, "#.[")
			if end < 0 {
				end = len(rest)
			}
			if kind == '#' {
				m.id = rest[:end]
			} else {
				m.classes = append(m.classes, rest[:end])
			}
			s = rest[end:]
		case '[':
			inner, after, ok := strings.Cut(rest, "]")
			if !ok {
				panic("see: selector without ]: " + s)
			}
			name, value, has := strings.Cut(inner, "=")
			if !has {
				value = "\x00"
			}
			m.attrs = append(m.attrs, [2]string{name, strings.Trim(value, `"'`)})
			s = after
		default:
			end := strings.IndexAny(s, "#.[")
			if end < 0 {
				end = len(s)
			}
			m.tag, s = s[:end], s[end:]
		}
	}
	return m
}

func (m matcher) fits(n *html.Node) bool {
	if n.Type != html.ElementNode || m.tag != "" && m.tag != "*" && m.tag != n.Data {
		return false
	}
	if id, _ := attr(n, "id"); m.id != "" && m.id != id {
		return false
	}
	class, _ := attr(n, "class")
	for _, c := range m.classes {
		if !slices.Contains(strings.Fields(class), c) {
			return false
		}
	}
	for _, a := range m.attrs {
		if v, ok := attr(n, a[0]); !ok || a[1] != "\x00" && a[1] != v {
			return false
		}
	}
	return true
}
