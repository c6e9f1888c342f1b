package opening

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Life is the whole life of an opening.
var Life = act.Life{
	Kind: "opening", Zh: "拆封身份", En: "Opening of an identity",
	States: []act.State{
		{Code: "requested", Zh: "待批准", En: "Requested", Tone: "act", Open: true},
		{Code: "approved", Zh: "已批准", En: "Approved", Tone: "warn", Open: true},
		{Code: "opened", Zh: "已查看", En: "Opened", Tone: "warn", Open: true},
		{Code: "refused", Zh: "不批准", En: "Refused"},
		{Code: "ended", Zh: "已结束", En: "Ended"},
	},
	Verbs: verbs,
	Steps: steps,
}

func to(states ...string) []string     { return states }
func who(roles ...act.Role) []act.Role { return roles }

var asked = []act.Name{"opening.request", "opening.authority_demand"}

// steps is the life as a table.
var steps = []act.Step{
	{From: act.In(act.Birth), Do: "opening.request", To: to("requested"), Who: who(access.Intake, access.Secretary, access.Discipline), Basis: "XF22 30(3)"},
	{From: act.In(act.Birth), Do: "opening.authority_demand", To: to("requested"), Who: who(access.Intake, access.Letters, access.Secretary, access.Discipline), Basis: "XF22 30(3)"},
	{From: act.In("requested"), Do: "opening.approve", To: to("approved"), Who: who(access.Letters, access.Vice, access.Secretary), Not: asked, Basis: "XF22 30(3)", Clock: "opening.window", Main: true},
	{From: act.In("requested"), Do: "opening.refuse", To: to("refused"), Who: who(access.Letters, access.Vice, access.Secretary), Not: asked, Basis: "local", Main: true},
	{From: act.In("approved", "opened"), Do: "opening.open", To: to("opened"), Who: who(access.Intake, access.Letters, access.Secretary, access.Discipline), Basis: "XF22 30(3)", Main: true},
	{From: act.In("requested", "approved", "opened"), Do: "opening.end", To: to("ended"), Who: who(access.Intake, access.Letters, access.Vice, access.Secretary, access.Discipline), Basis: "local"},
}

var verbs = []act.Verb{
	{Do: "opening.request", Zh: "申请拆封身份", En: "Ask to open the identity", SayZh: "须由另一人批准；申请、批准和每次查看都有记录。", SayEn: "Another person must approve; request, approval and each reading are on record."},
	{Do: "opening.authority_demand", Zh: "登记依法调取", En: "Enter an authority's demand", SayZh: "登记有权机关的调取文书，仍须另一人批准。", SayEn: "The authority's document is entered; another person must still approve."},
	{Do: "opening.approve", Zh: "批准拆封", En: "Approve", SayZh: "用您的密钥授权申请人一人，在规定时段内查看，过时自动失效。", SayEn: "Your key lets the requester alone read it for a short term, after which it lapses by itself."},
	{Do: "opening.refuse", Zh: "不批准", En: "Refuse"},
	{Do: "opening.open", Zh: "查看身份", En: "Read the identity", SayZh: "查看即留下记录。", SayEn: "Reading is on record."},
	{Do: "opening.end", Zh: "结束", En: "End", SayZh: "结束后不能再查看。", SayEn: "Nothing can be read afterwards."},
}
