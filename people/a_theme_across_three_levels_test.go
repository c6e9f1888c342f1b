package people

import (
	"strings"
	"testing"
)

// A province shares a theme; two cities adopt plans of their own from it, each
// in its own way, and a county one from its city's. The county leaves a shared
// requirement without a task and sees it; those above see counts and nothing of
// anybody's tasks.
func TestAThemeAcrossThreeLevels(t *testing.T) {
	c := liveCity(t)
	c.congress("990300", "远州市人民代表大会常务委员会", "远州市人大常委会", "远人", "city")
	c.hire("990000", "", "shengjing", "省经办", "clerk")
	c.hire("990300", "", "yuanjing", "远州经办", "clerk")
	c.hire("990223", "", "tangjing", "棠溪经办", "clerk")

	const rec, noti, win = "讯问全程录音录像保存可查", "权利告知有记录听得懂", "窗口一次告知"
	asks := func(who string, texts ...string) (out []M) {
		for _, x := range texts {
			out = append(out, M{"text": x, "who": who})
		}
		return out
	}
	up := c.shared("shengjing", "全省规范讯问专项监督", M{"goal": "规范讯问和办案区管理。", "requirements": asks("committees", rec, noti, win)})

	// One city adopts its plan on the pages; it is offered, never commanded.
	k := c.at("linwan")
	k.Goto("/campaigns")
	k.See("上级人大印发了专项方案：全省规范讯问专项监督")
	k.See("不拟定也不需要说明")
	k.Press("拟定本级方案")
	k.Fill("title", "明州市讯问规范化专项监督")
	k.Press("拟定本级方案")
	k.See("本级方案已拟定")
	id := strings.Split(path(k.URL()), "/")[2]
	c.decided("linwan", id, M{"goal": "先看录像，再看告知。", "requirements": asks("organs", "每季度报告一次")})
	keys := c.demands(t, "shengjing", up)
	k.Goto("/campaigns/" + id + "/tasks")
	k.See("没有任务落实")
	for text, title := range map[string]string{rec: "机密甲：走访十个办案区", noti: "机密乙：抽查告知书"} {
		c.act("linwan", "task.create", M{"title": title, "content": "按方案安排。", "campaign": id, "requirement": "u:" + keys[text], "person": c.id("linwan"), "due": "2026-06-30"})
	}
	c.act("linwan", "campaign.answer_requirement", M{"id": id, "key": keys[win], "reason": "本市窗口由政务中心统一设置，另有检查"})
	k.Goto("/campaigns/" + id + "/tasks")
	k.See("机密甲：走访十个办案区")
	k.See("本市窗口由政务中心统一设置")

	// The other begins with the window and with nothing else.
	other := str(c.act("yuanjing", "campaign.adapt", M{"upper": up, "title": "远州市窗口服务专项监督", "theme": "窗口", "since": Today, "until": "2026-09-30"}).Body, "subject")
	c.decided("yuanjing", other, M{"goal": "从窗口做起。", "requirements": asks("committees", "公布投诉渠道")})
	c.act("yuanjing", "task.create", M{"title": "机密丙：暗访窗口", "content": "按方案安排。", "campaign": other, "requirement": "u:" + keys[win], "person": c.id("yuanjing"), "due": "2026-05-31"})

	// The county adopts from its province as well, covers two of three.
	low := str(c.act("tangjing", "campaign.adapt", M{"upper": up, "title": "棠溪县规范讯问专项监督", "theme": "讯问", "since": Today, "until": "2026-10-31"}).Body, "subject")
	c.decided("tangjing", low, M{"goal": "查两个办案区。"})
	for _, text := range []string{rec, noti} {
		c.act("tangjing", "task.create", M{"title": "机密丁：" + text, "content": "按方案安排。", "campaign": low, "requirement": "u:" + keys[text], "person": c.id("tangjing"), "due": "2026-06-30"})
	}
	m := c.at("tangjing")
	m.Goto("/campaigns/" + low + "/tasks")
	m.See(win)
	m.See("没有任务落实")
	m.See("为这一条布置任务")
	if n := strings.Count(m.Text(), "为这一条布置任务"); n != 1 {
		t.Errorf("the county sees %d requirements without a task, not one", n)
	}

	// The province: who covers what, in counts alone.
	p := c.at("shengjing")
	p.Goto("/campaigns/" + up + "/coverage")
	for _, x := range []string{"明州市人大常委会", "远州市人大常委会", "棠溪县人大常委会", "有任务 1", "说明不适用", "尚无对应任务", "只有件数"} {
		p.See(x)
	}
	p.DontSee("机密")
	p.DontSee("政务中心")
	if n := strings.Count(p.Text(), "尚无对应任务"); n < 3 { // the other city's two, the county's one
		t.Errorf("the province sees %d cells without a task", n)
	}
	p.Resize(390, 844)
	c.noSideways(p)
	if got := len(items(t, c.as("shengjing").Get("/api/v1/tasks?limit=200"))); got != 0 {
		t.Errorf("the province lists %d tasks of committees below", got)
	}
	for _, own := range []string{id, other, low} {
		for _, end := range []string{"/tasks", "/related?kind=meeting", "/cockpit"} {
			if code, _, _ := c.plain("shengjing").Get("/campaigns/" + own + end); code != 404 {
				t.Errorf("the province opens %s of a plan below: %d", end, code)
			}
		}
	}
	if code, _, _ := c.plain("yuanjing").Get("/campaigns/" + up + "/coverage"); code != 404 {
		t.Errorf("a city opens the province's matrix: %d", code)
	}
	verifies(t, c.Data)
}
