package site

import (
	"slices"

	"hengjian/web/frame"
	"hengjian/web/summary"
)

func init() {
	parts = append(parts, func(t *table) {
		t.get("/summaries", summary.List)
		t.both("/summaries/new", summary.New)
		t.get("/summaries/{id}", summary.Show)
		t.get("/summaries/{id}/life", summary.Life)
		t.get("/summaries/{id}/report.docx", summary.Docx)
		t.get("/summaries/{id}/figures/{key}", summary.Figure)
		t.both("/summaries/{id}/{verb}", summary.Act)
	})
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/campaigns" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "总结", En: "Summaries", URL: "/summaries", Icon: "file-text", Show: summary.Shows})
}
