package main

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func runClock(t *testing.T, c ClockCmd) string {
	t.Helper()
	var b strings.Builder
	if err := RunClock(&b, c); err != nil {
		t.Fatalf("%+v: %v", c, err)
	}
	return b.String()
}

// TestClockJSON keeps the shape that scripts rely on.
func TestClockJSON(t *testing.T) {
	for _, c := range []struct {
		cmd  ClockCmd
		due  string
		prov bool
	}{
		{ClockCmd{From: "2024-02-08", Term: "1wd"}, "2024-02-09", false},
		{ClockCmd{From: "2024-01-31", Term: "15d"}, "2024-02-18", false},
		{ClockCmd{From: "2024-01-31", Term: "15d", NoRoll: true}, "2024-02-15", false},
		{ClockCmd{From: "2025-05-31", Term: "20d", Backwards: true}, "2025-05-11", false},
		{ClockCmd{From: "2026-12-31", Term: "1wd"}, "2027-01-01", true},
		{ClockCmd{From: "2025-03-03", Term: "10d", Exclude: []string{"2025-03-05..2025-03-09"}}, "2025-03-18", false},
		{ClockCmd{From: "2026-03-02", Term: "clue.tell", Place: "990100"}, "2026-03-17", false},
	} {
		c.cmd.JSON = true
		var got struct {
			Due         string
			Provisional *bool
			Steps       []map[string]string
		}
		out := runClock(t, c.cmd)
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if got.Due != c.due || got.Provisional == nil || *got.Provisional != c.prov {
			t.Errorf("%+v: %s", c.cmd, out)
		}
		for _, s := range got.Steps {
			for _, key := range []string{"date", "kind", "note", "basis"} {
				if _, ok := s[key]; !ok {
					t.Errorf("%+v: step %v lacks %s", c.cmd, s, key)
				}
			}
		}
	}
}

func TestClockText(t *testing.T) {
	zh := runClock(t, ClockCmd{From: "2024-02-09", Term: "1wd"})
	for _, want := range []string{"届满日　2024年2月18日", "春节放假8天", "调休上班", "国务院办公厅关于2024年部分节假日安排的通知", "参照《民事诉讼法》第八十五条"} {
		if !strings.Contains(zh, want) {
			t.Errorf("%s is missing in\n%s", want, zh)
		}
	}
	en := runClock(t, ClockCmd{From: "2026-12-31", Term: "1wd", Lang: "en"})
	for _, want := range []string{"Due 1 January 2027 (provisional)", "no holiday notice is loaded for 2027"} {
		if !strings.Contains(en, want) {
			t.Errorf("%s is missing in\n%s", want, en)
		}
	}
}

func TestClockRefuses(t *testing.T) {
	for _, c := range []ClockCmd{{From: "2023-02-29", Term: "1d"}, {From: "2024-01-01", Term: "0d"}, {From: "2024-01-01", Term: "2h"},
		{From: "2024-01-01", Term: "no.rule"}, {From: "2024-01-01", Term: "1d", Exclude: []string{"x"}}, {From: "2024-01-01T25:00", Term: "1h"}} {
		var b strings.Builder
		if err := RunClock(&b, c); err == nil || b.Len() > 0 {
			t.Errorf("%+v: %v %q", c, err, b.String())
		} else if !strings.ContainsFunc(err.Error(), func(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }) {
			t.Errorf("%+v: not in Chinese: %v", c, err)
		}
	}
}

// TestClockFlags goes through the command line as a person types it.
func TestClockFlags(t *testing.T) {
	var out strings.Builder
	var cli struct {
		Clock ClockCmd `cmd:""`
	}
	k, err := kong.New(&cli, kong.BindTo(&out, (*io.Writer)(nil)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, err := k.Parse(strings.Fields("clock --from 2024-01-31 --term 15d --no-roll --place 990100 --exclude 2024-02-01 --exclude 2024-02-03..2024-02-04 --json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := ctx.Run(); err != nil || !strings.Contains(out.String(), `"due": "2024-02-18"`) {
		t.Errorf("%v\n%s", err, out.String())
	}
	if _, err := k.Parse(strings.Fields("clock --from 2024-01-31 --term 1d --lang fr")); err == nil {
		t.Error("an unknown language was accepted")
	}
}
