package see_test

import (
	"testing"

	"hengjian/web/kit/see"
)

// recorder notes failures instead of failing, so that the helper's own alarms can be tested.
type recorder struct {
	testing.TB
	failed int
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed++ }
func (r *recorder) Fatalf(string, ...any) { r.failed++; panic(r) }

const doc = `<main id=m><form class="filters no-print"><input name=state value="a b"><input name=q disabled></form><p class=x>你好 <b>世界</b></p><script>var x = "hidden"</script></main>`

func TestSelectors(t *testing.T) {
	p := see.Parse(t, doc)
	for sel, n := range map[string]int{"input": 2, "form.filters.no-print input[name=q]": 1, "#m [disabled]": 1, "input[name=z]": 0, "main p b": 1, "p main": 0, "form form": 0, "*": 10} {
		if got := len(p.All(sel)); got != n {
			t.Errorf("%s: %d, want %d", sel, got, n)
		}
	}
	p.One("p.x").Says("你好 世界")
	p.Silent("hidden")
	if p.One("input[name=state]").Attr("value") != "a b" || p.One("#m").Tag() != "main" {
		t.Error("attributes")
	}
}

func TestAlarms(t *testing.T) {
	for name, f := range map[string]func(see.Page){
		"one of two": func(p see.Page) { p.One("input") }, "one of none": func(p see.Page) { p.One("table") }, "none": func(p see.Page) { p.None("b") },
		"says": func(p see.Page) { p.Says("再见") }, "silent": func(p see.Page) { p.Silent("世界") },
	} {
		r := &recorder{TB: t}
		func() {
			defer func() { _ = recover() }()
			f(see.Parse(r, doc))
		}()
		if r.failed != 1 {
			t.Errorf("%s: %d alarms", name, r.failed)
		}
	}
}
