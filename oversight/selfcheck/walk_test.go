package selfcheck

import (
	"testing"

	"hengjian/internal/walk"
)

// life is the table under test; every test walks some of its lines.
var life = walk.Of(&Life, every...)

// way is one self-inspection on its way.
type way struct{ *walk.Walk[Selfcheck] }

func start(t *testing.T) *way { return &way{life.Start(t)} }

// The walks stand in files whose names sort before this one's.
func TestZTable(t *testing.T) { life.Whole(t) }
