package store

import (
	"database/sql"
	"errors"
	"fmt"
	"sort"
)

// readBooks reads every book line by line and replays it.
func (v *verifier) readBooks() error {
	if err := v.listBooks(); err != nil {
		return err
	}
	for _, b := range v.books {
		p := &bookPass{v: v, b: b}
		if err := p.run(); err != nil {
			return err
		}
	}
	return v.lostKnown()
}

func (v *verifier) listBooks() error {
	view := v.snap.view(0)
	rows, err := view.Query("SELECT id, no, next FROM book ORDER BY no")
	if err != nil {
		return v.broken("book", "", err)
	}
	defer rows.Close()
	for rows.Next() {
		b := &bookState{}
		if err := rows.Scan(&b.id, &b.no, &b.next); err != nil {
			return v.broken("book", "", err)
		}
		if b.no != int64(len(v.books)) {
			if err := v.find("book", b.id, "no", "簿册号 %d 不连续，应为 %d", "the book's number is %d, %d expected", b.no, len(v.books)); err != nil {
				return err
			}
		}
		v.books, v.byBook[b.id] = append(v.books, b), b
	}
	if err := rows.Err(); err != nil {
		return v.broken("book", "", err)
	}
	rows.Close()
	if err := v.strayBooks(view); err != nil {
		return err
	}
	sort.Slice(v.books, func(i, j int) bool { return v.books[i].id < v.books[j].id })
	for i, b := range v.books {
		b.at = i
	}
	v.rep.Books = len(v.books)
	return nil
}

// strayBooks names rows of books that the register of books does not have.
func (v *verifier) strayBooks(view *View) error {
	for _, table := range []string{"journal", "input", "manifest", "tile", "checkpoint"} {
		last := ""
		for {
			var id sql.NullString
			err := view.Row("SELECT min(book) FROM "+table+" WHERE book>?", last).Scan(&id)
			if err != nil {
				return v.broken(table, "", err)
			}
			if !id.Valid {
				break
			}
			last = id.String
			if v.byBook[last] != nil {
				continue
			}
			if err := v.find(table, last, "book", "簿册表里没有簿册 %[1]q，这张表却有它的行", "there is no book %[1]q, but this table has rows of it", last); err != nil {
				return err
			}
			if table == "journal" {
				if err := v.find("book", last, "", "簿册 %[1]q 有记录而没有登记", "book %[1]q has lines but no row", last); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// lostKnown names books that only a checkpoint kept elsewhere remembers.
func (v *verifier) lostKnown() error {
	for origin, cs := range v.known {
		for _, c := range cs {
			if err := v.find("book", origin, "", "别处留存的校验点记有 %[2]d 行，本库里没有（回退或分叉）：%[1]s",
				"a checkpoint kept elsewhere covers %[2]d lines that are not here (rollback or fork): %[1]s", origin, c.Size); err != nil {
				return err
			}
		}
	}
	return nil
}

// regime is the day whose rules a subject is pinned to, as its row says.
func (v *verifier) regime(kind, id string) (string, error) {
	var day string
	err := v.snap.view(3).Row("SELECT regime FROM "+kind+" WHERE id=?", id).Scan(&day)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return day, err
}

func lineKey(book string, seq int64) string { return fmt.Sprintf("%s/%d", book, seq) }
