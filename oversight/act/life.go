package act

import (
	"fmt"
	"slices"
	"strings"
)

// State is one state of a life, with its words and look.
type State struct {
	Code   string
	Zh, En string
	Tone   string // "" neutral | act | warn | bad | ok: word, shape and colour of the pill
	Open   bool   // something is still to be done
}

// Verb gives an act its words. Say is the consequence, one sentence shown
// before an act with legal effect: what will happen, who is told, what cannot
// be undone.
type Verb struct {
	Do           Name
	Zh, En       string
	SayZh, SayEn string
}

// Step is one line of a life: one lawful move.
type Step struct {
	From  []string // Birth for a birth
	Do    Name
	To    []string // Same when the state stays; several when the act chooses
	Who   []Role   // in any of these functions
	Not   []Name   // ≠: nobody who did one of these on the same matter
	Body  string   // "council": needs a body with minute number and date
	Basis string   // source keys, see law.Cite
	Clock string   // the rule that starts, if any
	Main  bool     // what a matter in From waits for: makes the workbench
	Own   bool     // on the congress's side it waits for her who handles the matter, not for all of her function
	Sent  bool     // on the congress's side it waits for the committee to which the matter was sent, not for the one whose it is
	Off   bool     // not offered as a button on the matter's page (follow-ons, importers)

	Since, Retired string // days; steps are never removed
}

// Birth is the state before the first act; Same keeps the state.
const (
	Birth = ""
	Same  = "="
)

// Life is a whole state machine, readable as a table.
type Life struct {
	Kind   string
	Zh, En string
	States []State
	Verbs  []Verb
	Steps  []Step
	Passes [2]string // a state that becomes another one without an act, on a day written beforehand
}

// On is the state of a subject as a day has it. The subject says by its
// Standing when its written day has come; its life says whether it may pass.
func (l *Life) On(s any, day string) string {
	was := s.(Bearer).Bear().State
	if x, ok := s.(interface{ Standing(day string) string }); ok && was == l.Passes[0] && x.Standing(day) == l.Passes[1] {
		return l.Passes[1]
	}
	return was
}

// Became reports whether a subject left in one state may be found in another.
func (l *Life) Became(left, found string) bool {
	return left == found || left != Birth && l.Passes == [2]string{left, found}
}

// In is a readable way to write a From.
func In(states ...string) []string { return states }

// Verb returns the words of an act.
func (l *Life) Verb(n Name) Verb {
	for _, v := range l.Verbs {
		if v.Do == n {
			return v
		}
	}
	return Verb{Do: n, Zh: string(n), En: string(n)}
}

// State returns the words of a state.
func (l *Life) State(code string) State {
	for _, s := range l.States {
		if s.Code == code {
			return s
		}
	}
	return State{Code: code, Zh: code, En: code}
}

// OpenStates are the states in which something is still to be done.
func (l *Life) OpenStates() []string {
	var out []string
	for _, s := range l.States {
		if s.Open {
			out = append(out, s.Code)
		}
	}
	return out
}

func (s Step) on(day string) bool {
	return (s.Since == "" || s.Since <= day) && (s.Retired == "" || day < s.Retired)
}

// Find returns the step that lets an act be done from a state under the rules
// of a day, or a refusal that says what would be lawful.
func (l *Life) Find(from string, do Name, day string) (Step, error) {
	for _, s := range l.Steps {
		if s.Do == do && slices.Contains(s.From, from) && s.on(day) {
			return s, nil
		}
	}
	return Step{}, l.notNow(from, do, day)
}

func (l *Life) notNow(from string, do Name, day string) *Refusal {
	var zh, en []string
	for _, s := range l.Lawful(from, day) {
		if s.Off {
			continue
		}
		v := l.Verb(s.Do)
		zh, en = append(zh, v.Zh), append(en, v.En)
	}
	v, st := l.Verb(do), l.State(from)
	can, may := "现在没有可办的下一步。", "Nothing can be done now."
	if len(zh) > 0 {
		can, may = "现在可以："+strings.Join(zh, "、")+"。", "What can be done now: "+strings.Join(en, ", ")+"."
	}
	return Refuse(NotNow, fmt.Sprintf("本事项为“%s”，还不能“%s”。%s", st.Zh, v.Zh, can),
		fmt.Sprintf("“%s” cannot be done while this is “%s”. %s", v.En, st.En, may))
}

// Lawful lists the steps out of a state under the rules of a day.
func (l *Life) Lawful(from, day string) []Step {
	var out []Step
	for _, s := range l.Steps {
		if slices.Contains(s.From, from) && s.on(day) {
			out = append(out, s)
		}
	}
	return out
}

// Leads reports whether the step may lead from one state to another.
func (s Step) Leads(from, to string) bool {
	return slices.Contains(s.To, to) || slices.Contains(s.To, Same) && from == to
}

// Run does one act on one subject by its life: guard, ≠, body, Do, and the
// check that the table allows where it led. It is what the door and the tests
// of pure acts both use; the door's own part is reach, storage and journal.
func Run[S any](l *Life, s S, a Act[S], m Moment) (S, Step, error) {
	h := any(&s).(Bearer).Bear()
	from, day := l.On(&s, m.Day()), h.Regime
	if h.State = from; from == Birth {
		day = m.Day()
	}
	st, err := l.Find(from, a.Name(), day)
	if err != nil {
		return s, st, err
	}
	if err := l.apart(st, m); err != nil {
		return s, st, err
	}
	if st.Body != "" {
		if err := CheckBody(m.Body, st.Body, m); err != nil {
			return s, st, err
		}
	}
	if from == Birth {
		h.ID, h.Opened, h.Regime = m.NewID, m.Day(), m.Day()
	}
	now, err := a.Do(s, m)
	if err != nil {
		return s, st, err
	}
	nh := any(&now).(Bearer).Bear()
	if nh.State == from && len(st.To) == 1 && st.To[0] != Same {
		nh.State = st.To[0]
	}
	if !st.Leads(from, nh.State) {
		return s, st, fmt.Errorf("%s led from %q to %q, which its life does not allow", a.Name(), from, nh.State)
	}
	return now, st, nil
}

// apart is the separation of duties (≠): "之前办过……的人不能再办本项".
func (l *Life) apart(st Step, m Moment) error {
	for _, n := range st.Not {
		if m.DidBefore(m.By, n) {
			v := l.Verb(n)
			return Refuse(Forbidden, fmt.Sprintf("您办过本事项的“%s”，这一步须由另一人办理。", v.Zh),
				fmt.Sprintf("you did %s on this matter; somebody else must do this step", n))
		}
	}
	return nil
}

// CheckBody refuses an act of a collective without its minute.
func CheckBody(b *Body, want string, m Moment) error {
	var c Check
	if b == nil {
		b = &Body{}
	}
	c.Want(strings.TrimSpace(b.Minute) != "", "minute", "请填写会议纪要编号。", "Give the number of the minutes.")
	c.Want(len(b.Minute) <= 120, "minute", "会议纪要编号太长。", "The number of the minutes is too long.")
	ok := len(b.Date) == 10 && b.Date <= m.Day() && b.Date > "1954-09-15"
	c.Want(ok, "date", "请填写会议日期，不能晚于今天。", "Give the date of the meeting, not later than today.")
	c.Want(b.Name == "" || b.Name == want, "body", "本项须由"+bodyZh(want)+"决定。", "This is decided by the "+want+".")
	return c.Err()
}

func bodyZh(b string) string {
	if b == "committee" {
		return "常委会会议"
	}
	return "主任会议"
}
