package site

import (
	"slices"

	"hengjian/web/frame"
	"hengjian/web/register"
)

// registerRoutes are the pages of the register and its imports.
func registerRoutes(t *table) {
	t.get("/register", register.Show)
	t.get("/register/organs/{id}", register.Organ)
	t.get("/register/units", register.UnitList)
	t.both("/register/units/new", register.NewUnit)
	t.get("/register/units/{id}", register.Unit)
	t.get("/register/units/{id}/life", register.UnitLife)
	t.both("/register/units/{id}/{verb}", register.UnitAct)
	t.get("/register/officers", register.OfficerList)
	t.both("/register/officers/new", register.NewOfficer)
	t.get("/register/officers/{id}", register.Officer)
	t.get("/register/officers/{id}/life", register.OfficerLife)
	t.both("/register/officers/{id}/{verb}", register.OfficerAct)
	t.get("/corrections", register.Corrections)
	t.both("/corrections/new", register.NewCorrection)
	t.get("/corrections/{id}", register.Correction)
	t.get("/corrections/{id}/life", register.CorrectionLife)
	t.get("/corrections/{id}/files/{hash}", register.CorrectionFile)
	t.both("/corrections/{id}/{verb}", register.CorrectionAct)
	t.get("/register/officers/{id}/record.docx", register.Record)
	t.get("/register/members", register.Members)
	t.both("/register/members/new", register.NewMember)
	t.get("/register/members/{id}", register.Member)
	t.get("/register/members/{id}/life", register.MemberLife)
	t.both("/register/members/{id}/{verb}", register.MemberAct)
	t.get("/register/sittings", register.Sittings)
	t.both("/register/sittings/new", register.NewSitting)
	t.get("/register/sittings/{id}", register.Sitting)
	t.get("/register/sittings/{id}/life", register.SittingLife)
	t.both("/register/sittings/{id}/{verb}", register.SittingAct)
	t.get("/register/stations", register.Stations)
	t.both("/register/stations/new", register.NewStation)
	t.get("/register/stations/{id}", register.Station)
	t.get("/register/stations/{id}/life", register.StationLife)
	t.both("/register/stations/{id}/{verb}", register.StationAct)
	t.get("/register/deputies", register.DeputyList)
	t.get("/register/deputies/{id}", register.Deputy)
	t.get("/register/deputies/{id}/life", register.DeputyLife)
	t.both("/register/deputies/{id}/{verb}", register.DeputyAct)
	t.get("/register/export/{file}", register.Export)
	t.both("/register/import", register.Import)
	t.get("/register/imports", register.Imports)
	t.get("/register/imports/{id}", register.Imported)
}

func init() {
	parts = append(parts, registerRoutes)
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/register" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "更正申请", En: "Corrections", URL: "/corrections", Icon: "pencil", Show: register.ShowsCorrections})
}
