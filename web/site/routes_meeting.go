package site

import (
	"slices"

	"hengjian/web/frame"
	"hengjian/web/meeting"
)

func init() {
	parts = append(parts, func(t *table) {
		t.get("/meetings", meeting.List)
		t.both("/meetings/new", meeting.New)
		t.get("/meetings/{id}", meeting.Show)
		t.get("/meetings/{id}/life", meeting.Life)
		t.get("/meetings/{id}/calendar.ics", meeting.Calendar)
		t.get("/meetings/{id}/files/{hash}", meeting.File)
		t.both("/meetings/{id}/{verb}", meeting.Act)
	})
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/campaigns" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "会议活动", En: "Meetings", URL: "/meetings", Icon: "calendar-days", Show: meeting.Shows, Count: meeting.Waiting})
}
