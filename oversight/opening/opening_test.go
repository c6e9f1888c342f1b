package opening

import (
	"strings"
	"testing"
	"time"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

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
	w.Do("intake", access.Intake, request())
	w.Is("requested")
	if !w.S.Has("intake", "owner") || !w.S.Has("kin", "recused") || w.S.InnerWrap.Hash != "inner" {
		t.Fatalf("%+v", w.S)
	}
	w.No(act.NotNow, "", "intake", access.Intake, Open{})
	w.Do("letters", access.Letters, approve())
	w.Is("approved")
	if w.S.Lapses != w.At.Add(30*time.Minute).UnixMicro() || w.S.Given.Hash != "grant" {
		t.Fatalf("30 minutes from approval: %+v", w.S)
	}
	w.No(act.Forbidden, "", "intake2", access.Intake, Open{})
	w.No(act.Forbidden, "", "letters", access.Letters, Open{})
	w.No(act.NotNow, "", "letters", access.Letters, End{})
	w.At = w.At.Add(29 * time.Minute)
	w.Do("intake", access.Intake, Open{})
	w.Is("opened")
	w.At = w.At.Add(time.Minute)
	w.Do("intake", access.Intake, Open{}) // the last instant
	if len(w.S.Readings) != 2 {
		t.Fatal("each reading is kept")
	}
	w.At = w.At.Add(time.Second)
	w.No(act.NotNow, "", "intake", access.Intake, Open{})
	w.Do("letters", access.Letters, End{})
	w.Is("ended")
	if w.S.Lapses != 0 || w.S.NextDue() != 0 {
		t.Fatalf("%+v", w.S)
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
			start(t).No(c.kind, c.field, "intake", access.Intake, r)
		})
	}
}

func TestApproverIsAnother(t *testing.T) {
	w := start(t)
	w.Do("intake", access.Intake, request())
	w.No(act.Forbidden, "", "intake", access.Letters, approve())
	w.No(act.Forbidden, "", "intake", access.Vice, Refuse{Reason: "自己不批准自己"})
	a := approve()
	a.Sealed = Blob{}
	w.No(act.Invalid, "blob", "letters", access.Letters, a)
	a = approve()
	a.Needs.Conflicts = []string{"police"}
	w.No(act.Missing, "", "letters", access.Letters, a)
	a = approve()
	a.Needs.Declared = false
	w.No(act.Forbidden, "", "letters", access.Letters, a)
	w.No(act.Invalid, "reason", "vice", access.Vice, Refuse{})
	w.Do("vice", access.Vice, Refuse{Reason: "可以凭回执联系，不必拆封"})
	w.Is("refused")
	w.No(act.NotNow, "", "letters", access.Letters, approve())
}

func TestTakenBackAndLapsed(t *testing.T) {
	w := start(t)
	w.Do("intake", access.Intake, request())
	w.No(act.NotNow, "", "letters", access.Letters, End{})
	w.Do("intake", access.Intake, End{})
	w.Is("ended")

	v := start(t)
	v.Do("sec", access.Secretary, request())
	v.Do("vice", access.Vice, approve())
	v.Days(1)
	v.No(act.NotNow, "", "sec", access.Secretary, Open{})
	v.Do("vice", access.Vice, End{})
	v.Is("ended")
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
			start(t).No(c.kind, c.field, "letters", access.Letters, d)
		})
	}
	w := start(t)
	w.Do("letters", access.Letters, demand())
	if w.S.Demand.Authority != "jw" || w.S.Purpose != "demand" {
		t.Fatalf("%+v", w.S)
	}
	w.No(act.Forbidden, "", "letters", access.Letters, approve())
	w.Do("vice", access.Vice, approve())
	w.Do("letters", access.Letters, Open{})
	w.Do("letters", access.Letters, End{})
}

func TestMatterAndBlobs(t *testing.T) {
	w := start(t)
	w.Do("letters", access.Letters, demand())
	m := w.S.Matter()
	if m.Parent != "c1" || !strings.Contains(m.Title, "依法调取") || len(m.Named) != 0 {
		t.Fatalf("%+v", m)
	}
	if len(request().Carries()) != 1 || len(approve().Carries()) != 1 || len(demand().Carries()) != 0 {
		t.Fatal("the blobs are written with the act")
	}
}
