package store

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hengjian/oversight/access"
)

// bandNo is the number by which a near-duplicate band stands in its table. The
// bands themselves are keyed already; two that share a number by chance would make
// two letters look a little nearer.
func bandNo(band string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(band)) // never fails
	return int64(h.Sum64())
}

// bandNos are the numbers of a matter's bands, rising, each once.
func bandNos(bands []string) []int64 {
	out := make([]int64, 0, len(bands))
	for _, b := range bands {
		if b != "" {
			out = append(out, bandNo(b))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// bands writes which near-duplicate bands came to a matter and takes away which
// went. Where it is not known what there was, the whole table is gone through.
func (t *Tx) bands(ord int64, known bool, was, now []int64) error {
	if !known {
		if _, err := t.Exec("DELETE FROM band WHERE ord=?", ord); err != nil {
			return err
		}
	}
	for _, b := range was {
		if slices.Contains(now, b) {
			continue
		}
		if _, err := t.Exec("DELETE FROM band WHERE band=? AND ord=?", b, ord); err != nil {
			return err
		}
	}
	var args []any
	for _, b := range now {
		if !slices.Contains(was, b) {
			args = append(args, b, ord)
		}
	}
	for part := range slices.Chunk(args, 2*together) {
		if _, err := t.Exec(t.insertText("band", "band, ord", 2, len(part)/2), part...); err != nil {
			return fmt.Errorf("band: %w", err)
		}
	}
	return nil
}

// nearEach bounds how many sharers of one band are looked at: a mass letter
// shares its bands with thousands, and a few of them say enough. A band of many
// letters is a common phrase, and tells little of who is near.
const nearEach = 12

// Near lists matters that share a near-duplicate band, most bands first, with
// the states that a day has.
func (v *View) Near(sc access.Scope, kind, id, day string, limit int) ([]MatterRow, []int, error) {
	shared, err := v.sharers(kind, id)
	if err != nil || len(shared) == 0 {
		return nil, nil, err
	}
	ords := slices.SortedFunc(maps.Keys(shared), func(a, b int64) int {
		if n := shared[b] - shared[a]; n != 0 {
			return n
		}
		return int(min(1, max(-1, a-b)))
	})
	var out []MatterRow
	var ns []int
	for range 2 { // some may be out of scope
		part := ords[:min(len(ords), 2*limit)]
		if ords = ords[len(part):]; len(part) == 0 {
			break
		}
		at := map[int64]MatterRow{}
		rows, err := v.some(sc, kind, "ord", anys(part), day)
		if err != nil {
			return nil, nil, err
		}
		for _, r := range rows {
			at[r.Ord] = r
		}
		for _, o := range part {
			if r, ok := at[o]; ok && len(out) < limit {
				out, ns = append(out, r), append(ns, shared[o])
			}
		}
		if len(out) == limit {
			break
		}
	}
	return out, ns, nil
}

// sharers counts, by their places in lists, the bands that matters share with one,
// whose own bands it knows from itself.
func (v *View) sharers(kind, id string) (map[int64]int, error) {
	t, out := TableOf(kind), map[int64]int{}
	s := t.New()
	if _, err := t.load(v, id, s); err != nil {
		return nil, err
	}
	_, m, _ := matterOf(kind, s, 0)
	own := bandNos(m.Bands)
	if len(own) == 0 {
		return out, nil
	}
	q, args := v.eng.sharersQuery(kind, id, own)
	lists, err := v.strings(q, args...)
	if err != nil {
		return nil, err
	}
	for _, l := range lists {
		for s := range strings.SplitSeq(l, ",") {
			if s == "" {
				continue
			}
			ord, err := strconv.ParseInt(s, 10, 64)
			if err != nil {
				return nil, fmt.Errorf("band: %w", err)
			}
			out[ord]++
		}
	}
	return out, nil
}

// sharersQuery asks, for each band, who else has it. One statement of one text asks
// for all of them: joined up from as many parts as there are bands it took longer to
// plan than to run.
func (e engine) sharersQuery(kind, id string, own []int64) (string, []any) {
	join := "group_concat(ord)"
	if e.name == "postgres" {
		join = "string_agg(ord::text, ',')"
	}
	values := strings.TrimSuffix(strings.Repeat("(CAST(? AS "+e.bigint()+")),", len(own)), ",")
	return `WITH own (band) AS (VALUES ` + values + `), me AS (SELECT ord FROM matter WHERE kind=? AND subject=?)
		SELECT coalesce((SELECT ` + join + ` FROM (SELECT o.ord FROM band o WHERE o.band=own.band AND o.ord<>me.ord LIMIT ` + strconv.Itoa(nearEach) + `) q), '') FROM me, own`,
		append(anys(own), kind, id)
}
