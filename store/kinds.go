package store

import (
	"strings"

	"hengjian/oversight/account"
	"hengjian/oversight/campaign"
	"hengjian/oversight/casebook"
	"hengjian/oversight/circular"
	"hengjian/oversight/clue"
	"hengjian/oversight/coordination"
	"hengjian/oversight/correction"
	"hengjian/oversight/draw"
	"hengjian/oversight/experience"
	"hengjian/oversight/handover"
	"hengjian/oversight/imports"
	"hengjian/oversight/lead"
	"hengjian/oversight/leg"
	"hengjian/oversight/measure"
	"hengjian/oversight/meeting"
	"hengjian/oversight/opening"
	"hengjian/oversight/organ"
	"hengjian/oversight/problem"
	"hengjian/oversight/programme"
	"hengjian/oversight/review"
	"hengjian/oversight/roster"
	"hengjian/oversight/screenrun"
	"hengjian/oversight/selfcheck"
	"hengjian/oversight/summary"
	"hengjian/oversight/task"
)

// The shelves: one for each kind of subject.
var (
	Clues       = NewShelf[clue.Clue](&clue.Life)
	Legs        = NewShelf[leg.Leg](&leg.Life)
	Problems    = NewShelf[problem.Problem](&problem.Life)
	Openings    = NewShelf[opening.Opening](&opening.Life)
	Accounts    = NewShelf[account.Account](&account.Life)
	Keys        = NewShelf[account.Key](&account.KeyLife)
	Delegations = NewShelf[account.Delegation](&account.DelegationLife)
	Congresses  = NewShelf[organ.Congress](&organ.CongressLife)
	Places      = NewShelf[organ.Place](&organ.PlaceLife)
	Organs      = NewShelf[organ.Organ](&organ.OrganLife)
	Units       = NewShelf[organ.Unit](&organ.UnitLife)
	Officers    = NewShelf[organ.Officer](&organ.OfficerLife)
	Deputies    = NewShelf[organ.Deputy](&organ.DeputyLife)
	Stations    = NewShelf[organ.Station](&organ.StationLife)
	Members     = NewShelf[organ.Member](&organ.MemberLife)
	Sittings    = NewShelf[organ.Sitting](&organ.SittingLife)
	Corrections = NewShelf[correction.Correction](&correction.Life)
	Campaigns   = NewShelf[campaign.Campaign](&campaign.Life)
	Editions    = NewShelf[campaign.Edition](&campaign.EditionLife)
	Imports     = NewShelf[imports.Import](&imports.Life)

	Circulars  = NewShelf[circular.Circular](&circular.Life)
	Programmes = NewShelf[programme.Programme](&programme.Life)

	Meetings      = NewShelf[meeting.Meeting](&meeting.Life)
	Coordinations = NewShelf[coordination.Coordination](&coordination.Life)
	Summaries     = NewShelf[summary.Summary](&summary.Life)
	Experiences   = NewShelf[experience.Experience](&experience.Life)

	Selfchecks   = NewShelf[selfcheck.Selfcheck](&selfcheck.Life)
	Measures     = NewShelf[measure.Measure](&measure.Life)
	Clausechecks = NewShelf[measure.Check](&measure.CheckLife)

	Tasks     = NewShelf[task.Task](&task.Life)
	Handovers = NewShelf[handover.Handover](&handover.Life)

	Registers  = NewShelf[casebook.Register](&casebook.Life)
	Draws      = NewShelf[draw.Sample](&draw.Life)
	Reviews    = NewShelf[review.Review](&review.Life)
	Exercises  = NewShelf[review.Exercise](&review.ExerciseLife)
	Screenings = NewShelf[screenrun.Run](&screenrun.Life)
	Leads      = NewShelf[lead.Lead](&lead.Life)
	Rosters    = NewShelf[roster.Roster](&roster.Life)
	Indicators = NewShelf[casebook.Definition](&casebook.DefinitionLife)
	Warnings   = NewShelf[casebook.Warning](&casebook.WarningLife)
)

// Tables lists every subject's table. What is not declared here, in Derived,
// Volatile or Journal fails the build's tests.
var Tables = []*Table{
	Clues.Table, Legs.Table, Problems.Table, Openings.Table, Accounts.Table, Keys.Table, Delegations.Table, Congresses.Table, Places.Table, Organs.Table, Units.Table,
	Officers.Table, Deputies.Table, Stations.Table, Members.Table, Sittings.Table, Corrections.Table, Campaigns.Table, Editions.Table, Imports.Table,
	Circulars.Table, Programmes.Table,
	Meetings.Table, Coordinations.Table, Summaries.Table, Experiences.Table,
	Selfchecks.Table, Measures.Table, Clausechecks.Table,
	Tasks.Table, Handovers.Table,
	Registers.Table,
	Draws.Table, Reviews.Table, Exercises.Table,
	Screenings.Table, Leads.Table, Rosters.Table,
	Indicators.Table, Warnings.Table,
}

// TableOf returns the table of a kind, nil if there is none.
func TableOf(kind string) *Table {
	for _, t := range Tables {
		if t.Kind == kind {
			return t
		}
	}
	return nil
}

// The classes of all other tables.
var (
	JournalTables  = []string{"book", "journal", "input", "manifest", "tile", "checkpoint", "box"}
	DerivedTables  = []string{"matter", "party", "named", "band", "tally", "stood", "turned", "series", "search"}
	VolatileTables = map[string]string{ // with the reason why nothing proves anything by them
		"session":        "signed-in sessions; losing them signs everybody out",
		"signin":         "failed sign-ins of the last day, for lock-out",
		"notice":         "notices point at journal lines and prove nothing themselves",
		"setting":        "this machine's checkpoint key and caches",
		"schema_version": "number of the schema",
	}
)

// extraIndexes are the indexes that subjects' own tables need inside acts, and one
// from which the labels of a hundred thousand messages are counted without reading
// them.
var extraIndexes = map[string][]string{
	"clue":       {"receipt", "into_", "source", "place+audience+class+opened+suggest WHERE class<>''"},
	"leg":        {"clue", "origin"},
	"opening":    {"clue"},
	"account":    {"login"},
	"key":        {"place+purpose+state"},
	"delegation": {"receiver"},
	"congress":   {"place"},
	"organ":      {"place+code"},
	"unit":       {"organ+code", "upper"},
	"officer":    {"place+code", "place+name", "unit"},
	"deputyrec":  {"place+code"},
	"station":    {"place+code"},
	"member":     {"place+code"},
	"sitting":    {"place+day"},
	"correction": {"officer"},
	"place":      {"code"},
	"circular":   {"campaign", "organ"},
	"programme":  {"campaign", "organ"},
	"selfcheck":  {"campaign", "organ"},
	"summary":    {"campaign"},
	"task":       {"campaign"},
	"handover":   {"leaver"},

	"clausecheck": {"measure"},
	"register":    {"place+sort"},
	"lead":        {"run", "roster"},
	"warning":     {"place+rule"},
}

// SubjectDDL is migration 2, derived from the shelves until the first release;
// a test keeps the file in step.
func SubjectDDL() string {
	var b strings.Builder
	b.WriteString("-- class: subject. One table for each kind, columns as the shelves declare them.\n")
	for _, t := range Tables {
		b.WriteString("\nCREATE TABLE " + t.Kind + " (\n")
		for _, c := range t.Cols {
			typ := map[ColType]string{Text: "TEXT", JSON: "TEXT", Int: "${INT}", Bool: "${BOOL}", Bytes: "${BYTES}"}[c.Type]
			key := " NOT NULL"
			if c.Name == "id" {
				key = " PRIMARY KEY NOT NULL"
			}
			b.WriteString("  " + c.Name + " " + typ + key + ",\n")
		}
		b.WriteString("  salt ${BYTES} NOT NULL\n)${STRICT};\n")
		for _, c := range extraIndexes[t.Kind] {
			cols, where, part := strings.Cut(c, " WHERE ")
			if part {
				where = " WHERE " + where
			}
			b.WriteString("CREATE INDEX " + t.Kind + "_" + strings.ReplaceAll(cols, "+", "_") + " ON " + t.Kind + " (" + strings.ReplaceAll(cols, "+", ", ") + ")" + where + ";\n")
		}
	}
	return b.String()
}
