package lexis

import "math"

// row is a sparse vector: feature numbers rising, values beside them.
type row struct {
	at  []int32
	val []float32
}

func (x row) dot(w []float32) float64 {
	var s float64
	for i, j := range x.at {
		s += float64(w[j]) * float64(x.val[i])
	}
	return s
}

// dice is splitmix64: the same numbers on every machine and every Go version.
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (d *dice) shuffle(p []int) {
	for i := len(p) - 1; i > 0; i-- {
		j := int(d.next() % uint64(i+1))
		p[i], p[j] = p[j], p[i]
	}
}

// separate fits a linear support vector machine with squared hinge loss by dual
// coordinate descent (Hsieh et al., ICML 2008). yes tells the rows of the class, cost
// is C per row, scale the square each feature is stretched by; the weights returned
// apply to the unstretched rows. The last weight is the bias.
func separate(rows []row, yes func(int) bool, cost func(int) float64, scale []float32, seed uint64) []float32 {
	const epochs, enough = 20, 0.1
	size := len(scale)
	w := make([]float32, size+1)
	alpha := make([]float64, len(rows))
	order := make([]int, len(rows))
	square := make([]float64, len(rows))
	for i, x := range rows {
		order[i] = i
		square[i] = 1
		for k, v := range x.val {
			square[i] += float64(v) * float64(v) * float64(scale[x.at[k]])
		}
	}
	d := dice(seed)
	for range epochs {
		d.shuffle(order)
		worst := 0.0
		for _, i := range order {
			y, diag := -1.0, 0.5/cost(i)
			if yes(i) {
				y = 1
			}
			g := y*(rows[i].dot(w)+float64(w[size])) - 1 + alpha[i]*diag
			if alpha[i] == 0 && g > 0 {
				continue
			}
			worst = math.Max(worst, math.Abs(g))
			next := math.Max(0, alpha[i]-g/(square[i]+diag))
			step := float32((next - alpha[i]) * y)
			alpha[i] = next
			for k, j := range rows[i].at {
				w[j] += step * rows[i].val[k] * scale[j]
			}
			w[size] += step
		}
		if worst < enough {
			break
		}
	}
	return w
}
