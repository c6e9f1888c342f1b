package access

import (
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Scope is what one person may see, as a predicate on the matter table. Its
// fields are unexported and ScopeOf is the only maker, so an unscoped list
// cannot be written.
type Scope struct {
	p  Person
	ok bool
}

// ScopeOf makes the scope of a person.
func ScopeOf(p Person) Scope { return Scope{p, p.ID != ""} }

// Person returns whose scope it is.
func (s Scope) Person() Person { return s.p }

// Sees applies the scope to one loaded subject.
func (s Scope) Sees(kind string, h *act.Head) bool { return s.ok && Sees(s.p, kind, h) }

// Where compiles the scope to SQL on the alias of the matter table, with ?
// placeholders. It says exactly what Sees says; a property test compares them.
// The kinds asked for come first so that an index on (kind, place) serves.
func (s Scope) Where(alias string, kinds ...string) (string, []any) {
	if !s.ok {
		return "1=0", nil
	}
	a := alias + "."
	var or []string
	var args []any
	seen := map[string]bool{}
	for _, l := range Reaches {
		if !(s.p.Has(l.Role) || l.Role == Anyone) || !wanted(l.Kind, kinds) {
			continue
		}
		c, v := l.where(a, s.p)
		key := c + l.Kind + fmt.Sprint(v...) // organ and shared read alike and ask for different things
		if c == "" || seen[key] {
			continue
		}
		seen[key] = true
		or = append(or, "("+a+"kind=? AND "+c+")")
		args = append(append(args, l.Kind), v...)
	}
	if len(or) == 0 {
		return "1=0", nil
	}
	// Most people are recused from nothing: the first half is asked once for the
	// whole query and spares a look at each row.
	args = append(args, s.p.ID, s.p.ID)
	return "(" + strings.Join(or, " OR ") + ") AND (NOT EXISTS (SELECT 1 FROM party ap WHERE ap.person=? AND ap.standing='recused')" +
		" OR NOT EXISTS (SELECT 1 FROM party rp WHERE rp.kind=" + a + "kind AND rp.subject=" + a + "subject AND rp.person=? AND rp.standing='recused'))", args
}

func wanted(kind string, kinds []string) bool {
	if len(kinds) == 0 {
		return true
	}
	for _, k := range kinds {
		if k == kind {
			return true
		}
	}
	return false
}

func (l Line) where(a string, p Person) (string, []any) {
	switch l.How {
	case Book:
		return a + "place=? AND " + a + "audience=''", []any{p.Place}
	case Channel:
		return a + "place=? AND " + a + "audience='diverted'", []any{p.Place}
	case OwnDesk, OwnOrgan:
		if p.Organ == "" {
			return "", nil
		}
		return a + "shown=?", []any{p.Organ}
	case Assigned:
		return "EXISTS (SELECT 1 FROM party vp WHERE vp.kind=" + a + "kind AND vp.subject=" + a + "subject AND vp.person=? AND vp.standing='verifier')", []any{p.ID}
	case Invited:
		return "EXISTS (SELECT 1 FROM party ip WHERE ip.kind=" + a + "kind AND ip.subject=" + a + "subject AND ip.person=? AND ip.standing='invited')", []any{p.ID}
	case Reading:
		return "EXISTS (SELECT 1 FROM party rd WHERE rd.kind=" + a + "kind AND rd.subject=" + a + "subject AND rd.person=? AND rd.standing='reviewer')", []any{p.ID}
	case Install, Register:
		return "1=1", nil
	case Shared:
		return a + "shown=?", []any{Everyone}
	case Receiver:
		if p.Organ != "" || p.Place == "" {
			return "", nil
		}
		return a + "shown=?", []any{ToCommittee(p.Place)}
	case Receipt:
		return a + "subject=?", []any{p.Receipt}
	case Self:
		return "EXISTS (SELECT 1 FROM party op WHERE op.kind=" + a + "kind AND op.subject=" + a + "subject AND op.person=? AND op.standing='owner')", []any{p.ID}
	}
	return "", nil
}

// Counting is a part of a scope that can be counted without looking at single
// matters: one kind in the book, or the special channel, of one committee.
type Counting struct{ Kind, Place, Audience string }

// Counted lists those parts for some kinds. A person who is recused from single
// matters has them taken off what is counted; what she reaches by a standing on
// single matters is not in it.
func (s Scope) Counted(kinds ...string) []Counting {
	var out []Counting
	if !s.ok || s.p.Place == "" {
		return nil
	}
	for _, l := range Reaches {
		c := Counting{l.Kind, s.p.Place, ""}
		if l.How == Channel {
			c.Audience = "diverted"
		}
		if (l.How == Book || l.How == Channel) && s.p.Has(l.Role) && wanted(l.Kind, kinds) && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}
