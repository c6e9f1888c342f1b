package draw

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Life of a draw (抽样): the frame is fixed and its hash published before
// anybody knows the seed; the seed comes from dice or from several parties; the
// tickets do the rest.
var Life = act.Life{
	Kind: "draw", Zh: "抽样", En: "Draw",
	States: []act.State{
		{Code: "committed", Zh: "抽样框已固定", En: "Frame fixed", Tone: "act", Open: true},
		{Code: "seeded", Zh: "种子已公开", En: "Seed public", Tone: "act", Open: true},
		{Code: "drawn", Zh: "已抽取", En: "Drawn", Tone: "ok"},
		{Code: "void", Zh: "作废", En: "Void"},
	},
	Verbs: []act.Verb{
		{Do: "draw.commit", Zh: "固定抽样框", En: "Fix the frame", SayZh: "抽样框的指纹随即写入记录；固定以后不能再改，只能作废重来。", SayEn: "The fingerprint of the frame goes on record; it cannot be changed any more, only voided."},
		{Do: "draw.pledge", Zh: "登记一方的承诺", En: "Enter a party's commitment", SayZh: "只登记指纹，原文由本人保管到揭示时。", SayEn: "The fingerprint alone; the text stays with the party until it is revealed."},
		{Do: "draw.reveal", Zh: "揭示一方的原文", En: "Reveal a party's text", SayZh: "程序核对原文与承诺的指纹是否一致。", SayEn: "The text is held against its fingerprint."},
		{Do: "draw.seed", Zh: "公开种子", En: "Make the seed public", SayZh: "种子公开后不能更改；抽中哪些由抽样框和种子决定，谁都可以重算。", SayEn: "It cannot be changed; frame and seed settle what is drawn, and anybody can draw again."},
		{Do: "draw.pick", Zh: "抽取", En: "Draw", SayZh: "抽中的每一件随即建立评查卷。", SayEn: "A review is opened for each case drawn."},
		{Do: "draw.replace", Zh: "替换一件", En: "Replace a case", SayZh: "换成同一层里下一个票号，不由人挑选；被替换的和理由留在记录里。", SayEn: "The next ticket of the same stratum takes its place, nobody chooses; what was replaced and why stays on record."},
		{Do: "draw.void", Zh: "作废", En: "Void"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "draw.commit", To: []string{"committed"}, Who: staff, Basis: "local"},
		{From: act.In("committed"), Do: "draw.pledge", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("committed"), Do: "draw.reveal", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("committed"), Do: "draw.seed", To: []string{"seeded"}, Who: staff, Not: []act.Name{"draw.commit"}, Basis: "local", Main: true},
		{From: act.In("seeded"), Do: "draw.pick", To: []string{"drawn"}, Who: staff, Basis: "local", Main: true},
		{From: act.In("drawn"), Do: "draw.replace", To: []string{act.Same}, Who: staff, Not: []act.Name{"draw.commit"}, Basis: "local"},
		{From: act.In("committed", "seeded"), Do: "draw.void", To: []string{"void"}, Who: []act.Role{access.Director}, Basis: "local"},
	},
}

var staff = []act.Role{access.Clerk, access.Director}
