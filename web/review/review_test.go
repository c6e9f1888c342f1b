package review_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/draw"
	"hengjian/oversight/review"
	"hengjian/oversight/screenrun"
	"hengjian/web/kit/see"
	"hengjian/web/site"
)

type world struct {
	*officetest.House
	t     *testing.T
	http  http.Handler
	token map[string]string
}

func newWorld(t *testing.T, dsn string) *world {
	w := &world{House: officetest.New(t, dsn), t: t, token: map[string]string{}}
	w.Import("organs", "机关代码,机关名称,机关类别,上级机关\nMZFY,明州市中级人民法院,court,\n")
	w.Import("officers", "证件编号,姓名,所在机关,职务,出生年,任职日期\nF001,商衡,MZFY,审判员,1990,2021-03-01\nF002,商衡,MZFY,审判员,1985,2021-03-01\n")
	w.OpenAt(officetest.Place, officetest.OrganID("MZFY"), "yuanzhang", "袁章", access.Chief)
	w.OpenAt(officetest.Place, officetest.OrganID("MZFY"), "fyluo", "范洛", access.Liaison)
	for login, name := range map[string]string{"puran": "濮然", "cenwei": "岑薇", "kin": "亲友", "silent": "未报"} {
		w.Open(login, name, access.Reviewer)
	}
	for login, kin := range map[string][]string{"puran": nil, "cenwei": nil, "kin": {"court"}} {
		w.Must(login, &account.Declare{ID: w.Who[login].ID, Conflicts: kin})
	}
	h, err := site.Office(w.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.http = h
	return w
}

func (w *world) send(login string, r *http.Request) *httptest.ResponseRecorder {
	if w.token[login] == "" {
		w.token[login] = w.Token(login)
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		r.Header.Set("Authorization", "Bearer "+w.token[login])
	}
	r.AddCookie(&http.Cookie{Name: "hengjian", Value: w.token[login]})
	r.AddCookie(&http.Cookie{Name: "lang", Value: "zh"})
	rec := httptest.NewRecorder()
	w.http.ServeHTTP(rec, r)
	return rec
}

func (w *world) page(login, path string) string {
	w.t.Helper()
	rec := w.send(login, httptest.NewRequest("GET", path, nil))
	if rec.Code != 200 {
		w.t.Fatalf("%s opens %s: %d", login, path, rec.Code)
	}
	return rec.Body.String()
}

// post sends a form; a value "@text" under a name "upload.x" is a file.
func (w *world) post(login, path string, kv ...string) *httptest.ResponseRecorder {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	m.WriteField("act_id", uuid.NewString())
	for i := 0; i+1 < len(kv); i += 2 {
		if text, file := strings.CutPrefix(kv[i+1], "@"); file {
			part, _ := m.CreateFormFile(kv[i], "抽样框.txt")
			part.Write([]byte(text))
			continue
		}
		m.WriteField(kv[i], kv[i+1])
	}
	m.Close()
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return w.send(login, r)
}

var fieldError = regexp.MustCompile(`<p class="field-error"[^>]*>.*?</p>`)

func (w *world) did(login, path string, kv ...string) string {
	w.t.Helper()
	rec := w.post(login, path, kv...)
	if rec.Code != 303 {
		w.t.Fatalf("%s posts %s: %d %s", login, path, rec.Code, fieldError.FindAllString(rec.Body.String(), -1))
	}
	u, _ := url.Parse(rec.Header().Get("Location"))
	return u.Path
}

func (w *world) reads(what, body string, words ...string) {
	w.t.Helper()
	for _, x := range words {
		if !strings.Contains(body, x) {
			w.t.Errorf("%s: no %q", what, x)
		}
	}
}

func (w *world) silent(what, body string, words ...string) {
	w.t.Helper()
	for _, x := range words {
		if strings.Contains(body, x) {
			w.t.Errorf("%s: shows %q", what, x)
		}
	}
}

const frame = "案号,分层,办结日期,重点理由\n（2025）明01民初1号,民事,2025-11-03,\n（2025）明01民初2号,民事,2025-11-04,多次反映\n（2025）明01民初3号,民事,2025-11-05,\n"

func sheet(grade, defect string) (kv []string) {
	for i, it := range review.Forms[0].Items {
		at := "marks." + strconv.Itoa(i) + "."
		answer, note := "ok", ""
		if it.Code == defect {
			answer, note = "defect", "第 12 页缺签名，无说明"
		}
		kv = append(kv, at+"item", it.Code, at+"answer", answer, at+"note", note)
	}
	return append(kv, "grade", grade)
}

// A draw and a review on pages: the frame is fixed, the seed is another's, two
// read without knowing of each other, they differ, a third decides, the organ
// is told what was found and not who found it.
func TestADrawAndAReview(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) { drawAndReview(t, newWorld(t, dsn)) })
}

func drawAndReview(t *testing.T, w *world) {
	court := officetest.OrganID("MZFY")
	open := strings.Replace(frame, "2025-11-05", "", 1)
	if rec := w.post("chenxiao", "/draws/new", "title", "民事案件评查", "organ", court, "n", "2", "upload.file", "@"+open); rec.Code != 422 || !strings.Contains(rec.Body.String(), "（2025）明01民初3号") {
		t.Errorf("a case still open in the frame: %d", rec.Code)
	}
	if rec := w.post("chenxiao", "/draws/new", "title", "民事案件评查", "organ", court, "n", "2", "upload.file", "@案号\n1\n"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "缺少“办结日期”") {
		t.Errorf("a frame without days: %d", rec.Code)
	}
	d := w.did("chenxiao", "/draws/new", "title", "民事案件评查", "organ", court, "n", "2", "upload.file", "@"+frame)
	if rec := w.post("chenxiao", d+"/seed", "mode", "dice", "dice", "16253416253416253416", "witnesses", "代表二人"); rec.Code != 403 {
		t.Errorf("who fixed the frame makes the seed: %d", rec.Code)
	}
	w.did("linlan", d+"/seed", "mode", "dice", "dice", "1625 3416 2534 1625 3416", "witnesses", "代表二人")
	w.did("chenxiao", d+"/pick")
	body := w.page("chenxiao", d)
	w.reads("drawn", body, "16253416253416253416", "代表二人", "评查卷 1", "自己重算一遍")
	w.reads("wall", w.page("member", d+"/wall"), "16253416253416253416")
	w.silent("wall", w.page("member", d+"/wall"), "明01民初")
	var pub draw.Draw
	if err := json.Unmarshal([]byte(w.page("chenxiao", d+"/draw.json")), &pub); err != nil || len(pub.Picked) != 2 {
		t.Fatal(err, pub)
	}
	if err := draw.Verify(&pub, []draw.Case{{ID: "（2025）明01民初1号", Stratum: "民事"}, {ID: "（2025）明01民初2号", Stratum: "民事"}, {ID: "（2025）明01民初3号", Stratum: "民事"}}); err != nil {
		t.Errorf("drawn again: %v", err)
	}
	links := regexp.MustCompile(`/reviews/[0-9a-f-]{36}`).FindAllString(body, -1)
	r := links[0]
	w.did("chenxiao", r+"/add_file", "title", "立案手续", "clean", "1", "upload.file", "@立案手续齐全")
	form := w.page("chenxiao", r+"/assign")
	w.reads("assign", form, "有近亲属或者朋友在这类机关工作", "还没有申报利害关系")
	for _, who := range []string{"kin", "silent"} {
		if rec := w.post("chenxiao", r+"/assign", "first", w.Who["puran"].ID, "second", w.Who[who].ID); rec.Code != 422 {
			t.Errorf("%s assigned: %d", who, rec.Code)
		}
	}
	w.tied(links[slices.IndexFunc(links, func(x string) bool { return x != r })])
	w.did("chenxiao", r+"/assign", "first", w.Who["puran"].ID, "second", w.Who["cenwei"].ID)
	w.blind(r)
	for _, path := range []string{"/reviews", r} { // her term as everywhere: what is left with its shape, and the day
		if page := see.Parse(t, w.page("puran", path)); len(page.All("#reviews td .pill"))+2*len(page.All(".head-side .clock")) < 2 {
			t.Errorf("%s shows no term to her", path)
		}
	}
	see.Parse(t, w.page("puran", r+"/score")).One("main").Says("卷宗材料")
	w.did("puran", r+"/score", sheet("sound", "")...)
	w.blind(r)
	w.silent("the other's sheet", w.page("cenwei", r), "合格", "濮然")
	w.did("cenwei", r+"/score", sheet("flawed", "service")...)
	w.reads("differ", w.page("chenxiao", r), "意见不一", "濮然", "岑薇", "第 12 页缺签名")
	if n := len(see.Parse(t, w.page("chenxiao", r)).All("#sheets .pill")); n != 2 { // the item and the grade
		t.Errorf("%d rows are said to differ", n)
	}
	w.silent("after handing in", w.page("puran", r), "岑薇", "第 12 页缺签名", "意见不一")
	third := w.Open("disan", "狄三", access.Reviewer)
	w.Must("disan", &account.Declare{ID: third.ID})
	choice := see.Parse(t, w.page("linlan", r+"/call_third"))
	choice.Says("评查意见", "不一致", "已经在评查本卷") // what they differ on, and that neither decides it
	choice.One("input[name=who][value=" + third.ID + "]")
	choice.None("input[name=who][disabled][value=" + third.ID + "]")
	for _, read := range []string{"puran", "cenwei"} {
		choice.One("input[name=who][disabled][value=" + w.Who[read].ID + "]")
	}
	w.did("linlan", r+"/call_third", "who", third.ID)
	w.silent("the third reads blindly", w.page("disan", r), "第 12 页缺签名", "濮然", "岑薇")
	w.did("disan", r+"/score", sheet("flawed", "service")...)
	if rec := w.send("yuanzhang", httptest.NewRequest("GET", r, nil)); rec.Code != 404 {
		t.Errorf("the organ before it is told: %d", rec.Code)
	}
	if rec := w.post("chenxiao", r+"/name_officers", "officers", "商衡"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "不止一人") {
		t.Errorf("namesakes: %d", rec.Code)
	}
	w.did("chenxiao", r+"/name_officers", "officers", "F001")
	officer := w.officer("F001")
	w.silent("a reviewer and who handled the case", w.page("puran", r)+w.page("puran", "/api/v1"+r), "商衡", strings.TrimPrefix(officer, "/register/officers/"))
	w.did("linlan", r+"/notify")
	told := w.page("yuanzhang", r)
	w.reads("the organ", told, "瑕疵", "第 12 页缺签名", "提出异议", "进入承办人的履职档案")
	w.silent("the organ", told, "濮然", "岑薇", "狄三", "民事案件评查", "分派评查员")
	objecting := see.Parse(t, w.page("yuanzhang", r+"/object"))
	objecting.Says("评查意见", "第 12 页缺签名", "没有参加评查的人复核")
	objecting.Silent("濮然", "岑薇", "狄三")
	w.did("yuanzhang", r+"/object", "text", "签名在附卷第三页，附复印件。")
	w.silent("not final", w.page("chenxiao", officer), "经评查的结果", "签名在附卷第三页")
	w.did("vice", r+"/reconsider", "grade", "sound", "reason", "附卷里确有签名")
	w.reads("final", w.page("yuanzhang", r), "合格", "附卷里确有签名")
	w.reads("results", w.page("chenxiao", d), "评查结果", "双人评查的份数还不够")
	w.serviceRecord(officer)
	for _, path := range []string{d, "/draws", r + "/life"} {
		if rec := w.send("puran", httptest.NewRequest("GET", path, nil)); rec.Code != 404 {
			t.Errorf("a reviewer opens %s: %d", path, rec.Code)
		}
	}
}

// officer is the page of an officer's entry.
func (w *world) officer(code string) string {
	w.t.Helper()
	os, err := w.O.Pick(w.Ctx, w.Person("chenxiao"), "officer", code, 5)
	if err != nil || len(os) != 1 {
		w.t.Fatal(os, err)
	}
	return "/register/officers/" + os[0].ID
}

// serviceRecord: the final result stands in the record of whoever handled the
// case, the objection beside it; who sees no reviews sees none of it there.
func (w *world) serviceRecord(officer string) {
	w.t.Helper()
	w.reads("the service record", w.page("chenxiao", officer), "办理的案件经评查的结果", "合格", "签名在附卷第三页", "附卷里确有签名", "不评分、不排名")
	w.silent("the service record", w.page("chenxiao", officer), "没有做到")
	w.silent("of the namesake", w.page("chenxiao", w.officer("F002")), "经评查的结果")
	w.silent("without reviews in reach", w.page("luping", officer), "经评查的结果", "签名在附卷第三页")
	doc := docx(w.t, w.page("chenxiao", officer+"/record.docx"))
	w.reads("the paper", doc, "办理的案件经评查的结果", "签名在附卷第三页", "复核：附卷里确有签名")
	w.silent("the paper without reviews in reach", docx(w.t, w.page("luping", officer+"/record.docx")), "经评查的结果", "附卷")
	w.silent("the paper", doc, "濮然", "岑薇", "狄三")
}

func docx(t *testing.T, body string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(b), "")
}

// A calibration exercise on pages: the office writes down the known answers, the
// reviewers grade the same papers, each sees the answers and the agreement item
// by item after her own sheet, and no draw counts any of it.
func TestACalibrationExercise(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	w.reads("no exercise", w.page("puran", "/exercises"), "没有校准练习")
	w.reads("which form", w.page("chenxiao", "/exercises/new"), "法院", "公安机关")
	for _, who := range []string{"yuanzhang", "fyluo"} {
		if rec := w.send(who, httptest.NewRequest("GET", "/exercises", nil)); rec.Code != 404 {
			t.Errorf("%s opens the exercises: %d", who, rec.Code)
		}
	}
	e := w.did("chenxiao", "/exercises/new?sort=court", append(sheet("flawed", "service"), "sort", "court", "title", "第一轮评查前的练习")...)
	w.did("chenxiao", e+"/add_file", "title", "练习卷一", "clean", "1", "upload.file", "@虚构的卷宗")
	if rec := w.send("puran", httptest.NewRequest("GET", e, nil)); rec.Code != 404 {
		t.Errorf("before it starts: %d", rec.Code)
	}
	w.did("chenxiao", e+"/start", "readers", w.Who["puran"].ID, "readers", w.Who["cenwei"].ID, "readers", w.Who["kin"].ID)
	for _, path := range []string{e, e + "/grade", "/api/v1" + e, "/exercises", "/"} {
		w.silent("before handing in, "+path, w.page("puran", path), "第 12 页缺签名", "已知的答案和依据", "岑薇")
	}
	w.did("cenwei", e+"/grade", sheet("sound", "")...)
	w.silent("the other's", w.page("puran", e), "第 12 页缺签名", "岑薇", "不一致")
	w.did("puran", e+"/grade", sheet("flawed", "service")...)
	w.reads("of two", w.page("cenwei", e), "提交的不足 3 人")
	w.silent("of two", w.page("cenwei", e)+w.page("chenxiao", e), "1 / 2", "2 / 2")
	w.did("kin", e+"/grade", sheet("flawed", "service")...)
	own := w.page("cenwei", e)
	w.reads("her own", own, "11 项中有 10 项与已知答案一致", "等级不一致", "（不一致）", "第 12 页缺签名", "2 / 3")
	w.silent("her own", own, "濮然")
	w.reads("all of it agrees", w.page("puran", e), "11 项中有 11 项与已知答案一致", "等级一致")
	all := w.page("chenxiao", e)
	w.reads("the office", all, "濮然", "岑薇", "2 / 3", "3 / 3", "已提交")
	w.silent("the office and who answered what", all+w.page("chenxiao", "/api/v1"+e), "（不一致）", "（一致）", `"sheets"`)
	if rec := w.post("cenwei", e+"/grade", sheet("sound", "")...); rec.Code < 400 {
		t.Errorf("handed in twice: %d", rec.Code)
	}
	w.did("chenxiao", e+"/end")
	d := w.did("chenxiao", "/draws/new", "title", "民事案件评查", "organ", officetest.OrganID("MZFY"), "n", "2", "upload.file", "@"+frame)
	w.did("linlan", d+"/seed", "mode", "dice", "dice", "1625 3416 2534 1625 3416", "witnesses", "代表二人")
	w.did("chenxiao", d+"/pick")
	s, err := resultsOf(w, d)
	if err != nil || s.Random.N != 0 || s.Agree != nil {
		t.Errorf("an exercise counts in a draw: %+v %v", s, err)
	}
	r := regexp.MustCompile(`/reviews/[0-9a-f-]{36}`).FindString(w.page("chenxiao", d))
	w.did("chenxiao", r+"/add_file", "title", "立案手续", "clean", "1", "upload.file", "@立案手续齐全")
	third := w.Open("disan", "狄三", access.Reviewer)
	w.Must("disan", &account.Declare{ID: third.ID})
	w.ofADraw(d)
	form := w.page("chenxiao", r+"/assign")
	w.reads("who has not", form, "狄三 · 还没有做过这类机关的校准练习")
	w.silent("who has", form, "濮然 · 还没有做过")
}

// ofADraw opens an exercise from a draw: its form, its own card on the draw's
// page, and agreement once three have handed in; reviewers see no draw.
func (w *world) ofADraw(d string) {
	w.t.Helper()
	w.reads("the draw", w.page("chenxiao", d), "还没有为这次抽样做校准练习", "/exercises/new?draw=")
	at := "/exercises/new?draw=" + strings.TrimPrefix(d, "/draws/")
	w.reads("the form", w.page("chenxiao", at), "为抽样“民事案件评查”准备", "还没有评完的卷")
	e := w.did("chenxiao", at, append(sheet("flawed", "service"), "sort", "court", "draw", strings.TrimPrefix(d, "/draws/"), "title", "抽样后的练习")...)
	w.did("chenxiao", e+"/add_file", "title", "练习卷一", "clean", "1", "upload.file", "@虚构的卷宗")
	w.did("chenxiao", e+"/start", "readers", w.Who["puran"].ID, "readers", w.Who["cenwei"].ID, "readers", w.Who["kin"].ID)
	w.silent("a reviewer and the draw", w.page("puran", e)+w.page("puran", "/api/v1"+e), "民事案件评查", strings.TrimPrefix(d, "/draws/"))
	w.did("puran", e+"/grade", sheet("flawed", "service")...)
	w.did("cenwei", e+"/grade", sheet("sound", "")...)
	w.reads("of two", w.page("chenxiao", d), "抽样后的练习", "2 / 3", "不足 3 人，不列")
	w.did("kin", e+"/grade", sheet("flawed", "service")...)
	w.reads("of three", w.page("chenxiao", d), "32 / 33", "最不一致：", "2 / 3")
	w.silent("another draw", w.page("chenxiao", "/exercises/new?sort=court"), "为抽样")
}

// resultsOf counts the reviews of a draw.
// tied: whoever has, by a list declared for a screening of the organ, a relation
// to an officer of the case is struck out; without the list she is not.
func (w *world) tied(r string) {
	w.did("chenxiao", r+"/add_file", "title", "立案手续", "clean", "1", "upload.file", "@立案手续齐全")
	w.did("chenxiao", r+"/name_officers", "officers", "F001")
	w.silent("before the list", w.page("chenxiao", r+"/assign"), "师生")
	keep := func(name, text string) string {
		hash, _, err := w.O.KeepRegister(w.Person("chenxiao"), name, strings.NewReader(text))
		if err != nil {
			w.t.Fatal(err)
		}
		return hash
	}
	w.Must("chenxiao", &screenrun.Declare{Title: "2025 年度民商事结案", Purpose: "了解分案情况", Organ: officetest.OrganID("MZFY"), Period: "2025 年", Hash: keep("r.csv", officetest.Docket()), FileName: "r.csv", Relations: keep("relations.csv", "商衡,濮然,师生,申报表第2页\n甲一,乙七,,\n"),
		Cols: screenrun.Columns{ID: "案号", Subject: "法官", Partner: "律师", Series: "串案", Strata: []string{"庭", "月份"}}, Params: screenrun.Params{Detector: "pair", MinN: 50, MinMeet: 5, Omega0: 2, Q: .05, Permute: 1, Seed: 1}})
	w.reads("the list", w.page("chenxiao", r+"/assign"), "师生", "申报表第2页", "同名，待核实", "申报")
	if rec := w.post("chenxiao", r+"/assign", "first", w.Who["puran"].ID, "second", w.Who["cenwei"].ID); rec.Code != 422 || !strings.Contains(rec.Body.String(), "是同一人的须回避") {
		w.t.Errorf("tied, and assigned: %d", rec.Code)
	}
}

func resultsOf(w *world, d string) (office.DrawResults, error) {
	s, err := office.Item(w.Ctx, w.O, w.Person("chenxiao"), office.Draws, strings.TrimPrefix(d, "/draws/"))
	if err != nil {
		return office.DrawResults{}, err
	}
	return w.O.ResultsOf(w.Ctx, w.Person("chenxiao"), s)
}

// blind: neither reader learns the case, the other, or the draw.
func (w *world) blind(r string) {
	w.t.Helper()
	for who, other := range map[string]string{"puran": "岑薇", "cenwei": "濮然"} {
		for _, path := range []string{r, "/reviews", "/api/v1/reviews", "/api/v1" + r, "/notices", "/"} {
			w.silent(who+" on "+path, w.page(who, path), "明01民初", other, "民事案件评查", "多次反映", `"random"`, `"risk"`)
		}
	}
}
