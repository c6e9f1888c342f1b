package gongwen

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func unfolded(t *testing.T, b []byte) []string {
	t.Helper()
	text := string(b)
	if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") {
		t.Error("a line does not end with CR LF")
	}
	for _, l := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) {
			t.Errorf("%d octets, valid %v: %q", len(l), utf8.ValidString(l), l)
		}
	}
	return strings.Split(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n")
}

func has(lines []string, want string) bool {
	for _, l := range lines {
		if l == want {
			return true
		}
	}
	return false
}

func TestCalendar(t *testing.T) {
	at := time.Date(2026, 5, 6, 6, 30, 0, 0, time.UTC) // 14:30 in Shanghai
	long := strings.Repeat("实地走访办案区，", 30)
	lines := unfolded(t, Calendar("我的会议活动", []Event{
		{UID: "m1@hengjian", Sequence: 3, Title: "座谈会; 听取意见, 第二次", Place: `一楼\东`, Text: "第一行\r\n第二行\x07" + long, URL: "https://example.invalid/meetings/m1", Start: at, End: at.Add(2 * time.Hour), Changed: at},
		{UID: "m2@hengjian", Title: "走访", Start: at, End: at.Add(time.Hour), Changed: at, Cancelled: true, Provisional: true},
		{UID: "m3@hengjian", Title: "待答复", Start: at, End: at.Add(time.Hour), Changed: at, Provisional: true},
	}))
	for _, want := range []string{"BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:我的会议活动", "TZID:Asia/Shanghai", "TZOFFSETTO:+0800", "UID:m1@hengjian", "SEQUENCE:3", "DTSTAMP:20260506T063000Z",
		"DTSTART;TZID=Asia/Shanghai:20260506T143000", "DTEND;TZID=Asia/Shanghai:20260506T163000", `SUMMARY:座谈会\; 听取意见\, 第二次`, `LOCATION:一楼\\东`, `DESCRIPTION:第一行\n第二行` + long, "URL:https://example.invalid/meetings/m1",
		"STATUS:CONFIRMED", "STATUS:CANCELLED", "STATUS:TENTATIVE", "END:VCALENDAR"} {
		if !has(lines, want) {
			t.Errorf("no line %q", want)
		}
	}
	if n := strings.Count(strings.Join(lines, "\n"), "BEGIN:VEVENT"); n != 3 {
		t.Errorf("%d events", n)
	}
}

// Whoever may write a title cannot write a property.
func FuzzCalendar(f *testing.F) {
	f.Add("座谈会\r\nBEGIN:VEVENT", "a,b;c\\")
	f.Add(strings.Repeat("字", 40), strings.Repeat("x", 200))
	f.Fuzz(func(t *testing.T, title, place string) {
		at := time.Date(2026, 5, 6, 6, 30, 0, 0, time.UTC)
		lines := unfolded(t, Calendar(title, []Event{{UID: place, Title: title, Place: place, Text: title + "\n" + place, URL: place, Start: at, End: at, Changed: at}}))
		n := 0
		for _, l := range lines {
			if strings.HasPrefix(l, "BEGIN:") {
				n++
			}
		}
		if n != 4 {
			t.Errorf("%d blocks from %q, %q", n, title, place)
		}
	})
}
