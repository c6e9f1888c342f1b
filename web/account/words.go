package account

import (
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

func levels(p *frame.Page) []kit.Option {
	return []kit.Option{{Value: "province", Label: p.L("省级", "Province")}, {Value: "city", Label: p.L("设区的市级", "City")}, {Value: "county", Label: p.L("县级", "County")}}
}

func passwordRule(p *frame.Page) string {
	return p.L("至少 10 位，含大写、小写、数字、符号中的三种；或者 16 位以上。不能包含登录名。",
		"At least 10 characters with three of upper case, lower case, digits and symbols; or 16 and more. Not containing the login.")
}

// roleNames writes functions as people say them.
func roleNames(p *frame.Page, roles []act.Role) string {
	var out []string
	for _, r := range roles {
		t := access.Text(r)
		out = append(out, p.L(t.Zh, t.En))
	}
	return strings.Join(out, p.L("、", ", "))
}

// roleOptions lists the functions an account can hold.
func roleOptions(p *frame.Page) []kit.Option {
	sides := map[string]string{"organ": p.L("机关一方，须选机关", "the organs' side, needs an organ"), "admin": p.L("管理员，看不到内容；三员由不同的人担任", "administrator, sees no content; the three are different people")}
	var out []kit.Option
	for _, t := range access.Roles {
		if t.Side != "door" {
			out = append(out, kit.Option{Value: string(t.Role), Label: p.L(t.Zh, t.En), Hint: sides[t.Side]})
		}
	}
	return out
}

func roleStrings(rs []act.Role) []string {
	var out []string
	for _, r := range rs {
		out = append(out, string(r))
	}
	return out
}

// organKinds are the kinds of organ of the conflict declaration.
var organKinds = []struct{ code, zh, en string }{
	{"police", "公安机关", "Police"}, {"procuratorate", "人民检察院", "Procuratorates"}, {"court", "人民法院", "Courts"},
	{"justice", "司法行政机关（含监狱、戒毒）", "Justice administration, prisons included"}, {"supervision", "监察委员会", "Supervisory commissions"},
}

func kindNames(p *frame.Page, codes []string) string {
	var out []string
	for _, k := range organKinds {
		if slices.Contains(codes, k.code) {
			out = append(out, p.L(k.zh, k.en))
		}
	}
	return strings.Join(out, p.L("、", ", "))
}

func purposeName(p *frame.Page, code string) string {
	t := account.Purposes[code]
	return p.L(t[0], t[1])
}

// short writes a public key so that two can be told apart.
func short(recipient string) string {
	if len(recipient) < 20 {
		return recipient
	}
	return recipient[:10] + "…" + recipient[len(recipient)-6:]
}

// state is a subject's state as a pill, from its life.
func state(p *frame.Page, l *act.Life, code string) *kit.State {
	s := l.State(code)
	tone := kit.Tone(s.Tone)
	if !s.Open {
		tone = kit.Closed
	}
	return &kit.State{Word: p.L(s.Zh, s.En), Tone: tone}
}

// say is a verb's name and consequence in the reader's language.
func say(p *frame.Page, l *act.Life, do act.Name) (name, effect string) {
	v := l.Verb(do)
	return p.L(v.Zh, v.En), p.L(v.SayZh, v.SayEn)
}

func meCrumbs(p *frame.Page) []kit.Link {
	return []kit.Link{{Text: p.L("我的账号", "My account"), URL: "/me"}}
}

func oldLabel(p *frame.Page) string {
	if p.Acc.Temporary {
		return p.L("一次性口令", "One-time password")
	}
	return p.L("原口令", "Old password")
}

var accountLife, keyLife, delegationLife = account.Life, account.KeyLife, account.DelegationLife

func accountsCrumbs(p *frame.Page) []kit.Link {
	return []kit.Link{{Text: p.L("账号", "Accounts"), URL: "/admin/accounts"}}
}

func openAction(p *frame.Page, may bool) []kit.Link {
	if !may {
		return nil
	}
	return []kit.Link{{Text: p.L("开立账号", "Open an account"), URL: "/admin/accounts/new"}}
}

func formTitle(p *frame.Page, f accountForm) string {
	if f.New {
		return p.L("开立账号", "Open an account")
	}
	return p.L("变更岗位", "Change functions")
}

func formEffect(p *frame.Page, f accountForm) string {
	do := act.Name("account.change")
	if f.New {
		do = "account.open"
	}
	_, effect := say(p, &accountLife, do)
	return effect
}

func sureEffect(p *frame.Page, s sure) string {
	if s.Effect != "" {
		return s.Effect
	}
	if s.Do == "account.enable" {
		return p.L("恢复后，本人可以用原口令登录。", "The person may sign in again with the old password.")
	}
	return p.L("其所有登录立即退出，可以再次登录。", "All sessions end at once; the person may sign in again.")
}
