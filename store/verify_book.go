package store

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"slices"
	"time"

	"hengjian/merkle"
)

// bookPass reads one book: numbers without a gap, times, the tree over the
// lines, each checkpoint as its size goes by, inputs, manifests, lives.
type bookPass struct {
	v      *verifier
	b      *bookState
	inputs *stream[opened]
	items  *stream[item]
	replay replay

	tree    merkle.Roller
	want    map[[2]int64][32]byte // hash of each tile that the lines make
	stored  leafTiles
	size    int64          // lines under the stored tree
	fork    *merkle.Roller // the tree of the stored hashes since they first differed from the lines
	differ  []int64        // lines that differ from their stored hash, to be judged by the next checkpoint
	badLine bool

	checks  []checkRow // stored checkpoints still to come, a page of them
	last    int64      // size of the last one seen
	known   []merkle.Checkpoint
	seen    int64   // time of the last line that keeps its time
	noInput []int64 // lines whose input is gone
	opened  int64
	buf     []byte
}

type checkRow struct {
	size, prev, at int64
	root, note     string
}

// skew is how far a line may stand before its neighbour: acts overlap, and one
// that waits for its book's lock took its time before.
const skew = int64(time.Minute / time.Microsecond)

func (p *bookPass) run() error {
	v := p.v
	p.replay = replay{v: v, b: p.b}
	p.want, p.last = map[[2]int64][32]byte{}, 0
	p.stored = leafTiles{v: v.snap.view(3), book: p.b.id, idx: -1}
	p.tree.Tiles = func(level int, index int64, data []byte) error {
		p.want[[2]int64{int64(level), index}] = sha256.Sum256(data)
		return nil
	}
	p.known = v.known[Origin(p.b.id)]
	delete(v.known, Origin(p.b.id))
	slices.SortFunc(p.known, func(a, b merkle.Checkpoint) int { return int(a.Size - b.Size) })
	if err := p.treeSize(); err != nil {
		return err
	}
	lines := v.streamLines(p.b.id)
	p.inputs, p.items = v.streamInputs(p.b.id), v.streamItems(p.b.id)
	err := p.lines(lines)
	if err == nil {
		err = p.rest()
	}
	if err != nil {
		v.stop(err)
	}
	for _, s := range []struct {
		table string
		end   error
	}{{"journal", lines.drain()}, {"input", p.inputs.drain()}, {"manifest", p.items.drain()}} {
		if err == nil {
			err = v.broken(s.table, p.b.id, s.end)
		}
	}
	if err != nil {
		return err
	}
	return p.end()
}

// treeSize is how many lines the stored tree covers. Tiles that reach further
// than the last checkpoint, over the same lines, say that checkpoints are gone.
func (p *bookPass) treeSize() error {
	view := p.v.snap.view(3)
	var last, wide int64
	if err := view.Row("SELECT coalesce(max(size), 0) FROM checkpoint WHERE book=?", p.b.id).Scan(&last); err != nil {
		return p.v.broken("checkpoint", p.b.id, err)
	}
	if err := view.Row("SELECT CAST(coalesce(sum(length(data)), 0) / 32 AS "+p.v.snap.eng.bigint()+") FROM tile WHERE book=? AND level=0", p.b.id).Scan(&wide); err != nil {
		return p.v.broken("tile", p.b.id, err)
	}
	p.size = last
	if last == 0 && wide == 0 {
		p.tree.Tiles = nil // not sealed yet
	}
	if wide <= last {
		return nil
	}
	l, err := view.LineAt(p.b.id, last)
	if err != nil {
		return nil // no such line: the tile is wrong, and compared below
	}
	h, err := p.stored.leaf(last)
	if err != nil {
		return p.v.broken("tile", p.b.id, err)
	}
	if !sameBytes(h, merkle.LeafHash(l.Text())) {
		return nil
	}
	p.size = wide
	return p.v.find("checkpoint", lineKey(p.b.id, wide), "", "树已含 %d 行，最后的校验点只到 %d 行：缺校验点", "the tree holds %d lines, the last checkpoint only %d: a checkpoint is gone", wide, last)
}

func (e engine) bigint() string {
	if e.name == "postgres" {
		return "BIGINT"
	}
	return "INTEGER"
}

func (p *bookPass) lines(in *stream[Line]) error {
	n := int64(0)
	for l := in.peek(); l != nil; l = in.peek() {
		for ; n < l.Seq; n++ { // a gap
			if err := p.gap(n); err != nil {
				return err
			}
		}
		if err := p.line(l); err != nil {
			return err
		}
		n++
		if n&0x3ff == 0 {
			p.v.count(&p.v.rep.Lines, 0x400)
		}
		in.take()
	}
	p.v.count(&p.v.rep.Lines, n&0x3ff)
	p.b.size = n
	return nil
}

func (p *bookPass) gap(seq int64) error {
	p.badLine = true
	if err := p.v.find("journal", lineKey(p.b.id, seq), "seq", "缺第 %d 行：记录号应连续", "line %d is missing: numbers have no gap", seq); err != nil {
		return err
	}
	stored, err := p.stored.leaf(seq)
	if err != nil {
		return p.v.broken("tile", p.b.id, err)
	}
	return p.grow(seq, merkle.Hash{}, stored, 0)
}

func (p *bookPass) line(l *Line) error {
	if err := p.time(l); err != nil {
		return err
	}
	stored, err := p.stored.leaf(l.Seq)
	if err != nil {
		return p.v.broken("tile", p.b.id, err)
	}
	p.buf = l.append(p.buf[:0])
	if err := p.grow(l.Seq, merkle.LeafHash(p.buf), stored, l.At); err != nil {
		return err
	}
	if err := p.input(l); err != nil {
		return err
	}
	bulk, err := p.manifest(l)
	if err != nil || bulk {
		return err
	}
	return p.replay.line(l)
}

// time: lines stand in the order of their times, but for those of which only a
// day is kept or that tell of the past (messages of the public, imports, and
// what follows from them).
func (p *bookPass) time(l *Line) error {
	if l.Role == "public" || l.Role == "importer" || l.Role == "follow" {
		return nil
	}
	if l.At < p.seen-skew {
		return p.v.find("journal", lineKey(l.Book, l.Seq), "at", "时间早于前面的记录", "its time lies before that of an earlier line")
	}
	p.seen = max(p.seen, l.At)
	return nil
}

// grow puts one line into the tree and judges the checkpoints of that size.
func (p *bookPass) grow(seq int64, leaf merkle.Hash, stored []byte, at int64) error {
	if seq < p.size && !sameBytes(stored, leaf) {
		if p.fork == nil {
			f := p.tree
			f.Tiles, p.fork = nil, &f
		}
		p.differ = append(p.differ, seq)
	}
	if p.fork != nil {
		h := leaf
		if stored != nil {
			copy(h[:], stored)
		}
		_ = p.fork.Add(h) // no tiles, no error
	}
	if err := p.tree.Add(leaf); err != nil {
		return err
	}
	size := seq + 1
	if size == p.size {
		if err := p.tree.Flush(); err != nil {
			return err
		}
		p.tree.Tiles = nil
	}
	for len(p.known) > 0 && p.known[0].Size <= size {
		if err := p.outside(p.known[0]); err != nil {
			return err
		}
		p.known = p.known[1:]
	}
	return p.checkpoint(size, at)
}

// outside holds the tree against a checkpoint kept elsewhere.
func (p *bookPass) outside(c merkle.Checkpoint) error {
	if c.Size == p.tree.Size() && c.Root != p.tree.Root() {
		return p.v.find("journal", lineKey(p.b.id, c.Size-1), "", "前 %d 行与别处留存的校验点不符（分叉）", "the first %d lines are not those of a checkpoint kept elsewhere (a fork)", c.Size)
	}
	return nil
}

func (p *bookPass) nextCheck() (*checkRow, error) {
	if len(p.checks) == 0 {
		rows, err := p.v.snap.view(3).Query("SELECT size, prev, at, root, note FROM checkpoint WHERE book=? AND size>? ORDER BY size LIMIT 256", p.b.id, p.last)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		for rows.Next() {
			var c checkRow
			if err := rows.Scan(&c.size, &c.prev, &c.at, &c.root, &c.note); err != nil {
				return nil, err
			}
			p.checks = append(p.checks, c)
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
		if len(p.checks) == 0 {
			return nil, nil
		}
	}
	return &p.checks[0], nil
}

func (p *bookPass) checkpoint(size, at int64) error {
	if size > p.size {
		return nil
	}
	for {
		c, err := p.nextCheck()
		if err != nil {
			return p.v.broken("checkpoint", p.b.id, err)
		}
		if c == nil || c.size > size {
			return nil
		}
		if err := p.judge(c, at); err != nil {
			return err
		}
		p.last, p.checks = c.size, p.checks[1:]
	}
}

// judge compares one stored checkpoint. Where line and stored hash differ, the
// signed root says which of them was changed.
func (p *bookPass) judge(c *checkRow, at int64) error {
	v, key := p.v, lineKey(p.b.id, c.size)
	v.count(&v.rep.Checkpoints, 1)
	note, err := merkle.UnverifiedCheckpoint([]byte(c.note))
	if err == nil && v.policy != nil {
		if _, err = v.policy.Open([]byte(c.note)); err == nil {
			v.count(&v.rep.Signed, 1)
		}
	}
	if err != nil {
		var f *merkle.Fault
		zh := err.Error()
		if errors.As(err, &f) {
			zh = f.Zh
		}
		if err := v.find("checkpoint", key, "note", "校验点不成立："+zh, "the signed checkpoint does not hold: "+err.Error()); err != nil {
			return err
		}
	}
	between := c.prev > p.last && c.prev < c.size
	if between {
		if err := v.find("checkpoint", lineKey(p.b.id, c.prev), "", "缺这个校验点：第 %d 行的校验点接在它后面", "the checkpoint is gone: the one of size %d follows it", c.size); err != nil {
			return err
		}
	}
	root, rerr := base64.StdEncoding.DecodeString(c.root)
	for _, wrong := range []struct {
		bad            bool
		column, zh, en string
	}{
		{err == nil && note.Origin != Origin(p.b.id), "note", "签名文本属于另一簿册", "the signed text is another book's"},
		{err == nil && note.Size != c.size, "size", "大小与签名文本不符", "the size is not that of the signed text"},
		{rerr != nil || err == nil && !sameBytes(root, note.Root), "root", "根与签名文本不符", "the root is not that of the signed text"},
		{c.prev != p.last && !between, "prev", "前一校验点对不上：有校验点被删或被改", "the checkpoint before it is not there: one was removed or changed"},
		{c.at != at && !p.badLine, "at", "时间与所含最后一行不符", "its time is not that of the last line it covers"},
	} {
		if wrong.bad {
			if err := v.find("checkpoint", key, wrong.column, wrong.zh, wrong.en); err != nil {
				return err
			}
		}
	}
	if err != nil {
		return nil
	}
	return p.judgeRoot(note.Root, key)
}

func (p *bookPass) judgeRoot(root merkle.Hash, key string) error {
	switch {
	case root == p.tree.Root():
		// The lines are as signed; a stored hash that differs is named with its tile.
	case p.fork != nil && root == p.fork.Root():
		p.badLine = true
		for _, seq := range p.differ {
			if err := p.v.find("journal", lineKey(p.b.id, seq), "", "这一行不是签入校验点的那一行：被改动或删除过", "this line is not the one in the signed checkpoint: it was changed or removed"); err != nil {
				return err
			}
		}
		p.tree = *p.fork // go on from what was signed
	default:
		for _, seq := range p.differ {
			if err := p.v.find("journal", lineKey(p.b.id, seq), "", "这一行与树块里的哈希不符", "this line does not agree with its hash in the tiles"); err != nil {
				return err
			}
		}
		if err := p.v.find("checkpoint", key, "root", "校验点的根与各行算出的树不符", "the checkpoint's root is not that of the lines"); err != nil {
			return err
		}
	}
	p.fork, p.differ = nil, nil
	return nil
}
