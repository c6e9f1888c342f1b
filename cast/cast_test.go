package cast

import (
	"crypto/sha256"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hengjian/oversight/law"
	"hengjian/oversight/taxon"
)

var (
	lateNow  = time.Date(2026, 11, 24, 10, 0, 0, 0, Shanghai)
	earlyNow = time.Date(2026, 3, 2, 9, 0, 0, 0, Shanghai)
	city     = Make(2026, lateNow)
	early    = Make(2026, earlyNow)
)

func digest(c City) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(fmt.Sprintf("%#v", c)))) }

func TestSameSeedSameCity(t *testing.T) {
	if digest(Make(2026, lateNow)) != digest(city) {
		t.Error("two runs differ")
	}
	if digest(Make(2027, lateNow)) == digest(city) {
		t.Error("another seed gives the same city")
	}
}

func TestCounts(t *testing.T) {
	for _, c := range []City{city, early} {
		in := func(what string, n, lo, hi int) {
			if n < lo || n > hi {
				t.Errorf("%s: %d, want %d–%d", what, n, lo, hi)
			}
		}
		in("places", len(c.Places), 119, 119)
		in("congresses", len(c.Congresses), 11, 11)
		in("organs", len(c.Organs), 40, 50)
		in("units", len(c.Units), 570, 650)
		in("officers", len(c.Officers), 5000, 5000)
		in("deputies", len(c.Deputies), 300, 300)
		in("stations", len(c.Stations), 12, 12)
		in("messages", len(c.Messages), 880, 900)
		in("problems", len(c.Problems), 130, 130)
		logins := 0
		for _, a := range c.Accounts {
			if a.LogIn {
				logins++
			}
			if a.LogIn != (a.Password != "") {
				t.Errorf("%s: password and log-in disagree", a.Login)
			}
		}
		in("log-ins", logins, 16, 16)
	}
}

func TestNumbersAreUnique(t *testing.T) {
	seen := map[string]bool{}
	once := func(kind, s string) {
		if s == "" || seen[kind+s] {
			t.Errorf("%s %q is empty or used twice", kind, s)
		}
		seen[kind+s] = true
	}
	for _, p := range city.Places {
		once("place", p.Code)
		if !strings.HasPrefix(p.Code, "99") {
			t.Errorf("%s has a code that may be real: %s", p.Name, p.Code)
		}
	}
	for _, o := range city.Organs {
		once("organ", o.Code)
		once("organ name", o.Name)
	}
	for _, u := range city.Units {
		once("unit", u.Code)
		once("unit name", u.Full)
	}
	for _, f := range city.Officers {
		once("officer", f.No)
		once("certificate", f.Certificate)
	}
	for _, a := range city.Accounts {
		once("login", a.Login)
	}
	for _, p := range city.Problems {
		once("problem", p.Title)
	}
	for _, m := range city.Messages {
		once("text", m.Text)
	}
}

// Every state of the lives is a target, so that the demonstration shows each of them.
func TestEveryStateIsReached(t *testing.T) {
	for _, c := range []City{city, early} {
		clue, leg, problem := map[string]int{}, map[string]int{}, map[string]int{}
		acts := map[string]int{}
		for _, m := range c.Messages {
			clue[m.Target]++
			for _, l := range m.Legs {
				leg[l.Target]++
			}
			for _, s := range m.Steps {
				acts[s.Act]++
			}
		}
		for _, p := range c.Problems {
			problem[p.Target]++
			for _, s := range p.Steps {
				acts[s.Act]++
			}
		}
		want := func(kind string, got map[string]int, list string) {
			for _, s := range split(list) {
				if got[s] == 0 {
					t.Errorf("%s: nothing is %s", kind, s)
				}
			}
		}
		want("clue", clue, "received diverted withheld registered merged repeat proposed submitted forwarded accepted redirected kept answered relooking closed withdrawn")
		want("leg", leg, "drafted telephoned half_signed signed sent received objected reported closed dropped")
		want("problem", problem, "drafted replying proposed confirmed dropped handed signed planned rectifying claimed verifying verified closed settled long_term revoked")
		want("acts", acts, `clue.refer_urgent clue.ask clue.supplement clue.return clue.tell_leg clue.rate clue.ask_relook clue.uphold clue.report_retaliation leg.clarify leg.urge leg.uphold leg.confirm_written leg.ask_again
			problem.recur problem.return problem.reject_claim problem.escalate problem.extend problem.comment_plan`)
		t.Log(clue, leg, problem)
	}
}

func TestTimeRunsForward(t *testing.T) {
	for _, c := range []City{city, early} {
		check := func(what string, steps []Step, from time.Time) {
			if len(steps) == 0 {
				t.Errorf("%s has no past", what)
				return
			}
			for i, s := range steps {
				if i > 0 && !s.At.After(steps[i-1].At) {
					t.Errorf("%s: %s at %s is not after %s", what, s.Act, s.At, steps[i-1].Act)
				}
				if s.At.After(c.Now) || s.At.Before(from) {
					t.Errorf("%s: %s at %s is outside the campaign", what, s.Act, s.At)
				}
				if s.Act == "clue.close" {
					if answered := find(steps, "clue.answer"); s.At.Sub(answered.At) < 30*24*time.Hour {
						t.Errorf("%s closed %s after the answer", what, s.At.Sub(answered.At))
					}
				}
			}
		}
		for i, m := range c.Messages {
			check(fmt.Sprint("message ", i, " ", m.Target), m.Steps, c.Start)
			if m.Historic != m.Received.Before(c.Start) {
				t.Errorf("message %d: historic %v, received %s", i, m.Historic, m.Received)
			}
			if m.Into >= 0 && !m.Steps[len(m.Steps)-1].At.After(c.registeredAt(m.Into)) {
				t.Errorf("message %d merged before the other was registered", i)
			}
			if m.Earlier >= 0 && m.Received.Before(c.Messages[m.Earlier].Received) {
				t.Errorf("message %d repeats a later one", i)
			}
		}
		for i, p := range c.Problems {
			check(fmt.Sprint("problem ", i, " ", p.Target), p.Steps, c.Start)
		}
	}
}

func find(steps []Step, act string) Step {
	for _, s := range steps {
		if s.Act == act {
			return s
		}
	}
	return Step{}
}

// Separation of duties holds already in what is laid out.
func TestOthersDecide(t *testing.T) {
	for i, m := range city.Messages {
		p, a := find(m.Steps, "clue.propose"), find(m.Steps, "clue.accept")
		if a.Act != "" && p.By == a.By {
			t.Errorf("message %d: proposer decides", i)
		}
		for _, s := range m.Steps {
			if s.By >= 0 && s.Act != "clue.receive_own" {
				for _, k := range city.Accounts[s.By].Conflicts {
					if k == m.Asked && city.Accounts[s.By].Has("intake") {
						t.Errorf("message %d: %s has kin in the %s", i, city.Accounts[s.By].Name, k)
					}
				}
			}
		}
		for _, l := range m.Legs {
			if city.conflict(m.Organ, l.To) {
				t.Errorf("message %d goes to the accused's own organ", i)
			}
		}
	}
	for i, p := range city.Problems {
		d, cl := find(p.Steps, "problem.draft"), find(p.Steps, "problem.close")
		if cl.Act != "" && (cl.By == d.By || cl.By == p.Verifiers[0] || cl.By == p.Verifiers[1]) {
			t.Errorf("problem %d: closed by its drafter or a verifier", i)
		}
		if pc := find(p.Steps, "problem.propose_confirm"); pc.Act != "" && pc.By == d.By {
			t.Errorf("problem %d: drafter proposes confirming", i)
		}
		if city.Organs[p.Organ].AnswersTo != 1 {
			t.Errorf("problem %d is of an organ of another level", i)
		}
	}
}

func TestTextsCanBeRead(t *testing.T) {
	mission := taxon.Mission()
	for i, m := range city.Messages {
		if n := utf8.RuneCountInString(m.Text); n < 80 || n > 600 {
			t.Errorf("message %d has %d characters: %s", i, n, m.Text)
		}
		if n := utf8.RuneCountInString(m.Title); n < 4 || n > 60 {
			t.Errorf("message %d: title of %d characters", i, n)
		}
		all := []string{m.Text, m.Summary, m.Title}
		clean := []string{m.Summary, m.Title}
		for _, r := range m.Routes {
			all, clean = append(all, r.Outgoing, r.Reason), append(clean, r.Outgoing, r.Reason)
			if _, ok := law.RouteByID(r.Route); r.Route != "" && !ok {
				t.Errorf("message %d: no route %s", i, r.Route)
			}
			for _, no := range m.CaseNos {
				if strings.Contains(r.Outgoing, no) {
					t.Errorf("message %d: case number goes out", i)
				}
			}
			if strings.Contains(r.Outgoing, "来信人") || m.Sender != "" && strings.Contains(r.Outgoing, m.Sender) {
				t.Errorf("message %d: outgoing summary shows the sender: %s", i, r.Outgoing)
			}
		}
		for _, s := range m.Steps {
			all = append(all, s.Text)
			if s.By >= 0 {
				clean = append(clean, s.Text)
			}
		}
		for _, s := range all {
			if strings.ContainsAny(s, "{}｜|") || strings.Contains(s, "来信人来信人") || strings.Contains(s, "。。") {
				t.Errorf("message %d: a blank was not filled: %s", i, s)
			}
		}
		for _, s := range clean {
			if bad := law.DecidesCase(s); bad != "" {
				t.Errorf("message %d: the office would decide a case (%s): %s", i, bad, s)
			}
		}
		if _, ok := mission.Node(m.Class); !ok {
			t.Errorf("message %d: the taxonomy has no class %q", i, m.Class)
		}
		if m.Anonymous && (m.Sender != "" || m.Phone != "") {
			t.Errorf("message %d is anonymous and named", i)
		}
	}
	for i, p := range city.Problems {
		all := []string{p.Title, p.Statement, p.Cause, p.Reply}
		for _, f := range p.Findings {
			all = append(all, f.Note)
		}
		for _, m := range p.Measures {
			all = append(all, m.Text)
		}
		for _, s := range all {
			if strings.ContainsAny(s, "{}｜|") || s == "" || law.DecidesCase(s) != "" {
				t.Errorf("problem %d: %q", i, s)
			}
		}
		if _, ok := mission.Node(p.Class); !ok {
			t.Errorf("problem %d: the taxonomy has no class %q", i, p.Class)
		}
		if len(p.Evidence) == 0 {
			t.Errorf("problem %d rests on nothing", i)
		}
	}
}

func grams(s string) map[string]bool {
	rs := []rune(s)
	out := map[string]bool{}
	for i := 0; i+3 <= len(rs); i++ {
		out[string(rs[i:i+3])] = true
	}
	return out
}

func alike(a, b map[string]bool) float64 {
	both := 0
	for g := range a {
		if b[g] {
			both++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// Outside the intended clusters hardly any two messages look alike; inside them the likeness can be found.
func TestTextsDiffer(t *testing.T) {
	var g []map[string]bool
	for _, m := range city.Messages {
		g = append(g, grams(m.Text))
	}
	near, pairs, worst := 0, 0, 0.0
	var inside []float64
	for i := range g {
		for j := 0; j < i; j++ {
			a, b := city.Messages[i], city.Messages[j]
			meant := a.Cluster > 0 && a.Cluster == b.Cluster || a.Earlier == j
			if meant {
				inside = append(inside, alike(g[i], g[j]))
				continue
			}
			if a.Genre != b.Genre {
				continue
			}
			pairs++
			if x := alike(g[i], g[j]); x > 0.6 {
				near++
				worst = max(worst, x)
			}
		}
	}
	sum := 0.0
	for _, x := range inside {
		sum += x
	}
	t.Logf("%d of %d pairs of one genre above 0.6 (worst %.2f); inside %d meant pairs the mean is %.2f", near, pairs, worst, len(inside), sum/float64(len(inside)))
	if near > 40 || len(inside) < 60 || sum/float64(len(inside)) < 0.3 {
		t.Error("texts repeat themselves, or clusters cannot be recognised")
	}
}

// No name of a real province, city or county may appear, the invented ones being no exception.
func TestNothingReal(t *testing.T) {
	names := []string{"北京市", "上海市", "杭州", "宁波", "温州", "金华", "广州", "深圳", "浙江", "江苏", "湖南"}
	for _, file := range []string{"provinces.csv", "cities.csv", "areas.csv"} {
		b, err := os.ReadFile("../../shared/data/register/" + file)
		if err != nil {
			t.Logf("the public register is not here (%s): only the built-in names are compared", file)
			continue
		}
		for _, l := range strings.Split(string(b), "\n")[1:] {
			if part := strings.Split(l, ","); len(part) > 1 {
				if n := strings.Trim(part[1], "\""); utf8.RuneCountInString(n) >= 3 && n != "市辖区" {
					names = append(names, n)
				}
			}
		}
	}
	var all strings.Builder
	for _, m := range city.Messages {
		all.WriteString(m.Text + m.Summary + "\n")
	}
	for _, p := range city.Problems {
		all.WriteString(p.Title + p.Statement + "\n")
	}
	for _, p := range city.Places {
		all.WriteString(p.Name + "\n")
	}
	for _, d := range city.Deputies {
		all.WriteString(d.Employer + "\n")
	}
	text := all.String()
	for _, n := range names {
		if i := strings.Index(text, n); i >= 0 {
			t.Errorf("the real name %s appears: …%s…", n, text[max(0, i-30):min(len(text), i+40)])
		}
	}
	t.Logf("%d real names compared", len(names))
}

func TestRareNamesAndPosts(t *testing.T) {
	var rare, double int
	same := map[string]int{}
	for i, f := range city.Officers {
		same[f.Name]++
		if strings.ContainsAny(f.Name, "𠮷㐂䶮𬭎") {
			rare++
		}
		if utf8.RuneCountInString(FamilyName(f.Name)) == 2 {
			double++
		}
		if len(f.Posts) < 1 || len(f.Posts) > 3 {
			t.Errorf("officer %d has %d posts", i, len(f.Posts))
		}
		for k, p := range f.Posts {
			last := k == len(f.Posts)-1
			if (p.To == "") != last || k > 0 && p.From < f.Posts[k-1].To {
				t.Errorf("officer %d: posts do not follow each other: %+v", i, f.Posts)
			}
			if p.Appointee != (p.Session != "") {
				t.Errorf("officer %d: appointment without a session", i)
			}
		}
	}
	doubles := 0
	for _, n := range same {
		if n > 1 {
			doubles++
		}
	}
	if rare < 5 || double < 10 || doubles < 20 {
		t.Errorf("%d rare, %d double surnames, %d shared names", rare, double, doubles)
	}
	ended := 0
	for _, u := range city.Units {
		if u.To != "" {
			ended++
			if u.Successor < 0 || u.From >= u.To {
				t.Errorf("%s ended without a successor", u.Full)
			}
		}
	}
	if ended < 5 {
		t.Errorf("%d units ended", ended)
	}
}

func TestSomeMessagesToRead(t *testing.T) {
	if testing.Verbose() {
		for i := 0; i < len(city.Messages); i += 23 {
			m := city.Messages[i]
			t.Logf("%d %s %s %s %s\n%s\n— %s\n— %+v", i, m.Target, m.Voice, m.Class, m.Received.Format("01-02"), m.Text, m.Summary, m.Routes)
		}
	}
	if reflect.DeepEqual(city.Messages[0], city.Messages[1]) {
		t.Error("two equal messages")
	}
}
