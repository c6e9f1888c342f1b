package account

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Key is the public half of a key for sealed material. The private half is a
// passphrase-protected file that its owner keeps; it is never uploaded.
type Key struct {
	act.Head
	Account   string
	Holder    string // name shown; of a recovery key, the two bodies that keep it
	Purpose   string // intake | custodian | special | desk | recovery
	Organ     string // desks
	Recipient string // age1…
}

// Purposes says who holds which key and what it opens.
var Purposes = map[string][2]string{
	"intake":    {"受理员：开启原文", "Intake officer: opens originals"},
	"custodian": {"身份保管：与受理员双人开启身份", "Custodian: opens identities together with an intake officer"},
	"special":   {"专门渠道：秘书长、机关纪检", "Special channel: secretary-general and internal discipline"},
	"desk":      {"专门接收人：打开转送材料", "Receiving desk: opens referred packs"},
	"recovery":  {"应急恢复：两个机构离线保管", "Recovery: kept offline by two bodies"},
}

// KeyLife is the life of a key.
var KeyLife = act.Life{
	Kind: "key", Zh: "密钥", En: "Key",
	States: []act.State{{Code: "enrolled", Zh: "在用", En: "Enrolled", Tone: "ok", Open: true}, {Code: "retired", Zh: "停用", En: "Retired"}},
	Verbs: []act.Verb{
		{Do: "key.enrol", Zh: "登记密钥", En: "Enrol a key", SayZh: "只登记公钥；私钥文件由您自己保管，丢失后您将打不开已密封的材料。", SayEn: "Only the public half is enrolled; you keep the private file, and without it you cannot open what was sealed."},
		{Do: "key.retire", Zh: "停用密钥", En: "Retire a key", SayZh: "今后不再密封给这把密钥；以前的仍可用它打开，直到换封。", SayEn: "Nothing more is sealed to it; what was sealed opens with it until it is re-wrapped."},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "key.enrol", To: []string{"enrolled"}, Who: []act.Role{access.Anyone, access.SecAdmin}, Basis: "local"},
		{From: act.In("enrolled"), Do: "key.retire", To: []string{"retired"}, Who: []act.Role{access.Anyone, access.SecAdmin}, Basis: "local"},
	},
}

// Matter lists keys for their owners and the administrators.
func (k Key) Matter() act.Matter {
	return act.Matter{Title: k.Holder, Via: k.Purpose, Organ: k.Organ}
}

// Enrol (登记密钥) enrols the public half of a key.
type Enrol struct {
	Recipient string     `json:"recipient" form:"recipient"`
	Purpose   string     `json:"purpose" form:"purpose"`
	Holder    string     `json:"holder" form:"holder"` // recovery keys only
	Needs     EnrolNeeds `json:"-"`
}

// EnrolNeeds are facts of the owner's account.
type EnrolNeeds struct {
	Roles []act.Role
	Organ string
	Mine  []string // purposes of her own keys in use
	Known bool     // this recipient is enrolled already
	Valid bool     // it is a well-formed age recipient
}

func (Enrol) Name() act.Name { return "key.enrol" }
func (Enrol) On() string     { return "" }

// holds says which functions may enrol a key of which purpose.
var holds = map[string][]act.Role{
	"intake": {access.Intake}, "custodian": {access.Letters, access.Vice}, "special": {access.Secretary, access.Discipline},
	"desk": {access.Desk}, "recovery": {access.SecAdmin},
}

// Do enrols the key.
func (e Enrol) Do(k Key, m act.Moment) (Key, error) {
	var c act.Check
	c.Want(e.Needs.Valid, "recipient", "这不是有效的公钥（age1…）。", "This is not a valid public key (age1…).")
	c.Want(!e.Needs.Known, "recipient", "这把公钥已经登记过。", "This key is enrolled already.")
	_, known := Purposes[e.Purpose]
	c.Want(known, "purpose", "请选择密钥用途。", "Choose what the key is for.")
	may := false
	for _, r := range holds[e.Purpose] {
		for _, mine := range e.Needs.Roles {
			may = may || r == mine
		}
	}
	c.Want(!known || may, "purpose", "您的岗位不持有这种密钥。", "Your function does not hold this kind of key.")
	c.Want(!e.both("intake", "custodian"), "purpose", "一人不能同时持有受理员和身份保管两种密钥：身份须两个人才能打开。",
		"One person cannot hold both an intake and a custodian key: an identity takes two people.")
	if e.Purpose == "recovery" {
		n := utf8.RuneCountInString(strings.TrimSpace(e.Holder))
		c.Want(n >= 4 && n <= 60, "holder", "请写明由哪两个机构共同保管。", "Say which two bodies keep it.")
	}
	if err := c.Err(); err != nil {
		return k, err
	}
	k.Account, k.Holder, k.Purpose, k.Organ, k.Recipient = m.By, m.Name, e.Purpose, e.Needs.Organ, e.Recipient
	if e.Purpose == "recovery" {
		k.Holder = strings.TrimSpace(e.Holder)
	}
	k.Join(m.By, "owner")
	return k, nil
}

// both reports whether this key would put two purposes into one hand.
func (e Enrol) both(a, b string) bool {
	for _, p := range e.Needs.Mine {
		if e.Purpose == a && p == b || e.Purpose == b && p == a {
			return true
		}
	}
	return false
}

// Retire (停用密钥).
type Retire struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Retire) Name() act.Name { return "key.retire" }
func (r Retire) On() string   { return r.ID }

// Do retires the key.
func (r Retire) Do(k Key, m act.Moment) (Key, error) {
	var c act.Check
	c.Length("reason", r.Reason, 2, 500, "请写明原因：换岗、遗失或者更换（2 到 500 字）。", "Give the reason: rotation, loss or replacement (2 to 500 characters).")
	c.Neutral("reason", r.Reason)
	return k, c.Err()
}

// MayHold lists the purposes of keys that functions may enrol.
func MayHold(roles []act.Role) []string {
	var out []string
	for _, p := range []string{"intake", "custodian", "special", "desk", "recovery"} {
		if slices.ContainsFunc(holds[p], func(r act.Role) bool { return slices.Contains(roles, r) }) {
			out = append(out, p)
		}
	}
	return out
}
