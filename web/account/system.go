package account

import (
	"fmt"

	"hengjian/office"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// System (系统) is the system administrator's page: figures, no content.
func System(p *frame.Page) error {
	s, err := p.O.System(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	return p.Render(systemPage(p, s))
}

func systemFacts(p *frame.Page, s office.System) []kit.Fact {
	engine := map[string]string{"sqlite": p.L("内置数据库（SQLite）", "embedded (SQLite)"), "postgres": "PostgreSQL"}[s.Engine]
	return []kit.Fact{
		{Term: p.L("程序版本", "Version"), Text: s.Version, Sub: s.Go},
		{Term: p.L("数据库", "Database"), Text: engine, Sub: size(s.Size)},
		{Term: p.L("数据库结构", "Schema"), Text: fmt.Sprintf(p.L("第 %d 版", "version %d"), s.Schema)},
		{Term: p.L("附件所在磁盘", "Attachments' disk"), Text: fmt.Sprintf(p.L("剩余 %s", "%s free"), size(s.Free)), Sub: fmt.Sprintf(p.L("共 %s", "of %s"), size(s.Disk))},
		{Term: p.L("系统时间", "Clock"), Text: p.Moment(p.Now)},
	}
}

// fullSoon is when less than a tenth of the disk, or two GiB, is left.
func fullSoon(s office.System) bool { return s.Disk > 0 && (s.Free < s.Disk/10 || s.Free < 2<<30) }

func bookTable(p *frame.Page, s office.System) kit.Table {
	t := kit.Table{ID: "books", Caption: p.L("记录簿", "Books"), Cols: []kit.Col{{Key: "book", Label: p.L("记录簿", "Book")}, {Key: "lines", Label: p.L("记录数", "Lines"), Num: true}, {Key: "sealed", Label: p.L("已入校验点", "Under a checkpoint"), Num: true}, {Key: "last", Label: p.L("校验点末条记录的时间", "Time of the last line under it")}, {Key: "state", Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("还没有记录", "No line yet")}}
	for _, b := range s.Books {
		st, last := kit.State{Word: p.L("全部入校验点", "All under it"), Tone: kit.OK}, "—"
		if b.Sealed < b.Lines {
			st = kit.State{Word: fmt.Sprintf(p.L("%d 条待入", "%d to come"), b.Lines-b.Sealed), Tone: kit.Warn}
		}
		if b.Sealed > 0 {
			last = p.Moment(instant(b.LastAt))
		}
		t.Rows = append(t.Rows, kit.Row{ID: b.Book, Label: b.Book, Cells: []kit.Cell{{Text: bookName(p, b.Book)}, {Text: fmt.Sprint(b.Lines)}, {Text: fmt.Sprint(b.Sealed)}, {Text: last}, {State: &st}}})
	}
	return t
}

func countTable(p *frame.Page, s office.System) kit.Table {
	t := kit.Table{ID: "counts", Caption: p.L("数量", "Counts"), Cols: []kit.Col{{Key: "kind", Label: p.L("种类", "Kind")}, {Key: "n", Label: p.L("数量", "Number"), Num: true}}, Empty: kit.Empty{Title: p.L("还没有数据", "No data yet")}}
	for _, c := range s.Counts {
		t.Rows = append(t.Rows, kit.Row{ID: c.Kind, Label: c.Kind, Cells: []kit.Cell{{Text: kindName(p, c.Kind)}, {Text: fmt.Sprint(c.N)}}})
	}
	return t
}

func kindName(p *frame.Page, kind string) string {
	if l := office.LifeOf(kind); l != nil {
		return p.L(l.Zh, l.En)
	}
	return kind
}

func bookName(p *frame.Page, book string) string {
	if book == "house" {
		return p.L("本系统（账号、密钥、登记）", "The installation (accounts, keys, register)")
	}
	if c, ok, err := p.O.CongressAt(p.O.View(p.Ctx()), book); err == nil && ok {
		return c.Short
	}
	return book
}

func size(n int64) string {
	units := []string{"B", "KiB", "MiB", "GiB", "TiB"}
	f, i := float64(n), 0
	for f >= 1024 && i < len(units)-1 {
		f, i = f/1024, i+1
	}
	if i == 0 {
		return fmt.Sprintf("%d B", n)
	}
	return fmt.Sprintf("%.1f %s", f, units[i])
}
