package people

import (
	"strings"
	"testing"
)

// Lu Zhiwei opens what the public sends. A message about her goes past her: the
// first question leads it to the special channel before anybody opens anything.
func TestAMessageAboutAnIntakeOfficerNeverReachesHer(t *testing.T) {
	c := sharedCity(t)
	const words = "人大受理员陆某把我上次的来信内容告诉了被反映的派出所，所长第二天就来找我。"
	someone := c.reports(t, "来信人", story{asked: "人大机关工作人员或者代表", text: words, where: "人大信访窗口"})
	someone.See("只有秘书长（办公室主任）和机关纪检能打开")
	id := c.numbered(someone.number)

	for _, login := range []string{"luzhiwei", "dingruoyu", "shimin", "linwan", "zhaoheng", "shenlan", "gumingyuan"} {
		c.asMissing(t, login, id, "/clues/{id}", "/clues/{id}/original", "/clues/{id}/open", "/clues/{id}/print")
	}
	c.unseen(t, "luzhiwei", someone.number, id)
	c.sealedAgainst(t, id, "luzhiwei", "dingruoyu", "shimin") // a custodian's key is for identities, with another's

	reads(t, c, "qiaozhengyan", id, words)
	c.act("baishouyi", "clue.conclude_own", M{"id": id, "text": "已按机关纪检程序核查，并告知核查的程序结果。", "remedies": "无"})
	someone.looks()
	someone.See("已按机关纪检程序核查")

	c.holds("clue", id, "receive_own", "open", "conclude_own")
	verifies(t, c.Data)
}

// Shi Min's husband serves with the police, as she declared. What comes in about
// the police is neither sealed to her key nor shown to her; a colleague has it.
func TestAMessageAboutHerHusbandsForceNeverReachesHer(t *testing.T) {
	c := sharedCity(t)
	const words = "大学城派出所民警收了对方的钱，把我的报警压着不处理，已经三个月了。"
	shop := c.reports(t, "店主", story{asked: "公安机关", text: words, where: "大学城派出所"})
	id := c.numbered(shop.number)
	c.sealedAgainst(t, id, "shimin", "qiaozhengyan")
	c.asMissing(t, "shimin", id, "/clues/{id}", "/clues/{id}/original", "/clues/{id}/open", "/clues/{id}/print")
	reads(t, c, "luzhiwei", id, words)

	const title = "反映大学城派出所压案不办"
	c.act("luzhiwei", "clue.summarise", M{"id": id, "title": title, "summary": "来信人称，大学城派出所对报警三个月不处理。", "class": "strict.shelved", "joint": 1,
		"organs": []string{c.named("organ", "明州市公安局")}, "units": []string{c.named("unit", "明州市公安局大学城派出所")}})
	c.unseen(t, "shimin", title, shop.number, id, "大学城派出所对报警")
	c.asMissing(t, "shimin", id, "/clues/{id}", "/clues/{id}/original", "/clues/{id}/print")
	colleague := c.plain("dingruoyu")
	colleague.Goto("/search?q=" + escaped("大学城派出所对报警"))
	colleague.See(title)

	// Unsure which organ: not sealed to her either, since it may be the police.
	unsure := c.reports(t, "说不清的人", story{asked: "说不清楚", text: "穿制服的人半夜把我的车拖走了，不知道是哪个单位的。"})
	c.sealedAgainst(t, c.numbered(unsure.number), "shimin")

	c.holds("clue", id, "receive", "open", "summarise")
	verifies(t, c.Data)
}

// sealedAgainst fails if the original is sealed to a key of one of these, or to
// nobody's.
func (c *town) sealedAgainst(t *testing.T, id string, logins ...string) {
	t.Helper()
	var keys string
	c.rows("SELECT keys FROM clue WHERE id = ?", []any{id}, func(r rower) error { return r.Scan(&keys) })
	if len(keys) < 10 {
		t.Fatalf("the message is sealed to no key: %q", keys)
	}
	for _, login := range logins {
		found := false
		c.rows("SELECT id FROM key WHERE account = ?", []any{c.id(login)}, func(r rower) error {
			var key string
			found = true
			if err := r.Scan(&key); err != nil {
				return err
			}
			if strings.Contains(keys, key) {
				t.Errorf("the message is sealed to %s's key", login)
			}
			return nil
		})
		if !found {
			t.Errorf("%s has no key at all: nothing was proved", login)
		}
	}
}
