package main

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"hengjian/casebook/simulate"
	"hengjian/oversight/screening"
)

//go:embed peers
var peerScripts embed.FS

// BenchPeersCmd screens the pairs of one invented register with this program and
// with what is at hand of R and Python, one after the other on the same file.
type BenchPeersCmd struct {
	Rows    int    `help:"件数 / cases" default:"1000000"`
	Python  string `help:"Python 程序 / the Python program" default:"python3"`
	Rscript string `help:"R 程序 / the R program" default:"Rscript"`
}

// Run prints a row of the table for each.
func (c BenchPeersCmd) Run(w io.Writer) error {
	dir, err := os.MkdirTemp("", "hengjian-peers-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	f := simulate.Nation(c.Rows)
	file := filepath.Join(dir, "cases.csv")
	if err := c.write(file, f); err != nil {
		return err
	}
	fmt.Fprintf(w, "%-34s %9s %9s %9s %14s\n", "", "pairs", "wall s", "cpu s", "cases/cpu-s")
	o := screening.Defaults("pair")
	o.Null, o.Workers = "sharp", runtime.NumCPU()
	began, cpu := time.Now(), processor()
	rep, err := screening.Screen(f, o)
	if err != nil {
		return err
	}
	wall, used := time.Since(began).Seconds(), (processor() - cpu).Seconds()
	fmt.Fprintf(w, "%-34s %9d %9.2f %9.2f %14.0f\n", "hengjian, exact, intervals, m", len(rep.Results), wall, used, float64(c.Rows)/used)
	for _, p := range []struct{ name, program, script string }{
		{"data.table, normal approximation", c.Rscript, "datatable.R"},
		{"pandas, normal approximation", c.Python, "with_pandas.py"},
		{"mantelhaen.test(exact=TRUE)", c.Rscript, "mantelhaen.R"},
	} {
		c.peer(w, dir, file, p.name, p.program, p.script)
	}
	return nil
}

func (c BenchPeersCmd) write(path string, f *screening.Frame) error {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(out, 1<<20)
	fmt.Fprintln(b, "j,l,s")
	for i := range f.Rows {
		fmt.Fprintf(b, "%s,%s,%s\n", f.Subject.Names[f.Subject.Codes[i]], f.Partner.Names[f.Partner.Codes[i]], f.Strata.Names[f.Strata.Codes[i]])
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return out.Close()
}

// peer runs one other tool; one that is not there is said to be missing.
func (c BenchPeersCmd) peer(w io.Writer, dir, file, name, program, script string) {
	text, err := peerScripts.ReadFile("peers/" + script)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, script), text, 0o600)
	}
	var out []byte
	if err == nil {
		out, err = exec.Command(program, filepath.Join(dir, script), file).Output()
	}
	var pairs int
	var wall, used float64
	if err == nil {
		_, err = fmt.Sscan(string(out), &pairs, &wall, &used)
	}
	switch {
	case err != nil:
		var e *exec.ExitError
		if errors.As(err, &e) {
			lines := strings.Split(strings.TrimSpace(string(e.Stderr)), "\n")
			err = errors.New(lines[len(lines)-1])
		}
		fmt.Fprintf(w, "%-34s 没有，未比较 missing, not compared: %v\n", name, err)
	case script == "mantelhaen.R":
		fmt.Fprintf(w, "%-34s %9d %9.2f %9.2f   %.0f pairs/cpu-s, the tables at hand\n", name, pairs, wall, used, float64(pairs)/used)
	default:
		fmt.Fprintf(w, "%-34s %9d %9.2f %9.2f %14.0f\n", name, pairs, wall, used, float64(c.Rows)/used)
	}
}
