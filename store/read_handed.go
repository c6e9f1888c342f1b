package store

import (
	"database/sql"
	"errors"
	"strings"
)

// LinesBy lists the lines of a book that some people wrote, the newest first,
// before a number (0: from the newest). The caller has shown that they may be
// told.
func (v *View) LinesBy(book string, actors []string, before int64, limit int) ([]Line, error) {
	if len(actors) == 0 {
		return nil, nil
	}
	if before <= 0 {
		before = 1 << 62
	}
	args := []any{book}
	for _, a := range actors {
		args = append(args, a)
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(actors)), ",")
	return v.lines(`book=? AND actor IN (`+marks+`) AND seq<? ORDER BY seq DESC LIMIT ?`, append(args, before, limit)...)
}

// Input is what an act was given, "" once erased.
func (v *View) Input(book string, seq int64) (string, error) {
	var body string
	err := v.Row("SELECT body FROM input WHERE book=? AND seq=?", book, seq).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return body, err
}
