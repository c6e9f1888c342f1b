package lexis

import (
	"fmt"
	"sort"
	"strings"
)

const (
	// ChunkTokens and ChunkOverlap cut a text for the index. In Chinese a token is a
	// character. A phrase of up to ChunkOverlap+1 tokens lies whole in some chunk.
	ChunkTokens, ChunkOverlap = 1500, 100
	// samePlaces is the number of positions PostgreSQL keeps per lexeme; it drops the
	// rest in silence, and with them phrase hits.
	samePlaces = 255
)

// Chunks cuts tokens into index rows. A chunk ends early rather than hold one token
// more than 255 times.
func Chunks(tokens []Token) [][]Token {
	var out [][]Token
	for from := 0; from < len(tokens); {
		to := chunkEnd(tokens, from)
		out = append(out, tokens[from:to])
		if to == len(tokens) {
			break
		}
		from = to - ChunkOverlap
	}
	return out
}

func chunkEnd(tokens []Token, from int) int {
	if len(tokens)-from <= samePlaces {
		return len(tokens)
	}
	seen := map[string]int{}
	to := from
	for to < len(tokens) && to-from < ChunkTokens {
		if seen[tokens[to].Text]++; seen[tokens[to].Text] > samePlaces {
			break
		}
		to++
	}
	return to
}

// Spaced is the chunk as FTS5 (tokenize='unicode61') takes it.
func Spaced(chunk []Token) string {
	var b strings.Builder
	for i, t := range chunk {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

// TSVector is the chunk as a literal for cast($1 as tsvector): 'tok':1,2.
func TSVector(chunk []Token) string {
	places := map[string][]int{}
	for i, t := range chunk {
		places[t.Text] = append(places[t.Text], i+1)
	}
	words := make([]string, 0, len(places))
	for w := range places {
		words = append(words, w)
	}
	sort.Strings(words)
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(quoteLexeme(w))
		for k, p := range places[w] {
			if k == samePlaces || p > 16383 {
				break
			}
			b.WriteByte(",:"[btoi(k == 0)])
			fmt.Fprint(&b, p)
		}
	}
	return b.String()
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// quoteLexeme quotes for tsvector and tsquery literals. Tokens hold no quotes today;
// the guard stays for the day they do.
func quoteLexeme(w string) string {
	return "'" + strings.NewReplacer("'", "''", `\`, `\\`).Replace(w) + "'"
}
