package office_test

import (
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/act"
	"hengjian/oversight/task"
)

// Trying an act says what would come of it and leaves nothing behind: no line,
// no row, no number, no notice.
func TestWouldKeepsNothing(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		count := func(q string) (n int) {
			t.Helper()
			if err := h.O.View(h.Ctx).Row(q).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		who := h.Person("chenxiao")
		a := &task.Create{Work: task.Work{Title: "走访十个派出所"}, Owner: task.Owner{Person: h.Person("linlan").ID}, Due: "2026-03-20"}
		lines, notices := count("SELECT count(*) FROM journal"), count("SELECT count(*) FROM notice")
		for range 3 {
			now, err := h.O.Would(h.Ctx, who, a, nil)
			if err != nil || now.(*task.Task).Number != "明人监任〔2026〕1号" || now.(*task.Task).State != "assigned" {
				t.Fatalf("%+v, %v", now, err)
			}
		}
		if count("SELECT count(*) FROM task") != 0 || count("SELECT count(*) FROM journal") != lines || count("SELECT count(*) FROM notice") != notices {
			t.Error("something was kept")
		}
		a.Title = "短"
		if _, err := h.O.Would(h.Ctx, who, a, nil); act.KindOf(err) != act.Invalid {
			t.Errorf("a refusal is the door's own: %v", err)
		}
		if _, err := h.O.Would(h.Ctx, h.Person("deputy"), a, nil); act.KindOf(err) != act.Forbidden {
			t.Errorf("who may not, may not try: %v", err)
		}
		a.Title = "走访十个派出所"
		ans := h.MustAs(who, a, office.Order{})
		if ans.Number != "明人监任〔2026〕1号" {
			t.Errorf("the first real one is %s", ans.Number)
		}
		if rep, err := h.O.Verify(h.Ctx, nil, true); err != nil || !rep.OK() {
			t.Errorf("verify: %+v %v", rep, err)
		}
	})
}
