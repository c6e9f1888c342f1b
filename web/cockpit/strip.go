package cockpit

import (
	"strconv"

	"hengjian/office"
	"hengjian/oversight/law"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// group is the lines of one level of the strip.
type group struct {
	Level   string
	Rows    []stripRow
	Without []string // committees without a plan made from this one: their own affair
}

// stripRow is one committee: its plan, its stages under the columns of the
// shared plan, and counts.
type stripRow struct {
	Name  string
	Own   bool
	Plan  kit.State
	Cells []stripCell
	Asked string
	Tasks string
	URL   string // behind the counts of the own line
}

// stripCell is one stage: a word, a shape and a colour.
type stripCell struct {
	State kit.State
	Sub   string // the committee's own name of the stage, where it is another
}

var levelWords = map[string][2]string{"province": {"省级", "Province"}, "city": {"市级", "Cities"}, "county": {"县级", "Counties"}}

// stages are the columns: those of the plan whose cockpit it is.
func (v view) stages() []office.LevelStage {
	for _, l := range v.k.Levels {
		if l.Own {
			return l.Stages
		}
	}
	return nil
}

// strip lays the levels out, those without a plan named in one line each.
func (v view) strip() (out []group) {
	p, cols := v.p, v.stages()
	for _, l := range v.k.Levels {
		if len(out) == 0 || out[len(out)-1].Level != p.L(levelWords[l.Level][0], levelWords[l.Level][1]) {
			out = append(out, group{Level: p.L(levelWords[l.Level][0], levelWords[l.Level][1])})
		}
		g := &out[len(out)-1]
		if l.State == "" {
			g.Without = append(g.Without, l.Name)
			continue
		}
		r := stripRow{Name: l.Name, Own: l.Own, Plan: v.pill("campaign", l.State), Asked: "—", Tasks: strconv.Itoa(l.Done) + "/" + strconv.Itoa(l.Tasks)}
		if l.Asked > 0 {
			r.Asked = strconv.Itoa(l.Answered) + "/" + strconv.Itoa(l.Asked)
		}
		r.URL = v.path + "/coverage"
		if l.Own {
			r.URL = v.path + "/tasks"
		}
		for i := range cols {
			r.Cells = append(r.Cells, v.cell(cols, i, l.Stages))
		}
		g.Rows = append(g.Rows, r)
	}
	return out
}

// cell gathers a committee's own stages under one column: of the same name, or
// with most days in common. Each committee plans its own stages.
func (v view) cell(cols []office.LevelStage, col int, own []office.LevelStage) stripCell {
	var mine []office.LevelStage
	for _, s := range own {
		if columnOf(cols, s) == col {
			mine = append(mine, s)
		}
	}
	p := v.p.Page
	if len(mine) == 0 {
		return stripCell{State: kit.State{Word: p.L("—", "—"), Tone: kit.Closed}}
	}
	x := stripCell{}
	show := mine[len(mine)-1]
	for _, s := range mine {
		if s.Now != "done" {
			show = s
			break
		}
	}
	switch show.Now {
	case "done":
		x.State = kit.State{Word: p.L("已过 ", "over ") + short(p, show.Until), Tone: kit.OK}
	case "here":
		x.State = kit.State{Word: p.L("进行中 至", "now, to ") + short(p, show.Until), Tone: kit.Active}
	default:
		x.State = kit.State{Word: p.L("待开始 ", "from ") + short(p, show.Since), Tone: kit.Plain}
	}
	if show.Name != cols[col].Name {
		x.Sub = show.Name
	}
	return x
}

// columnOf finds the column of a stage.
func columnOf(cols []office.LevelStage, s office.LevelStage) int {
	best, most := 0, -1<<30
	for i, c := range cols {
		if c.Name == s.Name {
			return i
		}
		common := law.Day(min(c.Until, s.Until)).Sub(law.Day(max(c.Since, s.Since)))
		if common > most {
			best, most = i, common
		}
	}
	return best
}

// without names the committees that have none, or counts them where they are many.
func (v view) without(g group) string {
	if len(g.Without) > 12 {
		return v.p.L(matter.Itoa(len(g.Without))+" 个委员会", matter.Itoa(len(g.Without))+" committees")
	}
	return matter.Join(v.p.L("、", ", "), g.Without...)
}

// wide is how many columns the strip has.
func (v view) wide() string {
	n := len(v.stages()) + 4
	if v.wall {
		n -= 2
	}
	return strconv.Itoa(n)
}
