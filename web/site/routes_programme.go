package site

import (
	"slices"

	"hengjian/web/frame"
	"hengjian/web/programme"
)

func init() {
	parts = append(parts, func(t *table) {
		t.get("/programmes", programme.List)
		t.get("/programmes.xlsx", programme.Export)
		t.both("/programmes/new", programme.New)
		t.get("/programmes/{id}", programme.Show)
		t.get("/programmes/{id}/life", programme.Life)
		t.get("/programmes/{id}/files/{hash}", programme.File)
		t.both("/programmes/{id}/{verb}", programme.Act)
	})
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/campaigns" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "机关方案", En: "Programmes", URL: "/programmes", Icon: "file-text", Show: programme.Shows, Count: programme.Waiting})
}
