package site

import (
	"slices"

	"hengjian/web/circular"
	"hengjian/web/frame"
)

func init() {
	parts = append(parts, func(t *table) {
		t.get("/circulars", circular.List)
		t.get("/circulars/{id}", circular.Show)
		t.get("/circulars/{id}/life", circular.Life)
		t.get("/circulars/{id}/files/{hash}", circular.File)
		t.both("/circulars/{id}/pass_on", circular.PassOn)
		t.both("/circulars/{id}/{verb}", circular.Act)
		t.get("/campaigns/{id}/circulars", circular.Board)
		t.get("/campaigns/{id}/circulars.xlsx", circular.Export)
		t.both("/campaigns/{id}/circulars/remind", circular.Remind)
		t.both("/campaigns/{id}/circulars/send", circular.SendOne)
	})
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/campaigns" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "方案签收", En: "Plans received", URL: "/circulars", Icon: "stamp", Show: circular.Shows, Count: circular.Waiting})
}
