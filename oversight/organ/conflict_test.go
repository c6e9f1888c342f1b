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
		got, ok := Together(a, Officer{Posts: c.b}, "2023-03-02")
		back, ok2 := Together(Officer{Posts: c.b}, a, "2023-03-02")
		if ok != c.ok || ok2 != ok || ok && (got != c.want || back != c.want) {
			t.Errorf("%s: %+v %v", name, got, ok)
		}
	}
	both := Officer{Posts: []Post{post("v", "2020-01-01", "")}}
	if got, ok := Together(both, both, "2023-03-02"); !ok || got.Until != "" {
		t.Errorf("still there: %+v", got)
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
