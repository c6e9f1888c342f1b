package casebook

import (
	"cmp"
	"fmt"
	"io"
	"mime/multipart"
	"slices"
	"strings"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/tabular"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// wizard is what the steps hand on to each other. The file itself waits
// encrypted; only this form holds the key to it.
type wizard struct {
	Step     string `form:"step"` // upload | map | read | mapping
	Sort     string `form:"sort"`
	Organ    string `form:"organ"`
	Register string `form:"register"` // the one to be supplied again
	Token    string `form:"token"`
	File     string `form:"file"`
	Mapping  string `form:"mapping"` // JSON
	Saved    bool   `form:"saved"`   // the mapping is that of an earlier delivery
}

var birth = matter.Birth{Life: &casebook.Life, Do: "register.supply"}

// Import (录入登记簿) is the wizard: file, columns, reading; the act follows on
// the reading's own page.
func Import(p *frame.Page) error {
	if err := staffOnly(p); err != nil {
		return err
	}
	if !birth.May(p) {
		return birth.Refuse()
	}
	if !p.Post() {
		w := wizard{Sort: p.R.URL.Query().Get("sort"), Register: p.R.URL.Query().Get("register")}
		return start(p, w, nil)
	}
	if strings.HasPrefix(p.R.Header.Get("Content-Type"), "multipart/") {
		return upload(p)
	}
	var w wizard
	if err := kit.Decode(p.R, &w); err != nil {
		return err
	}
	switch w.Step {
	case "map":
		if _, err := chosen(p, &w); err != nil {
			return mapping(p, w, err)
		}
		return mapping(p, w, nil)
	case "read":
		return read(p, w)
	case "mapping":
		if _, err := chosen(p, &w); err != nil {
			return mapping(p, w, err)
		}
		matter.Download(p, "mapping-"+w.Sort+".json", "application/json; charset=utf-8")
		_, err := io.WriteString(p.W, w.Mapping)
		return err
	}
	return start(p, w, nil)
}

// target is the register to be renewed; its organ and sort stay.
func (w *wizard) target(p *frame.Page) (casebook.Register, error) {
	if w.Register == "" {
		return casebook.Register{}, nil
	}
	r, err := office.Item(p.Ctx(), p.O, p.Me, office.Registers, w.Register)
	if err == nil {
		w.Sort, w.Organ = r.Sort, r.Organ
	}
	return r, err
}

func start(p *frame.Page, w wizard, err error) error {
	r, terr := w.target(p)
	if terr != nil {
		return terr
	}
	organs, oerr := matter.OrganOptions(p)
	if oerr != nil {
		return oerr
	}
	var sorts []kit.Option
	for _, s := range casebook.Sorts {
		sorts = append(sorts, kit.Option{Value: s.Code, Label: p.L(s.Zh+"（"+organWord(p.Page, s.Organ)+"）", s.En+" ("+organWord(p.Page, s.Organ)+")")})
	}
	return p.Again(startPage(p, w, r.Title, sorts, organs), err)
}

func organWord(p *kit.Page, sort string) string {
	switch sort {
	case "court":
		return p.L("法院提供", "from courts")
	case "police":
		return p.L("公安机关提供", "from the police")
	case "procuratorate":
		return p.L("检察院提供", "from procuratorates")
	}
	return p.L("司法行政机关提供", "from justice bureaus")
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
		token, err := p.O.KeepUpload(p.Me, part)
		if err != nil && len(kit.Refusals(err)) > 0 {
			refused, err = err, nil
		}
		w.Token, w.File = token, part.FileName()
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
	if _, err := w.target(p); err != nil {
		return err
	}
	if refused == nil {
		refused = w.check(mapText)
	}
	if refused != nil {
		p.O.DropUpload(p.Me, w.Token)
		return start(p, w, refused)
	}
	return mapping(p, w, nil)
}

func (w *wizard) check(mapText []byte) error {
	var k act.Check
	_, ok := casebook.SortOf(w.Sort)
	k.Want(ok, "sort", "请选择登记簿的种类。", "Choose the sort of register.")
	k.Want(w.Organ != "", "organ", "请选择机关。", "Choose the organ.")
	k.Want(w.Token != "", "upload.file", "请选择文件。", "Choose a file.")
	if err := k.Err(); err != nil {
		return err
	}
	if len(mapText) == 0 {
		return nil
	}
	m, err := tabular.ParseMapping(mapText)
	if err != nil {
		return ofTable(err, "upload.map")
	}
	if m.Kind != w.Sort {
		return act.Wrong("upload.map", "这份映射是为“"+m.Kind+"”写的。", "This mapping is for "+m.Kind+".")
	}
	w.Mapping = string(mapText)
	return nil
}

// ofTable says a table's refusal as a form's.
func ofTable(err error, field string) error {
	if r, ok := tabular.IsRefusal(err); ok {
		return act.Wrong(field, matter.Join("：", r.Ref, r.Zh), matter.Join(": ", r.Ref, r.En))
	}
	return err
}

// opened reads the kept file from its first row.
func (w wizard) opened(p *frame.Page, m tabular.Mapping, do func(tabular.Source) error) error {
	u, err := p.O.OpenUpload(p.Me, w.Token)
	if err != nil {
		return err
	}
	defer u.Close()
	open, _ := u.Register(w.File, m)
	src, err := open()
	if err != nil {
		return err
	}
	defer src.Close()
	return do(src)
}

// profileRows is how much of the file the profile and the preview read.
const profileRows = 2000

// mapping shows the columns of the file, which field each fills, and how the
// first rows then read.
func mapping(p *frame.Page, w wizard, err error) error {
	s, ok := casebook.SortOf(w.Sort)
	if !ok {
		return start(p, w, err)
	}
	m := tabular.Mapping{Kind: w.Sort}
	if w.Mapping != "" {
		var perr error
		if m, perr = tabular.ParseMapping([]byte(w.Mapping)); perr != nil && err == nil {
			err = ofTable(perr, "mapping")
		}
	}
	var prof tabular.Profiled
	perr := w.opened(p, m, func(src tabular.Source) (err error) {
		prof, err = tabular.Profile(src, m.Sheet, m.HeaderRow, profileRows)
		return err
	})
	if perr != nil { // the file itself is no good: begin again
		return start(p, w, ofTable(perr, "upload.file"))
	}
	if w.Mapping == "" {
		if m, w.Saved, perr = p.O.SavedMapping(p.Ctx(), p.Me, s, w.Organ, prof.Header); perr != nil {
			return perr
		}
		w.Mapping = string(m.Text())
	}
	pre := preview(p, w, s, m)
	return p.Again(mapPage(p, w, s, m, prof, fieldsOf(p, s, m, prof.Header), pre), err)
}

// fieldsOf asks for each field which column feeds it; what a saved mapping
// builds from several parts stays as the mapping says.
func fieldsOf(p *frame.Page, s *casebook.Sort, m tabular.Mapping, header []string) (out []kit.Field) {
	for _, f := range s.Fields {
		k := kit.Field{Name: "col." + f.Name, Label: p.L(f.Zh, f.En), Optional: !f.Required, Small: true}
		c, mapped := m.Columns[f.Name]
		if mapped && len(c.From) != 1 {
			k.Options, k.Value = []kit.Option{{Value: "=", Label: p.L("（按映射文件）", "(as the mapping says)")}}, "="
			out = append(out, k)
			continue
		}
		k.Options = []kit.Option{{Label: p.L("（没有这一项）", "(not in the file)")}}
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

// parted puts first what must be there and what has a column.
func parted(fields []kit.Field) (first, rest []kit.Field) {
	for _, f := range fields {
		if f.Optional && f.Value == "" {
			rest = append(rest, f)
		} else {
			first = append(first, f)
		}
	}
	return first, rest
}

// unused counts the file's filled columns that no field takes: while there are
// any, one of the fields without a column may be meant.
func unused(s *casebook.Sort, m tabular.Mapping, prof tabular.Profiled) (n int) {
	taken := map[string]bool{}
	for _, f := range s.Fields {
		for _, from := range m.Columns[f.Name].From {
			taken[from] = true
		}
	}
	for _, c := range prof.Columns {
		if c.Name != "" && !taken[c.Name] && c.Empty < prof.Rows {
			n++
		}
	}
	return n
}

// chosen applies the choices of the form to the mapping.
func chosen(p *frame.Page, w *wizard) (tabular.Mapping, error) {
	m, err := tabular.ParseMapping([]byte(w.Mapping))
	if err != nil && m.Kind == "" {
		return m, ofTable(err, "mapping")
	}
	s, ok := casebook.SortOf(w.Sort)
	if !ok {
		return m, act.Wrong("sort", "请选择登记簿的种类。", "Choose the sort of register.")
	}
	if m.Columns == nil {
		m.Columns = map[string]tabular.Column{}
	}
	for _, f := range s.Fields {
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

// previewed is how the first rows read by the mapping.
type previewed struct {
	table kit.Table
	rows  int
	bad   int
	first []tabular.RowError
	err   error
}

// previewShown is how many rows the preview shows of those it read.
const previewShown = 5

func preview(p *frame.Page, w wizard, s *casebook.Sort, m tabular.Mapping) (v previewed) {
	var cols []int
	for i, f := range s.Fields {
		if _, ok := m.Columns[f.Name]; ok {
			cols = append(cols, i)
			v.table.Cols = append(v.table.Cols, kit.Col{Label: p.L(f.Zh, f.En), Num: f.Type == casebook.Int})
		}
	}
	v.table.ID, v.table.Caption = "preview", p.L("前几行读出来是这样", "How the first rows read")
	v.err = ofTable(w.opened(p, m, func(src tabular.Source) error {
		rd, err := tabular.NewReader(src, m, office.RegisterFields(s))
		if err != nil {
			return err
		}
		defer rd.Close()
		cells := make([]string, len(s.Fields))
		for v.rows < profileRows {
			errs, _, err := rd.Cells(cells)
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			v.rows++
			if len(errs) > 0 {
				if v.bad++; len(v.first) < 3 {
					v.first = append(v.first, errs...)
				}
				continue
			}
			if len(v.table.Rows) < previewShown {
				row := kit.Row{ID: fmt.Sprint(v.rows)}
				for _, i := range cols {
					text := cells[i]
					if s.Fields[i].Personal && text != "" {
						text = string([]rune(text)[:1]) + p.L("某", "…")
					}
					row.Cells = append(row.Cells, kit.Cell{Text: text})
				}
				v.table.Rows = append(v.table.Rows, row)
			}
		}
		return nil
	}), "mapping")
	return v
}

// guess names what a column seems to hold.
func guess(p *frame.Page, c tabular.ColumnProfile, rows int) string {
	full := rows - c.Empty
	switch {
	case full == 0:
		return p.L("空", "empty")
	case c.Dates*10 >= full*9:
		return p.L("日期", "dates")
	case numbers(c) && full > 0:
		return p.L("数", "numbers")
	case c.Distinct <= 2 && flags(c):
		return p.L("是否", "yes or no")
	case !c.Many && c.Distinct <= 30 && full >= 60:
		return p.L("代码", "codes")
	case c.Distinct == full:
		return p.L("编号（互不相同）", "identifier")
	}
	return p.L("文字", "text")
}

func numbers(c tabular.ColumnProfile) bool {
	for _, e := range c.Examples {
		if strings.Trim(e, "0123456789.,-") != "" {
			return false
		}
	}
	return len(c.Examples) > 2 || c.Numbers > 0
}

func flags(c tabular.ColumnProfile) bool {
	for _, e := range c.Examples {
		if !slices.Contains([]string{"是", "否", "有", "无", "0", "1", "Y", "N", "true", "false", "√"}, e) {
			return false
		}
	}
	return true
}

// uses says which fields each column of the file feeds.
func uses(p *frame.Page, s *casebook.Sort, m tabular.Mapping) map[string]string {
	out := map[string]string{}
	for _, f := range s.Fields {
		for _, from := range m.Columns[f.Name].From {
			if out[from] != "" {
				out[from] += p.L("、", ", ")
			}
			out[from] += p.L(f.Zh, f.En)
		}
	}
	return out
}

// columnTable is the profile of each column, and what it is used as.
func columnTable(p *frame.Page, prof tabular.Profiled, used map[string]string) kit.Table {
	t := kit.Table{ID: "columns", Caption: p.L("文件的列", "Columns of the file"), Cols: []kit.Col{{Label: p.L("列", "Column")}, {Label: p.L("用作", "Used as")}, {Label: p.L("像是", "Seems to be")}, {Label: p.L("已填", "Filled"), Num: true}, {Label: p.L("不同值", "Distinct"), Num: true, Narrow: true}, {Label: p.L("举例", "Examples")}}}
	for _, c := range prof.Columns {
		d := itoa(c.Distinct)
		if c.Many {
			d += "+"
		}
		filled := "—"
		if prof.Rows > 0 {
			filled = percent(float64(prof.Rows-c.Empty) / float64(prof.Rows))
		}
		ex := strings.Join(c.Examples[:min(3, len(c.Examples))], p.L("；", "; "))
		t.Rows = append(t.Rows, kit.Row{ID: c.Name, Label: c.Name, Cells: []kit.Cell{{Text: c.Name, Sub: tabular.ColumnName(c.Col)}, {Text: cmp.Or(used[c.Name], p.L("没有用", "not used"))}, {Text: guess(p, c, prof.Rows)}, {Text: filled}, {Text: d}, {Text: ex}}})
	}
	return t
}

func rowsText(p *frame.Page, prof tabular.Profiled) string {
	if prof.Partly {
		return p.L(fmt.Sprintf("按前 %d 行", prof.Rows), fmt.Sprintf("by its first %d rows", prof.Rows))
	}
	return p.L(fmt.Sprintf("%d 行", prof.Rows), fmt.Sprintf("%d rows", prof.Rows))
}

// read begins the reading and goes to its page.
func read(p *frame.Page, w wizard) error {
	if _, err := w.target(p); err != nil {
		return err
	}
	m, err := chosen(p, &w)
	if err != nil {
		return mapping(p, w, err)
	}
	u, err := p.O.OpenUpload(p.Me, w.Token)
	if err != nil {
		return start(p, w, err)
	}
	hash, err := u.Hash()
	if err != nil {
		u.Close()
		return err
	}
	open, bytes := u.Register(w.File, m)
	f := office.RegisterFile{Sort: w.Sort, Organ: w.Organ, Target: w.Register, Name: w.File, Hash: hash, Size: u.Size, Open: open, Mapping: m, HandBack: true}
	id, err := p.O.StartReading(p.Me, f, bytes, func() { u.Close() })
	if err != nil {
		return mapping(p, w, err)
	}
	return p.Go("/casebook/reading/" + id)
}
