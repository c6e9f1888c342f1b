package casebook

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"hengjian/oversight/screening"
)

// Columns says which column of a register plays which part; "" is not given.
type Columns struct {
	ID, Subject, Partner, Outcome, Series, Time, Weight, Party, Date string
	Strata                                                           []string
}

// want lists the columns to read, each once, and where each part lies.
func (c Columns) want() (names []string, at func(string) int) {
	for _, n := range append([]string{c.ID, c.Subject, c.Partner, c.Outcome, c.Series, c.Time, c.Weight, c.Party, c.Date}, c.Strata...) {
		if n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names, func(n string) int { return slices.Index(names, n) }
}

// Frame reads registers into columns for screening, one after another.
func Frame(files []string, c Columns) (*screening.Frame, error) {
	b, names := newFramer(c)
	for _, path := range files {
		if err := b.read(path, func(do func([]string) error) error { return Each(path, names, do) }); err != nil {
			return nil, err
		}
	}
	return b.frame(), nil
}

// FrameIn reads one register that is no file of its own.
func FrameIn(name string, in io.ReaderAt, size int64, c Columns) (*screening.Frame, error) {
	b, names := newFramer(c)
	if err := b.read(name, func(do func([]string) error) error { return EachIn(name, in, size, names, do) }); err != nil {
		return nil, err
	}
	return b.frame(), nil
}

// FrameOf reads rows that somebody else gives, in the order of the columns
// asked for.
func FrameOf(name string, c Columns, each func(want []string, do func(cells []string) error) error) (*screening.Frame, error) {
	b, names := newFramer(c)
	if err := b.read(name, func(do func([]string) error) error { return each(names, do) }); err != nil {
		return nil, err
	}
	return b.frame(), nil
}

func newFramer(c Columns) (*framer, []string) {
	names, at := c.want()
	b := &framer{c: c, f: &screening.Frame{}}
	b.id, b.subj, b.part, b.out, b.ser, b.tim, b.wei, b.pty, b.day = at(c.ID), at(c.Subject), at(c.Partner), at(c.Outcome), at(c.Series), at(c.Time), at(c.Weight), at(c.Party), at(c.Date)
	for _, s := range c.Strata {
		b.strata = append(b.strata, at(s))
	}
	return b, names
}

func (b *framer) read(name string, each func(func([]string) error) error) error {
	line := 1
	return each(func(cells []string) error {
		line++
		if err := b.add(cells); err != nil {
			return &Error{name, line, err[0], err[1]}
		}
		return nil
	})
}

// framer collects the columns.
type framer struct {
	c                                            Columns
	f                                            *screening.Frame
	id, subj, part, out, ser, tim, wei, pty, day int
	strata                                       []int
	subject, partner, series, stratum            screening.Builder
	party                                        screening.Builder
	key                                          []byte
}

type bilingual [2]string

// add appends a row; what is wrong with it is said in both languages.
func (b *framer) add(cells []string) *bilingual {
	f := b.f
	f.Rows++
	if b.id >= 0 {
		if f.Numbers == nil {
			f.Numbers = &screening.Numbers{}
		}
		f.Numbers.Add(cells[b.id])
	}
	put := func(to *screening.Builder, i int) {
		if i >= 0 {
			to.Add(cells[i])
		}
	}
	put(&b.subject, b.subj)
	put(&b.partner, b.part)
	put(&b.series, b.ser)
	put(&b.party, b.pty)
	if b.day >= 0 {
		m, ok := month(cells[b.day])
		if !ok {
			return &bilingual{fmt.Sprintf("“%s”列的“%s”不是日期", b.c.Date, cells[b.day]), fmt.Sprintf("%q in column %s is no date", cells[b.day], b.c.Date)}
		}
		f.Month = append(f.Month, m)
	}
	if len(b.strata) > 0 {
		b.key = b.key[:0]
		for i, s := range b.strata {
			if i > 0 {
				b.key = append(b.key, " · "...)
			}
			b.key = append(b.key, cells[s]...)
		}
		b.stratum.Add(string(b.key))
	}
	for _, n := range []struct {
		i  int
		to *[]float64
		as string
	}{{b.out, &f.Outcome, b.c.Outcome}, {b.tim, &f.Time, b.c.Time}, {b.wei, &f.Weight, b.c.Weight}} {
		if n.i < 0 {
			continue
		}
		v, err := number(cells[n.i])
		if err != nil {
			return &bilingual{fmt.Sprintf("“%s”列的“%s”不是数", n.as, cells[n.i]), fmt.Sprintf("%q in column %s is no number", cells[n.i], n.as)}
		}
		*n.to = append(*n.to, v)
	}
	return nil
}

// month reads the month of 2025-03-07, 2025/3/7, 2025年3月 or 2025-03; 0 where the
// cell is empty.
func month(s string) (int8, bool) {
	if s == "" {
		return 0, true
	}
	p := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if len(p) < 2 || len(p[0]) != 4 {
		return 0, false
	}
	m, err := strconv.Atoi(p[1])
	return int8(m), err == nil && m >= 1 && m <= 12
}

// number reads a cell; an empty one is NaN, yes and no are 1 and 0.
func number(s string) (float64, error) {
	switch strings.ToLower(s) {
	case "":
		return math.NaN(), nil
	case "true":
		return 1, nil
	case "false":
		return 0, nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err == nil && (math.IsInf(v, 0) || math.IsNaN(v)) {
		err = strconv.ErrRange
	}
	return v, err
}

func (b *framer) frame() *screening.Frame {
	f := b.f
	f.Subject = *b.subject.Column()
	if b.part >= 0 {
		f.Partner = b.partner.Column()
	}
	if b.ser >= 0 {
		f.Series = b.series.Column()
	}
	if b.pty >= 0 {
		f.Party = b.party.Column()
	}
	if len(b.strata) > 0 {
		f.Strata = b.stratum.Column()
	}
	return f
}
