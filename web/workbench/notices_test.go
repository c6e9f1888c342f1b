package workbench_test

import (
	"testing"

	"hengjian/store"
)

// Notices go on page by page: the oldest unread one can be reached.
func TestNoticesGoOn(t *testing.T) {
	b := newBench(t)
	one, two := b.proposed(), b.proposed()
	if err := b.O.Store.Write(b.Ctx, func(tx *store.Tx) error {
		if _, err := tx.Exec("DELETE FROM notice"); err != nil {
			return err
		}
		for i := range 101 {
			n := store.Notice{Person: b.Who["linlan"].ID, At: b.Now().UnixMicro(), Kind: "clue", Subject: two, Act: "clue.propose", Note: "next"}
			if i == 0 {
				n.Subject, n.Act = one, "clue.take"
			}
			if err := tx.Notify(n); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	p := b.get("linlan", "/notices")
	p.None(`a[href="/clues/` + one + `"]`)
	old := b.get("linlan", p.One("a[rel=next]").Attr("href"))
	old.One(`a[href="/clues/` + one + `"]`)
	old.Says("全部标为已读")
	old.One(`a[rel=prev][href="/notices"]`)
	old.None("a[rel=next]")
}
