package stage

import (
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

var built struct {
	sync.Once
	path string
	err  error
	out  []byte
}

// Build compiles cmd/hengjian once per test process, without cgo as it is
// released, and returns the path of the program. HENGJIAN_TEST_PROGRAM names one
// built before, to write a scenario without waiting.
func Build(t testing.TB) string {
	t.Helper()
	built.Do(func() {
		if built.path = os.Getenv("HENGJIAN_TEST_PROGRAM"); built.path != "" {
			return
		}
		root, err := Root()
		if err != nil {
			built.err = err
			return
		}
		dir, err := os.MkdirTemp("", "hengjian-build-")
		if err != nil {
			built.err = err
			return
		}
		atEnd(t, func() { os.RemoveAll(dir) })
		built.path = filepath.Join(dir, "hengjian")
		cmd := exec.Command("go", "build", "-trimpath", "-o", built.path, "./cmd/hengjian")
		cmd.Dir = root
		cmd.Env = environment([]string{"CGO_ENABLED=0"})
		built.out, built.err = cmd.CombinedOutput()
	})
	if built.err != nil {
		t.Fatalf("building cmd/hengjian: %v\n%s", built.err, built.out)
	}
	return built.path
}

// Run runs `hengjian args…` to its end and returns its exit code and what it
// printed. Environment entries (NAME=value) may be given by env.
func Run(t testing.TB, env []string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	return runProgram(t, Build(t), env, args...)
}
