package organ

import (
	"strings"

	"hengjian/oversight/act"
)

// Deputy is one deputy (代表) of the congress.
type Deputy struct {
	act.Head
	Code       string
	Name       string
	Pinyin     string
	Work       string // profession
	Employer   string
	Station    string // name of the present liaison station
	Stays      []Stay // stations over time
	Delegation string
	Lawyer     bool
	Supplies   []string // organs it supplies, for conflicts
	Account    string
	Since      string // of the term
	Until      string
	Filed      map[string]string
}

// Standing is the state of the entry as the day has it: a term ends on its last
// day without an act.
func (d Deputy) Standing(day string) string { return passed(d.State, d.Until, day) }

// Matter lists a deputy.
func (d Deputy) Matter() act.Matter {
	return act.Matter{Title: d.Name, Class: d.Work, Via: d.Station, Words: strings.Join([]string{d.Code, d.Employer, d.Delegation}, "\n")}
}
