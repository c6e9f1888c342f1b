package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"syscall"
	"time"

	"hengjian/office"
	"hengjian/store"
	"hengjian/web/site"
)

// Listen says where the two listeners are.
type Listen struct {
	Addr       string   `help:"办公一方的监听地址 / address of the office listener" default:"127.0.0.1:8080"`
	IntakeAddr string   `help:"公众一方的监听地址，宜用单独的主机名 / address of the public listener, better on its own host name" default:"127.0.0.1:8081"`
	HTTPS      bool     `help:"经 https 网关提供：cookie 绑定主机 / served over an https gateway: host-bound cookies" name:"https"`
	Trusted    []string `help:"网关的其他来源 / further origins of the gateway"`
	Now        string   `help:"时钟从这一天或时刻起走，仅供演示 / start the clock at this day or instant, for demonstrations" placeholder:"2026-03-02"`
}

// ServeCmd runs the platform.
type ServeCmd struct {
	Data
	Listen
	Profile string `help:"把处理器剖析写到这个文件 / write a CPU profile to this file" placeholder:"FILE" type:"path"`
}

// Run migrates a fresh folder and serves until a signal.
func (c *ServeCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if os.Getenv("GOGC") == "" { // pages are short-lived garbage: half the collections for some tens of MiB
		debug.SetGCPercent(200)
	}
	if c.Profile != "" {
		end, err := profile(c.Profile)
		if err != nil {
			return err
		}
		defer end()
	}
	dsn, err := c.dsn()
	if err != nil {
		return err
	}
	if c.Data.Data != "" {
		if err := os.MkdirAll(c.Data.Data, 0o700); err != nil {
			return err
		}
	}
	if _, err := store.Migrate(ctx, dsn); err != nil {
		return err
	}
	now, err := startClock(c.Now)
	if err != nil {
		return err
	}
	o, err := c.open(ctx, now)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	return c.serve(ctx, o, nil)
}

// startClock makes a clock that begins at the given instant and runs.
func startClock(at string) (func() time.Time, error) {
	if at == "" {
		return time.Now, nil
	}
	for _, f := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02"} {
		t, err := time.ParseInLocation(f, at, time.FixedZone("CST", 8*3600))
		if err != nil {
			continue
		}
		if f == "2006-01-02" {
			t = t.Add(9 * time.Hour)
		}
		began := time.Now()
		return func() time.Time { return t.Add(time.Since(began)) }, nil
	}
	return nil, fmt.Errorf("--now: 例如 2026-03-02 或 2026-03-02T09:30 / for example 2026-03-02")
}

func (c *Listen) serve(ctx context.Context, o *office.Office, ready func(url, intake string)) error {
	ln, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return err
	}
	inl, err := net.Listen("tcp", c.IntakeAddr)
	if err != nil {
		return err
	}
	url, intake := "http://"+ln.Addr().String(), "http://"+inl.Addr().String()
	h, err := site.Office(o, site.Options{Secure: c.HTTPS, Trusted: c.Trusted, IntakeURL: intake})
	if err != nil {
		return err
	}
	ph, err := site.Public(o, site.Options{Trusted: c.Trusted})
	if err != nil {
		return err
	}
	run := func(h http.Handler, l net.Listener, out chan<- error, logs *log.Logger) *http.Server {
		s := &http.Server{Handler: h, ErrorLog: logs, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute, WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
		go func() { out <- s.Serve(l) }()
		return s
	}
	if strange, err := o.StrangeKey(ctx); err != nil {
		return err
	} else if len(strange) > 0 { // it serves all the same: a lost key must not stop the work
		fmt.Fprintf(os.Stderr, "注意：校验点密钥换了%s / the key of checkpoints is another one: books %s; point --keys at the folder that has the old one\n", listed(strange), strings.Join(strange, ", "))
	}
	sealed, learned := o.StartSealer(ctx), o.StartLearner(ctx)
	errs := make(chan error, 2)
	// net/http's own lines name addresses; faults of the public pages are logged without.
	a, b := run(h, ln, errs, nil), run(ph, inl, errs, log.New(io.Discard, "", 0))
	fmt.Printf("listening on %s\nintake on %s\n", url, intake)
	if ready != nil {
		ready(url, intake)
	}
	select {
	case err = <-errs:
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	a.Shutdown(end)
	b.Shutdown(end)
	if ctx.Err() != nil {
		<-sealed
		<-learned
		if err := o.SealAll(end); err != nil {
			return err
		}
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// profile writes where the processor's time goes until the end is called.
func profile(file string) (end func(), err error) {
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	return func() { pprof.StopCPUProfile(); f.Close() }, nil
}
