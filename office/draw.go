package office

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"hengjian/oversight/draw"
	"hengjian/oversight/review"
	"hengjian/store"
	"hengjian/tabular"
)

// What the acts on a draw need: the frame, read again from its file each time,
// so that what is drawn is what was fixed.

func init() {
	needs["draw.commit"] = func(f *fact) (err error) {
		a := f.a.(*draw.Commit)
		if a.Needs.Ours, _, err = f.oursWithin(a.Organ, ""); err != nil {
			return err
		}
		if a.Campaign != "" {
			if _, a.Needs.Campaign, err = f.campaignOf(a.Campaign); err != nil {
				return err
			}
		}
		if a.File == "" {
			return nil
		}
		var bad *frameError
		if a.Needs.Rows, err = f.o.frameRows(a.File); errors.As(err, &bad) {
			a.Needs.Zh, a.Needs.En, err = bad.zh, bad.en, nil
		}
		return err
	}
	again := func(f *fact, n *draw.PickNeeds) (err error) {
		n.Rows, err = f.o.frameRows(f.was.(*draw.Sample).File)
		return err
	}
	needs["draw.pick"] = func(f *fact) error { return again(f, &f.a.(*draw.Take).Needs) }
	needs["draw.replace"] = func(f *fact) error { return again(f, &f.a.(*draw.Replace).Needs) }
}

// FrameColumns are the columns of a frame file; the first and third must be
// there.
var FrameColumns = []string{"案号", "分层", "办结日期", "重点理由"}

// MaxFrame is the most cases that a frame holds.
const MaxFrame = 50000

type frameError struct{ zh, en string }

func (e *frameError) Error() string { return e.zh + " / " + e.en }

// frameRows reads a frame from its working file, csv or xlsx.
func (o *Office) frameRows(hash string) ([]draw.Row, error) {
	w, err := o.OpenFile(hash)
	if err != nil {
		return nil, &frameError{"没有找到抽样框文件，请重新上传。", "The frame's file is not there; upload it again."}
	}
	defer w.Close()
	var buf bytes.Buffer
	if _, err := io.Copy(&buf, io.LimitReader(readerOf(w), 16<<20)); err != nil {
		return nil, err
	}
	src, err := tabular.Open(w.Name, bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	if err != nil {
		return nil, asFrameError(err)
	}
	defer src.Close()
	return readFrame(src)
}

func readerOf(w *WorkFile) io.Reader { return w.body }

func asFrameError(err error) error {
	var r *tabular.Refusal
	if errors.As(err, &r) {
		return &frameError{r.Zh, r.En}
	}
	return err
}

func readFrame(src tabular.Source) ([]draw.Row, error) {
	var at []int
	var out []draw.Row
	for {
		row, err := src.Next()
		if errors.Is(err, io.EOF) {
			if at == nil {
				return nil, &frameError{"文件里没有表头。", "The file has no heading."}
			}
			return out, nil
		}
		if err != nil {
			return nil, asFrameError(err)
		}
		switch {
		case row.Empty():
			continue
		case at == nil:
			if at, err = frameHead(row); err != nil {
				return nil, err
			}
			continue
		case len(out) >= MaxFrame:
			return nil, &frameError{fmt.Sprintf("抽样框最多 %d 件。", MaxFrame), fmt.Sprintf("A frame holds at most %d cases.", MaxFrame)}
		}
		r, err := frameRow(row, at)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
}

func frameHead(row tabular.Row) ([]int, error) {
	at := make([]int, len(FrameColumns))
	for i, name := range FrameColumns {
		at[i] = slices.IndexFunc(row.Cells, func(c string) bool { return strings.TrimSpace(c) == name })
		if at[i] < 0 && (i == 0 || i == 2) {
			return nil, &frameError{"缺少“" + name + "”一列。表头应有：" + strings.Join(FrameColumns, "、") + "（分层、重点理由可以没有）。", "The column “" + name + "” is missing."}
		}
	}
	return at, nil
}

func frameRow(row tabular.Row, at []int) (r draw.Row, err error) {
	cell := func(i int) string {
		if at[i] < 0 {
			return ""
		}
		return strings.Clone(strings.TrimSpace(row.Cell(at[i])))
	}
	for _, f := range row.Faults {
		if slices.Contains(at, f.Col) {
			return r, &frameError{row.Ref(f.Col) + "：" + f.Zh, row.Ref(f.Col) + ": " + f.En}
		}
	}
	r.ID, r.Stratum, r.Risk = cell(0), cell(1), cell(3)
	if day := cell(2); day != "" {
		if r.Closed, err = tabular.ParseDate(day, "", false); err != nil {
			ref := row.Ref(at[2])
			return r, &frameError{ref + "：办结日期“" + day + "”无法识别。", ref + ": the day “" + day + "” cannot be read."}
		}
	}
	return r, nil
}

// openReviews opens a review for each case that a draw has now and had not
// before, and drops those of cases that were replaced.
func openReviews(f *fact) ([]any, error) {
	was, now := f.was.(*draw.Sample), f.now.(*draw.Sample)
	had := map[string]bool{}
	for _, p := range was.Picks {
		had[p.ID] = true
	}
	var out []any
	for i, p := range now.Picks {
		if had[p.ID] && (p.Out == "" || was.Picks[i].Out != "") {
			continue
		}
		if p.Out == "" {
			out = append(out, &review.Open{Draw: now.ID, Case: p.ID, Stratum: p.Stratum, Arm: p.Arm, Organ: now.Organ, Campaign: now.Campaign})
			continue
		}
		rs, err := store.Reviews.Where(f.view(), "draw=? AND case_no=? AND state='opened' ORDER BY id", now.ID, p.ID)
		if err != nil {
			return nil, err
		}
		for _, r := range rs {
			out = append(out, &review.Drop{ID: r.ID})
		}
	}
	return out, nil
}
