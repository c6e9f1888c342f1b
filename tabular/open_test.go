package tabular

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func openBytes(b []byte) (Source, error) { return Open("x", bytes.NewReader(b), int64(len(b))) }

func all(t testing.TB, b []byte) (Info, []Row) {
	t.Helper()
	src, err := openBytes(b)
	if err != nil {
		t.Fatal(err)
	}
	var rows []Row
	for {
		row, err := src.Next()
		if err == io.EOF {
			return src.Info(), rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row.clone())
	}
}

func text(rows []Row) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%d/%d %q", r.Line, r.Number, r.Cells)
		for _, f := range r.Faults {
			fmt.Fprintf(&b, " !%d %s", f.Col, f.Zh)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestCSVShapes(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "a,b\n1,2\n", "1/1 [\"a\" \"b\"]\n2/2 [\"1\" \"2\"]\n"},
		{"no end", "a,b\r\n1,", "1/1 [\"a\" \"b\"]\n2/2 [\"1\" \"\"]\n"},
		{"lines in a cell", "a,b\n\"x\ny\",\"he said \"\"no\"\"\"\nz,1", "1/1 [\"a\" \"b\"]\n2/2 [\"x\\ny\" \"he said \\\"no\\\"\"]\n4/3 [\"z\" \"1\"]\n"},
		{"blank row counts", "a,b\n\n1,2\n", "1/1 [\"a\" \"b\"]\n2/2 []\n3/3 [\"1\" \"2\"]\n"},
		{"old mac", "a,b\r1,2\r", "1/1 [\"a\" \"b\"]\n2/2 [\"1\" \"2\"]\n"},
		{"tabs", "a\tb\n1\t2,5\n", "1/1 [\"a\" \"b\"]\n2/2 [\"1\" \"2,5\"]\n"},
		{"semicolons", "a;b;c\n1;2,5;x\n", "1/1 [\"a\" \"b\" \"c\"]\n2/2 [\"1\" \"2,5\" \"x\"]\n"},
		{"title row", "名册\n\na\tb\n1,5\t2\n", "1/1 [\"名册\"]\n2/2 []\n3/3 [\"a\" \"b\"]\n4/4 [\"1,5\" \"2\"]\n"},
		{"lone quote", "a,b\n5\" nail,2\n", "1/1 [\"a\" \"b\"]\n2/2 [\"5\\\" nail\" \"2\"] !0 单元格中间有单独的引号。\n"},
		{"never closed", "a,b\n\"x,2\ny,3\n", "1/1 [\"a\" \"b\"]\n2/2 [\"\\\"x\" \"2\"] !0 单元格以引号开头但没有闭合，已按原样读取。\n3/3 [\"y\" \"3\"]\n"},
		{"after the quote", "a,b\n\"x\"y,2\n", "1/1 [\"a\" \"b\"]\n2/2 [\"\\\"x\\\"y\" \"2\"] !0 闭合的引号之后还有文字。\n"},
		{"nul", "a,b\n1\x002,3\n", "1/1 [\"a\" \"b\"]\n2/2 [\"12\" \"3\"] !0 单元格含有空字节（NUL）。\n"},
		{"broken utf-8", "名,b\n王\xff,3\n李,4\n", "1/1 [\"名\" \"b\"]\n2/2 [\"王�\" \"3\"]\n3/3 [\"李\" \"4\"]\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, rows := all(t, []byte(c.in)); text(rows) != c.want {
				t.Errorf("got\n%swant\n%s", text(rows), c.want)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	const in = "编号,姓名\n001,𠮷田\n002,张三\n"
	enc := func(f func() ([]byte, error)) []byte {
		b, err := f()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	le, be := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	gb := enc(func() ([]byte, error) { return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(in)) })
	l := enc(func() ([]byte, error) { return le.NewEncoder().Bytes([]byte(in)) })
	b := enc(func() ([]byte, error) { return be.NewEncoder().Bytes([]byte(in)) })
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"utf-8":            {[]byte(in), "utf-8"},
		"utf-8 mark":       {[]byte("\ufeff" + in), "utf-8"},
		"gb18030":          {gb, "gb18030"},
		"utf-16le mark":    {append([]byte("\xff\xfe"), l...), "utf-16le"},
		"utf-16be mark":    {append([]byte("\xfe\xff"), b...), "utf-16be"},
		"utf-16le no mark": {l, "utf-16le"},
		"utf-16be no mark": {b, "utf-16be"},
		"gb18030 far down": {append([]byte("编号,姓名\n001,𠮷田\n002,张三\n")[:0:0], append([]byte(strings.Repeat("1,2\n", 60000)), gb...)...), "gb18030"},
	} {
		info, rows := all(t, c.b)
		last := rows[len(rows)-2:]
		if info.Encoding != c.want || last[0].Cells[0] != "001" || last[0].Cells[1] != "𠮷田" || last[1].Cells[1] != "张三" {
			t.Errorf("%s: read as %s: %s", name, info.Encoding, text(last))
		}
	}
}

// endless is a file of one repeated piece that costs no memory.
type endless struct {
	piece string
	size  int64
	read  *atomic.Int64 // bytes that were asked for; a reader may run ahead of whoever waits for it
}

func (e endless) ReadAt(b []byte, off int64) (int, error) {
	n := int(min(int64(len(b)), e.size-off))
	if n <= 0 {
		return 0, io.EOF
	}
	e.read.Add(int64(n))
	for i := range n {
		b[i] = e.piece[(off+int64(i))%int64(len(e.piece))]
	}
	return n, nil
}

func TestOneGigabyteLineIsRefusedAtOnce(t *testing.T) {
	for _, piece := range []string{"a", "a,", "\"a", "\"\"", "名", "\""} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		file := endless{piece, 1 << 30, new(atomic.Int64)}
		var err error
		var src Source
		if src, err = Open("x.csv", file, file.size); err == nil {
			for err == nil {
				_, err = src.Next()
			}
		}
		runtime.ReadMemStats(&after)
		if _, ok := IsRefusal(err); !ok {
			t.Errorf("%q: %v, want a refusal", piece, err)
		}
		if n := file.read.Load(); n > file.size/16 {
			t.Errorf("%q: %d MiB were read before it was refused", piece, n>>20)
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 64<<20 {
			t.Errorf("%q allocated %d MiB", piece, grown>>20)
		}
	}
}

func TestWrongTypes(t *testing.T) {
	docx := zipOf(map[string]string{"word/document.xml": "<w/>"})
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"empty": {nil, "空的"}, "pdf": {[]byte("%PDF-1.7"), "PDF"}, "xls": {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), ".xls"},
		"html": {[]byte("<html><table>"), "网页"}, "docx": {docx, "其他文档"}, "binary": {bytes.Repeat([]byte{0, 1, 2, 0, 0, 7}, 100), "二进制"},
		"png": {[]byte("\x89PNG\r\n"), "图片"}, "torn zip": {[]byte("PK\x03\x04 and no more"), "损坏"},
	} {
		_, err := openBytes(c.b)
		r, ok := IsRefusal(err)
		if !ok || !strings.Contains(r.Zh, c.want) || r.En == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func zipOf(parts map[string]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range sortedKeys(parts) {
		w, _ := z.Create(name)
		io.WriteString(w, parts[name])
	}
	z.Close()
	return b.Bytes()
}

func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("unpacks hundreds of megabytes")
	}
	big := strings.Repeat("0", 300<<20)
	many := map[string]string{"xl/workbook.xml": ""}
	for i := range 5000 {
		many[fmt.Sprint("xl/x", i)] = ""
	}
	zipped := zipOf(map[string]string{"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": "<b/>"})
	locked := bytes.Clone(zipped)
	for i := range locked { // the encryption bit in local and central headers
		if bytes.HasPrefix(locked[i:], []byte("PK\x03\x04")) {
			locked[i+6] |= 1
		}
		if bytes.HasPrefix(locked[i:], []byte("PK\x01\x02")) {
			locked[i+8] |= 1
		}
	}
	overlap := bytes.Clone(zipped)
	first, second := bytes.Index(overlap, []byte("PK\x01\x02")), bytes.LastIndex(overlap, []byte("PK\x01\x02"))
	copy(overlap[second+42:second+46], overlap[first+42:first+46])
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"ratio":   {zipOf(map[string]string{"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": big}), "压缩"},
		"entries": {zipOf(many), "部件"},
		"nested":  {zipOf(map[string]string{"xl/workbook.xml": "<a/>", "xl/embeddings/a.xlsx": "x"}), "嵌套"},
		"locked":  {locked, "密码"},
		"overlap": {overlap, "重叠"},
		"doctype": {zipOf(map[string]string{"xl/workbook.xml": `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`}), "损坏"},
		"deep":    {zipOf(map[string]string{"xl/workbook.xml": strings.Repeat("<a>", 1000)}), "损坏"},
		"one tag": {zipOf(map[string]string{"xl/workbook.xml": "<a " + pseudo(600<<10) + ">"}), "损坏"},
		"one run": {zipOf(map[string]string{"xl/workbook.xml": "<a>" + pseudo(900<<10) + "</a>"}), "损坏"},
	} {
		start := time.Now()
		_, err := openBytes(c.b)
		if r, ok := IsRefusal(err); !ok || !strings.Contains(r.Zh, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%s took %v", name, d)
		}
	}
}

// pseudo is text that does not compress away.
func pseudo(n int) string {
	b := make([]byte, n)
	x := uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>24)%26
	}
	return string(b)
}

func book(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestXLSXCells(t *testing.T) {
	b := book(t, func(f *excelize.File) {
		date, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		stamp, _ := f.NewStyle(&excelize.Style{CustomNumFmt: ptr(`yyyy"年"m"月"d"日" h:mm`)})
		f.SetSheetRow("Sheet1", "A1", &[]any{"编号", "姓名", "日期", "时间", "数", "公式"})
		f.SetSheetRow("Sheet1", "A3", &[]any{"007", "𠮷田<&>", 45420, 45420.5, 330102, nil})
		f.SetCellStyle("Sheet1", "C3", "C3", date)
		f.SetCellStyle("Sheet1", "D3", "D3", stamp)
		f.SetCellFormula("Sheet1", "F3", "1+1")
		f.SetSheetRow("Sheet1", "A4", &[]any{true, 0.1, 1e20, -5})
		f.NewSheet("私下")
		f.SetSheetVisible("私下", false)
		f.SetCellValue("私下", "A1", "secret")
	})
	info, rows := all(t, b)
	if got, want := text(rows), "1/1 [\"编号\" \"姓名\" \"日期\" \"时间\" \"数\" \"公式\"]\n3/3 [\"007\" \"𠮷田<&>\" \"2024-05-08\" \"2024-05-08T12:00:00\" \"330102\" \"\"] !5 单元格是公式，其结果不可信；请改为数值后再导入。\n4/4 [\"1\" \"0.1\" \"100000000000000000000\" \"-5\"]\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if len(info.Sheets) != 2 || !info.Sheets[1].Hidden || info.Sheet != "Sheet1" {
		t.Errorf("sheets %+v", info)
	}
	if rows[1].Kind(5) != Formula || rows[1].Kind(2) != Date || rows[1].Kind(0) != Text || rows[1].Kind(4) != Number {
		t.Errorf("kinds %v", rows[1].Kinds)
	}
	src, _ := openBytes(b)
	if err := src.Choose("私下"); err != nil {
		t.Fatal(err)
	}
	if row, err := src.Next(); err != nil || row.Cell(0) != "secret" {
		t.Errorf("chosen sheet: %v %v", row, err)
	}
	if err := src.Choose("没有"); err == nil || !strings.Contains(err.Error(), "私下") {
		t.Errorf("missing sheet: %v", err)
	}
}

func ptr[T any](v T) *T { return &v }

// TestAgainstExcelize reads many odd texts both ways.
func TestAgainstExcelize(t *testing.T) {
	words := []string{"", " a ", "<b>&amp;", "行\n行", "\tx", "_x000D_", "𠮷", "0012", "=1", "]]>", "é", strings.Repeat("长", 9000)}
	b := book(t, func(f *excelize.File) {
		for i := range 400 {
			row := []any{}
			for j := range 7 {
				row = append(row, words[(i*7+j*3)%len(words)])
			}
			f.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row)
		}
	})
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	want, err := f.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	_, rows := all(t, b)
	for i, r := range rows {
		for j := range r.Cells {
			w := ""
			if j < len(want[i]) {
				w = want[i][j]
			}
			if r.Cells[j] != w {
				t.Fatalf("%s: %q, excelize %q", r.Ref(j), r.Cells[j], w)
			}
		}
	}
	if len(rows) != len(want) {
		t.Errorf("%d rows, excelize %d", len(rows), len(want))
	}
}

func TestColumnNames(t *testing.T) {
	for col, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := ColumnName(col); got != want {
			t.Errorf("%d: %s", col, got)
		}
		if r, c, ok := parseRef(want + "12"); !ok || c != col || r != 11 {
			t.Errorf("%s: %d %d %v", want, r, c, ok)
		}
	}
}
