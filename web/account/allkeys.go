package account

import "hengjian/web/frame"

// AllKeys (密钥) is the security administrator's list of every key, and
// whether intake is open.
func AllKeys(p *frame.Page) error {
	ks, err := p.O.AllKeys(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	ins, err := p.O.Intakes(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	return p.Render(allKeysPage(p, ins, keysTable(p, ks, true)))
}
