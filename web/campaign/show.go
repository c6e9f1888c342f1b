package campaign

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Show (专项) is one campaign: what it is, where it stands, what belongs to it,
// and for its own committee what may be done next.
func Show(p *frame.Page) error {
	c, _, err := Kind.Get(p)
	if err != nil {
		return err
	}
	counts, tiles, err := belongs(p, c)
	if err != nil {
		return err
	}
	more, err := relatedCard(p, c)
	if err != nil {
		return err
	}
	left := []templ.Component{stagesCard(p, c), counts, more, factsCard(p, c)}
	if inside(p, c) && c.Topic.Channel != "" {
		left = append(left, topicCard(p, c))
	}
	if !empty(c.Plan) {
		left = append(left, planCard(p, c))
	}
	ps, err := programmesCard(p, c)
	if err != nil {
		return err
	}
	left = append(append(left, ps), tiles...)
	side, err := sideOf(p, c)
	if err != nil {
		return err
	}
	h := kit.Head{Title: c.Name, Crumbs: []kit.Link{Kind.List(p.Page)}, States: []kit.State{matter.Pill(p.Page, &campaign.Life, c.State)}, Print: true}
	if office.MayCockpit(p.Me, c) && c.Takes() {
		h.Actions = append(h.Actions, kit.Link{Text: p.L("专项态势", "Cockpit"), URL: Kind.Path(c.ID, "cockpit")})
	}
	if c.Shown != "" && inside(p, c) && access.Sees(p.Me, "circular", &act.Head{Place: c.Place}) {
		h.Actions = append(h.Actions, kit.Link{Text: p.L("签收和学习情况", "Who signed and studied"), URL: Kind.Path(c.ID, "circulars")})
	}
	if inside(p, c) && c.Shown != "" && c.Level != "county" {
		h.Actions = append(h.Actions, kit.Link{Text: p.L("各级落实情况", "Coverage"), URL: Kind.Path(c.ID, "coverage")})
	}
	return p.Render(showPage(p, h, matter.Stack(left...), matter.Stack(side...)))
}

// sideOf is what stands beside: the next acts, the editions, the record. A
// reader of another committee or an organ sees the editions sent out alone.
func sideOf(p *frame.Page, c campaign.Campaign) ([]templ.Component, error) {
	var side []templ.Component
	if inside(p, c) {
		next, err := Kind.NextOf(p, c)
		if err != nil {
			return nil, err
		}
		side = append(side, matter.NextCard(p, onlyOwn(next, p, c)))
	} else if b := (matter.Birth{Life: &campaign.Life, Do: "campaign.adapt"}); b.May(p) && c.Shown != "" {
		up, local, err := p.O.SharedAbove(p.Ctx(), p.Me)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(up, func(u campaign.Campaign) bool { return u.ID == c.ID }) {
			side = append(side, adaptCard(p, c, local[c.ID]))
		}
	}
	if !inside(p, c) {
		own, err := receivedCard(p, c)
		if err != nil {
			return nil, err
		}
		side = append([]templ.Component{own}, side...)
	}
	es, err := p.O.EditionsOf(p.Ctx(), p.Me, c.ID)
	if err != nil {
		return nil, err
	}
	if pub := publicCard(p, c); pub != nil {
		side = append(side, pub)
	}
	if len(es) > 0 {
		side = append(side, editionsCard(p, c, es))
	}
	if !inside(p, c) {
		return side, nil
	}
	events, err := matter.Events(p, &campaign.Life, &c.Head, nil)
	return append(side, matter.RecordCard(p, events, Kind.Path(c.ID, "life"))), err
}

// onlyOwn leaves out acts that are about a shared plan where there is none.
func onlyOwn(n matter.Next, p *frame.Page, c campaign.Campaign) matter.Next {
	if ss := c.Plan.Stages; len(ss) > 0 && act.DayOf(p.Now) < ss[len(ss)-1].Since {
		for i := range n.Can { // lawful, but not what one comes for before the last stage
			n.Can[i].Main = n.Can[i].Main && !strings.HasSuffix(n.Can[i].URL, "/sum_up")
		}
	}
	if c.Upper != "" {
		return n
	}
	var words []string
	for _, v := range []act.Name{"campaign.answer_requirement", "campaign.withdraw_answer"} {
		x := campaign.Life.Verb(v)
		words = append(words, p.L(x.Zh, x.En))
	}
	about := func(x kit.NotYet) bool { return slices.Contains(words, x.Label) }
	n.Stopped, n.NotYet = slices.DeleteFunc(n.Stopped, about), slices.DeleteFunc(n.NotYet, about)
	return n
}

func factsCard(p *frame.Page, c campaign.Campaign) templ.Component {
	days := matter.Day(p.Page, c.Since)
	if c.Until != "" {
		days += p.L(" 至 ", " to ") + matter.Day(p.Page, c.Until)
	}
	term := p.L("起止日期", "Days")
	if c.State == "argued" || c.State == "rejected" {
		term = p.L("提出日期", "Put forward") // a topic has no days yet
	}
	facts := []kit.Fact{{Term: term, Text: days}}
	add := func(zh, en, text string) {
		if text != "" {
			facts = append(facts, kit.Fact{Term: p.L(zh, en), Text: text})
		}
	}
	add("主题", "Theme", c.Theme)
	var cs []string
	for _, x := range c.Classes {
		cs = append(cs, matter.Class(p, x))
	}
	add("类别", "Classes", strings.Join(cs, p.L("；", "; ")))
	if c.Adopted != "" {
		add("通过", "Adopted", p.L("主任会议 ", "council ")+c.Adopted)
	}
	if c.Prefix {
		add("印发", "Issued", p.L("以办公室文件印发", "as a document of the office"))
	}
	if inside(p, c) {
		add("党组文件", "Party group's document", c.Gate)
		if c.State == "rejected" || c.Topic.Channel != "" && c.State == "archived" && c.Adopted == "" {
			add("不列题的理由", "Why not taken up", c.Ended)
		}
	}
	if c.Upper != "" {
		if rows, err := p.O.Titles(p.Ctx(), p.Me, "campaign", []string{c.Upper}); err == nil && rows[c.Upper].Title != "" {
			facts = append(facts, kit.Fact{Term: p.L("上级方案", "Shared plan"), Text: rows[c.Upper].Title, URL: Kind.Path(c.Upper)})
		}
	}
	return kit.Inside(kit.Card(kit.CardView{Title: p.L("基本情况", "Facts")}), kit.Facts(facts))
}

// stagesCard shows the stages with today's; stages are dates, not states.
func stagesCard(p *frame.Page, c campaign.Campaign) templ.Component {
	if len(c.Plan.Stages) == 0 {
		return nil
	}
	today := act.DayOf(p.Now)
	here, _ := c.Plan.Stage(today)
	var ss []kit.Stage
	for _, s := range c.Plan.Stages {
		ss = append(ss, kit.Stage{Name: s.Name, Sub: short(p.Page, s.Since) + "–" + short(p.Page, s.Until), Done: s.Until < today, Here: s.Key == here.Key})
	}
	return kit.Inside(kit.Card(kit.CardView{Title: p.L("阶段", "Stages")}), kit.Stepper(ss))
}

// short is a day without its year.
func short(p *kit.Page, d string) string {
	if len(d) != 10 {
		return d
	}
	m, day := strings.TrimPrefix(d[5:7], "0"), strings.TrimPrefix(d[8:], "0")
	return p.L(m+"月"+day+"日", m+"/"+day)
}

// selfFound is the way in of problems that organs found by themselves: shown
// apart, never counted against them.
const selfFound = "self_inspection"

// belongs counts what belongs to the campaign: one number for each kind that
// the reader reaches, and below the plan each kind by state.
func belongs(p *frame.Page, c campaign.Campaign) (templ.Component, []templ.Component, error) {
	var all []kit.Stat
	var each []byState
	for _, kind := range []string{"clue", "problem", "task"} {
		life := office.LifeOf(kind)
		f := office.Filter{Kinds: []string{kind}, Campaign: c.ID}
		if kind == "problem" {
			f.NotVia = selfFound
		}
		n, err := p.O.CountBy(p.Ctx(), p.Me, f, "state")
		if err != nil {
			return nil, nil, err
		}
		own := 0
		if kind == "problem" {
			if own, err = p.O.Count(p.Ctx(), p.Me, office.Filter{Kinds: []string{kind}, Campaign: c.ID, Via: selfFound}, 1001); err != nil {
				return nil, nil, err
			}
		}
		if len(n)+own == 0 {
			continue
		}
		list, sum, open := "/"+kind+"s?campaign="+c.ID, 0, 0
		mine := list + "&only=self"
		if kind == "problem" && own > 0 {
			list += "&only=others"
		}
		var stats []kit.Stat
		for _, s := range life.States {
			k := n[s.Code]
			if sum += k; s.Open {
				open += k
			}
			if k > 0 {
				stats = append(stats, kit.Stat{Label: p.L(s.Zh, s.En), Number: matter.Itoa(k), Tone: kit.Tone(s.Tone), URL: list + "&state=" + s.Code})
			}
		}
		all = append(all, kit.Stat{Label: p.L(life.Zh, life.En), Number: matter.Itoa(sum), Sub: p.L("未了结 "+matter.Itoa(open), matter.Itoa(open)+" open"), URL: list})
		if own > 0 {
			all = append(all, kit.Stat{Label: p.L("自查主动发现", "Found by organs themselves"), Number: matter.Count(own), Sub: p.L("单独列示，不计入问题", "shown apart, not counted"), URL: mine})
		}
		links := []kit.Link{{Text: p.L("全部", "All"), URL: list}}
		if kind == "task" && office.MayCockpit(p.Me, c) {
			links = append(links, kit.Link{Text: p.L("按工作要求看", "By requirement"), URL: Kind.Path(c.ID, "tasks")})
		}
		each = append(each, byState{p.L(life.Zh, life.En), p.L(matter.Itoa(sum)+" 件，未了结 "+matter.Itoa(open), matter.Itoa(sum)+", "+matter.Itoa(open)+" open"), stats, links})
	}
	if len(all) == 0 {
		return nil, nil, nil
	}
	return kit.Inside(kit.Card(kit.CardView{Title: p.L("归入本专项的", "Under this campaign")}), kit.StatTiles(all)), []templ.Component{statesCard(p, each)}, nil
}

// byState are the matters of one kind by state.
type byState struct {
	title, sub string
	stats      []kit.Stat
	links      []kit.Link
}

func topicCard(p *frame.Page, c campaign.Campaign) templ.Component {
	t := c.Topic
	w, _ := campaign.ChannelOf(t.Channel)
	facts := []kit.Fact{{Term: p.L("选题途径", "Channel"), Text: p.L(w.Zh, w.En), Sub: t.Source}, {Term: p.L("理由", "Reasons"), Text: t.Reasons}}
	if t.Last != "" {
		facts = append(facts, kit.Fact{Term: p.L("上次评议和未整改到位的问题", "Last appraisal, open rectifications"), Text: t.Last})
	}
	for _, o := range t.Opinions {
		facts = append(facts, kit.Fact{Term: o.From, Text: o.Text, Sub: matter.Day(p.Page, o.Day)})
	}
	return kit.Inside(kit.Card(kit.CardView{Title: p.L("选题论证", "Topic"), ID: "topic"}), kit.Facts(facts))
}

func planCard(p *frame.Page, c campaign.Campaign) templ.Component {
	folded, links := p.R.URL.Query().Get("all") == "", planLinks(p, c)
	if folded {
		links = append([]kit.Link{{Text: p.L("全部展开", "Show all"), URL: p.Keep("all", "1") + "#plan"}}, links...)
	} else {
		links = append([]kit.Link{{Text: p.L("折叠", "Fold"), URL: p.Keep("all", "") + "#plan"}}, links...)
	}
	return planText(p, c.Plan, Kind.Path(c.ID, "files", ""), links, folded)
}

func planLinks(p *frame.Page, c campaign.Campaign) []kit.Link {
	return []kit.Link{{Text: p.L("公文样式", "As a document"), URL: Kind.Path(c.ID, "document")}, {Text: p.L("下载 docx", "Download docx"), URL: Kind.Path(c.ID, "document.docx")}}
}

func classText(p *frame.Page, codes []string) string {
	var out []string
	for _, c := range codes {
		if x := matter.Class(p, c); x != "" {
			out = append(out, x)
		}
	}
	return strings.Join(out, p.L("、", ", "))
}

func scopeFacts(p *frame.Page, s campaign.Scope) (out []kit.Fact) {
	var organs []string
	for _, x := range s.Sorts {
		organs = append(organs, p.L(sortZh[x][0], sortZh[x][1]))
	}
	add := func(zh, en string, xs []string) {
		if len(xs) > 0 {
			out = append(out, kit.Fact{Term: p.L(zh, en), Text: strings.Join(xs, p.L("、", ", "))})
		}
	}
	add("监督对象", "Organs", organs)
	add("重点业务部门", "Business divisions", s.Business)
	add("重点基层庭科队所", "Grass-roots units", s.Grassroots)
	if s.Note != "" {
		add("说明", "Note", []string{s.Note})
	}
	return out
}
