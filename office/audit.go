package office

import (
	"context"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/store"
)

// The audit administrator's reading of the books.
type (
	AuditFilter = store.AuditFilter
	AuditLine   = store.AuditLine
	AuditPage   = store.AuditPage
	AuditAt     = store.AuditAt
)

// AuditNewest begins at the newest line.
var AuditNewest = AuditAt{After: -1, Before: -1}

// Audit reads one page of a book: number, time, person, function, act and the
// matter's number, never a title or content. Only an audit administrator may,
// and only the own committee's book and the installation's.
func (o *Office) Audit(ctx context.Context, who access.Person, f AuditFilter, at AuditAt, size int) (AuditPage, error) {
	return o.View(ctx).Audit(access.ScopeOf(who), f, at, size, false)
}

// Openings reads the lines of opened originals and identities with the reasons
// stated: the weekly list (开启原文).
func (o *Office) Openings(ctx context.Context, who access.Person, f AuditFilter, at AuditAt, size int) (AuditPage, error) {
	f.Acts = OpeningActs()
	return o.View(ctx).Audit(access.ScopeOf(who), f, at, size, true)
}

// OpeningActs are the acts by which somebody reads, or asks to read, sealed
// material.
func OpeningActs() []string {
	var out []string
	for _, n := range Acts() {
		if n == "clue.open" || strings.HasPrefix(string(n), "opening.") {
			out = append(out, string(n))
		}
	}
	return out
}

// AuditBooks are the books the person may question.
func AuditBooks(who access.Person) []string { return access.ScopeOf(who).AuditBooks() }

// People finds accounts by login or part of a name, for the audit's filter; at
// most fifty.
func (o *Office) People(ctx context.Context, who access.Person, text string) ([]string, error) {
	if len(AuditBooks(who)) == 0 {
		return nil, act.None()
	}
	as, err := store.Accounts.Where(o.View(ctx), "login=? OR full_name LIKE ? ESCAPE '!' ORDER BY login LIMIT 50", strings.ToLower(text), "%"+like(text)+"%")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, a := range as {
		out = append(out, a.ID)
	}
	return out, nil
}

// like escapes what LIKE would take as a pattern; the escape sign is "!".
func like(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}
