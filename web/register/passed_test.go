package register_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/web/kit/see"
)

// A unit and an officer whose last day was written beforehand are past on that
// day without an act: their pages say since when, offer what still applies, and
// the door agrees.
func TestLastDaysPassOnThePages(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	today := act.DayOf(d.Now())
	last := act.DayOf(d.Now().Add(10 * 24 * time.Hour))
	d.Import("organs", strings.NewReplacer(",公安,", ",police,", ",法院,", ",court,").Replace(organs))
	d.Import("units", "单位代码,单位名称,所属机关,起用日期,撤销日期\nG1,北仓派出所,MZGA,2001-03-01,"+last+"\nG2,河口派出所,MZGA,2001-03-01,\n")
	d.Import("officers", "证件编号,姓名,所在机关,所在单位代码,职务,任职日期,离任日期\nP001,骆正平,MZGA,G2,所长,2021-03-01,"+last+"\nP002,丁一,MZGA,G2,民警,2021-03-01,\nP003,于三,MZGA,G2,教导员,2021-03-01,"+last+"\n")
	id, person := officetest.UnitID("MZGA", "G1"), office.RegisterID("officer", officetest.Place, "P001")
	unit, officer := "/register/units/"+id, "/register/officers/"+person

	before := see.Parse(t, d.get("chenxiao", unit, 200))
	before.One(`a[href="` + unit + `/rename"]`)
	before.None(`a[href="` + unit + `/restore"]`)
	before = see.Parse(t, d.get("chenxiao", officer, 200))
	before.One(`a[href="` + officer + `/leave"]`)
	if s := before.One("main").Text(); strings.Contains(s, "已于") || !strings.Contains(s, "所长") {
		t.Error("an officer whose last day is to come is shown as gone")
	}
	// a post that ends while the officer stays
	third := office.RegisterID("officer", officetest.Place, "P003")
	d.Must("chenxiao", &organ.Assign{ID: third, Title: "副所长", Unit: officetest.UnitID("MZGA", "G2"), Since: "2024-05-06", Body: "organ", Doc: "明公政〔2024〕7号", Keep: true})
	d.MustAs(d.Person("chenxiao"), &organ.Appoint{ID: third, Kind: "remove", Post: 2, Session: "第九届人大常委会第三十二次会议", Base: 5, For: 4, Against: 1, Succession: organ.Succession{Next: "vacant"}},
		office.Order{Body: &act.Body{Name: "committee", Minute: "常委会公报〔2026〕1号", Date: today}})
	titles := func(path string) string { return see.Parse(t, d.get("chenxiao", path, 200)).One("main").Text() }
	g2 := "/register/units/" + officetest.UnitID("MZGA", "G2")
	for _, path := range []string{g2, "/register/officers"} {
		if s := titles(path); strings.Contains(s, "原任") || !strings.Contains(s, "教导员") {
			t.Errorf("%s before its last day: %s", path, s)
		}
	}

	d.Wait(11 * 24 * time.Hour)
	for path, says := range map[string][]string{g2: {"原任教导员"}, "/register/officers": {"原任教导员"}, "/register/officers?ended=1": {"原任教导员", "原任所长"}} {
		for _, x := range says {
			if s := titles(path); !strings.Contains(s, x) || strings.Contains(s, "原任民警") {
				t.Errorf("%s does not say %s: %s", path, x, s)
			}
		}
	}
	page := see.Parse(t, d.get("chenxiao", unit, 200))
	page.One("main").Says("本单位已于")
	page.One("main").Says("到日自动生效")
	page.One(`a[href="` + unit + `/restore"]`)
	for _, verb := range []string{"rename", "move", "merge", "split", "close"} {
		page.None(`a[href="` + unit + "/" + verb + `"]`)
		if s := d.get("chenxiao", unit+"/"+verb, http.StatusConflict); !strings.Contains(s, "已撤销") {
			t.Errorf("%s of a unit that has ended does not say so", verb)
		}
	}
	d.Refused(act.NotNow, "chenxiao", &organ.Close{ID: id, Paper: organ.Paper{Day: today, Doc: "明编〔2026〕12号"}})

	page = see.Parse(t, d.get("chenxiao", officer, 200))
	page.One("main").Says("已于")
	page.One("main").Says("离任前职务")
	page.None(`a[href="` + officer + `/leave"]`)
	page.One(`a[href="` + officer + `/assign"]`)
	d.Refused(act.NotNow, "chenxiao", &organ.Leave{ID: person, Day: today, Why: "retire", Succession: organ.Succession{Next: "vacant"}})
	if list := see.Parse(t, d.get("chenxiao", "/register/units/"+officetest.UnitID("MZGA", "G2"), 200)).One("#officers").Text(); strings.Contains(list, "骆正平") || !strings.Contains(list, "丁一") {
		t.Errorf("the unit's officers: %s", list)
	}

	// what was a mistake is taken back, and the journal agrees with the lives
	d.Must("chenxiao", &organ.Restore{ID: id, Reason: "截止日期填写有误，单位仍在。"})
	see.Parse(t, d.get("chenxiao", unit, 200)).One(`a[href="` + unit + `/rename"]`)
	d.Must("chenxiao", &organ.AmendOfficer{ID: person, What: "grade", To: "三级警督", Reason: "核对档案后更正。"})
	see.Parse(t, d.get("chenxiao", officer, 200)).One("main").Says("离任前职务")
	if r, err := d.O.Verify(d.Ctx, nil, false); err != nil || !r.OK() {
		t.Errorf("verify: %v %v", err, r.Findings)
	}
}
