package gongwen

import (
	"fmt"
	"strings"
)

// Intake is what the printed sheets show of a message. It is internal paper:
// the working summary, never the original text; Sender is empty where identity
// is sealed.
type Intake struct {
	Organ      string
	Reference  string
	ReceivedOn string // as shown, "2026年3月2日 9时10分"
	Way        string // 来信 来访 来电 网上 代表转来
	Sender     string
	People     string // number of joint senders
	About      string // kinds of organ
	Class      string
	Urgent     bool
	CaseNumber string
	Summary    string
	Enclosed   string
}

func (in Intake) sender() string {
	if in.Sender == "" {
		return "已密封"
	}
	return in.Sender
}

func (in Intake) rows() [][]Cell {
	urgent := "否"
	if in.Urgent {
		urgent = "是"
	}
	h := func(s string) Cell { return Cell{Text: s, Head: true} }
	return [][]Cell{
		{h("编号"), {Text: in.Reference}, h("收到时间"), {Text: in.ReceivedOn}},
		{h("来源"), {Text: in.Way}, h("紧急"), {Text: urgent}},
		{h("反映人"), {Text: in.sender()}, h("人数"), {Text: in.People}},
		{h("反映对象类别"), {Text: in.About}, h("分类"), {Text: in.Class}},
		{h("案号"), {Text: in.CaseNumber}, h("附件"), {Text: in.Enclosed}},
	}
}

var intakeWidths = []int{15, 35, 15, 35}

// RegisterSheet is 来信来访登记表.
func RegisterSheet(in Intake, registrar string) Paper {
	rows := append(in.rows(),
		[]Cell{{Text: "内容摘要", Head: true}, {Text: in.Summary, Span: 3, Lines: 18}},
		[]Cell{{Text: "登记人", Head: true}, {Text: registrar}, {Text: "登记日期", Head: true}, {Text: Date{}.String()}},
		[]Cell{{Text: "备注", Head: true}, {Span: 3, Lines: 2}})
	return Paper{Kind: Sheet, Organ: in.Organ, Title: "群众来信来访登记表", Body: []Block{{Kind: Table, Widths: intakeWidths, Rows: rows}}}
}

// Opinion is what one person wrote on a sheet; empty to be filled in by hand.
type Opinion struct {
	Text, By string
	Date     Date
}

func (o Opinion) cell(lines int) Cell {
	sign := fmt.Sprintf("签名：%s　　%s", pad(o.By, 4), o.Date)
	gap := lines - 1 - strings.Count(o.Text, "\n") - len([]rune(o.Text))/30
	return Cell{Text: o.Text + strings.Repeat("\n", max(1, gap)) + "\t" + sign, Span: 3}
}

func pad(s string, n int) string {
	return s + strings.Repeat("　", max(0, n-len([]rune(s))))
}

// ApprovalSheet is 呈批单 (拟办批办单): one person proposes, another decides.
func ApprovalSheet(in Intake, proposed, reviewed, decided Opinion) Paper {
	rows := append(in.rows(),
		[]Cell{{Text: "内容摘要", Head: true}, {Text: in.Summary, Span: 3, Lines: 5}},
		[]Cell{{Text: "拟办意见", Head: true}, proposed.cell(4)},
		[]Cell{{Text: "核稿意见", Head: true}, reviewed.cell(3)},
		[]Cell{{Text: "批办意见", Head: true}, decided.cell(4)},
		[]Cell{{Text: "办理结果", Head: true}, {Span: 3, Lines: 1}})
	return Paper{Kind: Sheet, Organ: in.Organ, Title: "群众反映事项呈批单", Body: []Block{{Kind: Table, Widths: intakeWidths, Rows: rows}},
		Note: "拟办、批办不得为同一人；本单不载原文和身份"}
}

// ListLine is one line on the cover of the three lists.
type ListLine struct {
	Organ                      string
	Problems, Tasks, Duties    int
	Open, Claimed, Closed, Due int // of the problems
}

// ListsCover is the cover of 问题清单, 任务清单 and 责任清单.
type ListsCover struct {
	Organ    string
	Campaign string
	Version  int
	Date     Date
	Lines    []ListLine
}

// Paper writes the cover; the lists follow as tables.
func (c ListsCover) Paper() Paper {
	rows := [][]Cell{nil}
	for _, h := range []string{"单位", "问题", "任务", "责任", "整改中", "已报结", "已销号", "逾期"} {
		rows[0] = append(rows[0], Cell{Text: h, Head: true})
	}
	var sum ListLine
	line := func(l ListLine) {
		r := []Cell{{Text: l.Organ}}
		for _, n := range []int{l.Problems, l.Tasks, l.Duties, l.Open, l.Claimed, l.Closed, l.Due} {
			r = append(r, Cell{Text: fmt.Sprint(n), Head: true})
		}
		rows = append(rows, r)
	}
	for _, l := range c.Lines {
		line(l)
		sum.Problems, sum.Tasks, sum.Duties = sum.Problems+l.Problems, sum.Tasks+l.Tasks, sum.Duties+l.Duties
		sum.Open, sum.Claimed, sum.Closed, sum.Due = sum.Open+l.Open, sum.Claimed+l.Claimed, sum.Closed+l.Closed, sum.Due+l.Due
	}
	sum.Organ = "合计"
	line(sum)
	return Paper{Kind: Sheet, Organ: c.Organ, Title: c.Campaign + "\n问题清单、任务清单、责任清单",
		Body: []Block{
			para("第%d版。三张清单是同一组问题的三种列法：问题是什么、做什么、谁负责。", c.Version),
			{Kind: Table, Widths: []int{30, 10, 10, 10, 10, 10, 10, 10}, Rows: rows, Header: 1},
		}, Signer: c.Organ, Date: c.Date}
}
