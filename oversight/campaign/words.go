package campaign

import (
	"regexp"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

var caseNo = regexp.MustCompile(`[（(〔\[]\s*\d{4}\s*[)）〕\]][^\s，。；]{1,24}?号`)

// neutral refuses words by which the congress would say how a case should end:
// a plan goes to organs and to the public.
func neutral(k *act.Check, field, text string) {
	bad := law.DecidesCase(text)
	k.Want(bad == "", field, "文中有“"+bad+"”：人大不对个案提出处理意见。", "The text says “"+bad+"”: the congress gives no view on a case.")
}

// noCase refuses the number of a case. Laws and documents are quoted in 《》 or
// as numbers of documents in the basis, which is not asked.
func noCase(k *act.Check, field, text string) {
	no := caseNo.FindString(text)
	k.Want(no == "", field, "文中有编号“"+no+"”：专项不针对具体案件。", "The text has the number “"+no+"”: a campaign is of no case.")
}
