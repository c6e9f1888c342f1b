package stage

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"hengjian/people/assets"
)

// Violation is what axe-core objects to on a page.
type Violation struct {
	ID, Impact, Help string
	Nodes            []struct {
		Target []any // selectors; nested for frames and shadow roots
		HTML   string
	}
}

// Axe examines the page for accessibility and fails the test on every serious
// or critical violation. With names of rules it asks only those.
func (p *Person) Axe(rules ...string) {
	p.t.Helper()
	for _, v := range p.Violations(rules...) {
		if v.Impact != "serious" && v.Impact != "critical" {
			continue
		}
		var at strings.Builder
		for i, n := range v.Nodes {
			if i == 5 {
				fmt.Fprintf(&at, "\n  and %d more", len(v.Nodes)-i)
				break
			}
			fmt.Fprintf(&at, "\n  %v %s", n.Target, clip(squeeze(n.HTML), 160))
		}
		p.t.Errorf("%s: %s: %s %s: %s%s", p.Name, p.URL(), v.Impact, v.ID, v.Help, at.String())
	}
}

// Violations are what axe-core objects to on the page, of rules whose impact can
// be serious or critical, or of the rules named. See axe.js for the questions it
// is spared: those that this process has had answered before.
func (p *Person) Violations(rules ...string) []Violation {
	p.t.Helper()
	p.settle()
	if !Eval[bool](p, `typeof window.axe === 'object'`) {
		// Through the debugger, so the page's content security policy stays as it is.
		Eval[bool](p, assets.Axe+";true")
	}
	var found struct {
		Violations    []Violation
		Passed, Looks []string
	}
	out := Eval[string](p, fmt.Sprintf("(%s)(%s, %s, %s, %s)", axeJS, looksJS, contrast.list(), asked.list(), jsonList(rules)))
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		p.t.Fatal(err)
	}
	contrast.add(found.Passed)
	asked.add(found.Looks)
	return found.Violations
}

//go:embed axe.js
var axeJS string

//go:embed looks.js
var looksJS string

// Contrast examines the contrast of text that looks, at the present width of her
// window, as none did that was examined before. It is cheap where nothing does.
func (p *Person) Contrast() {
	p.t.Helper()
	p.settle()
	news := Eval[[]string](p, fmt.Sprintf(`((look, known, asked) => {
		const had = new Set([...known, ...asked]), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const es = new Set(document.querySelectorAll('input, select, textarea'));
		while (texts.nextNode()) if (texts.currentNode.data.trim() !== '') es.add(texts.currentNode.parentElement);
		return [...new Set([...es].map(look))].filter(l => l !== null && !had.has(l)) })(%s, %s, %s)`, looksJS, contrast.list(), asked.list()))
	if len(news) > 0 {
		p.Axe("color-contrast")
	}
}

// contrast are the looks of text (axe.js) that axe-core found readable.
var contrast looks

// asked are the looks to which axe-core did not object.
var asked looks

type looks struct {
	mu sync.Mutex
	of map[string]bool
}

// list is a JavaScript literal of all looks.
func (l *looks) list() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return jsonList(slices.Sorted(maps.Keys(l.of)))
}

func jsonList(ss []string) string {
	b, _ := json.Marshal(append([]string{}, ss...)) // strings always can
	return string(b)
}

func (l *looks) add(ss []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of == nil {
		l.of = map[string]bool{}
	}
	for _, s := range ss {
		l.of[s] = true
	}
}
