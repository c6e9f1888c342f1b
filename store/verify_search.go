package store

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
	"math/rand/v2"
	"slices"
	"sort"
	"strconv"
	"strings"

	"hengjian/lexis"
	"hengjian/oversight/act"
	"hengjian/store/pages"
)

// wordSums adds up the places of every token under keys drawn for this run, so
// that no prepared change of the index can keep the sum. Which word it is that
// differs is looked for only where the sums do.
type wordSums struct {
	seed   maphash.Seed
	a, b   uint64
	places placeSum
	sizes  uint64 // of the number of tokens of each piece
	pieces uint64 // PostgreSQL: of whole rows
	whole  bool   // PostgreSQL: whole rows are compared
}

// indexSums is the other side.
type indexSums struct {
	places placeSum
	sizes  uint64
}

// placeSum is how many places there are, and their keyed sum.
type placeSum struct {
	n   int64
	sum uint64
}

func newWordSums(like *wordSums) *wordSums {
	if like != nil {
		return &wordSums{seed: like.seed, a: like.a, b: like.b, whole: like.whole}
	}
	return &wordSums{seed: maphash.MakeSeed(), a: rand.Uint64(), b: rand.Uint64()}
}

// docKey is the share of a document in its places' sums.
func (w *wordSums) docKey(doc int64) uint64 {
	hi, lo := bits.Mul64(uint64(doc)^w.a, w.b|1)
	return hi ^ lo
}

// add takes in one place of a word in a document. Both are keys that nobody
// outside this run knows and neither is 0, mixed by a full multiplication, so that places cannot
// be exchanged between words or documents.
func (s *placeSum) add(word, doc uint64, at int64) {
	hi, lo := bits.Mul64(word+uint64(at)*0x9e3779b97f4a7c15, doc+uint64(at)*0xd1342543de82ef95|1)
	s.n++
	s.sum += hi ^ lo
}

// rowHash is the keyed hash of some fields in their order.
func (w *wordSums) rowHash(fields ...string) uint64 {
	var h maphash.Hash
	h.SetSeed(w.seed)
	var n [4]byte
	for _, f := range fields {
		binary.LittleEndian.PutUint32(n[:], uint32(len(f)))
		h.Write(n[:])
		h.WriteString(f)
	}
	return h.Sum64()
}

// ownHash is the keyed hash of a subject's name, partHash that of one of its
// derived rows: a row moved to another subject counts otherwise. The factors are
// mixed by a full multiplication, of which nobody outside this run knows either.
func (w *wordSums) ownHash(kind, id string) uint64 {
	var h maphash.Hash
	h.SetSeed(w.seed)
	h.WriteString(kind)
	h.WriteByte(0)
	h.WriteString(id)
	return h.Sum64()
}

func (w *wordSums) partHash(own uint64, part string) uint64 {
	hi, lo := bits.Mul64(own^w.a, maphash.String(w.seed, part)|1)
	return hi ^ lo
}

// piece takes in one piece of a matter's text.
func (w *wordSums) piece(piece int64, kind, id string, c []lexis.Token) {
	w.sizes += w.sizeHash(piece, uint64(len(c)))
	if w.whole {
		w.places.n += int64(len(c))
		w.pieces += w.pieceHash(piece, kind, id, lexis.TSVector(c))
		return
	}
	doc := w.docKey(piece)
	for i := range c {
		w.places.add(maphash.String(w.seed, c[i].Text), doc, int64(i))
	}
}

// sizeHash is the keyed hash of how long a piece is.
func (w *wordSums) sizeHash(piece int64, size uint64) uint64 {
	hi, lo := bits.Mul64(w.docKey(piece), size^w.b|1)
	return hi ^ lo
}

// pieceHash reads a tsvector's text without regard to the order of its words.
func (w *wordSums) pieceHash(piece int64, kind, id, words string) uint64 {
	f := strings.Fields(words)
	slices.Sort(f)
	return w.rowHash(append(f, strconv.FormatInt(piece, 10), kind, id)...)
}

func (w *wordSums) merge(o *wordSums) {
	w.sizes, w.pieces = w.sizes+o.sizes, w.pieces+o.pieces
	w.places.n, w.places.sum = w.places.n+o.places.n, w.places.sum+o.places.sum
}

// readIndex adds up what the search index of SQLite really holds.
func (v *verifier) readIndex() error {
	if v.words.whole {
		return nil
	}
	w := v.words
	err := v.snap.file.words(4, func(word []byte, doc int64, places []int64) error {
		key, d := maphash.Bytes(w.seed, word), w.docKey(doc)
		for _, at := range places {
			v.index.places.add(key, d, at)
		}
		return nil
	})
	if err != nil {
		return v.broken("search", "", err)
	}
	err = v.src.table(4, "search_docsize", []string{"id", "sz"}, func(row []pages.Value) error {
		v.index.sizes += w.sizeHash(row[0].Int, varint([]byte(row[1].Text)))
		return nil
	})
	return v.broken("search", "docsize", err)
}

// varint reads SQLite's big-endian variable-length number; the whole blob is one.
func varint(b []byte) (n uint64) {
	for i, c := range b {
		if n = n<<7 | uint64(c&0x7f); c < 0x80 {
			if i != len(b)-1 {
				return 1<<64 - 1
			}
			return n
		}
	}
	return 1<<64 - 1
}

// compareIndex compares the search index with the words of the subjects.
func (v *verifier) compareIndex() error {
	if v.words.whole {
		return v.compareIndexPG()
	}
	w := v.words
	v.rep.Words = w.places.n
	if w.places != v.index.places {
		return v.differingWords()
	}
	if w.sizes != v.index.sizes {
		return v.find("search", "docsize", "", "检索索引各篇长度与事项不符", "the lengths kept in the search index are not those of the subjects")
	}
	return nil
}

// differingWords looks for the words whose places are not those of the subjects,
// and names the first of them.
func (v *verifier) differingWords() error {
	w, sums := v.words, map[string]placeSum{} // what the index has, less what the subjects call for
	err := v.snap.file.words(4, func(word []byte, doc int64, places []int64) error {
		s := sums[string(word)]
		for _, at := range places {
			s.add(w.a|1, w.docKey(doc), at)
		}
		sums[string(word)] = s
		return nil
	})
	if err != nil {
		return v.broken("search", "", err)
	}
	err = v.eachPiece(func(piece int64, _, _ string, c []lexis.Token) error {
		for i, t := range c {
			var one placeSum
			one.add(w.a|1, w.docKey(piece), int64(i))
			s := sums[t.Text]
			sums[strings.Clone(t.Text)] = placeSum{s.n - one.n, s.sum - one.sum}
		}
		return nil
	})
	if err != nil {
		return err
	}
	var words []string
	for word, s := range sums {
		if s != (placeSum{}) {
			words = append(words, word)
		}
	}
	if len(words) == 0 {
		return v.find("search", "", "words", "检索索引与事项的词不符", "the words of the search index are not those of the subjects")
	}
	sort.Strings(words)
	for _, word := range words[:min(3, len(words))] { // the same pieces, most likely
		if err := v.pinpointWord(word); err != nil {
			return err
		}
	}
	return nil
}

// pinpointWord compares every place of one word, reading the subjects again.
func (v *verifier) pinpointWord(word string) error {
	have := map[[2]int64]bool{}
	err := v.snap.file.words(4, func(w []byte, doc int64, places []int64) error {
		if string(w) == word {
			for _, at := range places {
				have[[2]int64{doc, at}] = true
			}
		}
		return nil
	})
	if err != nil {
		return v.broken("search", word, err)
	}
	n := 0
	err = v.eachPiece(func(piece int64, kind, id string, c []lexis.Token) error {
		for i, t := range c {
			at := [2]int64{piece, int64(i)}
			if t.Text != word || have[at] {
				delete(have, at)
				continue
			}
			n++
			return v.find("search", strconv.FormatInt(piece, 10), "words", "检索索引缺 %[1]s/%[2]s 的词“%[3]s”", "the search index lacks the word %[3]q of %[1]s/%[2]s", kind, id, word)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for at := range have {
		n++
		return v.find("search", strconv.FormatInt(at[0], 10), "words", "检索索引里的词“%s”在事项里没有", "the search index has the word %q where no subject has it", word)
	}
	if n == 0 {
		return v.find("search", word, "words", "检索索引里“%s”的位置不符", "the places of %q in the search index are wrong", word)
	}
	return nil
}

// eachPiece gives every piece of text that should be in the index.
func (v *verifier) eachPiece(f func(piece int64, kind, id string, c []lexis.Token) error) error {
	w := newRowWorker(v)
	for _, t := range Tables {
		if _, ok := t.New().(act.Listed); !ok {
			continue
		}
		out := make(chan rowBatch, 4)
		read := make(chan error, 1)
		go func() {
			defer close(out)
			read <- v.readTable(t, 0, out)
		}()
		var err error
		for b := range out {
			n := len(t.Cols) + 1
			for vals := b.vals; err == nil && len(vals) > 0; vals = vals[n:] {
				err = w.pieces(t, vals[:n], f)
			}
		}
		if rerr := <-read; err == nil {
			err = rerr
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *rowWorker) pieces(t *Table, row []pages.Value, f func(int64, string, string, []lexis.Token) error) error {
	if t.typed(row) != "" {
		return nil
	}
	s, err := t.subject(row)
	if err != nil {
		return nil // named when the rows were read
	}
	id := head(s).ID
	i := w.v.lives.find(t.Kind, id)
	if i < 0 {
		return nil
	}
	for n, c := range lexis.Chunks(lexis.Tokens(searchText(s.(act.Listed).Matter()))) {
		if n == chunks {
			break
		}
		if err := f(w.v.lives.v[i].ord<<5|int64(n), t.Kind, id, c); err != nil {
			return err
		}
	}
	return nil
}

// compareIndexPG adds up the rows of the index; where the sums differ it goes
// through them again.
func (v *verifier) compareIndexPG() error {
	w := v.words
	v.rep.Words = w.places.n
	rows, err := v.snap.view(4).Query("SELECT id, kind, subject, words::text FROM search")
	if err != nil {
		return v.broken("search", "", err)
	}
	defer rows.Close()
	have := map[int64]uint64{}
	sum := uint64(0)
	for rows.Next() {
		var piece int64
		var kind, id, words string
		if err := rows.Scan(&piece, &kind, &id, &words); err != nil {
			return v.broken("search", "", err)
		}
		h := w.pieceHash(piece, kind, id, words)
		sum += h
		have[piece] = h
	}
	if err := rows.Err(); err != nil {
		return v.broken("search", "", err)
	}
	if sum == w.pieces {
		return nil
	}
	err = v.eachPiece(func(piece int64, kind, id string, c []lexis.Token) error {
		h, ok := have[piece]
		delete(have, piece)
		if ok && h == w.pieceHash(piece, kind, id, lexis.TSVector(c)) {
			return nil
		}
		return v.find("search", strconv.FormatInt(piece, 10), "words", "检索索引与 %s/%s 的文字不符", "the search index does not hold the words of %s/%s", kind, id)
	})
	if err != nil {
		return err
	}
	for piece := range have {
		if err := v.find("search", strconv.FormatInt(piece, 10), "", "检索索引里多出一行", "a row of the search index belongs to no subject"); err != nil {
			return err
		}
	}
	return nil
}
