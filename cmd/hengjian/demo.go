package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"hengjian/cast"
	"hengjian/demo"
	"hengjian/office"
	"hengjian/store"
)

// DemoCmd runs the invented city.
type DemoCmd struct {
	Data
	Listen
	Accounts string `help:"把演示账号写成 JSON / write the demo accounts as JSON" type:"path"`
	Seed     uint64 `help:"同样的种子和 --now 给出同样的城市 / the same seed and --now give the same city" default:"2026"`
}

// Run seeds an empty folder and serves; a folder with data is served as it is.
func (c *DemoCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if c.Data.Data == "" && c.DB == "" {
		dir, err := os.MkdirTemp("", "hengjian-demo-")
		if err != nil {
			return err
		}
		c.Data.Data = dir
		defer os.RemoveAll(dir)
		defer os.RemoveAll(c.keysDir())
	}
	now, err := startClock(c.Now)
	if err != nil {
		return err
	}
	office.Cheap()
	s := seeding{Data: c.Data, seed: c.Seed, now: now}
	o, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	accounts, err := s.accounts()
	if err != nil {
		return err
	}
	if c.Accounts != "" {
		if err := writeJSON(c.Accounts, accounts); err != nil {
			return err
		}
	}
	return c.serve(ctx, o, func(_, _ string) { s.print(accounts) })
}

// SeedCmd lays the invented city out and ends.
type SeedCmd struct {
	Data
	Now  string `help:"城市停在这一天 / the city stands at this day" placeholder:"2026-03-02"`
	Seed uint64 `help:"同样的种子和 --now 给出同样的城市 / the same seed and --now give the same city" default:"2026"`
}

// Run seeds an empty installation.
func (c *SeedCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	now, err := startClock(c.Now)
	if err != nil {
		return err
	}
	office.Cheap()
	s := seeding{Data: c.Data, seed: c.Seed, now: now}
	o, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	if s.took == 0 {
		return errors.New("已有数据，没有写入 / there is data already; nothing was written")
	}
	accounts, err := s.accounts()
	if err != nil {
		return err
	}
	s.print(accounts)
	return o.SealAll(ctx)
}

// seeding is a data folder that the city is laid out in.
type seeding struct {
	Data
	seed uint64
	now  func() time.Time
	took time.Duration // 0 if there was data already
	acts int
}

func (s *seeding) file(name string) string {
	dir := s.Data.Data
	if dir == "" {
		dir = "."
	}
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return filepath.Join(dir, name)
}

// The files beside the database: who can sign in, receipts to try, and a mark
// that a seeding was cut off.
const (
	accountsFile = "demo-accounts.json"
	receiptsFile = "demo-receipts.txt"
	halfFile     = "demo-unfinished"
	keysFolder   = "demo-keys"
)

// open opens the installation, laying the city out if it is empty.
func (s *seeding) open(ctx context.Context) (*office.Office, error) {
	dsn, err := s.dsn()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(s.file("x")), 0o700); err != nil {
		return nil, err
	}
	if err := s.sweep(); err != nil {
		return nil, err
	}
	if _, err := store.Migrate(ctx, dsn); err != nil {
		return nil, err
	}
	o, err := s.Data.open(ctx, s.now)
	if err != nil {
		return nil, err
	}
	empty, err := o.Empty(ctx)
	if err == nil && empty {
		err = s.fill(ctx, o)
	}
	if err != nil {
		o.Store.Close()
		return nil, err
	}
	return o, nil
}

// sweep removes what a seeding that was cut off left in the folder.
func (s *seeding) sweep() error {
	if _, err := os.Stat(s.file(halfFile)); errors.Is(err, fs.ErrNotExist) || s.DB != "" {
		return nil
	}
	for _, name := range []string{"hengjian.db", "hengjian.db-wal", "hengjian.db-shm", "files", keysFolder, accountsFile, receiptsFile, halfFile} {
		if err := os.RemoveAll(s.file(name)); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeding) fill(ctx context.Context, o *office.Office) error {
	began := time.Now()
	if err := os.WriteFile(s.file(halfFile), nil, 0o600); err != nil {
		return err
	}
	city := cast.Make(s.seed, s.now())
	rep, err := demo.Seed(ctx, o, &city, s.file(keysFolder))
	if err != nil {
		return err
	}
	if err := writeJSON(s.file(accountsFile), rep.Accounts); err != nil {
		return err
	}
	var b strings.Builder
	for _, r := range rep.Receipts {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", r.Code, r.State, r.Title)
	}
	if err := os.WriteFile(s.file(receiptsFile), []byte(b.String()), 0o600); err != nil {
		return err
	}
	s.took, s.acts = time.Since(began), rep.Acts
	return os.Remove(s.file(halfFile))
}

func writeJSON(path string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o600)
}

// accounts reads who can sign in; none where the data is not of a demo.
func (s *seeding) accounts() ([]demo.Account, error) {
	b, err := os.ReadFile(s.file(accountsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return []demo.Account{}, nil
	}
	if err != nil {
		return nil, err
	}
	var out []demo.Account
	return out, json.Unmarshal(b, &out)
}

// print shows who can sign in and three receipts to try.
func (s *seeding) print(accounts []demo.Account) {
	if s.took > 0 {
		fmt.Printf("\n%d 个履职行为，用时 %.1f 秒 / %d acts in %.1f s\n", s.acts, s.took.Seconds(), s.acts, s.took.Seconds())
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "\n登录名 login\t口令 password\t岗位 role\t地区 place\t机关 organ")
	for _, a := range accounts {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", a.Login, a.Password, a.Name+"（"+a.Role+"）", a.Place, a.Organ)
	}
	w.Flush()
	if len(accounts) > 0 {
		fmt.Printf("\n密钥文件和口令 / key files and passphrases: %s\n", s.file(accountsFile))
	}
	if b, err := os.ReadFile(s.file(receiptsFile)); err == nil {
		lines := strings.SplitAfter(string(b), "\n")
		fmt.Printf("回执码 / receipts (%s):\n%s", s.file(receiptsFile), strings.Join(lines[:min(3, len(lines))], ""))
	}
}
