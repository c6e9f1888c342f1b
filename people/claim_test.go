package people

import (
	"slices"
	"strings"
	"testing"

	"hengjian/people/stage"
)

// An organ claims that a problem is rectified; a deputy goes and finds that it
// is not. It goes back, is put right, found done by all, and closed by somebody
// who neither drafted nor verified it.
func TestOrganClaimsAndADeputyFindsItIsNot(t *testing.T) {
	c := liveCity(t)
	id := c.problem("rectifying")
	page := "/problems/" + id
	director := c.as("zhaoheng")

	// The organ: every measure has progress, then the head claims on her page.
	c.progressAll(id)
	head := c.at("tangweimin")
	head.Goto(page + "/claim")
	head.See("“已整改”须经现场核验")
	head.Fill("整改情况", "三项措施全部完成，台账已经更新，请予核验。")
	head.Press("报结")
	c.is(id, "claimed")

	// The director sends two people to see, one of them a deputy.
	z := c.at("zhaoheng")
	z.Goto(page + "/assign_verifiers")
	z.Choose("叶春禾")
	z.Press("安排核验")
	z.See("核验人至少两名") // one is not enough: the page keeps the tick
	z.Choose("顾明远")
	z.Press("安排核验")
	c.is(id, "verifying")

	// The deputy, on the spot with her phone: the second measure is not done.
	deputy := c.at("yechunhe")
	deputy.Width(390)
	deputy.Goto(page)
	deputy.See("请您到现场核验")
	deputy.Press("填写核验意见")
	c.report(deputy, "到位", "未到位", "到位")
	deputy.See("未到位")
	c.noSideways(deputy)

	// Nothing passes before all have reported, and never over a "no".
	clerk := c.as("linwan")
	ans := clerk.Act("problem.pass", M{"id": id})
	c.refused(ans, "not_now", "核验人还没有全部提交意见")
	vice := c.at("gumingyuan")
	vice.Goto(page + "/verify")
	c.report(vice, "到位", "到位", "到位")
	c.refused(clerk.Act("problem.pass", M{"id": id}), "not_now", "只能退回整改")
	c.refused(director.Act("problem.pass", M{"id": id, "reason": "总体上已经到位"}), "not_now", "只能退回整改")
	k := c.at("linwan")
	k.Goto(page)
	k.See("只能退回整改")
	k.Goto(page + "/return")
	k.Fill("理由", "代表现场看到第二项措施没有落实。")
	k.Press("退回整改")
	c.is(id, "rectifying")
	k.Goto(page)
	k.See("核验退回 1 次")

	// The organ reads why, and the second round passes.
	head.Goto(page)
	head.See("代表现场看到第二项措施没有落实")
	c.progressAll(id)
	c.act("tangweimin", "problem.claim", M{"id": id, "text": "第二项措施已经补上，现场可查。"})
	c.act("zhaoheng", "problem.assign_verifiers", M{"id": id, "people": []string{c.id("yechunhe"), c.id("gumingyuan")}})
	for _, who := range []string{"yechunhe", "gumingyuan"} {
		c.act(who, "problem.verify", M{"id": id, "visited": Today, "place": "执法办案管理中心", "on_spot": true, "per_measure": []string{"yes", "yes", "yes"}})
	}
	// A verifier does not decide on what she saw, nor the organ on its own claim.
	c.refused(c.as("gumingyuan").Act("problem.close", M{"id": id}), "", "")
	c.refused(c.as("tangweimin").Act("problem.pass", M{"id": id}), "", "")
	k.Goto(page + "/pass")
	k.Press("核验通过")
	c.is(id, "verified")
	c.refused(clerk.Act("problem.close", M{"id": id}), "", "") // she drafted it

	s := c.at("shenlan")
	s.Goto(page + "/close")
	s.See("三到六个月内回头看")
	s.Press("销号")
	c.is(id, "closed")
	c.threePeople(id)
	s.Goto(page)
	s.See("回头看")
	verifies(t, c.Data)
}

// problem is a problem of the police bureau in this state.
func (c *town) problem(state string) string {
	c.t.Helper()
	if c.organ == "" {
		c.organ, _ = c.as("fangzhou").Get("/api/v1/me").Body["organ"].(string)
	}
	list := items(c.t, c.as("zhaoheng").Get("/api/v1/problems?limit=1&state="+state+"&organ="+c.organ))
	if len(list) == 0 {
		c.t.Fatalf("no problem of the police bureau is %s", state)
	}
	return str(list[0], "id")
}

func (c *town) is(id, state string) {
	c.t.Helper()
	if m, _ := matter(c.t, c.as("zhaoheng"), "/api/v1/problems/"+id); str(m, "state") != state {
		c.t.Fatalf("the problem is %s, not %s", str(m, "state"), state)
	}
}

// progressAll reports progress on each measure, as the liaison.
func (c *town) progressAll(id string) {
	c.t.Helper()
	a := c.as("fangzhou")
	_, d := matter(c.t, a, "/api/v1/problems/"+id)
	ms, _ := d["measures"].([]any)
	if len(ms) == 0 {
		c.t.Fatal("the problem has no measures")
	}
	for i := range ms {
		a.MustAct("problem.progress", M{"id": id, "measure": i + 1, "text": "已经完成，附台账。"})
	}
}

// report fills a verifier's form.
func (c *town) report(p *stage.Person, answers ...string) {
	c.t.Helper()
	p.Fill("在哪里看的", "执法办案管理中心")
	p.Choose("我到了现场")
	for i, a := range answers {
		// Each measure has its own three buttons of the same words.
		ok := stage.Eval[bool](p, `(() => { for (const r of document.getElementsByName('per_measure.`+string(rune('0'+i))+`'))
			if ([...r.labels].some(l => l.innerText.trim() === '`+a+`')) { r.click(); return r.checked } return false })()`)
		if !ok {
			c.t.Fatalf("measure %d has no answer %s", i+1, a)
		}
	}
	p.Press("提交核验意见")
}

// refused fails unless an act was refused, of this kind and with these words if
// they are given.
func (c *town) refused(ans stage.Answer, kind, words string) {
	c.t.Helper()
	switch {
	case ans.Status < 400 || ans.Status >= 500:
		c.t.Errorf("not refused: %d %s", ans.Status, ans.Raw)
	case kind != "" && str(ans.Body, "kind") != kind:
		c.t.Errorf("refused as %s, not as %s: %s", str(ans.Body, "kind"), kind, ans.Raw)
	case words != "" && !strings.Contains(str(ans.Body, "zh"), words):
		c.t.Errorf("refused without saying %q: %s", words, ans.Raw)
	}
}

// threePeople reads the record: who claimed, verified and closed are different.
func (c *town) threePeople(id string) {
	c.t.Helper()
	m, _ := matter(c.t, c.as("zhaoheng"), "/api/v1/problems/"+id)
	by := map[string][]string{}
	lines, _ := m["history"].([]any)
	for _, l := range lines {
		x, _ := l.(M)
		by[str(x, "act")] = append(by[str(x, "act")], str(x, "name"))
	}
	for _, pair := range [][2]string{{"problem.claim", "problem.verify"}, {"problem.claim", "problem.close"}, {"problem.verify", "problem.close"}, {"problem.draft", "problem.close"}, {"problem.draft", "problem.verify"}, {"problem.verify", "problem.pass"}} {
		if len(by[pair[0]]) == 0 || len(by[pair[1]]) == 0 {
			c.t.Errorf("the record lacks %v: %v", pair, by)
		}
		for _, x := range by[pair[0]] {
			if x == "" || slices.Contains(by[pair[1]], x) {
				c.t.Errorf("%q did both %s and %s", x, pair[0], pair[1])
			}
		}
	}
}

// noSideways fails if the page is wider than the screen.
func (c *town) noSideways(p *stage.Person) {
	c.t.Helper()
	if over := stage.Eval[int](p, `document.documentElement.scrollWidth - window.innerWidth`); over > 1 {
		c.t.Errorf("%s's page is %d px wider than her screen: %s", p.Name, over, p.URL())
	}
}
