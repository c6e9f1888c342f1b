package site

import "hengjian/web/clue"

// clueRoutes are the pages about messages of the public (群众反映).
func clueRoutes(t *table) {
	t.get("/clues", clue.List)
	t.get("/clues/export.csv", clue.Export)
	t.get("/clues/export.xlsx", clue.Export)
	t.both("/clues/bulk", clue.Bulk)
	t.both("/clues/new", clue.Enter)
	t.get("/clues/topics", clue.Topics)
	t.get("/clues/{id}", clue.Show)
	t.get("/clues/{id}/life", clue.Life)
	t.get("/clues/{id}/original", clue.Original)
	t.get("/clues/{id}/box/{hash}", clue.Attachment)
	t.get("/clues/{id}/print", clue.Print)
	t.get("/clues/{id}/register.docx", clue.RegisterSheet)
	t.get("/clues/{id}/sheet.docx", clue.ApprovalSheet)
	t.get("/clues/{id}/notice.docx", clue.Notice)
	t.both("/clues/{id}/{verb}", clue.Act)
	t.get("/proof/{book}/{seq}", clue.Proof)
}

func init() { parts = append(parts, clueRoutes) }
