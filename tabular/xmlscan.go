package tabular

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// xmlScanner reads the parts of a workbook without ever holding more than one
// tag or one bounded run of text: encoding/xml would hold any run whole. It
// knows no entities but the five and numbers, so nothing can expand.
type xmlScanner struct {
	in    io.Reader
	buf   []byte
	pos   int
	eof   bool
	depth int

	Name  string // of the tag, without its prefix
	Start bool
	End   bool // both are true for <a/>
	attrs []byte
	Text  []byte // with Name == ""
}

const (
	maxTag   = 64 << 10
	maxText  = 256 << 10
	maxDepth = 64
)

var errXML = errors.New("malformed xml")

func newXMLScanner(r io.Reader) *xmlScanner {
	return &xmlScanner{in: r, buf: make([]byte, 0, 64<<10)}
}

func (x *xmlScanner) fill() error {
	if x.eof {
		return io.EOF
	}
	if x.pos > 0 {
		x.buf = x.buf[:copy(x.buf, x.buf[x.pos:])]
		x.pos = 0
	}
	if len(x.buf) == cap(x.buf) {
		if cap(x.buf) >= maxText+maxTag {
			return errXML
		}
		grown := make([]byte, len(x.buf), 2*cap(x.buf))
		copy(grown, x.buf)
		x.buf = grown
	}
	for range 64 {
		n, err := x.in.Read(x.buf[len(x.buf):cap(x.buf)])
		x.buf = x.buf[:len(x.buf)+n]
		if err == io.EOF {
			x.eof = true
			if n == 0 {
				return io.EOF
			}
			return nil
		}
		if err != nil {
			return err
		}
		if n > 0 {
			return nil
		}
	}
	return io.ErrNoProgress
}

// until finds sep at or after pos+skip, no further than limit.
func (x *xmlScanner) until(sep string, skip, limit int) (int, error) {
	seen := skip
	for {
		if x.pos+seen <= len(x.buf) {
			if i := bytes.Index(x.buf[x.pos+seen:], []byte(sep)); i >= 0 {
				return seen + i, nil
			}
		}
		seen = max(skip, len(x.buf)-x.pos-len(sep)+1)
		if seen > limit {
			return 0, errXML
		}
		if err := x.fill(); err != nil {
			return 0, err
		}
	}
}

// Next moves to the next tag or run of text; io.EOF at the end.
func (x *xmlScanner) Next() error {
	x.Name, x.Start, x.End, x.Text, x.attrs = "", false, false, nil, nil
	for {
		for len(x.buf)-x.pos < 9 && !x.eof {
			if err := x.fill(); err != nil && err != io.EOF {
				return err
			}
		}
		rest := x.buf[x.pos:]
		switch {
		case len(rest) == 0:
			if x.depth != 0 {
				return errXML
			}
			return io.EOF
		case rest[0] != '<':
			return x.text()
		case bytes.HasPrefix(rest, []byte("<!--")):
			if err := x.discard("-->"); err != nil {
				return err
			}
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			n, err := x.until("]]>", 9, maxText)
			if err != nil {
				return noEOF(err)
			}
			x.Text = x.buf[x.pos+9 : x.pos+n]
			x.pos += n + 3
			return nil
		case bytes.HasPrefix(rest, []byte("<?")):
			if err := x.discard("?>"); err != nil {
				return err
			}
		case bytes.HasPrefix(rest, []byte("<!")): // DOCTYPE: nothing honest needs it
			return errXML
		default:
			return x.tag()
		}
	}
}

func noEOF(err error) error {
	if err == io.EOF {
		return errXML
	}
	return err
}

func (x *xmlScanner) discard(sep string) error {
	n, err := x.until(sep, 2, maxTag)
	if err != nil {
		return noEOF(err)
	}
	x.pos += n + len(sep)
	return nil
}

func (x *xmlScanner) text() error {
	n, err := x.until("<", 0, maxText)
	if err == io.EOF {
		n = len(x.buf) - x.pos
	} else if err != nil {
		return err
	}
	x.Text = unescape(x.buf[x.pos : x.pos+n])
	x.pos += n
	return nil
}

func (x *xmlScanner) tag() error {
	n, err := x.until(">", 1, maxTag)
	if err != nil {
		return noEOF(err)
	}
	// A '>' inside an attribute is legal: go on while a quote is open.
	for openQuote(x.buf[x.pos : x.pos+n]) {
		if n, err = x.until(">", n+1, maxTag); err != nil {
			return noEOF(err)
		}
	}
	body := x.buf[x.pos+1 : x.pos+n]
	x.pos += n + 1
	switch {
	case len(body) > 0 && body[0] == '/':
		x.End, body = true, body[1:]
		x.depth--
	case len(body) > 0 && body[len(body)-1] == '/':
		x.Start, x.End, body = true, true, body[:len(body)-1]
	default:
		x.Start = true
		x.depth++
	}
	if x.depth < 0 || x.depth > maxDepth {
		return errXML
	}
	i := bytes.IndexAny(body, " \t\r\n")
	if i < 0 {
		i = len(body)
	}
	name := body[:i]
	if c := bytes.LastIndexByte(name, ':'); c >= 0 {
		name = name[c+1:]
	}
	if len(name) == 0 {
		return errXML
	}
	x.Name, x.attrs = intern(name), body[i:]
	return nil
}

// intern spares an allocation for the tags of which a sheet has millions.
func intern(b []byte) string {
	for _, s := range [...]string{"c", "v", "row", "f", "t", "is", "si", "r"} {
		if string(b) == s {
			return s
		}
	}
	return string(b)
}

func openQuote(b []byte) bool {
	var q byte
	for _, c := range b {
		switch {
		case q != 0 && c == q:
			q = 0
		case q == 0 && (c == '"' || c == '\''):
			q = c
		}
	}
	return q != 0
}

// Attr is the value of an attribute; prefixed names (r:id) are given whole.
func (x *xmlScanner) Attr(name string) string {
	b := x.attrs
	for {
		b = bytes.TrimLeft(b, " \t\r\n")
		eq := bytes.IndexByte(b, '=')
		if eq < 0 {
			return ""
		}
		key := bytes.TrimRight(b[:eq], " \t\r\n")
		b = bytes.TrimLeft(b[eq+1:], " \t\r\n")
		if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
			return ""
		}
		end := bytes.IndexByte(b[1:], b[0])
		if end < 0 {
			return ""
		}
		if string(key) == name {
			return string(unescape(b[1 : 1+end]))
		}
		b = b[end+2:]
	}
}

func unescape(b []byte) []byte {
	if bytes.IndexByte(b, '&') < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return append(out, b...)
		}
		out = append(out, b[:i]...)
		b = b[i:]
		semi := bytes.IndexByte(b[:min(len(b), 12)], ';')
		if semi < 0 {
			out, b = append(out, '&'), b[1:]
			continue
		}
		out = appendEntity(out, string(b[1:semi]))
		b = b[semi+1:]
	}
	return out
}

func appendEntity(out []byte, name string) []byte {
	switch name {
	case "lt":
		return append(out, '<')
	case "gt":
		return append(out, '>')
	case "amp":
		return append(out, '&')
	case "quot":
		return append(out, '"')
	case "apos":
		return append(out, '\'')
	}
	n, err := uint64(0), error(nil)
	if h, ok := strings.CutPrefix(name, "#x"); ok {
		n, err = strconv.ParseUint(h, 16, 32)
	} else if d, ok := strings.CutPrefix(name, "#"); ok {
		n, err = strconv.ParseUint(d, 10, 32)
	} else {
		err = errXML
	}
	if err != nil || n > utf8.MaxRune {
		n = utf8.RuneError
	}
	return utf8.AppendRune(out, rune(n))
}
