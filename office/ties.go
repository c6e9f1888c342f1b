package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	columns "hengjian/casebook"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/oversight/law"
	"hengjian/oversight/organ"
	"hengjian/oversight/review"
	"hengjian/oversight/screenrun"
	"hengjian/store"
)

// Who may read which file: the relations declared on lists and those computed
// from the register of officers. Lists and the case book are files; they are read
// before the transaction, which only compares.

// tieFiles is what was read of the lists of relations and of the case book for
// some reviews.
type tieFiles struct {
	lists map[string][]relation // by address
	rows  map[string][]string   // names in the row of a case, by part and case
	bad   map[string]bool       // addresses of what cannot be read
}

// tieSources are the lists and registers that count for the reviews of an organ.
type tieSources struct {
	runs []screenrun.Run
	regs []casebook.Register
}

func tieSourcesOf(v *store.View, place, organID string) (s tieSources, err error) {
	all, err := store.Screenings.Where(v, "place=? AND organ=? AND state<>'withdrawn' ORDER BY id", place, organID)
	for _, r := range all {
		if _, ok := r.Relations(); ok {
			s.runs = append(s.runs, r)
		}
	}
	if err == nil {
		s.regs, err = store.Registers.Where(v, "place=? AND organ=? AND state NOT IN ('withdrawn','returned') ORDER BY id", place, organID)
	}
	return s, err
}

// rowOf is how the row of a case in a part is known.
func rowOf(p casebook.Part, caseNo string) string { return p.Hash + "\n" + caseNo }

// partsFor are the parts of a register in which a case can stand, and the form
// of its number there.
func partsFor(r casebook.Register, caseNo string) (parts []casebook.Part, full string) {
	n, full := columns.NumberOf(caseNo)
	for _, p := range r.Last().Parts {
		if n.Year == 0 || p.Year == 0 || p.Year == n.Year {
			parts = append(parts, p)
		}
	}
	return parts, full
}

// readTies reads the files that matter to some reviews of one place.
func (o *Office) readTies(ctx context.Context, v *store.View, rs ...review.Review) (*tieFiles, error) {
	t := &tieFiles{map[string][]relation{}, map[string][]string{}, map[string]bool{}}
	cases := map[string][]string{} // by organ
	place := ""
	for _, r := range rs {
		place = r.Place
		cases[r.Organ] = append(cases[r.Organ], r.CaseNo)
	}
	for id, nos := range cases {
		src, err := tieSourcesOf(v, place, id)
		if err != nil {
			return nil, err
		}
		for _, run := range src.runs {
			l, _ := run.Relations()
			if t.lists[l.Hash], err = o.relationsIn(l.Hash); err != nil {
				if w := (*screenrun.Trouble)(nil); !errors.As(err, &w) {
					return nil, err
				}
				t.bad[l.Hash] = true
			}
		}
		for _, reg := range src.regs {
			if err := o.readRows(ctx, reg, nos, t); err != nil {
				return nil, err
			}
		}
	}
	return t, nil
}

// caseRows remembers who stands in the row of a case that was under review: a
// part is known by its content, so it stays true.
type caseRows struct {
	mu sync.Mutex
	m  map[string][]string
}

// rowsKept bounds the memory.
const rowsKept = 20000

// readRows reads the rows of some cases, each part once.
func (o *Office) readRows(ctx context.Context, reg casebook.Register, cases []string, t *tieFiles) error {
	s, ok := casebook.SortOf(reg.Sort)
	if !ok {
		return nil
	}
	wanted := map[string]map[string]bool{} // by address of the part: the numbers
	parts := map[string]casebook.Part{}
	o.caseRows.mu.Lock()
	for _, no := range cases {
		ps, full := partsFor(reg, no)
		for _, p := range ps {
			if names, ok := o.caseRows.m[rowOf(p, full)]; ok {
				t.rows[rowOf(p, full)] = names
				continue
			}
			if wanted[p.Hash] == nil {
				wanted[p.Hash] = map[string]bool{}
			}
			wanted[p.Hash][full], parts[p.Hash] = true, p
		}
	}
	o.caseRows.mu.Unlock()
	for hash, nos := range wanted {
		if err := o.readPart(ctx, s, parts[hash], nos, t); err != nil {
			return err
		}
	}
	return nil
}

func (o *Office) readPart(ctx context.Context, s *casebook.Sort, p casebook.Part, nos map[string]bool, t *tieFiles) error {
	who := handlerFields(s)
	got := map[string][]string{}
	err := o.eachPart(s, p, append([]string{s.Key}, who...), func(row casebook.Row) error {
		if no := row.Key(); nos[no] {
			for _, f := range who {
				got[no] = append(got[no], strings.FieldsFunc(row.Get(f), func(c rune) bool { return strings.ContainsRune("、，,；; \t", c) })...)
			}
		}
		return ctx.Err()
	})
	if errors.Is(err, errDamagedPart) {
		t.bad[p.Hash] = true
		return nil
	}
	if err != nil {
		return err
	}
	o.caseRows.mu.Lock()
	defer o.caseRows.mu.Unlock()
	if o.caseRows.m == nil || len(o.caseRows.m) >= rowsKept {
		o.caseRows.m = map[string][]string{}
	}
	for no := range nos {
		t.rows[rowOf(p, no)], o.caseRows.m[rowOf(p, no)] = got[no], got[no]
	}
	return nil
}

// handlerFields are the fields of a sort in which whoever had to do with a case
// stands.
func handlerFields(s *casebook.Sort) (out []string) {
	for _, f := range []string{"judge", "panel", "clerk", "prosecutor", "lawyer"} {
		if s.Index(f) >= 0 {
			out = append(out, f)
		}
	}
	return out
}

// prepareTies reads lists and case book before the transaction of an act that
// chooses a reader.
func prepareTies(ctx context.Context, o *Office, who access.Person, a any, ord *Order) error {
	if !assigns(who) {
		return nil
	}
	v := o.View(ctx)
	r, err := store.Reviews.Load(v, a.(interface{ On() string }).On())
	if err != nil || !access.Sees(who, "review", &r.Head) {
		return noneIsNot(err)
	}
	ord.ties, err = o.readTies(ctx, v, r)
	return err
}

// assigns reports whether somebody gives files to readers.
func assigns(who access.Person) bool { return who.Has(access.Clerk) || who.Has(access.Director) }

// Unread is a list of relations, or a register of the case book, that cannot be
// read: whether a reviewer must step back cannot be said until somebody supplies
// it again or withdraws it.
type Unread struct {
	Run, Register string // id of the one or the other
	Zh, En        string
}

// Refusal is what the act that assigns is told.
func (u *Unread) Refusal(field string) error { return act.Wrong(field, u.Zh, u.En) }

func unreadList(v *store.View, run screenrun.Run, l screenrun.Relations) *Unread {
	by := l.By
	if a, err := store.Accounts.Load(v, l.By); err == nil {
		by = a.Person
	}
	return &Unread{Run: run.ID,
		Zh: fmt.Sprintf("关系名单“%s”（%s于%s在筛查“%s”提供）读不出来，不能核对谁应当回避，暂时不能分派。请在这次筛查的页面重新提供名单，或者写明理由收回名单。", l.Name, by, l.Day, run.Title),
		En: fmt.Sprintf("The list of relations “%s” (supplied by %s on %s in the screening “%s”) cannot be read, so that nobody can say who must step back, and nobody is assigned. On the page of that screening supply the list again, or withdraw it with a reason.", l.Name, by, l.Day, run.Title)}
}

func unreadRegister(r casebook.Register) *Unread {
	return &Unread{Register: r.ID,
		Zh: fmt.Sprintf("案件库登记簿“%s”（%s于%s提供）读不出来，不能核对谁应当回避，暂时不能分派。请在案件库更新或者撤回这本登记簿。", r.Title, r.Last().Giver, r.Last().Given),
		En: fmt.Sprintf("The register “%s” of the case book (handed over by %s on %s) cannot be read, so that nobody can say who must step back, and nobody is assigned. Renew or withdraw that register in the case book.", r.Title, r.Last().Giver, r.Last().Given)}
}

// handled is somebody who had to do with a case: an officer named on the review,
// or a name of its row in the case book.
type handled struct {
	name    string
	sure    bool // the officer is named by the certificate number
	officer *organ.Officer
}

// served is one entry of the register of officers that is, or may be, a reviewer.
type served struct {
	organ.Officer
	sure bool
}

// readers are the reviewers of a committee with what is on record of each, read
// once for any number of reviews.
type readers struct {
	o        *Office
	v        *store.View
	day      string
	accounts []account.Account
	deputies map[string]organ.Deputy // by account
	served   map[string][]served     // by account
	organs   map[string]organ.Organ
	sources  map[string]tieSources
	did      map[string]map[string]bool // by kind of organ
	units    organ.Lineage              // of the posts looked at so far
	traced   map[string]bool            // which of them were looked for
	files    *tieFiles
}

func (o *Office) readersAt(v *store.View, place string, t *tieFiles) (*readers, error) {
	b := &readers{o: o, v: v, day: act.DayOf(o.Now()), deputies: map[string]organ.Deputy{}, served: map[string][]served{}, organs: map[string]organ.Organ{}, sources: map[string]tieSources{}, did: map[string]map[string]bool{}, units: organ.Lineage{}, traced: map[string]bool{}, files: t}
	as, err := store.Accounts.Where(v, "place=? AND state='active' ORDER BY full_name, id", place)
	if err != nil {
		return nil, err
	}
	for _, a := range as {
		if !slices.Contains(a.Roles, access.Reviewer) {
			continue
		}
		b.accounts = append(b.accounts, a)
		ds, err := store.Deputies.Where(v, "place=? AND account=? AND "+listedOn+" ORDER BY id LIMIT 1", place, a.ID, b.day)
		if err != nil {
			return nil, err
		}
		if len(ds) > 0 {
			b.deputies[a.ID] = ds[0]
		}
		if b.served[a.ID], err = servedAs(v, place, a); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// servedAs finds a reviewer's own entries in the register of officers, by the
// numbers she gave or else by her name.
func servedAs(v *store.View, place string, a account.Account) (out []served, err error) {
	os, err := store.Officers.Where(v, "place=? AND state<>'merged' AND name=? ORDER BY id LIMIT 20", place, a.Person)
	for _, x := range os {
		out = append(out, served{x, has(a.Numbers, x.Code)})
	}
	for _, no := range a.Numbers {
		if os, err = store.Officers.Where(v, "place=? AND state<>'merged' AND code=? ORDER BY id LIMIT 1", place, no); err != nil {
			return nil, err
		}
		for _, x := range os {
			if x.Name != a.Person {
				out = append(out, served{x, true}) // she bore another name, or it is written otherwise
			}
		}
	}
	return out, err
}

// sameNo compares certificate numbers as people write them.
func sameNo(a, b string) bool {
	return a != "" && strings.EqualFold(strings.ReplaceAll(a, " ", ""), strings.ReplaceAll(b, " ", ""))
}

func has(numbers []string, no string) bool {
	return slices.ContainsFunc(numbers, func(x string) bool { return sameNo(x, no) })
}

// fits says of each reviewer what stands in the way of reading a file, or which
// list or register cannot be read.
func (b *readers) fits(r review.Review) (map[string]review.Fit, *Unread, error) {
	if err := b.load(r); err != nil {
		return nil, nil, err
	}
	g := b.organs[r.Organ]
	who, bad, err := b.handled(r)
	if err != nil || bad != nil {
		return nil, bad, err
	}
	same, err := store.Reviews.Where(b.v, "draw=? AND case_no=? AND id<>? ORDER BY id", r.Draw, r.CaseNo, r.ID)
	if err != nil {
		return nil, nil, err
	}
	out := map[string]review.Fit{}
	for _, a := range b.accounts {
		f := b.fit(a, g, same)
		f.Practised = b.did[g.Sort][a.ID]
		if f.Ties, err = b.ties(r, a, who); err != nil {
			return nil, nil, err
		}
		out[a.ID] = f
	}
	return out, nil, nil
}

// load reads what is the same for all reviews of an organ.
func (b *readers) load(r review.Review) (err error) {
	if _, ok := b.sources[r.Organ]; ok {
		return nil
	}
	g, err := store.Organs.Load(b.v, r.Organ)
	if noneIsNot(err) != nil {
		return err
	}
	if b.sources[r.Organ], err = tieSourcesOf(b.v, r.Place, r.Organ); err != nil {
		return err
	}
	b.organs[r.Organ] = g
	if b.did[g.Sort] == nil {
		b.did[g.Sort], err = practised(b.v, r.Place, g.Sort)
	}
	return err
}

// fit is what the declarations and the register say of a reviewer and an organ.
func (b *readers) fit(a account.Account, g organ.Organ, same []review.Review) review.Fit {
	f := review.Fit{Name: a.Person}
	read := slices.ContainsFunc(same, func(r review.Review) bool { return slices.Contains(r.Readers, a.ID) || r.Third == a.ID })
	c, tied := organ.ConflictOf(b.deputies[a.ID], nil, g)
	switch {
	case !a.Declared:
		f.Zh, f.En = "还没有申报利害关系", "has not declared her ties"
	case slices.Contains(a.Conflicts, g.Sort):
		f.Zh, f.En = "有近亲属或者朋友在这类机关工作", "has relatives or friends in this kind of organ"
	case tied:
		f.Zh, f.En = "（代表登记）"+c.Zh, "(register of deputies) "+c.En
	case read:
		f.Zh, f.En = "评查过同一案件", "has read the same case"
	}
	return f
}

// handled are those who had to do with a case under review; or which list or
// register cannot be read.
func (b *readers) handled(r review.Review) (out []handled, bad *Unread, err error) {
	for _, run := range b.sources[r.Organ].runs {
		l, _ := run.Relations()
		if b.files.bad[l.Hash] {
			return nil, unreadList(b.v, run, l), nil
		}
		if _, ok := b.files.lists[l.Hash]; !ok {
			return nil, nil, act.Refuse(act.Conflict, "关系名单刚刚更新，请再办一次。", "A list of relations has just changed; do it again.")
		}
	}
	return b.people(r)
}

// people are those who had to do with a case, as far as that can be read.
func (b *readers) people(r review.Review) (out []handled, bad *Unread, err error) {
	for _, id := range r.Officers {
		x, err := store.Officers.Load(b.v, id)
		if err == nil && x.Into != "" {
			x, err = store.Officers.Load(b.v, x.Into)
		}
		if err != nil {
			return nil, nil, err
		}
		out = append(out, handled{x.Name, true, &x})
	}
	for _, reg := range b.sources[r.Organ].regs {
		if _, ok := casebook.SortOf(reg.Sort); !ok {
			continue
		}
		parts, no := partsFor(reg, r.CaseNo)
		for _, p := range parts {
			names, ok := b.files.rows[rowOf(p, no)]
			if b.files.bad[p.Hash] {
				bad = unreadRegister(reg)
			} else if !ok {
				return nil, nil, act.Refuse(act.Conflict, "案件库的登记簿刚刚更新，请再办一次。", "A register of the case book has just changed; do it again.")
			}
			if out, err = b.join(r, out, names); err != nil {
				return nil, nil, err
			}
		}
	}
	return out, bad, nil
}

// join adds names of a row to those known already.
func (b *readers) join(r review.Review, out []handled, names []string) ([]handled, error) {
	for _, n := range names {
		if slices.ContainsFunc(out, func(h handled) bool { return h.name == n }) {
			continue
		}
		h, err := b.named(r, n)
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// named is a name of the case book, with the officer of the organ if only one
// bears it.
func (b *readers) named(r review.Review, name string) (handled, error) {
	h := handled{name: name}
	os, err := store.Officers.Where(b.v, "place=? AND organ=? AND state<>'merged' AND name=? ORDER BY id LIMIT 2", r.Place, r.Organ, name)
	if len(os) == 1 {
		h.officer = &os[0]
	}
	return h, err
}

// is compares an entry of a list with somebody of the case: by the numbers where
// both are known, else by the name.
func (h handled) is(name, no string) (hit, sure bool) {
	if h.sure && no != "" && h.officer.Code != "" {
		same := sameNo(h.officer.Code, no)
		return same, same
	}
	return name != "" && name == h.name, false
}

// bears compares an entry of a list with a reviewer. A number that is not among
// those she gave does not clear her: she may have others.
func bears(a account.Account, name, no string) (hit, sure bool) {
	if has(a.Numbers, no) {
		return true, true
	}
	return name != "" && name == a.Person, false
}

// ties of a reviewer to those who had to do with a case: declared, then computed.
func (b *readers) ties(r review.Review, a account.Account, who []handled) (out []review.Tie, err error) {
	for _, run := range b.sources[r.Organ].runs {
		l, _ := run.Relations()
		for _, t := range declaredTies(b.files.lists[l.Hash], who, a, l) {
			if !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	for _, s := range b.served[a.ID] {
		ts, err := b.computed(r, s, who)
		if err != nil {
			return nil, err
		}
		out = append(out, ts...)
	}
	return out, nil
}

// declaredTies are the relations that the lines of a list show.
func declaredTies(lines []relation, who []handled, a account.Account, l screenrun.Relations) (out []review.Tie) {
	for _, x := range lines {
		for _, h := range who {
			if t, ok := declaredTie(x, h, a, l); ok && !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	return out
}

func declaredTie(x relation, h handled, a account.Account, l screenrun.Relations) (t review.Tie, ok bool) {
	for _, e := range [][4]string{{x.Subject, x.SubjectNo, x.Partner, x.PartnerNo}, {x.Partner, x.PartnerNo, x.Subject, x.SubjectNo}} {
		there, sure := h.is(e[0], e[1])
		here, sure2 := bears(a, e[2], e[3])
		if !there || !here {
			continue
		}
		t = review.Tie{Declared: true, With: h.name, Zh: x.Relation, En: x.Relation, SourceZh: x.Source, SourceEn: x.Source, Sure: sure && sure2}
		if t.Zh == "" {
			t.Zh, t.En = "名单没有写是什么关系", "the list does not say what relation"
		}
		if t.SourceZh == "" {
			t.SourceZh, t.SourceEn = "名单“"+l.Name+"”，没有写来源", "list “"+l.Name+"”, its source is not given"
		}
		return t, true
	}
	return t, false
}

// computed are the relations that the register of officers itself shows: she
// handled the case, serves in the organ, or served in one unit with somebody of
// the case within the years that the committee set.
func (b *readers) computed(r review.Review, s served, who []handled) (out []review.Tie, err error) {
	rule, _ := b.o.Rules.At(r.Place, law.Day(r.Regime), "review.same_unit")
	from := yearsBefore(b.day, rule.Count)
	if _, now := s.Present(b.day); now && s.Organ == r.Organ && s.Standing(b.day) == "listed" {
		out = append(out, review.Tie{With: b.organs[r.Organ].Name, Zh: "在该机关任职", En: "serves there", SourceZh: "人员登记", SourceEn: "register of officers", Sure: s.sure})
	}
	for _, h := range who {
		if h.officer == nil {
			continue
		}
		if h.officer.ID == s.ID {
			out = append(out, review.Tie{With: h.name, Zh: "就是本卷的承办人", En: "handled the case herself", SourceZh: "人员登记", SourceEn: "register of officers", Sure: s.sure && h.sure})
			continue
		}
		t, ok, err := b.together(s, h, from)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		zh, en := rule.Label()
		t.SourceZh, t.SourceEn = fmt.Sprintf("人员登记的任职起止；%d 年内，%s", rule.Count, zh), fmt.Sprintf("dates of posts in the register of officers; within %d years, %s", rule.Count, en)
		out = append(out, t)
	}
	return out, nil
}

// yearsBefore is the same day some years earlier.
func yearsBefore(day string, n int) string {
	if len(day) < 4 {
		return day
	}
	return fmt.Sprintf("%04d", yearOf(day)-n) + day[4:]
}
