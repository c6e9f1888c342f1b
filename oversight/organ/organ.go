// Package organ is the register (监督对象): places and their committees, the
// organs that answer to them, units as a dated tree, officers with posts, and
// deputies. It is written by one bulk act for each import; every row carries
// its own digest.
package organ

import (
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Place is one administrative division (行政区域), dated: codes change.
type Place struct {
	act.Head
	Code  string
	Name  string
	Level string // province | city | county | town
	Upper string // code of the place above, empty at the top
	Since string // day from which the code is in use, empty if unknown
	Until string
	Filed map[string]string // what the last import said
}

// File lets an import keep what it said, for the next one to compare with.
func (p *Place) File() *map[string]string   { return &p.Filed }
func (o *Organ) File() *map[string]string   { return &o.Filed }
func (u *Unit) File() *map[string]string    { return &u.Filed }
func (o *Officer) File() *map[string]string { return &o.Filed }
func (d *Deputy) File() *map[string]string  { return &d.Filed }

// Congress is a standing committee with its office: one journal book.
type Congress struct {
	act.Head
	Name   string // 明州市人民代表大会常务委员会
	Level  string // province | city | county
	Short  string // 明州市人大常委会
	Prefix string // of document numbers: 明人
	Intake string // public address of its intake page, for posters
}

// Organ is one judicial organ (司法机关) that answers to the committee of its
// own level (FY18 9).
type Organ struct {
	act.Head
	Code   string
	Name   string
	Sort   string // police | procuratorate | court | justice | supervision
	Level  string
	Upper  string // the organ above in its line
	Branch string // id of the organ whose branch (派出机构) it is, "" if none
	Desk   string // name of its receiving desk (专门接收人)
	Chief  string // officer code of its head
	Since  string
	Until  string
	Source string
	Filed  map[string]string
}

// Matter lists a place.
func (p Place) Matter() act.Matter {
	return act.Matter{Title: p.Name, Via: p.Level, Parent: p.Upper, Words: p.Code}
}

// Matter lists a committee.
func (c Congress) Matter() act.Matter {
	return act.Matter{Title: c.Name, Via: c.Level, Words: c.Short + "\n" + c.Prefix}
}

// Standing is the state of the entry as the day has it.
func (o Organ) Standing(day string) string { return passed(o.State, o.Until, day) }

// Standing is the state of the entry as the day has it.
func (p Place) Standing(day string) string { return passed(p.State, p.Until, day) }

// Matter lists an organ.
func (o Organ) Matter() act.Matter {
	return act.Matter{Title: o.Name, Class: o.Sort, Via: o.Level, Organ: o.ID, Parent: o.Upper, Words: o.Code}
}

// registerLife is the life of every register row: listed by an import, ended
// by one, never deleted.
func registerLife(kind, zh, en string, begin ...act.Step) act.Life {
	l := act.Life{Kind: kind, Zh: zh, En: en,
		States: []act.State{{Code: "listed", Zh: "在册", En: "Listed", Tone: "ok"}, {Code: "ended", Zh: "已撤销", En: "Ended"}},
		Passes: [2]string{"listed", "ended"},
		Verbs: []act.Verb{
			{Do: "register.import", Zh: "导入登记", En: "Import into the register"},
		},
		Steps: []act.Step{
			{From: act.In(act.Birth, "listed", "ended"), Do: "register.import", To: []string{"listed", "ended"}, Who: []act.Role{access.Importer, access.Clerk}, Basis: "local", Off: true},
		}}
	l.Steps = append(l.Steps, begin...)
	return l
}

// The lives of the register.
var (
	PlaceLife    = registerLife("place", "行政区域", "Place")
	CongressLife = registerLife("congress", "常委会", "Committee",
		act.Step{From: act.In(act.Birth), Do: "congress.found", To: []string{"listed"}, Who: []act.Role{access.SecAdmin, access.SysAdmin}, Basis: "DZ22 47"})
	OrganLife = registerLife("organ", "司法机关", "Organ")
)

// Found (设立) enters a committee: the first one on the set-up page, others by
// an administrator.
type Found struct {
	Place  string     `json:"place" form:"place"`
	Name_  string     `json:"name" form:"name"`
	Short  string     `json:"short" form:"short"`
	Level  string     `json:"level" form:"level"`
	Prefix string     `json:"prefix" form:"prefix"`
	Needs  FoundNeeds `json:"-"`
}

// FoundNeeds are facts of the register.
type FoundNeeds struct {
	Taken bool // there is a committee at that place
}

func (Found) Name() act.Name { return "congress.found" }
func (Found) On() string     { return "" }

// Do enters the committee.
func (f Found) Do(c Congress, m act.Moment) (Congress, error) {
	var k act.Check
	k.Want(len(f.Place) == 6 && strings.Trim(f.Place, "0123456789") == "", "place", "地区代码为 6 位数字。", "The place code has 6 digits.")
	k.Want(!f.Needs.Taken, "place", "这个地区已经设立了常委会。", "There is a committee at this place already.")
	k.Want(len([]rune(strings.TrimSpace(f.Name_))) >= 6, "name", "请填写常委会全称。", "Give the full name of the committee.")
	k.Want(f.Level == "province" || f.Level == "city" || f.Level == "county", "level", "请选择层级。", "Choose the level.")
	n := len([]rune(f.Prefix))
	k.Want(n >= 2 && n <= 6, "prefix", "文号代字 2 到 6 个字，例如“明人”。", "The prefix of document numbers has 2 to 6 characters.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Place, c.Name, c.Short, c.Level, c.Prefix = f.Place, strings.TrimSpace(f.Name_), strings.TrimSpace(f.Short), f.Level, strings.TrimSpace(f.Prefix)
	if c.Short == "" {
		c.Short = c.Name
	}
	return c, nil
}
