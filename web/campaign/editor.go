package campaign

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// planForm is a plan as the editor's fields: lists are numbered from 1, as the
// plan's own refusals name them.
type planForm struct {
	Goal         string           `form:"goal"`
	Basis        string           `form:"basis"` // one a line
	Sorts        []string         `form:"scope.sorts"`
	Business     string           `form:"scope.business"`
	Grassroots   string           `form:"scope.grassroots"`
	Note         string           `form:"scope.note"`
	Contents     []contentRow     `form:"contents"`
	Requirements []requirementRow `form:"requirements"`
	Stages       []stageRow       `form:"stages"`
	Bodies       []bodyRow        `form:"bodies"`
	Checks       []checkRow       `form:"checks"`
	Files        []fileRow        `form:"files"`
	Reason       string           `form:"reason"`
	Until        string           `form:"until"`
	Op           string           `form:"op"` // add:stages, up:stages:2, down:…, drop:…
}

type contentRow struct {
	Key     string   `form:"key"`
	Text    string   `form:"text"`
	Classes []string `form:"classes"`
}

type requirementRow struct {
	Key  string `form:"key"`
	Text string `form:"text"`
	Who  string `form:"who"`
}

type stageRow struct {
	Key   string `form:"key"`
	Name  string `form:"name"`
	Since string `form:"since"`
	Until string `form:"until"`
	Work  string `form:"work"`
}

type bodyRow struct {
	Body string `form:"body"`
	Work string `form:"work"`
}

type checkRow struct {
	Key     string `form:"key"`
	Name    string `form:"name"`
	Measure string `form:"measure"`
	Note    string `form:"note"`
}

type fileRow struct {
	Hash string `form:"hash"`
	Name string `form:"name"`
}

func formOf(p campaign.Plan) planForm {
	f := planForm{Goal: p.Goal, Basis: strings.Join(p.Basis, "\n"), Sorts: p.Scope.Sorts, Business: strings.Join(p.Scope.Business, "、"), Grassroots: strings.Join(p.Scope.Grassroots, "、"), Note: p.Scope.Note}
	for _, c := range p.Contents {
		f.Contents = append(f.Contents, contentRow(c))
	}
	for _, r := range p.Requirements {
		f.Requirements = append(f.Requirements, requirementRow(r))
	}
	for _, s := range p.Stages {
		f.Stages = append(f.Stages, stageRow(s))
	}
	for _, b := range p.Bodies {
		f.Bodies = append(f.Bodies, bodyRow(b))
	}
	for _, k := range p.Checks {
		f.Checks = append(f.Checks, checkRow(k))
	}
	for _, x := range p.Files {
		f.Files = append(f.Files, fileRow{x.Hash, x.Name})
	}
	return f
}

// plan is what the form says.
func (f planForm) plan(was campaign.Plan) campaign.Plan {
	p := campaign.Plan{Goal: clean(f.Goal), Basis: cut(f.Basis, "\n"), Scope: campaign.Scope{Sorts: f.Sorts, Business: names(f.Business), Grassroots: names(f.Grassroots), Note: clean(f.Note)}, Last: was.Last}
	for _, x := range f.Files {
		p.Files = append(p.Files, campaign.File{Hash: x.Hash, Name: x.Name})
	}
	for _, c := range f.Contents {
		c.Text = clean(c.Text)
		p.Contents = append(p.Contents, campaign.Content(c))
	}
	for _, r := range f.Requirements {
		r.Text = clean(r.Text)
		p.Requirements = append(p.Requirements, campaign.Requirement(r))
	}
	for _, s := range f.Stages {
		s.Since, s.Until, s.Name, s.Work = day(s.Since), day(s.Until), clean(s.Name), clean(s.Work)
		p.Stages = append(p.Stages, campaign.Stage(s))
	}
	for _, b := range f.Bodies {
		b.Body, b.Work = clean(b.Body), clean(b.Work)
		p.Bodies = append(p.Bodies, campaign.Duty(b))
	}
	for _, k := range f.Checks {
		k.Name, k.Measure, k.Note = clean(k.Name), clean(k.Measure), clean(k.Note)
		p.Checks = append(p.Checks, campaign.Check(k))
	}
	return p
}

func clean(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

// day reads what was typed; what is no day stays as typed, for the refusal.
func day(s string) string {
	if d := matter.ReadDay(s); d != "" {
		return d
	}
	return clean(s)
}

func cut(s, sep string) (out []string) {
	for x := range strings.SplitSeq(clean(s), sep) {
		if x = clean(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}

func names(s string) []string {
	return cut(strings.NewReplacer("，", "、", ",", "、", "\n", "、", "；", "、").Replace(s), "、")
}

// apply moves, drops or adds a row. It returns the list where the reader goes on.
func (f *planForm) apply() string {
	op, rest, _ := strings.Cut(f.Op, ":")
	list, no, _ := strings.Cut(rest, ":")
	i, _ := strconv.Atoi(no)
	i--
	switch list {
	case "contents":
		f.Contents = change(f.Contents, op, i)
	case "requirements":
		f.Requirements = change(f.Requirements, op, i)
	case "stages":
		f.Stages = change(f.Stages, op, i)
	case "bodies":
		f.Bodies = change(f.Bodies, op, i)
	case "checks":
		f.Checks = change(f.Checks, op, i)
	case "files":
		f.Files = change(f.Files, op, i)
	}
	return list
}

func change[T any](rows []T, op string, i int) []T {
	if i < 0 || i >= len(rows) {
		return rows
	}
	switch {
	case op == "drop":
		return slices.Delete(rows, i, i+1)
	case op == "up" && i > 0:
		rows[i-1], rows[i] = rows[i], rows[i-1]
	case op == "down" && i+1 < len(rows):
		rows[i], rows[i+1] = rows[i+1], rows[i]
	}
	return rows
}

// values are the rows as fields again, numbered anew, so that what was typed
// and what is refused stand at the same place.
func (f planForm) values(into url.Values) {
	for k := range into {
		for _, l := range []string{"contents.", "requirements.", "stages.", "bodies.", "checks.", "files."} {
			if strings.HasPrefix(k, l) {
				delete(into, k)
			}
		}
	}
	set := func(list string, i int, kv ...string) {
		for j := 0; j < len(kv); j += 2 {
			into.Set(fmt.Sprintf("%s.%d.%s", list, i+1, kv[j]), kv[j+1])
		}
	}
	for i, c := range f.Contents {
		set("contents", i, "key", c.Key, "text", c.Text)
		into[fmt.Sprintf("contents.%d.classes", i+1)] = c.Classes
	}
	for i, r := range f.Requirements {
		set("requirements", i, "key", r.Key, "text", r.Text, "who", r.Who)
	}
	for i, s := range f.Stages {
		set("stages", i, "key", s.Key, "name", s.Name, "since", s.Since, "until", s.Until, "work", s.Work)
	}
	for i, b := range f.Bodies {
		set("bodies", i, "body", b.Body, "work", b.Work)
	}
	for i, k := range f.Checks {
		set("checks", i, "key", k.Key, "name", k.Name, "measure", k.Measure, "note", k.Note)
	}
	for i, x := range f.Files {
		set("files", i, "hash", x.Hash, "name", x.Name)
	}
}

// editor is what the page lays out.
type editor struct {
	d       *doing
	f       planForm
	classes []kit.Option
	minute  []matter.Field
	order   bool     // a change order: reasons and the council's minute
	read    *Reading // what was just read from a document
}

// write (编写方案, 调整方案) is the editor of a plan. Rows are added, moved and
// removed by plain posts that save nothing.
func write(d *doing) error {
	e := editor{d: d, f: formOf(d.S.Plan), classes: classes(d.Page), order: d.Verb == "change"}
	if e.order {
		e.minute = matter.Minute(d.Page)
		e.f.Until = d.S.Until
	}
	if !d.Post() {
		return d.Render(e.page())
	}
	if !e.order && d.R.URL.Query().Has("read") {
		return read(d, e)
	}
	if !e.order && d.R.URL.Query().Has("sorted") {
		return sorted(d, e)
	}
	refused := matter.ReadForm(d.Page, append(e.minute, e.file()))
	f, err := kit.Form[planForm](d.Page.Page)
	if hash := d.R.PostFormValue("file"); hash != "" { // just received: one of the attachments from now on
		f.Files = append(f.Files, fileRow{hash, d.R.PostFormValue("file_name")})
	}
	d.R.PostForm.Del("file")
	if e.f = f; refused != nil {
		e.f.values(d.R.PostForm)
		return e.again(refused)
	}
	if err != nil {
		return e.again(err)
	}
	if f.Op != "" {
		e.f.apply()
		e.f.values(d.R.PostForm)
		return d.Refill(e.page())
	}
	e.f.values(d.R.PostForm)
	p := e.f.plan(d.Raw.Plan)
	var a any = &campaign.Write{ID: d.Raw.ID, Plan: p}
	if e.order {
		a = &campaign.Change{ID: d.Raw.ID, Reason: clean(f.Reason), Until: day(f.Until), Plan: p}
	}
	if err := savedMeanwhile(d); err != nil {
		return e.again(err)
	}
	if _, err := d.Page.Do(a); err != nil {
		return e.again(atFields(err))
	}
	return d.GoSaying(Kind.Path(d.Raw.ID), "方案已保存为新版本。", "The plan is saved as a new edition.")
}

// savedMeanwhile tells that somebody else saved an edition while this one was
// written; pressing again saves over it, and both are kept.
func savedMeanwhile(d *doing) error {
	if err := d.Overtaken(); err != nil {
		return err
	}
	now := matter.Itoa(d.Raw.Edition)
	if was := d.R.PostFormValue("edition"); was == "" || was == now {
		return nil
	}
	lines, err := d.O.History(d.Ctx(), "campaign", d.Raw.ID)
	if err != nil || slices.ContainsFunc(lines, func(l office.Line) bool { return l.ActID == d.R.PostFormValue("act_id") }) {
		return err
	}
	d.R.PostForm.Set("edition", now)
	return act.Refuse(act.Conflict, "您编写期间，同事保存了第 "+now+" 版。请在“版本对照”里核对；再按一次保存，就以您的为准，两版都留存。",
		"While you were writing a colleague saved edition "+now+". Compare the editions; saving again takes yours, and both are kept.")
}

// atFields puts refusals of one line of the basis at its box.
func atFields(err error) error {
	var r *act.Refusal
	if !errors.As(err, &r) {
		return err
	}
	for _, x := range append([]*act.Refusal{r}, r.More...) {
		if n, ok := strings.CutPrefix(x.Field, "basis."); ok {
			x.Field, x.Zh, x.En = "basis", "第 "+n+" 行："+x.Zh, "Line "+n+": "+x.En
		}
	}
	return err
}

// page lays the template, the longest of all, into the program once and not at
// each place that shows it.
//
//go:noinline
func (e editor) page() templ.Component { return editorPage(e) }

func (e editor) again(err error) error { return e.d.Again(e.page(), err) }

func (e editor) head() kit.Head {
	v := e.d.Ch.Verb
	return kit.Head{Title: e.d.L(v.Zh, v.En), Crumbs: []kit.Link{Kind.List(e.d.Page.Page), {Text: e.d.S.Name, URL: Kind.Path(e.d.S.ID)}}, States: []kit.State{matter.Pill(e.d.Page.Page, &campaign.Life, e.d.S.State)}}
}

func (e editor) intro() string {
	if e.order {
		return e.d.L("方案已经通过。调整由主任会议决定；原方案留存，哪里改了、为什么改，看得到方案的人都看得到。", "The plan is adopted. The council decides a change; the former edition stays, and whoever reads the plan sees what changed and why.")
	}
	return e.d.L("按条写。移动、删除、增加都要到页尾保存才算数；每次保存留下一个版本。", "Write it part by part. Moving, removing and adding count only when saved below; every save keeps an edition.")
}

func (e editor) happens() string {
	if e.order {
		return e.d.L(e.d.Ch.Verb.SayZh, e.d.Ch.Verb.SayEn)
	}
	return e.d.L("保存为第 "+matter.Itoa(e.d.S.Edition+1)+" 版，可与以前各版对照。", "Saved as edition "+matter.Itoa(e.d.S.Edition+1)+", to be compared with the former ones.")
}

func (e editor) classesText(chosen []string) string {
	if len(chosen) == 0 {
		return e.d.L("选择问题类别（选填）", "Choose problem classes (optional)")
	}
	var out []string
	for _, o := range e.classes {
		if slices.Contains(chosen, o.Value) {
			out = append(out, o.Label)
		}
	}
	return e.d.L("问题类别：", "Problem classes: ") + strings.Join(out, e.d.L("、", ", "))
}

// spare is the number of empty rows below the written ones.
func (e editor) spare(list string) int {
	if e.f.Op == "add:"+list {
		return 3
	}
	return 1
}

func more[T any](rows []T, n int) []T { return append(slices.Clone(rows), make([]T, n)...) }

func (e editor) rowsOfContents() []contentRow { return more(e.f.Contents, e.spare("contents")) }
func (e editor) rowsOfRequirements() []requirementRow {
	return more(e.f.Requirements, e.spare("requirements"))
}
func (e editor) rowsOfStages() []stageRow { return more(e.f.Stages, e.spare("stages")) }
func (e editor) rowsOfBodies() []bodyRow  { return more(e.f.Bodies, e.spare("bodies")) }
func (e editor) rowsOfChecks() []checkRow { return more(e.f.Checks, e.spare("checks")) }

func at(list string, i int, field string) string {
	return list + "." + strconv.Itoa(i+1) + "." + field
}

func op(what, list string, i int) string { return what + ":" + list + ":" + strconv.Itoa(i+1) }

// file is the question for one more attachment.
func (e editor) file() matter.Field {
	return matter.Field{As: matter.File, Named: "file_name", Field: kit.Field{Name: "file", Label: e.d.L("上传附件", "Upload an attachment"), Optional: true, Hint: e.d.L("每次一个；元数据会自动清除。印发后所有能看方案的人都能下载。", "One at a time; metadata is removed. Once sent out, whoever reads the plan can download it.")}}
}
