// Package office is where acts are done: load, may, decide, save, journal and
// what follows, in one transaction. Web, API, command line, importers and the
// clock have no other way in. Reads go through See with a person's scope.
package office

import (
	"context"
	"sync"
	"time"

	"filippo.io/age"

	"hengjian/files"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/oversight/law"
	"hengjian/oversight/taxon"
	"hengjian/seal"
	"hengjian/store"
)

// Office is one running installation.
type Office struct {
	Store  *store.Store
	Files  *files.Store // sealed attachments
	Sketch seal.SketchKey
	Now    func() time.Time // injected; the only clock
	Cal    law.Calendar
	Rules  law.Rules

	Official taxon.Tree          // mission and official classes together; empty: the mission alone
	Codes    *casebook.Codes     // the courts' code tables, nil those built in
	WorkKey  *age.X25519Identity // opens working files: evidence, plans, scans; outside the data folder

	KeysDir string // folder of checkpoint.key, outside the data folder; "" keeps it in the database

	seals  seals
	places sync.Map // place code → its committee
	staff  staff
	meter  Meter
	models models
	plans  plans
	reads  readings
	counts tallies

	lists    relationLists
	caseRows caseRows
}

// Open makes an office on a migrated store.
func Open(s *store.Store, f *files.Store, now func() time.Time) *Office {
	if now == nil {
		now = time.Now
	}
	return &Office{Store: s, Files: f, Now: now, Cal: law.Built(), Rules: law.BuiltRules()}
}

// noticeDays is how old an act laid out on a past timeline may be and still
// tell people.
const noticeDays = 10 * 24 * time.Hour

// Order is what comes with an act besides its own fields.
type Order struct {
	ActID string    // client-made; a repeat returns the first answer
	Body  *act.Body // for acts of a collective
	At    time.Time // the demo's timeline and imports of the past; zero is now
	Box   *BoxKey   // of a message whose attachments were sealed while streaming in
	ready bool      // Prepare has been done
	ties  *tieFiles // lists and rows read for an act that chooses a reader
}

// Answer is what the doer learns, and learns again on repeating the act id.
type Answer struct {
	Seq     int64  `json:"seq"`
	Subject string `json:"subject"`
	Version int64  `json:"version"`
	From    string `json:"from"`
	To      string `json:"to"`
	Book    string `json:"-"`
	Number  string `json:"-"`
	Repeat  bool   `json:"-"`
}

// Scope returns what the person may see, for the read functions.
func (o *Office) Scope(p access.Person) access.Scope { return access.ScopeOf(p) }

// View reads the committed state.
func (o *Office) View(ctx context.Context) *store.View { return o.Store.Read(ctx) }

// moment is the part of a Moment that depends on the matter's place and regime.
func (o *Office) rules(place, regime string) act.Rules {
	return placeRules{o, place, law.Day(regime)}
}
