package organ

import (
	"testing"

	"hengjian/oversight/act"
)

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
