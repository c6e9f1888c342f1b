package review

import (
	"slices"
	"strings"
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var life = walk.Of(&Life, []act.Act[Review]{Open{}, Repeat{}, Drop{}, AddFile{}, NameOfficers{}, Assign{}, Recuse{}, Score{}, CallThird{}, Replace{}, CheckName{}, Notify{}, Object{}, Reconsider{}, Finish{}}...)

const (
	lin, zhao       = "lin", "zhao" // clerk, director
	one, two, third = "one", "two", "third"
)

var free = map[string]Fit{one: {Name: "甲"}, two: {Name: "乙"}, third: {Name: "丙"}, "kin": {Name: "丁", Zh: "有近亲属在这类机关工作", En: "has relatives there"}}

type way struct{ *walk.Walk[Review] }

func opened(t *testing.T) *way {
	w := &way{life.Start(t)}
	w.Do("lin", access.Follow, Open{Draw: "d", Case: "（2025）明0102行初1号", Arm: "random", Organ: "o", Needs: OpenNeeds{"police"}})
	return w
}

func assigned(t *testing.T) *way {
	w := opened(t)
	w.Do(lin, access.Clerk, AddFile{File: strings.Repeat("b", 64), Title: "立案手续", Clean: true})
	w.Do(lin, access.Clerk, Assign{First: one, Second: two, Needs: free})
	return w
}

// sheet answers every item, with a defect on those named.
func sheet(grade string, defects ...string) Score {
	a := Score{Grade: grade}
	for _, it := range Forms[0].Items {
		m := Mark{Item: it.Code, Answer: "ok"}
		if slices.Contains(defects, it.Code) {
			m.Answer, m.Note = "defect", "第 12 页缺签名"
		}
		a.Marks = append(a.Marks, m)
	}
	return a
}

func TestTwoWhoAgree(t *testing.T) {
	w := opened(t)
	w.No(act.Invalid, "first", lin, access.Clerk, Assign{First: one, Second: two, Needs: free})
	w.No(act.Invalid, "clean", lin, access.Clerk, AddFile{File: strings.Repeat("b", 64), Title: "立案手续"})
	w.No(act.Invalid, "title", lin, access.Clerk, AddFile{File: strings.Repeat("b", 64), Title: "（2025）明0102行初1号卷", Clean: true})
	w.Do(lin, access.Clerk, AddFile{File: strings.Repeat("b", 64), Title: "立案手续", Clean: true})
	w.No(act.Invalid, "second", lin, access.Clerk, Assign{First: one, Second: one, Needs: free})
	w.No(act.Invalid, "second", lin, access.Clerk, Assign{First: one, Second: "kin", Needs: free})
	w.No(act.Invalid, "second", lin, access.Clerk, Assign{First: one, Second: "nobody", Needs: free})
	w.Do(lin, access.Clerk, Assign{First: one, Second: two, Needs: free})
	w.Do(lin, access.Clerk, AddFile{File: strings.Repeat("c", 64), Title: "送达回证", Clean: true})
	w.No(act.NotNow, "", lin, access.Clerk, Assign{First: third, Needs: free})
	w.No(act.Forbidden, "", third, access.Reviewer, sheet("sound"))
	w.Do(one, access.Reviewer, sheet("flawed", "service"))
	w.Is("assigned")
	if v := w.S.For(two); len(v.Sheets) != 0 || v.CaseNo != "" || v.Arm != "" || len(v.Readers) != 0 || v.Grade != "" {
		t.Errorf("the second reader sees %+v", v)
	}
	w.No(act.Forbidden, "", one, access.Reviewer, sheet("flawed", "service"))
	w.Do(two, access.Reviewer, sheet("flawed", "service"))
	w.Is("scored")
	if w.S.Grade != "flawed" || w.S.NextDue() != 0 {
		t.Fatalf("%+v", w.S)
	}
	w.No(act.NotNow, "", lin, access.Clerk, Finish{})
	w.Do(zhao, access.Director, Notify{})
	if o := w.S.ForOrgan(); w.S.Shown != "o" || o.Arm != "" || len(o.Readers) != 0 || o.Sheets[0].By != "" || w.S.Sheets[0].By == "" {
		t.Errorf("the organ sees %+v", o)
	}
	w.No(act.NotNow, "", lin, access.Clerk, Finish{})
	w.No(act.Invalid, "text", "head", access.Chief, Object{Text: "不服"})
	w.Do("head", access.Chief, Object{Text: "第 12 页的签名在附卷里，附复印件。"})
	w.No(act.Forbidden, "", zhao, access.Director, Reconsider{Grade: "sound", Reason: "附卷有签名"})
	w.No(act.Invalid, "reason", "vice", access.Vice, Reconsider{Grade: "sound", Reason: "请改判"})
	w.Do("vice", access.Vice, Reconsider{Grade: "sound", Reason: "附卷里确有签名"})
	w.Is("final")
}

func TestTwoWhoDiffer(t *testing.T) {
	w := assigned(t)
	w.Do(one, access.Reviewer, sheet("sound"))
	w.Do(two, access.Reviewer, sheet("unsound", "notice"))
	w.Is("disputed")
	w.Do(lin, access.Clerk, NameOfficers{Officers: "P001", Needs: []Handler{{"x", 1}}})
	w.No(act.Invalid, "who", zhao, access.Director, CallThird{Who: one, Needs: free})
	w.Do(zhao, access.Director, CallThird{Who: third, Needs: free})
	w.No(act.NotNow, "", zhao, access.Director, CallThird{Who: third, Needs: free})
	if v := w.S.For(third); len(v.Sheets) != 0 {
		t.Errorf("the third reads blindly too: %+v", v)
	}
	w.Do(third, access.Reviewer, Recuse{Reason: "与承办人是同学"})
	w.Is("disputed")
	if w.S.Third != "" || !w.S.Has(third, "recused") {
		t.Errorf("%+v", w.S)
	}
	fourth := map[string]Fit{"fourth": {Name: "戊"}, third: free[third]}
	w.No(act.Invalid, "who", zhao, access.Director, CallThird{Who: third, Needs: fourth})
	w.Do(zhao, access.Director, CallThird{Who: "fourth", Needs: fourth})
	w.Do("fourth", access.Reviewer, sheet("flawed", "notice"))
	w.Is("scored")
	if w.S.Grade != "flawed" {
		t.Errorf("the third decides: %s", w.S.Grade)
	}
	w.Do(zhao, access.Director, Notify{})
	w.Days(30)
	w.No(act.NotNow, "", "head", access.Chief, Object{Text: "第 12 页的签名在附卷里，附复印件。"})
	w.Do(lin, access.Clerk, Finish{})
	w.Is("final")
}

func TestAReaderStepsBack(t *testing.T) {
	w := assigned(t)
	w.Do(one, access.Reviewer, sheet("sound"))
	w.No(act.NotNow, "", one, access.Reviewer, Recuse{Reason: "与承办人是同学"})
	w.Do(two, access.Reviewer, Recuse{Reason: "与承办人是同学"})
	w.Is("opened")
	w.Do(lin, access.Clerk, AddFile{File: strings.Repeat("c", 64), Title: "送达回证", Clean: true})
	w.Do(lin, access.Clerk, Assign{First: third, Needs: free})
	w.Do(third, access.Reviewer, sheet("sound"))
	w.Is("scored")
}

func TestGradesFollowFromMarks(t *testing.T) {
	w := assigned(t)
	for name, a := range map[string]Score{
		"serious, yet sound":   sheet("sound", "notice"),
		"minor, yet excellent": sheet("excellent", "file"),
		"nothing, yet unsound": sheet("unsound"),
		"no such grade":        sheet("perfect"),
		"no grade":             sheet(""),
	} {
		_ = name
		w.No(act.Invalid, "grade", one, access.Reviewer, a)
	}
	a := sheet("sound")
	a.Marks[3].Answer = ""
	w.No(act.Invalid, "marks.3.answer", one, access.Reviewer, a)
	a = sheet("flawed", "file")
	a.Marks[10].Note = ""
	w.No(act.Invalid, "marks.10.note", one, access.Reviewer, a)
	a.Marks[10].Note = "本案应当改判无罪"
	w.No(act.Invalid, "marks.10.note", one, access.Reviewer, a)
	a.Marks[10].Note = "见（2025）明0102行初1号卷"
	w.No(act.Invalid, "marks.10.note", one, access.Reviewer, a)
}

// A repeat looks like any other file to who reads it and is told to nobody.
func TestAnUnseenRepeat(t *testing.T) {
	first := assigned(t).S
	first.Head.ID = "r1"
	w := &way{life.Start(t)}
	w.No(act.Invalid, "of", lin, access.Clerk, Repeat{Of: "r1"})
	w.Do(lin, access.Clerk, Repeat{Of: "r1", Needs: RepeatNeeds{First: first, Sort: "police"}})
	if w.S.Twin != "r1" || len(w.S.Files) != 1 || w.S.For(one).Twin != "" {
		t.Fatalf("%+v", w.S)
	}
	w.Do(lin, access.Clerk, Assign{First: third, Second: "fourth", Needs: map[string]Fit{third: {Name: "丙"}, "fourth": {Name: "戊"}}})
	w.Do(third, access.Reviewer, sheet("sound"))
	w.Do("fourth", access.Reviewer, sheet("sound"))
	w.No(act.NotNow, "", zhao, access.Director, Notify{})
	w.Do(lin, access.Clerk, Finish{})
	w.Is("final")
	w.No(act.NotNow, "", lin, access.Clerk, NameOfficers{Officers: "P001", Needs: []Handler{{"x", 1}}})
	again := &way{life.Start(t)}
	again.No(act.NotNow, "", lin, access.Clerk, Repeat{Of: "r2", Needs: RepeatNeeds{First: w.S, Sort: "police"}})
	d := opened(t)
	d.Do(zhao, access.Follow, Drop{})
	d.Is("dropped")
}

var (
	proven = Tie{Declared: true, With: "商衡", Zh: "师生", En: "师生", SourceZh: "申报表", SourceEn: "申报表", Sure: true}
	hint   = Tie{With: "商衡", Zh: "同在民一庭任职", En: "served together", SourceZh: "人员登记", SourceEn: "register"}
)

func who(ties map[string][]Tie) map[string]Fit {
	out := map[string]Fit{"fourth": {Name: "戊"}, "fifth": {Name: "己"}}
	for id, f := range free {
		out[id] = f
	}
	for id, t := range ties {
		f := out[id]
		f.Ties = t
		out[id] = f
	}
	return out
}

// By number it is the same person, and she steps back; by name it is a hint that
// somebody checks and answers for.
func TestTiesByNumberAndByName(t *testing.T) {
	w := opened(t)
	w.Do(lin, access.Clerk, AddFile{File: strings.Repeat("b", 64), Title: "立案手续", Clean: true})
	w.No(act.Invalid, "first", lin, access.Clerk, Assign{First: one, Second: two, How: "核对了证件编号", Needs: who(map[string][]Tie{one: {hint, proven}})})
	same := who(map[string][]Tie{two: {hint}})
	w.No(act.Invalid, "second", lin, access.Clerk, Assign{First: one, Second: two, Needs: same})
	w.No(act.Invalid, "how", lin, access.Clerk, Assign{First: one, Second: two, How: "是", Needs: same})
	w.No(act.Invalid, "how", lin, access.Clerk, Assign{First: one, Second: two, How: "见（2025）明01民初1号卷", Needs: same})
	w.Do(lin, access.Clerk, Assign{First: one, Second: two, How: "核对了证件编号", Needs: same})
	if len(w.S.Checked) != 1 || w.S.Checked[0].Who != two || len(w.S.Standing(two, []Tie{hint})) != 0 || len(w.S.Standing(two, []Tie{proven})) != 1 {
		t.Fatalf("%+v", w.S.Checked)
	}
	if v, o := w.S.For(two), w.S.ForOrgan(); v.Checked != nil || o.Checked != nil {
		t.Errorf("a reader or the organ sees who was checked: %+v %+v", v, o)
	}
	w.No(act.NotNow, "", lin, access.Clerk, CheckName{Who: two, How: "核对了证件编号", Needs: same})
	later := hint
	later.SourceZh = "后来的名单"
	again := who(map[string][]Tie{one: {later}, two: {hint}, third: {hint}})
	w.No(act.Invalid, "who", lin, access.Clerk, CheckName{Who: third, How: "核对了证件编号", Needs: again})
	w.No(act.Invalid, "who", lin, access.Clerk, CheckName{Who: one, How: "核对了证件编号", Needs: who(map[string][]Tie{one: {proven}})})
	w.No(act.Invalid, "how", lin, access.Clerk, CheckName{Who: one, Needs: again})
	w.Do(lin, access.Clerk, CheckName{Who: one, How: "向所在单位核实", Needs: again})
	w.No(act.NotNow, "", lin, access.Clerk, CheckName{Who: one, How: "向所在单位核实", Needs: again})
}

// Before she handed in she may be replaced; afterwards only where a relation is on
// record, and her sheet is set aside.
func TestAReaderIsReplaced(t *testing.T) {
	tied := who(map[string][]Tie{one: {proven}, two: {proven}})
	w := assigned(t)
	w.No(act.Invalid, "out", lin, access.Clerk, Replace{Out: "kin", In: third, Reason: "出差不能按期评查", Needs: who(nil)})
	w.No(act.Invalid, "in", lin, access.Clerk, Replace{Out: two, In: one, Reason: "出差不能按期评查", Needs: who(nil)})
	w.No(act.Invalid, "in", lin, access.Clerk, Replace{Out: two, In: "kin", Reason: "出差不能按期评查", Needs: who(nil)})
	w.No(act.Invalid, "reason", lin, access.Clerk, Replace{Out: two, In: third, Needs: who(nil)})
	w.No(act.Invalid, "reason", lin, access.Clerk, Replace{Out: two, In: third, Reason: "（2025）明01民初1号有关系", Needs: who(nil)})
	w.Do(one, access.Reviewer, sheet("flawed", "service"))
	w.No(act.Invalid, "out", lin, access.Clerk, Replace{Out: one, In: third, Reason: "对结论不满意", Needs: who(nil)})
	w.Do(lin, access.Clerk, Replace{Out: one, In: third, Reason: "名单显示有师生关系", Needs: tied})
	w.Is("assigned")
	if len(w.S.Sheets) != 0 || len(w.S.Aside) != 1 || w.S.Has(one, "reviewer") || !w.S.Has(third, "reviewer") || w.S.Waits(one) || !w.S.Waits(third) {
		t.Fatalf("%+v", w.S)
	}
	if v, o := w.S.For(two), w.S.ForOrgan(); v.Aside != nil || o.Aside != nil {
		t.Error("a reader or the organ sees the sheet that was set aside")
	}
	w.No(act.Invalid, "in", lin, access.Clerk, Replace{Out: two, In: one, Reason: "换回来", Needs: who(nil)})
	w.Do(two, access.Reviewer, sheet("sound"))
	w.Do(third, access.Reviewer, sheet("flawed", "service"))
	w.Is("disputed")
	w.Do(zhao, access.Director, CallThird{Who: "fourth", Needs: who(nil)})
	w.Do(lin, access.Clerk, Replace{Out: "fourth", In: "fifth", Reason: "出差不能按期评查", Needs: who(nil)})
	w.Is("disputed")
	w.Do(lin, access.Clerk, CheckName{Who: "fifth", How: "向所在单位核实", Needs: who(map[string][]Tie{"fifth": {hint}})})
	w.Do("fifth", access.Reviewer, sheet("flawed", "service"))
	w.Is("scored")
	w.Do(lin, access.Clerk, CheckName{Who: third, How: "向所在单位核实", Needs: who(map[string][]Tie{third: {hint}})})
	six := map[string]Fit{"six": {Name: "庚"}, two: tied[two]}
	w.Do(lin, access.Clerk, Replace{Out: two, In: "six", Reason: "名单显示有师生关系", Needs: six})
	w.Is("assigned")
	w.Do("six", access.Reviewer, sheet("sound"))
	w.Is("scored") // the third had read already, and hers decides
	if w.S.Grade != "flawed" || w.S.Sheets[2].By != "fifth" {
		t.Errorf("%s %+v", w.S.Grade, w.S.Sheets)
	}
	seven := map[string]Fit{"seven": {Name: "辛"}, "fifth": {Name: "己", Ties: []Tie{proven}}}
	w.Do(lin, access.Clerk, Replace{Out: "fifth", In: "seven", Reason: "名单显示有师生关系", Needs: seven})
	w.Is("disputed")
	w.Do(lin, access.Clerk, Replace{Out: third, In: "eight", Reason: "名单显示有师生关系", Needs: map[string]Fit{"eight": {Name: "壬"}, third: {Name: "丙", Ties: []Tie{proven}}}})
	w.Is("assigned")
	w.Do("eight", access.Reviewer, sheet("flawed", "service"))
	w.Is("disputed")
	if _, ok := w.S.Running("review.read"); !ok || !w.S.Waits("seven") {
		t.Error("the third who was called before waits again, with her term")
	}
	w.Do("seven", access.Reviewer, sheet("sound"))
	w.Do(zhao, access.Director, Notify{})
	w.No(act.NotNow, "", lin, access.Clerk, Replace{Out: "six", In: "x", Reason: "名单显示有师生关系", Needs: map[string]Fit{"x": {Name: "癸"}}})
}

// The walks stand before this test.
func TestZTable(t *testing.T) {
	life.Whole(t)
	exerciseLife.Whole(t)
}
