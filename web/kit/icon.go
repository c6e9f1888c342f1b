package kit

import (
	"context"
	"io"
	"regexp"

	"github.com/a-h/templ"
)

var svgHead = regexp.MustCompile(`(?s)^.*?<svg[^>]*>`)

// Icon inlines one of assets/icons (lucide) by its file name, as ornament: the word beside it carries the meaning.
func Icon(name string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		all, _ := bundle()
		a, ok := all["icons/"+name+".svg"]
		if !ok {
			return nil
		}
		_, err := io.WriteString(w, `<svg class="icon" aria-hidden="true" viewBox="0 0 24 24">`+
			string(svgHead.ReplaceAll(a.plain, nil)))
		return err
	})
}
