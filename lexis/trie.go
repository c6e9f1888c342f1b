package lexis

// trie finds the numbers of grams. It is walked a character at a time, so that
// most runs of a text are known to be no gram before they are four characters
// long, and its keys are single words, which a map looks up fastest.
type trie struct {
	next map[uint64]int32 // node and character to node
	id   []int32          // of a node: the gram that ends there, or -1
}

// root is the node at which the grams of a block begin.
func root(block uint8) int32 { return int32(block) }

// newTrie numbers grams as they stand in the list.
func newTrie(grams []gram) trie {
	t := trie{next: make(map[uint64]int32, len(grams)), id: []int32{-1, -1}}
	for i, g := range grams {
		at := root(g.block)
		for _, r := range g.r {
			if r == 0 {
				break
			}
			at = t.grow(at, r)
		}
		t.id[at] = int32(i)
	}
	return t
}

func branch(at int32, r rune) uint64 { return uint64(at)<<32 | uint64(uint32(r)) }

func (t *trie) grow(at int32, r rune) int32 {
	n, ok := t.next[branch(at, r)]
	if !ok {
		n = int32(len(t.id))
		t.next[branch(at, r)] = n
		t.id = append(t.id, -1)
	}
	return n
}

// find is the number of a gram.
func (t *trie) find(g gram) (id int32, ok bool) {
	at := root(g.block)
	for _, r := range g.r {
		if r == 0 {
			break
		}
		if at, ok = t.next[branch(at, r)]; !ok {
			return -1, false
		}
	}
	return t.id[at], t.id[at] >= 0
}

// begin calls f with every gram of a block, of at most hi characters, that
// begins the text and crosses no gap.
func (t *trie) begin(text []rune, block uint8, hi int, f func(id int32, n int)) {
	at := root(block)
	for n := 1; n <= hi && n <= len(text) && text[n-1] != ' '; n++ {
		next, ok := t.next[branch(at, text[n-1])]
		if !ok {
			return
		}
		if at = next; t.id[at] >= 0 {
			f(t.id[at], n)
		}
	}
}

// each calls add with every gram of a block in the text, as often as it stands there.
func (t *trie) each(text []rune, block uint8, hi int, add func(int32)) {
	for i := range text {
		t.begin(text[i:], block, hi, func(id int32, _ int) { add(id) })
	}
}
