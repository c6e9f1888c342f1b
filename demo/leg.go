package demo

import (
	"fmt"

	"hengjian/oversight/act"
	"hengjian/oversight/leg"
)

// legStep takes a step on one of the message's referrals.
func (l letter) legStep(verb string) error {
	id, text, code := l.now.legs[l.st.Leg], l.st.Text, l.st.Code
	var a any
	switch verb {
	case "drop":
		a = &leg.Drop{ID: id, Reason: text}
	case "sign":
		a = &leg.Sign{ID: id}
	case "cosign":
		a = &leg.Cosign{ID: id}
	case "confirm_written":
		a = &leg.ConfirmWritten{ID: id}
	case "send":
		a = &leg.Send{ID: id}
	case "receipt":
		a = &leg.Receipt{ID: id}
	case "object":
		a = &leg.Object{ID: id, Reason: code}
	case "uphold":
		a = &leg.Uphold{ID: id, Reason: text}
	case "report_procedure":
		r := &leg.ReportProcedure{ID: id, Code: code, Taken: act.DayOf(l.st.At)}
		if code == "not_accepted" {
			r.Reason = text
		}
		a = r
	case "accept_report":
		a = &leg.AcceptReport{ID: id}
	case "ask_again":
		a = &leg.AskAgain{ID: id, Ask: code}
	case "clarify":
		a = &leg.Clarify{ID: id, Finding: fmt.Sprintf("明检控申结〔%s〕%d号", l.st.At.Format("2006"), 100+l.i)}
	case "urge":
		a = &leg.Urge{ID: id, Ask: code}
	default:
		return fmt.Errorf("no act for the step leg.%s", verb)
	}
	_, err := l.do(a)
	return err
}
