package gongwen

import "fmt"

// HandOverLetter is 交办函: a problem that the council has confirmed goes to the
// organ to be put right. What the problem is stands in the confirmed list that
// goes with the letter; the letter itself has no free text either.
type HandOverLetter struct {
	Organ     string
	Number    Number
	Recipient string
	Meeting   int    // the how-manieth council of chairpersons
	Minute    string // reference of its minute
	MetOn     Date
	List      string // reference of the problem list
	Problems  int
	PlanBy    Date // 整改方案
	ResultBy  Date // 整改结果; zero if not yet set
	Date      Date
}

// Paper checks the slots and writes the letter.
func (l HandOverLetter) Paper() (Paper, error) {
	err := first(checkOrgan("organ", l.Organ), l.Number.check(), checkOrgan("recipient", l.Recipient), checkReference("minute", l.Minute),
		checkReference("list", l.List), checkDate("met_on", l.MetOn), checkDate("plan_by", l.PlanBy), checkDate("date", l.Date))
	switch {
	case err != nil:
	case l.Meeting < 1 || l.Meeting > 999:
		err = slot("meeting", "会议次数应在 1 到 999 之间。", "The number of the meeting must be between 1 and 999.")
	case l.Problems < 1 || l.Problems > 999:
		err = slot("problems", "问题项数应在 1 到 999 之间。", "The number of problems must be between 1 and 999.")
	case l.Date.before(l.MetOn):
		err = slot("date", "不能早于主任会议的日期。", "Cannot be before the council met.")
	case l.PlanBy.before(l.Date):
		err = slot("plan_by", "报送整改方案的日期不能早于发文日期。", "The plan cannot be due before the letter is dated.")
	case l.ResultBy != (Date{}) && (!l.ResultBy.valid() || l.ResultBy.before(l.PlanBy)):
		err = slot("result_by", "报告整改结果的日期应在报送方案之后。", "The result is due after the plan.")
	}
	if err != nil {
		return Paper{}, err
	}
	result := "整改完成后，请由单位负责人报告整改结果。"
	if l.ResultBy != (Date{}) {
		result = fmt.Sprintf("请于%s前由单位负责人报告整改结果。", l.ResultBy)
	}
	return Paper{
		Kind: Letter, Organ: l.Organ, Number: l.Number.String(), Title: "关于交办监督发现问题的函", To: l.Recipient,
		Body: []Block{
			para("%s，第%d次主任会议（纪要编号%s）确认了监督中发现的问题。现将问题清单（编号%s，共%d项）交你单位研究整改。", l.MetOn, l.Meeting, l.Minute, l.List, l.Problems),
			para("请报整改方案。方案请于%s前报送，写明措施、责任人、进度和整改到位的标志。%s", l.PlanBy, result),
			para("你单位对所列问题有不同意见的，可以一并说明理由并附证据。"),
			para("问题清单针对工作和制度。清单所附已办结案件只作佐证，不涉及对裁判、决定结果的评价；正在办理的案件依法独立进行。"),
		},
		Attachments: []string{"问题清单（编号" + l.List + "）", "整改方案格式"},
		Signer:      l.Organ, Date: l.Date, SealNote: true,
	}, nil
}

// ProblemLetter is 交办函 for one problem whose text the council confirmed: the
// letter's sentences are fixed, the problem stands on the list annexed to it.
// Title and Statement passed the check for neutral wording when they were
// written and cannot be changed here.
type ProblemLetter struct {
	Organ, Number, Recipient string
	Minute                   string // the council's minute as it is on record
	MetOn, PlanBy, ResultBy  Date
	Date                     Date
	Title, Statement         string
	Lead, Term               string
}

// Paper checks the slots and writes the letter.
func (l ProblemLetter) Paper() (Paper, error) {
	err := first(checkShort("organ", l.Organ, 60), checkShort("number", l.Number, 60), checkShort("recipient", l.Recipient, 60), checkShort("minute", l.Minute, 80), checkShort("title", l.Title, 80), checkShort("lead", l.Lead, 60),
		checkDate("met_on", l.MetOn), checkDate("date", l.Date), checkDate("plan_by", l.PlanBy))
	switch {
	case err != nil:
	case l.Date.before(l.MetOn):
		err = slot("date", "不能早于主任会议的日期。", "Cannot be before the council met.")
	case l.PlanBy.before(l.Date):
		err = slot("plan_by", "报送整改方案的日期不能早于发文日期。", "The plan cannot be due before the letter is dated.")
	case l.Statement == "":
		err = slot("statement", "没有问题的具体情形。", "The problem has no statement.")
	}
	if err != nil {
		return Paper{}, err
	}
	result := "整改完成后，请由单位负责人报告整改结果。"
	if l.ResultBy != (Date{}) {
		result = fmt.Sprintf("请于%s前由单位负责人报告整改结果。", l.ResultBy)
	}
	return Paper{
		Kind: Letter, Organ: l.Organ, Number: l.Number, Title: "关于交办监督发现问题的函", To: l.Recipient,
		Body: []Block{
			para("%s，主任会议（%s）确认了监督中发现的问题。现将问题清单（共1项）交你单位研究整改。", l.MetOn, l.Minute),
			para("请报整改方案。方案请于%s前报送，写明措施、责任人、进度和整改到位的标志。%s", l.PlanBy, result),
			para("你单位对所列问题有不同意见的，可以一并说明理由并附证据。"),
			para("问题清单针对工作和制度。清单所附已办结案件只作佐证，不涉及对裁判、决定结果的评价；正在办理的案件依法独立进行。"),
		},
		Attachments: []string{"问题清单"}, Signer: l.Organ, Date: l.Date, SealNote: true,
		Annex: []Block{{Kind: Strong, Text: "附件"}, {Kind: Strong, Text: "问题清单"},
			{Kind: Table, Widths: []int{22, 78}, Rows: [][]Cell{{{Text: "编号", Head: true}, {Text: l.Number}}, {{Text: "问题", Head: true}, {Text: l.Title}}, {{Text: "具体情形", Head: true}, {Text: l.Statement}},
				{{Text: "牵头单位", Head: true}, {Text: l.Lead}}, {{Text: "整改期限", Head: true}, {Text: l.Term}}}}},
	}, nil
}
