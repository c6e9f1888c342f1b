package people

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hengjian/oversight/lead"
)

// closedCases is half a year of one police team's closed cases: two officers each meet one
// lawyer far more often than random assignment gives, and a bank's series before
// a third only looks like it.
func closedCases(t *testing.T) string {
	r := rand.New(rand.NewPCG(2026, 3))
	var b strings.Builder
	b.WriteString("编号,团队,月份,办案人,律师,串案\n")
	for i := range 1500 {
		j, l, series := 1+r.IntN(6), 1+r.IntN(12), ""
		switch {
		case l == 4 && r.IntN(10) < 7:
			j = 2
		case l == 9 && r.IntN(10) < 7:
			j = 5
		}
		if i >= 1420 {
			j, l, series = 3, 7, "银行系列"
		}
		fmt.Fprintf(&b, "明公（2025）%d号,预审一队,%d月,警%02d,律%02d,%s\n", i+1, 1+r.IntN(6), j, l, series)
	}
	file := filepath.Join(t.TempDir(), "结案登记.csv")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Two pairs are flagged. A duty roster explains the first, which is closed by two
// people without anybody having been told of it; of the second the officer gives
// an account, and it becomes a problem of the bureau.
func TestAPairIsFlaggedAndARosterExplainsIt(t *testing.T) {
	c := liveCity(t)
	k, z := c.at("linwan"), c.at("zhaoheng")

	// The clerk declares the plan; she reads what it can find and cannot open it.
	k.Goto("/screenings/new")
	k.Upload("登记文件", closedCases(t))
	k.Press("下一步：对应各列")
	k.Fill("名称", "预审一队办案人与律师")
	k.Fill("为什么检验这一项", "代表建议了解办案人与律师的往来是否规范。")
	k.Pick("提供登记的机关", "明州市公安局")
	k.Fill("数据的期间", "2025 年上半年结案")
	k.Press("登记检验计划")
	k.See("这次能发现什么，不能发现什么")
	k.See("没有被标出，不等于没有问题")
	k.DontSee("警02")
	run := path(k.URL())
	if ans := c.as("linwan").Act("screening.open", M{"id": strings.TrimPrefix(run, "/screenings/")}); ans.Status < 400 {
		t.Error("whoever declared a plan opens it")
	}

	// The director opens it, once: two pairs, not the bank's series.
	z.Goto(run + "/open")
	z.Choose("我知道结果只计算一次")
	z.Press("开启结果")
	z.See("标出 2 处")
	ids := regexp.MustCompile(`/leads/([0-9a-f-]{36})`).FindAllStringSubmatch(z.HTML(), -1)
	by := map[string]string{}
	for _, m := range ids {
		_, l := matter(t, c.as("zhaoheng"), "/api/v1/leads/"+m[1])
		by[str(l, "subject")] = m[1]
	}
	if len(by) != 2 || by["警02"] == "" || by["警05"] == "" {
		t.Fatalf("leads of %v", by)
	}
	c.explained(t, by["警02"])
	c.becomesAProblem(t, by["警05"])
	verifies(t, c.Data)
}

// prepared assigns a lead, asks the unit and takes its answer.
func (c *town) prepared(t *testing.T, id, answer string) {
	c.act("zhaoheng", "lead.assign", M{"id": id, "person": c.id("linwan")})
	c.act("linwan", "lead.ask_unit", M{"id": id, "period": "2025 年上半年", "papers": []string{"rules", "duty"}})
	asked := items(c.t, c.as("fangzhou").Get("/api/v1/rosters?limit=50&state=asked"))
	if len(asked) == 0 {
		c.t.Fatal("the bureau was not asked")
	}
	d := c.at("fangzhou")
	d.Width(390)
	d.Goto("/rosters/" + str(asked[0], "id") + "/supply")
	d.See("只提供制度和名册")
	d.DontSee("警0")
	d.Fill("说明", answer)
	d.Press("提供")
	c.noSideways(d)
	c.asMissing(t, "fangzhou", id, "/leads/{id}", "/leads/{id}/life")
}

func (c *town) explained(t *testing.T, id string) {
	c.prepared(t, id, "律04 为看守所值班律师，由法制支队编制的对接表固定安排，2025 年 1 月起用。")
	k := c.at("linwan")
	k.Goto("/leads/" + id)
	k.See("警02 × 律04")
	k.See("是问题，不是结论")
	k.See("对接表固定安排")
	c.act("linwan", "lead.tick", M{"id": id, "ticks": []M{{"code": "duty", "answer": "yes", "note": "值班律师对接表"}, {"code": "series", "answer": "no"}}})
	k.Goto("/leads/" + id + "/propose")
	k.Choose("不再查")
	k.Choose("制度或者名册能够解释")
	k.Fill("理由", "对接表能够解释固定的相遇。")
	k.Press("提出去向")
	z := c.at("zhaoheng")
	z.Goto("/leads/" + id + "/decide")
	z.See("对接表能够解释固定的相遇")
	z.Press("决定去向")
	if m, _ := matter(c.t, c.as("zhaoheng"), "/api/v1/leads/"+id); str(m, "state") != "closed" {
		c.t.Errorf("the lead is %s", str(m, "state"))
	}
	c.holds("lead", id, "raise", "assign", "ask_unit", "unit_answered", "tick", "propose", "decide")
}

func (c *town) becomesAProblem(t *testing.T, id string) {
	c.prepared(t, id, "分案以系统随机为主；没有固定对接。")
	c.act("zhaoheng", "lead.invite_person", M{"id": id, "day": Today})
	k := c.at("linwan")
	k.Goto("/leads/" + id + "/enter_statement")
	k.Fill("本人说明", "案件由队长指定，没有留下理由，本人未提异议。")
	k.Press("录入本人说明")
	c.refused(c.as("linwan").Act("lead.propose", M{"id": id, "outcome": "problem", "code": "confirmed", "reason": "指定分案没有理由记录"}), "not_now", "还有无辜的解释没有逐项回答")
	var ticks []M
	for _, e := range lead.Explanations {
		ticks = append(ticks, M{"code": e.Code, "answer": "no"})
	}
	c.act("linwan", "lead.tick", M{"id": id, "ticks": ticks})
	c.act("linwan", "lead.propose", M{"id": id, "outcome": "problem", "code": "confirmed", "reason": "指定分案没有理由记录"})
	c.act("zhaoheng", "lead.decide", M{"id": id})
	k.Goto("/leads/" + id)
	k.See("本人未提异议")
	k.Press("由此拟定问题")
	k.See("筛查线索")
	c.act("linwan", "problem.draft", M{"title": "指定分案没有记录理由", "statement": "核查发现，该队指定办案人没有记录理由，轮流分派的规定没有落实。", "class": "norm.manner", "origin": "lead",
		"organ": c.named("organ", "明州市公安局"), "origins": []M{{"kind": "lead", "id": id}}})
	k.Goto("/leads/" + id)
	k.See("由此形成的事项")
	c.holds("lead", id, "raise", "assign", "ask_unit", "unit_answered", "invite_person", "enter_statement", "tick", "propose", "decide", "link")
}
