package office

// Drop removes the files of a box whose act was not done, so that a form sent
// back for correction or sent twice leaves nothing behind.
func (o *Office) Drop(box *BoxKey) {
	if box == nil {
		return
	}
	for _, f := range box.Files {
		_ = o.Files.Remove(f.Hash) // what stays is sealed, and the audit of files lists it as an orphan
	}
	box.Files, box.Docs = nil, nil
}
