package office_test

import (
	"slices"
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/organ"
	"hengjian/oversight/problem"
	"hengjian/store"
)

func reformed(t *testing.T, dsn string) *officetest.House {
	h := officetest.New(t, dsn)
	h.Import("organs", "机关代码,机关名称,机关类别\nMZGA,明州市公安局,police\nMZJC,明州市人民检察院,procuratorate\nMZSF,明州市司法局,justice\nMZJW,明州市监察委员会,supervision\n")
	h.Import("units", "单位代码,单位名称,所属机关,上级单位代码,起用日期\nG1,北仓派出所,MZGA,,2001-03-01\nG2,监管支队,MZGA,,2001-03-01\nG3,第一看守所,MZGA,G2,2001-03-01\nG11,北仓派出所警务室,MZGA,G1,2012-05-01\n")
	return h
}

func paperOf(day string) organ.Paper { return organ.Paper{Day: day, Doc: "明编〔2026〕12号"} }

// A unit is split: what is new is entered under lines of its own, what stood
// below goes where it belongs, and an open problem is found under both names.
func TestASplitLosesNothing(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) {
		h := reformed(t, dsn)
		old := officetest.UnitID("MZGA", "G1")
		p := h.Must("chenxiao", &problem.Draft{Title: "讯问录音录像不全", Statement: "检查发现，办案区讯问录音录像不完整。", Class: "norm.recording", Organ: officetest.OrganID("MZGA"), Units: []string{old}, Origin: "inspection"}).Subject
		ans := h.Must("chenxiao", &organ.Split{ID: old, Paper: paperOf("2026-03-01"), Into: []organ.NewUnit{{Code: "G21", Name: "北仓东派出所", Sort: "station"}, {Code: "G22", Name: "北仓西派出所", Sort: "station"}}, Below: 2})
		if ans.To != "ended" {
			t.Fatalf("it is %s", ans.To)
		}
		east, west := officetest.UnitID("MZGA", "G21"), officetest.UnitID("MZGA", "G22")
		for _, id := range []string{old, east, west} {
			m, err := h.O.List(h.Ctx, h.Person("chenxiao"), office.Filter{Kinds: []string{"problem"}, Named: id}, office.Cursor{}, 10)
			if err != nil || len(m.Rows) != 1 || m.Rows[0].Subject != p {
				t.Errorf("problems of %s: %v %v", id, m.Rows, err)
			}
			if n, err := h.O.Count(h.Ctx, h.Person("chenxiao"), office.Filter{Kinds: []string{"problem"}, Unit: id}, 10); n != 1 || err != nil {
				t.Errorf("count of %s: %d %v", id, n, err)
			}
		}
		now, err := h.O.UnitsNow(h.Ctx, h.Person("member"), []string{old, east})
		if err != nil || strings.Join(now[old], "") != "北仓东派出所北仓西派出所" || len(now[east]) != 0 {
			t.Errorf("now: %v %v", now, err)
		}
		room, err := store.Units.Load(h.O.View(h.Ctx), officetest.UnitID("MZGA", "G11"))
		if err != nil || room.Upper != west || room.As("2026-02-28").Upper != old {
			t.Errorf("the unit below: %+v %v", room, err)
		}
		treeOn(t, h, "2026-02-28", "北仓派出所 监管支队 第一看守所 北仓派出所警务室")
		treeOn(t, h, "2026-03-01", "监管支队 第一看守所 北仓东派出所 北仓西派出所 北仓派出所警务室")
		h.Must("chenxiao", &organ.Rename{ID: east, Paper: paperOf("2026-03-02"), New: "东海派出所"})
		treeOn(t, h, "2026-03-01", "监管支队 第一看守所 北仓东派出所 北仓西派出所 北仓派出所警务室")
		lines, err := h.O.History(h.Ctx, "unit", east)
		if err != nil || len(lines) != 2 || lines[0].Cause != ans.Seq || lines[0].Role != string(access.Follow) {
			t.Errorf("lines of what is new: %+v %v", lines, err)
		}
		h.Refused(act.Invalid, "chenxiao", &organ.Establish{Paper: paperOf("2026-03-01"), NewUnit: organ.NewUnit{Code: "G1", Name: "又一个派出所"}, Organ: officetest.OrganID("MZGA")})
		clean(t, h)
	})
}

// treeOn compares the units that lasted on a day.
func treeOn(t *testing.T, h *officetest.House, day, want string) {
	t.Helper()
	g, err := store.Organs.Load(h.O.View(h.Ctx), officetest.OrganID("MZGA"))
	if err != nil {
		t.Fatal(err)
	}
	us, err := h.O.RegisterUnitsAsOf(h.Ctx, h.Person("chenxiao"), g, day)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range us {
		if u.Since <= day && (u.Until == "" || u.Until > day) {
			got = append(got, u.Name)
		}
	}
	slices.Sort(got)
	w := strings.Fields(want)
	slices.Sort(w)
	if !slices.Equal(got, w) {
		t.Errorf("on %s: %v, want %v", day, got, w)
	}
}

func clean(t *testing.T, h *officetest.House) {
	t.Helper()
	if err := h.O.SealAll(h.Ctx); err != nil {
		t.Fatal(err)
	}
	rep, err := h.O.Verify(h.Ctx, nil, false)
	if err != nil || !rep.OK() {
		t.Errorf("verify: %v %+v", err, rep.Findings)
	}
}

// An accusation of a unit reaches neither the organ it has gone to nor the one
// it came from, under its old name or its new one (XF22 30(3), 46(5)).
func TestRecipientsFollowAReorganisation(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) {
		h := reformed(t, dsn)
		jail := officetest.UnitID("MZGA", "G3")
		h.Must("chenxiao", &organ.Establish{Paper: paperOf("2026-03-01"), NewUnit: organ.NewUnit{Code: "S1", Name: "监所管理局", Sort: "bureau"}, Organ: officetest.OrganID("MZSF")})
		heir := officetest.UnitID("MZSF", "S1")
		struck := func(units ...string) string {
			t.Helper()
			rs, err := h.O.Recipients(h.Ctx, h.Person("chenxiao"), clue.Clue{Head: act.Head{Place: officetest.Place}, Units: units})
			if err != nil {
				t.Fatal(err)
			}
			out := map[string]bool{}
			for _, list := range rs {
				for _, r := range list {
					if r.WhyZh != "" {
						out[r.Name] = true
					}
				}
			}
			var names []string
			for n := range out {
				names = append(names, n)
			}
			slices.Sort(names)
			return strings.Join(names, " ")
		}
		both := "明州市公安局 明州市司法局"
		if got := struck(jail); got != "明州市公安局" {
			t.Errorf("before: %s", got)
		}
		h.Must("chenxiao", &organ.Merge{ID: jail, Paper: paperOf("2026-03-01"), Into: heir})
		if got := struck(jail); got != both {
			t.Errorf("accused under the old name: struck out %s", got)
		}
		if got := struck(heir); got != both {
			t.Errorf("accused under the new name: struck out %s", got)
		}
		moved := officetest.UnitID("MZGA", "G1")
		h.Must("chenxiao", &organ.Close{ID: officetest.UnitID("MZGA", "G11"), Paper: paperOf("2026-03-01")})
		h.Must("chenxiao", &organ.Move{ID: moved, Paper: paperOf("2026-03-01"), Organ: officetest.OrganID("MZSF")})
		if got := struck(moved); got != both {
			t.Errorf("moved to another organ: struck out %s", got)
		}
		clean(t, h)
	})
}

// A committee changes the units of its own level and nobody else's (FY18 9).
func TestAnotherCommitteeDoesNotReorganise(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) {
		h := reformed(t, dsn)
		h.Must("anquan", &organ.Found{Place: "990000", Name_: "澄江省人民代表大会常务委员会", Short: "省人大常委会", Level: "province", Prefix: "澄人"})
		h.OpenAt("990000", "", "upper", "上经办", access.Clerk)
		id := officetest.UnitID("MZGA", "G1")
		h.Refused(act.Forbidden, "upper", &organ.Close{ID: id, Paper: paperOf("2026-03-01")})
		h.Refused(act.Invalid, "upper", &organ.Establish{Paper: paperOf("2026-03-01"), NewUnit: organ.NewUnit{Code: "X1", Name: "某某派出所"}, Organ: officetest.OrganID("MZGA")})
		h.Refused(act.Forbidden, "member", &organ.Close{ID: id, Paper: paperOf("2026-03-01")})
		if cs, err := h.O.Choices(h.Ctx, h.Person("upper"), "unit", ptr(h, id)); err != nil || len(cs) != 0 {
			t.Errorf("acts offered to another committee: %v %v", cs, err)
		}
	})
}

func ptr(h *officetest.House, id string) any {
	u, err := store.Units.Load(h.O.View(h.Ctx), id)
	if err != nil {
		h.T.Fatal(err)
	}
	return &u
}
