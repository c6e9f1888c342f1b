package kit

import (
	"context"
	"io"
	"regexp"
	"strings"
	"sync"

	"github.com/a-h/templ"
)

var svgHead = regexp.MustCompile(`(?s)^.*?<svg[^>]*>`)

// drawn are the icons as they stand in a page, by their names: a list has dozens.
var drawn = sync.OnceValue(func() map[string]string {
	all, _ := bundle()
	out := map[string]string{}
	for path, a := range all {
		name, svg := strings.CutSuffix(path, ".svg")
		if name, ok := strings.CutPrefix(name, "icons/"); ok && svg {
			out[name] = `<svg class="icon" aria-hidden="true" viewBox="0 0 24 24">` + string(svgHead.ReplaceAll(a.plain, nil))
		}
	}
	return out
})

// Icon inlines one of assets/icons (lucide) by its file name, as ornament: the word beside it carries the meaning.
func Icon(name string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, drawn()[name])
		return err
	})
}
