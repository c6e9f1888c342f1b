package casebook

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"hengjian/oversight/screening"
)

const register = "\ufeff案号,庭,法官,律师,判缓\n甲1,刑庭,张,李,1\n甲2,刑庭,张,,0\n甲3,民庭,王,李,\n甲4,民庭,,李,1\n"

func write(t *testing.T, name string, b []byte) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func zipped(b string) []byte {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	_, _ = w.Write([]byte(b))
	_ = w.Close()
	return z.Bytes()
}

type row struct {
	Case   string  `parquet:"案号"`
	Court  string  `parquet:"庭"`
	Judge  string  `parquet:"法官,optional"`
	Lawyer string  `parquet:"律师,optional"`
	Out    *int32  `parquet:"判缓,optional"`
	Extra  float64 `parquet:"别的"`
}

func parq(t *testing.T) []byte {
	one, zero := int32(1), int32(0)
	var b bytes.Buffer
	w := parquet.NewGenericWriter[row](&b)
	if _, err := w.Write([]row{{"甲1", "刑庭", "张", "李", &one, 2}, {"甲2", "刑庭", "张", "", &zero, 3}, {"甲3", "民庭", "王", "李", nil, 4}, {"甲4", "民庭", "", "李", &one, 5}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var columnsOfTest = Columns{ID: "案号", Subject: "法官", Partner: "律师", Outcome: "判缓", Strata: []string{"庭"}}

// A register reads the same from csv, csv.gz and Parquet.
func TestFormatsReadTheSame(t *testing.T) {
	want, err := Frame([]string{write(t, "a.csv", []byte(register))}, columnsOfTest)
	if err != nil {
		t.Fatal(err)
	}
	if want.Rows != 4 || want.Subject.Codes[3] != screening.None || !math.IsNaN(want.Outcome[2]) || want.Strata.Names[0] != "刑庭" {
		t.Fatalf("%+v", want)
	}
	for _, p := range []string{write(t, "a.csv.gz", zipped(register)), write(t, "b.parquet", parq(t))} {
		got, err := Frame([]string{p}, columnsOfTest)
		if err != nil {
			t.Fatal(p, err)
		}
		want.Outcome[2], got.Outcome[2] = 0, 0 // NaN is unlike itself
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%+v\nwant\n%+v", p, got, want)
		}
	}
}

// What is wrong names file, line and the way out.
func TestBadRegisters(t *testing.T) {
	for in, want := range map[string]string{
		"案号,法官,判缓\n1,张,1\n2,王,有\n": "a.csv:3: “判缓”列的“有”不是数",
		"案号,法官\n1,张\n":             "没有“判缓”这一列；有：案号 法官",
		"案号,法官,判缓\n1,张,1\n2,王\n":   "a.csv:3: 这一行不合 CSV 格式，或者列数与表头不同",
		"":                         "没有表头",
		"案号,法官,判缓\n1,\"张,1\n2,王,0\n": "a.csv:3: 这一行",
	} {
		_, err := Frame([]string{write(t, "a.csv", []byte(in))}, Columns{ID: "案号", Subject: "法官", Outcome: "判缓"})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
	if _, err := Frame([]string{write(t, "a.parquet", []byte("no"))}, columnsOfTest); err == nil || !strings.Contains(err.Error(), "Parquet") {
		t.Error(err)
	}
}

// What is infinite is null, and every name of the contract is there.
func TestReportJSON(t *testing.T) {
	var b bytes.Buffer
	r := &screening.Report{Options: screening.Defaults("pair"), Results: []screening.Result{{Subject: "<张>", Hi: math.Inf(1), Effect: math.NaN()}}}
	if err := WriteReport(&b, r); err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b.Bytes(), &m); err != nil {
		t.Fatal(err)
	}
	for _, k := range strings.Fields("detector rows units strata m q sd_z null results notes") {
		if _, ok := m[k]; !ok {
			t.Errorf("no %s", k)
		}
	}
	x := m["results"].([]any)[0].(map[string]any)
	for _, k := range strings.Fields("subject partner n observed expected variance z p p_lower p_upper p_adj effect ci flag cases") {
		if _, ok := x[k]; !ok {
			t.Errorf("no results.%s", k)
		}
	}
	if x["effect"] != nil || x["ci"].([]any)[1] != nil || x["subject"] != "<张>" || len(x["cases"].([]any)) != 0 {
		t.Errorf("%v", x)
	}
}

// Real dockets: permuted judges raise no flag in nearly every run.
func TestWisconsin(t *testing.T) {
	const path = "../../shared/data/casebook/wisconsin/wi_2014_CF.csv.gz"
	if _, err := os.Stat(path); err != nil {
		t.Log("NOT RUN on real dockets: the sample data are not here")
		return
	}
	var in bytes.Buffer
	in.WriteString("id,county,severity,judge,prison\n")
	n := 0
	err := Each(path, []string{"case_id", "county_no", "top_severity", "judge", "n_convicted", "prison_months"}, func(c []string) error {
		if c[4] != "" && c[4] != "0" && c[4] != "0.0" {
			prison := "0"
			if c[5] != "" && c[5] != "0.0" && c[5] != "0" {
				prison = "1"
			}
			in.WriteString(`"` + strings.Join([]string{c[0], c[1], c[2], c[3], prison}, `","`) + "\"\n")
			n++
		}
		return nil
	})
	if err != nil || n < 20000 {
		t.Fatal(n, err)
	}
	f, err := Frame([]string{write(t, "wi.csv", in.Bytes())}, Columns{ID: "id", Subject: "judge", Outcome: "prison", Strata: []string{"county", "severity"}})
	if err != nil {
		t.Fatal(err)
	}
	o := screening.Defaults("outcome")
	o.Permute, o.Workers = 20, 2
	r, err := screening.Screen(f, o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Tested < 100 || r.Null_.FlagsPerRun > 1.0/20 || r.Null_.ShareP05 > .06 {
		t.Errorf("%d tested, null %+v", r.Tested, r.Null_)
	}
}
