package store

import (
	"database/sql"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"math/bits"
	"math/rand/v2"
	"slices"
	"sort"
	"strconv"
	"strings"

	"hengjian/lexis"
	"hengjian/oversight/act"
)

// wordSums adds up the places of every token under secret factors drawn for
// this run, so that no prepared change of the index can keep the sums. SQLite
// adds up its side itself, term by term, since the index keeps no texts.
type wordSums struct {
	seed            maphash.Seed
	m1, m2, a, b, c int64
	want            map[string]*placeSum
	sizes           uint64 // of the number of tokens of each piece
	pieces          uint64 // PostgreSQL: of whole rows
	whole           bool   // PostgreSQL: whole rows are compared
	n               int64
}

// indexSums is the other side.
type indexSums struct {
	terms map[string]placeSum
	sizes uint64
}

type placeSum struct{ n, sum int64 }

func newWordSums(like *wordSums) *wordSums {
	w := &wordSums{want: map[string]*placeSum{}}
	if like != nil {
		w.seed, w.m1, w.m2, w.a, w.b, w.c, w.whole = like.seed, like.m1, like.m2, like.a, like.b, like.c, like.whole
		return w
	}
	w.seed = maphash.MakeSeed()
	w.m1, w.m2 = 1<<30+rand.Int64N(1<<29), 1<<31-1
	w.a, w.b, w.c = 1+rand.Int64N(w.m2-1), 1+rand.Int64N(w.m2-1), rand.Int64N(w.m2)
	return w
}

// rowHash is the keyed hash of one derived row.
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
	hi, lo := bits.Mul64(own^uint64(w.a)<<32^uint64(w.b), maphash.String(w.seed, part)|1)
	return hi ^ lo
}

// add takes in one piece of a matter's text.
func (w *wordSums) add(piece int64, kind, id string, c []lexis.Token) {
	w.n += int64(len(c))
	w.sizes += w.rowHash(strconv.FormatInt(piece, 10), strconv.Itoa(len(c)))
	if w.whole {
		w.pieces += w.pieceHash(piece, kind, id, lexis.TSVector(c))
		return
	}
	h := piece % w.m1 * w.a % w.m2 // the share of a place is a product, so that places cannot be exchanged between pieces
	for i, t := range c {
		s := w.want[t.Text]
		if s == nil {
			s = &placeSum{}
			w.want[strings.Clone(t.Text)] = s
		}
		s.n++
		s.sum += h * ((int64(i)*w.b + w.c) % w.m2) % w.m2
	}
}

// pieceHash reads a tsvector's text without regard to the order of its words.
func (w *wordSums) pieceHash(piece int64, kind, id, words string) uint64 {
	f := strings.Fields(words)
	slices.Sort(f)
	return w.rowHash(append(f, strconv.FormatInt(piece, 10), kind, id)...)
}

func (w *wordSums) merge(o *wordSums) {
	w.sizes, w.pieces, w.n = w.sizes+o.sizes, w.pieces+o.pieces, w.n+o.n
	for t, s := range o.want {
		if have := w.want[t]; have != nil {
			have.n, have.sum = have.n+s.n, have.sum+s.sum
		} else {
			w.want[t] = s
		}
	}
}

// readIndex adds up what the search index of SQLite really holds.
func (v *verifier) readIndex() error {
	if v.words.whole {
		return nil
	}
	w, view := v.words, v.snap.view(4)
	v.index.terms = map[string]placeSum{}
	rows, err := view.Query(fmt.Sprintf(`SELECT term, count(*), sum((doc %% %d * %d %% %d) * ((offset * %d + %d) %% %d) %% %d) FROM temp.words GROUP BY term`,
		w.m1, w.a, w.m2, w.b, w.c, w.m2, w.m2))
	if err != nil {
		return v.broken("search", "", err)
	}
	defer rows.Close()
	for rows.Next() {
		var term string
		var s placeSum
		if err := rows.Scan(&term, &s.n, &s.sum); err != nil {
			return v.broken("search", "", err)
		}
		v.index.terms[term] = s
	}
	if err := rows.Err(); err != nil {
		return v.broken("search", "", err)
	}
	return v.readSizes(w, view)
}

func (v *verifier) readSizes(w *wordSums, view *View) error {
	rows, err := view.Query("SELECT id, sz FROM search_docsize")
	if err != nil {
		return v.broken("search", "docsize", err)
	}
	defer rows.Close()
	var sz sql.RawBytes
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id, &sz); err != nil {
			return v.broken("search", "docsize", err)
		}
		v.index.sizes += w.rowHash(strconv.FormatInt(id, 10), strconv.FormatUint(varint(sz), 10))
	}
	return v.broken("search", "docsize", rows.Err())
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
	v.rep.Words = w.n
	var terms []string
	for t, s := range w.want {
		if v.index.terms[t] != *s {
			terms = append(terms, t)
		}
	}
	for t := range v.index.terms {
		if w.want[t] == nil {
			terms = append(terms, t)
		}
	}
	sort.Strings(terms)
	for i, t := range terms {
		if i == 3 {
			break // the same pieces, most likely
		}
		if err := v.pinpointTerm(t); err != nil {
			return err
		}
	}
	if len(terms) == 0 && w.sizes != v.index.sizes {
		return v.find("search", "docsize", "", "检索索引各篇长度与事项不符", "the lengths kept in the search index are not those of the subjects")
	}
	return nil
}

// pinpointTerm compares every place of one term, reading the subjects again.
func (v *verifier) pinpointTerm(term string) error {
	have := map[[2]int64]bool{}
	rows, err := v.snap.view(4).Query("SELECT doc, offset FROM temp.words WHERE term=?", term)
	if err != nil {
		return v.broken("search", term, err)
	}
	defer rows.Close()
	for rows.Next() {
		var at [2]int64
		if err := rows.Scan(&at[0], &at[1]); err != nil {
			return v.broken("search", term, err)
		}
		have[at] = true
	}
	if err := rows.Err(); err != nil {
		return v.broken("search", term, err)
	}
	n := 0
	err = v.eachPiece(func(piece int64, kind, id string, c []lexis.Token) error {
		for i, t := range c {
			at := [2]int64{piece, int64(i)}
			if t.Text != term || have[at] {
				delete(have, at)
				continue
			}
			n++
			return v.find("search", strconv.FormatInt(piece, 10), "words", "检索索引缺 %[1]s/%[2]s 的词“%[3]s”", "the search index lacks the word %[3]q of %[1]s/%[2]s", kind, id, term)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for at := range have {
		n++
		return v.find("search", strconv.FormatInt(at[0], 10), "words", "检索索引里的词“%s”在事项里没有", "the search index has the word %q where no subject has it", term)
	}
	if n == 0 {
		return v.find("search", term, "words", "检索索引里“%s”的位置不符", "the places of %q in the search index are wrong", term)
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
			for _, row := range b.rows {
				if err == nil {
					err = w.pieces(t, row, f)
				}
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

func (w *rowWorker) pieces(t *Table, row []any, f func(int64, string, string, []lexis.Token) error) error {
	if t.typed(row) != "" {
		return nil
	}
	s, err := w.fill(t, row)
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
	v.rep.Words = w.n
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
