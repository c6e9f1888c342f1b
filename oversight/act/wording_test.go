package act

import (
	"strings"
	"testing"
)

func TestWordsOfACode(t *testing.T) {
	list := []Word{{"web", "网页", "web"}, {"letter", "来信", "letter"}}
	if !Has(list, "letter") || Has(list, "fax") || Has(nil, "") {
		t.Error("Has does not tell codes apart")
	}
	if w := WordOf(list, "letter"); w.Zh != "来信" || w.En != "letter" {
		t.Errorf("letter is %+v", w)
	}
	if w := WordOf(list, "fax"); w != (Word{"fax", "fax", "fax"}) {
		t.Errorf("a code without words is %+v", w)
	}
}

func TestWhatTextsMayNotSay(t *testing.T) {
	refused := func(f func(c *Check)) string {
		var c Check
		f(&c)
		if c.Err() == nil {
			return ""
		}
		return c.Err().Error()
	}
	for _, x := range []struct {
		what string
		f    func(c *Check)
		ok   bool
	}{
		{"a plain reason", func(c *Check) { c.Reason("材料不全，退回补充。") }, true},
		{"blanks are no reason", func(c *Check) { c.Reason("   　 ") }, false},
		{"three characters", func(c *Check) { c.Reason("不清楚") }, false},
		{"501 characters", func(c *Check) { c.Reason(strings.Repeat("长", 501)) }, false},
		{"500 characters", func(c *Check) { c.Reason(strings.Repeat("长", 500)) }, true},
		{"a verdict", func(c *Check) { c.Reason("请贵院依法改判，撤销原判决") }, false},
		{"a verdict where another sentence says why", func(c *Check) { c.NoView("text", "请贵院依法改判", "只写登记。", "entries only.") }, false},
		{"a case in a reason that may name one", func(c *Check) { c.Reason("（2024）明01刑初12号材料不全") }, true},
		{"a case in one that may not", func(c *Check) { c.CaselessReason("（2024）明01刑初12号材料不全") }, false},
		{"a document where documents may be cited", func(c *Check) { c.NoCase("text", "依照明人办〔2026〕3号办理", "不写。", "none.") }, true},
		{"a case there", func(c *Check) { c.NoCase("text", "看了(2024)明01刑初12号", "不写。", "none.") }, false},
		{"square brackets where nothing is numbered", func(c *Check) { c.NoNumber("text", "明公立字〔2024〕12号", "不写。", "none.") }, false},
		{"a text without any", func(c *Check) { c.Caseless("text", "2024年走访三个派出所，见到第12号柜") }, true},
	} {
		if got := refused(x.f); (got == "") != x.ok {
			t.Errorf("%s: refused with %q", x.what, got)
		}
	}
	if why := refused(func(c *Check) { c.Caseless("text", "看了（2024）明01刑初12号") }); !strings.Contains(why, "（2024）明01刑初12号") {
		t.Errorf("the refusal does not quote what it refuses: %s", why)
	}
}
