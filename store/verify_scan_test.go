package store

import (
	"testing"

	"hengjian/store/pages"
)

// A truth value other than 0 and 1 would read as true and hide that it was changed.
func TestTruthIsZeroOrOne(t *testing.T) {
	s := shapeOf([]string{"a", "b"}, "ty")
	for n, ok := range map[int64]bool{0: true, 1: true, 2: false, -1: false} {
		err := s.check([]pages.Value{{Kind: pages.Text}, {Kind: pages.Int, Int: n}}, 1)
		if (err == nil) != ok {
			t.Errorf("%d: %v", n, err)
		}
	}
	if !matterShape.truth[14] || !matterShape.truth[16] || matterShape.truth[17] || matterShape.names[14] != "urgent" || matterShape.names[16] != "handled" {
		t.Error("the truth values of a matter row are not where they are read")
	}
}

// The first place of a piece counts like every other.
func TestPlacesOfTwoPiecesCannotBeExchanged(t *testing.T) {
	w := newWordSums(nil)
	for at := range int64(3) {
		var one, other placeSum
		one.add(w.a|1, w.docKey(32), at)
		other.add(w.a|1, w.docKey(64), at)
		if one == other || one.sum == 0 {
			t.Errorf("place %d: %v and %v", at, one, other)
		}
	}
}
