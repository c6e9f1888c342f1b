package campaign_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"hengjian/oversight/outline"
	"hengjian/web/campaign"
	"hengjian/web/kit/see"
)

const notice = `关于开展2027年度刑事执行监督专项工作的方案
为贯彻《中华人民共和国各级人民代表大会常务委员会监督法》第十二条，制定本方案。
一、总体要求
坚持依法监督、集体监督，推动公正司法，不介入个案。
二、监督内容
（一）规范司法方面
1. 权利告知不到位、程序告知缺失。
2. 超期羁押、久押不决。
（二）廉洁司法方面
1. 违规会见当事人。
三、工作要求
（一）提高站位。各机关要按时报送自查报告。
（二）注重实效。对发现的问题逐项整改。
1.各机关要逐案自查，一是查讯问录像，二是查告知记录。
四、实施步骤
（一）动员部署阶段（2027年1月至2月）。召开动员会。
（二）总结阶段（2027年12月）。形成总结报告。
`

// What a document says stands in the plan's parts; days it gives are days.
func TestAPlanIsReadFromADocument(t *testing.T) {
	o, err := outline.Text(notice)
	if err != nil {
		t.Fatal(err)
	}
	r := campaign.PlanOf(o)
	p := r.Plan
	if !strings.Contains(p.Goal, "不介入个案") || len(p.Basis) != 1 || len(p.Contents) != 3 || len(p.Requirements) != 4 || len(p.Stages) != 2 {
		t.Fatalf("%+v", r)
	}
	if s := p.Stages[0]; s.Name != "动员部署阶段" || s.Since != "2027-01-01" || s.Until != "2027-02-28" || !strings.Contains(s.Work, "召开动员会") {
		t.Errorf("first stage: %+v", s)
	}
	if q := p.Requirements[2].Text; q != "各机关要逐案自查：查讯问录像" {
		t.Errorf("what is listed within a sentence loses its sentence: %q", q)
	}
	all := p.Goal
	for _, c := range p.Contents {
		all += c.Text
	}
	for _, q := range p.Requirements {
		all += q.Text
	}
	for _, s := range p.Stages {
		all += s.Name + s.Work
	}
	for _, u := range r.Left {
		all += u.Head + u.Text
	}
	for _, want := range []string{"权利告知不到位", "超期羁押", "违规会见", "逐项整改", "形成总结报告"} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is nowhere", want)
		}
	}
}

// On the page the document fills the editor and nothing is saved; what cannot be
// read is refused at its field.
func TestTheEditorReadsADocument(t *testing.T) {
	w := newWorld(t)
	id := w.did("chenxiao", "/campaigns/new", "title", "刑事执行专项监督", "theme", "规范刑事执行", "since", "2026-03-02")
	send := func(name, text string) answer {
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		f, err := m.CreateFormFile("document", name)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(text))
		m.Close()
		r := httptest.NewRequest("POST", id+"/plan?read", &b)
		r.Header.Set("Content-Type", m.FormDataContentType())
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		return w.send("chenxiao", r, "zh")
	}
	a := send("方案.txt", notice+"五、其他\n风和日丽。\n")
	if a.code != 200 {
		t.Fatalf("%d %s", a.code, words(a.body))
	}
	page := see.Parse(t, a.body)
	item := func(text string) (class, sentence string) {
		for _, tr := range page.All("form#sort tbody tr") {
			if strings.Contains(tr.Text(), text) {
				return tr.One("select option[selected]").Attr("value"), tr.Text()
			}
		}
		t.Fatalf("no item says %s", text)
		return
	}
	if c, said := item("查告知记录"); c != "requirement" || !strings.Contains(said, "各机关要逐案自查：查告知记录") || !strings.Contains(said, "第 14 段") {
		t.Errorf("an item of a sentence: class %q of %s", c, said)
	}
	if c, _ := item("风和日丽"); c != "" {
		t.Errorf("what the rules do not understand is taken for %q", c)
	}
	a = w.send("chenxiao", sortedBy(t, id, page, map[string]string{"超期羁押": "requirement", "注重实效": "", "违规会见": "organisation", "形成总结报告": "goal"}), "zh")
	page = see.Parse(t, a.body)
	page.One("main").Says("已读入，还没有保存", "监督内容 1 条", "工作要求 4 条", "阶段 1 个", "责任分工 1 项")
	page.One(`[name="requirements.1.text"]`).Says("超期羁押")
	page.One(`[name="bodies.1.work"]`).Says("违规会见当事人")
	page.One(`[name="goal"]`).Says("形成总结报告")
	page.One("#left").Says("注重实效", "第 13 段")
	page.One(`[name="contents.1.text"]`).Says("权利告知")
	if d := page.One(`[name="stages.1.since"]`).Attr("value"); d != "2027-01-01" {
		t.Errorf("the first stage begins on %q", d)
	}
	page.One("#left").Says("风和日丽")
	if saved := w.page("chenxiao", id); strings.Contains(saved, "权利告知不到位") {
		t.Error("the plan was saved by reading it")
	}
	if bad := send("方案.txt", " "); bad.code != 422 || !strings.Contains(bad.body, "没有文字") {
		t.Errorf("an empty file: %d", bad.code)
	}
}

// sortedBy sends the list of items with other classes for those that say a word.
func sortedBy(t *testing.T, id string, page see.Page, to map[string]string) *http.Request {
	t.Helper()
	v, changed := url.Values{}, 0
	for _, x := range page.All("form#sort input[type=hidden]") {
		v.Add(x.Attr("name"), x.Attr("value"))
	}
	for _, tr := range page.All("form#sort tbody tr") {
		s := tr.One("select")
		class := ""
		if on := s.All("option[selected]"); len(on) > 0 {
			class = on[0].Attr("value")
		}
		for word, c := range to {
			if strings.Contains(tr.Text(), word) {
				class, changed = c, changed+1
			}
		}
		v.Set(s.Attr("name"), class)
	}
	if changed != len(to) {
		t.Fatalf("%d items changed of %d", changed, len(to))
	}
	r := httptest.NewRequest("POST", id+"/plan?sorted", strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return r
}
