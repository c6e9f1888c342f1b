package office

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"sync"
	"time"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Reading is a register being read while its page waits.
type Reading struct {
	ID, Person string
	File       RegisterFile
	Began      time.Time // by the machine's own clock, like the life of an upload
	End        func()    // releases the upload

	mu    sync.Mutex
	p     ReadProgress
	took  time.Duration
	done  bool
	res   RegisterRead
	err   error
	bytes func() int64
	stop  context.CancelFunc
}

// ReadingState is what a page shows of it.
type ReadingState struct {
	ReadProgress
	Bytes int64 // of the file read so far
	Took  time.Duration
	Left  time.Duration // by the rate so far; 0 unknown
	Rate  int64         // rows a second
	Done  bool
	Read  RegisterRead
	Err   error
}

// readings are those of this process, each for an hour at most.
type readings struct {
	mu sync.Mutex
	m  map[string]*Reading
}

// maxReadings bounds how many files are read at once: each holds some hundred
// thousand rows.
const maxReadings = 4

// StartReading begins to read a register in the background and returns the
// reading's id. bytes tells how much of the file has been read; end releases it.
func (o *Office) StartReading(who access.Person, f RegisterFile, bytes func() int64, end func()) (string, error) {
	var b [12]byte
	rand.Read(b[:])
	ctx, stop := context.WithTimeout(context.Background(), uploadLife)
	r := &Reading{ID: hex.EncodeToString(b[:]), Person: who.ID, File: f, Began: time.Now(), bytes: bytes, stop: stop, End: end}
	if err := o.reads.add(r); err != nil {
		stop()
		end()
		return "", err
	}
	go func() {
		defer stop()
		defer end()
		res, err := o.ReadRegister(ctx, who, f, func(p ReadProgress) { r.mu.Lock(); r.p = p; r.mu.Unlock() })
		r.mu.Lock()
		defer r.mu.Unlock()
		r.res, r.err, r.done, r.took = res, err, true, time.Since(r.Began)
	}()
	return r.ID, nil
}

func (rs *readings) add(r *Reading) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	live := 0
	for id, x := range rs.m {
		x.mu.Lock()
		done := x.done
		x.mu.Unlock()
		if !done {
			live++
		} else if time.Since(x.Began) > uploadLife {
			delete(rs.m, id)
		}
	}
	if live >= maxReadings {
		return act.Refuse(act.NotNow, "正在读取的登记簿太多，请稍后再试。", "Too many registers are being read; try again later.")
	}
	if rs.m == nil {
		rs.m = map[string]*Reading{}
	}
	rs.m[r.ID] = r
	return nil
}

// ReadingOf is one's own reading; another's is the same as none.
func (o *Office) ReadingOf(who access.Person, id string) (RegisterFile, ReadingState, error) {
	o.reads.mu.Lock()
	r := o.reads.m[id]
	o.reads.mu.Unlock()
	if r == nil || r.Person != who.ID {
		return RegisterFile{}, ReadingState{}, act.None()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	s := ReadingState{ReadProgress: r.p, Took: r.took, Done: r.done, Read: r.res, Err: r.err}
	if !r.done {
		s.Took, s.Bytes = time.Since(r.Began), r.bytes()
	}
	if sec := s.Took.Seconds(); sec > 0 {
		s.Rate = int64(float64(s.Rows) / sec)
		if !r.done && s.Bytes > 0 && r.File.Size > s.Bytes {
			s.Left = time.Duration(sec * float64(r.File.Size-s.Bytes) / float64(s.Bytes) * float64(time.Second))
		}
	}
	return r.File, s, nil
}

// StopReading ends one's own reading; what was written goes on being of use
// when the same file is read again.
func (o *Office) StopReading(who access.Person, id string) {
	o.reads.mu.Lock()
	r := o.reads.m[id]
	o.reads.mu.Unlock()
	if r != nil && r.Person == who.ID {
		r.stop()
	}
}
