// Package demo brings the invented city of package cast to life: its register,
// its people with their keys, and everything that happened, each step done
// through the one door in the order of time. The same seed and the same now
// give the same ids, numbers, states and texts; only what is sealed differs.
package demo

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/google/uuid"

	"hengjian/cast"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// place is the city's division code: its committee is whose work is shown.
const place = "990200"

// Report says what was laid out.
type Report struct {
	Acts     int            // through the door, those that follow from others not counted
	Done     map[string]int // by the name of the act
	Accounts []Account      // who can sign in
	Receipts []Receipt      // of messages worth following as their sender
}

// Account is one person who can sign in.
type Account struct {
	Login      string `json:"login"`
	Password   string `json:"password"`
	Name       string `json:"name"`
	Role       string `json:"role"`
	Place      string `json:"place"`
	Organ      string `json:"organ,omitempty"`
	KeyFile    string `json:"key_file,omitempty"`
	Passphrase string `json:"passphrase,omitempty"`
}

// Receipt is the receipt code of one message.
type Receipt struct{ Code, Title, State string }

// seeder carries a city into an office.
type seeder struct {
	ctx  context.Context
	o    *office.Office
	city *cast.City
	keys string // folder of the key files
	rep  Report

	people    []access.Person // as City.Accounts
	organs    []string        // ids, as City.Organs
	units     []string
	officers  []string
	campaigns map[string]string
	papers    map[string]string // evidence title → address of its file

	messages []message
	problems []problemLife
	historic bool // the import of last year's messages is done
	frame    []framed
}

// Seed lays the city out in an empty installation: its schema is current and
// nobody has an account. Key files of those who can sign in are written to the
// folder keys, readable by their owner alone.
func Seed(ctx context.Context, o *office.Office, city *cast.City, keys string) (Report, error) {
	s := &seeder{ctx: ctx, o: o, city: city, keys: keys, campaigns: map[string]string{}, papers: map[string]string{}, rep: Report{Done: map[string]int{}},
		messages: make([]message, len(city.Messages)), problems: make([]problemLife, len(city.Problems))}
	defer sparingly()()
	made := s.makeKeys() // while the register goes in
	began := Began(city)
	err := o.Store.Lay(ctx, func(ctx context.Context) error {
		s.ctx = ctx
		if err := s.register(began); err != nil {
			return err
		}
		return s.staff(began.Add(3*time.Hour), made)
	})
	if s.ctx = ctx; err != nil {
		return s.rep, err
	}
	s.frame = s.frames()
	line := city.Timeline()
	half := halfway(city, line)
	for _, part := range [][]cast.Event{line[:half], line[half:]} {
		if err := s.past(part); err != nil {
			return s.rep, err
		}
		if _, err := o.Learn(ctx, place, act.DayOf(part[len(part)-1].At)); err != nil {
			return s.rep, err
		}
	}
	s.receipts()
	return s.rep, nil
}

// sparingly lets garbage lie until there is half a GiB of it: a city is laid out
// once and fits, and collecting less often spares a seventh of the time.
func sparingly() (back func()) {
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(512<<20)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// Began is when the installation was set up: a year before the campaign.
func Began(city *cast.City) time.Time { return city.Start.AddDate(-1, 0, -7).Add(9 * time.Hour) }

// space is the namespace of the demonstration's act ids.
var space = uuid.NewSHA1(uuid.NameSpaceURL, []byte("hengjian/demo"))

// id is the act id of a step: the same seed and key give the same.
func (s *seeder) id(key ...any) string {
	return uuid.NewSHA1(space, fmt.Append(nil, append([]any{s.city.Seed}, key...)...)).String()
}

// chance is a number from 0 to n-1 that depends on the seed and a key alone.
func (s *seeder) chance(n int, key ...any) int {
	return int(binary.BigEndian.Uint32(s.mac(key...)) % uint32(n))
}

func (s *seeder) mac(key ...any) []byte {
	h := hmac.New(sha256.New, binary.BigEndian.AppendUint64(nil, s.city.Seed))
	fmt.Fprint(h, key...)
	return h.Sum(nil)
}

// do does one act at a moment of the past. key makes its act id.
func (s *seeder) do(who access.Person, a any, at time.Time, body *act.Body, key ...any) (office.Answer, error) {
	ans, err := s.o.Do(s.ctx, who, a, office.Order{ActID: s.id(key...), At: at, Body: body})
	if err != nil {
		return ans, fmt.Errorf("%s %T by %s: %w", at.Format("2006-01-02 15:04"), a, who.Name, err)
	}
	s.count(a)
	return ans, nil
}

func (s *seeder) count(a any) {
	s.rep.Acts++
	if n, ok := a.(interface{ Name() act.Name }); ok {
		s.rep.Done[string(n.Name())]++
	}
}

// halfway is the event by which a third of the messages are labelled: from
// there on the office has learned to suggest classes.
func halfway(city *cast.City, line []cast.Event) int {
	n := 0
	for i, e := range line {
		if e.Kind == "message" && city.Messages[e.Subject].Steps[e.Step].Act == "clue.summarise" {
			if n++; n == 250 {
				return i + 1
			}
		}
	}
	return len(line) / 2
}

// past walks a part of the timeline. Messages are sealed ahead on the other
// processors; only the acts themselves must keep their order.
func (s *seeder) past(line []cast.Event) error {
	ahead, stop := s.sealAhead(line)
	defer stop()
	outer := s.ctx
	defer func() { s.ctx = outer }()
	return s.o.Store.Lay(outer, func(ctx context.Context) error {
		s.ctx = ctx
		for _, e := range line {
			if err := s.framed(e.At); err != nil {
				return err
			}
			if err := s.event(e, ahead); err != nil {
				return err
			}
		}
		if last := line[len(line)-1].At; s.city.Now.Sub(last) < 24*time.Hour {
			return s.framed(s.city.Now)
		}
		return nil
	})
}

// framed takes the steps of the campaigns that are due by an instant.
func (s *seeder) framed(by time.Time) error {
	for len(s.frame) > 0 && !s.frame[0].at.After(by) {
		f := s.frame[0]
		s.frame = s.frame[1:]
		if err := f.do(f.at); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) event(e cast.Event, ahead map[int]<-chan sealed) (err error) {
	what := ""
	if e.Kind == "message" {
		m := &s.city.Messages[e.Subject]
		what, err = m.Steps[e.Step].Act, s.messageStep(e.Subject, e.Step, ahead)
	} else {
		p := &s.city.Problems[e.Subject]
		what, err = p.Steps[e.Step].Act, s.problemStep(e.Subject, e.Step)
	}
	if err != nil {
		return fmt.Errorf("%s %d, step %d %s: %w", e.Kind, e.Subject, e.Step, what, err)
	}
	return nil
}
