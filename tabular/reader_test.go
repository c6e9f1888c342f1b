package tabular

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

var people = []Field{
	{Name: "code", Zh: "编号", En: "Number", Required: true, Type: CodeType, Max: 10, Unique: true, Synonyms: []string{"工号", "人员编号"}},
	{Name: "name", Zh: "姓名", En: "Name", Required: true, Type: TextType, Max: 6},
	{Name: "born", Zh: "出生日期", En: "Born", Type: DateType, NotAfter: "2026-03-02", Synonyms: []string{"生日"}},
	{Name: "rank", Zh: "序号", En: "Rank", Type: IntType},
	{Name: "head", Zh: "是否负责人", En: "Head", Type: BoolType},
	{Name: "kind", Zh: "类别", En: "Kind", Type: TextType, Allowed: []string{"judge", "other"}},
}

// read gives one line per record or error.
func read(t testing.TB, src Source, m Mapping, fields []Field) (string, error) {
	t.Helper()
	r, err := NewReader(src, m, fields)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for {
		rec, errs, err := r.Next()
		if err == io.EOF {
			return b.String(), nil
		}
		if err != nil {
			return b.String(), err
		}
		for _, e := range errs {
			fmt.Fprintf(&b, "%s %s\n", e.Ref, e.Zh)
			if e.En == "" || !strings.Contains(e.En, e.Ref) || !strings.Contains(e.Zh, e.Ref) {
				t.Errorf("sentence without its cell: %+v", e)
			}
		}
		if len(errs) > 0 {
			continue
		}
		fmt.Fprintf(&b, "%d", rec.Number)
		for _, f := range fields {
			if v, ok := rec.Values[f.Name]; ok {
				fmt.Fprintf(&b, " %s=%q", f.Name, v)
			}
		}
		for _, n := range rec.Notes {
			fmt.Fprintf(&b, " (%s)", n.Zh)
		}
		b.WriteByte('\n')
	}
}

func readText(t testing.TB, file, mapping string) (string, error) {
	t.Helper()
	m, err := ParseMapping([]byte(mapping))
	if err != nil {
		t.Fatal(err)
	}
	src, err := openBytes([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return read(t, src, m, people)
}

const peopleMap = `{"kind":"officers","columns":{"code":{"from":"工号"},"name":{"from":"姓名"},"born":{"from":"生日"},"rank":{"from":"序"},"head":{"from":"负责人"},"kind":{"from":"类","map":{"审判员":"judge"}}},"defaults":{"kind":"other"}}`

func TestRowsAreCleanedOrRefusedByCell(t *testing.T) {
	got, err := readText(t, "工号,姓名,生日,序,负责人,类\n"+
		"００１, 𠮷田 ,1980年1月2日,１,是,审判员\n"+
		"002,李\u202e四,1980-1-2,\"1,200\",否,\n"+
		"003,Ａ﨑,,,,\n"+ // names are never normalised
		"004\u202e,王五,,,,\n"+
		"005,王五六七八九十,,,,\n"+
		"006,赵六,2023-02-29,,,\n"+
		"007,钱七,2026-03-03,,,\n"+
		"008,孙八,,三,也许,书记员\n"+
		",周九,,,,\n"+
		"００１,重复,,,,\n"+
		"010,多,,,,,出格\n"+
		"011,隐\u200b身,,,,\n", peopleMap)
	if err != nil {
		t.Fatal(err)
	}
	want := `2 code="001" name="𠮷田" born="1980-01-02" rank="1" head="true" kind="judge"
3 code="002" name="李四" born="1980-01-02" rank="1200" head="false" kind="other" (第 3 行 B3（姓名）：已去除双向控制字符。)
4 code="003" name="Ａ﨑" kind="other"
A5 第 5 行 A5（工号）：含有双向控制字符，显示内容与实际不同。
B6 第 6 行 B6（姓名）：共 7 字，超过 6 字。
C7 第 7 行 C7（生日）：日期不存在（月、日或时刻超出范围）。
C8 第 8 行 C8（生日）：日期晚于 2026-03-02。
D9 第 9 行 D9（序）：不是整数。
E9 第 9 行 E9（负责人）：不是“是”或“否”。
F9 第 9 行 F9（类）：不在可选值之内（judge、other）。
A10 第 10 行 A10（工号）：“编号”必填，不能为空。
A11 第 11 行 A11（工号）：与第 2 行重复。
G12 第 12 行 G12：这一格超出表头，列数不符，可能错位。
13 code="011" name="隐身" kind="other" (第 13 行 B13（姓名）：已去除不可见的控制字符。)
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFileAndMappingMustFit(t *testing.T) {
	for name, c := range map[string]struct{ file, mapping, want string }{
		"missing": {"a,b\n1,2\n", `{"kind":"k","columns":{"code":{"from":"a"},"name":{"from":"姓名"}}}`, "缺少列：姓名"},
		"twice":   {"a,b,a\n1,2\n", `{"kind":"k","columns":{"code":{"from":"a"},"name":{"from":"b"}}}`, "“a”出现两次（A1、C1）"},
		"unmet":   {"a,b\n1,2\n", `{"kind":"k","columns":{"code":{"from":"a"}}}`, "必填项：姓名"},
		"unknown": {"a,b\n1,2\n", `{"kind":"k","columns":{"code":{"from":"a"},"name":{"from":"b"},"x":{"const":"1"}}}`, "“x”不属于"},
		"sheet":   {"a,b\n1,2\n", `{"kind":"k","sheet":"s","columns":{"code":{"from":"a"},"name":{"from":"b"}}}`, "工作表"},
		"blank":   {"\n\n,\n", `{"kind":"k","columns":{"code":{"from":"a"},"name":{"from":"b"}}}`, "没有任何内容"},
		"header":  {"a,b\n\n1,2\n", `{"kind":"k","header_row":2,"columns":{"code":{"from":"a"},"name":{"from":"b"}}}`, "第 2 行没有表头"},
	} {
		_, err := readText(t, c.file, c.mapping)
		if r, ok := IsRefusal(err); !ok || !strings.Contains(r.Zh, c.want) || r.En == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTitleRowsPartsAndVariants(t *testing.T) {
	got, err := readText(t, "明州市名册\n\n工 号,姓,名,法院,检察院\n1,王,一,甲,\n2,李,二,乙,丙\n",
		`{"kind":"k","header_row":3,"columns":{"name":{"from":["姓","名"]},"kind":{"const":"judge"}},
		"each":[{"skip_empty":"法院","columns":{"code":{"parts":[{"from":"工 号"},{"const":"F"}],"join":"-"}}},
		{"skip_empty":"检察院","columns":{"code":{"from":["检察院","法院"],"first":true,"prefix":"J"}}}]}`)
	want := "4 code=\"1-F\" name=\"王一\" kind=\"judge\"\n5 code=\"2-F\" name=\"李二\" kind=\"judge\"\n5 code=\"J丙\" name=\"李二\" kind=\"judge\"\n"
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestMergedCells(t *testing.T) {
	b := book(t, func(f *excelize.File) {
		f.SetCellValue("Sheet1", "A1", "名册")
		f.MergeCell("Sheet1", "A1", "C1") // a title does no harm
		f.SetSheetRow("Sheet1", "A2", &[]any{"编号", "姓名", "类别"})
		f.SetSheetRow("Sheet1", "A3", &[]any{"01", "王一", "judge"})
		f.SetSheetRow("Sheet1", "A4", &[]any{"02", "李二"})
		f.SetSheetRow("Sheet1", "A5", &[]any{"03", "张三"})
		f.MergeCell("Sheet1", "C3", "C4")
	})
	m := Mapping{Kind: "k", HeaderRow: 2, Columns: map[string]Column{"code": {From: Names{"编号"}}, "name": {From: Names{"姓名"}}, "kind": {From: Names{"类别"}}}}
	src, _ := openBytes(b)
	_, err := read(t, src, m, people)
	if r, ok := IsRefusal(err); !ok || r.Ref != "C3:C4" {
		t.Fatalf("merged cells: %v", err)
	}
	m.Merged = "fill"
	src, _ = openBytes(b)
	got, err := read(t, src, m, people)
	if want := "3 code=\"01\" name=\"王一\" kind=\"judge\"\n4 code=\"02\" name=\"李二\" kind=\"judge\"\n5 code=\"03\" name=\"张三\"\n"; err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestFormulasAndSpoiltCodes(t *testing.T) {
	b := book(t, func(f *excelize.File) {
		f.SetSheetRow("Sheet1", "A1", &[]any{"编号", "姓名", "其他"})
		f.SetSheetRow("Sheet1", "A2", &[]any{"0012", "王一"})
		f.SetCellFormula("Sheet1", "C2", "1+1") // not mapped: harmless
		f.SetCellValue("Sheet1", "A3", "x")
		f.SetCellFormula("Sheet1", "B3", `"王"&"二"`)
		f.SetSheetRow("Sheet1", "A4", &[]any{1234567890123456789.0, "李四"})
		date, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		f.SetSheetRow("Sheet1", "A5", &[]any{45293, "张三"})
		f.SetCellStyle("Sheet1", "A5", "A5", date)
		f.SetSheetRow("Sheet1", "A6", &[]any{330102, "赵六"})
	})
	src, _ := openBytes(b)
	got, err := read(t, src, Mapping{Kind: "k", Columns: map[string]Column{"code": {From: Names{"编号"}}, "name": {From: Names{"姓名"}}}}, people)
	want := "2 code=\"0012\" name=\"王一\"\nB3 第 3 行 B3（姓名）：单元格是公式，其结果不可信；请改为数值后再导入。\nA4 第 4 行 A4（编号）：编号以数值保存且超过 15 位，末位已失真，请改为文本。\nA5 第 5 行 A5（编号）：编号被表格软件改成了日期，请改为文本。\n6 code=\"330102\" name=\"赵六\"\n"
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestMappingTextRoundTrips(t *testing.T) {
	m, err := ParseMapping([]byte(peopleMap))
	if err != nil {
		t.Fatal(err)
	}
	first := m.Text()
	again, err := ParseMapping(first)
	if err != nil || !bytes.Equal(again.Text(), first) {
		t.Errorf("%v\n%s\n%s", err, first, again.Text())
	}
	for _, bad := range []string{"", "{}", `{"kind":"k"}`, `{"kind":"k","columns":{"a":{}}}`, `{"kind":"k","columns":{"a":{"from":"x","const":"y"}}}`,
		`{"kind":"k","columns":{"a":{"form":"x"}}}`, `{"kind":"k","columns":{"a":{"from":"x"}}} x`, `{"kind":"k","columns":{"a":{"from":"x","date_format":"yy"}}}`,
		`{"kind":"k","merged":"yes","columns":{"a":{"from":"x"}}}`} {
		if _, err := ParseMapping([]byte(bad)); err == nil {
			t.Errorf("%s was taken", bad)
		} else if _, ok := IsRefusal(err); !ok {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestSuggest(t *testing.T) {
	m := Suggest("officers", []string{"序", "人员编号（必填）", "姓 名", "生日", "是否负责人？", "备注"}, people)
	var got []string
	for _, k := range sortedKeys(m.Columns) {
		got = append(got, k+"="+m.Columns[k].From[0])
	}
	if s := strings.Join(got, " "); s != "born=生日 code=人员编号（必填） head=是否负责人？ name=姓 名" {
		t.Error(s)
	}
}

func TestErrorFileIsHarmlessAndComesBack(t *testing.T) {
	var b bytes.Buffer
	f, _ := NewErrorFile(&b, []string{"编号", "姓名"})
	row := Row{Line: 9, Number: 7, Cells: []string{"=cmd|' /C calc'!A0", "＝1，\"a\"\nb"}}
	if err := errors.Join(f.Add(row, []RowError{{Ref: "A7", Zh: "坏", En: "bad"}}), f.Flush()); err != nil {
		t.Fatal(err)
	}
	_, rows := all(t, b.Bytes())
	if len(rows) != 2 || rows[1].Cells[0] != "7" || rows[1].Cells[4] != "'=cmd|' /C calc'!A0" || rows[1].Cells[5] != "'＝1，\"a\"\nb" {
		t.Error(text(rows))
	}
}

func TestNeutral(t *testing.T) {
	for _, s := range []string{"=1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a", " =1", "\u3000=1", "\ufeff=1", "|a", "−1"} {
		if got := Neutral(s); got != "'"+s {
			t.Errorf("%q stays %q", s, got)
		}
	}
	for _, s := range []string{"", "王", "1-2", "a=b", "（一）", "—", "《法》"} {
		if got := Neutral(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestProfile(t *testing.T) {
	src, _ := openBytes([]byte("编号,日期,空\n01,2024-1-1,\n02,2024-1-1,\n"))
	p, err := Profile(src, "", 0, 0)
	if err != nil || p.Rows != 2 || p.Columns[0].Distinct != 2 || p.Columns[1].Distinct != 1 || p.Columns[1].Dates != 2 || p.Columns[2].Empty != 2 || p.Columns[0].Examples[1] != "02" {
		t.Errorf("%v %+v", err, p)
	}
}
