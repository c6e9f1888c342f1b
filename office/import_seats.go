package office

import (
	"maps"

	"hengjian/oversight/organ"
	"hengjian/store"
	"hengjian/tabular"
)

// Members of the committee and deputies' stations come by the same import.

type memberKind struct{}

func (memberKind) table() *store.Table { return store.Members.Table }

func (memberKind) facts(*importing, *store.View, *known) error { return nil }

func (memberKind) row(im *importing, rec tabular.Record) (row, []fault) {
	v := rec.Values
	bad := order(v)
	if organ.IdentityNumber(v["code"]) {
		bad = append(bad, fault{"code", "像是居民身份证号：登记里不存身份证号，请用代表证号", "looks like an identity-card number, which is not kept here; use the deputy's certificate"})
	}
	return row{id: RegisterID("member", im.who.Place, v["code"]), v: maps.Clone(v)}, bad
}

func (memberKind) cells(s any) map[string]string {
	m := s.(*organ.Member)
	return map[string]string{"code": m.Code, "name": m.Name, "post": m.Post, "term": m.Term, "since": m.Since, "until": m.Until}
}

func (memberKind) set(im *importing, s any, v map[string]string) error {
	m := s.(*organ.Member)
	m.Place, m.Code, m.Name, m.Post, m.Term, m.Since, m.Until = im.who.Place, v["code"], v["name"], v["post"], v["term"], v["since"], v["until"]
	m.State = im.standing(m.Until)
	return nil
}

type stationKind struct{}

func (stationKind) table() *store.Table { return store.Stations.Table }

func (stationKind) facts(*importing, *store.View, *known) error { return nil }

func (stationKind) row(im *importing, rec tabular.Record) (row, []fault) {
	v := rec.Values
	return row{id: RegisterID("station", im.who.Place, v["code"]), v: maps.Clone(v)}, order(v)
}

func (stationKind) cells(s any) map[string]string {
	x := s.(*organ.Station)
	return map[string]string{"code": x.Code, "name": x.Name, "address": x.Address, "keeper": x.Keeper, "contact": x.Contact, "since": x.Since, "until": x.Until}
}

func (stationKind) set(im *importing, s any, v map[string]string) error {
	x := s.(*organ.Station)
	x.Place, x.Code, x.Name, x.Address, x.Keeper, x.Contact, x.Since, x.Until = im.who.Place, v["code"], v["name"], v["address"], v["keeper"], v["contact"], v["since"], v["until"]
	x.State = im.standing(x.Until)
	return nil
}

// stations makes stations in use known by code and name.
func (k *known) stations(im *importing, v *store.View) error {
	ss, err := store.Stations.Where(v, "place=? AND "+listedOn+" ORDER BY code", im.who.Place, im.day)
	for _, s := range ss {
		k.at[[2]string{"station", s.Name}], k.at[[2]string{"station", s.Code}] = s.ID, s.ID
		k.at[[2]string{"station-name", s.ID}] = s.Name
	}
	return err
}
