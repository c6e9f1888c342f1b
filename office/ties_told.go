package office

import (
	"context"
	"errors"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/review"
	"hengjian/oversight/screenrun"
	"hengjian/store"
)

// A list of relations that comes or goes while files are being read tells whoever
// gave out the files concerned, and nobody else. The notice points to the file; it
// holds nothing of the list, and the page shows the relation to those who may
// replace a reader.

// noteTied says in a notice that a relation of a reader came or went.
const noteTied = "tied"

// underWay are the reviews of an organ whose readers can still be replaced.
func underWay(v *store.View, place, organID string) ([]review.Review, error) {
	rs, err := store.Reviews.Where(v, "place=? AND organ=? AND state IN ('assigned','disputed','scored') ORDER BY id", place, organID)
	return slices.DeleteFunc(rs, func(r review.Review) bool { return !r.Replaceable() }), err
}

// listComes reads, before the transaction of an act by which a list comes or goes,
// what it will be compared with; the transaction finds it remembered.
func listComes(ctx context.Context, o *Office, who access.Person, a any, _ *Order) error {
	organID, hash := "", ""
	switch x := a.(type) {
	case *screenrun.Declare:
		if organID, hash = x.Organ, x.Relations; hash == "" {
			return nil
		}
	case *screenrun.Relate:
		hash = x.Hash
	}
	v := o.View(ctx)
	if organID == "" {
		run, err := store.Screenings.Load(v, a.(interface{ On() string }).On())
		if err != nil || !access.Sees(who, "screening", &run.Head) {
			return noneIsNot(err)
		}
		organID = run.Organ
	}
	if !assigns(who) || hash != "" && !o.Uploaded(who, hash) {
		return nil
	}
	rs, err := underWay(v, who.Place, organID)
	if err != nil || len(rs) == 0 {
		return err
	}
	if _, err := o.listOrNone(hash); err != nil {
		return err
	}
	_, err = o.readTies(ctx, v, rs...)
	return err
}

// listOrNone reads a list; one that cannot be read, or is not there, has no lines.
func (o *Office) listOrNone(hash string) ([]relation, error) {
	if hash == "" {
		return nil, nil
	}
	rs, err := o.relationsIn(hash)
	if w := (*screenrun.Trouble)(nil); errors.As(err, &w) {
		return nil, nil
	}
	return rs, err
}

// tellTied leaves the notices once a list came, was replaced or went.
func tellTied(f *fact) error {
	x, _ := f.was.(*screenrun.Run).Relations()
	y, _ := f.now.(*screenrun.Run).Relations()
	if x.Hash == y.Hash {
		return nil
	}
	h := head(f.now)
	rs, err := underWay(f.view(), h.Place, f.now.(*screenrun.Run).Organ)
	if err != nil || len(rs) == 0 {
		return err
	}
	t, err := f.o.readTies(f.tx.Ctx(), f.view(), rs...)
	if err != nil {
		return err
	}
	b, err := f.o.readersAt(f.view(), h.Place, t)
	if err != nil {
		return err
	}
	for _, r := range rs {
		if moved, err := b.moved(r, h.ID, x, y); err != nil || !moved {
			if err != nil {
				return err
			}
			continue
		}
		to, err := f.gaveOut(r)
		if err != nil {
			return err
		}
		for _, id := range to {
			if err := f.tx.Notify(store.Notice{Person: id, At: f.m.At.UnixMicro(), Kind: "review", Subject: r.ID, Act: string(f.e.Name), Note: noteTied}); err != nil {
				return err
			}
		}
	}
	return nil
}

// moved reports whether a reader of a file has other relations after a list of one
// screening took the place of another than before. Relations that were found to be
// a namesake's do not count, nor those that another screening's list shows too.
func (b *readers) moved(r review.Review, runID string, was, now screenrun.Relations) (bool, error) {
	if err := b.load(r); err != nil {
		return false, err
	}
	who, _, err := b.people(r)
	if err != nil {
		return false, err
	}
	for _, a := range b.accounts {
		if !r.Reads(a.ID) {
			continue
		}
		var rest []review.Tie
		for _, run := range b.sources[r.Organ].runs {
			if l, _ := run.Relations(); run.ID != runID {
				rest = append(rest, declaredTies(b.files.lists[l.Hash], who, a, l)...)
			}
		}
		one, err := b.with(r, a, who, was, rest)
		if err != nil {
			return false, err
		}
		other, err := b.with(r, a, who, now, rest)
		if err != nil || !slices.Equal(one, other) {
			return err == nil, err
		}
	}
	return false, nil
}

// with are the relations of a reader, in words, by one list and by some others.
func (b *readers) with(r review.Review, a account.Account, who []handled, l screenrun.Relations, rest []review.Tie) (out []string, err error) {
	list, err := b.o.listOrNone(l.Hash)
	for _, t := range r.Standing(a.ID, append(declaredTies(list, who, a, l), rest...)) {
		zh, _ := t.Words()
		out = append(out, zh)
	}
	slices.Sort(out)
	return slices.Compact(out), err
}

// gaveOut is whoever last gave a file to a reader, or drew it, and may replace
// readers still; where nobody is left, all who may.
func (f *fact) gaveOut(r review.Review) ([]string, error) {
	people, err := f.o.staffAt(f.view(), r.Place)
	if err != nil {
		return nil, err
	}
	may := map[string]bool{}
	var all []string
	for _, a := range people {
		if p := a.Actor(nil); assigns(p) && a.Organ == "" && access.Sees(p, "review", &r.Head) {
			may[a.ID], all = true, append(all, a.ID)
		}
	}
	lines, err := f.view().History("review", r.ID)
	if err != nil {
		return nil, err
	}
	for _, does := range [][]act.Name{{"review.assign", "review.replace"}, {"review.open", "review.repeat"}} {
		for _, l := range slices.Backward(lines) {
			if slices.Contains(does, act.Name(l.Act)) && may[l.Actor] {
				return []string{l.Actor}, nil
			}
		}
	}
	return all, nil
}
