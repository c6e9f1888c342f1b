package casebook

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
)

// A list puts whole tables in place of the few words that are built in: its
// words are known on their days, others are told, ours keep their codes.
func TestReadCodes(t *testing.T) {
	rows := [][]string{{"表", "代码", "名称", "起用日期", "停用日期"}, {"案由", "9001", "民间借贷纠纷"}, {"案由", "9002", "数据权益纠纷", "2026-01-01"}, {"案由", "9003", "联营合同纠纷", "", "2025-12-31"},
		{"结案方式", "21", "改判"}, {"地域", "M00", "明州市"}, {"案由", "", ""}}
	c, n, err := ReadCodes(rows)
	if err != nil || n["causes"] != 3 || n["outcomes"] != 1 || len(n) != 2 {
		t.Fatal(n, err)
	}
	for _, x := range []struct {
		word, day string
		ok        bool
	}{{"数据权益纠纷", "2026-03-01", true}, {"数据权益纠纷", "2025-03-01", false}, {"联营合同纠纷", "2025-03-01", true}, {"联营合同纠纷", "2026-03-01", false}, {"联营合同纠纷", "", true}} {
		if _, ok := c.Find("causes", x.word, x.day); ok != x.ok {
			t.Errorf("%s on %s: %v", x.word, x.day, ok)
		}
	}
	if !c.Unknown("causes", "盗窃罪") || BuiltCodes().Unknown("causes", "盗窃罪") || c.Unknown("causes", "民间借贷纠纷") {
		t.Error("a whole table does not tell what it lacks")
	}
	if r, _ := c.Find("outcomes", "改判", ""); r.Code != "changed" {
		t.Errorf("%+v", r)
	}
	for _, bad := range [][][]string{nil, {{"代码", "名称"}}, {{"表", "代码", "名称", "起用日期"}, {"案由", "1", "某", "2026/1/1"}}} {
		if _, _, err := ReadCodes(bad); err == nil {
			t.Errorf("%v is a code list", bad)
		}
	}
}

// The forms in which a way of ending is written; what only looks alike is not
// counted.
func TestOutcomesAsWritten(t *testing.T) {
	for w, want := range map[string]string{"发回重审": "remanded", "裁定发回重新审查": "remanded", "改判（含部分核准）": "changed", "准予撤回上诉": "withdrawn", "按撤诉处理": "withdrawn", "维持原裁定": "upheld", "裁定终结本次执行程序": "ended.now",
		"裁定移送其他法院管辖": "transferred", "检察院撤回监督意见": "", "撤销原判并驳回起诉": "", "协调解决（即达成一致意见）": "", "不准予撤诉": "", "调解": "settled"} {
		if got := codeOf("outcomes", w); got != want {
			t.Errorf("%s: %q, want %q", w, got, want)
		}
	}
}

// The published list of the judgments site, where it is at hand.
func TestThePublishedCodes(t *testing.T) {
	b, err := os.ReadFile("../../../shared/data/law/wenshu_codes_flat.csv")
	if err != nil {
		t.Log("NOT RUN on the published list: it is not here")
		return
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(b), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	c, n, err := ReadCodes(rows)
	if err != nil || n["causes"] != 1857 || n["outcomes"] != 231 || n["procedures"] != 205 {
		t.Fatal(n, err)
	}
	for _, w := range []string{"盗窃罪", "民间借贷纠纷", "危险驾驶罪"} {
		if c.Unknown("causes", w) {
			t.Errorf("%s is unknown", w)
		}
	}
	outcomes, _ := c.Table("outcomes")
	known := map[string]int{}
	for _, r := range outcomes.Rows {
		known[codeOf("outcomes", r.Zh)]++
	}
	for _, code := range []string{"judgment", "settled", "withdrawn", "upheld", "changed", "remanded", "ended.now"} {
		if known[code] == 0 {
			t.Errorf("no word of the list is %s: %v", code, known)
		}
	}
}
