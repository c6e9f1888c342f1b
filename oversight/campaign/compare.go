package campaign

import (
	"fmt"
	"strings"
)

// Difference is one part of a plan that two editions do not say alike.
type Difference struct {
	Part string // goal | basis | scope | content | requirement | stage | body | check | file
	Key  string // of the part, "" where it has none
	What string // added | removed | changed | moved
	No   int    // its place in the newer edition, in the older one if it was removed; from 1
	Old  string
	New  string
}

// piece is one part as a line of text.
type piece struct{ part, key, text string }

// pieces takes a plan apart. A part with a key is the same part in every
// edition; one without is known by its first words.
func (p Plan) pieces() (out []piece) {
	add := func(part, key, text string) {
		if text = strings.TrimSpace(text); text != "" {
			out = append(out, piece{part, key, text})
		}
	}
	add("goal", "goal", p.Goal)
	for _, b := range p.Basis {
		add("basis", "="+b, b)
	}
	add("scope", "sorts", strings.Join(p.Scope.Sorts, " "))
	add("scope", "business", strings.Join(p.Scope.Business, "、"))
	add("scope", "grassroots", strings.Join(p.Scope.Grassroots, "、"))
	add("scope", "note", p.Scope.Note)
	for _, c := range p.Contents {
		add("content", c.Key, withMore(c.Text, strings.Join(c.Classes, " ")))
	}
	for _, r := range p.Requirements {
		add("requirement", r.Key, withMore(r.Text, r.Who))
	}
	for _, s := range p.Stages {
		add("stage", s.Key, fmt.Sprintf("%s %s — %s %s", s.Name, s.Since, s.Until, s.Work))
	}
	for _, b := range p.Bodies {
		add("body", "="+b.Body, b.Body+"："+b.Work)
	}
	for _, k := range p.Checks {
		add("check", k.Key, strings.TrimSpace(k.Name+" "+k.Measure+" "+k.Note))
	}
	for _, f := range p.Files {
		add("file", "="+f.Hash, f.Name)
	}
	return out
}

func withMore(text, more string) string {
	if more == "" {
		return text
	}
	return strings.TrimSpace(text) + " 〔" + more + "〕"
}

// Compare says what one edition of a plan says otherwise than an older one, in
// the order of the newer; what was removed stands where it stood.
func Compare(old, now Plan) []Difference {
	was, is := old.pieces(), now.pieces()
	before, after := places(was), places(is)
	var out []Difference
	gone := func(part string) {
		for i, p := range was {
			if _, stays := after[p.part+p.key]; p.part == part && !stays {
				out = append(out, Difference{p.part, shownKey(p.key), "removed", before[p.part+p.key].no, was[i].text, ""})
			}
		}
	}
	for _, part := range parts {
		moved := moves(part, is, before)
		for _, p := range is {
			if p.part != part {
				continue
			}
			b, stood := before[p.part+p.key]
			d := Difference{p.part, shownKey(p.key), "added", after[p.part+p.key].no, "", p.text}
			switch {
			case stood && b.text == p.text && !moved[p.key]:
				continue
			case stood && b.text == p.text:
				d.What, d.Old = "moved", b.text
			case stood:
				d.What, d.Old = "changed", b.text
			}
			out = append(out, d)
		}
		gone(part)
	}
	return out
}

var parts = []string{"goal", "basis", "scope", "content", "requirement", "stage", "body", "check", "file"}

func shownKey(k string) string {
	if strings.HasPrefix(k, "=") || k == "goal" || k == "sorts" || k == "business" || k == "grassroots" || k == "note" {
		return ""
	}
	return k
}

type placed struct {
	text string
	no   int
}

// places numbers the parts of each kind from 1.
func places(ps []piece) map[string]placed {
	out, n := map[string]placed{}, map[string]int{}
	for _, p := range ps {
		n[p.part]++
		out[p.part+p.key] = placed{p.text, n[p.part]}
	}
	return out
}

// moves are the parts that stand in both editions in another order: the ones
// outside the longest run that kept its order, so that moving one part up does
// not mark all the others.
func moves(part string, is []piece, before map[string]placed) map[string]bool {
	var keys []string
	for _, p := range is {
		if _, stood := before[p.part+p.key]; p.part == part && stood {
			keys = append(keys, p.key)
		}
	}
	best, from := make([]int, len(keys)), make([]int, len(keys))
	last := -1
	for i, k := range keys {
		best[i], from[i] = 1, -1
		for j := range i {
			if before[part+keys[j]].no < before[part+k].no && best[j]+1 > best[i] {
				best[i], from[i] = best[j]+1, j
			}
		}
		if last < 0 || best[i] > best[last] {
			last = i
		}
	}
	out := map[string]bool{}
	for _, k := range keys {
		out[k] = true
	}
	for i := last; i >= 0; i = from[i] {
		delete(out, keys[i])
	}
	return out
}
