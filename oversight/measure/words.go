package measure

import (
	"regexp"

	"hengjian/oversight/act"
)

// neutral refuses a text by which the congress would say how a case should end.
func neutral(k *act.Check, field, text string) {
	k.Neutral(field, text)
	noCase(k, field, text)
}

func noCase(k *act.Check, field, text string) {
	k.NoNumber(field, text, "逐条检查针对条款的执行，不针对个案。", "a check is of clauses, not of a case.")
}

func reason(k *act.Check, s string) {
	k.Reasoned(s)
	quiet(k, "reason", s)
}

// messages are words by which a text would tell the organ that somebody reported.
var messages = regexp.MustCompile(`群众反映|群众举报|有人反映|反映人|举报|来信|检举`)

// quiet refuses whatever would tell the organ of a message.
func quiet(k *act.Check, field, s string) {
	neutral(k, field, s)
	bad := messages.FindString(s)
	k.Want(bad == "", field, "机关会看到这段文字，文中有“"+bad+"”：不能让机关知道是否有人反映。", "The organ reads this; it says “"+bad+"”. Nothing may tell the organ whether anybody reported.")
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
