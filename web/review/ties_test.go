package review_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"mime/multipart"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/casebook"
	"hengjian/oversight/organ"
	"hengjian/oversight/screenrun"
	"hengjian/tabular"
)

// upload sends a form with one file of its own name.
func (w *world) upload(login, path, field, name, text string, kv ...string) *httptest.ResponseRecorder {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	m.WriteField("act_id", uuid.NewString())
	part, _ := m.CreateFormFile("upload."+field, name)
	part.Write([]byte(text))
	for i := 0; i+1 < len(kv); i += 2 {
		m.WriteField(kv[i], kv[i+1])
	}
	m.Close()
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return w.send(login, r)
}

// screening opens an entry of the ledger for the court, to which a list is hung.
func (w *world) screening() string {
	hash, _, err := w.O.KeepRegister(w.Person("chenxiao"), "r.csv", strings.NewReader(strings.Join(strings.SplitAfter(officetest.Docket(), "\n")[:200], "")))
	if err != nil {
		w.t.Fatal(err)
	}
	return "/screenings/" + w.Must("chenxiao", &screenrun.Declare{Title: "2025 年度民商事结案", Purpose: "了解分案情况", Organ: officetest.OrganID("MZFY"), Period: "2025 年", Hash: hash, FileName: "r.csv",
		Cols: screenrun.Columns{ID: "案号", Subject: "法官", Partner: "律师", Series: "串案", Strata: []string{"庭", "月份"}}, Params: screenrun.Params{Detector: "pair", MinN: 5, MinMeet: 2, Omega0: 2, Q: .05, Permute: 1, Seed: 1}}).Subject
}

// book supplies the case book with rows of the cases that were drawn.
func (w *world) book(csv string) string {
	w.t.Helper()
	s, _ := casebook.SortOf("court.cases")
	head, _, _ := strings.Cut(csv, "\n")
	sum := sha256.Sum256([]byte(csv))
	f := office.RegisterFile{Sort: s.Code, Organ: officetest.OrganID("MZFY"), Name: "民初.csv", Size: int64(len(csv)), Hash: hex.EncodeToString(sum[:]), Mapping: tabular.Suggest(s.Code, strings.Split(head, ","), office.RegisterFields(s))}
	f.Open = func() (tabular.Source, error) {
		return office.RegisterSource(f.Name, bytes.NewReader([]byte(csv)), f.Size, f.Mapping)
	}
	r, err := w.O.ReadRegister(w.Ctx, w.Person("chenxiao"), f, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.Must("chenxiao", &casebook.Supply{Stage: r.Stage, Title: "市中院民事一审案件", Since: "2025-01-01", Until: "2025-12-31", Given: "2026-02-02", Giver: "审管办 庄敏"}).Subject
}

// draw draws both cases of a frame and adds a file to each review.
func (w *world) drawn() (d string, rs []string) {
	d = w.did("chenxiao", "/draws/new", "title", "民事案件评查", "organ", officetest.OrganID("MZFY"), "n", "2", "upload.file", "@案号,分层,办结日期,重点理由\n（2025）明01民初1号,民事,2025-11-03,\n（2025）明01民初2号,民事,2025-11-04,\n")
	w.did("linlan", d+"/seed", "mode", "dice", "dice", "1625 3416 2534 1625 3416", "witnesses", "代表二人")
	w.did("chenxiao", d+"/pick")
	byCase := map[string]string{}
	for _, m := range regexp.MustCompile(`(?s)href="(/reviews/[0-9a-f-]{36})".*?（2025）明01民初(\d)号`).FindAllStringSubmatch(w.page("chenxiao", d), -1) {
		byCase[m[2]] = m[1]
		w.did("chenxiao", m[1]+"/add_file", "title", "立案手续", "clean", "1", "upload.file", "@立案手续齐全")
	}
	return d, []string{byCase["1"], byCase["2"]}
}

const docket = "案号,立案日期,结案日期,承办庭室,案由,承办法官,代理律师,原告,被告\n（2025）明01民初1号,2025-01-05,2025-03-20,民一庭,民间借贷纠纷,商衡,乙七,原一,被一\n（2025）明01民初2号,2025-02-05,2025-04-20,民一庭,民间借贷纠纷,鲁川,乙三、乙四,原二,被二\n"

// A list that comes after the reviewers were assigned: whoever assigns is shown
// the reader, the reason and the act that replaces her; nobody is removed. What is
// known by the case book's row alone counts, a name is a hint, a number is proof.
func TestAListComesAfterTheAssignment(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) {
		w := newWorld(t, dsn)
		w.book(docket)
		run := w.screening()
		d, rs := w.drawn()
		third := w.Open("disan", "狄三", access.Reviewer)
		w.Must("disan", &account.Declare{ID: third.ID})
		w.did("chenxiao", rs[0]+"/assign", "first", w.Who["puran"].ID, "second", w.Who["cenwei"].ID)
		w.did("chenxiao", rs[1]+"/assign", "first", w.Who["puran"].ID, "second", w.Who["cenwei"].ID)
		w.did("puran", rs[1]+"/score", sheet("sound", "")...)
		w.silent("before the list", w.page("chenxiao", d)+w.page("chenxiao", rs[0]), "评查员的利害关系")

		// the .csv is uploaded on the page; one row without its source refuses it all
		list := "承办人,律师,关系,来源,承办人证件编号\n"
		if rec := w.upload("chenxiao", run+"/relate", "hash", "关系名单.csv", list+"濮然,乙七,师生,,\n"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "D2") {
			t.Errorf("a row without a source: %d", rec.Code)
		}
		if rec := w.upload("chenxiao", run+"/relate", "hash", "关系名单.csv", list+"濮然,乙七,师生,申报表第2页,\n鲁川,岑薇,同学,申报表第3页,\n"); rec.Code != 303 {
			t.Fatalf("the list: %d %s", rec.Code, fieldError.FindAllString(rec.Body.String(), -1))
		}
		w.reads("the run", w.page("chenxiao", run), "关系名单.csv，2 行", "在用")
		w.silent("the run", w.page("chenxiao", run)+w.page("member", run), "申报表第2页", "乙七")
		body := w.page("chenxiao", d)
		w.reads("the draw", body, "评查员的利害关系", "乙七", "师生", "申报表第2页", "同名，待核实", rs[0]+"/replace?out="+w.Who["puran"].ID, "岑薇", "鲁川", "同学", rs[1]+"/check_name?who="+w.Who["cenwei"].ID)
		w.reads("the file", w.page("linlan", rs[0]), "评查员的利害关系", "师生", "不会自动更换")
		w.silent("the other half of a pair", w.page("chenxiao", rs[1]), "师生")
		for _, who := range []string{"puran", "cenwei", "yuanzhang", "vice"} {
			if rec := w.send(who, httptest.NewRequest("GET", rs[0], nil)); strings.Contains(rec.Body.String(), "师生") {
				t.Errorf("%s sees the relation", who)
			}
		}
		w.reads("nobody is removed", w.page("puran", "/reviews"), "等您评查")

		// checked and found to be two people; the other is replaced
		if rec := w.post("chenxiao", rs[1]+"/replace", "out", w.Who["puran"].ID, "in", third.ID, "reason", "结论不对"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "不能更换") {
			t.Errorf("replaced for what she found: %d", rec.Code)
		}
		w.did("chenxiao", rs[1]+"/check_name", "who", w.Who["cenwei"].ID, "how", "向其单位核实，从未与鲁川同学")
		w.reads("who checked it", w.page("chenxiao", rs[1]), "同名核实", "从未与鲁川同学")
		w.silent("after it was checked", w.page("chenxiao", rs[1])+w.page("chenxiao", d), "同学（")
		w.silent("after it was checked", w.page("chenxiao", rs[1]), "评查员的利害关系")
		form := w.page("chenxiao", rs[0]+"/replace?out="+w.Who["puran"].ID)
		w.reads("the form", form, "改由谁评查", "狄三", "师生", "申报")
		w.did("chenxiao", rs[0]+"/replace", "out", w.Who["puran"].ID, "in", third.ID, "reason", "名单显示有师生关系")
		w.silent("replaced", w.page("chenxiao", d), "评查员的利害关系", "师生")
		if rec := w.send("puran", httptest.NewRequest("GET", rs[0], nil)); rec.Code != 404 {
			t.Errorf("who was replaced opens it: %d", rec.Code)
		}
		w.reads("who reads it now", w.page("disan", "/reviews"), "等您评查")
		w.silent("in English", w.page("chenxiao", rs[0]), "Reviewers with a relation")
	})
}

// tied are who was told of which file that a reader's relations have changed.
func (w *world) told() (out []string) {
	w.t.Helper()
	rows, err := w.O.View(w.Ctx).Query("SELECT a.login, n.kind, n.subject, n.act FROM notice n JOIN account a ON a.id=n.person WHERE n.note='tied' ORDER BY n.id")
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var login, kind, subject, name string
		if err := rows.Scan(&login, &kind, &subject, &name); err != nil {
			w.t.Fatal(err)
		}
		out = append(out, login+" "+kind+" "+subject+" "+name)
	}
	return out
}

// A list that comes, is replaced or goes while files are being read tells whoever
// gave the files out, of those files alone that it concerns; nobody else is told,
// and what she is told has nothing of the list in it.
func TestWhoeverGaveOutAFileIsToldOfAList(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) {
		w := newWorld(t, dsn)
		w.book(docket)
		run := w.screening()
		_, rs := w.drawn()
		w.Open("lingban", "凌伴", access.Clerk)
		for i, by := range []string{"chenxiao", "lingban"} {
			w.did(by, rs[i]+"/assign", "first", w.Who["puran"].ID, "second", w.Who["cenwei"].ID)
		}
		list := func(login, lines string) {
			t.Helper()
			if rec := w.upload(login, run+"/relate", "hash", "关系名单.csv", "承办人,律师,关系,来源\n"+lines); rec.Code != 303 {
				t.Fatalf("the list: %d %s", rec.Code, fieldError.FindAllString(rec.Body.String(), -1))
			}
		}
		var want []string
		told := func(when string, more ...string) {
			t.Helper()
			if want = append(want, more...); !slices.Equal(w.told(), want) {
				t.Fatalf("%s: told %v, want %v", when, w.told(), want)
			}
		}
		of := func(login string, i int, name string) string {
			return login + " review " + strings.TrimPrefix(rs[i], "/reviews/") + " " + name
		}
		list("linlan", "旁人,无关,同学,申报表第1页\n")
		told("a list that concerns no file")
		list("chenxiao", "濮然,乙七,师生,申报表第2页\n") // whoever gave it out supplies it herself: she cannot know what it meets
		told("the list", of("chenxiao", 0, "screening.relate"))
		body := w.page("chenxiao", "/notices")
		w.reads("her notices", body, rs[0], "提供关系名单", "评查员的利害关系有变动，请核对")
		w.silent("her notices", body, rs[1], "濮然", "乙七", "师生", "申报表第2页", "关系名单.csv", "（2025）明01民初1号")
		for login := range w.Who {
			if login != "chenxiao" && login != "fyluo" && login != "yuanzhang" && login != "puran" && login != "cenwei" {
				w.silent(login+"'s notices", w.page(login, "/notices"), "利害关系")
			}
		}
		list("linlan", "濮然,乙七,师生,申报表第2页\n鲁川,岑薇,同学,申报表第3页\n")
		told("a list with one relation more", of("lingban", 1, "screening.relate"))
		list("linlan", "鲁川,岑薇,同学,申报表第3页\n濮然,乙七,师生,申报表第2页\n")
		told("the same list in another order")
		w.did("lingban", rs[1]+"/check_name", "who", w.Who["cenwei"].ID, "how", "向其单位核实，从未与鲁川同学")
		w.did("linlan", run+"/unrelate", "reason", "提供单位收回名单")
		told("withdrawn, one name having been checked", of("chenxiao", 0, "screening.unrelate"))

		w.Must("anquan", &account.Disable{ID: w.Who["chenxiao"].ID})
		list("linlan", "濮然,乙七,师生,申报表第2页\n")
		if now := w.told()[len(want):]; len(now) < 2 || slices.ContainsFunc(now, func(x string) bool {
			return strings.HasPrefix(x, "chenxiao") || !strings.Contains(x, strings.TrimPrefix(rs[0], "/reviews/"))
		}) {
			t.Errorf("whoever gave it out has left: %v", now)
		}
	})
}

// By certificate numbers two people of one name are told apart: the case's officer
// by the register, the reviewer by what she gave herself.
func TestNamesakesAndNumbers(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	run := w.screening()
	_, rs := w.drawn()
	w.did("chenxiao", rs[0]+"/name_officers", "officers", "F001")
	head := "承办人,相对人,关系,来源,承办人证件编号,相对人证件编号\n"
	send := func(line string) {
		t.Helper()
		if rec := w.upload("linlan", run+"/relate", "hash", "名单.csv", head+line+"\n"); rec.Code != 303 {
			t.Fatalf("%d %s", rec.Code, fieldError.FindAllString(rec.Body.String(), -1))
		}
	}
	assign := func(kv ...string) *httptest.ResponseRecorder {
		return w.post("chenxiao", rs[0]+"/assign", append([]string{"first", w.Who["puran"].ID, "second", w.Who["cenwei"].ID}, kv...)...)
	}
	send("商衡,濮然,师生,申报表第2页,F002,")
	w.silent("the other 商衡", w.page("chenxiao", rs[0]+"/assign"), "师生")
	send("商衡,濮然,师生,申报表第2页,F001,Z9")
	w.reads("a name", w.page("chenxiao", rs[0]+"/assign"), "师生", "同名，待核实", "怎样核实不是同一人")
	if rec := assign(); rec.Code != 422 || !strings.Contains(rec.Body.String(), "是同一人的须回避") {
		t.Errorf("a name to be checked, and assigned: %d", rec.Code)
	}
	if rec := w.post("puran", "/me/declare", "none", "1", "numbers", "110101199003074514"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "不写身份证号") {
		t.Errorf("an identity number: %d", rec.Code)
	}
	w.did("puran", "/me/declare", "none", "1", "numbers", "X1、z9")
	w.reads("her own page", w.page("puran", "/me/declare"), "X1、z9")
	w.reads("the same number", w.page("chenxiao", rs[0]+"/assign"), "证件编号一致", "申报表第2页）"+"，须回避")
	if rec := assign("how", "核对了证件编号"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "须回避") {
		t.Errorf("the same number, and assigned: %d", rec.Code)
	}
	w.did("puran", "/me/declare", "none", "1", "numbers", "X1")
	w.reads("another number of hers is no proof", w.page("chenxiao", rs[0]+"/assign"), "同名，待核实")
	if rec := assign("how", "核对了证件编号"); rec.Code != 303 {
		t.Errorf("checked, and not assigned: %d %s", rec.Code, fieldError.FindAllString(rec.Body.String(), -1))
	}
	w.reads("how it was checked", w.page("chenxiao", rs[0]), "濮然：不是同一人", "核对了证件编号")
}

// The register itself shows who served together: within the years that the
// committee set, and it stands beside what was declared.
func TestRelationsComputedFromTheRegister(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	w.Import("units", "单位代码,单位名称,所属机关\nM1,民一庭,MZFY\nM2,民二庭,MZFY\n")
	w.Import("officers", "证件编号,姓名,所在机关,所在单位代码,职务,出生年,任职日期,离任日期\nF010,鲁川,MZFY,M1,审判员,1990,2018-03-01,\nF011,濮然,MZFY,M1,审判员,1970,2015-01-01,2024-06-01\nF012,岑薇,MZFY,M1,审判员,1960,2001-01-01,2020-06-01\n")
	_, rs := w.drawn()
	w.did("chenxiao", rs[0]+"/name_officers", "officers", "F010")
	form := w.page("chenxiao", rs[0]+"/assign")
	w.reads("by name", form, "2018-03-01至2024-06-01同在民一庭任职", "按登记计算", "3 年内", "待本级确认", "同名，待核实")
	w.silent("too long ago", form, "岑薇 · 同名", "2020-06-01")
	w.did("puran", "/me/declare", "none", "1", "numbers", "F011")
	w.reads("by number", w.page("chenxiao", rs[0]+"/assign"), "证件编号一致", "同在民一庭任职（按登记计算")
	if rec := w.post("chenxiao", rs[0]+"/assign", "first", w.Who["puran"].ID, "second", w.Who["cenwei"].ID, "how", "核对过"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "须回避") {
		t.Errorf("served together, and assigned: %d", rec.Code)
	}
	w.did("cenwei", "/me/declare", "none", "1", "numbers", "F010")
	w.reads("herself", w.page("chenxiao", rs[0]+"/assign"), "就是本卷的承办人", "在该机关任职")
	w.book(strings.Replace(docket, "鲁川", "濮然", 1))
	w.reads("by the row of the case book", w.page("chenxiao", rs[1]+"/assign"), "就是本卷的承办人", "同名，待核实")
}

// A unit that went into another is one workplace with it from that day on, though
// the two entries name two units.
func TestUnitsThatBecameOneAreOneWorkplace(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	w.Import("units", "单位代码,单位名称,所属机关\nM1,民一庭,MZFY\nM2,民二庭,MZFY\n")
	w.Import("officers", "证件编号,姓名,所在机关,所在单位代码,职务,出生年,任职日期,离任日期\nF010,鲁川,MZFY,M1,审判员,1990,2018-03-01,\nF011,濮然,MZFY,M2,审判员,1970,2015-01-01,2025-12-01\n")
	_, rs := w.drawn()
	w.did("chenxiao", rs[0]+"/name_officers", "officers", "F010")
	w.silent("two units", w.page("chenxiao", rs[0]+"/assign"), "同在")
	w.Must("chenxiao", &organ.Merge{ID: officetest.UnitID("MZFY", "M2"), Paper: organ.Paper{Day: "2025-06-01", Doc: "明编办〔2025〕3号"}, Into: officetest.UnitID("MZFY", "M1")})
	w.reads("one since", w.page("chenxiao", rs[0]+"/assign"), "2025-06-01至2025-12-01同在民一庭任职，登记的单位名称不同，是机构改革前后的同一单位", "按登记计算", "同名，待核实")
	w.did("puran", "/me/declare", "none", "1", "numbers", "F011")
	if rec := w.post("chenxiao", rs[0]+"/assign", "first", w.Who["puran"].ID, "second", w.Who["cenwei"].ID, "how", "核对过"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "须回避") {
		t.Errorf("served together, and assigned: %d", rec.Code)
	}
}

// A list or a register that cannot be read assigns nobody, says which it is and
// whose, and both ways out are acts.
func TestAListThatCannotBeRead(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	w.book(docket)
	run := w.screening()
	d, rs := w.drawn()
	give := func() {
		t.Helper()
		if rec := w.upload("linlan", run+"/relate", "hash", "名单.csv", "承办人,相对人,关系,来源\n甲一,乙七,师生,申报表第2页\n"); rec.Code != 303 {
			t.Fatalf("%d", rec.Code)
		}
	}
	lose := func() {
		t.Helper()
		r, err := office.Item(w.Ctx, w.O, w.Person("linlan"), office.Screenings, strings.TrimPrefix(run, "/screenings/"))
		if err != nil {
			t.Fatal(err)
		}
		l, _ := r.Relations()
		if err := w.O.Files.Remove(l.Hash); err != nil {
			t.Fatal(err)
		}
	}
	assign := func() *httptest.ResponseRecorder {
		return w.post("chenxiao", rs[0]+"/assign", "first", w.Who["puran"].ID, "second", w.Who["cenwei"].ID)
	}
	give()
	lose()
	for _, body := range []string{w.page("chenxiao", rs[0]+"/assign"), assign().Body.String()} {
		w.reads("which list", body, "名单.csv", "林岚于2026-03-02", "2025 年度民商事结案", "重新提供名单", "收回名单", run)
	}
	if rec := assign(); rec.Code != 422 {
		t.Errorf("assigned without checking: %d", rec.Code)
	}
	give()
	w.did("chenxiao", rs[1]+"/assign", "first", w.Who["puran"].ID, "second", w.Who["cenwei"].ID)
	give()
	lose()
	w.reads("the draw", w.page("chenxiao", d), "不能核对回避", "名单.csv")
	if rec := assign(); rec.Code != 422 {
		t.Errorf("assigned without checking: %d", rec.Code)
	}
	w.did("chenxiao", run+"/unrelate", "reason", "提供单位收回名单")
	w.reads("the run", w.page("chenxiao", run), "起不再用：提供单位收回名单", "由后来提供的名单替换")
}

// So too a register of the case book.
func TestARegisterThatCannotBeRead(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	reg := w.book(docket)
	_, rs := w.drawn()
	b, err := office.Item(w.Ctx, w.O, w.Person("linlan"), office.Registers, reg)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.O.Files.Remove(b.Last().Parts[0].Hash); err != nil {
		t.Fatal(err)
	}
	assign := func() *httptest.ResponseRecorder {
		return w.post("chenxiao", rs[0]+"/assign", "first", w.Who["puran"].ID, "second", w.Who["cenwei"].ID)
	}
	rec := assign()
	w.reads("which register", rec.Body.String(), "市中院民事一审案件", "审管办 庄敏", "更新或者撤回", "/casebook/registers/"+reg)
	if rec.Code != 422 {
		t.Errorf("assigned without checking: %d", rec.Code)
	}
	w.Must("linlan", &casebook.Withdraw{ID: reg, Reason: "列文件损坏，请法院重新提供"})
	if rec := assign(); rec.Code != 303 {
		t.Errorf("withdrawn, and not assigned: %d", rec.Code)
	}
}
