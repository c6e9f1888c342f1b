package casebook_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/web/kit/see"
	"hengjian/web/site"
)

type world struct {
	*officetest.House
	t     *testing.T
	http  http.Handler
	token map[string]string
}

func newWorld(t *testing.T) *world {
	w := &world{House: officetest.New(t, testdb.SQLite(t)), t: t, token: map[string]string{}}
	w.Import("organs", "机关代码,机关名称,机关类别\nMZFY,明州市中级人民法院,court\nMZGA,明州市公安局,police\n")
	w.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "lianluo", "连洛", access.Liaison)
	w.OpenAt(officetest.Place, officetest.OrganID("MZFY"), "fayuan", "方源", access.Liaison)
	h, err := site.Office(w.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.http = h
	return w
}

func (w *world) send(login string, r *http.Request, lang string) *httptest.ResponseRecorder {
	if w.token[login] == "" {
		w.token[login] = w.Token(login)
	}
	r.AddCookie(&http.Cookie{Name: "hengjian", Value: w.token[login]})
	r.AddCookie(&http.Cookie{Name: "lang", Value: lang})
	rec := httptest.NewRecorder()
	w.http.ServeHTTP(rec, r)
	return rec
}

func (w *world) page(login, path string) string {
	w.t.Helper()
	rec := w.send(login, httptest.NewRequest("GET", path, nil), "zh")
	if rec.Code != 200 {
		w.t.Fatalf("%s opens %s: %d %s", login, path, rec.Code, rec.Body.String())
	}
	return rec.Body.String()
}

func (w *world) post(login, path string, kv ...string) *httptest.ResponseRecorder {
	v := url.Values{"act_id": {uuid.NewString()}}
	for i := 0; i+1 < len(kv); i += 2 {
		v.Add(kv[i], kv[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.send(login, r, "zh")
}

// did posts what must succeed and returns where it leads.
func (w *world) did(login, path string, kv ...string) string {
	w.t.Helper()
	rec := w.post(login, path, kv...)
	if rec.Code != 303 {
		w.t.Fatalf("%s posts %s: %d %s", login, path, rec.Code, rec.Body.String())
	}
	to, _, _ := strings.Cut(rec.Header().Get("Location"), "?")
	return to
}

func (w *world) reads(what, body string, words ...string) {
	w.t.Helper()
	for _, x := range words {
		if !strings.Contains(body, x) {
			w.t.Errorf("%s: no %q", what, x)
		}
	}
}

// uploads hands a file in and returns the page that matches its columns.
func (w *world) uploads(sort, organ, name, body string) string {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range map[string]string{"step": "upload", "sort": sort, "organ": officetest.OrganID(organ)} {
		_ = m.WriteField(k, v)
	}
	f, _ := m.CreateFormFile("upload.file", name)
	_, _ = f.Write([]byte(body))
	_ = m.Close()
	r := httptest.NewRequest("POST", "/casebook/import", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	rec := w.send("chenxiao", r, "zh")
	return rec.Body.String()
}

// read goes on from the columns to what was found.
func (w *world) read(page string, more ...string) string {
	d := see.Parse(w.t, page)
	kv := append([]string{"step", "read"}, more...)
	for _, n := range []string{"sort", "organ", "register", "token", "file"} {
		if slices.Contains(more, n) {
			continue
		}
		kv = append(kv, n, d.One(`form#mapping-form input[name="`+n+`"]`).Attr("value"))
	}
	kv = append(kv, "mapping", d.One("textarea#f-mapping").Text())
	at := w.did("chenxiao", "/casebook/import", kv...)
	for range 200 {
		rec := w.send("chenxiao", httptest.NewRequest("GET", at, nil), "zh")
		if rec.Header().Get("Refresh") == "" {
			return at
		}
		time.Sleep(50 * time.Millisecond)
	}
	w.t.Fatal("the reading does not end")
	return ""
}

const police = `登记编号,开始时间,结束时间,录音录像,办案单位,违法嫌疑人,结案日期
`

// interrogations: 120 rows of two units, one of which does not record.
func interrogations() string {
	var b strings.Builder
	b.WriteString(police)
	for i := 1; i <= 120; i++ {
		unit, rec := "刑侦支队", "是"
		if i%2 == 0 {
			unit = "河口派出所"
			if i%6 == 0 {
				rec = "否"
			}
		}
		if i == 60 || i == 61 {
			continue
		}
		b.WriteString("明公讯〔2026〕" + strings.TrimSpace(itoa(i)) + "号,2026-01-05 09:00,2026-01-05 11:00," + rec + "," + unit + ",张三丰,2026-02-01\n")
	}
	return b.String()
}

func itoa(n int) string {
	s := ""
	for ; n > 0; n /= 10 {
		s = string(rune('0'+n%10)) + s
	}
	return s
}

// TestARegisterOnPages: columns are matched with a preview, the file is read,
// entered, and says what is missing; the organ sees its own once it is told;
// rules, indicators and a warning follow from it.
func TestARegisterOnPages(t *testing.T) {
	w := newWorld(t)
	w.reads("the empty catalogue", w.page("chenxiao", "/casebook"), "还没有登记簿", "录入登记簿")
	w.reads("nothing chosen", w.uploads("", "MZGA", "x.csv", police), "请选择登记簿的种类")
	w.reads("a court's of the police", w.uploads("police.interrogations", "MZGA", "x.pdf", "%PDF-1.7 x"), "不是表格")
	cols := w.uploads("police.interrogations", "MZGA", "讯问.csv", interrogations())
	w.reads("columns", cols, "登记编号", "编号（互不相同）", "日期", "是否", "预览", "张某")
	if strings.Contains(cols, "张三丰</td>") && strings.Count(cols, "张三丰") > 1 {
		t.Error("the preview shows names")
	}
	at := w.read(cols)
	found := w.page("chenxiao", at)
	w.reads("what was found", found, "60–61", "118", "明州市公安局")
	if rec := w.post("chenxiao", at, "title", "讯问登记簿", "since", "2026-01-01", "until", "2026-01-31", "given", "2026-03-01"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "由谁提供") {
		t.Errorf("nobody supplied it: %d", rec.Code)
	}
	id := w.did("chenxiao", at, "title", "讯问登记簿", "since", "2026-01-01", "until", "2026-01-31", "given", "2026-03-01", "giver", "法制支队 石凌", "declared", "125")
	w.reads("the register", w.page("linlan", id), "60–61", "94.4%", "向机关反馈缺什么", "石凌", "记录")
	w.reads("the catalogue", w.page("vice", "/casebook"), "讯问登记簿", "94.4%")
	w.reads("what cannot be judged", w.page("linlan", id), "哪些期限无法判断", "讯问人员少于二人", "“讯问人数”没有填（118行）", "/casebook/rules?register=")
	for _, x := range []string{"lianluo", "member", "luping"} {
		if rec := w.send(x, httptest.NewRequest("GET", id, nil), "zh"); rec.Code != 404 {
			t.Errorf("%s before it is told: %d", x, rec.Code)
		}
	}
	w.reads("the draft", w.page("chenxiao", id+"/tell"), "至少缺 2 件", "报收案 125 件", "“讯问人数”没有填")
	w.did("chenxiao", id+"/tell", "wanted", "请补报第60、61号记录。")
	own := w.page("lianluo", id)
	w.reads("the organ's own", own, "请补报第60、61号记录", "60–61", "“讯问人数”没有填（118行）")
	if strings.Contains(own, "/casebook/rules") || strings.Contains(own, "没有同步录音录像") {
		t.Error("the organ sees what the rules found")
	}
	if strings.Contains(own, "SHA-256") || strings.Contains(own, "chenxiao") {
		t.Error("the organ sees the deliveries")
	}
	if rec := w.send("fayuan", httptest.NewRequest("GET", id, nil), "zh"); rec.Code != 404 {
		t.Errorf("another organ: %d", rec.Code)
	}
	for _, f := range []string{"/quality.xlsx", "/quality.docx"} {
		if b := w.page("lianluo", id+f); !strings.HasPrefix(b, "PK") {
			t.Errorf("%s is no file", f)
		}
	}
	w.follow(id)
}

func (w *world) follow(id string) {
	reg := id[strings.LastIndex(id, "/")+1:]
	w.reads("rules", w.page("chenxiao", "/casebook/rules"), "讯问没有同步录音录像", "16.", "完整率", "待本级确认")
	w.reads("one rule", w.page("chenxiao", "/casebook/rules?register="+reg+"&rule=police.recording"), "河口派出所", "控制线内", "已办结案件的编号")
	w.reads("indicators", w.page("chenxiao", "/casebook/indicators?register="+reg), "讯问同步录音录像率", "精确", "÷")
	w.reads("one indicator", w.page("chenxiao", "/casebook/indicators?register="+reg+"&indicator=police.recorded"), "刑侦支队", "按季度")
	if b := w.page("chenxiao", "/casebook/indicators?as=xlsx"); !strings.HasPrefix(b, "PK") {
		w.t.Error("indicators.xlsx is no file")
	}
	def := w.did("chenxiao", "/casebook/indicators/new", "sort", "police.interrogations", "title", "本级录像率", "direction", "up", "manner", "share", "since", "2024-01-01", "source", "本级监督办法", "rule", `{"den":[{"field":"recorded","given":true}],"num":[{"field":"recorded","in":["true"]}]}`)
	w.reads("the definition", w.page("chenxiao", def), "本级监督办法")
	w.reads("our own indicator", w.page("chenxiao", "/casebook/indicators"), "本级录像率")
	w.define(reg)
	w.reads("what may be raised", w.page("chenxiao", "/casebook/warnings"), "河口派出所", "发出预警")
	form := w.page("chenxiao", "/casebook/warnings/new?rule=warn.police.recording&unit="+url.QueryEscape("河口派出所")+"&register="+reg)
	w.reads("raising", form, "红色", "提请研究是否列题")
	warning := w.did("chenxiao", "/casebook/warnings/new?rule=warn.police.recording&unit="+url.QueryEscape("河口派出所")+"&register="+reg, "rule", "warn.police.recording", "register", reg, "unit", "河口派出所")
	w.reads("raised", w.page("linlan", warning), "红色", "请机关说明", "也可能有正当的解释")
	if rec := w.send("lianluo", httptest.NewRequest("GET", warning, nil), "zh"); rec.Code != 404 {
		w.t.Errorf("the organ before it is asked: %d", rec.Code)
	}
	w.did("linlan", warning+"/ask", "text", "请说明录音录像缺失的原因。")
	w.did("lianluo", warning+"/explain", "text", "设备更换期间部分录像没有上传。")
	w.did("linlan", warning+"/propose", "reason", "比例明显高于其他单位")
	w.did("chenxiao", warning+"/decide", "outcome", "listed", "minute", "第9号", "date", "2026-03-02")
	w.reads("decided", w.page("vice", warning), "列入监督议题", "设备更换期间")
	rec := w.send("chenxiao", httptest.NewRequest("GET", "/casebook/rules", nil), "en")
	w.reads("in English", rec.Body.String(), "interrogation not recorded throughout", "to be confirmed")
}

// define goes through the form of one indicator: refused at its fields, tried
// over a register and year without a trace, then defined and computed.
func (w *world) define(reg string) {
	const at = "/casebook/indicators/new?sort=police.interrogations"
	w.reads("the sorts", w.page("chenxiao", "/casebook/indicators/new"), "法院案件", "办案中心讯问")
	form := w.page("chenxiao", at)
	w.reads("the form", form, "同步录音录像：是", "规则：“讯问没有同步录音录像”的", "试算", "登记簿没有提供“讯问人数”", "越低越好")
	if rec := w.post("chenxiao", at, "title", "没有录像的比例"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "请至少选一项作分子") || !strings.Contains(rec.Body.String(), `id="f-since-error"`) {
		w.t.Errorf("nothing chosen: %d", rec.Code)
	}
	all := []string{"sort", "police.interrogations", "title", "没有录像的比例", "name_en", "not recorded", "direction", "down", "manner", "share", "num", "hit.police.recording", "den", "judged.police.recording", "source", "本级监督办法第4条", "since", "2025-01-01", "blue", "1", "yellow", "5", "red", "9", "register", reg, "year", "2026"}
	tried := w.post("chenxiao", at, append(all, "step", "preview")...)
	w.reads("the preview", tried.Body.String(), "16.", "红色", "/ 118")
	if strings.Contains(w.page("chenxiao", "/casebook/indicators/own"), "没有录像的比例") {
		w.t.Error("the preview defined it")
	}
	def := w.did("chenxiao", at, all...)
	w.reads("the definition", w.page("chenxiao", def), "第4条", "高于 1.0% 蓝色", "越低越好", "规则：“讯问没有同步录音录像”的 ÷")
	w.reads("its colour", w.page("chenxiao", "/casebook/indicators?register="+reg), "没有录像的比例", "· 红色")
	w.warnOwn(reg, def)
	if strings.Contains(w.page("chenxiao", "/casebook/indicators?register="+reg+"&from=2023-01-01&until=2023-12-31"), "没有录像的比例") {
		w.t.Error("it is used before the day from which it is")
	}
	if rec := w.send("lianluo", httptest.NewRequest("GET", at, nil), "zh"); rec.Code != 404 {
		w.t.Errorf("the organ defines: %d", rec.Code)
	}
	w.reads("in English", w.send("chenxiao", httptest.NewRequest("GET", at, nil), "en").Body.String(), "Recorded throughout: yes", "the lower the better", "Preview again")
}

// warnOwn raises a warning from an own definition: it lives like one by a rule,
// is computed anew after the definition is ended, and another is not raised.
func (w *world) warnOwn(reg, def string) {
	const unit = "河口派出所"
	rule := "own." + def[strings.LastIndex(def, "/")+1:]
	at := func(unit string) string {
		return "/casebook/warnings/new?" + url.Values{"rule": {rule}, "register": {reg}, "unit": {unit}}.Encode()
	}
	w.reads("what may be raised", w.page("chenxiao", "/casebook/warnings"), unit+"：没有录像的比例")
	w.reads("raising", w.page("chenxiao", at(unit)), "高于 1.0% 蓝、5.0% 黄、9.0% 红", "红色")
	if rec := w.post("chenxiao", at(unit), "rule", "own.none", "register", reg, "unit", unit); rec.Code != 422 {
		w.t.Errorf("a definition that does not exist: %d", rec.Code)
	}
	warning := w.did("chenxiao", at(unit), "rule", rule, "register", reg, "unit", unit)
	w.reads("raised", w.page("linlan", warning), unit+"：没有录像的比例", "指标（本级定义）", "本级监督办法第4条", "请机关说明", def)
	if rec := w.post("chenxiao", at(unit), "rule", rule, "register", reg, "unit", unit); rec.Code != 422 || !strings.Contains(rec.Body.String(), "已有未解除的预警") {
		w.t.Errorf("raised twice: %d", rec.Code)
	}
	if rec := w.send("lianluo", httptest.NewRequest("GET", warning, nil), "zh"); rec.Code != 404 {
		w.t.Errorf("the organ before it is asked: %d", rec.Code)
	}
	w.did("linlan", warning+"/ask", "text", "请说明没有录像的原因。")
	own := w.page("lianluo", warning)
	w.reads("the organ", own, "没有录像的比例", "本级监督办法第4条")
	if strings.Contains(own, def) {
		w.t.Error("the organ is led to the definition, which it may not see")
	}
	w.reads("in English", w.send("linlan", httptest.NewRequest("GET", warning, nil), "en").Body.String(), "not recorded", "above 1.0% blue", "Indicator of our own")
	w.did("linlan", def+"/end", "reason", "改用新的办法")
	w.did("chenxiao", warning+"/recompute", "register", reg)
	if b := w.page("chenxiao", "/casebook/warnings"); strings.Count(b, "没有录像的比例") != 1 { // the open one alone
		w.t.Error("a definition that is no longer used raises warnings")
	}
}

// TestJSONAndTexts: other formats go the same way.
func TestJSONAndTexts(t *testing.T) {
	w := newWorld(t)
	js := w.uploads("court.cases", "MZFY", "案件.json", `[{"案号":"（2025）明01民终1号","立案日期":"2025-01-06","当事人":{"原告":"甲"}},{"案号":"（2025）明01民终2号","立案日期":"2025-01-07"}]`)
	w.reads("json", js, "当事人.原告", "案号")
	texts := w.uploads("court.cases", "MZFY", "文书.txt", "明州市中级人民法院\n民事判决书\n（2025）明01民终7号\n上诉人：甲某。\n委托诉讼代理人：乙某，明州某律师事务所律师。\n审 判 长 丙某某\n二〇二五年三月一日\n书 记 员 丁某某\n")
	w.reads("texts", texts, "审判长", "丙某某", "（2025）明01民终7号", "没有读出")
}

// TestHandedBack: a file that cannot be read, and one with bad cells, go back
// whole: nothing is entered or counted, the organ reads which cells are wrong,
// and the corrected file takes the place.
func TestHandedBack(t *testing.T) {
	w := newWorld(t)
	at := w.read(w.uploads("court.cases", "MZFY", "案件.csv", "案号,结案日期\n（2025）明01刑终1号,2025-03-01\n"))
	w.reads("nothing can be read", w.page("chenxiao", at), "这份文件读不了", "没有哪一列对应必填项：立案日期", "换文件或者重新对应各列")
	if rec := w.post("chenxiao", at, "title", "刑事二审登记簿", "since", "2025-01-01", "until", "2025-12-31", "given", "2026-03-01", "giver", "审管办"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "没有可以录入的行") {
		t.Errorf("a file without rows is entered: %d", rec.Code)
	}
	id := w.did("chenxiao", at, "do", "return", "title", "刑事二审登记簿", "given", "2026-03-01", "giver", "审管办 汪以宁", "wanted", "请补立案日期一列。")
	w.reads("handed back", w.page("chenxiao", id), "整份退回，一行都没有录入", "请补立案日期一列", "还没有录入任何一行")
	w.reads("the organ", w.page("fayuan", id), "没有哪一列对应必填项：立案日期")
	if rec := w.send("lianluo", httptest.NewRequest("GET", id, nil), "zh"); rec.Code != 404 {
		t.Errorf("another organ: %d", rec.Code)
	}
	w.reads("no register counts", w.page("chenxiao", "/casebook/rules"), "还没有登记簿")
	for _, f := range []string{"/quality.xlsx", "/quality.docx"} {
		if b := w.page("fayuan", id+f); !strings.HasPrefix(b, "PK") {
			t.Errorf("%s is no file", f)
		}
	}
	reg := id[strings.LastIndex(id, "/")+1:]
	again := w.read(w.uploads("court.cases", "MZFY", "案件.csv", "案号,立案日期\n（2025）明01刑终1号,2025-13-45\n（2025）明01刑终2号,2025-01-07\n"), "register", reg)
	w.reads("bad cells", w.page("chenxiao", again), "B2", "不录入，整份退回机关")
	w.reads("the form", w.page("chenxiao", again+"?return=1"), "1 行不能读取", "审管办 汪以宁", "还是录入其余的行")
	w.did("chenxiao", again, "do", "return", "given", "2026-03-02", "giver", "审管办", "wanted", "请改正第 1 行。")
	w.reads("again", w.page("fayuan", id), "B2", "请改正第 1 行")
	good := w.read(w.uploads("court.cases", "MZFY", "案件.csv", "案号,立案日期\n（2025）明01刑终1号,2025-01-06\n（2025）明01刑终2号,2025-01-07\n"), "register", reg)
	w.did("chenxiao", good, "since", "2025-01-01", "until", "2025-12-31", "given", "2026-03-02", "giver", "审管办")
	if b := w.page("fayuan", id); strings.Contains(b, "整份退回") || !strings.Contains(b, "100.0%") {
		t.Error("the corrected file did not take the place")
	}
}
