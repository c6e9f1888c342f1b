package lexis

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
)

// Item is a message to be grouped. The first of several fields is its subject.
type Item struct {
	ID     string
	Fields []string
	// At may be zero where the time is unknown.
	At time.Time
}

// Topic is a group of messages on one matter.
type Topic struct {
	// Title is the members' most telling subject, or the key phrases where members have
	// no subject.
	Title string `json:"title"`
	Size  int    `json:"size"`
	// Members are the items' IDs, the most central first.
	Members []string `json:"members"`
	// Keys are phrases that mark the topic off from the other messages.
	Keys []string `json:"keys,omitempty"`
	// First and Last are zero where no member has a time.
	First time.Time `json:"first,omitzero"`
	Last  time.Time `json:"last,omitzero"`
	// Heat orders topics: the members, newer ones counted fuller, raised a little where
	// the matter goes on for long, halved where no name of three characters binds half
	// of the members, lowered where the members are less alike.
	Heat float64 `json:"heat"`
}

// TopicOptions choose the period and how close messages must be.
type TopicOptions struct {
	// Top bounds the number of topics; 0 gives all.
	Top int
	// From and To bound the period, To not included; zero is open. With a bound, items
	// without a time are left out.
	From, To time.Time
	// Least is the smallest topic, 2 if 0.
	Least int
	// Close is the least mean likeness of two groups to be joined; 0 means 0.12.
	Close float64
}

const (
	topicGrams   = 100 // weightiest grams kept of each message
	commonPlaces = 300 // holders of a gram a message is compared with
	neighbours   = 30  // likest messages kept for each message
	nameRunes    = 3
	nameless     = 0.5
	alikeAnyway  = 0.3 // likeness from which no name need be shared
	subjectTimes = 3   // a gram of the subject counts so often
)

// HotTopics groups the messages of a period and lists the hottest first. Equal input
// gives equal output.
func HotTopics(items []Item, o TopicOptions) []Topic {
	items = within(items, o)
	if o.Close == 0 {
		o.Close = 0.12
	}
	g := newGroups(items)
	g.join(o.Close)
	var out []Topic
	for i := range items {
		if len(g.members[i]) >= max(o.Least, 2) {
			out = append(out, g.topic(i, end(items, o)))
		}
	}
	slices.SortStableFunc(out, func(a, b Topic) int {
		return cmp.Or(cmp.Compare(b.Heat, a.Heat), cmp.Compare(b.Size, a.Size), cmp.Compare(a.Title, b.Title))
	})
	if o.Top > 0 && len(out) > o.Top {
		out = out[:o.Top]
	}
	return out
}

func within(items []Item, o TopicOptions) []Item {
	if o.From.IsZero() && o.To.IsZero() {
		return items
	}
	return slices.DeleteFunc(slices.Clone(items), func(i Item) bool {
		return i.At.IsZero() || i.At.Before(o.From) || !o.To.IsZero() && !i.At.Before(o.To)
	})
}

// end is the moment recency is counted from: the period's end or the newest item.
func end(items []Item, o TopicOptions) time.Time {
	if !o.To.IsZero() {
		return o.To
	}
	var last time.Time
	for _, i := range items {
		if i.At.After(last) {
			last = i.At
		}
	}
	return last
}

// groups joins messages step by step. sum is the sum of the members' vectors, so the
// mean likeness of two groups is the product of their sums over the product of sizes.
type groups struct {
	items   []Item
	grams   []gram
	rows    []row
	members [][]int // by home; nil once joined to another
	sum     []row
	home    []int
}

func newGroups(items []Item) *groups {
	g := &groups{items: items}
	g.grams, g.rows = topicRows(items)
	g.sum = slices.Clone(g.rows)
	for i := range g.rows {
		g.home = append(g.home, i)
		g.members = append(g.members, []int{i})
	}
	return g
}

// topicRows weighs grams of two to four characters: rare and long ones, the names of
// places and things, decide what a message is about.
func topicRows(items []Item) ([]gram, []row) {
	ids := map[gram]int32{}
	var df []int
	rows := make([]row, len(items))
	for i, it := range items {
		n := map[int32]float32{}
		for f, text := range it.Fields {
			times := float32(1)
			if f == 0 && len(it.Fields) > 1 {
				times = subjectTimes
			}
			eachGram(matter(text), 2, maxGram, func(gr gram) { n[numberedGram(ids, gr)] += times })
		}
		for id, v := range n {
			for int(id) >= len(df) {
				df = append(df, 0)
			}
			df[id]++
			rows[i].at, rows[i].val = append(rows[i].at, id), append(rows[i].val, v)
		}
	}
	grams := make([]gram, len(ids))
	for gr, id := range ids {
		grams[id] = gr
	}
	for i := range rows {
		rows[i] = weighTopic(rows[i], grams, df, len(items))
	}
	return grams, rows
}

func numberedGram(ids map[gram]int32, g gram) int32 {
	id, ok := ids[g]
	if !ok {
		id = int32(len(ids))
		ids[g] = id
	}
	return id
}

func weighTopic(x row, grams []gram, df []int, docs int) row {
	type part struct {
		id int32
		v  float64
	}
	var parts []part
	for k, id := range x.at {
		// A gram of one message only links it to nothing. One found everywhere stays, with
		// little weight: a mass letter has no others.
		if df[id] < 2 {
			continue
		}
		idf := math.Log1p(float64(docs) / float64(df[id]))
		long := math.Sqrt(float64(len([]rune(grams[id].String()))) - 1)
		parts = append(parts, part{id, (1 + math.Log(float64(x.val[k]))) * idf * long})
	}
	slices.SortFunc(parts, func(a, b part) int { return cmp.Or(cmp.Compare(b.v, a.v), cmp.Compare(a.id, b.id)) })
	parts = parts[:min(len(parts), topicGrams)]
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.id, b.id) })
	square := 0.0
	for _, p := range parts {
		square += p.v * p.v
	}
	var out row
	for _, p := range parts {
		out.at, out.val = append(out.at, p.id), append(out.val, float32(p.v/math.Sqrt(square)))
	}
	return out
}

type pair struct {
	a, b  int
	alike float32
}

// pairs proposes the likest messages of each message by an inverted index. They must
// share a name: a gram of three characters or more. Two characters are a word such as
// 律师 or 执行, which many matters have in common.
func (g *groups) pairs(least float64) []pair {
	holders := make([][]int32, len(g.grams))
	weights := make([][]float32, len(g.grams))
	var out []pair
	like, named := make([]float32, len(g.rows)), make([]bool, len(g.rows))
	for i, x := range g.rows {
		var touched []int32
		for k, j := range x.at {
			for h, other := range holders[j] {
				if like[other] == 0 {
					touched = append(touched, other)
				}
				like[other] += x.val[k] * weights[j][h]
				named[other] = named[other] || g.grams[j].r[nameRunes-1] != 0
			}
			if len(holders[j]) < commonPlaces {
				holders[j], weights[j] = append(holders[j], int32(i)), append(weights[j], x.val[k])
			}
		}
		var near []pair
		for _, other := range touched {
			if float64(like[other]) >= least && (named[other] || like[other] >= alikeAnyway) {
				near = append(near, pair{int(other), i, like[other]})
			}
			like[other], named[other] = 0, false
		}
		slices.SortFunc(near, likest)
		out = append(out, near[:min(len(near), neighbours)]...)
	}
	slices.SortFunc(out, likest)
	return out
}

func likest(x, y pair) int {
	return cmp.Or(cmp.Compare(y.alike, x.alike), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
}

// join merges the likest pairs' groups first, as long as the groups are close on
// average: one message on two matters cannot chain them into one giant topic.
func (g *groups) join(least float64) {
	for _, p := range g.pairs(least) {
		a, b := g.home[p.a], g.home[p.b]
		if a == b || g.mean(a, b) < least {
			continue
		}
		if len(g.members[a]) < len(g.members[b]) {
			a, b = b, a
		}
		g.sum[a] = added(g.sum[a], g.sum[b])
		for _, i := range g.members[b] {
			g.home[i] = a
		}
		g.members[a] = append(g.members[a], g.members[b]...)
		g.members[b], g.sum[b] = nil, row{}
	}
}

func (g *groups) mean(a, b int) float64 {
	return product(g.sum[a], g.sum[b]) / float64(len(g.members[a])*len(g.members[b]))
}

func product(x, y row) float64 {
	s := 0.0
	for i, k := 0, 0; i < len(x.at) && k < len(y.at); {
		switch {
		case x.at[i] < y.at[k]:
			i++
		case x.at[i] > y.at[k]:
			k++
		default:
			s += float64(x.val[i]) * float64(y.val[k])
			i, k = i+1, k+1
		}
	}
	return s
}

func added(x, y row) row {
	var out row
	i, k := 0, 0
	for i < len(x.at) || k < len(y.at) {
		switch {
		case k == len(y.at) || i < len(x.at) && x.at[i] < y.at[k]:
			out.at, out.val = append(out.at, x.at[i]), append(out.val, x.val[i])
			i++
		case i == len(x.at) || x.at[i] > y.at[k]:
			out.at, out.val = append(out.at, y.at[k]), append(out.val, y.val[k])
			k++
		default:
			out.at, out.val = append(out.at, x.at[i]), append(out.val, x.val[i]+y.val[k])
			i, k = i+1, k+1
		}
	}
	return out
}

func (g *groups) topic(home int, end time.Time) Topic {
	members, sum := g.members[home], g.sum[home]
	central := make(map[int]float64, len(members))
	for _, i := range members {
		central[i] = product(g.rows[i], sum)
	}
	slices.SortFunc(members, func(a, b int) int {
		return cmp.Or(cmp.Compare(central[b], central[a]), cmp.Compare(a, b))
	})
	t := Topic{Size: len(members), Keys: g.keys(members, sum)}
	for _, i := range members {
		t.Members = append(t.Members, g.items[i].ID)
		t.note(g.items[i].At, end)
	}
	if !t.First.IsZero() {
		t.Heat *= 1 + 0.05*math.Log1p(t.Last.Sub(t.First).Hours()/24)
	}
	if !slices.ContainsFunc(t.Keys, func(k string) bool { return len([]rune(k)) >= nameRunes }) {
		t.Heat *= nameless
	}
	if n := float64(len(members)); n > 1 {
		// Vectors are of length 1, so what the sum's square has over n comes from pairs.
		t.Heat *= math.Pow(max(0, product(sum, sum)-n)/(n*(n-1)), 0.25)
	}
	if t.Title = g.subject(members, sum); t.Title == "" {
		t.Title = strings.Join(t.Keys, " ")
	}
	return t
}

// note counts a member: in full when new, by half when a quarter of a year old or of
// unknown time.
func (t *Topic) note(at, end time.Time) {
	if at.IsZero() {
		t.Heat += 0.5
		return
	}
	t.Heat += 0.5 + 0.5*math.Exp2(-end.Sub(at).Hours()/24/30)
	if t.First.IsZero() || at.Before(t.First) {
		t.First = at
	}
	if at.After(t.Last) {
		t.Last = at
	}
}

// subject is the member's subject that says most of what the topic is about.
func (g *groups) subject(members []int, sum row) string {
	weight := make(map[gram]float64, len(sum.at))
	for k, j := range sum.at {
		weight[g.grams[j]] = float64(sum.val[k])
	}
	title, best := "", -1.0
	for _, i := range members {
		f := g.items[i].Fields
		if len(f) < 2 {
			continue
		}
		worth, n := 0.0, 4
		eachGram(matter(f[0]), 2, maxGram, func(gr gram) { worth += weight[gr]; n++ })
		if s := strings.Join(strings.Fields(f[0]), " "); s != "" && worth/math.Sqrt(float64(n)) > best {
			title, best = s, worth/math.Sqrt(float64(n))
		}
	}
	return title
}

// keys are the heaviest grams of the group that at least half its members hold, grown
// together where they overlap.
func (g *groups) keys(members []int, sum row) []string {
	weight := map[int32]float32{}
	for k, j := range sum.at {
		weight[j] = sum.val[k]
	}
	holders := map[int32]int{}
	for _, i := range members {
		for _, j := range g.rows[i].at {
			holders[j]++
		}
	}
	var ids []int32
	for j, n := range holders {
		if 2*n >= len(members) {
			ids = append(ids, j)
		}
	}
	slices.SortFunc(ids, func(a, b int32) int {
		return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(g.grams[a].String(), g.grams[b].String()))
	})
	words := []string{}
	for _, j := range ids[:min(len(ids), 12)] {
		words = grow(words, g.grams[j].String())
	}
	return words[:min(len(words), 3)]
}

// grow adds a word to a list, or joins it to a word it overlaps by two characters or more.
func grow(words []string, w string) []string {
	for i, have := range words {
		if strings.Contains(have, w) {
			return words
		}
		if long, ok := overlapped(have, w); ok {
			words[i] = long
			return words
		}
	}
	return append(words, w)
}

func overlapped(a, b string) (string, bool) {
	x, y := []rune(a), []rune(b)
	for n := min(len(x), len(y)); n >= 2; n-- {
		switch {
		case string(x[len(x)-n:]) == string(y[:n]):
			return a + string(y[n:]), true
		case string(y[len(y)-n:]) == string(x[:n]):
			return b + string(x[n:]), true
		}
	}
	return "", false
}
