package campaign

import (
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// SharedKey names a requirement of the shared plan in a local task's Via: "u:r3".
// A requirement of the local plan itself is named by its plain key: "r3".
func SharedKey(key string) string { return "u:" + key }

// Adapt (拟定本级方案) begins a committee's own campaign from one that a
// committee above has sent out. Nothing is commanded: the requirements of the
// shared plan are shown beside the own plan, and each is answered by tasks, or
// by a reason why it does not apply (ZJ08 12, 25: each within its own power).
type Adapt struct {
	Upper   string   `json:"upper" form:"upper"`
	Title   string   `json:"title" form:"title"`
	Theme   string   `json:"theme" form:"theme"`
	Since   string   `json:"since" form:"since"`
	Until   string   `json:"until" form:"until"`
	Classes []string `json:"classes" form:"classes"`
	Needs   Shared   `json:"-"`
}

// Shared are facts of the shared campaign.
type Shared struct {
	Found bool // sent out, of a committee above, not yet concluded
	Taken bool // this committee has a plan of its own from it already
	Plan  Plan
}

func (Adapt) Name() act.Name { return "campaign.adapt" }
func (Adapt) On() string     { return "" }

// Do drafts the local campaign. Scope, contents and basis are taken over as a
// start; requirements and stages are the committee's own to write.
func (a Adapt) Do(c Campaign, m act.Moment) (Campaign, error) {
	var k act.Check
	k.Want(a.Needs.Found, "upper", "上级没有印发这个专项，或者它已经结束。", "No committee above has sent out such a campaign, or it has ended.")
	k.Want(!a.Needs.Taken, "upper", "本级已经有从这个专项拟定的方案。", "This committee has a plan from it already.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Upper = a.Upper
	c.Plan = Plan{Goal: a.Needs.Plan.Goal, Basis: a.Needs.Plan.Basis, Scope: a.Needs.Plan.Scope, Contents: a.Needs.Plan.Contents, Last: a.Needs.Plan.Last}
	return Set{a.Title, a.Theme, a.Since, a.Until, a.Classes}.set(c)
}

// Answer says why a shared requirement does not apply here.
type Answer struct {
	Key    string `json:"key"` // of the shared plan
	Reason string `json:"reason"`
	Day    string `json:"day"`
}

// AnswerRequirement (说明不适用) gives that reason.
type AnswerRequirement struct {
	ID     string `json:"id" form:"id"`
	Key    string `json:"key" form:"key"`
	Reason string `json:"reason" form:"reason"`
	Needs  Asked  `json:"-"`
}

// Asked says whether the shared plan has the requirement.
type Asked struct{ Found bool }

func (AnswerRequirement) Name() act.Name { return "campaign.answer_requirement" }
func (a AnswerRequirement) On() string   { return a.ID }

func ownPlan() error {
	return act.Refuse(act.NotNow, "这个专项不是从上级方案来的。", "This campaign does not come from a shared plan.")
}

// Do keeps the reason, in place of a former one.
func (a AnswerRequirement) Do(c Campaign, m act.Moment) (Campaign, error) {
	if c.Upper == "" {
		return c, ownPlan()
	}
	var k act.Check
	n := utf8.RuneCountInString(strings.TrimSpace(a.Reason))
	k.Want(a.Needs.Found, "key", "上级方案里没有这一条。", "The shared plan has no such requirement.")
	k.Want(n >= 4 && n <= 300, "reason", "请写明为什么不适用（4 到 300 字）。", "Say why it does not apply (4 to 300 characters).")
	k.Neutral("reason", a.Reason)
	c.Answers = append(c.without(a.Key), Answer{a.Key, strings.TrimSpace(a.Reason), m.Day()})
	return c, k.Err()
}

func (c Campaign) without(key string) []Answer {
	var out []Answer
	for _, x := range c.Answers {
		if x.Key != key {
			out = append(out, x)
		}
	}
	return out
}

// NotApplicable returns the reason given for a shared requirement.
func (c Campaign) NotApplicable(key string) (Answer, bool) {
	for _, x := range c.Answers {
		if x.Key == key {
			return x, true
		}
	}
	return Answer{}, false
}

// WithdrawAnswer (撤回不适用说明) takes the reason back.
type WithdrawAnswer struct {
	ID  string `json:"id" form:"id"`
	Key string `json:"key" form:"key"`
}

func (WithdrawAnswer) Name() act.Name { return "campaign.withdraw_answer" }
func (a WithdrawAnswer) On() string   { return a.ID }

// Do takes it back.
func (a WithdrawAnswer) Do(c Campaign, m act.Moment) (Campaign, error) {
	if c.Upper == "" {
		return c, ownPlan()
	}
	if len(c.Answers) == 0 {
		return c, act.Refuse(act.NotNow, "没有作过不适用的说明。", "No such reason was given.")
	}
	if _, ok := c.NotApplicable(a.Key); !ok {
		return c, act.Wrong("key", "这一条没有不适用的说明。", "no reason was given for this requirement")
	}
	c.Answers = c.without(a.Key)
	return c, nil
}
