// Package law holds the rules of time and of jurisdiction as data: terms, the
// working-day calendar with make-up days (调休), clocks that explain every day
// they counted, dated and placed rules with their citation, the sources in
// full, and the table of statutory routes.
//
// It is pure: no clock of its own, no files. Whatever may change — a holiday
// notice, a local parameter, an amended act — is a value that can be passed in.
package law

// Error is a refusal of input in both languages. Callers that talk to people
// wrap it as an invalid refusal on the field it concerns.
type Error struct {
	Field  string // "from", "term", "exclude", …; empty when the whole is wrong
	Zh, En string
}

func (e *Error) Error() string { return e.En }

func wrong(field, zh, en string) error { return &Error{Field: field, Zh: zh, En: en} }
