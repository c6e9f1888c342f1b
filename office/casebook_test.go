package office_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	columns "hengjian/casebook"
	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/tabular"
)

// courtHouse is a house with a court and a police bureau of its own level.
func courtHouse(t testing.TB) *officetest.House {
	h := officetest.New(t, testdb.SQLite(t))
	h.Import("organs", "机关代码,机关名称,机关类别\nMZFY,明州市中级人民法院,court\nMZGA,明州市公安局,police\n")
	return h
}

// registerFile makes a file of a register ready to be read.
func registerFile(t testing.TB, sort, organ, name string, body []byte) office.RegisterFile {
	t.Helper()
	s, ok := casebook.SortOf(sort)
	if !ok {
		t.Fatal(sort)
	}
	open := func() (tabular.Source, error) {
		return columns.Open(name, bytes.NewReader(body), int64(len(body)), tabular.Options{})
	}
	src, err := open()
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	pr, err := tabular.Profile(src, "", 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(body)
	return office.RegisterFile{Sort: sort, Organ: organ, Name: name, Hash: hex.EncodeToString(sum[:]), Size: int64(len(body)), Open: open,
		Mapping: tabular.Suggest(sort, pr.Header, office.RegisterFields(s))}
}

// courtCSV is a register with a gap (4), a row that cannot be read and a
// number written in half-width brackets.
const courtCSV = `案号,立案日期,结案日期,承办庭室,适用程序,案由,结案方式,承办法官,原告,被告
（2025）明01民终1号,2025-01-06,2025-03-20,民一庭,二审,民间借贷纠纷,维持,甲,张三,李四
（2025）明01民终2号,2025-01-07,2025-05-20,民一庭,二审,民间借贷纠纷,改判,乙,王五,赵六
(2025)明01民终3号,2025-02-07,,民二庭,二审,离婚纠纷,,乙,孙七,周八
（2025）明01民终5号,2025-02-30,,民二庭,二审,离婚纠纷,,乙,孙七,周八
（2025）明01民终6号,2025-03-01,2025-04-01,民二庭,二审,离婚纠纷,维持,乙,孙七,周八
（2026）明01民终1号,2026-01-05,2026-01-20,民二庭,二审,离婚纠纷,维持,乙,孙七,周八
`

func bookWhole(t testing.TB, h *officetest.House) {
	t.Helper()
	if rep, err := h.O.Verify(h.Ctx, nil, true); err != nil || !rep.OK() {
		t.Fatalf("verify: %v %+v", err, rep.Findings)
	}
}

func supply(t testing.TB, h *officetest.House, r office.RegisterRead) (string, office.Answer) {
	t.Helper()
	ans := h.Must("chenxiao", &casebook.Supply{Stage: r.Stage, Title: "市中院二审案件", Since: "2025-01-01", Until: "2026-01-31", Given: "2026-02-02", Giver: "审管办 庄敏"})
	return ans.Subject, ans
}

// TestARegisterIsEntered: read, entered by one act, rows within reach alone,
// completeness told, and verify names the file that was changed.
func TestARegisterIsEntered(t *testing.T) {
	h := courtHouse(t)
	ctx, court := h.Ctx, officetest.OrganID("MZFY")
	read, err := h.O.ReadRegister(ctx, h.Person("chenxiao"), registerFile(t, "court.cases", court, "二审.csv", []byte(courtCSV)), nil)
	if err != nil {
		t.Fatal(err)
	}
	tk := read.Staged.Taken
	if tk.Read != 6 || tk.Refused != 1 || tk.Rows != 5 || len(tk.Parts) != 2 || len(read.First) != 1 || !strings.Contains(read.First[0].Zh, "立案日期") {
		t.Fatalf("%+v %+v", tk, read.First)
	}
	q := read.Staged.Quality
	if len(q.Sequences) != 2 || q.Sequences[0].Present != 4 || q.Sequences[0].Last != 6 || fmt.Sprint(q.Sequences[0].Gaps) != "[[4 5]]" || q.Concluded != 4 {
		t.Errorf("%+v", q)
	}
	if _, err := h.O.StagedRegister(ctx, h.Person("linlan"), read.Stage); act.KindOf(err) != act.Missing {
		t.Errorf("a stage of somebody else: %v", err)
	}
	id, ans := supply(t, h, read)
	rows := func(who access.Person) (n int, err error) {
		err = h.O.RegisterRows(ctx, who, id, nil, func(r casebook.Row) error {
			if n++; n == 3 && r.Key() != "（2025）明01民终3号" {
				t.Errorf("row 3 is %s", r.Key())
			}
			return nil
		})
		return n, err
	}
	if n, err := rows(h.Person("linlan")); n != 5 || err != nil {
		t.Error(n, err)
	}
	for _, login := range []string{"luping", "member", "sysadmin"} {
		if _, err := rows(h.Person(login)); act.KindOf(err) != act.Missing {
			t.Errorf("%s reads rows: %v", login, err)
		}
	}
	if e, err := h.O.RegisterErrors(ctx, h.Person("chenxiao"), id, 1); err != nil || !strings.Contains(string(e), "2025-02-30") {
		t.Error(string(e), err)
	}
	bookWhole(t, h)
	part := tk.Parts[0]
	paths, err := filepath.Glob(filepath.Join(filepath.Dir(h.T.TempDir()), "*", part.Hash[:2], part.Hash[2:]+".age"))
	if err != nil || len(paths) != 1 {
		t.Fatal(paths, err)
	}
	path := paths[0]
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)-1] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	rep, err := h.O.Verify(ctx, nil, true)
	if err != nil || rep.OK() || !strings.Contains(rep.Findings[0].Key, part.Hash) || !strings.Contains(rep.Findings[0].Zh, id) {
		t.Errorf("a changed column file: %v %+v", err, rep.Findings)
	}
	if _, err := rows(h.Person("linlan")); err == nil {
		t.Error("rows are read out of a changed file")
	}
	_ = ans
}

// TestARegisterIsRenewed: the same numbers are replaced, others stay, files of
// years that did not change stay as they are, and a stale reading is refused.
func TestARegisterIsRenewed(t *testing.T) {
	h := courtHouse(t)
	court := officetest.OrganID("MZFY")
	first, err := h.O.ReadRegister(h.Ctx, h.Person("chenxiao"), registerFile(t, "court.cases", court, "a.csv", []byte(courtCSV)), nil)
	if err != nil {
		t.Fatal(err)
	}
	id, _ := supply(t, h, first)
	more := `案号,立案日期,结案日期,结案方式
（2025）明01民终3号,2025-02-07,2025-06-01,维持
（2025）明01民终4号,2025-02-08,2025-06-01,维持
（2025）明01民终5号,2025-02-08,2025-06-01,维持
`
	f := registerFile(t, "court.cases", court, "b.csv", []byte(more))
	f.Target = id
	again, err := h.O.ReadRegister(h.Ctx, h.Person("chenxiao"), f, nil)
	if err != nil {
		t.Fatal(err)
	}
	tk := again.Staged.Taken
	if tk.Added != 2 || tk.Changed != 1 || tk.Unchanged != 0 || tk.Rows != 7 || again.Staged.Quality.Sequences[0].Missing != 0 {
		t.Fatalf("%+v %+v", tk, again.Staged.Quality.Sequences)
	}
	kept := false
	for _, p := range tk.Parts {
		kept = kept || p.Year == 2026 && p.Hash == first.Staged.Taken.Parts[1].Hash
	}
	if !kept {
		t.Error("the file of 2026 was written again")
	}
	renew := &casebook.Renew{ID: id, Stage: again.Stage, Since: "2025-01-01", Until: "2026-01-31", Given: "2026-02-20", Giver: "审管办 庄敏"}
	h.Must("linlan", &casebook.Tell{ID: id, Wanted: "请补报缺号的案件。"})
	if r := h.Refused(act.Invalid, "chenxiao", renew); r.Field != "stage" {
		t.Errorf("a stale reading: %+v", r)
	}
	again, err = h.O.ReadRegister(h.Ctx, h.Person("chenxiao"), f, nil)
	if err != nil {
		t.Fatal(err)
	}
	renew.Stage = again.Stage
	h.Must("chenxiao", renew)
	h.Refused(act.Forbidden, "chenxiao", &casebook.Withdraw{ID: id, Reason: "登记簿提供有误"})
	bookWhole(t, h)
}

// TestRegistersOfThisLevelOnly: organ, kind and person are asked before
// anything is read, and again by the act.
func TestRegistersOfThisLevelOnly(t *testing.T) {
	h := courtHouse(t)
	f := registerFile(t, "court.cases", officetest.OrganID("MZGA"), "a.csv", []byte(courtCSV))
	if _, err := h.O.ReadRegister(h.Ctx, h.Person("chenxiao"), f, nil); act.KindOf(err) != act.Invalid || !strings.Contains(err.Error(), "organ") {
		t.Errorf("a court's register of the police: %v", err)
	}
	f.Organ = officetest.OrganID("XXXX")
	if _, err := h.O.ReadRegister(h.Ctx, h.Person("chenxiao"), f, nil); act.KindOf(err) != act.Invalid {
		t.Errorf("of nobody: %v", err)
	}
	f.Organ = officetest.OrganID("MZFY")
	for _, login := range []string{"linlan", "luping", "sysadmin"} {
		if _, err := h.O.ReadRegister(h.Ctx, h.Person(login), f, nil); act.KindOf(err) != act.Forbidden {
			t.Errorf("%s reads a register: %v", login, err)
		}
	}
	if r := h.Refused(act.Invalid, "chenxiao", &casebook.Supply{Stage: "00000000-0000-4000-8000-000000000000", Title: "市中院案件", Since: "2025-01-01", Until: "2025-12-31", Given: "2026-02-01", Giver: "审管办"}); r.Field != "stage" {
		t.Errorf("without a reading: %+v", r)
	}
}

// TestReadingGoesOn: a reading that was cut off goes on with the same file and
// writes nothing twice.
func TestReadingGoesOn(t *testing.T) {
	h := courtHouse(t)
	var b strings.Builder
	b.WriteString("案号,立案日期\n")
	for i := 1; i <= 12000; i++ {
		fmt.Fprintf(&b, "（2025）明01民初%d号,2025-01-06\n", i)
	}
	f := registerFile(t, "court.cases", officetest.OrganID("MZFY"), "big.csv", []byte(b.String()))
	f.Flush = 5000
	ctx, stop := context.WithCancel(h.Ctx)
	_, err := h.O.ReadRegister(ctx, h.Person("chenxiao"), f, func(p office.ReadProgress) {
		if p.Rows > 8000 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	r, err := h.O.ReadRegister(h.Ctx, h.Person("chenxiao"), f, nil)
	if err != nil || r.Resumed < 5000 || r.Resumed%5000 != 0 || r.Staged.Taken.Rows != 12000 || len(r.Staged.Taken.Parts) != 3 {
		t.Fatalf("%v resumed %d, %d rows in %d files", err, r.Resumed, r.Staged.Taken.Rows, len(r.Staged.Taken.Parts))
	}
	if p, last := r.Staged.Quality.Numbered(); p != 12000 || last != 12000 {
		t.Errorf("%d of %d", p, last)
	}
}
