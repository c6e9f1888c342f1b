package store

import "fmt"

// Drawn is how a subject remembers a number it took from a series; the key
// holds no number sign.
func Drawn(key string, n int64) string { return fmt.Sprintf("%s#%d", key, n) }

// Draw takes the next number of a series (文号, 编号): gap-free, because it is
// taken in the act's own transaction.
func (t *Tx) Draw(key string) (int64, error) {
	var n int64
	err := t.Row(`INSERT INTO series (id, last) VALUES (?, 1)
		ON CONFLICT (id) DO UPDATE SET last = series.last + 1 RETURNING last`, key).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("series %s: %w", key, err)
	}
	return n, nil
}
