package organ

import (
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Station is one liaison station of deputies (代表联络站), dated.
type Station struct {
	act.Head
	Code    string
	Name    string
	Address string
	Keeper  string // who looks after it
	Contact string
	Since   string
	Until   string
	Filed   map[string]string
}

// Stay is one deputy at one station over time.
type Stay struct {
	Station string `json:"station,omitempty"` // id; "" only its name is known
	Name    string `json:"name"`
	Since   string `json:"since,omitempty"`
	Until   string `json:"until,omitempty"`
}

// Standing is the state of the entry as the day has it.
func (s Station) Standing(day string) string { return passed(s.State, s.Until, day) }

// File lets an import keep what it said.
func (s *Station) File() *map[string]string { return &s.Filed }

// Matter lists a station.
func (s Station) Matter() act.Matter {
	return act.Matter{Title: s.Name, Via: s.Address, Words: strings.Join([]string{s.Code, s.Keeper}, "\n")}
}

// StationLife is the life of a station's entry.
var StationLife = stationLife()

func stationLife() act.Life {
	l := registerLife("station", "代表联络站", "Deputies' station")
	who := []act.Role{access.Clerk, access.Director, access.Secretary}
	l.Verbs = append(l.Verbs,
		act.Verb{Do: "station.enter", Zh: "登记联络站", En: "Enter a station"},
		act.Verb{Do: "station.close", Zh: "登记撤销", En: "Enter that it is closed", SayZh: "从当天起不再安排代表；登记和以往的代表保留在册。", SayEn: "No deputy is attached from that day; the entry and its deputies so far stay on record."})
	l.Steps = append(l.Steps,
		act.Step{From: act.In(act.Birth), Do: "station.enter", To: []string{"listed"}, Who: who, Basis: "DB25; local"},
		act.Step{From: act.In("listed"), Do: "station.close", To: []string{"ended"}, Who: who, Basis: "DB25; local"})
	return l
}

// EnterStation (登记联络站) enters one station; many come by an import.
type EnterStation struct {
	Code    string            `json:"code" form:"code"`
	Title   string            `json:"title" form:"title"`
	Address string            `json:"address" form:"address"`
	Keeper  string            `json:"keeper,omitempty" form:"keeper"`
	Contact string            `json:"contact,omitempty" form:"contact"`
	Since   string            `json:"since" form:"since"`
	Needs   EnterStationNeeds `json:"-"`
}

// EnterStationNeeds are facts of the register.
type EnterStationNeeds struct {
	ID    string
	Taken bool // the code is another station's
}

func (EnterStation) Name() act.Name { return "station.enter" }
func (EnterStation) On() string     { return "" }

// Do enters it.
func (a EnterStation) Do(s Station, m act.Moment) (Station, error) {
	var k act.Check
	text(&k, "code", a.Code, 1, 40, "请填写代码（40 字以内）。", "Give a code (at most 40 characters).")
	k.Want(!a.Needs.Taken, "code", "这个代码已经登记。", "This code is registered.")
	text(&k, "title", a.Title, 2, 60, "请填写联络站名称（2 到 60 字）。", "Give its name (2 to 60 characters).")
	text(&k, "address", a.Address, 2, 120, "请填写地址（2 到 120 字）。", "Give its address (2 to 120 characters).")
	text(&k, "keeper", a.Keeper, 0, 40, "不超过 40 个字。", "At most 40 characters.")
	text(&k, "contact", a.Contact, 0, 60, "不超过 60 个字。", "At most 60 characters.")
	k.Want(law.Day(a.Since).Valid(), "since", "请填写设立日期。", "Give the day it was set up.")
	if err := k.Err(); err != nil {
		return s, err
	}
	s.ID = a.Needs.ID
	s.Code, s.Name, s.Address, s.Keeper, s.Contact, s.Since = strings.TrimSpace(a.Code), strings.TrimSpace(a.Title), strings.TrimSpace(a.Address), strings.TrimSpace(a.Keeper), strings.TrimSpace(a.Contact), a.Since
	return s, nil
}

// CloseStation (登记撤销) ends a station.
type CloseStation struct {
	ID  string `json:"id" form:"id"`
	Day string `json:"day" form:"day"`
}

func (CloseStation) Name() act.Name { return "station.close" }
func (a CloseStation) On() string   { return a.ID }

// Do ends it.
func (a CloseStation) Do(s Station, m act.Moment) (Station, error) {
	var k act.Check
	k.Want(law.Day(a.Day).Valid() && a.Day <= m.Day() && a.Day >= s.Since, "day", "日期不能晚于今天，也不能早于设立日期。", "Not later than today, nor before it was set up.")
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Until = a.Day
	return s, nil
}

// DeputyLife is the life of a deputy's entry.
var DeputyLife = deputyLife()

func deputyLife() act.Life {
	l := registerLife("deputyrec", "代表", "Deputy")
	l.States[1] = act.State{Code: "ended", Zh: "已不再担任", En: "No longer a deputy"}
	l.Verbs = append(l.Verbs, act.Verb{Do: "deputyrec.attach", Zh: "安排到联络站", En: "Attach to a station", SayZh: "原来所在的联络站到前一天为止。", SayEn: "The station so far ends with that day."})
	l.Steps = append(l.Steps, act.Step{From: act.In("listed"), Do: "deputyrec.attach", To: []string{act.Same}, Who: []act.Role{access.Clerk, access.Director, access.Secretary}, Basis: "DB25; local"})
	return l
}

// Attach (安排到联络站) says from which day a deputy belongs to a station.
type Attach struct {
	ID      string      `json:"id" form:"id"`
	Station string      `json:"station" form:"station"` // id, "" none any more
	Day     string      `json:"day" form:"day"`
	Needs   AttachNeeds `json:"-"`
}

// AttachNeeds is the station.
type AttachNeeds struct{ Title string } // "" there is no such station in use

func (Attach) Name() act.Name { return "deputyrec.attach" }
func (a Attach) On() string   { return a.ID }

// Do attaches her.
func (a Attach) Do(d Deputy, m act.Moment) (Deputy, error) {
	var k act.Check
	k.Want(a.Station == "" || a.Needs.Title != "", "station", "请选择在用的联络站。", "Choose a station in use.")
	last, held := d.AtStation()
	k.Want(a.Station != "" || held, "station", "现在没有所在的联络站。", "There is no station to leave.")
	k.Want(!held || a.Station == "" || last.Station != a.Station, "station", "已经在这个联络站。", "That is the present station.")
	k.Want(law.Day(a.Day).Valid() && a.Day <= m.Day() && (!held || a.Day >= last.Since), "day", "日期不能晚于今天，也不能早于现在这一段的开始。", "Not later than today, nor before the present stay began.")
	if err := k.Err(); err != nil {
		return d, err
	}
	d.Stay(a.Station, a.Needs.Title, a.Day)
	return d, nil
}

// AtStation is the present stay; false if there is none.
func (d Deputy) AtStation() (Stay, bool) {
	if n := len(d.Stays); n > 0 && d.Stays[n-1].Until == "" {
		return d.Stays[n-1], true
	}
	return Stay{}, false
}

// Stay ends the present stay on a day and begins the next; without a name only
// the end is entered.
func (d *Deputy) Stay(id, name, day string) {
	d.Stays = slices.Clone(d.Stays)
	if n := len(d.Stays); n > 0 && d.Stays[n-1].Until == "" {
		d.Stays[n-1].Until = day
	}
	if d.Station = name; name != "" {
		d.Stays = append(d.Stays, Stay{Station: id, Name: name, Since: day})
	}
}
