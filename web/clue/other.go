package clue

import (
	"fmt"

	"hengjian/oversight/clue"
	"hengjian/web/kit"
)

// pickOther is the page of acts that name another message: merging and linking
// repeats. The near ones are offered; any can be found by number or words.
func pickOther(d *doing) error {
	name := map[string]string{"merge": "into", "link_repeat": "earlier"}[d.verb]
	list, err := others(d, name)
	if err != nil {
		return err
	}
	d.form.fields = []field{{"line", kit.Field{Name: "q", Label: d.L("按编号或词语查找", "Find by number or words"), Optional: true, Width: "m", Type: "search"}, nil}, {"find", kit.Field{}, nil}, list}
	if d.verb == "link_repeat" {
		d.form.fields = append(d.form.fields, field{"tick", kit.Field{Name: "new_facts", Label: d.L("有新的事实或材料：照常办理", "There are new facts: it is handled as usual")}, nil})
	}
	if !d.Post() {
		return d.show(nil)
	}
	if d.R.PostFormValue("find") != "" {
		return d.Refill(actPage(d))
	}
	if d.verb == "merge" {
		return d.do(&clue.Merge{Into: d.R.PostFormValue(name)}, "")
	}
	return d.do(&clue.LinkRepeat{Earlier: d.R.PostFormValue(name), NewFacts: d.R.PostFormValue("new_facts") != ""}, "")
}

func others(d *doing, name string) (field, error) {
	f := kit.Field{Name: name, Label: d.L("哪一件", "Which message")}
	seen := map[string]bool{d.c.ID: true}
	near, err := d.O.Near(d.Ctx(), d.Me, "clue", d.c.ID, 6)
	if err != nil {
		return field{}, err
	}
	for _, r := range near {
		seen[r.Subject] = true
		f.Options = append(f.Options, kit.Option{Value: r.Subject, Label: r.Number + " " + rowTitle(d.Page.Page, r.Row),
			Hint: pill(d.Page.Page, r.State).Word + " · " + d.L(fmt.Sprintf("近似 %.2f", r.Likeness), fmt.Sprintf("likeness %.2f", r.Likeness))})
	}
	if q := d.R.PostFormValue("q"); q != "" {
		rows, err := d.O.FindClues(d.Ctx(), d.Me, q, 10)
		if err != nil {
			return field{}, err
		}
		for _, r := range rows {
			if !seen[r.Subject] {
				f.Options = append(f.Options, kit.Option{Value: r.Subject, Label: r.Number + " " + rowTitle(d.Page.Page, r), Hint: pill(d.Page.Page, r.State).Word})
			}
		}
	}
	if len(f.Options) == 0 {
		f.Hint = d.L("没有相近的反映；请在上面按编号查找。", "No near message; find one by its number above.")
	}
	return field{"radios", f, nil}, nil
}
