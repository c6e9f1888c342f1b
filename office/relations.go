package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/screenrun"
	"hengjian/tabular"
)

// maxRelations bounds a list of declared relations.
const maxRelations = 5000

// relationFields are the columns of a list of declared relations. The source is
// wanted: a relation nobody can show where it is from is a rumour. The numbers
// tell people apart who share a name.
var relationFields = []tabular.Field{
	{Name: "subject", Zh: "承办人", En: "Subject", Type: tabular.TextType, Max: 60, Required: true, Synonyms: []string{"承办法官", "法官", "检察官", "承办检察官", "民警"}},
	{Name: "partner", Zh: "相对人", En: "Partner", Type: tabular.TextType, Max: 60, Required: true, Synonyms: []string{"律师", "代理律师", "辩护人", "鉴定人", "鉴定机构", "管理人"}},
	{Name: "relation", Zh: "关系", En: "Relation", Type: tabular.TextType, Max: 40, Synonyms: []string{"关系类型", "何种关系"}},
	{Name: "source", Zh: "来源", En: "Source", Type: tabular.TextType, Max: 80, Required: true, Synonyms: []string{"出处", "申报来源", "依据"}},
	{Name: "subject_no", Zh: "承办人证件编号", En: "Subject's certificate number", Type: tabular.TextType, Max: 40, Synonyms: []string{"法官证件编号", "检察官证件编号", "警号"}},
	{Name: "partner_no", Zh: "相对人证件编号", En: "Partner's certificate number", Type: tabular.TextType, Max: 40, Synonyms: []string{"律师执业证号", "执业证号", "相对人执业证号"}},
}

// relation is one line of a list.
type relation struct{ Subject, Partner, Relation, Source, SubjectNo, PartnerNo string }

func (r relation) line() string {
	return strings.TrimRight(strings.Join([]string{r.Subject, r.Partner, r.Relation, r.Source, r.SubjectNo, r.PartnerNo}, ","), ",")
}

func relationOf(cells []string) relation {
	c := append(append([]string{}, cells...), "", "", "", "", "")
	return relation{c[0], c[1], c[2], c[3], c[4], c[5]}
}

// RelationsIn reads a list of declared relations, xlsx, csv or txt with commas, which
// the person has just uploaded: lines of subject, partner, relation and source,
// then the certificate numbers. A row that cannot be read refuses the whole list
// and names its cell.
func (o *Office) RelationsIn(who access.Person, hash string) (string, error) {
	if !o.Uploaded(who, hash) {
		return "", act.Wrong("relations_file", "请重新上传名单。", "Upload the list again.")
	}
	name, data, err := o.register(hash)
	if err != nil {
		return "", err
	}
	rs, err := relationRows(name, data)
	var out strings.Builder
	for _, r := range rs {
		out.WriteString(r.line() + "\n")
	}
	return out.String(), err
}

// relationRows reads a file with headings.
func relationRows(name string, data []byte) ([]relation, error) {
	refused := func(err error) error {
		if r, ok := tabular.IsRefusal(err); ok {
			return act.Wrong("relations_file", r.Zh, r.En)
		}
		return err
	}
	m, err := relationColumns(name, data)
	if err != nil {
		return nil, refused(err)
	}
	src, err := tabular.Open(name, bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, refused(err)
	}
	defer src.Close()
	rd, err := tabular.NewReader(src, m, relationFields)
	if err != nil {
		return nil, refused(err)
	}
	defer rd.Close()
	plain := strings.NewReplacer(",", "、", "，", "、", "\t", " ", "\n", " ", "\r", " ")
	cells := make([]string, len(relationFields))
	for out := []relation(nil); ; {
		errs, _, err := rd.Cells(cells)
		switch {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, refused(err)
		case len(errs) > 0:
			return nil, act.Wrong("relations_file", errs[0].Zh, errs[0].En)
		case len(out) >= maxRelations:
			return nil, act.Wrong("relations_file", fmt.Sprintf("名单最多 %d 行。", maxRelations), fmt.Sprintf("A list has at most %d rows.", maxRelations))
		}
		for i, c := range cells {
			cells[i] = strings.TrimSpace(plain.Replace(c))
		}
		out = append(out, relationOf(cells))
	}
}

// relationColumns finds which column is what by the headings.
func relationColumns(name string, data []byte) (tabular.Mapping, error) {
	src, err := tabular.Open(name, bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return tabular.Mapping{}, err
	}
	defer src.Close()
	prof, err := tabular.Profile(src, "", 0, 50)
	return tabular.Suggest("relations", prof.Header, relationFields), err
}

// relationLines reads lines that were typed, without headings.
func relationLines(text string) (out []relation, err error) {
	for i, line := range strings.Split(strings.TrimSpace(strings.TrimPrefix(text, "\ufeff")), "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		cells := strings.Split(strings.NewReplacer("，", ",", "\t", ",").Replace(line), ",")
		for k := range cells {
			cells[k] = strings.TrimSpace(cells[k])
		}
		if n := len(cells); n < 2 || n > len(relationFields) || cells[0] == "" || cells[1] == "" || len(out) >= maxRelations {
			return nil, &screenrun.Trouble{Field: "relations", Zh: fmt.Sprintf("第 %d 行：每行写承办人和相对人（后面可以再写关系、来源和两人的证件编号），用逗号分开，最多 %d 行。", i+1, maxRelations), En: fmt.Sprintf("Line %d: subject and partner (then relation, source and the two certificate numbers), parted by commas; at most %d lines.", i+1, maxRelations)}
		}
		out = append(out, relationOf(cells))
	}
	return out, nil
}

// relationLists remembers lists by the address of their content, which never
// changes.
type relationLists struct {
	mu sync.Mutex
	m  map[string][]relation
}

// listsKept bounds the memory.
const listsKept = 32

// relationsIn reads a kept list, as a file with headings or as lines without. A
// Trouble says why it cannot be read: a list that is gone is missed at once, though
// its lines are still remembered.
func (o *Office) relationsIn(hash string) ([]relation, error) {
	o.lists.mu.Lock()
	rs, ok := o.lists.m[hash]
	o.lists.mu.Unlock()
	if ok && o.Files.Has(hash) {
		return rs, nil
	}
	name, data, err := o.register(hash)
	if err != nil {
		return nil, &screenrun.Trouble{Field: "relations", Zh: "关系名单的文件读不出来。", En: "The file of the list of relations cannot be read."}
	}
	if m, err := relationColumns(name, data); err == nil && len(m.Columns["subject"].From)+len(m.Columns["partner"].From) > 0 {
		rs, err = relationRows(name, data)
		if r := (*act.Refusal)(nil); errors.As(err, &r) {
			return nil, &screenrun.Trouble{Field: "relations", Zh: r.Zh, En: r.En}
		} else if err != nil {
			return nil, err
		}
	} else if rs, err = relationLines(string(data)); err != nil {
		return nil, err
	}
	if len(rs) == 0 {
		return nil, &screenrun.Trouble{Field: "relations", Zh: "关系名单是空的。", En: "The list of relations is empty."}
	}
	o.lists.mu.Lock()
	defer o.lists.mu.Unlock()
	if o.lists.m == nil || len(o.lists.m) >= listsKept {
		o.lists.m = map[string][]relation{}
	}
	o.lists.m[hash] = rs
	return rs, nil
}

// tiesIn reads a kept list by the names of subject and partner: what they are to
// each other and how that is known.
func (o *Office) tiesIn(hash string) (map[[2]string]screenrun.Tie, error) {
	rs, err := o.relationsIn(hash)
	if err != nil {
		return nil, err
	}
	out := map[[2]string]screenrun.Tie{}
	for _, r := range rs {
		out[[2]string{r.Subject, r.Partner}] = screenrun.Tie{Declared: true, Relation: r.Relation, Source: r.Source}
	}
	return out, nil
}

// readRelate reads a list that is supplied, before the transaction.
func readRelate(_ context.Context, o *Office, who access.Person, a any, _ *Order) error {
	d := a.(*screenrun.Relate)
	if d.Hash == "" || !who.Has(access.Clerk) && !who.Has(access.Director) || !o.Uploaded(who, d.Hash) {
		return nil // the act or the door says what is wrong
	}
	name, data, err := o.register(d.Hash)
	if err != nil {
		return err
	}
	rs, err := relationRows(name, data)
	if r := (*act.Refusal)(nil); errors.As(err, &r) {
		d.Needs.Wrong, err = &screenrun.Trouble{Field: "hash", Zh: r.Zh, En: r.En}, nil
	}
	d.Needs.Rows = int64(len(rs))
	return err
}
