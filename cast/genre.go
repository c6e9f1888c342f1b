package cast

import (
	"strconv"
	"strings"
)

// genre is one kind of message: what happened, told in the sender's words, and the same thing told of her in the third person.
//
// Placeholders: {单位} the unit, {这里} what people call it on the spot, {机关} its organ, {人} whom it befell (我儿子, 我), {其人} the same in the third person,
// {他} the pronoun, {日} {月} {夜} when, {天} {次} numbers, {额} a sum, {官} an officer by surname and post, {案号} a case number,
// {罪} an accusation, {镇} a town, {物} a thing, {外} an outsider (a firm, a shop).
type genre struct {
	code    string
	kinds   []string // organs accused
	units   []string // words in the names of the units accused
	voices  []string
	tell    []told // the event and its working summary belong together
	details []string
	effects []string
}

// told is one event: in the sender's words, in the summary's, its own class where that differs from the genre's, and the kinds of
// organ and unit of which alone it can be told ("court:刑").
type told struct{ first, third, class, only string }

// tells reads lines of "first person｜third person", with an optional class and an optional restriction after further bars.
func tells(block string) []told {
	var out []told
	for _, l := range lines(block) {
		part := append(strings.Split(l, "｜"), "", "", "")
		out = append(out, told{part[0], part[1], part[2], part[3]})
	}
	return out
}

var kinVoices = split("mother father wife daughter self lawyer neighbour")

// kinOutside speak for somebody who cannot write, being held.
var kinOutside = split("mother father wife daughter lawyer neighbour")

// where narrows the organs and units that a told event can be about.
func (g genre) where(t told) (kinds, units []string) {
	kinds, units = g.kinds, g.units
	if only, words, narrowed := strings.Cut(t.only, ":"); only != "" {
		kinds = split(only)
		if narrowed {
			units = split(words)
		}
	}
	return kinds, units
}

// fitting keeps the lines that go with the event: "13|…" goes with the first and the third, a line without digits with all.
func fitting(list []string, told int) []string {
	var out []string
	for _, l := range list {
		with, text, tagged := strings.Cut(l, "|")
		switch {
		case !tagged:
			out = append(out, l)
		case strings.Contains(with, strconv.Itoa(told+1)):
			out = append(out, text)
		}
	}
	return out
}

func genreOf(code string) genre {
	for _, g := range genres {
		if g.code == code {
			return g
		}
	}
	panic("cast: no genre " + code)
}

var genres = concat(policeGenres, custodyGenres, courtGenres, integrityGenres, serviceGenres, specialGenres)

func concat(parts ...[]genre) []genre {
	var out []genre
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// classes gives the taxonomy's code of each genre; opinions and strangers have none until somebody reads them.
var classes = map[string]string{
	"torture": "strict.torture", "ongoing": "strict.torture", "illegal_evidence": "strict.illegal_evidence", "no_recording": "norm.recording",
	"over_custody": "strict.overdue_custody", "detention_condition": "strict.detainee_abuse", "no_filing": "strict.no_filing", "shelving": "strict.shelved",
	"illegal_seizure": "norm.seizure", "property_return": "norm.seizure", "minor_case": "norm.notice", "notice_rights": "norm.notice",
	"wrong_parole": "strict.commutation", "correction_lax": "norm.corrections", "charge_delay": "norm.notice", "slow_enforcement": "strict.execution_delay",
	"overdue_trial": "strict.time_limit", "docket_refusal": "norm.docketing", "judgment_dissent": "strict.judgment", "service_failure": "norm.service",
	"relation_case": "clean.relation", "favour_case": "clean.favour", "money_case": "clean.money", "abuse_power": "clean.power", "abuse_case": "clean.case",
	"improper_contact": "clean.contact", "retaliation": "clean.retaliation", "attitude": "norm.manner", "lawyer_notary": "norm.legal_services",
	"admin_act": "strict.admin_act", "opinion": "norm.manner", "irrelevant": "norm.manner", "own_staff": "clean.leak", "state_secret": "norm.manner",
}
