package gongwen

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Event is one entry of a calendar file.
type Event struct {
	UID         string // the same for ever: a calendar replaces the entry it has
	Sequence    int64  // one more with each change
	Title       string
	Place       string
	Text        string
	URL         string
	Start, End  time.Time
	Changed     time.Time
	Cancelled   bool
	Provisional bool // asked but not yet answered
}

// Calendar writes events as iCalendar (RFC 5545). Times stand in the one time
// zone of the product, which has no summer time, so its definition is one line;
// every line ends with CR LF and is folded at 75 octets between characters.
func Calendar(name string, events []Event) []byte {
	var b bytes.Buffer
	line := func(key, value string) { fold(&b, key+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//Hengjian//Meetings//ZH")
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	line("X-WR-CALNAME", escapeText(name))
	for _, s := range []string{"BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19910915T000000", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE"} {
		fold(&b, s)
	}
	for _, e := range events {
		line("BEGIN", "VEVENT")
		line("UID", escapeText(e.UID))
		line("DTSTAMP", e.Changed.UTC().Format("20060102T150405Z"))
		line("SEQUENCE", fmt.Sprint(e.Sequence))
		line("DTSTART;TZID=Asia/Shanghai", local(e.Start))
		line("DTEND;TZID=Asia/Shanghai", local(e.End))
		line("SUMMARY", escapeText(e.Title))
		for _, x := range [][2]string{{"LOCATION", escapeText(e.Place)}, {"DESCRIPTION", escapeText(e.Text)}, {"URL", e.URL}} {
			if x[1] != "" {
				line(x[0], strings.Map(printable, x[1]))
			}
		}
		line("STATUS", map[[2]bool]string{{false, false}: "CONFIRMED", {false, true}: "TENTATIVE", {true, false}: "CANCELLED", {true, true}: "CANCELLED"}[[2]bool{e.Cancelled, e.Provisional}])
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return b.Bytes()
}

var shanghai = time.FixedZone("CST", 8*3600)

func local(t time.Time) string { return t.In(shanghai).Format("20060102T150405") }

// escapeText writes a text value (RFC 5545 3.3.11).
func escapeText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	s = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
	return strings.Map(printable, s)
}

// printable drops control characters, which no line may hold.
func printable(r rune) rune {
	if r < ' ' || r == 0x7f || r == utf8.RuneError {
		return -1
	}
	return r
}

// fold breaks a line after 75 octets at most, never within a character; what
// follows begins with a blank that is no part of it (3.1).
func fold(b *bytes.Buffer, s string) {
	room := 75
	for len(s) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		b.WriteString(s[:cut])
		b.WriteString("\r\n ")
		s, room = s[cut:], 74
	}
	b.WriteString(s)
	b.WriteString("\r\n")
}
