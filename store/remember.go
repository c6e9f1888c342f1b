package store

import (
	"fmt"
	"sync"
)

// memory keeps what was counted from the committed state for as long as no line
// was written to any book: counts of a province are asked for far more often than
// they change. It holds what everybody of one scope is told alike; what one
// person is recused from is taken off afterwards.
type memory struct {
	mu    sync.Mutex
	stamp int64
	m     map[string]any
}

const mostRemembered = 400

// at gives what is remembered under a key as of a stamp, and forgets what is older.
func (m *memory) at(stamp int64, key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.m == nil || m.stamp != stamp || len(m.m) >= mostRemembered {
		m.stamp, m.m = stamp, map[string]any{}
	}
	x, ok := m.m[key]
	return x, ok
}

func (m *memory) keep(stamp int64, key string, x any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.stamp == stamp {
		m.m[key] = x
	}
}

// remembered reads by a statement with its arguments, or gives what the same
// statement gave since the last line of any book. Readers must not change what
// they get. Within a transaction everything is read anew.
func remembered[T any](v *View, q string, args []any, read func() (T, error)) (T, error) {
	if v.mem == nil {
		return read()
	}
	// The stamp is read first: a line written meanwhile makes the answer newer
	// than its stamp, never older.
	var stamp int64
	if err := v.Row("SELECT coalesce(sum(next), 0) FROM book").Scan(&stamp); err != nil {
		var none T
		return none, err
	}
	key := keyOf(q, args)
	if x, ok := v.mem.at(stamp, key); ok {
		return x.(T), nil
	}
	x, err := read()
	if err == nil {
		v.mem.keep(stamp, key, x)
	}
	return x, err
}

// keyOf tells statements with their arguments apart, whatever the types.
func keyOf(q string, args []any) string { return q + fmt.Sprintf("%#v", args) }
