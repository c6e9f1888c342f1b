package office

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/circular"
	"hengjian/oversight/problem"
	"hengjian/oversight/selfcheck"
	"hengjian/oversight/task"
	"hengjian/store"
)

// What an organ's people read first: everything that concerns the organ and has
// a term, whatever its kind and whichever committee addresses it.

// Ahead is one matter with a term, or one that waits for the person.
type Ahead struct {
	Row
	Waits bool   // for her own function
	From  string // the committee that addresses the organ; of a plan, whose plan it is
}

// organKinds are the kinds of matter that reach the person through her organ.
func organKinds(who access.Person) (out []string) {
	for _, l := range access.Reaches {
		if (l.How == access.OwnOrgan || l.How == access.OwnDesk) && who.Has(l.Role) && !slices.Contains(out, l.Kind) {
			out = append(out, l.Kind)
		}
	}
	return out
}

// AheadOf lists what is ahead of an organ, by clock; what has no term comes last.
func (o *Office) AheadOf(ctx context.Context, who access.Person) ([]Ahead, error) {
	if who.Side() != "organ" {
		return nil, act.None()
	}
	mine, err := o.Mine(ctx, who, Cursor{}, 200)
	if err != nil {
		return nil, err
	}
	running, err := o.List(ctx, who, Filter{Kinds: organKinds(who), ByDue: true, Current: true, Late: 1 << 61}, Cursor{}, 200)
	if err != nil {
		return nil, err
	}
	plans, err := o.CircularsTo(ctx, who)
	if err != nil {
		return nil, err
	}
	var out []Ahead
	seen := map[string]bool{}
	for i, r := range slices.Concat(mine.Rows, running.Rows) {
		if seen[r.Kind+r.Subject] {
			continue
		}
		seen[r.Kind+r.Subject] = true
		a := Ahead{Row: r, Waits: i < len(mine.Rows)}
		if j := slices.IndexFunc(plans, func(c circular.Circular) bool { return r.Kind == "circular" && c.ID == r.Subject }); j >= 0 {
			a.From = plans[j].PlanBy
		} else if cg, ok, err := o.CongressAt(o.View(ctx), r.Place); err != nil {
			return nil, err
		} else if ok {
			a.From = cg.Short
		}
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b Ahead) int {
		return cmp.Or(cmp.Compare(sortDue(a.DueAt), sortDue(b.DueAt)), cmp.Compare(a.Opened, b.Opened))
	})
	return out, nil
}

func sortDue(due int64) int64 {
	if due == 0 {
		return 1 << 62
	}
	return due
}

// Common is one answer that several open requests may take alike.
type Common struct {
	Text   string
	Day    string
	Way    string // of a study
	People int64
	Groups []string
	Files  []NamedFile
}

// NamedFile is a working file with its name.
type NamedFile struct{ Hash, Name string }

func (c Common) hashes() (out []string) {
	for _, f := range c.Files {
		out = append(out, f.Hash)
	}
	return out
}

// Request is one open request that can be answered together with others.
type Request struct {
	Ahead
	Do   act.Name
	make func(Common, Row) any
}

// Act is the act by which the common answer answers this request.
func (r Request) Act(c Common) any { return r.make(c, r.Row) }

// answerable says which requests may share an answer, and what it becomes in each.
// A kind that lands later adds its line here.
var answerable = []struct {
	Do     act.Name
	Kind   string
	States []string
	make   func(Common, Row) any
}{
	{"circular.study", "circular", []string{"signed", "studied"}, func(c Common, r Row) any {
		return &circular.Learn{ID: r.Subject, Said: circular.Said{Day: c.Day, Way: c.Way, People: c.People, Groups: c.Groups, Text: c.Text, Files: c.hashes()}}
	}},
	{"problem.reply", "problem", []string{"replying"}, func(c Common, r Row) any {
		a := &problem.Answer{ID: r.Subject, Text: c.Text}
		for i, f := range c.Files {
			if i == 0 {
				a.Scan = f.Hash
			}
			a.Files = append(a.Files, problem.File{Title: f.Name, Hash: f.Hash, Name: f.Name})
		}
		return a
	}},
	{"task.progress", "task", []string{"accepted", "doing", "returned"}, func(c Common, r Row) any {
		return &task.AddProgress{ID: r.Subject, Text: c.Text, Files: c.hashes()}
	}},
	{"selfcheck.whole", "selfcheck", []string{"requested", "filling", "returned"}, func(c Common, r Row) any {
		a := &selfcheck.Whole{ID: r.Subject, Text: c.Text}
		for _, f := range c.Files {
			a.Papers = append(a.Papers, selfcheck.Paper{Hash: f.Hash, FileName: f.Name})
		}
		return a
	}},
}

// RequestsOf lists what the person may answer together with others, by clock.
func (o *Office) RequestsOf(ctx context.Context, who access.Person) ([]Request, error) {
	ahead, err := o.AheadOf(ctx, who)
	if err != nil {
		return nil, err
	}
	done, err := o.List(ctx, who, Filter{Kinds: []string{"circular"}, States: []string{"studied"}}, Cursor{}, 50)
	if err != nil {
		return nil, err
	}
	for _, r := range done.Rows {
		cg, _, err := o.CongressAt(o.View(ctx), r.Place)
		if err != nil {
			return nil, err
		}
		ahead = append(ahead, Ahead{Row: r, From: cg.Short})
	}
	var out []Request
	for _, a := range ahead {
		for _, t := range answerable {
			if t.Kind == a.Kind && slices.Contains(t.States, a.State) && !slices.ContainsFunc(out, func(r Request) bool { return r.Subject == a.Subject }) {
				out = append(out, Request{Ahead: a, Do: t.Do, make: t.make})
			}
		}
	}
	return out, nil
}

// Handed is one thing that the organ's people handed in, as the journal has it.
type Handed struct {
	Line
	Title, Number string
	Who           string
}

// HandedIn lists what the people of the person's organ did, the newest first,
// before a record number (0: from the newest), as far as she sees the matter.
func (o *Office) HandedIn(ctx context.Context, who access.Person, before int64, size int) ([]Handed, error) {
	if who.Side() != "organ" || who.Organ == "" {
		return nil, act.None()
	}
	names, err := o.organPeople(ctx, who)
	if err != nil {
		return nil, err
	}
	var ids []string
	for id := range names {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	ls, err := o.View(ctx).LinesBy(who.Place, ids, before, size)
	if err != nil {
		return nil, err
	}
	var out []Handed
	for _, l := range ls {
		h, err := o.handed(ctx, who, l, names)
		if act.KindOf(err) == act.Missing {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// HandedAt is one of them; any other line is missing.
func (o *Office) HandedAt(ctx context.Context, who access.Person, book string, seq int64) (Handed, error) {
	if who.Side() != "organ" || who.Organ == "" || book != who.Place {
		return Handed{}, act.None()
	}
	l, err := o.LineAt(ctx, book, seq)
	if err != nil {
		return Handed{}, err
	}
	names, err := o.organPeople(ctx, who)
	if err != nil {
		return Handed{}, err
	}
	return o.handed(ctx, who, l, names)
}

// organPeople names everybody who has or had an account in the person's organ.
func (o *Office) organPeople(ctx context.Context, who access.Person) (map[string]string, error) {
	out := map[string]string{}
	as, err := store.Accounts.Where(o.View(ctx), "organ=? ORDER BY id", who.Organ)
	for _, a := range as {
		out[a.ID] = a.Person
	}
	return out, err
}

func (o *Office) handed(ctx context.Context, who access.Person, l Line, names map[string]string) (Handed, error) {
	name, ours := names[l.Actor]
	if !ours || !slices.Contains(organKinds(who), l.Kind) || !MayReadLine(who, l) {
		return Handed{}, act.None()
	}
	rows, err := o.Titles(ctx, who, l.Kind, []string{l.Subject})
	if err != nil {
		return Handed{}, err
	}
	r, ok := rows[l.Subject]
	if !ok {
		return Handed{}, act.None()
	}
	return Handed{Line: l, Title: r.Title, Number: r.Number, Who: name}, nil
}

// HandedFile is a file that came with it: its cleaned name and the SHA-256 of
// what is kept, which is what a download gives.
type HandedFile struct{ Name, Sum string }

// HandedFiles lists the files named by what was handed in.
func (o *Office) HandedFiles(ctx context.Context, h Handed) ([]HandedFile, error) {
	body, err := o.View(ctx).Input(h.Book, h.Seq)
	if err != nil {
		return nil, err
	}
	var out []HandedFile
	seen := map[string]bool{}
	for _, m := range address.FindAllStringSubmatch(body, -1) {
		if seen[m[1]] {
			continue
		}
		seen[m[1]] = true
		f, err := o.OpenFile(m[1])
		if act.KindOf(err) == act.Missing {
			continue
		}
		if err != nil {
			return nil, err
		}
		sum := sha256.New()
		_, err = io.Copy(sum, f.body)
		f.Close()
		if err != nil {
			return nil, err
		}
		out = append(out, HandedFile{f.Name, hex.EncodeToString(sum.Sum(nil))})
	}
	return out, nil
}

// BookKey is the public key of a book, against which its proofs are verified.
func (o *Office) BookKey(ctx context.Context, book string) (string, error) {
	_, k, err := o.bookKey(ctx, book)
	return k, err
}
