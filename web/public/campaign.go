package public

import (
	"strconv"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/web/kit"
)

// nameOf is a public campaign's name in the reader's language, as far as the
// committee gave it one.
func (p *page) nameOf(c campaign.Campaign) string {
	pub, ok := c.Published()
	if !ok {
		return c.Name
	}
	return p.name(pub)
}

func (p *page) name(pub campaign.Publication) string {
	if p.Lang == "en" && pub.NameEn != "" {
		return pub.NameEn
	}
	return pub.Name
}

// led is the campaign whose public page led to the form, where messages may
// still carry it.
func (p *page) led(id string) (campaign.Campaign, bool, error) {
	c, err := p.Office.PublicCampaign(p.Ctx(), p.Congress.Place, id)
	if act.KindOf(err) == act.Missing {
		return c, false, nil
	}
	return c, err == nil && c.TakesFromPublic(p.today()), err
}

type campaignsView struct{ Now, Past []campaignLine }

type campaignLine struct{ Name, Days, URL string }

// campaigns (公开的专项监督) lists what the committee has made public.
func campaigns(p *page) error {
	now, past, err := p.Office.PublicCampaigns(p.Ctx(), p.Congress.Place)
	if err != nil {
		return err
	}
	var v campaignsView
	for i, list := range [][]campaign.Campaign{now, past} {
		for _, c := range list {
			l := campaignLine{Name: p.nameOf(c), Days: p.days(c.Since, c.Until), URL: p.Link(p.at("/campaigns/" + c.ID))}
			if i == 0 {
				v.Now = append(v.Now, l)
			} else {
				v.Past = append(v.Past, l)
			}
		}
	}
	return p.Render(campaignsPage(p, v))
}

func (p *page) days(since, until string) string {
	if until == "" {
		return p.L(p.fullDay(since)+"起", "from "+p.fullDay(since))
	}
	return p.fullDay(since) + p.L(" 至 ", " to ") + p.fullDay(until)
}

// campaignView is one public campaign as people read it.
type campaignView struct {
	Name, Edition, Days, Over string
	Withdrawn                 string // day, "" it stands
	Intro                     string
	Pub                       campaign.Publication
	Old                       string // said on an edition that was replaced
	Diffs                     []campaign.Difference
	Former                    []kit.Link
	Stages                    []stageLine
	Scope                     []kit.Fact
	Report, Poster            string
	Closed                    string // why the channel is closed, "" if open
}

type stageLine struct {
	Name, Days, Work string
	Now              bool
}

// campaignPage is the page of one campaign: what it is for, when, who is
// supervised, what may be reported and how, and what a congress cannot do.
func campaignPage(p *page) error {
	c, err := p.Office.PublicCampaign(p.Ctx(), p.Congress.Place, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	pub, stands := c.Published()
	if !stands {
		last := c.Public[len(c.Public)-1]
		return p.Render(withdrawnPage(p, campaignView{Name: p.name(last), Withdrawn: p.day(last.Withdrawn)}))
	}
	newest := pub.No
	if no := p.R.URL.Query().Get("edition"); no != "" {
		n, _ := strconv.Atoi(no)
		old, ok := c.PublicEdition(n)
		if !ok {
			return act.None()
		}
		pub = old
	}
	v := p.campaignView(c, pub, newest)
	if err := p.Office.IntakeOpen(p.Ctx(), p.Congress.Place, ""); err != nil {
		text, rest := p.refusal(err)
		if rest != nil {
			return rest
		}
		v.Closed = text
	}
	return p.Render(campaignPageOf(p, v))
}

func (p *page) campaignView(c campaign.Campaign, pub campaign.Publication, newest int) campaignView {
	here := "/campaigns/" + c.ID
	v := campaignView{Name: p.name(pub), Pub: pub, Days: p.days(pub.Since, pub.Until), Intro: pub.Intro, Scope: p.scope(pub.Plan.Scope), Report: p.Link(p.at("/report"))}
	if p.Lang == "en" && pub.IntroEn != "" {
		v.Intro = pub.IntroEn
	}
	n := strconv.Itoa(pub.No)
	v.Edition = p.L("公开第 "+n+" 版，"+p.fullDay(pub.On)+"公开，由主任会议决定", "public edition "+n+", published "+p.fullDay(pub.On)+" by decision of the council of chairpersons")
	today := p.today()
	for _, s := range pub.Plan.Stages {
		v.Stages = append(v.Stages, stageLine{Name: s.Name, Days: p.days(s.Since, s.Until), Work: s.Work, Now: s.Since <= today && today <= s.Until})
	}
	if pub.No != newest {
		v.Old = p.L("这是以前公开的一版，已由第 "+strconv.Itoa(newest)+" 版代替。", "This edition was replaced by edition "+strconv.Itoa(newest)+".")
		v.Former = []kit.Link{{Text: p.L("看现行版", "Read the present edition"), URL: p.Link(p.at(here))}}
		return v
	}
	v.Poster = p.Link(p.at(here + "/poster"))
	if c.TakesFromPublic(today) {
		v.Report = p.Link(p.at("/report?campaign=" + c.ID))
	} else {
		v.Over = p.L("这个专项已经不在接收反映的期间。有问题仍然可以反映，渠道一直开着。", "This campaign no longer gathers messages. You can still report: the channel stays open.")
	}
	if pub.No > 1 {
		was, _ := c.PublicEdition(pub.No - 1)
		if was.No > 0 {
			v.Diffs = campaign.Compare(was.Plan, pub.Plan)
		}
		for _, x := range c.Public[:len(c.Public)-1] {
			if x.Withdrawn == "" {
				m := strconv.Itoa(x.No)
				v.Former = append(v.Former, kit.Link{Text: p.L("公开第 "+m+" 版（"+p.fullDay(x.On)+"）", "Public edition "+m+" ("+p.fullDay(x.On)+")"), URL: p.Link(p.at(here + "?edition=" + m))})
			}
		}
	}
	return v
}

var organSorts = map[string][2]string{"police": {"公安机关", "police"}, "procuratorate": {"检察院", "procuratorate"}, "court": {"法院", "court"}, "justice": {"司法行政机关", "justice bureau"}}

func (p *page) scope(s campaign.Scope) (out []kit.Fact) {
	add := func(zh, en string, list []string) {
		if len(list) > 0 {
			out = append(out, kit.Fact{Term: p.L(zh, en), Text: strings.Join(list, p.L("、", ", "))})
		}
	}
	var organs []string
	for _, x := range s.Sorts {
		organs = append(organs, p.L(organSorts[x][0], organSorts[x][1]))
	}
	add("机关", "Organs", organs)
	add("重点业务部门", "Divisions above all", s.Business)
	add("重点基层单位", "Local units above all", s.Grassroots)
	if s.Note != "" {
		add("说明", "Note", []string{s.Note})
	}
	return out
}

var partWords = map[string][2]string{"goal": {"总体要求", "goal"}, "basis": {"法律依据", "legal basis"}, "scope": {"监督对象", "who is supervised"}, "content": {"可以反映什么", "what may be reported"}, "stage": {"阶段", "stage"}}

var whatWords = map[string][2]string{"added": {"增加", "added"}, "removed": {"删去", "removed"}, "changed": {"改为", "now reads"}, "moved": {"移动", "moved"}}

// changeText says one difference between two public editions in a line.
func (p *page) changeText(d campaign.Difference) string {
	part, what := partWords[d.Part], whatWords[d.What]
	text := d.New
	if d.What == "removed" {
		text = d.Old
	}
	return p.L(part[0]+"（"+what[0]+"）："+text, part[1]+" ("+what[1]+"): "+text)
}

// campaignPoster is the sheet to put up in liaison stations and halls.
func campaignPoster(p *page) error {
	c, err := p.Office.PublicCampaign(p.Ctx(), p.Congress.Place, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	pub, ok := c.Published()
	if !ok {
		return act.None()
	}
	v := p.campaignView(c, pub, pub.No)
	to := p.base() + p.at("/campaigns/"+c.ID)
	path, size, err := qrPath(to)
	if err != nil {
		return err
	}
	return p.Render(campaignPosterPage(p, v, to, path, size))
}
