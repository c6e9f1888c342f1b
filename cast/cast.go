// Package cast invents the people, organs and matters of the demo city 明州市: everything that a visitor meets in the
// demonstration and nothing that exists. All codes begin with 99, which no real division uses.
//
// Make is a pure function: the same seed and the same now give the same city, down to the last character. The package
// performs no I/O and knows nothing of the acts; the demo walks the Steps it lays out through the one door.
package cast

import (
	"math/rand/v2"
	"time"
)

// Shanghai is the only time zone of the city (a fixed offset: China has kept UTC+8 without daylight saving since 1991).
var Shanghai = time.FixedZone("Asia/Shanghai", 8*3600)

// City is the whole invented world. Slices refer to each other by index; -1 means none.
type City struct {
	Seed  uint64
	Now   time.Time
	Start time.Time // the first day of the main campaign; messages before it are historic

	Places     []Place
	Congresses []Congress
	Organs     []Organ
	Units      []Unit
	Officers   []Officer
	Deputies   []Deputy
	Stations   []Station
	Accounts   []Account // the first LogIns of them can sign in; the others only act in the demonstration's past
	Campaigns  []Campaign
	Messages   []Message
	Problems   []Problem
}

// LogIns is the number of accounts with a printed password.
const LogIns = 16

// CampaignStart is the day on which the main campaign begins, unless the clock stands too early for it (see Make).
var CampaignStart = time.Date(2026, 1, 12, 0, 0, 0, 0, Shanghai)

// minSpan is the least life a campaign needs before now so that every state, the thirty days of second look included,
// can have been reached lawfully.
const minSpan = 49 * 24 * time.Hour

// Make invents the city as it stands at now. If now is less than seven weeks after CampaignStart the campaign starts
// seven weeks before now instead, so that every state can be shown on any date.
func Make(seed uint64, now time.Time) City {
	now = now.In(Shanghai).Truncate(time.Second)
	start := CampaignStart
	if now.Sub(start) < minSpan {
		start = day(now.Add(-minSpan))
	}
	c := City{Seed: seed, Now: now, Start: start}
	c.places()
	c.organs()
	c.units()
	c.officers()
	c.deputies()
	c.accounts()
	c.campaigns()
	c.messages()
	c.problems()
	return c
}

// stream gives each part of the city its own source of chance, so that adding a message moves no officer.
func (c *City) stream(part uint64) *rand.Rand {
	return rand.New(rand.NewPCG(c.Seed, 0x9e3779b97f4a7c15*part+part))
}

const (
	partUnits uint64 = iota + 1
	partOfficers
	partDeputies
	partAccounts
	partMessages
	partProblems
)

func day(t time.Time) time.Time {
	y, m, d := t.In(Shanghai).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, Shanghai)
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// between returns a number from lo to hi, both included.
func between(r *rand.Rand, lo, hi int) int { return lo + r.IntN(hi-lo+1) }
