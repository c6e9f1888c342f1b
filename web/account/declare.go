package account

import (
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

type declareForm struct {
	Conflicts []string `form:"conflicts"`
	None      string   `form:"none"`
	Numbers   string   `form:"numbers"`
}

// Declare (申报亲友任职) records in which kinds of organ relatives and friends
// serve; none is a declaration too.
func Declare(p *frame.Page) error {
	if p.Me.Side() == "admin" {
		return act.None()
	}
	if !p.Post() {
		return p.Render(declarePage(p))
	}
	in, err := kit.Form[declareForm](p.Page)
	if err == nil {
		err = in.check()
	}
	if err == nil {
		_, err = p.Do(&account.Declare{ID: p.Me.ID, Conflicts: in.Conflicts, Numbers: in.Numbers})
	}
	if err != nil {
		return p.Again(declarePage(p), err)
	}
	return p.GoSaying("/me", "已申报。情况变化时请重新申报。", "Declared. Declare again when it changes.")
}

// check wants one answer or the other, so that an empty form is no declaration.
func (f declareForm) check() error {
	if f.None == "" && len(f.Conflicts) == 0 {
		return act.Wrong("conflicts", "请勾选；一个也没有的，请勾选“没有”。", "Tick the kinds; tick “none” if there are none.")
	}
	if f.None != "" && len(f.Conflicts) > 0 {
		return act.Wrong("none", "已勾选机关的，不能同时勾选“没有”。", "Kinds are ticked, so “none” cannot be.")
	}
	return nil
}

func kindOptions(p *frame.Page) []kit.Option {
	var out []kit.Option
	for _, k := range organKinds {
		out = append(out, kit.Option{Value: k.code, Label: p.L(k.zh, k.en)})
	}
	return out
}

// noneTicked is the earlier declaration of none.
func noneTicked(p *frame.Page) []string {
	if p.Acc.Declared && len(p.Acc.Conflicts) == 0 {
		return []string{"1"}
	}
	return nil
}
