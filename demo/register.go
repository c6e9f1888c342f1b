package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"hengjian/cast"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/tabular"
)

// sheet is one file of the register, written and read as any office's would be.
type sheet struct {
	sort string
	head []string
	rows [][]string
}

// register takes the register in, one import for each kind of rows.
func (s *seeder) register(at time.Time) error {
	if err := s.setUp(at); err != nil {
		return err
	}
	door := access.Door(access.Importer, place)
	for i, sh := range []sheet{s.divisions(), s.organSheet(), s.unitSheet(), s.officerSheet(), s.stationSheet(), s.deputySheet(), s.memberSheet()} {
		if err := s.take(door, sh, at.Add(time.Duration(i+2)*10*time.Minute), ""); err != nil {
			return err
		}
	}
	s.ids()
	return nil
}

// take imports one sheet; before is the day before which messages are historic.
func (s *seeder) take(who access.Person, sh sheet, at time.Time, campaign string) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(append([][]string{sh.head}, sh.rows...)); err != nil {
		return err
	}
	sum := sha256.Sum256(b.Bytes())
	m := tabular.Mapping{Kind: sh.sort, Encoding: "utf-8", Delimiter: ",", Columns: map[string]tabular.Column{}}
	for _, h := range sh.head {
		m.Columns[h] = tabular.Column{From: tabular.Names{h}}
	}
	name := sh.sort + ".csv"
	res, err := s.o.Import(s.ctx, who, office.ImportPlan{Sort: sh.sort, Mapping: m, Name: name, Hash: hex.EncodeToString(sum[:]), At: at, Campaign: campaign,
		ActID: s.id("import", sh.sort), Open: func() (tabular.Source, error) {
			return tabular.OpenWith(name, bytes.NewReader(b.Bytes()), int64(b.Len()), tabular.OptionsFor(m, tabular.Options{}))
		}})
	if err != nil {
		return fmt.Errorf("import of %s: %w", sh.sort, err)
	}
	if res.Added != int64(len(sh.rows)) {
		return fmt.Errorf("import of %s: %d of %d rows", sh.sort, res.Added, len(sh.rows))
	}
	s.rep.Acts++
	s.rep.Done["import "+sh.sort]++
	return nil
}

func (s *seeder) divisions() sheet {
	sh := sheet{sort: "divisions", head: []string{"code", "name", "level", "parent"}}
	for _, p := range s.city.Places {
		if p.Level == cast.Town {
			continue // no committee stands there
		}
		up := ""
		if p.Parent >= 0 {
			up = s.city.Places[p.Parent].Code
		}
		sh.rows = append(sh.rows, []string{p.Code, p.Name, p.Level, up})
	}
	return sh
}

// seat is the place of the committee that an organ answers to.
func (s *seeder) seat(organ int) string {
	return s.city.Places[s.city.Congresses[s.city.Organs[organ].AnswersTo].Place].Code
}

func (s *seeder) organSheet() sheet {
	sh := sheet{sort: "organs", head: []string{"code", "name", "kind", "place", "level", "parent", "branch", "desk", "chief"}}
	for i, g := range s.city.Organs {
		up, branch, desk := "", "", ""
		if g.Line >= 0 {
			up = s.city.Organs[g.Line].Code
		}
		if g.Branch {
			branch = up
		}
		if len(g.Desks) > 0 {
			desk = g.Desks[0]
		}
		sh.rows = append(sh.rows, []string{g.Code, g.Name, g.Kind, s.seat(i), g.Level, up, branch, desk, s.city.Officers[s.city.HeadOf(i)].Certificate})
	}
	return sh
}

func (s *seeder) unitSheet() sheet {
	sh := sheet{sort: "units", head: []string{"code", "name", "organ", "parent", "sort", "focus", "since", "until", "heir"}}
	for _, u := range s.city.Units {
		up, heir := "", ""
		if u.Parent >= 0 {
			up = s.city.Units[u.Parent].Code
		}
		if u.Successor >= 0 {
			heir = s.city.Units[u.Successor].Code
		}
		sh.rows = append(sh.rows, []string{u.Code, u.Full, s.city.Organs[u.Organ].Code, up, u.Kind, u.Focus, u.From, u.To, heir})
	}
	return sh
}

func (s *seeder) officerSheet() sheet {
	sh := sheet{sort: "officers", head: []string{"code", "name", "organ", "unit", "category", "title", "sex", "born", "appointee", "appointed", "managed_by", "since"}}
	for _, f := range s.city.Officers {
		p := f.Posts[len(f.Posts)-1]
		unit := ""
		organ := f.Organ
		if p.Unit >= 0 {
			unit, organ = s.city.Units[p.Unit].Code, s.city.Units[p.Unit].Organ
		}
		appointee := "否"
		if p.Appointee {
			appointee = "是"
		}
		sh.rows = append(sh.rows, []string{f.Certificate, f.Name, s.city.Organs[organ].Code, unit, f.Category, p.Title, f.Sex, strconv.Itoa(f.Born), appointee, p.Session,
			f.ManagedBy, p.From})
	}
	return sh
}

func (s *seeder) deputySheet() sheet {
	sh := sheet{sort: "deputies", head: []string{"code", "name", "work", "employer", "station", "lawyer", "supplies"}}
	for _, d := range s.city.Deputies {
		station, lawyer, supplies := "", "否", ""
		if d.Station >= 0 {
			station = s.city.Stations[d.Station].Name
		}
		switch d.Tie.Kind {
		case "lawyer":
			lawyer = "是"
		case "supplier":
			supplies = s.city.Organs[d.Tie.Organ].Code
		}
		sh.rows = append(sh.rows, []string{d.No, d.Name, d.Profession, d.Employer, station, lawyer, supplies})
	}
	return sh
}

func (s *seeder) stationSheet() sheet {
	sh := sheet{sort: "stations", head: []string{"code", "name", "address", "since"}}
	for _, x := range s.city.Stations {
		sh.rows = append(sh.rows, []string{x.Code, x.Name, x.Address, "2022-03-01"})
	}
	return sh
}

// memberSheet invents the members of the standing committee: their names are
// dealt from the invented deputies'.
func (s *seeder) memberSheet() sheet {
	sh := sheet{sort: "members", head: []string{"code", "name", "post", "term", "since", "until"}}
	for i, d := range s.city.Deputies {
		if i == 41 {
			break
		}
		post, until := "member", ""
		switch {
		case i == 0:
			post = "chair"
		case i < 6:
			post = "vice"
		case i == 6:
			post = "secretary"
		case i == 40:
			until = "2025-11-28"
		}
		sh.rows = append(sh.rows, []string{d.No, d.Name, post, "第九届", "2022-01-15", until})
	}
	return sh
}

// ids computes the ids that the imports gave.
func (s *seeder) ids() {
	for i, g := range s.city.Organs {
		s.organs = append(s.organs, office.RegisterID("organ", s.seat(i), g.Code))
	}
	for _, u := range s.city.Units {
		s.units = append(s.units, office.RegisterID("unit", s.organs[u.Organ], u.Code))
	}
	for _, f := range s.city.Officers {
		s.officers = append(s.officers, office.RegisterID("officer", place, f.Certificate))
	}
}
