package gongwen

import "strings"

// Route is one lawful way, taken from the table of routes: what the matter is,
// who has the power, within which term and by which article.
type Route struct{ Matter, Organ, Term, Basis string }

// Notice is 告知书 for a sender who has no receipt page. Sent lists the organs
// the material went to; Routes the ways that remain the sender's own. With
// nothing sent it is a notice of not accepting.
type Notice struct {
	Organ      string
	Number     Number
	To         string // name as the sender gave it, or 来信人
	Reference  string // of the message
	ReceivedOn Date
	Sent       []string
	Routes     []Route
	Date       Date
	Contact    string // telephone or address for questions
}

// NoSuspension is the sentence every sender must be told; nothing pauses while
// a congress reads a letter.
const NoSuspension = "向人大反映不会中止或延长上诉、申请再审、复议、诉讼、赔偿的期限。"

// Paper checks the slots and writes the notice.
func (n Notice) Paper() (Paper, error) {
	err := first(checkOrgan("organ", n.Organ), n.Number.check(), checkShort("to", n.To, 30), checkReference("reference", n.Reference),
		checkDate("received_on", n.ReceivedOn), checkDate("date", n.Date), checkShort("contact", n.Contact, 80))
	if err == nil && (len(n.Sent) == 0 && len(n.Routes) == 0 || len(n.Sent) > 8 || len(n.Routes) > 12) {
		err = slot("routes", "应有 1 至 8 个转送单位或 1 至 12 条法定途径。", "There must be up to 8 organs or 12 lawful routes, at least one in all.")
	}
	for _, s := range n.Sent {
		err = first(err, checkOrgan("sent", s))
	}
	for _, r := range n.Routes {
		err = first(err, checkShort("matter", r.Matter, 80), checkShort("route organ", r.Organ, 80), checkShort("term", r.Term, 80), checkShort("basis", r.Basis, 120))
	}
	if err != nil {
		return Paper{}, err
	}
	p := Paper{Kind: NoticeForm, Organ: n.Organ, Number: n.Number.String(), Title: "群众反映事项告知书", To: n.To, Signer: n.Organ, Date: n.Date, SealNote: true}
	p.Body = append(p.Body, para("您反映的事项（编号%s）已于%s收到。人大常委会依法不直接办理、不干预具体案件。现将有关情况告知如下。", n.Reference, n.ReceivedOn))
	if len(n.Sent) > 0 {
		p.Body = append(p.Body, Block{Kind: Heading, Level: 1, Text: "材料的去向"},
			para("您反映的材料已转送%s，由其依照法定程序处理。转送的是为此写的摘要，不含您的身份。收到程序上的结果后，另行告知。", strings.Join(n.Sent, "、")))
	} else {
		p.Body = append(p.Body, Block{Kind: Heading, Level: 1, Text: "不予受理"},
			para("您反映的事项应当通过下列法定途径解决，本机关不予受理，也没有转出您的材料。"))
	}
	if len(n.Routes) > 0 {
		rows := [][]Cell{{{Text: "事项", Head: true}, {Text: "有权机关", Head: true}, {Text: "通常期限", Head: true}, {Text: "依据", Head: true}}}
		for _, r := range n.Routes {
			rows = append(rows, []Cell{{Text: r.Matter}, {Text: r.Organ}, {Text: r.Term}, {Text: r.Basis}})
		}
		p.Body = append(p.Body, Block{Kind: Heading, Level: 1, Text: "您可以走的法定途径"},
			Block{Kind: Table, Widths: []int{28, 26, 22, 24}, Rows: rows, Header: 1},
			para("以上途径和期限供参考，以有权机关答复为准。"))
	}
	p.Body = append(p.Body, Block{Kind: Heading, Level: 1, Text: "请特别注意"},
		Block{Kind: Strong, Text: NoSuspension},
		para("联系方式：%s。", strings.TrimSuffix(n.Contact, "。")))
	return p, nil
}
