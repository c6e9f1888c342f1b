package organ

import (
	"strings"
	"testing"
	"time"

	"hengjian/oversight/act"
)

var moment = act.Moment{At: time.Date(2026, 3, 2, 10, 0, 0, 0, act.Shanghai), By: "c", Role: "clerk", NewID: "new"}

func station() Unit {
	return Unit{Head: act.Head{ID: "u", Version: 1, State: "listed", Place: "990200", Regime: "2026-01-01"}, Code: "G1", Name: "北仓派出所", Organ: "ga", Since: "2001-03-01"}
}

var order = Paper{Day: "2026-03-01", Doc: "明编〔2026〕12号"}

func TestReorganisation(t *testing.T) {
	two := []NewUnit{{Code: "a", Name: "北仓东派出所"}, {Code: "b", Name: "北仓西派出所"}}
	for name, c := range map[string]struct {
		a     act.Act[Unit]
		field string // refused there; "" lawful
		to    string
	}{
		"rename":                       {Rename{ID: "u", Paper: order, New: "北海派出所"}, "", "listed"},
		"rename to the same":           {Rename{ID: "u", Paper: order, New: "北仓派出所"}, "new", ""},
		"rename without a document":    {Rename{ID: "u", Paper: Paper{Day: "2026-03-01"}, New: "北海派出所"}, "doc", ""},
		"a day to come":                {Rename{ID: "u", Paper: Paper{Day: "2026-03-03", Doc: "明编〔2026〕12号"}, New: "北海派出所"}, "day", ""},
		"before it was set up":         {Close{ID: "u", Paper: Paper{Day: "2000-01-01", Doc: "明编〔2026〕12号"}}, "day", ""},
		"an accusation as note":        {Close{ID: "u", Paper: Paper{Day: "2026-03-01", Doc: "明编〔2026〕12号", Note: "该所民警被反映刑讯逼供，故撤销"}}, "note", ""},
		"move":                         {Move{ID: "u", Paper: order, Upper: "x", Needs: MoveNeeds{Ours: true, Upper: true}}, "", "listed"},
		"move under itself":            {Move{ID: "u", Paper: order, Upper: "x", Needs: MoveNeeds{Ours: true, Upper: true, Circle: true}}, "upper", ""},
		"move to a foreign organ":      {Move{ID: "u", Paper: order, Organ: "fy"}, "organ", ""},
		"move nowhere":                 {Move{ID: "u", Paper: order, Needs: MoveNeeds{Ours: true}}, "upper", ""},
		"move away from what is below": {Move{ID: "u", Paper: order, Organ: "sf", Needs: MoveNeeds{Ours: true, Below: true}}, "organ", ""},
		"close":                        {Close{ID: "u", Paper: order}, "", "ended"},
		"merge":                        {Merge{ID: "u", Paper: order, Into: "h", Needs: MergeNeeds{Heir: "h", Into: true}}, "", "ended"},
		"merge into itself":            {Merge{ID: "u", Paper: order, Into: "u", Needs: MergeNeeds{Heir: "u", Into: true}}, "into", ""},
		"merge into what is below":     {Merge{ID: "u", Paper: order, Into: "h", Needs: MergeNeeds{Heir: "h", Into: true, Under: true}}, "into", ""},
		"merge into a code taken":      {Merge{ID: "u", Paper: order, New: two[0], Needs: MergeNeeds{Heir: "h", Taken: true}}, "new.code", ""},
		"split":                        {Split{ID: "u", Paper: order, Into: two, Needs: SplitNeeds{IDs: []string{"a", "b"}, Taken: []bool{false, false}}}, "", "ended"},
		"split into one":               {Split{ID: "u", Paper: order, Into: two[:1]}, "into", ""},
		"split off one":                {Split{ID: "u", Paper: order, Into: two[:1], Keep: true, Needs: SplitNeeds{IDs: []string{"a"}}}, "", "listed"},
		"split into the same twice":    {Split{ID: "u", Paper: order, Into: []NewUnit{two[0], two[0]}}, "into.1.code", ""},
		"amend without a reason":       {AmendUnit{ID: "u", NewName: "北仓派出所"}, "reason", ""},
	} {
		got, _, err := act.Run(&UnitLife, station(), c.a, moment)
		if c.field == "" {
			if err != nil || got.State != c.to || c.to == "ended" && got.Until != "2026-03-01" {
				t.Errorf("%s: %v, %s until %s", name, err, got.State, got.Until)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), ": "+c.field+": ") {
			t.Errorf("%s: %v, want it refused at %s", name, err, c.field)
		}
	}
}

func TestAUnitAsOfADay(t *testing.T) {
	u := station()
	for _, a := range []act.Act[Unit]{
		Rename{ID: "u", Paper: Paper{Day: "2010-01-01", Doc: "明编〔2009〕1号"}, New: "北海派出所"},
		Move{ID: "u", Paper: Paper{Day: "2015-01-01", Doc: "明编〔2014〕1号"}, Organ: "sf", Needs: MoveNeeds{Ours: true}},
		Rename{ID: "u", Paper: Paper{Day: "2020-01-01", Doc: "明编〔2019〕1号"}, New: "北海司法所"},
	} {
		var err error
		if u, _, err = act.Run(&UnitLife, u, a, moment); err != nil {
			t.Fatal(err)
		}
	}
	for day, want := range map[string]string{"2005-06-01": "北仓派出所 ga", "2010-01-01": "北海派出所 ga", "2015-01-01": "北海派出所 sf", "2019-12-31": "北海派出所 sf", "2020-01-01": "北海司法所 sf", "2026-03-02": "北海司法所 sf"} {
		if x := u.As(day); x.Name+" "+x.Organ != want {
			t.Errorf("%s: %s %s, want %s", day, x.Name, x.Organ, want)
		}
	}
	if s := strings.Join(u.Stood(), " "); s != "sf ga" {
		t.Errorf("it has been of %s", s)
	}
	if _, _, err := act.Run(&UnitLife, u, Rename{ID: "u", Paper: Paper{Day: "2012-01-01", Doc: "明编〔2011〕1号"}, New: "北方派出所"}, moment); err == nil {
		t.Error("a renaming was put before later ones")
	}
}

// A unit whose last day has come is no more, although no act has said so: it is
// neither renamed nor closed, and can be restored.
func TestAUnitWhoseLastDayHasCome(t *testing.T) {
	u := station()
	for until, past := range map[string]bool{"2026-03-03": false, "2026-03-02": true} {
		u.Until = until
		for name, a := range map[string]act.Act[Unit]{"rename": Rename{ID: "u", Paper: order, New: "北海派出所"}, "close": Close{ID: "u", Paper: order}} {
			if _, _, err := act.Run(&UnitLife, u, a, moment); (act.KindOf(err) == act.NotNow) != past || (err == nil) == past {
				t.Errorf("%s with the last day %s: %v", name, until, err)
			}
		}
		got, _, err := act.Run(&UnitLife, u, Restore{ID: "u", Reason: "截止日期填写有误。"}, moment)
		if (err == nil) != past || past && (got.State != "listed" || got.Until != "") {
			t.Errorf("restored with the last day %s: %v %+v", until, err, got)
		}
	}
}
