package people

import (
	"net/url"
	"testing"
)

func escaped(s string) string { return url.QueryEscape(s) }

// Fang Zhou is the police bureau's liaison officer. A message accuses a station
// of the bureau and its referral goes to the procuratorate: for him neither
// exists, on no list, by no search, by no address and in no API.
func TestTheAccusedUnitsLiaisonSeesNothing(t *testing.T) {
	c := sharedCity(t)
	wife := c.reports(t, "妻子", story{asked: "公安机关", text: "我丈夫在码头派出所被扣了手机和货款，没有任何清单，要也不还。", where: "码头派出所"})
	id := c.numbered(wife.number)
	const title = "反映码头派出所扣押财物没有清单"
	c.registered(id, title, "来信人称，市公安局码头派出所扣押手机和货款没有出具清单，至今不退还。", "norm.seizure",
		M{"organs": []string{c.named("organ", "明州市公安局")}, "units": []string{c.named("unit", "明州市公安局码头派出所")}})
	leg := c.referred(id, "seizure", "明州市人民检察院", "现有材料反映，码头派出所扣押财物没有出具清单且不退还。")
	c.act("zhaoheng", "leg.sign", M{"id": leg})
	c.act("linwan", "leg.send", M{"id": leg})
	number := str(must(matter(t, c.as("linwan"), "/api/v1/legs/"+leg)), "number")

	for _, login := range []string{"fangzhou", "tangweimin"} { // the liaison, and the head of the bureau
		c.asMissing(t, login, id, "/clues/{id}", "/clues/{id}/original", "/clues/{id}/print", "/clues/{id}/life", "/clues/{id}/open", "/clues/{id}/notice.docx")
		c.asMissing(t, login, leg, "/legs/{id}", "/legs/{id}/letter.docx", "/legs/{id}/receipt", "/legs/{id}/life")
		c.unseen(t, login, title, wife.number, number, "码头派出所扣押")
	}
	// The same words find it for who handles it: the search above was no dud.
	clerk := c.plain("linwan")
	clerk.Goto("/search?q=" + escaped("码头派出所扣押"))
	clerk.See(title)

	c.holds("clue", id, "receive", "open", "summarise", "propose", "accept")
	c.holds("leg", leg, "draft", "sign", "send")
	for _, l := range append(c.journal("clue", id), c.journal("leg", leg)...) {
		if l.Actor == c.id("fangzhou") || l.Actor == c.id("tangweimin") {
			t.Errorf("the journal holds %s by the accused's side", l.Act)
		}
	}
	verifies(t, c.Data)
}

// must is the first of two.
func must(a, _ M) M { return a }
