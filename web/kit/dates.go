package kit

import (
	"strings"
	"time"
)

var shanghai = time.FixedZone("CST", 8*3600)

// plainNumber accepts what Chinese input methods produce: full-width digits and signs, grouping commas.
func plainNumber(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '．':
			return '.'
		case r == '－':
			return '-'
		case r == ',' || r == '，' || r == ' ' || r == '　':
			return -1
		}
		return r
	}, s)
}

// ReadDate reads 2026-03-12, 2026/3/12, 2026.3.12, 2026年3月12日, with an optional time of day; Shanghai time.
func ReadDate(s string) (time.Time, bool) {
	s = strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-", "T", " ").Replace(plainNumberKeepSpace(s))
	if strings.Count(s, ".") == 2 {
		s = strings.ReplaceAll(s, ".", "-")
	}
	for _, layout := range []string{"2006-1-2", "2006-1-2 15:04", "2006-1-2 15:04:05"} {
		if t, err := time.ParseInLocation(layout, s, shanghai); err == nil && t.Year() >= 1900 && t.Year() < 2200 {
			return t, true
		}
	}
	return time.Time{}, false
}

func plainNumberKeepSpace(s string) string {
	parts := strings.Fields(s)
	for i, p := range parts {
		parts[i] = plainNumber(p)
	}
	return strings.Join(parts, " ")
}
