package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"hengjian/oversight/law"
)

// DoctorCmd looks for what will trouble the operator, and says the way out.
type DoctorCmd struct{ Data }

func listed(books []string) string {
	if len(books) == 0 {
		return ""
	}
	return "，以下记录册不是，请用 --keys 指明原来的密钥文件夹：" + strings.Join(books, "、")
}

// Run prints one line for each check; it fails if one of them is bad.
func (c *DoctorCmd) Run(w io.Writer) error {
	ctx := context.Background()
	bad := 0
	say := func(ok bool, zh, en string) {
		mark := "好 ok "
		if !ok {
			mark, bad = "坏 bad", bad+1
		}
		fmt.Fprintf(w, "%s  %s / %s\n", mark, zh, en)
	}
	o, err := c.open(ctx, time.Now)
	if err != nil {
		say(false, "打不开数据库："+err.Error(), "the database does not open")
		return fmt.Errorf("doctor: %d", bad)
	}
	defer o.Store.Close()
	say(true, "数据库打开，引擎 "+o.Store.Engine(), "the database opens")
	_, kerr := os.Stat(filepath.Join(c.keysDir(), "sketch.key"))
	say(kerr == nil, "本机密钥文件夹："+c.keysDir(), "the folder of this machine's keys")
	if c.Data.Data != "" {
		rel, err := filepath.Rel(c.Data.Data, c.keysDir())
		say(err != nil || rel == ".." || len(rel) > 2 && rel[:3] == "../", "密钥不在数据文件夹里", "keys lie outside the data folder")
		var st syscall.Statfs_t
		if syscall.Statfs(c.Data.Data, &st) == nil {
			free := st.Bavail * uint64(st.Bsize) >> 20
			say(free > 1024, fmt.Sprintf("磁盘剩余 %d MiB", free), "free disk space")
		}
		if fi, err := os.Stat(c.Data.Data); err == nil {
			say(fi.Mode().Perm()&0o077 == 0, "数据文件夹只有本用户可读", "the data folder is private to this user")
		}
	}
	y := time.Now().Year()
	_, known := o.Cal.Notice(y)
	say(known, fmt.Sprintf("%d 年节假日安排已录入（否则期限为暂定）", y), "this year's holidays are known")
	_, next := o.Cal.Notice(y + 1)
	say(next || law.DayOf(time.Now()).AddMonths(1).Year() == y, fmt.Sprintf("%d 年节假日安排已录入", y+1), "next year's holidays are known, or not needed yet")
	books, err := o.View(ctx).Books()
	say(err == nil, fmt.Sprintf("记录册 %d 本", len(books)), "books")
	for b, n := range books {
		size, err := o.View(ctx).TreeSize(b)
		say(err == nil && n-size < 50000, fmt.Sprintf("记录册 %s：%d 行，已纳入校验点 %d 行", b, n, size), "lines and lines under a checkpoint")
	}
	strange, err := o.StrangeKey(ctx)
	say(err == nil && len(strange) == 0, "最近的校验点都由这把密钥签署"+listed(strange), "the last checkpoints are signed with this machine's key; if not, point --keys at the folder that has it")
	if bad > 0 {
		return fmt.Errorf("doctor: %d 项需要处理 / %d things to mend", bad, bad)
	}
	return nil
}
