package gongwen

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hengjian/tabular"
)

var hostile = []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", " =1", "=HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0"}

func TestXLSXHasNoLiveFormula(t *testing.T) {
	var b bytes.Buffer
	w, err := NewXLSX(&b, "问题/清单*2026", []Column{{"编号", 12}, {"=内容", 40}, {"数", 0}})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 2, 9, 10, 0, 0, time.UTC)
	for _, s := range hostile {
		if err := w.Row("W-1", s, -5, at, nil, "𠮷\x01\x00某", strings.Repeat("长", 40000)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil || len(rows) != len(hostile)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, r := range rows {
		for j, v := range r {
			ref := fmt.Sprint(tabular.ColumnName(j), i+1)
			if got, _ := f.GetCellFormula(sheet, ref); got != "" {
				t.Errorf("%s holds the formula %s", ref, got)
			}
			if j == 1 && !strings.HasPrefix(v, "'") {
				t.Errorf("%s: %q could run", ref, v)
			}
		}
		if i > 0 && (r[2] != "-5" || r[3] != "2026-03-02 09:10" || r[5] != "𠮷某" || !strings.HasSuffix(r[6], "…")) {
			t.Errorf("row %d: %.80q", i+1, r)
		}
	}
	layout, _ := f.GetPageLayout(sheet)
	panes, _ := f.GetPanes(sheet)
	if *layout.Size != 9 || *layout.Orientation != "landscape" || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("page %+v, panes %+v", layout, panes)
	}
	if names := f.GetDefinedName(); len(names) != 1 || names[0].Name != "_xlnm.Print_Titles" {
		t.Errorf("print titles: %+v", names)
	}
	if w, _ := f.GetColWidth(sheet, "B"); w != 40 {
		t.Errorf("column B is %v wide", w)
	}
	rawHasNoFormula(t, b.Bytes())
}

// rawHasNoFormula looks at the bytes, not at what a library makes of them.
func rawHasNoFormula(t *testing.T, b []byte) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		rc, _ := part.Open()
		text, _ := io.ReadAll(rc)
		rc.Close()
		if strings.HasPrefix(part.Name, "xl/worksheets/") && (bytes.Contains(text, []byte("<f>")) || bytes.Contains(text, []byte("<f "))) {
			t.Errorf("%s holds a formula", part.Name)
		}
		if strings.HasPrefix(part.Name, "docProps/") && bytes.Contains(text, []byte("xuri")) {
			t.Errorf("%s names an author: %s", part.Name, text)
		}
	}
}

func TestXLSXSameBytes(t *testing.T) {
	make := func() []byte {
		var b bytes.Buffer
		w, err := NewXLSX(&b, "表", []Column{{"甲", 10}})
		if err != nil {
			t.Fatal(err)
		}
		w.Row("x")
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	a, b := make(), make()
	if !bytes.Equal(a, b) {
		t.Error("two exports of one table differ")
	}
}

func TestCSVIsHarmlessAndReadsBack(t *testing.T) {
	var b bytes.Buffer
	w, err := NewCSV(&b, []Column{{Head: "编号"}, {Head: "内容"}, {Head: "数"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range hostile {
		w.Row("01", s+",\"引\"\n行", -5)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b.Bytes(), []byte("\ufeff编号,内容,数\r\n")) {
		t.Errorf("starts %q", b.Bytes()[:20])
	}
	src, err := tabular.Open("x", bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	src.Next()
	for _, s := range hostile {
		row, err := src.Next()
		want := "'" + s + ",\"引\"\n行"
		if err != nil || len(row.Cells) != 3 || strings.TrimPrefix(row.Cells[1], "'\r") != strings.TrimPrefix(want, "'\r") || row.Cells[2] != "-5" {
			t.Errorf("%q: %q %v", want, row.Cells, err)
		}
	}
}

func BenchmarkXLSX(b *testing.B) {
	n := 0
	for b.Loop() {
		w, err := NewXLSX(io.Discard, "表", []Column{{"甲", 10}, {"乙", 30}, {"丙", 10}})
		if err != nil {
			b.Fatal(err)
		}
		for i := range 5000 {
			if err := w.Row("W-2026", "来信人称其亲属在看守所羁押期限届满后仍未获释", i); err != nil {
				b.Fatal(err)
			}
			n++
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
}
