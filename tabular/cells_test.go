package tabular

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// The quick way and the usual way read the same of everything people hand in.
func TestCellsReadsWhatNextReads(t *testing.T) {
	text := "号,日,名,数,旗\n"
	for i := range 300 {
		text += []string{"甲1,2024-05-08,张三,1,是\n", "甲2,2024/5/8,李\u200b四,\"1,200\",否\n", "甲3,2024-02-30,王五,3,是\n", "甲1,2024-05-08,张三,1,是\n", ",2024-05-08,空号,1,是\n", "甲4,,赵六,x,是\n", "  \n", "甲5,2024-05-09, 钱七 ,,\n", "甲6,2024-05-09,孙八,7,也许\n", "甲7,2024-05-09,周,9,是,多出\n"}[i%10]
	}
	fields := []Field{{Name: "no", Zh: "号", En: "No", Type: TextType, Required: true, Unique: true, Max: 10}, {Name: "day", Zh: "日", En: "Day", Type: DateType}, {Name: "name", Zh: "名", En: "Name"},
		{Name: "n", Zh: "数", En: "N", Type: IntType}, {Name: "flag", Zh: "旗", En: "Flag", Type: BoolType}, {Name: "none", Zh: "无", En: "None"}, {Name: "fix", Zh: "定", En: "Fix"}}
	m := Mapping{Kind: "x", Columns: map[string]Column{"no": {From: Names{"号"}}, "day": {From: Names{"日"}}, "name": {From: Names{"名"}}, "n": {From: Names{"数"}}, "flag": {From: Names{"旗"}}, "fix": {Const: "常"}}}
	open := func() *Reader {
		src, err := Open("a.csv", strings.NewReader(text), int64(len(text)))
		if err != nil {
			t.Fatal(err)
		}
		r, err := NewReader(src, m, fields)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	usual, quick := open(), open()
	cells := make([]string, len(fields))
	good := 0
	for n := 0; ; n++ {
		rec, errs, err := usual.Next()
		errs2, notes, err2 := quick.Cells(cells)
		if err == io.EOF {
			if err2 != io.EOF || n < 250 || good == 0 {
				t.Errorf("%d records, %d good, %v", n, good, err2)
			}
			return
		}
		if err != nil || err2 != nil || !slices.Equal(errs, errs2) || len(errs) == 0 && len(rec.Notes) != notes {
			t.Fatalf("record %d: %v %v\n%v\n%v", n, err, err2, errs, errs2)
		}
		if len(errs) > 0 {
			continue
		}
		good++
		for i, f := range fields {
			if rec.Values[f.Name] != cells[i] {
				t.Errorf("record %d, %s: %q and %q", n, f.Name, rec.Values[f.Name], cells[i])
			}
		}
	}
}

// Rows that workers read come in the order of the file, however many there are;
// what is wrong is said of the right row, and a file that breaks off gives all rows
// before the break first.
func TestCellsAheadKeepOrder(t *testing.T) {
	var b strings.Builder
	b.WriteString("号,日,名\n")
	const rows = 60_000 // more than is read before the next stretch is read beside it
	for i := range rows {
		switch {
		case i%997 == 5:
			b.WriteString("号5,2024-01-01,\"两\n行\"\n") // the second time it repeats
		case i%401 == 7:
			b.WriteString("号" + strconv.Itoa(i) + ",2024-02-30,坏日\n")
		default:
			b.WriteString("号" + strconv.Itoa(i) + ",2024-01-0" + strconv.Itoa(1+i%9) + ",人" + strconv.Itoa(i%300) + "\n")
		}
	}
	fields := []Field{{Name: "no", Zh: "号", En: "No", Required: true, Unique: true}, {Name: "day", Zh: "日", En: "Day", Type: DateType}, {Name: "name", Zh: "名", En: "Name"}}
	m := Mapping{Kind: "x", Columns: map[string]Column{"no": {From: Names{"号"}}, "day": {From: Names{"日"}}, "name": {From: Names{"名"}}}}
	src := newCSV(io.MultiReader(strings.NewReader(b.String()), broken{}), "utf-8", Options{Delimiter: ','}.filled())
	r, err := NewReader(src, m, fields)
	if err != nil {
		t.Fatal(err)
	}
	cells := make([]string, 3)
	for i := range rows {
		errs, _, err := r.Cells(cells)
		if err != nil {
			t.Fatal(i, err)
		}
		twice, bad := i%997 == 5 && i > 5, i%997 != 5 && i%401 == 7
		if (twice || bad) != (len(errs) > 0) {
			t.Fatalf("row %d: %v", i, errs)
		}
		if line := errs; len(line) > 0 && line[0].Line != r.Row().Line {
			t.Errorf("row %d: the error is of line %d, the row of %d", i, line[0].Line, r.Row().Line)
		}
		if len(errs) == 0 && i%997 != 5 && (cells[0] != "号"+strconv.Itoa(i) || cells[2] != "人"+strconv.Itoa(i%300) || r.Row().Cells[0] != cells[0]) {
			t.Fatalf("row %d reads %v", i, cells)
		}
	}
	if _, _, err := r.Cells(cells); !errors.Is(err, errBroken) {
		t.Errorf("after the last row: %v", err)
	}
	if _, _, err := r.Cells(cells); !errors.Is(err, errBroken) {
		t.Errorf("once more: %v", err)
	}
}

var errBroken = errors.New("broken off")

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errBroken }

// A reader left before its end reads nothing more once it is closed, so that the
// source may be closed after it.
func TestCloseWaitsForWhatIsRead(t *testing.T) {
	text := "号\n" + strings.Repeat("号1\n", 200_000)
	src := &watched{Source: newCSV(strings.NewReader(text), "utf-8", Options{Delimiter: ','}.filled())}
	r, err := NewReader(src, Mapping{Kind: "x", Columns: map[string]Column{"no": {From: Names{"号"}}}}, []Field{{Name: "no", Zh: "号", En: "No"}})
	if err != nil {
		t.Fatal(err)
	}
	cells := make([]string, 1)
	for range 40_000 {
		if _, _, err := r.Cells(cells); err != nil || cells[0] != "号1" {
			t.Fatal(cells, err)
		}
	}
	for end := time.Now().Add(20 * time.Second); src.rows.Load() < 49_500; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("only %d rows were read: nothing is read ahead, and this test proves nothing", src.rows.Load())
		}
	}
	r.Close()
	n := src.rows.Load()
	if time.Sleep(50 * time.Millisecond); src.rows.Load() != n {
		t.Error("the source was read after Close")
	}
	if _, _, err := r.Cells(cells); err == nil && src.rows.Load() != n {
		t.Error("a closed reader went on reading")
	}
}

type watched struct {
	Source
	rows atomic.Int64
}

func (w *watched) Next() (Row, error) {
	w.rows.Add(1)
	return w.Source.Next()
}
