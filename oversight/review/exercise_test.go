package review

import (
	"strings"
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var exerciseLife = walk.Of(&ExerciseLife, []act.Act[Exercise]{PrepareExercise{}, AddExerciseFile{}, StartExercise{}, GradeExercise{}, EndExercise{}, DropExercise{}}...)

// TestAnExerciseShowsItsAnswersAfterwards: the known answers, and how the others
// agree with them, come after a reviewer's own sheet.
func TestAnExerciseShowsItsAnswersAfterwards(t *testing.T) {
	w := exerciseLife.Start(t)
	known, wrong := sheet("flawed", "notice"), sheet("sound")
	w.No(act.Invalid, "sort", lin, access.Clerk, PrepareExercise{Title: "第一轮评查前的练习", Sort: "army"})
	w.No(act.Invalid, "grade", lin, access.Clerk, PrepareExercise{Title: "第一轮评查前的练习", Sort: "police", Marks: known.Marks, Grade: "sound"})
	w.Do(lin, access.Clerk, PrepareExercise{Title: "第一轮评查前的练习", Sort: "police", Marks: known.Marks, Grade: known.Grade})
	start := StartExercise{Readers: []string{one, two, third}, Needs: StartNeeds{Reviewers: map[string]bool{one: true, two: true, third: true}}}
	w.No(act.NotNow, "", lin, access.Clerk, start)
	w.No(act.Invalid, "clean", lin, access.Clerk, AddExerciseFile{File: strings.Repeat("b", 64), Title: "练习卷"})
	w.Do(lin, access.Clerk, AddExerciseFile{File: strings.Repeat("b", 64), Title: "练习卷", Clean: true})
	w.No(act.Invalid, "readers", lin, access.Clerk, StartExercise{})
	w.No(act.Invalid, "readers", lin, access.Clerk, StartExercise{Readers: []string{"stranger"}, Needs: start.Needs})
	w.Do(lin, access.Clerk, start)
	w.Is("running")
	w.No(act.Forbidden, "", "fourth", access.Reviewer, GradeExercise{Marks: wrong.Marks, Grade: wrong.Grade})
	hidden := func(who string) {
		t.Helper()
		if seen, items := w.S.For(who); seen.Known != nil || seen.KnownGrade != "" || items != nil || seen.Readers != nil || len(seen.Sheets) != 0 {
			t.Errorf("%s before handing in: %+v %v", who, seen, items)
		}
	}
	hidden(one)
	w.Do(one, access.Reviewer, GradeExercise{Marks: wrong.Marks, Grade: wrong.Grade})
	hidden(two)
	w.Do(two, access.Reviewer, GradeExercise{Marks: known.Marks, Grade: known.Grade})
	if _, items := w.S.For(one); items != nil || w.S.Items() != nil {
		t.Errorf("of two each learns what the other answered: %v", items)
	}
	w.Do(third, access.Reviewer, GradeExercise{Marks: known.Marks, Grade: known.Grade})
	seen, items := w.S.For(one)
	if len(seen.Sheets) != 1 || seen.Sheets[0].By != one || len(seen.Known) == 0 || seen.Readers != nil {
		t.Errorf("after handing in: %+v", seen)
	}
	for _, x := range items {
		want := 3
		if x.Item == "notice" || x.Item == "" {
			want = 2
		}
		if x.Same != want || x.Of != 3 {
			t.Errorf("item %q: %d of %d, want %d", x.Item, x.Same, x.Of, want)
		}
	}
	w.Do(lin, access.Clerk, EndExercise{})
	d := exerciseLife.Start(t)
	d.Do(lin, access.Clerk, PrepareExercise{Title: "没有用的练习", Sort: "police", Marks: known.Marks, Grade: known.Grade})
	d.No(act.Invalid, "reason", lin, access.Clerk, DropExercise{})
	d.Do(lin, access.Clerk, DropExercise{Reason: "练习卷选得不合适"})
	d.Is("dropped")
}

// TestWhatEntersAServiceRecord: only what is final, after arbitration and
// objection; never a repeat; a file found sound on reconsideration has no defect.
func TestWhatEntersAServiceRecord(t *testing.T) {
	named := NameOfficers{Officers: "P001、P002", Needs: []Handler{{"x", 1}, {"y", 1}}}
	opened(t).Do(lin, access.Clerk, named)
	w := assigned(t)
	none := []Handler{{}}
	w.No(act.Invalid, "officers", lin, access.Clerk, NameOfficers{})
	w.No(act.Invalid, "officers", lin, access.Clerk, NameOfficers{Officers: "P009", Needs: none})
	w.No(act.Invalid, "officers", lin, access.Clerk, NameOfficers{Officers: "骆正平", Needs: []Handler{{N: 2}}})
	w.Do(lin, access.Clerk, named)
	if len(w.S.Officers) != 2 || w.S.For(one).Officers != nil || w.S.ForOrgan().Officers != nil {
		t.Errorf("officers %v; reviewers and the organ's copy have none", w.S.Officers)
	}
	w.Do(one, access.Reviewer, sheet("flawed", "service"))
	w.Do(two, access.Reviewer, sheet("flawed", "service", "file"))
	w.Do(lin, access.Clerk, named) // a late entry is an entry
	w.Do(zhao, access.Director, Notify{})
	w.Do(lin, access.Clerk, named)
	w.Do("head", access.Chief, Object{Text: "第 12 页的签名在附卷里，附复印件。"})
	w.Do(lin, access.Clerk, named)
	if x, ok := w.S.Result(); ok {
		t.Errorf("objected and not decided: %+v", x)
	}
	w.Do("vice", access.Vice, Reconsider{Grade: "flawed", Reason: "附卷里没有找到"})
	w.Do(lin, access.Clerk, named)
	x, ok := w.S.Result()
	if !ok || len(x.Defects) != 2 || x.Defects[0] != (Confirmed{"service", 2}) || x.Defects[1] != (Confirmed{"file", 1}) || x.Objected == "" || x.Why != "附卷里没有找到" || x.Day == "" {
		t.Errorf("%+v", x)
	}
	r := w.S
	r.Sheets = append(r.Sheets, Sheet{By: third, Marks: sheet("flawed", "reasons").Marks, Grade: "flawed"})
	if x, _ = r.Result(); len(x.Defects) != 1 || x.Defects[0].Item != "reasons" {
		t.Errorf("the third reader decides: %+v", x.Defects)
	}
	r.Grade = "sound"
	if x, _ = r.Result(); len(x.Defects) != 0 {
		t.Errorf("found sound on reconsideration: %+v", x.Defects)
	}
	r.Twin = "first"
	if _, ok = r.Result(); ok {
		t.Error("a repeat enters a service record")
	}
}

// TestAnExerciseOfADraw: it takes the draw's form; a finished review of it may be
// shown again, unseen: not to who read it, and no reviewer learns which it was.
func TestAnExerciseOfADraw(t *testing.T) {
	known := sheet("flawed", "notice")
	done := Review{Draw: "d1", Files: []File{{Hash: strings.Repeat("b", 64), Name: "立案手续"}}}
	done.ID, done.State = "r1", "final"
	good := PrepareExercise{Title: "第一轮评查中的练习", Sort: "police", Marks: known.Marks, Grade: known.Grade, Draw: "d1", Repeats: "r1", Needs: PrepareNeeds{Sort: "police", Review: done}}
	w := exerciseLife.Start(t)
	for field, change := range map[string]func(a *PrepareExercise){
		"draw":    func(a *PrepareExercise) { a.Needs.Sort, a.Repeats = "", "" },
		"sort":    func(a *PrepareExercise) { a.Needs.Sort = "court" },
		"repeats": func(a *PrepareExercise) { a.Needs.Review.State = "assigned" },
	} {
		a := good
		change(&a)
		w.No(act.Invalid, field, lin, access.Clerk, a)
	}
	other := good
	other.Needs.Review.Draw = "d2"
	w.No(act.Invalid, "repeats", lin, access.Clerk, other)
	w.Do(lin, access.Clerk, good)
	start := StartExercise{Readers: []string{one, two}, Needs: StartNeeds{Reviewers: map[string]bool{one: true, two: true}, Seen: map[string]bool{one: true}}}
	w.No(act.Invalid, "readers", lin, access.Clerk, start)
	start.Readers = []string{two}
	w.Do(lin, access.Clerk, start)
	if seen, _ := w.S.For(two); seen.Draw != "" || seen.Repeats != "" || len(seen.Files) != 1 {
		t.Errorf("a reviewer learns the draw or has no file: %+v", seen)
	}
}
