package site

import (
	"slices"

	"hengjian/web/frame"
	"hengjian/web/task"
)

// taskRoutes are the pages about tasks (任务).
func taskRoutes(t *table) {
	t.get("/tasks", task.List)
	t.get("/tasks/board", task.Board)
	t.get("/tasks/export.xlsx", task.Export)
	t.both("/tasks/new", task.New)
	t.both("/tasks/bulk", task.Bulk)
	t.both("/tasks/generate", task.Generate)
	t.get("/tasks/{id}", task.Show)
	t.get("/tasks/{id}/life", task.Life)
	t.get("/tasks/{id}/files/{hash}", task.File)
	t.get("/tasks/{id}/request.docx", task.WorkRequest)
	t.both("/tasks/{id}/{verb}", task.Act)
	t.get("/campaigns/{id}/tasks", task.OfCampaign)
}

func init() {
	parts = append(parts, taskRoutes)
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/campaigns" })
	sections = slices.Insert(sections, i+1, frame.Section{Zh: "任务", En: "Tasks", URL: "/tasks", Icon: "list-checks", Show: task.Shows, Count: task.Waiting})
}
