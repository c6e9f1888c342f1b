package lexis

import (
	"encoding/csv"
	"os"
	"testing"
)

func BenchmarkClassify(b *testing.B) {
	f, err := os.Open("../../shared/data/petitions/raw_labelled_1400.csv")
	if err != nil {
		b.Skip(err)
	}
	defer f.Close()
	recs, err := csv.NewReader(f).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	var docs []Doc
	for _, r := range recs[1:] {
		docs = append(docs, Doc{[]string{r[2], r[4]}, r[5]})
	}
	m := Train(docs, Options{NoBands: true, Keep: 40000})
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		m.Classify([]string{"", docs[i%len(docs)].Fields[1]})
	}
}
