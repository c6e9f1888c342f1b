package api

import (
	"strconv"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// proof answers the inclusion proof of one line of a matter that the person
// sees, as `hengjian verify-proof` reads it. Any other line reads as missing.
func proof(c *call) (any, error) {
	book := c.r.PathValue("book")
	seq, err := strconv.ParseInt(c.r.PathValue("seq"), 10, 64)
	if err != nil || seq < 0 {
		return nil, act.None()
	}
	l, err := c.o.LineAt(c.ctx(), book, seq)
	if err != nil {
		return nil, err
	}
	if _, err := c.o.Subject(c.ctx(), c.me, l.Kind, l.Subject); err != nil {
		return nil, act.None()
	}
	if !lineShown(l.Kind, viewOf(c.me, l.Kind), act.Name(l.Act)) {
		return nil, act.None()
	}
	b, err := c.o.Proof(c.ctx(), book, seq)
	if err != nil {
		return nil, err
	}
	if b == nil {
		return nil, act.Refuse(act.NotNow, "下一次签署检查点后可以取得证明，请过几秒再试。", "The next checkpoint will cover it; try again in a few seconds.")
	}
	return raw{"text/plain; charset=utf-8", b}, nil
}

// audits refuses everybody but the audit administrator: how many acts a
// committee does, and when, is not public yet.
func (c *call) audits() error {
	if !c.me.Has(access.AudAdmin) {
		return act.Refuse(act.Forbidden, "检查点和树块由审计管理员取用。", "Checkpoints and tiles are for the audit administrator.")
	}
	return nil
}

// checkpoint answers a book's last signed checkpoint (C2SP tlog-checkpoint).
func checkpoint(c *call) (any, error) {
	if err := c.audits(); err != nil {
		return nil, err
	}
	text, err := c.o.Checkpoint(c.ctx(), c.r.PathValue("book"))
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, act.None()
	}
	return raw{"text/plain; charset=utf-8", []byte(text)}, nil
}

// hashSize is the length of one hash of a tile.
const hashSize = 32

// tile answers one tile of a book's tree (C2SP tlog-tiles): level/index, or
// level/index.p/width for the beginning of one that is not full.
func tile(c *call) (any, error) {
	if err := c.audits(); err != nil {
		return nil, err
	}
	level, index, width, ok := tilePath(c.r.PathValue("path"))
	if !ok {
		return nil, act.None()
	}
	b, err := c.o.Tile(c.ctx(), c.r.PathValue("book"), level, index)
	if err != nil {
		return nil, err
	}
	if len(b) < width*hashSize || len(b) == 0 {
		return nil, act.None()
	}
	return raw{"application/octet-stream", b[:width*hashSize]}, nil
}

// tilePath reads "0/x001/234" and "0/005.p/12". Widths are 256 when full.
func tilePath(p string) (level int, index int64, width int, ok bool) {
	width = 256
	if full, w, part := strings.Cut(p, ".p/"); part {
		n, err := strconv.Atoi(w)
		if err != nil || n < 1 || n > 255 || strconv.Itoa(n) != w {
			return 0, 0, 0, false
		}
		p, width = full, n
	}
	parts := strings.Split(p, "/")
	level, err := strconv.Atoi(parts[0])
	if err != nil || level < 0 || level > 7 || strconv.Itoa(level) != parts[0] || len(parts) < 2 || len(parts) > 7 {
		return 0, 0, 0, false
	}
	for i, s := range parts[1:] {
		digits, more := strings.CutPrefix(s, "x")
		n, err := strconv.ParseUint(digits, 10, 16)
		if err != nil || len(digits) != 3 || more != (i < len(parts)-2) {
			return 0, 0, 0, false
		}
		index = index*1000 + int64(n)
	}
	return level, index, width, true
}
