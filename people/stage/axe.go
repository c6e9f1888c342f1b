package stage

import (
	"encoding/json"
	"fmt"
	"strings"

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
// or critical violation.
func (p *Person) Axe() {
	p.t.Helper()
	for _, v := range p.Violations() {
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

// Violations are all objections of axe-core to the page, of any impact.
func (p *Person) Violations() []Violation {
	p.t.Helper()
	p.settle()
	if !Eval[bool](p, `typeof window.axe === 'object'`) {
		// Through the debugger, so the page's content security policy stays as it is.
		Eval[bool](p, assets.Axe+";true")
	}
	out := Eval[string](p, `axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations))`)
	var vs []Violation
	if err := json.Unmarshal([]byte(out), &vs); err != nil {
		p.t.Fatal(err)
	}
	return vs
}
