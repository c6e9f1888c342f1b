package kit

import (
	"context"
	"fmt"

	"github.com/a-h/templ"
)

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

func stepText(ctx context.Context, stages []Stage) string {
	at := len(stages)
	for i, s := range stages {
		if s.Here {
			at = i + 1
			break
		}
	}
	return T(ctx, fmt.Sprintf("第 %d 步，共 %d 步", at, len(stages)), fmt.Sprintf("Step %d of %d", at, len(stages)))
}

func noticeRole(t Tone) string {
	if t == Bad {
		return "alert"
	}
	return "status"
}

func actsTitle(ctx context.Context, a Acts) string {
	if a.Title != "" {
		return a.Title
	}
	return T(ctx, "下一步", "Next")
}

func openedText(ctx context.Context, n int) string {
	if n == 0 {
		return T(ctx, "从未开启", "Never opened")
	}
	times := "times"
	if n == 1 {
		times = "time"
	}
	return T(ctx, fmt.Sprintf("已开启 %d 次", n), fmt.Sprintf("Opened %d %s", n, times))
}

func countText(ctx context.Context, n string) string { return T(ctx, "共 "+n+" 件", n+" in all") }

func sortAttr(c Col) templ.Attributes {
	if c.Sorted == "" {
		return nil
	}
	return templ.Attributes{"aria-sort": c.Sorted}
}

func sortMark(c Col) string {
	switch c.Sorted {
	case "ascending":
		return " ↑"
	case "descending":
		return " ↓"
	}
	return ""
}

func lifeLabel(ctx context.Context, l Life) string {
	return T(ctx, l.Title+"，现在："+l.name(l.Here), l.Title+", now: "+l.name(l.Here))
}
