package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"hengjian/cast"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/tabular"
)

// BenchRegisterCmd measures the import of an invented register on this machine.
type BenchRegisterCmd struct {
	Data
	Officers int `help:"人数 / officers" default:"200000"`
}

// Run imports organs and units, then the officers: preview, write, and the
// preview of the same file once more.
func (c *BenchRegisterCmd) Run(w io.Writer) error {
	ctx := context.Background()
	if err := (&MigrateCmd{Data: c.Data}).Run(); err != nil {
		return err
	}
	office.Cheap()
	o, err := c.open(ctx, time.Now)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	if _, err := benchPeople(ctx, o); err != nil {
		return err
	}
	city := cast.Make(1, time.Now())
	door := access.Door(access.Importer, benchPlace)
	for _, f := range []struct{ sort, text string }{{"organs", benchOrgans(city)}, {"units", benchUnits(city)}} {
		if _, err := benchImport(ctx, o, door, f.sort, []byte(f.text), false); err != nil {
			return err
		}
	}
	file := []byte(benchOfficers(city, c.Officers))
	fmt.Fprintf(w, "%d officers, %d MiB of csv\n", c.Officers, len(file)>>20)
	var all time.Duration
	for _, x := range []struct {
		what string
		dry  bool
	}{{"preview", true}, {"import", false}, {"preview of the same file", true}} {
		start, busy := time.Now(), processor()
		r, err := benchImport(ctx, o, door, "officers", file, x.dry)
		took, busy := time.Since(start), processor()-busy
		if err != nil {
			return err
		}
		if x.what != "preview of the same file" {
			all += took
		}
		fmt.Fprintf(w, "%-26s %8s  processor %8s  %6.0f rows/s  added %d, unchanged %d\n", x.what, took.Round(10*time.Millisecond), busy.Round(10*time.Millisecond), float64(r.Rows)/took.Seconds(), r.Added, r.Unchanged)
	}
	fmt.Fprintf(w, "preview and import: %s; largest resident set %d MiB\n", all.Round(10*time.Millisecond), resident())
	return nil
}

// resident is the high-water mark of this process's memory in MiB.
func resident() int {
	b, _ := os.ReadFile("/proc/self/status")
	for _, l := range strings.Split(string(b), "\n") {
		var n int
		if _, err := fmt.Sscanf(l, "VmHWM: %d kB", &n); err == nil {
			return n >> 10
		}
	}
	return 0
}

func benchImport(ctx context.Context, o *office.Office, who access.Person, sort string, file []byte, dry bool) (office.ImportResult, error) {
	src, err := tabular.Open("x", bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return office.ImportResult{}, err
	}
	defer src.Close()
	pr, err := tabular.Profile(src, "", 0, 1)
	if err != nil {
		return office.ImportResult{}, err
	}
	sum := sha256.Sum256(file)
	p := office.ImportPlan{Sort: sort, Name: sort + ".csv", Hash: hex.EncodeToString(sum[:]), Mapping: tabular.Suggest(sort, pr.Header, office.ImportFields[sort]), Dry: dry}
	p.Open = func() (tabular.Source, error) {
		return tabular.OpenWith("x", bytes.NewReader(file), int64(len(file)), tabular.OptionsFor(p.Mapping, tabular.Options{}))
	}
	r, err := o.Import(ctx, who, p)
	if err != nil {
		return r, fmt.Errorf("import of %s: %w %v", sort, err, r.First)
	}
	return r, nil
}

func benchOrgans(city cast.City) string {
	var b strings.Builder
	b.WriteString("机关代码,机关名称,机关类别\n")
	for _, g := range city.Organs {
		fmt.Fprintf(&b, "%s,%s,%s\n", g.Code, g.Name, g.Kind)
	}
	return b.String()
}

func benchUnits(city cast.City) string {
	var b strings.Builder
	b.WriteString("单位代码,单位名称,所属机关\n")
	for _, u := range city.Units {
		fmt.Fprintf(&b, "%s,%s,%s\n", u.Code, u.Full, city.Organs[u.Organ].Code)
	}
	return b.String()
}

// benchOfficers deals the city's invented people out again and again under new
// certificate numbers.
func benchOfficers(city cast.City, n int) string {
	var b strings.Builder
	b.WriteString("证件编号,姓名,所在机关,所在单位代码,类别,职务,性别,出生年,任职日期\n")
	for i := range n {
		f := city.Officers[i%len(city.Officers)]
		p := f.Posts[len(f.Posts)-1]
		unit, organ := "", f.Organ
		if p.Unit >= 0 {
			unit, organ = city.Units[p.Unit].Code, city.Units[p.Unit].Organ
		}
		fmt.Fprintf(&b, "B%07d,%s,%s,%s,%s,%s,%s,%d,%s\n", i, f.Name, city.Organs[organ].Code, unit, f.Category, p.Title, f.Sex, f.Born, p.From)
	}
	return b.String()
}
