package site

// The oracle for the case book: rows and figures are for the working body; the
// organ sees its own register once it is told what is missing in it.
func init() {
	for _, name := range []string{"register", "register told to the organ"} {
		seesOwn[name] = "clerk director vice secretary"
		seesDoor[name] = "importer"
	}
	seesOrgan["register told to the organ"] = map[string]string{accused: "liaison chief"}
	for act, who := range map[string]string{"register.supply": "clerk", "register.renew": "clerk", "register.tell": "clerk director", "register.withdraw": "director"} {
		mayDo[act] = who
	}
}
