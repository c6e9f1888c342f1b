package site

import (
	"slices"

	"hengjian/web/casebook"
	"hengjian/web/frame"
)

func init() {
	parts = append(parts, func(t *table) {
		t.get("/casebook", casebook.List)
		t.both("/casebook/import", casebook.Import)
		t.both("/casebook/reading/{id}", casebook.Reading)
		t.get("/casebook/reading/{id}/errors.csv", casebook.ReadErrors)
		t.get("/casebook/rules", casebook.Rules)
		t.get("/casebook/indicators", casebook.Indicators)
		t.get("/casebook/indicators/own", casebook.Own)
		t.both("/casebook/indicators/new", casebook.Define)
		t.get("/casebook/indicators/{id}", casebook.Definition)
		t.both("/casebook/indicators/{id}/{verb}", casebook.DefinitionAct)
		t.get("/casebook/warnings", casebook.Warnings)
		t.both("/casebook/warnings/new", casebook.Raise)
		t.get("/casebook/warnings/{id}", casebook.Warning)
		t.get("/casebook/warnings/{id}/life", casebook.WarningLife)
		t.both("/casebook/warnings/{id}/{verb}", casebook.WarningAct)
		t.get("/casebook/registers/{id}", casebook.Show)
		t.get("/casebook/registers/{id}/life", casebook.Life)
		t.get("/casebook/registers/{id}/quality.xlsx", casebook.QualityXLSX)
		t.get("/casebook/registers/{id}/quality.docx", casebook.QualityDOCX)
		t.get("/casebook/registers/{id}/errors/{n}", casebook.Errors)
		t.both("/casebook/registers/{id}/{verb}", casebook.Act)
	})
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/register" })
	if i < 0 {
		i = len(sections)
	}
	sections = slices.Insert(sections, i, frame.Section{Zh: "案件库", En: "Case book", URL: "/casebook", Icon: "scale", Show: casebook.Shows})
}
