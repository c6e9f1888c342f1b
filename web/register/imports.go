package register

import (
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/imports"
	"hengjian/tabular"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// wizard is what the steps of an import hand on to each other. The file itself
// waits encrypted; only this form holds the key to it.
type wizard struct {
	Step     string `form:"step"` // upload | map | check | do | errors | mapping
	Sort     string `form:"sort"`
	Campaign string `form:"campaign"`
	Before   string `form:"before"`
	Token    string `form:"token"`
	File     string `form:"file"`    // its name
	Mapping  string `form:"mapping"` // JSON
	SkipBad  bool   `form:"skip_bad"`
	Rest     string `form:"rest"`   // of cells changed on both sides that are not decided one by one: file | register
	Decide   []pick `form:"decide"` // one by one
}

// pick is one decision on a cell that file and register both changed.
type pick struct {
	Key string `form:"key"`
	Use string `form:"use"`
}

func mayImport(p access.Person) bool {
	return p.Has(access.Clerk) || p.Has(access.Intake) || p.Has(access.Letters)
}

// sortOptions are the imports that the person's functions may do.
func sortOptions(p *frame.Page) (out []kit.Option) {
	for _, s := range imports.Sorts {
		zh, en := imports.Text(s)
		if s == "messages" || p.Me.Has(access.Clerk) {
			out = append(out, kit.Option{Value: s, Label: p.L(zh, en)})
		}
	}
	return out
}

// Import (导入) is the whole wizard at one path: file, mapping, trial, act.
func Import(p *frame.Page) error {
	if !mayImport(p.Me) {
		return act.Refuse(act.Forbidden, "导入由经办、受理员、信访机构办理。", "Imports are for clerks, intake officers and the letters office.")
	}
	if !p.Post() {
		return start(p, wizard{Sort: p.R.URL.Query().Get("sort")}, nil)
	}
	var w wizard
	if strings.HasPrefix(p.R.Header.Get("Content-Type"), "multipart/") {
		return upload(p)
	}
	if err := kit.Decode(p.R, &w); err != nil {
		return err
	}
	switch w.Step {
	case "map":
		return mapping(p, w, nil)
	case "check":
		return check(p, w)
	case "do":
		return do(p, w)
	case "errors":
		return errorFile(p, w)
	case "mapping":
		matter.Download(p, "mapping-"+w.Sort+".json", "application/json; charset=utf-8")
		_, err := io.WriteString(p.W, w.Mapping)
		return err
	}
	return start(p, w, nil)
}

func start(p *frame.Page, w wizard, err error) error {
	cs, cerr := p.O.CampaignsFor(p.Ctx(), p.Me)
	if cerr != nil {
		return cerr
	}
	opts := []kit.Option{{Label: p.L("不归入专项", "No campaign")}}
	for _, c := range cs {
		opts = append(opts, kit.Option{Value: c.ID, Label: c.Name})
	}
	return p.Again(startPage(p, w, sortOptions(p), opts), err)
}

// upload takes the file, and a saved mapping if there is one.
func upload(p *frame.Page) error {
	var w wizard
	var mapText []byte
	var refused error
	err := kit.DecodeFiles(p.R, &w, func(part *multipart.Part) error {
		if part.FileName() == "" || refused != nil {
			return nil
		}
		if part.FormName() == "upload.map" {
			var err error
			mapText, err = io.ReadAll(io.LimitReader(part, 300<<10))
			return err
		}
		if w.Token != "" {
			return nil
		}
		var err error
		if w.Token, err = p.O.KeepUpload(p.Me, part); err != nil && len(kit.Refusals(err)) > 0 {
			refused, err = err, nil
		}
		w.File = part.FileName()
		return err
	})
	if err != nil {
		return err
	}
	token, file := w.Token, w.File
	if err := kit.Decode(p.R, &w); err != nil {
		return start(p, w, err)
	}
	w.Token, w.File = token, file
	switch {
	case refused != nil:
	case !imports.Known(w.Sort):
		refused = act.Wrong("sort", "请选择导入什么。", "Choose what to import.")
	case w.Token == "":
		refused = act.Wrong("upload.file", "请选择文件。", "Choose a file.")
	case len(mapText) > 0:
		m, err := tabular.ParseMapping(mapText)
		if refused = ofTable(err, "upload.map"); refused == nil && m.Kind != w.Sort {
			refused = act.Wrong("upload.map", "这份映射是为“"+m.Kind+"”写的。", "This mapping is for "+m.Kind+".")
		}
		w.Mapping = string(mapText)
	}
	if refused != nil {
		p.O.DropUpload(p.Me, w.Token)
		return start(p, w, refused)
	}
	return mapping(p, w, nil)
}

// ofTable says a table's refusal as a form's.
func ofTable(err error, field string) error {
	if r, ok := tabular.IsRefusal(err); ok {
		return act.Wrong(field, matter.Join("：", r.Ref, r.Zh), matter.Join(": ", r.Ref, r.En))
	}
	return err
}

// profiled reads the outline of the kept file.
func profiled(p *frame.Page, w wizard, m tabular.Mapping) (tabular.Profiled, error) {
	u, err := p.O.OpenUpload(p.Me, w.Token)
	if err != nil {
		return tabular.Profiled{}, err
	}
	defer u.Close()
	src, err := u.Table(w.File, m)
	if err != nil {
		return tabular.Profiled{}, err
	}
	defer src.Close()
	return tabular.Profile(src, m.Sheet, m.HeaderRow, 2000)
}

// mapping shows the columns of the file and which field each fills.
func mapping(p *frame.Page, w wizard, err error) error {
	var m tabular.Mapping
	if w.Mapping != "" {
		var perr error
		if m, perr = tabular.ParseMapping([]byte(w.Mapping)); perr != nil && err == nil {
			err = ofTable(perr, "mapping")
		}
	}
	prof, perr := profiled(p, w, m)
	if perr != nil { // the file itself is no good: begin again
		return start(p, w, ofTable(perr, "upload.file"))
	}
	if w.Mapping == "" {
		m = office.SuggestMapping(w.Sort, prof.Header)
		w.Mapping = string(m.Text())
	}
	return p.Again(mapPage(p, w, prof, fieldsOf(p, w.Sort, m, prof.Header)), err)
}

// fieldsOf asks for each field which column feeds it; what a saved mapping
// builds from several parts stays as the mapping says.
func fieldsOf(p *frame.Page, sort string, m tabular.Mapping, header []string) (out []kit.Field) {
	for _, f := range office.ImportFields[sort] {
		k := kit.Field{Name: "col." + f.Name, Label: p.L(f.Zh, f.En), Optional: !f.Required, Small: true}
		c, mapped := m.Columns[f.Name]
		if fromEach(m, f.Name) || mapped && len(c.From) != 1 {
			k.Options = []kit.Option{{Value: "=", Label: p.L("（按映射文件）", "(as the mapping says)")}}
			k.Value = "="
			out = append(out, k)
			continue
		}
		k.Options = []kit.Option{{Label: p.L("（不导入）", "(not imported)")}}
		for _, h := range header {
			if h != "" {
				k.Options = append(k.Options, kit.Option{Value: h, Label: h})
			}
		}
		if mapped {
			k.Value = c.From[0]
		}
		out = append(out, k)
	}
	return out
}

// unmatched reports whether a field that is needed has no column yet: then one
// wants to see what the columns hold.
func unmatched(fields []kit.Field) bool {
	return slices.ContainsFunc(fields, func(f kit.Field) bool { return !f.Optional && f.Value == "" })
}

func fromEach(m tabular.Mapping, field string) bool {
	for _, v := range m.Each {
		if _, ok := v.Columns[field]; ok {
			return true
		}
	}
	return false
}

// chosen applies the choices of the form to the mapping.
func chosen(p *frame.Page, w *wizard) (tabular.Mapping, error) {
	m, err := tabular.ParseMapping([]byte(w.Mapping))
	if err != nil {
		if m.Kind == "" {
			return m, ofTable(err, "mapping")
		}
	}
	if m.Columns == nil {
		m.Columns = map[string]tabular.Column{}
	}
	for _, f := range office.ImportFields[w.Sort] {
		vs, asked := p.R.PostForm["col."+f.Name]
		if !asked || len(vs) == 0 || vs[0] == "=" {
			continue
		}
		if vs[0] == "" {
			delete(m.Columns, f.Name)
			continue
		}
		c := m.Columns[f.Name]
		c.From = tabular.Names{vs[0]}
		m.Columns[f.Name] = c
	}
	w.Mapping = string(m.Text())
	_, err = tabular.ParseMapping([]byte(w.Mapping))
	return m, ofTable(err, "mapping")
}

// plan opens the kept file for an import; close it afterwards.
func plan(p *frame.Page, w *wizard) (office.ImportPlan, *office.Upload, error) {
	m, err := chosen(p, w)
	if err != nil {
		return office.ImportPlan{}, nil, err
	}
	u, err := p.O.OpenUpload(p.Me, w.Token)
	if err != nil {
		return office.ImportPlan{}, nil, err
	}
	pl := office.ImportPlan{Sort: w.Sort, Name: w.File, Mapping: m, SkipBad: w.SkipBad, Campaign: w.Campaign, Before: matter.ReadDay(w.Before), ActID: p.Order().ActID,
		Open: func() (tabular.Source, error) { return u.Table(w.File, m) }}
	pl.Rest, pl.Decide = w.Rest, map[string]string{}
	for _, d := range w.Decide {
		pl.Decide[d.Key] = d.Use
	}
	pl.Hash, err = u.Hash()
	return pl, u, err
}

// check is the trial: what would be added, changed, ended, and what is wrong.
func check(p *frame.Page, w wizard) error {
	pl, u, err := plan(p, &w)
	if err != nil {
		return mapping(p, w, err)
	}
	defer u.Close()
	pl.Dry = true
	res, err := p.O.Import(p.Ctx(), p.Me, pl)
	if err != nil {
		return mapping(p, w, renamed(err))
	}
	return p.Render(checkPage(p, w, res))
}

// renamed puts a refusal of the file at the mapping, where it can be mended.
func renamed(err error) error {
	for _, r := range kit.Refusals(err) {
		if r.Field == "file" || r.Field == "campaign" {
			r.Field = "mapping"
		}
	}
	return err
}

func do(p *frame.Page, w wizard) error {
	pl, u, err := plan(p, &w)
	if err != nil {
		return mapping(p, w, err)
	}
	defer u.Close()
	res, err := p.O.Import(p.Ctx(), p.Me, pl)
	if res.Undecided > 0 {
		pl.Dry = true
		if res, derr := p.O.Import(p.Ctx(), p.Me, pl); derr == nil {
			return p.Again(checkPage(p, w, res), err)
		}
	}
	if err != nil {
		return mapping(p, w, renamed(err))
	}
	p.O.DropUpload(p.Me, w.Token)
	if !res.Written {
		return p.GoSaying("/register", "文件里的内容都已登记，没有变化。", "Everything in the file is registered already; nothing changed.")
	}
	return p.GoSaying("/register/imports/"+res.ID, "已导入。", "Imported.")
}

// errorFile hands out the rows that cannot be taken, with the reasons.
func errorFile(p *frame.Page, w wizard) error {
	pl, u, err := plan(p, &w)
	if err != nil {
		return mapping(p, w, err)
	}
	defer u.Close()
	pl.Dry = true
	matter.Download(p, "errors-"+w.Sort+".csv", "text/csv; charset=utf-8")
	pl.Errors = p.W
	if _, err := p.O.Import(p.Ctx(), p.Me, pl); err != nil {
		panic(http.ErrAbortHandler) // the head is sent: a cut file must not look whole
	}
	return nil
}

// Imported (导入记录) is one import: what it did and where it is on record.
func Imported(p *frame.Page) error {
	i, err := office.Item(p.Ctx(), p.O, p.Me, office.Imports, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	zh, en := imports.Text(i.Sort)
	lines, err := p.O.History(p.Ctx(), "import", i.ID)
	if err != nil {
		return err
	}
	facts := []kit.Fact{{Term: p.L("导入", "Imported"), Text: p.L(zh, en)}, {Term: p.L("日期", "Day"), Text: matter.Day(p.Page, i.Opened)}}
	for _, l := range lines {
		who, err := matter.People(p, l.Actor)
		if err != nil {
			return err
		}
		record := kit.Fact{Term: p.L("记录号", "Record"), Text: l.Book + " / " + matter.Itoa(l.Seq)}
		if covered, err := p.O.Covered(p.Ctx(), l.Book); err != nil {
			return err
		} else if l.Seq < covered { // a proof exists once a checkpoint covers the line
			record.URL = "/proof/" + l.Book + "/" + matter.Itoa(l.Seq)
		}
		facts = append(facts, kit.Fact{Term: p.L("经办", "By"), Text: who[l.Actor]}, record,
			kit.Fact{Term: p.L("清单根", "Root of the manifest"), Text: l.Digest})
	}
	facts = append(facts, kit.Fact{Term: p.L("文件摘要（SHA-256）", "Hash of the file"), Text: i.File}, kit.Fact{Term: p.L("映射摘要", "Hash of the mapping"), Text: i.Mapping})
	if i.Before != "" {
		facts = append(facts, kit.Fact{Term: p.L("历史件界限", "Historic before"), Text: matter.Day(p.Page, i.Before)})
	}
	return p.Render(shell(p, kit.Head{Title: p.L("导入"+zh, "Import of "+strings.ToLower(en)), Crumbs: []kit.Link{crumb(p.Page), {Text: p.L("导入记录", "Imports"), URL: "/register/imports"}}, Print: true},
		kit.StatTiles(counts(p, i)), card(kit.CardView{Title: p.L("记录", "Record")}, kit.Facts(facts))))
}

func counts(p *frame.Page, i imports.Import) []kit.Stat {
	s := func(zh, en string, n int64, tone kit.Tone) kit.Stat {
		return kit.Stat{Label: p.L(zh, en), Number: matter.Itoa(n), Tone: tone}
	}
	bad := kit.Plain
	if i.Refused > 0 {
		bad = kit.Bad
	}
	return []kit.Stat{s("行", "Rows", i.Rows, ""), s("新增", "Added", i.Added, kit.OK), s("变更", "Changed", i.Changed, ""), s("撤销", "Ended", i.Ended, ""), s("未变", "Unchanged", i.Unchanged, ""), s("不能导入", "Refused", i.Refused, bad)}
}

// Imports (导入记录) lists the imports of the place.
func Imports(p *frame.Page) error {
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"import"}}, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "imports", Caption: p.L("导入记录", "Imports"), Cols: []kit.Col{{Label: p.L("导入", "Import")}, {Label: p.L("日期", "Day")}},
		Empty: kit.Empty{Title: p.L("还没有导入过", "No imports yet"), Text: p.L("每次导入留一条记录，写明增、改、撤、拒的行数。", "Each import leaves one record with what it added, changed, ended and refused."), Link: kit.Link{Text: p.L("导入", "Import"), URL: "/register/import"}}}
	for _, r := range m.Rows {
		zh, en := imports.Text(r.Class)
		url := "/register/imports/" + r.Subject
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, Label: r.Title, URL: url, Cells: []kit.Cell{{Text: p.L(zh, en), URL: url}, {Text: matter.Day(p.Page, r.Opened)}}})
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	return p.Render(shell(p, kit.Head{Title: p.L("导入记录", "Imports"), Crumbs: []kit.Link{crumb(p.Page)}}, card(kit.CardView{}, kit.DataTable(t))))
}

// errorTable shows the first of the rows that cannot be taken.
func errorTable(p *frame.Page, r office.ImportResult) templ.Component {
	t := kit.Table{ID: "errors", Caption: p.L("不能导入的行", "Rows that cannot be imported"), Cols: []kit.Col{{Label: p.L("单元格", "Cell")}, {Label: p.L("内容", "Value"), Narrow: true}, {Label: p.L("原因", "Reason")}}}
	for _, e := range r.First {
		t.Rows = append(t.Rows, kit.Row{ID: e.Ref, Label: e.Ref, Cells: []kit.Cell{{Text: e.Ref, Sub: e.Column}, {Text: e.Value}, {Text: p.L(e.Zh, e.En)}}})
	}
	return kit.ByName(t)
}

// columnTable shows what each column of the file holds.
func columnTable(p *frame.Page, prof tabular.Profiled) templ.Component {
	t := kit.Table{ID: "columns", Caption: p.L("文件的列", "Columns of the file"), Cols: []kit.Col{{Label: p.L("列", "Column")}, {Label: p.L("空", "Empty"), Num: true}, {Label: p.L("不同值", "Distinct"), Num: true, Narrow: true}, {Label: p.L("举例", "Examples")}}}
	for _, c := range prof.Columns {
		d := matter.Itoa(c.Distinct)
		if c.Many {
			d += "+"
		}
		ex := strings.Join(c.Examples[:min(3, len(c.Examples))], p.L("；", "; "))
		t.Rows = append(t.Rows, kit.Row{ID: c.Name, Label: c.Name, Cells: []kit.Cell{{Text: c.Name, Sub: tabular.ColumnName(c.Col)}, {Text: matter.Itoa(c.Empty)}, {Text: d}, {Text: ex}}})
	}
	return kit.ByName(t)
}
