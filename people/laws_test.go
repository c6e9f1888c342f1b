package people

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/oversight/lead"
	"hengjian/people/stage"
	"hengjian/web/api"
)

// The laws of the product (1–7, 9 and 10), each held against the running program.
// The eighth is of secret ballots, which the product does not hold yet.

// Congress are those of the city's accounts who act for the congress.
var congress = []string{"luzhiwei", "dingruoyu", "shimin", "linwan", "zhaoheng", "shenlan", "gumingyuan", "qiaozhengyan", "baishouyi", "yechunhe"}

// A place in the record where an act can be done now.
type chance struct{ who, id string }

// chances finds, for each act on an existing matter, somebody and a matter where
// the door would let her.
func (c *town) chances(kinds ...string) map[string]chance {
	c.t.Helper()
	out := map[string]chance{}
	for _, who := range congress {
		a := c.as(who)
		for _, kind := range kinds {
			list, states := a.Get("/api/v1/"+api.Plural(kind)+"?limit=200"), map[string]int{}
			if list.Status != 200 {
				continue
			}
			for _, x := range items(c.t, list) {
				if states[str(x, "state")]++; states[str(x, "state")] > 3 {
					continue
				}
				ans := a.Get("/api/v1/" + api.Plural(kind) + "/" + str(x, "id"))
				choices, _ := ans.Body["choices"].([]any)
				for _, ch := range choices {
					m := ch.(M)
					if _, have := out[str(m, "act")]; !have && m["refused"] == nil {
						out[str(m, "act")] = chance{who, str(x, "id")}
					}
				}
			}
		}
	}
	return out
}

// verdict is what no field may say.
const verdict = "请贵院依法改判，撤销原判决"

// mustRefuse are the texts that leave the office or guide what leaves it: each
// is reached in the city and refuses the verdict by itself.
var mustRefuse = strings.Fields(`clue.amend_summary:reason clue.forward_lower:outgoing clue.note:text clue.open:reason clue.propose:note
	clue.propose:routes.0.outgoing clue.propose:routes.0.reason clue.return:reason clue.summarise:summary clue.summarise:title clue.submit_up:reason
	leg.clarify:finding leg.drop:reason leg.reroute:outgoing problem.add_evidence:title problem.comment_plan:text problem.draft:statement problem.draft:title
	problem.escalate:text problem.propose_recur:reason problem.redraft:reason problem.reject_claim:reason problem.remove_evidence:reason
	problem.rewrite:statement problem.rewrite:title`)

// kinds are all kinds of matters that there are.
func kinds() (out []string) {
	for _, l := range office.Lives() {
		out = append(out, l.Kind)
	}
	return out
}

// Law 1: refer, never decide. No text that the congress's side can fill, in any
// act that the living city offers, takes a sentence that says how a case should
// end; those that leave the office refuse it by name.
func TestLaw1ReferNeverDecide(t *testing.T) {
	c := liveCity(t)
	chances := c.chances(kinds()...)
	births := map[string]chance{"problem.draft": {"linwan", ""}, "leg.draft": {"linwan", ""}, "campaign.draft": {"linwan", ""}}
	maps.Copy(chances, births)
	tried, refused := 0, map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(chances)) {
		a := office.NewAct(act.Name(name))
		if a == nil {
			t.Errorf("%s is offered and not registered", name)
			continue
		}
		ch := chances[name]
		for _, f := range textFields(reflect.TypeOf(a).Elem(), "") {
			if f == "id" || f == "reveals" || strings.HasPrefix(f, "sealed.") { // an id, a code, and what the office itself seals
				continue
			}
			tried++
			ans := c.as(ch.who).Act(name, bodyWith(ch.id, f))
			for _, e := range errorsOf(ans) {
				refused[name+":"+f] = refused[name+":"+f] || strings.Contains(str(e, "zh"), "不对个案提出处理意见")
			}
			if ans.Status < 300 {
				t.Errorf("%s takes the verdict in %s", name, f)
			}
		}
	}
	for _, f := range mustRefuse {
		if !refused[f] {
			t.Errorf("%s does not refuse the verdict", f)
		}
	}
	t.Logf("%d fields of %d acts tried, none took the verdict", tried, len(chances))
	if tried < 400 || len(chances) < 200 {
		t.Errorf("only %d fields of %d acts were tried", tried, len(chances))
	}
}

// textFields are the JSON paths of the strings that a client may fill.
func textFields(t reflect.Type, at string) (out []string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || name == "" || !f.IsExported() {
			continue
		}
		ft := f.Type
		switch {
		case ft.Kind() == reflect.String:
			out = append(out, at+name)
		case ft.Kind() == reflect.Slice && ft.Elem().Kind() == reflect.String:
			out = append(out, at+name+".0")
		case ft.Kind() == reflect.Slice && ft.Elem().Kind() == reflect.Struct:
			out = append(out, textFields(ft.Elem(), at+name+".0.")...)
		case ft.Kind() == reflect.Struct:
			out = append(out, textFields(ft, at+name+".")...)
		}
	}
	return out
}

// bodyWith is an act's body with the verdict at one path.
func bodyWith(id, path string) M {
	var set func(path string) any
	set = func(path string) any {
		head, rest, more := strings.Cut(path, ".")
		switch {
		case path == "":
			return verdict
		case head == "0":
			return []any{set(rest)}
		case !more:
			return M{head: verdict}
		}
		return M{head: set(rest)}
	}
	body := set(path).(M)
	if id != "" {
		body["id"] = id
	}
	body["body"] = minute("主任会议纪要〔2026〕7号")
	return body
}

func errorsOf(ans stage.Answer) (out []M) {
	es, _ := ans.Body["errors"].([]any)
	for _, e := range es {
		out = append(out, e.(M))
	}
	return out
}

// Law 2: the accusation never reaches the accused. No referral of the city went
// to an organ that its message names, and the door refuses to propose one.
func TestLaw2TheAccusationNeverReachesTheAccused(t *testing.T) {
	c := liveCity(t)
	k, checked, tried := c.as("linwan"), 0, 0
	for _, x := range items(t, k.Get("/api/v1/clues?limit=200")) {
		_, d := matter(t, k, "/api/v1/clues/"+str(x, "id"))
		named, _ := d["organs"].([]any)
		routes, _ := d["routes"].([]any)
		for _, r := range routes {
			if to := str(r.(M), "to"); to != "" && str(r.(M), "outcome") == "refer" {
				if checked++; slices.Contains(named, any(to)) {
					t.Errorf("%s goes to an organ it names", str(x, "number"))
				}
			}
		}
		if str(x, "state") != "registered" || len(named) == 0 || tried > 10 {
			continue
		}
		tried++
		for _, route := range law.Routes {
			ans := k.Act("clue.propose", M{"id": str(x, "id"), "routes": []M{{"outcome": "refer", "route": route.ID, "to": named[0], "outgoing": "反映办案期限有关问题，请依法定程序办理。", "reveals": "no"}}})
			ok := slices.ContainsFunc(errorsOf(ans), func(e M) bool { return strings.HasSuffix(str(e, "field"), ".to") })
			if ans.Status < 400 || !ok {
				t.Errorf("%s may go to the accused by route %s: %d %s", str(x, "number"), route.ID, ans.Status, ans.Raw)
			}
		}
	}
	if checked < 10 || tried < 3 {
		t.Errorf("only %d routes were read and %d proposals tried", checked, tried)
	}
}

// open are the kinds that reach beyond a place: the register, which all read, and
// accounts, keys and delegations, which the installation's administrators keep.
var open = strings.Fields("congress organ unit officer account key delegation place")

// Law 3: a congress reaches its own level only. No function reads a matter of
// another place, above or below; what was sent to it by name is its own copy.
func TestLaw3SameLevel(t *testing.T) {
	for _, k := range open {
		if !slices.Contains(kinds(), k) {
			t.Errorf("there is no kind %s to leave out", k)
		}
	}
	tried := 0
	for _, r := range access.Roles {
		p := access.Person{ID: "x", Name: "某人", Roles: []act.Role{r.Role}, Place: "990200", Organ: "o"}
		for _, kind := range kinds() {
			if slices.Contains(open, kind) {
				continue
			}
			for _, place := range []string{"990000", "990201", "990300"} {
				for _, audience := range []string{"", "diverted", "emergency"} {
					tried++
					if access.Sees(p, kind, &act.Head{Place: place, Audience: audience}) {
						t.Errorf("%s of 990200 reaches a %s of %s (audience %q)", r.Role, kind, place, audience)
					}
				}
			}
		}
	}
	if tried < 4000 {
		t.Errorf("only %d were tried", tried)
	}
	// And somebody does reach them at home, or the check proves nothing.
	d := access.Person{ID: "x", Roles: []act.Role{access.Director}, Place: "990200"}
	if !access.Sees(d, "problem", &act.Head{Place: "990200"}) {
		t.Error("the director does not see her own problems")
	}
}

// Law 4: every act is on record. Each matter's state follows from its lines,
// numbered without a gap; opening a sealed original is a line.
func TestLaw4EveryActIsOnRecord(t *testing.T) {
	c := liveCity(t)
	z := c.as("zhaoheng")
	checked := 0
	for _, kind := range []string{"clues", "legs", "problems"} {
		for _, x := range items(t, z.Get("/api/v1/"+kind+"?limit=60")) {
			m, _ := matter(t, z, "/api/v1/"+kind+"/"+str(x, "id"))
			lines, _ := m["history"].([]any)
			if len(lines) == 0 || str(lines[0].(M), "from") != "" || str(lines[len(lines)-1].(M), "to") != str(m, "state") {
				t.Errorf("%s %s: the record does not lead to %s", kind, str(x, "number"), str(m, "state"))
				continue
			}
			state, last := "", 0.0
			for _, l := range lines {
				line := l.(M)
				if str(line, "from") != state {
					t.Errorf("%s: %s from %q, it was %q", str(x, "number"), str(line, "act"), str(line, "from"), state)
				}
				if v, _ := line["version"].(float64); v <= last || v > last+1 && kind != "clues" {
					t.Errorf("%s: version %v after %v", str(x, "number"), v, last)
				} else {
					last = v
				}
				if str(line, "name") == "" && str(line, "role") == "" {
					t.Errorf("%s: %s by nobody", str(x, "number"), str(line, "act"))
				}
				state = str(line, "to")
			}
			if v, _ := m["version"].(float64); last != v {
				t.Errorf("%s: version %v, the last line says %v", str(x, "number"), v, last)
			}
			checked++
		}
	}
	if checked < 100 {
		t.Errorf("only %d matters", checked)
	}
	if !slices.Contains(office.Acts(), "clue.open") || !slices.Contains(office.Acts(), "opening.open") {
		t.Error("opening is no act")
	}
}

// Law 5: every clock explains itself: where it begins, why, what is left out,
// and whether law or a promise of ours is behind it.
func TestLaw5EveryClockExplainsItself(t *testing.T) {
	c := liveCity(t)
	z, rules := c.as("zhaoheng"), map[string]int{}
	for _, kind := range []string{"clues", "legs", "problems"} {
		for _, x := range items(t, z.Get("/api/v1/"+kind+"?limit=200")) {
			m, _ := matter(t, z, "/api/v1/"+kind+"/"+str(x, "id"))
			clocks, _ := m["clocks"].([]any)
			for _, k := range clocks {
				k := k.(M)
				steps, _ := k["steps"].([]any)
				rules[str(k, "rule")]++
				what := str(x, "number") + " " + str(k, "rule")
				if str(k, "zh") == "" || str(k, "en") == "" || str(k, "label_zh") == "" || str(k, "due") == "" || len(steps) < 2 {
					t.Errorf("%s does not explain itself: %s", what, jsonOf(t, k))
					continue
				}
				first, last := steps[0].(M), steps[len(steps)-1].(M)
				if str(first, "kind") != "start" || str(first, "note") == "" || str(last, "basis") == "" || str(last, "note") == "" || str(last, "note_en") == "" {
					t.Errorf("%s: a step has no basis: %s", what, jsonOf(t, steps))
				}
			}
		}
	}
	if len(rules) < 6 {
		t.Errorf("only these rules run in the city: %v", rules)
	}
}

// Law 6: “rectified” is a claim: who claims, who verifies and who closes are
// different people in every problem that came so far.
func TestLaw6RectifierVerifierCloserDiffer(t *testing.T) {
	c := liveCity(t)
	z, n := c.as("zhaoheng"), 0
	for _, state := range []string{"closed", "settled"} {
		for _, x := range items(t, z.Get("/api/v1/problems?limit=200&state="+state)) {
			c.threePeople(str(x, "id"))
			n++
		}
	}
	if n < 10 {
		t.Errorf("only %d problems are closed", n)
	}
	// And the door keeps it so: nobody on either side of a verified problem closes it.
	id := c.problem("verified")
	for _, who := range []string{"linwan", "tangweimin", "fangzhou", "yechunhe", "gumingyuan"} {
		c.refused(c.as(who).Act("problem.close", M{"id": id}), "", "")
	}
	c.is(id, "verified")
}

// Law 7: a signal is not a finding. Where a lead goes is decided by a person, who
// is another than the one that proposed it; each tells what was seen, what was to
// be expected and at which rate of false discoveries; nothing is scored or ranked,
// and neither an organ nor the public learns of it.
func TestLaw7ASignalIsNotAFinding(t *testing.T) {
	for _, st := range lead.Life.Steps {
		for _, to := range st.To {
			if to == act.Same || lead.Life.State(to).Open {
				continue
			}
			for _, r := range st.Who {
				if access.Text(r).Side != "congress" {
					t.Errorf("%s leads to %s by %s, who is nobody of the congress", st.Do, to, r)
				}
			}
			if !slices.Contains(st.Not, "lead.propose") {
				t.Errorf("%s leads to %s and does not keep off who proposed it", st.Do, to)
			}
		}
	}
	for _, r := range access.Roles {
		p := access.Person{ID: "x", Roles: []act.Role{r.Role}, Place: "990200", Organ: "o", Receipt: "x"}
		if (r.Side == "organ" || r.Side == "admin" || r.Role == access.Public) && access.Sees(p, "lead", &act.Head{ID: "x", Place: "990200"}) {
			t.Errorf("%s reads a lead", r.Role)
		}
	}
	c := liveCity(t)
	z, states := c.as("zhaoheng"), map[string]string{}
	public := c.publicText()
	for _, x := range items(t, z.Get("/api/v1/leads?limit=200")) {
		id := str(x, "id")
		_, d := matter(t, z, "/api/v1/leads/"+id)
		states[str(x, "state")] = id
		sig, _ := d["signal"].(M)
		if sig["value"] == nil || sig["expected"] == nil || sig["m"] == nil || sig["q"] == nil {
			t.Errorf("%s does not tell what was seen and expected, of how many tests, at which rate: %s", str(x, "number"), jsonOf(t, sig))
		}
		for _, k := range keysIn(d) {
			if slices.Contains([]string{"rank", "score", "risk", "rating"}, k) {
				t.Errorf("%s has %s", str(x, "number"), k)
			}
		}
		for _, name := range []string{str(sig, "subject"), str(sig, "partner")} {
			if len([]rune(name)) > 2 && strings.Contains(public, name) {
				t.Errorf("%s of %s is before the public", name, str(x, "number"))
			}
		}
	}
	if len(states) < 6 {
		t.Errorf("leads of the city are in these states only: %v", states)
	}
	// The door keeps it so: who proposed does not decide.
	id := states["proposed"]
	if id == "" {
		t.Fatal("no lead awaits its second person")
	}
	c.refused(c.as("linwan").Act("lead.decide", M{"id": id}), "", "")
}

// publicText is what anybody can read of the committee without an account.
func (c *town) publicText() string {
	c.t.Helper()
	n, all := c.PublicNoJS(c.t, "passer-by"), strings.Builder{}
	for _, at := range []string{"/", "/p/990200/", "/p/990200/campaigns", "/p/990200/draws", "/about/anonymity", "/about/record"} {
		n.Goto(at)
		all.WriteString(n.Text())
	}
	return all.String()
}

// keysIn are all keys of a JSON value.
func keysIn(v any) (out []string) {
	switch x := v.(type) {
	case M:
		for k, e := range x {
			out = append(append(out, k), keysIn(e)...)
		}
	case []any:
		for _, e := range x {
			out = append(out, keysIn(e)...)
		}
	}
	return out
}

// Law 9: small numbers are hidden in what is published. No page without an account
// says how many messages there are or whom they are about, and no count below ten
// stands on the page of the draws.
func TestLaw9SmallNumbersAreHidden(t *testing.T) {
	c := liveCity(t)
	z, public := c.as("zhaoheng"), c.publicText()
	seen := 0
	for _, kind := range []string{"clues", "problems", "legs", "warnings"} {
		for _, x := range items(t, z.Get("/api/v1/"+kind+"?limit=200")) {
			seen++
			for _, s := range []string{str(x, "title"), str(x, "number")} {
				if len([]rune(s)) > 4 && strings.Contains(public, s) {
					t.Errorf("%s %q is before the public", kind, s)
				}
			}
		}
	}
	if seen < 200 {
		t.Errorf("only %d matters were looked for", seen)
	}
	n := c.PublicNoJS(t, "newspaper")
	n.Goto("/p/990200/draws")
	n.See("抽样框")
	for _, m := range regexp.MustCompile(`(\d+) 件，\d+ 层`).FindAllStringSubmatch(n.Text(), -1) {
		if len(m[1]) < 2 {
			t.Errorf("a frame of %s cases is counted before the public", m[1])
		}
	}
}

// Law 10: what was acknowledged survives a power cut, and sending it again
// gives the same answer. TestKilledUnderLoad of the office does it 200 times.
func TestLaw10NothingIsLost(t *testing.T) {
	data := cityCopy(t)
	c := &town{Server: stage.Start(t, "demo", "--data", data, "--now", Today), t: t}
	id := c.problem("rectifying")
	l := c.as("fangzhou")
	type done struct {
		body M
		ans  string
	}
	var acks []done
	for i := range 20 {
		body := M{"id": id, "measure": 1, "text": fmt.Sprintf("第%d次进展已经完成。", i), "act_id": actID()}
		acks = append(acks, done{body, string(l.MustAct("problem.progress", body).Raw)})
	}
	c.Kill()
	d := &town{Server: stage.Start(t, "demo", "--data", data, "--now", Today), t: t}
	l = d.as("fangzhou")
	for _, a := range acks {
		if again := l.Act("problem.progress", a.body); again.Status != 200 || string(again.Raw) != a.ans {
			t.Errorf("after the power cut: %d %s, it was %s", again.Status, again.Raw, a.ans)
		}
	}
	verifies(t, data)
}

// Law 10: danger to a person has its lane from the first screen, and everybody
// who reports is told that no term is suspended.
func TestLaw10NobodyIsHarmedByWaiting(t *testing.T) {
	c := liveCity(t)
	n := c.PublicNoJS(t, "somebody")
	n.Goto("/")
	n.See("110")
	n.See("12309")
	n.Goto("/p/990200/")
	n.See("110")
	n.See("不会中止或延长")
	z, urgent := c.as("zhaoheng"), 0
	for _, x := range items(t, z.Get("/api/v1/clues?limit=200&urgent=true")) {
		if x["urgent"] != true {
			t.Errorf("%s is listed as urgent", str(x, "number"))
		}
		urgent++
	}
	if urgent == 0 {
		t.Error("nothing in the city is urgent: the lane is not shown to work")
	}
	p := c.plain("zhaoheng")
	p.Goto("/")
	p.See("紧急")
}
