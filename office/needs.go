package office

import (
	"hengjian/lexis"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/leg"
	"hengjian/oversight/organ"
	"hengjian/oversight/problem"
	"hengjian/seal"
	"hengjian/store"

	"hengjian/oversight/access"
)

// needs fills what an act needs of other slices, inside its own transaction,
// never from the form.
var needs = map[act.Name]func(*fact) error{
	"clue.receive":       func(f *fact) error { return f.recusals(&f.a.(*clue.Receive).Needs, f.a.(*clue.Receive).Asked) },
	"clue.receive_own":   func(f *fact) error { return nil },
	"clue.open":          openNeeds,
	"clue.summarise":     summaryNeeds,
	"clue.amend_summary": amendNeeds,
	"clue.propose":       proposeNeeds,
	"clue.merge":         mergeNeeds,
	"clue.link_repeat":   repeatNeeds,
	"clue.recuse":        recuseNeeds,
	"clue.forward_lower": forwardNeeds,
	"clue.refer_urgent":  urgentNeeds,
	"clue.tell_leg":      tellLegNeeds,
	"clue.answer":        answerNeeds,
	"clue.assign": func(f *fact) (err error) {
		a := f.a.(*clue.Assign)
		a.Needs, err = f.fits(a.Person, f.clue(), access.Clerk, access.Intake)
		return err
	},
	"clue.hand_over": func(f *fact) (err error) {
		a := f.a.(*clue.HandOver)
		a.Needs, err = f.fits(a.To, f.clue(), access.Clerk, access.Intake)
		return err
	},
	"clue.open_emergency": func(f *fact) (err error) {
		a := f.a.(*clue.OpenEmergency)
		a.Needs, err = f.fits(a.Second, f.clue(), access.Intake, access.Director)
		return err
	},
	"clue.quarantine_secret": func(f *fact) (err error) {
		a := f.a.(*clue.QuarantineSecret)
		a.Needs, err = f.fits(a.To, f.clue(), access.Secrecy)
		return err
	},
	"leg.draft":            legDraftNeeds,
	"leg.sign":             func(f *fact) (err error) { f.a.(*leg.Sign).Needs, err = f.signNeeds(); return err },
	"leg.cosign":           func(f *fact) (err error) { f.a.(*leg.Cosign).Needs, err = f.signNeeds(); return err },
	"leg.confirm_written":  func(f *fact) (err error) { f.a.(*leg.ConfirmWritten).Needs, err = f.signNeeds(); return err },
	"leg.send":             sendNeeds,
	"leg.reroute":          rerouteNeeds,
	"leg.urge":             urgeNeeds,
	"problem.draft":        problemDraftNeeds,
	"problem.add_evidence": evidenceNeeds,
	"problem.invite_reply": inviteNeeds,
	"problem.hand_over":    handOverNeeds,
	"problem.return":       returnNeeds,
	"problem.assign_verifiers": func(f *fact) (err error) {
		a := f.a.(*problem.AssignVerifiers)
		a.Needs, err = f.verifierNeeds(a.People)
		return err
	},
	"problem.replace_verifier": func(f *fact) (err error) {
		a := f.a.(*problem.ReplaceVerifier)
		a.Needs, err = f.verifierNeeds([]string{a.With})
		return err
	},
	"problem.assign_look_back": func(f *fact) (err error) {
		a := f.a.(*problem.AssignLookBack)
		a.Needs, err = f.verifierNeeds(a.People)
		return err
	},
	"opening.request":          openingNeeds,
	"opening.authority_demand": demandNeeds,
	"opening.approve":          approveNeeds,
	"account.open":             accountOpenNeeds,
	"account.change":           accountChangeNeeds,
	"account.disable":          func(f *fact) error { a := f.a.(*account.Disable); return f.lastAdmin(&a.Needs, a.ID) },
	"key.enrol":                enrolNeeds,
	"delegation.grant":         grantNeeds,
	"congress.found":           foundNeeds,
}

func (f *fact) view() *store.View { return &f.tx.View }

// recusals are the intake officers who must not even see the matter.
func (f *fact) recusals(n *clue.Needs, asked string) error {
	ks, err := f.o.KeySet(f.view(), f.who.Place, asked)
	if err != nil {
		return err
	}
	n.Recused = ks.Recused
	return nil
}

func openNeeds(f *fact) error {
	a := f.a.(*clue.Open)
	acc, err := store.Accounts.Load(f.view(), f.who.ID)
	a.Needs = clue.OpenNeeds{Conflicts: acc.Conflicts, Declared: acc.Declared}
	return err
}

func accountOpenNeeds(f *fact) error {
	a := f.a.(*account.Open)
	same, err := store.Accounts.Where(f.view(), "login=?", a.Login)
	if err != nil {
		return err
	}
	a.Needs.Taken = len(same) > 0
	cs, err := store.Congresses.Where(f.view(), "place=?", a.Place)
	if err != nil {
		return err
	}
	a.Needs.PlaceKnown = len(cs) > 0
	a.Needs.OrganPlace, err = f.organPlace(a.Organ)
	return err
}

func (f *fact) organPlace(id string) (string, error) {
	if id == "" {
		return "", nil
	}
	o, err := store.Organs.Load(f.view(), id)
	if act.KindOf(err) == act.Missing {
		return "", nil
	}
	return o.Place, err
}

func accountChangeNeeds(f *fact) error {
	a := f.a.(*account.Change)
	var err error
	if a.Needs.OrganPlace, err = f.organPlace(a.Organ); err != nil {
		return err
	}
	return f.lastAdmin(&a.Needs, a.ID)
}

func (f *fact) lastAdmin(n *account.ChangeNeeds, id string) error {
	as, err := store.Accounts.Where(f.view(), "state='active'")
	if err != nil {
		return err
	}
	n.LastAdmin = true
	for _, a := range as {
		for _, r := range a.Roles {
			if r == access.SecAdmin && a.ID != id {
				n.LastAdmin = false
			}
		}
	}
	return nil
}

func enrolNeeds(f *fact) error {
	a := f.a.(*account.Enrol)
	acc, err := store.Accounts.Load(f.view(), f.who.ID)
	if err != nil {
		return err
	}
	mine, err := store.Keys.Where(f.view(), "account=? AND state='enrolled'", f.who.ID)
	if err != nil {
		return err
	}
	var held []string
	for _, k := range mine {
		held = append(held, k.Purpose)
	}
	have, err := store.Keys.Where(f.view(), "recipient=?", a.Recipient)
	a.Needs = account.EnrolNeeds{Roles: acc.Roles, Organ: acc.Organ, Mine: held, Known: len(have) > 0, Valid: seal.ValidRecipient(a.Recipient)}
	return err
}

func grantNeeds(f *fact) error {
	a := f.a.(*account.Grant)
	mine, err := store.Accounts.Load(f.view(), f.who.ID)
	if err != nil {
		return err
	}
	a.Needs = account.GrantNeeds{Mine: mine.Roles}
	rec, err := store.Accounts.Load(f.view(), a.Receiver)
	if act.KindOf(err) == act.Missing {
		return nil
	}
	if rec.State == "active" {
		a.Needs.Place, a.Needs.Side = rec.Place, rec.Actor(nil).Side()
	}
	return err
}

func foundNeeds(f *fact) error {
	a := f.a.(*organ.Found)
	cs, err := store.Congresses.Where(f.view(), "place=?", a.Place)
	a.Needs.Taken = len(cs) > 0
	return err
}

func summaryNeeds(f *fact) error {
	a := f.a.(*clue.Summarise)
	n, err := f.summary(f.clue().Place, a.Title, a.Summary, a.Class, a.Organs, a.Units, a.Officers)
	a.Needs = n
	return err
}

// summary looks up the class and the register, parses case numbers and makes
// the near-duplicate bands of a summary.
func (f *fact) summary(place, title, text, class string, organs, units, officers []string) (clue.SummaryNeeds, error) {
	n := clue.SummaryNeeds{Class: f.o.Usable(place, f.m.Day(), class)}
	for _, no := range lexis.FindCaseNumbers(text + "\n" + title) {
		n.CaseNos = append(n.CaseNos, no.String())
	}
	if s, ok := f.o.Sketch.Sketch(text); ok {
		b := s.Bands()
		n.Near = b[:]
	}
	var err error
	n.Unknown, err = f.unknown(place, organs, units, officers)
	return n, err
}

// unknown lists ids that the place's register does not have. Organs directly
// below may be named too: whoever forwards a message to their committee, or
// keeps them out of its way, must say whom it is about.
func (f *fact) unknown(place string, organs, units, officers []string) ([]string, error) {
	var out []string
	look := func(t *store.Table, ids []string) error {
		for _, id := range ids {
			s, _, err := t.LoadAny(f.view(), id)
			if act.KindOf(err) == act.Missing || err == nil && head(s).Place != place && !below(head(s).Place, place) {
				out = append(out, id)
				continue
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	if err := look(store.Organs.Table, organs); err != nil {
		return nil, err
	}
	if err := look(store.Units.Table, units); err != nil {
		return nil, err
	}
	return out, look(store.Officers.Table, officers)
}
