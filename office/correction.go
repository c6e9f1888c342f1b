package office

import (
	"context"
	"errors"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/correction"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// Requests for correction: what stands in the register is read inside the act's
// transaction, never taken from the form.

func init() {
	needs["correction.submit"] = func(f *fact) (err error) {
		a := f.a.(*correction.Submit)
		a.Needs, err = f.correctionOf(*a)
		return err
	}
	needs["correction.withdraw"] = func(f *fact) error {
		f.a.(*correction.Withdraw).Needs.Organ = f.who.Organ != ""
		return nil
	}
	needs["correction.grant"] = func(f *fact) error {
		a, c := f.a.(*correction.Grant), f.was.(*correction.Correction)
		o, err := store.Officers.Load(f.view(), c.Officer)
		if err != nil {
			return noneIsNot(err)
		}
		n := correction.GrantNeeds{There: o.Place == c.Place && o.State != "merged"}
		n.Says, _ = o.Fact(c.What, c.Post, f.m.Day())
		if n.Says != c.Should {
			n.Fault, err = f.unfit(o, c.What, c.Post, c.Should)
		}
		a.Needs = n
		return err
	}
}

// correctionOf finds the entry and the fact that a request speaks of.
func (f *fact) correctionOf(a correction.Submit) (n correction.SubmitNeeds, err error) {
	n.Way = "written"
	if f.who.Organ != "" {
		n.Way = "organ"
	}
	for _, w := range organ.Amendable {
		if w.Code == a.What {
			n.Heading = act.Word{Code: w.Code, Zh: w.Zh, En: w.En}
		}
	}
	o, there, err := entryBoth(f.view(), f.who, a.Code, a.Person)
	if err != nil || !there {
		return n, err
	}
	n.Officer, n.Person, n.Organ, n.Unit = o.ID, o.Name, o.Organ, o.Unit
	n.Post = o.WhichPost(a.What, a.Post, f.m.Day())
	says, there := o.Fact(a.What, n.Post, f.m.Day())
	if !there || organ.OfPost(a.What) && n.Post == 0 {
		n.Heading = act.Word{}
		return n, nil
	}
	if n.Post > 0 {
		p := o.Posts[n.Post-1]
		n.Held = correction.Held{Title: p.Title, Since: p.Since, Until: p.Until}
	}
	if n.Says = says; says != strings.TrimSpace(a.Should) && n.Heading.Code != "" {
		if n.Fault, err = f.unfit(o, a.What, n.Post, a.Should); err != nil {
			return n, err
		}
	}
	open, err := store.Corrections.Where(f.view(), "officer=? AND what=? AND post=? AND state IN ('submitted','considered','asked')", o.ID, a.What, n.Post)
	if len(open) > 0 {
		n.Open = open[0].Number
	}
	return n, err
}

// entryBoth is the entry whose number and name both agree, within the person's
// own organ where she speaks for one.
func entryBoth(v *store.View, who access.Person, code, name string) (organ.Officer, bool, error) {
	os, err := store.Officers.Where(v, "place=? AND code=? AND state<>'merged'", who.Place, strings.TrimSpace(code))
	if err != nil || len(os) != 1 || os[0].Name != strings.TrimSpace(name) || who.Organ != "" && os[0].Organ != who.Organ {
		return organ.Officer{}, false, err
	}
	return os[0], true, nil
}

// CorrectionEntry is the entry that somebody who may ask for its correction
// names by number and name, so that the form can show what it says; refused in
// the same words as the request itself.
func (o *Office) CorrectionEntry(ctx context.Context, who access.Person, code, name string) (organ.Officer, error) {
	if !slices.ContainsFunc(correction.Life.Steps[0].Who, who.Has) {
		return organ.Officer{}, act.None()
	}
	e, there, err := entryBoth(o.View(ctx), who, code, name)
	if err == nil && !there {
		err = act.Wrong("code", correction.NoEntry[0], correction.NoEntry[1])
	}
	return e, err
}

// unfit says why the register could not take a value, in its own words.
func (f *fact) unfit(o organ.Officer, what string, post int64, to string) (why [2]string, err error) {
	a := organ.AmendOfficer{ID: o.ID, What: what, Post: post, To: to, Reason: "更正申请"}
	if what == "code" {
		if a.Needs.Taken, err = f.certificate(strings.TrimSpace(to), o.ID); err != nil {
			return why, err
		}
	}
	_, bad := a.Do(o, f.m)
	var r *act.Refusal
	if errors.As(bad, &r) {
		why = [2]string{r.Zh, r.En}
	}
	return why, nil
}

// correctEntry puts the entry right once it has been decided.
func correctEntry(f *fact) ([]any, error) {
	c := f.now.(*correction.Correction)
	if !c.Changed {
		return nil, nil
	}
	return []any{&organ.AmendOfficer{ID: c.Officer, What: c.What, Post: c.Post, To: c.Should, Reason: "更正申请 " + c.Number}}, nil
}

// CorrectionsOf lists the requests about one officer within reach, newest first.
func (o *Office) CorrectionsOf(ctx context.Context, who access.Person, officer string) ([]correction.Correction, error) {
	cs, err := store.Corrections.Where(o.View(ctx), "officer=? ORDER BY opened DESC, number DESC", officer)
	if err != nil {
		return nil, err
	}
	var out []correction.Correction
	for _, c := range cs {
		if access.Sees(who, "correction", &c.Head) {
			out = append(out, c)
		}
	}
	return out, nil
}
