package store

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
)

// end compares what remains once a book's lines are read: its size, lost
// checkpoints, the tiles, inputs that are gone.
func (p *bookPass) end() error {
	v, b := p.v, p.b
	if b.next != b.size {
		err := v.find("book", b.id, "next", "下一个记录号为 %d，记录却有 %d 行", "the next number is %d, but there are %d lines", b.next, b.size)
		if err == nil {
			err = v.find("journal", lineKey(b.id, min(b.size, b.next)), "seq", "记录有 %[2]d 行，簿册的下一个号却是 %[1]d", "there are %[2]d lines, but the book's next number is %[1]d", b.next, b.size)
		}
		if err != nil {
			return err
		}
	}
	for _, c := range p.known {
		if err := v.find("book", b.id, "", "别处留存的校验点有 %d 行，本库只有 %d 行（回退）", "a checkpoint kept elsewhere covers %d lines, here are only %d (a rollback)", c.Size, b.size); err != nil {
			return err
		}
	}
	for {
		c, err := p.nextCheck()
		if err != nil {
			return v.broken("checkpoint", b.id, err)
		}
		if c == nil {
			break
		}
		if err := p.tooLong(c); err != nil {
			return err
		}
		p.last, p.checks = c.size, p.checks[1:]
	}
	v.count(&v.rep.Tail, max(0, b.size-p.size))
	if err := p.gone(); err != nil {
		return err
	}
	if p.badLine {
		return nil // the tiles that the lines make are not those that were signed
	}
	return p.tiles()
}

// tooLong is a checkpoint beyond the last line: either it was made up, or the
// lines under it were removed.
func (p *bookPass) tooLong(c *checkRow) error {
	key := lineKey(p.b.id, c.size)
	if err := p.v.find("checkpoint", key, "size", "校验点有 %d 行，簿册只有 %d 行", "the checkpoint covers %d lines, the book has %d", c.size, p.b.size); err != nil {
		return err
	}
	return p.judge(c, c.at)
}

// tiles compares each stored tile with the one the lines make.
func (p *bookPass) tiles() error {
	if p.tree.Tiles != nil { // the book is shorter than its tree, which was named
		if err := p.tree.Flush(); err != nil {
			return err
		}
	}
	rows, err := p.v.snap.view(3).Query("SELECT level, idx, data FROM tile WHERE book=? ORDER BY level, idx", p.b.id)
	if err != nil {
		return p.v.broken("tile", p.b.id, err)
	}
	defer rows.Close()
	var data sql.RawBytes
	for rows.Next() {
		var at [2]int64
		if err := rows.Scan(&at[0], &at[1], &data); err != nil {
			return p.v.broken("tile", p.b.id, err)
		}
		want, ok := p.want[at]
		delete(p.want, at)
		if ok && want == sha256.Sum256(data) {
			continue
		}
		if err := p.v.find("tile", tileKey(p.b.id, at), "data", "树块与各行算出的不符", "the tile is not the one that the lines make"); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return p.v.broken("tile", p.b.id, err)
	}
	for at := range p.want {
		if err := p.v.find("tile", tileKey(p.b.id, at), "", "缺树块", "the tile is missing"); err != nil {
			return err
		}
	}
	return nil
}

func tileKey(book string, at [2]int64) string { return fmt.Sprintf("%s/%d/%d", book, at[0], at[1]) }

// input opens the line's commitment where the input is still kept.
func (p *bookPass) input(l *Line) error {
	for in := p.inputs.peek(); in != nil && in.seq < l.Seq; in = p.inputs.peek() {
		if err := p.v.find("input", lineKey(p.b.id, in.seq), "seq", "有输入而没有这一行记录", "an input without its line"); err != nil {
			return err
		}
		p.inputs.take()
	}
	in := p.inputs.peek()
	if in == nil || in.seq > l.Seq {
		if len(p.noInput) < maxFindings {
			p.noInput = append(p.noInput, l.Seq)
		}
		return nil
	}
	p.opened++
	if p.opened&0x3ff == 0 {
		p.v.count(&p.v.rep.Inputs, 0x400)
	}
	defer p.inputs.take()
	if in.commit == l.Commit {
		return nil
	}
	return p.v.find("input", lineKey(p.b.id, l.Seq), "", "输入与记录的承诺不符", "the input does not open its line's commitment")
}

// rest names inputs and manifests beyond the last line.
func (p *bookPass) rest() error {
	v := p.v
	v.count(&v.rep.Inputs, p.opened&0x3ff)
	for in := p.inputs.peek(); in != nil; in = p.inputs.peek() {
		if err := v.find("input", lineKey(p.b.id, in.seq), "seq", "有输入而没有这一行记录", "an input without its line"); err != nil {
			return err
		}
		p.inputs.take()
	}
	for it := p.items.peek(); it != nil; it = p.items.peek() {
		if err := v.find("manifest", manifestKey(p.b.id, it), "", "有清单而没有这一行记录", "a manifest without its line"); err != nil {
			return err
		}
		p.items.take()
	}
	return nil
}

// gone names inputs that were removed without an act of erasure in the life of
// their subject.
func (p *bookPass) gone() error {
	v := p.v
	for _, seq := range p.noInput {
		l, err := v.snap.view(3).LineAt(p.b.id, seq)
		if err != nil {
			continue // the line itself was named
		}
		if i := v.lives.find(l.Kind, l.Subject); i >= 0 && v.lives.v[i].erased {
			continue
		}
		if err := v.find("input", lineKey(p.b.id, seq), "", "输入不在了，而没有依法删除的行为", "the input is gone, and no act erased it"); err != nil {
			return err
		}
	}
	return nil
}
