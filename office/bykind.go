package office

import (
	"context"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/store"
)

// Kinds lists every kind of subject that appears in lists, in the order of the
// shelves.
func Kinds() []string {
	var out []string
	for _, t := range store.Tables {
		if _, ok := t.New().(act.Listed); ok {
			out = append(out, t.Kind)
		}
	}
	return out
}

// LifeOfKind returns the life of any kind of subject, whether its acts are
// done one by one or by an import; nil if there is no such kind.
func LifeOfKind(kind string) *act.Life {
	if t := store.TableOf(kind); t != nil {
		return t.Life
	}
	return nil
}

// Subject reads one subject of any kind that the person may see, as a pointer.
// Out of reach, unknown numbers and unknown kinds are one refusal.
func (o *Office) Subject(ctx context.Context, who access.Person, kind, id string) (any, error) {
	t := store.TableOf(kind)
	if t == nil {
		return nil, act.None()
	}
	s, _, err := t.LoadAny(o.View(ctx), id)
	if err != nil {
		return nil, err
	}
	if !access.ScopeOf(who).Sees(kind, head(s)) {
		return nil, act.None()
	}
	return s, nil
}

// listedOn is true of the entries of the register that stand on a day.
const listedOn = "state='listed' AND (until='' OR until>?)"

// StateOf is the state of a subject as today has it: entries of the register
// end on their last day without an act.
func (o *Office) StateOf(s any) string {
	if x, ok := s.(interface{ Standing(day string) string }); ok && x.Standing(act.DayOf(o.Now())) == "ended" {
		return "ended"
	}
	return head(s).State
}

// HeadOf gives the head of a subject given as a pointer.
func HeadOf(s any) *act.Head { return head(s) }

// Fields gives a subject's columns by name. It hides nothing: who shows them
// chooses which.
func Fields(kind string, s any) map[string]any {
	out := map[string]any{}
	for _, c := range store.TableOf(kind).Cols {
		out[c.Name] = c.Of(s)
	}
	return out
}

// Columns lists the names of a kind's columns.
func Columns(kind string) []string {
	var out []string
	for _, c := range store.TableOf(kind).Cols {
		out = append(out, c.Name)
	}
	return out
}

// LineAt reads one line of a book; a book or number that does not exist is
// the same refusal as a matter out of reach.
func (o *Office) LineAt(ctx context.Context, book string, seq int64) (Line, error) {
	ls, err := o.View(ctx).Lines(book, seq, 1)
	if err != nil {
		return Line{}, err
	}
	if len(ls) == 0 || ls[0].Seq != seq {
		return Line{}, act.None()
	}
	return ls[0], nil
}

// Checkpoint is a book's last signed checkpoint, "" before the first.
func (o *Office) Checkpoint(ctx context.Context, book string) (string, error) {
	_, text, err := o.View(ctx).Checkpoint(book)
	return text, err
}

// Tile is one tile of a book's tree, nil if there is none.
func (o *Office) Tile(ctx context.Context, book string, level int, index int64) ([]byte, error) {
	return o.View(ctx).Tiles(book).ReadTile(level, index)
}
