// Command tally reads the output of `go test -json`, shows each package as it
// finishes and every failure in full, and ends with what really ran: packages,
// tests, the tests that were skipped by name, and the engines and browser that
// the tests left evidence of. It fails when a required kind left none.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
)

// event is one line of `go test -json` (see go doc test2json).
type event struct {
	Action, Package, Test, Output, ImportPath string
	Elapsed                                   float64
}

// count is what the run came to.
type count struct {
	packages, failedPackages int
	passed, failed           int
	skipped                  []string
	output                   map[string][]string // per package and test, until it is known to have passed
}

func main() {
	evidence := flag.String("evidence", "", "file in which tests note what they used, one `kind detail` a line")
	require := flag.String("require", "", "comma-separated kinds that must have been used")
	flag.Parse()

	began := time.Now()
	c := &count{output: map[string][]string{}}
	if err := c.read(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "tally:", err)
		os.Exit(1)
	}
	used, err := uses(*evidence)
	if err != nil {
		fmt.Fprintln(os.Stderr, "tally:", err)
		os.Exit(1)
	}
	ok := c.report(os.Stdout, used, strings.FieldsFunc(*require, func(r rune) bool { return r == ',' }))
	fmt.Printf("took %s\n", time.Since(began).Round(time.Second))
	if !ok {
		os.Exit(1)
	}
}

// read follows the run. Lines that are not JSON (a build failure, a crash of
// the tool) are shown as they are.
func (c *count) read(r io.Reader, w io.Writer) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			var e event
			if json.Unmarshal([]byte(line), &e) == nil && e.Action != "" {
				c.see(e, w)
			} else {
				fmt.Fprint(w, line)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (c *count) see(e event, w io.Writer) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "output":
		c.output[key] = append(c.output[key], e.Output)
	case "build-output":
		fmt.Fprint(w, e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			c.endPackage(e, w)
		} else {
			c.endTest(e, w)
		}
	}
}

func (c *count) endTest(e event, w io.Writer) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "pass":
		c.passed++
	case "skip":
		c.skipped = append(c.skipped, key+": "+reason(c.output[key]))
	case "fail":
		c.failed++
		fmt.Fprintf(w, "\n%s %s\n%s", e.Package, e.Test, strings.Join(c.output[key], ""))
	}
	delete(c.output, key)
}

func (c *count) endPackage(e event, w io.Writer) {
	key := e.Package + " "
	switch e.Action {
	case "skip": // no test files
	case "pass":
		c.packages++
		fmt.Fprintf(w, "ok    %-45s %6.1f s\n", e.Package, e.Elapsed)
	case "fail":
		c.packages++
		c.failedPackages++
		// What hung or panicked never ended, so its output is still here.
		for _, k := range slices.Sorted(maps.Keys(c.output)) {
			if k != key && strings.HasPrefix(k, key) {
				fmt.Fprintf(w, "\n%s did not end\n%s", k, strings.Join(c.output[k], ""))
			}
		}
		fmt.Fprintf(w, "%sFAIL  %-45s %6.1f s\n", strings.Join(c.output[key], ""), e.Package, e.Elapsed)
	}
	for k := range c.output {
		if strings.HasPrefix(k, key) {
			delete(c.output, k)
		}
	}
}

// reason is the line in which a skipped test says why.
func reason(output []string) string {
	for _, l := range output {
		l = strings.TrimSpace(l)
		if l != "" && !strings.HasPrefix(l, "===") && !strings.HasPrefix(l, "---") {
			return l
		}
	}
	return "no reason given"
}

// uses reads the evidence: kind → detail → how often.
func uses(file string) (map[string]map[string]int, error) {
	used := map[string]map[string]int{}
	if file == "" {
		return used, nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(b)) {
		kind, detail, _ := strings.Cut(strings.TrimSpace(line), " ")
		if kind == "" {
			continue
		}
		if used[kind] == nil {
			used[kind] = map[string]int{}
		}
		used[kind][detail]++
	}
	return used, nil
}

// report says what ran and whether that is enough.
func (c *count) report(w io.Writer, used map[string]map[string]int, require []string) bool {
	fmt.Fprintf(w, "\nwhat ran: %d packages (%d failed), %d tests passed, %d failed, %d skipped\n",
		c.packages, c.failedPackages, c.passed, c.failed, len(c.skipped))
	for _, s := range c.skipped {
		fmt.Fprintln(w, "  skipped:", s)
	}
	for _, kind := range slices.Sorted(maps.Keys(used)) {
		for _, detail := range slices.Sorted(maps.Keys(used[kind])) {
			fmt.Fprintf(w, "  used %s: %s, %d times\n", kind, detail, used[kind][detail])
		}
	}
	ok := c.failed == 0 && c.failedPackages == 0 && c.packages > 0
	for _, kind := range require {
		if len(used[kind]) == 0 {
			fmt.Fprintf(w, "  NOT USED: %s. Such a run proves nothing about it.\n", kind)
			ok = false
		}
	}
	return ok
}
