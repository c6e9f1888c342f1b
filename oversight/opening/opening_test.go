package opening

import (
	"strings"
	"testing"
	"time"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

type subject = Opening

var every = []act.Act[Opening]{Request{}, AuthorityDemand{}, Approve{}, Refuse{}, Open{}, End{}}

func request() Request {
	return Request{Clue: "c1", Purpose: "contact", Reason: "需要联系本人补充时间地点", Sealed: Blob{Sealed: Sealed{"inner", 9}, Data: [][]byte{{1}}},
		Needs: RequestNeeds{Identity: true, Asked: "police", Conflicts: []string{"court"}, Declared: true, Recused: []string{"kin"}}}
}

func demand() AuthorityDemand {
	return AuthorityDemand{Clue: "c1", Authority: "jw", Reference: "明监调〔2026〕3号", Basis: "监察法第十八条", Day: "2026-03-01", Scan: "h",
		Reason: "监察机关依法调取", Needs: DemandNeeds{RequestNeeds: request().Needs, Known: true}}
}

func approve() Approve {
	return Approve{Sealed: Blob{Sealed: Sealed{"grant", 9}, Data: [][]byte{{2}}}, Needs: ApproveNeeds{Asked: "police", Declared: true}}
}

func TestRequestApproveOpen(t *testing.T) {
	w := start(t)
	w.do("intake", access.Intake, request())
	w.is("requested")
	if !w.s.Has("intake", "owner") || !w.s.Has("kin", "recused") || w.s.InnerWrap.Hash != "inner" {
		t.Fatalf("%+v", w.s)
	}
	w.no(act.NotNow, "", "intake", access.Intake, Open{})
	w.do("letters", access.Letters, approve())
	w.is("approved")
	if w.s.Lapses != w.at.Add(30*time.Minute).UnixMicro() || w.s.Given.Hash != "grant" {
		t.Fatalf("30 minutes from approval: %+v", w.s)
	}
	w.no(act.Forbidden, "", "intake2", access.Intake, Open{})
	w.no(act.Forbidden, "", "letters", access.Letters, Open{})
	w.no(act.NotNow, "", "letters", access.Letters, End{})
	w.at = w.at.Add(29 * time.Minute)
	w.do("intake", access.Intake, Open{})
	w.is("opened")
	w.at = w.at.Add(time.Minute)
	w.do("intake", access.Intake, Open{}) // the last instant
	if len(w.s.Readings) != 2 {
		t.Fatal("each reading is kept")
	}
	w.at = w.at.Add(time.Second)
	w.no(act.NotNow, "", "intake", access.Intake, Open{})
	w.do("letters", access.Letters, End{})
	w.is("ended")
	if w.s.Lapses != 0 || w.s.NextDue() != 0 {
		t.Fatalf("%+v", w.s)
	}
}

func TestRequestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		kind  act.Kind
		field string
		edit  func(*Request)
	}{
		"no purpose":        {act.Invalid, "purpose", func(r *Request) { r.Purpose = "" }},
		"demand by request": {act.Invalid, "purpose", func(r *Request) { r.Purpose = "demand" }},
		"no reason":         {act.Invalid, "reason", func(r *Request) { r.Reason = "看" }},
		"no clue":           {act.Missing, "", func(r *Request) { r.Clue = "" }},
		"anonymous":         {act.NotNow, "", func(r *Request) { r.Needs.Identity = false }},
		"not to be opened":  {act.NotNow, "", func(r *Request) { r.Needs.Withdrawn = true }},
		"not declared":      {act.Forbidden, "", func(r *Request) { r.Needs.Declared = false }},
		"kin there":         {act.Missing, "", func(r *Request) { r.Needs.Conflicts = []string{"police"} }},
		"recused":           {act.Missing, "", func(r *Request) { r.Needs.Recused = []string{"intake"} }},
	} {
		t.Run(name, func(t *testing.T) {
			r := request()
			c.edit(&r)
			start(t).no(c.kind, c.field, "intake", access.Intake, r)
		})
	}
}

func TestApproverIsAnother(t *testing.T) {
	w := start(t)
	w.do("intake", access.Intake, request())
	w.no(act.Forbidden, "", "intake", access.Letters, approve())
	w.no(act.Forbidden, "", "intake", access.Vice, Refuse{Reason: "自己不批准自己"})
	a := approve()
	a.Sealed = Blob{}
	w.no(act.Invalid, "blob", "letters", access.Letters, a)
	a = approve()
	a.Needs.Conflicts = []string{"police"}
	w.no(act.Missing, "", "letters", access.Letters, a)
	a = approve()
	a.Needs.Declared = false
	w.no(act.Forbidden, "", "letters", access.Letters, a)
	w.no(act.Invalid, "reason", "vice", access.Vice, Refuse{})
	w.do("vice", access.Vice, Refuse{Reason: "可以凭回执联系，不必拆封"})
	w.is("refused")
	w.no(act.NotNow, "", "letters", access.Letters, approve())
}

func TestTakenBackAndLapsed(t *testing.T) {
	w := start(t)
	w.do("intake", access.Intake, request())
	w.no(act.NotNow, "", "letters", access.Letters, End{})
	w.do("intake", access.Intake, End{})
	w.is("ended")

	v := start(t)
	v.do("sec", access.Secretary, request())
	v.do("vice", access.Vice, approve())
	v.days(1)
	v.no(act.NotNow, "", "sec", access.Secretary, Open{})
	v.do("vice", access.Vice, End{})
	v.is("ended")
}

func TestAuthorityDemand(t *testing.T) {
	for name, c := range map[string]struct {
		kind  act.Kind
		field string
		edit  func(*AuthorityDemand)
	}{
		"accused authority": {act.Forbidden, "", func(d *AuthorityDemand) { d.Needs.Accused = true }},
		"unknown":           {act.Invalid, "authority", func(d *AuthorityDemand) { d.Needs.Known = false }},
		"no document":       {act.Invalid, "reference", func(d *AuthorityDemand) { d.Reference = "" }},
		"no basis":          {act.Invalid, "basis", func(d *AuthorityDemand) { d.Basis = "" }},
		"future":            {act.Invalid, "day", func(d *AuthorityDemand) { d.Day = "2026-03-03" }},
		"no scan":           {act.Invalid, "scan", func(d *AuthorityDemand) { d.Scan = "" }},
		"anonymous":         {act.NotNow, "", func(d *AuthorityDemand) { d.Needs.Identity = false }},
	} {
		t.Run(name, func(t *testing.T) {
			d := demand()
			c.edit(&d)
			start(t).no(c.kind, c.field, "letters", access.Letters, d)
		})
	}
	w := start(t)
	w.do("letters", access.Letters, demand())
	if w.s.Demand.Authority != "jw" || w.s.Purpose != "demand" {
		t.Fatalf("%+v", w.s)
	}
	w.no(act.Forbidden, "", "letters", access.Letters, approve())
	w.do("vice", access.Vice, approve())
	w.do("letters", access.Letters, Open{})
	w.do("letters", access.Letters, End{})
}

func TestMatterAndBlobs(t *testing.T) {
	w := start(t)
	w.do("letters", access.Letters, demand())
	m := w.s.Matter()
	if m.Parent != "c1" || !strings.Contains(m.Title, "依法调取") || len(m.Named) != 0 {
		t.Fatalf("%+v", m)
	}
	if len(request().Carries()) != 1 || len(approve().Carries()) != 1 || len(demand().Carries()) != 0 {
		t.Fatal("the blobs are written with the act")
	}
}
