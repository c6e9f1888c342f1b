package office_test

import (
	"slices"
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/oversight/problem"
	"hengjian/store"
)

// A working file that a problem names and that is no longer stored is found,
// and the finding says which problem lacks it.
func TestAMissingWorkingFileIsFound(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		h.Import("organs", organsCSV)
		hash, name, err := h.O.KeepFile(h.Who["chenxiao"], "检查记录.txt", strings.NewReader("十二件中三件录像中断。\n"))
		if err != nil {
			t.Fatal(err)
		}
		p := h.Must("chenxiao", &problem.Draft{Title: "讯问录音录像不全", Statement: "检查发现，办案区讯问录音录像不完整。", Class: "norm.recording", Organ: officetest.OrganID("MZGA"), Origin: "inspection"}).Subject
		h.Must("chenxiao", &problem.AddEvidence{ID: p, Kind: problem.EvidenceKinds[0].Code, Grade: "document", Title: "检查记录", Hash: hash, FileName: name})
		if err := h.O.SealAll(h.Ctx); err != nil {
			t.Fatal(err)
		}
		if rep := verified(h, true); !rep.OK() || rep.Files != 1 {
			t.Fatalf("with its file: %d files %v", rep.Files, rep.Findings)
		}
		if err := h.O.Files.Remove(hash); err != nil {
			t.Fatal(err)
		}
		rep := verified(h, true)
		if !slices.ContainsFunc(rep.Findings, func(f store.Finding) bool {
			return f.Table == "files" && f.Key == hash && strings.Contains(f.En, "problem/"+p)
		}) {
			t.Errorf("without its file: %v", rep.Findings)
		}
	})
}
