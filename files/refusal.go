package files

import "fmt"

// Refusal says in two languages why a file or form was not taken, and what to do instead. It is the sender's
// to read: it names the file as the sender named it and nothing else.
type Refusal struct {
	Field  string // form field
	File   string // display name, "" where it concerns the form
	Zh, En string
}

// Error is the English sentence with the file's name.
func (r *Refusal) Error() string {
	if r.File == "" {
		return r.En
	}
	return fmt.Sprintf("%s: %s", r.File, r.En)
}

func refuse(file, zh, en string) *Refusal { return &Refusal{File: file, Zh: zh, En: en} }
