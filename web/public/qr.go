package public

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// qrPath draws a text as a QR code: an SVG path over size × size modules, with
// the quiet zone of four modules that readers need.
func qrPath(text string) (path string, size int, err error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", 0, err
	}
	const quiet = 4
	b := code.Bounds()
	var s strings.Builder
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if g, _ := color.GrayModel.Convert(code.At(x, y)).(color.Gray); g.Y < 128 {
				fmt.Fprintf(&s, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return s.String(), b.Dx() + 2*quiet, nil
}
