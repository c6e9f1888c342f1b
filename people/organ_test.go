package people

import (
	"strings"
	"testing"
)

// The organ's side of a problem: its liaison signs for it, its head files the
// plan, both report and claim. Neither ever reads where it came from, nor what
// else the committee has.
func TestOrganSideSignsPlansAndClaims(t *testing.T) {
	c := liveCity(t)
	id := c.problem("handed")
	page := "/problems/" + id

	l := c.at("fangzhou")
	l.Goto("/problems")
	l.Goto(page)
	l.DontSee("群众反映")
	l.Goto(page + "/sign_for")
	l.Press("签收")
	c.is(id, "signed")
	c.refused(c.as("fangzhou").Act("problem.plan", M{"id": id, "measures": []M{{"text": "更新设备并上墙制度", "person": "周立", "milestone": "2026-03-20", "success": "抽查全部可回放"}}}), "", "") // without the head's signature

	h := c.at("tangweimin")
	h.Goto(page + "/plan")
	for i, text := range []string{"更新同步录音录像设备", "每周抽查并通报"} {
		n := "measures." + string(rune('0'+i)) + "."
		h.Fill(n+"text", text)
		h.Fill(n+"person", "周立")
		h.Fill(n+"milestone", "2026-03-20")
		h.Fill(n+"success", "随机抽查二十件全部可回放")
	}
	h.Press("报送整改方案")
	c.is(id, "planned")
	z := c.at("zhaoheng")
	z.Goto(page + "/note_plan")
	z.See("这不是批准，责任仍在机关")
	z.Press("对方案无意见")
	c.is(id, "rectifying")

	c.refused(c.as("tangweimin").Act("problem.claim", M{"id": id, "text": "两项措施全部完成，请核验。"}), "not_now", "还没有进展记录")
	for _, m := range []string{"更新同步录音录像设备", "每周抽查并通报"} {
		l.Goto(page + "/progress")
		l.Choose(m)
		l.Fill("进展", "已经完成，附台账。")
		l.Press("填报进展")
	}
	h.Goto(page + "/claim")
	h.Fill("整改情况", "两项措施全部完成，请予核验。")
	h.Press("报结")
	c.is(id, "claimed")

	// Never the origin and the links, on the pages or in the interface.
	for _, who := range []string{"fangzhou", "tangweimin"} {
		a := c.as(who)
		for _, p := range items(t, a.Get("/api/v1/problems?limit=200")) {
			if str(p, "organ") != "" && str(p, "organ") != c.organ {
				t.Errorf("%s lists a problem of another organ: %v", who, p)
			}
			_, d := matter(t, a, "/api/v1/problems/"+str(p, "id"))
			for _, hidden := range []string{"origins", "former", "source_checked", "pending", "ladder"} {
				if _, there := d[hidden]; there {
					t.Errorf("%s reads %s of %s", who, hidden, str(p, "number"))
				}
			}
		}
		for _, path := range []string{"/api/v1/clues", "/api/v1/legs", "/api/v1/openings"} {
			ans := a.Get(path)
			if ans.Status == 200 && len(items(t, ans)) > 0 {
				t.Errorf("%s lists %s: %s", who, path, ans.Raw)
			}
		}
	}

	// What comes from a message shows neither it nor that there was one.
	from := c.fromMessage()
	n := c.plain("fangzhou")
	n.Goto("/problems/" + str(from, "id"))
	for _, o := range from["origins"].([]any) {
		origin := o.(M)
		if strings.Contains(n.Source(), str(origin, "id")) {
			t.Error("the organ's page has the id of the message")
		}
		n.DontSee(str(c.clue(str(origin, "id")), "number"))
		code, _, _ := n.Get("/clues/" + str(origin, "id"))
		none, _, _ := n.Get("/clues/00000000-0000-4000-8000-000000000000")
		if code != 404 || none != 404 {
			t.Errorf("a message out of reach answers %d, none %d", code, none)
		}
	}

	// A deputy reads the problems she was asked to verify and no others.
	d := c.as("yechunhe")
	own := map[string]bool{}
	for _, p := range items(t, d.Get("/api/v1/problems?limit=200")) {
		own[str(p, "id")] = true
	}
	if own[id] {
		t.Error("a deputy who was not asked lists the problem")
	}
	if ans := d.Get("/api/v1/problems/" + id); ans.Status != 404 {
		t.Errorf("a deputy who was not asked reads it: %d", ans.Status)
	}
	for _, p := range items(t, c.as("zhaoheng").Get("/api/v1/problems?limit=200")) {
		if ans := d.Get("/api/v1/problems/" + str(p, "id")); (ans.Status == 200) != own[str(p, "id")] {
			t.Errorf("problem %s: listed %v, answered %d", str(p, "number"), own[str(p, "id")], ans.Status)
		}
	}
	if len(own) == 0 {
		t.Error("the deputy has nothing to verify: the check above proves little")
	}
	verifies(t, c.Data)
}

// fromMessage brings a problem that rests on a message before the police bureau.
func (c *town) fromMessage() M {
	c.t.Helper()
	k := c.as("linwan")
	closed := items(c.t, k.Get("/api/v1/clues?limit=1&state=closed"))
	if len(closed) == 0 {
		c.t.Fatal("no message is closed")
	}
	source := str(closed[0], "id")
	id := str(k.MustAct("problem.draft", M{"title": "部分派出所接报案登记不规范", "statement": "抽查发现部分派出所接报案后没有当场登记和出具回执。",
		"class": "norm.seizure", "organ": c.organ, "origin": "clue", "origins": []M{{"kind": "clue", "id": source}}}).Body, "subject")
	k.MustAct("problem.add_evidence", M{"id": id, "kind": "interview", "grade": "multiple", "title": "走访记录"})
	c.refused(c.as("zhaoheng").Act("problem.invite_reply", M{"id": id}), "not_now", "请先由受理员确认")
	c.act("dingruoyu", "problem.check_source", M{"id": id, "nothing": true})
	c.act("zhaoheng", "problem.invite_reply", M{"id": id})
	_, d := matter(c.t, c.as("zhaoheng"), "/api/v1/problems/"+id)
	d["id"] = id
	return d
}

func (c *town) clue(id string) M {
	c.t.Helper()
	m, _ := matter(c.t, c.as("zhaoheng"), "/api/v1/clues/"+id)
	return m
}
