package account

import (
	"slices"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// Keys (我的密钥) enrols the public half of one's own key, made in this browser
// or by the command line, and lists one's keys.
func Keys(p *frame.Page) error {
	mine, err := p.O.MyKeys(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	if !p.Post() {
		return p.Render(keysPage(p, mine))
	}
	in, err := frame.Form[account.Enrol](p)
	if err == nil {
		_, err = p.Do(&in)
	}
	if err != nil {
		return p.Again(keysPage(p, mine), err)
	}
	return p.GoSaying("/me/keys", "公钥已登记。请妥善保管钥匙文件和口令。", "The public key is enrolled. Keep the key file and its passphrase safe.")
}

// RetireKey (停用密钥) is for the owner and the security administrator.
func RetireKey(p *frame.Page) error {
	k, err := office.Item(p.Ctx(), p.O, p.Me, office.Keys, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	if !p.Post() {
		return p.Render(retirePage(p, k))
	}
	in, err := frame.Form[account.Retire](p)
	in.ID = k.ID
	if err == nil {
		_, err = p.Do(&in)
	}
	if err != nil {
		return p.Again(retirePage(p, k), err)
	}
	return p.GoSaying(keysHome(p, k), "密钥已停用，今后不再密封给它。", "Retired; nothing more is sealed to it.")
}

func keysHome(p *frame.Page, k account.Key) string {
	if k.Account != p.Me.ID {
		return "/admin/keys"
	}
	return "/me/keys"
}

func purposeOptions(p *frame.Page) []kit.Option {
	var out []kit.Option
	for _, code := range account.MayHold(p.Acc.Roles) {
		out = append(out, kit.Option{Value: code, Label: purposeName(p, code)})
	}
	return out
}

// firstPurpose ticks the only choice there is.
func firstPurpose(p *frame.Page) string {
	if l := account.MayHold(p.Acc.Roles); len(l) == 1 {
		return l[0]
	}
	return ""
}

func keysTable(p *frame.Page, ks []account.Key, owner bool) kit.Table {
	t := kit.Table{ID: "keys", Caption: p.L("密钥", "Keys"), Cols: []kit.Col{{Key: "key", Label: p.L("公钥", "Public key")}, {Key: "purpose", Label: p.L("用途", "Purpose")}, {Key: "since", Label: p.L("登记日", "Enrolled")}, {Key: "state", Label: p.L("状态", "State")}, {Key: "do", Label: p.L("办理", "Act")}},
		Empty: kit.Empty{Title: p.L("还没有密钥", "No key yet"), Text: p.L("密钥由本人在自己的浏览器里生成，私钥从不上传。", "A key is made in its owner's own browser; the private half is never uploaded.")}}
	if owner {
		t.Cols = slices.Insert(t.Cols, 0, kit.Col{Key: "holder", Label: p.L("持有人", "Holder")})
	}
	may := p.Me.Has(access.SecAdmin)
	for _, k := range ks {
		do := kit.Cell{}
		if k.State == "enrolled" && (may || k.Account == p.Me.ID) {
			do = kit.Cell{Text: p.L("停用", "Retire"), URL: "/me/keys/" + k.ID + "/retire"}
		}
		row := kit.Row{ID: k.ID, Label: k.Holder, Cells: []kit.Cell{{Text: short(k.Recipient)}, {Text: purposeName(p, k.Purpose)}, {Text: k.Opened}, {State: state(p, &keyLife, k.State)}, do}}
		if owner {
			row.Cells = slices.Insert(row.Cells, 0, kit.Cell{Text: k.Holder})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
