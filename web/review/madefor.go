package review

import (
	"fmt"
	"slices"
	"strings"

	"hengjian/office"
	"hengjian/oversight/draw"
	"hengjian/oversight/review"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// made is the draw that an exercise is made for, the finished reviews of it that
// may be shown again unseen, and the one chosen.
type made struct {
	draw  draw.Sample
	final []review.Review
	again review.Review
}

// madeFor reads the draw from the address; its organ's kind chooses the form.
func madeFor(p *frame.Page, sort *string) (m made, err error) {
	q := p.R.URL.Query()
	id := q.Get("draw")
	if id == "" {
		return m, nil
	}
	if m.draw, err = office.Item(p.Ctx(), p.O, p.Me, office.Draws, id); err != nil {
		return m, err
	}
	g, err := office.Item(p.Ctx(), p.O, p.Me, office.Organs, m.draw.Organ)
	if err != nil {
		return m, err
	}
	*sort = g.Sort
	rs, err := p.O.ReviewsOf(p.Ctx(), p.Me, id)
	for _, r := range rs {
		if r.State != "final" || r.Twin != "" || len(r.Files) == 0 {
			continue
		}
		m.final = append(m.final, r)
		if r.ID == q.Get("review") {
			m.again = r
		}
	}
	return m, err
}

// sheet is the one that stood in the end: of the third reader where two
// differed.
func (m made) sheet() review.Sheet {
	if n := len(m.again.Sheets); n > 2 {
		return m.again.Sheets[n-1]
	} else if n > 0 {
		return m.again.Sheets[0]
	}
	return review.Sheet{}
}

// prefilled puts what the chosen review came to into the known answers.
func (m made) prefilled(fs []matter.Field) []matter.Field {
	s, item := m.sheet(), ""
	for i, f := range fs {
		x, _ := s.Mark(item)
		switch {
		case m.again.ID == "":
		case strings.HasSuffix(f.Name, ".item"):
			item = f.Value
		case strings.HasSuffix(f.Name, ".answer"):
			fs[i].Value = x.Answer
		case strings.HasSuffix(f.Name, ".note"):
			fs[i].Value = x.Note
		case f.Name == "grade":
			fs[i].Value = m.again.Grade
		}
	}
	return fs
}

// exerciseLink begins an exercise for a draw, where somebody may.
func (v drawView) exerciseLink() (out []kit.Link) {
	if v.s.State != "void" && (matter.Birth{Life: &review.ExerciseLife, Do: "exercise.prepare"}).May(v.p) {
		out = append(out, kit.Link{Text: v.p.L("准备校准练习", "Prepare an exercise"), URL: "/exercises/new?draw=" + v.s.ID})
	}
	return out
}

// practice says of each exercise made for the draw how far its reviewers agreed
// with the known answers; of fewer than three it would tell who answered what.
func (v drawView) practice() kit.Table {
	p := v.p
	t := kit.Table{ID: "practice", Caption: p.L("校准练习", "Calibration exercises"), Cols: []kit.Col{{Label: p.L("练习", "Exercise")}, {Label: p.L("已提交", "Handed in"), Num: true}, {Label: p.L("逐项与已知答案一致", "Items that agree")}, {Label: p.L("等级一致", "Grade agrees")}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("还没有为这次抽样做校准练习", "No exercise was made for this draw"), Text: p.L("让这次抽样的评查员评同一份已知答案的卷，看看尺度是否一致；也可以把已评完的一卷不声不响地再用一次。", "Let the draw's reviewers grade the same papers with known answers; a finished file may be shown again unseen.")}}
	for _, e := range v.exercises {
		st := exerciseState(p, e)
		items, grade, worst := p.L("不足 3 人，不列", "fewer than 3: not said"), "—", ""
		if list := e.Items(); len(list) > 0 {
			items, grade, worst = inAll(p, e, list)
		}
		t.Rows = append(t.Rows, kit.Row{ID: e.ID, URL: exercises.Path(e.ID), Cells: []kit.Cell{{Text: e.Title, Sub: v.source(e), URL: exercises.Path(e.ID)}, {Text: fmt.Sprintf("%d / %d", len(e.Sheets), len(e.Readers))}, {Text: items, Sub: worst}, {Text: grade}, {State: &st}}})
	}
	return t
}

// source says which papers an exercise used.
func (v drawView) source(e review.Exercise) string {
	i := slices.IndexFunc(v.reviews, func(r review.Review) bool { return r.ID == e.Repeats })
	if i < 0 {
		return e.Number
	}
	return e.Number + " · " + v.p.L("重复的是", "repeats ") + label(v.p.Page, v.reviews[i])
}

// inAll sums up: all items together, the grade, and the item that agreed least.
func inAll(p *frame.Page, e review.Exercise, list []review.ItemAgreement) (items, grade, worst string) {
	same, of, low := 0, 0, review.ItemAgreement{}
	for _, x := range list {
		if x.Item == "" {
			grade = fmt.Sprintf("%d / %d", x.Same, x.Of)
			continue
		}
		same, of = same+x.Same, of+x.Of
		if low.Item == "" || x.Same < low.Same {
			low = x
		}
	}
	if of > 0 {
		items = fmt.Sprintf("%d / %d", same, of) // a count: a reader's items hang together, a share would want an interval that it has not
	}
	for _, it := range review.FormOf(e.Form).Items {
		if it.Code == low.Item && low.Same < low.Of {
			worst = p.L("最不一致：", "least: ") + p.L(it.Zh, it.En) + fmt.Sprintf(" %d / %d", low.Same, low.Of)
		}
	}
	return items, grade, worst
}
