package public

// lost is one line of the table of what each compromise surrenders.
type lost struct{ Who, Gets, Not string }

// anonymity says in plain words what anonymity here protects, from whom, and
// where it ends.
func anonymity(p *page) error {
	rows := []lost{
		{p.L("偷走硬盘、备份或者配置的人", "Who steals the disk, a backup or the configuration"),
			p.L("统计数字、单位名册、工作人员写的内部摘要", "statistics, registers of organs, the summaries written by staff"),
			p.L("您写的原文、附件、您是谁", "what you wrote, your files, who you are")},
		{p.L("数据库管理员", "The database administrator"),
			p.L("可以删除或者用旧备份覆盖（会被校验点发现）", "may delete or restore an old copy (checkpoints show it)"),
			p.L("不能悄悄改动；打不开密封的内容，钥匙不在服务器上", "cannot change anything unseen, nor open what is sealed: the keys are not on the server")},
		{p.L("控制了正在运行的服务器的人", "Who controls the running server"),
			p.L("从那一刻起新提交的明文", "what is newly sent from that moment on, in clear"),
			p.L("此前已经密封的内容", "what was sealed before")},
		{p.L("一名受理员", "One intake officer"),
			p.L("交给她办的来信；每次打开都有记录，审计管理员看得到", "the messages she handles; each opening is on record before the audit administrator"),
			p.L("单独看到您的身份（须两人）；其他地方的来信", "your identity alone (it takes two people); messages of other places")},
		{p.L("被反映单位的联络员", "The liaison of the unit reported on"),
			p.L("依程序发给该单位的书面内容", "what is written to that unit by procedure"),
			p.L("来信、您是谁，也不知道有没有人反映", "the message, who you are, or whether anybody reported at all")},
		{p.L("被反映人在受理机关里的熟人", "A friend of the accused inside the office"),
			p.L("已回避的，什么也看不到", "nothing where recused"),
			p.L("偷看会留下记录", "looking leaves a record")},
		{p.L("上级机关", "The upper level"),
			p.L("共同的专题、已隐去小数的统计、依程序上报的事项", "shared topics, statistics without small numbers, what was reported up"),
			p.L("本级的来信", "messages of this level")},
	}
	return p.Render(anonymityPage(p, rows))
}
