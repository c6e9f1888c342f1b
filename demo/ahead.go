package demo

import (
	"runtime"

	"hengjian/cast"
	"hengjian/office"
	"hengjian/oversight/access"
)

// sealed is a message ready for its turn.
type sealed struct {
	a   any
	ord office.Order
	err error
}

// sealAhead seals the messages of a part of the timeline in their order, some
// way ahead of the acts. stop must be called when the part is done.
func (s *seeder) sealAhead(line []cast.Event) (ahead map[int]<-chan sealed, stop func()) {
	type job struct {
		l   letter
		out chan<- sealed
	}
	var jobs []job
	ahead = map[int]<-chan sealed{}
	for _, e := range line {
		if e.Kind != "message" || e.Step != 0 || s.city.Messages[e.Subject].Historic {
			continue
		}
		c := make(chan sealed, 1)
		ahead[e.Subject] = c
		m := &s.city.Messages[e.Subject]
		l := letter{s, e.Subject, 0, m, m.Steps[0], access.Person{}, &s.messages[e.Subject]}
		l.who = l.actor()
		jobs = append(jobs, job{l, c})
	}
	todo, halt := make(chan job), make(chan struct{})
	go func() {
		defer close(todo)
		for _, j := range jobs {
			select {
			case todo <- j:
			case <-halt:
				return
			}
		}
	}()
	ctx := s.ctx
	for range max(1, runtime.GOMAXPROCS(0)-1) {
		go func() {
			for j := range todo {
				l := j.l
				x := sealed{a: l.receive(), ord: office.Order{ActID: l.id("message", l.i, "step", 0), At: l.st.At}}
				x.err = l.o.Prepare(ctx, l.who, x.a, &x.ord)
				j.out <- x
			}
		}()
	}
	return ahead, func() { close(halt) }
}

// arrive does the act of a message that was sealed ahead.
func (l letter) arrive(x sealed) error {
	if x.err != nil {
		return x.err
	}
	ans, err := l.o.Do(l.ctx, l.who, x.a, x.ord)
	if err != nil {
		return err
	}
	l.count(x.a)
	l.now.id = ans.Subject
	return nil
}
