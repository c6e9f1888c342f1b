package site

import (
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/web/clue"
	"hengjian/web/frame"
	"hengjian/web/leg"
	"hengjian/web/opening"
	"hengjian/web/problem"
	"hengjian/web/workbench"
)

var missing = act.None()

// sections is the left rail by mission; only what works stands here.
var sections = []frame.Section{
	{Zh: "工作台", En: "Workbench", URL: "/", Icon: "layout-dashboard", Show: content},
	{Zh: "待我批", En: "For my decision", URL: workbench.NextURL, Icon: "stamp", Show: workbench.Decides, Count: workbench.WaitingCards},
	{Zh: "群众反映", En: "Clues", URL: "/clues", Icon: "message-square-text", Show: seesClues, Count: clue.Waiting},
	{Zh: "专项监督", En: "Campaigns", URL: "/campaigns", Icon: "flag", Show: congress},
	{Zh: "监督对象", En: "Register", URL: "/register", Icon: "landmark", Show: congress},
	{Zh: "转送", En: "Referrals", URL: "/legs", Icon: "send", Show: leg.Shows, Count: leg.Waiting},
	{Zh: "问题整改", En: "Problems", URL: "/problems", Icon: "clipboard-check", Show: problem.Shows, Count: problem.Waiting},
	{Zh: "拆封身份", En: "Identities", URL: "/openings", Icon: "lock-open", Show: opening.Shows, Count: opening.Waiting},
	{Zh: "安全管理", En: "Security", URL: "/admin", Icon: "shield-check", Show: has(access.SecAdmin)},
	{Zh: "账号", En: "Accounts", URL: "/admin/accounts", Icon: "users", Show: has(access.SecAdmin)},
	{Zh: "密钥", En: "Keys", URL: "/admin/keys", Icon: "key-round", Show: has(access.SecAdmin)},
	{Zh: "系统", En: "System", URL: "/admin/system", Icon: "chart-column", Show: has(access.SysAdmin)},
	{Zh: "操作日志", En: "Log", URL: "/audit", Icon: "history", Show: has(access.AudAdmin)},
	{Zh: "开启原文", En: "Openings", URL: "/audit/openings", Icon: "lock-open", Show: has(access.AudAdmin)},
}

// menu is what stands under one's name besides language and signing out.
var menu = []frame.Section{
	{Zh: "我的账号", En: "My account", URL: "/me"},
	{Zh: "更换口令", En: "Change password", URL: "/me/password"},
	{Zh: "我的密钥", En: "My keys", URL: "/me/keys", Show: holdsKey},
	{Zh: "授权代理", En: "Delegations", URL: "/me/delegate", Show: func(p access.Person) bool { return p.Side() == "congress" }},
}

func holdsKey(p access.Person) bool { return len(account.MayHold(p.Roles)) > 0 }

// has says for the sections of the three administrators whose they are.
func has(r act.Role) func(access.Person) bool {
	return func(p access.Person) bool { return p.Has(r) }
}

func content(p access.Person) bool { return p.Side() != "admin" }

// seesClues: the functions that reach messages at all.
func seesClues(p access.Person) bool {
	return access.Sees(p, "clue", &act.Head{Place: p.Place}) || access.Sees(p, "clue", &act.Head{Place: p.Place, Audience: "diverted"})
}

// congress: everybody of the congress's side but reviewers from elsewhere, who
// have the files given to them and nothing else.
func congress(p access.Person) bool {
	return p.Side() == "congress" && slices.ContainsFunc(p.All(), func(r act.Role) bool { return r != access.Reviewer })
}
