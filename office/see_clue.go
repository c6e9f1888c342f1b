package office

import (
	"context"
	"fmt"
	"math"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/clue"
	"hengjian/oversight/organ"
	"hengjian/seal"
	"hengjian/store"
)

// Alike is a matter whose text is near another's.
type Alike struct {
	Row
	Likeness float64 // estimated share of common wording, 0 to 1
}

// Near lists matters whose text shares near-duplicate bands with a matter's,
// likest first. The bands are keyed hashes: nothing of a sealed text is read.
func (o *Office) Near(ctx context.Context, who access.Person, kind, id string, limit int) ([]Alike, error) {
	rows, shared, err := o.View(ctx).Near(access.ScopeOf(who), kind, id, act.DayOf(o.Now()), limit)
	if err != nil {
		return nil, err
	}
	out := make([]Alike, len(rows))
	for i, r := range rows {
		out[i] = Alike{r, likeness(shared[i])}
	}
	return out, nil
}

// likeness undoes the banding: two texts of likeness s share a band of four
// rows with probability s⁴.
func likeness(shared int) float64 {
	return math.Sqrt(math.Sqrt(float64(min(shared, seal.Bands)) / seal.Bands))
}

// Covered is the size of a book's last signed checkpoint: lines below it are in.
func (o *Office) Covered(ctx context.Context, book string) (int64, error) {
	return o.View(ctx).TreeSize(book)
}

// ProofFor makes the proof of one line that the person may ask about: a line
// of a matter she may see. It refuses while no checkpoint covers it.
func (o *Office) ProofFor(ctx context.Context, who access.Person, book string, seq int64) ([]byte, error) {
	v := o.View(ctx)
	lines, err := v.Lines(book, seq, 1)
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 || lines[0].Seq != seq {
		return nil, act.None()
	}
	l := lines[0]
	t := store.TableOf(l.Kind)
	if t == nil {
		return nil, act.None()
	}
	s, _, err := t.LoadAny(v, l.Subject)
	if err != nil {
		return nil, err
	}
	if !access.Sees(who, l.Kind, head(s)) || !MayReadLine(who, l) {
		return nil, act.None()
	}
	size, err := v.TreeSize(book)
	if err != nil {
		return nil, err
	}
	if seq >= size {
		return nil, act.Refuse(act.NotNow, "这条记录还没有纳入校验点，通常几秒钟后即可下载。", "No checkpoint covers this line yet; it usually takes a few seconds.")
	}
	return v.Proof(book, seq)
}

// Has reports whether the colleague holds one of the functions.
func (c Colleague) Has(roles ...act.Role) bool {
	return slices.ContainsFunc(roles, func(r act.Role) bool { return slices.Contains(c.Roles, r) })
}

// OrgansAt lists the organs of a place that are in the register, by code.
func (o *Office) OrgansAt(ctx context.Context, place string) ([]organ.Organ, error) {
	return store.Organs.Where(o.View(ctx), "place=? AND "+listedOn+" ORDER BY code", place, act.DayOf(o.Now()))
}

// CampaignsAt lists the campaigns of a place, newest first.
func (o *Office) CampaignsAt(ctx context.Context, place string) ([]campaign.Campaign, error) {
	return store.Campaigns.Where(o.View(ctx), "place=? ORDER BY since DESC", place)
}

// Below lists the committees directly below a place that work here.
func (o *Office) Below(ctx context.Context, place string) ([]organ.Congress, error) {
	v := o.View(ctx)
	ps, err := store.Places.Where(v, "upper=?", place)
	if err != nil || len(ps) == 0 {
		return nil, err
	}
	var out []organ.Congress
	for _, p := range ps {
		c, ok, err := o.CongressAt(v, p.Code)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, c)
		}
	}
	return out, nil
}

// SealedBox is one box of a message as the officer's browser needs it.
type SealedBox struct{ Payload, Wrap []byte }

// SealedBoxes hands out boxes of a message to who has just opened it: Open is
// an act, and Allowed says whether it stands.
func (o *Office) SealedBoxes(ctx context.Context, boxes ...clue.Sealed) ([]SealedBox, error) {
	v := o.View(ctx)
	out := make([]SealedBox, len(boxes))
	for i, b := range boxes {
		p, err := v.Box(b.Hash)
		if err != nil {
			return nil, fmt.Errorf("box: %w", err)
		}
		w, err := v.Box(b.Wrap)
		if err != nil {
			return nil, fmt.Errorf("wrap: %w", err)
		}
		out[i] = SealedBox{p, w}
	}
	return out, nil
}

// FindClues looks for messages by number or words, for merging and linking.
func (o *Office) FindClues(ctx context.Context, who access.Person, q string, limit int) ([]Row, error) {
	f := Filter{Kinds: []string{"clue"}, Number: q}
	m, err := o.List(ctx, who, f, Cursor{}, limit)
	if err != nil || len(m.Rows) > 0 {
		return m.Rows, err
	}
	f.Number, f.Text = "", q
	m, err = o.List(ctx, who, f, Cursor{}, limit)
	return m.Rows, err
}

// EachClue streams all messages that a filter finds, for exports.
func (o *Office) EachClue(ctx context.Context, who access.Person, f Filter, do func(Row, clue.Clue) error) error {
	v, sc := o.View(ctx), access.ScopeOf(who)
	f, err := o.widened(ctx, f)
	if err != nil {
		return err
	}
	return v.EachMatter(sc, f, 200, func(r Row) error {
		c, err := store.Clues.Load(v, r.Subject)
		if err != nil {
			return err
		}
		if !sc.Sees("clue", head(&c)) { // it changed hands while we were reading
			return nil
		}
		return do(r, c)
	})
}
