// Package matter is what the pages of every kind of matter share: pills, clocks
// with their whole computation, the record, the block of next acts, and the
// page of an act made from a small table of fields.
package matter

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// PageSize is the number of rows of a list.
const PageSize = 50

// Itoa writes a number.
func Itoa[N int | int64](n N) string { return strconv.FormatInt(int64(n), 10) }

// Pill is a state of a life as a pill.
func Pill(p *kit.Page, life *act.Life, state string) kit.State {
	s := life.State(state)
	t := kit.Tone(s.Tone)
	if t == kit.Plain && !s.Open {
		t = kit.Closed
	}
	return kit.State{Word: p.L(s.Zh, s.En), Tone: t}
}

// Day writes a stored day for the reader.
func Day(p *kit.Page, d string) string {
	t, err := time.ParseInLocation("2006-01-02", d, act.Shanghai)
	if err != nil {
		return d
	}
	return p.Day(t)
}

// ReadDay turns what was typed in a filter into a stored day; "" if it is none.
func ReadDay(s string) string {
	if t, ok := kit.ReadDate(s); ok && s != "" {
		return act.DayOf(t)
	}
	return ""
}

// Class names a class with what stands above it.
func Class(p *frame.Page, code string) string {
	if code == "" {
		return ""
	}
	tree := p.O.Taxonomy(p.Me.Place)
	zh, en := tree.Name(code)
	if n, ok := tree.Node(code); ok && n.Parent != "" {
		uz, ue := tree.Name(n.Parent)
		zh, en = uz+"／"+zh, ue+" / "+en
	}
	return p.L(zh, en)
}

// Classes lists the classes to choose from, each under its group.
func Classes(p *frame.Page) (out []kit.Option) {
	tree, today := p.O.Taxonomy(p.Me.Place), law.DayOf(p.Now)
	for _, r := range tree.Children("", p.Me.Place, today) {
		for _, n := range tree.Leaves(r.Code, p.Me.Place, today) {
			out = append(out, kit.Option{Value: n.Code, Label: p.L(r.Zh+"／"+n.Zh, r.En+" / "+n.En)})
		}
	}
	return out
}

// OrganOptions lists the organs of the person's level.
func OrganOptions(p *frame.Page) ([]kit.Option, error) {
	organs, err := p.O.OrgansFor(p.Ctx(), p.Me)
	var out []kit.Option
	for _, o := range organs {
		out = append(out, kit.Option{Value: o.ID, Label: o.Name})
	}
	return out, err
}

// Name is the name of an organ, unit or officer within the person's reach.
func Name(p *frame.Page, kind, id string) string {
	if id == "" {
		return ""
	}
	rows, err := p.O.Titles(p.Ctx(), p.Me, kind, []string{id})
	if err != nil || rows[id].Title == "" {
		return p.L("（未显示）", "(not shown)")
	}
	if kind == "unit" && rows[id].State == "ended" {
		return Now(p, rows[id].Title, id)
	}
	return p.TitleOf(rows[id])
}

// Now adds to the name of a unit that is no more what it is today (现为).
func Now(p *frame.Page, name, id string) string {
	now, err := p.O.UnitsNow(p.Ctx(), p.Me, []string{id})
	switch {
	case err != nil || name == "":
		return name
	case len(now[id]) > 0:
		return name + p.L("（现为"+strings.Join(now[id], "、")+"）", " (now "+strings.Join(now[id], ", ")+")")
	}
	return name + p.L("（已撤销）", " (closed)")
}

// Units names the units of a list; those that are no more with what they are
// today.
func Units(p *frame.Page, ids []string) (map[string]office.Row, error) {
	rows, err := p.O.Titles(p.Ctx(), p.Me, "unit", ids)
	for id, r := range rows {
		if r.State == "ended" {
			r.Title = Now(p, r.Title, id)
			rows[id] = r
		}
	}
	return rows, err
}

// Count is a list's number; beyond a thousand it is "1000+".
func Count(n int) string {
	if n > 1000 {
		return "1000+"
	}
	return Itoa(n)
}

// Cursor reads a list's place from its URL.
func Cursor(p *frame.Page) office.Cursor {
	q := p.R.URL.Query()
	if b := q.Get("before"); b != "" {
		return office.ParseCursor(b)
	}
	return office.ParseCursor(q.Get("after"))
}

// Join joins what is not empty.
func Join(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" }), sep)
}

// Stack puts components one under the other.
func Stack(cs ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, c := range cs {
			if c == nil {
				continue
			}
			if err := c.Render(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
}

// Download sets the head of a file that is saved, never shown in the page.
func Download(p *frame.Page, name, kind string) {
	h := p.W.Header()
	h.Set("Content-Type", kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", disposition(name))
}

// Types of files handed out.
const (
	Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)
