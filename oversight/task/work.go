package task

import (
	"strings"

	"hengjian/oversight/act"
)

// Work is what is to be done, and for which requirement.
type Work struct {
	Title       string `json:"title" form:"title"`
	Content     string `json:"content,omitempty" form:"content"`
	Campaign    string `json:"campaign,omitempty" form:"campaign"`
	Requirement string `json:"requirement,omitempty" form:"requirement"` // a key, with "u:" before one of the shared plan
}

// WorkNeeds are facts of the campaign.
type WorkNeeds struct {
	Campaign bool // there is such a campaign of the own committee
	Over     bool // and it has ended
	Known    bool // its plan, or the shared plan for "u:", has the requirement
}

func (w Work) put(k *act.Check, t Task, n WorkNeeds) Task {
	k.Length("title", w.Title, 4, 60, "任务名称 4 到 60 个字。", "The task's name has 4 to 60 characters.")
	k.Length("content", w.Content, 0, 2000, "任务内容不超过 2000 字。", "At most 2,000 characters.")
	for _, x := range [][2]string{{"title", w.Title}, {"content", w.Content}} {
		k.Neutral(x[0], x[1])
		noCase(k, x[0], x[1])
	}
	k.Want(w.Campaign == "" || n.Campaign, "campaign", "没有这个专项。", "There is no such campaign.")
	k.Want(!n.Over || w.Campaign == t.Campaign, "campaign", "这个专项已经结束，不再布置任务。", "This campaign has ended; it takes no new tasks.")
	k.Want(w.Requirement == "" || w.Campaign != "", "requirement", "请先选择专项，再选工作要求。", "Choose the campaign before its requirement.")
	k.Want(w.Requirement == "" || w.Campaign == "" || n.Known, "requirement", "方案里没有这条工作要求。", "The plan has no such requirement.")
	t.Title, t.Content, t.Campaign = strings.TrimSpace(w.Title), strings.TrimSpace(w.Content), w.Campaign
	t.Requirement, t.Shared = ReadVia(w.Requirement)
	return t
}
