package kit

import "hengjian/oversight/act"

// Word is the word of a code in the page's language.
func (p *Page) Word(list []act.Word, code string) string {
	w := act.WordOf(list, code)
	return p.L(w.Zh, w.En)
}

// Words offers coded values to choose from.
func (p *Page) Words(list []act.Word) []Option {
	out := make([]Option, 0, len(list))
	for _, w := range list {
		out = append(out, Option{Value: w.Code, Label: p.L(w.Zh, w.En)})
	}
	return out
}
