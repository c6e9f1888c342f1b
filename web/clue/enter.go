package clue

import (
	"crypto/rand"
	"net/url"

	"hengjian/files"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/seal"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// entered is what stands on the page after a message was taken in.
type entered struct {
	number, receipt string
	via             string
	link            string // the message's page, "" where the person does not see it
	due             string
}

// Enter (录入来信、来访、来电) takes in what did not come online. Text, names and
// scans are sealed at once; nothing clear is kept anywhere.
func Enter(p *frame.Page) error {
	if !canEnter(p) {
		return act.Refuse(act.Forbidden, "录入来信、来访、来电不是您岗位的职责。", "Entering letters, visits and calls is not a task of your function.")
	}
	cs, err := campaignOptions(p)
	if err != nil {
		return err
	}
	if !p.Post() {
		n, err := seal.NewNonce(rand.Reader)
		if err != nil {
			return err
		}
		return p.Render(enterPage(p, enterFields(p, cs), n.String()))
	}
	ans, in, err := receive(p)
	nonce := in.Nonce
	if err != nil {
		return p.Again(enterPage(p, enterFields(p, cs), nonce), err)
	}
	return saved(p, ans, in)
}

// receive reads the form as it arrives: each file is cleaned, sealed to the
// message's key and stored before the next is read.
func receive(p *frame.Page) (office.Answer, clue.Receive, error) {
	var in clue.Receive
	key, err := office.NewBoxKey()
	if err != nil {
		return office.Answer{}, in, err
	}
	vals, err := files.ReadForm(p.R, files.FormLimits{}, func(part files.Part, _ url.Values) error {
		return p.O.Attach(key, part.Name, part)
	})
	p.R.PostForm = vals
	if vals == nil {
		p.R.PostForm = url.Values{}
	}
	if err != nil {
		return office.Answer{}, in, office.AsRefusal(err)
	}
	if err := kit.Decode(p.R, &in); err != nil {
		return office.Answer{}, in, err
	}
	in.ReceivedOn = dateOf(in.ReceivedOn)
	var c act.Check
	c.Want(in.Via == "letter" || in.Via == "visit" || in.Via == "phone" || in.Via == "deputy" || in.Via == "handed_over", "via", "请选择来源。", "Choose the channel.")
	_, bad := seal.ParseNonce(in.Nonce)
	c.Want(bad == nil, "", "页面已失效，请重新打开。", "The page has expired; open it again.")
	if err := c.Err(); err != nil {
		return office.Answer{}, in, err
	}
	ord := p.Order()
	ord.Box = key
	var a any = &in
	if in.Asked == "congress" {
		a = &clue.ReceiveOwn{Receive: in}
	}
	office.Own(a)
	ans, err := p.O.Do(p.Ctx(), p.Me, a, ord)
	return ans, in, err
}

// saved shows the receipt once: it is derived from the form's nonce and stored
// nowhere.
func saved(p *frame.Page, ans office.Answer, in clue.Receive) error {
	n, err := seal.ParseNonce(in.Nonce)
	if err != nil {
		return err
	}
	v := entered{receipt: seal.ReceiptOf(n).String(), via: in.Via, number: ans.Number}
	c, err := office.Item(p.Ctx(), p.O, p.Me, office.Clues, ans.Subject)
	if err == nil {
		v.link, v.number = path(c.ID), c.Number
		if k, ok := c.Running("clue.tell"); ok {
			v.due = k.Due
		} else if k, ok := c.Running("clue.tell_anonymous"); ok {
			v.due = k.Due
		}
	} else if act.KindOf(err) != act.Missing {
		return err
	}
	return p.Render(enteredPage(p, v))
}

func receiptOf(p *frame.Page, v entered) kit.Receipt {
	r := kit.Receipt{Code: v.receipt, Lines: []string{p.L("编号 "+v.number+"。只显示这一次，请打印交给反映人，不要另行抄存。", "Number "+v.number+". Shown only this once: print it for the sender and keep no copy.")}}
	if v.due != "" {
		r.Lines = append(r.Lines, p.L("不晚于 "+matter.Day(p.Page, v.due)+"，告知反映人收到情况和去向。", "By "+matter.Day(p.Page, v.due)+" the sender is told where it went."))
	}
	return r
}

func campaignOptions(p *frame.Page) ([]kit.Option, error) {
	cs, err := p.O.CampaignsFor(p.Ctx(), p.Me)
	out := []kit.Option{{Value: "", Label: p.L("不属于", "none")}}
	for _, c := range cs {
		if c.Takes() {
			out = append(out, kit.Option{Value: c.ID, Label: c.Name})
		}
	}
	return out, err
}

func entryChannels(p *frame.Page) []word {
	set := channels[1:4]
	if p.Me.Has(access.Deputy) {
		return channels[4:5]
	}
	return append(set[:3:3], channels[4], channels[5])
}

func enterFields(p *frame.Page, campaigns []kit.Option) []field {
	via := p.R.URL.Query().Get("via")
	if via == "" {
		via = entryChannels(p)[0].code
	}
	text := func(name, zh, en, hint, hintEn string, max, rows int, opt bool) field {
		return field{"text", kit.Field{Name: name, Label: p.L(zh, en), Hint: p.L(hint, hintEn), Max: max, Rows: rows, Optional: opt}, nil}
	}
	line := func(name, zh, en, hint, hintEn string) field {
		return field{"line", kit.Field{Name: name, Label: p.L(zh, en), Hint: p.L(hint, hintEn), Optional: true, Width: "m", Auto: "off"}, nil}
	}
	out := []field{
		{"radios", kit.Field{Name: "via", Label: p.L("来源", "Channel"), Options: options(p.Page, entryChannels(p)), Value: via, Inline: true}, nil},
		{"radios", kit.Field{Name: "asked", Label: p.L("反映的是", "It is about"), Hint: p.L("决定谁的钥匙能开启：亲友在这类机关任职的受理员不能开启。", "Decides whose keys open it: officers with relatives there cannot."), Options: options(p.Page, kinds)}, nil},
		{"day", kit.Field{Name: "received_on", Label: p.L("收到日期", "Day received"), Value: act.DayOf(p.Now), Optional: true}, nil},
		text("text", "内容", "What it says", "来信的要点或谈话记录；扫描件附在下面。保存时密封，之后只有受理员能开启。", "The gist of the letter, or the record of the talk; scans go below. Sealed on saving.", 20000, 8, false),
		line("where", "反映的机关、单位", "Organ or unit", "按反映人的说法", "in the sender's words"),
		line("case_no", "案号", "Case number", "没有的不填", "leave empty if none"),
		line("when", "发生时间", "When it happened", "按反映人的说法", "in the sender's words"),
		line("spot", "发生地点", "Where it happened", "按反映人的说法", "in the sender's words"),
		line("relation", "反映人与案件的关系", "The sender's relation to the case", "例如：当事人亲属", "for example: relative of a party"),
		line("sender", "反映人姓名", "Sender's name", "匿名的不填；单独密封，须两人才能开启", "Empty if anonymous; sealed apart, two people are needed to open it"),
		line("contact", "联系方式", "Contact", "单独密封", "sealed apart"),
		line("reach", "怎样联系才安全", "How to reach the sender safely", "单独密封", "sealed apart"),
		{"line", kit.Field{Name: "joint", Label: p.L("联名人数", "Joint senders"), Value: "1", Type: "number", Width: "s", Unit: p.L("人", "people")}, nil},
		{"tick", kit.Field{Name: "danger", Label: p.L("有人正处于危险中：标记紧急，2 个办公小时内处理", "Somebody is in danger now: urgent, within 2 office hours")}, nil},
		{"tick", kit.Field{Name: "minor", Label: p.L("有未成年人受害或被提到", "A minor is harmed or named")}, nil},
	}
	if len(campaigns) > 1 {
		out = append(out, field{"select", kit.Field{Name: "campaign", Label: p.L("专项监督", "Campaign"), Options: campaigns, Optional: true, Width: "m"}, nil})
	}
	return append(out, field{"file", kit.Field{Name: "files", Label: p.L("扫描件、附件", "Scans and attachments"), Hint: p.L("图片、PDF、docx、xlsx、txt、录音录像，最多 10 个、共 60 MB；自动去除文件里的作者、位置等信息。提交有误时须重新选择。", "Pictures, PDF, docx, xlsx, txt, recordings: at most 10, 60 MB in all. Author, place and the like are removed. Choose again if the form comes back."),
		Many: true, Optional: true, Accept: ".jpg,.jpeg,.png,.gif,.pdf,.docx,.xlsx,.pptx,.txt,.mp3,.m4a,.mp4"}, nil})
}
