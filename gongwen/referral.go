package gongwen

import "fmt"

// ReferralLetter is 转送函: it passes material to the organ whose statutory
// procedure fits, and says nothing on the matter. There is no field for free
// text, and there must never be one: a letter in the name of an organisation
// with demands on a case is interference to be recorded (三个规定, 两办 2015).
type ReferralLetter struct {
	Organ     string // the congress's body that sends it
	Number    Number
	Recipient string
	Summary   string // reference of the summary written for this recipient
	Enclosed  int    // further pieces of material
	Date      Date
}

// Paper checks the slots and writes the letter.
func (l ReferralLetter) Paper() (Paper, error) {
	err := first(checkOrgan("organ", l.Organ), l.Number.check(), checkOrgan("recipient", l.Recipient),
		checkReference("summary", l.Summary), checkDate("date", l.Date))
	if err == nil && (l.Enclosed < 0 || l.Enclosed > 99) {
		err = slot("enclosed", "材料份数应在 0 到 99 之间。", "The number of enclosures must be between 0 and 99.")
	}
	if err != nil {
		return Paper{}, err
	}
	what := "外送摘要1份"
	attach := []string{"外送摘要（编号" + l.Summary + "）"}
	if l.Enclosed > 0 {
		what += fmt.Sprintf("、材料%d份", l.Enclosed)
		attach = append(attach, fmt.Sprintf("材料（共%d份）", l.Enclosed))
	}
	return Paper{
		Kind: Letter, Organ: l.Organ, Number: l.Number.String(), Title: "关于转送群众反映材料的函", To: l.Recipient,
		Body: []Block{
			para("现将群众反映材料（编号%s，%s）转送你单位，依照法定程序处理。", l.Summary, what),
			// No opinion, and said so: Supervision Law practice and 两办 2015, art. 3.
			para("所反映内容未经核实。本函不表示本机关对事实、证据、法律适用或者处理结果的任何意见。"),
			// 信访工作条例 arts. 30(3), 46(5).
			para("请依法保护反映人，不将材料转给被反映的人员或者单位。"),
			para("请以回执告知收到和程序进展，不涉及实体处理意见。"),
			para("本函已登记留痕，你单位可以依照有关规定记录。"),
		},
		Attachments: attach, Signer: l.Organ, Date: l.Date, SealNote: true,
	}, nil
}
