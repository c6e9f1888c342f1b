package store

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden files")

// The subjects' migration is what the shelves declare.
func TestSubjectMigrationIsWhatTheShelvesDeclare(t *testing.T) {
	const file = "migrations/0002_subjects.sql"
	want := SubjectDDL()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Error(file + " is not what the shelves declare; run with -update (before the first release) or write a new migration")
	}
}
