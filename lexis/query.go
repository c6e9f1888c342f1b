package lexis

import (
	"strings"
	"unicode"
)

// Phrase is a list of tokens that must follow one another.
type Phrase []string

// Query is what a person typed: every phrase must be found somewhere in the text.
type Query struct {
	Phrases []Phrase
	// Cut tells that the query was longer than the limits and its rest was left out;
	// the page says so.
	Cut bool
}

// MaxPhrases and MaxPhraseTokens bound a query. A phrase must fit the chunks' overlap.
const MaxPhrases, MaxPhraseTokens = 16, ChunkOverlap

// ParseQuery reads a search box. White space and list punctuation part words, quotes
// hold several words together, and each word is a phrase of all its tokens: so 刑讯逼供
// and （2026）浙07刑初12号 are one phrase each. The words are joined by AND.
func ParseQuery(s string) Query {
	var q Query
	for _, w := range queryWords(s) {
		var p Phrase
		for _, t := range Tokens(w) {
			p = append(p, t.Text)
		}
		if len(p) == 0 {
			continue
		}
		if len(p) > MaxPhraseTokens {
			p, q.Cut = p[:MaxPhraseTokens], true
		}
		if len(q.Phrases) == MaxPhrases {
			q.Cut = true
			break
		}
		q.Phrases = append(q.Phrases, p)
	}
	return q
}

func queryWords(s string) []string {
	quoted := false
	return strings.FieldsFunc(s, func(r rune) bool {
		switch r {
		case '"', '“', '”', '＂', '「', '」':
			quoted = r != '”' && r != '」' && (r == '“' || r == '「' || !quoted)
			return true
		case ',', '，', '、', ';', '；', '。', '！', '？', '!', '?':
			return !quoted
		}
		return !quoted && unicode.IsSpace(r)
	})
}

// Empty tells that nothing searchable was typed.
func (q Query) Empty() bool { return len(q.Phrases) == 0 }

// FTS5 is the phrase as a MATCH expression for FTS5.
func (p Phrase) FTS5() string {
	return `"` + strings.ReplaceAll(strings.Join(p, " "), `"`, `""`) + `"`
}

// TSQuery is the phrase as a literal for cast($1 as tsquery).
func (p Phrase) TSQuery() string {
	w := make([]string, len(p))
	for i, t := range p {
		w[i] = quoteLexeme(t)
	}
	return strings.Join(w, " <-> ")
}

// FTS5 joins the phrases for a text indexed as one chunk. Where texts may have several
// chunks, ask for each phrase alone and intersect the texts: two phrases may lie in
// different chunks.
func (q Query) FTS5() string {
	w := make([]string, len(q.Phrases))
	for i, p := range q.Phrases {
		w[i] = p.FTS5()
	}
	return strings.Join(w, " AND ")
}

// TSQuery joins the phrases; see FTS5 for several chunks.
func (q Query) TSQuery() string {
	w := make([]string, len(q.Phrases))
	for i, p := range q.Phrases {
		w[i] = "( " + p.TSQuery() + " )"
	}
	return strings.Join(w, " & ")
}

// In tells whether the phrase stands in the tokens: the reference both engines are
// tested against, and the matcher for lists held in memory.
func (p Phrase) In(tokens []Token) bool {
	for i := 0; i+len(p) <= len(tokens); i++ {
		k := 0
		for k < len(p) && tokens[i+k].Text == p[k] {
			k++
		}
		if k == len(p) {
			return true
		}
	}
	return false
}

// Match tells whether the text answers the query; an empty query matches nothing.
func (q Query) Match(text string) bool {
	tokens := Tokens(text)
	for _, p := range q.Phrases {
		if !p.In(tokens) {
			return false
		}
	}
	return !q.Empty()
}

// Hits are the byte ranges of the phrases in the text, in order and not overlapping,
// for marking a snippet.
func (q Query) Hits(text string) [][2]int {
	tokens := Tokens(text)
	var out [][2]int
	for i := 0; i < len(tokens); {
		n := 0
		for _, p := range q.Phrases {
			if len(p) > n && i+len(p) <= len(tokens) && p.In(tokens[i:i+len(p)]) {
				n = len(p)
			}
		}
		if n == 0 {
			i++
			continue
		}
		out = append(out, [2]int{tokens[i].Start, tokens[i+n-1].End})
		i += n
	}
	return out
}
