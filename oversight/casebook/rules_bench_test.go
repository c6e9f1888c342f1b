package casebook

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"hengjian/oversight/law"
)

// invented makes rows of a sort in which every field is filled as registers fill
// it: days within a year, hours, yes and no, words of the code tables.
func invented(b *testing.B, sort string, n int) []Row {
	s, ok := SortOf(sort)
	if !ok {
		b.Fatal(sort)
	}
	r := rand.New(rand.NewPCG(7, 11))
	codes := BuiltCodes()
	out := make([]Row, n)
	for i := range out {
		cells := make([]string, len(s.Fields))
		day := law.Day("2025-01-01").Add(r.IntN(330))
		for k, f := range s.Fields {
			cells[k] = cell(r, codes, f, day)
		}
		cells[s.Index(s.Key)] = fmt.Sprintf("MZ-%07d", i)
		if at := s.Index(s.Unit); at >= 0 {
			cells[at] = fmt.Sprintf("第%d大队", i%40)
		}
		out[i] = Row{Sort: s, Cells: cells, Number: Number{Series: []string{"（2025）明01刑初", "（2025）明01民初", "（2025）明01执"}[i%3], Year: 2025, Seq: i}}
	}
	return out
}

func cell(r *rand.Rand, codes Codes, f Field, day law.Day) string {
	switch f.Type {
	case Date:
		return string(day.Add(r.IntN(60)))
	case Moment:
		return fmt.Sprintf("%sT%02d:%02d:00", day, r.IntN(24), r.IntN(60))
	case Bool:
		return []string{"true", "true", "true", "false"}[r.IntN(4)]
	case Int:
		return fmt.Sprint(r.IntN(4))
	}
	if t, ok := codes.Table(f.Table); ok {
		return t.Rows[r.IntN(len(t.Rows))].Zh
	}
	return ""
}

// BenchmarkRules judges rows by all rules of their sort and counts them by unit and
// month, as the case book does, one row after the other. cpu-rows/s is for a second
// of processor time, where the system tells it.
func BenchmarkRules(b *testing.B) {
	for _, s := range Sorts {
		if len(NewCount(s, nil).Tallies()) == 0 {
			continue
		}
		b.Run(s.Code, func(b *testing.B) {
			rows := invented(b, s.Code, 20000)
			bench := &Bench{Cal: law.Built(), Until: "2026-02-01", Supplied: map[string]bool{}}
			for _, f := range s.Fields {
				bench.Supplied[f.Name] = true
			}
			hits := 0
			began := processorTime()
			for b.Loop() {
				c := NewCount(s, bench)
				for _, row := range rows {
					c.Add(row)
				}
				hits = 0
				for _, t := range c.Tallies() {
					hits += t.Count.Hits
				}
			}
			if used := (processorTime() - began).Seconds(); used > 0 {
				b.ReportMetric(float64(len(rows))*float64(b.N)/used, "cpu-rows/s")
			}
			b.ReportMetric(float64(len(rows))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(float64(hits)/float64(len(rows)), "hits/row")
			b.ReportMetric(0, "ns/op")
		})
	}
}
