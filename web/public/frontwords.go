package public

func frontFor(p *page) []string {
	return []string{
		p.L("本级公安机关、检察院、法院、司法行政机关执法司法不规范、不严格、不廉洁：如刑讯逼供、不录音录像、超期羁押、该立案不立案、久拖不办、吃拿卡要、关系案人情案。",
			"Police, procuratorate, court or justice bureau of this level acting irregularly, laxly or corruptly: forced confessions, interrogation without recording, detention beyond its term, cases not opened or left lying, favours and bribes."),
		p.L("人大机关工作人员或者代表的问题（走专门渠道，由秘书长和机关纪检处理）。", "Problems with the congress's own staff or deputies (a special channel: the secretary-general and internal discipline)."),
		p.L("对司法工作的意见和建议。", "Opinions and suggestions on judicial work."),
	}
}

func frontNot(p *page) []string {
	return []string{
		p.L("不能改判案件，也不能要求法院、检察院怎样判、怎样办。对裁判不服的，请依法上诉、申请再审或者申请检察监督。", "It cannot change a judgment nor tell a court or procuratorate how to decide. Against a judgment: appeal, apply for retrial, or for supervision by the procuratorate."),
		p.L("不能代替报警、起诉、复议、申请国家赔偿；"+p.terms(), "It replaces no police report, suit, review or claim for state compensation. "+p.terms()),
		p.L("不能接收国家秘密、工作秘密。涉密的，请联系保密行政管理部门，不要在这里填写。", "It must not receive state or work secrets: turn to the secrecy administration and write nothing here."),
	}
}

func frontHow(p *page) []string {
	return []string{
		p.L("第 1 步：说明是哪类机关。这个回答决定谁能打开您写的内容，被反映的机关和有亲属在那里的受理员打不开。", "Step 1: which kind of organ. The answer decides who can open what you write: not that organ, and no intake officer with relatives there."),
		p.L("第 2 步：留不留姓名。第 3 步：发生了什么。第 4 步：核对、加附件、提交。", "Step 2: name or no name. Step 3: what happened. Step 4: check, attach files, send."),
		p.L("提交后得到一个回执码。凭它查看进展、补充、撤回、评价；匿名的也能收到我们的问题和答复。", "You then get a receipt. With it you see progress, add, withdraw, rate; anonymous senders receive questions and answers by it too."),
	}
}
