package site

import (
	"slices"

	"hengjian/web/frame"
	"hengjian/web/review"
)

func init() {
	parts = append(parts, func(t *table) {
		t.get("/draws", review.Draws)
		t.both("/draws/new", review.New)
		t.get("/draws/{id}", review.ShowDraw)
		t.get("/draws/{id}/life", review.DrawLife)
		t.get("/draws/{id}/wall", review.Wall)
		t.get("/draws/{id}/frame", review.Frame)
		t.get("/draws/{id}/draw.json", review.Proof)
		t.both("/draws/{id}/{verb}", review.DrawAct)
		t.get("/reviews", review.List)
		t.both("/reviews/repeat", review.Repeat)
		t.get("/reviews/{id}", review.Show)
		t.get("/reviews/{id}/life", review.Life)
		t.get("/reviews/{id}/files/{hash}", review.File)
		t.both("/reviews/{id}/{verb}", review.Act)
		t.get("/exercises", review.Exercises)
		t.both("/exercises/new", review.NewExercise)
		t.get("/exercises/{id}", review.ShowExercise)
		t.get("/exercises/{id}/life", review.ExerciseLife)
		t.get("/exercises/{id}/files/{hash}", review.ExerciseFile)
		t.both("/exercises/{id}/{verb}", review.ExerciseAct)
	})
	i := slices.IndexFunc(sections, func(s frame.Section) bool { return s.URL == "/problems" })
	sections = slices.Insert(sections, i+1,
		frame.Section{Zh: "评查抽样", En: "Draws", URL: "/draws", Icon: "stamp", Show: review.ShowsDraws},
		frame.Section{Zh: "案件评查", En: "Case review", URL: "/reviews", Icon: "scale", Show: review.Shows})
}
