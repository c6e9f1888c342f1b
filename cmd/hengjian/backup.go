package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hengjian/files"
	"hengjian/store"
)

// BackupCmd writes one file that holds the database and the attachments, in
// one consistent state, while serve runs. Keys are not in it: back them up
// apart.
type BackupCmd struct {
	Data
	Out string `arg:"" help:"备份文件 / the backup file" type:"path"`
}

// Run writes the backup beside its place and renames it when it is whole.
func (c *BackupCmd) Run(w io.Writer) (err error) {
	ctx := context.Background()
	o, err := c.open(ctx, time.Now)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	tmp := c.Out + ".part"
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(tmp)
	defer f.Close()
	z := zip.NewWriter(f)
	rows, err := o.Store.Dump(ctx, z)
	if err != nil {
		return err
	}
	n, err := copyFiles(z, o.Files)
	if err != nil {
		return err
	}
	if err := errors.Join(z.Close(), f.Sync()); err != nil {
		return err
	}
	if err := os.Rename(tmp, c.Out); err != nil {
		return err
	}
	fmt.Fprintf(w, "已备份 %d 行、%d 个附件到 %s。密钥不在其中，请另行保管：%s\nbacked up %d rows and %d files; keys are not in it: %s\n",
		rows, n, c.Out, c.keysDir(), rows, n, c.keysDir())
	return nil
}

func copyFiles(z *zip.Writer, s *files.Store) (n int, err error) {
	for b, err := range s.List() {
		if err != nil {
			return n, err
		}
		src, err := s.Get(b.Address)
		if err != nil {
			return n, err
		}
		dst, err := z.CreateHeader(&zip.FileHeader{Name: "files/" + b.Address, Method: zip.Store})
		if err == nil {
			_, err = io.Copy(dst, src)
		}
		if err := errors.Join(err, src.Close()); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// RestoreCmd fills an empty data folder or database from a backup, on either
// engine, and verifies the result.
type RestoreCmd struct {
	Data
	In string `arg:"" help:"备份文件 / the backup file" type:"existingfile"`
}

// Run restores and verifies.
func (c *RestoreCmd) Run(w io.Writer) error {
	ctx := context.Background()
	z, err := zip.OpenReader(c.In)
	if err != nil {
		return fmt.Errorf("%s 不是备份文件 / is not a backup: %w", c.In, err)
	}
	defer z.Close()
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
	o, err := c.open(ctx, time.Now)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	rows, err := o.Store.LoadDump(ctx, &z.Reader)
	if err != nil {
		return err
	}
	for _, f := range z.File {
		if addr, ok := strings.CutPrefix(f.Name, "files/"); ok {
			if err := restoreFile(o.Files, f, addr); err != nil {
				return fmt.Errorf("attachment %s: %w", filepath.Base(f.Name), err)
			}
		}
	}
	fmt.Fprintf(w, "已恢复 %d 行 / restored %d rows\n", rows, rows)
	return (&VerifyCmd{Data: c.Data}).Run(w)
}

func restoreFile(s *files.Store, f *zip.File, addr string) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	b, err := s.Put(f.Modified, 0, func(w io.Writer) error { _, err := io.Copy(w, r); return err })
	if err == nil && b.Address != addr {
		err = errors.New("its bytes do not match its name")
	}
	return err
}
