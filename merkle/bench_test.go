package merkle

import "testing"

func BenchmarkRoller(b *testing.B) {
	leaves := leavesOf(4096)
	var r Roller
	for i := 0; b.Loop(); i++ {
		if err := r.Add(leaves[i&4095]); err != nil {
			b.Fatal(err)
		}
		if i%5000 == 0 { // a checkpoint each second at full load
			r.Root()
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "leaves/s")
}

func BenchmarkRollerWithTilesAndLeafHash(b *testing.B) {
	line := make([]byte, 300)
	r := Roller{Tiles: func(int, int64, []byte) error { return nil }}
	for b.Loop() {
		if err := r.Add(LeafHash(line)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "leaves/s")
}

// quiet keeps tiles without the checks of mem, so that only Append is measured.
type quiet map[[2]int64][]byte

func (q quiet) ReadTile(l int, i int64) ([]byte, error) { return q[[2]int64{int64(l), i}], nil }
func (q quiet) WriteTile(l int, i int64, d []byte) error {
	q[[2]int64{int64(l), i}] = d
	return nil
}

func benchAppend(b *testing.B, batch int) {
	ts, leaves, size := quiet{}, leavesOf(batch), int64(0)
	for b.Loop() {
		if _, err := Append(ts, size, leaves); err != nil {
			b.Fatal(err)
		}
		size += int64(batch)
	}
	b.ReportMetric(float64(size)/b.Elapsed().Seconds(), "leaves/s")
}

func BenchmarkAppend1(b *testing.B)    { benchAppend(b, 1) }
func BenchmarkAppend64(b *testing.B)   { benchAppend(b, 64) }
func BenchmarkAppend5000(b *testing.B) { benchAppend(b, 5000) }

func BenchmarkInclusion(b *testing.B) {
	ts, leaves := quiet{}, leavesOf(100_000)
	if _, err := Append(ts, 0, leaves); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for i := int64(0); b.Loop(); i++ {
		if _, err := Inclusion(ts, i*7919%100_000, 100_000); err != nil {
			b.Fatal(err)
		}
	}
}
