package public

import (
	"sync"
	"time"

	"hengjian/oversight/act"
)

// bucket bounds how often something may be done in this process, by all people
// together: to tell them apart we would have to keep their addresses. Guessing
// a receipt of 120 bits is hopeless at any speed; the bucket protects the
// machine, and is wide enough not to be a lever against others.
type bucket struct {
	rate, size float64 // a second; at once

	mu   sync.Mutex
	used float64
	last time.Time
}

var errBusy = act.Refuse(act.NotNow, "现在使用的人很多，请等一分钟再按一次。您填写的内容没有丢失。",
	"Many people are using this page. Wait a minute and press again; what you wrote is still here.")

// take takes one token at an instant, or says to wait.
func (b *bucket) take(now time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if d := now.Sub(b.last).Seconds(); d > 0 {
		b.used = max(0, b.used-d*b.rate)
		b.last = now
	}
	if b.used+1 > b.size {
		return errBusy
	}
	b.used++
	return nil
}
