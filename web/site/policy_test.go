package site

import (
	"fmt"
	"slices"
	"testing"

	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// seesDoor is the oracle for the ways in without an account: what acts by
// itself reaches the matters of its place and no other.
var seesDoor = map[string]string{
	"clue": "importer follow clock", "leg in draft": "follow clock", "leg sent": "follow clock", "problem in draft": "follow clock",
	"task": "follow", "circular to an organ": "follow", "circular to a committee": "follow", "task given to the organ": "follow", "selfcheck asked of the organ": "follow", "review": "follow", "review told to the organ": "follow",
	"lead": "follow", "roster put to the organ": "follow",
	"problem put to the organ": "follow clock", "opening": "follow", "campaign": "importer", "campaign sent out": "importer", "edition": "follow", "edition sent out": "follow", "officer": "importer", "deputyrec": "importer", "station": "importer", "member": "importer", "import": "importer",
}

// Matters that only this test has, beside those of the matrix.
func init() {
	seesOwn["leg of the special channel"] = "secretary discipline"
	seesOwn["opening of the special channel"] = "secretary discipline"
	seesAll["place"] = seesAll["committee"]
	for _, name := range []string{"committee", "place", "organ", "unit"} {
		seesAll[name] += " importer"
	}
}

// figure is somebody before the pure part of the policy.
type figure struct {
	tester
	access.Person
	verifies, holds bool // sent to verify; holds the receipt
	invited         bool // asked to a meeting
	reads           bool // given a case file to review
}

func figures() []figure {
	var out []figure
	add := func(where string, r act.Role, place, organ string) *figure {
		id := where + "." + string(r)
		out = append(out, figure{tester: tester{login: id, where: where, role: r}, Person: access.Person{ID: id, Login: id, Roles: []act.Role{r}, Place: place, Organ: organ}})
		return &out[len(out)-1]
	}
	for _, r := range access.Roles {
		switch {
		case r.Role == access.Anyone:
		case r.Side == "organ":
			for _, where := range []string{accused, recipient, bystander} {
				add(where, r.Role, officetest.Place, where)
			}
			add(besideOrgan, r.Role, places[sibling], besideOrgan)
		default:
			for where, place := range places {
				add(where, r.Role, place, "")
			}
			if r.Side == "congress" {
				add(recused, r.Role, officetest.Place, "")
				f := add(own, r.Role, officetest.Place, "")
				f.verifies, f.login = true, f.login+" sent to verify"
				f.Person.ID = f.login
			}
		}
	}
	f := add(own, access.Public, officetest.Place, "")
	f.holds, f.login, f.Receipt = true, "public with the receipt", "clue"
	f.Person.ID = f.login
	asked := add(own, access.Deputy, officetest.Place, "")
	asked.invited, asked.login = true, "deputy asked to a meeting"
	asked.Person.ID = asked.login
	reader := add(own, access.Reviewer, officetest.Place, "")
	reader.reads, reader.login = true, "reviewer given the file"
	reader.Person.ID = reader.login
	own_ := add(own, access.Liaison, officetest.Place, bystander)
	own_.login, own_.where = "owner", bystander
	own_.Person.ID = "owner"
	return out
}

// heads are the matters as the policy knows them.
func heads() []*target {
	var out []*target
	for name := range seesOwn {
		out = append(out, &target{name: name})
	}
	for name := range seesAll {
		if seesOwn[name] == "" {
			out = append(out, &target{name: name})
		}
	}
	for _, m := range out {
		m.id = m.name
		m.kind = map[string]string{"clue of the special channel": "clue", "leg in draft": "leg", "leg sent": "leg", "leg of the special channel": "leg", "problem in draft": "problem",
			"correction of the organ": "correction", "problem put to the organ": "problem", "meeting put to the organ": "meeting", "task given to the organ": "task", "roster put to the organ": "roster", "review told to the organ": "review", "register told to the organ": "register", "warning shown to the organ": "warning", "selfcheck asked of the organ": "selfcheck", "clausecheck asked of the organ": "clausecheck", "experience of an organ": "experience", "circular to an organ": "circular", "circular to a committee": "circular", "experience put above": "experience", "experience shared": "experience", "campaign sent out": "campaign", "edition sent out": "edition", "opening of the special channel": "opening", "committee": "congress"}[m.name]
		if m.kind == "" {
			m.kind = m.name
		}
	}
	return out
}

func headOf(m *target, fs []figure) *act.Head {
	h := &act.Head{ID: m.id, Version: 1, Place: officetest.Place}
	switch m.name {
	case "clue of the special channel", "leg of the special channel", "opening of the special channel":
		h.Audience = "diverted"
	case "leg sent":
		h.Shown = recipient
	case "correction of the organ", "problem put to the organ", "review told to the organ", "meeting put to the organ", "task given to the organ", "roster put to the organ", "register told to the organ", "warning shown to the organ", "experience of an organ", "circular to an organ", "programme", "selfcheck asked of the organ", "clausecheck asked of the organ":
		h.Shown = accused
	case "circular to a committee":
		h.Shown = access.ToCommittee(places[child])
	case "experience put above":
		h.Shown = access.ToCommittee(places[parent])
	case "experience shared", "campaign sent out", "edition sent out":
		h.Shown = access.Everyone
	case "account", "key", "delegation":
		h.Join("owner", "owner")
	}
	for _, f := range fs {
		if f.where == recused {
			h.Join(f.Person.ID, "recused")
		}
		if f.verifies {
			h.Join(f.Person.ID, "verifier")
		}
		if f.invited {
			h.Join(f.Person.ID, "invited")
		}
		if f.reads {
			h.Join(f.Person.ID, "reviewer")
		}
	}
	return h
}

// should is the oracle for a figure: the matrix's, and what only figures are.
func (f figure) should(m *target) bool {
	role := string(f.role)
	switch {
	case f.where == recused:
		return false
	case f.holds && m.name == "clue":
		return true
	case f.verifies && m.kind == "problem" && f.role == access.Deputy:
		return true
	case f.reads && (m.kind == "review" || m.kind == "exercise"):
		return true
	case f.invited && m.kind == "meeting":
		return true
	case f.login == "owner" && (m.kind == "account" || m.kind == "key" || m.kind == "delegation"):
		return true
	case f.where == own && among(seesDoor[m.name], role):
		return true
	}
	return f.tester.sees(m)
}

// disagreements compares the policy with the oracle: who sees which matter,
// and who may begin one.
func disagreements() (out []string, asked int) {
	fs := figures()
	for _, m := range heads() {
		h := headOf(m, fs)
		for _, f := range fs {
			asked++
			if got := access.Sees(f.Person, m.kind, h); got != f.should(m) {
				out = append(out, fmt.Sprintf("%s (%s) sees %s: %v", f.login, f.where, m.name, got))
			}
		}
	}
	for _, l := range office.Lives() {
		for _, st := range l.Steps {
			if !slices.Contains(st.From, act.Birth) || mayDo[string(st.Do)] == "" {
				continue
			}
			for _, f := range fs {
				if access.Text(f.role).Side == "door" || f.where == recused {
					continue
				}
				asked++
				_, err := access.May(f.Person, st, l.Kind, &act.Head{Place: f.Place})
				if want := f.tester.does(string(st.Do), nil); (err == nil) != want {
					out = append(out, fmt.Sprintf("%s (%s) begins by %s: %v", f.login, f.where, st.Do, err))
				}
			}
		}
	}
	return out, asked
}

// Taking any one line out of the policy is noticed, so that every line is both
// needed and tested.
func TestEveryPolicyLineMatters(t *testing.T) {
	if testing.Short() {
		t.Skip("asks for the whole table once for each line of it")
	}
	bad, asked := disagreements()
	for _, b := range bad {
		t.Error(b)
	}
	all := access.Reaches
	defer func() { access.Reaches = all }()
	for i, l := range all {
		access.Reaches = slices.Delete(slices.Clone(all), i, i+1)
		if got, _ := disagreements(); len(got) == len(bad) {
			t.Errorf("nobody notices when this line is gone: %s %s %s", l.Kind, l.Role, l.How)
		}
	}
	t.Logf("%d lines, %d questions to each", len(all), asked)
}
