package office

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"hengjian/oversight/organ"
	"hengjian/store"
	"hengjian/tabular"
)

// registerSpace is the namespace of the register's ids: the same code at the
// same place is the same subject, whoever imports it and how often.
var registerSpace = uuid.NewSHA1(uuid.NameSpaceURL, []byte("hengjian/register"))

// RegisterID is the id of a register row by its natural key.
func RegisterID(kind string, key ...string) string {
	return uuid.NewSHA1(registerSpace, []byte(kind+"/"+strings.Join(key, "/"))).String()
}

var importKinds = map[string]importKind{
	"divisions": divisionKind{}, "organs": organKind{}, "units": unitKind{}, "officers": officerKind{}, "stations": stationKind{}, "deputies": deputyKind{}, "members": memberKind{}, "messages": messageKind{},
}

func itoa(n int) string { return strconv.Itoa(n) }

// standing is listed, or ended once its last day has passed.
func (im *importing) standing(until string) string {
	if until != "" && until <= im.day {
		return "ended"
	}
	return "listed"
}

// order checks a row's days.
func order(v map[string]string) []fault {
	if v["since"] != "" && v["until"] != "" && v["until"] < v["since"] {
		return []fault{{"until", "早于开始日期", "is before the first day"}}
	}
	return nil
}

// listed splits a cell that holds several codes or names.
func listed(cell string) (out []string) {
	for _, s := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(";；、,，\n", r) }) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// PlaceCode makes six digits of a division code of two, four or six.
func PlaceCode(code string) string {
	for len(code) < 6 {
		code += "0"
	}
	return code
}

type divisionKind struct{}

func (divisionKind) table() *store.Table { return store.Places.Table }

func (divisionKind) facts(im *importing, v *store.View, k *known) error {
	ps, err := store.Places.Where(v, "1=1")
	for _, p := range ps {
		k.at[[2]string{"place", p.Code}] = p.ID
	}
	for _, p := range ps {
		k.up[p.ID] = k.at[[2]string{"place", p.Upper}]
	}
	return err
}

func (divisionKind) row(im *importing, rec tabular.Record) (row, []fault) {
	v := rec.Values
	code, up := v["code"], v["parent"]
	r := row{id: RegisterID("place", code), names: [][2]string{{"place", code}}, v: v}
	// A city without districts (441900) repeats its own code among the counties:
	// the city's row stands for both.
	if up == code {
		if _, ok := im.know.find("place", code); ok && v["level"] == "county" {
			r.same = true
			return r, nil
		}
		return r, []fault{{"parent", "上级是它自己", "is its own upper"}}
	}
	if strings.Trim(code, "0123456789") != "" || len(code) < 6 {
		return r, []fault{{"code", "行政区划代码是 6 到 12 位数字", "a division code has 6 to 12 digits"}}
	}
	if up != "" {
		r.under = ref{"parent", "place", up}
		r.refs = []ref{r.under}
	}
	return r, order(v)
}

func (divisionKind) cells(s any) map[string]string {
	p := s.(*organ.Place)
	return map[string]string{"code": p.Code, "name": p.Name, "level": p.Level, "parent": p.Upper, "since": p.Since, "until": p.Until}
}

func (divisionKind) set(im *importing, s any, v map[string]string) error {
	p := s.(*organ.Place)
	p.Code, p.Name, p.Level, p.Upper, p.Since, p.Until = v["code"], v["name"], v["level"], v["parent"], v["since"], v["until"]
	p.State = im.standing(p.Until)
	return nil
}

type organKind struct{}

func (organKind) table() *store.Table { return store.Organs.Table }

func (organKind) facts(im *importing, v *store.View, k *known) error {
	if err := (divisionKind{}).facts(im, v, k); err != nil {
		return err
	}
	return k.organs(im, v)
}

// organs makes organs known by code and name; one's own place comes first
// where a code or name stands at several.
func (k *known) organs(im *importing, v *store.View) error {
	os, err := store.Organs.Where(v, "1=1 ORDER BY id")
	for _, own := range []bool{false, true} {
		for _, o := range os {
			if (o.Place == im.who.Place) == own {
				for _, n := range organNames(o.Place, o.Code, o.Name) {
					k.at[n] = o.ID
				}
				k.at[[2]string{"organ-place", o.ID}] = o.Place
				k.up[o.ID] = o.Upper
			}
		}
	}
	return err
}

func organNames(place, code, name string) [][2]string {
	out := [][2]string{{"organ", name}, {"organ", place + "/" + name}}
	if code != "" {
		out = append(out, [2]string{"organ", code}, [2]string{"organ", place + "/" + code})
	}
	return out
}

// foreign refuses rows of a place whose own committee keeps its register; the
// machine's own import (no account) may write everywhere.
func (im *importing) foreign(place, field string) []fault {
	if place == im.who.Place || im.who.ID == "importer" {
		return nil
	}
	theirs, asked := im.others[place]
	if !asked {
		_, ok, err := im.o.CongressAt(im.o.View(im.ctx), place)
		theirs = err != nil || ok
		im.others[place] = theirs
	}
	if theirs {
		return []fault{{field, "属于另一个常委会的登记，由它自己导入", "belongs to another committee's register, which imports it itself"}}
	}
	return nil
}

func (organKind) row(im *importing, rec tabular.Record) (row, []fault) {
	v := rec.Values
	place := im.who.Place
	if v["place"] != "" {
		place = PlaceCode(v["place"])
	}
	key := v["code"]
	if key == "" {
		key = v["name"]
	}
	r := row{id: RegisterID("organ", place, key), names: organNames(place, v["code"], v["name"]), v: maps.Clone(v)}
	bad := append(order(v), im.foreign(place, "place")...)
	r.v["place"] = place
	for _, f := range []string{"parent", "branch"} {
		if v[f] != "" {
			r.refs = append(r.refs, ref{f, "organ", v[f]})
			r.v[f] = im.know.or("organ", v[f])
		}
	}
	if v["parent"] != "" {
		r.under = r.refs[0]
	}
	return r, bad
}

func (organKind) cells(s any) map[string]string {
	o := s.(*organ.Organ)
	return map[string]string{"code": o.Code, "name": o.Name, "kind": o.Sort, "place": o.Place, "level": o.Level, "parent": o.Upper, "branch": o.Branch, "desk": o.Desk,
		"chief": o.Chief, "site": o.Source, "since": o.Since, "until": o.Until}
}

func (organKind) set(im *importing, s any, v map[string]string) error {
	o := s.(*organ.Organ)
	o.Place, o.Code, o.Name, o.Sort, o.Level, o.Upper, o.Branch = v["place"], v["code"], v["name"], v["kind"], v["level"], v["parent"], v["branch"]
	o.Desk, o.Chief, o.Source, o.Since, o.Until = v["desk"], v["chief"], v["site"], v["since"], v["until"]
	o.State = im.standing(o.Until)
	return nil
}

type unitKind struct{}

func (unitKind) table() *store.Table { return store.Units.Table }

func (unitKind) facts(im *importing, v *store.View, k *known) error {
	if err := k.organs(im, v); err != nil {
		return err
	}
	return k.units(v)
}

func (k *known) units(v *store.View) error {
	us, err := store.Units.Where(v, "1=1")
	for _, u := range us {
		k.at[[2]string{"unit", u.Organ + "/" + u.Code}] = u.ID
		k.up[u.ID] = u.Upper
	}
	return err
}

// unitID is the id of a unit by the code it bears now, else by the one under
// which it was entered: a unit that was given another code or organ since is
// still the same.
func (k *known) unitID(org, code string) string {
	if id, ok := k.at[[2]string{"unit", org + "/" + code}]; ok {
		return id
	}
	return RegisterID("unit", org, code)
}

func (unitKind) row(im *importing, rec tabular.Record) (row, []fault) {
	v := rec.Values
	org, ok := im.know.find("organ", v["organ"])
	if !ok {
		return row{}, []fault{{"organ", "“" + v["organ"] + "”不在监督对象里，请先导入机关", "“" + v["organ"] + "” is not in the register; import the organs first"}}
	}
	im.organs[org] = true
	place := im.know.at[[2]string{"organ-place", org}]
	r := row{id: im.know.unitID(org, v["code"]), names: [][2]string{{"unit", org + "/" + v["code"]}}, v: maps.Clone(v)}
	bad := append(order(v), im.foreign(place, "organ")...)
	r.v["organ"] = org
	if v["parent"] != "" {
		if v["parent"] == v["code"] {
			bad = append(bad, fault{"parent", "上级是它自己", "is its own upper"})
		}
		r.under = ref{"parent", "unit", org + "/" + v["parent"]}
		r.refs = []ref{r.under}
		r.v["parent"] = im.know.unitID(org, v["parent"])
	}
	var heirs []string
	for _, h := range listed(v["heir"]) {
		r.refs = append(r.refs, ref{"heir", "unit", org + "/" + h})
		heirs = append(heirs, im.know.unitID(org, h))
	}
	r.v["heir"] = strings.Join(heirs, " ")
	return r, bad
}

func (unitKind) cells(s any) map[string]string {
	u := s.(*organ.Unit)
	return map[string]string{"code": u.Code, "name": u.Name, "organ": u.Organ, "parent": u.Upper, "sort": u.Sort, "focus": u.Focus, "heir": strings.Join(u.Heirs, " "), "since": u.Since, "until": u.Until}
}

func (unitKind) set(im *importing, s any, v map[string]string) error {
	u := s.(*organ.Unit)
	was := *u
	if place := im.know.at[[2]string{"organ-place", v["organ"]}]; place != "" {
		u.Place = place
	}
	u.Code, u.Name, u.Organ, u.Upper, u.Sort, u.Focus, u.Since, u.Until = v["code"], v["name"], v["organ"], v["parent"], v["sort"], v["focus"], v["since"], v["until"]
	if u.Heirs = nil; v["heir"] != "" {
		u.Heirs = strings.Fields(v["heir"])
	}
	u.State = im.standing(u.Until)
	u.Imported(was, im.day)
	return nil
}

type officerKind struct{}

func (officerKind) table() *store.Table { return store.Officers.Table }

func (officerKind) facts(im *importing, v *store.View, k *known) error {
	return unitKind{}.facts(im, v, k)
}

func (officerKind) row(im *importing, rec tabular.Record) (row, []fault) {
	v := rec.Values
	r := row{id: RegisterID("officer", im.who.Place, v["code"]), v: maps.Clone(v)}
	org, ok := im.know.find("organ", v["organ"])
	if !ok {
		return r, []fault{{"organ", "“" + v["organ"] + "”不在监督对象里，请先导入机关", "“" + v["organ"] + "” is not in the register; import the organs first"}}
	}
	im.organs[org] = true
	r.v["organ"] = org
	affirmed(r.v, "appointee", "quota")
	bad := order(v)
	if v["unit"] != "" {
		if r.v["unit"], ok = im.know.find("unit", org+"/"+v["unit"]); !ok {
			bad = append(bad, fault{"unit", "该机关没有单位“" + v["unit"] + "”", "the organ has no unit “" + v["unit"] + "”"})
		}
	}
	if b := v["born"]; b != "" && (len(b) != 4 || b < "1900" || b > im.day[:4]) {
		bad = append(bad, fault{"born", "出生年不对", "the year of birth is wrong"})
	}
	if organ.IdentityNumber(v["code"]) {
		bad = append(bad, fault{"code", "像是居民身份证号：登记里不存身份证号，请用证件编号或者警号", "looks like an identity-card number, which is not kept here; use the certificate or badge number"})
	}
	return r, bad
}

func (officerKind) cells(s any) map[string]string {
	o := s.(*organ.Officer)
	m := map[string]string{"code": o.Code, "name": o.Name, "organ": o.Organ, "unit": o.Unit, "category": o.Category, "grade": o.Grade, "title": o.Title, "sex": o.Sex, "born": o.Born,
		"managed_by": o.ManagedBy, "appointee": boolCell(o.Appointee), "quota": boolCell(o.Quota)}
	if n := len(o.Posts); n > 0 {
		p := o.Posts[n-1]
		m["since"], m["until"], m["appointed"] = p.Since, p.Until, p.Appointed
	}
	return m
}

// affirmed keeps yes of a yes-or-no cell: no and silence are the same entry.
func affirmed(v map[string]string, fields ...string) {
	for _, f := range fields {
		if v[f] != "true" {
			v[f] = ""
		}
	}
}

// boolCell leaves no empty for what is not so: a silent file does not say no.
func boolCell(b bool) string {
	if b {
		return "true"
	}
	return ""
}

func (officerKind) set(im *importing, s any, v map[string]string) error {
	o := s.(*organ.Officer)
	o.Place, o.Code, o.Name, o.Organ, o.Category, o.Grade, o.Sex, o.Born, o.ManagedBy = im.who.Place, v["code"], v["name"], v["organ"], v["category"], v["grade"], v["sex"], v["born"], v["managed_by"]
	o.Appointee, o.Quota = v["appointee"] == "true", v["quota"] == "true"
	post(o, organ.Post{Unit: v["unit"], Title: v["title"], Since: v["since"], Until: v["until"], Appointed: v["appointed"]})
	if o.State != "merged" {
		o.State, o.Until = im.standing(v["until"]), v["until"]
	}
	return nil
}

// post adds the post of this row unless it is the one held already; a new one
// ends the one before, on its last day if that is known.
func post(o *organ.Officer, p organ.Post) {
	o.Posts = slices.Clone(o.Posts)
	if n := len(o.Posts); n > 0 && o.Posts[n-1].Unit == p.Unit && o.Posts[n-1].Title == p.Title {
		last := &o.Posts[n-1]
		last.Since, last.Until, last.Appointed = p.Since, p.Until, p.Appointed
	} else if n == 0 || p.Unit+p.Title+p.Since != "" {
		if n > 0 && o.Posts[n-1].Until == "" {
			o.Posts[n-1].Until = p.Since
		}
		o.Posts = append(o.Posts, p)
	}
	o.Unit, o.Title = p.Unit, p.Title
}

type deputyKind struct{}

func (deputyKind) table() *store.Table { return store.Deputies.Table }

func (deputyKind) facts(im *importing, v *store.View, k *known) error {
	if err := k.stations(im, v); err != nil {
		return err
	}
	return k.organs(im, v)
}

func (deputyKind) row(im *importing, rec tabular.Record) (row, []fault) {
	v := rec.Values
	r := row{id: RegisterID("deputyrec", im.who.Place, v["code"]), v: maps.Clone(v)}
	var bad []fault
	var supplies []string
	for _, s := range listed(v["supplies"]) {
		id, ok := im.know.find("organ", s)
		if !ok {
			bad = append(bad, fault{"supplies", "“" + s + "”不在监督对象里", "“" + s + "” is not in the register"})
		}
		supplies = append(supplies, id)
	}
	r.v["supplies"] = strings.Join(supplies, " ")
	if id, ok := im.know.find("station", v["station"]); ok { // by code or name: the name stands in the register
		r.v["station"] = im.know.at[[2]string{"station-name", id}]
	}
	affirmed(r.v, "lawyer")
	return r, bad
}

func (deputyKind) cells(s any) map[string]string {
	d := s.(*organ.Deputy)
	return map[string]string{"code": d.Code, "name": d.Name, "work": d.Work, "employer": d.Employer, "station": d.Station, "delegation": d.Delegation, "lawyer": boolCell(d.Lawyer),
		"supplies": strings.Join(d.Supplies, " "), "since": d.Since, "until": d.Until}
}

func (deputyKind) set(im *importing, s any, v map[string]string) error {
	d := s.(*organ.Deputy)
	if at := v["station"]; at != d.Station {
		id, _ := im.know.find("station", at)
		from := im.day
		if d.Code == "" && v["since"] != "" {
			from = v["since"] // on the first import: since the term began
		}
		d.Stay(id, at, from)
	}
	d.Place, d.Code, d.Name, d.Work, d.Employer, d.Delegation, d.Since, d.Until = im.who.Place, v["code"], v["name"], v["work"], v["employer"], v["delegation"], v["since"], v["until"]
	d.Lawyer = v["lawyer"] == "true"
	if d.Supplies = nil; v["supplies"] != "" {
		d.Supplies = strings.Fields(v["supplies"])
	}
	d.State = im.standing(d.Until)
	return nil
}
