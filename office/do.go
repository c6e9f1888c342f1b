package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/google/uuid"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/store"
)

// fact is one act on its way through the door.
type fact struct {
	o     *Office
	tx    *store.Tx
	who   access.Person
	e     *entry
	a     any // pointer to the act
	was   any // pointer to the subject before (a zero one at birth)
	now   any // pointer to the subject after
	m     act.Moment
	ord   Order
	line  store.Line
	depth int
	drawn string // the number taken from a series, see act.Head.Drawn
}

// Do does one act given as a pointer to its struct.
func (o *Office) Do(ctx context.Context, who access.Person, a any, ord Order) (ans Answer, err error) {
	e, err := entryOf(a)
	if err != nil {
		return Answer{}, err
	}
	defer func() { o.count(e.Name, ans, err) }()
	if ord.ActID == "" {
		ord.ActID = uuid.NewString()
	}
	if id, err := uuid.Parse(ord.ActID); err != nil || id.String() != ord.ActID {
		return Answer{}, act.Wrong("act_id", "act_id 应为小写 UUID。", "act_id must be a lower-case UUID.")
	}
	if err := o.prepare(ctx, who, e, a, &ord); err != nil {
		return Answer{}, err
	}
	if err := o.ownFiles(who, e, a); err != nil {
		return Answer{}, err
	}
	err = o.Store.Write(ctx, func(tx *store.Tx) error {
		f := &fact{o: o, tx: tx, who: who, e: e, a: a, ord: ord}
		var err error
		ans, err = f.do(-1)
		return err
	})
	if errors.Is(err, store.ErrOvertaken) {
		err = o.overtaken(ctx, e, a, err)
	}
	return ans, err
}

// do runs the act inside the transaction. cause is the line it follows from.
func (f *fact) do(cause int64) (Answer, error) {
	if ans, ok, err := f.repeated(); ok || err != nil {
		return ans, err
	}
	salt, err := f.load()
	if err != nil {
		return Answer{}, err
	}
	if err := f.moment(); err != nil {
		return Answer{}, err
	}
	h := head(f.was)
	step, err := f.permit(h, cause)
	if err != nil {
		return Answer{}, err
	}
	needs, err := f.fill()
	if err != nil {
		return Answer{}, err
	}
	if err := f.draw(); err != nil {
		return Answer{}, err
	}
	now, step2, err := f.e.run(f.e.Life, f.was, f.a, f.m)
	if err != nil {
		return Answer{}, err
	}
	_ = step
	f.now = now
	if f.drawn != "" { // the number stays with the subject: verify rebuilds every series from it
		h := head(f.now)
		h.Drawn = append(h.Drawn[:len(h.Drawn):len(h.Drawn)], f.drawn)
	}
	return f.keep(step2, salt, needs, cause)
}

func head(s any) *act.Head { return s.(act.Bearer).Bear() }

// repeated answers an act id that was used before: the first answer for the
// same act, a conflict for another body.
func (f *fact) repeated() (Answer, bool, error) {
	l, body, ok, err := f.tx.Before(f.ord.ActID)
	if err != nil || !ok {
		return Answer{}, false, err
	}
	in, err := canonical(f.a)
	if err != nil {
		return Answer{}, false, err
	}
	same := l.Act == string(f.e.Name) && l.Actor == f.who.ID
	if same && body != "" && !f.e.sealed {
		same = body == string(in)
	}
	if !same {
		return Answer{}, false, act.Refuse(act.Conflict, "这个 act_id 已经用于另一个行为。", "this act_id was used for another act")
	}
	return Answer{Seq: l.Seq, Subject: l.Subject, Version: l.Version, From: l.From, To: l.To, Book: l.Book, Repeat: true}, true, nil
}

func (f *fact) load() (salt []byte, err error) {
	id := f.e.id(f.a)
	if id == "" {
		f.was = f.e.Table.New()
		h := head(f.was)
		h.Place = f.who.Place
		return nil, nil
	}
	f.was, salt, err = f.e.Table.LoadAny(&f.tx.View, id)
	return salt, err
}

func (f *fact) moment() error {
	h := head(f.was)
	at := f.ord.At
	if at.IsZero() {
		at = f.o.Now()
	}
	var hour time.Time
	if f.e.dayOnly && f.who.Has(access.Public) {
		at, hour = dayOf(at), at.Truncate(time.Hour)
	}
	regime := h.Regime
	if h.Version == 0 {
		regime = act.DayOf(at)
	}
	f.m = act.Moment{At: at, Hour: hour, By: f.who.ID, Name: f.who.Name, Organ: f.who.Organ, Body: f.ord.Body,
		Rules: f.o.rules(h.Place, regime), Prefix: f.o.Prefix(f.tx.Ctx(), &f.tx.View, h.Place)}
	if h.Version == 0 {
		f.m.NewID = SubjectID(f.ord.ActID)
		return nil
	}
	var err error
	f.m.Roll, err = f.tx.Roll(f.e.Table.Kind, h.ID)
	return err
}

// SubjectID is the id of the subject that a birth act begins: a retry of the
// same act id begins the same one.
func SubjectID(actID string) string {
	return uuid.NewSHA1(uuid.MustParse(actID), []byte("subject")).String()
}

func dayOf(t time.Time) time.Time {
	y, m, d := t.In(act.Shanghai).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, act.Shanghai)
}

// permit finds the step and the role in which the person may take it. Reach is
// asked before the life, so that an outsider cannot read a state out of a
// refusal.
func (f *fact) permit(h *act.Head, cause int64) (act.Step, error) {
	day := h.Regime
	if h.Version == 0 {
		day = f.m.Day()
	} else if cause < 0 && !access.Sees(f.who, f.e.Table.Kind, h) {
		return act.Step{}, act.None()
	}
	st, err := f.e.Life.Find(f.e.Life.On(f.was, f.m.Day()), f.e.Name, day)
	if err != nil {
		if any, ok := f.e.anyStep(); ok && cause < 0 {
			if _, ferr := access.May(f.who, any, f.e.Table.Kind, h); ferr != nil {
				return st, ferr
			}
		}
		return st, err
	}
	if cause >= 0 {
		for _, r := range st.Who {
			if r == access.Follow {
				f.m.Role = access.Follow
				return st, nil
			}
		}
		return st, fmt.Errorf("%s cannot follow from another act: its life does not say so", f.e.Name)
	}
	f.m.Role, err = access.May(f.who, st, f.e.Table.Kind, h)
	return st, err
}

// fill lets the office state the facts that the act needs of other slices and
// returns their hash for the journal line.
func (f *fact) fill() (string, error) {
	fn := needs[f.e.Name]
	if fn == nil {
		return "", nil
	}
	if err := fn(f); err != nil {
		return "", err
	}
	v := reflect.ValueOf(f.a).Elem().FieldByName("Needs")
	if !v.IsValid() {
		return "", fmt.Errorf("%s has needs but no Needs field", f.e.Name)
	}
	j, err := json.Marshal(v.Interface())
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(j)
	return hex.EncodeToString(sum[:]), nil
}

// draw takes the next number of the act's series.
func (f *fact) draw() error {
	key, format := f.e.series(f.was, f.a, f.m)
	if key == "" {
		return nil
	}
	n, err := f.tx.Draw(key)
	if err != nil {
		return err
	}
	f.m.Serial, f.m.Number = n, fmt.Sprintf(format, n)
	f.drawn = store.Drawn(key, n)
	return nil
}

func (f *fact) keep(st act.Step, salt []byte, needsHash string, cause int64) (Answer, error) {
	h, was := head(f.now), head(f.was)
	from := f.e.Life.On(f.was, f.m.Day())
	h.Version = was.Version + 1
	if c, ok := f.a.(interface{ Carries() [][]byte }); ok {
		for _, b := range c.Carries() {
			if err := f.tx.PutBox(b); err != nil {
				return Answer{}, err
			}
		}
	}
	in, err := canonical(f.a)
	if err != nil {
		return Answer{}, err
	}
	f.line = store.Line{Book: bookOf(f.e.Table.Kind, h.Place), At: f.m.At.UnixMicro(), Actor: f.who.ID, Role: string(f.m.Role), Act: string(f.e.Name),
		Kind: f.e.Table.Kind, Subject: h.ID, Version: h.Version, From: from, To: h.State, Basis: st.Basis, Cause: cause, Needs: needsHash, ActID: f.ord.ActID}
	if st.Body != "" && f.ord.Body != nil {
		f.line.Body = st.Body + " " + f.ord.Body.Minute + " " + f.ord.Body.Date
	}
	if f.line, err = f.tx.Keep(&store.Kept{Line: f.line, Input: in, Table: f.e.Table, Was: f.was, Now: f.now, Salt: salt}); err != nil {
		return Answer{}, err
	}
	ans := Answer{Seq: f.line.Seq, Subject: h.ID, Version: h.Version, From: from, To: h.State, Book: f.line.Book, Number: h.Number}
	if err := f.tell(); err != nil {
		return ans, err
	}
	return ans, f.follow()
}

// house is the installation's own book: accounts, keys, register of places.
const house = "house"

func bookOf(kind, place string) string {
	switch kind {
	case "account", "key", "congress", "place", "organ", "unit": // everybody's: see access.Reaches, install
		return house
	}
	if place == "" {
		return house
	}
	return place
}

// overtaken says who acted first and what changed.
func (o *Office) overtaken(ctx context.Context, e *entry, a any, err error) error {
	lines, herr := o.View(ctx).History(e.Table.Kind, e.id(a))
	if herr != nil || len(lines) == 0 {
		return err
	}
	l := lines[len(lines)-1]
	name := o.NameOf(ctx, l.Actor)
	v, st := e.Life.Verb(act.Name(l.Act)), e.Life.State(l.To)
	return act.Refuse(act.Conflict, fmt.Sprintf("%s刚刚办了“%s”，本事项现在是“%s”。请刷新后再办。", name, v.Zh, st.Zh),
		fmt.Sprintf("%s just did “%s”; the matter is now “%s”. Reload and decide again.", name, v.En, st.En))
}
