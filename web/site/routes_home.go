package site

import (
	"slices"

	"hengjian/oversight/access"
	"hengjian/web/frame"
	"hengjian/web/home"
)

func init() {
	parts = append(parts, func(t *table) {
		t.both("/together", home.Together)
		t.both("/rehearsal", home.Rehearsal)
		t.get("/handed", home.Handed)
		t.get("/handed/{book}/{seq}", home.Receipt)
		t.get("/handed/{book}/{seq}/proof", home.Proof)
	})
	organ := func(p access.Person) bool { return p.Side() == "organ" }
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "一次答复", En: "Answer several", URL: "/together", Icon: "list-checks", Show: home.Shows},
		frame.Section{Zh: "回执", En: "Receipts", URL: "/handed", Icon: "shield-check", Show: organ})
	menu = append(menu, frame.Section{Zh: "演练", En: "Rehearse", URL: "/rehearsal", Show: organ})
}
