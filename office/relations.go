package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/oversight/review"
	"hengjian/oversight/screenrun"
	"hengjian/store"
	"hengjian/tabular"
)

// maxRelations bounds a list of declared relations.
const maxRelations = 5000

// relationFields are the columns of a list of declared relations. The source is
// wanted: a relation nobody can show where it is from is a rumour.
var relationFields = []tabular.Field{
	{Name: "subject", Zh: "承办人", En: "Subject", Type: tabular.TextType, Max: 60, Required: true, Synonyms: []string{"承办法官", "法官", "检察官", "承办检察官", "民警"}},
	{Name: "partner", Zh: "相对人", En: "Partner", Type: tabular.TextType, Max: 60, Required: true, Synonyms: []string{"律师", "代理律师", "辩护人", "鉴定人", "鉴定机构", "管理人"}},
	{Name: "relation", Zh: "关系", En: "Relation", Type: tabular.TextType, Max: 40, Synonyms: []string{"关系类型", "何种关系"}},
	{Name: "source", Zh: "来源", En: "Source", Type: tabular.TextType, Max: 80, Required: true, Synonyms: []string{"出处", "申报来源", "依据"}},
}

// RelationsIn reads a list of declared relations, xlsx, csv or txt with commas, which
// the person has just uploaded: lines of subject, partner, relation and source.
// A row that cannot be read refuses the whole list and names its cell.
func (o *Office) RelationsIn(who access.Person, hash string) (string, error) {
	if !o.Uploaded(who, hash) {
		return "", act.Wrong("relations_file", "请重新上传名单。", "Upload the list again.")
	}
	name, data, err := o.register(hash)
	if err != nil {
		return "", err
	}
	refused := func(err error) error {
		if r, ok := tabular.IsRefusal(err); ok {
			return act.Wrong("relations_file", r.Zh, r.En)
		}
		return err
	}
	open := func() (tabular.Source, error) { return tabular.Open(name, bytes.NewReader(data), int64(len(data))) }
	src, err := open()
	if err != nil {
		return "", refused(err)
	}
	prof, err := tabular.Profile(src, "", 0, 50)
	src.Close()
	if err != nil {
		return "", refused(err)
	}
	if src, err = open(); err != nil {
		return "", refused(err)
	}
	defer src.Close()
	rd, err := tabular.NewReader(src, tabular.Suggest("relations", prof.Header, relationFields), relationFields)
	if err != nil {
		return "", refused(err)
	}
	var out strings.Builder
	plain := strings.NewReplacer(",", "、", "，", "、", "\t", " ", "\n", " ", "\r", " ")
	cells := make([]string, len(relationFields))
	for n := 0; ; n++ {
		errs, _, err := rd.Cells(cells)
		switch {
		case errors.Is(err, io.EOF):
			return out.String(), nil
		case err != nil:
			return "", refused(err)
		case len(errs) > 0:
			return "", act.Wrong("relations_file", errs[0].Zh, errs[0].En)
		case n >= maxRelations:
			return "", act.Wrong("relations_file", fmt.Sprintf("名单最多 %d 行。", maxRelations), fmt.Sprintf("A list has at most %d rows.", maxRelations))
		}
		for i, c := range cells {
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString(plain.Replace(c))
		}
		out.WriteByte('\n')
	}
}

// tiesIn reads a kept list: in each line subject and partner, then what they
// are to each other and how that is known.
func (o *Office) tiesIn(hash string) (map[[2]string]screenrun.Tie, error) {
	_, data, err := o.register(hash)
	if err != nil {
		return nil, err
	}
	out := map[[2]string]screenrun.Tie{}
	for i, line := range strings.Split(strings.TrimSpace(strings.TrimPrefix(string(data), "\ufeff")), "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		cells := strings.Split(strings.NewReplacer("，", ",", "\t", ",").Replace(line), ",")
		for k := range cells {
			cells[k] = strings.TrimSpace(cells[k])
		}
		if n := len(cells); n < 2 || n > 4 || cells[0] == "" || cells[1] == "" || len(out) >= maxRelations {
			return nil, &screenrun.Trouble{Field: "relations", Zh: fmt.Sprintf("第 %d 行：每行写承办人和相对人（后面可以再写关系和来源），用逗号分开，最多 %d 行。", i+1, maxRelations), En: fmt.Sprintf("Line %d: subject and partner (then relation and source), parted by commas; at most %d lines.", i+1, maxRelations)}
		}
		cells = append(cells, "", "")
		out[[2]string{cells[0], cells[1]}] = screenrun.Tie{Declared: true, Relation: cells[2], Source: cells[3]}
	}
	if len(out) == 0 {
		return nil, &screenrun.Trouble{Field: "relations", Zh: "关系名单是空的。", En: "The list of relations is empty."}
	}
	return out, nil
}

// tiesOf gives the relation that somebody has, by the lists declared for an
// organ's screenings, to anybody who had to do with a case under review: an
// officer named on it, or a judge, prosecutor or lawyer of its row in the case
// book. A name stands for whoever bears it: a namesake steps back too.
func (o *Office) tiesOf(ctx context.Context, v *store.View, r review.Review) (func(name string) screenrun.Tie, error) {
	none := func(string) screenrun.Tie { return screenrun.Tie{} }
	runs, err := store.Screenings.Where(v, "place=? AND organ=? AND state<>'withdrawn' ORDER BY id", r.Place, r.Organ)
	if err != nil {
		return none, err
	}
	var lists []map[[2]string]screenrun.Tie
	for _, x := range runs {
		if x.File.Relations == "" {
			continue
		}
		ties, err := o.tiesIn(x.File.Relations)
		if err != nil {
			return none, err
		}
		lists = append(lists, ties)
	}
	if len(lists) == 0 {
		return none, nil
	}
	names, err := o.namesIn(ctx, v, r)
	return func(name string) screenrun.Tie {
		for _, ties := range lists {
			for _, other := range names {
				for _, both := range [][2]string{{name, other}, {other, name}} {
					if t := ties[both]; t.Declared {
						return t
					}
				}
			}
		}
		return screenrun.Tie{}
	}, err
}

// namesIn are those who had to do with a case under review.
func (o *Office) namesIn(ctx context.Context, v *store.View, r review.Review) (names []string, err error) {
	for _, id := range r.Officers {
		x, err := store.Officers.Load(v, id)
		if err != nil {
			return nil, err
		}
		names = append(names, x.Name)
	}
	rs, err := store.Registers.Where(v, "place=? AND organ=? AND state NOT IN ('withdrawn','returned') ORDER BY id", r.Place, r.Organ)
	for _, reg := range rs {
		s, ok := casebook.SortOf(reg.Sort)
		if !ok {
			continue
		}
		var who []string
		for _, f := range []string{"judge", "panel", "clerk", "prosecutor", "lawyer"} {
			if s.Index(f) >= 0 {
				who = append(who, f)
			}
		}
		for _, p := range reg.Last().Parts {
			err := o.eachPart(s, p, append([]string{s.Key}, who...), func(row casebook.Row) error {
				if row.Key() == r.CaseNo {
					for _, f := range who {
						names = append(names, strings.FieldsFunc(row.Get(f), func(c rune) bool { return strings.ContainsRune("、，,；; \t", c) })...)
					}
				}
				return ctx.Err()
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return names, err
}
