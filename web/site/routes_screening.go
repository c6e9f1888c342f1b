package site

import (
	"slices"

	"hengjian/web/frame"
	"hengjian/web/screening"
)

func init() {
	parts = append(parts, func(t *table) {
		t.get("/screenings", screening.Runs)
		t.both("/screenings/new", screening.New)
		t.get("/screenings/{id}", screening.Run)
		t.get("/screenings/{id}/life", screening.RunLife)
		t.both("/screenings/{id}/{verb}", screening.ActOnRun)
		t.get("/leads", screening.Leads)
		t.get("/leads/{id}", screening.Lead)
		t.get("/leads/{id}/life", screening.LeadLife)
		t.get("/leads/{id}/files/{hash}", screening.LeadFile)
		t.both("/leads/{id}/{verb}", screening.ActOnLead)
		t.get("/rosters", screening.Rosters)
		t.get("/rosters/{id}", screening.Roster)
		t.get("/rosters/{id}/life", screening.RosterLife)
		t.get("/rosters/{id}/files/{hash}", screening.RosterFile)
		t.both("/rosters/{id}/{verb}", screening.ActOnRoster)
	})
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/problems" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "筛查", En: "Screening", URL: "/screenings", Icon: "radar", Show: screening.Shows},
		frame.Section{Zh: "分案规则和名册", En: "Rules and rosters", URL: "/rosters", Icon: "list-checks", Show: screening.ShowsRosters})
}
