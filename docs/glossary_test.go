// Package docs_test holds the documents against the code.
package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hengjian/office"
	"hengjian/oversight/access"
)

func glossary(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Every function and every kind of subject is called what the glossary says.
func TestWordsOfFunctionsAndSubjectsAreInTheGlossary(t *testing.T) {
	g := glossary(t)
	for _, r := range access.Roles {
		if r.Side == "door" {
			continue
		}
		if !strings.Contains(g, r.Zh) || !strings.Contains(g, r.En) {
			t.Errorf("the glossary does not have the function %s / %s", r.Zh, r.En)
		}
	}
	for _, l := range office.Lives() {
		if !strings.Contains(g, l.Zh) || !strings.Contains(strings.ToLower(g), strings.ToLower(l.En)) {
			t.Errorf("the glossary does not have the subject %s / %s", l.Zh, l.En)
		}
	}
}

// words the product does not use for people and acts, each with the reason.
var refused = map[string]string{
	"举报人": "反映人", "缠访": "重复件", "闹访": "重复件", "上访户": "反映人", "约谈": "听取情况说明", "督办": "催办 or 商请函", "移送": "转送",
	"risk score": "lead", "whistleblower": "sender", "whistle-blower": "sender", "complainant": "sender",
}

// allowed are places that must name a word to refuse or to read it: what others
// write, what invented senders and organs say, what a statute calls its own step.
var allowed = regexp.MustCompile(`^(cast/|oversight/law/neutral\.go|gongwen/slots\.go|office/import_fields\.go|oversight/casebook/(sort_data|codes_data|codes_read)\.go|casebook/judgment\.go|lexis/|oversight/law/route_data\.go|.*_test\.go$|.*_templ\.go$)`)

func TestTextsKeepToTheGlossary(t *testing.T) {
	out, err := exec.Command("git", "-C", "..", "ls-files", "*.go", "*.templ").Output()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range strings.Fields(string(out)) {
		if allowed.MatchString(f) {
			continue
		}
		b, err := os.ReadFile(filepath.Join("..", f))
		if os.IsNotExist(err) {
			continue // deleted, not yet committed
		}
		if err != nil {
			t.Fatal(err)
		}
		n++
		// 监督办法 (a local measure) is a word of its own: 监督 + 办法.
		text := strings.ReplaceAll(strings.ToLower(string(b)), "监督办法", "")
		for w, say := range refused {
			if strings.Contains(text, w) {
				t.Errorf("%s says %q; the glossary says %s", f, w, say)
			}
		}
	}
	if n < 200 {
		t.Fatalf("only %d files read", n)
	}
}
