package site

import "hengjian/web/cockpit"

func init() {
	parts = append(parts, func(t *table) {
		t.get("/campaigns/{id}/cockpit", cockpit.Show)
		t.get("/campaigns/{id}/cockpit.xlsx", cockpit.Export)
		t.get("/campaigns/{id}/cockpit/list", cockpit.List)
		t.get("/campaigns/{id}/cockpit/units", cockpit.Units)
		t.get("/campaigns/{id}/cockpit/terms", cockpit.Terms)
		t.get("/campaigns/{id}/cockpit/deputies", cockpit.Deputies)
		t.get("/campaigns/{id}/wall", cockpit.Wall)
	})
}
