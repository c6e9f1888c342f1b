package public

import (
	"maps"
	"slices"
	"strings"

	"hengjian/files"
	"hengjian/web/kit"
)

// askedKinds are the answers to the first question, in words.
func askedOptions(p *page) []kit.Option {
	return []kit.Option{
		{Value: "police", Label: p.L("公安机关", "Police")},
		{Value: "procuratorate", Label: p.L("检察院", "Procuratorate")},
		{Value: "court", Label: p.L("法院", "Court")},
		{Value: "justice", Label: p.L("司法行政机关", "Justice bureau"), Hint: p.L("司法局、司法所、社区矫正、公证、戒毒等", "judicial offices, community correction, notaries, detoxification")},
		{Value: "supervision", Label: p.L("监委", "Supervision commission")},
		{Value: "congress", Label: p.L("人大机关工作人员或者代表", "The congress's own staff or deputies"), Hint: p.L("走专门渠道", "goes through a special channel")},
		{Value: "unsure", Label: p.L("说不清楚，或者不止一个", "Not sure, or more than one")},
	}
}

func namedOptions(p *page) []kit.Option {
	return []kit.Option{
		{Value: "no", Label: p.L("不留姓名", "Leave no name"), Hint: p.L("本系统不保存您的网络地址和设备信息，收到时间只记到日。但政务网络、运营商和您使用的手机、单位网络可能留有访问记录；请不要用单位的设备和网络。您写的内容本身也可能让人猜到您是谁。",
			"This system stores neither your network address nor your device, and the time only to the day. But government networks, carriers, your phone and your employer's network may keep records: do not use your employer's device or network. What you write may itself show who you are.")},
		{Value: "yes", Label: p.L("留下姓名和联系方式", "Leave name and contact"), Hint: p.L("单独加密保存，须两名工作人员说明理由才能打开，每次打开都有记录。未经您同意，我们不向被反映的人和单位透露您的身份；有权机关依法调取的除外，调取会记录。",
			"Sealed apart: it takes two officers and a reason to open it, and every opening is on record. Without your consent we do not tell whoever you report on who you are; organs with legal power may demand it, and that is recorded.")},
	}
}

func ticked(b bool) []string {
	if b {
		return []string{"1"}
	}
	return nil
}

func jointText(d draft) string {
	if d.Joint > 1 {
		return itoa(d.Joint)
	}
	return ""
}

// accept lists the kinds of files for the browser's chooser.
var accept = func() string {
	var out []string
	for _, e := range slices.Sorted(maps.Keys(files.Allowed)) {
		out = append(out, "."+e)
	}
	return strings.Join(out, ",")
}()

// group is one step's answers on the page to check.
type group struct {
	Title, Go string
	Facts     []kit.Fact
}

func summary(p *page, d draft) []group {
	organ := ""
	for _, o := range askedOptions(p) {
		if o.Value == d.Asked {
			organ = o.Label
		}
	}
	var what, who []kit.Fact
	add := func(to *[]kit.Fact, term, text string) {
		if text != "" {
			*to = append(*to, kit.Fact{Term: term, Text: text})
		}
	}
	yes := func(b bool) string {
		if b {
			return p.L("是", "yes")
		}
		return ""
	}
	one := []kit.Fact{{Term: p.L("机关", "Organ"), Text: organ}}
	add(&one, p.L("有人正处于危险中", "Somebody is in danger"), yes(d.Danger))
	if d.Named == "yes" {
		add(&who, p.L("姓名", "Name"), d.Sender)
		add(&who, p.L("联系方式", "Contact"), d.Contact)
		add(&who, p.L("怎样联系才安全", "Reach safely"), d.Reach)
	} else {
		add(&who, p.L("姓名", "Name"), p.L("不留姓名", "none left"))
	}
	what = append(what, kit.Fact{Term: p.L("经过", "What happened"), Part: asWritten(d.Text)})
	add(&what, p.L("机关、单位", "Organ or unit"), d.Where)
	add(&what, p.L("什么时候", "When"), d.When)
	add(&what, p.L("在什么地方", "Where"), d.Spot)
	add(&what, p.L("案号", "Case number"), d.CaseNo)
	add(&what, p.L("与您的关系", "Your part in it"), d.Relation)
	add(&what, p.L("涉及未成年人", "A minor is concerned"), yes(d.Minor))
	add(&what, p.L("一起反映的人数", "People reporting together"), jointText(d))
	return []group{{p.L("哪类机关", "Organ"), "1", one}, {p.L("您是谁", "Who you are"), "2", who}, {p.L("发生了什么", "What happened"), "3", what}}
}
