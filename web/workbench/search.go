package workbench

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"hengjian/lexis"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

type found struct {
	Query, Sub string

	Tabs, Acts []kit.Link
	Hits       []kit.Hit
	Prev, Next string
}

// searched are the kinds that the search box offers, in order.
var searched = []string{"clue", "problem", "task", "selfcheck", "measure", "clausecheck", "leg", "campaign", "meeting", "organ", "unit", "officer", "deputyrec"}

// Search finds what the person may see, newest first, counted up to 1000+.
func Search(p *frame.Page) error {
	q := strings.TrimSpace(p.R.URL.Query().Get("q"))
	if n := []rune(q); len(n) > 200 {
		q = string(n[:200])
	}
	s := found{Query: q}
	admin := p.Me.Side() == "admin" // they open no matter: the security administrator finds accounts
	if q == "" || admin && !p.Me.Has(access.SecAdmin) {
		return p.Render(searchPage(p, s))
	}
	kind := p.R.URL.Query().Get("kind")
	f := office.Filter{Text: q}
	if kind != "" {
		f.Kinds = []string{kind}
	}
	if admin {
		f.Kinds = []string{"account"}
	}
	m, err := p.O.List(p.Ctx(), p.Me, f, office.ParseCursor(p.R.URL.Query().Get("at")), 20)
	if err != nil {
		return err
	}
	n, err := p.O.Count(p.Ctx(), p.Me, f, 1001)
	if err != nil {
		return err
	}
	if n > 0 {
		s.Sub = p.L("找到 "+many(n)+" 件，新的在前。", many(n)+" found, the newest first.")
	}
	if !admin {
		s.Acts, s.Tabs = ways(p, q), tabs(p, kind)
	}
	query := lexis.ParseQuery(q)
	for _, r := range m.Rows {
		s.Hits = append(s.Hits, hit(p, query, r))
	}
	if m.Prev != "" {
		s.Prev = p.Keep("at", m.Prev)
	}
	if m.Next != "" {
		s.Next = p.Keep("at", m.Next)
	}
	return p.Render(searchPage(p, s))
}

func tabs(p *frame.Page, kind string) []kit.Link {
	out := []kit.Link{{Text: p.L("全部", "All"), URL: p.Keep("kind", "", "at", ""), On: kind == ""}}
	for _, k := range searched {
		if !slices.ContainsFunc(access.Reaches, func(l access.Line) bool { return l.Kind == k && p.Me.Has(l.Role) && l.How != access.Birth }) {
			continue // nothing of it can be found
		}
		out = append(out, kit.Link{Text: p.KindName(k), URL: p.Keep("kind", k, "at", ""), On: kind == k})
	}
	return out
}

func hit(p *frame.Page, q lexis.Query, r office.Row) kit.Hit {
	st := p.StateOf(r.Kind, r.State)
	title, snippet := pieces(q, p.TitleOf(r)), pieces(q, r.Number)
	marked := func(x kit.Piece) bool { return x.Hit }
	if !slices.ContainsFunc(title, marked) && !slices.ContainsFunc(snippet, marked) {
		if len(snippet) > 0 {
			snippet = append(snippet, kit.Piece{Text: " · "})
		}
		snippet = append(snippet, kit.Piece{Text: p.L("查找的词在内容里", "the words are in its content")})
	}
	return kit.Hit{Title: title, Snippet: snippet, URL: frame.URLOf(r.Kind, r.Subject), Kind: p.KindName(r.Kind), Meta: dayOf(p, r.Opened), State: &st}
}

// pieces marks the words searched for.
func pieces(q lexis.Query, text string) []kit.Piece {
	var out []kit.Piece
	at := 0
	for _, h := range q.Hits(text) {
		if h[0] < at {
			continue
		}
		if h[0] > at {
			out = append(out, kit.Piece{Text: text[at:h[0]]})
		}
		out = append(out, kit.Piece{Text: text[h[0]:h[1]], Hit: true})
		at = h[1]
	}
	if at < len(text) {
		out = append(out, kit.Piece{Text: text[at:]})
	}
	return out
}

// ways are the things to do whose name holds the words: "登记" offers the entry
// of a letter.
func ways(p *frame.Page, q string) []kit.Link {
	all := begin(p)
	for _, s := range p.App.Sections {
		if s.Show == nil || s.Show(p.Me) {
			all = append(all, kit.Link{Text: p.L(s.Zh, s.En), URL: s.URL})
		}
	}
	all = append(all,
		kit.Link{Text: p.L("更换口令", "Change password"), URL: "/me/password"},
		kit.Link{Text: p.L("申报亲友任职", "Declare relatives and friends"), URL: "/me/declare"},
		kit.Link{Text: p.L("我的密钥", "My keys"), URL: "/me/keys"},
		kit.Link{Text: p.L("授权代理", "Delegate"), URL: "/me/delegate"},
		kit.Link{Text: p.L("已超期的事项", "Terms that have run out"), URL: "/late"},
	)
	var out []kit.Link
	for _, l := range all {
		if strings.Contains(strings.ToLower(l.Text), strings.ToLower(q)) {
			out = append(out, l)
		}
	}
	return out
}

// noticesShown is how many notices stand on one page.
const noticesShown = 100

// Notices lists a person's notices, page by page; posting marks all as read.
func Notices(p *frame.Page) error {
	if p.Post() {
		if err := p.O.ReadAll(p.Ctx(), p.Me); err != nil {
			return err
		}
		return p.Go("/notices")
	}
	before, _ := strconv.ParseInt(p.R.URL.Query().Get("before"), 10, 64)
	ns, err := p.O.NoticesOf(p.Ctx(), p.Me, max(0, before), noticesShown)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "notices", Caption: p.L("通知", "Notices"), Cols: []kit.Col{{Key: "at", Label: p.L("时间", "When")},
		{Key: "what", Label: p.L("事项", "Matter")}, {Key: "act", Label: p.L("发生了什么", "Act")}, {Key: "why", Label: p.L("为什么告诉您", "Why you are told")}},
		Empty: kit.Empty{Title: p.L("没有通知", "No notices")}}
	if before > 0 {
		t.Prev = "/notices"
	}
	if len(ns) == noticesShown {
		t.Next = "/notices?before=" + strconv.FormatInt(ns[len(ns)-1].ID, 10)
	}
	ids := map[string][]string{}
	for _, n := range ns {
		ids[n.Kind] = append(ids[n.Kind], n.Subject)
	}
	titles := map[string]office.Row{}
	for k, v := range ids {
		ts, err := p.O.Titles(p.Ctx(), p.Me, k, v)
		if err != nil {
			return err
		}
		for id, r := range ts {
			titles[k+id] = r
		}
	}
	for _, n := range ns {
		r, ok := titles[n.Kind+n.Subject]
		if !ok {
			continue // no longer within reach: nothing of it is shown
		}
		t.Rows = append(t.Rows, noticeRow(p, n, r))
	}
	return p.Render(noticesPage(p, t, p.Notices))
}

func noticeRow(p *frame.Page, n office.Notice, r office.Row) kit.Row {
	why := map[string]string{"mine": p.L("由您经办", "you handle it"), "verify": p.L("由您核验", "you verify it"), "next": p.L("轮到您的岗位", "your function is next"),
		"tied": p.L("评查员的利害关系有变动，请核对", "a reviewer's relations have changed: please check")}[n.Note]
	tone := kit.Active
	if n.ReadAt != 0 {
		tone = kit.Closed
	}
	st := kit.State{Word: why, Tone: tone}
	url := frame.URLOf(n.Kind, n.Subject)
	return kit.Row{ID: r.Subject, URL: url, Cells: []kit.Cell{{Text: p.Moment(when(n.At))},
		{Text: p.TitleOf(r), Sub: r.Number, URL: url}, {Text: p.VerbOf(kindOf(n), n.Act)}, {State: &st}}}
}

// kindOf is whose act a notice tells of: an act on one matter may concern another.
func kindOf(n office.Notice) string {
	if k, _, _ := strings.Cut(n.Act, "."); office.LifeOf(k) != nil {
		return k
	}
	return n.Kind
}

func when(micro int64) time.Time { return time.UnixMicro(micro) }

func dayOf(p *frame.Page, day string) string {
	if t, ok := kit.ReadDate(day); ok {
		return p.Day(t)
	}
	return day
}
