package people

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"hengjian/office"
	"hengjian/people/stage"
)

// What programs rely on: sessions, acts that may be sent again, lists in pages,
// errors in two languages, and the three addresses of an operator.
func TestInterfaceContract(t *testing.T) {
	c := liveCity(t)
	nobody := stage.NewAPI(t, c.URL)
	trouble := func(ans stage.Answer, status int, kind string) {
		t.Helper()
		if ans.Status != status || str(ans.Body, "kind") != kind || str(ans.Body, "zh") == "" || str(ans.Body, "en") == "" ||
			!strings.HasPrefix(ans.Header.Get("Content-Type"), "application/problem+json") {
			t.Errorf("want %d %s: %d %s %s", status, kind, ans.Status, ans.Header.Get("Content-Type"), ans.Raw)
		}
	}
	trouble(nobody.Get("/api/v1/problems"), 401, "signed_out")
	if ans := nobody.Post("/api/v1/session", M{"login": "linwan", "password": "wrong"}); ans.Status < 400 || ans.Body["token"] != nil {
		t.Errorf("a wrong password: %d %s", ans.Status, ans.Raw)
	}
	a := c.as("zhaoheng")
	trouble(a.Get("/api/v1/problems/00000000-0000-4000-8000-000000000000"), 404, "missing")
	trouble(a.Get("/api/v1/nothing"), 404, "missing")
	trouble(a.Get("/api/v1/problems?colour=red"), 422, "invalid")
	trouble(a.Act("problem.note_plan", M{"id": c.problem("closed")}), 409, "not_now")
	trouble(c.as("fangzhou").Act("problem.close", M{"id": c.problem("closed")}), 403, "forbidden")

	// Every act has its path, and the description names it.
	doc := nobody.Get("/api/v1/openapi.json")
	paths, _ := doc.Body["paths"].(M)
	acts := office.Acts()
	if len(acts) < 80 {
		t.Errorf("only %d acts", len(acts))
	}
	for _, name := range acts {
		if paths["/api/v1/acts/"+string(name)] == nil && paths["/acts/"+string(name)] == nil {
			t.Errorf("openapi.json lacks %s", name)
		}
	}
	lives := nobody.Get("/api/v1/lives")
	for _, kind := range []string{"clue", "leg", "problem", "opening", "campaign"} {
		if !strings.Contains(string(lives.Raw), `"kind":"`+kind+`"`) {
			t.Errorf("/lives lacks %s", kind)
		}
	}

	// The same act_id again is the first answer; with another body a conflict.
	id := c.problem("planned")
	body := M{"id": id, "act_id": actID()}
	first := a.MustAct("problem.note_plan", body)
	for _, f := range []string{"seq", "subject", "version", "from", "to"} {
		if _, ok := first.Body[f]; !ok {
			t.Errorf("the answer lacks %s: %s", f, first.Raw)
		}
	}
	if again := a.MustAct("problem.note_plan", body); string(again.Raw) != string(first.Raw) {
		t.Errorf("again: %s\nfirst: %s", again.Raw, first.Raw)
	}
	trouble(a.Act("problem.note_plan", M{"id": c.problem("planned"), "act_id": body["act_id"]}), 409, "conflict")

	// Lists are walked by their cursor: every item once, in one order, while
	// others write.
	var seen []string
	for next, pages := "", 0; pages == 0 || next != ""; pages++ {
		var page struct {
			Items []M
			Next  string
			Count int
		}
		a.Get("/api/v1/problems?limit=7&cursor="+next).Into(t, &page)
		for _, p := range page.Items {
			if slices.Contains(seen, str(p, "id")) {
				t.Errorf("%s is listed twice", str(p, "number"))
			}
			seen = append(seen, str(p, "id"))
		}
		if next = page.Next; pages > 100 {
			t.Fatal("the list does not end")
		}
		if next == "" && page.Count != len(seen) {
			t.Errorf("%d were listed, the count says %d", len(seen), page.Count)
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d problems", len(seen))
	}

	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "", "/metrics": "# TYPE"} {
		ans := nobody.Get(path)
		if ans.Status != 200 || !strings.Contains(string(ans.Raw), want) {
			t.Errorf("%s: %d %.200s", path, ans.Status, ans.Raw)
		}
	}
	req, _ := http.NewRequest("GET", c.URL+"/metrics", nil)
	req.Header.Set("X-Forwarded-For", "203.0.113.9") // through a gateway it is for administrators only
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 404 {
		t.Errorf("metrics through a gateway: %d", resp.StatusCode)
	}
	verifies(t, c.Data)
}
