package screening

import (
	"math"
	"slices"
)

// mixedModel is the model with a fixed mean for each stratum and a random effect for
// each subject, y = stratum + subject + chance, fitted by restricted maximum
// likelihood: what lme4's lmer(y ~ factor(stratum) + (1 | subject)) fits. Its
// predictions are the shrunk effects shown beside a funnel: a subject with few
// cases is drawn towards none.
//
// With the strata swept out, the subjects' equations are M b = c, where M is
// diag(n_j) - Σ_s n_js n_ks / N_s. Subjects who share no stratum do not meet in
// M, so it falls apart into blocks (a court each), and each block is brought to
// its eigenvalues once: the likelihood is then a sum over them.
type mixedModel struct {
	effect, se []float64 // of each subject; NaN where it has no informative row
	tau2, s2   float64   // variance between subjects, and of chance
}

type block struct {
	subjects []int32
	values   []float64   // eigenvalues of M
	vectors  [][]float64 // columns
	turned   []float64   // c in their terms
}

func fitMixed(by *sums, keys int) mixedModel {
	out := mixedModel{effect: make([]float64, keys), se: make([]float64, keys)}
	for j := range out.effect {
		out.effect[j], out.se[j] = math.NaN(), math.NaN()
	}
	blocks, yy, free := sweep(by, keys)
	lambda := reml(blocks, yy, free)
	out.s2 = (yy - explained(blocks, lambda)) / max(1, free)
	out.tau2 = lambda * out.s2
	for _, b := range blocks {
		for i, j := range b.subjects {
			e, v := 0.0, 0.0
			for k, mu := range b.values {
				g := lambda / (1 + lambda*mu)
				e += b.vectors[k][i] * g * b.turned[k]
				v += b.vectors[k][i] * b.vectors[k][i] * g
			}
			out.effect[j], out.se[j] = e, math.Sqrt(max(0, v*out.s2))
		}
	}
	return out
}

// sweep takes the strata's means out and finds the blocks with their eigenvalues;
// yy is the sum of squares that is left, free the degrees of freedom.
func sweep(by *sums, keys int) (blocks []block, yy, free float64) {
	type link struct {
		j, k int32
		m    float64
	}
	var links []link
	diag, c := make([]float64, keys), make([]float64, keys)
	up := make([]int32, keys) // forest of subjects that share strata
	for j := range up {
		up[j] = int32(j)
	}
	root := func(j int32) int32 {
		for up[j] != j {
			up[j] = up[up[j]]
			j = up[j]
		}
		return j
	}
	var mine []link
	for i, cells := range by.cells {
		n, mean := float64(by.size[i]), by.mean[i]
		yy, free = yy+by.vari[i]*n, free+n-1
		mine = mine[:0]
		for _, x := range cells {
			j, k := x.subject, float64(x.n)
			c[j] += x.sum - k*mean
			diag[j] += k - k*k/n
			for _, o := range mine {
				links = append(links, link{o.j, j, -o.m * k / n})
			}
			mine = append(mine, link{j: j, m: k})
			if a, b := root(mine[0].j), root(j); a != b {
				up[max(a, b)] = min(a, b)
			}
		}
	}
	at, members := make([]int32, keys), map[int32][]int32{}
	for j := range int32(keys) {
		if diag[j] > 0 {
			r := root(j)
			at[j] = int32(len(members[r]))
			members[r] = append(members[r], j)
		}
	}
	roots := make([]int32, 0, len(members))
	for r := range members {
		roots = append(roots, r)
	}
	slices.Sort(roots)
	mat := map[int32][][]float64{}
	for _, r := range roots {
		m := make([][]float64, len(members[r]))
		for i := range m {
			m[i] = make([]float64, len(m))
			m[i][i] = diag[members[r][i]]
		}
		mat[r] = m
	}
	for _, l := range links {
		m, a, b := mat[root(l.j)], at[l.j], at[l.k]
		m[a][b] += l.m
		m[b][a] += l.m
	}
	for _, r := range roots {
		b := block{subjects: members[r]}
		b.values, b.vectors = eigen(mat[r])
		for _, v := range b.vectors {
			t := 0.0
			for i, j := range b.subjects {
				t += v[i] * c[j]
			}
			b.turned = append(b.turned, t)
		}
		blocks = append(blocks, b)
	}
	return blocks, yy, free
}

// explained is what the subjects' effects take off the sum of squares.
func explained(blocks []block, lambda float64) (t float64) {
	for _, b := range blocks {
		for k, mu := range b.values {
			t += b.turned[k] * b.turned[k] * lambda / (1 + lambda*mu)
		}
	}
	return t
}

// reml finds the ratio of variances at which the restricted likelihood is
// greatest: over a grid of logarithms first, since it may have two peaks, then by
// golden section.
func reml(blocks []block, yy, free float64) float64 {
	deviance := func(lambda float64) float64 {
		d := free * math.Log(max(1e-300, yy-explained(blocks, lambda)))
		for _, b := range blocks {
			for _, mu := range b.values {
				d += math.Log1p(lambda * max(0, mu))
			}
		}
		return d
	}
	best, at := deviance(0), math.Inf(-1)
	for x := -20.0; x <= 6; x += .25 {
		if d := deviance(math.Exp(x)); d < best {
			best, at = d, x
		}
	}
	if math.IsInf(at, -1) {
		return 0
	}
	a, b := at-.25, at+.25
	const g = 0.6180339887498949
	x, y := b-g*(b-a), a+g*(b-a)
	dx, dy := deviance(math.Exp(x)), deviance(math.Exp(y))
	for range 60 {
		if dx < dy {
			b, y, dy = y, x, dx
			x = b - g*(b-a)
			dx = deviance(math.Exp(x))
		} else {
			a, x, dx = x, y, dy
			y = a + g*(b-a)
			dy = deviance(math.Exp(y))
		}
	}
	return math.Exp((a + b) / 2)
}
