package kit

import (
	"strings"
	"unicode"
)

// maxDiff bounds the work of [Differ]: larger texts are compared by their common head and tail only.
const maxDiff = 4_000_000

// Differ cuts two texts into pieces; Hit marks what was removed (left) or added (right). One Han character is
// one token, Latin words and digits run together, so a changed date or number is shown whole.
func Differ(old, now string) (left, right []Piece) {
	a, b := tokens(old), tokens(now)
	head, tail := 0, 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	ma, mb := a[head:len(a)-tail], b[head:len(b)-tail]
	keepA, keepB := common(ma, mb)
	left = append(join(a[:head], nil), append(join(ma, keepA), join(a[len(a)-tail:], nil)...)...)
	right = append(join(b[:head], nil), append(join(mb, keepB), join(b[len(b)-tail:], nil)...)...)
	return merge(left), merge(right)
}

func tokens(s string) (out []string) {
	run := ""
	for _, r := range s {
		if r < 0x2e80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			run += string(r)
			continue
		}
		if run != "" {
			out, run = append(out, run), ""
		}
		out = append(out, string(r))
	}
	if run != "" {
		out = append(out, run)
	}
	return out
}

// common marks a longest common subsequence in both.
func common(a, b []string) (inA, inB []bool) {
	inA, inB = make([]bool, len(a)), make([]bool, len(b))
	if len(a)*len(b) > maxDiff {
		return inA, inB
	}
	w := len(b) + 1
	best := make([]int32, (len(a)+1)*w)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				best[i*w+j] = best[(i+1)*w+j+1] + 1
			} else {
				best[i*w+j] = max(best[(i+1)*w+j], best[i*w+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			inA[i], inB[j] = true, true
			i, j = i+1, j+1
		case best[(i+1)*w+j] >= best[i*w+j+1]:
			i++
		default:
			j++
		}
	}
	return inA, inB
}

// join makes pieces; keep nil means all is common.
func join(toks []string, keep []bool) (out []Piece) {
	for i, t := range toks {
		out = append(out, Piece{Text: t, Hit: keep != nil && !keep[i]})
	}
	return out
}

func merge(in []Piece) (out []Piece) {
	var run strings.Builder
	for i, p := range in {
		run.WriteString(p.Text)
		if i+1 == len(in) || in[i+1].Hit != p.Hit {
			out = append(out, Piece{Text: run.String(), Hit: p.Hit})
			run.Reset()
		}
	}
	return out
}
