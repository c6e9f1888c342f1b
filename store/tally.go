package store

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"hengjian/oversight/act"
)

// What a cockpit reads is counted as acts are done, in three derived tables that
// hold matters under campaigns alone: tally, how many stand alike now; stood, from
// which day until which each matter stood in a state; and turned, what stood adds
// up to day by day (ADR 14).

// open is the end of a stretch that goes on.
const open = int64(1) << 40

// dayNo numbers the calendar days of Shanghai.
func dayNo(at int64) int64 {
	at += int64(8 * time.Hour / time.Microsecond)
	n := at / dayLong
	if at%dayLong < 0 {
		n--
	}
	return n
}

const dayLong = int64(24 * time.Hour / time.Microsecond)

// DayNo numbers a day YYYY-MM-DD as table stood does.
func DayNo(day string) (int64, bool) {
	t, err := time.ParseInLocation(time.DateOnly, day, act.Shanghai)
	return dayNo(t.UnixMicro()), err == nil
}

// DayOfNo is the opposite of DayNo.
func DayOfNo(n int64) string { return time.Unix(n*86400, 0).UTC().Format(time.DateOnly) }

// moved brings the tables up to a matter that an act changed. Where what was
// is not known, it is read.
func (t *Tx) moved(old, row *MatterRow, known bool, at int64) error {
	if !known {
		var m MatterRow
		err := t.Row("SELECT "+matterCols+" FROM matter WHERE kind=? AND subject=?", row.Kind, row.Subject).Scan(m.holders()...)
		if err != nil {
			return fmt.Errorf("matter: %w", err)
		}
		old = &m
	}
	return t.countStood(old, row, at)
}

// countStood moves a matter from one row of tally to another and closes and
// opens its stretch in stood; old is nil at birth.
func (t *Tx) countStood(old, row *MatterRow, at int64) error {
	if old == nil || !alike(old, row) {
		if old != nil {
			if err := t.count(old, -1); err != nil {
				return err
			}
		}
		if err := t.count(row, 1); err != nil {
			return err
		}
	}
	switch {
	case old == nil && row.Campaign == "", old != nil && old.Campaign == "" && row.Campaign == "":
		return nil
	case old == nil:
		return t.stand(row, dayNo(at))
	case old.Campaign == "":
		return t.standSince(row, dayNo(at))
	case row.Campaign == "":
		return t.leave(old)
	}
	if old.Campaign != row.Campaign || old.Audience != row.Audience || old.Place != row.Place {
		if err := t.carry(old, row); err != nil {
			return err
		}
	}
	if old.State == row.State {
		return nil
	}
	return t.turn(row, dayNo(at))
}

// leave takes a matter out of its campaign with all its stretches.
func (t *Tx) leave(m *MatterRow) error {
	if err := t.turnAll(m, -1); err != nil {
		return err
	}
	if _, err := t.Exec(`DELETE FROM stood WHERE kind=? AND subject=?`, m.Kind, m.Subject); err != nil {
		return fmt.Errorf("stood: %w", err)
	}
	return nil
}

// carry moves a matter's stretches to another campaign, place or audience.
func (t *Tx) carry(old, row *MatterRow) error {
	if err := t.turnAll(old, -1); err != nil {
		return err
	}
	if _, err := t.Exec(`UPDATE stood SET campaign=?, place=?, audience=? WHERE kind=? AND subject=?`,
		row.Campaign, row.Place, row.Audience, row.Kind, row.Subject); err != nil {
		return fmt.Errorf("stood: %w", err)
	}
	return t.turnAll(row, 1)
}

// turnAll adds all stretches of a matter to table turned, or takes them off.
func (t *Tx) turnAll(m *MatterRow, by int64) error {
	f, err := t.stretches(m)
	if err != nil {
		return err
	}
	return t.turns(m, f, by)
}

// stretches reads a matter's stretches in their order.
func (t *Tx) stretches(m *MatterRow) (f folding, err error) {
	rows, err := t.Query(`SELECT since, state FROM stood WHERE kind=? AND subject=? ORDER BY since`, m.Kind, m.Subject)
	if err != nil {
		return nil, fmt.Errorf("stood: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var s stretch
		if err := rows.Scan(&s.since, &s.state); err != nil {
			return nil, err
		}
		f = append(f, s)
	}
	return f, rows.Err()
}

func (t *Tx) turns(m *MatterRow, f folding, by int64) error {
	for _, x := range f.turns() {
		if err := t.turned(m, x.state, x.since, by*x.by); err != nil {
			return err
		}
	}
	return nil
}

// turned notes that so many matters more came into a state on a day than went
// out of it. A row of none goes.
func (t *Tx) turned(m *MatterRow, state string, day, by int64) error {
	var n int64
	key := []any{m.Campaign, m.Kind, m.Place, m.Audience, state, day}
	err := t.Row(`INSERT INTO turned (campaign, kind, place, audience, state, day, n) VALUES (?,?,?,?,?,?,?)
		ON CONFLICT (campaign, kind, place, audience, state, day) DO UPDATE SET n=turned.n+excluded.n RETURNING n`, append(key, by)...).Scan(&n)
	if err == nil && n == 0 {
		_, err = t.Exec(`DELETE FROM turned WHERE campaign=? AND kind=? AND place=? AND audience=? AND state=? AND day=?`, key...)
	}
	if err != nil {
		return fmt.Errorf("turned: %w", err)
	}
	return nil
}

// alike reports whether two rows of one matter count the same.
func alike(a, b *MatterRow) bool {
	return a.Campaign == b.Campaign && a.Place == b.Place && a.Audience == b.Audience && a.State == b.State && a.Class == b.Class &&
		a.Via == b.Via && a.Organ == b.Organ && a.Kept == b.Kept && a.Late == b.Late
}

// count adds a matter to its row of tally, or takes it off. A row of nobody goes.
func (t *Tx) count(m *MatterRow, by int64) error {
	if m.Campaign == "" {
		return nil
	}
	key := []any{m.Campaign, m.Kind, m.Place, m.Audience, m.State, m.Class, m.Via, m.Organ}
	const where = ` WHERE campaign=? AND kind=? AND place=? AND audience=? AND state=? AND class=? AND via=? AND organ=?`
	if by > 0 {
		_, err := t.Exec(`INSERT INTO tally (campaign, kind, place, audience, state, class, via, organ, n, kept, late) VALUES (?,?,?,?,?,?,?,?,1,?,?)
			ON CONFLICT (campaign, kind, place, audience, state, class, via, organ) DO UPDATE SET n=tally.n+1, kept=tally.kept+excluded.kept, late=tally.late+excluded.late`,
			append(key, m.Kept, m.Late)...)
		if err != nil {
			return fmt.Errorf("tally: %w", err)
		}
		return nil
	}
	var n int64
	err := t.Row(`UPDATE tally SET n=n-1, kept=kept-?, late=late-?`+where+` RETURNING n`, append([]any{m.Kept, m.Late}, key...)...).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // somebody's hand was on the table: verify names the row, and the work goes on
	}
	if err == nil && n == 0 {
		_, err = t.Exec(`DELETE FROM tally`+where, key...)
	}
	if err != nil {
		return fmt.Errorf("tally: %w", err)
	}
	return nil
}

// stand begins a matter's first stretch.
func (t *Tx) stand(m *MatterRow, day int64) error {
	if err := t.stretch(m, day, open, m.State); err != nil {
		return err
	}
	return t.turned(m, m.State, day, 1)
}

func (t *Tx) stretch(m *MatterRow, since, until int64, state string) error {
	_, err := t.Exec(`INSERT INTO stood (kind, subject, since, until, state, campaign, place, audience) VALUES (?,?,?,?,?,?,?,?)`,
		m.Kind, m.Subject, since, until, state, m.Campaign, m.Place, m.Audience)
	if err != nil {
		return fmt.Errorf("stood: %w", err)
	}
	return nil
}

// turn ends the stretch that goes on and begins the next. Of several changes
// within one day the last counts; a line never counts before the one ahead of it.
func (t *Tx) turn(m *MatterRow, day int64) error {
	var since int64
	var was string
	err := t.Row(`SELECT since, state FROM stood WHERE kind=? AND subject=? AND until=?`, m.Kind, m.Subject, open).Scan(&since, &was)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // somebody's hand was on the table: verify names the row, and the work goes on
	}
	if err != nil {
		return fmt.Errorf("stood: %w", err)
	}
	if since < day {
		if _, err := t.Exec(`UPDATE stood SET until=? WHERE kind=? AND subject=? AND since=?`, day, m.Kind, m.Subject, since); err != nil {
			return fmt.Errorf("stood: %w", err)
		}
		if err := t.turned(m, was, day, -1); err != nil {
			return err
		}
		return t.stand(m, day)
	}
	if _, err := t.Exec(`UPDATE stood SET state=? WHERE kind=? AND subject=? AND since=?`, m.State, m.Kind, m.Subject, since); err != nil {
		return fmt.Errorf("stood: %w", err)
	}
	if err := t.turned(m, was, since, -1); err != nil {
		return err
	}
	return t.turned(m, m.State, since, 1)
}

// standSince writes the stretches of a matter that was put under a campaign
// later: its life so far is in the lines, what the act does now is not yet.
func (t *Tx) standSince(m *MatterRow, day int64) error {
	f := folding{}
	rows, err := t.Query(`SELECT seq, at, to_state FROM journal WHERE kind=? AND subject=?
		UNION ALL SELECT f.seq, j.at, f.to_state FROM manifest f JOIN journal j ON j.book=f.book AND j.seq=f.seq WHERE f.kind=? AND f.subject=? AND f.n>0 ORDER BY 1`,
		m.Kind, m.Subject, m.Kind, m.Subject)
	if err != nil {
		return fmt.Errorf("stood: %w", err)
	}
	for rows.Next() {
		var seq, at int64
		var to string
		if err := rows.Scan(&seq, &at, &to); err != nil {
			_ = rows.Close()
			return err
		}
		f.step(dayNo(at), to)
	}
	err = rows.Err()
	if cerr := rows.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	f.step(day, m.State)
	for i, s := range f {
		if err := t.stretch(m, s.since, f.until(i), s.state); err != nil {
			return err
		}
	}
	return t.turns(m, f, 1)
}

// folding is one matter's states with the days on which they began.
type folding []stretch

type stretch struct {
	since int64
	state string
}

// step takes the matter to a state on a day.
func (f *folding) step(day int64, state string) {
	n := len(*f)
	switch {
	case n == 0:
		*f = append(*f, stretch{day, state})
	case (*f)[n-1].state == state:
	case day <= (*f)[n-1].since:
		(*f)[n-1].state = state
	default:
		*f = append(*f, stretch{day, state})
	}
}

// until is the day on which stretch i ends.
func (f folding) until(i int) int64 {
	if i+1 < len(f) {
		return f[i+1].since
	}
	return open
}

// turning is a change of a state's number on a day.
type turning struct {
	stretch
	by int64
}

// turns spells a folding as changes: into a state, and out of the one before.
func (f folding) turns() []turning {
	out := make([]turning, 0, 2*len(f))
	for i, s := range f {
		if i > 0 {
			out = append(out, turning{stretch{s.since, f[i-1].state}, -1})
		}
		out = append(out, turning{s, 1})
	}
	return out
}
