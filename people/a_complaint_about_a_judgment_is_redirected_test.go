package people

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
)

// A man wants a judgment changed. The congress cannot: he is told the procedure
// that can, and that writing here suspends none of its terms.
func TestAComplaintAboutAJudgmentIsRedirected(t *testing.T) {
	c := sharedCity(t)
	man := c.reports(t, "败诉的人", story{asked: "法院", name: "石方", text: "市中院的二审判决把我的货款判没了，判得不对，请人大帮我改过来。", where: "市中级人民法院", caseNo: "（2025）明99民终88号", rel: "本人"})
	man.See("法定期限") // he left his name
	id := c.numbered(man.number)
	c.registered(id, "对生效民事判决不服", "来信人称，不服（2025）明99民终88号民事判决，请求改判。", "norm.notice", M{"organs": []string{c.named("organ", "明州市中级人民法院")}})

	clerk := c.plain("linwan")
	clerk.Goto("/clues/" + id + "/propose")
	clerk.Pick("处理意见", "tell_party")
	clerk.Pick("法定程序", "civil_retrial")
	clerk.Press("拟办")
	clerk.See("已拟办")

	director := c.at("zhaoheng")
	director.Goto("/clues/" + id + "/redirect")
	director.See("不会中止或延长")
	director.Press("不予受理并告知")
	director.See("不予受理并告知")

	man.looks()
	for _, s := range []string{"不属于人大受理", "申请再审", "上一级法院", "6个月", "以有权机关答复为准", "中止或延长上诉、申请再审", "您可以"} {
		man.See(s)
	}
	man.DontSee("改判")

	clerk.Goto("/clues/" + id + "/notice.docx")
	paper := docxText(t, clerk.Raw)
	for _, s := range []string{"告知书", "再审", "上诉、申请再审", "不会中止或延长"} {
		if !strings.Contains(paper, s) {
			t.Errorf("the notice does not say %q:\n%s", s, paper)
		}
	}
	if strings.Contains(paper, "改判") || strings.Contains(paper, "石方") {
		t.Errorf("the notice says too much:\n%s", paper)
	}
	c.holds("clue", id, "receive", "open", "summarise", "propose", "redirect")
	if len(c.legsOf(id)) > 0 {
		t.Error("a judgment was referred to somebody")
	}
	verifies(t, c.Data)
}

// docxText is the text of a docx.
func docxText(t *testing.T, b []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatalf("%v: %.200s", err, b)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	x, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(x), "")
}
