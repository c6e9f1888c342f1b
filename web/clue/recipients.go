package clue

import (
	"slices"
	"sort"
	"strings"

	"hengjian/oversight/law"
	"hengjian/web/kit"
)

// recipientTree offers the organs of our level that have some procedure, each
// with the procedures it may receive; the conflicted ones are struck out with
// the reason before anybody can choose.
func recipientTree(d *doing, name string) (kit.OrganTree, error) {
	rec, err := d.O.Recipients(d.Ctx(), d.Me, d.c)
	if err != nil {
		return kit.OrganTree{}, err
	}
	at := map[string]*kit.OrganNode{}
	var ids []string
	may := map[string][]string{}
	for _, rt := range law.Routes {
		for _, r := range rec[rt.ID] {
			n := at[r.ID]
			if n == nil {
				n = &kit.OrganNode{Code: r.ID, Name: r.Name, Off: d.L(r.WhyZh, r.WhyEn)}
				at[r.ID] = n
				ids = append(ids, r.ID)
			}
			if r.WhyZh == "" {
				n.Off = ""
				may[r.ID] = append(may[r.ID], d.L(rt.Zh, rt.En))
			}
		}
	}
	t := kit.OrganTree{Name: name, Legend: d.L("接收单位", "Recipient"), Hint: d.L("被反映的单位和它所属的机关不能接收（信访工作条例第三十条第三款）。", "The unit complained of and the organ it belongs to cannot receive it (Regulations on Petitions 30(3)).")}
	sort.SliceStable(ids, func(i, j int) bool { return at[ids[i]].Off == "" && at[ids[j]].Off != "" })
	for _, id := range ids {
		n := *at[id]
		if list := may[id]; n.Off == "" {
			n.Sub = short(list, d.L("、", ", "), d.L(" 等", " …"))
		}
		t.Nodes = append(t.Nodes, n)
	}
	return t, nil
}

func short(list []string, sep, more string) string {
	list = slices.Compact(list)
	if len(list) > 3 {
		return strings.Join(list[:3], sep) + more
	}
	return strings.Join(list, sep)
}
