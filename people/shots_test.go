package people

import (
	"cmp"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"hengjian/people/stage"
)

// TestShots walks through every page that has a link, as every role of the city
// and as the public, in both languages. A page has one title and one heading,
// nothing dead behind its links, no Chinese words of the program in its English,
// no fault in the browser, no serious barrier, and on a phone neither sideways
// scrolling nor pale text. HENGJIAN_SHOTS keeps pictures in people/shots;
// HENGJIAN_SHOTS_ONLY is a regular expression of the pages to take.
func TestShots(t *testing.T) {
	if testing.Short() {
		t.Skip("short run: no browser")
	}
	all := &walkthrough{t: t, town: liveCity(t), own: programWords(t), keep: os.Getenv("HENGJIAN_SHOTS") != ""}
	if only := os.Getenv("HENGJIAN_SHOTS_ONLY"); only != "" {
		all.only = regexp.MustCompile(only)
	}
	rounds := all.rounds()
	// Side by side: while one waits for a page to come to rest another reads. The
	// city is theirs alone, and they look, but for the public's reports.
	t.Run("find", func(t *testing.T) {
		for _, r := range rounds {
			t.Run(r.name, func(t *testing.T) { t.Parallel(); r.find(all.of(t)) })
		}
	})
	// Whose eyes see a kind of page does not hang on who was quicker.
	seen := map[string]bool{"/signin": true}
	for _, r := range rounds {
		r.pages = slices.DeleteFunc(r.pages, func(f found) bool {
			had := seen[f.pattern]
			seen[f.pattern] = true
			return had || all.only != nil && !all.only.MatchString(f.pattern)
		})
	}
	t.Run("look", func(t *testing.T) {
		for _, r := range rounds {
			for part := range slices.Chunk(r.pages, 20) {
				t.Run(r.name, func(t *testing.T) {
					t.Parallel()
					w := all.of(t)
					p := r.person(w)
					for _, f := range part {
						w.look(p, r.name, f)
					}
				})
			}
		}
		t.Run("reports", func(t *testing.T) { t.Parallel(); all.of(t).public() })
	})
	t.Logf("%d distinct pages", len(seen))
	if len(seen) < 60 && all.only == nil {
		t.Errorf("only %d distinct pages were found", len(seen))
	}
}

// round is what one sort of people is led to.
type round struct {
	name   string
	find   func(*walkthrough)
	person func(*walkthrough) *stage.Person
	pages  []found
}

// rounds are the public's and one of each role.
func (w *walkthrough) rounds() []*round {
	pub := &round{name: "public", person: func(w *walkthrough) *stage.Person { return w.town.Public(w.t, "a citizen") }}
	pub.find = func(w *walkthrough) {
		pub.pages = append(w.crawl("public", w.town.Intake, "", "/p/990200/", "/"), found{"/no such page", "/nothing-here"})
	}
	all, roles := []*round{pub}, map[string]bool{}
	for _, a := range w.town.Accounts {
		if roles[a.Role] {
			continue
		}
		roles[a.Role] = true
		r := &round{name: a.Role, person: func(w *walkthrough) *stage.Person {
			p := w.town.Person(w.t, a.Login)
			p.SignIn(a.Login, a.Password)
			return p
		}}
		r.find = func(w *walkthrough) { r.pages = w.office(a) }
		all = append(all, r)
	}
	return all
}

// of is the walkthrough for a part of the test.
func (w walkthrough) of(t *testing.T) *walkthrough {
	w.t, w.town = t, &town{Server: w.town.For(t), t: t}
	return &w
}

type walkthrough struct {
	t    testing.TB
	town *town
	own  map[string]bool // Chinese words written in the program
	only *regexp.Regexp
	keep bool
}

// found is one address of a pattern such as /clues/{id}/accept.
type found struct{ pattern, url string }

// crawler follows links over HTTP, which is quick; the browser looks at one of
// each kind afterwards.
type crawler struct {
	*walkthrough
	who, base string
	client    *http.Client
	token     string
	count     map[string]int
	pages     []found
	queue     []string
	queued    map[string]bool
}

func (w *walkthrough) crawl(who, base, token string, from ...string) []found {
	c := &crawler{walkthrough: w, who: who, base: base, token: token, count: map[string]int{}, queue: from, queued: map[string]bool{},
		client: &http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	for len(c.queue) > 0 {
		next := c.queue[0]
		c.queue = c.queue[1:]
		c.visit(next)
	}
	slices.SortFunc(c.pages, func(a, b found) int { return cmp.Compare(a.pattern, b.pattern) })
	return c.pages
}

var identifier = regexp.MustCompile(`^([0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32,}|\d+|place|99\d+)$`)

// patternOf puts {id} for what names a matter.
func patternOf(path string) string {
	parts := strings.Split(path, "/")
	for i, s := range parts {
		if identifier.MatchString(s) {
			parts[i] = "{id}"
		}
	}
	return strings.Join(parts, "/")
}

// mostOf bounds how many of one kind are followed: matters in different states
// offer different acts, forms are alike.
func mostOf(pattern string) int {
	if strings.HasSuffix(strings.TrimSuffix(pattern, "/"), "{id}") {
		return 8
	}
	return 1
}

func (c *crawler) visit(at string) {
	t := c.t
	u, err := url.Parse(at)
	if err != nil {
		t.Errorf("%s: link %q: %v", c.who, at, err)
		return
	}
	pattern := patternOf(u.Path)
	if c.count[pattern] >= mostOf(pattern) {
		return
	}
	c.count[pattern]++
	body, kind := c.fetch(at, "")
	if body == nil {
		return
	}
	if !strings.HasPrefix(kind, "text/html") {
		return
	}
	if c.count[pattern] == 1 {
		c.pages = append(c.pages, found{pattern, at})
	}
	doc, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		t.Errorf("%s: %s: %v", c.who, at, err)
		return
	}
	c.wellFormed(at, doc)
	// Two of a kind are read in English: their words come from one page.
	if c.count[pattern] > 2 {
		c.follow(u, doc)
		return
	}
	if en, _ := c.fetch(at, "en"); en != nil {
		if d, err := html.Parse(strings.NewReader(string(en))); err == nil {
			c.wellFormed(at+" (en)", d)
			c.english(at, d)
		}
	}
	c.follow(u, doc)
}

// follow puts the links of a page into the queue.
func (c *crawler) follow(u *url.URL, doc *html.Node) {
	each(doc, func(e *html.Node) {
		if e.Data != "a" {
			return
		}
		href := attribute(e, "href")
		to, err := u.Parse(href)
		if err != nil || href == "" || to.Host != "" || strings.HasPrefix(href, "#") || to.Scheme != "" {
			return
		}
		to.Fragment = ""
		switch {
		case strings.HasPrefix(to.Path, "/prefer"), strings.HasPrefix(to.Path, "/assets/"), strings.HasPrefix(to.Path, "/api/"):
			return
		}
		if s := to.String(); !c.queued[s] {
			c.queued[s] = true
			c.queue = append(c.queue, s)
		}
	})
}

// fetch reads a page; whatever a person is offered must be there.
func (c *crawler) fetch(at, lang string) ([]byte, string) {
	req, err := http.NewRequest("GET", c.base+at, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Sec-Fetch-Mode", "navigate")
	if c.token != "" {
		req.AddCookie(&http.Cookie{Name: "hengjian", Value: c.token})
	}
	if lang != "" {
		q := req.URL.Query()
		q.Set("lang", lang)
		req.URL.RawQuery = q.Encode()
	}
	resp, err := c.client.Do(req)
	if err != nil {
		c.t.Errorf("%s: %s: %v", c.who, at, err)
		return nil, ""
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Errorf("%s: %s: %v", c.who, at, err)
		return nil, ""
	}
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		if to := resp.Header.Get("Location"); strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "/signin") {
			c.queue = append(c.queue, to)
		} else if at != "/" {
			c.t.Errorf("%s: %s leads to %s", c.who, at, to)
		}
		return nil, ""
	case resp.StatusCode != 200:
		c.t.Errorf("%s: %s answers %d", c.who, at, resp.StatusCode)
		return nil, ""
	case len(b) == 0:
		c.t.Errorf("%s: %s is empty", c.who, at)
		return nil, ""
	}
	return b, resp.Header.Get("Content-Type")
}

// wellFormed: one title, one heading of the first level.
func (c *crawler) wellFormed(at string, doc *html.Node) {
	var titles, heads int
	each(doc, func(e *html.Node) {
		switch {
		case e.Data == "title" && e.Namespace == "" && shownText(e) != "":
			titles++
		case e.Data == "h1" && shownText(e) != "":
			heads++
		}
	})
	if titles != 1 || heads != 1 {
		c.t.Errorf("%s: %s has %d titles and %d first headings", c.who, at, titles, heads)
	}
}

var han = regexp.MustCompile(`\p{Han}+`)

// english: what the program itself says must be English. Data stay as they are:
// a word counts only if it is written in the program's source.
func (c *crawler) english(at string, doc *html.Node) {
	each(doc, func(e *html.Node) {
		switch e.Data {
		case "h1", "h2", "h3", "button", "label", "legend", "th", "summary", "dt", "caption":
		case "option":
		default:
			return
		}
		for p := e; p != nil; p = p.Parent {
			if strings.HasPrefix(attribute(p, "lang"), "zh") || attribute(p, "data-data") != "" {
				return
			}
		}
		text := dataPhrases.Replace(shownText(e))
		for _, run := range han.FindAllString(text, -1) {
			if c.own[run] {
				c.t.Errorf("%s: %s in English: <%s> %s", c.who, at, e.Data, text)
				return
			}
		}
	})
}

// programWords are the Chinese words between quotation marks in the sources of
// the pages, of which names of the city are no part.
func programWords(t testing.TB) map[string]bool {
	root, err := stage.Root()
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]bool{}
	for _, dir := range []string{"web", "office", "oversight"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "campaign/template.go") { // plans to copy are papers, not words of the program
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, line := range strings.Split(string(b), "\n") {
				for _, q := range quoted.FindAllString(line, -1) {
					for _, run := range han.FindAllString(q, -1) {
						if len([]rune(run)) > 1 {
							words[run] = true
						}
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	// Words of law and organs that name data too.
	for _, w := range dataWords {
		delete(words, w)
	}
	maps.DeleteFunc(words, func(w string, _ bool) bool { return strings.HasPrefix(w, "明州") }) // examples in hints
	return words
}

var quoted = regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`")

// dataWords stand in the program and in the city: names of kinds of organs and units.
var dataWords = []string{"人民法院", "人民检察院", "公安局", "司法局", "监察委员会", "立案庭", "执行局", "看守所", "中文", "走访", "走访月", "市司法局", "代表联络站", "社区矫正", "见人见事", "民警", "刑事", "民事", "刑初", "民初", "执行",
	"紧急", "专项监督", "司法规范化", "明人监信", "明人监信转", "律师", "总结"}

// dataPhrases are what the city's plan asks, which pages show as it was adopted.
var dataPhrases = strings.NewReplacer("严格司法：立案、羁押期限、强制措施、执行和社区矫正是否严格依法", "", "规范司法：讯问、告知、送达、财物保管、窗口服务是否规范", "",
	"廉洁司法：三个规定、与律师和当事人交往、以案谋私等情况", "")

func each(n *html.Node, f func(*html.Node)) {
	if n.Type == html.ElementNode {
		f(n)
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		each(k, f)
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func shownText(n *html.Node) string {
	var b strings.Builder
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && (n.Data == "select" || n.Data == "script" || n.Data == "textarea" || strings.HasPrefix(attribute(n, "lang"), "zh")) {
			return
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			visit(k)
		}
	}
	visit(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// public looks at the way in, and goes through a report.
func (w *walkthrough) public() {
	if w.only == nil || w.only.MatchString("report") {
		w.reports(w.town.Public(w.t, "a citizen"))
	}
	w.look(w.town.Person(w.t, "nobody"), "nobody", found{"/signin", "/signin"})
}

// reports goes through the four steps, the receipt and what it shows later.
func (w *walkthrough) reports(p *stage.Person) {
	see := func(name string) {
		w.t.Helper()
		p.Axe()
		if w.keep {
			p.Shot("zh-public-"+name, 390)
			p.Shot("zh-public-"+name, 1440)
		}
		w.narrow(p, "public", name)
	}
	p.Goto("/p/990200/report")
	see("step1")
	p.Choose("法院")
	p.Press("继续")
	see("step2")
	p.Choose("不留姓名")
	p.Press("继续")
	see("step3")
	p.Press("继续")
	see("step3-refused")
	p.Fill("text", "立案窗口三次退回材料，每次说的理由都不一样，也不出具书面告知。")
	p.Fill("where", "稻溪县人民法院立案庭")
	p.Press("继续")
	see("step4")
	p.Press("提交")
	see("receipt")
	code := regexp.MustCompile(`(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}`).FindString(p.Text())
	if code == "" {
		w.t.Fatalf("no receipt code on %s", p.Text())
	}
	p.Goto("/receipt")
	p.Fill("code", code)
	p.Press("查看")
	see("receipt-later")
	if b, err := os.ReadFile(filepath.Join(w.town.Data, "demo-receipts.txt")); err == nil {
		for i, code := range regexp.MustCompile(`(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}`).FindAllString(string(b), 3) {
			p.Goto("/receipt")
			p.Fill("code", code)
			p.Press("查看")
			see("receipt-old" + string(rune('1'+i)))
		}
	}
}

// office finds everything one account is offered.
func (w *walkthrough) office(a stage.Account) []found {
	api := w.town.API(w.t, a.Login, a.Password)
	pages := w.crawl(a.Role+" "+a.Login, w.town.URL, api.Token, "/", "/me", "/search?q=%E6%B3%95%E9%99%A2")
	if len(pages) < 3 {
		w.t.Errorf("%s finds only %v", a.Login, pages)
	}
	for i := range pages {
		if pages[i].pattern == "/" {
			pages[i].pattern = "/ of " + a.Role
		}
	}
	return pages
}

// look opens one page in the browser.
func (w *walkthrough) look(p *stage.Person, role string, f found) {
	w.t.Helper()
	if w.only != nil && !w.only.MatchString(f.pattern) {
		return
	}
	en := f.url + "?lang=en"
	if strings.Contains(f.url, "?") {
		en = f.url + "&lang=en"
	}
	name := strings.Trim(strings.NewReplacer("{id}", "x", "/", ".", " ", "-").Replace(f.pattern), ".-")
	name = cmp.Or(name, "front")
	p.Goto(f.url)
	if n := stage.Eval[int](p, `document.querySelectorAll('h1').length`); n != 1 || strings.TrimSpace(p.Title()) == "" {
		w.t.Errorf("%s: %s has %d first headings and the title %q", role, f.url, n, p.Title())
	}
	p.Axe()
	if w.keep {
		p.Shot("zh-"+role+"-"+name, 1440)
		p.Shot("zh-"+role+"-"+name, 390)
	}
	p.Goto(en)
	if w.keep {
		p.Shot("en-"+role+"-"+name, 1440)
	}
	w.narrow(p, role, f.url)
	for _, fault := range p.Faults() {
		w.t.Errorf("%s: %s: %s", role, f.url, fault)
	}
}

// narrow: on a phone nothing runs out of the page sideways, and what looks
// otherwise there reads well.
func (w *walkthrough) narrow(p *stage.Person, role, at string) {
	w.t.Helper()
	p.Resize(390, 844)
	// The widest element says what to mend.
	if wide := stage.Eval[string](p, `(() => { const w = document.documentElement.clientWidth;
		if (document.documentElement.scrollWidth <= w) return '';
		const es = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > w + 1).slice(0, 3);
		return document.documentElement.scrollWidth + ' > ' + w + ': ' + es.map(e => e.outerHTML.slice(0, 120)).join(' | ') })()`); wide != "" {
		w.t.Errorf("%s: %s scrolls sideways on a phone: %s", role, at, wide)
	}
	p.Contrast()
	p.Resize(1440, 900)
}
