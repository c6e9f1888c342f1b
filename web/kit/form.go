package kit

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"
)

func postAttr(p *Page, f PostForm) templ.Attributes {
	a := templ.Attributes{"data-once": true}
	if f.Files {
		a["enctype"] = "multipart/form-data"
	}
	if f.Recover {
		a["data-recover"] = p.R.URL.Path
	}
	if f.Live != "" {
		a["data-preview"] = f.Live
	}
	return a
}

// postAction: an empty action is this page with its query.
func postAction(p *Page, f PostForm) string {
	if f.Action == "" {
		return ""
	}
	return p.Link(f.Action)
}

// fieldValue is what was typed if the form is shown again; a password is never sent back.
func fieldValue(ctx context.Context, f Field) string {
	if f.Type == "password" {
		return ""
	}
	return Of(ctx).Old(f.Name, f.Value)
}

func chosen(ctx context.Context, f Field, value string) bool {
	p := Of(ctx)
	if p.again {
		return slices.Contains(p.R.PostForm[f.Name], value)
	}
	return f.Value == value || slices.Contains(f.Values, value)
}

func chosenNode(ctx context.Context, t OrganTree, n OrganNode) bool {
	if p := Of(ctx); p.again {
		return slices.Contains(p.R.PostForm[t.Name], n.Code)
	}
	return n.On
}

func ticked(ctx context.Context, f Field) bool {
	if p := Of(ctx); p.again {
		return p.R.PostForm.Get(f.Name) != ""
	}
	return len(f.Values) > 0
}

// describe ties a control to its hint and its refusal.
func describe(ctx context.Context, f Field) templ.Attributes {
	a, ids := templ.Attributes{}, []string{}
	if f.Hint != "" {
		ids = append(ids, fieldID(f.Name)+"-hint")
	}
	if Of(ctx).ErrorAt(f.Name) != "" {
		ids = append(ids, fieldID(f.Name)+"-error")
		a["aria-invalid"] = "true"
	}
	if len(ids) > 0 {
		a["aria-describedby"] = strings.Join(ids, " ")
	}
	return a
}

func inputAttr(ctx context.Context, f Field) templ.Attributes {
	a := describe(ctx, f)
	if f.Max > 0 {
		a["maxlength"] = itoa(f.Max)
	}
	for k, v := range map[string]string{"autocomplete": f.Auto, "accept": f.Accept, "min": f.Min, "step": f.Step} {
		if v != "" {
			a[k] = v
		}
	}
	if f.Many {
		a["multiple"] = true
	}
	if f.Type == "number" {
		a["inputmode"] = "numeric"
	}
	return a
}

// inputType keeps numbers as text boxes: number inputs drop what they cannot read and change under the wheel.
func inputType(f Field) string {
	if f.Type == "" || f.Type == "number" {
		return "text"
	}
	return f.Type
}

func asDate(f Field) Field {
	f.Type = "date"
	if f.Width == "" {
		f.Width = "s"
	}
	return f
}

func small(f Field) Field {
	f.Small = true
	f.Optional = false
	return f
}

func fieldClass(ctx context.Context, f Field) string {
	c := "field"
	if Of(ctx).ErrorAt(f.Name) != "" {
		c += " wrong"
	}
	if f.Small {
		c += " compact"
	}
	if f.Width != "" {
		c += " w-" + f.Width
	}
	return c
}

// optionID: the first option carries the field's own id, so the error summary leads to it.
func optionID(f Field, i int) string {
	if i == 0 {
		return fieldID(f.Name)
	}
	return fieldID(f.Name) + "-" + itoa(i)
}

func orOne(v string) string {
	if v == "" {
		return "1"
	}
	return v
}

func maxText(ctx context.Context, f Field) string {
	return T(ctx, fmt.Sprintf("不超过 %d 字", f.Max), fmt.Sprintf("At most %d characters", f.Max))
}

func treeType(t OrganTree) string {
	if t.Many {
		return "checkbox"
	}
	return "radio"
}

func kidsText(ctx context.Context, n OrganNode) string {
	return T(ctx, fmt.Sprintf("%s下属 %d 个单位", n.Name, len(n.Kids)), fmt.Sprintf("%d units of %s", len(n.Kids), n.Name))
}

func filterNames(f Filters) []string {
	names := []string{"after", "before", "said"}
	for _, x := range f.Fields {
		names = append(names, x.Name)
	}
	return names
}

func restOfQuery(p *Page, except []string) (kv [][2]string) {
	q := p.R.URL.Query()
	for _, k := range slices.Sorted(keys(q)) {
		if slices.Contains(except, k) {
			continue
		}
		for _, v := range q[k] {
			kv = append(kv, [2]string{k, v})
		}
	}
	return kv
}

func keys(q url.Values) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range q {
			if !yield(k) {
				return
			}
		}
	}
}

// under counts the options at the start of a list that are part of the one
// before it.
func under(list []Option) (n int) {
	for n < len(list) && list[n].Under {
		n++
	}
	return n
}

func anyChosen(ctx context.Context, f Field, list []Option) bool {
	return slices.ContainsFunc(list, func(o Option) bool { return chosen(ctx, f, o.Value) })
}
