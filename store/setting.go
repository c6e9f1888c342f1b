package store

import (
	"database/sql"
	"errors"
)

// Setting reads a setting of this machine, nil where there is none.
func (v *View) Setting(id string) ([]byte, error) {
	var b []byte
	err := v.Row(`SELECT value FROM setting WHERE id=?`, id).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return b, err
}

// SettingOnce keeps a setting unless there is one already, and returns the one
// that stands.
func (t *Tx) SettingOnce(id string, value []byte) ([]byte, error) {
	if _, err := t.Exec(`INSERT INTO setting (id, value) VALUES (?,?) ON CONFLICT (id) DO NOTHING`, id, value); err != nil {
		return nil, err
	}
	return t.Setting(id)
}

// PutSetting keeps a setting, replacing the one there is.
func (t *Tx) PutSetting(id string, value []byte) error {
	_, err := t.Exec(`INSERT INTO setting (id, value) VALUES (?,?) ON CONFLICT (id) DO UPDATE SET value=excluded.value`, id, value)
	return err
}

// DropSetting takes a setting away; one that is not there is no error.
func (t *Tx) DropSetting(id string) error {
	_, err := t.Exec(`DELETE FROM setting WHERE id=?`, id)
	return err
}
