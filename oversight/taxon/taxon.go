// Package taxon holds the classes of what people report as data: the mission's
// own tree (规范司法、严格司法、廉洁司法) and, beside it, an official taxonomy read
// from rows. Classes carry place and dates like rules; a code is never reused.
package taxon

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/law"
)

// Severity is a hint for the order of work, never a finding.
type Severity int

const (
	Normal  Severity = iota
	Serious          // 严重
	Grave            // 特别严重: suggests asking whether somebody is in danger now
)

// Node is one class.
type Node struct {
	Code   string // "strict.torture"; what is stored
	Parent string // "" for a root
	Zh, En string

	Severity Severity
	Redirect bool     // a matter of the party's own remedies: no leg, she is told
	Words    []string // words in a summary that are the reason for suggesting it
	Official []string // paths of the official taxonomy that mean the same: "政法/警务督察/刑讯逼供"

	Place    string // division code; "" everywhere
	From, To law.Day
}

// Routes the class suggests, from the table of statutory procedures.
func (n Node) Routes() []law.Route { return law.RoutesFor(n.Code) }

func (n Node) in(place string, day law.Day) bool {
	return (n.Place == "" || strings.HasPrefix(place, strings.TrimSuffix(strings.TrimSuffix(n.Place, "00"), "00"))) &&
		(n.From == "" || day >= n.From) && (n.To == "" || day <= n.To)
}

// Tree is a set of classes. It is a value: With returns a larger one.
type Tree struct {
	list []Node
	at   map[string]int
}

// With adds classes; one with a known code replaces it in its place. A class
// needs code, Chinese name and a parent that exists, and no circle may arise.
func (t Tree) With(nodes ...Node) (Tree, error) {
	n := Tree{list: slices.Clone(t.list), at: map[string]int{}}
	for i, x := range n.list {
		n.at[x.Code] = i
	}
	for _, x := range nodes {
		if x.Code == "" || x.Zh == "" {
			return t, wrong("分类须有代码和名称", "a class needs a code and a name")
		}
		if i, ok := n.at[x.Code]; ok {
			n.list[i] = x
			continue
		}
		n.at[x.Code] = len(n.list)
		n.list = append(n.list, x)
	}
	for _, x := range n.list {
		if err := n.rooted(x); err != nil {
			return t, err
		}
	}
	return n, nil
}

func (t Tree) rooted(x Node) error {
	for depth := 0; x.Parent != ""; depth++ {
		up, ok := t.Node(x.Parent)
		if !ok {
			return wrong("分类“"+x.Zh+"”的上级不存在", fmt.Sprintf("class %s has no such parent %s", x.Code, x.Parent))
		}
		if depth > 8 {
			return wrong("分类“"+x.Zh+"”的上下级成环或者过深", "class "+x.Code+" is in a circle or too deep")
		}
		x = up
	}
	return nil
}

func wrong(zh, en string) error { return &law.Error{Field: "class", Zh: zh, En: en} }

// Size is how many classes the tree has.
func (t Tree) Size() int { return len(t.list) }

// Node finds a class by code, in force or not: old matters keep theirs.
func (t Tree) Node(code string) (Node, bool) {
	i, ok := t.at[code]
	if !ok {
		return Node{}, false
	}
	return t.list[i], true
}

// Under lists the codes that begin with a prefix, in force or not.
func (t Tree) Under(prefix string) (out []string) {
	for _, n := range t.list {
		if strings.HasPrefix(n.Code, prefix) {
			out = append(out, n.Code)
		}
	}
	return out
}

// Name of a class in both languages; an unknown code names itself.
func (t Tree) Name(code string) (zh, en string) {
	n, ok := t.Node(code)
	if !ok {
		return code, code
	}
	return n.Zh, cmp.Or(n.En, n.Zh)
}

// Path from the root to a class.
func (t Tree) Path(code string) (out []Node) {
	for n, ok := t.Node(code); ok; n, ok = t.Node(n.Parent) {
		out = append(out, n)
	}
	slices.Reverse(out)
	return out
}

// Children of a class ("" the roots) in force at a place on a day, in the order of the data.
func (t Tree) Children(parent, place string, day law.Day) (out []Node) {
	for _, n := range t.list {
		if n.Parent == parent && n.in(place, day) {
			out = append(out, n)
		}
	}
	return out
}

// Leaves in force at a place on a day under a class ("" all).
func (t Tree) Leaves(under, place string, day law.Day) (out []Node) {
	for _, n := range t.Children(under, place, day) {
		below := t.Leaves(n.Code, place, day)
		if len(below) == 0 {
			below = []Node{n}
		}
		out = append(out, below...)
	}
	return out
}

// Usable reports whether a class may be given to a matter: known, a leaf, in force.
func (t Tree) Usable(code, place string, day law.Day) bool {
	n, ok := t.Node(code)
	return ok && n.in(place, day) && len(t.Children(code, place, day)) == 0
}

// Match is a class suggested by words in a text, with those words as the reason.
type Match struct {
	Code  string
	Words []string
}

// ByWords suggests classes in force whose words occur in the text: most words
// first, then the graver, then the code. Only a suggestion; a person decides.
func (t Tree) ByWords(text, place string, day law.Day) []Match {
	var out []Match
	for _, n := range t.Leaves("", place, day) {
		var hit []string
		for _, w := range n.Words {
			if strings.Contains(text, w) {
				hit = append(hit, w)
			}
		}
		if len(hit) > 0 {
			out = append(out, Match{n.Code, hit})
		}
	}
	slices.SortStableFunc(out, func(a, b Match) int {
		x, _ := t.Node(a.Code)
		y, _ := t.Node(b.Code)
		return cmp.Or(len(b.Words)-len(a.Words), int(y.Severity-x.Severity), strings.Compare(a.Code, b.Code))
	})
	return out
}

// FromOfficial finds the mission's class for a path of the official taxonomy.
func (t Tree) FromOfficial(path string) (Node, bool) {
	for _, n := range t.list {
		if slices.Contains(n.Official, path) {
			return n, true
		}
	}
	return Node{}, false
}
