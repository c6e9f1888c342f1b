package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"hengjian/store"
)

// VerifyCmd holds an installation against its journal, its trees and the
// checkpoints kept elsewhere.
type VerifyCmd struct {
	Data
	Checkpoint []string `help:"另存的校验点文件：只有它能发现整库回退或者分叉 / checkpoints kept elsewhere: only they show a rollback or a fork" type:"existingfile"`
	All        bool     `help:"列出全部不一致，而不只是第一处 / name everything that disagrees, not the first only"`
	JSON       bool     `name:"json" help:"输出 JSON / print JSON"`
}

// Run prints counts, or names what does not agree and fails.
func (c *VerifyCmd) Run(w io.Writer) error {
	ctx := context.Background()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300) // rows come and go; what is kept of them is small
	}
	var known [][]byte
	for _, f := range c.Checkpoint {
		b, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		known = append(known, b)
	}
	o, err := c.open(ctx, time.Now)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	if !o.HasSealKey() {
		fmt.Fprintf(os.Stderr, "注意：%s 里没有校验点密钥，签名未核对 / no checkpoint key there, signatures are not checked\n", c.keysDir())
	}
	rep, err := o.Verify(ctx, known, c.All)
	if err != nil {
		return err
	}
	return printReport(w, rep, c.JSON)
}

func printReport(w io.Writer, r store.Report, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		if err := e.Encode(r); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(w, "记录册 %d，记录 %d，校验点 %d（核对签名 %d，尚未纳入 %d 行），事项 %d，批量条目 %d，密封件 %d，附件 %d，推导数据 %d 行，用时 %s\n",
			r.Books, r.Lines, r.Checkpoints, r.Signed, r.Tail, r.Subjects, r.Items, r.Boxes, r.Files, r.Derived, r.Took.Round(time.Millisecond))
		fmt.Fprintf(w, "books %d, lines %d, checkpoints %d (%d signatures checked, %d lines after the last), subjects %d, bulk items %d, boxes %d, files %d, derived rows %d\n",
			r.Books, r.Lines, r.Checkpoints, r.Signed, r.Tail, r.Subjects, r.Items, r.Boxes, r.Files, r.Derived)
		for _, f := range r.Findings {
			fmt.Fprintf(w, "%s.%s [%s]\n  %s\n  %s\n", f.Table, f.Column, f.Key, f.Zh, f.En)
		}
	}
	if !r.OK() {
		return fmt.Errorf("不一致 %d 处 / %d things do not agree", len(r.Findings), len(r.Findings))
	}
	if !asJSON {
		fmt.Fprintln(w, "一致 / everything agrees")
	}
	return nil
}
