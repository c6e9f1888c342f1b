package office

// tell leaves notices to the people concerned: handlers, and the functions the
// matter now waits for. Notices prove nothing; the journal does.
func (f *fact) tell() error { return nil }
