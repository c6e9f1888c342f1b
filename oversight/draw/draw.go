// Package draw draws a sample that anybody can draw again (可复核抽样): the frame is
// fixed and its hash published, a seed that nobody could foresee is spoken in
// public, and each case's ticket is a hash of both.
package draw

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Case is one concluded case of the frame.
type Case struct{ ID, Stratum string }

// Picked is a drawn case with its ticket.
type Picked struct {
	ID      string `json:"id"`
	Stratum string `json:"stratum,omitempty"`
	Ticket  string `json:"ticket"`
}

// Stratum is how many of a stratum there are and how many were drawn.
type Stratum struct {
	Name  string `json:"name"`
	Size  int    `json:"size"`
	Drawn int    `json:"drawn"`
}

// Draw is a whole draw: with the frame it is drawn again and compared.
type Draw struct {
	Frame  string    `json:"frame_sha256"` // of the frame, see Hash
	Cases  int       `json:"cases"`
	Seed   string    `json:"seed"`
	N      int       `json:"n"` // asked for in each stratum
	Strata []Stratum `json:"strata"`
	Picked []Picked  `json:"picked"` // by stratum, then ticket: replacements follow in the same order
}

// Error is a frame or seed that cannot be drawn from.
type Error struct{ Field, Zh, En string }

func (e *Error) Error() string { return e.Field + ": " + e.Zh + " / " + e.En }

func wrong(field, zh, en string) error { return &Error{field, zh, en} }

// Ticket is SHA-256 of seed, "|" and the case's id: the smallest are drawn. A
// larger n, or a case more in the frame, leaves earlier picks where they are.
func Ticket(seed, id string) [32]byte { return sha256.Sum256([]byte(seed + "|" + id)) }

// Hash commits to a frame before the seed is known: SHA-256 of the lines
// "stratum<TAB>id<LF>" in byte order.
func Hash(frame []Case) string {
	lines := make([]string, len(frame))
	for i, c := range frame {
		lines[i] = c.Stratum + "\t" + c.ID + "\n"
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "")))
	return hex.EncodeToString(sum[:])
}

// Check refuses a frame that would make the draw ambiguous.
func Check(frame []Case) error {
	seen := make(map[string]bool, len(frame))
	for i, c := range frame {
		switch {
		case strings.TrimSpace(c.ID) == "":
			return wrong("frame", fmt.Sprintf("第 %d 件没有编号", i+1), fmt.Sprintf("case %d has no id", i+1))
		case strings.ContainsAny(c.ID+c.Stratum, "\t\n\r"):
			return wrong("frame", "编号和分层不能有制表符或换行："+c.ID, "ids and strata hold no tab or line break: "+c.ID)
		case seen[c.ID]:
			return wrong("frame", "编号重复："+c.ID, "the id stands twice: "+c.ID)
		}
		seen[c.ID] = true
	}
	if len(frame) == 0 {
		return wrong("frame", "抽样框是空的", "the frame is empty")
	}
	return nil
}

// Make draws n cases of each stratum, all of it where it has fewer.
func Make(frame []Case, seed string, n int) (*Draw, error) {
	if err := Check(frame); err != nil {
		return nil, err
	}
	if strings.TrimSpace(seed) == "" {
		return nil, wrong("seed", "种子不能为空", "the seed is empty")
	}
	if n < 1 {
		return nil, wrong("n", "至少抽一件", "draw at least one")
	}
	type ticket struct {
		c Case
		t [32]byte
	}
	by := map[string][]ticket{}
	for _, c := range frame {
		by[c.Stratum] = append(by[c.Stratum], ticket{c, Ticket(seed, c.ID)})
	}
	d := &Draw{Frame: Hash(frame), Cases: len(frame), Seed: seed, N: n}
	for name, list := range by {
		d.Strata = append(d.Strata, Stratum{name, len(list), min(n, len(list))})
	}
	slices.SortFunc(d.Strata, func(a, b Stratum) int { return cmp.Compare(a.Name, b.Name) })
	for _, s := range d.Strata {
		list := by[s.Name]
		slices.SortFunc(list, func(a, b ticket) int { return cmp.Or(bytes.Compare(a.t[:], b.t[:]), cmp.Compare(a.c.ID, b.c.ID)) })
		for _, t := range list[:s.Drawn] {
			d.Picked = append(d.Picked, Picked{t.c.ID, t.c.Stratum, hex.EncodeToString(t.t[:])})
		}
	}
	return d, nil
}

// Verify checks a published draw: against its frame by drawing again, without
// one by its tickets alone. It names the first thing that is not so.
func Verify(d *Draw, frame []Case) error {
	if frame == nil {
		return d.tickets()
	}
	again, err := Make(frame, d.Seed, d.N)
	if err != nil {
		return err
	}
	if again.Frame != d.Frame {
		return wrong("frame_sha256", "抽样框不是公布的那一份："+again.Frame, "this is not the frame that was published: "+again.Frame)
	}
	if again.Cases != d.Cases || !slices.Equal(again.Strata, d.Strata) {
		return wrong("strata", "件数或者分层与抽样框不符", "cases or strata are not the frame's")
	}
	for i, p := range again.Picked {
		if i >= len(d.Picked) || d.Picked[i] != p {
			return wrong("picked", fmt.Sprintf("第 %d 件应为 %s", i+1, p.ID), fmt.Sprintf("pick %d should be %s", i+1, p.ID))
		}
	}
	if len(d.Picked) > len(again.Picked) {
		return wrong("picked", "多出了 "+d.Picked[len(again.Picked)].ID, d.Picked[len(again.Picked)].ID+" was not drawn")
	}
	return nil
}

func (d *Draw) tickets() error {
	for i, p := range d.Picked {
		t := Ticket(d.Seed, p.ID)
		if hex.EncodeToString(t[:]) != p.Ticket {
			return wrong("picked", p.ID+" 的票号不对", "the ticket of "+p.ID+" is wrong")
		}
		if i > 0 && d.Picked[i-1].Stratum == p.Stratum && d.Picked[i-1].Ticket >= p.Ticket {
			return wrong("picked", p.ID+" 的次序不对", p.ID+" is out of order")
		}
	}
	return nil
}
