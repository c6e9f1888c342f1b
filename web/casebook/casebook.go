// Package casebook is the pages of the case book (案件库): the catalogue of
// registers, taking one in, what is missing in it, time limits, indicators and
// warnings.
package casebook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[casebook.Register]

var kind = &matter.Kind[casebook.Register]{
	Life: &casebook.Life,
	Base: "/casebook/registers",
	Load: func(p *frame.Page, id string) (casebook.Register, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Registers, id)
	},
	See: func(p *frame.Page, r casebook.Register) casebook.Register {
		if p.Me.Organ != "" {
			return r.ForOrgan()
		}
		return r
	},
	Head:  func(r *casebook.Register) *act.Head { return &r.Head },
	Name:  func(p *kit.Page, r casebook.Register) string { return r.Title },
	List:  func(p *kit.Page) kit.Link { return crumb(p) },
	Forms: forms,
}

var forms = map[string]func(*doing) (matter.Form, error){
	"tell": func(d *doing) (matter.Form, error) {
		us, err := d.O.Unjudged(d.Ctx(), d.Me, d.S.ID)
		return matter.Form{Told: []string{matter.Name(d.Page, "organ", d.S.Organ)}, Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "wanted", Label: d.L("请机关补什么", "What the organ is asked to fill in"), Value: wanted(d.S, us), Rows: 6, Max: 600}}}}, err
	},
	"withdraw": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}, Danger: true}, nil
	},
}

func crumb(p *kit.Page) kit.Link {
	return kit.Link{Text: p.L("案件库", "Case book"), URL: "/casebook"}
}

// Act (办理) shows and does an act on a register.
func Act(p *frame.Page) error { return kind.Do(p) }

// Shows reports whether the section is of use to somebody.
func Shows(who access.Person) bool {
	return inside(who) || who.Has(access.Liaison) || who.Has(access.Chief)
}

func inside(who access.Person) bool {
	return slices.ContainsFunc([]act.Role{access.Clerk, access.Director, access.Vice, access.Secretary}, who.Has)
}

// staffOnly refuses with the same bytes as a page that does not exist.
func staffOnly(p *frame.Page) error {
	if !inside(p.Me) {
		return act.None()
	}
	return nil
}

func sortWord(p *kit.Page, code string) string {
	if s, ok := casebook.SortOf(code); ok {
		return p.L(s.Zh, s.En)
	}
	return code
}

// percent writes a share with one digit; 100 only where nothing is missing.
func percent(share float64) string {
	t := int64(share * 1000)
	return fmt.Sprintf("%d.%d%%", t/10, t%10)
}

func itoa[N int | int64](n N) string { return grouped(strconv.FormatInt(int64(n), 10)) }

// grouped writes 12,345.
func grouped(s string) string {
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// shareCell says how much of the docket is there.
func shareState(p *kit.Page, r casebook.Register) (kit.State, bool) {
	share, ok := r.Share()
	if !ok {
		return kit.State{}, false
	}
	t := kit.OK
	if share < casebook.GateShare {
		t = kit.Warn
	}
	return kit.State{Word: percent(share), Tone: t}, true
}

// wanted drafts what the organ is asked to complete.
func wanted(r casebook.Register, us []casebook.Unjudged) string {
	s := ""
	present, exist := r.Quality.Numbered()
	if n := exist - present; n > 0 {
		s += fmt.Sprintf("编号有缺，至少缺 %d 件（见报告所列号段），请补报或者说明原因。", n)
	}
	if r.Declared > r.Rows {
		s += fmt.Sprintf("报收案 %d 件，登记 %d 行，请核对。", r.Declared, r.Rows)
	}
	sort, _ := casebook.SortOf(r.Sort)
	for _, c := range r.Quality.Columns {
		f, ok := sort.Field(c.Name)
		if ok && r.Rows > 0 && c.Empty == r.Rows && limitField(c.Name) {
			s += "“" + f.Zh + "”没有提供，请补充。"
		}
	}
	for _, u := range us {
		if len(u.Missing) > 0 && !strings.Contains(s, u.Missing[0].Zh) {
			s += fmt.Sprintf("“%s”有%d行无法判断：%s。", u.Rule.Zh, u.Rows, u.Missing[0].Zh)
		}
	}
	if s == "" {
		s = "登记簿完整，请继续按期提供。"
	}
	if rs := []rune(s); len(rs) > 600 {
		s = string(rs[:600])
	}
	return s
}

// limitField are fields without which time limits cannot be judged.
func limitField(name string) bool {
	return slices.Contains([]string{"closed", "procedure", "excluded", "extended", "recorded", "ended", "until", "list_no", "stored", "exam"}, name)
}
