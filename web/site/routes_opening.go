package site

import "hengjian/web/opening"

// openingRoutes are the pages about opening a sender's identity (拆封).
func openingRoutes(t *table) {
	t.get("/openings", opening.List)
	t.both("/openings/new", opening.Request)
	t.both("/openings/demand", opening.Demand)
	t.get("/openings/{id}", opening.Show)
	t.get("/openings/{id}/life", opening.Life)
	t.get("/openings/{id}/read", opening.Read)
	t.get("/openings/{id}/scan", opening.Scan)
	t.both("/openings/{id}/{verb}", opening.Act)
}

func init() { parts = append(parts, openingRoutes) }
