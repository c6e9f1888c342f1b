package tabular

import (
	"bytes"
	"encoding/csv"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// drain reads a source to its end and checks what must hold of any file.
func drain(t *testing.T, src Source) {
	last, lastLine := 0, 0
	for {
		row, err := src.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			if r, ok := IsRefusal(err); !ok || r.Zh == "" || r.En == "" {
				t.Fatalf("not a refusal: %v", err)
			}
			return
		}
		if row.Number <= last || row.Line <= lastLine {
			t.Fatalf("row %d/%d after %d/%d", row.Line, row.Number, lastLine, last)
		}
		last, lastLine = row.Number, row.Line
		for i, c := range row.Cells {
			if len(c) > 3*64<<10+16 {
				t.Fatalf("%s has %d bytes", row.Ref(i), len(c))
			}
			if strings.ToValidUTF8(c, "") != c {
				t.Fatalf("%s is not text: %q", row.Ref(i), c)
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "\"x\ny\",\"\"\"\"\r\n", "\"open\nx", "\xff\xfea\x00,\x00b\x00\n\x00", "\xd6\xd0,b\n", "a\tb\r\rc", "\ufeffa;b\n", "a\x00,\"b\"c\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		watch := time.AfterFunc(20*time.Second, func() { panic("a small file takes more than 20 s") })
		defer watch.Stop()
		src, err := openBytes(b)
		if err != nil {
			if _, ok := IsRefusal(err); !ok {
				t.Fatal(err)
			}
			return
		}
		drain(t, src)
		againstStdlib(t, b)
	})
}

// againstStdlib: what encoding/csv reads without complaint we read alike.
func againstStdlib(t *testing.T, b []byte) {
	if bytes.ContainsAny(b, "\x00\ufeff") || bytes.Contains(b, []byte("\r")) || strings.ToValidUTF8(string(b), "") != string(b) || bytes.HasPrefix(b, []byte("PK")) {
		return
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord = -1
	want, err := r.ReadAll()
	if err != nil {
		return
	}
	src, err := OpenWith("x", bytes.NewReader(b), int64(len(b)), Options{Delimiter: ',', Encoding: "utf-8"})
	if err != nil {
		return
	}
	i := 0
	for {
		row, err := src.Next()
		if err != nil {
			break
		}
		if len(row.Cells) == 0 { // encoding/csv skips blank lines
			continue
		}
		if i < len(want) && len(want[i]) == 1 && want[i][0] == "" {
			i++ // `""` is a row there and an empty one here
		}
		if len(row.Faults) > 0 || i >= len(want) || !reflect.DeepEqual(append([]string{}, row.Cells...), want[i]) {
			t.Fatalf("row %d: %q %v, encoding/csv %q", i, row.Cells, row.Faults, want[min(i, len(want)-1)])
		}
		i++
	}
}

// FuzzXLSX changes the parts of a real workbook and, with them, the package.
func FuzzXLSX(f *testing.F) {
	whole := book(f, func(x *excelize.File) {
		x.SetSheetRow("Sheet1", "A1", &[]any{"编号", "姓名", 45420.5, true})
		x.SetCellFormula("Sheet1", "B2", "1+1")
		x.MergeCell("Sheet1", "A3", "B4")
	})
	f.Add(whole, []byte(nil), uint8(0))
	f.Add([]byte(nil), []byte(`<worksheet><sheetData><row r="2"><c r="B2" t="inlineStr"><is><t>x&#x4e00;</t></is></c></row></sheetData></worksheet>`), uint8(0))
	f.Add([]byte(nil), []byte(`<sst><si><t>a</t></si></sst>`), uint8(1))
	f.Add([]byte(nil), []byte(`<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`), uint8(2))
	f.Add([]byte(nil), []byte(`<workbook><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`), uint8(3))
	f.Fuzz(func(t *testing.T, pkg, part []byte, which uint8) {
		if len(part) > 0 {
			parts := map[string]string{
				"xl/worksheets/sheet1.xml":   `<worksheet><sheetData><row r="1"><c r="A1" t="s" s="0"><v>0</v></c></row></sheetData></worksheet>`,
				"xl/sharedStrings.xml":       `<sst><si><t>a</t></si></sst>`,
				"xl/styles.xml":              `<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`,
				"xl/workbook.xml":            `<workbook><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`,
				"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
			}
			names := []string{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
			parts[names[int(which)%len(names)]] = string(part)
			pkg = zipOf(parts)
		}
		src, err := openBytes(pkg)
		if err != nil {
			if _, ok := IsRefusal(err); !ok {
				t.Fatal(err)
			}
			return
		}
		defer src.Close()
		drain(t, src)
	})
}

func FuzzMapping(f *testing.F) {
	f.Add([]byte(peopleMap))
	f.Add([]byte(`{"kind":"k","columns":{"a":{"parts":[{"from":["x","y"],"first":true},{"const":"-"}],"trim":false}},"each":[{"columns":{}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := ParseMapping(b)
		if err != nil {
			if _, ok := IsRefusal(err); !ok {
				t.Fatal(err)
			}
			return
		}
		saved := m.Text()
		again, err := ParseMapping(saved)
		if err != nil {
			t.Fatalf("saved mapping is refused: %v\n%s", err, saved)
		}
		if !bytes.Equal(again.Text(), saved) {
			t.Fatalf("%s\nbecame\n%s", saved, again.Text())
		}
	})
}
