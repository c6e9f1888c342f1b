package store

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"hengjian/merkle"
	"hengjian/oversight/act"
)

// replay leads every subject of a book through its life's table, line by line:
// the journal alone must explain every status.
type replay struct {
	v     *verifier
	b     *bookState
	known map[stepKey]bool // moves found lawful before, under steps without dates
}

type stepKey struct{ kind, act, from, to, role, basis string }

// line replays a line that is one act on one subject.
func (r *replay) line(l *Line) error {
	var d [32]byte
	if n, err := hex.Decode(d[:], []byte(l.Digest)); err != nil || n != 32 {
		return r.bad(l, "digest", "摘要格式不对", "the digest is malformed")
	}
	if err := r.cause(l); err != nil {
		return err
	}
	if err := r.lawful(l); err != nil {
		return err
	}
	return r.move(l, l.Kind, l.Subject, l.Version, l.From, l.To, d, 0)
}

func (r *replay) bad(l *Line, column, zh, en string, args ...any) error {
	return r.v.find("journal", lineKey(l.Book, l.Seq), column, zh, en, args...)
}

func (r *replay) cause(l *Line) error {
	if l.Cause >= l.Seq || l.Cause < -1 {
		return r.bad(l, "cause", "起因第 %d 行不在它之前", "its cause, line %d, is not before it", l.Cause)
	}
	if (l.Cause >= 0) != (l.Role == "follow") {
		return r.bad(l, "cause", "只有随办的行为才有起因", "only an act that follows from another has a cause")
	}
	return nil
}

// move takes one subject from state to state. n is its place within a bulk act.
func (r *replay) move(l *Line, kind, id string, version int64, from, to string, d [32]byte, n int64) error {
	ls := r.v.lives
	k, ok := ls.kinds[kind]
	if !ok {
		return r.bad(l, "kind", "没有“%[1]s”这种事项", "there is no kind %[1]q", kind)
	}
	i := ls.find(kind, id)
	if version == 1 {
		if i >= 0 {
			return r.bad(l, "version", "%s/%s 早已建立，又一次建立", "%s/%s was begun already and is begun again", kind, id)
		}
		if i = ls.add(k, id); r.b.no >= 0 {
			ls.v[i].ord, ls.v[i].book = ordOf(l.Seq, n, r.b.no), uint16(r.b.at)
		}
		if from != act.Birth {
			return r.bad(l, "from_state", "第一步应从无到有，却写着从“%[1]s”", "a birth comes from nothing, not from %[1]q", from)
		}
	}
	if i < 0 {
		return r.bad(l, "subject", "%s/%s 没有建立过", "%s/%s was never begun", kind, id)
	}
	s := &ls.v[i]
	if version != s.version+1 {
		if err := r.bad(l, "version", "%s/%s 的版本为 %d，前一行为 %d", "%s/%s has version %d, the line before %d", kind, id, version, s.version); err != nil {
			return err
		}
	}
	if at := ls.said; s.version > 0 && !TableOf(kind).Life.Became(at[s.state], from) {
		if err := r.bad(l, "from_state", "从“%[1]s”起，而 %[3]s/%[4]s 当时是“%[2]s”", "from %q, but the state of %[3]s/%[4]s was %[2]q", from, at[s.state], kind, id); err != nil {
			return err
		}
	}
	ls.changed(i, to, l.At)
	s.version, s.seq, s.state, s.digest = version, l.Seq, ls.word(to), d
	s.erased = s.erased || strings.HasSuffix(l.Act, ".erase")
	return nil
}

// lawful looks the line's move up in the life's table as it was in force.
func (r *replay) lawful(l *Line) error {
	key := stepKey{l.Kind, l.Act, l.From, l.To, l.Role, l.Basis}
	if r.known[key] {
		return nil
	}
	t := TableOf(l.Kind)
	if t == nil {
		return r.bad(l, "kind", "没有“%[1]s”这种事项", "there is no kind %[1]q", l.Kind)
	}
	var near []act.Step
	for _, s := range t.Life.Steps {
		if s.Do != act.Name(l.Act) {
			continue
		}
		near = append(near, s)
		if !fits(s, l) {
			continue
		}
		if s.Since == "" && s.Retired == "" {
			if r.known == nil {
				r.known = map[stepKey]bool{}
			}
			r.known[key] = true
			return nil
		}
		day, err := r.day(l)
		if err != nil {
			return r.v.broken(l.Kind, l.Subject, err)
		}
		if (s.Since == "" || s.Since <= day) && (s.Retired == "" || day < s.Retired) {
			return nil
		}
	}
	return r.unlawful(l, near)
}

func fits(s act.Step, l *Line) bool {
	return slices.Contains(s.From, l.From) && s.Leads(l.From, l.To) && slices.Contains(s.Who, act.Role(l.Role)) && s.Basis == l.Basis && (s.Body == "") == (l.Body == "")
}

// day is the day whose table governs a line: of a birth its own, else the one
// the subject is pinned to.
func (r *replay) day(l *Line) (string, error) {
	if l.From != act.Birth {
		day, err := r.v.regime(l.Kind, l.Subject)
		if day != "" || err != nil {
			return day, err
		}
	}
	return act.DayOf(time.UnixMicro(l.At)), nil
}

// unlawful says in which column the line leaves its life's table.
func (r *replay) unlawful(l *Line, near []act.Step) error {
	some := func(ok func(act.Step) bool) bool { return slices.ContainsFunc(near, ok) }
	switch {
	case len(near) == 0:
		return r.bad(l, "act", "没有“%s”这个行为", "there is no act %q", l.Act)
	case !some(func(s act.Step) bool { return slices.Contains(s.From, l.From) }):
		return r.bad(l, "from_state", "“%s”不能从“%s”起办", "%s is not lawful while %q", l.Act, l.From)
	case !some(func(s act.Step) bool { return slices.Contains(s.From, l.From) && s.Leads(l.From, l.To) }):
		return r.bad(l, "to_state", "“%s”不能从“%s”到“%s”", "%s does not lead from %q to %q", l.Act, l.From, l.To)
	case !some(func(s act.Step) bool { return slices.Contains(s.Who, act.Role(l.Role)) }):
		return r.bad(l, "role", "“%s”不由“%s”办理", "%s is not for the function %q", l.Act, l.Role)
	case !some(func(s act.Step) bool { return s.Basis == l.Basis }):
		return r.bad(l, "basis", "依据不是“%s”的依据", "the basis is not that of %s", l.Act)
	case !some(func(s act.Step) bool { return (s.Body == "") == (l.Body == "") }):
		return r.bad(l, "body", "应有会议纪要的没有，或者不应有的有", "a minute is missing, or is not called for")
	}
	return r.bad(l, "act", "“%s”在当时的规则里不能这样办", "%s was not lawful in this way under the rules in force", l.Act)
}

// manifest expands a bulk act; false where the line is none.
func (p *bookPass) manifest(l *Line) (bool, error) {
	for it := p.items.peek(); it != nil && it.seq < l.Seq; it = p.items.peek() {
		if err := p.v.find("manifest", manifestKey(p.b.id, it), "", "有清单而没有这一行记录", "a manifest without its line"); err != nil {
			return false, err
		}
		p.items.take()
	}
	if it := p.items.peek(); it == nil || it.seq != l.Seq {
		return false, nil
	}
	if err := p.replay.cause(l); err != nil {
		return true, err
	}
	if err := p.replay.lawful(l); err != nil {
		return true, err
	}
	var tree merkle.Roller
	n := int64(0)
	for it := p.items.peek(); it != nil && it.seq == l.Seq; it = p.items.peek() {
		if err := p.item(l, it, n); err != nil {
			return true, err
		}
		_ = tree.Add(merkle.LeafHash(it.Leaf())) // no tiles, no error
		p.items.take()
		n++
	}
	p.v.count(&p.v.rep.Items, n)
	if root := tree.Root(); hex.EncodeToString(root[:]) != l.Digest {
		return true, p.v.find("manifest", lineKey(p.b.id, l.Seq), "", "清单与记录的承诺不符：有一项被改、被删或被加", "the manifest is not the one its line commits to: an item was changed, removed or added")
	}
	return true, nil
}

func (p *bookPass) item(l *Line, it *item, n int64) error {
	key := manifestKey(p.b.id, it)
	if it.N != n || it.badDigest {
		if err := p.v.find("manifest", key, "n", "清单序号或摘要不对", "the item's number or digest is wrong"); err != nil {
			return err
		}
	}
	if n == 0 && (it.Kind != l.Kind || it.Subject != l.Subject || it.Version != l.Version || it.From != l.From || it.To != l.To) {
		return p.v.find("manifest", key, "", "清单第 0 项不是这一行的事项", "item 0 is not the line's own subject")
	}
	if n > 0 {
		if t := TableOf(it.Kind); t == nil || !slices.ContainsFunc(t.Life.Steps, func(s act.Step) bool { return slices.Contains(s.From, it.From) && s.Leads(it.From, it.To) }) {
			return p.v.find("manifest", key, "to_state", "“%s”不能从“%s”到“%s”", "a %s cannot go from %q to %q", it.Kind, it.From, it.To)
		}
	}
	return p.replay.move(l, it.Kind, it.Subject, it.Version, it.From, it.To, it.Digest, n)
}

func manifestKey(book string, it *item) string { return fmt.Sprintf("%s/%d/%d", book, it.seq, it.N) }
