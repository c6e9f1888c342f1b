package lexis

import (
	"regexp"
	"strings"
)

// formulae are what letters to an authority say whatever they are about: greetings,
// requests, names of offices and time. They part words but make no topic.
var formulae = strings.Fields(`
尊敬 敬爱 领导 书记 市长 省长 县长 区长 厅长 局长 主任 院长 检察长 法官 同志 先生 女士 您好 你好 大家好 谢谢 感谢 致敬 此致 敬礼 盼复 叩谢
希望 恳请 请求 请问 请教 请查 请予 咨询 建议 投诉 反映 举报 求助 关于 关注 重视 解决 处理 答复 回复 回应 查处 调查 核实 落实 督促 协调 介入 帮助 支持 监督 整改 整治 规范 加强 完善 尽快 尽早 早日 及时
有关 相关 部门 单位 政府 机关 人员 工作 政策 规定 问题 情况 事情 事项 原因 结果 严重 重大 存在 造成 影响 导致 损失 一直 至今 多次 多年 现在 目前 今天 昨天 去年 今年 每天 长期 时候 时间 什么 怎么 怎样 如何 为何 为什么 哪里 哪些 是否 能否 可否 何时 可以 应该 需要 必须 已经 没有 无人 有人 不能 不给 不到 不了 不是 因为 所以 但是 而且 如果 虽然 还是 就是 只是 只有 只能 我们 你们 他们 自己 本人 大家 这个 那个 这些 那些 这样 一个 一些 一下 一次 非常 比较 十分 特别 实在 根本 究竟 到底 难道
市民 居民 村民 群众 百姓 老百姓 人民 网友 业主 网上 平台 留言 电话 合理 合法 违法 违规 非法 依法 乱象 现象 不妥 不当 不作为 安全隐患 隐患 作为 一名 公民 知道 找谁 联系 出现 发现 越来越 上述 以下 如下 以及 由于 方面 具体 相应
`)

var cutFormulae = strings.NewReplacer(pairsWith(formulae, "，")...)

func pairsWith(words []string, by string) []string {
	var out []string
	for _, w := range words {
		out = append(out, w, by)
	}
	return out
}

// functionRunes are characters of grammar; an n-gram across one is seldom a name.
const functionRunes = "的了着过是在我你您他她它们这那和与及就都也很还被把给让请吗呢吧啊哪么什何因所但而且并或若如对于从到向想说没不已曾将之其此该各每等又再才却"

var webAddress = regexp.MustCompile(`(?i)(?:https?://|www\.)[!-~]+`)

// matter is what is left of a text for topics: gaps stand for formulae, grammar,
// numbers and masked places. A district alone makes no topic; the names in it do.
func matter(s string) []rune {
	text := plain(cutFormulae.Replace(webAddress.ReplaceAllString(s, "，")))
	for i, r := range text {
		if r == '0' || strings.ContainsRune(functionRunes, r) {
			text[i] = ' '
		}
		if r == placeMark {
			text[i] = ' '
			if i+1 < len(text) {
				text[i+1] = ' '
			}
		}
	}
	return text
}
