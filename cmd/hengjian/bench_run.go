package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"hengjian/office"
	"hengjian/oversight/access"
)

// BenchRunCmd measures a built installation through its own server, on
// loopback, the load generator on the same cores.
type BenchRunCmd struct {
	Data
	Requests int           `help:"每项单客户端请求数 / requests of each kind at one client" default:"400"`
	Clients  int           `help:"混合负载并发 / clients of the mixed load" default:"16"`
	For      time.Duration `help:"混合负载时长 / how long the mixed load runs" default:"30s"`
	Profile  string        `help:"服务端的处理器剖析写到这个文件 / CPU profile of the server" placeholder:"FILE" type:"path"`
	Only     string        `help:"只量这一项：list detail search workbench mixed / measure this alone" enum:",list,detail,search,workbench,mixed" default:""`
	Verify   bool          `help:"最后核对并计速 / verify at the end and time it" default:"true" negatable:""`
}

// Run starts the server, measures, and prints one line for each figure.
func (c *BenchRunCmd) Run(w io.Writer) error {
	ids, err := c.sample()
	if err != nil {
		return err
	}
	srv, err := c.start(w)
	if err != nil {
		return err
	}
	defer srv.stop()
	cl, err := srv.signIn()
	if err != nil {
		return err
	}
	kinds := []struct {
		name string
		path func() string
	}{
		{"list page", func() string { return "/clues" }},
		{"list page, filtered by state", func() string { return "/clues?state=registered" }},
		{"detail page", func() string { return "/clues/" + ids[rand.IntN(len(ids))] }},
		{"search, many hits", func() string { return "/search?q=" + url.QueryEscape("没有录音录像") }},
		{"search, few hits", func() string { return "/search?q=" + url.QueryEscape(fmt.Sprint("编号", rand.IntN(100003))) }},
		{"workbench", func() string { return "/" }},
	}
	for _, k := range kinds {
		if !strings.HasPrefix(k.name, c.Only) {
			continue
		}
		t, err := cl.times(c.Requests, k.path)
		if err != nil {
			return fmt.Errorf("%s: %w", k.name, err)
		}
		fmt.Fprintf(w, "%-32s P50 %s  P99 %s  (%d requests, 1 client)\n", k.name, at(t, 50), at(t, 99), len(t))
	}
	if c.Only == "" || c.Only == "mixed" {
		if err := c.mixed(w, srv, ids); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "resident memory of the server: %d MiB\n", srv.rss())
	srv.stop()
	if c.Verify {
		return c.verify(w)
	}
	return nil
}

func (c *BenchRunCmd) verify(w io.Writer) error {
	o, err := c.open(context.Background(), time.Now)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	rep, err := o.Verify(context.Background(), nil, false)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "verify: %d lines in %s = %.0f acts/s, agrees: %v\n", rep.Lines, rep.Took.Round(time.Millisecond), float64(rep.Lines)/rep.Took.Seconds(), rep.OK())
	return nil
}

// sample takes ids of messages from all over the book.
func (c *BenchRunCmd) sample() ([]string, error) {
	ctx := context.Background()
	o, err := c.open(ctx, time.Now)
	if err != nil {
		return nil, err
	}
	defer o.Store.Close()
	p, err := benchAccount(ctx, o, benchLogin)
	if err != nil {
		return nil, err
	}
	var ids []string
	err = o.View(ctx).EachMatter(access.ScopeOf(p), office.Filter{Kinds: []string{"clue"}}, 500, func(r office.Row) error {
		if rand.IntN(20) == 0 {
			ids = append(ids, r.Subject)
		}
		return nil
	})
	if len(ids) == 0 && err == nil {
		err = fmt.Errorf("no messages there: run hengjian bench build first")
	}
	return ids, err
}

type benchServer struct {
	cmd *exec.Cmd
	url string
}

var listening = regexp.MustCompile(`listening on (\S+)`)

func (c *BenchRunCmd) start(w io.Writer) (*benchServer, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	args := []string{"serve", "--addr", "127.0.0.1:0", "--intake-addr", "127.0.0.1:0"}
	if c.Data.Data != "" {
		args = append(args, "--data", c.Data.Data)
	}
	if c.DB != "" {
		args = append(args, "--db", c.DB)
	}
	if c.Keys != "" { // another folder would sign with another key
		args = append(args, "--keys", c.Keys)
	}
	if c.Profile != "" {
		args = append(args, "--profile", c.Profile)
	}
	s := &benchServer{cmd: exec.Command(exe, args...)}
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	sc := bufio.NewScanner(out)
	for sc.Scan() {
		if m := listening.FindStringSubmatch(sc.Text()); m != nil {
			s.url = m[1]
			break
		}
	}
	go io.Copy(io.Discard, out)
	if s.url == "" {
		s.stop()
		return nil, fmt.Errorf("the server did not start")
	}
	for {
		r, err := http.Get(s.url + "/readyz")
		if err == nil && r.StatusCode == 200 {
			r.Body.Close()
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	fmt.Fprintf(w, "start until ready: %s\n", time.Since(began).Round(time.Millisecond))
	return s, nil
}

func (s *benchServer) stop() {
	if s.cmd.Process != nil && s.cmd.ProcessState == nil {
		s.cmd.Process.Signal(os.Interrupt)
		s.cmd.Wait()
	}
}

// rss is the high-water mark of the server's resident memory in MiB.
func (s *benchServer) rss() int {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	for _, l := range strings.Split(string(b), "\n") {
		if f := strings.Fields(l); len(f) > 1 && f[0] == "VmHWM:" {
			n, _ := strconv.Atoi(f[1])
			return n >> 10
		}
	}
	return 0
}

type benchClient struct {
	http.Client
	url, token string
}

func (s *benchServer) signIn() (*benchClient, error) {
	jar, _ := cookiejar.New(nil)
	c := &benchClient{Client: http.Client{Jar: jar, Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}, url: s.url}
	r, err := c.PostForm(s.url+"/signin", url.Values{"login": {benchLogin}, "password": {benchPassword}})
	if err != nil {
		return nil, err
	}
	r.Body.Close()
	if r.StatusCode != 200 {
		return nil, fmt.Errorf("sign-in: %s", r.Status)
	}
	r, err = c.Post(s.url+"/api/v1/session", "application/json", strings.NewReader(`{"login":"`+benchLogin+`","password":"`+benchPassword+`"}`))
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	b, _ := io.ReadAll(r.Body)
	if m := regexp.MustCompile(`"token":\s*"([^"]+)"`).FindSubmatch(b); m != nil {
		c.token = string(m[1])
		return c, nil
	}
	return nil, fmt.Errorf("API sign-in: %s %s", r.Status, b)
}

func (c *benchClient) get(path string) (time.Duration, error) {
	t := time.Now()
	r, err := c.Get(c.url + path)
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(io.Discard, r.Body)
	r.Body.Close()
	if err == nil && r.StatusCode != 200 {
		err = fmt.Errorf("GET %s: %s", path, r.Status)
	}
	return time.Since(t), err
}

func (c *benchClient) note(id string) (time.Duration, error) {
	t := time.Now()
	body := fmt.Sprintf(`{"act_id":%q,"id":%q,"text":"混合负载中的工作记录。"}`, uuid.NewString(), id)
	req, _ := http.NewRequest("POST", c.url+"/api/v1/acts/clue.note", strings.NewReader(body))
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "application/json")
	r, err := c.Do(req)
	if err != nil {
		return 0, err
	}
	b, err := io.ReadAll(r.Body)
	r.Body.Close()
	if err == nil && r.StatusCode != 200 && r.StatusCode != 409 { // a closed message takes no note: an answer all the same
		err = fmt.Errorf("clue.note: %s %s", r.Status, b)
	}
	return time.Since(t), err
}

func (c *benchClient) times(n int, path func() string) ([]time.Duration, error) {
	var out []time.Duration
	for i := range n + n/10 {
		d, err := c.get(path())
		if err != nil {
			return nil, err
		}
		if i >= n/10 { // the first tenth warms up
			out = append(out, d)
		}
	}
	return out, nil
}

func at(t []time.Duration, p int) time.Duration {
	s := slices.Clone(t)
	slices.Sort(s)
	return s[min(len(s)-1, len(s)*p/100)].Round(100 * time.Microsecond)
}

// mixed runs 70 % lists, 20 % details, 10 % acts.
func (c *BenchRunCmd) mixed(w io.Writer, s *benchServer, ids []string) error {
	var mu sync.Mutex
	var all []time.Duration
	var first error
	var wg sync.WaitGroup
	clients := make([]*benchClient, c.Clients) // signed in before the clock starts: argon2id is slow on purpose
	for i := range clients {
		if clients[i], first = s.signIn(); first != nil {
			return first
		}
	}
	began := time.Now()
	for _, cl := range clients {
		wg.Go(func() {
			var err error
			var mine []time.Duration
			for err == nil && time.Since(began) < c.For {
				var d time.Duration
				switch n := rand.IntN(10); {
				case n < 7:
					d, err = cl.get([]string{"/clues", "/clues?state=registered", "/clues?class=norm."}[rand.IntN(3)])
				case n < 9:
					d, err = cl.get("/clues/" + ids[rand.IntN(len(ids))])
				default:
					d, err = cl.note(ids[rand.IntN(len(ids))])
				}
				mine = append(mine, d)
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, mine...)
			if err != nil && first == nil {
				first = err
			}
		})
	}
	wg.Wait()
	if first != nil {
		return first
	}
	fmt.Fprintf(w, "mixed load (70/20/10), %d clients: %.0f req/s, P50 %s, P99 %s\n", c.Clients, float64(len(all))/time.Since(began).Seconds(), at(all, 50), at(all, 99))
	return nil
}
