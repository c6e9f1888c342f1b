package main

import (
	"encoding/json"
	"io"
	"math"

	"github.com/alecthomas/kong"

	"hengjian/casebook"
	"hengjian/oversight/agreement"
)

// AgreeCmd measures how far reviewers agree.
type AgreeCmd struct {
	Ratings string `help:"评分，每行一个评分：csv、csv.gz、parquet / ratings, one in a row: csv, csv.gz, parquet" required:"" placeholder:"FILE"`
	Rater   string `help:"评分人列 / column of the rater" required:"" placeholder:"COL"`
	Subject string `help:"被评对象列 / column of what was rated" required:"" placeholder:"COL"`
	Score   string `help:"分数列 / column of the score" required:"" placeholder:"COL"`
	Level   string `help:"nominal ordinal interval ratio / how scores compare" enum:"nominal,ordinal,interval,ratio" default:"nominal"`
}

// Run prints the measures as JSON.
func (c AgreeCmd) Run(k *kong.Context) error { return c.agree(k.Stdout) }

func (c AgreeCmd) agree(out io.Writer) error {
	var rs []agreement.Rating
	err := casebook.Each(c.Ratings, []string{c.Rater, c.Subject, c.Score}, func(x []string) error {
		if x[2] != "" { // a missing score is no rating
			rs = append(rs, agreement.Rating{Rater: x[0], Subject: x[1], Score: x[2]})
		}
		return nil
	})
	if err != nil {
		return err
	}
	r, err := agreement.Measure(rs, agreement.Level(c.Level))
	if err != nil {
		return err
	}
	m := map[string]any{"level": r.Level, "raters": r.Raters, "subjects": r.Subjects, "ratings": r.Ratings, "paired": r.Paired, "agreement": finite(r.Agreement), "alpha": finite(r.Alpha),
		"alpha_ci": [2]any{finite(r.AlphaCI[0]), finite(r.AlphaCI[1])}, "ac": finite(r.AC1), "ac_ci": [2]any{finite(r.AC1CI[0]), finite(r.AC1CI[1])}, "fleiss": finite(r.Fleiss), "cohen": finite(r.Cohen),
		"icc": nil, "notes": append([]string{}, r.Notes...)}
	if i := r.ICC; i != nil {
		m["icc"] = map[string]any{"1,1": finite(i.One), "2,1": finite(i.Random), "3,1": finite(i.Fixed), "1,k": finite(i.OneMean), "2,k": finite(i.RandomMean), "3,k": finite(i.FixedMean)}
	}
	e := json.NewEncoder(out)
	e.SetIndent("", " ")
	return e.Encode(m)
}

// finite is null where a measure is not defined.
func finite(f float64) any {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil
	}
	return f
}
