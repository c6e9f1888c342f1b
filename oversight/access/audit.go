package access

// AuditBooks are the books an audit administrator may question: that of the
// own committee and the installation's (accounts, keys). Nobody else has any.
func (s Scope) AuditBooks() []string {
	if !s.ok || !s.p.Has(AudAdmin) {
		return nil
	}
	return []string{s.p.Place, "house"}
}
