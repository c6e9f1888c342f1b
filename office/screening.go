package office

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"runtime/debug"
	"slices"

	"github.com/google/uuid"

	"hengjian/casebook"
	"hengjian/files"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/lead"
	"hengjian/oversight/problem"
	"hengjian/oversight/roster"
	"hengjian/oversight/screening"
	"hengjian/oversight/screenrun"
	"hengjian/store"
)

// Screening: registers are computed before the transaction, by the parameters
// that stand in the ledger; the transaction only compares and keeps.

func init() {
	needs["screening.declare"] = func(f *fact) (err error) {
		a := f.a.(*screenrun.Declare)
		if a.Needs.Ours, _, err = f.oursWithin(a.Organ, ""); err != nil {
			return err
		}
		if a.Needs.Kept, err = f.kept(a.Register); err != nil || a.Campaign == "" {
			return err
		}
		_, a.Needs.Campaign, err = f.campaignOf(a.Campaign)
		return err
	}
	for _, x := range []act.Name{"screening.open", "screening.relate"} {
		needs[x] = func(*fact) error { return nil } // filled before the transaction, see openScreening, readRelate
	}
	needs["lead.assign"] = func(f *fact) error {
		a := f.a.(*lead.Assign)
		c, err := store.Accounts.Load(f.view(), a.Person)
		a.Needs.Fits = err == nil && c.State == "active" && c.Place == f.was.(*lead.Lead).Place && c.Actor(nil).Has(access.Clerk)
		return noneIsNot(err)
	}
	needs["lead.ask_unit"] = func(f *fact) (err error) {
		a := f.a.(*lead.AskUnit)
		a.Needs = lead.AskNeeds{Papers: map[string]bool{}, Roster: SubjectID(followID(f.ord.ActID, 0))}
		for _, p := range roster.Papers {
			a.Needs.Papers[p.Code] = true
		}
		_, a.Needs.Within, err = f.oursWithin(f.was.(*lead.Lead).Organ, a.Unit)
		return err
	}
	needs["lead.link"] = func(f *fact) (err error) {
		a := f.a.(*lead.Link)
		a.Needs.Kind = map[string]string{"to_problem": "problem", "to_clue": "clue"}[f.was.(*lead.Lead).State]
		a.Needs.There, err = f.reaches(a.Needs.Kind, a.To)
		return err
	}
}

// maxRegister bounds a register that is handed in as a file.
const maxRegister = 64 << 20

// KeepRegister stores a register of closed cases (csv, csv.gz or Parquet) for its
// uploader to declare a screening of. It holds columns, no document: there is
// nothing in it that could be cleaned.
func (o *Office) KeepRegister(who access.Person, name string, src io.Reader) (hash, clean string, err error) {
	if !who.Has(access.Clerk) {
		return "", "", act.Refuse(act.Forbidden, "登记由经办上传。", "A clerk hands in the register.")
	}
	clean = files.SafeName(name)
	hash, err = o.putFile(fileHead{clean, "text/csv", who.ID}, func(w io.Writer) error {
		n, err := io.Copy(w, io.LimitReader(src, maxRegister+1))
		if err == nil && n > maxRegister {
			err = tooLarge()
		}
		return err
	})
	return hash, clean, err
}

func tooLarge() error {
	return act.Wrong("hash", "登记超过 64 MB，请压缩（csv.gz）或者分期间检验。", "The register is larger than 64 MB; compress it (csv.gz) or screen it period by period.")
}

// register reads a working file whole; nothing clear touches a disk.
func (o *Office) register(hash string) (name string, data []byte, err error) {
	f, err := o.OpenFile(hash)
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if _, err := f.WriteTo(&capped{&b, maxRegister}); err != nil {
		return "", nil, err
	}
	return f.Name, b.Bytes(), nil
}

type capped struct {
	b    *bytes.Buffer
	left int
}

func (c *capped) Write(p []byte) (int, error) {
	if c.left -= len(p); c.left < 0 {
		return 0, tooLarge()
	}
	return c.b.Write(p)
}

// Column is what is known of one column of a register before it is mapped.
type Column = casebook.Filled

// RegisterColumns looks through a register that the person herself uploaded.
func (o *Office) RegisterColumns(who access.Person, hash string) ([]Column, error) {
	if !o.Uploaded(who, hash) {
		return nil, act.None()
	}
	name, data, err := o.register(hash)
	if err != nil {
		return nil, err
	}
	cs, err := casebook.Profile(name, bytes.NewReader(data), int64(len(data)))
	var e *casebook.Error
	if errors.As(err, &e) {
		return nil, act.Wrong("hash", lineOf(e)+e.Zh, lineOf(e)+e.En)
	}
	return cs, err
}

func lineOf(e *casebook.Error) string {
	if e.Line == 0 {
		return ""
	}
	return fmt.Sprintf("%d: ", e.Line)
}

func options(p screenrun.Params) screening.Options {
	o := screening.Defaults(map[bool]string{true: "pair", false: p.Detector}[p.Detector == "monitor"])
	o.MinN, o.MinMeet, o.Omega0, o.Q, o.Permute, o.Seed, o.MidP = int(p.MinN), int(p.MinMeet), p.Omega0, p.Q, int(p.Permute), uint64(p.Seed), p.MidP
	o.M = "capacity" // the pages' default: hypotheses that could be seen at all (screening design §1a)
	for _, x := range []struct {
		from string
		to   *string
	}{{p.Tail, &o.Tail}, {p.Null, &o.Null}, {p.M, &o.M}} {
		if x.from != "" {
			*x.to = x.from
		}
	}
	if p.Window > 0 {
		o.Window = p.Window
	}
	o.Workers = runtime.NumCPU()
	return o
}

// frame reads what is screened: a file by its mapping, or a register of the
// case book that stands at a place.
func (o *Office) frame(ctx context.Context, place string, file screenrun.File, c screenrun.Columns) (f *screening.Frame, sum string, err error) {
	cols := casebook.Columns{ID: c.ID, Subject: c.Subject, Partner: c.Partner, Outcome: c.Outcome, Strata: c.Strata, Series: c.Series, Time: c.Time, Weight: c.Weight, Party: c.Party, Date: c.Date}
	if c.Period != "" {
		cols.Party = c.Period // read beside the strata; Monitor puts the two together
	}
	if file.Register != "" {
		return o.frameOfRegister(ctx, place, file, cols)
	}
	name, data, err := o.register(file.Hash)
	if err != nil {
		return nil, "", err
	}
	h := sha256.Sum256(data)
	f, err = casebook.FrameIn(name, bytes.NewReader(data), int64(len(data)), cols)
	return f, hex.EncodeToString(h[:]), err
}

// trouble tells an error of data or parameters from our own.
func trouble(err error) (*screenrun.Trouble, error) {
	var c *casebook.Error
	var s *screening.Error
	var own *screenrun.Trouble
	switch {
	case errors.As(err, &own):
		return own, nil
	case errors.As(err, &c):
		return &screenrun.Trouble{Field: "hash", Zh: lineOf(c) + c.Zh, En: lineOf(c) + c.En}, nil
	case errors.As(err, &s):
		field := "params." + s.Field
		switch s.Field {
		case "partner", "outcome", "time", "party", "date":
			field = "cols.col_" + s.Field
		case "min-n":
			field = "params.min_n"
		}
		return &screenrun.Trouble{Field: field, Zh: s.Zh, En: s.En}, nil
	}
	return nil, err
}

// planScreening computes what margins say, before the plan is kept.
func planScreening(ctx context.Context, o *Office, who access.Person, a any, _ *Order) error {
	d := a.(*screenrun.Declare)
	if d.Cols.Subject == "" || d.Params.Detector == "monitor" && d.Cols.Period == "" || !who.Has(access.Clerk) {
		return nil // the act itself says what is missing
	}
	file := screenrun.File{Hash: d.Hash}
	switch {
	case d.Register != "":
		r, err := Item(ctx, o, who, store.Registers, d.Register)
		if act.KindOf(err) == act.Missing {
			return nil
		}
		if err != nil {
			return err
		}
		if d.Needs.Wrong = incomplete(r); d.Needs.Wrong != nil {
			return nil
		}
		file = screenrun.File{Register: r.ID, Delivery: int64(len(r.Supplies)), Year: d.Year}
		if d.Params.Detector == "rule" {
			c, err := o.checkRule(ctx, who.Place, file, d.Params)
			if err == nil {
				d.Needs.Planned = c.planned()
			} else {
				d.Needs.Wrong, err = trouble(err)
			}
			return err
		}
	case !o.Uploaded(who, d.Hash):
		return nil
	}
	if d.Relations != "" && !o.Uploaded(who, d.Relations) {
		return nil // the door refuses a file of somebody else
	}
	opt, err := o.optionsOf(d.Params, d.Relations)
	if err != nil {
		d.Needs.Wrong, err = trouble(err)
		return err
	}
	d.Needs.Listed = int64(len(opt.Only))
	cols := d.Cols
	if d.Params.Detector == "monitor" { // what can be found once the last period is over
		cols.Period, cols.Strata = "", append(slices.Clone(cols.Strata), cols.Period)
	}
	f, sum, err := o.frame(ctx, who.Place, file, cols)
	var p *screening.Planned
	if err == nil {
		p, err = screening.Plan(f, opt)
	}
	if err == nil && d.Params.Detector == "monitor" && file.Register != "" { // the digest is of the columns as they will be read
		_, sum, err = o.frame(ctx, who.Place, file, d.Cols)
	}
	if err != nil {
		d.Needs.Wrong, err = trouble(err)
		return err
	}
	n := screenrun.Planned{SHA256: sum, Rows: int64(p.Rows), Units: int64(p.Units), Strata: int64(p.Strata), M: int64(p.M), NoSubject: int64(p.NoSubject), NoPartner: int64(p.NoPartner),
		NoOutcome: int64(p.NoOutcome), Threshold: p.Threshold, Ratios: p.Ratios, Related: int64(len(opt.Only))}
	for _, b := range p.Bands {
		n.Bands = append(n.Bands, screenrun.Band{Lo: b.Lo, Hi: b.Hi, Count: int64(b.Count), Power: b.Power})
	}
	d.Needs.Planned = n
	return nil
}

// openScreening computes the results of a declared plan, once it is the turn of
// somebody who may open them.
func openScreening(ctx context.Context, o *Office, who access.Person, a any, _ *Order) error {
	d := a.(*screenrun.Open)
	r, err := store.Screenings.Load(o.View(ctx), d.ID)
	if err != nil || r.State != "declared" || !who.Has(access.Director) || !access.Sees(who, "screening", &r.Head) {
		return nil // the door says why not
	}
	if r.Params.Detector == "rule" {
		c, err := o.checkRule(ctx, r.Place, r.File, r.Params)
		if err == nil {
			d.Needs.SHA256, d.Needs.Found, d.Needs.Flags = c.sum, c.found(), c.flags()
		} else {
			d.Needs.Wrong, err = trouble(err)
		}
		return err
	}
	opt, err := o.optionsOf(r.Params, r.File.Relations)
	if err != nil {
		d.Needs.Wrong, err = trouble(err)
		return err
	}
	f, sum, err := o.frame(ctx, r.Place, r.File, r.Cols)
	if err == nil {
		d.Needs.SHA256 = sum
		if r.Params.Detector == "monitor" {
			d.Needs.Found, d.Needs.Flags, err = watched(f, opt)
		} else {
			d.Needs.Found, d.Needs.Flags, err = screened(f, opt)
		}
	}
	if err != nil {
		d.Needs.Wrong, err = trouble(err)
		return err
	}
	d.Needs.Found.Raised = int64(len(d.Needs.Flags))
	if r.File.Relations == "" {
		return nil
	}
	ties, err := o.tiesIn(r.File.Relations)
	for i, g := range d.Needs.Flags {
		d.Needs.Flags[i].Tie = ties[[2]string{g.Subject, g.Partner}]
	}
	return err
}

// screened runs a detector, and once more without the strata.
func screened(f *screening.Frame, opt screening.Options) (screenrun.Found, []screenrun.Flag, error) {
	rep, err := screening.Screen(f, opt)
	if err != nil {
		return screenrun.Found{}, nil, err
	}
	out := found(rep)
	out.Bare = bare(f, opt)
	return out, flags(rep), nil
}

// Bounds of what a run keeps beside its counts.
const (
	maxPoints = 400 // on the plot
	maxFlags  = 100 // leads of one run: more are a wrong plan, not more work
	maxParts  = 300
	maxCases  = 2000
)

func found(r *screening.Report) screenrun.Found {
	f := screenrun.Found{Program: program(), M: int64(r.Tested), Tested: int64(len(r.Results)), SDZ: r.SDZ, Permutations: int64(r.Null_.Permutations), FlagsPerRun: r.Null_.FlagsPerRun,
		ShareP05: r.Null_.ShareP05, Notes: r.Notes, NotesZh: r.NotesZh}
	step := max(1, len(r.Results)/maxPoints)
	for i, x := range r.Results {
		if x.Flag {
			f.Flagged++
		}
		if x.Flag || i%step == 0 {
			f.Points = append(f.Points, screenrun.Point{E: x.Expected, O: x.Value})
		}
	}
	return f
}

func flags(r *screening.Report) (out []screenrun.Flag) {
	for _, x := range r.Results {
		if !x.Flag || len(out) == maxFlags {
			continue
		}
		g := screenrun.Flag{Subject: x.Subject, Partner: x.Partner, N: int64(x.N), Value: x.Value, Expected: x.Expected, Variance: x.Variance, P: x.P, Adjusted: x.Adjusted,
			Effect: finite(x.Effect), Lo: finite(x.Lo), Hi: finite(x.Hi), Cases: x.Cases[:min(len(x.Cases), maxCases)]}
		for _, p := range x.Parts[:min(len(x.Parts), maxParts)] {
			g.Parts = append(g.Parts, screenrun.Part{Name: p.Name, N: int64(p.N), Own: int64(p.Own), Hit: int64(p.Hit), Met: int64(p.Observed), Expected: p.Mean()})
		}
		out = append(out, g)
	}
	return out
}

func finite(x float64) *float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return nil
	}
	return &x
}

// program is the version that computed a result.
func program() string {
	if b, ok := debug.ReadBuildInfo(); ok && b.Main.Version != "" {
		return b.Main.Version
	}
	return "dev"
}

// raiseLeads makes a lead of each flag, in an order that ranks nobody: by name.
func raiseLeads(f *fact) ([]any, error) {
	r, a := f.now.(*screenrun.Run), f.a.(*screenrun.Open)
	var out []any
	for _, g := range alphabetical(a.Needs.Flags) {
		l := &lead.Raise{Run: r.ID, RunNumber: r.Number, RunTitle: r.Title, Period: r.Period, Organ: r.Organ, Subject: g.Subject, Partner: g.Partner, Cases: g.Cases, Tie: lead.Tie(g.Tie),
			Signal: lead.Signal{Detector: r.Params.Detector, N: g.N, Value: g.Value, Expected: g.Expected, Variance: g.Variance, P: g.P, Adjusted: g.Adjusted, Q: r.Params.Q,
				Effect: g.Effect, Lo: g.Lo, Hi: g.Hi, M: r.Found.M, Flagged: r.Found.Flagged, E: g.E, Since: g.Since}}
		if options(r.Params).Null == "min" {
			l.Signal.Omega0 = r.Params.Omega0
		}
		for _, p := range g.Parts {
			l.Parts = append(l.Parts, lead.Part{Name: p.Name, N: p.N, Own: p.Own, Hit: p.Hit, Observed: p.Met, Expected: p.Expected})
		}
		out = append(out, l)
	}
	return out, nil
}

func followID(actID string, i int) string {
	return uuid.NewSHA1(uuid.MustParse(actID), fmt.Appendf(nil, "follow %d", i)).String()
}

func askRoster(f *fact) ([]any, error) {
	l, a := f.now.(*lead.Lead), f.a.(*lead.AskUnit)
	return []any{&roster.Ask{Organ: l.Organ, Unit: a.Unit, Period: a.Period, Papers: a.Papers}}, nil
}

// rosterCame moves on the leads that waited for the papers.
func rosterCame(f *fact) ([]any, error) {
	ls, err := store.Leads.Where(f.view(), "roster=? ORDER BY id", head(f.now).ID)
	var out []any
	for _, l := range ls {
		switch l.State {
		case "unit_asked", "unit_answered", "person_invited", "heard":
			out = append(out, &lead.UnitAnswered{ID: l.ID})
		}
	}
	return out, err
}

// linkLead tells a lead which problem was drafted from it.
func linkLead(f *fact) (out []any, err error) {
	for _, x := range f.a.(*problem.Draft).Origins {
		if x.Kind != "lead" {
			continue
		}
		l, err := store.Leads.Load(f.view(), x.ID)
		if err != nil {
			return nil, err
		}
		if l.State == "to_problem" {
			out = append(out, &lead.Link{ID: l.ID, To: head(f.now).ID})
		}
	}
	return out, nil
}

// LeadRecord is how leads of one detector ended: what was confirmed, what was
// innocent or empty, what still runs. Counts alone.
type LeadRecord struct {
	Detector                               string
	Raised, Open, Confirmed, Empty, Review int
	Expired                                int
}

// LeadRecords is the realised precision of each detector in the person's own
// committee.
func (o *Office) LeadRecords(ctx context.Context, who access.Person) ([]LeadRecord, error) {
	if !access.Sees(who, "screening", &act.Head{Place: who.Place, Version: 1}) {
		return nil, nil
	}
	ls, err := store.Leads.Where(o.View(ctx), "place=? ORDER BY id LIMIT 100000", who.Place)
	if err != nil {
		return nil, err
	}
	day, by := act.DayOf(o.Now()), map[string]*LeadRecord{}
	for _, l := range ls {
		r := by[l.Signal.Detector]
		if r == nil {
			r = &LeadRecord{Detector: l.Signal.Detector}
			by[l.Signal.Detector] = r
		}
		r.Raised++
		switch {
		case l.Expired(day):
			r.Expired++
		case l.State == "to_problem" || l.State == "to_clue":
			r.Confirmed++
		case l.State == "to_review":
			r.Review++
		case l.State == "closed":
			r.Empty++
		default:
			r.Open++
		}
	}
	var out []LeadRecord
	for _, d := range screenrun.Detectors {
		if r := by[d.Code]; r != nil {
			out = append(out, *r)
		}
	}
	return out, nil
}

// LeadsOf lists leads by their number, of one run or of all; nothing ranks them.
func (o *Office) LeadsOf(ctx context.Context, who access.Person, run string) ([]lead.Lead, error) {
	cond, args := "place=?", []any{who.Place}
	if run != "" {
		cond, args = cond+" AND run=?", append(args, run)
	}
	ls, err := store.Leads.Where(o.View(ctx), cond+" ORDER BY opened DESC, serial LIMIT 1000", args...)
	var out []lead.Lead
	for _, l := range ls {
		if access.Sees(who, "lead", &l.Head) {
			out = append(out, l)
		}
	}
	return out, err
}

// Runs lists the ledger, newest first.
func (o *Office) Runs(ctx context.Context, who access.Person) ([]screenrun.Run, error) {
	rs, err := store.Screenings.Where(o.View(ctx), "place=? ORDER BY opened DESC, serial DESC LIMIT 500", who.Place)
	var out []screenrun.Run
	for _, r := range rs {
		if access.Sees(who, "screening", &r.Head) {
			out = append(out, r)
		}
	}
	return out, err
}

// RosterList lists the requests for rules and rosters within reach.
func (o *Office) RosterList(ctx context.Context, who access.Person) ([]roster.Roster, error) {
	cond, arg := "place=?", who.Place
	if who.Organ != "" {
		cond, arg = "shown=?", who.Organ
	}
	rs, err := store.Rosters.Where(o.View(ctx), cond+" ORDER BY opened DESC, serial DESC LIMIT 500", arg)
	var out []roster.Roster
	for _, r := range rs {
		if access.Sees(who, "roster", &r.Head) {
			out = append(out, r)
		}
	}
	return out, err
}

func alphabetical(fs []screenrun.Flag) []screenrun.Flag {
	out := slices.Clone(fs)
	slices.SortStableFunc(out, func(a, b screenrun.Flag) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Partner, b.Partner))
	})
	return out
}
