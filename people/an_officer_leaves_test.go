package people

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// An intake officer leaves and hands over all she had, open and closed; her
// account and her key end. Her successor opens a sealed original afterwards
// with a key of her own; the one who left cannot, from any side.
func TestAnOfficerLeavesAndHandsOverEverything(t *testing.T) {
	c := liveCity(t)
	const words = "我在高新园派出所窗口等了三天，没有人给我开回执。"
	s := c.reports(t, "来信人", story{asked: "公安机关", text: words, where: "高新园派出所"})
	id := c.numbered(s.number)
	c.registered(id, "反映窗口不给回执", "来信人称，派出所窗口三天没有出具回执。", "norm.notice", M{"organs": []string{c.named("organ", "明州市公安局")}})
	reads(t, c, "luzhiwei", id, words) // while she is in office
	leaver := c.id("luzhiwei")
	token := c.as("luzhiwei")

	taken, over := c.sixty(t)
	// She proposes on her own page; closed matters come too.
	l := c.at("luzhiwei")
	l.Goto("/handovers/new")
	l.Pick("rest", "丁若愚")
	l.Fill("reason", "调离本单位")
	l.Choose("已结的反映也换人")
	l.Press("列出清单")
	l.See("已结 ")
	l.Press("提出交接")
	l.See("已提出")
	l.See("密钥")
	page := path(l.URL())
	number := strings.TrimPrefix(page, "/handovers/")
	lines := c.handed(page)
	closed, open := 0, 0
	for _, line := range lines {
		switch {
		case slices.Contains(over, line.ID):
			closed++
		case slices.Contains(taken, line.ID):
			open++
		}
	}
	if len(lines) < 60 || closed == 0 || open+closed < 60 {
		t.Errorf("%d matters change hands, %d closed and %d open ones that she took", len(lines), closed, open)
	}
	_, d := matter(t, c.as("zhaoheng"), "/api/v1"+page)
	if ks, _ := d["keys"].([]any); len(ks) == 0 {
		t.Error("the hand-over names no key of hers")
	}

	// Both sign, somebody else confirms; each matter moves by an act of its own.
	n := c.at("dingruoyu")
	n.Goto(page)
	n.Goto(page + "/accept")
	n.Choose("我已看过交接清单")
	n.Press("接收人签字")
	c.refused(c.as("dingruoyu").Act("handover.confirm", M{"id": number}), "", "")
	z := c.at("zhaoheng")
	z.Goto(page + "/confirm")
	z.Choose("我已核对清单和密钥事项")
	z.Press("确认交接")
	z.See("已交接")
	_, d = matter(t, c.as("zhaoheng"), "/api/v1"+page)
	if moved, _ := d["changed"].(float64); moved < 60 {
		t.Errorf("%v matters changed hands", d["changed"])
	}
	for _, line := range c.handed(page) {
		if line.ID == id && line.Out != "moved" {
			t.Errorf("her message is %v", line)
		}
	}

	// What the list of keys asks for: the key is retired, the account disabled.
	hers := c.keysOf(leaver)
	for _, k := range hers {
		c.act("luzhiwei", "key.retire", M{"id": k, "reason": "调离本单位"})
	}
	c.act("ancheng", "account.disable", M{"id": leaver})
	if ans := token.Get("/api/v1/clues/" + id); ans.Status != 401 {
		t.Errorf("her former session reads the message: %d", ans.Status)
	}
	if ans := token.Act("clue.open", M{"id": id}); ans.Status != 401 {
		t.Errorf("her former session opens the original: %d", ans.Status)
	}
	out := c.NoJS(t, "陆知微")
	out.Goto("/signin")
	out.Fill("login", "luzhiwei")
	out.Fill("password", c.who("luzhiwei").Password)
	out.Press("登录")
	if code, _, _ := out.Get("/clues/" + id); code == 200 {
		t.Error("she signs in after she left")
	}

	// A new message is sealed to no key of hers; the successor opens both.
	reads(t, c, "dingruoyu", id, words)
	const later = "今天窗口仍然没有给回执。"
	s2 := c.reports(t, "来信人", story{asked: "公安机关", text: later, where: "高新园派出所"})
	id2 := c.numbered(s2.number)
	var sealed string
	c.rows("SELECT keys FROM clue WHERE id = ?", []any{id2}, func(r rower) error { return r.Scan(&sealed) })
	for _, k := range hers {
		if len(sealed) < 10 || strings.Contains(sealed, k) {
			t.Errorf("a message that came after she left is sealed to %s, a key of hers among them", sealed)
		}
	}
	c.act("dingruoyu", "clue.take", M{"id": id2})
	reads(t, c, "dingruoyu", id2, later)
	verifies(t, c.Data)
}

// sixty lets the officer take sixty messages over, the first few of which are
// decided and over before she leaves.
func (c *town) sixty(t *testing.T) (taken, over []string) {
	t.Helper()
	for _, state := range []string{"proposed", "registered", "accepted", "received", "relooking"} {
		for _, x := range items(t, c.as("zhaoheng").Get("/api/v1/clues?limit=200&state="+state)) {
			id := str(x, "id")
			if len(taken) >= 62 || c.as("luzhiwei").Act("clue.take", M{"id": id}).Status >= 300 {
				continue
			}
			taken = append(taken, id)
			if state == "proposed" && len(over) < 3 && (c.as("zhaoheng").Act("clue.keep", M{"id": id}).Status < 300 || c.as("zhaoheng").Act("clue.redirect", M{"id": id}).Status < 300) {
				over = append(over, id)
			}
		}
	}
	if len(taken) < 60 || len(over) == 0 {
		t.Fatalf("she took %d messages, %d of them are over", len(taken), len(over))
	}
	return taken, over
}

// handedLine is one matter of a hand-over's list.
type handedLine struct{ Kind, ID, Was, Out string }

// handed reads the list of a hand-over, which names no title and stands on no
// interface.
func (c *town) handed(page string) (out []handedLine) {
	c.t.Helper()
	c.rows("SELECT lines FROM handover WHERE id = ?", []any{strings.TrimPrefix(page, "/handovers/")}, func(r rower) error {
		var text string
		if err := r.Scan(&text); err != nil {
			return err
		}
		return json.Unmarshal([]byte(text), &out)
	})
	return out
}

// keysOf are the keys in use of an account.
func (c *town) keysOf(account string) (ids []string) {
	c.t.Helper()
	c.rows("SELECT id FROM key WHERE account = ? AND state = 'enrolled'", []any{account}, func(r rower) error {
		var id string
		err := r.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if len(ids) == 0 {
		c.t.Fatal("she has no key")
	}
	return ids
}
