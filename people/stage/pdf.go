package stage

import (
	"context"
	"regexp"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Sheets prints the page as its own style sheet says and counts the sheets.
func (p *Person) Sheets() int {
	p.t.Helper()
	pdf := run(p, "print", chromedp.Action[[]byte](func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		r, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true)})
		return r.Data, err
	}))
	return len(leaf.FindAll(pdf, -1))
}

var leaf = regexp.MustCompile(`/Type\s*/Page\b`)
