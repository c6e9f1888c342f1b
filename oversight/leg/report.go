package leg

import (
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// ReportProcedure tells which procedural step was taken and when: a code and a
// day. There is no field for facts, evidence or outcome.
type ReportProcedure struct {
	ID     string `json:"id" form:"id"`
	Code   string `json:"code" form:"code"`     // a code of Codes
	Reason string `json:"reason" form:"reason"` // not_accepted: a code of Refusals
	Taken  string `json:"taken" form:"taken"`   // day the step was taken, YYYY-MM-DD
}

func (ReportProcedure) Name() act.Name { return "leg.report_procedure" }
func (a ReportProcedure) On() string   { return a.ID }

// Do records the step.
func (a ReportProcedure) Do(l Leg, m act.Moment) (Leg, error) {
	var k act.Check
	k.Want(act.Has(Codes, a.Code), "code", "请选择程序进展。", "Choose the procedural step.")
	if a.Code == "not_accepted" {
		k.Want(act.Has(Refusals, a.Reason), "reason", "不受理的，请选择理由。", "Choose the reason for not accepting.")
	} else {
		k.Want(a.Reason == "", "reason", "只有不受理才填理由。", "A reason is given only for not accepting.")
	}
	k.Want(law.Day(a.Taken).Valid() && a.Taken <= m.Day() && a.Taken >= l.Opened, "taken", "请填写该步骤的日期，不早于转送、不晚于今天。",
		"Give the day of the step, not before the referral nor after today.")
	if err := k.Err(); err != nil {
		return l, err
	}
	l.Steps = append(l.Steps[:len(l.Steps):len(l.Steps)], Step{Code: a.Code, Reason: a.Reason, On: a.Taken, Day: m.Day()})
	l.Stop(m, "leg.procedure", "leg.object", "leg.urge")
	l.contact(m, "report", a.Code)
	return l, nil
}
