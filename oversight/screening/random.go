package screening

import "math/bits"

// stream is a small deterministic generator (SplitMix64, Steele, Lea & Flood
// 2014): permutations must come out the same on every machine and in every
// number of workers. It is no source of secrets.
type stream uint64

func (s *stream) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is uniform on 0…n-1 (Lemire 2019, without bias). The division that finds
// the biased remainder is made only where it may matter.
func (s *stream) below(n int) int {
	hi, lo := bits.Mul64(s.next(), uint64(n))
	if lo < uint64(n) {
		for limit := -uint64(n) % uint64(n); lo < limit; {
			hi, lo = bits.Mul64(s.next(), uint64(n))
		}
	}
	return int(hi)
}

// unit is uniform on [0, 1).
func (s *stream) unit() float64 { return float64(s.next()>>11) / (1 << 53) }

func (s *stream) shuffle(x []int32) {
	for i := len(x) - 1; i > 0; i-- {
		j := s.below(i + 1)
		x[i], x[j] = x[j], x[i]
	}
}

// seeded is the k-th stream of a seed.
func seeded(seed uint64, k int) *stream {
	s := stream(seed ^ 0x6a09e667f3bcc909)
	s.next()
	t := stream(s.next() + uint64(k)*0xd1342543de82ef95)
	t.next()
	return &t
}
