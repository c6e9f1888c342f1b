package kit_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"hengjian/oversight/act"
	"hengjian/web/kit"
	"hengjian/web/kit/see"
)

type clerk struct{}

func (clerk) Name() string      { return "陈晓" }
func (clerk) RoleZh() string    { return "经办" }
func (clerk) RoleEn() string    { return "clerk" }
func (clerk) PlaceName() string { return "明州市" }

var (
	today  = time.Date(2026, 3, 10, 6, 0, 0, 0, time.UTC)
	office = &kit.Site{NameZh: "衡鉴", NameEn: "Hengjian", SearchURL: "/search", NoticesURL: "/notices", SignOutURL: "/signout", PreferURL: "/prefer"}
	public = &kit.Site{NameZh: "衡鉴", NameEn: "Hengjian", LeaveURL: "https://weather.example/"}
)

// serve runs one page function and gives the answer.
func serve(t *testing.T, r *http.Request, site *kit.Site, show func(*kit.Page) error) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	kit.Secure(kit.Handle(func(w http.ResponseWriter, r *http.Request) (*kit.Page, error) {
		p := kit.New(w, r, site, today)
		p.Log = slog.New(slog.NewTextHandler(&bytes.Buffer{}, nil))
		if site == office {
			p.Who = clerk{}
			p.Rail = []kit.RailItem{{Label: p.L("群众反映", "Clues"), URL: "/clues", Icon: "flag", Count: 38, On: true}}
		}
		return p, nil
	}, show)).ServeHTTP(w, r)
	return w
}

func form(p *kit.Page) templ.Component {
	f := kit.Textarea(kit.Field{Name: "reason", Label: p.L("理由", "Reason"), Value: "起初"})
	return templ.Join(kit.Errors(), kit.Inside(kit.Post(kit.PostForm{Action: "/x", Version: 3}), templ.Join(f,
		kit.Radios(kit.Field{Name: "route", Label: "R", Options: []kit.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}}),
		kit.Input(kit.Field{Name: "pass", Label: "P", Type: "password"}))))
}

func TestAgainKeepsWhatWasTypedAndPutsRefusalsAtTheirFields(t *testing.T) {
	id := "0f6b6b14-2b3d-4e5f-8a9b-c0d1e2f3a4b5"
	r := post(url.Values{"reason": {"<太短>"}, "route": {"b"}, "pass": {"hunter2"}, "act_id": {id}, "version": {"2"}})
	w := serve(t, r, office, func(p *kit.Page) error {
		var in struct {
			Reason string `form:"reason"`
		}
		if err := kit.Decode(p.R, &in); err != nil {
			return err
		}
		return p.Again(form(p), act.Wrong("reason", "请写明理由。", "Give the reason."))
	})
	if w.Code != 422 {
		t.Fatalf("status %d", w.Code)
	}
	page := see.Parse(t, w.Body.String())
	page.One(".error-summary").Says("请写明理由。")
	if href := page.One(".error-summary a").Attr("href"); href != "#f-reason" {
		t.Errorf("summary leads to %q", href)
	}
	box := page.One("textarea#f-reason")
	box.Says("<太短>")
	if box.Attr("aria-invalid") != "true" || box.Attr("aria-describedby") != "f-reason-error" {
		t.Error("the box does not say that it is wrong")
	}
	if v := page.One("input[name=act_id]").Attr("value"); v != id {
		t.Errorf("act id changed to %q: pressing again would be a second act", v)
	}
	if v := page.One("input[name=version]").Attr("value"); v != "2" {
		t.Errorf("version %q, want the one the person saw", v)
	}
	page.One("input[value=b][checked]")
	page.None("input[value=a][checked]")
	if strings.Contains(w.Body.String(), "hunter2") {
		t.Error("a password was sent back")
	}
}

func TestAFreshFormHasItsOwnActID(t *testing.T) {
	ids := map[string]bool{}
	for range 2 {
		w := serve(t, httptest.NewRequest("GET", "/x?act_id=evil", nil), office, func(p *kit.Page) error { return p.Render(form(p)) })
		page := see.Parse(t, w.Body.String())
		ids[page.One("input[name=act_id]").Attr("value")] = true
		page.One("textarea").Says("起初")
		page.None(".error-summary")
	}
	if len(ids) != 2 || ids["evil"] {
		t.Errorf("ids %v", ids)
	}
}

func TestErrorsBecomeStatusesAndPages(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		says   string
	}{
		{act.Refuse(act.Invalid, "不对。", "Wrong."), 422, "不对。"},
		{act.Refuse(act.NotNow, "还没受理。", "Not accepted yet."), 409, "还没受理。"},
		{act.Refuse(act.Conflict, "别人先办了。", "Somebody was first."), 409, "别人先办了。"},
		{act.Refuse(act.Forbidden, "须另一人办。", "Somebody else must."), 403, "须另一人办。"},
		{act.None(), 404, "没有找到"},
		{errors.New("pq: password leaked"), 500, "不是您的问题"},
	} {
		w := serve(t, httptest.NewRequest("GET", "/x", nil), office, func(*kit.Page) error { return c.err })
		if w.Code != c.status {
			t.Errorf("%v: status %d, want %d", c.err, w.Code, c.status)
		}
		see.Parse(t, w.Body.String()).Says(c.says)
		if strings.Contains(w.Body.String(), "leaked") {
			t.Error("the text of a fault was shown")
		}
	}
}

func TestMissingIsTheSameBytesWhateverTheReason(t *testing.T) {
	body := func(err error) string {
		w := serve(t, httptest.NewRequest("GET", "/clues/1", nil), office, func(*kit.Page) error { return err })
		b, _, _ := strings.Cut(w.Body.String(), `nonce="`)
		_, rest, _ := strings.Cut(w.Body.String(), `</script>`)
		return b + rest
	}
	if a, b := body(act.None()), body(act.Refuse(act.Missing, "另一种说法", "another")); a != b {
		t.Error("two reasons for missing can be told apart")
	}
}

func TestAFaultWhileRenderingIsAnErrorPageNotHalfAPage(t *testing.T) {
	broken := templ.Join(templ.Raw("<p>half"), templ.Raw("", errors.New("view broke")))
	w := serve(t, httptest.NewRequest("GET", "/x", nil), office, func(p *kit.Page) error { return p.Render(broken) })
	if w.Code != 500 || strings.Contains(w.Body.String(), "half") {
		t.Errorf("status %d, body %q", w.Code, w.Body.String())
	}
	if ref := see.Parse(t, w.Body.String()).One("b.code").Text(); len(ref) != 6 {
		t.Errorf("reference %q", ref)
	}
}

func TestGoStaysOnOurOwnHost(t *testing.T) {
	for to, want := range map[string]string{"/clues/7?x=1": "/clues/7?x=1", "//evil.example/": "/", "https://evil.example/": "/", "/\\evil.example": "/", "javascript:alert(1)": "/", "clues": "/"} {
		w := serve(t, httptest.NewRequest("POST", "/x", nil), office, func(p *kit.Page) error { return p.Go(to) })
		if got := w.Header().Get("Location"); w.Code != 303 || got != want {
			t.Errorf("%s: %d to %q, want %q", to, w.Code, got, want)
		}
	}
}

func TestANoteIsShownOnceAndNeverFromTheURL(t *testing.T) {
	notes := &kit.MemoryNotes{Clock: func() time.Time { return today }}
	w := serve(t, httptest.NewRequest("POST", "/x", nil), office, func(p *kit.Page) error {
		p.Notes = notes
		return p.GoSaying("/clues/7", "已转送。", "Referred.")
	})
	to := w.Header().Get("Location")
	if strings.Contains(to, "%") || !strings.HasPrefix(to, "/clues/7?said=") {
		t.Fatalf("location %q", to)
	}
	show := func() string {
		return serve(t, httptest.NewRequest("GET", to, nil), office, func(p *kit.Page) error {
			p.Notes = notes
			return p.Render(kit.Shell(p, kit.Head{Title: "反映"}))
		}).Body.String()
	}
	see.Parse(t, show()).One(".notice.ok").Says("已转送。")
	see.Parse(t, show()).None(".notice")
}

func TestANoteIsForgottenAfterTwoMinutes(t *testing.T) {
	now := today
	notes := &kit.MemoryNotes{Clock: func() time.Time { return now }}
	code, err := notes.Keep(t.Context(), kit.Note{Zh: "好"})
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(2*time.Minute + 1)
	if _, ok := notes.Take(t.Context(), code); ok {
		t.Error("an old note was still there")
	}
}

func TestLanguageIsChosenNotGuessed(t *testing.T) {
	title := func(r *http.Request) string {
		return see.Parse(t, serve(t, r, office, func(p *kit.Page) error {
			return p.Render(kit.Shell(p, kit.Head{Title: p.L("反映", "Clue")}))
		}).Body.String()).One("h1").Text()
	}
	r := httptest.NewRequest("GET", "/x", nil)
	r.Header.Set("Accept-Language", "en-US")
	if title(r) != "反映" {
		t.Error("a browser's default language is not a choice")
	}
	r.AddCookie(&http.Cookie{Name: "lang", Value: "en"})
	if title(r) != "Clue" || title(httptest.NewRequest("GET", "/x?lang=en", nil)) != "Clue" {
		t.Error("English was chosen")
	}
}

func TestPreferKeepsOnlyKnownValuesAndGoesBackHome(t *testing.T) {
	w := httptest.NewRecorder()
	kit.Prefer(w, httptest.NewRequest("GET", "/prefer?lang=en&theme=evil%3B&big=1&back=//evil.example", nil))
	got := map[string]string{}
	for _, c := range w.Result().Cookies() {
		got[c.Name] = c.Value
	}
	if len(got) != 2 || got["lang"] != "en" || got["big"] != "1" || w.Header().Get("Location") != "/" {
		t.Errorf("cookies %v, location %q", got, w.Header().Get("Location"))
	}
}

func TestPublicPagesCarryLanguageInTheURLAndSetNoCookie(t *testing.T) {
	w := serve(t, httptest.NewRequest("GET", "/report?lang=en&big=1", nil), public, func(p *kit.Page) error {
		return p.Render(kit.Inside(kit.Public(p, kit.PublicHead{Title: "T", Header: "H", Leave: true, Back: "/report/1"}), kit.Post(kit.PostForm{Action: "/report"})))
	})
	page := see.Parse(t, w.Body.String())
	page.One("html[lang=en]")
	if to := page.One("form").Attr("action"); to != "/report?big=1&lang=en" {
		t.Errorf("the form goes to %q: its answer would be in the other language", to)
	}
	if back := page.One(".back a").Attr("href"); back != "/report/1?big=1&lang=en" {
		t.Errorf("back %q", back)
	}
	leave := page.One("a[data-leave]")
	if leave.Attr("href") != public.LeaveURL || leave.Attr("rel") != "noreferrer noopener" {
		t.Error("the way out is not the one configured")
	}
	if len(w.Result().Cookies()) != 0 {
		t.Error("a public page set a cookie")
	}
	page.None("[data-recover]")
}

func TestDueWords(t *testing.T) {
	p := kit.New(nil, httptest.NewRequest("GET", "/", nil), office, today)
	en := kit.New(nil, httptest.NewRequest("GET", "/?lang=en", nil), office, today)
	due := time.Date(2026, 12, 1, 0, 0, 0, 0, time.FixedZone("CST", 8*3600))
	for got, want := range map[string]string{p.DueText(due): "12月1日（周二）到期", en.DueText(due): "due Tue 1 Dec", p.Day(due.AddDate(1, 0, 0)): "2027年12月1日（周三）", p.Moment(today): "3月10日 14:00"} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for _, c := range []struct {
		n      int
		zh, en string
		tone   kit.Tone
	}{{6, "还剩 6 个工作日", "6 working days left", kit.Active}, {1, "还剩 1 个工作日", "1 working day left", kit.Warn}, {0, "今天到期", "Due today", kit.Bad}, {-3, "已超 3 个工作日", "3 working days late", kit.Bad}} {
		zh, tone := p.Remaining(c.n, true)
		e, _ := en.Remaining(c.n, true)
		if zh != c.zh || e != c.en || tone != c.tone {
			t.Errorf("%d: %q %q %q", c.n, zh, e, tone)
		}
	}
}

func TestAPanicIsOurFaultWithAReference(t *testing.T) {
	w := serve(t, httptest.NewRequest("GET", "/x", nil), office, func(*kit.Page) error { panic("index out of range") })
	if w.Code != 500 || strings.Contains(w.Body.String(), "out of range") {
		t.Errorf("status %d: %s", w.Code, w.Body.String())
	}
	see.Parse(t, w.Body.String()).One("b.code")
}
