// Command hengjian runs the platform on which a people's congress standing
// committee does judicial supervision. One file for each verb, wiring only.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"

	"hengjian/oversight/act"
)

var cli struct {
	Demo        DemoCmd        `cmd:"" help:"演示：虚构的明州市，数据在临时或指定的文件夹 / run the invented city in a temporary or given folder"`
	Seed        SeedCmd        `cmd:"" help:"写入虚构的明州市后结束 / lay out the invented city and end"`
	Serve       ServeCmd       `cmd:"" help:"运行 / serve the two listeners"`
	Import      ImportCmd      `cmd:"" help:"导入监督对象或群众反映 / import the register or messages"`
	Verify      VerifyCmd      `cmd:"" help:"核对记录、校验点、事项和推导数据 / hold everything against the journal and its trees"`
	Backup      BackupCmd      `cmd:"" help:"备份数据库和附件（不含密钥） / back up database and attachments, not the keys"`
	Restore     RestoreCmd     `cmd:"" help:"恢复到空的文件夹或数据库，并核对 / restore into an empty folder or database, and verify"`
	Doctor      DoctorCmd      `cmd:"" help:"检查运行环境 / look for what will trouble the operator"`
	Migrate     MigrateCmd     `cmd:"" help:"升级数据库结构 / bring the schema up to this program's"`
	Clock       ClockCmd       `cmd:"" help:"计算期限，给出每一步依据 / compute a term and explain every step"`
	Classify    ClassifyCmd    `cmd:"" help:"类别提示 / suggested classes"`
	Topics      TopicsCmd      `cmd:"" help:"一段时间的热点 / hot topics of a period"`
	Outline     OutlineCmd     `cmd:"" help:"公文的结构：目标、范围、内容、要求、时间、组织 / the outline of an official document"`
	Monitor     MonitorCmd     `cmd:"" help:"按月监测相遇：期期累计，标出日期不再更改 / watch pairs month by month; the month of a flag stands"`
	Screen      ScreenCmd      `cmd:"" help:"筛查已结案件登记中值得人工查看的规律，不需要数据库 / screen registers of closed cases; needs no database"`
	Simulate    SimulateCmd    `cmd:"" help:"虚构一份已结案件登记，植入问题和诱饵 / invent a register with planted misconduct and decoys"`
	Agree       AgreeCmd       `cmd:"" help:"评查人之间的一致性 / how far reviewers agree"`
	Draw        DrawCmd        `cmd:"" help:"可复核的抽样 / a sample that anybody can draw again"`
	VerifyProof VerifyProofCmd `cmd:"" help:"离线核验一份证明或带证明的公文 / verify a proof file or letter offline"`
	Bench       BenchCmd       `cmd:"" help:"在本机测量 / measure on this machine"`
	Key         KeyCmd         `cmd:"" help:"密封材料的钥匙 / keys for sealed material"`
	Open        OpenCmd        `cmd:"" help:"离线打开一份密封材料 / open a sealed document offline"`
	Version     VersionCmd     `cmd:"" help:"版本 / print the version"`
}

func main() {
	k, err := kong.New(&cli, kong.Name("hengjian"), kong.Description("衡鉴：人大常委会司法监督平台 / judicial supervision for a standing committee"),
		kong.BindTo(os.Stdout, (*io.Writer)(nil)), kong.UsageOnError())
	if err != nil {
		panic(err)
	}
	ctx, err := k.Parse(os.Args[1:])
	k.FatalIfErrorf(err)
	if err := ctx.Run(ctx); err != nil {
		fail(err)
	}
}

// fail prints a refusal in both languages, anything else as it is, and exits 1.
func fail(err error) {
	var r *act.Refusal
	if errors.As(err, &r) {
		for _, x := range r.All() {
			at := ""
			if x.Field != "" {
				at = x.Field + ": "
			}
			fmt.Fprintf(os.Stderr, "%s%s\n%s%s\n", at, x.Zh, at, x.En)
		}
		os.Exit(1)
	}
	fmt.Fprintln(os.Stderr, "hengjian:", err)
	os.Exit(1)
}
