package office

import (
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
	"divisions": divisionKind{}, "organs": organKind{}, "units": unitKind{}, "officers": officerKind{}, "deputies": deputyKind{}, "messages": messageKind{},
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

// or keeps what is there where the file says nothing.
func or(to *string, v string) {
	if v != "" {
		*to = v
	}
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
	r := row{id: RegisterID("place", code), names: [][2]string{{"place", code}}}
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
	r.set = func(s any) error {
		p := s.(*organ.Place)
		p.Code, p.Name, p.Level, p.Upper = code, v["name"], v["level"], up
		or(&p.Since, v["since"])
		or(&p.Until, v["until"])
		p.State = im.standing(p.Until)
		return nil
	}
	return r, order(v)
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
	r := row{id: RegisterID("organ", place, key), names: organNames(place, v["code"], v["name"])}
	bad := append(order(v), im.foreign(place, "place")...)
	for _, f := range []string{"parent", "branch"} {
		if v[f] != "" {
			r.refs = append(r.refs, ref{f, "organ", v[f]})
		}
	}
	if v["parent"] != "" {
		r.under = r.refs[0]
	}
	r.set = func(s any) error {
		o := s.(*organ.Organ)
		o.Place, o.Code, o.Name, o.Sort = place, v["code"], v["name"], v["kind"]
		or(&o.Level, v["level"])
		if id, ok := im.know.find("organ", v["parent"]); ok && v["parent"] != "" {
			o.Upper = id
		}
		if id, ok := im.know.find("organ", v["branch"]); ok && v["branch"] != "" {
			o.Branch = id
		}
		or(&o.Desk, v["desk"])
		or(&o.Chief, v["chief"])
		or(&o.Source, v["site"])
		or(&o.Since, v["since"])
		or(&o.Until, v["until"])
		o.State = im.standing(o.Until)
		return nil
	}
	return r, bad
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

func (unitKind) row(im *importing, rec tabular.Record) (row, []fault) {
	v := rec.Values
	org, ok := im.know.find("organ", v["organ"])
	if !ok {
		return row{}, []fault{{"organ", "“" + v["organ"] + "”不在监督对象里，请先导入机关", "“" + v["organ"] + "” is not in the register; import the organs first"}}
	}
	place := im.know.at[[2]string{"organ-place", org}]
	r := row{id: RegisterID("unit", org, v["code"]), names: [][2]string{{"unit", org + "/" + v["code"]}}}
	bad := append(order(v), im.foreign(place, "organ")...)
	up := org + "/" + v["parent"]
	if v["parent"] != "" {
		if v["parent"] == v["code"] {
			bad = append(bad, fault{"parent", "上级是它自己", "is its own upper"})
		}
		r.under = ref{"parent", "unit", up}
		r.refs = []ref{r.under}
	}
	for _, h := range listed(v["heir"]) {
		r.refs = append(r.refs, ref{"heir", "unit", org + "/" + h})
	}
	r.set = func(s any) error {
		u := s.(*organ.Unit)
		was := *u
		u.Place, u.Code, u.Name, u.Organ = place, v["code"], v["name"], org
		u.Upper = ""
		if v["parent"] != "" {
			u.Upper, _ = im.know.find("unit", up)
		}
		or(&u.Sort, v["sort"])
		or(&u.Focus, v["focus"])
		if hs := listed(v["heir"]); len(hs) > 0 {
			u.Heirs = nil
			for _, h := range hs {
				if id, ok := im.know.find("unit", org+"/"+h); ok {
					u.Heirs = append(u.Heirs, id)
				}
			}
		}
		or(&u.Since, v["since"])
		or(&u.Until, v["until"])
		u.State = im.standing(u.Until)
		u.Imported(was, im.day)
		return nil
	}
	return r, bad
}

type officerKind struct{}

func (officerKind) table() *store.Table { return store.Officers.Table }

func (officerKind) facts(im *importing, v *store.View, k *known) error {
	return unitKind{}.facts(im, v, k)
}

func (officerKind) row(im *importing, rec tabular.Record) (row, []fault) {
	v := rec.Values
	r := row{id: RegisterID("officer", im.who.Place, v["code"])}
	org, ok := im.know.find("organ", v["organ"])
	if !ok {
		return r, []fault{{"organ", "“" + v["organ"] + "”不在监督对象里，请先导入机关", "“" + v["organ"] + "” is not in the register; import the organs first"}}
	}
	bad := order(v)
	unit := ""
	if v["unit"] != "" {
		if unit, ok = im.know.find("unit", org+"/"+v["unit"]); !ok {
			bad = append(bad, fault{"unit", "该机关没有单位“" + v["unit"] + "”", "the organ has no unit “" + v["unit"] + "”"})
		}
	}
	if b := v["born"]; b != "" && (len(b) != 4 || b < "1900" || b > im.day[:4]) {
		bad = append(bad, fault{"born", "出生年不对", "the year of birth is wrong"})
	}
	r.set = func(s any) error {
		o := s.(*organ.Officer)
		o.Place, o.Code, o.Name, o.Organ = im.who.Place, v["code"], v["name"], org
		or(&o.Category, v["category"])
		or(&o.Sex, v["sex"])
		or(&o.Born, v["born"])
		or(&o.ManagedBy, v["managed_by"])
		if v["appointee"] != "" {
			o.Appointee = v["appointee"] == "true"
		}
		post(o, organ.Post{Unit: unit, Title: v["title"], Since: v["since"], Until: v["until"], Appointed: v["appointed"]})
		o.State = im.standing(v["until"])
		return nil
	}
	return r, bad
}

// post adds the post of this row unless it is the one held already; a new one
// ends the one before.
func post(o *organ.Officer, p organ.Post) {
	o.Posts = slices.Clone(o.Posts)
	if n := len(o.Posts); n > 0 && o.Posts[n-1].Unit == p.Unit && o.Posts[n-1].Title == p.Title {
		last := &o.Posts[n-1]
		or(&last.Since, p.Since)
		or(&last.Appointed, p.Appointed)
		last.Until = p.Until
	} else {
		if n > 0 && o.Posts[n-1].Until == "" {
			o.Posts[n-1].Until = p.Since
		}
		o.Posts = append(o.Posts, p)
	}
	o.Unit, o.Title = p.Unit, p.Title
}

type deputyKind struct{}

func (deputyKind) table() *store.Table { return store.Deputies.Table }

func (deputyKind) facts(im *importing, v *store.View, k *known) error { return k.organs(im, v) }

func (deputyKind) row(im *importing, rec tabular.Record) (row, []fault) {
	v := rec.Values
	r := row{id: RegisterID("deputyrec", im.who.Place, v["code"])}
	var bad []fault
	var supplies []string
	for _, s := range listed(v["supplies"]) {
		id, ok := im.know.find("organ", s)
		if !ok {
			bad = append(bad, fault{"supplies", "“" + s + "”不在监督对象里", "“" + s + "” is not in the register"})
		}
		supplies = append(supplies, id)
	}
	r.set = func(s any) error {
		d := s.(*organ.Deputy)
		d.Place, d.Code, d.Name = im.who.Place, v["code"], v["name"]
		or(&d.Work, v["work"])
		or(&d.Employer, v["employer"])
		or(&d.Station, v["station"])
		if v["lawyer"] != "" {
			d.Lawyer = v["lawyer"] == "true"
		}
		if len(supplies) > 0 {
			d.Supplies = supplies
		}
		d.State = im.standing(v["until"])
		return nil
	}
	return r, bad
}
