package office_test

import (
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/store"
)

const membersCSV = "编号,姓名,职务,届次,任职日期,离任日期\nM1,甲主任,chair,第九届,2022-01-10,\nM2,乙副主任,vice,第九届,2022-01-10,\nM3,丙委员,member,第九届,2022-01-10,\nM4,丁委员,member,第九届,2022-01-10,\nM5,戊委员,member,第九届,2022-01-10,2026-02-20\nM6,己委员,member,第九届,2026-02-25,\nM7,庚委员,member,第九届,2022-01-10,\n"

// What a majority is counted from stands in the register on the day of the
// session: nobody types it, and who types another number is refused; more votes
// than members who came are refused too.
func TestAVoteIsCountedFromTheRegister(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) {
		h := officetest.New(t, dsn)
		register(t, h)
		h.Import("members", membersCSV)
		judge := office.RegisterID("officer", officetest.Place, "P001")
		vote := func(day string, base, yes int64) (*organ.Appoint, office.Order) {
			return &organ.Appoint{ID: judge, Kind: "appoint", Title: "副局长", Session: "第九届人大常委会第三十二次会议", Base: base, For: yes, Against: 0},
				office.Order{Body: &act.Body{Name: "committee", Minute: "常委会公报〔2026〕1号", Date: day}}
		}
		who := h.Person("chenxiao")
		a, ord := vote("2026-02-26", 7, 4)
		if _, err := h.O.Do(h.Ctx, who, a, ord); act.KindOf(err) != act.Invalid || !strings.Contains(err.Error(), "6 members") {
			t.Errorf("seven typed where six are registered: %v", err)
		}
		s := h.Must("chenxiao", &organ.EnterSitting{Title: "第九届人大常委会第三十二次会议", Day: "2026-02-26", Until: "2026-02-27"}).Subject
		h.Refused(act.Invalid, "chenxiao", &organ.EnterSitting{Title: "另一次会议", Day: "2026-02-27"})
		gone := office.RegisterID("member", officetest.Place, "M5")
		h.Refused(act.Invalid, "chenxiao", &organ.Attend{ID: s, Absent: []string{gone}})
		h.Must("chenxiao", &organ.Attend{ID: s, Excused: []string{office.RegisterID("member", officetest.Place, "M7")}})
		sit, err := store.Sittings.Load(h.O.View(h.Ctx), s)
		if err != nil || sit.Base != 6 || sit.Present() != 5 || !sit.Quorate() || sit.Roll[0].Name != "甲主任" {
			t.Fatalf("%+v %v", sit, err)
		}
		a, ord = vote("2026-02-26", 0, 6)
		if _, err := h.O.Do(h.Ctx, who, a, ord); act.KindOf(err) != act.Invalid {
			t.Errorf("six votes of five who came: %v", err)
		}
		a, ord = vote("2026-02-26", 0, 4)
		h.MustAs(who, a, ord)
		o, err := store.Officers.Load(h.O.View(h.Ctx), judge)
		if err != nil || len(o.Appointments) != 1 || o.Appointments[0].Base != 6 || !o.Appointments[0].Passed {
			t.Fatalf("%+v %v", o.Appointments, err)
		}
		h.Must("chenxiao", &organ.LeaveMember{ID: office.RegisterID("member", officetest.Place, "M7"), Day: "2026-03-01", Why: "resign"})
		seats, err := h.O.MembersOn(h.Ctx, who, "2026-03-02")
		if err != nil || len(seats) != 5 {
			t.Errorf("%d members %v", len(seats), err)
		}
		h.Must("chenxiao", &organ.EnterMember{Code: "M8", Person: "辛委员", Post: "member", Term: "第九届", Since: "2026-03-01"})
		h.Refused(act.Invalid, "chenxiao", &organ.EnterMember{Code: "M8", Person: "辛委员", Post: "member", Term: "第九届", Since: "2026-03-01"})
		agrees(t, h)
	})
}

// A deputy belongs to one station at a time, from day to day; a file that names
// the station by code or name attaches her.
func TestDeputiesAtStations(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) {
		h := officetest.New(t, dsn)
		h.Import("stations", "联络站代码,联络站名称,地址,设立日期\nS1,城东代表联络站,城东路1号,2023-01-01\nS2,城西代表联络站,城西路2号,2023-01-01\n")
		h.Import("deputies", "代表证号,姓名,联络站,任期开始\nD1,戴本正,S1,2022-01-10\nD2,傅一,没有登记的站,2022-01-10\n")
		who := h.Person("chenxiao")
		east, _ := store.Stations.Load(h.O.View(h.Ctx), office.RegisterID("station", officetest.Place, "S1"))
		west := office.RegisterID("station", officetest.Place, "S2")
		ds, err := h.O.DeputiesOf(h.Ctx, who, east)
		if err != nil || len(ds) != 1 || ds[0].Stay.Since != "2022-01-10" || ds[0].Deputy.Station != "城东代表联络站" {
			t.Fatalf("%+v %v", ds, err)
		}
		d1 := office.RegisterID("deputyrec", officetest.Place, "D1")
		h.Refused(act.Invalid, "chenxiao", &organ.Attach{ID: d1, Station: east.ID, Day: "2026-03-01"})
		h.Must("chenxiao", &organ.Attach{ID: d1, Station: west, Day: "2026-03-01"})
		d, err := store.Deputies.Load(h.O.View(h.Ctx), d1)
		if err != nil || len(d.Stays) != 2 || d.Stays[0].Until != "2026-03-01" || d.Station != "城西代表联络站" {
			t.Fatalf("%+v %v", d.Stays, err)
		}
		// the register alone changed: the same file again changes nothing
		r := mustImport(t, h, "chenxiao", planOf(t, "deputies", []byte("代表证号,姓名,联络站,任期开始\nD1,戴本正,S1,2022-01-10\nD2,傅一,没有登记的站,2022-01-10\n"), ""))
		if !r.Nothing() || r.KeptCells != 1 {
			t.Errorf("%+v", r)
		}
		h.Must("chenxiao", &organ.CloseStation{ID: east.ID, Day: "2026-03-01"})
		h.Refused(act.Invalid, "chenxiao", &organ.Attach{ID: office.RegisterID("deputyrec", officetest.Place, "D2"), Station: east.ID, Day: "2026-03-01"})
		h.Must("chenxiao", &organ.EnterStation{Code: "S3", Title: "城南代表联络站", Address: "城南路3号", Since: "2026-03-01"})
		if _, err := h.O.StationsAt(h.Ctx, access.Person{}); err == nil {
			t.Error("nobody sees stations")
		}
		agrees(t, h)
	})
}
