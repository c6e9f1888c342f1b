package tabular

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// Fields as an import of these kinds would declare them.
var (
	divisionFields = []Field{
		{Name: "code", Zh: "代码", En: "Code", Type: CodeType, Required: true, Unique: true, Max: 12},
		{Name: "name", Zh: "名称", En: "Name", Required: true, Max: 60},
		{Name: "level", Zh: "层级", En: "Level", Required: true, Allowed: []string{"province", "city", "county", "town"}},
		{Name: "parent", Zh: "上级代码", En: "Parent", Type: CodeType, Max: 12},
	}
	organFields = []Field{
		{Name: "place", Zh: "行政区域", En: "Place", Type: CodeType, Required: true},
		{Name: "level", Zh: "层级", En: "Level", Required: true},
		{Name: "kind", Zh: "机关类别", En: "Kind", Required: true, Allowed: []string{"court", "procuratorate", "police"}},
		{Name: "name", Zh: "名称", En: "Name", Required: true, Unique: true, Max: 60},
		{Name: "site", Zh: "网址", En: "Site", Max: 300},
	}
	messageFields = []Field{
		{Name: "number", Zh: "编号", En: "Number", Type: CodeType, Required: true, Unique: true, Max: 40},
		{Name: "sender", Zh: "反映人", En: "Sender", Max: 60},
		{Name: "subject", Zh: "主题", En: "Subject", Max: 200},
		{Name: "received_at", Zh: "时间", En: "Received", Type: DatetimeType, Required: true},
		{Name: "text", Zh: "内容", En: "Text", Required: true, Max: 20000},
		{Name: "summary", Zh: "摘要", En: "Summary", Max: 2000},
		{Name: "class_label", Zh: "分类", En: "Class", Max: 60},
		{Name: "reply", Zh: "答复", En: "Reply", Max: 20000},
		{Name: "reply_at", Zh: "答复时间", En: "Replied", Type: DatetimeType},
	}
)

const samples = "../../shared/data"

var realFiles = []struct {
	file, mapping string
	fields        []Field
	want          int
}{
	{"register/provinces.csv", "divisions_provinces", divisionFields, 31},
	{"register/cities.csv", "divisions_cities", divisionFields, 342},
	{"register/areas.csv", "divisions_areas", divisionFields, 2978},
	{"register/streets.csv", "divisions_streets", divisionFields, 41352},
	{"register/zhejiang_judicial_units.csv", "organs_zhejiang", organFields, 103 + 101 + 89},
	{"petitions/judicial_subset_a.csv", "messages_judicial_subset_a", messageFields, 345},
	{"petitions/raw_labelled_1400.csv", "messages_raw_labelled_1400", messageFields, 1377},
	{"petitions/fujian4.xlsx", "messages_fujian4", messageFields, 120},
}

func loadMap(t testing.TB, name string) Mapping {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../imports/maps", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseMapping(b)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestSavedMappings needs no sample data: the maps we ship are well-formed,
// round-trip, and fit the fields.
func TestSavedMappings(t *testing.T) {
	for _, c := range realFiles {
		m := loadMap(t, c.mapping)
		again, err := ParseMapping(m.Text())
		if err != nil || !bytes.Equal(again.Text(), m.Text()) {
			t.Errorf("%s does not round-trip: %v", c.mapping, err)
		}
		r := Reader{m: m, fields: c.fields}
		r.makePlans()
		if err := r.checkFields(); err != nil {
			t.Errorf("%s: %v", c.mapping, err)
		}
	}
}

func TestRealFilesReadWhole(t *testing.T) {
	if _, err := os.Stat(samples); err != nil {
		t.Logf("NOT RUN: no sample data at %s", samples)
		return
	}
	for _, c := range realFiles {
		n := readFile(t, c.file, c.mapping, c.fields)
		if n != c.want {
			t.Errorf("%s: %d records, want %d", c.file, n, c.want)
		}
	}
}

func readFile(t testing.TB, file, mapping string, fields []Field) int {
	t.Helper()
	f, err := os.Open(filepath.Join(samples, file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	st, _ := f.Stat()
	m := loadMap(t, mapping)
	src, err := OpenWith(file, f, st.Size(), OptionsFor(m, Options{}))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	defer src.Close()
	r, err := NewReader(src, m, fields)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	n := 0
	for {
		rec, errs, err := r.Next()
		if err == io.EOF {
			return n
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, e := range errs {
			t.Errorf("%s: %s", file, e.Zh)
		}
		for _, e := range rec.Notes {
			t.Logf("%s: %s", file, e.Zh)
		}
		n++
	}
}

func BenchmarkStreets(b *testing.B) { benchFile(b, 3) }

func BenchmarkMessagesXLSX(b *testing.B) { benchFile(b, 7) }

func benchFile(b *testing.B, i int) {
	if _, err := os.Stat(samples); err != nil {
		b.Skip("no sample data at " + samples)
	}
	c, n := realFiles[i], 0
	b.ReportAllocs()
	for b.Loop() {
		n += readFile(b, c.file, c.mapping, c.fields)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
}
