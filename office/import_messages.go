package office

import (
	"context"
	"crypto/rand"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"

	"hengjian/lexis"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/seal"
	"hengjian/store"
	"hengjian/tabular"
)

type messageKind struct{}

func (messageKind) table() *store.Table { return store.Clues.Table }

func (messageKind) facts(im *importing, v *store.View, k *known) error {
	if _, err := im.o.KeySet(v, im.who.Place, "unsure"); err != nil {
		return err // better told before the file is read than in the middle of it
	}
	return k.organs(im, v)
}

// MessageID is the id of an imported message: the source's number at a place.
func MessageID(place, number string) string { return RegisterID("clue", place, number) }

// row checks one message. It has no set: messages are only born, and one that
// is there already stays as it is.
func (messageKind) row(im *importing, rec tabular.Record) (row, []fault) {
	id := MessageID(im.who.Place, rec.Values["number"])
	if im.know.ids[id] {
		return row{id: id, same: true}, nil
	}
	a, faults := im.message(rec)
	err := a.Check(a.Class != "" && im.o.Usable(im.who.Place, im.day, a.Class), im.day)
	if r, ok := err.(*act.Refusal); ok {
		for _, x := range r.All() {
			faults = append(faults, fault{x.Field, x.Zh, x.En})
		}
	}
	return row{id: id}, faults
}

func (messageKind) cells(any) map[string]string { return nil }

func (messageKind) set(*importing, any, map[string]string) error { return nil }

// message makes the act's input of a record, all but what is sealed.
func (im *importing) message(rec tabular.Record) (clue.Imported, []fault) {
	v := rec.Values
	a := clue.Imported{Number: v["number"], Day: dayPart(v["received_at"]), Asked: v["asked"], Minor: v["minor"] == "true", Campaign: im.p.Campaign,
		Summary: v["summary"], Class: v["class"], ReplyDay: dayPart(v["reply_at"]), Import: im.id}
	if a.Asked == "" {
		a.Asked = "unsure"
	}
	fmt.Sscan(v["joint"], &a.Joint)
	a.Historic = a.Day < im.p.Before
	if v["reply"] != "" && a.ReplyDay == "" {
		a.ReplyDay = a.Day
	}
	if a.Summary == "" {
		a.Class = "" // a class without a summary is the source's own label, not ours
		return a, nil
	}
	a.Title = v["title"]
	if a.Class == "" {
		a.Class = im.classOf(v["class_label"])
	}
	var bad []fault
	if v["organ"] != "" {
		id, ok := im.know.find("organ", v["organ"])
		if !ok || im.know.at[[2]string{"organ-place", id}] != im.who.Place {
			bad = append(bad, fault{"organ", "“" + v["organ"] + "”不在本级监督对象里", "“" + v["organ"] + "” is not in this place's register"})
		}
		a.Organs = []string{id}
	}
	for _, no := range lexis.FindCaseNumbers(a.Summary + "\n" + a.Title) {
		a.CaseNos = append(a.CaseNos, no.String())
	}
	return a, bad
}

// classOf finds the class that a label names: by code, name or official path.
func (im *importing) classOf(label string) string {
	tree := im.o.Taxonomy(im.who.Place)
	if n, ok := tree.FromOfficial(label); ok {
		return n.Code
	}
	for _, n := range tree.Leaves("", im.who.Place, law.Day(im.day)) {
		if n.Code == label || n.Zh == label {
			return n.Code
		}
	}
	return ""
}

func dayPart(s string) string {
	if len(s) > 10 {
		return s[:10]
	}
	return s
}

// envelope is what one import seals with for one kind of organ: a key for the
// originals and one for the identities, each wrapped once.
type envelope struct {
	set      KeySet
	body, id seal.Key
	bodyWrap []byte
	idWrap   []byte
}

func (im *importing) envelope(v *store.View, asked string) (*envelope, error) {
	e := &envelope{}
	var err error
	if e.set, err = im.o.KeySet(v, im.who.Place, asked); err != nil {
		return nil, err
	}
	if e.body, err = seal.NewKey(rand.Reader); err == nil {
		e.id, err = seal.NewKey(rand.Reader)
	}
	if err == nil {
		e.bodyWrap, err = e.body.Wrap(e.set.Officers)
	}
	if err == nil {
		e.idWrap, err = e.id.Wrap(e.set.Officers, e.set.Custodians)
	}
	return e, err
}

// letter is one message between reading and writing.
type letter struct {
	id   string
	a    clue.Imported
	rec  tabular.Record
	env  *envelope
	err  error
	done chan struct{}
}

// sealedAhead bounds how many messages are sealed before they are written: as
// many as are sealed while the store writes those that waited.
const sealedAhead = 512

// items seals on all processors and writes in the file's order.
func (m messageKind) items(im *importing, tx *store.Tx, put func(store.Item) error) error {
	envs := map[string]*envelope{}
	for _, asked := range clue.AskedKinds {
		if asked == "congress" {
			continue
		}
		e, err := im.envelope(&tx.View, asked)
		if err != nil {
			return err
		}
		envs[asked] = e
	}
	halt := make(chan struct{})
	work, order := make(chan *letter, sealedAhead), make(chan *letter, sealedAhead)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for l := range work {
				l.err = guardSeal(im, l)
				close(l.done)
			}
		}()
	}
	var readErr error
	go func() {
		defer close(order)
		defer close(work)
		readErr = im.letters(envs, work, order, halt)
	}()
	w := letterWriter{im: im, tx: tx, put: put, kept: map[string]bool{}}
	var err error
	for l := range order {
		<-l.done
		if err != nil {
			continue // let the readers run out
		}
		if err = l.err; err == nil {
			err = w.write(l)
		}
		if err != nil {
			close(halt)
		}
	}
	wg.Wait()
	if err == nil {
		err = readErr
	}
	return err
}

var errHalted = fmt.Errorf("halted")

// letters reads the file and hands each message to be sealed and, in order, to
// be written.
func (im *importing) letters(envs map[string]*envelope, work, order chan<- *letter, halt <-chan struct{}) error {
	return im.reading(func(r *tabular.Reader, rec tabular.Record, errs []tabular.RowError) error {
		row, ok, err := im.again(rec, errs)
		if err != nil || !ok {
			return err
		}
		a, _ := im.message(rec)
		l := &letter{id: row.id, a: a, rec: rec, env: envs[a.Asked], done: make(chan struct{})}
		select {
		case <-halt:
			return errHalted
		case work <- l:
		}
		order <- l
		return nil
	})
}

// guardSeal turns a panic of a sealing worker into an error.
func guardSeal(im *importing, l *letter) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("sealing: %v", r)
		}
	}()
	return l.seal(im.ctx, im.o, im.who.Place)
}

// seal seals original, identity and answer; model and sketch see the text once.
func (l *letter) seal(ctx context.Context, o *Office, place string) error {
	v, b := l.rec.Values, &l.a.Sealed
	b.Keys, l.a.Recused = l.env.set.IDs, l.env.set.Recused
	answers := map[string]string{}
	if v["subject"] != "" {
		answers["subject"] = v["subject"]
	}
	var err error
	if b.Body, err = l.box(l.env.body, l.env.bodyWrap, seal.Message{Version: 1, Text: v["text"], Answers: answers}); err != nil {
		return err
	}
	if v["sender"] != "" || v["contact"] != "" {
		if b.Identity, err = l.box(l.env.id, l.env.idWrap, seal.Person{Version: 1, Name: v["sender"], Phone: v["contact"]}); err != nil {
			return err
		}
	}
	if v["reply"] != "" {
		if l.a.Reply, err = l.box(l.env.body, l.env.bodyWrap, seal.Message{Version: 1, Text: v["reply"]}); err != nil {
			return err
		}
	}
	text := strings.TrimSpace(v["subject"] + "\n" + v["text"])
	b.Suggest, b.Band = o.suggest(ctx, place, text)
	if s, ok := o.Sketch.Sketch(text); ok {
		bands := s.Bands()
		b.Near = bands[:]
	}
	if l.a.Summary != "" {
		if s, ok := o.Sketch.Sketch(l.a.Summary); ok {
			bands := s.Bands()
			l.a.SumNear = bands[:]
		}
	}
	return nil
}

func (l *letter) box(k seal.Key, wrap []byte, doc any) (clue.Sealed, error) {
	p, err := k.Payload(doc)
	if err != nil {
		return clue.Sealed{}, err
	}
	l.a.Sealed.Data = append(l.a.Sealed.Data, p)
	return clue.Sealed{Hash: store.BoxName(p), Wrap: store.BoxName(wrap), Size: int64(len(p))}, nil
}

// letterWriter writes sealed messages in the transaction.
type letterWriter struct {
	im   *importing
	tx   *store.Tx
	put  func(store.Item) error
	kept map[string]bool // wraps written
}

func (w *letterWriter) write(l *letter) error {
	boxes := l.a.Sealed.Data
	for asked, wrap := range map[string][]byte{l.a.Asked + "/body": l.env.bodyWrap, l.a.Asked + "/id": l.env.idWrap} {
		if strings.HasSuffix(asked, "/id") && l.a.Sealed.Identity.Hash == "" || w.kept[asked] {
			continue
		}
		w.kept[asked] = true
		boxes = append(boxes, wrap)
	}
	for _, b := range boxes {
		if err := w.tx.PutBox(b); err != nil {
			return err
		}
	}
	w.keys(l.env.set.IDs)
	now, err := w.born(l)
	if err != nil {
		return err
	}
	w.im.res.Added++
	return w.put(store.Item{Table: store.Clues.Table, Now: &now, From: act.Birth})
}

func (w *letterWriter) keys(ids []string) {
	have := map[string]bool{}
	for _, k := range w.im.res.Keys {
		have[k] = true
	}
	for _, k := range ids {
		if !have[k] {
			w.im.res.Keys = append(w.im.res.Keys, k)
		}
	}
}

func (w *letterWriter) born(l *letter) (clue.Clue, error) {
	im := w.im
	c := clue.Clue{}
	c.Place, c.Version = im.who.Place, 1
	m := act.Moment{At: im.at, By: im.who.ID, Role: im.role, NewID: l.id, Rules: im.o.rules(im.who.Place, im.day), Prefix: im.o.Prefix(im.ctx, &w.tx.View, im.who.Place)}
	key, format := clue.Receive{}.Series(c, m)
	n, err := w.tx.Draw(key)
	if err != nil {
		return c, err
	}
	m.Number, m.Serial = fmt.Sprintf(format, n), n
	c.Drawn = []string{store.Drawn(key, n)}
	day, err := time.ParseInLocation("2006-01-02", l.a.Day, act.Shanghai)
	if err != nil {
		return c, err
	}
	if l.a.Historic {
		day = im.at
	}
	return l.a.Begin(c, m, day)
}
