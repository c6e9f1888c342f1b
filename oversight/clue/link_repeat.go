package clue

import "hengjian/oversight/act"

// LinkRepeat (关联重复件) names the earlier message. Without new facts the
// earlier answer holds and no new clock runs; with new facts it is handled.
type LinkRepeat struct {
	ID       string      `json:"id" form:"id"`
	Earlier  string      `json:"earlier" form:"earlier"`
	NewFacts bool        `json:"new_facts" form:"new_facts"`
	Needs    RepeatNeeds `json:"-"`
}

// RepeatNeeds is about the earlier message.
type RepeatNeeds struct {
	Known    bool // it exists and the actor may see it
	Place    string
	Audience string
	Answered bool  // its sender was told what became of it (Clue.Decided)
	Children int64 // messages merged into this one
}

func (LinkRepeat) Name() act.Name { return "clue.link_repeat" }
func (a LinkRepeat) On() string   { return a.ID }

// Do links.
func (a LinkRepeat) Do(c Clue, m act.Moment) (Clue, error) {
	n := a.Needs
	if !n.Known || n.Place != c.Place || n.Audience != c.Audience {
		return c, act.Wrong("earlier", "没有这个编号的事项，或者不在您的办理范围内。", "There is no such matter, or it is not within your reach.")
	}
	var k act.Check
	k.Want(a.Earlier != "" && a.Earlier != c.ID, "earlier", "不能关联自己。", "It cannot repeat itself.")
	k.Want(a.NewFacts || n.Answered, "earlier", "此前的反映还没有告知结果：请合并办理。", "The earlier message has no answer yet: merge them.")
	k.Want(a.NewFacts || n.Children == 0, "earlier", "已有反映并入本事项，请先取消合并。", "Others are merged into this one; unmerge them first.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Earlier, c.NewFacts = a.Earlier, a.NewFacts
	if a.NewFacts {
		return c, nil
	}
	if err := c.noLegs(); err != nil {
		return c, err
	}
	c.State = "repeat"
	c.tell(m, Told{Code: "repeat"})
	c.Stop(m, "clue.tell", "clue.tell_anonymous")
	return c, nil
}

// UnlinkRepeat (取消重复关联) when new facts have come after all.
type UnlinkRepeat struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (UnlinkRepeat) Name() act.Name { return "clue.unlink_repeat" }
func (a UnlinkRepeat) On() string   { return a.ID }

// Do keeps the link and handles the message again.
func (a UnlinkRepeat) Do(c Clue, m act.Moment) (Clue, error) {
	if err := needReason(a.Reason); err != nil {
		return c, err
	}
	c.note(m, a.Reason)
	c.NewFacts = true
	return c, c.tellAgain(m)
}
