package office_test

import (
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// A file, the register and the last import: what only one of the two changed
// needs nobody, what both changed is decided by a person, what is gone from the
// file is listed and lives on.
func TestThreeWayImport(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) {
		h := officetest.New(t, dsn)
		register(t, h)
		id := office.RegisterID("officer", officetest.Place, "P001")
		load := func() organ.Officer {
			o, err := store.Officers.Load(h.O.View(h.Ctx), id)
			if err != nil {
				t.Fatal(err)
			}
			return o
		}
		set := func(what, to string) {
			t.Helper()
			h.Must("chenxiao", &organ.AmendOfficer{ID: id, What: what, To: to, Reason: "核对档案后更正。"})
		}
		try := func(file string, p func(*office.ImportPlan)) office.ImportResult {
			t.Helper()
			pl := planOf(t, "officers", []byte(file), "")
			pl.Dry = true
			if p != nil {
				p(&pl)
			}
			r, err := h.O.Import(h.Ctx, h.Person("chenxiao"), pl)
			if err != nil {
				t.Fatalf("%v %v", err, r.First)
			}
			return r
		}
		set("born", "1976") // the register alone
		if r := try(peopleCSV, nil); !r.Nothing() || r.KeptCells != 1 || r.Kept[0].Register != "1976" || r.Kept[0].File != "1975" {
			t.Fatalf("the register alone changed: %+v", r)
		}
		only := strings.Replace(peopleCSV, "支队长,男", "副支队长,男", 1) // the file alone
		if r := try(only, nil); r.Changed != 1 || r.Updated != 1 || r.Conflicting != 0 {
			t.Errorf("the file alone changed: %+v", r)
		}
		both := strings.Replace(peopleCSV, "1975", "1974", 1)
		r := try(both, nil)
		if r.Conflicting != 1 || r.Undecided != 1 || r.Conflicts[0].Last != "1975" {
			t.Fatalf("both changed: %+v", r)
		}
		pl := planOf(t, "officers", []byte(both), "")
		if _, err := h.O.Import(h.Ctx, h.Person("chenxiao"), pl); act.KindOf(err) != act.Invalid || load().Born != "1976" {
			t.Errorf("an undecided conflict: %v, born %s", err, load().Born)
		}
		pl = planOf(t, "officers", []byte(both), "")
		pl.Decide = map[string]string{r.Conflicts[0].Key: "register"}
		mustImport(t, h, "chenxiao", pl)
		if load().Born != "1976" {
			t.Errorf("the register was to hold: %s", load().Born)
		}
		if r := try(both, nil); !r.Nothing() || r.Conflicting != 0 { // asked once
			t.Errorf("asked again: %+v", r)
		}
		set("born", "1977")
		pl = planOf(t, "officers", []byte(strings.Replace(peopleCSV, "1975", "1973", 1)), "")
		pl.Rest = "file"
		mustImport(t, h, "chenxiao", pl)
		if load().Born != "1973" {
			t.Errorf("the file was to hold: %s", load().Born)
		}
		head, rest, _ := strings.Cut(peopleCSV, "\n")
		_, second, _ := strings.Cut(rest, "\n")
		if r := try(head+"\n"+second, nil); r.GoneRows != 1 || r.Gone[0].ID != id || load().State != "listed" {
			t.Errorf("gone from the file: %+v", r.Gone)
		}
		// a unit that was renamed and given another code is still the file's unit
		u := office.RegisterID("unit", officetest.OrganID("MZGA"), "U2")
		h.Must("chenxiao", &organ.Rename{ID: u, Paper: organ.Paper{Day: "2026-03-01", Doc: "明编〔2026〕3号"}, New: "刑侦一支队", Code: "U20"})
		p := planOf(t, "units", []byte(unitsCSV), "")
		p.Dry = true
		if r, err := h.O.Import(h.Ctx, h.Person("chenxiao"), p); err != nil || !r.Nothing() || r.KeptCells != 2 || r.Added != 0 {
			t.Errorf("a file with the old code and name: %+v %v", r, err)
		}
		bad := planOf(t, "officers", []byte(head+"\n11010519491231002X,某某,MZGA,U1,民警,男,1980,2020-01-01\n"), "")
		if r, err := h.O.Import(h.Ctx, h.Person("chenxiao"), bad); err == nil || r.Refused != 1 {
			t.Errorf("an identity number as certificate: %+v %v", r.Import, err)
		}
		agrees(t, h)
	})
}
