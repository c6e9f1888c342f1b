package circular

import (
	"slices"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/circular"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// List (方案签收) lists the plans sent to the reader's organ or committee, what
// waits first.
func List(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	cs, err := p.O.CircularsTo(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	slices.SortStableFunc(cs, func(a, b circular.Circular) int { return rank(a) - rank(b) })
	t := kit.Table{ID: "circulars", Caption: p.L("方案签收", "Plans received"), Count: matter.Itoa(len(cs)),
		Cols:  []kit.Col{{Label: p.L("专项监督方案", "Plan")}, {Label: p.L("谁的方案", "Whose plan")}, {Label: p.L("印发", "Sent"), Day: true}, {Label: p.L("期限", "Due"), Day: true}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("没有收到方案", "No plan received"), Text: p.L("人大常委会印发专项监督方案后，在这里签收、记录学习贯彻情况。", "When a committee sends out a plan, it is signed for and its study recorded here.")}}
	for _, c := range cs {
		st := matter.Pill(p.Page, &circular.Life, c.State)
		t.Rows = append(t.Rows, kit.Row{ID: c.ID, URL: kind.Path(c.ID), Cells: []kit.Cell{{Text: c.Title, Sub: edition(p.Page, c), URL: kind.Path(c.ID)}, {Text: level(p.Page, c)},
			{Text: matter.Day(p.Page, c.Now().Sent)}, dueCell(p, c), {State: &st}}})
	}
	return p.Render(listPage(p, kit.Head{Title: p.L("方案签收", "Plans received"), Sub: p.L("签收、学习贯彻、报送自查方案和载体。", "Sign for plans, record their study, file your own plans and programmes."), Print: true}, t))
}

// rank puts what waits before what is done; within both, newest first as read.
func rank(c circular.Circular) int {
	if circular.Life.State(c.State).Open {
		return 0
	}
	return 1
}

func edition(p *kit.Page, c circular.Circular) string {
	n := matter.Itoa(c.Now().Edition)
	if len(c.Rounds) > 1 {
		return p.L("第 "+n+" 版（调整后再次印发）", "edition "+n+" (sent again after a change)")
	}
	return p.L("第 "+n+" 版", "edition "+n)
}

// dueCell is what is left of the term that runs.
func dueCell(p *frame.Page, c circular.Circular) kit.Cell {
	k, runs := c.Running(c.Clock())
	if !runs {
		return kit.Cell{Text: "—"}
	}
	left, due, tone := p.Due(k.DueAt)
	return kit.Cell{State: &kit.State{Word: left, Tone: tone}, Sub: due}
}

type view struct {
	p       *frame.Page
	c       circular.Circular
	next    matter.Next
	clocks  []kit.Clock
	events  []kit.Event
	who     map[string]string
	facts   []kit.Fact
	demands []office.Demand
	mine    bool
	links   []kit.Link
}

// Show (印发通知) is one recipient's copy, for the recipient and for who sent it.
func Show(p *frame.Page) error {
	raw, c, err := kind.Get(p)
	if err != nil {
		return err
	}
	v := view{p: p, c: c, mine: received(p, c)}
	if v.next, err = nextOf(p, raw); err != nil {
		return err
	}
	if v.clocks, err = matter.Clocks(p, &c.Head); err != nil {
		return err
	}
	if v.events, err = matter.Events(p, &circular.Life, &c.Head, nil); err != nil {
		return err
	}
	if v.who, err = matter.People(p, ids(c)...); err != nil {
		return err
	}
	if err := v.fill(); err != nil {
		return err
	}
	h := kit.Head{Title: c.Title, Sub: p.L("印发给：", "Sent to: ") + c.Recipient, Crumbs: []kit.Link{v.list()}, Print: true, Clock: matter.Running(v.clocks),
		States: []kit.State{matter.Pill(p.Page, &circular.Life, c.State)}}
	if c.Late(act.DayOf(p.Now)) {
		h.States = append(h.States, kit.State{Word: p.L("已超期", "late"), Tone: kit.Bad})
	}
	h.Actions = []kit.Link{{Text: p.L("看方案全文", "Read the plan"), URL: "/campaigns/" + c.Campaign}}
	return p.Render(showPage(v, h))
}

// list is where the reader came from: the recipient's list, or the sender's board.
func (v view) list() kit.Link {
	if v.mine {
		return kind.List(v.p.Page)
	}
	return kit.Link{Text: v.p.L("签收和学习情况", "Who signed and studied"), URL: "/campaigns/" + v.c.Campaign + "/circulars"}
}

func ids(c circular.Circular) (out []string) {
	for _, r := range c.Rounds {
		out = append(out, r.OpenedBy, r.SignedBy)
	}
	for _, s := range c.Studies {
		out = append(out, s.By)
	}
	for _, r := range c.Reminders {
		out = append(out, r.By)
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

func (v *view) fill() error {
	p, c := v.p, v.c
	v.facts = []kit.Fact{{Term: p.L("方案", "Plan"), Text: c.Title, URL: "/campaigns/" + c.Campaign, Sub: edition(p.Page, c)}, {Term: p.L("谁的方案", "Whose plan"), Text: level(p.Page, c)}, {Term: p.L("印发给", "Sent to"), Text: c.Recipient}}
	if c.Ended != "" {
		v.facts = append(v.facts, kit.Fact{Term: p.L("撤回的理由", "Why it was taken back"), Text: c.Ended})
	}
	if v.mine && c.Organ != "" && (p.Me.Has(access.Liaison) || p.Me.Has(access.Chief)) {
		v.links = append(v.links, kit.Link{Text: p.L("报送自查方案或者载体", "File a plan or programme"), URL: "/programmes/new?campaign=" + c.Campaign}, kit.Link{Text: p.L("一份材料答复多项", "One answer to several"), URL: "/together?kind=circular"})
	}
	if !v.mine {
		return nil
	}
	if c.To != "" && c.Now().Signed != "" {
		v.links = append(v.links, kit.Link{Text: p.L("转发给本级机关", "Pass it on to our organs"), URL: kind.Path(c.ID, "pass_on")}, kit.Link{Text: p.L("本级机关的签收情况", "What our organs signed"), URL: "/campaigns/" + c.Campaign + "/circulars"})
	}
	plan, err := office.Item(p.Ctx(), p.O, p.Me, office.Campaigns, c.Campaign)
	if err != nil {
		return nil // archived out of reach: the circular itself still reads
	}
	if c.Organ != "" {
		v.demands, err = p.O.OrganDemands(p.Ctx(), plan.ID)
		return err
	}
	v.demands = committeeDemands(plan)
	return nil
}

func committeeDemands(c campaign.Campaign) (out []office.Demand) {
	for _, r := range c.Plan.Requirements {
		if r.Who != "organs" {
			out = append(out, office.Demand{Via: r.Key, Text: r.Text})
		}
	}
	return out
}

func (v view) fileURL(hash string) string { return kind.Path(v.c.ID, "files", hash) }

// by names who did it on a day.
func (v view) by(day, id string) string {
	if day == "" {
		return "—"
	}
	return matter.Join(" ", matter.Day(v.p.Page, day), v.who[id])
}

// rounds is every sending with who opened and signed.
func (v view) rounds() kit.Table {
	p := v.p
	t := kit.Table{ID: "rounds", Caption: p.L("印发和签收", "Sent and signed for"), Cols: []kit.Col{{Label: p.L("版本", "Edition")}, {Label: p.L("印发", "Sent"), Day: true}, {Label: p.L("收阅", "Opened")}, {Label: p.L("签收", "Signed for")}}}
	for i, r := range slices.Backward(v.c.Rounds) {
		e := p.L("第 "+matter.Itoa(r.Edition)+" 版", "edition "+matter.Itoa(r.Edition))
		t.Rows = append(t.Rows, kit.Row{ID: matter.Itoa(i), Cells: []kit.Cell{{Text: e, Sub: r.Why}, {Text: matter.Day(p.Page, r.Sent)}, {Text: v.by(r.Opened, r.OpenedBy)}, {Text: v.by(r.Signed, r.SignedBy)}}})
	}
	return t
}
