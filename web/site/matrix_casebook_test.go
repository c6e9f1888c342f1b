package site

// The oracle for the case book: rows and figures are for the working body; the
// organ sees its own register once it is told what is missing in it.
func init() {
	for _, name := range []string{"register", "register told to the organ"} {
		seesOwn[name] = "clerk director vice secretary"
		seesDoor[name] = "importer"
	}
	seesOrgan["register told to the organ"] = map[string]string{accused: "liaison chief"}
	for _, name := range []string{"indicator", "warning", "warning shown to the organ"} {
		seesOwn[name] = "clerk director vice secretary"
	}
	seesOrgan["warning shown to the organ"] = map[string]string{accused: "liaison chief"}
	for act, who := range map[string]string{
		"indicator.define": "clerk director", "indicator.end": "clerk director", "warning.raise": "clerk", "warning.recompute": "clerk", "warning.hint": "director", "warning.ask": "director",
		"warning.explain": "liaison chief", "warning.propose": "director", "warning.decide": "clerk secretary", "warning.close": "director",
		"register.supply": "clerk", "register.renew": "clerk", "register.return": "clerk", "register.return_again": "clerk", "register.tell": "clerk director", "register.withdraw": "director"} {
		mayDo[act] = who
	}
}
