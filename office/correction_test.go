package office_test

import (
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/correction"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// A request finds its officer by number and name together and within the organ
// alone; what is granted is an act on the entry that the decision caused, which
// the next import keeps; what the register cannot take is refused at once.
func TestACorrectionIsAnActOnTheEntry(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) {
		h := officetest.New(t, dsn)
		register(t, h)
		h.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "ga.liaison", "公安联络员", access.Liaison)
		h.OpenAt(officetest.Place, officetest.OrganID("MZFY"), "fy.liaison", "法院联络员", access.Liaison)
		scan, name, err := h.O.KeepFile(h.Person("ga.liaison"), "申请.txt", strings.NewReader("本人申请更正。"))
		if err != nil {
			t.Fatal(err)
		}
		ask := correction.Submit{Code: "P001", Person: "骆正平", What: "born", Should: "1976", Why: "人事档案记载为 1976 年。", Paper: scan, PaperName: name}
		for field, change := range map[string]func(*correction.Submit){
			"code":   func(a *correction.Submit) { a.Person = "骆正" },
			"what":   func(a *correction.Submit) { a.What, a.Post, a.Should = "title", 2, "政委" },
			"should": func(a *correction.Submit) { a.What, a.Should = "code", "P002" },
		} {
			a := ask
			change(&a)
			if r := h.Refused(act.Invalid, "ga.liaison", &a); r.Field != field {
				t.Errorf("%s: refused at %s, %s", field, r.Field, r.En)
			}
		}
		stolen := ask
		h.Refused(act.Invalid, "fy.liaison", &stolen) // neither her officer nor her file
		id := h.Must("ga.liaison", &ask).Subject
		again := ask
		if r := h.Refused(act.Invalid, "ga.liaison", &again); !strings.Contains(r.Zh, "正在办理") {
			t.Errorf("twice: %s", r.Zh)
		}
		h.Must("chenxiao", &correction.Consider{ID: id})
		h.Refused(act.Forbidden, "chenxiao", &correction.Grant{ID: id, Basis: "人事档案", Reason: "与档案一致。"})
		h.Must("linlan", &correction.Grant{ID: id, Basis: "人事档案", Reason: "与档案一致。"})
		entry := office.RegisterID("officer", officetest.Place, "P001")
		o, err := store.Officers.Load(h.O.View(h.Ctx), entry)
		if err != nil || o.Born != "1976" || o.Version != 2 {
			t.Fatalf("%+v %v", o, err)
		}
		lines, err := h.O.History(h.Ctx, "officer", entry)
		if err != nil || len(lines) == 0 || lines[len(lines)-1].Act != "officer.amend" || lines[len(lines)-1].Cause < 0 {
			t.Errorf("history %+v %v", lines, err)
		}
		if r := mustImport(t, h, "chenxiao", planOf(t, "officers", []byte(peopleCSV), "")); !r.Nothing() || r.KeptCells != 1 {
			t.Errorf("the next import: %+v", r)
		}
		h.Must("chenxiao", &correction.Tell{ID: id, Channel: "organ", Day: act.DayOf(h.Now())})
		cs, err := h.O.CorrectionsOf(h.Ctx, h.Person("chenxiao"), entry)
		if err != nil || len(cs) != 1 || !cs[0].Changed || cs[0].State != "told" {
			t.Errorf("%+v %v", cs, err)
		}
		if cs, _ := h.O.CorrectionsOf(h.Ctx, h.Person("fy.liaison"), entry); len(cs) != 0 {
			t.Error("another organ sees the request")
		}
		// what somebody corrected meanwhile is not changed twice
		b := ask
		b.What, b.Should = "title", "政委"
		second := h.Must("ga.liaison", &b).Subject
		h.Must("chenxiao", &correction.Consider{ID: second})
		h.Must("chenxiao", &organ.AmendOfficer{ID: entry, What: "title", To: "政委", Reason: "核对后更正。"})
		h.Must("linlan", &correction.Grant{ID: second, Basis: "任免文件", Reason: "与文件一致。"})
		if o, _ = store.Officers.Load(h.O.View(h.Ctx), entry); o.Version != 3 {
			t.Errorf("version %d", o.Version)
		}
		agrees(t, h)
	})
}
