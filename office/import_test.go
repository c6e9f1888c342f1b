package office_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/seal"
	"hengjian/store"
	"hengjian/tabular"
)

// planOf plans the import of a file's bytes; the mapping is suggested from its
// headings unless given.
func planOf(t testing.TB, sort string, file []byte, mapping string) office.ImportPlan {
	t.Helper()
	sum := sha256.Sum256(file)
	p := office.ImportPlan{Sort: sort, Name: "文件.csv", Hash: hex.EncodeToString(sum[:])}
	if mapping != "" {
		m, err := tabular.ParseMapping([]byte(mapping))
		if err != nil {
			t.Fatal(err)
		}
		p.Mapping = m
	} else {
		src, err := tabular.Open("x", bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		defer src.Close()
		pr, err := tabular.Profile(src, "", 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		p.Mapping = tabular.Suggest(sort, pr.Header, office.ImportFields[sort])
	}
	p.Open = func() (tabular.Source, error) {
		return tabular.OpenWith("x", bytes.NewReader(file), int64(len(file)), tabular.OptionsFor(p.Mapping, tabular.Options{}))
	}
	return p
}

func mustImport(t testing.TB, h *officetest.House, login string, p office.ImportPlan) office.ImportResult {
	t.Helper()
	r, err := h.O.Import(h.Ctx, h.Person(login), p)
	if err != nil {
		t.Fatalf("import of %s: %v; first %v", p.Sort, err, r.First)
	}
	checkManifest(t, h, r)
	return r
}

// checkManifest computes every digest of the manifest again from the rows and
// the root from the manifest: what the line commits to is what is stored.
func checkManifest(t testing.TB, h *officetest.House, r office.ImportResult) {
	t.Helper()
	if !r.Written {
		return
	}
	v := h.O.View(h.Ctx)
	rows, root, digest, err := store.ManifestOf(v, r.Book, r.Answer.Seq)
	if err != nil {
		t.Fatal(err)
	}
	if root != digest {
		t.Errorf("line commits to %s, manifest has %s", digest, root)
	}
	if want := 1 + r.Added + r.Changed + r.Ended; int64(len(rows)) != want {
		t.Errorf("manifest has %d rows, want %d", len(rows), want)
	}
	for _, m := range rows {
		d, ver, state, err := store.DigestOf(v, m.Kind, m.Subject)
		if err != nil || ver != m.Version || state != m.To || d != m.Digest {
			t.Fatalf("row %d %s/%s: manifest v%d %s, table v%d %s, digest equal %v, %v", m.N, m.Kind, m.Subject, m.Version, m.To, ver, state, d == m.Digest, err)
		}
	}
}

// agrees holds the whole installation against its journal.
func agrees(t testing.TB, h *officetest.House) {
	t.Helper()
	r, err := h.O.Store.Verify(h.Ctx, store.VerifyOptions{All: true})
	if err != nil || !r.OK() {
		t.Fatalf("verify: %v %v", err, r.Findings)
	}
}

const (
	organsCSV = "机关代码,机关名称,机关类别,上级机关\nMZGA,明州市公安局,police,\nMZFY,明州市中级人民法院,court,\nWXGA,望溪区公安分局,police,MZGA\n"
	unitsCSV  = "单位代码,单位名称,所属机关,上级单位代码,设立日期,撤销日期\nU2,刑侦一大队,MZGA,U1,2020-01-01,\nU1,刑侦支队,MZGA,,2019-01-01,\nU9,经侦支队,MZGA,,2010-01-01,2025-06-30\n"
	peopleCSV = "证件编号,姓名,所在机关,所在单位代码,职务,性别,出生年,任职日期\nP001,骆正平,MZGA,U1,支队长,男,1975,2021-03-01\nP002,𠮷田生,明州市公安局,U2,民警,女,1990,2022-05-01\n"
)

func register(t testing.TB, h *officetest.House) {
	mustImport(t, h, "chenxiao", planOf(t, "organs", []byte(organsCSV), ""))
	mustImport(t, h, "chenxiao", planOf(t, "units", []byte(unitsCSV), ""))
	mustImport(t, h, "chenxiao", planOf(t, "officers", []byte(peopleCSV), ""))
}

func TestRegisterImport(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		register(t, h)
		v := h.O.View(h.Ctx)
		organID := office.RegisterID("organ", officetest.Place, "MZGA")
		u, err := store.Units.Load(v, office.RegisterID("unit", organID, "U2"))
		if err != nil || u.Upper != office.RegisterID("unit", organID, "U1") || u.State != "listed" {
			t.Fatalf("a unit whose upper stands further down: %+v %v", u, err)
		}
		if u, _ := store.Units.Load(v, office.RegisterID("unit", organID, "U9")); u.State != "ended" {
			t.Errorf("a unit that ended: %s", u.State)
		}
		p, err := store.Officers.Load(v, office.RegisterID("officer", officetest.Place, "P002"))
		if err != nil || p.Name != "𠮷田生" || p.Unit != u.ID || len(p.Posts) != 1 {
			t.Fatalf("%+v %v", p, err)
		}
		// the same again: nothing, and no line
		before := lines(t, h)
		for sort, file := range map[string]string{"organs": organsCSV, "units": unitsCSV, "officers": peopleCSV} {
			r := mustImport(t, h, "chenxiao", planOf(t, sort, []byte(file), ""))
			if !r.Nothing() || r.Written || r.Unchanged != r.Rows {
				t.Errorf("%s again: %+v", sort, r.Import)
			}
		}
		if after := lines(t, h); after != before {
			t.Errorf("%d lines more", after-before)
		}
		// a new post ends the one before; the rest is unchanged
		r := mustImport(t, h, "chenxiao", planOf(t, "officers", []byte(strings.Replace(peopleCSV, "U2,民警,女,1990,2022-05-01", "U1,教导员,女,1990,2026-01-05", 1)), ""))
		if r.Changed != 1 || r.Unchanged != 1 || r.Added != 0 {
			t.Errorf("%+v", r.Import)
		}
		p, _ = store.Officers.Load(v, p.ID)
		if p.Version != 2 || len(p.Posts) != 2 || p.Posts[0].Until != "2026-01-05" || p.Title != "教导员" {
			t.Errorf("posts %+v", p.Posts)
		}
		// one act id, once
		pl := planOf(t, "officers", []byte(strings.Replace(peopleCSV, "支队长", "政委", 1)), "")
		pl.ActID = "11111111-2222-4333-8444-555555555555"
		one := mustImport(t, h, "chenxiao", pl)
		two, err := h.O.Import(h.Ctx, h.Person("chenxiao"), pl)
		if err != nil || !two.Repeat || two.Answer.Seq != one.Answer.Seq {
			t.Errorf("again: %+v %v", two, err)
		}
		if hits, err := h.O.Count(h.Ctx, h.Person("chenxiao"), office.Filter{Kinds: []string{"officer"}, Text: "骆正平"}, 10); err != nil || hits != 1 {
			t.Errorf("search: %d %v", hits, err)
		}
		agrees(t, h)
	})
}

// Two people import the same file at the same moment: one line, every row once.
func TestSameImportTwiceAtOnce(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		h.Open("chen2", "陈二", access.Clerk)
		before := lines(t, h)
		var rs [4]office.ImportResult
		var wg sync.WaitGroup
		for i := range rs {
			p := planOf(t, "organs", []byte(organsCSV), "")
			wg.Add(1)
			go func() {
				defer wg.Done()
				var err error
				if rs[i], err = h.O.Import(h.Ctx, h.Person([]string{"chenxiao", "chen2"}[i%2]), p); err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		written := 0
		for _, r := range rs {
			if r.Written {
				written++
			}
		}
		if written != 1 || lines(t, h) != before+1 {
			t.Errorf("%d written, %d lines", written, lines(t, h)-before)
		}
		agrees(t, h)
	})
}

func lines(t testing.TB, h *officetest.House) (n int) {
	t.Helper()
	if err := h.O.View(h.Ctx).Row("SELECT count(*) FROM journal").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestImportRefusesWhole(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		mustImport(t, h, "chenxiao", planOf(t, "organs", []byte(organsCSV), ""))
		before := lines(t, h)
		for name, c := range map[string]struct{ sort, file, want string }{
			"unknown organ":    {"units", "单位代码,单位名称,所属机关\nA1,甲队,没有的局\n", "没有的局"},
			"unknown upper":    {"units", "单位代码,单位名称,所属机关,上级单位代码\nA1,甲队,MZGA,A7\n", "A7"},
			"circle":           {"units", "单位代码,单位名称,所属机关,上级单位代码\nA1,甲队,MZGA,A2\nA2,乙队,MZGA,A1\n", "成环"},
			"under itself":     {"units", "单位代码,单位名称,所属机关,上级单位代码\nA1,甲队,MZGA,A1\n", "自己"},
			"twice":            {"units", "单位代码,单位名称,所属机关\nA1,甲队,MZGA\nA1,乙队,MZGA\n", "第 2 行"},
			"impossible date":  {"units", "单位代码,单位名称,所属机关,设立日期\nA1,甲队,MZGA,2025-02-30\n", "D2"},
			"ends before":      {"units", "单位代码,单位名称,所属机关,设立日期,撤销日期\nA1,甲队,MZGA,2025-02-03,2024-01-01\n", "早于"},
			"too long":         {"units", "单位代码,单位名称,所属机关\nA1," + strings.Repeat("长", 61) + ",MZGA\n", "B2"},
			"bidi in a code":   {"units", "单位代码,单位名称,所属机关\n\u202eA1,甲队,MZGA\n", "A2"},
			"birth year":       {"officers", "证件编号,姓名,所在机关,出生年\nP1,甲,MZGA,2077\n", "出生年"},
			"kind of organ":    {"organs", "机关名称,机关类别\n明州银行,bank\n", "B2"},
			"one row of three": {"officers", "证件编号,姓名,所在机关\nP1,甲,MZGA\nP2,,MZGA\nP3,丙,MZGA\n", "B3"},
		} {
			r, err := h.O.Import(h.Ctx, h.Person("chenxiao"), planOf(t, c.sort, []byte(c.file), ""))
			if act.KindOf(err) != act.Invalid || len(r.First) == 0 || !strings.Contains(r.First[0].Zh, c.want) || r.Written {
				t.Errorf("%s: %v; first %+v", name, err, r.First)
			}
		}
		if after := lines(t, h); after != before {
			t.Error("a refused file left lines")
		}
		for _, k := range []string{"unit", "officer"} {
			var n int
			if err := h.O.View(h.Ctx).Row("SELECT count(*) FROM " + k).Scan(&n); err != nil || n != 0 {
				t.Errorf("%d rows of %s from refused files, %v", n, k, err)
			}
		}
		// with the rows left out, the rest is taken and the file of errors names them
		var errs bytes.Buffer
		p := planOf(t, "officers", []byte("证件编号,姓名,所在机关\nP1,甲,MZGA\nP2,,MZGA\nP3,=HYPERLINK(1),没有的局\n"), "")
		p.SkipBad, p.Errors = true, &errs
		r := mustImport(t, h, "chenxiao", p)
		if r.Added != 1 || r.Refused != 2 || strings.Count(errs.String(), "\r\n") != 3 || !strings.Contains(errs.String(), "'=HYPERLINK") {
			t.Errorf("%+v\n%s", r.Import, errs.String())
		}
		// who may not
		for _, login := range []string{"hejing", "deputy", "audadmin", "linlan"} {
			if _, err := h.O.Import(h.Ctx, h.Person(login), planOf(t, "officers", []byte(peopleCSV), "")); act.KindOf(err) != act.Forbidden {
				t.Errorf("%s: %v", login, err)
			}
		}
	})
}

// Files as they come from desks: encodings, merged cells, formulas.
func TestImportFilesAsTheyCome(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(organsCSV)
	if err != nil {
		t.Fatal(err)
	}
	if r := mustImport(t, h, "chenxiao", planOf(t, "organs", []byte(gb), "")); r.Added != 3 {
		t.Errorf("GB18030: %+v", r.Import)
	}
	if r := mustImport(t, h, "chenxiao", planOf(t, "organs", []byte("\ufeff"+organsCSV), "")); r.Unchanged != 3 {
		t.Errorf("with a byte order mark: %+v", r.Import)
	}
	book := func(f func(x *excelize.File)) []byte {
		x := excelize.NewFile()
		for i, row := range [][]any{{"单位代码", "单位名称", "所属机关"}, {"B1", "甲庭", "MZFY"}, {"B2", "乙庭", "MZFY"}} {
			if err := x.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
		f(x)
		var b bytes.Buffer
		if err := x.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, f := range map[string]func(*excelize.File){
		"merged":  func(x *excelize.File) { x.MergeCell("Sheet1", "C2", "C3") },
		"formula": func(x *excelize.File) { x.SetCellFormula("Sheet1", "B3", `"乙"&"庭"`) },
	} {
		r, err := h.O.Import(h.Ctx, h.Person("chenxiao"), planOf(t, "units", book(f), ""))
		if act.KindOf(err) != act.Invalid || r.Written {
			t.Errorf("%s: %v", name, err)
		}
	}
	if r := mustImport(t, h, "chenxiao", planOf(t, "units", book(func(*excelize.File) {}), "")); r.Added != 2 {
		t.Errorf("plain: %+v", r.Import)
	}
}

const messagesCSV = `编号,来信人,电话,主题,收到时间,内容,摘要标题,摘要,分类,答复,答复时间
A-1,周某,13900000001,派出所不录像,2026-02-25 10:00,讯问没有录音录像。,,,,,
A-2,,,久押不决,2026-02-27,关了三年没有结果。,,,,已答复。,2026-03-01
A-3,吴某,,从前的信,2025-03-01,去年的事。,反映讯问不录音录像,来信人称，亲属在派出所被讯问时未录音录像。,norm.recording,,
`

func TestMessagesImport(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		c := h.Must("chenxiao", &campaign.Draft{Title: "规范执法专项监督", Since: "2026-02-26"})
		p := planOf(t, "messages", []byte(messagesCSV), "")
		p.Campaign = c.Subject
		r := mustImport(t, h, "chenxiao", p)
		if r.Added != 3 || r.Before != "2026-02-26" {
			t.Fatalf("%+v", r.Import)
		}
		v := h.O.View(h.Ctx)
		one, err := store.Clues.Load(v, office.MessageID(officetest.Place, "A-1"))
		if err != nil || !one.Historic || len(one.Clocks) != 0 || one.State != "received" || one.Source != "A-1" || !one.Identified {
			t.Fatalf("older than the campaign: %+v %v", one, err)
		}
		two, _ := store.Clues.Load(v, office.MessageID(officetest.Place, "A-2"))
		if two.Historic || two.Identified || len(two.Talk) != 1 || two.Answered != "2026-03-01" {
			t.Fatalf("answered: %+v", two)
		}
		three, _ := store.Clues.Load(v, office.MessageID(officetest.Place, "A-3"))
		if three.State != "registered" || three.Class != "norm.recording" || three.Number != "明人监信〔2026〕3号" {
			t.Fatalf("with a summary: %+v", three)
		}
		if one.Body.Wrap != three.Body.Wrap || one.Body.Hash == three.Body.Hash {
			t.Error("one key for the import, one box for each message")
		}
		opens(t, h, one.Body.Hash, one.Body.Wrap, "hejing", "讯问没有录音录像。")
		wrap, _ := v.Box(one.Identity.Wrap)
		if _, err := seal.Unwrap(wrap, h.Key["hejing"]); err != seal.ErrAnotherKey {
			t.Errorf("identity by the officer alone: %v", err)
		}
		if n := notices(t, h); n != 0 {
			t.Errorf("%d notices of an import", n)
		}
		again := mustImport(t, h, "chenxiao", p)
		if !again.Nothing() || again.Written || again.Unchanged != 3 {
			t.Errorf("again: %+v", again.Import)
		}
		h.Message("police", "又一封来信，说的是另一件事。") // the series goes on without a gap
		m, err := h.O.List(h.Ctx, h.Person("chenxiao"), office.Filter{Kinds: []string{"clue"}, Number: "明人监信〔2026〕4号"}, office.Cursor{}, 5)
		if err != nil || len(m.Rows) != 1 {
			t.Errorf("number 4: %+v %v", m.Rows, err)
		}
		// a current message's clock starts on the day the source received it
		q := planOf(t, "messages", []byte("编号,收到时间,内容\nB-1,2026-02-28,有人被打。\n"), "")
		q.Campaign = c.Subject
		mustImport(t, h, "hejing", q)
		b, _ := store.Clues.Load(v, office.MessageID(officetest.Place, "B-1"))
		if len(b.Clocks) != 1 || b.Clocks[0].From != "2026-02-28" {
			t.Errorf("clock %+v", b.Clocks)
		}
		agrees(t, h)
		bad := planOf(t, "messages", []byte("编号,收到时间,内容,摘要标题,摘要,分类\nC-1,2027-02-28,有人被打。,,,\nC-2,2026-02-01,x,反映判决不公的来信,建议法院撤销原判，改判无罪。,norm.recording\nC-3,2026-02-01,x,一个标题,一段足够长的摘要文字。,没有的类\n"), "")
		res, err := h.O.Import(h.Ctx, h.Person("chenxiao"), bad)
		if act.KindOf(err) != act.Invalid || res.Refused != 3 {
			t.Errorf("%v %+v", err, res.First)
		}
	})
}

func opens(t testing.TB, h *officetest.House, hash, wrap, login, want string) {
	t.Helper()
	v := h.O.View(h.Ctx)
	w, err := v.Box(wrap)
	if err != nil {
		t.Fatal(err)
	}
	k, err := seal.Unwrap(w, h.Key[login])
	if err != nil {
		t.Fatal(err)
	}
	b, err := v.Box(hash)
	if err != nil {
		t.Fatal(err)
	}
	var m seal.Message
	if err := k.OpenDocument(b, &m); err != nil || m.Text != want {
		t.Fatalf("%q %v", m.Text, err)
	}
}

func notices(t testing.TB, h *officetest.House) (n int) {
	if err := h.O.View(h.Ctx).Row("SELECT count(*) FROM notice WHERE kind='clue'").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

const samples = "../../shared/data"

// The real files with the mappings that are kept: all rows, and twice is once.
func TestRealFilesImport(t *testing.T) {
	if testing.Short() {
		t.Skip("reads tens of thousands of rows")
	}
	if _, err := os.Stat(samples); err != nil {
		t.Logf("NOT RUN: no sample data at %s", samples)
		return
	}
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		for _, c := range []struct {
			sort, file, mapping string
			added               int64
		}{
			{"divisions", "register/provinces.csv", "divisions_provinces", 31},
			{"divisions", "register/cities.csv", "divisions_cities", 342},
			{"divisions", "register/areas.csv", "divisions_areas", 2978 - 3}, // 441900, 442000, 460400 stand among the cities already
			{"divisions", "register/streets.csv", "divisions_streets", 41352},
			{"organs", "register/zhejiang_judicial_units.csv", "organs_zhejiang", 103 + 101 + 89},
			{"messages", "petitions/judicial_subset_a.csv", "messages_judicial_subset_a", 345},
			{"messages", "petitions/raw_labelled_1400.csv", "messages_raw_labelled_1400", 1377},
			{"messages", "petitions/fujian4.xlsx", "messages_fujian4", 120},
		} {
			if testing.Short() && c.added > 2000 {
				continue // tens of thousands of rows, twice
			}
			p := realPlan(t, c.sort, c.file, c.mapping)
			start := time.Now()
			r, err := h.O.Import(h.Ctx, h.Person("chenxiao"), p)
			if err != nil || r.Added != c.added || r.Refused != 0 {
				t.Fatalf("%s: %+v %v %v", c.file, r.Import, err, r.First)
			}
			t.Logf("%s: %d rows, %.0f rows/s", c.file, r.Rows, float64(r.Rows)/time.Since(start).Seconds())
			if r.Rows < 5000 || engine == "sqlite" {
				checkManifest(t, h, r)
			}
			again, err := h.O.Import(h.Ctx, h.Person("chenxiao"), p)
			if err != nil || !again.Nothing() || again.Written {
				t.Errorf("%s again: %+v %v", c.file, again.Import, err)
			}
		}
		agrees(t, h)
	})
}

func realPlan(t testing.TB, sort, file, mapping string) office.ImportPlan {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(samples, file))
	if err != nil {
		t.Fatal(err)
	}
	m, err := os.ReadFile(filepath.Join("../imports/maps", mapping+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return planOf(t, sort, b, string(m))
}

func bigRegister(n int) []byte {
	var b bytes.Buffer
	b.WriteString("证件编号,姓名,所在机关,所在单位代码,类别,职务,性别,出生年,任职日期\n")
	for i := range n {
		fmt.Fprintf(&b, "Q%06d,测%c%c,MZGA,U1,民警,民警,男,%d,2020-01-01\n", i, rune(0x4e00+i%5000), rune(0x5000+i/5000), 1960+i%40)
	}
	return b.Bytes()
}

func BenchmarkImportOfficers(b *testing.B) {
	h := officetest.New(b, testdb.SQLite(b))
	register(b, h)
	file := bigRegister(200_000)
	b.ResetTimer()
	for range b.N {
		p := planOf(b, "officers", file, "")
		start := time.Now()
		r, err := h.O.Import(h.Ctx, h.Person("chenxiao"), p)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(r.Rows)/time.Since(start).Seconds(), "rows/s")
	}
}

func BenchmarkImportMessages(b *testing.B) {
	h := officetest.New(b, testdb.SQLite(b))
	var f bytes.Buffer
	f.WriteString("编号,来信人,收到时间,内容\n")
	for i := range 6000 {
		fmt.Fprintf(&f, "M%05d,张某,2025-01-01,%s第%d件。\n", i, strings.Repeat("来信人反映某派出所办案不规范的情况，", 12), i)
	}
	b.ResetTimer()
	for range b.N {
		p := planOf(b, "messages", f.Bytes(), "")
		start := time.Now()
		r, err := h.O.Import(h.Ctx, h.Person("chenxiao"), p)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(r.Rows)/time.Since(start).Seconds(), "rows/s")
	}
}
