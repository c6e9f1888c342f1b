package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"hengjian/casebook"
	"hengjian/oversight/agreement"
	"hengjian/oversight/screening"
)

// oracle asks R; nil where R is not installed, which the full tests do not allow.
func oracle(t *testing.T, args ...string) [][]string {
	t.Helper()
	if _, err := exec.LookPath("Rscript"); err != nil {
		if os.Getenv("HENGJIAN_TEST_FULL") == "1" {
			t.Fatal("R is not here: scripts/need.sh installs it")
		}
		t.Log("NOT COMPARED with R: Rscript is not installed (make test installs it)")
		return nil
	}
	out, err := exec.Command("Rscript", append([]string{"--vanilla", "testdata/oracle.R"}, args...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(string(out)))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatal(err, "R said nothing")
	}
	return rows
}

func agrees(t *testing.T, what string, got float64, want string) {
	t.Helper()
	w, err := strconv.ParseFloat(want, 64)
	if err != nil || !(math.Abs(got-w) <= 1e-9*math.Abs(w)) && !(math.Abs(got-w) < 1e-21) { // what is below 1e-12 is compared too, to 1e-21
		t.Errorf("%s: %.17g, R says %s", what, got, want)
	}
}

func put(t *testing.T, name, text string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

// screened runs the command and reads the file of the contract.
func screened(t *testing.T, c ScreenCmd) (out struct {
	M       int
	Results []struct {
		Subject, Partner                string
		N                               int
		Observed, Expected, Variance, P float64
		Lower                           float64 `json:"p_lower"`
		Upper                           float64 `json:"p_upper"`
		Adjusted                        float64 `json:"p_adj"`
		Effect                          float64
		CI                              [2]*float64
		Flag                            bool
		Cases                           []string
	}
	Null struct {
		Flags float64 `json:"flags_per_run"`
		Share float64 `json:"share_p_le_05"`
	}
}) {
	t.Helper()
	c.Out = filepath.Join(t.TempDir(), "out.json")
	if err := c.screen(io.Discard); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(c.Out)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func base(detector, file string) ScreenCmd {
	return ScreenCmd{Cases: []string{file}, Detector: detector, ID: "id", Subject: "subject", Partner: "partner", Outcome: "outcome", Strata: []string{"stratum"}, Series: "series",
		MinN: 50, MinMeet: 5, Omega0: 2, M: "shared", Q: 0.05, Seed: 1, Window: 10}
}

// dockets invents a register in which subjects and partners share pools of many
// sizes, with series, empty cells and pools that one subject owns whole.
func dockets(rows int) string {
	var b strings.Builder
	b.WriteString("id,subject,partner,outcome,stratum,series\n")
	x := uint64(88172645463325252)
	next := func(n int) int {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		return int(x>>33) % n
	}
	for i := range rows {
		pool := next(9)
		j, l := next(2+pool), next(6+3*pool)
		if pool == 3 && l == 4 && next(3) > 0 {
			j = 1
		}
		s, p, o, ser := fmt.Sprintf("J%d.%d", pool, j), fmt.Sprintf("L%d", l), strconv.Itoa(next(5)/4), ""
		if pool == 0 {
			s = "J0"
		}
		if pool == 5 && j == 2 && next(2) == 0 {
			o = "1"
		}
		switch next(40) {
		case 0:
			s = ""
		case 1:
			p = ""
		case 2:
			o = ""
		case 3:
			ser = fmt.Sprintf("S%d", next(30))
		}
		fmt.Fprintf(&b, "C%05d,%s,%s,%s,P%d-%d,%s\n", i, s, p, o, pool, next(4), ser)
	}
	return b.String()
}

// What the command writes is what base R computes: every p, margin and adjusted p.
func TestScreenAgreesWithR(t *testing.T) {
	if testing.Short() {
		t.Skip("starts R")
	}
	file := put(t, "dockets.csv", dockets(6000))
	for _, detector := range []string{"outcome", "pair"} {
		least, omega := "50", "1"
		if detector == "pair" {
			least, omega = "5", "2"
		}
		want := oracle(t, detector, file, least, omega)
		if want == nil {
			return
		}
		got := screened(t, base(detector, file))
		compare(t, detector, got.Results, want)
		if len(got.Results) < 20 {
			t.Errorf("%s: only %d results", detector, len(got.Results))
		}
		var p strings.Builder
		for _, r := range got.Results {
			fmt.Fprintf(&p, "%.17g\n", r.P)
		}
		adj := oracle(t, "adjust", put(t, "p.txt", p.String()), strconv.Itoa(got.M))
		flags := 0
		for i, r := range got.Results {
			agrees(t, detector+" BH "+r.Subject, r.Adjusted, adj[i][1])
			if r.Flag {
				flags++
			}
			if r.Flag != (r.Adjusted <= .05) || r.Flag != (len(r.Cases) > 0) {
				t.Errorf("%s %s: flag %v, adjusted %g, %d cases", detector, r.Subject, r.Flag, r.Adjusted, len(r.Cases))
			}
		}
		if flags == 0 {
			t.Errorf("%s: nothing is flagged, the planted one should be", detector)
		}
	}
}

func compare[T any](t *testing.T, detector string, results []T, want [][]string) {
	t.Helper()
	b, _ := json.Marshal(results)
	var got []struct {
		Subject, Partner                string
		N                               int
		Observed, Expected, Variance, P float64
		Lower                           float64 `json:"p_lower"`
		Upper                           float64 `json:"p_upper"`
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d results, R has %d", detector, len(got), len(want))
	}
	by := map[string][]string{}
	for _, w := range want {
		by[w[0]+"|"+w[1]] = w
	}
	for _, r := range got {
		w := by[r.Subject+"|"+r.Partner]
		if w == nil {
			t.Errorf("%s: R does not test %s %s", detector, r.Subject, r.Partner)
			continue
		}
		for i, v := range []float64{float64(r.N), r.Observed, r.Expected, r.Variance, r.P, r.Lower, r.Upper} {
			agrees(t, fmt.Sprintf("%s %s %s column %d", detector, r.Subject, r.Partner, i), v, w[2+i])
		}
	}
}

// Stratified tables: R's exact Mantel-Haenszel and its noncentral Fisher test.
func TestTablesAgreeWithR(t *testing.T) {
	if testing.Short() {
		t.Skip("starts R")
	}
	for n, text := range []string{
		"N,own,hit,x\n933,825,601,512\n585,560,370,353\n918,325,322,120\n792,417,269,138\n584,191,147,53\n714,373,46,22\n", // UC Berkeley 1973
		"N,own,hit,x\n30,13,12,10\n", // Fisher's twins
		"N,own,hit,x\n60,7,9,5\n41,20,3,3\n25,6,18,6\n400,30,11,4\n2,1,1,1\n",
	} {
		want := oracle(t, "tables", put(t, "t.csv", text))
		if want == nil {
			return
		}
		var strata []screening.Stratum
		var xs []int
		x := 0
		for _, line := range strings.Split(strings.TrimSpace(text), "\n")[1:] {
			var s screening.Stratum
			var k int
			if _, err := fmt.Sscanf(line, "%d,%d,%d,%d", &s.N, &s.Own, &s.Hit, &k); err != nil {
				t.Fatal(err)
			}
			strata, xs, x = append(strata, s), append(xs, k), x+k
		}
		d := screening.SumOf(strata, 1)
		est, _, _ := screening.Odds(strata, x, .95)
		for _, w := range want {
			switch f := strings.Fields(w[0]); {
			case w[0] == "exact":
				agrees(t, w[0], d.TwoSided(x), w[1])
			case w[0] == "exact greater":
				agrees(t, w[0], d.Upper(x), w[1])
			case w[0] == "estimate": // R searches to a quarter of the digits
				if v, _ := strconv.ParseFloat(w[1], 64); math.Abs(est-v) > 2e-4*v {
					t.Errorf("table %d: odds ratio %g, R says %s", n, est, w[1])
				}
			case f[0] == "fisher":
				i, _ := strconv.Atoi(f[1])
				omega, _ := strconv.ParseFloat(f[2], 64)
				agrees(t, w[0], screening.SumOf(strata[i-1:i], omega).Upper(xs[i-1]), w[1])
			case n == 0 && f[0] == "cmh":
				if published := map[int]string{1: "1.5246", 2: "1.4269"}[len(f)]; !strings.HasPrefix(fmt.Sprintf("%.4f", parsed(w[1])), published) {
					t.Errorf("%s: R says %s, published %s", w[0], w[1], published)
				}
			}
		}
	}
}

func parsed(s string) float64 { v, _ := strconv.ParseFloat(s, 64); return v }

// BH and BY of many families.
func TestAdjustmentsAgreeWithR(t *testing.T) {
	if testing.Short() {
		t.Skip("starts R")
	}
	p := []float64{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1, 1e-30, .0001}
	var b strings.Builder
	for _, x := range p {
		fmt.Fprintln(&b, x)
	}
	for _, m := range []int{len(p), 400} {
		want := oracle(t, "adjust", put(t, "p.txt", b.String()), strconv.Itoa(m))
		if want == nil {
			return
		}
		bh, by := screening.BH(p, m), screening.BY(p, m)
		for i := range p {
			agrees(t, "BH", bh[i], want[i][1])
			agrees(t, "BY", min(1, by[i]), want[m+i][1])
		}
	}
}

// Agreement of raters, whole tables and tables with gaps.
func TestAgreementAgreesWithR(t *testing.T) {
	if testing.Short() {
		t.Skip("starts R")
	}
	whole, gaps := "rater,subject,score\n", "rater,subject,score\n"
	for s := range 24 {
		for r := range 4 {
			v := 1 + (s*7+r*r*(s%3))%5
			whole += fmt.Sprintf("r%d,s%02d,%d\n", r, s, v)
			if (s+2*r)%7 > 0 {
				gaps += fmt.Sprintf("r%d,s%02d,%d\n", r, s, v)
			}
		}
	}
	files := []string{put(t, "whole.csv", whole), put(t, "gaps.csv", gaps)}
	for _, file := range files {
		want := oracle(t, "agree", file)
		if want == nil {
			return
		}
		byLevel := map[agreement.Level]*agreement.Report{}
		for _, l := range []agreement.Level{agreement.Nominal, agreement.Ordinal, agreement.Interval, agreement.Ratio} {
			var rs []agreement.Rating
			if err := casebook.Each(file, []string{"rater", "subject", "score"}, func(c []string) error {
				rs = append(rs, agreement.Rating{Rater: strings.Clone(c[0]), Subject: strings.Clone(c[1]), Score: strings.Clone(c[2])})
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			r, err := agreement.Measure(rs, l)
			if err != nil {
				t.Fatal(err)
			}
			byLevel[l] = r
		}
		nom, ord := byLevel[agreement.Nominal], byLevel[agreement.Ordinal]
		for _, w := range want {
			f := strings.Fields(w[0])
			switch f[0] {
			case "alpha":
				agrees(t, w[0], byLevel[agreement.Level(f[1])].Alpha, w[1])
			case "ac1":
				agrees(t, w[0], nom.AC1, w[1])
			case "ac2":
				agrees(t, w[0], ord.AC1, w[1])
			case "fleiss":
				agrees(t, w[0], nom.Fleiss, w[1])
			case "icc":
				i := ord.ICC
				agrees(t, w[0], map[string]float64{"1 1": i.One, "2 1": i.Random, "3 1": i.Fixed, "1 k": i.OneMean, "2 k": i.RandomMean, "3 k": i.FixedMean}[f[1]+" "+f[2]], w[1])
			}
		}
	}
}

// Real dockets of 2014: convicted felony cases, was there prison; every tested
// judge as R has it, and permuted judges raise no flag in 19 runs of 20.
func TestWisconsinAgreesWithR(t *testing.T) {
	if testing.Short() {
		t.Skip("starts R")
	}
	const path = "../../../shared/data/casebook/wisconsin/wi_2014_CF.csv.gz"
	if _, err := os.Stat(path); err != nil {
		t.Log("NOT RUN on real dockets: the sample data are not here")
		return
	}
	var b strings.Builder
	b.WriteString("id,subject,partner,outcome,stratum,series\n")
	if err := casebook.Each(path, []string{"case_id", "county_no", "top_severity", "judge", "n_convicted", "prison_months", "prosecutor"}, func(c []string) error {
		if n, _ := strconv.ParseFloat(c[4], 64); n > 0 {
			prison := 0
			if m, _ := strconv.ParseFloat(c[5], 64); m > 0 {
				prison = 1
			}
			fmt.Fprintf(&b, "%q,%q,%q,%d,%q,\n", c[0], c[3], c[6], prison, c[1]+" "+c[2])
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	file := put(t, "wi.csv", b.String())
	c := base("outcome", file)
	c.Permute = 20
	got := screened(t, c)
	if got.M < 100 || got.Null.Flags > 1.0/20 || got.Null.Share > .06 {
		t.Errorf("%d judges tested; permuted: %g flags a run, %g of p at most .05", got.M, got.Null.Flags, got.Null.Share)
	}
	if want := oracle(t, "outcome", file, "50", "1"); want != nil {
		compare(t, "2014_CF", got.Results, want)
	}
}
