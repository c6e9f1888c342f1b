package simulate

import (
	"math"
	"testing"
)

// The bound falls with fewer peers, and the normal's quantile is the known one.
func TestFunnelPower(t *testing.T) {
	if q := quantile(.975); math.Abs(q-1.959963984540054) > 1e-9 {
		t.Errorf("quantile %v", q)
	}
	if few, many := FunnelPower(8), FunnelPower(320); !(few > .75 && few < .82 && many > .85 && many < .9) {
		t.Errorf("%v with 8 peers, %v with 320", few, many)
	}
}
