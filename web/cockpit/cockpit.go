// Package cockpit is how a campaign stands (专项态势): numbers that each open
// their list, the strip of levels and stages, the same for any earlier day, for
// a wall and for paper.
package cockpit

import (
	"net/url"
	"slices"
	"strconv"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// view is everything the templates lay out.
type view struct {
	p    *frame.Page
	k    *office.Cockpit
	path string
	wall bool

	others []kit.Link // cockpits of the other campaigns under way
}

func read(p *frame.Page) (view, error) {
	k, err := p.O.Cockpit(p.Ctx(), p.Me, p.R.PathValue("id"), dayAsked(p))
	if err != nil {
		return view{}, err
	}
	return view{p: p, k: k, path: "/campaigns/" + k.C.ID}, nil
}

// dayAsked is the day in the query: written, or so many days back from today,
// which is what the slider sends.
func dayAsked(p *frame.Page) string {
	q := p.R.URL.Query()
	if n, err := strconv.Atoi(q.Get("back")); err == nil && q.Get("set") == "back" && n >= 0 && n <= 4000 {
		return act.DayOf(p.Now.AddDate(0, 0, -n))
	}
	if t, ok := kit.ReadDate(q.Get("on")); ok && q.Get("on") != "" {
		return act.DayOf(t)
	}
	return ""
}

// Show (专项态势) is the cockpit, today's or an earlier day's.
func Show(p *frame.Page) error {
	v, err := read(p)
	if err != nil {
		return err
	}
	if v.others, err = others(p, v.k.C); err != nil {
		return err
	}
	h := v.head(p.L("专项态势", "Cockpit"))
	h.Actions = []kit.Link{{Text: p.L("大屏", "Wall screen"), URL: v.path + "/wall"}, {Text: p.L("导出 xlsx", "Export xlsx"), URL: v.at("/cockpit.xlsx")}}
	return p.Render(page(v, h))
}

// mostOthers bounds the line of other campaigns; the list has them all.
const mostOthers = 6

// others are the campaigns under way beside this one: several run at once, and
// the way from one cockpit to the next is one step.
func others(p *frame.Page, c campaign.Campaign) ([]kit.Link, error) {
	ms, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"campaign"}, States: []string{"sent", "carrying_out", "summing_up"}}, office.Cursor{}, mostOthers+1)
	if err != nil {
		return nil, err
	}
	var out []kit.Link
	for _, r := range ms.Rows {
		if r.Subject != c.ID && r.Place == c.Place && len(out) < mostOthers {
			out = append(out, kit.Link{Text: p.TitleOf(r), URL: "/campaigns/" + r.Subject + "/cockpit"})
		}
	}
	return out, nil
}

// head is the top of the cockpit and of every page behind it.
func (v view) head(title string) kit.Head {
	return headOf(v.p, v.k.C, title, v.now())
}

func headOf(p *frame.Page, c campaign.Campaign, title, sub string) kit.Head {
	return kit.Head{Title: title, Sub: matter.Join(" · ", c.Name, sub), Print: true, Wide: true, Sheet: "board.css",
		Crumbs: []kit.Link{{Text: p.L("专项监督", "Campaigns"), URL: "/campaigns"}, {Text: c.Name, URL: "/campaigns/" + c.ID}}}
}

// now says in which stage the day lies.
func (v view) now() string {
	s, ok := v.k.C.Plan.Stage(v.k.Day)
	if !ok {
		return ""
	}
	return v.p.L("现在："+s.Name+"（至 "+short(v.p.Page, s.Until)+"）", "now: "+s.Name+" (until "+short(v.p.Page, s.Until)+")")
}

// short is a day without its year.
func short(p *kit.Page, d string) string {
	if len(d) != 10 {
		return d
	}
	m, _ := strconv.Atoi(d[5:7])
	n, _ := strconv.Atoi(d[8:])
	return p.L(strconv.Itoa(m)+"月"+strconv.Itoa(n)+"日", strconv.Itoa(n)+" "+months[m%13])
}

var months = [...]string{"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// at is a page of this campaign that keeps the day.
func (v view) at(page string) string {
	if v.k.Past {
		return v.path + page + "?on=" + v.k.Day
	}
	return v.path + page
}

// ask is a list behind a number, as it stands in the URL.
type ask struct {
	Kind   string   `form:"kind"`
	States []string `form:"state"`
	Class  string   `form:"class"`
	Via    string   `form:"via"`
	Not    string   `form:"not"`  // the way in that is left out
	Sort   string   `form:"sort"` // sort of organ; "none" where none is named
	Late   string   `form:"late"`
	On     string   `form:"on"`
}

func (v view) list(a ask) string { return v.path + "/cockpit/list?" + a.query().Encode() }

func (a ask) query() url.Values {
	q := url.Values{}
	for k, x := range map[string]string{"kind": a.Kind, "class": a.Class, "via": a.Via, "not": a.Not, "sort": a.Sort, "late": a.Late, "on": a.On} {
		if x != "" {
			q.Set(k, x)
		}
	}
	for _, s := range a.States {
		q.Add("state", s)
	}
	return q
}

// num is a number that opens its list; 0 opens nothing.
type num struct {
	N   int
	URL string
}

func link(n int, to string) num {
	if n == 0 {
		to = ""
	}
	return num{n, to}
}

// section is the list of a kind, with its own filters, narrowed to the campaign.
func (v view) section(kind string, pairs ...string) string {
	q := url.Values{"campaign": {v.k.C.ID}}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return "/" + kind + "s?" + q.Encode()
}

// hasSection says for which kinds the section's own list narrows by campaign.
func hasSection(kind string) bool { return slices.Contains([]string{"clue", "problem", "task"}, kind) }

func (v view) kind(kind string) string { return v.p.KindName(kind) }

// kinds lists what the cockpit counts and the reader reaches.
func (v view) kinds() (out []string) {
	for _, k := range office.CockpitKinds {
		if slices.ContainsFunc(v.k.Tally, func(t office.Tally) bool { return t.Kind == k }) || slices.ContainsFunc(v.k.Stood, func(t office.Standing) bool { return t.Kind == k }) {
			out = append(out, k)
		}
	}
	return out
}

// states of a life with their words, in its order.
func (v view) states(kind string) (out []act.State) {
	if l := office.LifeOf(kind); l != nil {
		return l.States
	}
	return nil
}

func (v view) pill(kind, state string) kit.State { return v.p.StateOf(kind, state) }

func (v view) sum(is func(office.Tally) bool) int { return v.k.Sum(is) }

// percent writes a share; nothing is said of nothing.
func percent(part, all int) string {
	if all == 0 {
		return "—"
	}
	return strconv.FormatFloat(100*float64(part)/float64(all), 'f', 1, 64) + "%"
}
