package screening

// desk is the memory of one worker: what is computed for one subject stands on it
// until the next one's turn. A nil desk takes fresh memory each time.
type desk struct {
	room  []float64
	used  int
	parts []Dist
}

// clear frees the desk for the next subject.
func (k *desk) clear() {
	if k == nil {
		return
	}
	if k.used > len(k.room) { // it was too small: the next subject will hardly need more
		k.room = make([]float64, 2*k.used)
	}
	k.used, k.parts = 0, k.parts[:0]
}

// floats are n numbers that hold anything.
func (k *desk) floats(n int) []float64 {
	if k == nil {
		return make([]float64, n)
	}
	at := k.used
	k.used += n
	if k.used > len(k.room) {
		return make([]float64, n)
	}
	return k.room[at:k.used:k.used]
}

// byLength brings distributions into the order of their lengths; there are few, and
// mostly in order.
func byLength(parts []Dist) {
	for i := 1; i < len(parts); i++ {
		for j := i; j > 0 && len(parts[j].P) < len(parts[j-1].P); j-- {
			parts[j], parts[j-1] = parts[j-1], parts[j]
		}
	}
}
