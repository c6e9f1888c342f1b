package casebook

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Reading (读取) shows how far a file has been read, then what was found, and
// takes it into the catalogue.
func Reading(p *frame.Page) error {
	if err := staffOnly(p); err != nil {
		return err
	}
	f, s, err := p.O.ReadingOf(p.Me, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	if !s.Done {
		if p.Post() {
			p.O.StopReading(p.Me, p.R.PathValue("id"))
			return p.GoSaying("/casebook/import", "已停止。用同一个文件再读时，从停下的地方接着写。", "Stopped. Reading the same file again goes on from there.")
		}
		p.W.Header().Set("Refresh", "1")
		return p.Render(progressPage(p, f, s))
	}
	if s.Err != nil {
		return failed(p, f, s)
	}
	if !p.Post() {
		return found(p, f, s, nil)
	}
	do := enter
	if p.R.PostFormValue("do") == "return" {
		do = handBack
	}
	if err := do(p, f, s); err != nil {
		return found(p, f, s, err)
	}
	return nil
}

// failed goes back to the wizard with the reason at its field.
func failed(p *frame.Page, f office.RegisterFile, s office.ReadingState) error {
	if act.KindOf(s.Err) == "" {
		return s.Err
	}
	return start(p, wizard{Sort: f.Sort, Organ: f.Organ, Register: f.Target}, renamed(s.Err))
}

func renamed(err error) error {
	for _, r := range kit.Refusals(err) {
		if r.Field == "file" || r.Field == "mapping" {
			r.Field = "upload.file"
		}
	}
	return err
}

// enter does the act.
func enter(p *frame.Page, f office.RegisterFile, s office.ReadingState) error {
	var a any = &casebook.Supply{}
	if f.Target != "" {
		a = &casebook.Renew{}
	}
	if err := kit.Decode(p.R, a); err != nil {
		return err
	}
	switch x := a.(type) {
	case *casebook.Supply:
		x.Stage, x.Since, x.Until, x.Given = s.Read.Stage, matter.ReadDay(x.Since), matter.ReadDay(x.Until), matter.ReadDay(x.Given)
	case *casebook.Renew:
		x.ID, x.Stage, x.Since, x.Until, x.Given = f.Target, s.Read.Stage, matter.ReadDay(x.Since), matter.ReadDay(x.Until), matter.ReadDay(x.Given)
	}
	ans, err := p.Do(a)
	if err != nil {
		return err
	}
	return p.GoSaying(kind.Path(ans.Subject), "已录入，下面是完整情况。", "Entered; how complete it is stands below.")
}

// handBack returns the file to its organ: nothing of it is entered.
func handBack(p *frame.Page, f office.RegisterFile, s office.ReadingState) error {
	var a any = &casebook.Return{}
	if f.Target != "" {
		a = &casebook.ReturnAgain{}
	}
	if err := kit.Decode(p.R, a); err != nil {
		return err
	}
	switch x := a.(type) {
	case *casebook.Return:
		x.Stage, x.Given = s.Read.Stage, matter.ReadDay(x.Given)
	case *casebook.ReturnAgain:
		x.ID, x.Stage, x.Given = f.Target, s.Read.Stage, matter.ReadDay(x.Given)
	}
	ans, err := p.Do(a)
	if err != nil {
		return err
	}
	return p.GoSaying(kind.Path(ans.Subject), "已整份退回，一行都没有录入；机关会看到哪里不对。", "Handed back, no row was entered; the organ sees what is wrong.")
}

// mend drafts what the organ is asked to change.
func mend(p *frame.Page, s casebook.Staged) string {
	if s.Unread {
		return "登记表读不了：" + s.Wrong[0].Zh + "请按登记簿应有的各列补齐表头后，整份重新提供。"
	}
	var out []string
	if n := s.Taken.Refused; n > 0 {
		out = append(out, fmt.Sprintf("%d 行不能读取（逐个单元格列在后面），请改正", n))
	}
	for _, f := range s.Quality.Faults {
		out = append(out, fmt.Sprintf("%s：%d 行，请核对", act.WordOf(casebook.Faults, f.Code).Zh, f.Rows))
	}
	return strings.Join(out, "；") + "。改好后请整份重新提供。"
}

// wrongTable lists the cells that are wrong.
func wrongTable(p *frame.Page, ws []casebook.Wrong) kit.Table {
	t := kit.Table{ID: "wrong", Caption: p.L("哪里不对", "What is wrong"), Cols: []kit.Col{{Label: p.L("单元格", "Cell")}, {Label: p.L("原因", "Reason")}}}
	for i, w := range ws {
		ref := cmp.Or(w.Ref, p.L("整份文件", "whole file"))
		t.Rows = append(t.Rows, kit.Row{ID: fmt.Sprint(i, w.Ref), Label: ref, Cells: []kit.Cell{{Text: ref, Sub: w.Column}, {Text: p.L(w.Zh, w.En)}}})
	}
	return t
}

// found shows what the reading found and asks what only the clerk knows.
func found(p *frame.Page, f office.RegisterFile, s office.ReadingState, err error) error {
	srt, _ := casebook.SortOf(f.Sort)
	q := s.Read.Staged.Quality
	v := view{p: p, sort: srt, r: casebook.Register{Head: act.Head{}, Sort: f.Sort, Organ: f.Organ, Rows: s.Read.Staged.Taken.Rows, Quality: q}}
	d := defaults{since: q.Days[0], until: min(q.Days[1], act.DayOf(p.Now)), given: act.DayOf(p.Now)}
	d.title = matter.Name(p, "organ", f.Organ) + " " + sortWord(p.Page, f.Sort)
	if f.Target != "" {
		r, terr := office.Item(p.Ctx(), p.O, p.Me, office.Registers, f.Target)
		if terr != nil {
			return terr
		}
		d.title, d.until, d.giver, d.declared = r.Title, max(r.Until, d.until), r.Last().Giver, r.Declared
		if r.Since != "" {
			d.since = min(r.Since, d.since)
		}
		if x, on := r.LastReturned(); on {
			d.giver = x.Giver
		}
	}
	return p.Again(foundPage(p, f, s, v, d), err)
}

type defaults struct {
	title, since, until, given, giver string
	declared                          int64
}

func (d defaults) number() string {
	if d.declared == 0 {
		return ""
	}
	return fmt.Sprint(d.declared)
}

// ReadErrors (没有录入的行) before the register is entered.
func ReadErrors(p *frame.Page) error {
	if err := staffOnly(p); err != nil {
		return err
	}
	_, s, err := p.O.ReadingOf(p.Me, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	b, err := p.O.StagedErrors(p.Ctx(), p.Me, s.Read.Stage)
	if err != nil {
		return err
	}
	matter.Download(p, "errors.csv", "text/csv; charset=utf-8")
	_, err = p.W.Write(b)
	return err
}

func readStats(p *frame.Page, s office.ReadingState) []kit.Stat {
	t := s.Read.Staged.Taken
	out := []kit.Stat{{Label: p.L("读取", "Read"), Number: itoa(t.Read), Sub: rate(p, s)}, {Label: p.L("新增", "Added"), Number: itoa(t.Added), Tone: kit.OK}}
	if s.Read.Staged.Target != "" {
		out = append(out, kit.Stat{Label: p.L("变更", "Changed"), Number: itoa(t.Changed)}, kit.Stat{Label: p.L("没有变化", "Unchanged"), Number: itoa(t.Unchanged)})
	}
	return append(out, kit.Stat{Label: p.L("不能录入", "Cannot be entered"), Number: itoa(t.Refused), Tone: toneOf(t.Refused > 0)})
}

func rate(p *frame.Page, s office.ReadingState) string {
	out := p.L("每秒 ", "a second: ") + itoa(s.Rate) + p.L(" 行", " rows")
	if s.Read.Resumed > 0 {
		out += p.L("；接着上次的 ", "; resumed after ") + itoa(s.Read.Resumed) + p.L(" 行", "")
	}
	return out
}

// progress says rate and what is left.
func progress(p *frame.Page, f office.RegisterFile, s office.ReadingState) kit.Share {
	done := 0
	if f.Size > 0 {
		done = int(s.Bytes * 100 / f.Size)
	}
	return kit.Share{Label: phase(p, s.Phase), Done: min(done, 100), All: 100}
}

func phase(p *frame.Page, ph string) string {
	switch ph {
	case "merge":
		return p.L("与先前各次合并", "Merging with earlier deliveries")
	case "check", "done":
		return p.L("检查是否完整", "Checking completeness")
	}
	return p.L("读取", "Reading")
}

func leftText(p *frame.Page, s office.ReadingState) string {
	t := itoa(s.Rows) + p.L(" 行，每秒 ", " rows, ") + itoa(s.Rate) + p.L(" 行", " a second")
	if s.Left > 0 {
		n := max(1, int(s.Left.Round(time.Second).Seconds()))
		zh, en := fmt.Sprintf("%d 秒", n), fmt.Sprintf("%d s", n)
		if n >= 90 {
			n = (n + 30) / 60
			zh, en = fmt.Sprintf("%d 分钟", n), fmt.Sprintf("%d min", n)
		}
		t += p.L("，约还要 "+zh, ", about "+en+" left")
	}
	if s.Refused > 0 {
		t += p.L("；不能录入 ", "; cannot be entered: ") + itoa(s.Refused)
	}
	return t
}

// errorTable shows the first rows that cannot be entered.
func errorTable(p *frame.Page, s office.ReadingState) kit.Table {
	t := kit.Table{ID: "errors", Caption: p.L("不能录入的行", "Rows that cannot be entered"), Cols: []kit.Col{{Label: p.L("单元格", "Cell")}, {Label: p.L("原因", "Reason")}}}
	for i, e := range s.Read.First {
		if i == 20 {
			break
		}
		t.Rows = append(t.Rows, kit.Row{ID: fmt.Sprint(i, e.Ref), Label: e.Ref, Cells: []kit.Cell{{Text: e.Ref, Sub: e.Column}, {Text: p.L(e.Zh, e.En)}}})
	}
	return t
}
