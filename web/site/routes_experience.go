package site

import (
	"slices"

	"hengjian/web/experience"
	"hengjian/web/frame"
)

func init() {
	parts = append(parts, func(t *table) {
		t.get("/experiences", experience.List)
		t.both("/experiences/new", experience.New)
		t.get("/experiences/{id}", experience.Show)
		t.get("/experiences/{id}/life", experience.Life)
		t.both("/experiences/{id}/{verb}", experience.Act)
	})
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/campaigns" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "经验库", En: "Experience library", URL: "/experiences", Icon: "archive", Show: experience.Shows})
}
