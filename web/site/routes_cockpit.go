package site

import (
	"slices"

	"hengjian/office"
	"hengjian/web/cockpit"
	"hengjian/web/frame"
)

func init() {
	parts = append(parts, func(t *table) {
		t.get("/campaigns/{id}/cockpit", cockpit.Show)
		t.get("/campaigns/{id}/cockpit.xlsx", cockpit.Export)
		t.get("/campaigns/{id}/cockpit/list", cockpit.List)
		t.get("/campaigns/{id}/cockpit/units", cockpit.Units)
		t.get("/campaigns/{id}/cockpit/terms", cockpit.Terms)
		t.get("/campaigns/{id}/cockpit/deputies", cockpit.Deputies)
		t.get("/campaigns/{id}/wall", cockpit.Wall)
		t.get("/calendar", cockpit.Calendar)
		t.get("/calendar.ics", cockpit.CalendarFile)
	})
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/register" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "机关日历", En: "Organ's calendar", URL: "/calendar", Icon: "calendar-days", Show: office.MayCalendar})
}
