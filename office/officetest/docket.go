package officetest

import (
	"fmt"
	"strconv"
	"strings"
)

// Docket is an invented register of closed cases in two pools: 甲一 meets 乙七 far
// more often than chance gives, 甲五 meets 乙九 in one long series only.
func Docket() string {
	var b strings.Builder
	b.WriteString("案号,庭,月份,法官,律师,串案\n")
	x := uint64(0x9e3779b97f4a7c15)
	next := func(n int) int {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		return int(x>>33) % n
	}
	judges, lawyers := []string{"甲一", "甲二", "甲三", "甲四", "甲五", "甲六"}, []string{"乙一", "乙二", "乙三", "乙四", "乙五", "乙六", "乙七", "乙八", "乙九", "乙十"}
	for i := range 1200 {
		pool := next(2)
		j, l, series := judges[3*pool+next(3)], lawyers[next(10)], ""
		if pool == 0 && l == "乙七" && next(10) < 8 {
			j = "甲一"
		}
		if i >= 1140 {
			pool, j, l, series = 1, "甲五", "乙九", "串1"
		}
		fmt.Fprintf(&b, "案%04d,民%d庭,%d月,%s,%s,%s\n", i, pool+1, 1+next(6), j, l, series)
	}
	return b.String()
}

// CourtDocket is the same as a court's register of the case book: numbered
// cases, the series not marked but filed on one day by one plaintiff.
func CourtDocket() string {
	var b strings.Builder
	b.WriteString("案号,立案日期,结案日期,承办庭室,案由,承办法官,代理律师,原告,被告\n")
	for i, line := range strings.Split(strings.TrimSpace(Docket()), "\n")[1:] {
		c := strings.Split(line, ",")
		month, _ := strconv.Atoi(strings.TrimSuffix(c[2], "月"))
		day, plaintiff := 1+i%28, fmt.Sprintf("原%d", i)
		if c[5] != "" {
			month, day, plaintiff = 6, 9, "明州银行"
		}
		done := fmt.Sprintf("2025-%02d-20", month+3)
		if i < 3 {
			done = "" // still pending: not screened
		}
		fmt.Fprintf(&b, "（2025）明01民初%d号,2025-%02d-%02d,%s,%s,民间借贷纠纷,%s,%s,%s,被%d\n", i+1, month, day, done, c[1], c[3], c[4], plaintiff, i)
	}
	return b.String()
}
