package workbench

import (
	"net/url"
	"slices"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// part is one part of the digest with its numbers.
type part struct {
	Code, Title, Sub string
	Facts            []kit.Fact
	numbers          []int
	specs            []office.DigestSpec
}

type digest struct {
	week       office.Week
	campaign   string // id, "" all
	name       string
	Title, Sub string
	Parts      []part
	Each       kit.Table // one row for each campaign; no rows where one is looked at
	Campaigns  []kit.Option
	Prev, Next string
	Head       kit.Head
}

// readsDigest: those who steer the work.
func readsDigest(p *frame.Page) bool { return Decides(p.Me) }

var digestParts = []struct{ code, zh, en, subZh, subEn string }{
	{"came", "来了什么", "What came in", "", ""},
	{"done", "办了什么", "What was done", "", ""},
	{"late", "超期未办的", "What ran late", "期限在这一周结束前已到、现在仍未办的", "its term ended by the end of the week and it is still not done"},
	{"decide", "下周要您决定的", "What needs your decision next week", "按您的岗位", "by your functions"},
}

// Digest (一周摘要) is one page of the week for who steers the work; every
// number opens its list.
func Digest(p *frame.Page) error {
	d, err := loadDigest(p)
	if err != nil {
		return err
	}
	return p.Render(digestPage(p, d))
}

func loadDigest(p *frame.Page) (digest, error) {
	if !readsDigest(p) {
		return digest{}, act.None()
	}
	q := p.R.URL.Query()
	d := digest{week: office.WeekOf(q.Get("week"), p.Now)}
	cs, err := p.O.CampaignsFor(p.Ctx(), p.Me)
	if err != nil {
		return d, err
	}
	d.Campaigns = []kit.Option{{Label: p.L("全部工作", "all work")}}
	var running []kit.Option
	for _, c := range cs {
		if c.Takes() && c.Place == p.Me.Place {
			running = append(running, kit.Option{Value: c.ID, Label: c.Name})
		}
		if c.ID == q.Get("campaign") {
			d.campaign, d.name = c.ID, c.Name
		}
	}
	if q.Get("campaign") != d.campaign {
		return d, act.None()
	}
	d.Campaigns = append(d.Campaigns, running...)
	if d.campaign != "" && !slices.ContainsFunc(running, func(o kit.Option) bool { return o.Value == d.campaign }) {
		d.Campaigns = append(d.Campaigns, kit.Option{Value: d.campaign, Label: d.name})
	}
	for _, x := range digestParts {
		t := part{Code: x.code, Title: p.L(x.zh, x.en), Sub: p.L(x.subZh, x.subEn)}
		for _, s := range office.Digest {
			if s.Part != x.code || d.campaign != "" && s.Kind == "leg" { // a referral is of its message; it carries no campaign of its own
				continue
			}
			n, err := p.O.DigestCount(p.Ctx(), p.Me, s, d.week, d.campaign)
			if err != nil {
				return d, err
			}
			t.numbers, t.specs = append(t.numbers, n), append(t.specs, s)
			t.Facts = append(t.Facts, kit.Fact{Term: p.L(s.Zh, s.En), Text: many(n), URL: d.list(s.Key, d.campaign)})
		}
		d.Parts = append(d.Parts, t)
	}
	d.head(p)
	if d.campaign == "" && len(running) > 0 {
		err = d.each(p, running)
	}
	return d, err
}

func (d digest) query(week, campaign string) string {
	v := url.Values{"week": {week}}
	if campaign != "" {
		v.Set("campaign", campaign)
	}
	return v.Encode()
}

func (d digest) list(key, campaign string) string {
	return "/digest/" + key + "?" + d.query(d.week.First(), campaign)
}

func (d *digest) head(p *frame.Page) {
	d.Title = p.L("一周摘要", "The week in short")
	d.Sub = matter.Day(p.Page, d.week.First()) + p.L(" 至 ", " to ") + matter.Day(p.Page, d.week.Last())
	if d.name != "" {
		d.Sub += " · " + d.name
	}
	d.Prev = "/digest?" + d.query(act.DayOf(d.week.From.AddDate(0, 0, -7)), d.campaign)
	if d.week.Next().Before(p.Now) {
		d.Next = "/digest?" + d.query(act.DayOf(d.week.Next()), d.campaign)
	}
	d.Head = kit.Head{Title: d.Title, Sub: d.Sub, Print: true, Actions: []kit.Link{{Text: p.L("下载 docx", "Download docx"), URL: "/digest.docx?" + d.query(d.week.First(), d.campaign)}}}
}

// each is one line for each running campaign: what came, was done, ran late
// and waits. A number that is not of matters alone is the sum of its lines.
func (d *digest) each(p *frame.Page, running []kit.Option) error {
	d.Each = kit.Table{ID: "each", Caption: p.L("各个专项", "By campaign"), Cols: []kit.Col{{Label: p.L("专项", "Campaign")}, {Label: p.L("收到反映", "Messages"), Num: true}, {Label: p.L("销号的问题", "Problems closed"), Num: true}, {Label: p.L("确认完成的任务", "Tasks done"), Num: true},
		{Label: p.L("超期的问题", "Problems late"), Num: true}, {Label: p.L("超期的任务", "Tasks late"), Num: true}, {Label: p.L("等您决定", "For you"), Num: true}}}
	for _, c := range running {
		r := kit.Row{ID: c.Value, Label: c.Label, Cells: []kit.Cell{{Text: c.Label, URL: "/digest?" + d.query(d.week.First(), c.Value)}}}
		for _, key := range []string{"clues_in", "problems_closed", "tasks_done", "problems_late", "tasks_late", "decide_all"} {
			s, _ := digestSpec(key)
			n, err := p.O.DigestCount(p.Ctx(), p.Me, s, d.week, c.Value)
			if err != nil {
				return err
			}
			r.Cells = append(r.Cells, kit.Cell{Text: many(n), URL: d.list(key, c.Value)})
		}
		d.Each.Rows = append(d.Each.Rows, r)
	}
	return nil
}

func digestSpec(key string) (office.DigestSpec, bool) {
	i := slices.IndexFunc(office.Digest, func(s office.DigestSpec) bool { return s.Key == key })
	if i < 0 {
		return office.DigestSpec{}, false
	}
	return office.Digest[i], true
}

// DigestList (数字的清单) is what a number of the digest counts.
func DigestList(p *frame.Page) error {
	s, ok := digestSpec(p.R.PathValue("key"))
	if !ok || !readsDigest(p) {
		return act.None()
	}
	q := p.R.URL.Query()
	d := digest{week: office.WeekOf(q.Get("week"), p.Now), campaign: q.Get("campaign")}
	m, err := p.O.DigestList(p.Ctx(), p.Me, s, d.week, d.campaign, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	n, err := p.O.DigestCount(p.Ctx(), p.Me, s, d.week, d.campaign)
	if err != nil {
		return err
	}
	d.head(p)
	t := pager{p}.table(m.Rows, office.Matters{}, n)
	t.ID, t.Caption = "digest-list", p.L(s.Zh, s.En)
	t.Empty = kit.Empty{Title: p.L("没有", "None")}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	title := p.L(s.Zh, s.En)
	for _, x := range digestParts {
		if x.code == s.Part && (s.Part == "late" || s.Part == "decide") {
			title = p.L(x.zh, x.en) + p.L("：", ": ") + title
		}
	}
	return p.Render(digestListPage(p, kit.Head{Title: title, Sub: d.Sub, Print: true, Crumbs: []kit.Link{{Text: d.Title, URL: "/digest?" + d.query(d.week.First(), d.campaign)}}}, t))
}

// DigestDocx (一周摘要文件) is the digest as a paper, for the meeting's folder.
func DigestDocx(p *frame.Page) error {
	d, err := loadDigest(p)
	if err != nil {
		return err
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), p.Me.Place)
	if err != nil {
		return err
	}
	doc := gongwen.Paper{Kind: gongwen.NoticeForm, Organ: cg.Name, Title: "一周摘要（" + d.week.First() + " 至 " + d.week.Last() + "）"}
	if d.name != "" {
		doc.To = d.name
	}
	for i, x := range digestParts {
		doc.Body = append(doc.Body, gongwen.Block{Kind: gongwen.Heading, Level: 1, Text: x.zh})
		t := gongwen.Block{Kind: gongwen.Table, Widths: []int{4, 1}}
		for j, s := range d.Parts[i].specs {
			t.Rows = append(t.Rows, []gongwen.Cell{{Text: s.Zh}, {Text: many(d.Parts[i].numbers[j])}})
		}
		doc.Body = append(doc.Body, t)
	}
	matter.Download(p, "一周摘要"+d.week.First()+".docx", matter.Docx)
	_, err = p.W.Write(gongwen.Docx(doc))
	return err
}
