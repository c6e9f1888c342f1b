package leg

import (
	"encoding/json"
	"strings"
	"testing"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

var every = []act.Act[Leg]{Draft{}, Drop{}, Sign{}, Cosign{}, ConfirmWritten{}, Send{}, Receipt{}, Object{}, Uphold{}, Reroute{},
	ReportProcedure{}, AcceptReport{}, AskAgain{}, Clarify{}, Urge{}}

const summary = "来信人称2025年冬在某派出所被连续讯问，请依照法定程序处理。"

func draft() Draft {
	return Draft{OriginKind: "clue", Origin: "c1", Route: "torture", To: "jcy", Outgoing: summary, Reveals: "softened", CaseNos: []string{"（2025）明0102刑初12号"},
		Needs: DraftNeeds{Ready: true, May: []string{"jcy", "jw"}, Proposer: "clerk1", Minor: true, Recused: []string{"kin"}}}
}

func urgent() Draft {
	d := draft()
	d.Urgent, d.Telephoned, d.Needs.Proposer = true, "控告申诉检察部门值班室", "director"
	return d
}

func signNeeds() SignNeeds {
	return SignNeeds{May: []string{"jcy", "jw"}, ToName: "明州市人民检察院", FromName: "明州市人大常委会监察司法工委"}
}

func (w *way) send() Send {
	return Send{Sealed: Boxes{Pack: Sealed{Hash: "h", Wrap: "w", Size: 9}, Keys: []string{"k1"}, Letter: w.S.Letter.Hash, Data: [][]byte{{1}}},
		Needs: SendNeeds{May: []string{"jcy"}, Keys: []string{"k1", "k2"}}}
}

// signed walks to signed as clue.accept leaves it: drafted by follow-on of the
// director who accepted, proposed by clerk1.
func (w *way) signed() *way {
	w.Do("director", access.Follow, draft())
	w.Do("director", access.Director, Sign{Needs: signNeeds()})
	return w
}

func (w *way) sent() *way { w.signed().Do("clerk1", access.Clerk, w.send()); return w }

func (w *way) received() *way { w.sent().Do("desk", access.Desk, Receipt{}); return w }

func (w *way) reported(code string) *way {
	w.received().Do("desk", access.Desk, ReportProcedure{Code: code, Reason: map[bool]string{true: "insufficient"}[code == "not_accepted"], Taken: w.At.Format("2006-01-02")})
	return w
}

func TestFromDraftToClosed(t *testing.T) {
	w := start(t)
	w.Do("director", access.Follow, draft())
	w.Is("drafted")
	if w.S.Shown != "" || !w.S.Has("kin", "recused") || w.S.Clue != "c1" || w.S.Basis != "CPL 57, 19(2); JR19 13–14" || w.S.Number != "" {
		t.Fatalf("%+v", w.S)
	}
	w.Do("director", access.Director, Sign{Needs: signNeeds()})
	w.Is("signed")
	if w.S.Number != "明人监信转〔2026〕1号" || w.S.Letter.Hash == "" || w.S.Shown != "" {
		t.Fatalf("%+v", w.S)
	}
	if LetterOf(w.S, w.S.Letter).Hash() != w.S.Letter.Hash {
		t.Fatal("the letter cannot be made again from the leg")
	}
	w.Do("clerk1", access.Clerk, w.send())
	w.Is("sent")
	if w.S.Shown != "jcy" {
		t.Fatal("the desk does not see what was sent")
	}
	if c, ok := w.S.Running("leg.receipt"); !ok || c.Due != "2026-03-05" {
		t.Fatalf("receipt in 3 working days of Monday: %+v", c)
	}
	w.Days(1)
	w.Do("desk", access.Desk, Receipt{})
	w.Do("desk", access.Desk, ReportProcedure{Code: "accepted", Taken: "2026-03-03"})
	w.Do("desk", access.Desk, ReportProcedure{Code: "filed", Taken: "2026-03-03"})
	w.Is("reported")
	w.Do("clerk1", access.Clerk, AcceptReport{})
	w.Is("closed")
	if w.S.NextDue() != 0 || len(w.S.Steps) != 2 {
		t.Fatalf("%+v", w.S)
	}
	var kinds []string
	for _, c := range w.S.Contacts {
		kinds = append(kinds, c.Kind)
	}
	if got := strings.Join(kinds, " "); got != "letter sent receipt report report" {
		t.Fatalf("contact register: %s", got)
	}
}

func TestDraftRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		kind  act.Kind
		field string
		edit  func(*Draft)
	}{
		"accused organ":           {act.Invalid, "to", func(d *Draft) { d.To = "gaj" }},
		"nobody":                  {act.Invalid, "to", func(d *Draft) { d.To = "" }},
		"route of the party":      {act.Invalid, "route", func(d *Draft) { d.Route = "civil_retrial" }},
		"no such route":           {act.Invalid, "route", func(d *Draft) { d.Route = "x" }},
		"no origin":               {act.Invalid, "origin", func(d *Draft) { d.Origin = "" }},
		"origin kind":             {act.Invalid, "origin", func(d *Draft) { d.OriginKind = "rumour" }},
		"clue not accepted":       {act.NotNow, "", func(d *Draft) { d.Needs.Ready = false }},
		"no summary":              {act.Invalid, "outgoing", func(d *Draft) { d.Outgoing = " " }},
		"long summary":            {act.Invalid, "outgoing", func(d *Draft) { d.Outgoing = strings.Repeat("长", 1201) }},
		"a demand":                {act.Invalid, "outgoing", func(d *Draft) { d.Outgoing = "经研究，请你院依法改判被告人无罪。" }},
		"a demand as case number": {act.Invalid, "case_nos", func(d *Draft) { d.CaseNos = []string{"请改判"} }},
		"source not considered":   {act.Invalid, "reveals", func(d *Draft) { d.Reveals = "yes" }},
		"urgent by hand":          {act.Forbidden, "", func(d *Draft) { d.Urgent = true }},
	} {
		t.Run(name, func(t *testing.T) {
			d := draft()
			c.edit(&d)
			start(t).No(c.kind, c.field, "clerk1", access.Clerk, d)
		})
	}
}

func TestOriginsOtherThanMessages(t *testing.T) {
	for _, k := range OriginKinds[1:] {
		d := draft()
		d.OriginKind, d.Needs.Proposer = k, ""
		w := start(t)
		w.Do("clerk1", access.Clerk, d)
		if w.S.Clue != "" || w.S.Matter().Parent != "c1" || w.S.Matter().Via != k {
			t.Fatalf("%+v", w.S)
		}
		w.No(act.Forbidden, "", "clerk1", access.Director, Sign{Needs: signNeeds()})
	}
}

func TestSigning(t *testing.T) {
	w := start(t)
	w.Do("director", access.Follow, draft())
	w.No(act.Forbidden, "", "clerk1", access.Director, Sign{Needs: signNeeds()})
	n := signNeeds()
	n.May = []string{"jw"}
	w.No(act.NotNow, "", "director", access.Director, Sign{Needs: n})
	n = signNeeds()
	n.ToName = ""
	w.No(act.Invalid, "to", "director", access.Director, Sign{Needs: n})

	n = signNeeds()
	n.HeadAccused = true
	w.Do("director", access.Director, Sign{Needs: n})
	w.Is("half_signed")
	if w.S.Number != "" {
		t.Fatal("a number was drawn before the second signature")
	}
	w.No(act.Forbidden, "", "director", access.Vice, Cosign{Needs: signNeeds()})
	w.No(act.Forbidden, "", "clerk1", access.Secretary, Cosign{Needs: signNeeds()})
	w.Do("vice", access.Vice, Cosign{Needs: signNeeds()})
	if w.S.Number != "明人监信转〔2026〕1号" || w.S.Letter.By != "director" || w.S.Letter.With != "vice" {
		t.Fatalf("%+v", w.S)
	}
}

func TestDropKeepsTheReason(t *testing.T) {
	for _, state := range []string{"drafted", "half_signed", "signed"} {
		w := start(t)
		w.Do("director", access.Follow, draft())
		if state != "drafted" {
			n := signNeeds()
			n.HeadAccused = state == "half_signed"
			w.Do("director", access.Director, Sign{Needs: n})
		}
		w.Is(state)
		w.No(act.Invalid, "reason", "director", access.Director, Drop{Reason: ""})
		w.No(act.Invalid, "reason", "director", access.Director, Drop{Reason: "法院应当判处无罪"})
		w.Do("director", access.Director, Drop{Reason: "发现接收单位人员须回避"})
		w.Is("dropped")
	}
}

func TestUrgentLane(t *testing.T) {
	w := start(t)
	d := urgent()
	d.Telephoned = ""
	w.No(act.Invalid, "telephoned", "director", access.Follow, d)
	w.Do("director", access.Follow, urgent())
	w.Is("telephoned")
	if c, ok := w.S.Running("clue.refer_urgent_written"); !ok || c.DueAt != w.At.AddDate(0, 0, 1).UnixMicro() {
		t.Fatalf("24 hours: %+v", c)
	}
	w.No(act.NotNow, "", "director", access.Director, Sign{Needs: signNeeds()})
	n := signNeeds()
	n.May = nil
	w.No(act.NotNow, "", "director", access.Director, ConfirmWritten{Needs: n})
	w.Do("director", access.Director, ConfirmWritten{Needs: signNeeds()}) // proposer = decider here alone
	w.Is("signed")
	if w.S.NextDue() != 0 || w.S.Number == "" || w.S.Shown != "" {
		t.Fatalf("%+v", w.S)
	}
	w.Do("clerk1", access.Clerk, w.send())

	v := start(t)
	d = urgent()
	d.Needs.HeadAccused, d.Needs.Proposer = true, "clerk9"
	v.Do("vice", access.Follow, d)
	v.Do("vice", access.Vice, ConfirmWritten{Needs: signNeeds()})
	v.Is("half_signed")
	v.No(act.Forbidden, "", "vice", access.Vice, Cosign{Needs: signNeeds()})
	v.Do("sec", access.Secretary, Cosign{Needs: signNeeds()})
	v.Is("signed")
}

func TestSendSealsToTheDeskAlone(t *testing.T) {
	for name, c := range map[string]struct {
		kind act.Kind
		edit func(*Send)
	}{
		"conflict since":   {act.NotNow, func(s *Send) { s.Needs.May = nil }},
		"no key":           {act.NotNow, func(s *Send) { s.Needs.Keys = nil }},
		"not sealed":       {act.Invalid, func(s *Send) { s.Sealed.Pack = Sealed{} }},
		"a stranger's key": {act.Conflict, func(s *Send) { s.Sealed.Keys = []string{"k1", "other"} }},
		"another letter":   {act.Conflict, func(s *Send) { s.Sealed.Letter = "00" }},
	} {
		t.Run(name, func(t *testing.T) {
			w := start(t).signed()
			s := w.send()
			c.edit(&s)
			w.No(c.kind, "", "clerk1", access.Clerk, s)
			if w.S.Shown != "" {
				t.Fatal("shown though not sent")
			}
		})
	}
	if d := start(t).signed().send().Carries(); len(d) != 1 {
		t.Fatal("the boxes are not carried")
	}
}

func TestObjection(t *testing.T) {
	w := start(t).received()
	w.No(act.Invalid, "reason", "desk", access.Desk, Object{Reason: "我们认为案件事实清楚"})
	w.Do("desk", access.Desk, Object{Reason: "not_competent"})
	w.Is("objected")
	w.No(act.Invalid, "reason", "clerk1", access.Clerk, Uphold{})
	w.Do("clerk1", access.Clerk, Uphold{Reason: "该程序依法由检察院受理"})
	w.Is("received")
	if _, ok := w.S.Running("leg.procedure"); !ok {
		t.Fatal("the term to report does not run")
	}
	w.Do("desk", access.Desk, Object{Reason: "conflict"})
	w.No(act.NotNow, "", "clerk1", access.Clerk, Uphold{Reason: "该程序依法由检察院受理"})

	re := Reroute{Route: "duty_crime", To: "jw", Outgoing: summary, Reveals: "no", Needs: RerouteNeeds{May: []string{"jw", "jcy"}}}
	bad := re
	bad.To = "jcy"
	w.No(act.Invalid, "to", "clerk1", access.Clerk, bad)
	bad.To = "gaj"
	w.No(act.Invalid, "to", "clerk1", access.Clerk, bad)
	bad = re
	bad.Outgoing = "请立即释放当事人的亲属某某"
	w.No(act.Invalid, "outgoing", "clerk1", access.Clerk, bad)
	w.Do("clerk1", access.Clerk, re)
	w.Is("closed")
	next, ok := re.Next(w.S)
	if !ok || next.To != "jw" || next.Origin != "c1" || next.CaseNos[0] != w.S.CaseNos[0] {
		t.Fatalf("%+v %v", next, ok)
	}

	v := start(t).received()
	v.Do("desk", access.Desk, Object{Reason: "not_competent"})
	v.Do("clerk1", access.Clerk, Reroute{})
	if _, ok := (Reroute{}).Next(v.S); ok || v.S.Onward != "tell_party" {
		t.Fatal("with no other organ the party is told")
	}
}

func TestReportIsCodedOnly(t *testing.T) {
	w := start(t).received()
	day := w.At.Format("2006-01-02")
	w.No(act.Invalid, "code", "desk", access.Desk, ReportProcedure{Code: "原判正确", Taken: day})
	w.No(act.Invalid, "reason", "desk", access.Desk, ReportProcedure{Code: "not_accepted", Taken: day})
	w.No(act.Invalid, "reason", "desk", access.Desk, ReportProcedure{Code: "filed", Reason: "not_competent", Taken: day})
	w.No(act.Invalid, "taken", "desk", access.Desk, ReportProcedure{Code: "filed", Taken: "2026-03-09"})
	w.No(act.Invalid, "taken", "desk", access.Desk, ReportProcedure{Code: "filed", Taken: "2026-02-31"})
	w.Do("desk", access.Desk, ReportProcedure{Code: "not_accepted", Reason: "insufficient", Taken: day})
	w.No(act.Invalid, "ask", "clerk1", access.Clerk, AskAgain{Ask: "receipt"})
	w.No(act.Invalid, "ask", "clerk1", access.Clerk, AskAgain{Ask: "为什么不改判"})
	w.Do("clerk1", access.Clerk, AskAgain{Ask: "reason_missing"})
	w.Is("received")
}

func TestClarifyNeedsTheOrgansFinding(t *testing.T) {
	w := start(t).reported("examining")
	w.No(act.Invalid, "finding", "director", access.Director, Clarify{Finding: "明检控申〔2026〕9号"})
	w.Do("desk", access.Desk, ReportProcedure{Code: "concluded", Taken: w.At.Format("2006-01-02")})
	w.No(act.Invalid, "finding", "director", access.Director, Clarify{})
	w.Do("director", access.Director, Clarify{Finding: "明检控申〔2026〕9号"})
	w.Is("closed")
}

func TestUrgeTwiceAndOnlyInProcedure(t *testing.T) {
	limit := UrgeNeeds{Limit: 2}
	w := start(t).sent()
	w.No(act.Invalid, "ask", "clerk1", access.Clerk, Urge{Ask: "procedure", Needs: limit})
	w.No(act.NotNow, "", "clerk1", access.Clerk, Urge{Ask: "receipt", Needs: limit}) // 3 wd still run
	w.Days(5)
	w.Do("clerk1", access.Clerk, Urge{Ask: "receipt", Needs: limit})
	w.Days(2)
	w.No(act.NotNow, "", "clerk1", access.Clerk, Urge{Ask: "receipt", Needs: limit}) // 15 wd between two
	w.Do("desk", access.Desk, Receipt{})
	w.No(act.Invalid, "ask", "clerk1", access.Clerk, Urge{Ask: "receipt", Needs: limit})
	w.No(act.NotNow, "", "clerk1", access.Clerk, Urge{Ask: "procedure", Needs: limit})
	w.Days(40)
	w.Do("clerk1", access.Clerk, Urge{Ask: "procedure", Needs: limit})
	w.Days(60)
	w.No(act.NotNow, "", "clerk1", access.Clerk, Urge{Ask: "procedure", Needs: limit})
	if w.S.Urges != 2 {
		t.Fatal(w.S.Urges)
	}
}

// Product law 1: whatever the route, the letter makes no demand about a case.
func TestTheLetterIsNeutral(t *testing.T) {
	for _, r := range law.Routes {
		c := LetterOf(Leg{Route: r.ID, Basis: r.Basis, CaseNos: []string{"（2025）明0102刑初12号"}}, Signed{})
		if bad := law.DecidesCase(strings.Join(c.Body, "\n")); bad != "" {
			t.Errorf("%s: %s", r.ID, bad)
		}
	}
	a := LetterOf(Leg{Route: "torture", Outgoing: "a"}, Signed{Number: "n"})
	b := LetterOf(Leg{Route: "torture", Outgoing: "b"}, Signed{Number: "n"})
	if a.Hash() == b.Hash() {
		t.Error("two letters, one hash")
	}
}

// What the desk may send has no free text: every string field is a code, a day
// or the id.
func TestTheDeskHasNoWords(t *testing.T) {
	for _, a := range []any{Receipt{}, Object{}, ReportProcedure{}} {
		j, _ := json.Marshal(a)
		var m map[string]any
		json.Unmarshal(j, &m)
		for k := range m {
			if !in([]string{"id", "reason", "code", "taken"}, k) {
				t.Errorf("%T has a field %s", a, k)
			}
		}
	}
}

// Product law 2: the row that the desk's list shows names nobody but itself.
func TestTheMatterNamesOnlyTheRecipient(t *testing.T) {
	m := start(t).sent().S.Matter()
	if m.Class != "" || m.Unit != "" || len(m.Named) != 1 || m.Named[0] != "jcy" || !strings.HasPrefix(m.Title, "转送：") {
		t.Fatalf("%+v", m)
	}
}

// Product law 2 once more: whatever the leg knows of the message, the desk does
// not. Every value here is unlike any other, so that a leak shows.
func TestForDesk(t *testing.T) {
	l := start(t).sent().S
	l.Clue, l.Origin, l.OriginKind, l.Proposers, l.HeadAccused, l.First, l.Why = "secret-clue", "secret-origin", "secret-kind", []string{"secret-clerk"}, true, "secret-first", "secret-why"
	l.Join("secret-kin", "recused")
	l.Letter.By = "secret-signer"
	l.contact(act.Moment{By: "secret-caller", At: start(t).At}, "urge", "receipt")
	j, _ := json.Marshal(l.ForDesk())
	if strings.Contains(string(j), "secret") || !strings.Contains(string(j), l.Letter.Hash) || l.ForDesk().HeadAccused {
		t.Fatalf("%s", j)
	}
	if !l.Has("secret-kin", "recused") || l.Letter.By != "secret-signer" {
		t.Fatal("the leg itself was changed")
	}
}
