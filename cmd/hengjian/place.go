package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"hengjian/files"
	"hengjian/office"
	"hengjian/oversight/casebook"
	"hengjian/seal"
	"hengjian/store"
	"hengjian/tabular"
)

// Data says where an installation lives; every verb takes it.
type Data struct {
	Data    string `help:"数据文件夹：hengjian.db 和附件 / data folder: hengjian.db and the attachments" type:"path" env:"HENGJIAN_DATA"`
	DB      string `name:"db" help:"数据库，缺省为数据文件夹里的 SQLite；postgres://… 为 PostgreSQL / database; SQLite in the data folder unless postgres://…" env:"HENGJIAN_DB"`
	Classes string `help:"官方分类表（三级，xlsx 或 csv），与本专项的类别并用 / an official taxonomy of three levels beside the mission's own" type:"existingfile" env:"HENGJIAN_CLASSES"`
	Codes   string `help:"法院代码表（案由、结案方式、审判程序，xlsx 或 csv），用于核对登记簿 / the courts' code tables, against which registers are checked" type:"existingfile" env:"HENGJIAN_CODES"`
	Keys    string `help:"本机密钥文件夹，须在数据文件夹和备份之外 / folder of this machine's keys, outside data and backups" type:"path" env:"HENGJIAN_KEYS"`
}

func (d *Data) dsn() (string, error) {
	if d.DB != "" {
		return d.DB, nil
	}
	if d.Data == "" {
		return "", fmt.Errorf("请用 --data 或 --db 指定数据 / give --data or --db")
	}
	return store.DSN(d.Data), nil
}

// keysDir is beside the data folder unless given.
func (d *Data) keysDir() string {
	if d.Keys != "" {
		return d.Keys
	}
	if d.Data == "" {
		return "hengjian-keys"
	}
	return filepath.Clean(d.Data) + "-keys"
}

// open opens the office of an installation whose schema is current.
func (d *Data) open(ctx context.Context, now func() time.Time) (*office.Office, error) {
	dsn, err := d.dsn()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, dsn)
	if err != nil {
		return nil, err
	}
	dir := d.Data
	if dir == "" {
		dir = "hengjian-files"
	}
	f, err := files.OpenStore(filepath.Join(dir, "files"))
	if err != nil {
		return nil, err
	}
	o := office.Open(s, f, now)
	if err := os.MkdirAll(d.keysDir(), 0o700); err != nil {
		return nil, err
	}
	if o.Sketch, err = seal.LoadSketchKey(filepath.Join(d.keysDir(), "sketch.key"), dir); err != nil {
		return nil, err
	}
	o.KeysDir = d.keysDir()
	if d.Classes != "" {
		if err := addClasses(o, d.Classes); err != nil {
			return nil, err
		}
	}
	if d.Codes != "" {
		rows, err := tableRows(d.Codes)
		if err != nil {
			return nil, err
		}
		codes, _, err := casebook.ReadCodes(rows)
		if err != nil {
			return nil, err
		}
		o.Codes = &codes
	}
	if o.WorkKey, err = seal.LoadWorkKey(filepath.Join(d.keysDir(), "work.key"), dir); err != nil {
		return nil, err
	}
	return o, nil
}

// MigrateCmd brings the schema up to this program's.
type MigrateCmd struct{ Data }

// Run migrates.
func (c *MigrateCmd) Run() error {
	dsn, err := c.dsn()
	if err != nil {
		return err
	}
	if c.Data.Data != "" {
		if err := os.MkdirAll(c.Data.Data, 0o700); err != nil {
			return err
		}
	}
	n, err := store.Migrate(context.Background(), dsn)
	if err == nil {
		fmt.Printf("applied %d\n", n)
	}
	return err
}

// addClasses reads an official taxonomy.
func addClasses(o *office.Office, path string) error {
	rows, err := tableRows(path)
	if err != nil {
		return err
	}
	_, err = o.AddOfficial(rows)
	return err
}

// tableRows reads a small table whole.
func tableRows(path string) (rows [][]string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	src, err := tabular.Open(filepath.Base(path), f, info.Size())
	if err != nil {
		return nil, refusal(err)
	}
	defer src.Close()
	for {
		r, err := src.Next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, refusal(err)
		}
		rows = append(rows, slices.Clone(r.Cells)) // the source uses its cells again
	}
}
