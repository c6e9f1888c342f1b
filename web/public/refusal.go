package public

import (
	"errors"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/web/kit"
)

// refusal is what an error says to people, or the error itself if it is a
// fault of ours.
func (p *page) refusal(err error) (string, error) {
	all := kit.Refusals(err)
	if len(all) == 0 {
		return "", err
	}
	return all[0].Text(p.Lang), nil
}

// within puts a refusal of an act's fields at the fields of one form among
// several on the page: text becomes relook.text.
func within(form string, err error) error {
	var r *act.Refusal
	err = office.AsRefusal(err)
	if !errors.As(err, &r) {
		return err
	}
	var out *act.Refusal
	for _, x := range r.All() {
		c := *x
		c.More = nil
		if c.Field != "" {
			c.Field = form + "." + c.Field
		}
		if out == nil {
			out = &c
			continue
		}
		out.More = append(out.More, &c)
	}
	return out
}
