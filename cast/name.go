package cast

import (
	"math/rand/v2"
	"strings"
)

// surnames with rough weights, the frequent ones first; the last lines are rare or double.
var surnames = weigh(`王70 李70 张66 刘52 陈50 杨32 黄24 赵22 吴22 周22 徐18 孙16 马14 朱14 胡13 郭12 何12 林12 高11 罗10
郑10 梁10 谢9 宋9 唐8 许8 韩7 冯7 邓7 曹7 彭7 曾7 肖7 田6 董6 袁6 潘6 于5 蒋6 蔡5 余5 杜5 叶6 程5 苏5 魏5 吕5 丁5 任5 沈6
姚4 卢4 姜4 崔3 钟4 谭3 陆4 汪4 范4 金4 石3 廖3 贾3 夏4 韦2 付3 方4 白3 邹3 孟2 熊2 秦3 邱3 江3 尹2 薛2 闫1 段2 雷2 侯2 龙2
史2 陶3 黎2 贺2 顾3 毛3 郝1 龚2 邵3 万2 钱3 严2 覃1 武1 戴3 莫1 孔2 向1 汤2 常1 温1 康1 施3 文1 牛1 樊1 葛2 邢1 安1 齐1 易1
乔1 伍1 庞1 颜1 倪2 庄1 聂1 章3 鲁1 岳1 翟1 殷1 詹2 申1 欧1 耿1 关1 兰1 焦1 俞3 左1 柳1 甘1 祝2 包1 宁1 尚1 符1 舒1 阮2 柯1
纪1 梅1 童2 凌1 毕1 单1 季1 裴1 霍1 涂1 成1 苗1 谷1 曲1 盛1 冉1 翁1 骆1 蓝1 路1 游1 辛1 靳1 管1 应2 厉1 诸1 楼1 洪2 竺1
欧阳1 上官1 司马1 诸葛1 皇甫1 尉迟1 夏侯1 公孙1`)

var (
	maleChars   = strings.Split("伟 强 军 磊 勇 杰 涛 明 超 刚 平 辉 健 鹏 华 飞 波 斌 宇 浩 凯 毅 俊 峰 建 国 志 文 德 海 东 成 立 永 清 宏 远 松 柏 林 森 川 舟 岩 山 诚 谦 朗 恒 安 宁 启 承 泽 瑞 嘉 一 子 天 云 石 牧 知 行 言 思 源 维 正 义 仁 礼 信 庆 祥 根 土 水 法 卫 民 新 春 昌 荣 达 良 学 振 少 兆 钧 锋 铭 楠 旭 晖 航", " ")
	femaleChars = strings.Split("芳 娜 敏 静 丽 艳 娟 霞 秀 玲 桂 兰 燕 红 梅 萍 慧 琴 英 洁 莉 倩 雪 琳 颖 婷 瑶 怡 婧 蓉 薇 菲 岚 晓 雨 欣 佳 思 若 雯 妍 彤 清 云 月 素 珍 凤 美 爱 华 惠 玉 春 青 竹 禾 苗 荷 晚 晴 宁 安 知 微 语 诗 书 墨 如 意 文 璐 璇 珂 珊 彩 巧 莲 娅 朵 筱 昕 悦 容 淑 芬 芸 茜 瑾 忆 念 霖", " ")
	rareChars   = split("𠮷 㐂 堃 䶮 燚 淼 𬭎 𣲘 喆 珺 昶 翀 懿 赟 𬀩 旻 甯 犇 祎 爔")
)

type weighted struct {
	word string
	upTo int
}

func weigh(s string) []weighted {
	var out []weighted
	sum := 0
	for _, f := range split(s) {
		word := strings.TrimRight(f, "0123456789")
		n := 0
		for _, d := range f[len(word):] {
			n = n*10 + int(d-'0')
		}
		sum += n
		out = append(out, weighted{word, sum})
	}
	return out
}

func surname(r *rand.Rand) string {
	n := r.IntN(surnames[len(surnames)-1].upTo)
	for _, w := range surnames {
		if n < w.upTo {
			return w.word
		}
	}
	panic("unreachable")
}

// personName invents a name; now and then one with a character that many systems cannot hold.
func personName(r *rand.Rand, female bool) string {
	chars := maleChars
	if female {
		chars = femaleChars
	}
	s, a := surname(r), pick(r, chars)
	switch n := r.IntN(100); {
	case n < 2:
		return s + pick(r, rareChars)
	case n < 4:
		return s + a + pick(r, rareChars)
	case n < 26:
		return s + a
	}
	b := pick(r, chars)
	for b == a {
		b = pick(r, chars)
	}
	return s + a + b
}

// familyName gives the surname back, double ones included.
func familyName(name string) string {
	for _, w := range surnames {
		if len([]rune(w.word)) == 2 && strings.HasPrefix(name, w.word) {
			return w.word
		}
	}
	return string([]rune(name)[:1])
}

// FamilyName is the surname of an invented name, double surnames included.
func FamilyName(name string) string { return familyName(name) }
