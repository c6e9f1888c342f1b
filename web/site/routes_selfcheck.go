package site

import (
	"slices"

	"hengjian/web/frame"
	"hengjian/web/selfcheck"
)

func init() {
	parts = append(parts, func(t *table) {
		t.get("/selfchecks", selfcheck.List)
		t.get("/selfchecks/export.xlsx", selfcheck.Export)
		t.get("/selfchecks/export.csv", selfcheck.Export)
		t.get("/selfchecks/compare", selfcheck.Compare)
		t.get("/selfchecks/compare.xlsx", selfcheck.CompareExport)
		t.both("/selfchecks/new", selfcheck.Ask)
		t.get("/selfchecks/{id}", selfcheck.Show)
		t.get("/selfchecks/{id}/life", selfcheck.Life)
		t.get("/selfchecks/{id}/export.xlsx", selfcheck.ExportOne)
		t.get("/selfchecks/{id}/files/{hash}", selfcheck.File)
		t.both("/selfchecks/{id}/{verb}", selfcheck.Act)
	})
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/campaigns" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "自查", En: "Self-inspections", URL: "/selfchecks", Icon: "clipboard-check", Show: selfcheck.Shows, Count: selfcheck.Waiting})
}
