package public_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"hengjian/files"
	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/oversight/act"
	"hengjian/seal"
)

func openFiles(dir string) (*files.Store, error) { return files.OpenStore(dir) }

// What is no receipt and what is one that never was are answered alike, in
// words and in time; nothing in the answer or the address says more.
func TestUnknownReceiptsAreAlike(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	_, n := h.Message("police", story)
	s := newSender(t, serve(t, h.O))
	known := seal.ReceiptOf(n).String()
	near := known[:len(known)-1] + map[bool]string{true: "1", false: "0"}[strings.HasSuffix(known, "0")]
	var texts []string
	for _, code := range []string{near, "ABCD", "", "0000-0000-0000-0000-0000-0000", strings.Repeat("9", 400)} {
		s.get("/receipt").send("look", "/receipt", "code", code).want(422)
		texts = append(texts, s.page.Text())
	}
	for _, x := range texts {
		if x != texts[0] {
			t.Errorf("answers differ:\n%s\n%s", texts[0], x)
		}
	}
	never := seal.ReceiptOf(seal.Nonce{1}).String()
	if d := welch(t, h, near, never); math.Abs(d) > 6 {
		t.Errorf("one character off and never made differ in time: t = %.1f", d)
	}
	if d := welch(t, h, never, "ABCD"); math.Abs(d) > 6 {
		t.Errorf("never made and malformed differ in time: t = %.1f", d)
	}
}

// welch is the t statistic between the times of looking up two receipts, taken
// in random order, the slowest tenth of each left out (the machine is shared).
func welch(t *testing.T, h *officetest.House, a, b string) float64 {
	t.Helper()
	took := map[string][]float64{}
	for range 3000 {
		code := a
		if rand.IntN(2) == 0 {
			code = b
		}
		from := time.Now()
		_, err := h.O.ByReceipt(h.Ctx, code)
		took[code] = append(took[code], float64(time.Since(from)))
		var r *act.Refusal
		if !errors.As(err, &r) {
			t.Fatal(err)
		}
	}
	ma, va, na := moments(took[a])
	mb, vb, nb := moments(took[b])
	return (ma - mb) / math.Sqrt(va/na+vb/nb)
}

func moments(x []float64) (mean, variance, n float64) {
	slices.Sort(x)
	x = x[:len(x)*9/10]
	n = float64(len(x))
	for _, v := range x {
		mean += v / n
	}
	for _, v := range x {
		variance += (v - mean) * (v - mean) / (n - 1)
	}
	return mean, variance, n
}
