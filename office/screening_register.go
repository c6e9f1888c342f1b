package office

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"

	columns "hengjian/casebook"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/oversight/screening"
	"hengjian/oversight/screenrun"
	"hengjian/store"
)

// A register of the case book as what is screened: its columns by name, its
// concluded cases alone, as of the delivery that was declared.

// kept states a register of the case book; nil there is none within reach.
func (f *fact) kept(id string) (*screenrun.Kept, error) {
	if id == "" {
		return nil, nil
	}
	r, err := store.Registers.Load(f.view(), id)
	if err != nil || r.Place != f.who.Place || r.State == "withdrawn" || !access.Sees(f.who, "register", &r.Head) {
		return nil, noneIsNot(err)
	}
	return &screenrun.Kept{Organ: r.Organ, Name: r.Title, Delivery: int64(len(r.Supplies))}, nil
}

// incomplete refuses a register that leaves out too much: who chooses what to
// hand in chooses what is seen (screening design §1c, at least 98 %).
func incomplete(r casebook.Register) *screenrun.Trouble {
	share, ok := r.Share()
	if !ok || share >= casebook.GateShare {
		return nil
	}
	return &screenrun.Trouble{Field: "register", Zh: fmt.Sprintf("登记簿完整率 %.1f%%，不到 98%%：漏报的案件可以藏住任何规律，请先请机关补齐。", share*100),
		En: fmt.Sprintf("The register is %.1f%% complete, less than 98%%: what is left out can hide any pattern; have the organ complete it first.", share*100)}
}

// frameOfRegister reads the declared delivery; sum is the digest of the cells
// that were read, so that any difference is seen when results are opened.
func (o *Office) frameOfRegister(ctx context.Context, place string, file screenrun.File, c columns.Columns) (*screening.Frame, string, error) {
	r, err := store.Registers.Load(o.View(ctx), file.Register)
	if act.KindOf(err) == act.Missing || err == nil && (r.Place != place || file.Delivery < 1 || file.Delivery > int64(len(r.Supplies))) {
		return nil, "", &screenrun.Trouble{Field: "register", Zh: "案件库里没有这本登记簿。", En: "There is no such register in the case book."}
	}
	if err != nil {
		return nil, "", err
	}
	s, ok := casebook.SortOf(r.Sort)
	if !ok {
		return nil, "", act.None()
	}
	r.Supplies = r.Supplies[:file.Delivery]
	sum := sha256.New()
	f, err := columns.FrameOf(r.Title, c, func(want []string, do func([]string) error) error {
		cols := make([]casebook.ScreenColumn, len(want))
		for i, w := range want {
			if cols[i], ok = casebook.ScreenColumnOf(s, w); !ok {
				return &screenrun.Trouble{Field: "register", Zh: "这本登记簿没有“" + w + "”这一列。", En: "The register has no column " + w + "."}
			}
		}
		u := &casebook.Use{Bench: casebook.BenchOf(o.Cal, r), Series: casebook.NewSeriesFinder()}
		if c.Series == casebook.SeriesColumn {
			if err := o.concluded(ctx, s, r, file.Year, u, func(row casebook.Row) error { u.Series.Add(row); return nil }); err != nil {
				return err
			}
		}
		cells, n := make([]string, len(want)), make([]byte, 4)
		return o.concluded(ctx, s, r, file.Year, u, func(row casebook.Row) error {
			for i := range cols {
				cells[i] = cols[i].Value(row, u)
				binary.BigEndian.PutUint32(n, uint32(len(cells[i])))
				sum.Write(n)
				sum.Write([]byte(cells[i]))
			}
			return do(cells)
		})
	})
	if errors.Is(err, errDamagedPart) {
		err = &screenrun.Trouble{Field: "register", Zh: "登记簿的列文件与记录不符，请先校验。", En: "A column file of the register is not the one on record; run verify."}
	}
	return f, hex.EncodeToString(sum.Sum(nil)), err
}

// concluded reads the concluded cases of a register's last delivery; year 0
// takes all years.
func (o *Office) concluded(ctx context.Context, s *casebook.Sort, r casebook.Register, year int64, u *casebook.Use, do func(casebook.Row) error) error {
	for _, p := range r.Last().Parts {
		if year != 0 && int64(p.Year) != year {
			continue
		}
		b, err := o.openPart(p)
		if err != nil {
			return err
		}
		err = columns.EachRow(bytes.NewReader(b), int64(len(b)), s, nil, func(row casebook.Row) error {
			if err := ctx.Err(); err != nil || !row.Concluded(u.Until) {
				return err
			}
			return do(row)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ScreeningColumns says of a register of the case book which columns can be
// screened, and how they are filled; no cell of it is shown. complete refuses
// what a declaration would refuse.
func (o *Office) ScreeningColumns(ctx context.Context, who access.Person, id string) (r casebook.Register, out []Column, complete error, err error) {
	if r, err = Item(ctx, o, who, store.Registers, id); err != nil {
		return r, nil, nil, err
	}
	s, ok := casebook.SortOf(r.Sort)
	if !ok || who.Organ != "" || r.State == "withdrawn" {
		return r, nil, nil, act.None()
	}
	have := map[string]casebook.Column{}
	for _, c := range r.Quality.Columns {
		have[c.Name] = c
	}
	for _, c := range casebook.ScreenColumns(s) {
		q, known := have[c.From]
		x := Column{Name: c.Zh, Rows: int(r.Rows), Filled: int(r.Rows - q.Empty)}
		if !known {
			x.Filled = int(r.Rows)
		}
		if !c.Derived {
			x.Distinct = min(q.Distinct, 100)
		}
		if x.Filled > 0 || c.Zh == casebook.SeriesColumn {
			out = append(out, x)
		}
	}
	if t := incomplete(r); t != nil {
		complete = act.Wrong(t.Field, t.Zh, t.En)
	}
	return r, out, complete, nil
}
