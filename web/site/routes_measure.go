package site

import (
	"slices"

	"hengjian/web/frame"
	"hengjian/web/measure"
)

func init() {
	parts = append(parts, func(t *table) {
		t.get("/measures", measure.List)
		t.both("/measures/new", measure.New)
		t.get("/measures/{id}", measure.Show)
		t.get("/measures/{id}/table.xlsx", measure.Xlsx)
		t.get("/measures/{id}/table.docx", measure.Docx)
		t.both("/measures/{id}/{verb}", measure.Act)
		t.get("/clausechecks", measure.Checks)
		t.both("/clausechecks/new", measure.Ask)
		t.get("/clausechecks/{id}", measure.ShowCheck)
		t.get("/clausechecks/{id}/files/{hash}", measure.File)
		t.both("/clausechecks/{id}/{verb}", measure.CheckAct)
	})
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/campaigns" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "监督办法", En: "Local measures", URL: "/measures", Icon: "gavel", Show: measure.Shows},
		frame.Section{Zh: "逐条检查", En: "Clause-by-clause checks", URL: "/clausechecks", Icon: "list-checks", Show: measure.ShowsChecks})
}
