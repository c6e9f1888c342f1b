package task

import (
	"strconv"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

func itoa(n int) string { return strconv.Itoa(n) }

// noCase refuses a case number where the work is described.
func noCase(k *act.Check, field, text string) {
	k.NoNumber(field, text, "任务不针对具体案件。", "a task is of no case.")
}

// files bounds what comes with one entry.
func files(k *act.Check, hashes []string) {
	k.Want(len(hashes) <= 20, "files", "一次最多 20 个文件。", "At most 20 files at once.")
}

// dueOK wants a day that can be met: after today.
func dueOK(k *act.Check, m act.Moment, day string) {
	k.Want(law.Day(day).Valid() && day > m.Day(), "due", "完成日期须在今天以后。", "The day to finish by is after today.")
	k.Want(!law.Day(day).Valid() || law.Day(day).Sub(law.Day(m.Day())) <= 1000, "due", "完成日期太远：不超过 1000 天。", "The day is too far: at most 1,000 days.")
}
