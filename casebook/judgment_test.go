package casebook

import (
	"io"
	"slices"
	"strings"
	"testing"

	"hengjian/tabular"
)

func judgmentsOf(t *testing.T, name, text string) (out []map[string]string) {
	t.Helper()
	src, err := Open(name, strings.NewReader(text), int64(len(text)), tabular.Options{})
	if err != nil {
		t.Fatal(err)
	}
	head, err := src.Next()
	if err != nil {
		t.Fatal(err)
	}
	names := slices.Clone(head.Cells)
	for {
		row, err := src.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]string{}
		for i, n := range names {
			m[n] = row.Cell(i)
		}
		out = append(out, m)
	}
}

const twoJudgments = `明州市中级人民法院
民事判决书
（2025）明01民终7号
上诉人（原审被告）：甲某某，住明州市。
委托诉讼代理人：乙某，明州某律师事务所律师。
被上诉人（原审原告）：丙某某。
上诉人甲某某因与被上诉人丙某某民间借贷纠纷一案，不服一审判决，向本院提起上诉。本院于2025年1月6日立案后，依法组成合议庭进行了审理。
综上，判决如下：
驳回上诉，维持原判。
审 判 长 丁某某
审 判 员 戊某某
二〇二五年三月一日
书 记 员 己某某
明州市中级人民法院
民事裁定书
（2025）明01民终8号
上诉人：庚某某。
上诉人庚某某撤回上诉。裁定如下：
准许庚某某撤回上诉。
审 判 长 丁某某
`

// What stands in a judgment in the usual form is read, what does not is named:
// nothing is guessed.
func TestJudgmentsAreRead(t *testing.T) {
	js := judgmentsOf(t, "文书.txt", twoJudgments)
	if len(js) != 2 {
		t.Fatalf("%d judgments", len(js))
	}
	for k, want := range map[string]string{"案号": "（2025）明01民终7号", "法院": "明州市中级人民法院", "文书种类": "民事判决书", "裁判日期": "二〇二五年三月一日", "立案日期": "2025年1月6日", "审判长": "丁某某", "审判员": "戊某某",
		"书记员": "己某某", "案由": "民间借贷纠纷", "结案方式": "驳回上诉，维持原判", "律师": "乙某", "没有读出": ""} {
		if js[0][k] != want {
			t.Errorf("%s: %q, want %q", k, js[0][k], want)
		}
	}
	if js[1]["结案方式"] != "准予撤诉" || js[1]["没有读出"] != "裁判日期、书记员、案由、立案日期" {
		t.Errorf("%q %q", js[1]["结案方式"], js[1]["没有读出"])
	}
	page := "<html><body><script>x()</script><p>" + strings.ReplaceAll(strings.SplitN(twoJudgments, "明州市中级人民法院\n民事裁定书", 2)[0], "\n", "</p><p>") + "</p></body></html>"
	if got := judgmentsOf(t, "7.html", page); len(got) != 1 || got[0]["案号"] != js[0]["案号"] || got[0]["结案方式"] != js[0]["结案方式"] || got[0]["立案日期"] != js[0]["立案日期"] {
		t.Errorf("%v", got)
	}
}

func TestHowJudgmentsEnd(t *testing.T) {
	for _, x := range [][3]string{
		{"民事调解书", "双方达成协议", "调解"}, {"民事裁定书", "裁定如下：按上诉人自动撤回上诉处理。", "按撤诉处理"}, {"民事裁定书", "裁定如下：一、撤销一审判决；二、发回重审。", "发回重审"},
		{"民事判决书", "上诉人甲。判决如下：一、撤销一审民事判决；二、驳回诉讼请求。", "改判"}, {"民事判决书", "判决如下：被告偿还借款。", "判决"}, {"执行裁定书", "裁定如下：终结本次执行程序。", "终结本次执行程序"},
		{"民事裁定书", "裁定如下：驳回甲的起诉。", "驳回起诉"}, {"民事裁定书", "裁定如下：本案中止诉讼。", ""}, {"民事判决书", "没有主文", ""},
	} {
		if got := outcomeIn(x[0], x[1]); got != x[2] {
			t.Errorf("%s %s: %q, want %q", x[0], x[1], got, x[2])
		}
	}
	if got := procedureIn("本院适用简易程序，后转为适用普通程序审理"); got != "普通程序" {
		t.Error(got)
	}
}
