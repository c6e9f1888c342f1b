package public

import "hengjian/office"

// keyLine is a published key with its owner.
type keyLine struct{ Whose, VKey string }

// record says how the record proves itself, and publishes the keys with which
// anybody checks a proof without asking us.
func record(p *page) error {
	keys, err := p.Office.PublicKeys(p.Ctx())
	if err != nil {
		return err
	}
	var lines []keyLine
	for _, k := range keys {
		lines = append(lines, keyLine{p.L(k.Zh(), k.En()), k.VKey})
	}
	return p.Render(recordPage(p, lines))
}

// KeyFileName is what the file of keys is called when it is saved; verify-proof
// looks for this name beside the proof.
const KeyFileName = "hengjian-keys.txt"

// keyFile is the same keys as a file.
func keyFile(p *page) error {
	keys, err := p.Office.PublicKeys(p.Ctx())
	if err != nil {
		return err
	}
	p.W.Header().Set("Content-Type", "text/plain; charset=utf-8")
	p.W.Header().Set("Content-Disposition", `attachment; filename="`+KeyFileName+`"`)
	_, _ = p.W.Write(office.KeyFile(keys))
	return nil
}
