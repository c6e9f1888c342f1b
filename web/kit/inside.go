package kit

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Inside puts a body inside a frame, as `@frame { body }` does in a template.
func Inside(frame, body templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return frame.Render(templ.WithChildren(ctx, body), w)
	})
}
