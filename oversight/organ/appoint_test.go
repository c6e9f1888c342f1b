package organ

import (
	"strings"
	"testing"

	"hengjian/oversight/act"
)

func judge() Officer {
	return Officer{Head: act.Head{ID: "o", Version: 1, State: "listed", Place: "990200", Regime: "2026-01-01"}, Code: "F001", Name: "商衡", Organ: "fy", Unit: "u", Title: "庭长",
		Posts: []Post{{Unit: "u", Title: "庭长", Since: "2020-01-01"}}}
}

func TestAppointmentsAndLeaving(t *testing.T) {
	m := moment
	m.Body = &act.Body{Name: "committee", Minute: "常委会公报〔2026〕1号", Date: "2026-02-26"}
	vote := func(yes int64, kind string) Appoint {
		return Appoint{ID: "o", Kind: kind, Title: "审判员", Post: 1, Session: "第九届人大常委会第三十二次会议", Base: 47, For: yes, Against: 10, Abstain: 10, Succession: Succession{Next: "vacant"}}
	}
	failed := judge()
	failed.Appointments = []Appointment{{Kind: "appoint", Title: "审判员", Ours: true}, {Kind: "appoint", Title: "审判员", Ours: true}}
	for name, c := range map[string]struct {
		o     Officer
		a     act.Act[Officer]
		field string
		ok    func(Officer) bool
	}{
		"passes with more than half of all": {judge(), vote(24, "appoint"), "", func(o Officer) bool { return o.Appointments[0].Passed && o.Title == "审判员" && o.Appointee }},
		"half of all members is too few": {judge(), vote(23, "appoint"), "", func(o Officer) bool {
			return !o.Appointments[0].Passed && o.Title == "庭长" && !o.Appointee && len(o.Posts) == 1
		}},
		"no quorum":                         {judge(), vote(3, "appoint"), "for", nil},
		"more votes than members":           {judge(), vote(40, "appoint"), "for", nil},
		"members otherwise by the register": {judge(), func() act.Act[Officer] { a := vote(30, "appoint"); a.Base = 50; a.Needs.Base = 47; return a }(), "base", nil},
		"a third nomination":                {failed, vote(24, "appoint"), "title", nil},
		"a removal ends the post": {judge(), vote(24, "dismiss"), "", func(o Officer) bool {
			return o.Posts[0].Until == "2026-02-26" && o.Posts[0].Next == "vacant" && o.Title == ""
		}},
		"a head leaves and nobody follows": {judge(), Leave{ID: "o", Day: "2026-03-01", Why: "retire"}, "next", nil},
		"a head leaves":                    {judge(), Leave{ID: "o", Day: "2026-03-01", Why: "retire", Succession: Succession{Next: "F002"}, Needs: LeaveNeeds{Next: SuccessionNeeds{ID: "n", Name: "丁一"}}}, "", func(o Officer) bool { return o.State == "ended" && o.Posts[0].NextName == "丁一" }},
		"why in one's own words":           {judge(), Leave{ID: "o", Day: "2026-03-01", Why: "因被举报调离", Succession: Succession{Next: "vacant"}}, "why", nil},
		"an accusation as a reason":        {judge(), AmendOfficer{ID: "o", What: "grade", To: "三级", Reason: "该人涉嫌受贿"}, "reason", nil},
		"an identity number":               {judge(), AmendOfficer{ID: "o", What: "code", To: "11010519491231002X", Reason: "核对档案后更正。"}, "to", nil},
		"moved to another post": {judge(), Assign{ID: "o", Title: "副院长", Since: "2026-03-01", Body: "congress", Doc: "明州市人大公报", Succession: Succession{Next: "acting", NextNote: "丁一"}, Needs: AssignNeeds{Ours: true}}, "", func(o Officer) bool {
			return o.Title == "副院长" && o.Posts[0].NextName == "丁一" && len(o.Appointments) == 1
		}},
		"this committee needs a vote": {judge(), Assign{ID: "o", Title: "审判员", Since: "2026-03-01", Body: "committee", Doc: "明人", Succession: Succession{Next: "vacant"}, Needs: AssignNeeds{Ours: true}}, "by", nil},
	} {
		got, _, err := act.Run(&OfficerLife, c.o, c.a, m)
		if c.field != "" {
			if err == nil || !strings.Contains(err.Error(), ": "+c.field+": ") {
				t.Errorf("%s: %v, want it refused at %s", name, err, c.field)
			}
		} else if err != nil || !c.ok(got) {
			t.Errorf("%s: %v %+v", name, err, got)
		}
	}
}

func TestAlike(t *testing.T) {
	a := Officer{Head: act.Head{ID: "a"}, Code: "99J-001", Name: "骆正平", Born: "1975", Sex: "男", Organ: "ga"}
	for name, c := range map[string]struct {
		b    Officer
		want string
	}{
		"certificate written otherwise": {Officer{Head: act.Head{ID: "b"}, Code: "99j 001", Name: "骆正苹"}, "code"},
		"name and year":                 {Officer{Head: act.Head{ID: "b"}, Code: "x", Name: "骆正平", Born: "1975"}, "name born"},
		"name and another year":         {Officer{Head: act.Head{ID: "b"}, Code: "x", Name: "骆正平", Born: "1981"}, ""},
		"name and another sex":          {Officer{Head: act.Head{ID: "b"}, Code: "x", Name: "骆正平", Sex: "女"}, ""},
		"nothing":                       {Officer{Head: act.Head{ID: "b"}, Code: "x", Name: "丁一"}, ""},
		"found to be two":               {Officer{Head: act.Head{ID: "b"}, Code: "x", Name: "骆正平", Apart: []string{"a"}}, ""},
		"merged already":                {Officer{Head: act.Head{ID: "b"}, Code: "x", Name: "骆正平", Into: "a"}, ""},
	} {
		var got []string
		for _, w := range Alike(a, c.b) {
			got = append(got, w.Code)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

func TestIdentityNumber(t *testing.T) {
	for s, want := range map[string]bool{"11010519491231002X": true, "11010519491231002x": true, "110105194912310021": false, "130503670401001": true, "990200123456789013": false, "99J020000001": false, "": false} {
		if IdentityNumber(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

// A post whose last day is still to come is held: it is ended by the acts that
// end a post, asks who follows, and is put right as the present one.
func TestAPostWithALastDayToCome(t *testing.T) {
	m := moment
	m.Body = &act.Body{Name: "committee", Minute: "常委会公报〔2026〕1号", Date: "2026-02-26"}
	soon := judge()
	soon.Posts = []Post{{Unit: "u", Title: "庭长", Since: "2020-01-01", Until: "2026-03-31"}}
	gone := judge()
	gone.Until, gone.Posts = "2026-03-02", []Post{{Unit: "u", Title: "庭长", Since: "2020-01-01", Until: "2026-03-02"}}
	vote := Appoint{ID: "o", Kind: "remove", Post: 1, Session: "第九届人大常委会第三十二次会议", Base: 47, For: 40}
	for name, c := range map[string]struct {
		o     Officer
		a     act.Act[Officer]
		field string // refused there, or "state"; "" lawful
		ok    func(Officer) bool
	}{
		"left, nobody follows":      {soon, Leave{ID: "o", Day: "2026-03-01", Why: "retire"}, "next", nil},
		"vacant, in a clerk's word": {soon, Leave{ID: "o", Day: "2026-03-01", Why: "retire", Succession: Succession{Next: " 空缺"}}, "", func(o Officer) bool { return o.Posts[0].Next == "vacant" }},
		"left":                      {soon, Leave{ID: "o", Day: "2026-03-01", Why: "retire", Succession: Succession{Next: "vacant"}}, "", func(o Officer) bool { return o.Posts[0].Until == "2026-03-01" && o.Posts[0].Next == "vacant" }},
		"released, nobody follows":  {soon, vote, "next", nil},
		"released": {soon, func() Appoint { a := vote; a.Next = "vacant"; return a }(), "", func(o Officer) bool {
			return o.Posts[0].Until == "2026-02-26" && o.Posts[0].Next == "vacant" && o.Title == ""
		}},
		"moved on, nobody follows": {soon, Assign{ID: "o", Title: "副院长", Since: "2026-03-01", Body: "congress", Doc: "明州市人大公报", Needs: AssignNeeds{Ours: true}}, "next", nil},
		"its title corrected as the present one": {soon, AmendOfficer{ID: "o", What: "title", To: "副庭长", Reason: "核对档案后更正。"}, "", func(o Officer) bool {
			return o.Posts[0].Title == "副庭长" && o.Title == "副庭长"
		}},
		"gone, and leaves again":          {gone, Leave{ID: "o", Day: "2026-03-01", Why: "retire", Succession: Succession{Next: "vacant"}}, "state", nil},
		"gone, and released":              {gone, func() Appoint { a := vote; a.Next = "vacant"; return a }(), "post", nil},
		"gone, no present one to correct": {gone, AmendOfficer{ID: "o", What: "title", To: "副庭长", Reason: "核对档案后更正。"}, "post", nil},
		"gone, and back": {gone, Assign{ID: "o", Title: "副院长", Since: "2026-03-01", Body: "congress", Doc: "明州市人大公报", Needs: AssignNeeds{Ours: true}}, "", func(o Officer) bool {
			return o.State == "listed" && o.Until == "" && o.Title == "副院长"
		}},
	} {
		got, _, err := act.Run(&OfficerLife, c.o, c.a, m)
		switch {
		case c.field == "state":
			if act.KindOf(err) != act.NotNow {
				t.Errorf("%s: %v, want it refused for the state", name, err)
			}
		case c.field != "":
			if err == nil || !strings.Contains(err.Error(), ": "+c.field+": ") {
				t.Errorf("%s: %v, want it refused at %s", name, err, c.field)
			}
		case err != nil || !c.ok(got):
			t.Errorf("%s: %v %+v", name, err, got)
		}
	}
	if got := soon.As("2026-03-30"); got.Title != "庭长" || got.Unit != "u" {
		t.Errorf("before the last day: %q of %q", got.Title, got.Unit)
	}
	if got := soon.As("2026-03-31"); got.Title != "" || got.Unit != "" {
		t.Errorf("on the last day: %q of %q", got.Title, got.Unit)
	}
	two := soon
	two.Posts = []Post{{Unit: "v", Title: "审判员", Since: "2019-01-01"}, soon.Posts[0]}
	if got := two.As("2026-03-31"); got.Title != "审判员" || got.Unit != "v" {
		t.Errorf("beside it another post lasts: %q of %q", got.Title, got.Unit)
	}
}
