package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"golang.org/x/text/encoding/simplifiedchinese"
)

const inventedMessages = "../../lexis/testdata/messages.csv"

// runVerb parses a command line as the program does and runs it.
func runVerb(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var verbs struct {
		Classify ClassifyCmd `cmd:""`
		Topics   TopicsCmd   `cmd:""`
	}
	var out bytes.Buffer
	p, err := kong.New(&verbs, kong.Writers(&out, &out), kong.Exit(func(int) { t.Fatal("exit") }))
	if err != nil {
		t.Fatal(err)
	}
	k, err := p.Parse(args)
	if err != nil {
		return out.String(), err
	}
	err = k.Run()
	return out.String(), err
}

func TestClassifyEvaluatePrintsScores(t *testing.T) {
	out, err := runVerb(t, "classify", "evaluate", inventedMessages, "--text", "题目,内容", "--label", "类别", "--seeds", "3", "--json")
	if err != nil {
		t.Fatal(err, out)
	}
	var e evaluation
	if err := json.Unmarshal([]byte(out), &e); err != nil {
		t.Fatal(err, out)
	}
	if e.Documents != 72 || len(e.MacroF1s) != 3 || e.MacroF1 < 0.75 || e.MacroF1 > 1 || len(e.PerClass) != 6 || e.PerClass["关系案"].Support != 12 {
		t.Errorf("%+v", e)
	}
	plain, err := runVerb(t, "classify", "evaluate", inventedMessages, "--text", "题目,内容", "--label", "类别")
	if err != nil || !strings.Contains(plain, "macro-F1 0.") || !strings.Contains(plain, "执行不力") {
		t.Error(err, plain)
	}
}

// The same file in GB18030 with given folds gives the same answer twice.
func TestClassifyEvaluateByFoldColumn(t *testing.T) {
	raw, err := os.ReadFile(inventedMessages)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for i, l := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		text.WriteString(l + "," + map[bool]string{true: "折", false: string(rune('a' + i%4))}[i == 0] + "\r\n")
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text.String())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "gb.csv")
	if err := os.WriteFile(file, []byte(gb), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"classify", "evaluate", file, "--text", "题目,内容", "--label", "类别", "--fold-col", "折", "--json"}
	a, err := runVerb(t, args...)
	b, _ := runVerb(t, args...)
	if err != nil || a != b || !strings.Contains(a, "刑讯逼供") {
		t.Error(err, a)
	}
}

func TestClassifyEvaluateRefuses(t *testing.T) {
	for _, args := range [][]string{
		{"--text", "无此列", "--label", "类别"},
		{"--text", "内容", "--label", "内容", "--folds", "1"},
		{"--text", "内容", "--label", "类别", "--folds", "100"},
	} {
		if out, err := runVerb(t, append([]string{"classify", "evaluate", inventedMessages}, args...)...); err == nil {
			t.Errorf("%v: %s", args, out)
		}
	}
}
