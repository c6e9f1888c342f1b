package site

import (
	"slices"

	"hengjian/web/frame"
	"hengjian/web/handover"
)

// handoverRoutes are the pages about hand-overs on rotation (工作交接).
func handoverRoutes(t *table) {
	t.get("/handovers", handover.List)
	t.both("/handovers/new", handover.New)
	t.get("/handovers/{id}", handover.Show)
	t.get("/handovers/{id}/life", handover.Life)
	t.get("/handovers/{id}/list.xlsx", handover.Sheet)
	t.both("/handovers/{id}/{verb}", handover.Act)
}

func init() {
	parts = append(parts, handoverRoutes)
	i := slices.IndexFunc(menu, func(s frame.Section) bool { return s.URL == "/me/delegate" })
	menu = slices.Insert(menu, i+1, frame.Section{Zh: "工作交接", En: "Hand-overs", URL: "/handovers", Show: handover.Shows})
}
