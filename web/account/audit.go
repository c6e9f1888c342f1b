package account

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

type auditForm struct {
	Book  string    `form:"book"`
	Who   string    `form:"who"`
	Act   string    `form:"act"`
	Kind  string    `form:"kind"`
	Since time.Time `form:"since"`
	Until time.Time `form:"until"`
}

// Audit (操作日志) lets the audit administrator question the books: number,
// time, person, function, act and the matter's number, never content.
func Audit(p *frame.Page) error {
	f, q, err := auditFilter(p)
	if err != nil {
		return err
	}
	page, err := p.O.Audit(p.Ctx(), p.Me, q, auditAt(p), 50)
	if err != nil {
		return err
	}
	t, err := auditTable(p, page)
	if err != nil {
		return err
	}
	t.Exports = []kit.Link{{Text: p.L("导出 CSV", "Export CSV"), URL: "/audit.csv?" + p.R.URL.RawQuery}}
	return p.Render(auditPage(p, auditBar(p, f), t))
}

// auditFilter reads the question; dates are days of Shanghai, the last included.
func auditFilter(p *frame.Page) (f auditForm, q office.AuditFilter, err error) {
	books := office.AuditBooks(p.Me)
	if len(books) == 0 {
		return f, q, act.None()
	}
	if f, err = kit.Form[auditForm](p.Page); err != nil {
		return f, q, err
	}
	if f.Book == "" {
		f.Book = books[0]
	}
	q = office.AuditFilter{Book: f.Book, Kind: f.Kind}
	if f.Act != "" {
		q.Acts = []string{f.Act}
	}
	if !f.Since.IsZero() {
		q.Since = f.Since.UnixMicro()
	}
	if !f.Until.IsZero() {
		q.Until = f.Until.AddDate(0, 0, 1).UnixMicro()
	}
	if f.Who != "" {
		if q.Actors, err = p.O.People(p.Ctx(), p.Me, f.Who); err == nil && len(q.Actors) == 0 {
			q.Actors = []string{"nobody"} // a name nobody has finds nothing
		}
	}
	return f, q, err
}

func auditAt(p *frame.Page) office.AuditAt {
	at := office.AuditNewest
	if n, err := strconv.ParseInt(p.R.URL.Query().Get("after"), 10, 64); err == nil && n >= 0 {
		at.After = n
	} else if n, err := strconv.ParseInt(p.R.URL.Query().Get("before"), 10, 64); err == nil && n >= 0 {
		at.Before = n
	}
	return at
}

func auditBar(p *frame.Page, f auditForm) kit.Filters {
	all := kit.Option{Label: p.L("全部", "All")}
	books, acts, kinds := []kit.Option{}, []kit.Option{all}, []kit.Option{all}
	for _, b := range office.AuditBooks(p.Me) {
		books = append(books, kit.Option{Value: b, Label: bookName(p, b)})
	}
	for _, l := range office.Lives() {
		kinds = append(kinds, kit.Option{Value: l.Kind, Label: p.L(l.Zh, l.En)})
	}
	for _, n := range office.Acts() {
		acts = append(acts, kit.Option{Value: string(n), Label: actName(p, string(n), kindOfAct(n))})
	}
	bar := kit.Filters{Fields: []kit.Field{
		{Name: "book", Label: p.L("记录簿", "Book"), Value: f.Book, Options: books},
		{Name: "who", Label: p.L("姓名或登录名", "Name or login"), Type: "search", Value: f.Who},
		{Name: "act", Label: p.L("行为", "Act"), Value: f.Act, Options: acts},
		{Name: "kind", Label: p.L("种类", "Kind"), Value: f.Kind, Options: kinds},
		{Name: "since", Label: p.L("自", "From"), Type: "date", Value: dayValue(f.Since)},
		{Name: "until", Label: p.L("至", "To"), Type: "date", Value: dayValue(f.Until)},
	}}
	if p.R.URL.RawQuery != "" {
		bar.Clear = "/audit"
	}
	return bar
}

func dayValue(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return act.DayOf(t)
}

// kindOfAct finds in whose life an act stands.
func kindOfAct(n act.Name) string {
	for _, l := range office.Lives() {
		if slices.ContainsFunc(l.Verbs, func(v act.Verb) bool { return v.Do == n }) {
			return l.Kind
		}
	}
	return ""
}

func actName(p *frame.Page, name, kind string) string {
	l := office.LifeOf(kind)
	if l == nil {
		return name
	}
	v := l.Verb(act.Name(name))
	return p.L(l.Zh+"："+v.Zh, l.En+": "+v.En)
}

// auditNames names the people of a page of lines.
func auditNames(p *frame.Page, lines []office.AuditLine) (map[string]string, error) {
	var ids []string
	for _, l := range lines {
		ids = append(ids, l.Actor)
	}
	return p.Names(ids)
}

func auditCols(p *frame.Page) []kit.Col {
	return []kit.Col{{Key: "seq", Label: p.L("记录号", "No."), Num: true}, {Key: "at", Label: p.L("时间", "Time")}, {Key: "who", Label: p.L("姓名", "Person")}, {Key: "role", Label: p.L("岗位", "Function"), Narrow: true}, {Key: "act", Label: p.L("行为", "Act")}, {Key: "subject", Label: p.L("事项", "Matter")}}
}

func auditTable(p *frame.Page, page office.AuditPage) (kit.Table, error) {
	t := kit.Table{ID: "audit", Caption: p.L("操作日志", "Log"), Cols: auditCols(p), Empty: kit.Empty{Title: p.L("没有符合条件的记录", "No such line")}}
	names, err := auditNames(p, page.Lines)
	for _, l := range page.Lines {
		t.Rows = append(t.Rows, kit.Row{ID: strconv.FormatInt(l.Seq, 10), Label: l.Act, Cells: []kit.Cell{
			{Text: fmt.Sprintf("%08d", l.Seq)}, {Text: lineTime(p, l)}, {Text: names[l.Actor]}, {Text: roleText(p, l.Role)}, {Text: actName(p, l.Act, l.Kind)}, {Text: subjectName(p, l)}}})
	}
	if page.Prev >= 0 {
		t.Prev = p.Keep("before", strconv.FormatInt(page.Prev, 10))
	}
	if page.Next >= 0 {
		t.Next = p.Keep("after", strconv.FormatInt(page.Next, 10))
	}
	return t, err
}

// lineTime writes a line's instant; of the public's messages only the day is
// kept.
func lineTime(p *frame.Page, l office.AuditLine) string {
	if l.Role == string(access.Public) {
		return p.Day(instant(l.At))
	}
	return p.Moment(instant(l.At))
}

func roleText(p *frame.Page, role string) string {
	t := access.Text(act.Role(role))
	return p.L(t.Zh, t.En)
}

// subjectName is the matter's number, or whose account or key it is.
func subjectName(p *frame.Page, l office.AuditLine) string {
	switch {
	case l.Number != "":
		return l.Number
	case l.Person != "":
		return l.Person
	}
	return kindName(p, l.Kind) + p.L("（未编号）", " (no number)")
}

// AuditCSV exports exactly what is filtered, at most a hundred thousand lines.
func AuditCSV(p *frame.Page) error {
	_, q, err := auditFilter(p)
	if err != nil {
		return err
	}
	page, err := p.O.Audit(p.Ctx(), p.Me, q, office.AuditNewest, 500)
	if err != nil {
		return err
	}
	h := p.W.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="audit-`+q.Book+`.csv"`)
	var cols []gongwen.Column
	for _, c := range auditCols(p) {
		cols = append(cols, gongwen.Column{Head: c.Label})
	}
	w, err := gongwen.NewCSV(p.W, cols)
	if err != nil {
		return err
	}
	for range 200 {
		if err := csvRows(p, w, page); err != nil {
			return err
		}
		if page.Next < 0 {
			break
		}
		if page, err = p.O.Audit(p.Ctx(), p.Me, q, office.AuditAt{After: page.Next, Before: -1}, 500); err != nil {
			return err
		}
	}
	return w.Close()
}

func csvRows(p *frame.Page, w gongwen.TableWriter, page office.AuditPage) error {
	names, err := auditNames(p, page.Lines)
	if err != nil {
		return err
	}
	for _, l := range page.Lines {
		at := instant(l.At).In(act.Shanghai).Format("2006-01-02 15:04:05")
		if l.Role == string(access.Public) {
			at = at[:10]
		}
		if err := w.Row(l.Seq, at, names[l.Actor], roleText(p, l.Role), actName(p, l.Act, l.Kind), subjectName(p, l)); err != nil {
			return err
		}
	}
	return nil
}

// Openings (开启原文) is the weekly list of who opened, or asked to open,
// sealed material, and why.
func Openings(p *frame.Page) error {
	books := office.AuditBooks(p.Me)
	if len(books) == 0 {
		return act.None()
	}
	in, err := kit.Form[struct {
		Week time.Time `form:"week"`
	}](p.Page)
	if err != nil {
		return err
	}
	if in.Week.IsZero() {
		in.Week = p.Now
	}
	monday := mondayOf(in.Week)
	q := office.AuditFilter{Book: books[0], Since: monday.UnixMicro(), Until: monday.AddDate(0, 0, 7).UnixMicro()}
	page, err := p.O.Openings(p.Ctx(), p.Me, q, auditAt(p), 100)
	if err != nil {
		return err
	}
	t, err := auditTable(p, page)
	if err != nil {
		return err
	}
	t.Caption = p.L("开启原文", "Openings")
	t.Empty = kit.Empty{Title: p.L("这一周没有开启原文", "Nothing was opened this week"), Text: p.L("开启原文、申请和批准开启身份，都会列在这里，并写明理由。", "Opened originals, requests and approvals to open identities stand here with their reasons.")}
	t.Cols = append(t.Cols, kit.Col{Key: "reason", Label: p.L("理由", "Reason")})
	for i, l := range page.Lines {
		t.Rows[i].Cells = append(t.Rows[i].Cells, kit.Cell{Text: reasonText(l)})
	}
	return p.Render(openingsPage(p, monday, t))
}

func reasonText(l office.AuditLine) string {
	if l.Reason == "" {
		return "—"
	}
	return l.Reason
}

func mondayOf(t time.Time) time.Time {
	y, m, d := t.In(act.Shanghai).Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, act.Shanghai)
	return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
}
