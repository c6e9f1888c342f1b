package office

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	columns "hengjian/casebook"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/store"
	"hengjian/tabular"
)

func init() {
	needs["register.supply"] = func(f *fact) (err error) {
		a := f.a.(*casebook.Supply)
		a.Needs, err = f.staged(a.Stage)
		return err
	}
	needs["register.return"] = func(f *fact) (err error) {
		a := f.a.(*casebook.Return)
		a.Needs, err = f.staged(a.Stage)
		return err
	}
	needs["register.return_again"] = func(f *fact) (err error) {
		a := f.a.(*casebook.ReturnAgain)
		a.Needs, err = f.staged(a.Stage)
		return err
	}
	needs["register.renew"] = func(f *fact) (err error) {
		a := f.a.(*casebook.Renew)
		a.Needs, err = f.staged(a.Stage)
		return err
	}
}

// staged states what was read, and whose register it would be.
func (f *fact) staged(stage string) (casebook.Staged, error) {
	s, err := stageOf(f.view(), f.who, stage, f.o.Now())
	if err != nil || !s.Found {
		return s, err
	}
	g, err := store.Organs.Load(f.view(), s.Organ)
	if err != nil {
		return s, noneIsNot(err)
	}
	s.Ours, s.Kind = g.Place == f.who.Place, g.Sort
	return s, nil
}

// RegisterFields are what a file of a sort may fill.
func RegisterFields(s *casebook.Sort) []tabular.Field {
	types := map[casebook.Type]tabular.Type{casebook.Text: tabular.TextType, casebook.Date: tabular.DateType, casebook.Moment: tabular.DatetimeType, casebook.Int: tabular.IntType, casebook.Bool: tabular.BoolType}
	out := make([]tabular.Field, 0, len(s.Fields))
	for _, f := range s.Fields {
		out = append(out, tabular.Field{Name: f.Name, Zh: f.Zh, En: f.En, Type: types[f.Type], Max: f.Max, Required: f.Required, Unique: f.Name == s.Key, Synonyms: f.Synonyms})
	}
	return out
}

// errDamagedPart is a file whose inside is not what the catalogue says.
var errDamagedPart = errors.New("a column file of the case book is not the one that was entered; run verify")

// eachPart reads one file of a register, row by row.
func (o *Office) eachPart(s *casebook.Sort, p casebook.Part, want []string, do func(casebook.Row) error) error {
	b, err := o.openPart(p)
	if err != nil {
		return err
	}
	return columns.EachRow(bytes.NewReader(b), int64(len(b)), s, want, do)
}

func (o *Office) openPart(p casebook.Part) ([]byte, error) {
	f, err := o.OpenFile(p.Hash)
	if err != nil {
		return nil, errors.Join(errDamagedPart, err)
	}
	defer f.Close()
	b, err := io.ReadAll(f.body)
	if err != nil {
		return nil, errors.Join(errDamagedPart, err)
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != p.Plain {
		return nil, errDamagedPart
	}
	return b, nil
}

// RegisterRows reads the rows of a register that the person may see, in the
// order of its files. want names the fields needed, nil all of them; "_series",
// "_year" and "_seq" are those of the number. What a row says of people is for
// counting and for draws: no page shows it.
func (o *Office) RegisterRows(ctx context.Context, who access.Person, id string, want []string, do func(casebook.Row) error) error {
	if who.Organ != "" {
		return act.None() // the organ sees how complete its register is, and has the rows itself
	}
	r, err := Item(ctx, o, who, store.Registers, id)
	if err != nil {
		return err
	}
	s, ok := casebook.SortOf(r.Sort)
	if !ok {
		return act.None()
	}
	for _, p := range r.Last().Parts {
		err := o.eachPart(s, p, want, func(row casebook.Row) error {
			if err := ctx.Err(); err != nil {
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

// RegisterErrors gives the file of the rows that a delivery left out.
func (o *Office) RegisterErrors(ctx context.Context, who access.Person, id string, delivery int) ([]byte, error) {
	r, err := Item(ctx, o, who, store.Registers, id)
	if err != nil {
		return nil, err
	}
	if who.Organ != "" || delivery < 1 || delivery > len(r.Supplies) || r.Supplies[delivery-1].Errors == nil {
		return nil, act.None()
	}
	return o.openPart(*r.Supplies[delivery-1].Errors)
}

// StagedErrors gives the same before the register is entered.
func (o *Office) StagedErrors(ctx context.Context, who access.Person, stage string) ([]byte, error) {
	s, err := o.StagedRegister(ctx, who, stage)
	if err != nil {
		return nil, err
	}
	if s.Taken.Errors == nil {
		return nil, act.None()
	}
	return o.openPart(*s.Taken.Errors)
}

// RegistersOf lists the registers of the person's committee that count, by
// organ and sort in the order of the register; sort "" takes all.
func (o *Office) RegistersOf(ctx context.Context, who access.Person, sort string) ([]casebook.Register, error) {
	cond, args := "place=? AND state NOT IN ('withdrawn','returned')", []any{who.Place}
	if sort != "" {
		cond, args = cond+" AND sort=?", append(args, sort)
	}
	rs, err := store.Registers.Where(o.View(ctx), cond+" ORDER BY organ, sort, since, id", args...)
	if err != nil {
		return nil, err
	}
	sc := access.ScopeOf(who)
	var out []casebook.Register
	for i := range rs {
		if sc.Sees("register", &rs[i].Head) {
			out = append(out, rs[i])
		}
	}
	return out, nil
}
