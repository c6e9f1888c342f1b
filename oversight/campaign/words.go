package campaign

import (
	"hengjian/oversight/act"
)

// noCase refuses the number of a case. Laws and documents are quoted in 《》 or
// as numbers of documents in the basis, which is not asked.
func noCase(k *act.Check, field, text string) {
	k.NoNumber(field, text, "专项不针对具体案件。", "a campaign is of no case.")
}
