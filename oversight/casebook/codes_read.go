package casebook

import (
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// groupOf is the table that a group of a courts' code list fills.
var groupOf = map[string]string{"案由": "causes", "结案方式": "outcomes", "审判程序": "procedures", "适用程序": "procedures", "案件类型代字": "types", "类型代字": "types", "强制措施": "measures"}

// codeHeads are the headings of a code list, ours and those seen in practice.
var codeHeads = map[string][]string{"group": {"group", "表", "代码表", "类别"}, "code": {"code", "代码", "编码"}, "name": {"name", "名称"},
	"from": {"from", "起用日期", "生效日期"}, "to": {"to", "停用日期", "失效日期"}, "source": {"source", "出处", "文号"}}

// ReadCodes makes code tables of a list, first row the headings group, code and
// name, where a word has days of use also from and to. A table that the list
// fills is whole: a word it lacks is told as unknown. Groups that no field uses
// are passed over. The words by which rules count keep their own codes.
func ReadCodes(rows [][]string) (Codes, map[string]int, error) {
	if len(rows) == 0 {
		return Codes{}, nil, act.Wrong("codes", "代码表是空的。", "The code list is empty.")
	}
	at := map[string]int{}
	for k, names := range codeHeads {
		at[k] = slices.IndexFunc(rows[0], func(h string) bool { return slices.Contains(names, strings.ToLower(strings.TrimSpace(h))) })
	}
	for _, k := range []string{"group", "name"} {
		if at[k] < 0 {
			return Codes{}, nil, act.Wrong("codes", "代码表应有“"+codeHeads[k][1]+"”列。", "The code list needs a column "+k+".")
		}
	}
	cell := func(r []string, k string) string {
		if i := at[k]; i >= 0 && i < len(r) {
			return strings.TrimSpace(r[i])
		}
		return ""
	}
	found, n := map[string]*Table{}, map[string]int{}
	for i, r := range rows[1:] {
		name, word := groupOf[cell(r, "group")], strings.Join(strings.Fields(cell(r, "name")), "")
		if name == "" || word == "" {
			continue
		}
		row := CodeRow{Zh: word, En: word, From: cell(r, "from"), To: cell(r, "to"), Source: cell(r, "source")}
		for _, d := range []string{row.From, row.To} {
			if d != "" && !law.Day(d).Valid() {
				return Codes{}, nil, act.Wrong("codes", fmt.Sprintf("代码表第 %d 行的日期“%s”应写成 2026-01-01。", i+2, d), fmt.Sprintf("Row %d of the code list: write the date %q as 2026-01-01.", i+2, d))
			}
		}
		if own, ok := builtCodes.Find(name, word, ""); ok {
			row.Code, row.En, row.Also = own.Code, own.En, own.Also
		} else {
			row.Code = cell(r, "code")
		}
		if found[name] == nil {
			t, _ := builtCodes.Table(name)
			found[name] = &Table{Zh: t.Zh, En: t.En}
		}
		found[name].Rows = append(found[name].Rows, row)
		n[name]++
	}
	out := builtCodes
	for name, t := range found {
		out = out.With(name, *t)
	}
	return out, n, nil
}

// outcomeOf is our code of a way of ending that no table has word for word: the
// forms in which courts write the few outcomes that are counted. Anything else
// stays without a code and is in no figure.
func outcomeOf(word string) string {
	w := strings.Join(strings.Fields(word), "")
	switch {
	case strings.Contains(w, "发回重"):
		return "remanded"
	case strings.HasPrefix(w, "改判"):
		return "changed"
	case strings.HasPrefix(w, "准予撤"), strings.HasPrefix(w, "准许撤"), strings.HasPrefix(w, "按撤"):
		return "withdrawn"
	case strings.HasPrefix(w, "维持原"):
		return "upheld"
	case strings.HasSuffix(w, "终结本次执行程序"):
		return "ended.now"
	case strings.HasPrefix(w, "裁定移送"):
		return "transferred"
	}
	return ""
}
