package cast

import (
	"math/rand/v2"
	"time"

	"hengjian/oversight/law"
)

// Message is one invented message of the public with everything the demonstration needs to carry it to Target.
type Message struct {
	Historic bool   // came in 2025: imported, no clocks, no notices
	Via      string // web letter visit phone deputy import
	Asked    string // answer to the first unsealed question
	Voice    string // mother, lawyer, villager, …
	Genre    string // what it is about, finer than Class
	Class    string // code of the taxonomy

	Anonymous       bool
	Sender, Phone   string // empty when anonymous
	Relation, Where string // in the sender's words
	Joint           int    // how many signed
	Danger, Minor   bool
	Retaliation     bool
	Received        time.Time
	Station         int // liaison station that took it in, -1

	Organ, Unit, Officer int // the accused; -1 none
	HeadNamed            bool
	CaseNos              []string

	Title, Text, Summary string
	Cluster              int // messages of one event share a number; 0 is none
	Into, Earlier        int // merged into, repeats; -1
	NewFacts             bool

	Routes []Route
	Target string // state at Make's now
	Legs   []Leg
	Steps  []Step // in order of time; the first is the receiving

	event event
}

// Route is one proposed outcome, in the words of clue.Propose.
type Route struct {
	Outcome, Route    string
	To                int // organ, -1
	Reason            string
	Outgoing, Reveals string
	Leg               int // index in Legs, -1
}

// Leg is the life that a referral is to have.
type Leg struct {
	To, Desk int // organ; account of the desk
	Target   string
	Code     string // procedural answer, if it got that far
}

// Step is one act of the past: who did what when. By is an account, or -1 for the public and for follow-on acts.
type Step struct {
	At   time.Time
	Act  string
	By   int
	Leg  int    // index of the leg it is about, -1 for the matter itself
	Text string // note, question, answer, reason: whatever the act asks for; with the code not_accepted, the coded reason
	Code string // a coded choice
	To   int    // another matter, organ or account, -1
}

const (
	campaignMessages = 820
	historicMessages = 60
)

// quota of each state among the campaign's messages, in the order in which they are invented: those that others refer to first.
var quota = []struct {
	target string
	n      int
	genres []string
}{
	{"closed", 66, nil}, {"answered", 66, nil}, {"relooking", 8, nil}, {"accepted", 190, nil},
	{"redirected", 118, split("judgment_dissent judgment_dissent judgment_dissent judgment_dissent admin_act admin_act docket_refusal slow_enforcement irrelevant")},
	{"kept", 62, split("opinion opinion opinion irrelevant attitude")},
	{"registered", 70, nil}, {"proposed", 48, nil}, {"submitted", 8, split("relation_case favour_case money_case abuse_power improper_contact abuse_case")},
	{"forwarded", 56, nil}, {"received", 46, nil}, {"withdrawn", 12, nil},
	{"diverted", 6, split("own_staff")}, {"withheld", 2, split("state_secret")},
	{"merged", 40, nil}, {"repeat", 22, nil},
}

// common genres with their share among messages whose target leaves the choice open.
var common = split(`torture torture torture illegal_evidence illegal_evidence no_recording no_recording over_custody over_custody over_custody detention_condition detention_condition
	no_filing no_filing no_filing shelving shelving shelving illegal_seizure illegal_seizure property_return property_return minor_case notice_rights notice_rights
	wrong_parole correction_lax correction_lax charge_delay slow_enforcement slow_enforcement overdue_trial overdue_trial overdue_trial docket_refusal service_failure service_failure
	relation_case relation_case favour_case favour_case money_case money_case abuse_power abuse_power abuse_case abuse_case improper_contact improper_contact retaliation retaliation
	attitude attitude lawyer_notary lawyer_notary opinion`)

func (c *City) messages() {
	r := c.stream(partMessages)
	for _, q := range quota {
		for i := 0; i < q.n; i++ {
			switch q.target {
			case "merged":
				c.Messages = append(c.Messages, c.duplicate(r, i))
			case "repeat":
				c.Messages = append(c.Messages, c.again(r, i))
			default:
				c.Messages = append(c.Messages, c.invent(r, q.target, q.genres, i))
			}
		}
	}
	for i := 0; i < historicMessages; i++ {
		c.Messages = append(c.Messages, c.historic(r, i))
	}
}

// needsLeg tells the targets that an accepted referral must precede.
func needsLeg(target string) bool {
	return target == "accepted" || target == "answered" || target == "closed" || target == "relooking"
}

func (c *City) invent(r *rand.Rand, target string, genres []string, i int) Message {
	if genres == nil {
		genres = common
	}
	for {
		g := genreOf(pick(r, genres))
		if target == "accepted" && i < 7 {
			g = genreOf("ongoing")
		}
		e := newEvent(r, g)
		m := c.about(r, g, e, target, i)
		if m.Class = classes[g.code]; g.tell[m.event.told].class != "" {
			m.Class = g.tell[m.event.told].class
		}
		m.Routes = c.routes(r, m)
		legs := c.legsOf(m.Routes)
		if needsLeg(target) && len(legs) == 0 {
			continue
		}
		if needsLeg(target) {
			m.Legs = legs
			c.legTargets(r, &m, i)
		}
		c.walk(r, &m)
		m.event.when = m.Received
		c.write(r, &m)
		c.outgoing(r, &m)
		return m
	}
}

func (c *City) seen(text string) bool {
	for _, m := range c.Messages {
		if m.Text == text {
			return true
		}
	}
	return false
}

// about settles what a message is about and who sends it, before a word is written.
func (c *City) about(r *rand.Rand, g genre, e event, target string, i int) Message {
	m := Message{Genre: g.code, Class: classes[g.code], Voice: pick(r, g.voices), Target: target, Organ: -1, Unit: -1, Officer: -1, Into: -1, Earlier: -1, Station: -1, Joint: 1, event: e}
	c.accuse(r, g, &m)
	m.Via = pick(r, split("web web web web web web letter letter visit phone"))
	if m.Voice == "deputy" || r.IntN(22) == 0 && g.code != "ongoing" {
		m.Via, m.Station = "deputy", r.IntN(len(c.Stations))
	}
	if g.code == "ongoing" {
		m.Danger, m.Via = true, pick(r, []string{"web", "web", "phone"})
	}
	if m.Voice == "insider" && m.Via != "letter" {
		m.Via, m.Station = "web", -1 // people inside do not come to the window
	}
	m.Minor = g.code == "minor_case"
	m.Retaliation = g.code == "retaliation"
	m.HeadNamed = target == "submitted"
	if m.HeadNamed && m.Organ >= 0 {
		m.Unit, m.Officer = -1, c.HeadOf(m.Organ)
	}
	if target == "accepted" && i%17 == 14 && m.Organ >= 0 { // see legTargets: a letter that waits for its second signature
		m.HeadNamed, m.Officer = true, c.HeadOf(m.Organ)
	}
	v := voices[m.Voice]
	m.Anonymous = r.IntN(100) < v.unnamed && m.Via != "visit"
	if !m.Anonymous {
		m.Sender, m.Phone = personName(r, r.IntN(2) == 0), invPhone(r)
	}
	if (m.Voice == "villager" || m.Voice == "worker") && r.IntN(3) == 0 {
		m.Joint = between(r, 2, 23)
	}
	return m
}

// invPhone: numbers that start with 100 are given to nobody.
func invPhone(r *rand.Rand) string {
	const digits = "0123456789"
	b := []byte("10000000000")
	for i := 3; i < len(b); i++ {
		b[i] = digits[r.IntN(10)]
	}
	return string(b)
}

func (c *City) accuse(r *rand.Rand, g genre, m *Message) {
	kinds, words := g.where(g.tell[m.event.told])
	kind := pick(r, kinds)
	switch kind {
	case CongressStaff:
		m.Asked = "congress"
		return
	case UnknownOrgan:
		m.Asked = "unsure"
		return
	}
	m.Asked = kind
	if r.IntN(30) == 0 {
		m.Asked = "unsure"
	}
	for tries := 0; ; tries++ {
		organ := r.IntN(len(c.Organs))
		o := c.Organs[organ]
		cityWanted := r.IntN(100) < 30
		if o.Kind != kind || (o.Level == CityLvl) != cityWanted || m.Target == "forwarded" && (o.Level == CityLvl || o.Branch) {
			continue
		}
		units := c.unitsOf(organ, words...)
		if len(units) == 0 {
			if tries > 4000 {
				panic("cast: no unit for " + g.code)
			}
			continue
		}
		m.Organ, m.Unit = organ, pick(r, units)
		break
	}
	if fs := c.officersOf(m.Unit); len(fs) > 0 {
		m.Officer = fs[r.IntN(min(2, len(fs)))]
	}
}

// conductOf are routes that lie open only for one kind of accused.
var conductOf = map[string]string{"police_conduct": Police, "court_conduct": Court, "trial_staff": Court}

// conflict: the accused organ itself, the organ whose branch it is and a leading superior may not receive.
func (c *City) conflict(accused, to int) bool {
	if accused < 0 {
		return false
	}
	o := c.Organs[accused]
	// A procuratorate is led by the one above it (JY18 10): the superior is no stranger to the accused.
	return accused == to || o.Line == to && (o.Branch || o.Kind == Procuratorate)
}

// routes proposes outcomes by law's route table; a recipient struck out by conflict becomes an advice to the party.
func (c *City) routes(r *rand.Rand, m Message) []Route {
	switch m.Genre {
	case "opinion":
		return []Route{{Outcome: "opinion", To: -1, Leg: -1, Reason: pick(r, keepReasons)}}
	case "irrelevant":
		if m.Target == "kept" {
			return []Route{{Outcome: "statistics", To: -1, Leg: -1, Reason: "不属于司法监督事项，仅作统计，告知政务服务热线"}}
		}
		return []Route{{Outcome: "other_level", To: -1, Leg: -1, Reason: "不属于本机关职权范围，告知向有权的行政机关或者政务服务热线提出"}}
	}
	if m.Target == "kept" {
		return []Route{{Outcome: "opinion", To: -1, Leg: -1, Reason: pick(r, keepReasons)}}
	}
	var out []Route
	to := map[int]bool{}
	for _, rt := range law.RoutesFor(m.Class) {
		if len(out) == 3 {
			break
		}
		dest := c.CityOrgan(rt.Organ)
		if bound := conductOf[rt.ID]; m.Organ >= 0 && bound != "" && c.Organs[m.Organ].Kind != bound {
			continue
		}
		switch {
		case rt.Mode == law.Refer && rt.Level == law.Managing && m.Officer >= 0 && c.Officers[m.Officer].ManagedBy != cityCode:
			out = append(out, Route{Outcome: "tell_party", Route: rt.ID, To: -1, Leg: -1, Reason: "被反映人员由另一级监察委员会管理，告知当事人向有管理权限的监委反映"})
		case rt.Mode == law.Refer && dest >= 0 && !c.conflict(m.Organ, dest) && !to[dest] && m.Target != "redirected":
			to[dest] = true
			out = append(out, Route{Outcome: "refer", Route: rt.ID, To: dest, Leg: -1, Reason: "属" + rt.DeskZh + "法定职责"})
		case rt.Mode == law.Refer && dest >= 0 && c.conflict(m.Organ, dest):
			out = append(out, Route{Outcome: "tell_party", Route: rt.ID, To: -1, Leg: -1, Reason: "接收机关与被反映单位存在隶属关系，不转送，告知当事人可自行提出"})
		case rt.Mode == law.Tell || m.Target == "redirected":
			out = append(out, Route{Outcome: "tell_party", Route: rt.ID, To: -1, Leg: -1, Reason: pick(r, tellReasons)})
		}
	}
	if len(out) == 0 && m.Organ >= 0 {
		out = []Route{{Outcome: "other_level", To: -1, Leg: -1, Reason: "由其他层级有权机关依照程序办理，告知受理机关和常用期限"}}
	}
	return out
}

func (c *City) legsOf(routes []Route) []Leg {
	var out []Leg
	for i := range routes {
		if routes[i].Outcome == "refer" {
			routes[i].Leg = len(out)
			out = append(out, Leg{To: routes[i].To, Desk: c.organSide("desk", routes[i].To)})
		}
	}
	return out
}

// duplicate: the same event told by somebody else; every main message of the first dozen open ones gathers a few.
func (c *City) duplicate(r *rand.Rand, i int) Message {
	cluster := i/3 + 1
	main := c.clusterMain(cluster)
	first := &c.Messages[main]
	g := genreOf(first.Genre)
	m := *first
	m.Steps, m.Legs, m.Routes, m.Target, m.Into, m.Cluster = nil, nil, nil, "merged", main, cluster
	m.Voice = g.voices[(indexOf(g.voices, first.Voice)+1+i%3)%len(g.voices)]
	m.Via, m.Danger, m.Joint, m.Station = pick(r, split("web web letter visit")), false, 1, -1
	m.Anonymous = m.Via != "visit" && r.IntN(2) == 0
	m.Sender, m.Phone = "", ""
	if !m.Anonymous {
		m.Sender, m.Phone = personName(r, r.IntN(2) == 0), invPhone(r)
	}
	c.walk(r, &m)
	c.write(r, &m)
	return m
}

// clusterMain finds the message that the cluster's others are merged into, marking it the first time.
func (c *City) clusterMain(cluster int) int {
	free := -1
	for i, m := range c.Messages {
		if m.Cluster == cluster && m.Into < 0 {
			return i
		}
		usable := m.Target == "accepted" || m.Target == "registered"
		if free < 0 && m.Cluster == 0 && usable && i%5 == cluster%5 && m.Genre != "ongoing" && m.Unit >= 0 && !m.Minor && c.Now.Sub(m.Steps[0].At) > 6*24*time.Hour {
			free = i
		}
	}
	c.Messages[free].Cluster = cluster
	return free
}

// again: the same sender writes once more, with or without new facts.
func (c *City) again(r *rand.Rand, i int) Message {
	var may []int
	for k, m := range c.Messages {
		settled := m.Target == "redirected" || m.Target == "answered" || m.Target == "closed"
		if settled && m.Cluster == 0 && m.Unit >= 0 && c.Now.Sub(m.Steps[len(m.Steps)-1].At) > 8*24*time.Hour && !c.repeated(k) {
			may = append(may, k)
		}
	}
	earlier := may[(i*7)%len(may)]
	m := c.Messages[earlier]
	m.Steps, m.Legs, m.Routes, m.Target, m.Earlier, m.Station = nil, nil, nil, "repeat", earlier, -1
	m.Via = pick(r, split("web letter phone visit"))
	c.walk(r, &m)
	c.write(r, &m)
	m.Text = pick(r, againOpens) + m.Text
	m.Summary += "此前已反映，" + pick(r, againNotes)
	m.Title += "（再次）"
	return m
}

func (c *City) repeated(k int) bool {
	for _, m := range c.Messages {
		if m.Earlier == k {
			return true
		}
	}
	return false
}

func (c *City) historic(r *rand.Rand, i int) Message {
	m := c.invent(r, "registered", nil, i)
	m.Historic, m.Via = true, "import"
	m.Received = time.Date(2025, time.Month(between(r, 2, 11)), between(r, 1, 28), between(r, 8, 17), between(r, 0, 59), 0, 0, Shanghai)
	m.event.when = m.Received
	c.write(r, &m)
	m.Routes = nil
	at := c.office(c.Start.Add(50 * time.Hour))
	m.Steps = []Step{{At: at.Add(time.Duration(i) * time.Second), Act: "clue.receive", By: c.account("linwan"), Leg: -1, To: -1}}
	return m
}

func indexOf(list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return 0
}
