package coverage_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/organ"
	"hengjian/oversight/task"
	"hengjian/web/site"
)

// TestCoverage: a province shares a plan, two cities adopt differently, one
// drafts, one does nothing; the province reads counts and nothing else.
func TestCoverage(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		minute := func(n string) office.Order {
			return office.Order{Body: &act.Body{Name: "council", Minute: n, Date: "2026-03-01"}}
		}
		found := func(place, name, level, login string) {
			h.Must("anquan", &organ.Found{Place: place, Name_: name + "人民代表大会常务委员会", Short: name + "人大常委会", Level: level, Prefix: name[:3] + "人"})
			h.OpenAt(place, "", login, login+"经办", access.Clerk)
		}
		found("990000", "明省", "province", "sheng")
		found("990300", "清州市", "city", "qing")
		found("990400", "远州市", "city", "yuan")
		found("990500", "近州市", "city", "jin")
		up := h.Must("sheng", &campaign.Draft{Title: "全省规范执法专项监督", Since: "2026-03-01"}).Subject
		h.Must("sheng", &campaign.Write{ID: up, Plan: campaign.Plan{Requirements: []campaign.Requirement{{Text: "全面排查办案区"}, {Text: "海上执法专项检查"}, {Text: "按月报告情况"}, {Text: "机关自查", Who: "organs"}}}})
		h.MustAs(h.Person("sheng"), &campaign.Adopt{ID: up}, minute("省1号"))
		h.Must("sheng", &campaign.Send{ID: up})
		adopt := func(login, title string, adopted bool) string {
			id := h.Must(login, &campaign.Adapt{Upper: up, Title: title, Since: "2026-03-01"}).Subject
			if adopted {
				h.MustAs(h.Person(login), &campaign.Adopt{ID: id}, minute("市1号"))
			}
			return id
		}
		ming, qing := adopt("chenxiao", "明州规范执法专项", true), adopt("qing", "清州规范执法专项", true)
		adopt("yuan", "远州规范执法专项", false)
		mine := func(login, camp, via, title, due string) string {
			return h.Must(login, &task.Create{Work: task.Work{Title: title, Campaign: camp, Requirement: via}, Owner: task.Owner{Person: h.Person(login).ID}, Due: due}).Subject
		}
		mine("chenxiao", ming, "u:r1", "明州机密任务一", "2026-04-01")
		mine("chenxiao", ming, "u:r1", "明州机密任务二", "2026-05-01")
		h.Must("chenxiao", &campaign.AnswerRequirement{ID: ming, Key: "r2", Reason: "本市不临海，没有海上执法"})
		mine("qing", qing, "u:r1", "清州机密任务", "")
		gone := mine("qing", qing, "u:r3", "清州撤销的任务", "2026-05-01")
		h.Must("qing", &task.Cancel{ID: gone, Reason: "重复布置"})

		_, cov, err := h.O.CoverageOf(h.Ctx, h.Person("sheng"), up)
		if err != nil {
			t.Fatal(err)
		}
		if len(cov.Requirements) != 3 || len(cov.Committees) != 2 || strings.Join(cov.Without, " ") != "远州市人大常委会 近州市人大常委会" {
			t.Fatalf("%d requirements, %+v, without %v", len(cov.Requirements), cov.Committees, cov.Without)
		}
		for i, want := range [][]string{{office.Covered, office.NotApply, office.Uncovered}, {office.ThinOnly, office.Uncovered, office.Uncovered}} {
			for j, w := range want {
				if got := cov.Committees[i].Cells[j].Kind(); got != w {
					t.Errorf("%s, requirement %d: %s, want %s", cov.Committees[i].Name, j+1, got, w)
				}
			}
		}
		for _, who := range []string{"chenxiao", "qing", "anquan", "member"} {
			if _, _, err := h.O.CoverageOf(h.Ctx, h.Person(who), up); act.KindOf(err) != act.Missing {
				t.Errorf("%s reads the province's matrix: %v", who, err)
			}
		}
		pages(t, h, up)
	})
}

// pages: the matrix shows counts and no task of a committee below.
func pages(t *testing.T, h *officetest.House, up string) {
	srv, err := site.Office(h.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	get := func(login, path, lang string) (int, string) {
		r := httptest.NewRequest("GET", path, nil)
		r.AddCookie(&http.Cookie{Name: "hengjian", Value: h.Token(login)})
		r.AddCookie(&http.Cookie{Name: "lang", Value: lang})
		w := httptest.NewRecorder()
		srv.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	for lang, words := range map[string][]string{"zh": {"全面排查办案区", "明州市人大常委会", "有任务 2", "不具体 1", "说明不适用", "尚无对应任务", "近州市人大常委会"}, "en": {"covered 2", "thin 1", "does not apply", "no task yet"}} {
		code, body := get("sheng", "/campaigns/"+up+"/coverage", lang)
		for _, w := range words {
			if code != 200 || !strings.Contains(body, w) {
				t.Errorf("%s: %d, no %q", lang, code, w)
			}
		}
		for _, secret := range []string{"机密", "不临海", "撤销的"} {
			if strings.Contains(body, secret) {
				t.Errorf("the matrix shows %q of a committee below", secret)
			}
		}
	}
	if code, _ := get("chenxiao", "/campaigns/"+up+"/coverage", "zh"); code != 404 {
		t.Errorf("a city opens the province's matrix: %d", code)
	}
	if code, body := get("sheng", "/campaigns/"+up+"/coverage.xlsx", "zh"); code != 200 || !strings.HasPrefix(body, "PK") {
		t.Errorf("export: %d", code)
	}
	if code, body := get("sheng", "/campaigns/"+up, "zh"); code != 200 || !strings.Contains(body, "/coverage") {
		t.Errorf("the campaign leads to its matrix: %d", code)
	}
}
