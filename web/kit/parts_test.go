package kit_test

import (
	"context"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"hengjian/web/kit"
	"hengjian/web/kit/see"
)

func partsDoc(t *testing.T, query string) string {
	t.Helper()
	site := office
	if strings.Contains(query, "public") {
		site = public
	}
	w := serve(t, httptest.NewRequest("GET", "/parts?"+query, nil), site, kit.PartsPage)
	if w.Code != 200 {
		t.Fatalf("status %d: %s", w.Code, w.Body.String())
	}
	return w.Body.String()
}

var allSheets = []string{"", "lang=en", "public=1", "public=1&lang=en&big=1"}

// What the content policy would silently drop must not be written at all.
func TestNoInlineStyleScriptOrHandler(t *testing.T) {
	bad := regexp.MustCompile(`<[a-z][^>]*\s(style|on[a-z]+)=|<style|<script(?:[^>]*)>[^<]|javascript:`)
	for _, q := range allSheets {
		if m := bad.FindString(partsDoc(t, q)); m != "" {
			t.Errorf("%s: %q", q, m)
		}
	}
}

func TestEveryIDIsUniqueAndEveryReferenceHasItsTarget(t *testing.T) {
	for _, q := range allSheets {
		page, ids := see.Parse(t, partsDoc(t, q)), map[string]bool{}
		for _, e := range page.All("[id]") {
			if id := e.Attr("id"); id != "" && ids[id] {
				t.Errorf("%s: id %q twice", q, id)
			} else {
				ids[id] = true
			}
		}
		for _, attr := range []string{"for", "aria-describedby"} {
			for _, e := range page.All("[" + attr + "]") {
				for _, id := range strings.Fields(e.Attr(attr)) {
					if !ids[id] {
						t.Errorf("%s: %s=%q leads nowhere", q, attr, id)
					}
				}
			}
		}
		for _, a := range page.All(".error-summary a") {
			if !ids[strings.TrimPrefix(a.Attr("href"), "#")] {
				t.Errorf("%s: summary link %q leads nowhere", q, a.Attr("href"))
			}
		}
	}
}

func TestEveryControlHasALabelAndEveryImageWords(t *testing.T) {
	for _, q := range allSheets {
		page, labelled := see.Parse(t, partsDoc(t, q)), map[string]bool{}
		for _, l := range page.All("label") {
			labelled[l.Attr("for")] = true
		}
		inLabel := len(page.All("label input"))
		seen := 0
		for _, c := range append(page.All("input"), append(page.All("select"), page.All("textarea")...)...) {
			if c.Attr("type") == "hidden" || c.Attr("aria-label") != "" || labelled[c.Attr("id")] && c.Attr("id") != "" {
				continue
			}
			seen++
		}
		if seen > inLabel {
			t.Errorf("%s: %d controls without a label, %d are inside one", q, seen, inLabel)
		}
		for _, s := range page.All("svg") {
			if s.Attr("aria-hidden") != "true" && s.Attr("aria-label") == "" {
				t.Errorf("%s: a drawing without words", q)
			}
		}
	}
}

// English is complete: no Han character stands outside what has no English form.
func TestEnglishIsComplete(t *testing.T) {
	for _, q := range []string{"lang=en", "public=1&lang=en"} {
		doc := partsDoc(t, q)
		for _, cut := range []string{`(?s)<article class="paper".*?</article>`, `<a[^>]*lang="zh-CN"[^>]*>(?s:.*?)</a>`, `<time>[^<]*</time>`, `<title>(?s:.*?)</title>`} {
			doc = regexp.MustCompile(cut).ReplaceAllString(doc, "")
		}
		text := strings.NewReplacer("明人监信〔2026〕117号", "", "(2026)明01刑终12号", "", "陈晓", "", "明州市", "", "衡", "", "3月27日", "").Replace(see.Parse(t, doc).Text())
		for i, r := range text {
			if unicode.Is(unicode.Han, r) {
				t.Fatalf("%s: Chinese left in English page: …%s…", q, text[max(0, i-60):min(len(text), i+60)])
			}
		}
	}
}

func TestShellShowsOnlyWhatTheCallerPassed(t *testing.T) {
	page := see.Parse(t, partsDoc(t, ""))
	rail := page.One("nav.rail")
	rail.Says("群众反映", "38 件待办")
	rail.One("a.on[aria-current]")
	if n := len(rail.All("a")); n != 2 { // brand and one section
		t.Errorf("%d links in the rail", n)
	}
	page.One("a.skip[href=#main]")
	page.One("main#main")
	page.One("form[role=search] input[name=q]")
	page.One(".person form[method=post][action=/signout]")
	page.One("h1")
}

func TestActsNotLawfulYetAreListedWithTheReason(t *testing.T) {
	acts := see.Parse(t, partsDoc(t, "")).One("section.acts")
	acts.One("details.not-yet").Says("答复", "受理后进行")
	for _, a := range acts.All("a.btn") {
		if a.Text() == "答复" {
			t.Error("an act that is not lawful was offered")
		}
	}
}

func TestConflictedOrganIsStruckOutAndCannotBeChosen(t *testing.T) {
	tree := see.Parse(t, partsDoc(t, "")).One("fieldset.organs")
	tree.One("input[value=990101-ga][disabled]")
	tree.One(".opt.off").Says("江阳分局", "视同被反映单位")
	tree.One("input[value=990100-jcy][checked]")
}

func TestEvidenceKeepsBothDates(t *testing.T) {
	see.Parse(t, partsDoc(t, "")).One("ul.evidence").Says("证明的日期 2026-01-14", "存入 2026-03-02")
}

func TestEveryNumberOpensItsListAndEveryChartHasItsTable(t *testing.T) {
	page := see.Parse(t, partsDoc(t, ""))
	if tiles, links := len(page.All("dl.stats dt")), len(page.All("dl.stats dd a")); tiles == 0 || tiles != links {
		t.Errorf("%d tiles, %d links", tiles, links)
	}
	for _, c := range page.All("figure.chart") {
		if !c.Has("table td.num a") {
			t.Error("a chart without its table")
		}
	}
}

func TestLifeSaysWhereWeAreAndListsItsSteps(t *testing.T) {
	life := see.Parse(t, partsDoc(t, "")).One("figure.life")
	life.One("g.here").Says("已登记", "现在在这里")
	if boxes, dots, rows := len(life.All("g.node")), len(life.All("circle.dot")), len(life.All("tbody tr")); boxes != 8 || dots != 10 || rows != 10 {
		t.Errorf("%d boxes, %d numbers, %d rows", boxes, dots, rows)
	}
}

func TestColumnChoiceIsKeptInTheURL(t *testing.T) {
	page := see.Parse(t, partsDoc(t, "cols=due&cols=state&word=x"))
	table := page.One("#mine table")
	if n := len(table.All("thead th")); n != 3 { // checkbox, due, state
		t.Errorf("%d columns", n)
	}
	page.One("#mine form input[name=word][value=x]") // the filter survives
	if len(table.All("tbody tr")[0].All("td")) != 3 {
		t.Error("cells do not follow the columns")
	}
}

func TestEmptyTableTeaches(t *testing.T) {
	w := serve(t, httptest.NewRequest("GET", "/x", nil), office, func(p *kit.Page) error {
		return p.Render(kit.DataTable(kit.Table{Empty: kit.Empty{Title: "还没有", Text: "登记后出现在这里", Link: kit.Link{Text: "登记", URL: "/new"}}}))
	})
	page := see.Parse(t, w.Body.String())
	page.One(".empty").Says("还没有", "登记后出现在这里")
	page.None("table")
}

// TestOptionsUnderAnother: parts of an option are folded in beneath it, open
// where one of them is chosen, and every one is still a box of the same name.
func TestOptionsUnderAnother(t *testing.T) {
	draw := func(chosen ...string) string {
		var b strings.Builder
		f := kit.Field{Name: "classes", Label: "类别", Values: chosen, Options: []kit.Option{{Value: "a", Label: "甲（全部）"}, {Value: "a.1", Label: "甲一", Under: true}, {Value: "a.2", Label: "甲二", Under: true}, {Value: "b", Label: "乙（全部）"}}}
		if err := kit.Checks(f).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	closed := draw()
	if n := strings.Count(closed, `name="classes"`); n != 4 {
		t.Errorf("%d boxes, want 4", n)
	}
	if strings.Count(closed, "<details") != 1 || strings.Contains(closed, `class="part" open`) {
		t.Errorf("nothing chosen, want one fold, closed: %s", closed)
	}
	if opened := draw("a.2"); !strings.Contains(opened, `class="part" open`) {
		t.Errorf("a part is chosen, want the fold open: %s", opened)
	}
}
