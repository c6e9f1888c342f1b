package main

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"hengjian/oversight/screening"
)

// asked runs a program of the tests; nil where it is not installed, which the full
// tests do not allow.
func asked(t *testing.T, needs string, args ...string) [][]string {
	t.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		if os.Getenv("HENGJIAN_TEST_FULL") == "1" {
			t.Fatalf("%s is not here or failed (scripts/need.sh installs it): %v %s", needs, err, errs.String())
		}
		t.Logf("NOT COMPARED with %s: %v", needs, err)
		return nil
	}
	r := csv.NewReader(strings.NewReader(string(out)))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%s said nothing: %v", needs, err)
	}
	return rows
}

// python is Debian's: another on the path may lack scipy.
const python = "/usr/bin/python3"

// The shrunk effects of a funnel are those of lme4 to 1e-3; they agree better.
func TestShrinkageAgreesWithLme4(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,subject,partner,outcome,stratum,series\n")
	x := uint64(7)
	next := func() float64 { x = x*6364136223846793005 + 1442695040888963407; return float64(x>>11) / (1 << 53) }
	for i := range 3000 {
		j, s := int(next()*25), int(next()*4)
		fmt.Fprintf(&b, "%d,J%02d,,%.4f,S%d,\n", i, j, float64(s)+.3*float64(j%5-2)+2*(next()+next()+next()), s)
	}
	file := put(t, "funnel.csv", b.String())
	want := asked(t, "lme4", "Rscript", "--vanilla", "testdata/lme4.R", "mixed", file)
	if want == nil {
		return
	}
	c := base("funnel", file)
	c.MinN = 1
	out := screened(t, c).Results
	effect := map[string]float64{}
	for _, r := range out {
		effect[r.Subject] = r.Effect
	}
	if len(want) != 25 || len(effect) != 25 {
		t.Fatalf("%d effects, lme4 has %d", len(effect), len(want))
	}
	for _, w := range want {
		if math.Abs(effect[w[0]]-parsed(w[1])) > 1e-5 {
			t.Errorf("%s: %.9g, lme4 says %s", w[0], effect[w[0]], w[1])
		}
	}
}

// Python's scipy and statsmodels give what R gives.
func TestScreenAgreesWithPython(t *testing.T) {
	file := put(t, "dockets.csv", dockets(6000))
	want := asked(t, "scipy", python, "testdata/oracle.py", "outcome", file, "50")
	if want == nil {
		return
	}
	by := map[string][]string{}
	for _, w := range want {
		by[w[0]] = w
	}
	got := screened(t, base("outcome", file)).Results
	if len(got) < 20 || len(got) != len(want) {
		t.Errorf("%d results, scipy has %d", len(got), len(want))
	}
	var p strings.Builder
	for _, r := range got {
		w := by[r.Subject]
		agrees(t, r.Subject+" n", float64(r.N), w[1])
		agrees(t, r.Subject+" observed", r.Observed, w[2])
		near9(t, r.Subject+" lower", r.Lower, parsed(w[3]))
		near9(t, r.Subject+" upper", r.Upper, parsed(w[4]))
		fmt.Fprintf(&p, "%.17g\n", r.P)
	}
	adj := asked(t, "statsmodels", python, "testdata/oracle.py", "adjust", put(t, "p.txt", p.String()), strconv.Itoa(len(got)))
	ps := make([]float64, len(got))
	for i, r := range got {
		ps[i] = r.P
	}
	bh, by2 := screening.BH(ps, len(ps)), screening.BY(ps, len(ps))
	for i := range got {
		near9(t, "BH", bh[i], parsed(adj[i][1]))
		near9(t, "BY", min(1, by2[i]), parsed(adj[len(got)+i][1]))
	}
	cmh := asked(t, "statsmodels", python, "testdata/oracle.py", "cmh", put(t, "ucb.csv", "N,own,hit,x\n933,825,601,512\n585,560,370,353\n918,325,322,120\n792,417,269,138\n584,191,147,53\n714,373,46,22\n"))
	if !strings.HasPrefix(cmh[0][1], "1.5246") {
		t.Errorf("CMH of the published table: %s", cmh[0][1])
	}
}

// near9 allows what scipy's own summation loses.
func near9(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*math.Abs(want)+1e-15 {
		t.Errorf("%s: %.17g, Python says %.17g", what, got, want)
	}
}

// Fisher's noncentral distribution as BiasedUrn and scipy have it.
func TestNoncentralAgrees(t *testing.T) {
	for _, c := range [][4]float64{{20, 25, 57, 2.5}, {7, 9, 60, 2}, {30, 11, 400, .5}, {12, 13, 30, 8}} {
		args := []string{}
		for _, x := range c {
			args = append(args, strconv.FormatFloat(x, 'g', -1, 64))
		}
		d := screening.SumOf([]screening.Stratum{{N: int(c[2]), Own: int(c[0]), Hit: int(c[1])}}, c[3])
		for _, w := range asked(t, "BiasedUrn", append([]string{"Rscript", "--vanilla", "testdata/lme4.R", "noncentral"}, args...)...) {
			near9(t, "BiasedUrn", d.At(int(parsed(w[0]))), parsed(w[1]))
		}
		for _, w := range asked(t, "scipy", append([]string{python, "testdata/oracle.py", "noncentral"}, args...)...) {
			near9(t, "scipy", d.At(int(parsed(w[0]))), parsed(w[1]))
		}
	}
}
