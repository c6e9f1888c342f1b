package office

import (
	"fmt"

	"github.com/google/uuid"

	"hengjian/oversight/act"
)

// followOns maps an act and the state it led to ("" for any) to the acts that
// follow from it, in the same transaction. Each has its own journal line whose
// cause is the parent's number. Depth is at most 3 and there is no cycle; a
// test walks the map.
var followOns = map[act.Name]func(*fact) ([]any, error){
	"account.reset_password": forgive,
}

const maxDepth = 3

func (f *fact) follow() error {
	fn := followOns[f.e.Name]
	if fn == nil {
		return nil
	}
	acts, err := fn(f)
	if err != nil {
		return err
	}
	for i, a := range acts {
		if f.depth+1 > maxDepth {
			return fmt.Errorf("%s: follow-ons deeper than %d", f.e.Name, maxDepth)
		}
		e, err := entryOf(a)
		if err != nil {
			return err
		}
		id := uuid.NewSHA1(uuid.MustParse(f.ord.ActID), fmt.Appendf(nil, "follow %d", i)).String()
		child := &fact{o: f.o, tx: f.tx, who: f.who, e: e, a: a, depth: f.depth + 1,
			ord: Order{ActID: id, At: f.m.At, Body: f.ord.Body}}
		if _, err := child.do(f.line.Seq); err != nil {
			return fmt.Errorf("%s following %s: %w", e.Name, f.e.Name, err)
		}
	}
	return nil
}
