package office

import (
	"context"
	"io"
	"slices"
	"sync/atomic"

	columns "hengjian/casebook"
	"hengjian/oversight/access"
	"hengjian/oversight/casebook"
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
	c := &counted{r: u}
	return func() (tabular.Source, error) {
		return columns.Open(name, c, u.Size, tabular.OptionsFor(m, tabular.Options{}))
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
