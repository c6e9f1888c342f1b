package office

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/tabular"
)

// relationFields are the columns of a list of declared relations. The source is
// wanted: a relation nobody can show where it is from is a rumour.
var relationFields = []tabular.Field{
	{Name: "subject", Zh: "承办人", En: "Subject", Type: tabular.TextType, Max: 60, Required: true, Synonyms: []string{"承办法官", "法官", "检察官", "承办检察官", "民警"}},
	{Name: "partner", Zh: "相对人", En: "Partner", Type: tabular.TextType, Max: 60, Required: true, Synonyms: []string{"律师", "代理律师", "辩护人", "鉴定人", "鉴定机构", "管理人"}},
	{Name: "relation", Zh: "关系", En: "Relation", Type: tabular.TextType, Max: 40, Synonyms: []string{"关系类型", "何种关系"}},
	{Name: "source", Zh: "来源", En: "Source", Type: tabular.TextType, Max: 80, Required: true, Synonyms: []string{"出处", "申报来源", "依据"}},
}

// RelationsIn reads a list of declared relations, xlsx or txt with commas, which
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
