package circular

import (
	"errors"
	"slices"

	"github.com/google/uuid"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/circular"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// board is who has signed for a plan and studied it. It stands in the order of
// the register and is never sorted by speed: late ones are nudged, not ranked.
type board struct {
	p      *frame.Page
	c      campaign.Campaign
	all    []circular.Circular
	shown  []circular.Circular
	onward map[string]office.Onward
	only   string
	stage  int // of the reminders: 1 preview, 2 done
	lines  []line
}

// load reads the board of the reader's own committee; to anybody else there is
// none.
func load(p *frame.Page) (*board, error) {
	c, err := office.Item(p.Ctx(), p.O, p.Me, office.Campaigns, p.R.PathValue("id"))
	if err != nil {
		return nil, err
	}
	b := &board{p: p, c: c, only: p.R.URL.Query().Get("only")}
	if p.Me.Side() != "congress" || !slices.ContainsFunc([]act.Role{access.Clerk, access.Director, access.Vice, access.Secretary, access.Member}, p.Me.Has) {
		return nil, act.None()
	}
	if b.all, err = p.O.CircularsOf(p.Ctx(), p.Me, c.ID); err != nil {
		return nil, err
	}
	if len(b.all) == 0 && c.Place != p.Me.Place {
		return nil, act.None()
	}
	if b.onward, err = p.O.OnwardOf(p.Ctx(), p.Me, c.ID); err != nil {
		return nil, err
	}
	for _, x := range b.all {
		if b.keeps(x) {
			b.shown = append(b.shown, x)
		}
	}
	return b, nil
}

func (b *board) keeps(c circular.Circular) bool {
	switch b.only {
	case "unsigned":
		return c.State == "sent" || c.State == "opened"
	case "unstudied":
		return c.State == "signed"
	case "late":
		return c.Late(act.DayOf(b.p.Now))
	case "studied":
		return c.State == "studied"
	}
	return true
}

func (b *board) path(more ...string) string {
	return "/campaigns/" + b.c.ID + matter.Join("/", append([]string{"/circulars"}, more...)...)
}

// Board (签收和学习情况) is the sender's.
func Board(p *frame.Page) error {
	b, err := load(p)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("签收和学习情况", "Who signed and studied"), Sub: b.c.Name, Crumbs: b.crumbs(), Print: true, Wide: true}
	if b.staff() {
		h.Actions = []kit.Link{{Text: p.L("提醒到期未办的", "Remind those due"), URL: b.path("remind")}, {Text: p.L("补发给一个单位", "Send to one more"), URL: b.path("send")}}
	}
	return p.Render(boardPage(b, h))
}

func (b *board) staff() bool { return b.p.Me.Has(access.Clerk) || b.p.Me.Has(access.Director) }

func (b *board) crumbs() []kit.Link {
	return []kit.Link{{Text: b.p.L("专项监督", "Campaigns"), URL: "/campaigns"}, {Text: b.c.Name, URL: "/campaigns/" + b.c.ID}}
}

// sums are the tiles; each opens its lines.
func (b *board) sums() []kit.Stat {
	p, n := b.p, map[string]int{}
	for _, c := range b.all {
		for _, only := range []string{"unsigned", "unstudied", "late", "studied"} {
			if (&board{p: p, only: only}).keeps(c) {
				n[only]++
			}
		}
		if c.State != "withdrawn" {
			n["all"]++
		}
	}
	stat := func(zh, en, only string, tone kit.Tone) kit.Stat {
		url := b.path()
		if only != "all" {
			url += "?only=" + only
		}
		if n[only] == 0 {
			tone = kit.Plain
		}
		return kit.Stat{Label: p.L(zh, en), Number: matter.Itoa(n[only]), URL: url, Tone: tone}
	}
	return []kit.Stat{stat("印发给", "Sent to", "all", kit.Plain), stat("待签收", "To sign", "unsigned", kit.Warn), stat("待学习", "To study", "unstudied", kit.Warn), stat("已学习贯彻", "Studied", "studied", kit.OK), stat("已超期", "Late", "late", kit.Bad)}
}

func (b *board) table() kit.Table {
	p := b.p
	t := kit.Table{ID: "board", Caption: p.L("签收和学习情况", "Who signed and studied"), Count: matter.Itoa(len(b.shown)), Exports: []kit.Link{{Text: "xlsx", URL: b.path() + ".xlsx" + query(b.only)}},
		Cols:  []kit.Col{{Label: p.L("单位", "Recipient")}, {Label: p.L("印发", "Sent"), Day: true}, {Label: p.L("收阅", "Opened"), Day: true}, {Label: p.L("签收", "Signed for")}, {Label: p.L("学习贯彻", "Study")}, {Label: p.L("期限", "Due")}, {Label: p.L("提醒", "Reminders"), Narrow: true}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("这里没有单位", "None here"), Text: p.L("方案印发后，本级机关和下级人大在这里按登记顺序列出。", "Once the plan is sent out, organs of this level and committees below stand here in the order of the register.")}}
	for _, c := range b.shown {
		t.Rows = append(t.Rows, b.row(c))
	}
	return t
}

func query(only string) string {
	if only == "" {
		return ""
	}
	return "?only=" + only
}

func (b *board) row(c circular.Circular) kit.Row {
	p, r := b.p, c.Now()
	st := matter.Pill(p.Page, &circular.Life, c.State)
	name := kit.Cell{Text: c.Recipient, URL: kind.Path(c.ID), Sub: b.passed(c)}
	signed := kit.Cell{Text: dash(matter.Day(p.Page, r.Signed))}
	if r.Signed != "" && c.SignedLate() {
		signed.Sub = p.L("晚于期限", "after its term")
	}
	n, last := c.Reminded()
	rem := kit.Cell{Text: "—"}
	if n > 0 {
		rem = kit.Cell{Text: p.L(matter.Itoa(n)+" 次", matter.Itoa(n)+"×"), Sub: matter.Day(p.Page, last)}
	}
	return kit.Row{ID: c.ID, URL: kind.Path(c.ID), Cells: []kit.Cell{name, {Text: matter.Day(p.Page, r.Sent), Sub: changed(p.Page, c)}, {Text: dash(matter.Day(p.Page, r.Opened))}, signed, studyCell(p.Page, c), dueCell(p, c), rem, {State: &st}}}
}

func changed(p *kit.Page, c circular.Circular) string {
	if len(c.Rounds) > 1 {
		return p.L("调整后第 "+matter.Itoa(c.Now().Edition)+" 版", "edition "+matter.Itoa(c.Now().Edition)+", changed")
	}
	return ""
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func studyCell(p *kit.Page, c circular.Circular) kit.Cell {
	all := c.Stands()
	if len(all) == 0 {
		return kit.Cell{Text: "—"}
	}
	return kit.Cell{Text: said(p, all[len(all)-1].Said), Sub: p.L("共 "+matter.Itoa(len(all))+" 次，"+matter.Itoa(c.People())+" 人次", matter.Itoa(len(all))+" in all, "+matter.Itoa(c.People())+" attendances")}
}

// passed are counts of what a committee below passed on: whose organs they are
// knows which.
func (b *board) passed(c circular.Circular) string {
	x, ok := b.onward[c.To]
	if c.To == "" || !ok {
		return ""
	}
	return b.p.L("已转发本级 "+matter.Itoa(x.Sent)+" 个机关，签收 "+matter.Itoa(x.Signed)+"，学习 "+matter.Itoa(x.Studied),
		"passed on to "+matter.Itoa(x.Sent)+" organs, "+matter.Itoa(x.Signed)+" signed, "+matter.Itoa(x.Studied)+" studied")
}

// Export (导出) writes the board as it is shown, in the order of the register.
func Export(p *frame.Page) error {
	b, err := load(p)
	if err != nil {
		return err
	}
	zh := &kit.Page{Lang: "zh"}
	matter.Download(p, "circulars-"+act.DayOf(p.Now)+".xlsx", matter.Xlsx)
	cols := []gongwen.Column{{Head: "序号", Width: 6}, {Head: "单位", Width: 28}, {Head: "版本", Width: 8}, {Head: "印发日期", Width: 12}, {Head: "收阅日期", Width: 12}, {Head: "签收日期", Width: 12}, {Head: "签收期限", Width: 12},
		{Head: "学习贯彻", Width: 44}, {Head: "学习次数", Width: 10}, {Head: "人次", Width: 8}, {Head: "提醒次数", Width: 10}, {Head: "状态", Width: 18}, {Head: "转发", Width: 30}}
	front := gongwen.Front{Title: b.c.Name + "：签收和学习情况", Lines: [][2]string{{"制表日期", act.DayOf(p.Now)}, {"说明", "按登记顺序排列，不作先后排名"}}}
	b.p = &frame.Page{Page: zh}
	return gongwen.WriteBook(p.W, front, gongwen.Leaf{Name: "签收和学习情况", Cols: cols, Each: func(row func(...any) error) error {
		for i, c := range b.shown {
			r, texts := c.Now(), ""
			for _, s := range c.Stands() {
				texts = matter.Join("；", texts, said(zh, s.Said))
			}
			n, _ := c.Reminded()
			if err := row(i+1, c.Recipient, r.Edition, r.Sent, r.Opened, r.Signed, signDue(c), texts, len(c.Stands()), c.People(), n, circular.Life.State(c.State).Zh, b.passed(c)); err != nil {
				return err
			}
		}
		return nil
	}})
}

// signDue is the day by which the sending that counts was to be signed for.
func signDue(c circular.Circular) string {
	for _, k := range slices.Backward(c.Clocks) {
		if k.Rule == "circular.sign" {
			return k.Due
		}
	}
	return ""
}

// line is one circular on the preview of reminders or in their result.
type line struct {
	c    circular.Circular
	why  string // why not
	done bool
}

// Remind (提醒到期未办的) shows whom a reminder would reach and why not the
// others, as the door itself says, then sends one act each. Pressing again
// repeats nothing, since each act's id is derived from the form's.
func Remind(p *frame.Page) error {
	b, err := load(p)
	if err != nil {
		return err
	}
	if !b.staff() {
		v := circular.Life.Verb("circular.remind")
		return act.Refuse(act.Forbidden, "“"+v.Zh+"”不是您岗位的职责。", "“"+v.En+"” is not a task of your function.")
	}
	b.stage = 1
	if p.Post() {
		b.stage = 2
	}
	text := p.R.PostFormValue("text")
	for _, c := range b.all {
		if !circular.Life.State(c.State).Open || p.Post() && !slices.Contains(p.R.PostForm["ok"], c.ID) {
			continue
		}
		a := &circular.Remind{ID: c.ID, Text: text}
		if p.Post() {
			err = b.send(a)
		} else {
			_, err = p.O.Would(p.Ctx(), p.Me, a, nil)
		}
		l := line{c: c, done: err == nil}
		if err != nil {
			rs := kit.Refusals(err)
			if len(rs) == 0 {
				return err
			}
			l.why = rs[0].Text(p.Lang)
		}
		b.lines = append(b.lines, l)
	}
	if p.Post() && len(b.lines) == 0 {
		return p.GoSaying(b.path("remind"), "请先勾选要提醒的单位。", "Tick whom to remind first.")
	}
	return p.Render(remindPage(b, kit.Head{Title: p.L("提醒到期未办的", "Remind those due"), Sub: b.c.Name, Crumbs: append(b.crumbs(), kit.Link{Text: p.L("签收和学习情况", "Who signed and studied"), URL: b.path()})}))
}

func (b *board) send(a *circular.Remind) error {
	base, err := uuid.Parse(b.p.R.PostFormValue("act_id"))
	if err != nil {
		return act.Wrong("act_id", "页面已失效，请重新打开。", "The page has expired; open it again.")
	}
	ord := b.p.Order()
	ord.ActID = uuid.NewSHA1(base, []byte(a.ID)).String()
	_, err = b.p.O.Do(b.p.Ctx(), b.p.Me, a, ord)
	return err
}

func (b *board) can() (n int) {
	for _, l := range b.lines {
		if l.done {
			n++
		}
	}
	return n
}

// SendOne (补发给一个单位) adds whoever was entered in the register later.
func SendOne(p *frame.Page) error {
	b, err := load(p)
	if err != nil {
		return err
	}
	birth := matter.Birth{Life: &circular.Life, Do: "circular.send", List: kit.Link{Text: p.L("签收和学习情况", "Who signed and studied"), URL: b.path()}, Cancel: b.path()}
	if !birth.May(p) {
		return birth.Refuse()
	}
	gs, ls, err := p.O.MoreRecipients(p.Ctx(), p.Me, b.c)
	if err != nil {
		return err
	}
	f := kit.Field{Name: "recipient", Label: p.L("印发给", "Send to"), Hint: p.L("只列本级机关和直接的下级人大中还没有收到的。", "Organs of this level and committees directly below that have it not.")}
	for _, g := range gs {
		f.Options = append(f.Options, kit.Option{Value: "organ " + g.ID, Label: g.Name})
	}
	for _, l := range ls {
		f.Options = append(f.Options, kit.Option{Value: "committee " + l.Place, Label: l.Short})
	}
	if len(f.Options) == 0 {
		return p.GoSaying(b.path(), "本级机关和下级人大都已经收到。", "Everybody has it already.")
	}
	birth.Form = matter.Form{Fields: []matter.Field{{As: matter.Select, Field: f}}}
	if !p.Post() {
		return birth.Show(p, nil)
	}
	a := circular.Send{Campaign: b.c.ID}
	if err := p.R.ParseForm(); err != nil {
		return err
	}
	if kind, id, ok := cut(p.R.PostFormValue("recipient")); ok && kind == "organ" {
		a.Organ = id
	} else if ok {
		a.To = id
	}
	ans, err := p.Do(&a)
	var r *act.Refusal
	if errors.As(err, &r) {
		for _, x := range r.All() {
			x.Field = "recipient"
		}
	}
	if err != nil {
		return birth.Show(p, err)
	}
	return p.GoSaying(kind.Path(ans.Subject), "已印发。", "Sent.")
}

func cut(s string) (kind, id string, ok bool) {
	for i := range s {
		if s[i] == ' ' {
			return s[:i], s[i+1:], true
		}
	}
	return "", "", false
}

func (b *board) title() string {
	for _, x := range []struct{ only, zh, en string }{{"unsigned", "待签收的", "To sign"}, {"unstudied", "待学习的", "To study"}, {"late", "已超期的", "Late"}, {"studied", "已学习贯彻的", "Studied"}} {
		if x.only == b.only {
			return b.p.L(x.zh, x.en)
		}
	}
	return b.p.L("全部单位", "All recipients")
}

func (b *board) dueState(c circular.Circular) kit.State {
	if x := dueCell(b.p, c); x.State != nil {
		return *x.State
	}
	return kit.State{Word: "—"}
}

func (b *board) result(l line) kit.State {
	switch {
	case b.stage == 2 && l.done:
		return kit.State{Word: b.p.L("已提醒", "reminded"), Tone: kit.OK}
	case l.done:
		return kit.State{Word: b.p.L("可以提醒", "can be reminded"), Tone: kit.Active}
	}
	return kit.State{Word: b.p.L("不提醒", "not now"), Tone: kit.Closed}
}

// reminderText is the last reminder of the sending that counts.
func (v view) reminderText() string {
	r := v.c.Reminders[len(v.c.Reminders)-1]
	if r.Text != "" {
		return r.Text
	}
	if v.c.Clock() == "circular.study" {
		return v.p.L("请记录学习贯彻情况。", "Please record the study.")
	}
	return v.p.L("请签收方案。", "Please sign for the plan.")
}
