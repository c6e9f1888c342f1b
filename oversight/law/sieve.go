package law

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// sieved is an expression with the characters without one of which it cannot
// match: most sentences have none of them, and are not read any further.
type sieved struct {
	*regexp.Regexp
	some string // "" every text must be read
}

func sieve(expr string) sieved {
	re := regexp.MustCompile(expr)
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic(err) // it has just been compiled
	}
	return sieved{re, string(oneOf(tree.Simplify()))}
}

// may reports whether s can match at all.
func (x sieved) may(s string) bool { return x.some == "" || strings.ContainsAny(s, x.some) }

// FindString is empty where the sieve holds nothing.
func (x sieved) FindString(s string) string {
	if !x.may(s) {
		return ""
	}
	return x.Regexp.FindString(s)
}

// FindAllStringIndex is nil where the sieve holds nothing.
func (x sieved) FindAllStringIndex(s string, n int) [][]int {
	if !x.may(s) {
		return nil
	}
	return x.Regexp.FindAllStringIndex(s, n)
}

// maxClass is the largest class of characters worth looking for one by one.
const maxClass = 8

// oneOf is a set of characters of which every match has at least one, nil
// where there is no such small set.
func oneOf(e *syntax.Regexp) []rune {
	switch e.Op {
	case syntax.OpLiteral:
		return rarest(e.Rune)
	case syntax.OpCharClass:
		var out []rune
		for i := 0; i < len(e.Rune); i += 2 {
			if e.Rune[i+1]-e.Rune[i] >= maxClass || len(out) > maxClass {
				return nil
			}
			for r := e.Rune[i]; r <= e.Rune[i+1]; r++ {
				out = append(out, r)
			}
		}
		return out
	case syntax.OpCapture, syntax.OpPlus:
		return oneOf(e.Sub[0])
	case syntax.OpConcat:
		var best []rune
		for _, s := range e.Sub {
			if set := oneOf(s); set != nil && (best == nil || weight(set) < weight(best)) {
				best = set
			}
		}
		return best
	case syntax.OpAlternate:
		var all []rune
		for _, s := range e.Sub {
			set := oneOf(s)
			if set == nil {
				return nil
			}
			all = append(all, set...)
		}
		return all
	}
	return nil
}

// everyday are characters that stand in so many sentences of this field that
// looking for them sifts little.
const everyday = "的是法人案件定行处理依执公安关于在不有中出对办上了这"

func weight(set []rune) int {
	n := len(set)
	for _, r := range set {
		if strings.ContainsRune(everyday, r) {
			n += 100
		}
	}
	return n
}

// rarest is the character of a word that sifts most.
func rarest(word []rune) []rune {
	for _, r := range word {
		if !strings.ContainsRune(everyday, r) {
			return []rune{r}
		}
	}
	return word[:1]
}
