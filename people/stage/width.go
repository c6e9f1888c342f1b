package stage

import "github.com/chromedp/chromedp"

// Width makes her screen this many CSS pixels wide from now on; below 700 it is
// a phone's.
func (p *Person) Width(width int) {
	p.t.Helper()
	var opts []chromedp.EmulateViewportOption
	height := int64(900)
	if width < 700 {
		opts, height = append(opts, chromedp.EmulateMobile), 844
	}
	run(p, "resize", chromedp.EmulateViewport(int64(width), height, opts...))
	p.settle()
}
