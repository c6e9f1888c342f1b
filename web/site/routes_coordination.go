package site

import (
	"slices"

	"hengjian/web/coordination"
	"hengjian/web/frame"
)

func init() {
	parts = append(parts, func(t *table) {
		t.get("/coordinations", coordination.List)
		t.both("/coordinations/new", coordination.New)
		t.get("/coordinations/{id}", coordination.Show)
		t.get("/coordinations/{id}/life", coordination.Life)
		t.both("/coordinations/{id}/{verb}", coordination.Act)
	})
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/campaigns" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "贯通协同", En: "Coordination", URL: "/coordinations", Icon: "link", Show: coordination.Shows})
}
