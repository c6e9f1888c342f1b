package screening

import "math"

// eigen brings a symmetric matrix to its eigenvalues and vectors by Householder's
// reduction and the implicit QL method (Wilkinson & Reinsch 1971; the routines
// tred2 and tql2 of EISPACK). The matrix is overwritten.
func eigen(a [][]float64) (values []float64, vectors [][]float64) {
	n := len(a)
	d, e := make([]float64, n), make([]float64, n)
	if n > 0 {
		tridiagonal(a, d, e)
		implicitQL(a, d, e)
	}
	vectors = make([][]float64, n)
	for k := range vectors {
		vectors[k] = make([]float64, n)
		for i := range n {
			vectors[k][i] = a[i][k]
		}
	}
	return d, vectors
}

// tridiagonal leaves the diagonal in d, what stands beside it in e, and the turns
// that were made in a.
func tridiagonal(a [][]float64, d, e []float64) {
	n := len(a)
	for i := n - 1; i > 0; i-- {
		h, scale := 0.0, 0.0
		if i > 1 {
			for k := range i {
				scale += math.Abs(a[i][k])
			}
		}
		if scale == 0 {
			e[i] = a[i][i-1]
			d[i] = 0
			continue
		}
		for k := range i {
			a[i][k] /= scale
			h += a[i][k] * a[i][k]
		}
		f := a[i][i-1]
		g := -math.Copysign(math.Sqrt(h), f)
		e[i] = scale * g
		h -= f * g
		a[i][i-1] = f - g
		f = 0
		for j := range i {
			a[j][i] = a[i][j] / h
			g = 0
			for k := 0; k <= j; k++ {
				g += a[j][k] * a[i][k]
			}
			for k := j + 1; k < i; k++ {
				g += a[k][j] * a[i][k]
			}
			e[j] = g / h
			f += e[j] * a[i][j]
		}
		hh := f / (h + h)
		for j := range i {
			f = a[i][j]
			g = e[j] - hh*f
			e[j] = g
			for k := 0; k <= j; k++ {
				a[j][k] -= f*e[k] + g*a[i][k]
			}
		}
		d[i] = h
	}
	d[0], e[0] = 0, 0
	for i := range n {
		if d[i] != 0 {
			for j := range i {
				g := 0.0
				for k := range i {
					g += a[i][k] * a[k][j]
				}
				for k := range i {
					a[k][j] -= g * a[k][i]
				}
			}
		}
		d[i], a[i][i] = a[i][i], 1
		for j := range i {
			a[j][i], a[i][j] = 0, 0
		}
	}
}

func implicitQL(z [][]float64, d, e []float64) {
	n := len(d)
	copy(e, e[1:])
	e[n-1] = 0
	for l := range n {
		for range 60 {
			m := l
			for ; m < n-1; m++ {
				if dd := math.Abs(d[m]) + math.Abs(d[m+1]); math.Abs(e[m]) <= 1e-17*dd {
					break
				}
			}
			if m == l {
				break
			}
			g := (d[l+1] - d[l]) / (2 * e[l])
			r := math.Hypot(g, 1)
			g = d[m] - d[l] + e[l]/(g+math.Copysign(r, g))
			s, c, p := 1.0, 1.0, 0.0
			i := m - 1
			for ; i >= l; i-- {
				f, b := s*e[i], c*e[i]
				r = math.Hypot(f, g)
				e[i+1] = r
				if r == 0 {
					d[i+1] -= p
					e[m] = 0
					break
				}
				s, c = f/r, g/r
				g = d[i+1] - p
				r = (d[i]-g)*s + 2*c*b
				p = s * r
				d[i+1] = g + p
				g = c*r - b
				for k := range n {
					f = z[k][i+1]
					z[k][i+1] = s*z[k][i] + c*f
					z[k][i] = c*z[k][i] - s*f
				}
			}
			if r == 0 && i >= l {
				continue
			}
			d[l] -= p
			e[l], e[m] = g, 0
		}
	}
}
