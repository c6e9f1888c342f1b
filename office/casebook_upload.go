package office

import (
	"context"
	"io"
	"slices"
	"sync/atomic"

	columns "hengjian/casebook"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/oversight/organ"
	"hengjian/store"
	"hengjian/tabular"
)

// counted tells how far into a file somebody has read.
type counted struct {
	r  io.ReaderAt
	at atomic.Int64
}

func (c *counted) ReadAt(b []byte, off int64) (int, error) {
	n, err := c.r.ReadAt(b, off)
	if end := off + int64(n); end > c.at.Load() {
		c.at.Store(end)
	}
	return n, err
}

// Register reads the kept file as a register, from its first row, whatever its
// format. read tells how much of it has been read.
func (u *Upload) Register(name string, m tabular.Mapping) (open func() (tabular.Source, error), read func() int64) {
	return RegisterCounted(name, u, u.Size, m)
}

// RegisterCounted opens any file as a register; read tells how much of it has
// been read.
func RegisterCounted(name string, r io.ReaderAt, size int64, m tabular.Mapping) (open func() (tabular.Source, error), read func() int64) {
	c := &counted{r: r}
	return func() (tabular.Source, error) {
		return columns.Open(name, c, size, tabular.OptionsFor(m, tabular.Options{}))
	}, c.at.Load
}

// RegisterSource opens any file as a register.
func RegisterSource(name string, r io.ReaderAt, size int64, m tabular.Mapping) (tabular.Source, error) {
	return columns.Open(name, r, size, tabular.OptionsFor(m, tabular.Options{}))
}

// SavedMapping is the mapping by which the organ's last register of this sort
// was read, if every column it needs stands in the file; otherwise one made
// from the headings. saved tells which.
func (o *Office) SavedMapping(ctx context.Context, who access.Person, s *casebook.Sort, organ string, header []string) (m tabular.Mapping, saved bool, err error) {
	rs, err := o.RegistersOf(ctx, who, s.Code)
	if err != nil {
		return m, false, err
	}
	slices.SortStableFunc(rs, func(a, b casebook.Register) int { return -compareText(a.Last().On, b.Last().On) })
	for _, r := range rs {
		if r.Organ != organ {
			continue
		}
		m, err := tabular.ParseMapping([]byte(r.Last().Mapping))
		if err == nil && m.Kind == s.Code && fits(m, header) {
			return m, true, nil
		}
	}
	return tabular.Suggest(s.Code, header, RegisterFields(s)), false, nil
}

func fits(m tabular.Mapping, header []string) bool {
	for _, c := range m.Columns {
		for _, n := range c.From {
			if !c.Optional && !slices.Contains(header, n) {
				return false
			}
		}
	}
	return true
}

// RegisterToRenew is the register that a delivery of the same organ, sort and
// title goes over; ok is false where there is none.
func (o *Office) RegisterToRenew(ctx context.Context, who access.Person, organ, sort, title string) (r casebook.Register, ok bool, err error) {
	rs, err := store.Registers.Where(o.View(ctx), "place=? AND organ=? AND sort=? AND title=? AND state<>'withdrawn' ORDER BY opened DESC, id LIMIT 1", who.Place, organ, sort, title)
	if err != nil || len(rs) == 0 {
		return r, false, err
	}
	return rs[0], true, nil
}

// OrganBy finds an organ of this level by its code or name.
func (o *Office) OrganBy(ctx context.Context, who access.Person, word string) (organ.Organ, error) {
	gs, err := store.Organs.Where(o.View(ctx), "place=? ORDER BY id", who.Place)
	if err != nil {
		return organ.Organ{}, err
	}
	gs = slices.DeleteFunc(gs, func(g organ.Organ) bool { return word == "" || g.Code != word && g.Name != word && g.ID != word })
	if len(gs) != 1 {
		return organ.Organ{}, act.Wrong("organ", "本级没有机关“"+word+"”，请用 --organ 给出机关代码或者全称。", "No organ "+word+" of this level; give its code or full name with --organ.")
	}
	return gs[0], nil
}
