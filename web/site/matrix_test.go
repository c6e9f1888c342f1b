package site

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/web/api"
	"hengjian/web/frame"
)

// The oracle: who sees what and who does what, written out by hand from the
// laws of the product and never read from the program. seesOwn is of the
// matter's own committee, seesAll of the whole installation; seesOrgan by where
// the organ stands to the matter. A committee above, beside or below sees
// nothing of a matter (same-level power); the accused's organ sees no message
// and no referral, and a problem only once it is put to it.
var seesOwn = map[string]string{
	"clue":                         "intake letters clerk director vice secretary secrecy",
	"clue of the special channel":  "secretary discipline",
	"leg in draft":                 "intake clerk director vice secretary",
	"leg sent":                     "intake clerk director vice secretary",
	"problem in draft":             "intake clerk director vice secretary member",
	"problem put to the organ":     "intake clerk director vice secretary member",
	"opening":                      "intake letters director vice secretary discipline",
	"meeting":                      "clerk director vice secretary member",
	"meeting put to the organ":     "clerk director vice secretary member",
	"circular to an organ":         "clerk director vice secretary member",
	"circular to a committee":      "clerk director vice secretary member",
	"programme":                    "clerk director vice secretary member",
	"screening":                    "clerk director vice secretary member",
	"lead":                         "clerk director vice secretary",
	"roster put to the organ":      "clerk director vice secretary",
	"coordination":                 "clerk director vice secretary",
	"draw":                         "clerk director vice secretary member",
	"review":                       "clerk director vice secretary",
	"review told to the organ":     "clerk director vice secretary",
	"exercise":                     "clerk director vice secretary",
	"handover":                     "intake letters clerk director vice secretary",
	"selfcheck asked of the organ": "clerk director vice secretary",
	"task":                         "intake letters clerk director vice secretary member",
	"task given to the organ":      "intake letters clerk director vice secretary member",
	"summary":                      "clerk director vice secretary member",
	"experience":                   "clerk director vice secretary member",
	"experience of an organ":       "clerk director vice secretary member",
	"experience put above":         "clerk director vice secretary member",
	"experience shared":            "clerk director vice secretary member",
	"campaign":                     "intake letters clerk director vice secretary member deputy",
	"campaign sent out":            "intake letters clerk director vice secretary member deputy",
	"edition":                      "intake letters clerk director vice secretary member deputy",
	"edition sent out":             "intake letters clerk director vice secretary member deputy",
	"delegation":                   "director vice secretary",
	"officer":                      "intake letters clerk director vice secretary discipline",
	"deputyrec":                    "intake letters clerk director vice secretary",
	"station":                      "clerk director vice secretary member deputy",
	"member":                       "clerk director vice secretary member",
	"sitting":                      "clerk director vice secretary member",
	"correction of the organ":      "clerk director vice secretary",
	"import":                       "intake letters clerk director",
}

var seesOrgan = map[string]map[string]string{
	"leg sent":                     {recipient: "desk"},
	"problem put to the organ":     {accused: "liaison chief"},
	"meeting put to the organ":     {accused: "liaison chief"},
	"task given to the organ":      {accused: "liaison chief"},
	"review told to the organ":     {accused: "liaison chief"},
	"roster put to the organ":      {accused: "liaison chief"},
	"selfcheck asked of the organ": {accused: "liaison chief"},
	"circular to an organ":         {accused: "liaison chief"},
	"circular to a committee":      {child: "clerk director"},
	"programme":                    {accused: "liaison chief"},
	"correction of the organ":      {accused: "liaison chief"},
	"experience of an organ":       {accused: "liaison chief"},
	"experience put above":         {parent: "clerk director"},
}

// Local measures and their check by organs.
func init() {
	seesOwn["measure"] = "clerk director vice secretary"
	seesOwn["clausecheck asked of the organ"] = "clerk director vice secretary"
	seesOrgan["clausecheck asked of the organ"] = map[string]string{accused: "liaison chief"}
}

const everyCongress = "intake letters clerk director vice secretary member deputy discipline secrecy"

var seesAll = map[string]string{
	"experience shared": everyCongress + " desk liaison chief",
	"campaign sent out": "intake letters clerk director vice secretary member deputy desk liaison chief",
	"edition sent out":  "intake letters clerk director vice secretary member deputy desk liaison chief",

	"account":    "secadmin sysadmin audadmin",
	"key":        "secadmin audadmin",
	"delegation": "secadmin audadmin",
	"committee":  everyCongress + " reviewer desk liaison chief secadmin sysadmin audadmin",
	"organ":      everyCongress + " reviewer desk liaison chief secadmin",
	"unit":       everyCongress + " desk liaison chief",
}

// does says who may do each act on a matter she sees, or begin one. Nothing
// here lets an organ act on a message, an administrator on content, or anybody
// on the public's own acts.
const does = `
clue.receive: intake letters deputy
clue.receive_own: intake letters deputy
clue.open: intake secretary discipline
clue.open_emergency: intake
clue.countersign: intake director
clue.quarantine_secret: intake
clue.summarise: intake
clue.amend_summary: intake
clue.raise_urgent: intake clerk
clue.refer_urgent: director vice
clue.write_up: director
clue.attend: intake director vice secretary discipline
clue.merge: intake
clue.unmerge: intake
clue.tell_common:
clue.link_repeat: intake
clue.unlink_repeat: intake
clue.ask: intake
clue.supplement:
clue.assign: director
clue.take: clerk intake
clue.recuse: intake clerk director
clue.hand_over: clerk intake director
clue.note: intake clerk director vice secretary discipline
clue.propose: clerk
clue.submit_up: director
clue.direct: vice
clue.forward_lower: director
clue.accept: director
clue.redirect: director
clue.keep: director
clue.return: director
clue.triage_again: clerk director
clue.tell_leg: clerk
clue.extend: director
clue.answer: clerk
clue.rate:
clue.ask_relook:
clue.uphold: director vice
clue.reopen: director vice
clue.close: clerk
clue.report_retaliation:
clue.withdraw:
clue.conclude_own: secretary discipline
leg.draft: clerk
leg.drop: director
leg.sign: director
leg.cosign: director vice secretary
leg.confirm_written: director vice
leg.send: clerk
leg.receipt: desk
leg.object: desk
leg.uphold: clerk
leg.reroute: clerk
leg.report_procedure: desk
leg.accept_report: clerk
leg.ask_again: clerk
leg.clarify: director
leg.urge: clerk
problem.draft: clerk
problem.rewrite: clerk
problem.add_evidence: clerk
problem.remove_evidence: clerk
problem.check_source: intake
problem.invite_reply: director
problem.reply: chief liaison
problem.redraft: clerk
problem.propose_confirm: director
problem.confirm: clerk secretary
problem.send_back: clerk secretary
problem.drop: director clerk secretary
problem.hand_over: clerk secretary
problem.sign_for: liaison
problem.plan: chief liaison
problem.comment_plan: clerk
problem.note_plan: director
problem.progress: liaison
problem.extend: clerk secretary
problem.claim: chief liaison
problem.reject_claim: clerk
problem.assign_verifiers: director
problem.replace_verifier: director
problem.verify: deputy member clerk vice
problem.pass: clerk director
problem.return: clerk director
problem.close: director
problem.assign_look_back: director
problem.look_back_ok: deputy member clerk vice
problem.propose_recur: director
problem.recur: clerk secretary
problem.keep_closed: clerk secretary
problem.long_term: clerk secretary
problem.resume: director
problem.revoke: clerk secretary
problem.escalate: director
problem.escalate_council: clerk secretary
opening.request: intake secretary discipline
opening.authority_demand: intake letters secretary discipline
opening.approve: letters vice secretary
opening.refuse: letters vice secretary
opening.open: intake letters secretary discipline
opening.end: intake letters vice secretary discipline
campaign.argue: clerk director
campaign.amend_topic: clerk director
campaign.reject: director vice
campaign.take_up: director vice
campaign.draft: clerk director
campaign.adapt: clerk director
campaign.amend: clerk director
campaign.plan: clerk director
campaign.adopt: clerk secretary
campaign.send: clerk secretary
campaign.start: clerk director
campaign.change: clerk secretary
campaign.answer_requirement: clerk director
campaign.withdraw_answer: clerk director
campaign.publish: director
campaign.withdraw_publication: director
campaign.sum_up: clerk director
campaign.conclude: director
campaign.archive: clerk director
edition.keep:
edition.show:
circular.send: clerk director
circular.open: clerk director liaison chief
circular.sign: clerk director liaison chief
circular.study: clerk director liaison chief
circular.correct_study: clerk director liaison chief
circular.withdraw_study: clerk director liaison chief
circular.remind: clerk director
circular.renew: clerk director
circular.withdraw: clerk director
programme.file: liaison chief
programme.amend: liaison chief
programme.note: clerk director
programme.comment: clerk director
programme.answer: liaison chief
programme.finish: liaison chief
programme.withdraw: liaison chief
meeting.plan: clerk director
meeting.amend: clerk director
meeting.add_material: clerk director
meeting.invite: clerk director
meeting.notify_organ: clerk director
meeting.answer: deputy member
meeting.enter_answer: clerk director
meeting.postpone: clerk director
meeting.cancel: clerk director
meeting.hold: clerk director
meeting.correct: clerk director
meeting.minute: clerk director
meeting.link: clerk director
draw.commit: clerk director
draw.pledge: clerk director
draw.reveal: clerk director
draw.seed: clerk director
draw.pick: clerk director
draw.replace: clerk director
draw.void: director
review.open:
review.repeat: clerk director
review.drop:
review.add_file: clerk director
review.name_officers: clerk director
review.assign: clerk director
review.recuse:
review.replace: clerk director
review.check_name: clerk director
review.score:
review.call_third: director
review.notify: director
review.object: chief
review.reconsider: director vice
review.finish: clerk director
exercise.prepare: clerk director
exercise.add_file: clerk director
exercise.start: clerk director
exercise.grade:
exercise.end: clerk director
exercise.drop: clerk director
coordination.open: clerk director
coordination.amend: clerk director
coordination.came_back: clerk director
coordination.close: clerk director
summary.begin: clerk director
summary.write: clerk director
summary.recount: clerk director
summary.add_case: clerk director
summary.edit_case: clerk director
summary.confirm_case: clerk director
summary.drop_case: clerk director
summary.cite: clerk director
summary.uncite: clerk director
summary.add_result: clerk director
summary.drop_result: clerk director
summary.submit: clerk
summary.review: director
summary.return: director
summary.adopt: clerk secretary
screening.declare: clerk
screening.open: director
screening.withdraw: clerk director
screening.relate: clerk director
screening.unrelate: clerk director
lead.raise:
lead.assign: director
lead.tick: clerk
lead.ask_unit: clerk
lead.unit_answered:
lead.invite_person: director
lead.enter_statement: clerk
lead.propose: clerk
lead.decide: director vice
lead.return: director vice
lead.link: clerk
roster.ask:
roster.supply: liaison chief
roster.ask_again: clerk director
roster.take: clerk director
experience.submit: clerk director liaison chief
experience.revise: clerk director liaison chief
experience.keep: clerk
experience.return: clerk
experience.tag: clerk
experience.publish: director
experience.withdraw: director
selfcheck.request: clerk director
selfcheck.set_due: clerk director
selfcheck.withdraw: clerk director
selfcheck.fill: liaison chief
selfcheck.attach: liaison chief
selfcheck.whole: liaison chief
selfcheck.detach: liaison chief
selfcheck.sign: chief
selfcheck.unsign: chief
selfcheck.submit: liaison chief
selfcheck.check: clerk director
selfcheck.accept: clerk director
selfcheck.return: clerk director
selfcheck.look_again: director
selfcheck.link:
measure.enter: clerk director
measure.revise: clerk director
measure.assign: clerk director
measure.retire: clerk director
clausecheck.ask: clerk director
clausecheck.answer: liaison chief
clausecheck.submit: chief
clausecheck.judge: clerk director
clausecheck.return: clerk director
clausecheck.conclude: clerk director
clausecheck.withdraw: clerk director
task.create: clerk director
task.amend: clerk director
task.assign: clerk director
task.set_due: clerk director
task.accept: clerk director intake letters vice secretary liaison chief
task.progress: clerk director intake letters vice secretary liaison chief
task.block: clerk director intake letters vice secretary liaison chief
task.unblock: clerk director intake letters vice secretary liaison chief
task.report: clerk director intake letters vice secretary liaison chief
task.confirm: clerk director
task.return: clerk director
task.depend: clerk director
task.hand_over: clerk director intake letters vice secretary
task.cancel: clerk director
task.remind: clerk director
task.request: director
task.hear: director
task.council: clerk secretary
handover.propose: clerk intake letters director vice secretary
handover.sign: clerk intake letters director vice secretary
handover.accept: clerk intake letters director vice secretary
handover.refuse: clerk intake letters director vice secretary
handover.withdraw: clerk intake letters director vice secretary
handover.confirm: director vice
account.open: secadmin
account.change: secadmin
account.set_password: oneself
account.reset_password: secadmin
account.declare: oneself
account.sign_out: oneself secadmin
account.set_totp: oneself
account.disable: secadmin
account.enable: secadmin
key.enrol: oneself secadmin
key.retire: oneself secadmin
delegation.grant: director vice secretary
delegation.end: director vice secretary
congress.found: secadmin sysadmin
unit.establish: clerk director
unit.rename: clerk director
unit.move: clerk director
unit.merge: clerk director
unit.split: clerk director
unit.close: clerk director
unit.restore: clerk director
unit.amend: clerk director
officer.enter: clerk director
officer.appoint: clerk secretary
officer.assign: clerk director
officer.leave: clerk director
officer.amend: clerk director
officer.merge: clerk director
officer.apart: clerk director
officer.unmerge: clerk director
member.enter: clerk secretary
member.leave: clerk secretary
sitting.enter: clerk secretary
sitting.attend: clerk secretary
station.enter: clerk director secretary
station.close: clerk director secretary
deputyrec.attach: clerk director secretary
correction.submit: clerk director liaison chief
correction.consider: clerk director
correction.ask: clerk director
correction.supplement: clerk liaison chief
correction.grant: director
correction.refuse: director
correction.tell: clerk director
correction.withdraw: clerk liaison chief
`

// mayDo is the table above by act.
var mayDo = func() map[string]string {
	out := map[string]string{}
	for _, l := range strings.Split(strings.TrimSpace(does), "\n") {
		name, roles, _ := strings.Cut(l, ":")
		out[name] = strings.TrimSpace(roles)
	}
	return out
}()

// byState are acts of which the life names other functions in other states.
var byState = []string{"problem.drop"}

// ownFirst are acts on oneself that are refused for the actor's own account
// before it is asked whose account was named.
var ownFirst = []string{"account.set_totp"}

func among(list, x string) bool { return slices.Contains(strings.Fields(list), x) }

// sees is the oracle's answer.
func (p *tester) sees(m *target) bool {
	if slices.Contains(m.blind, p.login) {
		return false
	}
	if slices.Contains(m.owners, p.login) {
		return true
	}
	role := string(p.role)
	return (p.where == own || p.where == recused) && among(seesOwn[m.name], role) || among(seesOrgan[m.name][p.where], role) || among(seesAll[m.name], role)
}

// sentOut are matters that all read and only their own committee acts on.
const sentOut = "campaign sent out,edition sent out,experience shared,unit"

// does is the oracle's answer for an act on a matter that the person sees.
func (p *tester) does(name string, m *target) bool {
	if m != nil && slices.Contains(strings.Split(sentOut, ","), m.name) && p.where != own && p.where != recused {
		return false
	}
	return among(mayDo[name], string(p.role)) || among(mayDo[name], "oneself") && (m == nil || slices.Contains(m.owners, p.login))
}

// probe asks the whole listener as one person.
type probe struct {
	t     *testing.T
	site  http.Handler
	cells int

	nevers  map[string]reply
	answers map[cell]bool // the route shows the matter to somebody who sees it; nil: not asked, every cell counts
	samples map[cell]int  // of the rest, how many people were asked
}

// cell is a route with the number of a matter of that name in it.
type cell struct{ path, m string }

type reply struct {
	code int
	body string
}

func (pr *probe) ask(p *tester, method, path, body string) reply {
	pr.cells++
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if strings.HasPrefix(path, api.Root) {
		r.Header.Set("Authorization", "Bearer "+p.token)
		r.Header.Set("Content-Type", "application/json")
	} else {
		r.AddCookie(&http.Cookie{Name: "hengjian", Value: p.token})
	}
	w := httptest.NewRecorder()
	pr.site.ServeHTTP(w, r)
	if w.Code == http.StatusNotFound {
		return reply{w.Code, plain(path, w.Body.String())}
	}
	return reply{w.Code, w.Body.String()}
}

// The matrix: everybody × every route and act × every matter, on both engines.
func TestMatrix(t *testing.T) {
	var answers map[cell]bool // which page shows which matter does not hang on the engine: found out once
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		s := build(t, dsn)
		site, err := Office(s.h.O, Options{})
		if err != nil {
			t.Fatal(err)
		}
		pr := &probe{t: t, site: site, nevers: map[string]reply{}, answers: answers, samples: map[cell]int{}}
		switch {
		case testing.Short():
			s.people = aFew(s.people)
		case answers == nil:
			answers = pr.answering(s)
		}
		for _, p := range s.people {
			for _, m := range s.targets {
				pr.read(p, m)
			}
			pr.pages(p, s)
			pr.begin(p)
		}
		for _, m := range s.targets {
			pr.acts(s, m)
		}
		t.Logf("%s: %d people, %d matters, %d requests", engine, len(s.people), len(s.targets), pr.cells)
		if pr.cells < 1000*len(s.people) {
			t.Errorf("only %d cells", pr.cells)
		}
	})
}

// aFew is a sample for short runs.
func aFew(all []*tester) (some []*tester) {
	for i := 0; i < len(all); i += 25 {
		some = append(some, all[i])
	}
	return some
}

// read asks for one matter as item, in its list, by search and by count.
func (pr *probe) read(p *tester, m *target) {
	root, want := api.Root+"/"+api.Plural(m.kind), p.sees(m)
	at := func(what string) string {
		return fmt.Sprintf("%s reads %s (%s): seen should be %v", p.login, m.name, what, want)
	}
	item, never := pr.ask(p, "GET", root+"/"+m.id, ""), pr.ask(p, "GET", root+"/"+uuid.NewString(), "")
	if want && item.code != 200 || !want && item != never {
		pr.t.Errorf("%s: %d %.200s", at("item"), item.code, item.body)
	}
	find := func(what, query string) {
		r := pr.ask(p, "GET", root+query, "")
		var page struct {
			Items []struct{ ID string }
			Count int
		}
		if r.code == 422 && !want { // a view that may not narrow by this
			return
		}
		if err := json.Unmarshal([]byte(r.body), &page); err != nil || r.code != 200 {
			pr.t.Errorf("%s: %d %.200s", at(what), r.code, r.body)
			return
		}
		has := false
		for _, x := range page.Items {
			has = has || x.ID == m.id
		}
		if has != want || !want && page.Count != len(page.Items) {
			pr.t.Errorf("%s: in the list %v, count %d", at(what), has, page.Count)
		}
		if what == "search" && (page.Count > 0) != want {
			pr.t.Errorf("%s: count %d", at("count"), page.Count)
		}
	}
	find("list", "?limit=200")
	if m.word != "" && !(m.kind == "clue" && p.role == access.Secrecy) { // who may not search its text
		find("search", "?q="+m.word)
	}
}

var (
	idForm = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	param  = regexp.MustCompile(`\{[^}]*\}`)
)

// plain takes out of a page what differs with each request: the numbers that
// were asked for, and the nonce of its scripts.
func plain(path, body string) string {
	for _, id := range idForm.FindAllString(path, -1) {
		body = strings.ReplaceAll(body, id, "ID")
	}
	if i := strings.Index(body, `nonce="`); i >= 0 {
		nonce, _, _ := strings.Cut(body[i+len(`nonce="`):], `"`)
		body = strings.ReplaceAll(body, nonce, "")
	}
	return body
}

// pages asks every page of the listener. Pages without a number, lists and
// exports among them, hold no trace of a matter out of reach; pages of a
// number out of reach are the same bytes as of one that never existed.
func (pr *probe) pages(p *tester, s *stage) {
	app := &frame.App{Office: s.h.O}
	for _, r := range Routes(app) {
		if r.Method != "GET" || strings.HasPrefix(r.Path, api.Root) {
			continue
		}
		path := strings.TrimSuffix(r.Path, "{$}")
		if !strings.Contains(path, "{") {
			pr.leaks(p, s, path)
			pr.leaks(p, s, path+"?q=甲子标")
			continue
		}
		for _, m := range s.targets {
			if p.sees(m) {
				continue
			}
			if c := (cell{path, m.name}); pr.answers != nil && !pr.answers[c] {
				if pr.samples[c]++; pr.samples[c] > strangers {
					continue
				}
			}
			for _, part := range tails(path) {
				got, never := pr.ask(p, "GET", filled(path, m, m.id, part), ""), pr.never(p, path, m, part)
				if got.code != never.code || got.body != never.body {
					pr.t.Errorf("%s opens GET %s of %s, which is out of reach: %d, a number that never existed: %d", p.login, r.Path, m.name, got.code, never.code)
				}
			}
		}
	}
}

// strangers is how many people try a matter's number where it belongs to nobody's
// page: a task's number behind /clues/. A page that shows a matter to none of
// those who see it has nothing to show to the others; that it reads as missing is
// asked by some of them all the same.
const strangers = 6

// answering finds out which routes show which matters: each is asked by one
// person of every function and place among those who see the matter.
func (pr *probe) answering(s *stage) map[cell]bool {
	pr.answers = map[cell]bool{}
	app, shown := &frame.App{Office: s.h.O}, 0
	for _, r := range Routes(app) {
		path := strings.TrimSuffix(r.Path, "{$}")
		if r.Method != "GET" || strings.HasPrefix(path, api.Root) || !strings.Contains(path, "{") {
			continue
		}
		for _, m := range s.targets {
			yes := pr.shown(s, path, m)
			if pr.answers[cell{path, m.name}] = yes; yes {
				shown++
			}
		}
	}
	if shown < 2*len(s.targets) {
		pr.t.Errorf("only %d pages show one of %d matters to somebody who sees it", shown, len(s.targets))
	}
	return pr.answers
}

func (pr *probe) shown(s *stage, path string, m *target) bool {
	asked := map[string]bool{}
	for _, p := range s.people {
		who := p.where + "." + string(p.role)
		if !p.sees(m) || asked[who] {
			continue
		}
		asked[who] = true
		for _, part := range tails(path) {
			if got, never := pr.ask(p, "GET", filled(path, m, m.id, part), ""), pr.never(p, path, m, part); got != never {
				return true
			}
		}
	}
	return false
}

// tails are the names tried for what stands behind a matter's number in a
// path: a piece of evidence, a file, a line.
func tails(path string) []string {
	if len(param.FindAllString(strings.ReplaceAll(path, "{kind}", ""), -1)) > 1 {
		return []string{"e1", "0", "1"}
	}
	return []string{""}
}

// filled puts a matter into a route.
func filled(path string, m *target, id, part string) string {
	first := true
	return param.ReplaceAllStringFunc(path, func(q string) string {
		switch {
		case q == "{kind}":
			return m.kind
		case first:
			first = false
			return id
		}
		return part
	})
}

// never is the page of a number that never existed, asked for once.
func (pr *probe) never(p *tester, path string, m *target, part string) reply {
	full := filled(path, m, "00000000-0000-4000-8000-000000000000", part)
	if r, ok := pr.nevers[p.login+full]; ok {
		return r
	}
	r := pr.ask(p, "GET", full, "")
	pr.nevers[p.login+full] = r
	return r
}

func (pr *probe) leaks(p *tester, s *stage, path string) {
	r := pr.ask(p, "GET", path, "")
	if r.code >= 500 {
		pr.t.Errorf("%s opens GET %s: %d", p.login, path, r.code)
	}
	body := unzipped(r.body)
	if _, q, ok := strings.Cut(path, "?q="); ok { // the page repeats what was asked for
		body = strings.ReplaceAll(body, q, "")
	}
	for _, m := range s.targets {
		if p.sees(m) || m.known && (p.where == own || p.where == recused) {
			continue
		}
		for _, mark := range m.marks {
			if strings.Contains(body, mark) {
				pr.t.Errorf("%s opens GET %s and finds %q of %s, which is out of reach", p.login, path, mark, m.name)
			}
		}
	}
}

// unzipped adds the parts of an xlsx or docx to what is searched for leaks.
func unzipped(body string) string {
	z, err := zip.NewReader(bytes.NewReader([]byte(body)), int64(len(body)))
	if err != nil {
		return body
	}
	var b strings.Builder
	for _, f := range z.File {
		if in, err := f.Open(); err == nil {
			io.Copy(&b, io.LimitReader(in, 16<<20))
			in.Close()
		}
	}
	return b.String()
}

const notYours = "this step is not for your function"

// fields that an act refuses before it asks who acts.
var fields = map[string]string{"account.open": `,"password":"Ming-2026-Zhou"`, "account.set_password": `,"old":"Ming-2026-Zhou","new":"Zhou-2026-Ming","again":"Zhou-2026-Ming"`, "account.set_totp": `,"off":true`, "account.reset_password": `,"password":"Ming-2026-Zhou"`}

func (pr *probe) do(p *tester, name, id string) reply {
	body := `{"act_id":"` + uuid.NewString() + `"` + fields[name]
	if id != "" {
		body += `,"id":"` + id + `"`
	}
	return pr.ask(p, "POST", api.Root+"/acts/"+name, body+"}")
}

// births remembers which acts begin a matter: it is asked for every cell.
var births = map[string]bool{}

func onOf(name string) (kind string, birth bool) {
	kind, _, _ = strings.Cut(name, ".")
	if birth, ok := births[name]; ok {
		return kind, birth
	}
	b, _ := json.Marshal(office.NewAct(act.Name(name)))
	var has map[string]json.RawMessage
	json.Unmarshal(b, &has)
	_, id := has["id"]
	births[name] = !id
	return kind, !id
}

// begin tries every act that begins a matter, with nothing in it.
func (pr *probe) begin(p *tester) {
	for _, n := range office.Acts() {
		name := string(n)
		if _, ok := mayDo[name]; !ok {
			pr.t.Fatalf("say in the oracle who may do %s", name)
		}
		if _, birth := onOf(name); !birth {
			continue
		}
		r := pr.do(p, name, "")
		if denied := strings.Contains(r.body, notYours); denied == p.does(name, nil) || r.code == 200 {
			pr.t.Errorf("%s begins by %s: may %v, got %d %.200s", p.login, name, p.does(name, nil), r.code, r.body)
		}
	}
}

// acts tries every act on one matter: first by those who may not, then, since
// it may change the matter, by those who may.
func (pr *probe) acts(s *stage, m *target) {
	for _, lawful := range []bool{false, true} {
		for _, p := range s.people {
			for _, n := range office.Acts() {
				name := string(n)
				kind, birth := onOf(name)
				if birth || kind != m.kind || (p.sees(m) && p.does(name, m)) != lawful {
					continue
				}
				pr.act(p, name, m)
			}
		}
	}
}

func (pr *probe) act(p *tester, name string, m *target) {
	r := pr.do(p, name, m.id)
	denied := strings.Contains(r.body, notYours)
	at := fmt.Sprintf("%s does %s on %s: %d %.200s", p.login, name, m.name, r.code, r.body)
	switch {
	case !p.sees(m):
		if never := pr.do(p, name, uuid.NewString()); r != never {
			pr.t.Errorf("%s; out of reach should read as %d %.200s", at, never.code, never.body)
		}
	case !p.does(name, m):
		if slices.Contains(ownFirst, name) && r.code != 200 {
			return
		}
		if !denied || r.code != 403 {
			pr.t.Errorf("%s; it is not for this function", at)
		}
	case denied && !slices.Contains(byState, name) || r.code == 404 || r.code >= 500:
		pr.t.Errorf("%s; it is for this function", at)
	}
}
