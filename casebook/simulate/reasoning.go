package simulate

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// writers write the reasoning of judgments where P12 was asked for. Honest judges
// share turns of phrase, of which there are forty, and name the party and the sum of
// the case at hand; whoever copies leaves those of the other case in it.
type writers struct {
	r      *rand.Rand
	shares map[string]float64
	last   map[string]string // the judge's last own reasoning
}

// plantCopies chooses who copies and how often.
func (t *city) plantCopies() {
	if t.c.Copy == 0 {
		return
	}
	t.write = &writers{rand.New(rand.NewPCG(t.c.Seed, 0x636f7079)), map[string]float64{}, map[string]string{}}
	for len(t.write.shares) < t.c.Copy {
		p := t.pools[t.write.r.IntN(len(t.pools))]
		if len(p.judges) < 3 {
			continue // nothing is compared there
		}
		j := p.judges[t.write.r.IntN(len(p.judges))].name
		if _, ok := t.write.shares[j]; !ok {
			t.write.shares[j] = .05 + .45*t.write.r.Float64()
			t.truth.Copied = append(t.truth.Copied, Copier{j, t.write.shares[j]})
		}
	}
	slices.SortFunc(t.truth.Copied, func(a, b Copier) int {
		if a.Judge < b.Judge {
			return -1
		}
		return 1
	})
}

// turns are phrases that every judgment may have.
var turns = [4]string{"双方当事人之间的法律关系成立", "被告未按约定履行义务", "原告提交的证据能够相互印证", "所主张的数额有相应凭证"}

// reason writes one.
func (w *writers) reason(row *Row) {
	if w == nil {
		return
	}
	if old := w.last[row.Judge]; old != "" && w.r.Float64() < w.shares[row.Judge] {
		row.Reasoning, row.Copied = old, true
		return
	}
	a, b := w.r.IntN(4), w.r.IntN(10)
	row.Reasoning = fmt.Sprintf("本院认为，%s。%s一方所举第%d项证据可以采信，涉案金额%d元，依照有关规定处理。", turns[a], row.Party, b+1, 1000+w.r.IntN(900000))
	w.last[row.Judge] = row.Reasoning
}
