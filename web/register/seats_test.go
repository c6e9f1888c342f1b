package register_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"hengjian/gongwen"
	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/oversight/problem"
	"hengjian/web/kit/see"
)

const (
	county = "990201"
	never  = "01234567-89ab-7cde-8f01-23456789abcd"
)

// lower opens a committee of a county with a clerk of its own.
func (d *desk) lower() {
	d.t.Helper()
	d.Must("anquan", &organ.Found{Place: county, Name_: "棠溪县人民代表大会常务委员会", Short: "棠溪县人大常委会", Level: "county", Prefix: "棠人"})
	d.OpenAt(county, "", "xianjing", "县经", access.Clerk)
}

// gone fails unless somebody gets at a path the status and bytes of a missing one.
func (d *desk) gone(login, path, id string) {
	d.t.Helper()
	read := func(p string) string {
		res := d.send(login, httptest.NewRequest("GET", p, nil))
		b := body(d.t, res)
		if res.StatusCode != 404 {
			d.t.Errorf("%s at %s: %d", login, p, res.StatusCode)
		}
		return see.Parse(d.t, b).One("main").Text() + b[strings.Index(b, "<main"):]
	}
	missing := strings.ReplaceAll(path, id, never)
	if got, want := strings.ReplaceAll(read(path), id, never), read(missing); got != want {
		d.t.Errorf("%s at %s: other bytes than at a missing one:\n%s\n---\n%s", login, path, got, want)
	}
}

// State, list and count of the members follow the day: who has a last day that
// has passed is no longer one, whatever was typed and when.
func TestMembersOnThePages(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	d.Import("members", "编号,姓名,职务,届次,任职日期,离任日期\nM1,甲主任,chair,第九届,2022-01-10,\nM2,乙副主任,vice,第九届,2022-01-10,\nM3,丙委员,member,第九届,2022-01-10,\nM4,丁委员,member,第九届,2022-01-10,2026-03-12\nM5,戊委员,member,第九届,2022-01-10,2026-02-20\nM6,己委员,member,第九届,2026-03-15,\n")
	rows := func(path string) string {
		page := see.Parse(t, d.get("chenxiao", path, 200))
		var out []string
		for _, r := range page.All("#list tbody tr") {
			out = append(out, r.Text())
		}
		return strings.Join(out, "\n")
	}
	page := see.Parse(t, d.get("chenxiao", "/register/members", 200)).One("main")
	page.Says("全体组成人员 4 人")
	page.Says("过半数为 3 人")
	if list := rows("/register/members"); strings.Count(list, "在册") != 4 || strings.Contains(list, "戊委员") || !strings.Contains(list, "尚未就任") {
		t.Errorf("today:\n%s", list)
	}
	if list := rows("/register/members?ended=1"); strings.Count(list, "已不再担任") != 1 || !strings.Contains(list, "戊委员") {
		t.Errorf("with former ones:\n%s", list)
	}
	d.Wait(11 * 24 * 3600 * 1e9) // the day passes on which the fourth one's membership ends; nobody does anything
	page = see.Parse(t, d.get("chenxiao", "/register/members", 200)).One("main")
	page.Says("全体组成人员 3 人")
	if list := rows("/register/members"); strings.Count(list, "在册") != 3 || strings.Contains(list, "丁委员") {
		t.Errorf("eleven days later:\n%s", list)
	}
	fourth := office.RegisterID("member", officetest.Place, "M4")
	see.Parse(t, d.get("chenxiao", "/register/members/"+fourth, 200)).One("main").Says("已不再担任")
	if found := see.Parse(t, d.get("chenxiao", "/register?text=丁委员&ended=1", 200)).One("main"); !strings.Contains(found.Text(), "已不再担任") {
		t.Errorf("the search: %s", found.Text())
	}
	// lists, counts and single entries say the same, of members and of deputies
	for _, x := range []struct{ states, has, not string }{{"listed", "丙委员", "丁委员"}, {"ended", "丁委员", "丙委员"}} {
		f := office.Filter{Kinds: []string{"member"}, States: []string{x.states}}
		m, err := d.O.List(t.Context(), d.Person("chenxiao"), f, office.Cursor{}, 50)
		if err != nil {
			t.Fatal(err)
		}
		names := ""
		for _, r := range m.Rows {
			if names += r.Title; r.State != x.states {
				t.Errorf("%s stands %s among the %s", r.Title, r.State, x.states)
			}
		}
		n, err := d.O.Count(t.Context(), d.Person("chenxiao"), f, 50)
		if err != nil || n != len(m.Rows) || !strings.Contains(names, x.has) || strings.Contains(names, x.not) {
			t.Errorf("%s: %d counted, %s, %v", x.states, n, names, err)
		}
	}
	d.lower()
	d.gone("xianjing", "/register/members/"+fourth, fourth)
	d.gone("xianjing", "/register/members/"+fourth+"/leave", fourth)
	if list := d.get("xianjing", "/register/members", 200); strings.Contains(list, "甲主任") {
		t.Error("a county lists the city's members")
	}
	if csv := d.get("xianjing", "/register/export/members.csv", 200); strings.Contains(csv, "甲主任") {
		t.Error("a county exports the city's members")
	}
}

// A session counts all members on its first day, says who came and whether it
// could vote, and a vote on an appointment is held to it at its field.
func TestSessionsOnThePages(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	see.Parse(t, d.get("chenxiao", "/register/sittings", 200)).One("main").Says("还没有登记会议")
	if res := d.post("chenxiao", "/register/sittings/new", "61", "title", "第九届人大常委会第三十二次会议", "day", "2026-02-26"); res.StatusCode != 422 {
		t.Errorf("without members: %d", res.StatusCode)
	}
	d.Import("members", "编号,姓名,职务,届次,任职日期,离任日期\nM1,甲主任,chair,第九届,2022-01-10,\nM2,乙副主任,vice,第九届,2022-01-10,\nM3,丙委员,member,第九届,2022-01-10,\nM4,丁委员,member,第九届,2022-01-10,\nM5,戊委员,member,第九届,2022-01-10,2026-02-20\n")
	res := d.post("chenxiao", "/register/sittings/new", "62", "title", "第九届人大常委会第三十二次会议", "day", "2026-02-26", "until", "2026-02-27")
	if res.StatusCode != 303 {
		t.Fatalf("%d %s", res.StatusCode, body(t, res))
	}
	at, _, _ := strings.Cut(res.Header.Get("Location"), "?")
	form := see.Parse(t, d.get("chenxiao", at+"/attend", 200))
	if n := len(form.All("input[name=excused]")); n != 4 {
		t.Errorf("%d members to choose from, not the 4 of the first day", n)
	}
	third, fourth := office.RegisterID("member", officetest.Place, "M3"), office.RegisterID("member", officetest.Place, "M4")
	if res := d.post("chenxiao", at+"/attend", "63", "excused", third, "absent", third); res.StatusCode != 422 {
		t.Errorf("excused and absent: %d", res.StatusCode)
	}
	if res := d.post("chenxiao", at+"/attend", "64", "excused", third, "absent", fourth, "confirm", "1"); res.StatusCode != 303 {
		t.Fatalf("%d %s", res.StatusCode, body(t, res))
	}
	page := see.Parse(t, d.get("chenxiao", at, 200)).One("main")
	page.Says("2 / 4")
	page.Says("未过半数，不能表决")
	d.Must("chenxiao", &organ.Attend{ID: strings.TrimPrefix(at, "/register/sittings/"), Excused: []string{third}})
	page = see.Parse(t, d.get("chenxiao", at, 200)).One("main")
	page.Says("3 / 4")
	page.Says("已过全体组成人员的半数")
	page.Silent("戊委员")
	see.Parse(t, d.get("chenxiao", "/register/sittings", 200)).One("#sittings").Says("3 / 4")
	d.lower()
	id := strings.TrimPrefix(at, "/register/sittings/")
	d.gone("xianjing", at, id)
	d.gone("xianjing", at+"/attend", id)
	if list := d.get("xianjing", "/register/sittings", 200); strings.Contains(list, "第三十二次会议") {
		t.Error("a county lists the city's sessions")
	}
}

// A station says who is there and who was, each with days.
func TestStationsOnThePages(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	d.Import("stations", "联络站代码,联络站名称,地址,设立日期\nS1,城东代表联络站,城东路1号,2023-01-01\nS2,城西代表联络站,城西路2号,2023-01-01\n")
	d.Import("deputies", "代表证号,姓名,联络站,任期开始\nD1,戴本正,S1,2022-01-10\n")
	east, west := office.RegisterID("station", officetest.Place, "S1"), office.RegisterID("station", officetest.Place, "S2")
	deputy := office.RegisterID("deputyrec", officetest.Place, "D1")
	see.Parse(t, d.get("chenxiao", "/register/stations/"+east, 200)).One("#attached").Says("戴本正")
	if res := d.post("chenxiao", "/register/deputies/"+deputy+"/attach", "71", "station", west, "day", "2026-03-01", "confirm", "1"); res.StatusCode != 303 {
		t.Fatalf("%d %s", res.StatusCode, body(t, res))
	}
	see.Parse(t, d.get("chenxiao", "/register/stations/"+east, 200)).One("#attached").Says("至 3月1日")
	see.Parse(t, d.get("chenxiao", "/register/stations/"+west, 200)).One("#attached").Says("自 3月1日")
	see.Parse(t, d.get("chenxiao", "/register/deputies/"+deputy, 200)).One("#stations").Says("城东代表联络站")
	if res := d.post("chenxiao", "/register/stations/"+east+"/close", "72", "day", "2026-03-01", "confirm", "1"); res.StatusCode != 303 {
		t.Fatalf("%d %s", res.StatusCode, body(t, res))
	}
	if list := see.Parse(t, d.get("chenxiao", "/register/stations", 200)).One("main").Text(); strings.Contains(list, "城东代表联络站") {
		t.Error("a closed station stands among those in use")
	}
	see.Parse(t, d.get("chenxiao", "/register/stations?ended=1", 200)).One("main").Says("城东代表联络站")
	see.Parse(t, d.get("chenxiao", "/register/stations/"+east, 200)).One("#attached").Says("戴本正")
	d.lower()
	d.gone("xianjing", "/register/stations/"+east, east)
	d.gone("xianjing", "/register/deputies/"+deputy, deputy)
	if list := d.get("xianjing", "/register/stations?ended=1", 200); strings.Contains(list, "代表联络站</a>") {
		t.Error("a county lists the city's stations")
	}
}

// The service record holds posts, votes and corrections, and neither a score
// nor anything unproven; beyond its own committee there is none.
func TestTheServiceRecordIsAPaper(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	d.Import("organs", strings.NewReplacer(",公安,", ",police,", ",法院,", ",court,").Replace(organs))
	d.Import("officers", "证件编号,姓名,所在机关,职务,出生年,任职日期\nP001,骆正平,MZGA,支队长,1975,2021-03-01\n")
	d.Import("members", "编号,姓名,职务,届次,任职日期\nM1,甲主任,chair,第九届,2022-01-10\nM2,乙副主任,vice,第九届,2022-01-10\nM3,丙委员,member,第九届,2022-01-10\nM4,丁委员,member,第九届,2022-01-10\nM5,戊委员,member,第九届,2022-01-10\n")
	id := office.RegisterID("officer", officetest.Place, "P001")
	d.MustAs(d.Person("chenxiao"), &organ.Appoint{ID: id, Kind: "appoint", Title: "副局长", Session: "第九届人大常委会第三十二次会议", For: 4, Against: 1},
		office.Order{Body: &act.Body{Name: "committee", Minute: "常委会公报〔2026〕1号", Date: "2026-02-26"}})
	d.Must("chenxiao", &problem.Draft{Title: "讯问录像缺失未查实", Statement: "抽查发现部分讯问没有同步录音录像，情况待核实。", Class: "norm.notice", Organ: officetest.OrganID("MZGA"), Officers: []string{id}, Origin: "inspection"})
	at := "/register/officers/" + id
	paper, err := gongwen.Text([]byte(d.get("chenxiao", at+"/record.docx", 200)))
	if err != nil {
		t.Fatal(err)
	}
	page := see.Parse(t, d.get("chenxiao", at, 200)).One("main").Text()
	for _, want := range []string{"骆正平", "支队长", "副局长", "第九届人大常委会第三十二次会议", "常委会公报〔2026〕1号"} {
		if !strings.Contains(paper, want) || !strings.Contains(page, want) {
			t.Errorf("%q: on the paper %v, on the page %v", want, strings.Contains(paper, want), strings.Contains(page, want))
		}
	}
	for _, where := range []string{paper, page} {
		for _, bad := range []string{"讯问录像缺失未查实", "得分", "名次", "分数", "评分：", "排名："} {
			if strings.Contains(where, bad) {
				t.Errorf("the service record says %q", bad)
			}
		}
	}
	if !strings.Contains(paper, "本档案不评分、不排名") || !strings.Contains(paper, "全体 5 人：赞成 4，反对 1") {
		t.Errorf("the paper: %s", paper)
	}
	d.lower()
	d.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "ga.liaison", "公安联络员", access.Liaison)
	for _, login := range []string{"xianjing", "deputy", "ga.liaison"} {
		d.gone(login, at, id)
		d.gone(login, at+"/record.docx", id)
	}
}

// What an organ found by itself stands apart in the service record, on the page
// and on the paper, and is not among what oversight found.
func TestWhatTheOrganFoundItselfStandsApart(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	d.Import("organs", strings.NewReplacer(",公安,", ",police,", ",法院,", ",court,").Replace(organs))
	d.Import("officers", "证件编号,姓名,所在机关,职务,出生年,任职日期\nP001,骆正平,MZGA,支队长,1975,2021-03-01\n")
	d.Open("mishuzhang", "秘书长", access.Secretary)
	id := office.RegisterID("officer", officetest.Place, "P001")
	d.confirmed("支队台账登记滞后自查发现", "self_inspection", id)
	d.confirmed("支队讯问录像保存不完整", "inspection", id)
	at := "/register/officers/" + id
	page := see.Parse(t, d.get("chenxiao", at, 200))
	page.One("#self").Says("支队台账登记滞后自查发现")
	page.One("#self").Silent("支队讯问录像保存不完整")
	page.One("#matters").Says("支队讯问录像保存不完整")
	page.One("#matters").Silent("支队台账登记滞后自查发现")
	paper, err := gongwen.Text([]byte(d.get("chenxiao", at+"/record.docx", 200)))
	if err != nil {
		t.Fatal(err)
	}
	_, own, apart := strings.Cut(paper, "自查主动发现的问题（单独列示，不计入上项）")
	if !apart || !strings.Contains(own, "支队台账登记滞后自查发现") || strings.Contains(own, "支队讯问录像保存不完整") {
		t.Errorf("the paper: %s", paper)
	}
}

// confirmed brings a problem that names an officer to the council's confirmation.
func (d *desk) confirmed(title, origin, officer string) {
	d.t.Helper()
	id := d.Must("chenxiao", &problem.Draft{Title: title, Statement: "抽查发现部分台账和记录不完整，涉及同一支队。", Class: "norm.notice", Organ: officetest.OrganID("MZGA"), Officers: []string{officer}, Origin: origin}).Subject
	d.Must("chenxiao", &problem.AddEvidence{ID: id, Kind: "interview", Grade: "multiple", Title: "走访记录"})
	d.Must("linlan", &problem.InviteReply{ID: id})
	d.Wait(60 * 24 * 3600 * 1e9)
	d.Must("linlan", &problem.ProposeConfirm{ID: id})
	d.MustAs(d.Person("mishuzhang"), &problem.Confirm{ID: id}, office.Order{Body: &act.Body{Name: "council", Minute: "主任会议纪要〔2026〕9号", Date: act.DayOf(d.Now())}})
}

// A deputy whose term has passed is no longer listed, invited or given a
// station, though nobody did anything on that day.
func TestATermPassesByItself(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	d.Import("stations", "联络站代码,联络站名称,地址,站长,联系方式,设立日期,撤销日期\nZ1,城东联络站,城东路1号,,,2022-01-10,\n")
	d.Import("deputies", "代表证号,姓名,职业,任期开始,任期届满\nD1,甲代表,教师,2022-01-10,2026-03-10\nD2,乙代表,医生,2022-01-10,\n")
	offered := func() (out string) {
		ds, err := d.O.DeputyOffers(t.Context(), d.Person("chenxiao"), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range ds {
			out += x.Name
		}
		return out
	}
	if list := d.get("chenxiao", "/register/deputies", 200); !strings.Contains(list, "甲代表") || !strings.Contains(offered(), "甲代表") {
		t.Fatalf("before her last day: %s", offered())
	}
	d.Wait(11 * 24 * 3600 * 1e9)
	if list := see.Parse(t, d.get("chenxiao", "/register/deputies", 200)).One("#list").Text(); strings.Contains(list, "甲代表") || !strings.Contains(list, "乙代表") {
		t.Errorf("the list: %s", list)
	}
	if list := see.Parse(t, d.get("chenxiao", "/register/deputies?ended=1", 200)).One("#list").Text(); !strings.Contains(list, "甲代表") || !strings.Contains(list, "已不再担任") {
		t.Errorf("with ended ones: %s", list)
	}
	if got := offered(); strings.Contains(got, "甲代表") || !strings.Contains(got, "乙代表") {
		t.Errorf("offered for an invitation: %s", got)
	}
	first := office.RegisterID("deputyrec", officetest.Place, "D1")
	see.Parse(t, d.get("chenxiao", "/register/deputies/"+first, 200)).One("main").Silent("在册")
	station := office.RegisterID("station", officetest.Place, "Z1")
	d.Refused(act.NotNow, "chenxiao", &organ.Attach{ID: first, Station: station, Day: "2026-03-11"})
}
