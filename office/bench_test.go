package office_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/clue"
)

// BenchmarkNotes is the cost of a small act by 32 clients.
func BenchmarkNotes(b *testing.B) {
	h := officetest.New(b, testdb.SQLite(b))
	var ids []string
	for i := range 64 {
		ids = append(ids, h.Must("hejing", &clue.Receive{Via: "letter", Asked: "court", Text: fmt.Sprint("申请执行一年多，执行局没有回音。", i)}).Subject)
	}
	b.ResetTimer()
	var next atomic.Int64
	var wg sync.WaitGroup
	for range 32 {
		wg.Go(func() {
			for {
				i := next.Add(1)
				if i > int64(b.N) {
					return
				}
				if _, err := h.O.Do(context.Background(), h.Who["chenxiao"], &clue.AddNote{ID: ids[i%64], Text: "电话联系，已作记录。"}, office.Order{}); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
}
