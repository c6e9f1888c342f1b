package organ

import (
	"testing"

	"hengjian/oversight/act"
)

// Colleagues are who held posts in one unit at one time, not too long ago; a post
// whose unit nobody wrote down is with nobody.
func TestTogether(t *testing.T) {
	post := func(unit, since, until string) Post { return Post{Unit: unit, Since: since, Until: until} }
	a := Officer{Posts: []Post{post("u", "2010-01-01", "2019-05-01"), post("v", "2019-05-01", "2024-03-01"), post("", "2024-03-01", "")}}
	for name, c := range map[string]struct {
		b    []Post
		want Overlap
		ok   bool
	}{
		"overlapping":           {[]Post{post("v", "2020-02-01", "")}, Overlap{"v", "2020-02-01", "2024-03-01"}, true},
		"the later of two":      {[]Post{post("u", "2018-01-01", "2023-06-01"), post("v", "2021-01-01", "2023-09-01")}, Overlap{"v", "2021-01-01", "2023-09-01"}, true},
		"too long ago":          {[]Post{post("u", "2011-01-01", "2022-01-01")}, Overlap{}, false},
		"one after the other":   {[]Post{post("v", "2024-03-01", "")}, Overlap{}, false},
		"another unit":          {[]Post{post("w", "2020-02-01", "")}, Overlap{}, false},
		"units not on record":   {[]Post{post("", "2024-05-01", "")}, Overlap{}, false},
		"nothing is on record":  {nil, Overlap{}, false},
		"ended before it began": {[]Post{post("v", "2023-01-01", "2022-12-01")}, Overlap{}, false},
	} {
		got, ok := Together(a, Officer{Posts: c.b}, "2023-03-02", nil)
		back, ok2 := Together(Officer{Posts: c.b}, a, "2023-03-02", nil)
		if ok != c.ok || ok2 != ok || ok && (got != c.want || back != c.want) {
			t.Errorf("%s: %+v %v", name, got, ok)
		}
	}
	both := Officer{Posts: []Post{post("v", "2020-01-01", "")}}
	if got, ok := Together(both, both, "2023-03-02", nil); !ok || got.Until != "" {
		t.Errorf("still there: %+v", got)
	}
}

// A unit that was merged, split or renamed is one workplace with what it came from
// and became, from the day on which it became so and not before.
func TestTogetherThroughReorganisations(t *testing.T) {
	unit := func(id, since, until string, heirs ...string) Unit {
		return Unit{Head: act.Head{ID: id}, Since: since, Until: until, Heirs: heirs}
	}
	units := Lineage{}
	for _, u := range []Unit{
		unit("xing1", "", "2020-01-01", "xing"), unit("xing2", "2010-01-01", "2020-01-01", "xing"), // merged into a new one
		unit("xing", "2020-01-01", "2024-01-01", "heavy", "light"), unit("heavy", "2024-01-01", ""), unit("light", "2024-01-01", ""), // split
		unit("small", "", "2022-06-01", "big"), unit("big", "", ""), // merged into one that lasts
		unit("kept", "", "", "new"), unit("new", "2023-05-01", ""), // split and kept
		unit("closed", "", "2021-01-01"), unit("a", "2020-01-01", "2020-01-01", "b"), unit("b", "2021-01-01", "2020-06-01", "a"), // a circle, by mistake
	} {
		units[u.ID] = u
	}
	post := func(unit, since, until string) Post { return Post{Unit: unit, Since: since, Until: until} }
	for name, c := range map[string]struct {
		a, b Post
		want Overlap // no unit: never
	}{
		"an old post and one of the new unit": {post("xing1", "2015-01-01", ""), post("xing", "2021-01-01", ""), Overlap{"heavy", "2021-01-01", ""}},
		"both on old entries, merged since":   {post("xing1", "2015-01-01", "2023-01-01"), post("xing2", "2015-01-01", ""), Overlap{"xing", "2020-01-01", "2023-01-01"}},
		"both left before the merger":         {post("xing1", "2015-01-01", "2019-06-01"), post("xing2", "2015-01-01", "2019-06-01"), Overlap{}},
		"the day of the merger":               {post("xing1", "2015-01-01", "2020-01-01"), post("xing2", "2015-01-01", ""), Overlap{}},
		"a new entry for an older post":       {post("xing", "2016-01-01", ""), post("xing1", "2015-01-01", "2018-06-01"), Overlap{"xing1", "2016-01-01", "2018-06-01"}},
		"two steps back":                      {post("light", "2012-01-01", ""), post("xing2", "2011-01-01", "2014-01-01"), Overlap{"xing2", "2012-01-01", "2014-01-01"}},
		"nobody wrote down which half":        {post("xing", "2021-01-01", ""), post("light", "2024-03-01", ""), Overlap{"light", "2024-03-01", ""}},
		"the two halves":                      {post("heavy", "2024-01-01", ""), post("light", "2024-01-01", ""), Overlap{}},
		"the two halves, long before":         {post("heavy", "2021-01-01", ""), post("light", "2021-01-01", ""), Overlap{"xing", "2021-01-01", "2024-01-01"}},
		"into one that lasts":                 {post("small", "2015-01-01", ""), post("big", "2010-01-01", ""), Overlap{"big", "2022-06-01", ""}},
		"not before":                          {post("small", "2015-01-01", "2022-06-01"), post("big", "2010-01-01", "2022-06-01"), Overlap{}},
		"split and kept":                      {post("kept", "2015-01-01", ""), post("new", "2019-01-01", ""), Overlap{"kept", "2019-01-01", "2023-05-01"}},
		"closed without an heir":              {post("closed", "2015-01-01", ""), post("closed", "2020-01-01", "2022-01-01"), Overlap{"closed", "2020-01-01", "2022-01-01"}},
		"units not in the lineage":            {post("x", "2015-01-01", ""), post("x", "2016-01-01", ""), Overlap{"x", "2016-01-01", ""}},
		"a circle ends":                       {post("a", "2015-01-01", ""), post("xing", "2021-01-01", ""), Overlap{}},
	} {
		a, b := Officer{Posts: []Post{c.a}}, Officer{Posts: []Post{c.b}}
		got, ok := Together(a, b, "2000-01-01", units)
		back, ok2 := Together(b, a, "2000-01-01", units)
		if ok != (c.want.Unit != "") || ok2 != ok || got.Since != c.want.Since || got.Until != c.want.Until || back.Since != got.Since || back.Until != got.Until || got.Unit != c.want.Unit {
			t.Errorf("%s: %+v %v, the other way %+v", name, got, ok, back)
		}
	}
	if _, ok := Together(Officer{Posts: []Post{post("xing1", "2015-01-01", "")}}, Officer{Posts: []Post{post("xing2", "2015-01-01", "2021-01-01")}}, "2021-01-01", units); ok {
		t.Error("together too long ago, and counted")
	}
}

func TestConflictOf(t *testing.T) {
	police := Organ{Head: act.Head{ID: "ga"}, Code: "MZGA", Name: "明州市公安局", Sort: "police"}
	for name, c := range map[string]struct {
		d    Deputy
		kin  []string
		at   Organ
		want string
	}{
		"nothing":          {Deputy{Employer: "明州市第一中学"}, []string{"court"}, police, ""},
		"works there":      {Deputy{Employer: "明州市公安局"}, nil, police, "works"},
		"works in a unit":  {Deputy{Employer: "明州市公安局北仓派出所"}, nil, police, "works"},
		"a name like it":   {Deputy{Employer: "北明州市公安局"}, nil, police, ""},
		"supplies by id":   {Deputy{Supplies: []string{"ga"}}, nil, police, "supplies"},
		"supplies by code": {Deputy{Supplies: []string{"MZGA"}}, nil, police, "supplies"},
		"supplies another": {Deputy{Supplies: []string{"fy"}}, nil, police, ""},
		"lawyer":           {Deputy{Lawyer: true}, nil, police, "lawyer"},
		"kin":              {Deputy{}, []string{"police"}, police, "kin"},
		"no organ visited": {Deputy{Lawyer: true}, []string{"police"}, Organ{}, ""},
	} {
		got, ok := ConflictOf(c.d, c.kin, c.at)
		if got.Code != c.want || ok != (c.want != "") || ok && (got.Zh == "" || got.En == "") {
			t.Errorf("%s: %+v %v", name, got, ok)
		}
	}
}
