package law

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestSieveLosesNothing: a sieve only spares work. Wherever the expression
// matches, in sentences of the field and in random strings of its
// words, the sieve lets the text through.
func TestSieveLosesNothing(t *testing.T) {
	words := strings.Fields("请 应当 必须 依法 撤销 原判 改判 改 判 发回 重审 审理 该案 此案 结论 应 为 尽快 释放 放人 取保候审 不起诉 决定 ， 建议 贵院 的 执行 驳回 减刑 假释 追究 刑事 责任 " +
		"处罚 缓刑 从轻 罪 无罪 有罪 批准逮捕 立案 纠正 判决 裁定 支持 请求 胜诉 为宜 按 意见 办案 网开一面 赔偿 予以")
	r := rand.New(rand.NewPCG(1, 2))
	for _, x := range []sieved{outcome, bare, demand} {
		if x.some == "" {
			t.Errorf("no sieve for %.40s", x.String())
		}
		hits := 0
		for range 3_000 {
			s := ""
			for range 2 + r.IntN(5) {
				s += words[r.IntN(len(words))]
			}
			if at := x.Regexp.FindStringIndex(s); at != nil {
				if hits++; !x.may(s[at[0]:at[1]]) {
					t.Fatalf("%q matches and is sieved out", s)
				}
			}
		}
		if hits == 0 {
			t.Errorf("nothing matched %.40s", x.String())
		}
	}
	if s := "办案民警讯问时没有开录音录像"; outcome.may(s) {
		t.Errorf("%q is not sieved out", s)
	}
}
