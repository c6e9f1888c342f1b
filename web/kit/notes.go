package kit

import (
	"context"
	"crypto/rand"
	"sync"
	"time"
)

// Note is one sentence shown once at the top of the next page.
type Note struct {
	Tone   Tone
	Zh, En string
}

// Notes keeps a sentence between a redirect and the page after it. A store bound to the session returns an
// empty code and takes with an empty code; a store without session returns a random one that travels as ?said=.
type Notes interface {
	Keep(ctx context.Context, n Note) (code string, err error)
	Take(ctx context.Context, code string) (Note, bool)
}

func (p *Page) takeNote() {
	if p.Notes == nil || p.R.Method != "GET" {
		return
	}
	if n, ok := p.Notes.Take(p.Ctx(), p.R.URL.Query().Get("said")); ok {
		p.flash = &n
	}
}

// MemoryNotes keeps notes of one process for two minutes, at most 4096 of them: enough for a single node and
// for tests. A note is read once; the text never travels in the URL, where anybody could forge it.
type MemoryNotes struct {
	Clock func() time.Time
	mu    sync.Mutex
	kept  map[string]timedNote
}

type timedNote struct {
	n  Note
	at time.Time
}

// Keep implements [Notes].
func (m *MemoryNotes) Keep(_ context.Context, n Note) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.Clock()
	if m.kept == nil {
		m.kept = map[string]timedNote{}
	}
	for code, k := range m.kept {
		if now.Sub(k.at) > 2*time.Minute {
			delete(m.kept, code)
		}
	}
	if len(m.kept) >= 4096 {
		return "", nil // a missing note is a smaller harm than a full memory
	}
	code := rand.Text()
	m.kept[code] = timedNote{n, now}
	return code, nil
}

// Take implements [Notes].
func (m *MemoryNotes) Take(_ context.Context, code string) (Note, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.kept[code]
	delete(m.kept, code)
	return k.n, ok && m.Clock().Sub(k.at) <= 2*time.Minute
}
