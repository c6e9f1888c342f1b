package kit

import (
	"context"
	"fmt"
	"strings"
)

func (c Chart) top() float64 {
	top := 0.0
	for _, p := range c.Points {
		top = max(top, p.Value)
	}
	if top == 0 {
		return 1
	}
	return top
}

func numberHead(ctx context.Context, c Chart) string {
	if c.Unit != "" {
		return c.Unit
	}
	return T(ctx, "数", "Number")
}

func barWidth(c Chart, p Point) string { return fmt.Sprintf("%.1f", 100*max(p.Value, 0)/c.top()) }

func lineX(c Chart, i int) string {
	return fmt.Sprintf("%.1f", 50+530*float64(i)/float64(max(len(c.Points)-1, 1)))
}

func lineY(c Chart, p Point) string { return fmt.Sprintf("%.1f", 150-130*max(p.Value, 0)/c.top()) }

func linePoints(c Chart) string {
	var b strings.Builder
	for i, p := range c.Points {
		fmt.Fprintf(&b, "%s,%s ", lineX(c, i), lineY(c, p))
	}
	return b.String()
}

// lineTick: at most about eight labels fit under a line.
func lineTick(c Chart, i int) bool { return i%(1+len(c.Points)/9) == 0 }

func topText(c Chart) string {
	for _, p := range c.Points {
		if p.Value == c.top() {
			return p.Text
		}
	}
	return ""
}

func lineLabel(ctx context.Context, c Chart) string {
	if len(c.Points) == 0 {
		return c.Title
	}
	a, z := c.Points[0], c.Points[len(c.Points)-1]
	return T(ctx, fmt.Sprintf("%s：%s %s，%s %s", c.Title, a.Label, a.Text, z.Label, z.Text),
		fmt.Sprintf("%s: %s %s, %s %s", c.Title, a.Label, a.Text, z.Label, z.Text))
}
