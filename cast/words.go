package cast

import "time"

var titlesOf = map[string]string{
	"torture": "反映{单位}讯问中殴打等问题", "ongoing": "紧急：反映{单位}正在殴打被讯问人", "illegal_evidence": "反映{单位}取证方式问题", "no_recording": "反映{单位}讯问录音录像问题",
	"over_custody": "反映{单位}羁押期限问题", "detention_condition": "反映{单位}监管和医疗问题", "no_filing": "反映{单位}报案未立案问题", "shelving": "反映{单位}案件久拖问题",
	"illegal_seizure": "反映{单位}查封扣押问题", "property_return": "反映{单位}涉案财物未返还问题", "minor_case": "反映{单位}询问未成年人问题", "notice_rights": "反映{单位}告知和送达问题",
	"wrong_parole": "反映{单位}刑罚变更执行问题", "correction_lax": "反映{单位}社区矫正监管问题", "charge_delay": "反映{单位}审查办理程序问题", "slow_enforcement": "反映{单位}执行迟缓问题",
	"overdue_trial": "反映{单位}审理期限问题", "docket_refusal": "反映{单位}立案难问题", "judgment_dissent": "不服{单位}裁判", "service_failure": "反映{单位}送达和信息差错问题",
	"relation_case": "反映{单位}疑似关系案问题", "favour_case": "反映{单位}疑似人情案问题", "money_case": "反映{单位}疑似钱案交易问题", "abuse_power": "反映{单位}人员以权谋私问题",
	"abuse_case": "反映{单位}人员以案谋私问题", "improper_contact": "反映{单位}人员不当接触交往问题", "retaliation": "反映{单位}打击报复问题", "attitude": "反映{单位}窗口作风问题",
	"lawyer_notary": "反映法律服务执业监管问题（{单位}）", "admin_act": "不服{单位}行政行为", "opinion": "对{单位}工作的建议", "irrelevant": "民生事项反映",
	"own_staff": "专门渠道来件", "state_secret": "疑似涉密来件",
}

var keepReasons = lines(`
属于对司法机关工作的建议，无具体违法事项，留作工作意见
所提带有普遍性，供专项监督研究选题参考
无具体单位和时间，无法转送，留作工作意见并告知可以补充
与正在开展的检查内容一致，并入调研材料
`)

var tellReasons = lines(`
属当事人依法行使的诉讼权利，告知受理机关、期限和依据
人大常委会不处理具体案件，告知法定救济途径
由当事人依法提出更为直接，附期限说明
涉法涉诉事项，按诉访分离原则告知法定程序
`)

var againOpens = lines(`
上次写信以后一直在等，今天再写一次。
我以前反映过，回执上说已经告知，可我还有几句话。
还是那件事，我把前后又理了一遍。
不是我啰嗦，这件事放在心里过不去。
收到过你们的答复，谢谢，但问题还在。
`)

var againNotes = lines(`
本次未见新的事实。
本次补充个别细节，无新的事实。
内容与前次基本一致。
`)

var outgoingOpens = lines(`
有群众反映：
现有材料反映，
本机关收到反映，内容为：
`)

var outgoingTails = lines(`
具体时间、经过可由你单位依职权核实。
有关细节为保护反映人已作概括。
其余情况不便随件提供。
`)

func summaryTails(genre string) []string {
	switch genre {
	case "opinion", "irrelevant":
		return []string{"未要求单独答复。", "希望有关方面研究。", "愿意配合收集意见。"}
	case "attitude", "correction_lax", "lawyer_notary":
		return []string{"来信人希望改进作风。", "来信人表示不针对个人，希望完善制度。", "来信人称当时有其他群众在场。", "来信人请求告知处理程序。", "来信人希望主管部门依职责了解。"}
	case "judgment_dissent":
		return []string{"来信人询问法定救济途径。", "来信人请求人大关注，未提供新的证据材料。", "来信人表示不清楚期限，希望告知受理机关。"}
	case "ongoing":
		return []string{"来信人请求立即派人到场。", "来信人留在现场等候。"}
	}
	return lines(`
来信人希望有权机关核查并告知程序。
来信人表示可以提供书面材料。
来信人称有在场人可以作证。
来信人请求为其保密。
来信人称此前已向有关机关反映，未获书面答复。
来信人希望了解案件所处程序环节。
来信人未附证据材料，可凭回执补充。
`)
}

func asksFor(genre string) []string {
	switch genre {
	case "opinion", "irrelevant", "own_staff", "state_secret", "ongoing":
		return []string{""}
	}
	return lines(`
请把这件事转到该管的部门，别再转回原单位。
我想知道接下来会走什么程序、大概要多久。
请在回执里告诉我还需要补什么。
如果要当面谈，我随叫随到。
希望查的人不是他们自己人。
请尽量不要打电话，留言我会看。
我手上还有照片，不知道怎么交最稳妥。
人大要是只能转，那也请转得实一点。
`)
}

// questions by receipt and what comes back.
var talks = []struct{ ask, answer string }{
	{"请补充事情发生的大致时间和地点，不必写您的姓名。", "是在院子东边那间屋子，时间我问了，是周三傍晚以后。"},
	{"如有病历、照片等材料，可以凭回执上传；上传前系统会去掉拍摄位置等信息。", "照片已经传了三张，病历第二页拍得不清楚，我明天再拍。"},
	{"您是否已经向办案机关或者检察机关提出过？如有书面答复，请告知日期。", "提过一次口头的，没有给书面东西，日期是上个月中旬。"},
	{"您是否同意在转送材料中写明案号？写明后对方可能推知反映人。", "先不要写，我再想想。"},
	{"请问除您之外是否还有人在场，对方是否愿意由有权机关了解情况？", "还有一个同去的亲戚，他说检察院的人问他就讲，别的人不讲。"},
	{"如涉及款项，有无票据或转账记录？只需说明有无，不要发送账号。", "有转账记录，没有票据。"},
	{"请确认您反映的单位全称，同一地名有两处派出单位。", "是桥北那一处，门口有棵大樟树。"},
	{"您目前是否安全？如有现实危险请先拨打报警电话。", "暂时安全，我住到亲戚家来了，谢谢你们问。"},
	{"您希望收到的答复方式是回执留言还是书面信函？", "回执留言就好，信会被别人拆开。"},
}

var answers = lines(`
您反映的情况已转送有权机关，该机关告知已按程序受理。后续结果由其依法告知您。如对处理不服，可以在收到书面决定后依法申诉，期限以该机关书面告知为准。
所转事项已由接收机关启动审查，程序环节已告知您。向人大反映不会中止或延长上诉、申请再审、复议、诉讼、赔偿的期限。
接收机关反馈程序已经办结，书面结果由其送达您本人。您仍可依法向上一级机关提出，具体期限以有权机关答复为准。
两条程序均已有回音：一条已受理，一条不属其管辖并已说明应向哪个机关提出。请留意对方的书面通知。
接收机关已作出程序性答复。您提到的普遍性问题已列入本次专项监督的调研内容，不涉及您的个人信息。
`)

var relookWhys = lines(`
接收机关一直没有人联系我，我不确定是不是真的受理了。
答复里说的程序和我在窗口被告知的不一样，请再看一看。
我后来又找到一份材料，之前没有交上。
答复只讲了一条，另外一条没有下文。
`)

var withdrawWhys = lines(`
对方已经把东西还给我了，不想再追究。
家里人担心，先不反映了，没有人逼我。
我已经委托律师走诉讼程序。
写错了单位，想重新整理以后再反映。
`)

// Coded reasons of the desks, as the referral's life knows them.
var (
	objectCodes  = split("not_competent conflict in_hand unreadable")
	mildCodes    = split("not_competent in_hand unreadable") // a declared conflict cannot be overruled
	refusalCodes = split("not_competent in_procedure effective repeat insufficient")
)

var decideNotes = lines(`
同意拟办意见。
同意，注意对反映人信息保密。
按程序转送，结果逐条告知。
同意。外送摘要已核，未见可识别信息。
照此办理，注意期限提示。
`)

// workday: weekends and the holidays of the State Council's notices for 2025 and 2026 (国办发明电〔2024〕12号 and the notice of November 2025);
// make-up days count as days off here, which only makes the office a little lazier.
func workday(t time.Time) bool {
	if d := t.Weekday(); d == time.Saturday || d == time.Sunday {
		return false
	}
	return !daysOff[t.Format("2006-01-02")]
}

var daysOff = func() map[string]bool {
	out := map[string]bool{}
	for _, s := range split(`2025-01-01+1 2025-01-28+8 2025-04-04+3 2025-05-01+5 2025-05-31+3 2025-10-01+8
		2026-01-01+3 2026-02-15+9 2026-04-04+3 2026-05-01+5 2026-06-19+3 2026-09-25+3 2026-10-01+7`) {
		t, err := time.Parse("2006-01-02", s[:10])
		if err != nil {
			panic(err)
		}
		for n := 0; n < int(s[11]-'0'); n++ {
			out[t.AddDate(0, 0, n).Format("2006-01-02")] = true
		}
	}
	return out
}()
