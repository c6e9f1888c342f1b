package register

import (
	"strings"

	"github.com/a-h/templ"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// The committee itself in the register: its members, its sessions with who
// came, and the deputies' stations.

func back(p *kit.Page, zh, en, path string) kit.Link { return kit.Link{Text: p.L(zh, en), URL: path} }

var memberPages = &matter.Kind[organ.Member]{
	Life: &organ.MemberLife,
	Base: "/register/members",
	Load: func(p *frame.Page, id string) (organ.Member, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Members, id)
	},
	Head: func(m *organ.Member) *act.Head { return &m.Head },
	Name: func(_ *kit.Page, m organ.Member) string { return m.Name },
	List: func(p *kit.Page) kit.Link { return back(p, "常委会组成人员", "Members", "/register/members") },
	Forms: map[string]func(*matter.Doing[organ.Member]) (matter.Form, error){
		"leave": func(d *matter.Doing[organ.Member]) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{{As: matter.Date, Field: kit.Field{Name: "day", Label: d.L("从哪一天起不再担任", "From which day"), Value: act.DayOf(d.Now)}},
				{As: matter.Radios, Field: kit.Field{Name: "why", Label: d.L("情形", "How"), Options: ofWords(d.Page, organ.MemberEnds)}}}}, nil
		},
	},
}

var sittingPages = &matter.Kind[organ.Sitting]{
	Life: &organ.SittingLife,
	Base: "/register/sittings",
	Load: func(p *frame.Page, id string) (organ.Sitting, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Sittings, id)
	},
	Head:  func(s *organ.Sitting) *act.Head { return &s.Head },
	Name:  func(_ *kit.Page, s organ.Sitting) string { return s.Title },
	List:  func(p *kit.Page) kit.Link { return back(p, "常委会会议", "Sessions", "/register/sittings") },
	Forms: map[string]func(*matter.Doing[organ.Sitting]) (matter.Form, error){"attend": attendForm},
}

var stationPages = &matter.Kind[organ.Station]{
	Life: &organ.StationLife,
	Base: "/register/stations",
	Load: func(p *frame.Page, id string) (organ.Station, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Stations, id)
	},
	Head: func(s *organ.Station) *act.Head { return &s.Head },
	Name: func(_ *kit.Page, s organ.Station) string { return s.Name },
	List: func(p *kit.Page) kit.Link { return back(p, "代表联络站", "Stations", "/register/stations") },
	Forms: map[string]func(*matter.Doing[organ.Station]) (matter.Form, error){
		"close": func(d *matter.Doing[organ.Station]) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{{As: matter.Date, Field: kit.Field{Name: "day", Label: d.L("撤销日期", "Closed on"), Value: act.DayOf(d.Now)}}}}, nil
		},
	},
}

var deputyPages = &matter.Kind[organ.Deputy]{
	Life: &organ.DeputyLife,
	Base: "/register/deputies",
	Load: func(p *frame.Page, id string) (organ.Deputy, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Deputies, id)
	},
	Head:  func(d *organ.Deputy) *act.Head { return &d.Head },
	Name:  func(_ *kit.Page, d organ.Deputy) string { return d.Name },
	List:  func(p *kit.Page) kit.Link { return back(p, "代表", "Deputies", "/register/deputies") },
	Forms: map[string]func(*matter.Doing[organ.Deputy]) (matter.Form, error){"attach": attachForm},
}

// MemberAct, SittingAct, StationAct and DeputyAct show and do the acts.
func MemberAct(p *frame.Page) error  { return memberPages.Do(p) }
func SittingAct(p *frame.Page) error { return sittingPages.Do(p) }
func StationAct(p *frame.Page) error { return stationPages.Do(p) }
func DeputyAct(p *frame.Page) error  { return deputyPages.Do(p) }

// attendForm asks who was excused or absent: with forty-odd members that is the
// short list.
func attendForm(d *matter.Doing[organ.Sitting]) (matter.Form, error) {
	seats, err := d.O.MembersOn(d.Ctx(), d.Me, d.S.Day)
	boxes := func(name, zh, en, came string) matter.Field {
		f := kit.Field{Name: name, Label: d.L(zh, en), Optional: true}
		for _, x := range seats {
			f.Options = append(f.Options, kit.Option{Value: x.Member, Label: x.Name})
			if sat(d.S, x.Member) == came {
				f.Values = append(f.Values, x.Member)
			}
		}
		return matter.Field{As: matter.Checks, Field: f}
	}
	return matter.Form{Fields: []matter.Field{boxes("excused", "请假的", "Excused", "excused"), boxes("absent", "缺席的", "Absent", "absent")}}, err
}

func sat(s organ.Sitting, member string) string {
	for _, x := range s.Roll {
		if x.Member == member {
			return x.Came
		}
	}
	return ""
}

func attachForm(d *matter.Doing[organ.Deputy]) (matter.Form, error) {
	ss, err := d.O.StationsAt(d.Ctx(), d.Me)
	f := kit.Field{Name: "station", Label: d.L("联络站", "Station"), Optional: true, Options: []kit.Option{{Label: d.L("不再安排", "none any more")}}}
	for _, s := range ss {
		f.Options = append(f.Options, kit.Option{Value: s.ID, Label: matter.Join(" · ", s.Name, s.Address)})
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Select, Field: f}, {As: matter.Date, Field: kit.Field{Name: "day", Label: d.L("从哪一天起", "From which day"), Value: act.DayOf(d.Now)}}}}, err
}

// sheetOf is the page of one entry: what it is, further cards, what may be done
// and the record.
func sheetOf[S any](p *frame.Page, k *matter.Kind[S], s S, h kit.Head, cards ...templ.Component) error {
	head := k.Head(&s)
	h.Crumbs = []kit.Link{crumb(p.Page), k.List(p.Page)}
	if h.States == nil {
		h.States = []kit.State{matter.Pill(p.Page, k.Life, p.O.StateOf(&s))}
	}
	h.Print = true
	var side []templ.Component
	next, err := k.NextOf(p, s)
	if err != nil {
		return err
	}
	if len(next.Can)+len(next.Stopped) > 0 {
		next.Title, next.NotYet, next.Note = p.L("办理", "What may be done"), nil, ""
		side = append(side, matter.NextCard(p, next))
	}
	ev, err := matter.Events(p, k.Life, head, nil)
	if err != nil {
		return err
	}
	if len(ev) > 0 {
		side = append(side, matter.RecordCard(p, ev, k.Path(head.ID, "life")))
	}
	return p.Render(kit.Inside(kit.Shell(p.Page, h), besides(cards, side)))
}

func drawn[S any](p *frame.Page, k *matter.Kind[S], first string) error {
	s, _, err := k.Get(p)
	if err != nil {
		return err
	}
	head := k.Head(&s)
	d, err := matter.Drawing(p, k.Life, head, first, nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{crumb(p.Page), {Text: k.Name(p.Page, s), URL: k.Path(head.ID)}}, Print: true}, d))
}

// MemberLife, SittingLife, StationLife and DeputyLife draw the lives.
func MemberLife(p *frame.Page) error  { return drawn(p, memberPages, "listed") }
func SittingLife(p *frame.Page) error { return drawn(p, sittingPages, "called") }
func StationLife(p *frame.Page) error { return drawn(p, stationPages, "listed") }
func DeputyLife(p *frame.Page) error  { return drawn(p, deputyPages, "listed") }

// Member (组成人员) is one member of the committee.
func Member(p *frame.Page) error {
	m, _, err := memberPages.Get(p)
	if err != nil {
		return err
	}
	return sheetOf(p, memberPages, m, kit.Head{Title: m.Name, States: []kit.State{memberState(p, m)}}, card(kit.CardView{Title: p.L("基本情况", "Facts")}, kit.Facts(nonEmpty([]kit.Fact{
		{Term: p.L("职务", "Post"), Text: p.Word(organ.MemberPosts, m.Post)}, {Term: p.L("届次", "Term"), Text: m.Term}, {Term: p.L("编号", "Number"), Text: m.Code},
		{Term: p.L("任期", "In office"), Text: span(p.Page, m.Since, m.Until)}, {Term: p.L("不再担任", "How it ended"), Text: p.Word(organ.MemberEnds, m.Why)}}))))
}

// Members (常委会组成人员) lists them, with how many are all members today. State
// and count both follow the day, not what was typed.
func Members(p *frame.Page) error {
	all, err := p.O.MembersAt(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	q := p.R.URL.Query()
	text, day, n := strings.TrimSpace(q.Get("text")), act.DayOf(p.Now), 0
	t := kit.Table{ID: "list", Caption: p.L("常委会组成人员", "Members of the committee"), Cols: []kit.Col{{Label: p.L("姓名", "Name")}, {Label: p.L("职务", "Post")}, {Label: p.L("届次", "Term"), Narrow: true}, {Label: p.L("任期", "In office"), Narrow: true}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("还没有登记", "Nothing is registered yet"), Text: p.L("可以导入 xlsx 或 csv，也可以逐个登记。", "Import xlsx or csv, or enter one by one.")}, Exports: exportsOf(p, "members")}
	for _, m := range all {
		if m.On(day) {
			n++
		}
		if q.Get("ended") == "" && m.Standing(day) == "ended" || text != "" && !strings.Contains(m.Name+" "+m.Code, text) {
			continue
		}
		st, url := memberState(p, m), memberPages.Path(m.ID)
		t.Rows = append(t.Rows, kit.Row{ID: m.ID, Label: m.Name, URL: url, Cells: []kit.Cell{{Text: m.Name, URL: url}, {Text: p.Word(organ.MemberPosts, m.Post)}, {Text: m.Term}, {Text: span(p.Page, m.Since, m.Until)}, {State: &st}}})
	}
	t.Count = matter.Count(len(t.Rows))
	sub := p.L("今天登记在册的全体组成人员 "+matter.Itoa(n)+" 人；过半数为 "+matter.Itoa(n/2+1)+" 人。", "All members today: "+matter.Itoa(n)+"; a majority is "+matter.Itoa(n/2+1)+".")
	var acts []kit.Link
	if entering(p, &organ.MemberLife, "member.enter", "/register/members").May(p) {
		acts = append(acts, kit.Link{Text: p.L("登记组成人员", "Enter a member"), URL: "/register/members/new"})
	}
	fs := seatFilters(p, "/register/members")
	return p.Render(shell(p, kit.Head{Title: p.L("常委会组成人员", "Members of the committee"), Sub: sub, Crumbs: []kit.Link{crumb(p.Page)}, Actions: acts, Print: true}, kit.Tabs(listTabs(p, "/register/members")), kit.FilterBar(fs), card(kit.CardView{}, kit.DataTable(t))))
}

// memberState is the state of a member's entry today.
func memberState(p *frame.Page, m organ.Member) kit.State {
	st := m.Standing(act.DayOf(p.Now))
	if st == "coming" {
		return kit.State{Word: p.L("尚未就任", "Not yet in office"), Tone: kit.Plain}
	}
	return matter.Pill(p.Page, &organ.MemberLife, st)
}

func exportsOf(p *frame.Page, base string) (out []kit.Link) {
	for _, x := range []string{"xlsx", "csv"} {
		out = append(out, kit.Link{Text: p.L("导出全部 "+x, "Export all as "+x), URL: "/register/export/" + base + "." + x})
	}
	return out
}

func seatFilters(p *frame.Page, path string) kit.Filters {
	q := p.R.URL.Query()
	fs := kit.Filters{Fields: []kit.Field{{Name: "text", Label: p.L("姓名、名称、代码", "Name or code"), Type: "search", Value: q.Get("text")}, {Name: "ended", Label: p.L("已结束的", "Ended ones"), Value: q.Get("ended"), Options: []kit.Option{{Label: p.L("不列", "Leave out")}, {Value: "1", Label: p.L("一并列出", "Include")}}}}}
	if p.R.URL.RawQuery != "" {
		fs.Clear = path
	}
	return fs
}

// Stations (代表联络站) lists the stations.
func Stations(p *frame.Page) error {
	var acts []kit.Link
	if entering(p, &organ.StationLife, "station.enter", "/register/stations").May(p) {
		acts = append(acts, kit.Link{Text: p.L("登记联络站", "Enter a station"), URL: "/register/stations/new"})
	}
	return plain(p, listing{"/register/stations", "代表联络站", "Deputies' stations", []string{"station"}}, p.L("代表联系群众的地点；撤销的保留在册。", "Where deputies meet the public; what is closed stays on record."), acts, func(r office.Row) string { return r.Via })
}

// Sittings (常委会会议) lists the sessions with who came.
func Sittings(p *frame.Page) error {
	ss, err := p.O.Sittings(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "sittings", Caption: p.L("常委会会议", "Sessions of the committee"), Count: matter.Count(len(ss)), Cols: []kit.Col{{Label: p.L("会议", "Session")}, {Label: p.L("会期", "Days"), Narrow: true}, {Label: p.L("到会", "Came")}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("还没有登记会议", "No sessions yet"), Text: p.L("登记会期和到会情况后，任免表决按会议当日的全体组成人员和到会人数核对。", "Once entered, votes on appointments are checked against all members and those who came.")}}
	for _, s := range ss {
		st := matter.Pill(p.Page, &organ.SittingLife, s.State)
		t.Rows = append(t.Rows, kit.Row{ID: s.ID, Label: s.Title, URL: sittingPages.Path(s.ID), Cells: []kit.Cell{{Text: s.Title, URL: sittingPages.Path(s.ID)}, {Text: span(p.Page, s.Day, s.Until)}, {Text: cameText(p, s)}, {State: &st}}})
	}
	h := kit.Head{Title: p.L("常委会会议", "Sessions of the committee"), Crumbs: []kit.Link{crumb(p.Page)}, Print: true}
	if entering(p, &organ.SittingLife, "sitting.enter", "/register/sittings").May(p) {
		h.Actions = []kit.Link{{Text: p.L("登记常委会会议", "Enter a session"), URL: "/register/sittings/new"}}
	}
	return p.Render(shell(p, h, kit.Tabs(listTabs(p, "/register/sittings")), card(kit.CardView{}, kit.DataTable(t))))
}

func cameText(p *frame.Page, s organ.Sitting) string {
	if len(s.Roll) == 0 {
		return ""
	}
	return matter.Itoa(s.Present()) + " / " + matter.Itoa(s.Base)
}

// Sitting (一次会议) is one session: all members, who came, whether it could vote.
func Sitting(p *frame.Page) error {
	s, _, err := sittingPages.Get(p)
	if err != nil {
		return err
	}
	quorum := ""
	if len(s.Roll) > 0 {
		quorum = p.L("未过半数，不能表决", "no more than half came: no vote")
		if s.Quorate() {
			quorum = p.L("已过全体组成人员的半数", "more than half of all members")
		}
	}
	cards := []templ.Component{card(kit.CardView{Title: p.L("基本情况", "Facts")}, kit.Facts(nonEmpty([]kit.Fact{{Term: p.L("会期", "Days"), Text: span(p.Page, s.Day, s.Until)},
		{Term: p.L("全体组成人员", "All members"), Text: matter.Itoa(s.Base), Sub: p.L("会议首日登记在册的人数", "in the register on the first day")}, {Term: p.L("到会", "Came"), Text: cameText(p, s), Sub: quorum}})))}
	for _, w := range organ.Comings {
		var names []string
		for _, x := range s.Roll {
			if x.Came == w.Code {
				names = append(names, x.Name)
			}
		}
		if len(names) > 0 {
			cards = append(cards, card(kit.CardView{Title: p.L(w.Zh, w.En), Sub: matter.Itoa(len(names))}, tag("p", "prose", matter.Join(p.L("、", ", "), names...))))
		}
	}
	return sheetOf(p, sittingPages, s, kit.Head{Title: s.Title}, cards...)
}

// Station (联络站) is one station with the deputies who are or were there.
func Station(p *frame.Page) error {
	s, _, err := stationPages.Get(p)
	if err != nil {
		return err
	}
	ds, err := p.O.DeputiesOf(p.Ctx(), p.Me, s)
	if err != nil {
		return err
	}
	cards := []templ.Component{card(kit.CardView{Title: p.L("基本情况", "Facts")}, kit.Facts(nonEmpty([]kit.Fact{{Term: p.L("地址", "Address"), Text: s.Address}, {Term: p.L("站长", "Keeper"), Text: s.Keeper},
		{Term: p.L("联系方式", "Contact"), Text: s.Contact}, {Term: p.L("代码", "Code"), Text: s.Code}, {Term: p.L("起止", "In use"), Text: span(p.Page, s.Since, s.Until)}})))}
	if p.O.Scope(p.Me).Sees("deputyrec", &act.Head{Place: p.Me.Place}) {
		t := kit.Table{ID: "deputies", Caption: p.L("代表", "Deputies"), Count: matter.Count(len(ds)), Cols: []kit.Col{{Label: p.L("代表", "Deputy")}, {Label: p.L("职业", "Profession"), Narrow: true}, {Label: p.L("起止", "From, until")}},
			Empty: kit.Empty{Title: p.L("没有安排代表", "No deputies"), Text: p.L("导入代表时填写联络站，或者在代表的登记里安排。", "They come with the import of deputies, or are attached on a deputy's entry.")}}
		for _, x := range ds {
			url := deputyPages.Path(x.Deputy.ID)
			t.Rows = append(t.Rows, kit.Row{ID: x.Deputy.ID + x.Stay.Since, Label: x.Deputy.Name, URL: url, Cells: []kit.Cell{{Text: x.Deputy.Name, URL: url}, {Text: x.Deputy.Work}, {Text: span(p.Page, x.Stay.Since, x.Stay.Until)}}})
		}
		cards = append(cards, card(kit.CardView{Title: p.L("代表", "Deputies"), ID: "attached"}, kit.DataTable(t)))
	}
	return sheetOf(p, stationPages, s, kit.Head{Title: s.Name}, cards...)
}

// Deputy (代表) is one deputy's entry with the stations over time.
func Deputy(p *frame.Page) error {
	d, _, err := deputyPages.Get(p)
	if err != nil {
		return err
	}
	var supplies []string
	for _, id := range d.Supplies {
		supplies = append(supplies, matter.Name(p, "organ", id))
	}
	lawyer := ""
	if d.Lawyer {
		lawyer = p.L("是律师", "a lawyer")
	}
	cards := []templ.Component{card(kit.CardView{Title: p.L("基本情况", "Facts")}, kit.Facts(nonEmpty([]kit.Fact{{Term: p.L("职业", "Profession"), Text: d.Work}, {Term: p.L("工作单位", "Employer"), Text: d.Employer},
		{Term: p.L("代表团", "Delegation"), Text: d.Delegation}, {Term: p.L("代表证号", "Certificate"), Text: d.Code}, {Term: p.L("律师", "Lawyer"), Text: lawyer}, {Term: p.L("供货机关", "Supplies"), Text: matter.Join(p.L("、", ", "), supplies...)},
		{Term: p.L("任期", "Term"), Text: span(p.Page, d.Since, d.Until)}})))}
	if len(d.Stays) > 0 {
		var ev []kit.Event
		for i := len(d.Stays) - 1; i >= 0; i-- {
			x := d.Stays[i]
			e := kit.Event{At: span(p.Page, x.Since, x.Until), What: x.Name}
			if sees(p, "station") {
				e.URL = link("/register/stations/", x.Station)
			}
			ev = append(ev, e)
		}
		cards = append(cards, card(kit.CardView{Title: p.L("联络站", "Stations"), ID: "stations"}, kit.Timeline(ev)))
	}
	return sheetOf(p, deputyPages, d, kit.Head{Title: d.Name}, cards...)
}

// entering is the page on which an entry of a kind begins.
func entering(p *frame.Page, l *act.Life, do act.Name, list string) matter.Birth {
	return matter.Birth{Life: l, Do: do, List: kit.Link{Text: p.L(l.Zh, l.En), URL: list}, Cancel: list}
}

// begin shows the form of a birth and does it.
func begin(p *frame.Page, b matter.Birth, a any, to func(id string) string) error {
	if !b.May(p) {
		return b.Refuse()
	}
	if !p.Post() {
		return b.Show(p, nil)
	}
	if err := b.Read(p, a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(to(ans.Subject), "已登记。", "Entered.")
}

func line(p *frame.Page, name, zh, en string, max int, optional bool) matter.Field {
	return matter.Field{Field: kit.Field{Name: name, Label: p.L(zh, en), Max: max, Optional: optional, Width: "m"}}
}

// NewMember (登记组成人员) enters one member by hand.
func NewMember(p *frame.Page) error {
	b := entering(p, &organ.MemberLife, "member.enter", "/register/members")
	b.Form.Fields = []matter.Field{line(p, "person", "姓名", "Name", 40, false), line(p, "code", "编号（例如代表证号）", "Number, e.g. that of the deputy's certificate", 40, false),
		{As: matter.Radios, Field: kit.Field{Name: "post", Label: p.L("职务", "Post"), Inline: true, Options: ofWords(p, organ.MemberPosts)}}, line(p, "term", "届次，例如第九届", "Term, e.g. the ninth", 20, false),
		{As: matter.Date, Field: kit.Field{Name: "since", Label: p.L("从哪一天起担任", "First day"), Value: act.DayOf(p.Now)}}}
	return begin(p, b, &organ.EnterMember{}, func(id string) string { return memberPages.Path(id) })
}

// NewSitting (登记常委会会议) enters one session.
func NewSitting(p *frame.Page) error {
	b := entering(p, &organ.SittingLife, "sitting.enter", "/register/sittings")
	title := line(p, "title", "会议届次", "Session", 80, false)
	title.Hint = p.L("例如：第八届人大常委会第五次会议", "e.g. 第八届人大常委会第五次会议")
	b.Form.Fields = []matter.Field{title, {As: matter.Date, Field: kit.Field{Name: "day", Label: p.L("会议首日", "First day"), Value: act.DayOf(p.Now)}},
		{As: matter.Date, Field: kit.Field{Name: "until", Label: p.L("最后一天", "Last day"), Optional: true}}}
	return begin(p, b, &organ.EnterSitting{}, func(id string) string { return sittingPages.Path(id) })
}

// NewStation (登记联络站) enters one station.
func NewStation(p *frame.Page) error {
	b := entering(p, &organ.StationLife, "station.enter", "/register/stations")
	b.Form.Fields = []matter.Field{line(p, "title", "联络站名称", "Name", 60, false), line(p, "code", "代码", "Code", 40, false), line(p, "address", "地址", "Address", 120, false), line(p, "keeper", "站长", "Keeper", 40, true),
		line(p, "contact", "联系方式", "Contact", 60, true), {As: matter.Date, Field: kit.Field{Name: "since", Label: p.L("设立日期", "Set up on"), Value: act.DayOf(p.Now)}}}
	return begin(p, b, &organ.EnterStation{}, func(id string) string { return stationPages.Path(id) })
}

// plain is a short flat list of one kind.
func plain(p *frame.Page, l listing, sub string, acts []kit.Link, second func(office.Row) string) error {
	if !sees(p, l.kinds[0]) {
		return act.None()
	}
	q := p.R.URL.Query()
	f := office.Filter{Kinds: l.kinds, Text: q.Get("text")}
	if q.Get("ended") == "" {
		f.States = []string{"listed"}
	}
	m, err := p.O.List(p.Ctx(), p.Me, f, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	n, err := p.O.Count(p.Ctx(), p.Me, f, 1001)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "list", Caption: p.L(l.zh, l.en), Count: matter.Count(n), Cols: []kit.Col{{Label: p.L("名称", "Name")}, {Label: p.L("说明", "What")}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("还没有登记", "Nothing is registered yet"), Text: p.L("可以导入 xlsx 或 csv，也可以逐个登记。", "Import xlsx or csv, or enter one by one.")}}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	for _, r := range m.Rows {
		st, url := matter.Pill(p.Page, office.LifeOf(r.Kind), r.State), l.path+"/"+r.Subject
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, Label: r.Title, URL: url, Cells: []kit.Cell{{Text: r.Title, URL: url}, {Text: second(r)}, {State: &st}}})
	}
	t.Exports = exportsOf(p, l.kinds[0]+"s")
	fs := seatFilters(p, l.path)
	return p.Render(shell(p, kit.Head{Title: p.L(l.zh, l.en), Sub: sub, Crumbs: []kit.Link{crumb(p.Page)}, Actions: acts, Print: true}, kit.Tabs(listTabs(p, l.path)), kit.FilterBar(fs), card(kit.CardView{}, kit.DataTable(t))))
}

func sees(p *frame.Page, kind string) bool {
	return p.O.Scope(p.Me).Sees(kind, &act.Head{Place: p.Me.Place})
}

// seesSeats says whether the reader has the committee's own pages.
func seesSeats(who access.Person) bool {
	return access.Sees(who, "member", &act.Head{Place: who.Place})
}

// exportSeats writes stations or members as the import reads them.
func exportSeats(p *frame.Page, sort string, w gongwen.TableWriter) error {
	if sort == "stations" {
		return office.EachRegister(p.Ctx(), p.O, p.Me, office.Stations, func(s organ.Station) error {
			return w.Row(s.Code, s.Name, s.Address, s.Keeper, s.Contact, s.Since, s.Until)
		})
	}
	return office.EachRegister(p.Ctx(), p.O, p.Me, office.Members, func(m organ.Member) error {
		return w.Row(m.Code, m.Name, m.Post, m.Term, m.Since, m.Until)
	})
}
