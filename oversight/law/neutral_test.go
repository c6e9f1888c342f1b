package law

import (
	"strings"
	"testing"
)

// What the congress must never write about a case.
var deciding = strings.Split(strings.TrimSpace(`
请改判
请依法改判
请贵院依法改判此案
望贵院依法改判
建议从轻处理
建议对被告人从轻处罚
务必支持原告诉求
务必支持原告的诉讼请求
应予释放
应立即释放张某
请尽快作出有利判决
请尽快作出对其有利的判决
要求发回重审
要求贵院将本案发回重审
请撤销原判
建议撤销一审判决
责令撤销该处罚决定
请驳回上诉
应当驳回起诉
建议判处缓刑
建议适用缓刑
请对其取保候审
应当变更强制措施
建议贵院宣告无罪
本案应当认定无罪
应判处有罪
请重判
请从重处罚
务请从宽处理
请检察院不起诉
建议作出不起诉决定
请不予逮捕
要求批准逮捕李某
立即放人
请公安机关尽快放人
应当撤案
建议公安局撤案
请予以立案
责令依法立案
请尽快执行到位
务必执行完毕
建议暂缓执行
请恢复执行
请解除查封
建议解除对该公司的冻结
请支持其诉讼请求
希望贵院支持申请人的主张
建议判令被告赔偿
请让原告胜诉
应当追究王某刑事责任
建议追究其法律责任
请启动再审
建议依法再审
请提出抗诉
建议裁定减刑
请准予假释
请纠正该判决
请退还保证金
督促法院改判
敦促贵院改判
函请贵院改判
商请你院从轻判决
恳请轻判
请贵院充分考虑实际情况，对张某从轻处理
请核实后予以改判
请依法审查并改判
请加强监督，依法改判
改判为有期徒刑三年
判决应为无罪
结论应当是无罪
请按我委意见判
以本函为准
来信人称判决不公，请贵院改判
反映人情况属实，建议贵院依法释放
家属反映一审错误，我委建议发回重审
本案必须改判
请高抬贵手
该裁定应予撤销
判决应当撤销
请法院重新审理此案
建议不予起诉
我们认为应当改判
经研究，认为该案应改判
请公安机关对张某立案侦查
请法院判离
请给予关照
请贵院妥善处理，争取改判
法院必须在本月判决原告胜诉
张某应被释放
我委支持改判
常委会同意撤销该处罚决定
依法予以释放
宜从轻处罚
可以考虑适用缓刑
来信人称情况属实。请贵院改判
请在判决中照顾原告一方
盼早日改判
坚决支持原告胜诉
请对该处罚决定予以撤销
请 改 判
请·改·判
请“改判”
请【改判】
请*改*判
请改-判
请，改判
请、改判
请改。判
请改
判
请　改　判
建 议 从 轻 处 理
應予釋放
請貴院依法改判
务必／支持／原告
要求（尽快）发回（重审）
请ｘ改判
`), "\n")

// Sentences of daily work, of the campaign and of letters to senders.
var neutral = strings.Split(strings.TrimSpace(`
来信人称希望法院改判
来信人称一审不公，希望尽快改判。
来访人要求法院撤销原判
家属请求取保候审
反映人认为应当无罪
申诉人不服判决，请求再审改判
据称法院应当改判而没有改判
信中提出要求立即释放其子
代表转述群众意见：希望从重处罚
反映执行到位率低
反映法院应当立案而不立案
举报某民警收钱后放人
投诉法官久拖不判
请依法处理
请依照法定程序处理
请依照法定程序办理并反馈程序进展
请按规定告知反映人程序办理情况
请告知反映人是否已释放
请反馈是否改判
请说明未取保候审的理由
请告知当事人可以申请取保候审
请告知当事人可以向上一级法院申请再审
现将群众反映的一般情况转请贵院依法定程序处理
本函只作转送，不对案件处理提出意见
人大不要求法院改判
不得要求有关机关改判
人大及其常委会不直接处理具体案件
是否应当改判由法院依法决定
认为判决有误应当改判的，可以向上一级法院申请再审
督促检察院加强对不起诉案件的监督
建议对取保候审保证金管理开展检查
应当加强逮捕必要性审查
建议规范减刑假释案件办理工作
要求提高执行到位率
建议完善不起诉案件公开听证制度
请统计改判、发回重审案件数
请各院报送改判发回重审案件情况
应当健全撤案监督机制
请围绕取保候审、监视居住等强制措施适用开展自查
督促规范查封、扣押、冻结措施
请法院立案信访窗口依法处理
请检察院控告申诉检察部门依法处理
重点检查判决执行难问题
应当防止以刑事手段插手经济纠纷
请报送超期羁押清理情况
建议听取关于刑事抗诉工作的专项报告
要求各单位开展案件评查
请于三日内签收
请补充事情发生的时间和地点
请问您是否已经申请复议
您可以在六个月内申请再审
向人大反映不会中止或延长上诉、申请再审、复议、诉讼、赔偿的期限
具体程序和期限以有权机关答复为准
已作出纠正意见或抗诉
检察院已启动审查
公安机关已立案
该案已改判
被告人已被释放
请依法处理，反映人已被取保候审
严格司法、规范司法、廉洁司法
坚持依法监督、集体监督
推动解决久押不决、久拖不执问题
请加强对刑讯逼供问题的监督
应当依法保障律师会见权
请核实送达回证
涉及单位负责人，拟呈报
接收单位不对，退回重拟
需要多个单位反馈，延长三十日
三十日内可以请求再看
请在改判后告知反映人
相应的撤案监督工作
判决事宜由法院决定
反映人要求从重处罚，已告知其法定途径
原告主张判决错误，已告知申请再审的期限
群众反映该院执行难，建议列入专项监督选题
建议将久拖不执列入专项监督重点
请各单位自查未依法同步录音录像的问题
检察院发出检察建议后法院改判
请核实是否有领导干部打招呼的情形
一审支持原告诉讼请求，二审维持
单位回应称当事人已释放
公安机关提请批准逮捕的期限为七日
邀请代表旁听减刑假释案件庭审
督促整改超期羁押问题
法院应当在三个月内作出裁定
请检察院依法开展立案监督
要求法院公开裁判文书
请核查是否依法变更强制措施
您可以向检察院申请抗诉
如对不起诉决定不服，可以在七日内申诉
公安机关应当在七日内说明不立案理由
有关材料已转检察院，由其依法决定是否立案
请问释放证明书何时送达
对反映的问题，请按程序转有权机关
反映人：家属；诉求：要求立即释放
来信人认为量刑过重，请求从轻
信访事项已依法分类处理
提请主任会议听取执行工作情况汇报
`), "\n")

// A line of the list may itself be broken in two (请改 / 判): rejoin it.
func rejoin(list []string) []string {
	var out []string
	for i := 0; i < len(list); i++ {
		if list[i] == "请改" {
			out = append(out, list[i]+"\n"+list[i+1])
			i++
			continue
		}
		out = append(out, list[i])
	}
	return out
}

func TestTheCongressNeverDecidesACaseInWords(t *testing.T) {
	bad := rejoin(deciding)
	if len(bad) < 60 || len(neutral) < 60 {
		t.Fatalf("%d deciding and %d neutral phrases; at least 60 each", len(bad), len(neutral))
	}
	for _, s := range bad {
		for _, text := range []string{s, "明州市人大常委会：\n" + s + "。特此函告。", spaced(s)} {
			if DecidesCase(text) == "" {
				t.Errorf("passed: %q", text)
			}
		}
	}
	for _, s := range neutral {
		for _, text := range []string{s, "现将有关情况转告如下。\n" + s + "。\n特此说明。"} {
			if hit := DecidesCase(text); hit != "" {
				t.Errorf("refused for %q: %q", hit, text)
			}
		}
	}
}

// spaced puts an ideographic space or an ornament between all characters.
func spaced(s string) string {
	var b strings.Builder
	for i, r := range []rune(s) {
		b.WriteRune(r)
		b.WriteString([]string{" ", "　", "·", "\u200b"}[i%4])
	}
	return b.String()
}

// Nothing that this package itself prints in letters may be refused.
func TestOurOwnTextsAreNeutral(t *testing.T) {
	for _, r := range Routes {
		for _, s := range []string{r.Zh, r.DeskZh, r.LimitZh} {
			if hit := DecidesCase(s); hit != "" {
				t.Errorf("route %s: %q in %q", r.ID, hit, s)
			}
		}
	}
	for _, n := range Notices {
		if hit := DecidesCase(n.Zh); hit != "" {
			t.Errorf("notice %s: %q", n.ID, hit)
		}
	}
}

func FuzzDecidesCaseNeverPanics(f *testing.F) {
	f.Add("请改判")
	f.Add("请\xff改判")
	f.Fuzz(func(_ *testing.T, s string) { DecidesCase(s) })
}
