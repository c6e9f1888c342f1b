package kit_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Words in the colours of the tones are read on cards and on paper, in the light
// and the dark theme: WCAG 2.2, 1.4.3 asks for 4.5:1.
func TestTonesAreReadable(t *testing.T) {
	css, err := os.ReadFile("assets/kit.css")
	if err != nil {
		t.Fatal(err)
	}
	light := ":root{"
	for _, theme := range []string{light, ":root:not([data-theme=light]){", ":root[data-theme=dark]{"} {
		_, rest, ok := strings.Cut(string(css), theme)
		body, _, _ := strings.Cut(rest, "}")
		if !ok {
			t.Fatal("no theme " + theme)
		}
		at := func(name string) float64 {
			m := regexp.MustCompile(`--` + name + `:#([0-9a-f]{3,6});`).FindStringSubmatch(body)
			if m == nil {
				t.Fatalf("%s has no --%s", theme, name)
			}
			return luminance(m[1])
		}
		for _, ink := range []string{"ink", "ink2", "ink3", "act", "amber", "seal", "ok", "blue"} {
			for _, on := range []string{"card", "paper"} {
				a, b := at(ink), at(on)
				if r := (math.Max(a, b) + .05) / (math.Min(a, b) + .05); r < 4.5 {
					t.Errorf("%s --%s on --%s: %.2f", theme, ink, on, r)
				}
			}
		}
	}
}

// luminance of rgb or rrggbb by WCAG.
func luminance(hex string) float64 {
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	sum := 0.0
	for i, w := range []float64{.2126, .7152, .0722} {
		n, _ := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		c := float64(n) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += w * c
	}
	return sum
}
