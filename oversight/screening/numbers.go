package screening

import (
	"strconv"
	"strings"
)

// Numbers keeps what cases are known by in few bytes. Most are a running number
// between a front that names year, court and kind and an end, （2026）明0102刑初12号:
// such a one takes four bytes (six where a register has more than 65,536 fronts). Any
// other is kept as text. What comes out is what went in, to the byte.
type Numbers struct {
	forms []form
	at    map[form]uint32
	low   []uint16 // the last sixteen bits of the running number
	of    []uint16 // the form of each
	wide  []uint32 // in place of `of` once there are too many forms
	texts []string
	last  uint32 // form of the one before
}

// form is what numbers have in common: all but the last sixteen bits.
type form struct {
	front, back string
	width       int // digits, where the number has zeros in front; else 0
	high        uint32
	text        bool // the number is a place in texts
}

// Len is how many there are.
func (n *Numbers) Len() int { return len(n.low) }

// Add appends one.
func (n *Numbers) Add(s string) {
	f, x := split(s)
	if f.text {
		x = uint32(len(n.texts))
		n.texts = append(n.texts, strings.Clone(s))
	}
	f.high = x >> 16
	n.low = append(n.low, uint16(x))
	k := n.last
	if int(k) >= len(n.forms) || n.forms[k] != f {
		k = n.known(f)
		n.last = k
	}
	switch {
	case n.wide != nil:
		n.wide = append(n.wide, k)
	case k > 0xffff:
		n.wide = make([]uint32, len(n.of), 2*len(n.of)+1)
		for i, x := range n.of {
			n.wide[i] = uint32(x)
		}
		n.of, n.wide = nil, append(n.wide, k)
	default:
		n.of = append(n.of, uint16(k))
	}
}

func (n *Numbers) known(f form) uint32 {
	if k, ok := n.at[f]; ok {
		return k
	}
	if n.at == nil {
		n.at = map[form]uint32{}
	}
	f.front, f.back = strings.Clone(f.front), strings.Clone(f.back)
	k := uint32(len(n.forms))
	n.forms, n.at[f] = append(n.forms, f), k
	return k
}

// split takes the last run of digits as the running number.
func split(s string) (f form, x uint32) {
	end := len(s)
	for end > 0 && (s[end-1] < '0' || s[end-1] > '9') {
		end--
	}
	i := end
	for i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
		i--
	}
	if end == 0 || end-i > 9 {
		return form{text: true}, 0
	}
	for _, c := range []byte(s[i:end]) {
		x = 10*x + uint32(c-'0')
	}
	f.front, f.back = s[:i], s[end:]
	if s[i] == '0' {
		f.width = end - i
	}
	return f, x
}

// At is the i-th.
func (n *Numbers) At(i int) string {
	k := uint32(0)
	if n.wide != nil {
		k = n.wide[i]
	} else {
		k = uint32(n.of[i])
	}
	f, x := n.forms[k], n.forms[k].high<<16|uint32(n.low[i])
	if f.text {
		return n.texts[x]
	}
	d := strconv.FormatUint(uint64(x), 10)
	if len(d) < f.width {
		d = strings.Repeat("0", f.width-len(d)) + d
	}
	return f.front + d + f.back
}

// Trim gives back what growing slices hold in reserve, and what only adding needs.
func (n *Numbers) Trim() {
	n.low, n.of, n.wide, n.texts = append([]uint16(nil), n.low...), append([]uint16(nil), n.of...), append([]uint32(nil), n.wide...), append([]string(nil), n.texts...)
	n.at = nil
	if len(n.forms) > 0 {
		n.at = make(map[form]uint32, len(n.forms))
		for k, f := range n.forms {
			n.at[f] = uint32(k)
		}
	}
}
