package store

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"hengjian/store/pages"
)

// refs are the hashes that subjects name: sealed boxes and attachments.
type refs map[[32]byte]ref

type ref struct {
	life uint32
	box  bool // it must be a box: it is, or stands beside, a wrap
	file bool // an attachment
	seen bool
}

// collect finds every run of exactly 64 lower-case hexadecimal digits. In the
// JSON of a sealed box payload and wrap stand side by side; both are boxes.
func (r *refs) collect(s string, life uint32, isJSON bool) {
	for i := 0; i+64 <= len(s); {
		// A window is left behind at its last byte that is no digit: of most texts
		// only one byte in sixty-four is looked at.
		last := i + 63
		for last >= i && nibble(s[last]) < 16 {
			last--
		}
		if last >= i {
			i = last + 1
			continue
		}
		n := 64
		for i+n < len(s) && nibble(s[i+n]) < 16 {
			n++
		}
		if n != 64 {
			i += n + 1
			continue
		}
		var h [32]byte
		_, _ = hex.Decode(h[:], []byte(s[i:i+64])) // 64 digits, seen above
		box := isJSON && (strings.HasSuffix(s[:i], `"wrap":"`) || strings.HasPrefix(s[i+64:], `","wrap":"`))
		file := isJSON && !box && (strings.HasSuffix(s[:i], `{"hash":"`) && strings.HasPrefix(s[i+64:], `","size":`) || working(s[:i]))
		if old, ok := (*r)[h]; !ok || box && !old.box {
			(*r)[h] = ref{life: life, box: box, file: file}
		}
		i += n + 1
	}
}

// working reports whether the hash that follows before names a working file: the
// file of a piece of evidence, a scan, or one of a list of files. A quotation
// mark within a person's own text is escaped and cannot look like these.
func working(before string) bool {
	if strings.HasSuffix(before, `"scan":"`) {
		return true
	}
	if day, ok := strings.CutSuffix(before, `","hash":"`); ok {
		return strings.HasSuffix(day[:strings.LastIndexByte(day, '"')+1], `"uploaded":"`)
	}
	for strings.HasSuffix(before, `","`) && len(before) > 64+len(`","`) {
		before = before[:len(before)-64-len(`","`)]
	}
	return strings.HasSuffix(before, `"files":["`)
}

func (r *refs) merge(o *refs) {
	if *r == nil {
		*r = refs{}
	}
	for h, x := range *o {
		if old, ok := (*r)[h]; !ok || x.box && !old.box {
			(*r)[h] = x
		}
	}
}

// compareBoxes: each box has its bytes' name and a subject that names it, and
// each box that a subject names is there.
func (v *verifier) compareBoxes() error {
	var data []byte
	err := v.src.table(0, "box", boxShape.names, func(row []pages.Value) error {
		if err := boxShape.check(row, 1); err != nil {
			return err
		}
		v.rep.Boxes++
		data = append(data[:0], row[1].Text...)
		return v.box(strings.Clone(row[0].Text), sha256.Sum256(data))
	})
	if err != nil {
		return v.broken("box", "", err)
	}
	for h, x := range v.refs {
		if !x.box || x.seen {
			continue
		}
		i := int(x.life)
		if err := v.find("box", hex.EncodeToString(h[:]), "", "%s/%s 提到的密封件不在了", "the sealed box that %s/%s names is gone", v.lives.kind(i), v.lives.id(i)); err != nil {
			return err
		}
	}
	return nil
}

// box compares one box, of which h is the hash.
func (v *verifier) box(name string, h [32]byte) error {
	if hex.EncodeToString(h[:]) != name {
		if err := v.find("box", name, "data", "密封件与其名称（哈希）不符", "the sealed box is not the one its name says"); err != nil {
			return err
		}
	}
	var named [32]byte
	if n, err := hex.Decode(named[:], []byte(name)); err != nil || n != 32 {
		return nil // its name was found wrong above
	}
	x, ok := v.refs[named]
	if !ok {
		return v.find("box", name, "hash", "没有事项提到这件密封件", "no subject names this sealed box")
	}
	x.seen = true
	v.refs[named] = x
	return nil
}

// compareFiles: each attachment that a subject names is stored under its own
// hash. A stored file that nobody names is left by an act that did not commit:
// counted, no fault.
func (v *verifier) compareFiles() error {
	if v.opts.Files == nil {
		return nil
	}
	for a, err := range v.opts.Files.Addresses() {
		if err != nil {
			if err := v.find("files", "", "", "附件目录有问题：%[1]v", "the folder of attachments: %[1]v", err); err != nil {
				return err
			}
			continue
		}
		var h [32]byte
		_, _ = hex.Decode(h[:], []byte(a)) // what is no hash is named by nobody
		x, ok := v.refs[h]
		if !ok {
			v.rep.Orphans++
			continue
		}
		x.seen = true
		v.refs[h] = x
		v.rep.Files++
		if err := v.opts.Files.Verify(a); err != nil {
			i := int(x.life)
			if err := v.find("files", a, "", "%s/%s 提到的文件与其名称（哈希）不符：%v", "the file that %s/%s names does not match its name: %v", v.lives.kind(i), v.lives.id(i), err); err != nil {
				return err
			}
		}
	}
	for h, x := range v.refs {
		if !x.file || x.seen {
			continue
		}
		i := int(x.life)
		if err := v.find("files", hex.EncodeToString(h[:]), "", "%s/%s 提到的附件不在了", "the attachment that %s/%s names is gone", v.lives.kind(i), v.lives.id(i)); err != nil {
			return err
		}
	}
	return nil
}
