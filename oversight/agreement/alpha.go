package agreement

import (
	"math"
	"strconv"
)

// Error is a rating that cannot be used.
type Error struct{ Field, Zh, En string }

func (e *Error) Error() string { return e.Field + ": " + e.Zh + " / " + e.En }

func wrong(field, zh, en string) error { return &Error{field, zh, en} }

func value(score string, level Level) (float64, error) {
	switch level {
	case Nominal:
		return 0, nil
	case Ordinal, Interval, Ratio:
	default:
		return 0, wrong("level", "只能是 nominal、ordinal、interval 或 ratio", "nominal, ordinal, interval or ratio")
	}
	v, err := strconv.ParseFloat(score, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, wrong("score", "“"+score+"”不是数；按名称比较请用 nominal", score+" is no number; use nominal to compare by name")
	}
	if level == Ratio && v < 0 {
		return 0, wrong("score", "ratio 的分数不能为负", "scores of a ratio are not negative")
	}
	return v, nil
}

// alpha is Krippendorff's (Content Analysis, 2004): 1 - observed over expected
// disagreement, from the coincidences of values within subjects; subjects with
// one rating pair with nothing and are left out.
func (t *table) alpha(counts [][]float64, level Level) float64 {
	q := len(t.cats)
	o := make([][]float64, q)
	for k := range o {
		o[k] = make([]float64, q)
	}
	n := make([]float64, q)
	all := 0.0
	for _, c := range counts {
		r := total(c)
		if r < 2 {
			continue
		}
		for k, x := range c {
			if x == 0 {
				continue
			}
			n[k] += x
			all += x
			for l, y := range c {
				if k == l {
					y--
				}
				o[k][l] += x * y / (r - 1)
			}
		}
	}
	do, de := 0.0, 0.0
	for k := range q {
		for l := range q {
			d := t.apart(n, k, l, level)
			do += o[k][l] * d
			de += n[k] * n[l] * d
		}
	}
	if de == 0 {
		return math.NaN()
	}
	return 1 - (all-1)*do/de
}

// apart is the squared difference of two values at a level.
func (t *table) apart(n []float64, k, l int, level Level) float64 {
	if k == l {
		return 0
	}
	a, b := t.value[k], t.value[l]
	switch level {
	case Ordinal:
		lo, hi := min(k, l), max(k, l)
		s := -(n[lo] + n[hi]) / 2
		for g := lo; g <= hi; g++ {
			s += n[g]
		}
		return s * s
	case Interval:
		return (a - b) * (a - b)
	case Ratio:
		if a+b == 0 {
			return 0
		}
		return (a - b) * (a - b) / ((a + b) * (a + b))
	}
	return 1
}

// ICC are the six intraclass correlations of Shrout and Fleiss (Psychological
// Bulletin 86, 1979): one-way, two-way random, two-way fixed; of one rater, of
// the mean of all.
type ICC struct{ One, Random, Fixed, OneMean, RandomMean, FixedMean float64 }

// icc needs a whole table; nil where a rating is missing.
func (t *table) icc(raters []string) *ICC {
	n, k := float64(len(t.by)), float64(len(raters))
	if n < 2 || k < 2 {
		return nil
	}
	grand, rows, cols := 0.0, make([]float64, len(t.by)), make([]float64, len(raters))
	for i, s := range t.by {
		if len(s) != len(raters) {
			return nil
		}
		for j, r := range raters {
			v := t.value[s[r]]
			grand += v / (n * k)
			rows[i] += v / k
			cols[j] += v / n
		}
	}
	var ssr, ssc, sst float64
	for i, s := range t.by {
		ssr += k * (rows[i] - grand) * (rows[i] - grand)
		for _, r := range raters {
			d := t.value[s[r]] - grand
			sst += d * d
		}
	}
	for _, c := range cols {
		ssc += n * (c - grand) * (c - grand)
	}
	b, j, e, w := ssr/(n-1), ssc/(k-1), (sst-ssr-ssc)/((n-1)*(k-1)), (sst-ssr)/(n*(k-1))
	return &ICC{One: (b - w) / (b + (k-1)*w), Random: (b - e) / (b + (k-1)*e + k*(j-e)/n), Fixed: (b - e) / (b + (k-1)*e),
		OneMean: (b - w) / b, RandomMean: (b - e) / (b + (j-e)/n), FixedMean: (b - e) / b}
}
