package frame

// Names are the names of accounts; who acts without one (the public, an import,
// the clock) is said in the reader's language.
func (p *Page) Names(ids []string) (map[string]string, error) {
	names, err := p.O.Names(p.Ctx(), ids)
	if p.Lang == "en" {
		for id, n := range map[string]string{"public": "the sender", "importer": "import", "clock": "clock", "setup": "set-up"} {
			if _, ok := names[id]; ok {
				names[id] = n
			}
		}
	}
	return names, err
}
