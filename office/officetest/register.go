package officetest

import (
	"bytes"

	"hengjian/office"
	"hengjian/store"
	"hengjian/tabular"
)

// Import takes a csv with a heading into the register by the import act, as the
// clerk chenxiao: organs, units, officers, deputies.
func (h *House) Import(sort, csv string) {
	h.T.Helper()
	b := []byte(csv)
	src, err := tabular.Open("x", bytes.NewReader(b), int64(len(b)))
	if err != nil {
		h.T.Fatal(err)
	}
	defer src.Close()
	pr, err := tabular.Profile(src, "", 0, 1)
	if err != nil {
		h.T.Fatal(err)
	}
	p := office.ImportPlan{Sort: sort, Name: sort + ".csv", Hash: store.BoxName(b), Mapping: tabular.Suggest(sort, pr.Header, office.ImportFields[sort])}
	p.Open = func() (tabular.Source, error) {
		return tabular.OpenWith("x", bytes.NewReader(b), int64(len(b)), tabular.OptionsFor(p.Mapping, tabular.Options{}))
	}
	if r, err := h.O.Import(h.Ctx, h.Person("chenxiao"), p); err != nil {
		h.T.Fatalf("import of %s: %v %v", sort, err, r.First)
	}
}

// OrganID is the id of an organ of the house's place by its code.
func OrganID(code string) string { return office.RegisterID("organ", Place, code) }

// UnitID is the id of a unit by its organ's code and its own.
func UnitID(organ, code string) string { return office.RegisterID("unit", OrganID(organ), code) }
