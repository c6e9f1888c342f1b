// Package scripts_test checks offline that the committed third-party browser files are the reviewed ones.
// That they follow from the pinned npm packages is checked by scripts/vendor.sh --check, which needs the registry.
// (It stands here because the go command passes over packages in a folder called vendor.)
package scripts_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = ".."

func sums(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "web/kit/assets/vendor/SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(text)) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok {
			t.Fatalf("not a checksum line: %q", line)
		}
		out[name] = sum
	}
	return out
}

func TestVendoredFilesAreTheReviewedOnes(t *testing.T) {
	listed := sums(t)
	for name, want := range listed {
		b, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != want {
			t.Errorf("%s was changed by hand; run scripts/vendor.sh", name)
		}
	}
	for _, must := range []string{"web/kit/assets/vendor/age.js", "web/kit/assets/vendor/htmx.min.js", "people/assets/axe.min.js"} {
		if listed[must] == "" {
			t.Errorf("%s is not listed", must)
		}
	}
	for _, dir := range []string{"web/kit/assets/vendor", "web/kit/assets/icons"} {
		there, err := os.ReadDir(filepath.Join(root, dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range there {
			name := dir + "/" + f.Name()
			if listed[name] == "" && f.Name() != "SHA256SUMS" && f.Name() != "README.md" {
				t.Errorf("%s is not listed: where does it come from?", name)
			}
		}
	}
}

// The pages run under a policy without inline code; an icon or script that breaks it would fail only in a browser.
func TestVendoredFilesKeepThePolicy(t *testing.T) {
	live := regexp.MustCompile(`(?i)<script|\son\w+=|javascript:|style=|<foreignObject|href=`)
	icons, err := filepath.Glob(filepath.Join(root, "web/kit/assets/icons/*.svg"))
	if err != nil || len(icons) < 40 {
		t.Fatal(len(icons), err)
	}
	for _, f := range icons {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if live.Match(b) || !strings.HasPrefix(string(b), "<svg") || !strings.Contains(string(b), `stroke="currentColor"`) {
			t.Errorf("%s is not a plain icon", f)
		}
	}
	for _, f := range []string{"vendor/age.js", "sealed.js"} {
		b, err := os.ReadFile(filepath.Join(root, "web/kit/assets", f))
		if err != nil {
			t.Fatal(err)
		}
		if m := regexp.MustCompile(`\beval\(|new Function\(|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|https?://[^\s"'` + "`" + `]+`).Find(b); m != nil {
			t.Errorf("%s has %s", f, m)
		}
	}
}
