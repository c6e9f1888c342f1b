package stage

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Server is one running hengjian.
type Server struct {
	URL      string    // staff pages and API, without a trailing slash
	Intake   string    // public pages, on their own listener
	Data     string    // the folder given by --data, if any
	Accounts []Account // written by demo

	t    testing.TB
	args []string
	cmd  *exec.Cmd
	log  *journal
	done chan struct{} // closed when the process has ended
}

// Account is one log-in the demo prints.
type Account struct {
	Login      string `json:"login"`
	Password   string `json:"password"`
	Role       string `json:"role"`
	Place      string `json:"place"`
	Organ      string `json:"organ"`
	KeyFile    string `json:"key_file"`
	Passphrase string `json:"passphrase"`
}

// Start runs `hengjian args…`, args[0] being serve or demo, on free ports of
// the loopback interface, and returns when it says that it listens. Flags that
// are not given are added: --addr, --intake-addr, --data (a folder of the test)
// and, for demo, --accounts. It is killed when the test ends.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	return launch(t, Build(t), nil, args...)
}

// StartEnv is Start with additional environment entries (NAME=value).
func StartEnv(t testing.TB, env []string, args ...string) *Server {
	t.Helper()
	return launch(t, Build(t), env, args...)
}

// StartShared is Start for a program that several tests use: it runs until the
// test process ends. Give --data, since a folder of this test would be gone.
// Other tests use what its For returns.
func StartShared(t testing.TB, args ...string) *Server {
	t.Helper()
	s := start(t, Build(t), nil, args...)
	atEnd(t, s.Kill)
	return s
}

// For is the same running program for another test.
func (s *Server) For(t testing.TB) *Server {
	own := *s
	own.t = t
	return &own
}

func launch(t testing.TB, program string, env []string, args ...string) *Server {
	t.Helper()
	s := start(t, program, env, args...)
	t.Cleanup(s.end)
	return s
}

// start runs the program and waits until it listens. If it does not, the
// program dies with the test process.
func start(t testing.TB, program string, env []string, args ...string) *Server {
	t.Helper()
	if len(args) == 0 {
		t.Fatal("start what: serve or demo?")
	}
	args = slices.Clone(args)
	ensure := func(flag string, value func() string) string {
		for i, a := range args {
			if v, ok := strings.CutPrefix(a, flag+"="); ok {
				return v
			}
			if a == flag && i+1 < len(args) {
				return args[i+1]
			}
		}
		v := value()
		args = append(args, flag, v)
		return v
	}
	ensure("--addr", func() string { return "127.0.0.1:0" })
	intake := ensure("--intake-addr", func() string { return "127.0.0.1:0" })
	s := &Server{t: t, log: newJournal(), done: make(chan struct{})}
	s.Data = ensure("--data", t.TempDir)
	accounts := ""
	if args[0] == "demo" {
		accounts = ensure("--accounts", func() string { return filepath.Join(t.TempDir(), "accounts.json") })
	}

	s.args = args
	s.cmd = exec.Command(program, args...)
	s.cmd.Env = environment(env)
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	s.cmd.SysProcAttr = endWithUs()
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { s.cmd.Wait(); close(s.done) }()

	s.URL = s.await(listening)
	if intake != "" && intake != "off" {
		s.Intake = s.await(intakeOn)
	}
	if accounts != "" {
		b, err := os.ReadFile(accounts)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &s.Accounts); err != nil {
			t.Fatalf("%s: %v", accounts, err)
		}
	}
	return s
}

// The lines may stand alone or inside a log record (msg="listening on http://…").
var (
	listening = regexp.MustCompile(`(?i)\blistening on (https?://[^\s"'<>,;]+)`)
	intakeOn  = regexp.MustCompile(`(?i)\bintake on (https?://[^\s"'<>,;]+)`)
)

// await waits for a line of the log. A first start makes the whole demo city.
func (s *Server) await(line *regexp.Regexp) string {
	s.t.Helper()
	late := time.After(2 * time.Minute)
	for {
		text, more := s.log.read()
		if m := line.FindStringSubmatch(text); m != nil {
			return strings.TrimSuffix(m[1], "/")
		}
		select {
		case <-more:
		case <-s.done:
			// What it wrote last may have come after the read.
			if text, _ := s.log.read(); line.MatchString(text) {
				continue
			}
			s.t.Fatalf("hengjian %s ended (%v) before it printed %v:\n%s", strings.Join(s.args, " "), s.cmd.ProcessState, line, s.Log())
		case <-late:
			s.t.Fatalf("hengjian %s did not print %v:\n%s", strings.Join(s.args, " "), line, s.Log())
		}
	}
}

// Log is everything the program printed so far.
func (s *Server) Log() string {
	text, _ := s.log.read()
	return text
}

// Account returns the first account whose role is role; the test fails if the
// demo made none.
func (s *Server) Account(role string) Account {
	s.t.Helper()
	for _, a := range s.Accounts {
		if a.Role == role {
			return a
		}
	}
	var roles []string
	for _, a := range s.Accounts {
		roles = append(roles, a.Role)
	}
	s.t.Fatalf("no demo account with role %q; there are %v", role, roles)
	return Account{}
}

// Stop asks the program to end, as an administrator does, and returns its exit code.
func (s *Server) Stop() int {
	s.t.Helper()
	s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.done:
	case <-time.After(20 * time.Second):
		s.cmd.Process.Kill()
		<-s.done
		s.t.Errorf("hengjian did not end within 20 s of SIGTERM:\n%s", clip(s.Log(), 4000))
	}
	return s.cmd.ProcessState.ExitCode()
}

// Kill ends the program as a power cut does.
func (s *Server) Kill() {
	s.cmd.Process.Kill()
	<-s.done
}

func (s *Server) end() {
	s.Kill()
	if s.t.Failed() {
		s.t.Logf("hengjian %s printed:\n%s", strings.Join(s.args, " "), clip(s.Log(), 8000))
	}
}

// journal collects output and tells who waits that there is more.
type journal struct {
	mu   sync.Mutex
	buf  bytes.Buffer
	more chan struct{}
}

func newJournal() *journal { return &journal{more: make(chan struct{})} }

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	close(j.more)
	j.more = make(chan struct{})
	return j.buf.Write(p)
}

// read returns the text so far and a channel closed at the next write.
func (j *journal) read() (string, <-chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.String(), j.more
}

var _ io.Writer = (*journal)(nil)

// environment is what a program finds round it: ours with more entries, but it
// collects its garbage as the product does, not as scripts/test.sh has the tests.
func environment(more []string) []string {
	ours := slices.DeleteFunc(os.Environ(), func(e string) bool { return strings.HasPrefix(e, "GOGC=") })
	return append(ours, more...)
}

func runProgram(t testing.TB, program string, env []string, args ...string) (int, string, string) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Env = environment(env)
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.SysProcAttr = endWithUs()
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}
