package people

import "testing"

// The week in short is one sheet of paper, whatever came in that week, for all
// work and for one campaign, in both languages.
func TestTheWeekPrintsOnOnePage(t *testing.T) {
	c := liveCity(t)
	camp := c.campaign("“司法规范化”专项监督")
	for _, lang := range []string{"zh", "en"} {
		p := c.at("zhaoheng")
		for _, at := range []string{"/digest?", "/digest?week=2026-02-23&", "/digest?campaign=" + camp + "&"} {
			p.Goto(at + "lang=" + lang)
			p.See(map[string]string{"zh": "一周摘要", "en": "The week in short"}[lang])
			if n := p.Sheets(); n != 1 {
				t.Errorf("%s in %s is printed on %d sheets", at, lang, n)
			}
		}
	}
	p := c.at("zhaoheng")
	p.Goto("/clues")
	if n := p.Sheets(); n < 2 {
		t.Errorf("a long list is printed on %d sheet: the count proves nothing", n)
	}
}
