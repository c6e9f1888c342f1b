package people

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hengjian/people/stage"
)

// A bureau is asked by two levels: its city's committee has a plan and wants a
// self-inspection, the province's plan came through the city. One upload and one
// text answer all three; each has its own receipt, and anybody verifies the
// proof offline. What is still to be filled in item by item is said, not done.
func TestABureauAnswersTwoLevelsOnce(t *testing.T) {
	c := liveCity(t)
	c.hire("990000", "", "shengjing", "省经办", "clerk")
	police := c.named("organ", "明州市公安局")

	plan := M{"goal": "规范讯问。", "contents": []M{{"text": "讯问录音录像是否全程保存", "classes": []string{"norm.recording"}}}, "requirements": []M{{"text": "按月报送情况", "who": "organs"}}}
	own := c.shared("linwan", "明州市规范讯问专项监督", plan)
	c.shared("shengjing", "全省规范讯问专项监督", plan)
	k := c.at("linwan")
	for _, x := range c.copies(t, "linwan", "全省规范讯问专项监督") {
		c.act("linwan", "circular.sign", M{"id": x})
		k.Goto("/circulars/" + x + "/pass_on")
		k.Press("转发")
	}
	self := str(c.act("linwan", "selfcheck.request", M{"campaign": own, "organ": police, "note": "请于月底前报送。"}).Body, "subject")

	// The bureau's first page has everything from both levels, by clock.
	l := c.at("fangzhou")
	l.Goto("/")
	for _, x := range []string{"明州市规范讯问专项监督", "全省规范讯问专项监督", "澄澜省人大常委会"} {
		l.See(x)
	}
	mine := append(c.copies(t, "fangzhou", "全省规范讯问专项监督"), c.copies(t, "fangzhou", "明州市规范讯问专项监督")...)
	if len(mine) != 2 {
		t.Fatalf("the bureau has %d copies of the two plans", len(mine))
	}
	for _, x := range mine {
		c.act("fangzhou", "circular.sign", M{"id": x})
	}
	l.Goto("/")
	l.See("项可以用同一份材料答复")
	l.Press("一份材料答复多项")
	scan := filepath.Join(t.TempDir(), "学习和自查情况.txt")
	if err := os.WriteFile(scan, []byte("两级方案合并学习，自查第一轮完成。"), 0o600); err != nil {
		t.Fatal(err)
	}
	stage.Eval[bool](l, `(() => { const want = `+jsonOf(t, append(mine, self))+`; for (const e of document.querySelectorAll('input[name=id]')) e.checked = want.includes(e.value); return true })()`)
	l.Fill("text", "局党委会集中学习两级方案，自查第一轮已经完成。")
	l.Upload("材料", scan)
	l.See("各项仍须逐项填写")
	l.Choose("集中学习")
	l.Fill("people", "46")
	l.Press("预览")
	l.See("会被接受的 3 项")
	l.See("澄澜省人大常委会")
	l.Press("逐项答复")
	l.See("已答复 3 项")

	// Each level has its own record of the one answer; the form is not filled in.
	for _, x := range mine {
		if m, _ := matter(t, c.as("fangzhou"), "/api/v1/circulars/"+x); str(m, "state") != "studied" {
			t.Errorf("a plan is %s", str(m, "state"))
		}
	}
	k.Goto("/selfchecks/" + self)
	k.See("总体情况")
	k.See("自查第一轮已经完成")
	k.See("学习和自查情况.txt")
	k.See("以逐项填写的为准")
	k.See("未填写")
	l.Goto("/selfchecks/" + self)
	l.See("填报中")
	c.refused(c.as("tangweimin").Act("selfcheck.sign", M{"id": self}), "not_now", "没有填好")

	// The receipt, and its proof in hands that trust nobody.
	l.Goto("/handed")
	l.See("填写总体情况")
	l.PressIn("填写总体情况", "回执第")
	l.See("下载证明文件")
	at := path(l.URL())
	n := c.plain("fangzhou")
	code, _, proof := n.Get(at + "/proof")
	if code != 200 {
		t.Fatalf("no proof at %s: %d", at, code)
	}
	dir := t.TempDir()
	code, keys, errs := stage.Run(t, nil, "key", "public", "--data", c.Data)
	if code != 0 {
		t.Fatalf("key public: %d %s%s", code, keys, errs)
	}
	file := filepath.Join(dir, "proof.txt")
	os.WriteFile(file, proof, 0o600)
	os.WriteFile(filepath.Join(dir, "hengjian-keys.txt"), []byte(keys), 0o600)
	if code, out, errs := stage.Run(t, nil, "verify-proof", file); code != 0 || !strings.Contains(out, "selfcheck.whole") {
		t.Errorf("verify-proof: %d %s%s", code, out, errs)
	}
	bad := slices.Clone(proof)
	bad[len(bad)/2] ^= 1
	os.WriteFile(file, bad, 0o600)
	if code, _, _ := stage.Run(t, nil, "verify-proof", file); code == 0 {
		t.Error("a proof that somebody wrote over is accepted")
	}
	if code, _, _ := c.plain("linwan").Get(at); code != 404 {
		t.Errorf("the committee opens the organ's receipt: %d", code)
	}
	verifies(t, c.Data)
}

// copies are the copies of a plan that somebody's organ or committee has.
func (c *town) copies(t *testing.T, login, plan string) (ids []string) {
	t.Helper()
	for _, x := range items(t, c.as(login).Get("/api/v1/circulars?limit=200")) {
		if strings.Contains(str(x, "title"), plan) && (login != "linwan" || str(x, "place") == "990000") {
			ids = append(ids, str(x, "id"))
		}
	}
	return ids
}
