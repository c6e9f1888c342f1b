package site

import "hengjian/web/problem"

// problemRoutes are the pages about problems (问题整改).
func problemRoutes(t *table) {
	t.get("/problems", problem.List)
	t.get("/problems/tasks", problem.Tasks)
	t.get("/problems/duties", problem.Duties)
	t.get("/problems/export.xlsx", problem.Export)
	t.both("/problems/new", problem.Draft)
	t.both("/problems/council", problem.Council)
	t.get("/problems/{id}", problem.Show)
	t.get("/problems/{id}/life", problem.Life)
	t.get("/problems/{id}/files/{hash}", problem.File)
	t.get("/problems/{id}/handover.docx", problem.HandOverLetter)
	t.get("/problems/{id}/request.docx", problem.WorkRequest)
	t.both("/problems/{id}/{verb}", problem.Act)
}

func init() { parts = append(parts, problemRoutes) }
