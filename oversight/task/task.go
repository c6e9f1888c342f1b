// Package task is the life of a task (任务): one piece of work that answers a
// requirement of a plan, with an owner, a day by which it is done, evidence of
// progress, and somebody else who confirms it. A task without owner or day is
// thin: it is shown as such wherever requirements are held against tasks.
package task

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// File is a working file: the hash of its content and its name.
type File struct {
	Hash string `json:"hash"`
	Name string `json:"name,omitempty"`
}

// Entry is one line of progress.
type Entry struct {
	Day   string   `json:"day"`
	By    string   `json:"by"`
	Text  string   `json:"text"`
	Files []string `json:"files,omitempty"` // addresses of evidence
}

// Stop is one time at which the work could not go on.
type Stop struct {
	Since string `json:"since"`
	Text  string `json:"text"`
	Needs string `json:"needs,omitempty"` // what would help, from whom
	Until string `json:"until,omitempty"` // "" still
	How   string `json:"how,omitempty"`   // how it was got out of the way
}

// Report is one report that the work is done, and what came of it.
type Report struct {
	Day    string   `json:"day"`
	By     string   `json:"by"`
	Text   string   `json:"text"`
	Late   string   `json:"late,omitempty"` // why it came after the day
	Files  []string `json:"files,omitempty"`
	Answer string   `json:"answer,omitempty"` // confirmed | returned
	Note   string   `json:"note,omitempty"`
	On     string   `json:"on,omitempty"`
}

// Change is a former owner or day, with the reason.
type Change struct {
	On     string `json:"on"`
	What   string `json:"what"` // owner | due
	Was    string `json:"was"`
	Now    string `json:"now"`
	Reason string `json:"reason,omitempty"`
}

// Task is one piece of work.
type Task struct {
	act.Head
	Title       string
	Content     string
	Campaign    string // of the own committee
	Requirement string // key of the requirement that it answers, "" none
	Shared      bool   // the requirement is of the shared plan of the committee above, not of the own one

	Body    string // the body of the congress that does it, in words, e.g. 监察司法工委
	Person  string // account of the own staff who answers for it
	Organ   string // or the organ of this level
	Unit    string // of the organ
	Contact string // the organ's person, in words
	Due     string // YYYY-MM-DD, "" none

	Depends  []string // tasks that must be finished first
	Progress []Entry
	Stops    []Stop
	Reports  []Report
	Rungs    []Rung
	Changes  []Change
	Ended    string // why it was cancelled
}

// Owned reports whether somebody answers for it.
func (t Task) Owned() bool { return t.Person != "" || t.Organ != "" }

// Thin (无责任人或者无期限) tasks say nothing about when and by whom.
func (t Task) Thin() bool { return t.State != "cancelled" && (!t.Owned() || t.Due == "") }

// Late reports whether the day is past and the work neither reported nor over.
func (t Task) Late(today string) bool {
	return t.Due != "" && t.Due < today && slices.Contains(undone, t.State)
}

// Blocked is the obstacle in the way now.
func (t Task) Blocked() (Stop, bool) {
	if n := len(t.Stops); n > 0 && t.Stops[n-1].Until == "" {
		return t.Stops[n-1], true
	}
	return Stop{}, false
}

// Via is how a task names the requirement it answers in lists: the key alone
// for the own plan's, "u:" before the key for the shared plan's.
func Via(key string, shared bool) string {
	if shared && key != "" {
		return "u:" + key
	}
	return key
}

// ReadVia is the opposite of Via.
func ReadVia(via string) (key string, shared bool) {
	key, shared = strings.CutPrefix(via, "u:")
	return key, shared
}

// Matter lists a task: by the requirement as way in, thin as class.
func (t Task) Matter() act.Matter {
	m := act.Matter{Title: t.Title, Via: Via(t.Requirement, t.Shared), Organ: t.Organ, Unit: t.Unit, Campaign: t.Campaign, Words: strings.Join([]string{t.Content, t.Body, t.Contact}, "\n")}
	if t.Thin() {
		m.Class = "thin"
	}
	for _, id := range []string{t.Organ, t.Unit} {
		if id != "" {
			m.Named = append(m.Named, id)
		}
	}
	return m
}

// ForOrgan is the task as the organ that does it sees it: what is to be done
// and by when, not which other tasks wait or who of the office moved what.
func (t Task) ForOrgan() Task {
	t.Depends, t.Changes = nil, nil
	t.Parties = nil
	return t
}

// own puts the owner: the handler on the own side, or the organ that sees it.
func (t *Task) own(o Owner) {
	if t.Person != "" {
		t.Part(t.Person, "handler")
	}
	t.Body, t.Person, t.Organ, t.Unit, t.Contact, t.Shown = strings.TrimSpace(o.Body), o.Person, o.Organ, o.Unit, strings.TrimSpace(o.Contact), o.Organ
	if t.Person != "" {
		t.Join(t.Person, "handler")
	}
}

// clock sets the term so that it ends on the day given; the day counts as the
// body set it, a rest day too.
func (t *Task) clock(m act.Moment, due string) error {
	t.drop("task.due")
	t.Due = due
	if due == "" || !slices.Contains(undone, t.State) && t.State != "" {
		return nil
	}
	n := law.Day(due).Sub(law.Day(m.Day()))
	return t.BeginTerm(m, "task.due", itoa(n)+"d")
}

// drop takes running clocks of a rule away: a day that was moved was not met.
func (t *Task) drop(rule string) {
	t.Clocks = slices.DeleteFunc(slices.Clone(t.Clocks), func(c act.Clock) bool { return c.Rule == rule && c.Met == "" })
}

// rerun lets the last term of a rule run on: what was reported was not done.
func (t *Task) rerun(rule string) {
	t.Clocks = slices.Clone(t.Clocks)
	for i := len(t.Clocks) - 1; i >= 0; i-- {
		if t.Clocks[i].Rule == rule {
			t.Clocks[i].Met = ""
			return
		}
	}
}

// mine refuses everybody but the owner.
func (t Task) mine(m act.Moment) error {
	if t.Organ != "" {
		if m.Organ != t.Organ {
			return act.Refuse(act.Forbidden, "这项任务由有关机关的联络员或者负责人办理。", "This task is for the organ's liaison or head.")
		}
		return nil
	}
	if m.By != t.Person {
		return act.Refuse(act.Forbidden, "这项任务由责任人本人办理；换人请先移交。", "This is for the person who answers for it; hand it over first.")
	}
	return nil
}
