package matter_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/web/kit/see"
)

const (
	found     = "办案区讯问录音录像未按规定全程同步"
	statement = "抽查2025年下半年卷宗，讯问录音录像存在缺失和中断，办案区使用登记与卷宗不一致。"
)

// drafted walks a problem from the form to its first evidence.
func (w *world) drafted(clueID string) string {
	w.t.Helper()
	path := "/problems/new?organ=" + officetest.OrganID("MZGA") + "&from=clue&id=" + clueID
	if clueID == "" {
		path = "/problems/new?organ=" + officetest.OrganID("MZGA")
	}
	origin := map[bool]string{true: "inspection", false: "clue"}[clueID == ""]
	a := w.did("chenxiao", path, "title", found, "statement", statement, "class", "norm.recording", "origin", origin, "units", officetest.UnitID("MZGA", "U1"))
	return last(a.to)
}

// handed walks it to the organ.
func (w *world) handed(id string) {
	w.t.Helper()
	p := "/problems/" + id
	if a := w.upload("chenxiao", p+"/add_evidence", "hash", "抽查记录.txt", "抽查记录：十二件中三件录像中断。", "title", "抽查记录", "kind", "paper", "grade", "document", "effective", "2026-01-20"); a.code != 303 {
		w.t.Fatalf("evidence: %d %s", a.code, words(a.body))
	}
	if strings.Contains(w.get("hejing", p).body, "/check_source\"") {
		w.did("hejing", p+"/check_source", "nothing", "1")
	}
	w.did("linlan", p+"/invite_reply")
	w.did("juzhang", p+"/reply", "for", "", "text", "情况属实，部分中断因设备老化，现附设备检修记录。")
	w.did("linlan", p+"/propose_confirm", "batch", "一季度问题清单")
	for _, step := range []struct{ do, term string }{{"confirm", ""}, {"hand_over", "90d"}} {
		if a := w.post("secretary", "/problems/council", "do", step.do, "id", id, "step", "choose"); a.code != 200 || !strings.Contains(a.body, "可以办") {
			w.t.Fatalf("council preview: %d %s", a.code, words(a.body))
		}
		a := w.post("secretary", "/problems/council", "do", step.do, "id", id, "step", "do", "body", "council", "minute", "主任会议纪要〔2026〕3号", "date", "2026-03-02", "term", step.term, "confirm", "1")
		if a.code != 200 || !strings.Contains(a.body, "已录入") {
			w.t.Fatalf("council %s: %d %s", step.do, a.code, words(a.body))
		}
	}
}

// planned walks it to the rectification.
func (w *world) planned(id string) {
	p := "/problems/" + id
	w.did("lianluo", p+"/sign_for")
	w.did("juzhang", p+"/plan", "measures.0.text", "更换办案区录音录像设备", "measures.0.person", "装备处处长", "measures.0.milestone", "2026-04-20", "measures.0.success", "连续三十日无中断告警",
		"measures.1.text", "建立讯问录像日抽查制度", "measures.1.person", "法制支队支队长", "measures.1.milestone", "2026-04-30", "measures.1.success", "每日抽查记录可查")
	w.did("linlan", p+"/note_plan")
}

func (w *world) claimed(id string) {
	p := "/problems/" + id
	for i, text := range []string{"设备已全部更换", "制度已印发执行"} {
		a := w.upload("lianluo", p+"/progress", "files", "验收单.txt", "验收合格", "measure", []string{"1", "2"}[i], "text", text)
		if a.code != 303 {
			w.t.Fatalf("progress: %d %s", a.code, words(a.body))
		}
	}
	w.did("juzhang", p+"/claim", "text", "两项措施均已完成，请组织核验。")
}

func (w *world) verified(id string, who ...string) {
	p := "/problems/" + id
	w.did("linlan", p+"/assign_verifiers", "people", w.Who["deputy"].ID, "people", w.Who["member"].ID)
	for _, login := range who {
		w.did(login, p+"/verify", "visited", "2026-03-02", "place", "北仓派出所办案区", "on_spot", "1", "per_measure.0", "yes", "per_measure.1", "yes", "note", "随机调看三段录像，均完整。")
	}
}

func TestProblemFromEvidenceToClosing(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) { closing(t, newWorld(t, dsn)) })
}

func closing(t *testing.T, w *world) {
	clueID, _ := w.Message("police", "我弟弟在北仓派出所被讯问，录像没有开。")
	new := "/problems/new?organ=" + officetest.OrganID("MZGA")
	w.page("chenxiao", "/problems/new")
	w.page("chenxiao", new)
	// law 1: the congress does not say how a case should end
	w.refused("chenxiao", new, "statement", "title", found, "statement", "该案判决不公，请改判无罪并释放当事人。", "class", "norm.recording", "origin", "inspection")
	w.refused("chenxiao", new, "title", "title", "（2025）明0102刑初12号案应予改判", "statement", statement, "class", "norm.recording", "origin", "inspection")
	id := w.drafted(clueID)
	p := "/problems/" + id
	// before it is put to the organ nobody there learns that it exists
	if a, b := w.get("lianluo", p), w.get("lianluo", "/problems/00000000-0000-0000-0000-000000000000"); a.code != 404 || tidy(a.body) != tidy(b.body) {
		t.Errorf("a draft is not the same as missing to the organ: %d %d", a.code, b.code)
	}
	w.handed(id)
	body := w.page("lianluo", p)
	secrets := []string{clueID, "群众反映", "来源保护", "受理员", "陈晓", "何静", w.Who["chenxiao"].ID, w.Who["hejing"].ID, "确认不暴露来源", "legs/new"}
	without(t, "liaison's page", body, secrets...)
	with(t, "liaison's page", body, statement, "抽查记录", "签收")
	for _, x := range []string{"/problems", "/problems/tasks", "/problems/duties", p + "/life"} {
		without(t, "liaison at "+x, w.page("juzhang", x), secrets...)
	}
	if a := w.get("fylianluo", p); a.code != 404 {
		t.Errorf("another organ's liaison: %d", a.code)
	}
	// the office's own page shows the source
	with(t, "clerk's page", w.page("chenxiao", p), "/clues/"+clueID, "来源保护")
	w.planned(id)
	w.claimed(id)
	// separation of duties: who drafted it cannot be chosen as verifier, and the reason stands there
	form := see.Parse(t, w.page("linlan", p+"/assign_verifiers"))
	form.One(`input[name=people][value="` + w.Who["chenxiao"].ID + `"][disabled]`)
	with(t, "assignment", form.Text(), "陈晓拟定了本问题")
	w.verified(id, "deputy")
	// what one verifier reported is not read by the organ before the round is decided
	without(t, "organ while verifying", w.page("juzhang", p), "随机调看三段录像", "戴表", "袁会")
	d := see.Parse(t, w.page("member", p+"/verify"))
	d.One(`input[name="per_measure.0"][value=yes]`)
	w.refused("member", p+"/verify", "per_measure.1", "visited", "2026-03-02", "place", "现场", "on_spot", "1", "per_measure.0", "yes")
	w.did("member", p+"/verify", "visited", "2026-03-02", "place", "北仓派出所", "on_spot", "1", "per_measure.0", "yes", "per_measure.1", "yes")
	w.did("linlan", p+"/pass")
	w.did("linlan", p+"/close")
	with(t, "organ at the end", w.page("juzhang", p), "销号", "随机调看三段录像")
	without(t, "organ at the end", w.page("juzhang", p), append(secrets, "戴表")...)
	exports(t, w)
	letter := w.get("lianluo", p+"/handover.docx")
	if letter.code != 200 || !strings.HasPrefix(letter.body, "PK") {
		t.Fatalf("hand-over letter: %d %s", letter.code, words(letter.body))
	}
}

// exports: the three lists open in a spreadsheet, as the reader may know them.
func exports(t *testing.T, w *world) {
	t.Helper()
	for _, login := range []string{"chenxiao", "lianluo"} {
		a := w.get(login, "/problems/export.xlsx")
		f, err := excelize.OpenReader(bytes.NewReader([]byte(a.body)))
		if err != nil {
			t.Fatalf("%s: %v", login, err)
		}
		if got := strings.Join(f.GetSheetList(), " "); got != "封面 问题清单 任务清单 责任清单" {
			t.Errorf("sheets %s", got)
		}
		for sheet, want := range map[string]string{"问题清单": found, "任务清单": "更换办案区录音录像设备", "责任清单": "主任会议纪要〔2026〕3号"} {
			rows, err := f.GetRows(sheet)
			if err != nil || len(rows) < 2 || !strings.Contains(strings.Join(rows[1], "|"), want) {
				t.Errorf("%s %s: %v %v", login, sheet, rows, err)
			}
		}
		f.Close()
	}
}

// tidy drops what differs on every page: nonce, ids of forms, the address.
func tidy(s string) string {
	out := nonces.ReplaceAllString(s, "")
	return uuids.ReplaceAllString(out, "")
}

func TestSeparationOfDutiesIsSeen(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	id := w.drafted("")
	p := "/problems/" + id
	if a := w.upload("chenxiao", p+"/add_evidence", "hash", "记录.txt", "记录。", "title", "抽查记录", "kind", "paper", "grade", "document"); a.code != 303 {
		t.Fatal(words(a.body))
	}
	// nothing to check: no message behind it
	if a := w.get("hejing", p+"/check_source"); a.code != 409 {
		t.Errorf("check_source: %d", a.code)
	}
	w.did("linlan", p+"/invite_reply")
	if a := w.post("linlan", p+"/propose_confirm"); a.code != 409 || !strings.Contains(a.body, "还没有收到全部回复") {
		t.Errorf("proposed before the reply: %d %s", a.code, words(a.body))
	}
	d := see.Parse(t, w.page("linlan", p))
	d.One("button[disabled]").Says("拟确认")
	with(t, "reason beside it", d.Text(), "还没有收到全部回复")
	w.did("juzhang", p+"/reply", "for", "", "text", "情况属实。")
	w.did("linlan", p+"/propose_confirm")
	// the drafter does not enter the council's confirmation
	body := see.Parse(t, w.page("chenxiao", p))
	hit := false
	for _, b := range body.All("button[disabled]") {
		hit = hit || strings.Contains(b.Text(), "确认")
	}
	if !hit || !strings.Contains(body.Text(), "您办过“拟定问题”") {
		t.Errorf("no disabled button with the reason: %s", words(body.Text()))
	}
	a := w.post("chenxiao", "/problems/council", "do", "confirm", "id", id, "step", "do", "minute", "纪要〔2026〕3号", "date", "2026-03-02", "body", "council", "confirm", "1")
	if a.code != 200 || !strings.Contains(a.body, "您办过") {
		t.Errorf("the drafter confirmed: %d %s", a.code, words(a.body))
	}
	w.refused("secretary", "/problems/council", "minute", "do", "confirm", "id", id, "step", "do", "confirm", "1")
}

func TestWorkingFiles(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	id := w.drafted("")
	p := "/problems/" + id
	// a refused form keeps the file; only who uploaded it may send its address
	a := w.upload("chenxiao", p+"/add_evidence", "hash", "记录.txt", "抽查记录正文", "title", "记", "kind", "paper", "grade", "document")
	if a.code != 422 {
		t.Fatalf("%d %s", a.code, words(a.body))
	}
	hash := see.Parse(t, a.body).One("input[name=hash]").Attr("value")
	w.refused("clerk2", p+"/add_evidence", "hash", "title", "抽查记录", "kind", "paper", "grade", "document", "hash", hash)
	w.did("chenxiao", p+"/add_evidence", "title", "抽查记录", "kind", "paper", "grade", "document", "hash", hash, "file_name", "记录.txt")
	got := w.get("clerk2", p+"/files/"+hash)
	if got.code != 200 || !strings.Contains(got.body, "抽查记录正文") || !strings.Contains(got.head.Get("Content-Disposition"), "attachment") {
		t.Errorf("download: %d %q", got.code, got.head)
	}
	if a := w.get("lianluo", p+"/files/"+hash); a.code != 404 {
		t.Errorf("the organ read a draft's file: %d", a.code)
	}
	if a := w.get("clerk2", p+"/files/"+strings.Repeat("0", 64)); a.code != 404 {
		t.Errorf("another address: %d", a.code)
	}
	f, err := w.O.Files.Get(hash)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var raw bytes.Buffer
	raw.ReadFrom(f)
	if bytes.Contains(raw.Bytes(), []byte("抽查记录正文")) || !bytes.HasPrefix(raw.Bytes(), []byte("age-encryption.org/v1")) {
		t.Error("a working file is stored in the clear")
	}
}

// TestWorkingFilesAreVerified: evidence, scans and progress files count as
// named by their problem, none as left over.
func TestWorkingFilesAreVerified(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	id := w.drafted("")
	w.handed(id)
	w.planned(id)
	w.claimed(id)
	if err := w.O.SealAll(w.Ctx); err != nil {
		t.Fatal(err)
	}
	rep, err := w.O.Verify(w.Ctx, nil, true)
	if err != nil || len(rep.Findings) > 0 {
		t.Fatalf("%v %+v", err, rep.Findings)
	}
	if rep.Files != 3 || rep.Orphans != 0 {
		t.Errorf("%d files, %d orphans; want 3 named", rep.Files, rep.Orphans)
	}
}
